"""What was asked of several folders, on the way to who answers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from attrs import frozen

__all__ = ["Asked"]


@frozen(kw_only=True)
class Asked:
    """The options of `cqikit check` for several folders."""

    paths: tuple[Path, ...]
    as_of: date
    teams: Path | None
    days: int
    output: Path | None
    force: bool
    as_json: bool
