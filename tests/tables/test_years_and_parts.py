"""A year and a part of it, in two columns or one of them across, are one period."""

from __future__ import annotations

from typing import Any

import pytest

from cqikit.errors import DataError, FieldError
from cqikit.measures import Measure
from cqikit.tables import (
    Across,
    ColumnKind,
    Layout,
    MeasureColumns,
    parse_csv,
    propose,
    series_of,
)
from tests.shapes import SHAPES

MONTHS = ["2024-11", "2024-12", "2025-01"]


def months(text: str, **said: Any) -> dict[str, list[float]]:
    """Return what is proposed for a file: its periods, and the values of each team."""
    made = propose(parse_csv(text), **said)
    assert not made.asks, made.asks
    return {
        " ".join((series.team, *map(str, series.periods))).strip(): list(series.values)
        for series in made.series
    }


@pytest.mark.parametrize(
    "parts",
    [
        ("Nov", "Dec", "Jan"),
        ("November", "December", "January"),
        ("11", "12", "1"),
        ("11", "12", "01"),
        ("M11", "M12", "M1"),
        ("nov.", "dic.", "ene."),
        ("Month 11", "Month 12", "Month 1"),
    ],
)
@pytest.mark.parametrize("name", ["month", "Report_Month", "Mes"])
def test_a_year_and_a_month_are_a_period(name: str, parts: tuple[str, ...]) -> None:
    years = ("2024", "2024", "2025")
    rows = zip(years, parts, (3, 1, 2), strict=True)
    lines = "\n".join(f"{year},{part},{n}" for year, part, n in rows)
    assert months(f"year,{name},n\n{lines}\n") == {" ".join(MONTHS): [3, 1, 2]}


@pytest.mark.parametrize(
    ("name", "part", "period"),
    [
        ("quarter", "Q4", "2024-Q4"),
        ("quarter", "4", "2024-Q4"),
        ("Qtr", "4th", "2024-Q4"),
        ("term", "Quarter 4", "2024-Q4"),
        ("half", "2", "2024-H2"),
        ("Week", "5", "2024-W05"),
        ("when", "Wk 5", "2024-W05"),
    ],
)
def test_what_digits_are_their_column_says(name: str, part: str, period: str) -> None:
    text = f"{name},Year,n\n{part},2024,3\n"
    assert months(text) == {period: [3]}


def test_a_fiscal_year_asks_for_its_first_month() -> None:
    text = "Fiscal Year,Quarter,n\n2024,1,3\n2024,2,5\n"
    (asked,) = propose(parse_csv(text)).asks
    assert "say year_start" in asked.fix
    assert months(text, year_start=7) == {
        "2023-Q3 2023-Q4": [3, 5],
    }
    # Which calendar year a month of a fiscal one is in, is not guessed.
    monthly = propose(parse_csv("FY,Month,n\nFY2024,1,3\nFY2024,2,5\n"), year_start=7)
    assert "1 FY2024" in str(monthly.asks[0].message)


def test_numbers_of_weeks_are_no_part_of_a_year() -> None:
    text = "year,weeks,n\n2023,51,3\n2024,52,4\n"
    assert propose(parse_csv(text)).layout.part == ""  # type: ignore[union-attr]
    # A column that is a period by itself needs no year.
    whole = "year,month,n\n2023,Jan-23,3\n2024,Jan-24,4\n"
    assert propose(parse_csv(whole)).layout.part == ""  # type: ignore[union-attr]


def test_a_part_goes_with_a_year() -> None:
    table = parse_csv("year,month,n\n2024,Jan,3\n2024,Feb,\n")
    with pytest.raises(FieldError, match="part must go with a period, the years"):
        propose(table, part="month")
    made = propose(table, period="year", part="month")
    assert made.layout is not None
    assert (made.layout.period, made.layout.part) == ("year", "month")
    assert [seen.kind for seen in made.columns] == [
        ColumnKind.PERIOD,
        ColumnKind.PART,
        ColumnKind.VALUE,
    ]
    columns = [MeasureColumns(measure="n", value="n")]
    for wrong in ({"part": "year"}, {"part": "month", "across": Across(value="n")}):
        with pytest.raises(FieldError, match="part must be another column than"):
            Layout(period="year", measures=columns, **wrong)
    gone = Layout(period="year", part="moth", measures=columns)
    measures = [Measure(key="n", title="N")]
    with pytest.raises(DataError, match="part: no column named 'moth'; did you mean"):
        series_of(table, gone, measures)
    assert dict(gone.names())["part"] == "moth"
    unknown = Layout(period="yeer", part="month", measures=columns)
    with pytest.raises(DataError, match="no column named 'yeer'"):
        series_of(table, unknown, measures)


def test_a_cell_that_is_no_part_is_told_with_its_row() -> None:
    text = "year,month,n\n2024,Jan,3\n2024,Feb,4\n2024,Ferb,2\n,Apr,1\n"
    (told, unsaid) = propose(parse_csv(text)).asks
    assert told.where == "row 4, column year and month"
    assert "got 'Ferb 2024'" in told.message
    assert unsaid.where == "row 5, column year and month"
    assert unsaid.fix == "write its year, too, with four digits"


def test_months_without_a_year_stand_across_beside_years() -> None:
    found = propose(parse_csv(SHAPES["year by months"]))
    assert found.layout is not None
    assert found.layout.period == "Year"
    assert found.layout.across == Across(value="value")
    assert found.decided[0] == "Total is passed over: a total (--of)"
    (series,) = found.series
    assert [str(series.periods[place]) for place in (0, -1)] == ["2024-01", "2025-12"]
    named = "Year,Measure,Q1,Q2,Total\n2024,falls,3,4,7\n2024,visits,30,40,70\n"
    assert months(named) == {"2024-Q1 2024-Q2": [10, 10]}
    # What is said is taken; a column that is none is no year.
    assert months(named, across=True, period="Year") == months(named)
    told = propose(parse_csv("site,Jan,Feb\nA,1,2\nB,3,4\n")).asks
    assert [problem.message for problem in told] == [
        "columns are named by parts of a year (Jan, Feb ...), and none has the year"
    ]


def test_questions_are_no_quarters() -> None:
    text = "Year,Q1,Q2,Q3,Q4,Q5\n2023,3,4,5,4,3\n2024,3,4,5,4,3\n"
    made = propose(parse_csv(text))
    assert made.layout is not None
    assert made.layout.across is None


@pytest.mark.parametrize(
    "name",
    [
        *("Total", "Totals", "Year total", "FY24 Total", "Total 2024", "2024"),
        *("YTD", "Year to date", "Average", "Q1 2024"),
    ],
)
@pytest.mark.parametrize("first", ["Site", "Measure"])
def test_totals_beside_months_are_left_out(name: str, first: str) -> None:
    text = f"{first},Jan-24,Feb-24,Mar-24,{name}\nfalls,1,2,3,6\nvisits,10,20,30,60\n"
    made = propose(parse_csv(text))
    assert not made.asks
    (seen,) = [seen for seen in made.columns if seen.column == name]
    assert seen.kind is ColumnKind.UNUSED
    assert made.decided[0].startswith(f"{name} is passed over: a total")
    assert {len(series.periods) for series in made.series} == {3}
    assert not any(name in measure.title for measure in made.measures)


def test_other_numbers_beside_months_are_no_totals() -> None:
    text = "Site,Jan-24,Feb-24,Families total\nA,1,2,60\nB,3,4,70\n"
    made = propose(parse_csv(text))
    assert [measure.title for measure in made.measures] == [
        "value per 100 Families total"
    ]
