"""How large the next test should be, by belief, cost of failure and readiness."""

from __future__ import annotations

from enum import IntEnum
from typing import Final, Literal, TypeAlias

from cqikit.core import Choice, arguments

__all__ = [
    "Belief",
    "BeliefWord",
    "Cost",
    "CostWord",
    "Readiness",
    "ReadinessWord",
    "Scale",
    "advise_scale",
]


class Belief(Choice):
    """How sure people are that the change leads to improvement."""

    LOW = "low"
    HIGH = "high"


BeliefWord: TypeAlias = Literal["low", "high"]


class Cost(Choice):
    """What a failed test would cost: people, money, trust."""

    LARGE = "large"
    SMALL = "small"


CostWord: TypeAlias = Literal["large", "small"]


class Readiness(Choice):
    """How ready those are whom the change touches."""

    RESISTANT = "resistant"
    INDIFFERENT = "indifferent"
    READY = "ready"


ReadinessWord: TypeAlias = Literal["resistant", "indifferent", "ready"]


class Scale(IntEnum):
    """Rungs of a ladder, from one person on one day to the way of working."""

    VERY_SMALL = 1
    SMALL = 2
    MEDIUM = 3
    LARGE = 4
    IMPLEMENT = 5


#: For each belief and cost, the rungs for resistant, indifferent and ready people.
RUNGS: Final = {
    (Belief.LOW, Cost.LARGE): (1, 1, 1),
    (Belief.LOW, Cost.SMALL): (1, 1, 2),
    (Belief.HIGH, Cost.LARGE): (1, 2, 3),
    (Belief.HIGH, Cost.SMALL): (2, 4, 5),
}


@arguments()
def advise_scale(
    belief: Belief | BeliefWord,
    cost: Cost | CostWord,
    readiness: Readiness | ReadinessWord,
) -> Scale:
    """Return the largest scale that a next test should have.

    Parameters
    ----------
    cost : Cost or str
        What it would cost if the change failed.
    readiness : Readiness or str
        How ready people are for it.

    Notes
    -----
    The idea (the less belief, the dearer a failure and the less readiness, the
    smaller the test) and the two far corners are those of Langley et al., The
    Improvement Guide, 2009, chapter 7; the rungs in between are ours, and rise
    with each of the three.

    Examples
    --------
    >>> advise_scale("low", "large", "ready").name
    'VERY_SMALL'
    >>> advise_scale("high", "small", "ready").name
    'IMPLEMENT'
    """
    rungs = RUNGS[Belief.of(belief, "belief"), Cost.of(cost, "cost")]
    return Scale(rungs[list(Readiness).index(Readiness.of(readiness, "readiness"))])
