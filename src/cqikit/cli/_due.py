"""`cqikit due`: what falls due until a day, and what is overdue."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import click
from attrs import frozen

from cqikit import calendars, documents, folders, plans, tables
from cqikit.cli._columns import columns
from cqikit.cli._day import DAY
from cqikit.cli._input import document_at, name_of
from cqikit.cli._json import json_option, json_text
from cqikit.cli._language import language_of, language_option, spoken_in, wording_of
from cqikit.cli._output import (
    check_json,
    check_output,
    force_option,
    form_of,
    named,
    output_option,
    speaks,
    write_output,
)
from cqikit.cli._paths import FILE
from cqikit.cli._plugged import catalogs, document_types
from cqikit.cli._progress import progress
from cqikit.cli._streams import put
from cqikit.core import say
from cqikit.errors import DocumentError, FaultsError, SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

__all__ = ["due"]

#: Nobody plans further ahead, and each day of it could be an entry.
LONGEST: Final = timedelta(days=3653)
HEADER: Final = ("", say("by"), say("what"))


@frozen(kw_only=True)
class Dues:
    """What falls due, from which day on it is overdue, and until when it counts."""

    as_of: date
    until: date
    title: str
    dues: tuple[calendars.Due, ...]

    @property
    def overdue(self) -> int:
        """Return how many were due before the day that it is."""
        return sum(due.on < self.as_of for due in self.dues)

    @property
    def rows(self) -> list[dict[str, object]]:
        """Return one row for each, for tables and JSON."""
        return [
            {
                "on": due.on,
                "overdue": due.on < self.as_of,
                "title": due.title,
                "detail": due.detail,
                "key": due.key,
            }
            for due in self.dues
        ]

    @property
    def json(self) -> str:
        """Return them as one JSON object."""
        said = {"as_of": self.as_of, "until": self.until, "overdue": self.overdue}
        return json_text("due", {**said, "due": self.rows})


@click.command()
@click.argument("path", type=FILE)
@click.option(
    "--as-of",
    type=DAY,
    default="today",
    help="The day that it is, such as 2026-11-28. Unless said, today.",
)
@click.option(
    "--until", type=DAY, help="The last day that counts. Unless said, the month's last."
)
@output_option("", "Where to write it: a name in .ics (calendar), .csv or .json.")
@force_option
@language_option
@json_option
def due(
    path: Path,
    output: Path | None,
    *,
    as_of: date,
    until: date | None,
    force: bool,
    as_json: bool,
) -> None:
    """List what falls due in PATH, and what is overdue, the earliest first.

    PATH is a folder: its plan's steps and review, data that are not there yet, aims,
    the next steps of its self-assessments, of its joint analyses and of its closing
    guide, standards to look at and what people are to learn. Or it is one document of
    type plan or steps, or - for one from standard input.
    """
    check_json(output, as_json=as_json)
    last = until or as_of.replace(day=monthrange(as_of.year, as_of.month)[1])
    if last < as_of:
        raise click.UsageError(f"--until {last} is before the day that it is, {as_of}")
    if last - as_of > LONGEST:
        raise click.UsageError(f"--until {last} is more than ten years ahead")
    title, dues, reads = _dues_of(path, as_of, last)
    found = Dues(as_of=as_of, until=last, title=title, dues=dues)
    if output is not None:
        check_output(output, reads=reads, force=force)
        written = form_of(output, FORMS, "list of what falls due")(found)
        write_output(output, written, reads=reads, force=force)
    if as_json:
        put(found.json)
        return
    spoken = speaks(output)
    for line in _lines(found) if output is None else ():
        spoken(line)
    counted = say(
        "{count} due until {last}, {overdue} of them overdue on {as_of}",
        count=len(found.dues),
        last=last,
        overdue=found.overdue,
        as_of=as_of,
    )
    spoken(named(output, counted))


def _dues_of(
    path: Path, as_of: date, until: date
) -> tuple[str, tuple[calendars.Due, ...], list[Path]]:
    """Return the title of what is read, what falls due in it, and its files."""
    if path.is_dir():
        told = progress()
        effort = folders.read(
            path,
            types=document_types(),
            progress=lambda name: told(say("reading {file}", file=name)),
            catalogs=catalogs(),
        )
        project = effort.project
        spoken_in(language_of(project))
        group = effort.collaborative
        found = calendars.due_in(
            project,
            as_of=as_of,
            until=until,
            guide=effort.guide,
            teams=group.teams if group is not None else (),
        )
        return project.charter.title, found, [path / name for name in effort.files]
    read = document_at(path)
    if isinstance(read, documents.Steps):
        try:
            read = read.plan
        except FaultsError as error:
            raise DocumentError(name_of(path), error.problems) from None
    if not isinstance(read, plans.Plan):
        got = documents.type_of(read, document_types()).name
        must = say(
            "must be a folder, or a document of type plan or steps (got {got})", got=got
        )
        raise SourceError(name_of(path), must)
    spoken_in(read.language)
    dues = calendars.due_dates(read, as_of=as_of, until=until)
    found = tuple(day for day in dues if day.on <= until)
    return read.title, found, [path]


def _lines(found: Dues) -> Iterator[str]:
    rows = [
        [
            say("overdue") if this_due.on < found.as_of else "",
            say("{day}", day=this_due.on),
            this_due.title,
        ]
        for this_due in found.dues
    ]
    if rows:
        yield from columns(HEADER, rows, words=HEADER)


def _ics(found: Dues) -> str:
    return calendars.to_ical(
        found.dues, as_of=found.as_of, title=found.title, wording=wording_of()
    )


#: By the ending of the file's name.
FORMS: Final[Mapping[str, Callable[[Dues], str]]] = {
    ".ics": _ics,
    ".csv": lambda found: tables.to_csv(found.rows),
    ".json": lambda found: found.json,
}
