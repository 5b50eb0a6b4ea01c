"""Reading and replacing files, with messages that name them."""

from __future__ import annotations

import contextlib
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from cqikit.errors import DataError, Problem, SourceError, suggest

if TYPE_CHECKING:
    import os

__all__ = ["read_bytes", "refused", "replace_file"]


def refused(name: str, where: str, message: str, mend: str = "") -> DataError:
    """Return the error of a table with one fault that hides all others."""
    return DataError(name, [Problem(where, message, mend)])


def read_bytes(path: str | os.PathLike[str], most: int) -> bytes:
    """Return what the file holds, or say which file was meant."""
    file = Path(path)
    try:
        with file.open("rb") as opened:
            data = opened.read(most + 1)
    except FileNotFoundError:
        raise _no_such_file(file) from None
    except (OSError, ValueError) as error:
        raise _unusable(file, error) from None
    if len(data) > most:
        raise refused(file.name, "", f"must be at most {most:,} bytes")
    return data


def _no_such_file(file: Path) -> SourceError:
    if not file.parent.is_dir():
        return SourceError(str(file), f"there is no folder {str(file.parent)!r}")
    beside = [one.name for one in file.parent.iterdir() if one.is_file()]
    near = suggest(file.name, beside)
    mend = f"did you mean {near!r}?" if near else ""
    return SourceError(str(file), "there is no such file", mend)


def _unusable(file: Path, error: Exception) -> SourceError:
    said = getattr(error, "strerror", None) or str(error)
    return SourceError(str(file), said[:1].lower() + said[1:])


def replace_file(path: str | os.PathLike[str], data: bytes) -> None:
    """Write beside the file, then put what was written in its place."""
    file = Path(path)
    try:
        real = file.resolve()
        part = _new_beside(real)
        try:
            part.write_bytes(data)
            with contextlib.suppress(FileNotFoundError):
                part.chmod(real.stat().st_mode)
            part.replace(real)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    except (OSError, ValueError) as error:
        raise _unusable(file, error) from None


def _new_beside(file: Path) -> Path:
    names = (file.with_name(f".{file.name}.{number}.part") for number in count())
    part = next(one for one in names if not one.exists())
    part.touch(exist_ok=False)
    return part
