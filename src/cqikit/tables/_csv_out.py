"""Writing comma-separated values that spreadsheets may open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cqikit import files
from cqikit.core import arguments
from cqikit.tables._cells import safe, text_of
from cqikit.tables._rows import columns_of, rows_of

if TYPE_CHECKING:
    import os

__all__ = ["to_csv", "write_csv"]


@arguments()
def to_csv(things: object) -> str:
    """Return rows as comma-separated values; see `rows_of` for what has rows.

    Numbers stay numbers, a missing value is an empty cell, and before a text
    that a spreadsheet would run as a formula stands an apostrophe.

    Examples
    --------
    >>> print(to_csv([{"team": "=cmd()", "change": -2}, {"team": "North"}]), end="")
    team,change
    '=cmd(),-2
    North,
    """
    rows = rows_of(things)
    columns = columns_of(rows)
    lines = [map(safe, columns)]
    lines += [map(_cell, map(row.get, columns)) for row in rows]
    return "".join(",".join(map(_quoted, cells)) + "\n" for cells in lines)


def _quoted(text: str) -> str:
    # The csv module leaves a lone carriage return bare, which then ends the row.
    if any(mark in text for mark in ',"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text


def _cell(value: Any) -> str:
    # A float of whole value keeps its point, so that reading tells it from a count.
    if isinstance(value, str):
        return safe(value)
    return repr(value) if type(value) is float else text_of(value)


@arguments()
def write_csv(path: str | os.PathLike[str], things: object) -> None:
    """Write rows to the file `path`, all of it or nothing; see `to_csv`.

    Parameters
    ----------
    things : object
        What has rows; see `rows_of`.

    Raises
    ------
    SourceError
        When it cannot be written.
    """
    files.write_text(path, to_csv(things))
