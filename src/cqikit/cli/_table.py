"""How a table is written, as the options of the command line say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from cqikit import tables

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["TABLE", "dialect_from", "table_options"]

#: The names of the options below.
TABLE: Final = (
    *("sheet", "header", "comment", "first", "last", "totals", "filled"),
    *("delimiter", "encoding", "decimal", "thousands", "missing", "withheld"),
)

#: The options that say how a table is written; what they leave open is detected.
OPTIONS: Final = (
    click.option(
        "--sheet", default="", metavar="NAME", help="Of a workbook, its name or number."
    ),
    click.option(
        "--header",
        default="",
        metavar="ROW|NAMES",
        help="The row that names the columns, two such rows as 2,3, or some of the"
        " names as month,visits.",
    ),
    click.option(
        "--comment", default="", metavar="SIGN", help="What comments begin with."
    ),
    click.option(
        "--first", type=click.IntRange(1), metavar="ROW", help="The first row of data."
    ),
    click.option(
        "--last", type=click.IntRange(1), metavar="ROW", help="The last row of data."
    ),
    click.option(
        "--totals",
        multiple=True,
        metavar="WORD",
        help="What a row of totals says; it is left out. May be repeated.",
    ),
    click.option(
        "--fill",
        "filled",
        multiple=True,
        metavar="COLUMN",
        help="A blank cell of this column says what the one above does. May be"
        " repeated.",
    ),
    click.option(
        "--delimiter",
        default="",
        metavar="SIGN",
        help="What parts cells; tab for tabs.",
    ),
    click.option(
        "--encoding", default="", metavar="NAME", help="Of text, such as windows-1252."
    ),
    click.option(
        "--decimal", default="", metavar="SIGN", help="The sign for decimals: . or ,"
    ),
    click.option(
        "--thousands", default="", metavar="SIGN", help="The sign between thousands."
    ),
    click.option(
        "--missing",
        multiple=True,
        metavar="[COLUMN=]CODE",
        help="What says that nothing was observed: n/a, 999. May be repeated.",
    ),
    click.option(
        "--withheld",
        multiple=True,
        metavar="TEXT",
        help="What stands for a number that is not told, such as *. May be repeated.",
    ),
)


def table_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say how a table is written."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def dialect_from(
    *, header: str = "", missing: tuple[str, ...] = (), **said: Any
) -> tables.Dialect:
    """Return how a table is written, as the options say.

    Examples
    --------
    >>> how = dialect_from(header="2,3", missing=("n/a", "visits=99"))
    >>> how.header, how.missing
    ((2, 3), ('n/a', Codes(column='visits', codes=('99',))))
    """
    names = [name.strip() for name in header.split(",")] if header else []
    rows = all(name.isdecimal() for name in names)
    return tables.Dialect(
        header=tuple(map(int, names)) if rows else tuple(names),
        missing=tuple(map(_code, missing)),
        **said,
    )


def _code(text: str) -> str | tables.Codes:
    column, equals, code = text.rpartition("=")
    return tables.Codes(column=column, codes=code) if equals and column else text
