import itertools
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqikit import spc
from cqikit.core import Frequency, parse_period, period_of
from cqikit.drawing import ChartPicture, Event, chart_svg
from cqikit.drawing._events import bars_of
from cqikit.drawing._lanes import lanes_of
from cqikit.drawing._time import place_of, stretch_of
from cqikit.errors import FieldError
from tests.drawing._svg import size, texts, tips

MADE = spc.chart(
    [5.0, 6, 4, 5, 7, 5, 4, 6, 5, 4, 5, 6],
    "run",
    on=[parse_period("2023-01").shift(place) for place in range(12)],
)


def picture(*events: Event, alone: bool = False, width: float = 9.0) -> ChartPicture:
    return ChartPicture(chart=MADE, events=events, alone=alone, size=(width, 3.6))


def test_an_event_has_periods_of_any_frequency() -> None:
    event = Event("2023-02-10", "2023-Q2", "Pilot")
    assert event.start.frequency is Frequency.DAY
    assert event.stop.last == date(2023, 6, 30)


def test_an_event_does_not_end_before_it_begins() -> None:
    with pytest.raises(FieldError, match="must not be before start"):
        Event("2023-02", "2023-01", "Pilot")
    # A month has ended when its days have.
    Event("2023-01-20", "2023-01", "Pilot")


def test_events_need_a_chart_with_days() -> None:
    with pytest.raises(FieldError, match="give the chart its days"):
        ChartPicture(
            chart=spc.chart([1, 2]),
            events=(Event("2023", "2023", "Pilot"),),
        )


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from(Frequency))
def test_a_day_lies_within_its_period(day: date, frequency: Frequency) -> None:
    period = period_of(day, frequency)
    place = place_of(day, period)
    assert period.index - 0.5 <= place < period.index + 0.5
    assert stretch_of(period, period, period) == pytest.approx(
        (period.index - 0.5, period.index + 0.5)
    )


@given(
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.integers(0, 900),
    st.sampled_from(Frequency),
)
def test_a_stretch_of_days_has_a_width(
    day: date, days: int, frequency: Frequency
) -> None:
    first = period_of(day, Frequency.DAY)
    start, stop = stretch_of(first, first.shift(days), period_of(day, frequency))
    assert start < stop


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 20)), max_size=20))
def test_bars_on_one_lane_never_cover_each_other(
    drawn: list[tuple[int, int]],
) -> None:
    stretches = [(float(start), float(start + length)) for start, length in drawn]
    lanes = lanes_of(stretches)
    for lane in set(lanes):
        own = sorted(
            stretch for stretch, at in zip(stretches, lanes, strict=True) if at == lane
        )
        assert all(first[1] <= other[0] for first, other in itertools.pairwise(own))
    # No more lanes than stretches that lie over one place.
    most = max(
        (sum(a <= at < b for a, b in stretches) for at, _ in stretches), default=0
    )
    assert len(set(lanes)) == most


def test_many_events_may_lie_over_one_point_and_one_over_many() -> None:
    bars = bars_of(
        picture(
            Event("2023-02", "2023-08", "Long"),
            Event("2023-03-05", "2023-03-05", "A day"),
            Event("2023-03-06", "2023-03-06", "The next"),
        ),
        500,
    )
    assert [bar.lane for bar in bars] == [0, 1, 2]
    assert [bar.inside for bar in bars] == [True, False, False]


def test_events_outside_the_chart_stand_at_its_edge() -> None:
    edges = picture(
        Event("2020", "2020", "Before"),
        Event("2030", "2030", "After"),
        Event("2023-12-31", "2023-12-31", "At the end"),
        Event("2022-06", "2024-06", "All the time"),
    )
    first, last = bars_of(edges, 500)[0].start, bars_of(edges, 500)[1].stop
    assert {"\u20391", "2\u203a", "3", "4"} <= set(texts(chart_svg(edges)))
    for bar in bars_of(edges, 500):
        assert first <= bar.start <= bar.stop <= last


def test_pointing_at_a_bar_tells_what_it_was() -> None:
    made = chart_svg(
        picture(
            Event("2023-02", "2023-03", "Forms & <b>phones</b>"),
            Event("2023-05-01", "2023-05-01", "Move"),
        )
    )
    assert tips(made)[:2] == [
        "1. Forms & <b>phones</b> (2023-02 to 2023-03)",
        "2. Move (2023-05-01)",
    ]


def test_alone_the_events_are_listed() -> None:
    event = Event("2023-02", "2023-03", "Forms " * 60)
    page, alone = (chart_svg(picture(event, alone=flag)) for flag in (False, True))
    lines = [text for text in texts(alone) if "Forms" in text]
    assert not any("Forms" in text for text in texts(page))
    assert lines[0].startswith("1 2023-02 to 2023-03: Forms")
    assert len(lines) == 3
    assert size(alone)[1] == pytest.approx(size(page)[1] + 3 * 13, abs=5)


def test_many_events_make_the_picture_higher_not_the_chart_flat() -> None:
    events = [Event("2023-02", "2023-08", f"{place}") for place in range(30)]
    assert size(chart_svg(picture(*events)))[1] > 30 * 13 + 90


def test_a_chart_without_points_has_no_bars() -> None:
    empty = spc.chart(np.array([]), "run", on=[])
    event = Event("2023", "2023", "Pilot")
    assert "no data" in texts(chart_svg(ChartPicture(chart=empty, events=(event,))))
