"""A canvas has a picture as matplotlib draws it: the same marks in the same places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from cqikit.drawing import _canvas
from cqikit.drawing._scene import Area, Mark, Scene, Stroke, Words, scene_svg
from cqikit.drawing._scene_figure import scene_figure
from tests.drawing._boxes import faults
from tests.drawing._every import EVERY
from tests.pictures import shades, unlike_shades

if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS = (
    *("chart", "charts", "funnel", "pareto"),
    *("timeline", "profile", "matrix", "diagram"),
)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_written_looks_as_what_matplotlib_draws(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Scene] = []
    own = _canvas.Canvas.scene

    def scene(canvas: _canvas.Canvas, tips: Mapping[str, str]) -> Scene:
        made.append(own(canvas, tips))
        return made[-1]

    monkeypatch.setattr(_canvas.Canvas, "scene", scene)
    EVERY[kind].svg()
    drawn = scene_figure(made[0])
    assert not unlike_shades(shades(EVERY[kind].figure()), shades(drawn))
    assert faults(drawn) == []


def test_a_scene_has_areas_curves_and_turned_texts_in_both_forms() -> None:
    marks: list[Mark] = [
        Area(places=[(5, 5), (60, 5), (30, 50)], fill="#112233", edge="line", line=1),
        Stroke(places=[(5, 90), (50, 90), (50, 60), (95, 60)], curved=True),
        Words(x=80, y=50, text="upwards", anchor="middle", turned=True),
    ]
    scene = Scene(width=100, height=100, marks=marks)
    svg = scene_svg(scene, title="t", description="d", over="<g/>")
    assert 'd="M5.0 5.0L60.0 5.0L30.0 50.0z" style="fill: #112233; ' in svg
    assert "M5.0 90.0C50.0 90.0 50.0 60.0 95.0 60.0" in svg
    assert 'transform="translate(80.0 50.0) rotate(-90)"' in svg
    assert svg.endswith("<g/>\n</svg>")
    drawn = scene_figure(scene)
    assert faults(drawn) == []
    left, low, right, top = drawn.axes[0].texts[0].get_window_extent().extents
    assert top - low > 3 * (right - left)
    (area, curve) = drawn.axes[0].patches
    assert area.get_facecolor()[:3] == pytest.approx(
        (0x11 / 255, 0x22 / 255, 0x33 / 255)
    )
    assert np.shape(curve.get_path().vertices) == (4, 2)
