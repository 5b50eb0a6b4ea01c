"""Marks are told apart by people with any colour vision, and in print without colour.

What people without one kind of cone see is simulated as by Machado, Oliveira and
Fernandes, "A physiologically-based model for simulation of color vision deficiency",
IEEE Transactions on Visualization and Computer Graphics 15 (2009), pages 1291 to 1298:
their matrices for a severity of 1, on linear RGB. Distances are those of CIELAB (1976),
in which about 2 is the least that can be seen.
"""

from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from cqikit.drawing._figure import COLOURS
from cqikit.drawing._funnel import ENTRIES as FUNNEL
from cqikit.drawing._icons import ICONS
from cqikit.drawing._lines import CARRIED, STYLES, TARGET
from cqikit.drawing._sheet import AT_FOOT, ENTRIES, WITHHELD
from cqikit.drawing._timeline import ENDS, OPEN, STAGES

VISIONS = {
    "all cones": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
}
#: Of sRGB in linear light to XYZ, by IEC 61966-2-1, and its white.
XYZ = np.array(
    [
        [0.4124, 0.3576, 0.1805],
        [0.2126, 0.7152, 0.0722],
        [0.0193, 0.1192, 0.9505],
    ]
)
WHITE = XYZ.sum(axis=1)
#: What a mark means, by colour.
MEANINGS = ("improvement", "concern", "signal")


def linear(colour: str) -> NDArray[np.float64]:
    rgb = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def lab(light: NDArray[np.float64]) -> NDArray[np.float64]:
    ratio = XYZ @ light / WHITE
    cut = (6 / 29) ** 3
    f = np.where(ratio > cut, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def apart(first: str, second: str, vision: str) -> float:
    seen = [
        lab(np.clip(VISIONS[vision] @ linear(COLOURS[name]), 0, 1))
        for name in (first, second)
    ]
    return float(np.linalg.norm(seen[0] - seen[1]))


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize(("first", "second"), [*combinations(MEANINGS, 2)])
def test_meanings_are_told_apart_by_colour(
    first: str, second: str, vision: str
) -> None:
    assert apart(first, second, vision) > 10


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("name", [*MEANINGS, "target", "limit", "centre", "line"])
def test_every_colour_is_seen_on_white(name: str, vision: str) -> None:
    light = np.clip(VISIONS[vision] @ linear(COLOURS[name]), 0, 1)
    # A contrast of 3 to 1, which graphics need by WCAG 2.2 (1.4.11).
    assert 1.05 / (float((XYZ @ light)[1]) + 0.05) >= 3


@pytest.mark.parametrize(
    "entries",
    [
        [*ENTRIES.values(), WITHHELD, AT_FOOT],
        list(FUNNEL.values()),
        [*ENDS.values(), OPEN],
    ],
)
def test_no_two_marks_have_one_shape(entries: list[object]) -> None:
    shapes = [(entry.marker, entry.hollow) for entry in entries]  # type: ignore[attr-defined]
    assert len(shapes) == len(set(shapes))


def test_stages_are_told_apart_in_grey() -> None:
    """Bars have one shape: by their lightness, then."""
    lights = [
        100.0 if entry.hollow else lab(linear(COLOURS[entry.colour]))[0]
        for entry in STAGES.values()
    ]
    assert min(abs(a - b) for a, b in combinations(lights, 2)) > 10


def test_no_two_lines_of_a_chart_look_alike_in_grey() -> None:
    """Lines that may stand in one picture differ by their dashes, or else in grey."""
    lines = [STYLES["centre"], STYLES["upper"], TARGET, CARRIED]
    for first, second in combinations(lines, 2):
        dashes = [line.get("dashes", ()) for line in (first, second)]
        greys = [lab(linear(line["color"]))[0] for line in (first, second)]
        dotted = [sum(dash) < 4 for dash in dashes]
        assert (
            dotted[0] != dotted[1] or dashes[0] == () or abs(greys[0] - greys[1]) > 20
        )


@pytest.mark.parametrize("vision", VISIONS)
def test_colours_of_one_picture_are_told_apart_by_form_or_by_eye(vision: str) -> None:
    """Limits and what is adverse are near each other: a dashed line, and a square."""
    marks = {entry.colour for entry in ENTRIES.values()}
    lines = {"centre", "limit", "target", "phase"}
    assert not marks & lines
    for first, second in combinations(sorted(lines), 2):
        assert apart(first, second, vision) > 10, (first, second)


def test_no_two_icons_are_one_without_their_colours() -> None:
    looks = [(icon.outline, icon.letter) for icon in ICONS.values()]
    assert len(looks) == len(set(looks))


def test_the_matrices_keep_white_white() -> None:
    for matrix in VISIONS.values():
        np.testing.assert_allclose(matrix.sum(axis=1), 1, atol=2e-6)
    np.testing.assert_allclose(lab(np.ones(3)), [100, 0, 0], atol=1e-6)
