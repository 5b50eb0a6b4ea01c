"""One look at a chart: what the newest point shows, and what chance would show."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from cqikit.core import (
    FrozenDict,
    FrozenOf,
    Period,
    Sentence,
    arguments,
    by_value,
    say,
)
from cqikit.spc._meaning._words import period_words, value_words
from cqikit.spc._power._centres import BaselineCentre, Centre
from cqikit.spc._power._detection import looks_kept
from cqikit.spc._power._newest_looks import quickly_shown
from cqikit.spc._power._probability import ASIDE, DRAWS
from cqikit.spc._power._workers import Workers
from cqikit.spc._rules._flags import DOWN, UP, Rule
from cqikit.spc._rules._titles import rule_title

if TYPE_CHECKING:
    from cqikit.spc._power._probability import Probability
    from cqikit.spc._power._store import Store

__all__ = ["Look"]

#: Chances are found for so many looks at a time, or twice as many, and so on: up to
#: 1,536 looks, and to 192 where every one takes long.
LOOKS: Final = 12
MOST: Final = LOOKS << 7
MOST_SLOW: Final = LOOKS << 4


@by_value
@frozen(kw_only=True, eq=False)
class Look:
    """What a chart shows at its newest point.

    Parameters
    ----------
    title : str
        Of the chart.
    on : Period, optional
        When the point is; None where that is not known.
    n : int
        How many points there are, this one included.
    seen : int
        How many of them were observed, and count.
    value, centre, lower, upper : float
        The point and its lines, as a chart shows them; NaN where there is none.
    flags : mapping of str to int
        The rules that signal at this point, each with `UP`, `DOWN` or `UNDIRECTED`.
    rules : tuple of Rule
        Those that were asked.
    basis : Centre, optional
        Where the centre came from; None where points hang on those before them.
    """

    title: str = ""
    on: Period | None = None
    n: int
    seen: int
    value: float
    centre: float
    lower: float
    upper: float
    flags: Mapping[str, int] = field(
        default=FrozenDict(), converter=FrozenOf[Mapping[str, int]]
    )
    rules: tuple[Rule, ...] = field(default=(), repr=False)
    basis: Centre | None = field(default=None, repr=False)

    @property
    def signals(self) -> bool:
        """Say whether any rule signals at this point."""
        return bool(self.flags)

    def __str__(self) -> str:
        """Return what was seen, for people."""
        when = (
            say("point {number}", number=self.n)
            if self.on is None
            else period_words(self.on)
        )
        if math.isnan(self.value):
            return say("{when}: nothing observed", when=when)
        levels = (self.value, self.centre, self.lower, self.upper)
        parts: dict[str, Any] = {
            "when": when,
            "value": value_words(self.value, "", levels),
            "lines": self._lines(levels),
        }
        if not self.flags:
            return say("{when}: {value} ({lines}), no signal", **parts)
        found = tuple(_rule(name, way) for name, way in self.flags.items())
        return say(
            "{when}: {value} ({lines}), signal: {found/; }", found=found, **parts
        )

    def _lines(self, levels: tuple[float, ...]) -> Sentence:
        parts = {
            name: value_words(getattr(self, name), "", levels)
            for name in ("centre", "lower", "upper")
        }
        if math.isnan(self.centre):
            return say("no centre line: its baseline has no value")
        low, high = math.isfinite(self.lower), math.isfinite(self.upper)
        if low and high:
            return say("centre {centre}, limits {lower} to {upper}", **parts)
        if high:
            return say("centre {centre}, upper limit {upper}", **parts)
        if low:
            return say("centre {centre}, lower limit {lower}", **parts)
        return say("centre {centre}", **parts)

    @arguments(**DRAWS, **ASIDE)
    def chance(
        self,
        *,
        draws: int = 4_000,
        seed: int = 0,
        workers: int = 1,
        store: Store | None = None,
    ) -> Probability | None:
        """Return how probably some look so far shows a signal though nothing changed.

        Of somebody who looks at every new point, from the first after a baseline on,
        and sees what a look shows: the signals of that point about the lines of that
        day, and none of the points before.
        It hangs on the rules, the number of looks and where the centre came from; of
        counts and rare events with one size, on their level and size, too. It is found
        once for all charts that have these in common, and kept.

        Parameters
        ----------
        draws, seed : int
            Of the simulation where no exact distribution is known, as for `detection`.
        workers, store
            As for `false_alarm`.

        Returns
        -------
        Probability or None
            Points are as their kind has them where all have one size, as in
            `false_alarm`; else they are taken as normal. None where they hang on those
            before them, as in an EWMA; before the first look; and after 1,536 looks,
            or 192 where `Box`, `RunCount` or a rule of your own is asked, whose chances
            take long.

        Examples
        --------
        >>> from cqikit import spc
        >>> chart = spc.chart([5, 7, 6, 4], kind="i", centre=5.5, sigma=1.2)
        >>> kept = spc.monitor(chart, "three-sigma")
        >>> print(kept.take(6)[1].chance())
        1.34 % (exact, points taken as normal)
        """
        if self.basis is None:
            return None
        start = self.basis.points if isinstance(self.basis, BaselineCentre) else 0
        looks = self.seen - start
        if not 1 <= looks <= (MOST if quickly_shown(self.rules) else MOST_SLOW):
            return None
        most = LOOKS
        while most < looks:
            most *= 2
        asked = (self.rules, start + most, 0.0, start, self.basis, draws, seed)
        return looks_kept(asked, Workers(workers), store, newest=True)[looks - 1]

    def sentence(self) -> Sentence:
        """Return what was seen, and how probable a signal by this look is by chance."""
        seen: Any = str(self)
        chance = self.chance()
        if chance is None:
            return say("{seen}.", seen=seen)
        return say(
            "{seen}. Had nothing changed, a signal by this look would have had a"
            " probability of {chance}.",
            seen=seen,
            chance=str(chance),
        )


def _rule(name: str, way: int) -> str:
    rule = rule_title(name)
    if way == UP:
        return say("{rule} (upwards)", rule=rule)
    if way == DOWN:
        return say("{rule} (downwards)", rule=rule)
    return rule
