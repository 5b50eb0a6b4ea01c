"""Reading Parquet files, by way of pyarrow.

A small file may unpack to any size: by compression, which the headers of its pages tell
beforehand; by values that are said once and counted, so rows and cells are counted, and
each text is kept once; and by texts that share their beginnings, of which few rows are
read at a time. Columns that hold lists, parts or bytes are told of once they are used.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Unpack

from attrs import evolve

from cqikit.core import FindingKind, arguments
from cqikit.errors import CqikitError, MissingExtraError, Problem
from cqikit.files import BOUNDS
from cqikit.tables._cells import text_of
from cqikit.tables._csv_in import MOST_BYTES, MOST_ROWS
from cqikit.tables._dialect import Dialect, Written, dialect_of
from cqikit.tables._files import (
    TOO_LARGE,
    check_unused,
    most_cells,
    read_bytes,
    refused,
)
from cqikit.tables._grid import Cells, Grid, Source
from cqikit.tables._parquet_pages import pages_of
from cqikit.tables._table import Table, table_in

if TYPE_CHECKING:
    import os

__all__ = ["parquet_for", "read_parquet"]

NO_PARQUET: Final = FindingKind(
    "table.no-parquet",
    says={"": "is not a Parquet file", "damaged": "is damaged"},
    fix="write it anew",
)
NO_CELLS: Final = FindingKind(
    "table.no-cells",
    says="must have one number, text, day or truth value a row (it has {kind})",
    fix="take it apart where the file is made",
)
MARK: Final = b"PAR1"
#: Texts that share their beginnings (DELTA_BYTE_ARRAY) are longer than their page by as
#: many times as it has values.
SHARED: Final = 7
SHARED_PAGE: Final = 2 << 20
#: Rows that are unpacked at a time; and where texts share their beginnings.
AT_ONCE, FEW_AT_ONCE = 16_384, 64
TEXTS, FIXED = "BYTE_ARRAY", "FIXED_LEN_BYTE_ARRAY"
#: Longer values of one length are no numbers.
LONGEST_FIXED: Final = 64


def parquet_for(task: str) -> Any:
    """Return the package that reads and writes Parquet."""
    try:
        import pyarrow.parquet  # type: ignore[import-untyped]  # noqa: PLC0415
    except ImportError:
        raise MissingExtraError(task, "pyarrow", "parquet") from None
    return pyarrow


@arguments()
def read_parquet(
    path: str | os.PathLike[str],
    *,
    how: Dialect | None = None,
    most_bytes: int = MOST_BYTES,
    most_rows: int = MOST_ROWS,
    **written: Unpack[Written],
) -> Table:
    """Return the table in the Parquet file `path`; its first row is row 1.

    Parameters
    ----------
    path : path of a ``.parquet`` file
    how : Dialect, optional
        What its cells mean; by default, as they show.
    most_bytes, most_rows : int
        Unpacked, it may have at most so many; 50,000,000 bytes and 1,048,576 rows
        unless said.
    **written
        Fields of a `Dialect`, such as ``missing="n/a"``.

    Raises
    ------
    SourceError
        When there is no such file, or it cannot be read.
    DataError
        When it is no table.
    MissingExtraError
        Without the extra `parquet`.
    """
    told = dialect_of(how, written)
    pyarrow = parquet_for("reading a Parquet file")
    name = Path(path).name
    check_unused(told, name, "sheet", "delimiter", "encoding", what="a Parquet file")
    data = read_bytes(path, most_bytes)
    if not data.startswith(MARK):
        raise refused(name, NO_PARQUET)
    try:
        file = pyarrow.parquet.ParquetFile(io.BytesIO(data))
        shared = _check_size(name, data, file.metadata, most_bytes, most_rows)
        kinds, texts = _kinds(file, shared)
        # So that each text is kept once, however often it stands.
        file = pyarrow.parquet.ParquetFile(io.BytesIO(data), read_dictionary=texts)
        at_once = FEW_AT_ONCE if shared else AT_ONCE
        grid = _grid(pyarrow, name, file, at_once, (kinds, most_bytes))
    except (CqikitError, MemoryError):
        raise
    except Exception:  # noqa: BLE001  (a damaged file makes pyarrow raise anything)
        raise refused(name, NO_PARQUET, form="damaged") from None
    table = table_in(grid, told)
    unusable: list[tuple[str, Problem]] = []
    for top, kind in kinds.items():
        if kind:
            named = " ".join(top.split())
            problem = NO_CELLS.problem(f"column {named}", kind=kind, column=named)
            unusable.append((named, problem))
    return evolve(table, unusable=[*table.unusable, *unusable])


def _check_size(
    name: str, data: bytes, meta: Any, most_bytes: int, most_rows: int
) -> set[int]:
    """Refuse what unpacks to more than a table has.

    Return the places of columns whose texts share their beginnings.
    """
    columns, allowed = meta.num_columns, most_cells(most_rows)
    if meta.num_rows > most_rows:
        raise refused(name, TOO_LARGE, form="rows", most=float(most_rows))
    if columns > BOUNDS.table_columns or meta.num_rows * columns > allowed:
        raise refused(name, TOO_LARGE, form="cells", most=float(allowed))
    size, shared = 0, set()
    for group in range(meta.num_row_groups):
        for place in range(columns):
            pages = pages_of(data, meta.row_group(group).column(place))
            size += sum(page.unpacked for page in pages)
            if any(page.encoding == SHARED for page in pages):
                shared.add(place)
                if max(page.unpacked for page in pages) > SHARED_PAGE:
                    size = most_bytes + 1
            if size > most_bytes:
                most = float(most_bytes)
                raise refused(name, TOO_LARGE, form="unpacked", most=most)
    return shared


def _kinds(file: Any, shared: set[int]) -> tuple[dict[str, str], list[str]]:
    """Return by column what it has where that is no cell, and which have codes."""
    kinds = dict.fromkeys(file.schema_arrow.names, "")
    coded = []
    for place in range(len(file.schema)):
        column = file.schema.column(place)
        path = column.path
        fixed = column.physical_type == FIXED and column.length > LONGEST_FIXED
        flat = path in kinds and not column.max_repetition_level
        if flat and not fixed:
            coded += [path] * (column.physical_type == TEXTS and place not in shared)
        else:
            top = path if flat else path.partition(".")[0]
            kinds[top] = str(file.schema_arrow.field(top).type)[:80]
    return kinds, coded


def _grid(
    pyarrow: Any,
    name: str,
    file: Any,
    at_once: int,
    bounds: tuple[dict[str, str], int],
) -> Grid:
    """Return the rows, in which a column that has no cells is empty."""
    kinds, most_bytes = bounds
    names = tuple(file.schema_arrow.names)
    columns = {
        top: _Column(pyarrow, name, most_bytes) for top in names if not kinds[top]
    }
    rows: list[tuple[int, Cells]] = []
    for batch in file.iter_batches(at_once, columns=[*columns], use_threads=False):
        arrays = dict(zip(batch.schema.names, batch.columns, strict=True))
        blank = [""] * batch.num_rows
        cells = [
            columns[top].texts(arrays[top], len(rows)) if top in arrays else blank
            for top in names
        ]
        rows += enumerate(zip(*cells, strict=True), start=len(rows) + 1)
    kinds.update(dict.fromkeys((it for it in columns if columns[it].bytes), "bytes"))
    return Grid(name=name, source=Source.FRAME, rows=rows, names=names)


class _Column:
    """What turns a column into texts, each of which is kept once."""

    def __init__(self, pyarrow: Any, name: str, most_bytes: int) -> None:
        self.pyarrow, self.name, self.most = pyarrow, name, most_bytes
        self.known: dict[str, str] = {}
        self.size = 0
        self.bytes = False

    def texts(self, array: Any, before: int) -> list[str]:
        """Return the texts of some rows, of which so many are before."""
        types, codes = self.pyarrow.types, None
        used: Any = None
        if types.is_dictionary(array.type):
            codes, used = array.indices.to_pylist(), array.indices.unique()
            array = array.dictionary.take(used)
        elif types.is_timestamp(array.type):
            # Finer than Python's own.
            microseconds = self.pyarrow.timestamp("us", array.type.tz)
            array = array.cast(microseconds, safe=False)
        try:
            cells = [self._kept(value, before + 1) for value in array.to_pylist()]
        except UnicodeDecodeError:
            self.bytes, cells = True, [""] * len(array)
        if codes is None:
            return cells
        by_code = dict(zip(used.to_pylist(), cells, strict=True))
        return [by_code[code] for code in codes]

    def _kept(self, value: Any, row: int) -> str:
        if not isinstance(value, str | bytes):
            return text_of(value)
        text = value if isinstance(value, str) else value.decode()
        if text not in self.known:
            self.size += len(text)
            most = BOUNDS.cell_characters
            if len(text) > most:
                raise refused(
                    self.name,
                    TOO_LARGE,
                    f"from row {row} on",
                    form="cell",
                    most=float(most),
                )
            if self.size > self.most:
                most = self.most
                raise refused(self.name, TOO_LARGE, form="unpacked", most=float(most))
        return self.known.setdefault(text, text)
