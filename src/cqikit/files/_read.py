"""Files read within bounds, and named when they cannot be."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from cqikit.core import FindingKind, did_you_mean, say
from cqikit.errors import SourceError, suggest

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from cqikit.errors import Problem

__all__ = ["named_as_texts", "read_bytes", "text_of", "unusable"]

#: What editors and word processors put after a name, or what is taken for an ending.
EDITORS: Final = frozenset(
    {"", ".txt", ".text", ".rtf", ".doc", ".docx", ".odt", ".pages", ".md", ".tml"}
    | {".yaml", ".yml", ".json5", ".jsonc"}
)
#: How files begin that look like text where they are opened, and are none.
NO_TEXT: Final = {
    b"{\\rtf": "rich-text",
    b"PK\x03\x04": "archive",
    b"\xd0\xcf\x11\xe0": "older",
    b"%PDF": "pdf",
}
NO_PLAIN_TEXT: Final = FindingKind(
    "file.no-plain-text",
    says={
        "rich-text": "is rich text, with fonts and colours, as TextEdit and WordPad"
        " save it, and no plain text",
        "archive": "is a file of Word, Pages, Excel or the like, and no plain text",
        "older": "is a file of an older Word or Excel, and no plain text",
        "pdf": "is a PDF, and no plain text",
    },
    fix="save it as plain text, under the same name (TextEdit: Format, Make Plain Text;"
    " Word: Save As, Plain Text)",
)
NO_UTF_8: Final = FindingKind(
    "file.no-utf-8", says="must be UTF-8 text", fix="save it as UTF-8"
)


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
    for start, form in NO_TEXT.items():
        if data.startswith(start):
            raise refuse(NO_PLAIN_TEXT.problem(form=form))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise refuse(NO_UTF_8.problem(f"line {line}")) from None


def named_as_texts(folder: Path) -> list[Path]:
    """Return the files whose names end as editors and word processors have them.

    Such are ``plan.toml.txt`` and ``plan.docx``; in order of their names.

    Parameters
    ----------
    folder : Path
    """
    found = (path for path in folder.iterdir() if path.suffix.lower() in EDITORS)
    return sorted(path for path in found if path.is_file())


def _no_such_file(file: Path) -> SourceError:
    if not file.parent.is_dir():
        return SourceError(
            str(file), say("there is no folder {parent!r}", parent=str(file.parent))
        )
    beside = [path.name for path in file.parent.iterdir() if path.is_file()]
    # An ending that is the same makes no name alike.
    alike = [name for name in beside[:2000] if suggest(file.stem, [Path(name).stem])]
    fix = did_you_mean(file.name, alike)
    return SourceError(str(file), say("there is no such file"), fix)


def unusable(file: Path, error: Exception) -> SourceError:
    """Return the error that says of `file` what the system said."""
    said = getattr(error, "strerror", None) or str(error)
    return SourceError(str(file), said[:1].lower() + said[1:])
