"""`cqikit check`: what the checks find in a folder or a document."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import click
from attrs import frozen

from cqikit import documents, projects
from cqikit.cli._asked import Asked
from cqikit.cli._beside import frameworks_beside, subject_beside, types_beside
from cqikit.cli._day import DAY, today
from cqikit.cli._input import document_at, name_of
from cqikit.cli._json import json_option, say_json
from cqikit.cli._language import language_option, spoken_in, tell
from cqikit.cli._output import force_option, output_option
from cqikit.cli._paths import FILE
from cqikit.cli._plugged import own_catalogs
from cqikit.cli._progress import progress
from cqikit.core import Finding, Severity, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from pathlib import Path

__all__ = ["check"]

#: Of findings alike, so many further places are named; the rest is counted.
PLACES: Final = 3


@click.command()
@click.argument("paths", type=FILE, nargs=-1, required=True, metavar="PATH...")
@click.option("--all", "every", is_flag=True, help="Say every finding on a line.")
@click.option(
    "--as-of",
    type=DAY,
    help="The day on which a document is looked at, such as 2026-11-28 or today:"
    " what is overdue or stale is found, too. Of one folder, its charter says the day;"
    " of several it is today, unless said.",
)
@click.option(
    "--teams",
    type=FILE,
    help="Of several folders: a collaborative document that lists all teams, such as"
    " those of a state. Those that no folder follows are named.",
)
@click.option(
    "--days",
    type=click.IntRange(0),
    default=60,
    help="Of several folders: after how many days without anything one is told."
    " Unless said, 60.",
)
@output_option(
    "", "Of several folders: where to write a row of each, a name in .csv or .json."
)
@force_option
@language_option
@json_option
def check(
    paths: tuple[Path, ...],
    *,
    every: bool,
    as_of: date | None,
    teams: Path | None,
    days: int,
    output: Path | None,
    force: bool,
    as_json: bool,
) -> None:
    """Check PATH, a folder or one document, and say what is found, the gravest first.

    Of a folder that is what its report would list. Of a document it is what can be
    found without the others: in each step of a plan, each cycle, each aim; of a
    layout, whether its table is there and has the columns; of answers, whether they
    fit their framework. - is a document from standard input.

    Of several folders, that is which of them have no data or no owner, in which nothing
    has happened for 60 days, which reviews are overdue, and what waits for a decision.

    The exit code is 2 when it cannot be read, 1 when a finding is a fault.
    """
    path, *others = paths
    if others or teams is not None:
        # One folder needs none of what many do.
        from cqikit.cli._many import check_many  # noqa: PLC0415

        check_many(
            Asked(
                paths=tuple(dict.fromkeys(paths)),
                as_of=as_of or today(),
                teams=teams,
                days=days,
                output=output,
                force=force,
                as_json=as_json,
            )
        )
        return
    if output is not None:
        raise click.UsageError("-o is for several folders: name them, or give --json")
    _check_one(path, every=every, as_of=as_of, as_json=as_json)


def _check_one(path: Path, *, every: bool, as_of: date | None, as_json: bool) -> None:
    found = _found(path, as_of)
    faults = sum(finding.severity is Severity.FAULT for finding in found.findings)
    if as_json:
        said = {"path": path, "document": found.document, "as_of": as_of}
        say_json("check", {**said, "faults": faults, "findings": found.findings})
    else:
        groups = list(_groups(found.findings, every=every))
        for group in groups:
            tell(_line(group, found.place))
        counted = say(
            "{count:# finding|# findings}, {faults} of them faults",
            count=len(found.findings),
            faults=faults,
        )
        if len(groups) != len(found.findings):
            counted = say("{findings}; --all says each alone", findings=counted)
        if found.said:
            counted = say("{subject}; {findings}", subject=found.said, findings=counted)
        tell(say("{file}: {findings}", file=name_of(path), findings=counted), err=True)
    if faults:
        sys.exit(1)


@frozen(kw_only=True)
class Found:
    """What is found in a folder or a document.

    Parameters
    ----------
    findings : tuple of Finding
    place : callable
        Returns where a path of a finding leads, as people say it.
    said : str
        What is checked, for the line that counts.
    document : str, optional
        The type of a document.
    """

    findings: tuple[Finding, ...]
    place: Callable[[str], str]
    said: str = ""
    document: str | None = None


def _found(path: Path, as_of: date | None) -> Found:
    """Return what is found, and how its places are called."""
    if path.is_dir():
        if as_of is not None:
            raise click.UsageError(
                "leave out --as-of for a folder: as_of in its charter says the day"
            )
        # A document needs none of what a folder's report does.
        from cqikit.cli._effort import composed_from  # noqa: PLC0415

        composed, _ = composed_from(path, progress())
        charts = [section.charted for section in composed.measures]
        place = partial(projects.place_words, composed.project, charts=charts)
        return Found(findings=composed.findings, place=place)
    document: Any = document_at(path)
    # What names no framework may lie beside many documents, which nobody need read.
    own = frameworks_beside(path) if hasattr(document, "framework") else ()
    types = types_beside(path, document, own)
    kind = documents.type_of(document, types)
    spoken_in(getattr(document, "language", ""))
    told = say("a document of type {type}", type=kind.name)
    if not kind.checks:
        told = say(
            "a document of type {type} without checks of its own", type=kind.name
        )
    return Found(
        findings=documents.findings(
            document, types=types, as_of=as_of, catalogs=own_catalogs()
        ),
        place=partial(projects.place_words, subject_beside(document, own)),
        said=told,
        document=kind.name,
    )


def _groups(found: Iterable[Finding], *, every: bool) -> Iterable[list[Finding]]:
    """Return findings, those of one kind together unless every one is wanted."""
    if every:
        return [[finding] for finding in found]
    alike: dict[tuple[Severity, str], list[Finding]] = {}
    for finding in found:
        alike.setdefault((finding.severity, finding.code), []).append(finding)
    return alike.values()


def _line(group: Sequence[Finding], place: Callable[[str], str]) -> str:
    """Return one line for findings of one kind: the first, and where the others are."""
    first, *others = group
    where = place(first.where)
    # Several of one place are told apart by what they say.
    also = dict.fromkeys(
        there if (there := place(other.where)) != where else other.message
        for other in others
    )
    named = tuple(also)[:PLACES]
    left = len(others) - len(named)
    times = first.severity.words
    if others:
        times = say("{severity}, {count} times", severity=times, count=len(group))
    said = first.message
    if where:
        said = say("{place}: {message}", place=where, message=said)
    if first.fix:
        said = say("{message} ({fix})", message=said, fix=first.fix)
    if named:
        said = say("{message}; also {places/; }", message=said, places=named)
    if left:
        said = say("{names} and {more} more", names=said, more=left)
    return say(
        "{severity}: {message} [{code}]", severity=times, message=said, code=first.code
    )
