"""Long series, read piece by piece along time, so that memory stays bounded.

What a rule says of a point hangs on so many points before and after it, its
reach; so a piece is read with a margin on either side, in which there are as
many useful points. Rules on whole phases need to know no more than what these
come to. A piece ends only where its margins are short: a stretch of missing
points, say, that is longer than a piece is held at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from cqikit.spc._chunks import CHUNK
from cqikit.spc._rules._crossing import whole_phases
from cqikit.spc._rules._stream import laid
from cqikit.spc._rules._tally import tallied
from cqikit.spc._view import View

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cqikit.spc._rules._flags import Rule
    from cqikit.spc._rules._stream import Stream
    from cqikit.spc._rules._tally import Tally
    from cqikit.spc._view import Bools, ChartView, Flags

__all__ = ["CHUNK", "in_pieces", "whole_tally"]

#: Margins that are tried, and by how much a piece without one is lengthened.
MARGINS: Final = (2**8, 2**11, 2**14)

NAMES: Final = ("values", "centre", "sigma", "lower", "upper", "breaks", "excluded")


class Piece(NamedTuple):
    """Points `first` to `last` of a series, read from `start` to `stop`."""

    start: int
    first: int
    last: int
    stop: int


def in_pieces(
    view: ChartView, rules: Sequence[Rule], into: Mapping[str, Flags]
) -> tuple[Rule, ...]:
    """Write flags of one series, (1, n), `into` arrays (1, n) of each rule.

    Return the rules that have to see the whole series at once.
    """
    ours: list[Any] = [rule for rule in rules if hasattr(rule, "along")]
    whole = None
    if any(hasattr(rule, "chosen") for rule in ours):
        whole = whole_tally(view)
    chosen: dict[str, Bools] = {}
    local: list[Any] = []
    for rule in ours:
        picked = rule.chosen(whole) if hasattr(rule, "chosen") else None
        if picked is not None:
            chosen[rule.name] = picked
        elif (getattr(rule, "reach", None) or CHUNK) <= MARGINS[-1]:
            local.append(rule)
    reach = max((rule.reach for rule in local), default=0)
    tied = any(getattr(rule, "ties", "") == "skip" for rule in local)
    allowed = None if whole is None else whole.allowed
    for piece, phase in _pieces(view, reach, tied=tied):
        line = laid(_part(view, piece.start, piece.stop))
        phases = slice(phase, phase + line.gaps.size)
        if allowed is not None:
            line.allow(allowed[0][phases], allowed[1][phases])
        flags = {rule.name: rule.along(line) for rule in local}
        for name, picked in chosen.items():
            flags[name] = whole_phases(line, picked[phases])
        kept = slice(piece.first - piece.start, piece.last - piece.start)
        for name, found in flags.items():
            into[name][:, piece.first : piece.last] = line.back(found)[:, kept]
    done = {*chosen, *(rule.name for rule in local)}
    return tuple(rule for rule in rules if rule.name not in done)


def whole_tally(view: ChartView) -> Tally:
    """Return what the phases of one series, (1, n), come to."""
    breaks = getattr(view, "breaks", None)

    def lines() -> Iterator[tuple[Stream, bool]]:
        for start in range(0, view.values.shape[-1], CHUNK):
            goes_on = start > 0 and (breaks is None or not breaks[0, start])
            yield laid(_part(view, start, start + CHUNK)), goes_on

    return tallied(lines())


def _part(view: ChartView, start: int, stop: int) -> View:
    arrays = {name: getattr(view, name, None) for name in NAMES}
    return View(
        **{
            name: array[:, start:stop]
            for name, array in arrays.items()
            if array is not None
        }
    )


def _pieces(view: ChartView, reach: int, *, tied: bool) -> Iterator[tuple[Piece, int]]:
    """Yield the pieces, each with the number of the phase in which it starts."""
    n = view.values.shape[-1]
    breaks = getattr(view, "breaks", None)
    first = margin = start = phase = 0
    while first < n:
        last, before, margin = min(first + CHUNK, n), margin, 0
        while last < n and not margin:
            margin = _margin(view, last, reach, tied=tied)
            last = last if margin else min(last + MARGINS[-1], n)
        was, start = start, first - before
        if breaks is not None:
            # The first point of all starts no phase that is not there anyhow.
            phase += int(np.count_nonzero(breaks[0, was + 1 : start + 1]))
        yield Piece(start, first, last, min(last + margin, n)), phase
        first = last


def _margin(view: ChartView, at: int, reach: int, *, tied: bool) -> int:
    """Return how far around a place there are enough useful points, or 0."""
    for margin in MARGINS:
        sides = (_part(view, at - margin, at), _part(view, at, at + margin))
        if all(_useful(side, tied=tied) >= reach for side in sides):
            return margin
    return 0


def _useful(view: ChartView, *, tied: bool) -> int:
    """Return how many points no rule passes over, those that have moved if tied."""
    line = laid(view)
    useful = line.side != 0
    return int(np.count_nonzero(useful & (line.steps != 0) if tied else useful))
