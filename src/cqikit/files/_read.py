"""Files read within bounds, and named when they cannot be."""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from cqikit.core import FindingKind, arguments, did_you_mean, say
from cqikit.errors import SourceError, suggest

if TYPE_CHECKING:
    from collections.abc import Callable

    from cqikit.errors import Problem

__all__ = [
    "descriptor_of",
    "named_as_texts",
    "path_inside",
    "paths_in",
    "read_bytes",
    "text_of",
    "unusable",
]

#: Names of what is open already, on systems that have such names.
STANDARD: Final = {"/dev/stdin": 0, "/dev/stdout": 1, "/dev/stderr": 2}
DESCRIPTOR: Final = re.compile(r"/(?:dev|proc/self)/fd/([0-9]{1,4})")
#: What is read of a file at a time, after as much as it says it has.
CHUNK: Final = 1 << 20
NO_FILE: Final = say("is no file: a folder, device or FIFO")

#: What editors and word processors put after a name, or what is taken for an ending.
EDITORS: Final = frozenset(
    {"", ".txt", ".text", ".rtf", ".doc", ".docx", ".odt", ".pages", ".md", ".tml"}
    | {".yaml", ".yml", ".json5", ".jsonc", ".ini"}
)
#: How names of documents end; and an ending like it that is another's.
MEANT: Final = ("toml", "json")
OTHERS: Final = frozenset({"jsonl"})
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


@arguments()
def read_bytes(path: str | os.PathLike[str], most: int) -> bytes:
    """Return what a file holds, and of a file that has more than `most` bytes no more.

    Parameters
    ----------
    path : path
        What is no regular file, such as a FIFO or a device, is not waited for; but a
        descriptor that is open, such as ``/dev/stdin`` or ``/dev/fd/63``, is read.
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
        with _opened(file) as opened:
            return _read(opened, most + 1)
    except FileNotFoundError:
        raise _no_such_file(file) from None
    except SourceError:
        raise
    except (OSError, ValueError) as error:
        raise unusable(file, error) from None


def _opened(file: Path) -> IO[bytes]:
    """Open a file that holds something, or what is open already."""
    descriptor = descriptor_of(file)
    if descriptor is not None:
        return os.fdopen(os.dup(descriptor), "rb")
    # Not waited for: nobody may ever write to a FIFO.
    opened = open(file, "rb", opener=_at_once)  # noqa: SIM115
    if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
        opened.close()
        raise SourceError(str(file), NO_FILE)
    return opened


def _at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _read(opened: IO[bytes], most: int) -> bytes:
    """Return the first bytes, in memory for as many as there are."""
    size = os.fstat(opened.fileno()).st_size
    # A byte more than it says it has, as files of the system say that they have none.
    data = opened.read(min(most, size + 1))
    chunks = [data]
    left = most - len(data)
    while len(data) > 0 and left > 0:
        data = opened.read(min(left, CHUNK))
        chunks.append(data)
        left -= len(data)
    return b"".join(chunks)


def descriptor_of(path: str | os.PathLike[str]) -> int | None:
    """Return which open descriptor a path names."""
    # Not `Path.resolve`, which would follow the link that such a name is.
    name = os.path.abspath(path)  # noqa: PTH100
    named = DESCRIPTOR.fullmatch(name)
    return STANDARD.get(name) if named is None else int(named[1])


@arguments()
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


@arguments()
def paths_in(folder: Path) -> list[Path]:
    """Return what lies in a folder, in the order of names.

    Raises
    ------
    SourceError
        When it cannot be listed.
    """
    try:
        return sorted(folder.iterdir())
    except (OSError, ValueError) as error:
        raise unusable(folder, error) from None


@arguments()
def path_inside(folder: Path, name: str) -> Path:
    """Return the path of a file of a folder; it may not lead elsewhere, nor wait.

    Parameters
    ----------
    folder : Path
    name : str
        Of the file, as it is said within the folder.

    Raises
    ------
    SourceError
        When it, or what it is a link to, lies outside, or is no regular file.

    Examples
    --------
    >>> path_inside(Path("examples/measles"), "../scutari/plan.toml")
    Traceback (most recent call last):
    ...
    cqikit.errors.SourceError: ../scutari/plan.toml: lies outside the folder: put ...
    """
    path = folder / name
    try:
        waits = _waits(path)
        inside = path.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError) as error:  # links in a circle
        raise unusable(Path(name), error) from None
    if not inside:
        raise SourceError(
            name, say("lies outside the folder"), say("put the file itself there")
        )
    if waits:
        raise SourceError(name, NO_FILE)
    return path


def _waits(path: Path) -> bool:
    """Say whether one may wait for what is there: it is no regular file."""
    with suppress(FileNotFoundError):
        return not stat.S_ISREG(path.stat().st_mode)
    return False


@arguments()
def named_as_texts(folder: Path) -> list[Path]:
    """Return the files whose names end as editors have them, or in a slip.

    Such are ``plan.toml.txt``, ``plan.docx`` and ``plan.tmol``; in order of their
    names. What editors keep beside a document, ``plan.toml~``, ``plan.toml.bak`` and
    ``.plan.toml.swp``, is none of them.

    Parameters
    ----------
    folder : Path

    Raises
    ------
    SourceError
        When the folder cannot be listed.
    """
    return [
        path
        for path in paths_in(folder)
        if (path.suffix.lower() in EDITORS or _is_misspelt(path.suffix.lower()[1:]))
        and path.is_file()
    ]


def _is_misspelt(ending: str) -> bool:
    """Say whether an ending is one slip away from that of a document.

    The first letter is right, and one is missing, too many, wrong or has changed
    places with the next; or a blank follows.
    """
    plain = ending.strip()
    if plain in OTHERS or ending in MEANT or ending.endswith("~"):
        return False
    return any(
        plain[:1] == meant[0] and not _shorter(plain).isdisjoint(_shorter(meant))
        for meant in MEANT
    )


def _shorter(word: str) -> set[str]:
    """Return a word, and what is left of it without one of its letters."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _no_such_file(file: Path) -> SourceError:
    if not file.parent.is_dir():
        return SourceError(
            str(file), say("there is no folder {parent!r}", parent=str(file.parent))
        )
    try:
        beside = [path.name for path in paths_in(file.parent) if path.is_file()]
    except SourceError:
        # A folder may let its files be opened, and not be listed.
        beside = []
    # An ending that is the same makes no name alike.
    alike = [name for name in beside[:2000] if suggest(file.stem, [Path(name).stem])]
    fix = did_you_mean(file.name, alike)
    return SourceError(str(file), say("there is no such file"), fix)


def unusable(file: Path, error: Exception) -> SourceError:
    """Return the error that says of `file` what the system said."""
    said = getattr(error, "strerror", None) or str(error)
    return SourceError(str(file), said[:1].lower() + said[1:])
