"""Where the command's own words go: strangers' code may print, and not among them."""

from __future__ import annotations

import sys
from contextlib import contextmanager, redirect_stdout
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

__all__ = ["apart", "out", "put"]

#: Where a command keeps the output that is its own.
KEPT: Final = "cqikit.out"


@contextmanager
def apart(ctx: click.Context) -> Iterator[None]:
    """Send whatever else is printed to the error stream, while a command runs."""
    ctx.meta[KEPT] = sys.stdout
    with redirect_stdout(sys.stderr):
        yield


def out() -> TextIO:
    """Return the output of the command that runs."""
    ctx = click.get_current_context(silent=True)
    if ctx is None or KEPT not in ctx.meta:
        return sys.stdout
    own: TextIO = ctx.meta[KEPT]
    return own


def put(text: str) -> None:
    """Print a text on the output, as it is."""
    click.echo(text, file=out(), nl=False)
