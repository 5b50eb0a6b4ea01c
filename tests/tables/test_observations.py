"""From rows to observations: every fault at once, and nothing made up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from cqikit.core import Cadence, parse_period
from cqikit.errors import DataError, FieldError
from cqikit.measures import Measure, Observation
from cqikit.tables import (
    Flag,
    Layout,
    MeasureColumns,
    Observed,
    observations,
    parse_csv,
    read_csv,
    series_of,
    to_csv,
)

MEASLES = Path("examples/measles/cases.csv")

#: What would do where a period stands in two rows.
KEEP = (
    "keep one of them, or say add = true (--add) for their sum, or take"
    ' = "mean" (--take mean) for their mean'
)


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
        "row 3, column weeks_reporting: must be at most 52 (got 60)",
        (
            "row 4, column area: must say which team (got ''): if it is that of the row"
            ' above, say filled = ["area"] (--fill area)'
        ),
        "row 5, column year: must be a year (got '2026-03'): write it like 2026",
        "row 5, column count: must be at least 0 (got -3)",
        (
            "row 6, column year: must be like 2026, 2026-10, 2026-Q4, 2026-W07 or"
            " 2026-10-31 (got '26')"
        ),
        (
            "row 6, column population: must be a number (got '12 %'):"
            " write the number alone, or the sign with every number"
        ),
        (f"row 7: North, 2024 stands in row 2 already: {KEEP}"),
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
    cases = [
        observation
        for (key, _), made in read.items()
        if key == "cases"
        for observation in made
    ]
    silent = [
        observation
        for (key, _), made in read.items()
        if key == "silent"
        for observation in made
    ]
    assert len(cases) == 3825
    assert sum(case.numerator is None for case in cases) == 492
    assert sum(case.numerator == 0 for case in cases) == 76
    assert sum(observation.numerator or 0 for observation in silent) == 492


def one_measure(columns: MeasureColumns, **more: object) -> Layout:
    return Layout(file="x.csv", period="when", measures=(columns,), **more)  # type: ignore[arg-type]


VALUE = MeasureColumns(measure="waits", value="value")


def read(
    text: str, kind: Any = "continuous", columns: MeasureColumns = VALUE
) -> list[Observation]:
    waits = Measure(key="waits", title="Waits", kind=kind)
    table = parse_csv(text, name="x.csv")
    found = observations(table, one_measure(columns), [waits])
    return list(found["waits", ""])


def refusals(
    text: str, kind: str = "continuous", columns: MeasureColumns = VALUE
) -> list[str]:
    with pytest.raises(DataError) as caught:
        read(text, kind, columns)
    return [str(problem) for problem in caught.value.problems]


def test_a_value_may_be_negative_where_it_is_no_count() -> None:
    text = "when,value\n2026-01,-1.5\n2026-02,\n"
    assert [observation.value for observation in read(text)] == [-1.5, None]
    assert refusals(text, "count") == [
        "row 2, column value: must be at least 0 (got -1.5)"
    ]


def test_whole_numbers_stay_exact() -> None:
    (observation,) = read(f"when,value\n2026-01,{2**60 + 1}\n", "count")
    assert observation.value == 2**60 + 1


@pytest.mark.parametrize("day", ["2026-02-01", "2026-02-15", "2026-02-28"])
def test_a_day_stands_for_the_period_it_lies_in(day: str) -> None:
    (observation,) = read(f"when,value\n{day},1\n")
    assert str(observation.period) == "2026-02"
    assert refusals("when,value\n2026-W07,1\n") == [
        "row 2, column when: must be a month (got '2026-W07'): write it like 2026-02"
    ]


@pytest.mark.parametrize(
    ("cell", "fix"),
    [
        (
            "1-9",
            ': where a number is not told, say withheld = ["1-9"] (--withheld 1-9)',
        ),
        (
            "**",
            """: where a number is not told, say withheld = ["**"] (--withheld '**')""",
        ),
        ("N/A", ': where nothing was observed, say missing = ["N/A"] (--missing N/A)'),
        ("-", ': where nothing was observed, say missing = ["-"] (--missing -)'),
        ("inf", ""),
        ("1e999", ""),
        ("1_000", ""),
        ("twelve", ""),
        ("9" * 500, ""),
    ],
)
def test_what_is_no_number_is_told_with_what_to_write(cell: str, fix: str) -> None:
    (said,) = refusals(f"when,value\n2026-01,{cell}\n")
    assert said.startswith("row 2, column value: must be a number (got ")
    assert said.endswith(f"){fix}")


def test_a_flag_counts_one_where_the_number_is_within_bounds() -> None:
    late = MeasureColumns(
        measure="waits",
        numerator=Flag(column="days", at_least=-1, at_most=3),
        denominator="n",
    )
    text = "when,days,n\n2026-01,-2,9\n2026-02,-1,9\n2026-03,3,9\n2026-04,4,9\n"
    made = read(f"{text}2026-05,,9\n", "proportion", late)
    assert [observation.numerator for observation in made] == [0, 1, 1, 0, None]
    assert {observation.denominator for observation in made} == {9}


def test_a_value_that_was_partly_observed_is_kept_and_excluded_below_the_least() -> (
    None
):
    columns = MeasureColumns(
        measure="waits",
        value="value",
        observed=Observed(column="days", of=10, least=5),
    )
    text = "when,value,days\n2026-01,7,10\n2026-02,7,5\n2026-03,7,4\n2026-04,7,0\n"
    made = read(f"{text}2026-05,7,\n", columns=columns)
    assert [observation.value for observation in made] == [7, 7, 7, None, None]
    assert [observation.excluded for observation in made] == [
        "",
        "",
        "only 4 of 10 observed (least 5)",
        "",
        "",
    ]


def test_a_denominator_counts_for_the_part_that_was_observed() -> None:
    columns = MeasureColumns(
        measure="waits",
        numerator="n",
        denominator="of",
        observed=Observed(column="days", of=10),
    )
    text = "when,n,of,days\n2026-01,1,80,5\n2026-02,1,,5\n2026-03,1,80,10\n"
    made = read(text, "rate", columns)
    assert [observation.denominator for observation in made] == [40, None, 80]


def test_a_numerator_over_its_denominator_is_a_fault_of_proportions_alone() -> None:
    columns = MeasureColumns(measure="waits", numerator="n", denominator="of")
    text = "when,n,of\n2026-01,2,1\n2026-02,1,1\n2026-03,,1\n2026-04,1,\n"
    assert len(read(text, "rate", columns)) == 4
    assert refusals(text, "proportion", columns) == [
        (
            "row 2, column n: must be at most column of (got 2 of 1):"
            " if events can exceed units, the measure is a rate (--kind u)"
        )
    ]


def test_a_layout_that_does_not_fit_the_measures_is_told() -> None:
    columns = MeasureColumns(measure="waits", numerator="n", denominator=1)
    text = "when,n,value\n2026-01,1,1\n"
    assert refusals(text, "continuous", columns) == [
        "measure 1 of the layout: a continuous must have a value"
    ]
    assert refusals(text, "rate") == [
        "measure 1 of the layout: a rate must have numerator and denominator"
    ]
    assert refusals(text, columns=MeasureColumns(measure="wait", value="n")) == [
        "measure 1 of the layout: no measure named 'wait'; did you mean 'waits'?"
    ]
    table = parse_csv("when,value\n2026,1\n")
    layout = one_measure(VALUE, frequency="year")
    with pytest.raises(DataError, match=r"must be year, as the layout says \(got mon"):
        observations(table, layout, [Measure(key="waits", title="Waits")])


def test_a_column_that_two_measures_need_is_missed_once() -> None:
    assert refusals("when,valeu\n2026-01,1\n") == [
        "no column named 'value'; did you mean 'valeu'?"
    ]
    assert refusals("whn,value\n2026-01,1\n") == [
        "no column named 'when'; did you mean 'whn'?"
    ]
    columns = MeasureColumns(measure="waits", numerator="n", denominator="n")
    assert len(refusals("when,valeu\n2026-01,1\n", "proportion", columns)) == 1


def test_duplicates_are_told_where_there_are_no_teams() -> None:
    assert refusals("when,value\n2026-01,1\nx,1\n2026-01,1\n")[1] == (
        f"row 4: 2026-01 stands in row 2 already: {KEEP}"
    )


def test_a_fault_that_repeats_is_one_line_with_its_true_count() -> None:
    rows = "".join(f"2026-01,{number}x\n" for number in range(3000))
    with pytest.raises(DataError) as caught:
        read(f"when,value\n{rows}")
    assert str(caught.value).splitlines() == [
        "x.csv: 5,999 problems",
        (
            "  - rows 2, 3, 4 and 2,997 more, column value:"
            " must be a number (got '0x', '1x', '2x' ...):"
            " write the number alone, or the sign with every number"
        ),
        (f"  - rows 3, 4, 5 and 2,996 more: 2026-01 stands in row 2 already: {KEEP}"),
    ]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Flag(column="a"), "flag must have at_least, at_most or both"),
        (lambda: Observed(column="a", of=0), "of must be more than 0"),
        (
            lambda: Observed(column="a", of=2, least=3),
            r"least must be at most of \(2\)",
        ),
        (lambda: MeasureColumns(measure="a"), "value must be there, or numerator"),
        (
            lambda: MeasureColumns(measure="a", value="v", numerator="n"),
            "value must be there, or numerator",
        ),
        (
            lambda: MeasureColumns(measure="a", numerator="n"),
            "denominator must go with a numerator",
        ),
        (
            lambda: MeasureColumns(measure="a", numerator="n", denominator=-1),
            "denominator must be more than 0",
        ),
        (
            lambda: MeasureColumns(measure="a", numerator=3, denominator=1),  # type: ignore[arg-type]
            "numerator must be text",
        ),
        (
            lambda: MeasureColumns(measure="a", numerator="n", denominator=None),  # type: ignore[arg-type]
            "denominator must be text",
        ),
    ],
)
def test_a_layout_that_means_nothing_is_refused(
    make: Callable[[], object], said: str
) -> None:
    with pytest.raises(FieldError, match=said):
        make()


@given(
    st.lists(st.one_of(st.none(), st.integers(0), st.floats(0, 1e300)), min_size=1),
)
def test_numbers_are_read_as_they_were_written(numbers: list[float | None]) -> None:
    first = parse_period("2000-01")
    rows = [
        {"when": str(first.shift(place)), "value": number}
        for place, number in enumerate(numbers)
    ]
    made = read(to_csv(rows))
    assert [observation.value for observation in made] == numbers
    assert [observation.row for observation in made] == [
        f"x.csv row {n + 2}" for n in range(len(rows))
    ]


# Which periods there are, the measures say -------------------------------------------

CLINIC = Cadence(frequency="day", weekdays="mon-fri")


def of_days(cadence: Cadence | None = CLINIC, **more: Any) -> Measure:
    return Measure(key="waits", title="Waits", cadence=cadence, **more)


def in_rows(periods: Sequence[str], asked: Measure, **more: Any) -> Any:
    """Return the one series of these rows, whose values are 0, 1, 2 ..."""
    rows = "".join(f"{period},{value}\n" for value, period in enumerate(periods))
    table = parse_csv(f"when,value\n{rows}", name="waits.csv")
    return series_of(table, one_measure(VALUE, **more), [asked])["waits", ""]


def test_the_measure_says_how_long_a_period_is() -> None:
    days = ["2024-01-05", "2024-01-08", "2024-01-10"]
    for frequency in (None, "day"):
        made = in_rows(days, of_days(), frequency=frequency)
        assert [str(day) for day in made.periods] == [*days[:2], "2024-01-09", days[2]]
    yearly = Measure(key="waits", title="Waits", frequency="year")
    assert [str(year) for year in in_rows(["2023", "2024"], yearly).periods] == [
        "2023",
        "2024",
    ]
    with pytest.raises(DataError, match=r"must be month, as the layout says \(got day"):
        in_rows(days, of_days(), frequency="month")


def test_a_row_in_a_period_that_does_not_exist_is_told() -> None:
    days = [f"2024-01-0{day}" for day in range(1, 8)]
    with pytest.raises(DataError) as caught:
        in_rows(days, of_days())
    assert [str(problem) for problem in caught.value.problems] == [
        (
            "rows 7 and 8, column when: must be one of days, Monday to Friday"
            " (got '2024-01-06', '2024-01-07')"
        ),
    ]


def test_what_a_calendar_leaves_open_the_rows_say() -> None:
    yearly = Measure(key="waits", title="Waits", frequency="year")
    fiscal = in_rows(["2022-07/2023-06", "2023-07-15"], yearly)
    assert [str(year) for year in fiscal.periods] == [
        "2022-07/2023-06",
        "2023-07/2024-06",
    ]
    # A day in the second of two weeks is one of both, as a chart of days has it.
    fortnight = of_days(Cadence(frequency="week", every=2))
    made = in_rows(["2024-01-16", "2024-01-01", "2024-02-06"], fortnight)
    assert [str(week) for week in made.periods] == ["2024-W01", "2024-W03", "2024-W05"]
    assert made.values == (1.0, 0.0, 2.0)
    with pytest.raises(DataError) as caught:
        in_rows(["2024-W01", "2024-W04", "x", "2024-02"], fortnight)
    assert [str(problem) for problem in caught.value.problems] == [
        (
            "row 3, column when:"
            " must be one of every second week from 2024-W01 (got '2024-W04')"
        ),
        (
            "row 4, column when: must be like 2026, 2026-10, 2026-Q4, 2026-W07 or"
            " 2026-10-31 (got 'x'):"
            ' if rows are totals, say totals = ["x"] (--totals x)'
        ),
        "row 5, column when: must be a week (got '2024-02'): write it like 2024-W05",
    ]
    with pytest.raises(DataError, match=r"must be a week \(got '2024'\)"):
        in_rows(["2024"], fortnight)


def test_measures_of_two_calendars_share_a_column() -> None:
    table = parse_csv("when,value\n2024-01-31,3\n2024-02-29,5\n", name="waits.csv")
    layout = Layout(
        file="waits.csv",
        period="when",
        measures=[VALUE, MeasureColumns(measure="falls", value="value")],
    )
    falls = Measure(key="falls", title="Falls", kind="count", frequency="quarter")
    with pytest.raises(DataError) as caught:
        series_of(table, layout, [Measure(key="waits", title="Waits"), falls])
    assert [str(problem) for problem in caught.value.problems] == [
        (f"row 3: 2024-Q1 stands in row 2 already: {KEEP}")
    ]
    made = series_of(
        table,
        layout,
        [Measure(key="waits", title="W"), evolve(falls, frequency="month")],
    )
    assert [len(each.periods) for each in made.values()] == [2, 2]


@pytest.mark.parametrize("kind", ["time-between", "units-between"])
def test_events_have_days_and_no_calendar(kind: Any) -> None:
    gaps = Measure(key="waits", title="Waits", kind=kind)
    days = ["2024-01-03", "2024-01-12", "2024-01-12", "2024-03-01"]
    made = in_rows(days, gaps)
    assert [str(day) for day in made.periods] == days
    assert made.values == (0.0, 1.0, 2.0, 3.0)
    assert str(made.calendar) == "events, without a calendar"
    numbered = in_rows(["12", "45", "46"], gaps)
    assert [str(case) for case in numbered.periods] == ["#12", "#45", "#46"]
    with pytest.raises(DataError) as caught:
        in_rows(["2024-01-03", "soon", ""], gaps)
    assert [str(problem)[:44] for problem in caught.value.problems] == [
        "rows 3 and 4, column when: must be like 2026",
    ]
    with pytest.raises(DataError, match=r"row 3: 2024-W02: the period must be a day"):
        in_rows(["2024-01-03", "2024-W02"], gaps)


def test_a_part_of_a_period_may_be_observed() -> None:
    for of in (0.5, 1):
        observed = Observed(column="a", of=of, least=of)
        assert (observed.of, observed.least) == (of, of)
