"""A series is columns: what goes in comes out, and no list is made twice."""

from __future__ import annotations

import copy
import math
import pickle
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from cqikit.core import Cadence, parse_period, timeline
from cqikit.errors import DataError, FieldError, FieldTypeError
from cqikit.measures import (
    Columns,
    Measure,
    MeasureKind,
    Observation,
    Series,
    audit,
    join_columns,
    known,
    make_columns,
    observed_value,
    phase_starts,
    series,
    stack,
    stacked,
)
from cqikit.measures._building import columns_of

WAITS = Measure(key="waits", title="Waiting", unit="days")
SHARE = Measure(key="share", title="On time", kind=MeasureKind.PROPORTION, per=100)
START = parse_period("2024-01")

numbers = st.one_of(
    st.none(),
    st.integers(0, 9),
    st.integers(2**53 - 2, 2**54),
    st.just(10**400),
    st.floats(0, 9),
    st.just(math.nan),
)
rows = st.sampled_from(
    ["", "a.csv row 0", "a.csv row 2", "a.csv row 17", "b row 02", "by hand", " row 3"]
)
tables = st.lists(
    st.builds(
        Observation,
        period=st.integers(0, 60).map(START.shift),
        value=numbers,
        numerator=numbers,
        denominator=numbers,
        row=rows,
        excluded=st.sampled_from(["", "", "strike", "storm"]),
    ),
    max_size=12,
)


def told(observations: tuple[Observation, ...]) -> str:
    """Return all that observations say, with the kind of each number."""
    return repr(observations)


@given(tables)
def test_what_goes_in_comes_out(seen: list[Observation]) -> None:
    made = columns_of(seen)
    assert told(made.observations()) == told(tuple(seen))
    assert columns_of(made) is made
    assert made == columns_of(seen)
    assert hash(made) == hash(columns_of(seen))


@given(tables, tables)
def test_columns_are_equal_where_their_observations_are(
    seen: list[Observation], other: list[Observation]
) -> None:
    same = columns_of(seen) == columns_of(other)
    assert same is (told(tuple(seen)) == told(tuple(other)))
    assert columns_of(seen) != tuple(seen)


def test_a_whole_number_equals_the_same_one_with_a_point() -> None:
    first, second = (
        series(WAITS, [Observation(period=START, value=value)]) for value in (3, 3.0)
    )
    assert first == second
    assert (first.observations[0].value, second.observations[0].value) == (3, 3.0)


@given(tables, st.sampled_from(MeasureKind))
def test_the_value_of_a_row_is_that_of_its_observation(
    seen: list[Observation], kind: MeasureKind
) -> None:
    measure = Measure(key="m", title="M", kind=kind)
    for observation, value in zip(
        seen, columns_of(seen).observed(measure), strict=True
    ):
        try:
            expected = observed_value(measure, observation)
        except (OverflowError, FieldError):
            continue
        assert value == pytest.approx(expected, rel=1e-15, nan_ok=True)


@given(st.lists(tables, max_size=4))
def test_joined_columns_say_what_their_parts_say(
    parts: list[list[Observation]],
) -> None:
    made = join_columns([columns_of(part) for part in parts])
    assert told(made.observations()) == told(
        tuple(row for part in parts for row in part)
    )
    whole = columns_of([row for part in parts for row in part])
    halves = [whole.part(slice(0, 3)), whole.part(slice(3, None))]
    assert join_columns(halves) == whole


def test_a_series_travels_and_its_arrays_cannot_be_written_to() -> None:
    made = series(WAITS, [seen(0, 3), seen(2, 4.5)], team="north")
    assert made.values[0] == 3
    for other in (
        pickle.loads(pickle.dumps(made)),
        copy.copy(made),
        copy.deepcopy(made),
        evolve(made),
        Series(measure=WAITS, observations=made.observations, team="north"),
    ):
        assert other == made
        assert hash(other) == hash(made)
        assert other.values[2] == 4.5
        for array in (
            other.records.value,
            other.columns.table,
            other.observed,
            other.counted,
        ):
            with pytest.raises(ValueError, match="read-only"):
                array[0] = 0


def seen(month: int, value: float | None = None, **more: object) -> Observation:
    """Return an observation so many months after the first."""
    row = f"x.csv row {month + 2}"
    period = START.shift(month)
    return Observation(period=period, value=value, row=row, **more)  # type: ignore[arg-type]


def test_lists_are_made_once() -> None:
    made = series(WAITS, [seen(0, 3.0), seen(2, 4.0, excluded="storm")])
    for name in (
        "observations",
        "periods",
        "values",
        "numerators",
        "denominators",
        "rows",
        "excluded",
        "columns",
        "observed",
        "counted",
    ):
        assert getattr(made, name) is getattr(made, name)
    assert np.isnan(made.counted).tolist() == [False, True, True]
    assert np.isnan(made.observed).tolist() == [False, True, False]


