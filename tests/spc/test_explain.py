"""The arithmetic that is printed is the arithmetic that was done."""

from __future__ import annotations

import math
import re
from typing import Any

import numpy as np
import pytest
from attrs import evolve

from cqikit import spc
from cqikit.errors import FieldError

SERIES: dict[str, dict[str, Any]] = {
    "subgroups": {"values": [[4, 6, 5], [7, 5, 6], [5, 9, 7], [6, 4, 4]]},
    "units": {"values": [3, 5, 2, 9], "sizes": [50, 100, 40, 60]},
    "events": {"values": [3, 5, 2, 9], "sizes": [5, 10, 4, 6]},
    "binary": {"values": [0, 1, 1, 0]},
}
PLAIN: dict[str, Any] = {"values": [4, 9, 6, 7]}


def evaluated(text: str) -> float:
    """Return the value of arithmetic as it is printed."""
    text = re.sub(r"√\(", "math.sqrt(", text.replace("×", "*").replace("²", "**2"))
    text = re.sub(r"√([\d.e+-]+)", r"math.sqrt(\1)", text)
    assert re.fullmatch(r"[\d.e+*/() \-]*|.*math\.sqrt.*", text), text
    return float(eval(text, {"math": math}))


@pytest.mark.parametrize("name", spc.CHARTS.names)
@pytest.mark.parametrize("per", [1, 100])
def test_every_line_of_arithmetic_is_right(name: str, per: int) -> None:
    kind = spc.CHARTS[name]
    how = SERIES.get(kind.takes, PLAIN)
    # Numbers of units are drawn as they are.
    made = spc.chart(**how, kind=kind, per=per if kind.divided else 1)
    text = spc.explain(made)
    seen = 0
    for line in text.splitlines()[1:]:
        if "=" not in line or line.startswith(("by ", "the line is drawn")):
            continue
        sums = re.sub(r" on the scale .*|, drawn at .*|, × .*", "", line)
        *_, working, result = sums.split(" = ")
        if re.search(r"[a-z]{3}", working.replace("sqrt", "")) or "by the" in result:
            continue
        assert evaluated(working) == pytest.approx(float(result), rel=2e-5), line
        seen += 1
    assert seen or kind.name in {"run", "t-exponential", "r"} or kind.limits


@pytest.mark.parametrize("name", spc.CHARTS.names)
def test_the_limits_explained_are_those_of_the_chart(name: str) -> None:
    kind = spc.CHARTS[name]
    made = spc.chart(**SERIES.get(kind.takes, PLAIN), kind=kind)
    lines = spc.explain(made, at=1).splitlines()
    for side in ("upper", "lower"):
        (line,) = (text for text in lines if text.startswith(side))
        limit = float(getattr(made, side)[1])
        if math.isnan(limit):
            assert line == f"{side}: none"
        else:
            assert f"{limit:.7g}" in line


def test_a_point_is_named_by_position_or_time() -> None:
    made = spc.chart([4, 9, 6], on=["2026-01", "2026-02", "2026-03"])
    for at in (1, -2, "2026-02"):
        assert spc.explain(made, at).startswith("I chart, point 2 (2026-02): 9\n")
    with pytest.raises(FieldError, match="at must be a position from 0 to 2"):
        spc.explain(made, -4)
    with pytest.raises(FieldError, match="chart must be a single one with points"):
        spc.explain(spc.chart([[4, 9, 6]]))


def test_ratios_show_what_they_are_made_of() -> None:
    per_cent = spc.chart([3, 5], "p", sizes=[50, 100], per=100)
    assert "point 1: 3 / 50 × 100 = 6" in spc.explain(per_cent, 0)
    plain = spc.chart([3, 5], "u", sizes=[50, 100])
    assert "point 1: 3 / 50 = 0.06" in spc.explain(plain, 0)
    assert "point 1: 3 of 50" in spc.explain(
        spc.chart([3, 5], "np", sizes=[50, 100]), 0
    )


