"""Reading a table from a file of whatever form its name says."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cqikit.core import arguments, instance_of
from cqikit.errors import SourceError
from cqikit.tables._csv_in import MOST_BYTES, MOST_ROWS, read_csv
from cqikit.tables._excel import read_excel

if TYPE_CHECKING:
    import os

    from cqikit.tables._table import Table

__all__ = ["read"]

#: What stands between the cells of text files with these endings.
DELIMITERS: Final = {".csv": ",", ".tsv": "\t", ".tab": "\t"}
WORKBOOKS: Final = (".xlsx", ".xlsm")


@arguments(path=instance_of(str, PathLike, mend="from_frame takes a data frame"))
def read(
    path: str | os.PathLike[str],
    *,
    most_bytes: int = MOST_BYTES,
    most_rows: int = MOST_ROWS,
) -> Table:
    """Return the table in a file, read as the ending of its name says.

    Parameters
    ----------
    path : path of a ``.csv``, ``.tsv``, ``.tab``, ``.xlsx`` or ``.xlsm`` file
        Of a workbook, the first sheet; `read_excel` reads others.
    most_bytes, most_rows : int
        A table that has more is refused.

    Raises
    ------
    SourceError
        When its name has another ending, there is no such file, or it cannot
        be read.
    DataError
        When it is no table; all faults at once.
    MissingExtraError
        For a workbook, without the extra `tables`.

    Examples
    --------
    >>> len(read("examples/measles/cases.csv"))
    3825
    """
    ending = Path(path).suffix.lower()
    if ending in WORKBOOKS:
        return read_excel(path, most_bytes=most_bytes, most_rows=most_rows)
    if ending not in DELIMITERS:
        raise SourceError(
            str(path),
            f"must end in {', '.join((*DELIMITERS, *WORKBOOKS))}",
            "use read_csv or read_excel for a file of another name",
        )
    return read_csv(
        path,
        delimiter=DELIMITERS[ending],
        most_bytes=most_bytes,
        most_rows=most_rows,
    )
