"""Where a verb writes: options, forms, and on which stream it then speaks."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from cqikit import files
from cqikit.cli._language import tell
from cqikit.cli._paths import FILE
from cqikit.cli._streams import out
from cqikit.core import say
from cqikit.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = [
    "check_json",
    "check_output",
    "force_option",
    "form_of",
    "named",
    "output_option",
    "speaks",
    "write_all",
    "write_output",
]

Form = TypeVar("Form")
Command = TypeVar("Command", bound="Callable[..., Any]")

#: What stands for standard output, as it stands for standard input.
STDOUT: Final = Path("-")


def output_option(
    default: str, said: str, *, asked: bool = False
) -> Callable[[Command], Command]:
    """Return the option that says where a verb writes.

    Parameters
    ----------
    default : str
        Where it writes unless told; "" where it writes nothing then.
    said : str
        What help says.
    asked : bool
        Give the verb None where nobody asked, so that it can tell; by default, the
        default.
    """
    unless = f" Unless said, {default}." if default else ""
    return click.option(
        "-o",
        "--output",
        type=FILE,
        default=None if asked or not default else Path(default),
        metavar="FILE",
        help=f"{said}{unless} A - is standard output.",
    )


force_option = click.option(
    "--force",
    is_flag=True,
    help="Write over a file that is there, whoever made or changed it.",
)


def form_of(output: Path, forms: Mapping[str, Form], what: str) -> Form:
    """Return the form that the ending of a name asks for.

    Standard output, a device or a descriptor has no ending, and gets the first form.

    Raises
    ------
    SourceError
        With the endings there are.
    """
    ending = output.suffix.lower()
    if not ending and (output == STDOUT or files.is_stream(output)):
        return next(iter(forms.values()))
    if ending not in forms:
        fix = say("let its name end in {endings/ or }", endings=tuple(forms))
        raise SourceError(str(output), say("is no form of a {what}", what=what), fix)
    return forms[ending]


def check_output(output: Path, *, reads: Iterable[Path], force: bool) -> None:
    """Refuse what may not be written over; see `files.check_output`."""
    if output != STDOUT:
        files.check_output(output, reads=_named(reads), force=force)


def write_output(
    output: Path, data: str | bytes, *, reads: Iterable[Path], force: bool
) -> None:
    """Write what a verb made, all of it or nothing; see `files.write_output`."""
    if output != STDOUT:
        files.write_output(output, data, reads=_named(reads), force=force)
        return
    held = data.encode("utf-8", "replace") if isinstance(data, str) else data
    out().buffer.write(held)
    out().flush()


def _named(reads: Iterable[Path]) -> list[Path]:
    """Return the files among what is read: standard input is none."""
    return [path for path in reads if path != STDOUT]


def is_stdout(output: Path | None) -> bool:
    """Return whether what is written goes to standard output."""
    return output is not None and (output == STDOUT or files.is_stdout(output))


def speaks(output: Path | None) -> Callable[[str], None]:
    """Return what says a line: to the error stream where the output has the other."""
    return partial(tell, err=is_stdout(output))


def named(output: Path | None, told: str) -> str:
    """Return a sentence about what was written, which begins with the file's name."""
    if output is None or is_stdout(output):
        return told
    return say("{file}: {told}", file=str(output), told=told)


def check_json(output: Path | None, *, as_json: bool) -> None:
    """Refuse two things on standard output."""
    if as_json and is_stdout(output):
        raise click.UsageError("give --json, or -o -, not both")


def write_all(folder: Path, made: Mapping[str, bytes]) -> None:
    """Write all files into a folder, or none: where one is there already, or fails."""
    made_here = [path for path in (folder, *folder.parents) if not path.exists()]
    written: list[Path] = []
    try:
        # What a name with `..` leads to is only known once its folders are there.
        _make(folder)
        _check_free(folder, made)
        for name, data in made.items():
            written.append(folder / name)
            files.write_bytes(folder / name, data)
    except BaseException:
        # Stopped by Ctrl-C, too.
        for path in written:
            path.unlink(missing_ok=True)
        for path in made_here:
            with suppress(OSError):
                path.rmdir()
        raise


def _check_free(folder: Path, made: Iterable[str]) -> None:
    # A link that leads nowhere yet is there, too.
    there = tuple(name for name in made if os.path.lexists(folder / name))
    if there:
        raise SourceError(
            str(folder),
            say("has {there} already", there=there),
            say("give another name"),
        )


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SourceError(
            str(folder),
            say("cannot be made ({strerror})", strerror=str(error.strerror)),
        ) from None
