"""Several folders checked at once: which stand still, which wait for somebody."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from cqikit import collaboratives, folders, projects, tables
from cqikit.cli._columns import columns
from cqikit.cli._input import document_of, name_of
from cqikit.cli._json import json_text
from cqikit.cli._language import echo
from cqikit.cli._output import check_json, check_output, form_of, speaks, write_output
from cqikit.cli._plugged import catalogs, document_types
from cqikit.cli._progress import progress
from cqikit.cli._streams import put
from cqikit.core import plural
from cqikit.errors import CqikitError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from cqikit.cli._asked import Asked
    from cqikit.projects import Flow, ProjectStatus

__all__ = ["check_many"]

#: What is said of those that a check finds, by its code, in this order.
SAID: Final = {
    "status.no-data": "no data",
    "status.no-owner": "no owner",
    "status.quiet": "quiet",
    "status.review-overdue": "review overdue",
    "status.decision-waiting": "decision waiting",
}


@frozen(kw_only=True)
class Many:
    """What was found of several folders, and which of them could not be read."""

    found: projects.Overview
    unread: dict[str, str]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Return one row a folder, for tables."""
        return [_row(project, self.found) for project in self.found.projects]

    @property
    def json(self) -> str:
        """Return all as one JSON object."""
        found = self.found
        said = {
            "as_of": found.as_of,
            "projects": found.projects,
            "steps": found.steps,
            "cycles": found.cycles,
            "untracked": found.untracked,
            "findings": found.findings,
            "unread": self.unread,
        }
        return json_text("check", said)


FORMS: Final[Mapping[str, Callable[[Many], str]]] = {
    ".csv": lambda many: tables.to_csv(many.rows),
    ".json": lambda many: many.json,
}


def check_many(asked: Asked) -> None:
    """Check several folders; one that cannot be read is told, and the others are."""
    check_json(asked.output, as_json=asked.as_json)
    listed = (
        ()
        if asked.teams is None
        else document_of(collaboratives.Collaborative, asked.teams).teams
    )
    efforts, unread = _read(asked.paths)
    above = {team.parent for team in listed}
    checks = projects.STATUS_CHECKS.replace(projects.active_within(asked.days))
    found = projects.overview(
        {name: effort.project for name, effort in efforts.items()},
        as_of=asked.as_of,
        teams={
            name: [team.key for team in effort.collaborative.teams]
            for name, effort in efforts.items()
            if effort.collaborative is not None
        },
        listed=[team.key for team in listed if team.key not in above],
        checks=checks,
    )
    _say(Many(found=found, unread=unread), asked, efforts)
    if unread:
        sys.exit(2)


def _read(paths: tuple[Path, ...]) -> tuple[dict[str, folders.Effort], dict[str, str]]:
    told = progress()
    read: dict[str, folders.Effort] = {}
    unread: dict[str, str] = {}
    for path in paths:
        try:
            told(f"reading {path}")
            read[str(path)] = folders.read(
                path, types=document_types(), catalogs=catalogs()
            )
        except CqikitError as error:
            unread[str(path)] = str(error)
    return read, unread


def _say(many: Many, asked: Asked, efforts: Mapping[str, folders.Effort]) -> None:
    output = asked.output
    if output is not None:
        reads = [
            path / name
            for path in asked.paths
            if str(path) in efforts
            for name in efforts[str(path)].files
        ]
        check_output(output, reads=reads, force=asked.force)
        written = form_of(output, FORMS, "list of projects")(many)
        write_output(output, written, reads=reads, force=asked.force)
    for said in many.unread.values():
        echo(f"cqikit: {said}", err=True)
    if asked.as_json:
        put(many.json)
        return
    say = speaks(output)
    for line in _lines(many.found):
        say(line)
    if asked.teams is not None:
        names = ", ".join(many.found.untracked) or "none"
        say(f"in no folder, of {name_of(asked.teams)}: {names}")


def _lines(found: projects.Overview) -> Iterator[str]:
    """Yield a row of each, each finding, and how many there are in all."""
    rows = [
        [
            project.name,
            str(project.latest or "never"),
            _of(project.steps),
            _of(project.cycles),
        ]
        for project in found.projects
    ]
    head = ["folder", "latest", "steps done", "cycles done"]
    yield from columns(head, rows, words=["latest"])
    for code, said in SAID.items():
        for finding in found.findings:
            if finding.code == code:
                yield f"{said}: {finding.where}: {finding.message} ({finding.fix})"
    lacking = len({finding.where for finding in found.findings})
    yield (
        f"{plural(len(found.projects), 'folder')} as of {found.as_of},"
        f" {lacking} of them with something to do;"
        f" {_flow(found.steps, 'step')}; {_flow(found.cycles, 'cycle')}"
    )


def _of(flow: Flow) -> str:
    return f"{flow.finished} of {flow.opened}" if flow.opened else ""


def _flow(flow: Flow, noun: str) -> str:
    opened = f"{plural(flow.opened, noun)} opened, {flow.finished} finished"
    return f"{opened}, {flow.given_up} given up" if flow.given_up else opened


def _row(status: ProjectStatus, found: projects.Overview) -> dict[str, Any]:
    said: dict[str, list[str]] = {code: [] for code in SAID}
    for finding in found.of(status.name):
        said[finding.code].append(finding.message)
    return {
        "folder": status.name,
        "title": status.title,
        "as_of": status.as_of,
        "latest": status.latest,
        "quiet_days": status.quiet_days,
        **{
            SAID[code].replace(" ", "_"): "; ".join(lines)
            for code, lines in said.items()
        },
        "steps_opened": status.steps.opened,
        "steps_finished": status.steps.finished,
        "steps_given_up": status.steps.given_up,
        "cycles_opened": status.cycles.opened,
        "cycles_finished": status.cycles.finished,
        "cycles_given_up": status.cycles.given_up,
        "teams": len(status.teams),
    }
