"""An effort read from its folder and composed, with progress told on a terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from cqikit import folders, reports

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["composed_from", "progress"]


def composed_from(
    folder: Path, told: Callable[[str], object]
) -> tuple[reports.Report, tuple[str, ...]]:
    """Return the report of a folder, and the names of the files it rests on."""
    effort = folders.read(folder, progress=lambda name: told(f"reading {name}"))
    for line in effort.understood:
        told(line)
    composed = reports.compose(
        effort.project,
        effort.collaborative,
        progress=lambda what: told(f"working out {what}"),
    )
    return composed, effort.files


def progress() -> Callable[[str], object]:
    """Return what tells progress: on a terminal a line a step, else nothing."""
    if not _is_terminal():
        return str
    return lambda what: click.echo(f"  {what}", err=True)


def _is_terminal() -> bool:
    return sys.stderr.isatty()
