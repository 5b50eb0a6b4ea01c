"""Charts as rules of anybody's making see them: one phase a row, all included."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

from cqikit.errors import ChartError
from cqikit.spc._view import View

if TYPE_CHECKING:
    from cqikit.spc._rules._flags import Rule
    from cqikit.spc._view import ChartView, Flags

__all__ = ["foreign_flags"]


def foreign_flags(rule: Rule, view: ChartView) -> Flags:
    """Return what `rule` says of a chart, phase by phase, shape (..., n)."""
    shape = np.shape(view.values)
    breaks, excluded = (getattr(view, name, None) for name in ("breaks", "excluded"))
    plain = not (np.any(breaks) or np.any(excluded))
    if plain:
        return _asked(rule, view, shape)
    n = shape[-1]
    starts = np.zeros((prod(shape[:-1]), n), dtype=bool)
    if breaks is not None:
        starts |= np.broadcast_to(breaks, shape).reshape(starts.shape)
    starts[:, 0] = True
    keep = np.ones(shape, dtype=bool) if excluded is None else ~np.asarray(excluded)
    kept = np.flatnonzero(np.broadcast_to(keep, shape).reshape(-1))
    segment = (np.cumsum(starts.reshape(-1)) - 1)[kept]
    sizes = np.bincount(segment, minlength=np.count_nonzero(starts))
    column = np.arange(kept.size) - (np.cumsum(sizes) - sizes)[segment]
    table = (sizes.size, int(sizes.max()))

    def in_rows(name: str) -> Any:
        array = getattr(view, name, None)
        if array is None:
            return None
        rows = np.full(table, np.nan)
        flat = np.broadcast_to(np.asarray(array, dtype=np.float64), shape).reshape(-1)
        rows[segment, column] = flat[kept]
        return rows

    names = ("values", "centre", "sigma", "lower", "upper")
    parts = View(**{name: in_rows(name) for name in names})
    flags = np.zeros(starts.size, dtype=np.int8)
    flags[kept] = _asked(rule, parts, table)[segment, column]
    return flags.reshape(shape)


def _asked(rule: Rule, view: ChartView, shape: tuple[int, ...]) -> Flags:
    flags = np.asarray(rule(view))
    if flags.shape != shape:
        raise ChartError(
            f"rule {rule.name!r} must return flags of the shape {shape}"
            f" (got {flags.shape}): one flag for each point"
        )
    return flags.astype(np.int8, copy=False)
