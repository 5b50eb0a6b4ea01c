"""An effort read from its folder and composed, with progress told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cqikit import folders, reports

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["composed_from"]


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
        guide=effort.guide,
        understood=effort.understood,
        progress=lambda what: told(f"working out {what}"),
    )
    return composed, effort.files