def test_a_series_says_in_a_line_what_it_is() -> None:
    months = [seen(month, 1.0) for month in range(24)]
    shown = repr(series(WAITS, months, team="North"))
    assert shown == "<Series waits, team North, 24 months from 2024-01>"
    assert repr(series(WAITS, months[:1])) == "<Series waits, 1 month from 2024-01>"
    assert repr(series(WAITS, [])) == "<Series waits, 0 months>"
    assert repr(columns_of(months)) == "<Columns, 24 rows>"
    both = stack([series(WAITS, months), series(WAITS, months, team="b")])
    assert repr(both) == "<Stack waits, 2 series, 48 rows>"


def test_what_is_no_observation_is_refused() -> None:
    with pytest.raises(FieldTypeError, match=r"observations\[1\] must be an Observat"):
        series(WAITS, [seen(1), 3])  # type: ignore[list-item]
    with pytest.raises(FieldTypeError, match="observations must be a list"):
        series(WAITS, 3)  # type: ignore[arg-type]
    with pytest.raises(FieldTypeError, match="observations must be a list"):
        columns_of(3)  # type: ignore[arg-type]
    with pytest.raises(FieldError, match="observations must each be of a month"):
        Series(measure=WAITS, observations=[Observation(period=2024)])


def test_zero_below_zero_is_zero() -> None:
    assert columns_of([seen(0, -0.0)]) == columns_of([seen(0, 0.0)])


def test_a_number_that_no_float_holds_is_endless_on_its_side() -> None:
    held = columns_of([seen(0, 10**400), seen(1, -(10**400))])
    assert held.numbers("value").tolist() == [math.inf, -math.inf]


def test_a_series_is_known_from_the_first_day_of_each_period_on() -> None:
    two, single = ([seen(0, 1.0), seen(1, 2.0)], [seen(1, 3.0)])
    made = [series(WAITS, rows) for rows in (two, single)]
    for day, values in (
        (date(2023, 12, 31), []),
        (date(2024, 1, 1), [(1.0,)]),
        (date(2024, 1, 31), [(1.0,)]),
        (date(2024, 2, 1), [(1.0, 2.0), (3.0,)]),
    ):
        assert [held.values for held in known(made, as_of=day)] == values


def test_series_that_share_a_calendar_share_what_was_known_of_it() -> None:
    waits = Measure(key="w", title="W", frequency="day")
    first = date(2024, 1, 1)
    days = {"mondays": range(0, 70, 7), "daily": range(70)}
    made = stack(
        series(
            waits,
            [Observation(period=first + timedelta(day), value=1.0) for day in on],
            team=team,
        )
        for team, on in days.items()
    ).series()
    # Seen alone, one team would report but once a week, and lack nothing.
    for shared in (made, known(made, as_of=date(2024, 2, 20))):
        assert len(shared[0].periods) > len(shared[0].observations)


def test_a_number_that_no_float_holds_is_a_fault_of_its_row() -> None:
    [found] = audit(WAITS, [seen(0, 10**400)])
    assert found.code == "series.not-finite"
    assert found.where == "x.csv row 2"
    share = [seen(0, numerator=10**400, denominator=3)]
    assert [finding.code for finding in audit(SHARE, share)] == [
        "series.not-finite",
        "series.over-denominator",
    ]


def test_series_that_share_a_calendar_begin_and_end_with_their_rows() -> None:
    calendar = timeline([START.shift(step) for step in (0, 2, 4)])
    made = Series(
        measure=WAITS, observations=[seen(0, 1.0), seen(4, 2.0)], calendar=calendar
    )
    assert [str(period) for period in made.periods] == ["2024-01", "2024-03", "2024-05"]
    assert evolve(made, observations=made.observations[1:]).values == (2.0,)
    assert evolve(made, observations=()).values == ()
    # A row that the calendar does not have makes one of its own.
    assert len(evolve(made, observations=[seen(0, 1.0), seen(3, 2.0)]).periods) == 4


def test_an_audit_finds_gaps_in_the_calendar_that_it_is_given() -> None:
    cadence = Cadence(frequency="month", every=3, anchor=START)
    calendar = timeline([START, START.shift(9)], cadence)
    [found] = audit(WAITS, [seen(0, 1.0), seen(6, 2.0)], calendar=calendar)
    assert found.message == "1 period has no row: 2024-04"
    # Rows that lie outside speak for themselves.
    for month in (6, 18):
        rows = [seen(month, 2.0), seen(month + 1, 2.0), seen(month + 3, 1.0)]
        found = audit(WAITS, rows, calendar=calendar)[0]
        assert found.message == f"1 period has no row: {START.shift(month + 2)}"


