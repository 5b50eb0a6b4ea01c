"""`cqikit look`: what a file seems to hold, and how it could be read."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from attrs import evolve

from cqikit import documents, files, forms, tables
from cqikit.cli._assessments import answers_at, framework_of
from cqikit.cli._choices import FRAMEWORK, OneOf, Verb
from cqikit.cli._input import STDIN, table_at
from cqikit.cli._json import json_option, json_text
from cqikit.cli._language import fault_of, language_option, said, tell, wording_of
from cqikit.cli._look_documents import document, folder_of, layout_of, measures_of, tree
from cqikit.cli._look_words import chart_of, lines
from cqikit.cli._names import DIRECTIONS
from cqikit.cli._output import (
    check_json,
    check_output,
    force_option,
    form_of,
    named,
    output_option,
    speaks,
    write_all,
    write_output,
)
from cqikit.cli._paths import FILE
from cqikit.cli._shape import (
    conditions_of,
    flag_of,
    number_of,
    once_of,
    shape_options,
)
from cqikit.cli._streams import put
from cqikit.cli._table import TABLE, dialect_from, table_options
from cqikit.core import FindingKind, Frequency, key_of, say
from cqikit.errors import DataError, SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["look"]

#: What may be written with -o, where it is no folder.
ENDINGS: Final = {".toml": "layout", ".json": "layout"}
ANSWERS: Final = FindingKind(
    "table.answers",
    says="the columns are those of {title}",
    fix="say --framework NAME where it holds answers to a self-assessment, or --period"
    " with --value or --count where it holds numbers",
)
NO_TABLE: Final = say(
    "say --framework NAME where it holds answers to a self-assessment;"
    " cqikit check is for documents"
)
EXAMPLES: Final = """\b
Examples:
  cqikit look visits.xlsx
  cqikit look visits.xlsx --dates mdy -o visits
  cqikit look visits.csv -o layout.toml --measures measures.toml
  cqikit look answers.csv --framework bts-infrastructure -o answers.toml
