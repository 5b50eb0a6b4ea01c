"""Pictures as files: PNG from a scene, and from a figure of it."""

from __future__ import annotations

import sys
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from cqikit import drawing, spc
from cqikit.drawing import _glyphs, png
from cqikit.drawing._legend import Entry
from cqikit.drawing._scene import (
    OUTLINES,
    Area,
    Box,
    Mark,
    Scene,
    Spot,
    Stroke,
    Words,
    scene_svg,
)
from cqikit.drawing._scene_figure import scene_figure
from cqikit.errors import FieldError, FieldTypeError, MissingExtraError
from tests.drawing import made
from tests.drawing._every import EVERY
from tests.pictures import shades, shades_of, unlike_shades

CHART = drawing.chart_svg(spc.chart([3, 4, 2, 5]))
KINDS = (
    *("chart", "charts", "funnel", "pareto", "multiples"),
    *("timeline", "profile", "matrix", "diagram"),
)
ARABIC = "\u0627\u0644\u0647\u062f\u0641"


def scene(*marks: Mark) -> Scene:
    return Scene(width=100, height=100, marks=marks)


def written(*marks: Mark, dpi: float = 72) -> bytes:
    return png(scene_svg(scene(*marks), title="t", description="d"), dpi=dpi)


def pixels(file: bytes) -> np.ndarray:
    return np.asarray(Image.open(BytesIO(file)).convert("RGB")).astype(int)


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_looks_as_the_figure_does(kind: str) -> None:
    file = png(EVERY[kind].svg(), dpi=72)
    assert not unlike_shades(shades(EVERY[kind].figure()), shades_of(file))


@pytest.mark.parametrize("kind", made.pictures(5))
def test_so_does_that_of_a_value(kind: str) -> None:
    picture = made.pictures(5)[kind]
    file = png(drawing.picture_svg(picture), dpi=72)
    assert not unlike_shades(shades(drawing.picture_figure(picture)), shades_of(file))


MARKS: dict[str, Mark] = {
    "area": Area(
        places=[(5, 5), (90, 5), (50, 90)], fill="#112233", edge="line", line=1
    ),
    "box": Box(left=10, top=20, width=80, height=60, fill="#f3f5f7", edge="line"),
    "edge": Box(left=10, top=20, width=80, height=60, edge="limit", line=4),
    "round": Box(left=10, top=20, width=80, height=60, fill="target", radius=30),
    "curve": Stroke(places=[(5, 90), (50, 90), (50, 9), (95, 9)], curved=True, width=6),
    "dashes": Stroke(places=[(5, 50), (95, 50)], dashes=(9, 9), width=30),
    "hollow": Spot(x=50, y=50, entry=Entry("o", 60, "line", "", hollow=True)),
    "turned": Words(x=50, y=95, text="upwards", size=20, turned=True),
    # Not halfway between two dots, where an older matplotlib takes the one before.
    "turned end": Words(
        x=50.7, y=5, text="ends here", size=20, anchor="end", turned=True
    ),
    "bold": Words(x=50, y=50, text="middle", size=20, bold=True, anchor="middle"),
    "end": Words(x=95, y=50, text="ends here", size=16, anchor="end"),
    **{
        f"spot {marker}": Spot(x=50, y=50, entry=Entry(marker, 60, "signal", ""))
        for marker in ("o", "x", *OUTLINES)
    },
}


@pytest.mark.parametrize("kind", MARKS)
def test_each_mark_lies_where_a_figure_has_it(kind: str) -> None:
    mark = MARKS[kind]
    assert not unlike_shades(
        shades(scene_figure(scene(mark))), shades_of(written(mark))
    )


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("anchor", ["start", "middle", "end"])
def test_letters_that_join_lie_where_others_do(
    anchor: str, turned: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_glyphs, "joins", lambda: True)
    mark = Words(x=50, y=50, text=ARABIC, size=16, anchor=anchor, turned=turned)
    assert not unlike_shades(
        shades(scene_figure(scene(mark))), shades_of(written(mark))
    )


def test_letters_that_do_not_join_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_glyphs, "joins", lambda: False)
    with pytest.raises(FieldError, match=r"install matplotlib 3\.11 or later"):
        written(Words(x=5, y=50, text=ARABIC))


def test_colours_are_those_of_the_scene() -> None:
    colours = ("#f3f5f7", "#f4f6f8", "#0072b2", "#d55e00", "#1a1a1a")
    boxes = [
        Box(left=20 * place, top=10, width=20, height=80, fill=colour)
        for place, colour in enumerate(colours)
    ]
    found = pixels(written(*boxes))
    for place, colour in enumerate(colours):
        seen = found[50, 20 * place + 10]
        wanted = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
        # The first two are one to the eye, and in the file.
        assert np.abs(seen - wanted).max() <= (1 if place == 1 else 0)
    assert (found[:5] == 255).all()


def test_more_colours_than_a_palette_has_are_kept() -> None:
    boxes = [
        Box(left=at % 20 * 5, top=at // 20 * 5, width=5, height=5, fill=f"#80{at:04x}")
        for at in range(300)
    ]
    found = pixels(written(*boxes, dpi=72))
    assert len({tuple(colour) for colour in found.reshape(-1, 3).tolist()}) > 256


def test_nothing_is_a_white_sheet() -> None:
    assert (pixels(written()) == 255).all()


def test_one_picture_is_always_the_same_file() -> None:
    assert png(CHART, dpi=50) == png(CHART, dpi=50)


def test_a_picture_that_was_changed_is_refused() -> None:
    with pytest.raises(FieldTypeError, match="SVG as chart_svg returns it"):
        png(CHART.replace("#ffffff", "#eeeeee"))


def test_without_matplotlib_the_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingExtraError, match=r"cqikit\[plot\]"):
        png(CHART)
