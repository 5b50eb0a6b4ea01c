"""A shifted median, watched after closing."""

from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqikit.collaboratives import Held, Sentinel, sentinel
from cqikit.errors import CqikitError
from cqikit.measures import Measure, Observation, Series, series

ON = date(2026, 6, 30)


def months(*values: float) -> Series:
    """Return one value a month from January 2026 on, NaN where there is none."""
    made = Measure(key="m", title="M")
    rows = [
        Observation(period=f"{2026 + place // 12}-{place % 12 + 1:02}", value=value)
        for place, value in enumerate(values)
        if not math.isnan(value)
    ]
    return series(made, rows)


def watch(*later: float, **said: int) -> Sentinel:
    """Watch a median of 5 of six months, above which is worse."""
    asked: dict[str, int] = {"worse": 1, "made_of": 8, **said}
    return sentinel(months(*[5.0] * 6, *later), on=ON, centre=5, **asked)


def test_five_in_a_row_are_held_and_six_are_lost() -> None:
    assert watch(4, 6, 6, 6, 6, 6).state is Held.HELD
    lost = watch(6, 6, 6, 6, 6, 6)
    assert (str(lost.lost_since), str(lost.lost_at)) == ("2026-07", "2026-12")


def test_the_watch_is_of_periods_that_begin_after_its_day() -> None:
    later = months(*[5.0] * 6, *[6.0] * 6)
    for on, state in ((ON, Held.LOST), (date(2026, 7, 1), Held.WATCHING)):
        found = sentinel(later, on=on, centre=5, worse=1, made_of=8)
        assert found.state is state


def test_points_on_the_line_and_missing_ones_are_passed_over() -> None:
    found = watch(6, 5, 6, math.nan, 6, 6, 6, 6, months=9)
    assert (found.state, str(found.lost_at)) == (Held.LOST, "2027-02")
    assert found.seen == 6


@given(st.lists(st.sampled_from([4.0, 5.0, 6.0, math.nan]), max_size=6))
def test_the_other_side_mirrored_is_the_same(later: list[float]) -> None:
    up, down = watch(*later), watch(*[10 - value for value in later], worse=-1)
    assert (up.state, up.seen, up.lost_at) == (down.state, down.seen, down.lost_at)


@given(st.lists(st.sampled_from([4.0, 5.0, 6.0]), max_size=4))
def test_what_came_before_or_after_the_months_changes_nothing(end: list[float]) -> None:
    later = [6.0, 4, 6, 4, 6, 4]
    assert watch(*later, *end).state is watch(*later).state is Held.HELD


def test_while_periods_are_to_come_it_watches() -> None:
    found = watch(6, 6)
    assert (found.state, found.seen, found.expected) == (Held.WATCHING, 2, 6)
    assert "2 of 6 periods seen" in str(found)


def test_before_the_first_point_it_watches() -> None:
    monthly = Measure(key="m", title="M", frequency="month")
    found = sentinel(series(monthly, []), on=ON, centre=5, worse=1, made_of=8)
    assert (found.state, found.seen, found.expected) == (Held.WATCHING, 0, 6)


def test_too_few_periods_cannot_tell() -> None:
    quarters = Measure(key="m", title="M", frequency="quarter")
    rows = [Observation(period=f"2026-Q{place}", value=5) for place in (1, 2)]
    found = sentinel(series(quarters, rows), on=ON, centre=5, worse=1, made_of=8)
    assert (found.state, found.expected) == (Held.CANNOT_TELL, 2)
    assert found.false_alarm is None
    assert "0 of 2 periods count" in str(found)


def test_too_many_points_on_the_line_cannot_tell() -> None:
    assert watch(5, 5, 6, 6, 6, 6).state is Held.CANNOT_TELL


def test_events_are_watched_as_they_come() -> None:
    gaps = Measure(key="m", title="M", kind="time-between")
    rows = [
        Observation(period=f"2026-{place:02}-01", value=9) for place in range(7, 13)
    ]
    found = sentinel(series(gaps, rows), on=ON, centre=20, worse=-1, made_of=8)
    assert (found.state, found.expected) == (Held.LOST, 6)


@pytest.mark.parametrize("half", [2, 4, 6])
def test_the_false_alarm_rate_is_that_of_order_statistics(half: int) -> None:
    # The median of 2h + 1 points is the (h + 1)th: its place is Beta(h + 1, h + 1), and
    # six points above it have the probability E[(1 - U)^6].
    def beta(a: int, b: int) -> float:
        return math.gamma(a) * math.gamma(b) / math.gamma(a + b)

    exact = beta(half + 1, half + 7) / beta(half + 1, half + 1)
    found = watch(made_of=2 * half + 1)
    assert found.false_alarm == pytest.approx(exact, rel=1e-6)


def test_about_a_known_line_six_months_are_one_in_sixty_four() -> None:
    assert watch(made_of=1).false_alarm == pytest.approx(1 / 64)
    # Four in a row of six, above: 8 of 64 rows. Where three below may follow three
    # above, either is told: all but 26 rows have three alike next to each other.
    assert watch(made_of=1, run=4).false_alarm == pytest.approx(8 / 64)
    assert watch(made_of=1, run=3).false_alarm == pytest.approx(1 - 26 / 64)


def test_where_two_runs_fit_in_the_rate_is_a_bound() -> None:
    assert "at most" in str(watch(months=12))
    assert "at most" not in str(watch())


@pytest.mark.parametrize(
    "wrong", [{"worse": 0}, {"months": 0}, {"run": 1}, {"made_of": 0.5}]
)
def test_wrong_calls_are_told(wrong: dict[str, int]) -> None:
    with pytest.raises(CqikitError, match=f"{next(iter(wrong))} must be"):
        watch(6, **wrong)


def test_what_is_as_good_as_sure_is_said_in_per_cent() -> None:
    said = str(watch(6, run=2, months=36))
    assert "by chance at most 100 %" in said
