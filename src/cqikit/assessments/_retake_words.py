"""How far pairs moved between an assessment and its retake, in a sentence."""

from __future__ import annotations

from cqikit.assessments._score import said
from cqikit.core import Sentence, say

__all__ = ["moved_by"]


def moved_by(count: int, change: float) -> Sentence:
    """Return how many pairs moved by how much."""
    if not change:
        return say("{pairs:# pair|# pairs} did not move", pairs=count)
    by = said(abs(change))
    if change > 0:
        return say("{pairs:# pair|# pairs} rose by {by}", pairs=count, by=by)
    return say("{pairs:# pair|# pairs} fell by {by}", pairs=count, by=by)
