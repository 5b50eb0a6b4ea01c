"""A roll-up of the clinic's own, for assessments."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from cqikit.assessments import RollUp, Scorer


def _middle(values: Sequence[float], weights: Sequence[float], /) -> float:
    del weights  # the clinic has none
    return median(values)


TYPICAL = RollUp(name="typical", combine=_middle)
SCORERS: tuple[Scorer, ...] = (TYPICAL,)
