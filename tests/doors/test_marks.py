"""Marks mean the same at every door: alone or in a list, in whichever package."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd  # type: ignore[import-untyped]
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]
import pytest

from cqikit import drawing, spc, tables
from cqikit.core import parse_period, run_checks
from cqikit.errors import FieldError, FieldTypeError

if TYPE_CHECKING:
    from collections.abc import Callable

MONTHS = [f"2026-{month:02}" for month in range(1, 13)]
FALLS = [3.0, 5, 4, 6, 5, 4, 3, 5, 9, 8, 9, 8]
#: Where phases begin, which points do not count, which ones limits rest on.
NAMES = ["phases", "exclude", "baseline"]


def chart(cadence: Any, **said: Any) -> spc.Chart:
    return spc.chart(FALLS, on=MONTHS, cadence=cadence, **said)


def panel(cadence: Any, **said: Any) -> spc.Chart:
    keys = ["a", "b"] * 12
    on = [month for month in MONTHS for _ in "ab"]
    values = [value for value in FALLS for _ in "ab"]
    return spc.panel(values, keys=keys, on=on, cadence=cadence, **said)["b"]


def panel_by_key(cadence: Any, **said: Any) -> spc.Chart:
    by_key = {n: {"b": it} if n != "baseline" else it for n, it in said.items()}
    return panel(cadence, **by_key)


def batch(cadence: Any, **said: Any) -> Any:
    question = tables.Charts(
        keys="k", on="month", values="falls", cadence=cadence, **said
    )
    rows = {"k": ["a"] * 12, "month": MONTHS, "falls": FALLS}
    return tables.evaluate(pl.DataFrame(rows), question)


CHARTS: list[Callable[..., Any]] = [chart, panel, panel_by_key]
DOORS = [*CHARTS, batch]
MONTH = {
    "text": "2026-05",
    "period": parse_period("2026-05"),
    "day": date(2026, 5, 1),
    "day of NumPy": np.datetime64("2026-05-01"),
    "month of NumPy": np.datetime64("2026-05"),
    "day of pandas": pd.Timestamp("2026-05-01"),
    "month of pandas": pd.Period("2026-05"),
    "position": 4,
    "position of NumPy": np.int64(4),
    "nothing": "",
    "float": 4.5,
    "bytes": b"2026-05",
    "not a time": pd.NaT,
    "phase": spc.Phase("2026-05", "triage", baseline=3),
    "list": ["2026-05"],
}


def answer(door: Callable[..., Any], cadence: Any, **said: Any) -> Any:
    """Return what a door answers, or with which words it refuses."""
    try:
        made = door(cadence, **said)
    except FieldError as refused:
        return refused.name, refused.must, refused.fix
    if isinstance(made, pl.DataFrame):
        return made.to_dict(as_series=False)
    lines = (made.centre, made.lower, made.breaks, made.excluded, made.baseline)
    # Of NaN, none is another.
    return repr([line.tolist() for line in lines]), made.reasons


@pytest.mark.parametrize("cadence", ["month", "events"])
@pytest.mark.parametrize("mark", MONTH)
@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("name", ["phases", "exclude"])
def test_one_mark_is_a_list_of_one(
    name: str, door: Callable[..., Any], mark: str, cadence: Any
) -> None:
    alone, listed = ({name: it} for it in (MONTH[mark], [MONTH[mark]]))
    if mark == "list":
        # A list is a list, and one in another is no mark.
        with pytest.raises(FieldError, match=name):
            door(cadence, **listed)
        listed = {name: iter(MONTH["list"])}
    assert answer(door, cadence, **alone) == answer(door, cadence, **listed)


@pytest.mark.parametrize("mark", list(MONTH)[:7])
@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("name", NAMES)
def test_a_month_is_the_same_however_it_is_written(
    name: str, door: Callable[..., Any], mark: str
) -> None:
    wanted = answer(door, "month", **{name: "2026-05"})
    assert wanted != answer(door, "month")
    assert answer(door, "month", **{name: MONTH[mark]}) == wanted
    if name == "baseline":
        for pair in ((MONTH[mark],) * 2, [MONTH[mark]] * 2, iter([MONTH[mark]] * 2)):
            assert answer(door, "month", **{name: pair}) == wanted


@pytest.mark.parametrize("door", DOORS)
def test_no_mark_is_none_and_an_array_without_axes_is_no_mark(
    door: Callable[..., Any],
) -> None:
    for name in NAMES:
        assert answer(door, "month", **{name: None}) == answer(door, "month")
    empties: list[Any] = [[], {}, np.array([])]
    for name in ["phases", "exclude"]:
        for empty in empties:
            assert answer(door, "month", **{name: empty}) == answer(door, "month")
        with pytest.raises(FieldTypeError, match="must be positions, days or periods"):
            door("month", **{name: np.array("2026-05")})
    for pair in ({"2026-01", "2026-06"}, {"2026-01": "2026-06"}, ["2026-01"]):
        with pytest.raises(FieldError, match="baseline must be"):
            door("month", baseline=pair)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("mark", [4, np.int64(4)])
def test_a_position_is_another_point_in_each_batch(
    door: Callable[..., Any], mark: Any
) -> None:
    for name in ["phases", "exclude"]:
        if door is batch:
            with pytest.raises(FieldError, match="would be another point in each"):
                door("month", **{name: mark})
        else:
            made = door("month", **{name: mark})
            assert answer(door, "month", **{name: "2026-05"}) == answer(
                door, "month", **{name: mark}
            )
            assert (made.breaks | made.excluded)[4]


def test_a_phase_is_no_point_that_does_not_count() -> None:
    for cadence in ["month", "events"]:
        for door in DOORS:
            with pytest.raises(FieldError, match="exclude must be like 2026"):
                door(cadence, exclude=spc.Phase("2026-05"))


# A year is no number of points ---------------------------------------------------

A_YEAR = (
    "baseline must be a number of points, not a year (got 2026): for the year, write "
    "baseline='2026' where the chart is made"
)


def of_phase(cadence: Any, baseline: Any) -> spc.Chart:
    return chart(cadence, phases=[spc.Phase("2026-05", baseline=baseline)])


def monitor(cadence: Any, baseline: Any) -> spc.Monitor:
    return spc.monitor(chart(cadence), baseline=baseline)


def monitors(cadence: Any, baseline: Any) -> spc.Monitors:
    made = spc.panel(FALLS, keys=["a"] * 12, on=MONTHS, cadence=cadence)
    return spc.monitors(made, baseline=baseline)


@pytest.mark.parametrize("year", [2026, 2026.0, np.int64(2026)])
@pytest.mark.parametrize("door", [chart, panel, batch, of_phase, monitor, monitors])
def test_a_year_is_no_number_of_points_at_any_door(
    door: Callable[..., Any], year: Any
) -> None:
    with pytest.raises(FieldError) as refused:
        door("month", baseline=year)
    assert str(refused.value) == A_YEAR
    # Three digits are a number of points, of which there may be fewer.
    door("month", baseline=999)


@pytest.mark.parametrize("door", [chart, panel])
def test_the_year_is_written_as_text(door: Callable[..., Any]) -> None:
    assert answer(door, "month", baseline="2026") == answer(door, "month", baseline=12)
    for name in ["phases", "exclude"]:
        with pytest.raises(FieldError, match="write '2026' for the year"):
            door("month", **{name: 2026})


def test_of_two_thousand_points_a_year_is_a_number() -> None:
    made = spc.chart(np.arange(2_100.0), baseline=2026)
    assert made.baseline.sum() == 2026
    assert spc.monitor(made, baseline=2026).n == 2_100


# A frame of one column is its column ---------------------------------------------

PACKAGES = {"pandas": pd.DataFrame, "polars": pl.DataFrame, "pyarrow": pa.table}
FRAMED: dict[str, list[Any]] = {
    "values": FALLS,
    "sizes": [60.0] * 12,
    "on": MONTHS,
    "phases": ["2026-05"],
    "exclude": ["2026-05", "2026-06"],
    "baseline": ["2026-01", "2026-06"],
    "centre": [0.1] * 12,
    "sigma": [0.01] * 12,
    "lower": [0.0] * 12,
    "upper": [0.5] * 12,
}
MASK = {name: [month == "2026-05" for month in MONTHS] for name in NAMES}


@pytest.mark.parametrize("package", PACKAGES)
@pytest.mark.parametrize("name", [*FRAMED, *(f"mask for {name}" for name in NAMES)])
def test_a_frame_of_one_column_is_that_column_for_each_argument(
    name: str, package: str
) -> None:
    plain: dict[str, Any] = {"values": FALLS, "on": MONTHS, "sizes": [60.0] * 12}
    argument = name.removeprefix("mask for ")
    cells = FRAMED[name] if name in FRAMED else MASK[argument]

    def chart(column: Any) -> spc.Chart:
        return spc.chart(kind="u", **(plain | {argument: column}))

    def panel(column: Any) -> spc.Chart:
        said = plain | {argument: column}
        return spc.panel(kind="u", keys=["a"] * 12, **said)["a"]

    two = PACKAGES[package]({"x": cells, "y": cells})
    for made in (chart, panel):
        whole = made(PACKAGES[package]({"x": cells}))
        wanted = made(cells)
        for line in ("values", "centre", "upper", "breaks", "excluded", "baseline"):
            got, listed = getattr(whole, line), getattr(wanted, line)
            np.testing.assert_array_equal(got, listed, line)
        assert whole.on == wanted.on
        with pytest.raises(FieldError) as refused:
            made(two)
        said = f"{argument} must be one column (got 'a frame of 2: x, y')"
        assert str(refused.value).startswith(said)


@pytest.mark.parametrize("package", PACKAGES)
def test_a_frame_of_one_column_is_that_column_for_other_verbs(package: str) -> None:
    def framed(cells: list[Any]) -> Any:
        return PACKAGES[package]({"x": cells})

    made = spc.panel(FALLS, keys=framed(["a"] * 12), on=MONTHS, baseline=12)
    kept = spc.monitors(made, baseline=12)
    row = {"keys": framed(["a"]), "on": framed(["2027-01"])}
    _, looks = kept.take(framed([20]), excluded=framed([False]), **row)
    _, wanted = kept.take([20], keys=["a"], on="2027-01", excluded=[False])
    assert looks == wanted
    units = {"units": framed(["a", "b", "c"]), "sizes": framed([50, 60, 70])}
    compared = spc.funnel(framed([3, 4, 5]), **units)
    assert compared == spc.funnel([3, 4, 5], [50, 60, 70], units=["a", "b", "c"])
    counted = spc.pareto(framed(["late", "lost", "late"]))
    assert counted == spc.pareto(["late", "lost", "late"])
    spread = {"sizes": framed([5, 5, 5]), "within": framed([1.0, 1, 2])}
    xbar = spc.chart(framed([3, 4, 5]), "xbar", **spread)
    listed = spc.chart([3, 4, 5], "xbar", sizes=[5, 5, 5], within=[1.0, 1, 2])
    np.testing.assert_array_equal(xbar.upper, listed.upper)


# A baseline in which nothing was observed ----------------------------------------

UNSEEN = [np.nan] * 4 + FALLS[4:]


def lineless(**said: Any) -> spc.Chart:
    return spc.chart(UNSEEN, "i", on=MONTHS, **said)


@pytest.mark.parametrize("baseline", [3, ("2026-01", "2026-03"), "2026-02"])
def test_a_baseline_without_a_value_is_told_at_each_door(baseline: Any) -> None:
    made = lineless(baseline=baseline)
    assert np.isnan(made.centre).all()
    said = "No centre line: its baseline has no value."
    judged = spc.judge(spc.read(made), "lower")
    assert judged.summary == said
    assert "baseline has no value" in drawing.chart_svg(
        drawing.ChartPicture(chart=made, judgement=judged, alone=True)
    )
    (found,) = run_checks(made, spc.CHART_CHECKS)
    assert (found.code, found.where) == ("chart.no-centre", "points[0:12]")
    assert "(no centre line: its baseline has no value)" in str(
        spc.monitor(made, "three-sigma").take(5)[1]
    )
    keys, values = ["a", "b"] * 12, [it for two in zip(UNSEEN, FALLS) for it in two]  # noqa: B905
    on = [month for month in MONTHS for _ in "ab"]
    many = spc.panel(values, keys=keys, on=on, baseline=baseline)
    assert spc.judge(spc.read(many.chart), "lower").summary.endswith(
        "; 1 has no centre line"
    )
    codes = {it.where: it.code for it in run_checks(many.chart, spc.CHART_CHECKS)}
    assert codes["rows[0].points[0:12]"] == "chart.no-centre"
    assert codes.get("rows[1].points[0:12]") != "chart.no-centre"
    looks = spc.monitors(many, "three-sigma").take([5], keys=["a"])[1]
    assert "no centre line" in str(looks.looks[0])
    question = tables.Charts(keys="k", on="m", values="v", baseline=baseline)
    rows = pl.DataFrame({"k": keys, "m": on, "v": values})
    answers = tables.evaluate(rows, question).filter(k="a")
    assert answers["centre"].to_list() == [None] * len(answers)


@pytest.mark.parametrize("kind", ["run", "p", "ewma", "mr"])
def test_of_all_kinds_only_those_with_a_value_have_no_centre(kind: Any) -> None:
    sizes = 20 if kind == "p" else None
    made = spc.chart([np.nan, np.nan, 3, 4, 6], kind, sizes=sizes, baseline=2)
    codes = {found.code for found in run_checks(made, spc.CHART_CHECKS)}
    assert ("chart.no-centre" in codes) is bool((~np.isnan(made.values)).any())
    given = spc.chart([np.nan, 3, 4], kind, sizes=sizes, baseline=1, centre=0.2)
    codes = {found.code for found in run_checks(given, spc.CHART_CHECKS)}
    assert "chart.no-centre" not in codes
