"""The command and its verbs, and what becomes of their errors.

What is wrong with a file is told on the error stream, all of it at once, and
the exit code is 2; nothing is written then.
"""

from __future__ import annotations

from typing import Any

import click

from cqikit import __version__
from cqikit.cli._chart import chart
from cqikit.cli._check import check
from cqikit.cli._new import new
from cqikit.cli._report import report
from cqikit.cli._schema import schema
from cqikit.errors import CqikitError

__all__ = ["main"]


class _Commands(click.Group):
    """Commands whose errors of our own are a message, never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CqikitError as error:
            click.echo(f"cqikit: {error}", err=True)
            ctx.exit(2)


@click.group(cls=_Commands)
@click.version_option(__version__, prog_name="cqikit")
def main() -> None:
    """Continuous quality improvement from plain documents and data."""


for verb in (chart, check, new, report, schema):
    main.add_command(verb)
