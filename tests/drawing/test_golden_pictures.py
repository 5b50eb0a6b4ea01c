from __future__ import annotations

import re

import numpy as np
import pytest

from cqikit import drawing, spc
from tests.drawing import made
from tests.drawing.golden import GALLERY, PART
from tests.pictures import shades, unlike, unlike_shades

PLAN = drawing.picture_svg(made.plan(3))
PARETO = drawing.pareto_svg(spc.pareto(["staff", "car", "staff"]))
NUMBER = re.compile(r"\b\d+\.\d+")


def _moved(number: re.Match[str]) -> str:
    return f"{float(number[0]) + 0.04:.4f}"


@pytest.mark.parametrize("svg", [PLAN, PARETO])
def test_a_picture_is_like_itself_moved_by_less_than_anybody_sees(svg: str) -> None:
    assert not unlike(svg, svg)
    moved = re.sub("<[^<>]+>", lambda tag: NUMBER.sub(_moved, tag[0]), svg)
    assert moved != svg
    assert not unlike(svg, moved)


@pytest.mark.parametrize("svg", [PLAN, PARETO])
def test_a_picture_is_not_like_another(svg: str) -> None:
    assert unlike("", svg) == ["is no picture"]
    assert unlike(svg, svg.replace("</title>", "!</title>", 1))
    wider = re.sub(r'viewBox="0 0 \d+', 'viewBox="0 0 901', svg)
    assert unlike(svg, wider)
    text = svg.index("<text")
    less = svg[:text] + re.sub(r"^<text.*?</text>", "", svg[text:], flags=re.DOTALL)
    assert "parts" in unlike(svg, less)[0]
    painted = svg.replace("#5b6470", "#ff0000")
    assert unlike(svg, painted)


def test_shades_see_what_is_drawn() -> None:
    picture = made.plan(3)
    grid = shades(drawing.picture_figure(picture))
    assert not unlike_shades(grid, grid)
    darker = "\n".join(
        "".join(f"{max(int(level, 16) - 2, 0):x}" for level in row)
        for row in grid.split()
    )
    assert "in the mean" in unlike_shades(grid, darker)[0]
    assert unlike_shades(grid, grid.split()[0]) == ["is of another size"]
    assert len(set(grid)) > 3


def test_every_picture_of_the_gallery_stands_under_what_makes_it() -> None:
    page = GALLERY.read_text(encoding="utf-8")
    blocks = PART.findall(page)
    made_svg = ["svg = " in block for block, _ in blocks]
    shown = [bool(image) for _, image in blocks]
    # A block that makes a picture, then the picture.
    assert made_svg[:-1] == shown[1:]
    lines = [block.strip().count("\n") + 1 for block, image in blocks if not image]
    assert max(lines) <= 11
    assert np.unique([image for _, image in blocks if image]).size == sum(shown)
