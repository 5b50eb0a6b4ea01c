"""How far back a rule looks, so that no more than that need be kept.

What a rule says of the newest point hangs on a window of points that ends there, or on
the counts of a whole phase (`_tally`), or on how long 0 has come in a row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from cqikit.core import say
from cqikit.errors import FieldError
from cqikit.spc._rules._crossing import Box, Crossings, LongestRun, RunCount
from cqikit.spc._rules._neighbours import Alternating, Shift, Trend
from cqikit.spc._rules._zeros import Zeros
from cqikit.spc._rules._zones import (
    BeyondLimits,
    KOfNBeyond,
    Mixture,
    OppositeLimits,
    Stratification,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cqikit.core import Sentence
    from cqikit.spc._rules._flags import Rule

__all__ = ["OF_PHASES", "Reach", "check_rules", "reach_of"]

#: So many points are looked at, at most.
MOST: Final = 1_000
#: Rules that need no points of a phase, only what was counted in it.
OF_PHASES: Final = (LongestRun, Crossings, Box, RunCount)


@frozen
class Reach:
    """How many points a rule looks at, the newest included, and what it passes over.

    `points` is 0 where counts suffice.
    """

    points: int = 0
    missing: bool = False
    on_centre: bool = False
    ties: bool = False

    @property
    def passes(self) -> bool:
        """Say whether the rule passes over any points: its window is its own."""
        return self.missing or self.on_centre or self.ties

    def passes_over(self, side: int, *, missing: bool) -> bool:
        """Say whether the rule passes over a point, whatever those before it are."""
        return self.missing if missing else self.on_centre and not side


def reach_of(rule: Rule) -> Reach | None:
    """Return how far back a rule looks, None where nobody says so.

    A rule of somebody else's making says it by a whole number, `reach`.
    """
    points: Any
    match rule:
        case LongestRun() | Crossings() | Box() | RunCount() | Zeros():
            return Reach()
        case BeyondLimits():
            points = 1
        case OppositeLimits():
            points = 2
        case KOfNBeyond():
            points = rule.window
        case Trend():
            points = rule.length + (rule.counts == "steps")
        case Shift() | Alternating() | Stratification() | Mixture():
            points = rule.length
        case _:
            points = getattr(rule, "reach", None)
            known = isinstance(points, int) and points > 0
            return Reach(points) if known else None
    return Reach(
        points,
        missing=getattr(rule, "missing", "") == "skip",
        on_centre=getattr(rule, "on_centre", "") == "skip",
        ties=getattr(rule, "ties", "") == "skip",
    )


def check_rules(rules: Iterable[Rule], *, grows: bool) -> None:
    """Refuse rules that would need all points, told with the reason for each.

    Where limits grow, each point may come to lie on the other side of the centre.
    """
    boundless: list[str] = []
    moving: list[str] = []
    for rule in rules:
        reach = reach_of(rule)
        if reach is None or reach.points > MOST:
            boundless.append(rule.name)
        elif grows and (not reach.points or reach.on_centre):
            moving.append(rule.name)
    if boundless:
        must: Sentence = say("must be rules that say how many points they look at")
        fix = say(
            "give each a whole number, {reach}, at most {most}",
            reach="reach",
            most=MOST,
        )
        raise FieldError("rules", must, tuple(boundless), fix)
    if moving:
        must = say("must not count the points of a whole phase while limits move")
        fix = say("freeze the limits, such as {example}", example="baseline=12")
        raise FieldError("rules", must, tuple(moving), fix)
