"""Where a command may write: over nothing that it reads, nor over another's work."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from cqikit.core import arguments, say
from cqikit.errors import SourceError
from cqikit.files._bounds import BOUNDS
from cqikit.files._marks import Mark, mark_of, marked
from cqikit.files._read import read_bytes, unusable
from cqikit.files._write import encoded, is_stream, write_bytes

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

__all__ = ["check_output", "write_output"]

#: A file with more bytes than this was not made by a command.
LARGEST: Final = BOUNDS.own_bytes
FAULTS: Final = {
    Mark.NONE: say("is there already, and no mark says that cqikit made it"),
    Mark.CHANGED: say("was made by cqikit and has been changed since"),
}


@arguments()
def check_output(
    path: str | os.PathLike[str],
    *,
    reads: Iterable[str | os.PathLike[str]] = (),
    force: bool = False,
) -> None:
    """Refuse a file that a command may not write over; nothing is written yet.

    Parameters
    ----------
    path : path
        A link counts as the file that it leads to. Devices, FIFOs and descriptors
        may be written to; see `write_bytes`.
    reads : iterable of path
        The files that the command reads: none of these is written over, even with
        `force`. Another spelling and another link of one is that file.
    force : bool
        Write over any other file. By default, only over one that cqikit made and
        nobody has changed since; see `mark_of`.

    Raises
    ------
    SourceError
        With what would do instead.

    Examples
    --------
    >>> check_output("README.md", reads=["./docs/../README.md"], force=True)
    Traceback (most recent call last):
    ...
    cqikit.errors.SourceError: README.md: is read by this command: give another ...
    >>> check_output("README.md")
    Traceback (most recent call last):
    ...
    cqikit.errors.SourceError: README.md: is there already, and no mark says ...
    """
    file = Path(path)
    try:
        free = is_stream(file) or not _is_there(file)
        read = not free and any(_is_same(file, Path(other)) for other in reads)
    except (OSError, ValueError) as error:
        raise unusable(file, error) from None
    if read:
        raise SourceError(
            str(file), say("is read by this command"), say("give another name")
        )
    if free or force:
        return
    data = read_bytes(file, LARGEST)
    mark = mark_of(data) if len(data) <= LARGEST else Mark.NONE
    if mark is not Mark.OWN:
        raise SourceError(str(file), FAULTS[mark], say("give another name, or --force"))


@arguments()
def write_output(
    path: str | os.PathLike[str],
    data: str | bytes,
    *,
    reads: Iterable[str | os.PathLike[str]] = (),
    force: bool = False,
) -> None:
    """Write what a command made, marked as made by cqikit, all of it or nothing.

    Parameters
    ----------
    path : path
    data : str or bytes
        Text is written as UTF-8.
    reads, force
        See `check_output`, whose refusals these are.

    Raises
    ------
    SourceError
        When `path` may not or cannot be written; then a file is as it was before.
    """
    check_output(path, reads=reads, force=force)
    held = encoded(path, data) if isinstance(data, str) else data
    write_bytes(path, marked(held, Path(path).name))


def _is_there(file: Path) -> bool:
    """Say whether there is a file; what stands in the way of one is an error."""
    try:
        file.stat()
    except FileNotFoundError:
        return False
    return True


def _is_same(file: Path, other: Path) -> bool:
    return other.exists() and file.samefile(other)
