"""Words for what a chart means: which way it goes, and whether it meets its target."""

from __future__ import annotations

from typing import Any, Final

from cqikit.core import Choice
from cqikit.measures import Direction, DirectionWord

__all__ = ["MEANINGS", "Assurance", "Variation", "better_of"]


class Variation(Choice):
    """What the latest point says of the latest phase.

    ``COMMON``: no signal. ``IMPROVEMENT`` and ``CONCERN``: a signal in the
    better or in the worse direction. ``HIGH`` and ``LOW``: a signal where
    neither direction is better. ``UNDIRECTED``: a signal without direction,
    such as too few crossings.
    """

    COMMON = "common"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    HIGH = "high"
    LOW = "low"
    UNDIRECTED = "undirected"


class Assurance(Choice):
    """Whether the process, as it is, will meet its target.

    ``MEETS`` and ``MISSES``: the target lies outside the limits of the latest
    phase, on the worse or on the better side: it will be met, or missed,
    unless something changes. ``VARIES``: it lies between the limits, so chance
    decides. Limits without width tell of points that did not vary: ``MEETS`` where
    every point of the phase meets the target, ``MISSES`` where none does.
    ``UNKNOWN``: some do and some do not, or there is no target, no limits, or no
    better direction.
    """

    MEETS = "meets"
    MISSES = "misses"
    VARIES = "varies"
    UNKNOWN = "unknown"


#: What a flag means: by the direction that is better, for UP, DOWN, UNDIRECTED.
MEANINGS: Final = {
    Direction.HIGHER: (Variation.IMPROVEMENT, Variation.CONCERN),
    Direction.LOWER: (Variation.CONCERN, Variation.IMPROVEMENT),
    Direction.NEITHER: (Variation.HIGH, Variation.LOW),
}


def better_of(chart: Any, direction: Direction | DirectionWord | None) -> Direction:
    """Return which way is better: as given, else of the chart's measure, or neither."""
    measure = getattr(chart, "measure", None)
    if direction is None:
        direction = Direction.NEITHER if measure is None else measure.direction
    return Direction.of(direction, "direction")
