"""Stretches of time as bars that never cover each other, on as few lanes as can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["lanes_of"]


def lanes_of(
    stretches: Sequence[tuple[float, float]], apart: float = 0.0
) -> tuple[int, ...]:
    """Return the lane of each stretch, the first free one in order of time.

    Parameters
    ----------
    stretches : sequence of (float, float)
        Where each begins and ends.
    apart : float
        How much must be free between two on one lane.

    Examples
    --------
    >>> lanes_of([(1, 4), (2, 3), (4, 6)])
    (0, 1, 0)
    """
    ends: list[float] = []
    lanes = [0] * len(stretches)
    for place in sorted(range(len(stretches)), key=stretches.__getitem__):
        start, stop = stretches[place]
        free = [lane for lane, end in enumerate(ends) if end + apart <= start]
        lane = free[0] if free else len(ends)
        ends[lane : lane + 1] = [stop]
        lanes[place] = lane
    return tuple(lanes)
