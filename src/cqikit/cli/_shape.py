"""Which rows of a table a chart is of, as the options of the command line say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click
from attrs import evolve

from cqikit import tables
from cqikit.cli._choices import OneOf
from cqikit.cli._names import TAKES
from cqikit.core import DateStyle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

__all__ = [
    "SHAPE",
    "conditions_of",
    "flag_of",
    "layout_of",
    "number_of",
    "once_of",
    "shape_options",
]

#: The options below, and what they are where nothing is said.
SHAPE: Final[Mapping[str, Any]] = {
    "part": "",
    "team": "",
    "where": (),
    "across": False,
    "names": "",
    "add": False,
    "take": None,
    "zeros": False,
    "once": "",
    "dates": None,
}

OPTIONS: Final = (
    click.option(
        "--part",
        default="",
        metavar="COLUMN",
        help="The month, quarter or week, where --period has its year.",
    ),
    click.option(
        "--team",
        default="",
        metavar="COLUMN",
        help="Whose each row is; choose one with --where COLUMN=TEAM.",
    ),
    click.option(
        "--where",
        multiple=True,
        metavar="COLUMN=TEXT",
        help="Only rows in which a column says this. May be repeated: of one column,"
        " either; of several, both.",
    ),
    click.option(
        "--across",
        is_flag=True,
        help="Periods stand across, each in a column of its own: leave out --period,"
        " or name with it the years of months; --value is then what their cells are.",
    ),
    click.option(
        "--names",
        default="",
        metavar="COLUMN",
        help="With --across: the column that says what each row is, in place of names"
        " of columns.",
    ),
    click.option(
        "--add", is_flag=True, help="Several rows of one period are added up."
    ),
    click.option(
        "--take",
        type=OneOf(TAKES),
        help="What is taken of the values of several rows of one period.",
    ),
    click.option(
        "--zeros",
        is_flag=True,
        help="A period without a row counts 0: where no row means no case.",
    ),
    click.option(
        "--once",
        default="",
        metavar="COLUMN=WHICH",
        help="Each person in this column counts once in a period, by their first or"
        " last row, or any that counts.",
    ),
    click.option(
        "--dates",
        type=click.Choice([style.value for style in DateStyle]),
        help="How 1/2/2024 is to be read, where the column does not show it; or that"
        " numbers are Excel's of days.",
    ),
)


def shape_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say which rows count, and how they are read."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def layout_of(
    read: tables.Table,
    columns: tables.MeasureColumns,
    *,
    period: str,
    part: str = "",
    team: str = "",
    where: Iterable[str] = (),
    across: bool = False,
    names: str = "",
    add: bool = False,
    take: str | None = None,
    zeros: bool = False,
    once: str = "",
    dates: str | None = None,
    year_start: int = 1,
) -> tables.Layout:
    """Return how a table is to be read, as the options say."""
    turned = across_of(str(columns.value), names) if across or names else None
    return tables.Layout(
        file=read.name,
        period=period,
        part=part,
        team=team,
        across=turned,
        where=conditions_of(where),
        # A flag says of each row whether it counts: rows are cases.
        add=add or isinstance(columns.numerator, tables.Flag),
        dates=DateStyle(dates) if dates else None,
        year_start=year_start if year_start > 1 else None,
        once=once_of(once),
        measures=[
            evolve(columns, take=tables.Take(take) if take else None, zeros=zeros)
        ],
    )


def across_of(value: str, names: str) -> tables.Across:
    """Return what stands below periods: what a column names, or one thing."""
    return tables.Across(names=names) if names else tables.Across(value=value)


def once_of(text: str) -> tables.Once | None:
    """Return who counts once, and by which row; None where nothing is said.

    Examples
    --------
    >>> once_of("client=first").keep.value
    'first'
    """
    if not text:
        return None
    column, _, keep = text.rpartition("=")
    if not column.strip() or keep not in {this_keep.value for this_keep in tables.Keep}:
        must = f"say --once COLUMN=first, =last or =any (got {text!r})"
        raise click.UsageError(must)
    return tables.Once(column=column.strip(), keep=tables.Keep(keep))


def flag_of(text: str, known: Sequence[str]) -> str | tables.Flag:
    """Return a column, or of ``COLUMN=TEXT`` what tells which rows count.

    Examples
    --------
    >>> flag_of("late", ["late", "visits"])
    'late'
    >>> flag_of("missed?=Y", ["missed?"]).equals
    ('Y',)
    """
    column, equals, wanted = text.rpartition("=")
    if text in known or not equals:
        return text
    return tables.Flag(column=column, equals=wanted)


def number_of(text: str, known: Sequence[str]) -> str | float:
    """Return a column, or the number that is said where none has its name.

    Examples
    --------
    >>> number_of("visits", ["visits"]), number_of("1", ["visits"])
    ('visits', 1.0)
    """
    try:
        return text if text in known else float(text)
    except ValueError:
        return text


def conditions_of(where: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return which rows count: of each column, the texts that it may say."""
    said: dict[str, tuple[str, ...]] = {}
    for text in where:
        column, equals, wanted = text.partition("=")
        if not equals or not column.strip() or not wanted.strip():
            must = f"say --where COLUMN=TEXT, such as --where site=North (got {text!r})"
            raise click.UsageError(must)
        said[column.strip()] = (*said.get(column.strip(), ()), wanted)
    return said
