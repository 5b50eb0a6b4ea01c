"""Names of files and folders, as arguments and options of every verb."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from cqikit.cli._language import in_one_line

if TYPE_CHECKING:
    from click import Context, Parameter

__all__ = ["FILE", "STDIN"]

#: What stands for standard input.
STDIN: Final = Path("-")


class File(click.Path):
    """A name that the system can have, whether there is such a file or not."""

    def convert(self, value: Any, param: Parameter | None, ctx: Context | None) -> Any:
        """Return the path, or say why there can be none."""
        if value == "":
            # To the system it is the folder that one is in.
            self.fail("a name is missing", param, ctx)
        try:
            Path(value).is_dir()
            in_one_line(str(value))
            return super().convert(value, param, ctx)
        except (OSError, ValueError) as error:
            said = getattr(error, "strerror", None) or str(error)
            self.fail(f"{value!s:.80} is no name of a file: {said}", param, ctx)


FILE: Final = File(path_type=Path)
