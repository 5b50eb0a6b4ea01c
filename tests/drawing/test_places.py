"""Where things stand: what a picture of the right words may still have wrong."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure

from cqikit import spc
from cqikit.core import ENGLISH, Frequency
from cqikit.drawing import (
    ChartPicture,
    chart_figure,
    charts_figure,
    funnel_figure,
    multiples_vega_lite,
    png,
    timeline_figure,
    timeline_vega_lite,
)
from cqikit.drawing._hover import APART, spots_of
from cqikit.drawing._layout import Days
from cqikit.drawing._legend import Entry, style_of
from cqikit.drawing._scene import Scene, Spot, Words, scene_svg
from cqikit.drawing._time import STEPS, label_time
from cqikit.drawing._timeline import STAGES
from cqikit.drawing._values import SIZE, set_values
from cqikit.drawing._vega_frame import rows_axis
from tests.drawing.test_multiples import panel
from tests.drawing.test_saved import pixels
from tests.drawing.test_timeline import cycle


@pytest.mark.parametrize(
    ("frequency", "a_round"),
    [
        (Frequency.DAY, 7),
        (Frequency.WEEK, 52),
        (Frequency.MONTH, 12),
        (Frequency.QUARTER, 4),
        (Frequency.HALF_YEAR, 2),
    ],
)
def test_labels_far_apart_are_whole_weeks_or_years_apart(
    frequency: Frequency, a_round: int
) -> None:
    far = [step for step in STEPS[frequency] if step >= a_round]
    assert len(far) > 2
    assert all(step % a_round == 0 for step in far)


def test_weeks_are_named_by_their_mondays() -> None:
    axis = Days(first=date(2026, 7, 2), last=date(2026, 8, 12), left=0, right=400)
    ticks = axis.ticks(ENGLISH)
    days = [date.fromisoformat(said) for _, said in ticks]
    assert {after - day for day, after in pairwise(days)} == {timedelta(7)}
    assert {day.isoweekday() for day in days} == {1}
    assert [x for x, _ in ticks] == [axis.x(day) for day in days]


def labels(low: float, high: float, tall: float, **more: Any) -> list[str]:
    return set_values(Figure().subplots(), low, high, tall, **more)


@pytest.mark.parametrize("rows", [2, 3, 4, 5])
def test_an_axis_has_as_many_labels_as_it_has_rows_for(rows: int) -> None:
    tall = 2 * SIZE * rows + 1
    assert max(len(labels(0, high, tall)) for high in range(1, 60)) == rows


def test_a_single_value_stands_in_the_middle() -> None:
    for log in (False, True):
        axes = Figure().subplots()
        set_values(axes, 10, 10, 100, log=log)
        low, high = axes.get_ylim()
        middle = np.sqrt(low * high) if log else (low + high) / 2
        assert middle == pytest.approx(10)


def spotted(xs: list[float], y: float = 5.0) -> list[float]:
    picture = ChartPicture(chart=spc.chart([3.0] * len(xs), "run"))
    drawn = np.array([[x, y * (place % 2)] for place, x in enumerate(xs)])
    return [spot.x for spot in spots_of(picture, drawn, ENGLISH)]


def test_points_crowd_where_their_stretch_is_too_short_for_all_of_them() -> None:
    room = [4 * APART * place for place in range(6)]
    assert spotted(room) == room
    just = [APART * place for place in range(6)]
    assert spotted(just) == just
    # However high the line jumps, and however near five times their room they come.
    assert APART == 3.0
    tight = [0.9 * x for x in just]
    assert spotted(tight, y=1000.0) == tight[-1:]


def test_what_is_long_begins_under_the_labels_of_the_values() -> None:
    sizes = np.linspace(20, 400, 30).round()
    made = spc.funnel((sizes * 0.2).round(), sizes, title="Late visits")

    def begins(across: str) -> float:
        (found,) = (
            text
            for text in funnel_figure(made, across=across, size=(2.5, 4.0)).texts
            if text.get_text().startswith("visits")
        )
        return float(found.get_position()[0])

    long = "visits of families who were enrolled before the summer, by the month of it"
    assert begins(long) < begins("visits")


def test_a_legend_is_no_wider_than_the_room_between_the_edges() -> None:
    values = [30, 32, 29, 31, 30, 29, 22, 18, 17, 16, 15, 14]
    judged = spc.judge(spc.read(spc.chart(values, "i")), "lower")
    for width in (2.5, 3.7, 9.0):
        picture = ChartPicture.of(judged, size=(float(width), 4.0))
        drawn = chart_figure(picture)
        for axes in drawn.axes:
            box = axes.get_position()
            assert box.x0 >= 0
            assert box.x1 <= 1 + 1e-9


def test_a_timeline_that_begins_on_a_last_of_a_month_names_that_month() -> None:
    late = cycle(after=29, days=(40, 30, 30, 30))
    assert late.log[0].on == date(2026, 3, 31)
    axes = timeline_figure([late]).axes[-1]
    assert next(label.get_text() for label in axes.get_xticklabels()) == "2026-03"


def test_a_cross_is_the_same_from_each_side() -> None:
    spot = Spot(x=50, y=50, entry=Entry("x", 40, "line", ""))
    scene = Scene(width=100, height=100, marks=[spot])
    seen = pixels(png(scene_svg(scene, title="t", description="d"), dpi=144)).sum(2)
    dark = np.argwhere(seen < 300)
    assert dark.min(0) == pytest.approx(200 - dark.max(0), abs=2)


@pytest.mark.parametrize("turned", [False, True])
def test_a_text_lies_on_the_middle_of_its_line_at_any_scale(*, turned: bool) -> None:
    word = Words(x=50, y=50, text="oxo", size=20, anchor="middle", turned=turned)
    scene = Scene(width=100, height=100, marks=[word])
    svg = scene_svg(scene, title="t", description="d")
    for dpi in (72, 144, 288):
        dark = np.argwhere(pixels(png(svg, dpi=dpi)).sum(2) < 500) * 72 / dpi
        middle = (dark.min(0) + dark.max(0)) / 2
        assert middle == pytest.approx(50, abs=3)


def test_time_is_labelled_from_the_first_to_the_last() -> None:
    axes = Figure().subplots()
    label_time(axes, (0, 9), 700.0, None)
    assert axes.get_xticks()[0] == 0


def test_a_chart_of_nothing_says_so_in_its_middle() -> None:
    nothing = ChartPicture(chart=spc.chart([np.nan] * 6, "run", title="Idle"))
    (axes,) = charts_figure([nothing], width=4.0).axes
    places = {text.get_text(): text.get_position()[0] for text in axes.texts}
    assert places["no data"] == (places["1"] + places["6"]) / 2


def test_stages_are_full_or_hollow_in_vega_as_they_are_elsewhere() -> None:
    (stages, *_) = timeline_vega_lite([cycle()], title="t")["layer"]
    scale = stages["encoding"]["color"]["scale"]
    fills = dict(zip(scale["domain"], scale["range"], strict=True))
    assert {ENGLISH.said(entry.text) for entry in STAGES.values()} == set(fills)
    for entry in STAGES.values():
        drawn = fills[ENGLISH.said(entry.text)]
        assert (drawn == "#ffffff") == entry.hollow


def test_a_target_lies_under_the_values_of_teams() -> None:
    layers = multiples_vega_lite([panel()], title="t", target=2.0)["spec"]["layer"]
    assert [layer["name"] for layer in layers] == ["target", "centres", "values"]


def test_rows_that_are_named_need_no_line_beside_them() -> None:
    axis = rows_axis(["one", "two"])["axis"]
    assert not axis["domain"]
    assert not axis["ticks"]


def test_a_mark_has_an_edge_of_a_point_unless_told() -> None:
    assert style_of(Entry("o", 5, "line", ""))["markeredgewidth"] == 1.0
