"""Reading a table from a file of whatever form its name says."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Final, Unpack

from cqikit.core import arguments, instance_of, say
from cqikit.errors import SourceError
from cqikit.tables._csv_in import MOST_BYTES, MOST_ROWS, read_csv
from cqikit.tables._excel import read_excel
from cqikit.tables._parquet import read_parquet

if TYPE_CHECKING:
    import os

    from cqikit.tables._dialect import Dialect, Written
    from cqikit.tables._table import Table

__all__ = ["read"]

#: What reads a file, by the ending of its name.
VERBS: Final = {
    **dict.fromkeys((".csv", ".tsv", ".tab", ".txt"), read_csv),
    **dict.fromkeys((".xlsx", ".xlsm"), read_excel),
    ".parquet": read_parquet,
}
#: What spreadsheets write that nothing here reads.
OTHER_SHEETS: Final = frozenset({".xls", ".xlsb", ".ods"})


@arguments(path=instance_of(str, PathLike, fix=say("from_frame takes a data frame")))
def read(
    path: str | os.PathLike[str],
    *,
    how: Dialect | None = None,
    most_bytes: int = MOST_BYTES,
    most_rows: int = MOST_ROWS,
    **written: Unpack[Written],
) -> Table:
    """Return the table in a file, read as the ending of its name says.

    Parameters
    ----------
    path : path
        Of a ``.csv``, ``.tsv``, ``.tab``, ``.txt``, ``.xlsx``, ``.xlsm`` or
        ``.parquet`` file.
    how : Dialect, optional
        How it is written, such as a `Layout` says it; by default, as it shows.
    most_bytes, most_rows : int
        A table that has more is refused; 50,000,000 unless said.
    **written
        Fields of a `Dialect`, such as ``header=3`` or ``missing="n/a"``.

    Raises
    ------
    SourceError
        When its name has another ending, there is no such file, or it cannot
        be read.
    DataError
        When it is no table; all faults at once.
    MissingExtraError
        For a workbook, without the extra `tables`; for Parquet, without `parquet`.

    Examples
    --------
    >>> len(read("examples/measles/cases.csv"))
    3825
    """
    verb = VERBS.get(Path(path).suffix.lower())
    if verb is None:
        raise SourceError(
            str(path),
            say("must end in {endings}", endings=tuple(VERBS)),
            say("save it as .xlsx or .csv")
            if Path(path).suffix.lower() in OTHER_SHEETS
            else say(
                "use read_csv, read_excel or read_parquet for a file of another name"
            ),
        )
    return verb(path, how=how, most_bytes=most_bytes, most_rows=most_rows, **written)
