"""From the level of a phase to the sigma of each point."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from cqikit.spc._view import Floats

__all__ = ["binomial"]


def binomial(centre: Floats, spread: Floats | None, sizes: Floats | None) -> Floats:
    """Return √(p(1-p)/n), times the spread where there is one."""
    sigma: Floats = np.sqrt(centre * (1 - centre) / np.where(sizes > 0, sizes, np.nan))
    return sigma if spread is None else sigma * spread
