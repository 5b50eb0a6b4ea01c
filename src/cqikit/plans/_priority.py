"""What comes first: safety, then licensing, then impact against effort."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from cqikit.actions import ActionStep, Concern, deadline
from cqikit.core import arguments, at_least, instance_of, list_of
from cqikit.errors import FieldError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["CONCERNS", "EVEN", "Pick", "Weights", "pick", "rank", "urgency", "value_of"]

MIDDLE: Final = 3
#: Later than any day: where what has no deadline is sorted.
FAR: Final = 10**7
CONCERNS: Final = {concern: place for place, concern in enumerate(Concern)}


@frozen(kw_only=True)
class Weights:
    """How much impact, effort and expense weigh in a step's worth.

    Examples
    --------
    >>> step = ActionStep(key="a", what="order rugs", impact=5, effort=2, expense=4)
    >>> value_of(step), value_of(step, weights=Weights(impact=2, expense=0))
    (-1.0, 8.0)
    """

    impact: float = field(default=1.0, validator=at_least(0))
    effort: float = field(default=1.0, validator=at_least(0))
    expense: float = field(default=1.0, validator=at_least(0))

    def __attrs_post_init__(self) -> None:
        if not self.impact + self.effort + self.expense:
            raise FieldError("impact", "must not be 0 with all the others", self.impact)


EVEN: Final = Weights()


class Pick(StrEnum):
    """The four fields of the PICK chart: impact against effort."""

    IMPLEMENT = "implement"
    POSSIBLE = "possible"
    CHALLENGE = "challenge"
    KILL = "kill"
    UNRATED = "unrated"


#: (high impact, high effort) -> field of the chart.
PICK: Final = {
    (True, False): Pick.IMPLEMENT,
    (False, False): Pick.POSSIBLE,
    (True, True): Pick.CHALLENGE,
    (False, True): Pick.KILL,
}


@arguments(step=instance_of(ActionStep), middle=instance_of(int))
def pick(step: ActionStep, *, middle: int = MIDDLE) -> Pick:
    """Return where a step stands on the PICK chart.

    Impact is high from `middle` on, effort is high above it: in doubt the
    chart speaks for the step.

    Examples
    --------
    >>> pick(ActionStep(key="a", what="order rugs", impact=5, effort=2)).value
    'implement'
    """
    if step.impact is None or step.effort is None:
        return Pick.UNRATED
    return PICK[step.impact >= middle, step.effort > middle]


@arguments(step=instance_of(ActionStep), weights=instance_of(Weights))
def value_of(step: ActionStep, *, weights: Weights = EVEN) -> float:
    """Return weighted impact less weighted effort and expense.

    What is not rated counts as the middle, 3.
    """

    def rated(value: int | None) -> float:
        return MIDDLE if value is None else value

    return (
        weights.impact * rated(step.impact)
        - weights.effort * rated(step.effort)
        - weights.expense * rated(step.expense)
    )


def urgency(step: ActionStep, weights: Weights = EVEN) -> tuple[int, float, int]:
    """Return what steps are ranked by: the smallest comes first."""
    due = deadline(step)
    # Equals are told apart by their deadline; what has none comes last.
    by = due.last.toordinal() if due is not None else FAR
    return CONCERNS[step.concern], -value_of(step, weights=weights), by


@arguments(steps=list_of("steps", ActionStep), weights=instance_of(Weights))
def rank(
    steps: Iterable[ActionStep], *, weights: Weights = EVEN
) -> tuple[ActionStep, ...]:
    """Return `steps`, the most pressing first.

    Immediate health and safety come first, then licensing (S2), then impact
    against effort and expense, then the earlier deadline. It is a total
    preorder: equals stay in the order in which they came.

    Examples
    --------
    >>> steps = [
    ...     ActionStep(key="books", what="buy 20 books", impact=5, effort=1),
    ...     ActionStep(key="gate", what="fix the gate", concern="health-and-safety"),
    ... ]
    >>> [step.key for step in rank(steps)]
    ['gate', 'books']
    """
    return tuple(sorted(steps, key=lambda step: urgency(step, weights)))