"""


@click.command(cls=Verb, epilog=EXAMPLES)
@click.argument("file", type=FILE)
@click.option("--period", default="", metavar="COLUMN", help="The periods.")
@click.option("--value", default="", metavar="COLUMN", help="Values; 1 counts rows.")
@click.option("--count", default="", metavar="COLUMN", help="What was counted ...")
@click.option("--of", default="", metavar="COLUMN", help="... out of how many.")
@shape_options
@click.option(
    "--every",
    type=OneOf(
        [frequency.value for frequency in Frequency if frequency is not Frequency.POINT]
    ),
    help="How long a period is, where the rows do not show it.",
)
@click.option(
    "--year-start",
    type=click.IntRange(1, 12),
    metavar="MONTH",
    help="The month that years begin in, such as 7 for July.",
)
@click.option(
    "--better",
    type=OneOf(DIRECTIONS),
    default="neither",
    help="Which way is better; no file says it.",
)
@table_options
@click.option(
    "--framework",
    type=FRAMEWORK,
    help="The file holds answers to this self-assessment.",
)
@click.option(
    "--measures", type=FILE, help="Where to write the measures, beside a layout."
)
@output_option(
    "",
    "Where to write the layout: a name in .toml or .json; or a new folder, for an"
    " effort with its measures and a copy of the file.",
)
@language_option
@force_option
@json_option
def look(
    file: Path,
    output: Path | None,
    *,
    measures: Path | None,
    framework: str | None,
    force: bool,
    as_json: bool,
    **options: Any,
) -> None:
    """Look at FILE: say what its columns seem to be, and propose how it is read.

    FILE is a table (CSV or Excel), or what a form exports. Nothing is guessed
    silently: what was decided is said with the option that decides otherwise, and
    what the file does not show is asked. With -o, the layout is written, and it reads
    the file; while there is something to answer, it is not. That of answers is
    written all the same, with what is to be answered in it.
    """
    check_json(output, as_json=as_json)
    outputs = [path for path in (output, measures) if path is not None]
    for path in outputs:
        if path.suffix or path == STDIN:
            form_of(path, ENDINGS, "layout")
            check_output(path, reads=[file], force=force)
    if framework is not None:
        _answers(file, framework, output, force=force, as_json=as_json)
        return
    if file.suffix.lower() == ".json":
        raise SourceError(str(file), say("is no table"), NO_TABLE)
    how = dialect_from(**{name: options.pop(name) for name in TABLE})
    table = table_at(file, how)
    made = _proposed(table, options)
    command = ""
    if made.layout is not None and not made.asks:
        command = chart_of(file, made.layout, made.measures[0], options["every"])
    if outputs and (made.asks or made.layout is None):
        raise DataError(table.name, made.asks)
    if as_json:
        put(json_text("look", _data(made, command)))
    else:
        _say(speaks(output), made, command)
    _write(file, output, measures, made, force=force)


def _proposed(table: tables.Table, options: Mapping[str, Any]) -> tables.Proposal:
    form = next((boxes for boxes in forms.FORMS if boxes.knows(table.columns)), None)
    if form is not None and not any(
        options[name] for name in ("period", "value", "count")
    ):
        asked = ANSWERS.problem(title=form.title)
        return tables.Proposal(table=table, understood=table.understood, asks=[asked])
    count, names = options["count"], options["names"]
    return tables.propose(
        table,
        **{name: options[name] for name in ("period", "part", "team")},
        **{name: options[name] for name in ("add", "take", "zeros")},
        **{name: options[name] for name in ("dates", "year_start", "every", "better")},
        value=number_of(options["value"], table.columns),
        count=flag_of(count, table.columns),
        of=number_of(options["of"], table.columns),
        where=conditions_of(options["where"]),
        across=tables.Across(names=names) if names else options["across"] or None,
        once=once_of(options["once"]),
    )


def _say(spoken: Callable[[str], None], made: tables.Proposal, command: str) -> None:
    for line in lines(made):
        spoken(line)
    if command:
        spoken(say("Next:"))
        spoken(f"  {command}")


def _data(made: tables.Proposal, command: str) -> dict[str, Any]:
    """Return the members of the JSON object."""
    layout = tree(made.layout) if made.layout else None
    measures = (
        tree(documents.Measures(measures=made.measures))["measures"] if layout else []
    )
    return {
        "table": {"name": made.table.name, "rows": len(made.table)},
        "understood": made.understood,
        "columns": made.columns,
        "decided": made.decided,
        "asks": made.asks,
        "layout": layout,
        "measures": measures,
        "next": command,
    }


def _write(
    file: Path,
    output: Path | None,
    measures: Path | None,
    made: tables.Proposal,
    *,
    force: bool,
) -> None:
    """Write what was asked for: documents, or a folder of them."""
    if measures is not None:
        text = measures_of(made, measures)
        write_output(measures, text, reads=[file], force=force)
        speaks(output)(say("{file}: the measures", file=str(measures)))
    if output is None:
        return
    if output.suffix or output == STDIN:
        beside = _beside(file, output)
        text = layout_of(made, output, beside or file.name)
        write_output(output, text, reads=[file], force=force)
        speaks(output)(named(output, _written(file, beside)))
        return
    if file == STDIN:
        raise SourceError(
            str(output), say("needs a file to copy"), say("name one, or -o x.toml")
        )
    held = files.read_bytes(file, files.BOUNDS.table_bytes)
    write_all(output, folder_of(made, file, held))
    report = shlex.join(["cqikit", "report", str(output)])
    tell(say("{file}: an effort with this table", file=str(output)))
    tell(f"  {report}")


def _beside(file: Path, output: Path) -> str:
    """Return how a layout names its table, "" where that lies outside its folder."""
    if STDIN in {file, output}:
        return file.name
    folder = output.resolve().parent
    whole = file.resolve()
    return whole.relative_to(folder).as_posix() if whole.is_relative_to(folder) else ""


def _answers(
    file: Path, name: str, output: Path | None, *, force: bool, as_json: bool
) -> None:
    """Propose a layout for the export of a form."""
    framework = framework_of(name, answers_at(file), file)
    export = forms.read_export(file)
    beside = file.name if output is None else _beside(file, output)
    layout = evolve(
        forms.propose(export, framework),
        file=beside or file.name,
        key=key_of(file.stem, "answers"),
    )
    found, of = len(layout.items), len(framework.all_items)
    asked: list[str] = []
    try:
        read = str(forms.understood(export, layout, framework)).split("\n")
    except DataError as error:
        asked = said(fault_of(error, wording_of())).splitlines()
        asked += _unplaced(export, layout)
        read = [say("To answer in the layout: {faults}", faults=asked[0]), *asked[1:]]
    found_of = say("{found} of {of} items found.", found=found, of=of)
    head = [said(found_of), *([said(say("To answer first:"))] if asked else [])]
    text = document(layout, output or Path("x.toml"), *head, *asked)
    if as_json:
        put(json_text("look", {"layout": tree(layout), "items": found, "of": of}))
    if output is not None:
        write_output(output, text, reads=[file], force=force)
    elif not as_json:
        put(text)
    if as_json:
        return
    spoken = speaks(output)
    for line in read:
        spoken(line)
    if not beside:
        spoken(named(output, _written(file, beside)))
    spoken(say("Next:"))
    if asked and output is not None:
        spoken(say("  answer what is asked in {file}, then", file=str(output)))
    for line in _next(file, name, output):
        spoken(f"  {line}")


def _unplaced(export: tables.Table, layout: forms.AnswersLayout) -> Iterator[str]:
    """Say which columns of an export no part of a layout names, where there are any."""
    placed = {column for item in layout.items for column in (item.column, *item.boxes)}
    placed |= {layout.respondent, layout.role, layout.unit, layout.site, layout.on}
    placed |= {*layout.where, *layout.where_not, *layout.role_boxes}
    placed |= {layout.item, layout.value}
    unplaced = tuple(name for name in export.columns if name not in placed)
    if unplaced:
        yield said(say("  columns not used: {columns}", columns=unplaced))


def _written(file: Path, beside: str) -> str:
    """Return what is written: a layout, and what is still to be done for it."""
    if beside:
        return say("the layout")
    return say("the layout; copy {file} beside it", file=str(file))


def _next(file: Path, name: str, output: Path | None) -> Iterator[str]:
    """Yield the commands that lead from an export to its scores."""
    layout = output or file.with_suffix(".toml")
    if output is None:
        words = ["cqikit", "look", str(file), "--framework", name, "-o", str(layout)]
        yield shlex.join(words)
    yield shlex.join(["cqikit", "score", name, str(layout)])
