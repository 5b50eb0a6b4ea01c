"""From rows to observations: every fault at once, and nothing made up."""

from __future__ import annotations

from pathlib import Path

import pytest

from cqikit.errors import DataError
from cqikit.measures import Measure
from cqikit.tables import (
    Flag,
    Layout,
    MeasureColumns,
    Observed,
    observations,
    parse_csv,
    read_csv,
)

MEASLES = Path("examples/measles/cases.csv")


def measure(key: str, kind: str, **more: object) -> Measure:
    return Measure(key=key, title=key, kind=kind, frequency="year", **more)  # type: ignore[arg-type]


MEASURES = (measure("cases", "rate"), measure("weeks", "proportion"))
LAYOUT = Layout(
    file="cases.csv",
    team="area",
    period="year",
    frequency="year",
    measures=(
        MeasureColumns(
            measure="cases",
            numerator="count",
            denominator="population",
            observed=Observed(column="weeks_reporting", of=52, least=26),
        ),
        MeasureColumns(measure="weeks", numerator="weeks_reporting", denominator=52),
    ),
)
HEADER = "area,year,weeks_reporting,count,population\n"


def faults(rows: str, layout: Layout = LAYOUT, header: str = HEADER) -> list[str]:
    table = parse_csv(header + rows, name="cases.csv")
    with pytest.raises(DataError) as caught:
        observations(table, layout, MEASURES)
    assert caught.value.source == "cases.csv"
    return [str(problem) for problem in caught.value.problems]


def test_every_fault_is_told_at_once_with_row_and_column() -> None:
    assert faults(
        "North,2024,52,<5,4000\n"
        "North,2025,60,3,\n"
        ",2026,52,3,4000\n"
        "North,2026-03,52,-3,4000\n"
        'North,26,52,"1,234",12 %\n'
        "North,2024,52,3,4000\n"
    ) == [
        (
            "row 2, column count: must be a number (got '<5'):"
            " leave it empty where the count is withheld"
        ),
        "row 3, column weeks_reporting: must be at most 52 (got 60)",
        "row 4, column area: must say which team (got '')",
        "row 5, column year: must be a year (got '2026-03'): write it like 2026",
        "row 5, column count: must be at least 0 (got -3)",
        (
            "row 6, column year: must be like 2026, 2026-10, 2026-Q4, 2026-W07 or"
            " 2026-10-31 (got '26')"
        ),
        "row 6, column count: must be a number (got '1,234'): write 1234",
        (
            "row 6, column population: must be a number (got '12 %'):"
            " write the number alone"
        ),
        (
            "row 7: North, 2024 stands in row 2 already:"
            " keep one of them, or add them up where that is meant"
        ),
    ]


def test_a_wrong_column_is_told_once_with_the_likely_one() -> None:
    header = HEADER.replace("count", "coutn")
    assert faults("North,2024,52,3,4000\n", header=header) == [
        "no column named 'count'; did you mean 'coutn'?"
    ]


def test_a_count_of_a_year_without_any_report_is_missing_and_not_zero() -> None:
    layout = Layout(
        file="cases.csv",
        team="area",
        period="year",
        frequency="year",
        measures=(
            *LAYOUT.measures,
            MeasureColumns(
                measure="silent",
                numerator=Flag(column="weeks_reporting", at_most=0),
                denominator=1,
            ),
        ),
    )
    table = read_csv(MEASLES)
    read = observations(table, layout, [*MEASURES, measure("silent", "proportion")])
    cases = [one for (key, _), made in read.items() if key == "cases" for one in made]
    silent = [one for (key, _), made in read.items() if key == "silent" for one in made]
    assert len(cases) == 3825
    assert sum(one.numerator is None for one in cases) == 492
    assert sum(one.numerator == 0 for one in cases) == 76
    assert sum(one.numerator or 0 for one in silent) == 492
