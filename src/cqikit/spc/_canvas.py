"""The lines of many charts, or of long ones, drawn part by part."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from cqikit.spc._view import Bools, Floats

__all__ = ["Canvas", "Pair"]


class Canvas:
    """One line of rows (k, n): no wider than it has to be.

    Where it does not move along time, one number is held for each row.
    """

    def __init__(self, shape: tuple[int, int]) -> None:
        self._shape = shape
        self._drawn: Floats = np.full((shape[0], 1), np.nan)
        self._begun: Bools | None = np.zeros((shape[0], 1), dtype=bool)

    def draw(self, rows: slice, span: slice, part: Floats) -> None:
        """Draw a part of shape (rows, span), or (rows, 1) where it does not move."""
        begun = self._begun
        if begun is not None:
            if part.shape[-1] == 1 and self._agrees(rows, begun[rows], part):
                self._drawn[rows], begun[rows] = part, True
                return
            wide = np.empty(self._shape)
            wide[...] = self._drawn
            self._drawn, self._begun = wide, None
        self._drawn[rows, span] = part

    def _agrees(self, rows: slice, begun: Bools, part: Floats) -> bool:
        if not begun.any():
            return True
        before = self._drawn[rows]
        same = (before == part) | (np.isnan(before) & np.isnan(part))
        return bool((same | ~begun).all())

    @property
    def line(self) -> Floats:
        """What has been drawn, shape (k, n)."""
        return np.broadcast_to(self._drawn, self._shape)


class Pair:
    """A line as it is shown, and as rules see it; one canvas as long as both agree."""

    def __init__(self, shape: tuple[int, int]) -> None:
        self._shown = Canvas(shape)
        self._seen: Canvas | None = None

    def draw(self, rows: slice, span: slice, shown: Floats, seen: Floats) -> None:
        """Draw a part of both, which is the same object where they agree."""
        if seen is not shown and self._seen is None:
            self._seen = deepcopy(self._shown)
        self._shown.draw(rows, span, shown)
        if self._seen is not None:
            self._seen.draw(rows, span, seen)

    @property
    def lines(self) -> tuple[Floats, Floats]:
        """What is shown, and what rules see, each (k, n)."""
        shown = self._shown.line
        return shown, shown if self._seen is None else self._seen.line
