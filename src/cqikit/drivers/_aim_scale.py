"""Whether a target in percent may be a fraction, which is asked and no fault."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.core import FindingKind, Severity
from cqikit.measures import Change, Nested, target_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.core import Finding
    from cqikit.measures import Aim, Measure

__all__ = ["OTHER_SCALE", "judged_scale"]

#: What a ratio in percent is multiplied by.
PERCENT: Final = 100
OTHER_SCALE: Final = FindingKind(
    "aim.other-scale",
    says={
        "": "the measure is in percent, its target is {target} and its baseline"
        " {known}: is one of the two a fraction?",
        # Where a chart has them (projects.all_findings).
        "values": "the measure is in percent, its target is {target} and the median of"
        " its values {known}: is one of the two a fraction?",
    },
    severity=Severity.NOTE,
    where="target",
    fix="write 15 % as 15, not as 0.15; if both are in percent, leave them",
    source="cqikit: a target is compared with what was measured",
)


def judged_scale(aim: Aim, measure: Measure) -> Iterator[Finding]:
    """Ask about a target and a baseline in percent, one of which may be a fraction."""
    known, sign = aim.baseline, measure.direction.sign
    if measure.per != PERCENT or known is None:
        return
    if isinstance(aim.target, Change | Nested):
        return
    target = target_value(aim.target, direction=measure.direction)
    if not 0 < min(target, known) <= 1 < max(target, known):
        return
    written = (target - known) * sign
    meant = (_percent(target) - _percent(known)) * sign
    # From 2.5 % to 1 % leads the right way, and would not if 1 were all of them.
    if meant > 0 or written <= 0:
        yield OTHER_SCALE.at(target=target, known=known)


def _percent(value: float) -> float:
    """Return a value in percent, where one up to 1 is a fraction."""
    return value * PERCENT if value <= 1 else value
