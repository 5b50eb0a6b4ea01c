"""Progress of long work, told on a terminal alone."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from cqikit.cli._language import echo, said

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["progress"]


def progress() -> Callable[[str], object]:
    """Return what tells progress: on a terminal a line a step, else nothing."""
    if not _is_terminal():
        return str
    return lambda what: echo(f"  {said(what)}", err=True)


def _is_terminal() -> bool:
    return sys.stderr.isatty()