def test_what_was_given_is_called_given() -> None:
    made = spc.chart([4, 9, 6], centre=5, sigma=2, upper=10)
    text = spc.explain(made)
    assert "centre = 5 (given)" in text
    assert "sigma = 2 (given)" in text
    assert "upper = 10 (given)" in text
    assert "lower = 5 - 3 × 2 = -1" in text
    assert "sigma = 3 (given)" in spc.explain(spc.chart([4, 9], "c", sigma=3))
    p = spc.chart([3, 5], "p-prime", sizes=[50, 100], centre=0.1, sigma=2)
    assert "sigma = √(0.1 × (1 - 0.1) / 50) × 2 = 0.08485281" in spc.explain(p, 0)


def test_one_point_is_no_points() -> None:
    made = spc.chart([4, 6, 5], "c", exclude={1: "snow"}, phases=[2])
    assert "1 point of this phase is excluded" in spc.explain(made, 0)
    alone = f"{spc.explain(made, 2)} {made.method[1]}"
    assert "of 1 point = 5" in alone
    assert "they rest on 1 point, fewer than 12" in alone
    assert "1 points" not in alone


def test_what_a_reader_must_know_is_said() -> None:
    days = [f"2026-01-{day:02}" for day in range(1, 15)]
    made = spc.chart(
        [4, None, 6, 7, 5, 60, 8, 8, 8, 8, 8, 8, 8, 8],
        "i-screened",
        on=days,
        phases={6: "move"},
        exclude={2: "snow", 3: ""},
    )
    assert "point 2 (2026-01-02): not observed" in spc.explain(made, 1)
    assert "this point is excluded: snow" in spc.explain(made, 2)
    assert "this point is excluded: no reason was given" in spc.explain(made, 3)
    assert "2 points of this phase are excluded" in spc.explain(made, 4)
    later = spc.explain(made, 9)
    assert "phase from point 7: move" in later
    assert "all points that the lines rest on are equal\n" in later
    flat = "all points that the lines rest on are equal: any other is outside"
    assert flat in spc.explain(spc.chart([8] * 14))
    assert flat in spc.explain(spc.chart([0] * 14, "p", sizes=50))
    # Counts that are all the same have limits with a width.
    assert flat not in spc.explain(spc.chart([10] * 14, "p", sizes=50))
    wild = spc.chart([4, 5] * 8 + [90], "i-screened")
    assert "1.12838, 1 screened out = 1 / 1.12838" in spc.explain(wild)
    mask = np.array([False, True, False])
    assert "no reason was given" in spc.explain(spc.chart([4, 9, 6], exclude=mask), 1)


def test_a_kind_of_ones_own_is_explained_as_far_as_it_says() -> None:
    def middle(points: spc.Points) -> Any:
        return np.nanmean(points.values, axis=-1, keepdims=True)

    def half(points: spc.Points, centre: Any) -> Any:
        return centre / 2

    mine = spc.ChartKind(name="mine", centre=middle, spread=half)
    lines = spc.explain(spc.chart([4, 8], mine)).splitlines()
    assert lines[:3] == [
        "mine, point 2: 8",
        "centre = middle of 2 points = 6",
        "sigma = half = 3",
    ]
    sourceless = evolve(mine, formula="x")
    assert "by x" in spc.explain(spc.chart([4, 8], sourceless)).splitlines()


def test_the_centre_is_shown_as_the_chart_shows_it() -> None:
    how: dict[str, Any] = {"sizes": [100] * 5, "per": 1000}
    rate = spc.explain(spc.chart([3, 4, 2, 5, 6], "u", **how))
    assert "centre = all numerators over all sizes of 5 points" in rate
    assert "= 20 / 500 = 0.04, × 1000 = 40\n" in rate
    given = spc.explain(spc.chart([3, 4, 2, 5, 6], "u", **how, centre=50))
    assert "centre = 0.05 (given), × 1000 = 50\n" in given
    gaps = spc.chart([3, 4, 2, 5, 6], "t")
    drawn = f"on the scale y^(1/3.6), drawn at {gaps.centre[0]:.7g}"
    assert drawn in spc.explain(gaps).splitlines()[1]
    summed = spc.chart([3, 4, 2, 5, 6], "t-exponential", per=100)
    assert f"× 100 = {summed.centre[0]:.7g}\n" in spc.explain(summed)
