"""What `cqikit look` says: what it saw, and the command to type next."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any, Final

from cqikit import measures, tables
from cqikit.cli._columns import columns
from cqikit.cli._input import STDIN
from cqikit.cli._language import line_of, wording_of
from cqikit.cli._understood import understood
from cqikit.core import as_tuple, format_number, say, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from cqikit.measures import Measure
    from cqikit.tables import Dialect, Layout, Proposal

__all__ = ["chart_of", "lines"]

#: So many series are told.
MOST: Final = 3


def lines(made: Proposal) -> Iterator[str]:
    """Yield what a proposal says, a line at a time."""
    table = made.table
    yield say("{table}: {rows:# row|# rows} of data", table=table.name, rows=len(table))
    yield from (say("  {line}", line=line) for line in made.understood)
    if made.columns:
        heads = [say("column"), say("seems to be"), say("says")]
        yield from columns(heads, list(_rows(made)), words=heads)
    if made.decided:
        yield say("Decided:")
        yield from (say("  {line}", line=line) for line in made.decided)
    for series in made.series[:MOST]:
        told = series.measure.title, series.team, understood(series)
        yield say("{parts/: }", parts=tuple(filter(None, told)))
    if len(made.series) > MOST:
        yield say("... and {more} more", more=len(made.series) - MOST)
    if made.asks:
        yield say("To answer first:")
        yield from (say("  {ask}", ask=line_of(ask, wording_of())) for ask in made.asks)


def _rows(made: Proposal) -> Iterator[list[str]]:
    """Yield each column, what it seems to be, and what it says; periods across once."""
    across = [
        column for column in made.columns if column.kind is tables.ColumnKind.ACROSS
    ]
    for column in made.columns:
        if column not in across:
            yield [column.column, column.kind.words, column.why]
        elif column == across[0]:
            last = across[-1].column
            said = say("{count} columns, to {last}", count=len(across), last=last)
            yield [column.column, column.kind.words, said]


def chart_of(file: Path, layout: Layout, measure: Measure, every: str | None) -> str:
    """Return the command that draws the first measure of a layout."""
    first = layout.measures[0]
    flag = isinstance(first.numerator, tables.Flag)
    rows = isinstance(first.value, float)
    says = {
        "period": layout.period,
        "part": layout.part,
        "value": _number(first.value),
        "count": _counted(first.numerator),
        "of": "" if flag and first.denominator == 1 else _number(first.denominator),
    }
    options = [*_options(says), *_dialect(layout), *_shape(layout)]
    if every or flag or rows or first.take:
        options += ["--every", measure.frequency.value]
    if measure.direction is not measures.Direction.NEITHER:
        options += ["--better", measure.direction.value]
    # A name may begin as an option does.
    name = f"./{file}" if str(file).startswith("-") and file != STDIN else str(file)
    return " ".join(map(_word, ["cqikit", "chart", name, *options]))


def _word(text: str) -> str:
    """Return a word of a command as shells read it, in one line, with nothing hidden.

    A word with signs that are not shown stands in ``$'...'``, in which bash and zsh
    read these by their numbers.
    """
    if text.isprintable() and visible(text) == text:
        return shlex.quote(text)
    return f"$'{''.join(map(_sign, text))}'"


def _sign(sign: str) -> str:
    if sign in {"\\", "'"}:
        return f"\\{sign}"
    is_shown = sign.isprintable() and visible(sign) == sign
    return sign if is_shown else f"\\U{ord(sign):08x}"


def _number(source: str | float | tables.Flag) -> str:
    """Return a column, or a number in its place."""
    return format_number(source) if isinstance(source, float) else str(source)


def _counted(source: str | tables.Flag) -> str:
    if not isinstance(source, tables.Flag):
        return source
    return f"{source.column}={as_tuple(source.equals)[0]}"


def _shape(layout: Layout) -> list[str]:
    """Return which rows count, and how they are taken, as options."""
    first = layout.measures[0]
    where = [
        f"{column}={text}"
        for column, texts in layout.where.items()
        for text in as_tuple(texts)
    ]
    across, once = layout.across, layout.once
    flag = isinstance(first.numerator, tables.Flag)
    said = {
        "names": across.names if across else "",
        "each": layout.team,
        "where": where,
        "take": first.take.value if first.take else "",
        "once": f"{once.column}={once.keep.value}" if once else "",
        "dates": layout.dates.value if layout.dates else "",
        "year-start": layout.year_start,
    }
    return [
        *(["--across"] if across is not None else []),
        *_options(said),
        *(["--add"] if layout.add and not flag else []),
        *(["--zeros"] if first.zeros else []),
    ]


def _dialect(how: Dialect) -> list[str]:
    """Return how a file is written, as options."""
    said = {
        "fill" if name == "filled" else name: value
        for name, value in how.said().items()
    }
    if "header" in said:
        said["header"] = ",".join(map(str, said["header"]))
    if said.get("delimiter") == "\t":
        said["delimiter"] = "tab"
    if "missing" in said:
        said["missing"] = [text for value in said["missing"] for text in _codes(value)]
    return _options(said)


def _codes(value: str | float | tables.Codes) -> list[str]:
    if isinstance(value, tables.Codes):
        return [f"{value.column}={code}" for code in value.codes]
    return [str(value)]


def _options(said: Mapping[str, Any]) -> list[str]:
    """Return options with their values, of those that are said."""
    made = []
    for name, value in said.items():
        values = value if isinstance(value, list | tuple) else [value]
        for this_value in values:
            if this_value not in ("", None):
                made += [f"--{name}", str(this_value)]
    return made
