"""Groups of verbs that are loaded when asked for, and only then what they need."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Lazy"]


class Lazy(click.Group):
    """Verbs by name, each in a file of its own that is loaded when it is asked for.

    Parameters
    ----------
    verbs : mapping of str to str
        What help says of each verb.
    files : str
        Where the verbs are, ``{}`` for the name: ``cqikit.cli._{}``.
    called : str
        What help and errors call them.
    """

    def __init__(
        self,
        *args: Any,
        verbs: Mapping[str, str],
        files: str,
        called: str = "verb",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.called = called
        self.verbs = verbs
        self.files = files

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of all verbs, none of which is loaded."""
        return list(self.verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a verb, loaded from its file; None where there is none."""
        if cmd_name not in self.verbs:
            return None
        file = self.files.format(cmd_name)
        # The verb is called as its file is, without the underscore before it.
        verb: click.Command = getattr(import_module(file), file.rpartition("._")[2])
        return verb

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Return the verb that is asked for, or say which may be meant."""
        name = args[0]
        # What is being completed in a shell may be half a line, and is no error.
        known = name in self.verbs or name.startswith("-") or ctx.resilient_parsing
        if not known:
            # Most lines name a verb, and need no more than its own room.
            from cqikit.core import did_you_mean  # noqa: PLC0415

            there = f"there are {', '.join(self.verbs)}"
            then = did_you_mean(name, self.verbs, there)
            ctx.fail(f"there is no {self.called} {name!r}; {then}")
        return super().resolve_command(ctx, args)

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002
        formatter: click.HelpFormatter,
    ) -> None:
        """Write what each verb does, without loading any."""
        with formatter.section(f"{self.called.capitalize()}s"):
            formatter.write_dl(list(self.verbs.items()))
