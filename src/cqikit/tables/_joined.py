"""Batches joined, of the last key of one with the first of the next."""

from __future__ import annotations

import sys
from typing import Any

__all__ = ["joined"]


def joined(held: Any, frame: Any, narwhals: Any) -> Any:
    """Return the rows that were held back before those of the next batch."""
    for name in frame.columns:
        had, has = held[name], frame[name]
        if had.dtype == has.dtype:
            continue
        # What is empty in one batch has no type of its own there; and whole numbers
        # may be followed by others.
        was_empty, is_empty = had.is_null().all(), has.is_null().all()
        if (was_empty or had.dtype.is_numeric()) and (
            is_empty or has.dtype.is_numeric()
        ):
            held, frame = (
                part.with_columns(narwhals.col(name).cast(narwhals.Float64))
                for part in (held, frame)
            )
        elif is_empty or (had.dtype == narwhals.String and not was_empty):
            frame = frame.with_columns(has.cast(had.dtype))
        else:
            held = held.with_columns(had.cast(has.dtype))
    if frame.implementation.is_pyarrow():
        # Arrow has texts of two lengths.
        parts = [held.to_native(), frame.to_native()]
        together = sys.modules["pyarrow"].concat_tables
        return narwhals.from_native(together(parts, promote_options="permissive"))
    if not frame.implementation.is_pandas():
        return narwhals.concat([held, frame])
    # To see that categories are the same, pandas hashes all of them, however few rows
    # there are: codes are joined instead.
    alike = _alike(held.to_native(), frame.to_native())
    parts = [
        part.with_columns(
            narwhals.from_native(codes.rename(name), series_only=True)
            for name in alike
            for codes in [part[name].to_native().cat.codes]
        )
        for part in (held, frame)
    ]
    made = narwhals.concat(parts).to_native()
    of_codes = sys.modules["pandas"].Categorical.from_codes
    for name, sort in alike.items():
        made[name] = of_codes(made[name], dtype=sort)
    return narwhals.from_native(made)


def _alike(held: Any, frame: Any) -> dict[str, Any]:
    """Return the categories of columns that have the same in two frames of pandas."""
    sorts = {name: column.dtype for name, column in frame.items()}
    return {
        name: sort
        for name, sort in sorts.items()
        if hasattr(sort, "categories")
        and getattr(held[name].dtype, "categories", None) is sort.categories
        and held[name].dtype.ordered == sort.ordered
    }
