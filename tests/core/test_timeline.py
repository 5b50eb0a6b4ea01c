"""From dates to periods: declared, or inferred and said; one place for every door."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd  # type: ignore[import-untyped]
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqikit.core import (
    EVENTS,
    Cadence,
    Closure,
    Frequency,
    Weekday,
    parse_period,
    timeline,
)
from cqikit.core._spans import counts_of
from cqikit.errors import DataError, FieldError

MONDAY = date(2025, 1, 6)


def days(*steps: int, start: date = MONDAY) -> list[date]:
    """Return a day, and those so many days after each other."""
    found = [start]
    for step in steps:
        found.append(found[-1] + timedelta(days=step))
    return found


def months(year: int, *numbers: int) -> list[str]:
    return [f"{year}-{number:02}" for number in numbers]


WORKING = [day for day in days(*[1] * 40) if day.weekday() < 5]
SCHOOL = [
    month
    for year in (2022, 2023, 2024)
    for month in months(year, *(m for m in range(1, 13) if m not in {7, 8}))
]


@pytest.mark.parametrize(
    ("on", "length", "said", "periods"),
    [
        # Fewer than three weeks, and the weekend is a gap that may be one by chance.
        (WORKING[:15], "day", "days", 19),
        (
            WORKING[:16],
            "day",
            "days, Monday to Friday (no row is on Saturday or Sunday)",
            16,
        ),
        (WORKING, None, "days, Monday to Friday (no row is on Saturday or Sunday)", 30),
        # Weeks and months by a day of theirs.
        (days(*[7] * 9), None, "weeks (no two rows lie in one week)", 10),
        (days(8, 6, 7, 9), None, "weeks (no two rows lie in one week)", 5),
        (
            [date(2024, month, 1) for month in range(1, 13)],
            None,
            "months (no two rows lie in one month)",
            12,
        ),
        (
            ["2024-01-31", "2024-02-29", "2024-03-31", "2024-05-31"],
            None,
            "months (no two rows lie in one month)",
            5,
        ),
        (
            ["2024-03-31", "2024-06-30", "2024-09-30"],
            None,
            "quarters (no two rows lie in one quarter)",
            3,
        ),
        (
            ["2023-06-30", "2023-12-31", "2024-06-30"],
            None,
            "half-years (no two rows lie in one half-year)",
            3,
        ),
        (
            ["2021-06-30", "2022-06-30", "2023-05-01"],
            None,
            "years (no two rows lie in one year)",
            3,
        ),
        # In step.
        (
            days(*[14] * 5),
            None,
            "every second week from 2025-W02 (rows are 14 days apart)",
            6,
        ),
        (
            days(14, 14, 28),
            None,
            "every second week from 2025-W02 (rows are multiples of 14 days apart)",
            5,
        ),
        (
            days(3, 3, 3),
            None,
            "every third day from 2025-01-06 (rows are 3 days apart)",
            4,
        ),
        (
            ["2024-01", "2024-07", "2025-01"],
            None,
            "every 6th month from 2024-01 (rows are 6 months apart)",
            3,
        ),
        # Two rows are not in step, and three with one at odds are none.
        (["2024-01", "2024-03"], None, "months", 3),
        (["2024-01", "2024-03", "2024-06"], None, "months", 6),
        # Parts of the year, two years of them.
        (SCHOOL, None, "months, September to June (no row is in July or August)", 30),
        (SCHOOL[:16], None, "months", 18),
        # A length that is known is never refused, but said.
        (["2024-01", "2024-09"], None, "months (only 2 of 9 have a row)", 9),
        (["2024-01-05", "2024-04-05"], "week", "weeks (only 2 of 14 have a row)", 14),
        (["2024-01-05"], "month", "months", 1),
        # Days in a row are days, though they lie in two years.
        (["2023-12-31", "2024-01-01"], None, "days", 2),
        (["2024-01-01", "2024-02"], None, "months", 2),
        # Numbers.
        ([1, 2, 4], None, "numbered points", 4),
        (["7", "8", "10"], None, "numbered points", 4),
        (np.array([1.0, 2.0]), None, "numbered points", 2),
        ([2019, 2020, 2022], None, "years", 4),
        ([2019, 2020, 2022], "point", "numbered points", 4),
        ([], None, "days", 0),
    ],
)
def test_the_coarsest_calendar_that_fits_is_taken_and_said(
    on: Any, length: Any, said: str, periods: int
) -> None:
    found = timeline(on, length)
    assert (str(found), len(found)) == (said, periods)
    assert len(found.periods) == periods


def test_school_days_have_two_masks() -> None:
    every = days(*[1] * 1000, start=date(2021, 9, 1))
    school = [d for d in every if d.weekday() < 5 and d.month not in {7, 8}]
    assert str(timeline(school)) == (
        "days, Monday to Friday, September to June"
        " (no row is on Saturday or Sunday, no row is in July or August)"
    )
    assert timeline(school).whole


def test_days_without_a_calendar_are_refused_with_what_was_seen() -> None:
    with pytest.raises(FieldError) as refused:
        timeline(days(3, 1, 29, 2, 17, 2, 2))
    assert str(refused.value) == (
        "on must be days of one calendar (got '8 rows'): rows are 1 to 29 days apart;"
        " say which periods there are, such as cadence='week',"
        " or cadence='events' where each row is the next"
    )
    with pytest.raises(FieldError, match=r"14 days apart, except .* \(3\) and 1 more;"):
        timeline(days(14, 3, 14, 3, 14, 3, 14, 14, 14, 3))
    with pytest.raises(FieldError, match=r"rows are 5 days apart; say which"):
        timeline(["2024-01-01", "2024-01-06"])
    with pytest.raises(FieldError, match=r"1 day apart, except .* \(200\);"):
        timeline(days(1, 1, 200))


def test_two_calendars_as_coarse_are_not_chosen_between() -> None:
    # The last day of December is a quarter after July and two after October.
    rows = ["2024-01-02", "2024-04-02", "2024-07-02", "2024-12-31", "2025-07-01"]
    with pytest.raises(
        FieldError, match="rows fit quarters as well as every 13th week"
    ):
        timeline(rows)


def test_equal_days_are_for_the_door_to_refuse() -> None:
    found = timeline(["2024-01-01", "2024-01-02", date(2024, 1, 2)])
    assert found.places.tolist() == [0, 1, 1]
    assert not found.whole
    assert not timeline(["2024-02", "2024-01"]).whole
    assert timeline(["2024-01", "2024-02"]).whole
    assert not timeline(["2024-01", "2024-03"]).whole


def test_each_owner_has_periods_of_its_own() -> None:
    on = ["2024-01-05", "2024-01-07", "2024-02-03", "2024-02-09"]
    assert str(timeline(on, keys=np.array([0, 1, 0, 1]))).startswith("months")
    with pytest.raises(FieldError, match="one calendar"):
        timeline(on)
    # A team that reports every second month alone does not make the calendar.
    monthly = [f"2024-{m:02}" for m in range(1, 7)] + ["2024-01", "2024-03", "2024-05"]
    found = timeline(monthly, keys=np.repeat([0, 1], [6, 3]))
    assert (str(found), found.places.tolist()) == (
        "months",
        [0, 1, 2, 3, 4, 5, 0, 2, 4],
    )


def test_few_rows_of_many_owners_are_placed_alike() -> None:
    # As many periods as rows, so that cells are sorted and not marked.
    on = [date(2024, 1, 1) + timedelta(weeks=step) for step in range(40)]
    found = timeline(on, "week", keys=np.arange(40) // 2)
    assert (str(found), found.places.tolist()) == ("weeks", list(range(40)))


@pytest.mark.parametrize(
    "column",
    [
        ["2024-01-01", "2024-02-01", "2024-03-01"],
        ["2024-01", "2024-02", "2024-03"],
        np.array(["2024-01", "2024-02", "2024-03"], dtype="M8[M]"),
        list(np.array(["2024-01", "2024-02", "2024-03"], dtype="M8[M]")),
        list(np.array(["2024-01-15", "2024-02-15", "2024-03-15"], dtype="M8[s]")),
        np.array(["2024-01-31", "2024-02-29", "2024-03-31"], dtype="M8[ns]"),
        pd.date_range("2024-01", periods=3, freq="MS"),
        pd.date_range("2024-01", periods=3, freq="ME", tz="Pacific/Auckland"),
        pd.Series(pd.date_range("2024-01", periods=3, freq="ME", tz="Asia/Tokyo")),
        list(pd.date_range("2024-01", periods=3, freq="MS")),
        pd.period_range("2024-01", periods=3, freq="M"),
        pd.Series(pd.period_range("2024-01", periods=3, freq="M")),
        pl.Series([date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31)]),
        [datetime(2024, month, 1, 9, tzinfo=UTC) for month in (1, 2, 3)],
    ],
    ids=lambda column: type(column).__name__,
)
def test_a_day_stands_for_its_period_however_it_is_written(column: Any) -> None:
    for found in (
        timeline(column),
        timeline(column, "month"),
        timeline(column, Cadence()),
    ):
        assert [str(period) for period in found.periods] == months(2024, 1, 2, 3)
        assert found.whole


def test_periods_of_pandas_keep_their_length() -> None:
    fiscal = timeline(pd.period_range("2024", periods=2, freq="Y-JUN"))
    assert str(fiscal) == "years that begin in July"
    sundays = timeline(pd.period_range("2024-01-07", periods=3, freq="W-SAT"))
    assert str(sundays) == "weeks that begin on Sunday"
    pairs = timeline(pd.period_range("2024-01-01", periods=3, freq="2D"))
    assert str(pairs).startswith("every second day from 2024-01-01")


def test_all_rows_that_are_no_periods_are_told_at_once() -> None:
    with pytest.raises(DataError) as refused:
        timeline(["2024-01", "May", None, "2024-13"], where=["a", "b", "c", "d"])
    assert [problem.where for problem in refused.value.problems] == ["b", "c", "d"]
    with pytest.raises(DataError, match=r"on\[1\]: must be a month \(got '2024-W05'\)"):
        timeline(["2024-01", "2024-W05"])
    with pytest.raises(DataError, match=r"on\[2\]: must be a day or period"):
        timeline(pd.Series(pd.to_datetime(["2024-01-01", "2024-02-01", None])))


def test_rows_in_periods_that_do_not_exist_are_told() -> None:
    clinic = Cadence(frequency="day", weekdays="mon-fri")
    with pytest.raises(DataError) as refused:
        timeline(["2024-01-05", "2024-01-06", "2024-01-07"], clinic)
    assert len(refused.value.problems) == 2
    assert "must be one of days, Monday to Friday" in str(refused.value)


@pytest.mark.parametrize("wrong", ["2024-01", 3, [[1], [2]], np.zeros((2, 2)), [{}]])
def test_what_is_no_column_is_refused(wrong: Any) -> None:
    with pytest.raises(FieldError, match="on must be"):
        timeline(wrong)


def test_a_calendar_by_an_unknown_name_is_refused() -> None:
    with pytest.raises(FieldError, match="cadence must be a Cadence, or one of day, "):
        timeline(["2024-01"], "monthly")  # type: ignore[arg-type]


def test_events_have_dates_and_no_calendar() -> None:
    found = timeline(["2024-01-03", "2024-01-03", "2024-02-09"], EVENTS)
    assert found.cadence is None
    assert found.places.tolist() == [0, 1, 2]
    assert [str(p) for p in found.periods] == ["2024-01-03", "2024-01-03", "2024-02-09"]
    assert str(found) == "events, without a calendar"


def test_an_anchor_that_is_not_said_is_the_first_row() -> None:
    found = timeline(
        ["2024-01-10", "2024-01-22", "2024-02-12"], Cadence(frequency="week", every=2)
    )
    assert str(found.cadence) == "every second week from 2024-W02"
    assert found.places.tolist() == [0, 1, 2]


@given(
    st.sampled_from(
        (
            Cadence(frequency="day", weekdays="mon-fri"),
            Cadence(frequency="week", every=4, anchor="2024-W05"),
            Cadence(months=[9, 10, 11, 12, 1, 2, 3, 4, 5]),
            Cadence(frequency="week", week_start="saturday"),
            Cadence(frequency="year", year_start=10),
            Cadence(
                frequency="day",
                weekdays=[Weekday.SATURDAY],
                closures=[Closure("2024-03-01", "2024-04-30")],
            ),
        )
    ),
    st.lists(st.integers(0, 40), min_size=1, max_size=30),
)
def test_rows_lie_in_the_periods_they_stand_for(
    cadence: Cadence, steps: list[int]
) -> None:
    every = cadence.between("2024-01-01", "2029-01-01")
    rows = [every[step % len(every)] for step in steps]
    found = timeline(rows, cadence)
    assert [found.periods[place] for place in found.places] == rows
    assert found.periods == cadence.between(min(rows).first, max(rows).first)


#: Periods that leave none out, of calendars that can be inferred.
FULL = {
    cadence: cadence.between("2024-01-01", until)
    for cadence, until in (
        (Cadence(frequency="day", weekdays="mon-fri"), "2025-12-31"),
        (Cadence(frequency="day", weekdays="mon,wed,fri"), "2025-12-31"),
        (Cadence(frequency="week", every=2, anchor="2024-W01"), "2030-12-31"),
        (Cadence(frequency="day"), "2025-12-31"),
        (Cadence(months=[9, 10, 11, 12, 1, 2, 3, 4, 5]), "2050-12-31"),
        (Cadence(frequency="year", every=2, anchor="2024"), "2500-12-31"),
    )
}


@given(st.sampled_from(sorted(FULL, key=str)), st.integers(30, 200))
def test_a_calendar_without_a_gap_is_found_again(cadence: Cadence, count: int) -> None:
    rows = FULL[cadence][:count]
    found = timeline(rows, cadence.frequency)
    assert found.cadence == cadence
    assert found.whole


@pytest.mark.parametrize(
    ("on", "cadence", "says"),
    [
        (["2026-01-01", "2026-01-02", "9999-12-31"], "day", "2026-01-01 to 9999-12-31"),
        (["0001-01", "2026-01", "9999-12"], None, "0001-01 to 9999-12"),
        (["#1", "#2", "#3000000"], "point", "#1 to #3000000"),
    ],
)
def test_rows_that_are_too_far_apart_are_refused(
    on: list[str], cadence: Any, says: str
) -> None:
    with pytest.raises(FieldError, match=r"on must span at most 75,000") as refused:
        timeline(on, cadence)
    assert refused.value.got == says


@given(st.lists(st.integers(1, 3000), min_size=3, max_size=9), st.data())
def test_the_row_that_is_farthest_from_the_others_is_named(
    near: list[int], data: st.DataObject
) -> None:
    far = data.draw(st.integers(80_000, 3_000_000))
    row = data.draw(st.integers(0, len(near)))
    rows = [f"#{number}" for number in near]
    rows.insert(row, f"#{far}")
    with pytest.raises(FieldError) as refused:
        timeline(rows, "point", name="day")
    assert refused.value.fix == f"look for a slip in day[{row}]"
    where = [f"row {place + 2}" for place in range(len(rows))]
    with pytest.raises(FieldError) as refused:
        timeline(rows, "point", where=where)
    assert refused.value.fix == f"look for a slip in row {row + 2}"


def test_of_two_rows_that_are_too_far_apart_either_may_be_wrong() -> None:
    with pytest.raises(FieldError, match=r"look for a slip in on\[0\] or on\[1\]"):
        timeline(["#1", "#75001"], "point")


def test_as_many_periods_as_rows_allow_are_made() -> None:
    assert len(timeline(["#1", "#75000"], "point")) == 75_000
    with pytest.raises(FieldError, match="must span at most 75,000"):
        timeline(["#1", "#75001"], "point")
    every = [f"#{number}" for number in range(1, 90_001, 10)]
    assert len(timeline([*every, "#90000"], "point")) == 90_000
    apart = Cadence(frequency="day", every=100)
    ends = [date.fromordinal(1), date.fromordinal(3_200_001)]
    assert len(timeline(ends, apart)) == 32_001


@given(
    st.lists(st.dates(), min_size=1, max_size=9),
    st.sampled_from([*Frequency]).filter(lambda it: it is not Frequency.POINT),
    st.integers(1, 12),
)
def test_many_days_lie_in_the_periods_that_each_lies_in(
    on: list[date], frequency: Frequency, starts: int
) -> None:
    day = [*Weekday][starts % 7]
    cadence = Cadence(frequency=frequency, year_start=starts, week_start=day)
    periods = [parse_period(day) for day in on]
    assert counts_of(cadence, periods).tolist() == [
        cadence.whole(period).index for period in periods
    ]
