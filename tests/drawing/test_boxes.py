"""Labels are whole, and none stands over another: on every picture, at any count.

Texts are measured as matplotlib draws them, in the font that SVG files name first.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit import drawing, spc
from cqikit.core import ENGLISH, parse_period
from cqikit.drawing import ChartPicture, Event
from cqikit.drawing._scene import Scene, Stroke, Words
from cqikit.drawing._scene_figure import scene_figure
from tests.drawing import made
from tests.drawing._boxes import faults, struck
from tests.drawing._every import EVERY
from tests.drawing.test_profile import row

COUNTS = (1, 2, 5, 12, 40)


def test_what_is_cut_and_what_stands_over_another_is_found() -> None:
    scene = Scene(
        width=100,
        height=40,
        marks=[
            Words(x=5, y=10, text="over"),
            Words(x=15, y=12, text="under"),
            Words(x=80, y=30, text="over the edge"),
        ],
    )
    told = ["'over the edge' is cut", "'over' stands over 'under'"]
    assert faults(scene_figure(scene)) == told


@pytest.mark.parametrize("kind", EVERY)
def test_no_label_is_cut_on_any_kind_of_picture(kind: str) -> None:
    assert faults(EVERY[kind].figure()) == []


@pytest.mark.parametrize("width", [3.125, 4.2, 7.6])
@pytest.mark.parametrize("count", COUNTS)
def test_no_label_is_cut_at_any_count(count: int, width: float) -> None:
    for kind, picture in made.pictures(count).items():
        drawn = drawing.picture_figure(picture, width=width)
        assert (kind, faults(drawn)) == (kind, [])


@pytest.mark.parametrize("width", [4.2, 7.6])
@pytest.mark.parametrize("count", COUNTS)
def test_no_label_is_struck_out(count: int, width: float) -> None:
    for kind, picture in made.pictures(count).items():
        scene = picture.scene(width, ENGLISH)
        assert (kind, list(struck(scene))) == (kind, [])


def test_a_line_through_a_label_is_found() -> None:
    words = Words(x=20, y=10, text="over")
    for y, found in ((10, ["over"]), (20, [])):
        line = Stroke(places=[(0, y), (90, y)])
        scene = Scene(width=100, height=40, marks=[words, line])
        assert list(struck(scene)) == found


@settings(max_examples=25, deadline=None)
@given(
    start=st.sampled_from(["2024", "2025-Q1", "2025-03", "2025-W07", "2025-12-29"]),
    count=st.integers(1, 120),
    scale=st.sampled_from([1e-3, 1.0, 1e6]),
    size=st.sampled_from([(4.2, 3.2), (9.0, 3.6), (3.2, 2.4)]),
    more=st.tuples(st.integers(0, 4), st.booleans(), st.booleans()),
)
def test_no_label_of_a_chart_is_cut(
    start: str,
    count: int,
    scale: float,
    size: tuple[float, float],
    more: tuple[int, bool, bool],
) -> None:
    events, phase, log = more
    first = parse_period(start)
    on = [first.shift(place) for place in range(count)]
    values = [scale * (5 + (7 * place) % 11) for place in range(count)]
    phases: Any = {count // 2: "after the change"} if phase and count > 4 else None
    chart = spc.chart(values, "i", on=on, phases=phases, title="Days of waiting")
    picture = ChartPicture(
        chart=chart,
        events=[
            Event(on[(3 * k) % count], on[(3 * k) % count].shift(k), f"Event {k}")
            for k in range(events)
        ],
        unit="days of waiting",
        target=6 * scale,
        size=size,
        log=log,
        alone=True,
    )
    assert faults(drawing.chart_figure(picture)) == []


@settings(max_examples=25, deadline=None)
@given(
    count=st.integers(2, 60),
    most=st.sampled_from([30, 4_000, 9_000_000]),
    width=st.sampled_from([4.2, 7.6]),
    names=st.sampled_from(["{}", "Clinic number {}", "W" * 40 + "{}"]),
)
def test_no_label_of_a_funnel_is_cut(
    count: int, most: int, width: float, names: str
) -> None:
    sizes = [max(most * (k + 1) // count, 10) for k in range(count)]
    events = [size * (1 + 3 * (k % 4 == 0)) // 5 for k, size in enumerate(sizes)]
    units = [names.format(k) for k in range(count)]
    funnel = spc.funnel(events, sizes, units=units, per=100)
    figure = drawing.funnel_figure(
        funnel, unit="% late", across="visits", size=(width, 3.6)
    )
    assert faults(figure) == []


@settings(max_examples=20, deadline=None)
@given(
    count=st.integers(1, 40),
    days=st.integers(0, 4000),
    width=st.sampled_from([4.2, 9.0]),
    word=st.sampled_from(["Remind", "W" * 80, "a text to remind families " * 4]),
)
def test_no_label_of_a_timeline_is_cut(
    count: int, days: int, width: float, word: str
) -> None:
    first = date(2025, 1, 6).toordinal()
    cycles = [
        evolve(
            made.cycle(f"c{k}", date.fromordinal(first + k * days // count)),
            title=f"{word} {k}",
        )
        for k in range(count)
    ]
    assert faults(drawing.timeline_figure(cycles, width=width)) == []


@settings(max_examples=15, deadline=None)
@given(
    count=st.integers(1, 40),
    width=st.sampled_from([4.2, 7.6]),
    word=st.sampled_from(["Part", "W" * 80, "a part of the whole of it " * 4]),
)
def test_no_label_of_bars_is_cut(count: int, width: float, word: str) -> None:
    reasons = [f"{word} {k}" for k in range(count) for _ in range(k + 1)]
    pareto = drawing.pareto_figure(spc.pareto(reasons), width=width)
    assert faults(pareto) == []
    rows = [row(0, 4.5, title=f"{word} {k}", low=3.0, high=6.0) for k in range(count)]
    assert faults(drawing.profile_figure(rows, width=width)) == []
