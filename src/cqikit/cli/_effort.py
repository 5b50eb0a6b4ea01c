"""An effort read from its folder and composed, with progress told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cqikit import collaboratives, folders, reports
from cqikit.cli._language import language_of, spoken_in
from cqikit.cli._plugged import document_types, report_catalogs
from cqikit.core import say

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["composed_from"]


def composed_from(
    folder: Path, told: Callable[[str], object], level: str = ""
) -> tuple[reports.Report, tuple[str, ...]]:
    """Return the report of a folder, and the names of the files it rests on.

    At a level above the teams, that of what they belong to; what people say of teams at
    the end is then left out.
    """
    known = report_catalogs()
    effort = folders.read(
        folder,
        types=document_types(),
        progress=lambda name: told(say("reading {file}", file=name)),
        catalogs=known,
    )
    spoken_in(language_of(effort.project))
    for line in effort.understood:
        told(line)
    project, group, guide = effort.project, effort.collaborative, effort.guide
    if level:
        below = group or collaboratives.Collaborative(key=project.charter.key)
        raised = reports.at_level(project, below, level)
        guide = guide if raised[0] is project else None
        project, group = raised
    composed = reports.compose(
        project,
        group,
        guide=guide,
        understood=effort.understood,
        progress=lambda what: told(say("working out {what}", what=what)),
        catalogs=known,
    )
    return composed, effort.files
