"""Useful points, runs and crossings of a series too long to be held at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

from cqikit.spc._laws._boxes import anhoej_limits
from cqikit.spc._rules._useful import Indexes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cqikit.spc._rules._stream import Stream
    from cqikit.spc._rules._useful import Codes

__all__ = ["Tally", "tallied"]


@frozen(eq=False)
class Tally:
    """What whole phases come to; all arrays of shape (phases,).

    A line of charts has the same four, for rules to ask either.
    """

    sizes: Indexes
    crossings: Indexes
    longest: Indexes
    above: Indexes

    @property
    def allowed(self) -> tuple[Indexes, Indexes]:
        """Return Anhøj's longest run and fewest crossings for each phase."""
        sizes = self.sizes.tolist()
        boxes = {size: anhoej_limits(size) for size in set(sizes)}
        return (
            np.array([boxes[size].longest for size in sizes], dtype=np.intp),
            np.array([boxes[size].crossings for size in sizes], dtype=np.intp),
        )


def tallied(lines: Iterable[tuple[Stream, bool]]) -> Tally:
    """Return what the phases of one series come to, which is read line by line.

    Each line comes with whether its first phase goes on from the line before.
    """
    tables: list[Indexes] = []
    side = run = 0
    for line, goes_on in lines:
        codes, gaps = line.useful.codes, line.useful.gaps
        table = np.stack([line.sizes, line.crossings, line.longest, line.above])
        head = codes[: gaps[0]]
        if goes_on:
            _join(tables[-1][:, -1], table[:, 0], head, side, run)
            table = table[:, 1:]
        if table.size:
            tables.append(table)
        within = goes_on and gaps.size == 1
        tail = head if gaps.size == 1 else codes[gaps[-2] + 1 : gaps[-1]]
        if tail.size:
            last, length = int(tail[-1]), _first_run(tail[::-1])
            longer = within and length == tail.size and last == side
            side, run = last, length + run * longer
        elif not within:
            side = run = 0
    return Tally(*np.concatenate(tables, axis=1))


def _join(so_far: Indexes, more: Indexes, head: Codes, side: int, run: int) -> None:
    """Add to a phase, in place, what it comes to further on.

    It has ended with so long a run on that side, and goes on with `head`.
    """
    longest = max(so_far[2], more[2])
    so_far += more
    if head.size and side:
        if head[0] == side:
            longest = max(longest, run + _first_run(head))
        else:
            so_far[1] += 1
    so_far[2] = longest


def _first_run(codes: Codes) -> int:
    other = codes != codes[0]
    first = int(other.argmax())
    return first if other[first] else codes.size
