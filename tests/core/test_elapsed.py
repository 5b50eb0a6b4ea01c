"""Between events lie days, or cases; their calendar has no gaps to break anything."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pandas as pd  # type: ignore[import-untyped]
import pyarrow as pa  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqikit.core import Period, between_events, is_dated, parse_period
from cqikit.errors import DataError

days = st.dates(date(2000, 1, 1), date(2030, 1, 1))


@given(st.lists(days, min_size=1, max_size=30))
def test_gaps_add_up_to_the_time_there_was(on: list[date]) -> None:
    gaps, later = between_events(on)
    assert len(gaps) == len(later) == len(on) - 1
    assert gaps.sum() == (max(on) - min(on)).days
    assert (gaps >= 0).all()
    assert [period.first for period in later] == sorted(on)[1:]


def test_events_of_one_day_are_apart_where_their_times_are_known() -> None:
    times = [datetime(2024, 1, 3, hour, tzinfo=UTC) for hour in (6, 12)]
    assert between_events(times)[0].tolist() == [0.0]
    assert between_events(times, exact=True)[0].tolist() == [0.25]
    column = np.array(["2024-01-03T06", "2024-01-04T12"], dtype="M8[s]")
    assert between_events(column, exact=True)[0].tolist() == [1.25]
    assert between_events(pd.Series(column), exact=True)[0].tolist() == [1.25]
    assert between_events(["2024-01-03", "2024-01-05"], exact=True)[0].tolist() == [2.0]
    zoned = pd.Series(times)
    assert between_events(zoned, exact=True)[0].tolist() == [0.25]


def test_between_cases_lie_those_without_an_event() -> None:
    assert between_events([12, 45, 45, 46])[0].tolist() == [32.0, 0.0, 0.0]
    assert between_events([])[0].size == 0


def test_a_month_has_no_distance_to_another() -> None:
    with pytest.raises(DataError, match=r"on\[1\]: must be a day \(got 2024-02\)"):
        between_events(["2024-01-03", "2024-02"])
    with pytest.raises(DataError, match="b: must be a day"):
        between_events(["2024-01-03", "#4"], where=["a", "b"])
    with pytest.raises(DataError) as refused:
        between_events(["2024-01", "2024-01-03"])
    assert [problem.where for problem in refused.value.problems] == ["on[0]"]
    with pytest.raises(DataError, match="2 problems"):
        between_events(["2024-01", "2024-02"])


@pytest.mark.parametrize(
    ("values", "dated"),
    [
        (["2024-01-03"], True),
        ([None, date(2024, 1, 3)], True),
        ([parse_period("2024-01-03")], True),
        (np.array(["2024-01-03"], dtype="M8[D]"), True),
        (pd.Series(pd.to_datetime(["2024-01-03"])), True),
        ([3, 4], False),
        (["<5"], False),
        (np.array([3.0]), False),
        ([np.datetime64("2024-01-03")], True),
        (pa.array(["2024-01-03"]), True),
        (pa.chunked_array([[date(2024, 1, 3)]]), True),
        ([9, date(2024, 1, 3), "2024-01-05"], True),
        (["late", "2024-01-03"], True),
        ([np.nan, None, np.nan, "2024-01-03"], True),
        ([9, 8, "2024-01-03"], False),
        ([9, "9", "2024-01-03"], True),
        ([9, 8, "late"], False),
        ([], False),
        (3, False),
    ],
)
def test_days_are_told_from_numbers(values: Any, *, dated: bool) -> None:
    assert is_dated(values) is dated


def test_a_period_is_no_number() -> None:
    assert isinstance(between_events(["2024-01-03", "2024-01-04"])[1][0], Period)


def test_moments_of_a_time_zone_and_days_are_on_one_scale() -> None:
    on = [date(2026, 1, 1), datetime(2026, 1, 2, 12, tzinfo=UTC), date(2026, 1, 4)]
    assert between_events(on, exact=True)[0].tolist() == [1.5, 1.5]
