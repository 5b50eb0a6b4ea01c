"""What a column of pandas, polars or Arrow says of itself, beside its numbers.

An index of days or periods is when each value was, a name is a title, and a frame is
no array: whatever NumPy can turn into an array would be taken otherwise, and what the
object says would be thrown away. No package is imported for it: it is asked by the
attributes that all of them have.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np

from cqikit.core import decoded, is_dated, say
from cqikit.errors import FieldError
from cqikit.spc._charts._floats import LARGEST_EXACT, one_column

__all__ = ["Column", "check_rows", "column_of", "named"]

#: What NumPy calls the kinds of columns that hold numbers.
NUMBERS: Final = frozenset("biuf")


class Column(NamedTuple):
    """Values as NumPy takes them, when each was where that is known, and a name."""

    values: Any
    on: Any = None
    title: str = ""


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
    Column(values=[3, 4], on=None, title='')
    """
    if isinstance(values, (list, tuple, np.ndarray)):
        return Column(values)
    values = one_column(values, name)
    title = getattr(values, "name", None)
    title = title if isinstance(title, str) else ""
    index = _index_of(values)
    on = None if index is None else _on(index, name)
    return Column(_numbers(values), on, title)


def check_rows(values: Any, **beside: Any) -> None:
    """Refuse columns beside `values` whose index says that their rows are others.

    Raises
    ------
    FieldError
        For the first column that has an index, though not that of `values`.

    Examples
    --------
    >>> check_rows([3, 4], on=["2026-01", "2026-02"])
    """
    index = _index_of(values)
    for name, column in beside.items():
        own = _index_of(column)
        if index is not None and own is not None and not index.equals(own):
            raise FieldError(
                name,
                say("must have the index of values"),
                str(own[0]) if len(own) else say("nothing"),
                say("take both of one table"),
            )


def named(key: Any) -> str:
    """Return what a key is called: of a pair (team, measure), its parts.

    Examples
    --------
    >>> named(("elm", "late")), named(7)
    ('elm, late', '7')
    """
    return ", ".join(map(str, key)) if isinstance(key, tuple) else str(key)


def _index_of(column: Any) -> Any:
    """Return the index of a column of pandas, None of anything else."""
    index = getattr(column, "index", None)
    return None if index is None or callable(index) else index


def _numbers(values: Any) -> Any:
    """Return numbers with NaN where one is missing, all else for others to refuse."""
    values = decoded(values)
    to_numpy = getattr(values, "to_numpy", None)
    if to_numpy is None or not hasattr(values, "dtype"):
        return values
    if str(values.dtype).lower().startswith("datetime"):
        # In a zone of its own, a time may be of another day than in Greenwich.
        zoned = getattr(values.dtype, "time_zone", None)
        return list(values) if zoned else np.asarray(values)
    if isinstance(values.dtype, np.dtype) and values.dtype != object:
        return to_numpy()
    kind = getattr(values.dtype, "kind", "")
    try:
        # Of texts, pandas would make numbers as well, and of spans of time.
        made = to_numpy(dtype="float64" if kind in NUMBERS else object, na_value=np.nan)
        if kind in {"i", "u"} and (np.abs(made) >= LARGEST_EXACT).any():
            return to_numpy(dtype=object, na_value=np.nan)
    except TypeError:
        # Of another package.
        return list(values) if hasattr(values, "index") else np.asarray(values)
    return made


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
