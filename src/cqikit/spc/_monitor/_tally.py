"""What was counted in a phase, for the rules that ask for no more than that.

Sides are those of `_rules._stream`: 1 above the centre, 2 below, 0 neither.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import field, frozen

from cqikit.core import say
from cqikit.errors import FieldError
from cqikit.spc._monitor._moved import moved
from cqikit.spc._rules._crossing import Crossings, LongestRun
from cqikit.spc._rules._flags import DOWN, UNDIRECTED, UP, whole_from
from cqikit.spc._rules._stream import Stream
from cqikit.spc._runs._boxes import anhoej_limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cqikit.spc._charts._view import View

__all__ = ["Tally"]

COUNT: Any = whole_from(0)


@frozen(kw_only=True)
class Tally:
    """The runs of a phase about a centre that does not move.

    Parameters
    ----------
    useful, above : int
        Points that are observed and not on the centre line; those above it.
    crossings : int
        Of the centre line.
    side : int
        Of the last useful point; 0 before the first.
    run, longest : int
        How long the run is that goes on, and the longest so far.
    unbroken, longest_unbroken : int
        The same, of runs that a missing point ends.
    """

    useful: int = field(default=0, validator=COUNT)
    above: int = field(default=0, validator=COUNT)
    crossings: int = field(default=0, validator=COUNT)
    side: int = field(default=0, validator=whole_from(0, 2))
    run: int = field(default=0, validator=COUNT)
    longest: int = field(default=0, validator=COUNT)
    unbroken: int = field(default=0, validator=COUNT)
    longest_unbroken: int = field(default=0, validator=COUNT)

    def __attrs_post_init__(self) -> None:
        orders = (
            ("above", self.above, self.useful),
            ("longest", self.longest, self.useful),
            ("run", self.run, self.longest),
            ("longest_unbroken", self.longest_unbroken, self.longest),
            ("unbroken", self.unbroken, self.longest_unbroken),
            ("crossings", self.crossings, max(self.useful - 1, 0)),
            ("side", bool(self.side), self.useful),
        )
        for name, lesser, most in orders:
            if lesser > most:
                must = say("must be at most {most}", most=most)
                raise FieldError(name, must, getattr(self, name))

    def after(self, points: Iterable[tuple[int, bool]]) -> Tally:
        """Return the counts with more points: of each its side, and if it is missing.

        A point on the centre neither ends a run nor lengthens it.
        """
        useful, above, crossings, side = 0, self.above, self.crossings, self.side
        run, longest = self.run, self.longest
        unbroken, longest_unbroken = self.unbroken, self.longest_unbroken
        for here, missing in points:
            if not here:
                unbroken = 0 if missing else unbroken
                continue
            useful += 1
            above += here == 1
            if here == side:
                run, unbroken = run + 1, unbroken + 1
            else:
                crossings += side != 0
                run = unbroken = 1
            side = here
            longest = max(longest, run)
            longest_unbroken = max(longest_unbroken, unbroken)
        if not useful and unbroken == self.unbroken:
            return self
        return moved(
            self,
            useful=self.useful + useful,
            above=above,
            crossings=crossings,
            side=side,
            run=run,
            longest=longest,
            unbroken=unbroken,
            longest_unbroken=longest_unbroken,
        )

    def flag(self, rule: Any, newest: Callable[[], View], side: int) -> int:
        """Return what a rule of whole phases says of the newest point.

        Parameters
        ----------
        rule : LongestRun, Crossings, Box or RunCount
        newest : callable
            Returns the view of the newest point alone, which is observed.
        side : int
            On which it lies.
        """
        if isinstance(rule, LongestRun):
            return self._too_long(rule, side)
        if isinstance(rule, Crossings):
            few = self.crossings < anhoej_limits(self.useful).crossings
            return UNDIRECTED if few else 0
        line = Stream(newest())
        # A rule asks for these by name, and gets those of the phase.
        line.__dict__.update(
            sizes=np.array([self.useful]),
            longest=np.array([self.longest]),
            crossings=np.array([self.crossings]),
            above=np.array([self.above]),
        )
        return int(rule.along(line)[0])

    def _too_long(self, rule: LongestRun, side: int) -> int:
        allowed = anhoej_limits(self.useful).longest
        breaks = rule.missing == "break"
        if rule.marks == "phase":
            longest = self.longest_unbroken if breaks else self.longest
            return UNDIRECTED if longest > allowed else 0
        run = self.unbroken if breaks else self.run
        if not side or run <= allowed:
            return 0
        return UP if side == 1 else DOWN