def test_series_that_span_all_periods_share_them_as_one_object() -> None:
    rows = [[seen(place, 1.0) for place in on] for on in ((0, 1, 2), (0, 2), (1, 2))]
    made = stack(
        series(WAITS, of_team, team=team)
        for team, of_team in zip("abc", rows, strict=True)
    )
    whole, gapped, late = made.series()
    assert whole.periods is gapped.periods
    assert late.periods == whole.periods[1:]


def test_series_of_events_share_no_calendar() -> None:
    between = Measure(key="between", title="Days between", kind="time-between")
    columns = columns_of([seen(0, 1.0), seen(4, 2.0), seen(2, 3.0)])
    first, second = stacked(between, columns, team=["a", "a", "b"]).series()
    assert (first.values, second.values) == ((1.0, 2.0), (3.0,))


def test_a_stack_gives_back_the_series_that_were_put_in() -> None:
    many = [
        series(WAITS, [seen(place, 1.0), seen(place + 2, 2)], team=team)
        for place, team in enumerate("abc")
    ]
    made = stack(many)
    assert list(made.series()) == many
    assert made.which.tolist() == [0, 0, 1, 1, 2, 2]
    assert len(made) == 3
    with pytest.raises(DataError, match=r"must share one measure \(got waits, sh"):
        stack([many[0], series(SHARE, [])])
    with pytest.raises(DataError, match=r"\(got none\)"):
        stack([])


@given(st.permutations(range(8)))
def test_the_rows_of_a_table_are_cut_by_their_keys(order: list[int]) -> None:
    keys = [("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")]
    team, stratum = zip(*(keys[place // 2] for place in order), strict=True)
    months = [place % 2 for place in order]
    columns = make_columns(
        period=[START.index + month for month in months],
        frequency=START.frequency,
        numbers={"value": order},
    )
    made = stacked(WAITS, columns, team=team, stratum=stratum)
    assert set(zip(made.keys["team"], made.keys["stratum"], strict=True)) == set(keys)
    for place, this_series in enumerate(made.series()):
        key = made.keys["team"][place], made.keys["stratum"][place]
        assert this_series.team == key[0]
        first = 2 * keys.index(key)
        assert list(this_series.values) == [first, first + 1]
        assert all(a < b for a, b in pairwise(this_series.periods))


def test_without_keys_all_rows_are_one_series() -> None:
    columns = make_columns(
        period=[START.index, START.index - 1], frequency="month", numbers={}
    )
    assert [this_series.team for this_series in stacked(WAITS, columns).series()] == [
        ""
    ]
    nothing = make_columns(period=[], frequency=WAITS.frequency, numbers={})
    assert join_columns([]) == nothing
    assert len(stacked(WAITS, nothing, team=[]).series()) == 0


def test_the_first_series_with_faults_tells_them_all() -> None:
    columns = columns_of([seen(2, 1.0), seen(1, math.inf), seen(1, -math.inf)])
    with pytest.raises(DataError) as caught:
        stacked(WAITS, columns, team=["a", "b", "b"]).series()
    assert str(caught.value).splitlines() == [
        "series waits of b: 3 problems",
        "  - x.csv row 3: 2024-02: value must be a finite number (got inf)",
        "  - x.csv row 3: 2024-02: value must be a finite number (got -inf)",
        (
            "  - x.csv row 3, x.csv row 3: 2024-02 stands in 2 rows: keep one row a"
            " period, or add them up where that is meant"
        ),
    ]
    twice = columns_of([seen(1, 1.0), seen(1, 2.0)])
    with pytest.raises(DataError, match="2024-02 stands in 2 rows"):
        stacked(WAITS, twice).series()


@given(st.sampled_from(["2026-02-28", "2024-W09", "2026-12", "0001", "9999-Q4"]))
def test_a_period_is_known_by_its_index(text: str) -> None:
    period = parse_period(text)
    assert columns_of([Observation(period=period)]).periods() == (period,)
    assert isinstance(columns_of([Observation(period=period)]), Columns)


def test_what_is_joined_may_be_made_on_the_way() -> None:
    parts = [
        columns_of([Observation(period="2026-01", value=3)]),
        columns_of([Observation(period="2026-02", value=4)]),
    ]
    assert join_columns(iter(parts)).value.tolist() == [3.0, 4.0]  # type: ignore[arg-type]
    with pytest.raises(FieldTypeError, match=r"parts\[0\] must be one of Columns"):
        join_columns(iter([1]))  # type: ignore[arg-type]
    periods = [parse_period("2026-01"), parse_period("2026-02")]
    assert phase_starts(periods[1:], iter(periods)) == (periods[1],)  # type: ignore[arg-type]
    with pytest.raises(FieldTypeError, match=r"periods\[0\] must be one of Period"):
        phase_starts(periods, iter([1]))  # type: ignore[arg-type]
