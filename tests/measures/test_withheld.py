"""A number that is known and not told is no missing one, from row to picture."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import numpy as np
import pytest

from cqikit import drawing, spc
from cqikit.core import run_checks
from cqikit.errors import FieldError
from cqikit.measures import (
    Measure,
    Observation,
    Series,
    audit,
    join_columns,
    series,
    stack,
)

FALLS = Measure(key="falls", title="Falls", kind="count", direction="lower")


def seen(*values: float | str, team: str = "") -> Series:
    rows = [
        Observation(period=f"2026-{month:02}", withheld=value)
        if isinstance(value, str)
        else Observation(period=f"2026-{month:02}", value=value)
        for month, value in enumerate(values, start=1)
    ]
    return series(FALLS, rows, team=team)


def test_a_withheld_value_has_no_number() -> None:
    made = seen(9, "<5", 7)
    assert made.withheld == ("", "<5", "")
    assert np.isnan(made.observed).tolist() == [False, True, False]
    assert series(FALLS, made.observations) == made
    assert pickle.loads(pickle.dumps(made)) == copy.copy(made) == made
    assert made != seen(9, "*", 7)


@pytest.mark.parametrize("numbers", [{"value": 3}, {"numerator": 2, "denominator": 3}])
def test_a_number_that_is_told_is_not_withheld(numbers: dict[str, Any]) -> None:
    with pytest.raises(FieldError, match="withheld must go without the value"):
        Observation(period="2026-01", withheld="<5", **numbers)


def test_texts_stay_with_their_rows_where_columns_are_joined() -> None:
    first, other = seen(9, "<5").records, seen("*", 8).records
    assert join_columns([first, other]).withheld_texts() == ("", "<5", "*", "")
    both = stack([seen(9, "<5", team="a"), seen("*", 8, team="b")])
    assert [made.withheld for made in both.series()] == [("", "<5"), ("*", "")]


def test_a_gap_has_no_text() -> None:
    rows = [Observation(period="2026-01", withheld="<5")]
    rows.append(Observation(period="2026-03", value=7))
    assert series(FALLS, rows).withheld == ("<5", "", "")


def test_the_audit_tells_withheld_from_missing() -> None:
    codes = [finding.code for finding in audit(FALLS, seen(9, "<5", 7).records)]
    assert codes == ["series.withheld"]


def test_a_chart_shows_where_values_are_withheld() -> None:
    chart = spc.chart(seen(9, "<5", 7, 8, "<5", 6), "c")
    assert chart.withheld == ("", "<5", "", "", "<5", "")
    assert spc.chart(seen(9, 7), "c").withheld == ()
    picture = drawing.ChartPicture(chart=chart)
    assert "2 withheld (<5)" in drawing.vega_lite(picture)["description"]
    assert "2 withheld (&lt;5)" in drawing.chart_svg(picture)
    several = drawing.ChartPicture(chart=spc.chart(seen(*"abcd", 6), "c"))
    assert "4 withheld (a, b, c ...)" in drawing.vega_lite(several)["description"]


def test_what_is_said_of_a_chart_tells_withheld_from_missing() -> None:
    chart = spc.chart(seen(9, "<5", 7), "c")
    assert "2026-02): withheld (<5)" in spc.explain(chart, at=1)
    assert "chart.missing" not in {
        check.code for check in run_checks(chart, spc.CHART_CHECKS)
    }
    rows = [Observation(period="2026-01", withheld="<5")]
    rows.append(Observation(period="2026-03", value=7))
    gap = spc.chart(series(FALLS, rows), "c")
    (missing,) = (
        check
        for check in run_checks(gap, spc.CHART_CHECKS)
        if check.code == "chart.missing"
    )
    assert missing.message.startswith("1 point was not observed")
    assert "2026-02): not observed" in spc.explain(gap, at=1)


def test_every_form_of_a_picture_has_the_mark() -> None:
    picture = drawing.ChartPicture(chart=spc.chart(seen(9, "<5", 7), "c"))
    plain = drawing.ChartPicture(chart=spc.chart(seen(9, 8, 7), "c"))
    spec = drawing.vega_lite(picture)
    assert spec["datasets"]["points"][1]["withheld"] == "<5"
    assert spec["datasets"]["points"][1]["mark"] == "withheld"
    names = [layer["name"] for layer in spec["layer"]]
    assert names[-1] == "withheld"
    assert "withheld" not in drawing.vega_lite(plain)["datasets"]["points"][1]
    assert ">withheld<" in drawing.charts_svg([picture, plain], title="")
    assert ">withheld<" not in drawing.charts_svg([plain, plain], title="")
