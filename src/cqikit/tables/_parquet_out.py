"""Writing Parquet files, by way of pyarrow."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from cqikit import files
from cqikit.core import arguments
from cqikit.tables._frames import to_frame
from cqikit.tables._parquet import parquet_for

if TYPE_CHECKING:
    import os

__all__ = ["to_parquet", "write_parquet"]


@arguments()
def to_parquet(things: object) -> bytes:
    """Return rows as a Parquet file; see `rows_of` for what has rows.

    Columns have types, as in the frame of `to_frame`.

    Parameters
    ----------
    things : object
        What has rows.

    Raises
    ------
    FieldError
        When a column has both numbers and text.
    MissingExtraError
        Without the extra `parquet`.

    Examples
    --------
    >>> to_parquet([{"month": "2026-01", "falls": 4}])[:4]
    b'PAR1'
    """
    pyarrow = parquet_for("writing a Parquet file")
    out = io.BytesIO()
    pyarrow.parquet.write_table(to_frame(things, "pyarrow"), out)
    return out.getvalue()


@arguments()
def write_parquet(path: str | os.PathLike[str], things: object) -> None:
    """Write rows to the Parquet file `path`, all of it or nothing; see `to_parquet`.

    Parameters
    ----------
    things : object
        What has rows; see `rows_of`.

    Raises
    ------
    SourceError
        When it cannot be written; and what `to_parquet` raises.
    """
    files.write_bytes(path, to_parquet(things))
