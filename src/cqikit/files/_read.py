"""Files read within bounds, and named when they cannot be."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from cqikit.errors import Problem, SourceError, suggest

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Collection

__all__ = ["named_as_texts", "read_bytes", "text_of", "unusable"]

#: What editors and word processors put after a name.
EDITORS: Final = frozenset({".txt", ".rtf", ".doc", ".docx", ".odt"})


def read_bytes(path: str | os.PathLike[str], most: int) -> bytes:
    """Return what a file holds, and of a file that has more than `most` bytes no more.

    Parameters
    ----------
    path : path
    most : int
        The result has a byte more than this where the file is larger.

    Raises
    ------
    SourceError
        When there is no such file, with the one that may be meant, or when it
        cannot be read.

    Examples
    --------
    >>> read_bytes("examples/measles/casse.csv", most=100)
    Traceback (most recent call last):
    ...
    cqikit.errors.SourceError: ...casse.csv: ... did you mean 'cases.csv'?
    """
    file = Path(path)
    try:
        with file.open("rb") as opened:
            return opened.read(most + 1)
    except FileNotFoundError:
        raise _no_such_file(file) from None
    except (OSError, ValueError) as error:
        raise unusable(file, error) from None


def text_of(data: bytes, refuse: Callable[[Problem], Exception]) -> str:
    r"""Return UTF-8 as text, without the mark that some programs put before it.

    Parameters
    ----------
    data : bytes
    refuse : callable
        What makes the error that is raised, of the fault in `data`.

    Examples
    --------
    >>> text_of(b"\xef\xbb\xbfarea,cases", refuse=print)
    'area,cases'
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        fault = Problem(f"line {line}", "must be UTF-8 text", "save it as UTF-8")
        raise refuse(fault) from None


def named_as_texts(folder: Path, endings: Collection[str]) -> list[str]:
    """Return the files that an editor has named as texts, such as ``plan.toml.txt``.

    Parameters
    ----------
    folder : Path
    endings : collection of str
        What their names should end in, in small letters, such as ``.toml``.
    """
    return sorted(
        path.name
        for path in folder.iterdir()
        if path.suffix.lower() in EDITORS and Path(path.stem).suffix.lower() in endings
    )


def _no_such_file(file: Path) -> SourceError:
    if not file.parent.is_dir():
        return SourceError(str(file), f"there is no folder {str(file.parent)!r}")
    beside = [one.name for one in file.parent.iterdir() if one.is_file()]
    # An ending that is the same makes no name alike.
    alike = [name for name in beside[:2000] if suggest(file.stem, [Path(name).stem])]
    near = suggest(file.name, alike)
    mend = f"did you mean {near!r}?" if near else ""
    return SourceError(str(file), "there is no such file", mend)


def unusable(file: Path, error: Exception) -> SourceError:
    """Return the error that says of `file` what the system said."""
    said = getattr(error, "strerror", None) or str(error)
    return SourceError(str(file), said[:1].lower() + said[1:])
