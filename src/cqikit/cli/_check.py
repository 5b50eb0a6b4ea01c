"""`cqikit check`: what the checks find in a folder or a document."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

import click

from cqikit import documents
from cqikit.cli._asked import Asked
from cqikit.cli._beside import types_beside
from cqikit.cli._day import DAY, today
from cqikit.cli._input import document_at, name_of
from cqikit.cli._json import json_option, say_json
from cqikit.cli._output import force_option, output_option
from cqikit.cli._paths import FILE
from cqikit.cli._progress import progress
from cqikit.core import Severity, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from cqikit.core import Finding

__all__ = ["check"]

#: So many findings alike are listed; the rest is counted.
ALIKE: Final = 5


@click.command()
@click.argument("paths", type=FILE, nargs=-1, required=True, metavar="PATH...")
@click.option("--all", "every", is_flag=True, help="Say every one of many alike, too.")
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
    if len(paths) > 1 or teams is not None:
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
    [path] = paths
    _check_one(path, every=every, as_of=as_of, as_json=as_json)


def _check_one(path: Path, *, every: bool, as_of: date | None, as_json: bool) -> None:
    what, found, of_type = _found(path, as_of)
    faults = sum(finding.severity is Severity.FAULT for finding in found)
    if as_json:
        said = {"path": path, "document": of_type, "as_of": as_of}
        say_json("check", {**said, "faults": faults, "findings": found})
    else:
        for line in map(str, found) if every else _grouped(found):
            click.echo(line)
        counted = f"{plural(len(found), 'finding')}, {faults} of them faults"
        click.echo(f"{name_of(path)}: {what}{counted}", err=True)
    if faults:
        sys.exit(1)


def _found(
    path: Path, as_of: date | None
) -> tuple[str, tuple[Finding, ...], str | None]:
    """Return what is checked, what is found, and the type of a document."""
    if path.is_dir():
        if as_of is not None:
            raise click.UsageError(
                "leave out --as-of for a folder: as_of in its charter says the day"
            )
        # A document needs none of what a folder's report does.
        from cqikit.cli._effort import composed_from  # noqa: PLC0415

        composed, _ = composed_from(path, progress())
        return "", composed.findings, None
    document: Any = document_at(path)
    types = types_beside(path)
    kind = documents.type_of(document, types)
    found = documents.findings(document, types=types, as_of=as_of)
    alone = "" if kind.checks else " without checks of its own"
    return f"a document of type {kind.name}{alone}; ", found, kind.name


def _grouped(found: Iterable[Finding]) -> Iterator[str]:
    """Yield findings as text, those alike together, and no more than a few of them."""
    alike: dict[str, list[Finding]] = {}
    for finding in found:
        alike.setdefault(f"{finding.severity.value} {finding.code}", []).append(finding)
    for name, group in alike.items():
        yield from map(str, group[:ALIKE])
        if len(group) > ALIKE:
            left = len(group) - ALIKE
            yield f"{name}: {left} more like these (--all says them, too)"
