"""Data frames of whatever library people use, in and out, by way of narwhals."""

from __future__ import annotations

import math
import sys
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, Unpack, get_args

from cqikit.core import FrozenDict, arguments, did_you_mean, list_of, say
from cqikit.errors import FieldError, FieldTypeError, MissingExtraError
from cqikit.tables._cells import text_of
from cqikit.tables._dialect import Dialect, Written, dialect_of
from cqikit.tables._files import check_unused
from cqikit.tables._grid import Grid, Source
from cqikit.tables._results import Coded, columns_of_result
from cqikit.tables._rows import columns_of, rows_of
from cqikit.tables._table import Table, table_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cqikit.tables._results import Columns

__all__ = [
    "framed",
    "from_frame",
    "is_batch",
    "narwhals_for",
    "table_of_batch",
    "to_frame",
]

Backend: TypeAlias = Literal["pandas", "polars", "pyarrow", "modin", "cudf"]
BACKENDS: Final = get_args(Backend)
#: Larger whole numbers have no place in most packages.
MOST_WHOLE: Final = 2**63
EMPTY: Final = FrozenDict[str, Any]()


def narwhals_for(task: str) -> Any:
    try:
        import narwhals.stable.v2 as narwhals  # noqa: PLC0415
    except ImportError:
        raise MissingExtraError(task, "narwhals", "tables") from None
    return narwhals


@arguments()
def from_frame(
    frame: Any,
    name: str = "data frame",
    *,
    how: Dialect | None = None,
    **written: Unpack[Written],
) -> Table:
    """Return the table that a data frame holds.

    Parameters
    ----------
    frame : pandas, polars, pyarrow ... data frame
        Any that narwhals knows, or a record batch; a lazy one is collected. An index of
        pandas that has a name is a column, as are the levels of one that have.
    name : str
        What messages call it; its first row is row 1. ``data frame`` unless said.
    how : Dialect, optional
        What its cells mean; by default, as they show.
    **written
        Fields of a `Dialect`, such as ``missing="n/a"``; with ``header=2``, the names
        stand in the second row rather than over the columns.

    Raises
    ------
    FieldTypeError
        When it is no data frame.
    MissingExtraError
        Without the extra `tables`.
    """
    told = dialect_of(how, written)
    narwhals = narwhals_for("reading a data frame")
    check_unused(told, name, "sheet", "delimiter", "encoding", what="a data frame")
    frame, names = _numbered(table_of_batch(frame))
    try:
        known = narwhals.from_native(frame)
    except TypeError:
        raise FieldTypeError(
            "frame", say("must be a data frame"), type(frame)
        ) from None
    if isinstance(known, narwhals.LazyFrame):
        known = known.collect()
    columns, header = [], []
    levels = (
        narwhals.from_native(level, series_only=True)
        for level in _levels(known.to_native())
    )
    for series in (*levels, *known.iter_columns()):
        header.append(str(series.name))
        missing = series.is_null().to_list()
        columns.append(
            [
                "" if gone else text_of(value)
                for value, gone in zip(series.to_list(), missing, strict=True)
            ]
        )
    if names:
        header[len(header) - len(names) :] = names
    rows = list(enumerate(zip(*columns, strict=True), start=1))
    grid = Grid(name=name, source=Source.FRAME, rows=rows, names=tuple(header))
    return table_in(grid, told)


def is_batch(frame: Any) -> bool:
    """Say whether this is a record batch of Arrow, and no table."""
    return hasattr(frame, "to_struct_array") and not hasattr(frame, "to_batches")


def table_of_batch(frame: Any) -> Any:
    """Return a record batch of Arrow as a table, and all else as it is."""
    if not is_batch(frame):
        return frame
    return sys.modules["pyarrow"].Table.from_batches([frame])


def _numbered(frame: Any) -> tuple[Any, list[str]]:
    """Return a frame with names that are its own, and those it had, if two were one."""
    is_arrow = hasattr(frame, "rename_columns")
    if not is_arrow and not hasattr(frame, "set_axis"):
        return frame, []
    names = list(map(str, frame.column_names if is_arrow else frame.columns))
    if len({*names}) == len(names):
        return frame, []
    own = [str(place) for place in range(len(names))]
    made = frame.rename_columns(own) if is_arrow else frame.set_axis(own, axis=1)
    return made, names


