"""What a column of pandas, polars or Arrow says of itself, beside its numbers.

An index of days or periods is when each value was, a name is a title, and a frame is
no array: whatever NumPy can turn into an array would be taken otherwise, and what the
object says would be thrown away. No package is imported for it: it is asked by the
attributes that all of them have.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from cqikit.core import is_dated, say
from cqikit.errors import FieldError

__all__ = ["Column", "column_of"]


class Column(NamedTuple):
    """Values as NumPy takes them, when each was where that is known, and a name.

    `index` is what other columns of the same table have, too: of rows that are only
    counted, None.
    """

    values: Any
    on: Any = None
    title: str = ""
    index: Any = None


def column_of(values: Any, name: str = "values") -> Column:
    """Return a column of any package; what is no column of one stays as it is.

    Parameters
    ----------
    values : Series or data frame of pandas, polars or Arrow, or anything else
        Of a frame, its only column.
    name : str
        What errors call it.

    Raises
    ------
    FieldError
        When a frame has several columns, or an index is no time.

    Examples
    --------
    >>> column_of([3, 4])
    Column(values=[3, 4], on=None, title='', index=None)
    """
    if isinstance(values, (list, tuple, np.ndarray)):
        return Column(values)
    names = _columns(values)
    if names is not None:
        if len(names) != 1:
            listed = ", ".join(map(str, names[:8]))
            raise FieldError(
                name,
                say("must be one column of numbers"),
                f"a frame of {len(names)}: {listed}",
                say("name the column, or chart many at once with spc.panel"),
            )
        values = values[names[0]]
    title = getattr(values, "name", None)
    title = title if isinstance(title, str) else ""
    index = getattr(values, "index", None)
    if index is None or callable(index):
        return Column(_numbers(values), title=title)
    return Column(_numbers(values), _on(index, name), title, index)


def _columns(values: Any) -> list[Any] | None:
    """Return the names of the columns of a frame, None where it is none."""
    if not hasattr(values, "__getitem__"):
        return None
    names = getattr(values, "column_names", getattr(values, "columns", None))
    return None if names is None or callable(names) else list(names)


def _numbers(values: Any) -> Any:
    """Return numbers with NaN where one is missing, all else for others to refuse."""
    to_numpy = getattr(values, "to_numpy", None)
    if to_numpy is None or not hasattr(values, "dtype"):
        return values
    if str(values.dtype).lower().startswith("datetime"):
        # In a zone of its own, a time may be of another day than in Greenwich.
        zoned = getattr(values.dtype, "time_zone", None)
        return list(values) if zoned else np.asarray(values)
    try:
        return to_numpy(dtype="float64", na_value=np.nan)
    except (TypeError, ValueError):
        # Of another package, or not all numbers: as it is, with its own faults.
        return list(values) if hasattr(values, "index") else np.asarray(values)


def _on(index: Any, name: str) -> Any:
    """Return the index as days or periods, None where rows are but counted."""
    if getattr(index, "nlevels", 1) > 1:
        raise FieldError(
            name,
            say("must have one index"),
            f"{index.nlevels} of them",
            say("chart many at once with spc.panel(values, keys=keys, on=on)"),
        )
    counted = getattr(index.dtype, "kind", "") in {"i", "u"}
    if counted and index.name is None:
        return None
    labels = np.asarray(index)
    if counted:
        years = labels.size and ((labels >= 1000) & (labels <= 9999)).all()
        return labels if years else None
    if labels.size and not (
        _is_period(index[0]) or is_dated(index) or _named(index[0])
    ):
        raise FieldError(
            name,
            say("must have days or periods for an index"),
            str(index[0]),
            say("take the numbers alone where rows are in order of time: x.to_numpy()"),
        )
    return index


def _is_period(label: Any) -> bool:
    return hasattr(label, "start_time") and hasattr(label, "end_time")


def _named(label: Any) -> bool:
    """Say whether a text begins as the name of a period or point does."""
    return isinstance(label, str) and label.lstrip("#")[:4].isdecimal()
