"""`cqikit convert`: a document or a table in its other form."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from cqikit import documents, forms, tables
from cqikit.cli._beside import frameworks_beside
from cqikit.cli._form import of_several
from cqikit.cli._input import STDIN, WORD, document_at, form_at, table_at
from cqikit.cli._json import json_option, say_json
from cqikit.cli._language import language_option, said, spoken_in, wording_of
from cqikit.cli._output import (
    check_json,
    check_output,
    force_option,
    form_of,
    named,
    speaks,
    write_output,
)
from cqikit.cli._paths import FILE
from cqikit.cli._plugged import document_types
from cqikit.cli._table import dialect_from, table_options
from cqikit.core import FindingKind, say
from cqikit.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from cqikit.tables import Table

__all__ = ["convert"]

UNNAMED: Final = FindingKind(
    "table.unnamed-column", says="must name the column, which has cells"
)
#: A cell that a workbook may keep as a number: no leading zero, as of a key.
WHOLE: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
DECIMAL: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,9})\.[0-9]{1,6}")


def _json(document: Any) -> str:
    return documents.to_json(document, types=document_types())


def _toml(document: Any) -> str:
    return documents.to_toml(document, types=document_types())


def _word(document: Any, frameworks: Any = ()) -> bytes:
    return forms.word_form(document, frameworks=frameworks, wording=wording_of())


def _csv(table: Table) -> str:
    return tables.to_csv(_rows(table, str))


def _xlsx(table: Table) -> bytes:
    return tables.to_excel({"Data": _rows(table, _number)})


def _parquet(table: Table) -> bytes:
    """Return a table whose columns are of numbers where all of their cells are."""
    rows, kept = _rows(table, _number), _rows(table, _text)
    for name in dict.fromkeys(name for row in rows for name in row):
        if any(isinstance(row[name], str) for row in rows):
            for row, texts in zip(rows, kept, strict=True):
                row[name] = texts[name]
    return tables.to_parquet(rows)


#: How a file is written, by the ending of its name: documents, and tables.
OF_DOCUMENTS: Final[Mapping[str, Callable[[Any], str | bytes]]] = {
    ".json": _json,
    ".toml": _toml,
    WORD: _word,
}
OF_TABLES: Final[Mapping[str, Callable[[Any], str | bytes]]] = {
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".parquet": _parquet,
}
#: The other form, for standard output.
OTHERS: Final = {".toml": ".json", ".json": ".toml", WORD: ".toml", ".csv": ".xlsx"}
WORKBOOKS: Final = frozenset({".xlsx", ".xlsm"})


EXAMPLES: Final = """\b
Examples:
  cqikit convert plan.toml plan.json
  cqikit convert plan.docx plan.toml
  cqikit convert visits.xlsx visits.csv
  cqikit convert visits.xlsx - | cqikit chart - --period month --value days
"""


@click.command(epilog=EXAMPLES)
@click.argument("source", type=FILE)
@click.argument("target", type=FILE)
@table_options
@force_option
@json_option
@language_option
def convert(
    source: Path, target: Path, *, force: bool, as_json: bool, **said: Any
) -> None:
    """Write the file SOURCE as TARGET, in its other form.

    A document is written as .toml or .json, or as a form in Word (.docx) that is read
    back, too; a table as .csv, .xlsx or .parquet. The endings say which. Where one of
    the two is -, standard input or output, it has the other form: JSON for TOML, CSV
    for a workbook or Parquet, and a workbook for CSV.

    A document is read and written anew: comments are not kept, and what would be so
    anyway is left out. What of a form could not be placed is said, and stands in a
    .toml as comments. Of a workbook, the first sheet counts. In a workbook, numbers
    are numbers; what is no plain number (007, <5, 26 %) stays text, in Parquet with all
    of its column. In CSV, before a text that a spreadsheet would run as a formula
    stands an apostrophe, which the others do not have. What is left out, such as
    totals, is said; the options say how a table is written.
    """
    check_json(target, as_json=as_json)
    if source == target == STDIN:
        raise click.UsageError("only one of SOURCE and TARGET can be -")
    known = (target if source == STDIN else source).suffix.lower()
    check_output(target, reads=[source], force=force)
    told: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    if known in OF_DOCUMENTS:
        write = form_of(_named(target, known), OF_DOCUMENTS, "document")
        if any(said.values()):
            option = next(name for name, value in said.items() if value)
            raise click.UsageError(f"--{option} is for tables; {source} is a document")
        read, beside = form_at(source) if known == WORD else (document_at(source), ())
        if write is _word:
            spoken_in(getattr(read, "language", ""))
            write = partial(_word, frameworks=frameworks_beside(source))
        kind = documents.type_of(read, document_types()).name
        holds = say("a document of type {type}", type=kind)
    else:
        write = form_of(_named(target, known), OF_TABLES, "table")
        read = table_at(source, dialect_from(**said))
        told = read.understood
        holds = say("{n:# row|# rows}", n=len(read))
    with of_several(str(source)):
        made = write(read)
    if isinstance(made, str) and write is _toml and beside:
        made += _comments(source, beside)
    write_output(target, made, reads=[source], force=force)
    if as_json:
        data = {"source": source, "target": target, "holds": holds}
        data |= {"understood": told, "unplaced": beside}
        say_json("convert", data)
        return
    speaks(target)(named(target, holds))
    for line in told:
        speaks(target)(f"  {line}")


def _comments(source: Path, lines: Iterable[str]) -> str:
    """Return as comments what a form has beside its document, so that it stays."""
    head = say("Of {file}, what is not part of this document:", file=source.name)
    texts = (" ".join(line.split()) for line in (said(head), *lines))
    signs = ("".join(it if it.isprintable() else " " for it in text) for text in texts)
    return "".join(["\n", *(f"# {text}\n" for text in signs)])


def _named(target: Path, known: str) -> Path:
    """Return the target; where it is standard output, a name for its form."""
    return Path(f"-{OTHERS.get(known, '.csv')}") if target == STDIN else target


def _rows(table: Table, cell: Callable[[str], Any]) -> list[dict[str, Any]]:
    """Return the rows of a table by column; a column without a name must be empty."""
    places = [place for place, name in enumerate(table.columns) if name]
    problems = [
        UNNAMED.problem(f"row 1, cell {place + 1}", cell=place + 1)
        for place, name in enumerate(table.columns)
        if not name and any(row[place].strip() for row in table.rows)
    ]
    if problems:
        raise DataError(table.name, problems)
    return [
        {table.columns[place]: cell(row[place]) for place in places}
        for row in table.rows
    ]


def _number(text: str) -> Any:
    """Return a number where a cell is plainly one, else its text, None if empty."""
    cell = text.strip()
    if WHOLE.fullmatch(cell):
        return int(cell)
    if DECIMAL.fullmatch(cell):
        return float(cell)
    return cell or None


def _text(text: str) -> str | None:
    """Return what a cell says, None if empty."""
    return text.strip() or None
