"""Little charts stand alone, on one scale, and show each value once."""

from __future__ import annotations

import math
import re

import pytest

from cqikit import drawing
from cqikit.errors import FieldError

GONE = math.nan


def panel(
    *values: float, centre: float = GONE, counted: tuple[bool, ...] = ()
) -> drawing.Panel:
    """Return a panel of values about one centre."""
    return drawing.Panel(
        "A & B",
        values,
        [centre] * len(values),
        counted or [True] * len(values),
    )


def paths(svg: str) -> list[str]:
    """Return what the paths of a picture draw, the foot left out."""
    return re.findall(r' d="([^"]*)"/>', svg)[1:]


def test_a_line_goes_from_value_to_value() -> None:
    [svg] = drawing.little_svgs([panel(0, 2, 1)])
    assert paths(svg) == ["M10 140l190-130l190 65"]
    assert "<title>A &amp; B</title>" in svg


def test_all_are_on_one_scale_and_the_target_is_on_it() -> None:
    first, second = drawing.little_svgs([panel(0, 1), panel(0, 2)], target=4)
    assert paths(first) == ["M0 10h400", "M10 140l380-32"]
    assert paths(second) == ["M0 10h400", "M10 140l380-65"]


def test_what_has_no_neighbour_and_what_does_not_count_is_a_dot() -> None:
    [svg] = drawing.little_svgs(
        [panel(0, GONE, 2, 1, counted=(True, True, True, False))]
    )
    assert paths(svg) == ["M10 140h0M263 10h0", "M390 75h0"]


def test_a_level_centre_is_two_places_long() -> None:
    [svg] = drawing.little_svgs([panel(0, 2, 0, 2, centre=1)])
    assert paths(svg)[1] == "M10 75l380 0"


def test_a_team_without_values_has_an_empty_chart() -> None:
    assert paths(drawing.little_svgs([panel(GONE, GONE)])[0]) == []


def test_panels_of_two_lengths_are_refused() -> None:
    with pytest.raises(FieldError, match="one length"):
        drawing.little_svgs([panel(1), panel(1, 2)])
