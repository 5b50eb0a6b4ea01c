"""`cqikit lessons`: what was learned in many folders, searched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from cqikit import folders, projects, tables
from cqikit.cli._json import json_option, json_text
from cqikit.cli._language import language_option
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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

__all__ = ["lessons"]


@click.command()
@click.argument("paths", type=FILE, nargs=-1, required=True, metavar="FOLDER...")
@click.option(
    "--about",
    default="",
    metavar="WORDS",
    help="Those that have each of these words, in whatever they say.",
)
@click.option(
    "--tag",
    "tags",
    multiple=True,
    metavar="TAG",
    help="Those that have this tag. May be repeated; all are wanted then.",
)
@output_option("", "Where to write them: a name in .csv or .json.")
@force_option
@language_option
@json_option
def lessons(
    paths: tuple[Path, ...],
    *,
    about: str,
    tags: tuple[str, ...],
    output: Path | None,
    force: bool,
    as_json: bool,
) -> None:
    """Search the lessons and resources of each FOLDER; all of them unless asked."""
    check_json(output, as_json=as_json)
    told = progress()
    efforts = {}
    for path in paths:
        told(f"reading {path}")
        efforts[path] = folders.read(path, types=document_types(), catalogs=catalogs())
    every = [effort.project for effort in efforts.values()]
    hits = projects.search(every, about, tags=tags)
    if output is not None:
        reads = [
            path / name for path, effort in efforts.items() for name in effort.files
        ]
        check_output(output, reads=reads, force=force)
        written = form_of(output, FORMS, "list of lessons")(hits)
        write_output(output, written, reads=reads, force=force)
    if as_json:
        put(_json(hits))
        return
    spoken = speaks(output)
    for hit in hits if output is None else ():
        for line in _lines(hit):
            spoken(line)
    counted = say(
        "{count} found in {folders:# folder|# folders}",
        count=len(hits),
        folders=len(efforts),
    )
    spoken(named(output, counted))


def _rows(hits: tuple[projects.Hit, ...]) -> list[dict[str, Any]]:
    return [
        {
            "project": hit.project,
            "kind": "lesson" if isinstance(hit.found, projects.Lesson) else "resource",
            "key": hit.found.key,
            **dict(_told(hit)),
            "tags": list(hit.found.tags),
        }
        for hit in hits
    ]


def _told(hit: projects.Hit) -> Iterator[tuple[str, str]]:
    """Yield what it says; the names are those of both kinds, so that rows are alike."""
    found = hit.found
    if isinstance(found, projects.Lesson):
        yield "title", found.problem
        yield "worked", found.worked
        yield "did_not_work", found.did_not_work
        yield "for_whom", found.for_whom
        yield "cycle", found.cycle
        yield "where", ""
        yield "note", ""
        yield "source", found.source
    else:
        yield "title", found.title
        yield "worked", ""
        yield "did_not_work", ""
        yield "for_whom", found.for_whom
        yield "cycle", ""
        yield "where", found.where
        yield "note", found.note
        yield "source", ""


#: What is said before each part of a hit that has it.
SAID: Final = {
    "worked": say("worked"),
    "did_not_work": say("did not work"),
    "for_whom": say("for"),
    "cycle": say("shown by cycle"),
    "where": say("where"),
    "note": say("note"),
    "source": say("source"),
    "tags": say("tags"),
}


def _lines(hit: projects.Hit) -> Iterator[str]:
    told = {**dict(_told(hit)), "tags": ", ".join(hit.found.tags)}
    yield f"{hit.project}/{hit.found.key}: {told['title']}"
    for name, said in SAID.items():
        if told[name]:
            yield say("  {name}: {text}", name=said, text=told[name])


def _csv(hits: tuple[projects.Hit, ...]) -> str:
    return tables.to_csv(
        [{**row, "tags": ", ".join(row["tags"])} for row in _rows(hits)]
    )


def _json(hits: tuple[projects.Hit, ...]) -> str:
    return json_text("lessons", {"found": _rows(hits)})


FORMS: Final[Mapping[str, Callable[[tuple[projects.Hit, ...]], str]]] = {
    ".csv": _csv,
    ".json": _json,
}
