"""Whether pairs moved by more than noise between an assessment and its retake."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from cqikit.assessments._score import said
from cqikit.core import Choice, Sentence, say

if TYPE_CHECKING:
    from cqikit.assessments._agreement._change import PairTest, ReliableChange
    from cqikit.assessments._agreement._estimate import Estimate

__all__ = ["Verdict", "verdict_of"]

#: With fewer pairs no signed-rank test can reach 5 %.
FEWEST_PAIRS: Final = 6
SIGNIFICANT: Final = 0.05


class Verdict(Choice):
    """Whether a change is more than noise."""

    REAL = "real"
    NOISE = "noise"
    UNKNOWN = "cannot tell"


def verdict_of(
    change: Estimate, test: PairTest, reliable: ReliableChange | None
) -> tuple[Verdict, str]:
    """Return whether a change is more than noise, and why, in a sentence."""
    count = change.count
    if count == 0:
        return Verdict.UNKNOWN, say("no pair was scored both times")
    moved = _moved_by(count, change.value)
    if reliable is not None:
        critical = said(reliable.critical)
        if reliable.is_reliable:
            return Verdict.REAL, say(
                "{moved}, more than the {critical} that error of measurement explains",
                moved=moved,
                critical=critical,
            )
        return Verdict.NOISE, say(
            "{moved}, within the {critical} that error of measurement explains",
            moved=moved,
            critical=critical,
        )
    if count > 1:
        moved = say(
            "{moved} on average; {better} better, {worse} worse, {same} the same",
            moved=moved,
            better=test.better,
            worse=test.worse,
            same=test.same,
        )
    if count < FEWEST_PAIRS:
        return Verdict.UNKNOWN, say(
            "{moved}: a test needs {fewest} pairs or more",
            moved=moved,
            fewest=FEWEST_PAIRS,
        )
    return _tested(change, test, moved)


def _tested(change: Estimate, test: PairTest, moved: str) -> tuple[Verdict, str]:
    """Return what the signed ranks of enough pairs say, and why."""
    if math.isnan(test.p):
        return Verdict.NOISE, moved
    odds = say("{told} (signed ranks: p = {p:.3f})", told=moved, p=test.p)
    if test.p >= SIGNIFICANT:
        return Verdict.NOISE, odds
    if _rises(test) != (change.value > 0):
        ranks = say("{told}: the ranks say otherwise than the mean", told=odds)
        return Verdict.UNKNOWN, ranks
    return Verdict.REAL, odds


def _rises(test: PairTest) -> bool:
    """Say whether the ranks of those that rose are the larger half of all."""
    moved = test.better + test.worse
    return test.statistic > moved * (moved + 1) / 4


def _moved_by(count: int, change: float) -> Sentence:
    """Return how many pairs moved by how much."""
    if not change:
        return say("{pairs:# pair|# pairs} did not move", pairs=count)
    by = said(abs(change))
    if change > 0:
        return say("{pairs:# pair|# pairs} rose by {by}", pairs=count, by=by)
    return say("{pairs:# pair|# pairs} fell by {by}", pairs=count, by=by)