def _levels(frame: Any) -> list[Any]:
    """Return the levels of an index of pandas that have a name, as its series."""
    index = getattr(frame, "index", None)
    names = getattr(index, "names", ())
    return [
        index.get_level_values(level).to_series()  # type: ignore[union-attr]
        for level, name in enumerate(names)
        if name is not None
    ]


@arguments(keys=list_of(say("names")))
def to_frame(things: object, backend: Backend, *, keys: Sequence[Any] = ()) -> Any:
    """Return rows as a data frame; see `rows_of` for what has rows.

    A column of whole numbers and others is one of floats; one of several sorts, such as
    numbers and text, is text.

    Parameters
    ----------
    things : Series, a result, or iterable
    backend : str
        Whose data frame: ``pandas``, ``polars``, ``pyarrow``, ``modin``, ``cudf``.
    keys : sequence, optional
        Whose each chart of a stack is, as in `rows_of`.

    Raises
    ------
    FieldError
        When there are more or fewer keys than charts, or there is no such backend.
    MissingExtraError
        Without the extra `tables`.

    Examples
    --------
    >>> from cqikit import spc
    >>> months = ["2026-01", "2026-02", "2026-03"]
    >>> made = spc.panel([3, 2, 4, 9, 8, 9], "c", keys=[*"aaabbb"], on=months * 2)
    >>> frame = to_frame(spc.read(made.chart, "anhoej"), "polars", keys=made.keys)
    >>> frame.columns[:3], frame.columns[-2:], frame["key"].to_list()[-1]
    (['key', 'period', 'value'], ['longest-run', 'crossings'], 'b')
    """
    if backend not in BACKENDS:
        must = say("must be one of {backends}", backends=tuple(BACKENDS))
        raise FieldError("backend", must, backend, did_you_mean(backend, BACKENDS))
    narwhals = narwhals_for("making a data frame")
    columns = columns_of_result(things, tuple(keys))
    if columns is None:
        rows = rows_of(things)
        names = columns_of(rows)
        data = {name: alike([row.get(name) for row in rows]) for name in names}
        return narwhals.from_dict(data, backend=backend).to_native()
    return framed(columns, narwhals, backend).to_native()


def alike(cells: list[Any]) -> list[Any]:
    """Return the cells of a column as one sort, as most packages want them.

    Examples
    --------
    >>> alike([1, None, 2.5]), alike([1, "x"]), alike([True, False])
    ([1.0, None, 2.5], ['1', 'x'], [True, False])
    """
    sorts = {type(cell) for cell in cells if cell is not None}
    if sorts == {int} and max(map(abs, filter(None, cells)), default=0) < MOST_WHOLE:
        return cells
    if sorts and sorts <= {int, float}:
        return [cell if cell is None else float(cell) for cell in cells]
    if len(sorts) > 1:
        return [cell if cell is None else str(text_of(cell)) for cell in cells]
    return cells


def framed(
    columns: Columns, narwhals: Any, backend: Any, before: Mapping[str, Any] = EMPTY
) -> Any:
    """Return columns as a frame of narwhals, null where there is no number.

    `before` are columns of narwhals that stand before them.
    """
    import numpy as np  # noqa: PLC0415  (loaded by whoever counts)

    numbers = {}
    others = [
        narwhals.maybe_reset_index(column).alias(name)
        for name, column in before.items()
    ]
    for name, column in columns.items():
        if isinstance(column, Coded):
            names = alike(list(column.names))
            # A column without cells is one of texts, as the others are.
            dtype = narwhals.String if not {*names} - {None} else None
            made = narwhals.new_series(name, names, dtype, backend=backend)
            others.append(narwhals.maybe_reset_index(made[column.codes]))
        else:
            numbers[name] = column
            if column.dtype.kind == "f" and math.isnan(np.add.reduce(column)):
                cells = narwhals.col(name)
                others.append(narwhals.when(~cells.is_nan()).then(cells))
    # What is coded is added to a frame of numbers: with it among them, pandas would
    # take each text for an object.
    made = narwhals.from_dict(numbers, backend=backend).with_columns(*others)
    return made.select([*before, *columns])
