"""Codes for how long periods are, so that a column of them is numbers."""

from __future__ import annotations

from typing import Final

from cqikit.core import STARTS, Frequency, Period, period_at

__all__ = ["KINDS", "coded_period", "kind_code"]

#: What the codes of periods in a record stand for: their length, and how they start.
KINDS: Final = tuple(
    (frequency, starts)
    for frequency in Frequency
    for starts in range(1, STARTS.get(frequency, 1) + 1)
)
CODES: Final = {kind: code for code, kind in enumerate(KINDS)}


def kind_code(frequency: Frequency, starts: int = 1) -> int:
    """Return the code of periods of this length, which start so."""
    return CODES[frequency, starts]


def coded_period(index: int, code: int) -> Period:
    """Return the period with this `Period.index`, of the kind that has this code."""
    return period_at(index, *KINDS[code])
