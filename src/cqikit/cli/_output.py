"""Where a verb writes: options, forms, and on which stream it then speaks."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cqikit import files
from cqikit.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["force_option", "form_of", "output_option", "speaks"]

Form = TypeVar("Form")
Command = TypeVar("Command", bound="Callable[..., Any]")


def output_option(default: str, said: str) -> Callable[[Command], Command]:
    """Return the option that says where a verb writes."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path),
        default=Path(default),
        show_default=True,
        help=said,
    )


force_option = click.option(
    "--force",
    is_flag=True,
    help="Write over a file that is there, whoever made or changed it.",
)


def form_of(output: Path, forms: Mapping[str, Form], what: str) -> Form:
    """Return the form that the ending of a name asks for.

    A device or descriptor has no ending, and gets the first form.

    Raises
    ------
    SourceError
        With the endings there are.
    """
    ending = output.suffix.lower()
    if not ending and files.is_stream(output):
        return next(iter(forms.values()))
    if ending not in forms:
        *most, last = forms
        mend = f"let its name end in {', '.join(most)} or {last}"
        raise SourceError(str(output), f"is no form of a {what}", mend)
    return forms[ending]


def speaks(output: Path) -> Callable[[str], None]:
    """Return what says a line: to the error stream where the output has the other."""
    return partial(click.echo, err=files.is_stdout(output))
