"""A series is audited before any arithmetic; nothing is fixed silently."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cqikit.core import Severity, parse_period
from cqikit.errors import DataError, DuplicateError, FieldError
from cqikit.measures import (
    Measure,
    MeasureKind,
    Observation,
    Series,
    audit,
    observed_value,
    series,
)

WAITS = Measure(key="waits", title="Waiting", unit="days")
FALLS = Measure(key="falls", title="Falls", kind=MeasureKind.COUNT)
SHARE = Measure(key="share", title="On time", kind=MeasureKind.PROPORTION, per=100)
RATE = Measure(key="rate", title="Cases", kind=MeasureKind.RATE, per=1000)
GAPS = Measure(key="gap", title="Days between", kind=MeasureKind.TIME_BETWEEN)


def seen(month: int, value: float | None = None, **parts: float | str) -> Observation:
    """Return an observation of a month of 2026."""
    row = f"x.csv row {month + 1}"
    return Observation(
        period=f"2026-{month:02}",
        value=value,
        row=row,
        **parts,  # type: ignore[arg-type]
    )


def said(measure: Measure, *rows: Observation) -> list[tuple[str, str, Severity]]:
    """Return the code, place and severity of all that an audit finds."""
    found = audit(measure, rows)
    return [(finding.code, finding.where, finding.severity) for finding in found]


FAULT, WARNING, NOTE = Severity.FAULT, Severity.WARNING, Severity.NOTE


@pytest.mark.parametrize(
    ("measure", "rows", "expected"),
    [
        (WAITS, [seen(1, 3.0), seen(2, -4.0)], []),
        (WAITS, [], []),
        (
            FALLS,
            [seen(1, -1)],
            [("series.negative", "x.csv row 2", FAULT)],
        ),
        (
            SHARE,
            [seen(1, numerator=3, denominator=-1)],
            [
                ("series.negative", "x.csv row 2", FAULT),
                ("series.over-denominator", "x.csv row 2", FAULT),
            ],
        ),
        (RATE, [seen(1, numerator=3, denominator=1)], []),
        (
            WAITS,
            [seen(1, math.inf)],
            [("series.not-finite", "x.csv row 2", FAULT)],
        ),
        (
            WAITS,
            [Observation(period="2026", value=1.0)],
            [("series.frequency", "2026", FAULT)],
        ),
        (
            WAITS,
            [seen(1, 1.0), seen(1, 2.0)],
            [("series.duplicate", "x.csv row 2, x.csv row 2", FAULT)],
        ),
        (
            WAITS,
            [Observation(period="2026-01"), seen(1, 2.0)],
            [
                ("series.duplicate", "a row without a place, x.csv row 2", FAULT),
                ("series.missing", "", NOTE),
            ],
        ),
        (WAITS, [seen(2, 1.0), seen(1, 2.0)], [("series.unsorted", "", NOTE)]),
        (WAITS, [seen(1, 1.0), seen(3, 2.0)], [("series.gap", "", NOTE)]),
        (WAITS, [seen(1), seen(2, math.nan)], [("series.missing", "", NOTE)]),
        (
            SHARE,
            [seen(1, numerator=0, denominator=0)],
            [("series.zero-denominator", "", WARNING)],
        ),
        (
            SHARE,
            [seen(1, numerator=1)],
            [("series.no-denominator", "", WARNING)],
        ),
        (FALLS, [seen(1, 1.5)], [("series.fraction", "", WARNING)]),
        (
            RATE,
            [seen(1, numerator=1.5, denominator=9)],
            [("series.fraction", "", WARNING)],
        ),
        (WAITS, [seen(1, 1.0, excluded="storm")], [("series.excluded", "", NOTE)]),
        (
            GAPS,
            [
                Observation(period="2026-01", value=3),
                Observation(period="2026-09", value=3),
            ],
            [],
        ),
    ],
)
def test_an_audit_says_what_it_sees(
    measure: Measure,
    rows: list[Observation],
    expected: list[tuple[str, str, Severity]],
) -> None:
    assert said(measure, *rows) == expected


@pytest.mark.parametrize("code", [99, 999, 9999, 99999, -9, -99, -999, -9999])
@pytest.mark.parametrize(
    ("others", "told"),
    # Four others, three of their ranges away at least; a code among numbers is one.
    [
        ((0.1, 0.2, 0.3, 0.4), True),
        ((0.1, 0.2, 0.3), False),
        ((-9999.0, 0.0, 7.0, 99999.0), False),
    ],
)
def test_a_number_that_stands_for_a_missing_value_is_told(
    code: int, others: tuple[float, ...], *, told: bool
) -> None:
    rows = [seen(month, value) for month, value in enumerate(others, start=1)]
    found = audit(WAITS, [*rows, seen(9, code)])
    coded = [finding.message for finding in found if "missing" in finding.code]
    assert bool(coded) == told
    assert all(str(code) in message for message in coded)


@pytest.mark.parametrize(("high", "told"), [(33.5, False), (33.0, True)])
def test_a_code_three_ranges_beyond_the_rest_is_no_number(
    high: float, *, told: bool
) -> None:
    # From 11 to 33, three ranges above: 33 + 66 = 99; a little more, and 99 is near.
    rows = [seen(month, value) for month, value in enumerate((11.01, 12, 13, high), 1)]
    found = audit(WAITS, [*rows, seen(9, 99)])
    assert any("missing" in finding.code for finding in found) == told


def test_faults_of_a_series_are_told_all_at_once() -> None:
    with pytest.raises(DataError) as caught:
        series(FALLS, [seen(1, -1), seen(2, -2), seen(2, 5)], team="north")
    assert str(caught.value) == (
        "series falls of north: 3 problems\n"
        "  - x.csv row 2: 2026-01: a count must be at least 0 (got -1)\n"
        "  - x.csv row 3: 2026-02: a count must be at least 0 (got -2)\n"
        "  - x.csv row 3, x.csv row 3: 2026-02 stands in 2 rows: keep one row a"
        " period, or add them up where that is meant"
    )
    with pytest.raises(DataError, match=r"^series falls: 1 problem"):
        series(FALLS, [seen(1, -1)])


@given(st.lists(st.integers(1, 12), unique=True, max_size=12))
def test_the_order_of_rows_does_not_matter(months: list[int]) -> None:
    rows = [seen(month, float(month)) for month in months]
    made = series(WAITS, rows)
    assert made == series(WAITS, reversed(rows))
    observed = [value for value in made.values if not math.isnan(value)]
    assert observed == sorted(float(month) for month in months)


@given(st.sets(st.integers(1, 12), min_size=1))
def test_gaps_stay_gaps(months: set[int]) -> None:
    steps = [later - first for first, later in pairwise(sorted(months))]
    # In step, they are every second month, or third, without a gap.
    assume(len(months) < 3 or math.gcd(*steps) == 1)
    rows = [seen(month, float(month), excluded="x" * (month == 3)) for month in months]
    made = series(WAITS, rows)
    first, last = min(months), max(months)
    assert len(made.periods) == last - first + 1
    for month, value, row, why in zip(
        range(first, last + 1), made.values, made.rows, made.excluded, strict=True
    ):
        assert (value == month) == (month in months)
        assert row == (f"x.csv row {month + 1}" if month in months else "")
        assert bool(why) == (month == 3 and month in months)


def test_a_ratio_keeps_its_parts() -> None:
    rows = [seen(1, numerator=1, denominator=8), seen(3, numerator=3, denominator=4)]
    made = series(SHARE, rows)
    assert made.values[0] == 12.5
    assert made.numerators[::2] == (1, 3)
    assert made.denominators[::2] == (8, 4)
    assert math.isnan(made.numerators[1])


def test_values_between_events_leave_no_gaps() -> None:
    rows = [seen(1, 5.0), seen(7, 9.0)]
    assert series(GAPS, rows).values == (5.0, 9.0)


def test_whole_numbers_of_any_size_stay_exact() -> None:
    big = 2**60 + 1
    made = series(SHARE, [seen(1, numerator=big, denominator=big)])
    assert made.numerators[0] == big
    assert made.values == (100.0,)


def test_a_series_cannot_be_built_out_of_order() -> None:
    with pytest.raises(FieldError, match="must be in order of time"):
        Series(measure=WAITS, observations=(seen(2, 1.0), seen(1, 1.0)))
    with pytest.raises(DuplicateError):
        Series(measure=WAITS, observations=(seen(1, 1.0), seen(1, 1.0)))


def test_events_may_share_a_day_and_come_in_order_of_time() -> None:
    def on(*days: int) -> Series:
        rows = [Observation(period=f"2026-01-0{day}", value=1) for day in days]
        return Series(measure=GAPS, observations=rows)

    for days in ((3, 3), (3, 4), (3, 9)):
        assert len(on(*days).values) == 2
    with pytest.raises(FieldError, match="must be in order of time"):
        on(4, 3)


def test_a_value_is_read_from_what_there_is() -> None:
    assert observed_value(FALLS, seen(1, numerator=4)) == 4
    assert math.isnan(observed_value(FALLS, seen(1)))
    assert observed_value(SHARE, seen(1, 40)) == 40


def test_many_periods_are_counted_not_listed() -> None:
    years = Measure(key="y", title="Y", frequency="year")
    rows = [Observation(period=year) for year in range(1990, 2010)]
    [found] = audit(years, rows)
    assert found.message == (
        "20 periods were not observed: 1990, 1991, 1992, 1993, 1994, 1995, 1996, 1997"
        " and 12 more"
    )


def test_an_empty_series_has_no_periods() -> None:
    assert series(WAITS, []).periods == ()
    assert parse_period("2026-01") not in series(WAITS, []).periods
