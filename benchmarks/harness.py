"""Races: two ways to one result, timed against each other in one process.

Seconds say what machine it was; a ratio of two ways on the same machine, taken in
turns, says something about the code. So a bar is a ratio.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any, Final

ROUNDS: Final = 7
FEWEST: Final = 3
LONG_ENOUGH: Final = 2.5
"""Seconds of turns after which the fewest rounds will do, or one if the bar holds."""
SHORTEST: Final = 0.02
"""Seconds a turn should last, so that the clock's grain does not matter."""


@dataclass(frozen=True, kw_only=True)
class Race:
    """A claim: `ours` takes at most `at_most` times as long as `theirs`.

    `same` compares the two results before anything is timed; a fast wrong answer is not
    an answer. It returns nothing and asserts.
    """

    name: str
    ours: Callable[[], Any]
    theirs: Callable[[], Any]
    same: Callable[[Any, Any], None]
    at_most: float


@dataclass(frozen=True, kw_only=True)
class Finish:
    """How a race ended: the best turn of each side, in seconds."""

    name: str
    ours: float
    theirs: float
    at_most: float

    @property
    def ratio(self) -> float:
        """Return how long ours took, in units of theirs."""
        return self.ours / self.theirs

    @property
    def holds(self) -> bool:
        """Say whether the claim holds."""
        return self.ratio <= self.at_most


def run(race: Race, clock: Callable[[], float] = perf_counter) -> Finish:
    """Assert that both ways agree, then time them in turns and keep the best."""
    race.same(race.ours(), race.theirs())

    def holds(best: Sequence[float]) -> bool:
        return best[0] <= race.at_most * best[1]

    ours, theirs = _best((race.ours, race.theirs), clock, holds)
    return Finish(name=race.name, ours=ours, theirs=theirs, at_most=race.at_most)


def seconds(
    function: Callable[[], Any], clock: Callable[[], float] = perf_counter
) -> float:
    """Return what the best turn of one function takes, in seconds."""
    return _best((function,), clock)[0]


def _best(
    functions: Sequence[Callable[[], Any]],
    clock: Callable[[], float],
    holds: Callable[[Sequence[float]], bool] = lambda _: False,
) -> list[float]:
    """Return the best turn of each function, in seconds, taken in turns."""
    turns = [_turn(function, clock) for function in functions]
    best = [float("inf")] * len(turns)
    was_on = gc.isenabled()
    gc.disable()
    try:
        start = clock()
        for done in range(ROUNDS):
            known = done >= FEWEST or holds(best)
            if done and known and clock() - start > LONG_ENOUGH:
                break
            for side, turn in enumerate(turns):
                best[side] = min(best[side], turn())
    finally:
        if was_on:
            gc.enable()
    return best


def _turn(
    function: Callable[[], Any], clock: Callable[[], float]
) -> Callable[[], float]:
    """Return what times one call, as the mean of as many as the clock needs."""
    start = clock()
    function()
    calls = max(1, round(SHORTEST / max(clock() - start, 1e-9)))

    def turn() -> float:
        start = clock()
        for _ in range(calls):
            function()
        return (clock() - start) / calls

    return turn


def table(finishes: Sequence[Finish]) -> str:
    """Set out how the races ended."""
    head = ("race", "ours", "theirs", "ratio", "bar", "")
    rows = [
        (
            finish.name,
            f"{finish.ours * 1e3:.3f} ms",
            f"{finish.theirs * 1e3:.3f} ms",
            f"{finish.ratio:.3f}",
            f"{finish.at_most:.3f}",
            "holds" if finish.holds else "MISSED",
        )
        for finish in finishes
    ]
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = []
    for row in (head, *rows):
        first, *rest = (
            cell.ljust(width) if place in {0, len(row) - 1} else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        lines.append("  ".join([first, *rest]).rstrip())
    return "\n".join(lines)
