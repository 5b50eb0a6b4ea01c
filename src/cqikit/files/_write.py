"""Files written: all of one or nothing; what is no file of its own is not replaced.

A regular file is written beside its place and then put there in one step, so that a
failure on the way leaves what was there. Devices, FIFOs and descriptors are written to
directly: a file in their place would be a loss, and would reach nobody.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
from itertools import count
from pathlib import Path
from typing import Final

from cqikit.core import arguments
from cqikit.files._read import STANDARD, descriptor_of, unusable

__all__ = ["encoded", "is_stdout", "is_stream", "write_bytes", "write_text"]

#: Seconds after which what stands beside a file is nobody's work in progress.
LEFT: Final = 86_400.0
#: Of a name, what stands in that of its part: a name may be as long as names can be.
BEGINS: Final = 60


@arguments()
def write_text(path: str | os.PathLike[str], text: str) -> None:
    """Write `text` to the file `path` as UTF-8, all of it or nothing.

    Parameters
    ----------
    text : str
        What the file is to hold.

    Raises
    ------
    SourceError
        When `path` cannot be written; then it is as it was before.
    """
    write_bytes(path, encoded(path, text))


def encoded(path: str | os.PathLike[str], text: str) -> bytes:
    """Return `text` as UTF-8, or say of the file `path` why it cannot be."""
    try:
        return text.encode("utf-8")
    except ValueError as error:
        raise unusable(Path(path), error) from None


@arguments()
def write_bytes(path: str | os.PathLike[str], data: bytes) -> None:
    """Write `data` to the file `path`, all of it or nothing.

    What is there is written over, whoever made it; but a device, a FIFO or a
    descriptor such as ``/dev/stdout`` is written to, and stays what it is. A link is
    followed. Another hard link of a file keeps what the file held before.

    Parameters
    ----------
    data : bytes
        What the file is to hold.

    Raises
    ------
    SourceError
        When `path` cannot be written; then a file is as it was before.
    """
    file = Path(path)
    try:
        if is_stream(file):
            _write_to(file, data)
        else:
            _replace(_target_of(file), data)
    except (OSError, ValueError) as error:
        raise unusable(file, error) from None


@arguments()
def is_stream(path: str | os.PathLike[str]) -> bool:
    """Return whether what is written to `path` goes elsewhere and stays in no file.

    Examples
    --------
    >>> is_stream("/dev/stdout"), is_stream("report.html")
    (True, False)
    """
    if descriptor_of(path) is not None:
        return True
    try:
        mode = Path(path).stat().st_mode
    except OSError:  # there is none, or none to be had: writing says which
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


@arguments()
def is_stdout(path: str | os.PathLike[str]) -> bool:
    """Return whether `path` names the standard output of the process."""
    return descriptor_of(path) == STANDARD["/dev/stdout"]


def _write_to(file: Path, data: bytes) -> None:
    descriptor = descriptor_of(file)
    # Opened by its name, a file that it stands for would be cut to nothing.
    where = file if descriptor is None else os.dup(descriptor)
    with open(where, "wb") as opened:  # noqa: PTH123  (a path, or a number)
        opened.write(data)


def _target_of(file: Path) -> Path:
    """Return the file that a name leads to, past links, as the system has it.

    A folder on the way that is not there is an error. Folded away with the ``..`` after
    it, which `Path.resolve` does, another file would be written than was looked at.
    """
    try:
        file.stat()  # links in a circle: later Pythons resolve them to one
        return file.resolve(strict=True)
    except FileNotFoundError:
        # A new file, perhaps at the end of links.
        while file.is_symlink():
            file = file.parent / file.readlink()
        return file.parent.resolve(strict=True) / file.name


def _replace(file: Path, data: bytes) -> None:
    """Write beside `file`, then put what was written in its place."""
    part = _new_beside(file)
    try:
        with part.open("wb") as opened:
            opened.write(data)
            opened.flush()
            # A file that has its name before its bytes is empty after a power cut.
            os.fsync(opened.fileno())
        with contextlib.suppress(FileNotFoundError):
            part.chmod(file.stat().st_mode)
        part.replace(file)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _clear_beside(file)


def _clear_beside(file: Path) -> None:
    """Take away what writers of `file` left that were killed, a day ago or earlier."""
    name = re.compile(rf"\.{re.escape(file.name[:BEGINS])}\.[0-9]+\.part")
    # The file is there: a folder that cannot be listed keeps what was left.
    with contextlib.suppress(OSError):
        written = file.stat().st_mtime
        for part in file.parent.iterdir():
            if name.fullmatch(part.name) and part.stat().st_mtime < written - LEFT:
                part.unlink()


def _new_beside(file: Path) -> Path:
    for number in count():
        part = file.with_name(f".{file.name[:BEGINS]}.{number}.part")
        try:
            part.touch(exist_ok=False)
        except FileExistsError:
            continue
        return part
    raise AssertionError  # pragma: no cover  (numbers do not end)
