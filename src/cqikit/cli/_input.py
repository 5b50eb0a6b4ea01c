"""What a verb reads: a file, or standard input where the name is -."""

from __future__ import annotations

import itertools
import sys
from typing import TYPE_CHECKING, Any, Final, TypeVar

from attrs import evolve

from cqikit import files
from cqikit.cli._language import line_of, said, spoken_in, tell, wording_of
from cqikit.cli._paths import STDIN
from cqikit.cli._plugged import document_types
from cqikit.core import problem_of, say
from cqikit.errors import DocumentError, FaultsError, SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from cqikit.errors import Problem
    from cqikit.tables import Dialect, Table

__all__ = [
    "DOCUMENTS",
    "STDIN",
    "WORD",
    "document_at",
    "document_of",
    "each_of",
    "form_at",
    "name_of",
    "table_at",
]

T = TypeVar("T")

#: What is written as a document, and what is read as a table.
DOCUMENTS: Final = frozenset({".toml", ".json"})
TABLES: Final = frozenset(
    {".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".parquet"}
)
CHARTED: Final = say(
    "cqikit chart is for numbers, cqikit score for answers, with the framework's name;"
    " cqikit check is for the document that names it"
)
#: The ending of forms.
WORD: Final = ".docx"
#: Of a text of a form that has no place, so many characters are told.
SHOWN: Final = 500


def name_of(path: Path) -> str:
    """Return what messages call what is read."""
    return "standard input" if path == STDIN else str(path)


def table_at(path: Path, how: Dialect | None = None) -> Table:
    """Return the table in a file; standard input is CSV.

    Parameters
    ----------
    path : path
    how : Dialect, optional
        How it is written; by default, as it shows.

    Raises
    ------
    SourceError, DataError
        As `tables.read` raises them.
    """
    from cqikit import tables  # noqa: PLC0415  (documents need no tables)

    if path != STDIN:
        if path.is_dir():
            raise SourceError(
                str(path), say("is a folder, not a table"), say("name a file in it")
            )
        _check_ending(
            path,
            DOCUMENTS,
            say("is a document, not a table"),
            say("cqikit check is for those"),
        )
        return tables.read(path, how=how)
    data = _piped()
    if data.startswith((b"PK\x03\x04", b"PAR1")):
        said = say("is no text, and only text can be piped")
        raise SourceError(name_of(path), said, say("save it, and name the file"))
    return tables.parse_csv(data, name=name_of(path), how=how)


def document_at(path: Path) -> Any:
    """Return the document in a file; standard input is TOML or JSON.

    Raises
    ------
    SourceError, DocumentError
        As `documents.read` raises them.
    """
    from cqikit import documents, files  # noqa: PLC0415  (as above)

    if path != STDIN:
        _check_name(path)
        _check_ending(path, TABLES, say("is a table, not a document"), CHARTED)
        if path.suffix.lower() == WORD:
            return form_at(path)[0]
        return documents.read(path, types=document_types())
    name = name_of(path)
    text = files.text_of(_piped(), lambda fault: DocumentError(name, [fault]))
    return documents.parse(text, name, types=document_types())


def form_at(path: Path) -> tuple[Any, tuple[str, ...]]:
    """Return the document of a form in Word, and what has no place in it, as told."""
    from cqikit import forms  # noqa: PLC0415  (only where it is one)
    from cqikit.cli._beside import frameworks_beside  # noqa: PLC0415  (it reads files)

    read = forms.read_word(path, frameworks=frameworks_beside(path))
    spoken_in(read.wording.language)
    lines = []
    for it in read.unplaced:
        lines.append(said(line_of(it.problem, wording_of())))
        # A page that was copied into one cell is no line; what is written keeps it.
        if len(it.text) > SHOWN:
            it = evolve(it, text=f"{it.text[:SHOWN]} ...")  # noqa: PLW2901
        told = line_of(it.problem, wording_of())
        tell(say("{file}: {told}", file=str(path), told=told), err=True)
    for line in read.understood:
        tell(say("{file}: {told}", file=str(path), told=line), err=True)
    return read.whole, tuple(lines)


def document_of(kind: type[T], path: Path) -> T:
    """Return the document in a file, which must be of this class.

    Raises
    ------
    SourceError
        When it is of another type.
    """
    from cqikit import documents  # noqa: PLC0415  (as above)

    read = document_at(path)
    if isinstance(read, kind):
        return read
    types = document_types()
    wanted = " or ".join(
        sorted(
            document_type.name for document_type in types if document_type.reads(kind)
        )
    )
    got = documents.type_of(read, types).name
    raise SourceError(
        name_of(path),
        say("must be a document of type {wanted} (got {got})", wanted=wanted, got=got),
    )


def each_of(paths: Iterable[Path], read: Callable[[Path], T]) -> list[T]:
    """Return what is read of each file.

    Raises
    ------
    DocumentError
        All faults at once, each with its file, where several cannot be read; the error
        of the one that cannot, else.
    """
    made: list[T] = []
    errors: list[FaultsError | SourceError] = []
    for path in paths:
        try:
            made.append(read(path))
        except (FaultsError, SourceError) as error:
            errors.append(error)
    if len(errors) == 1:
        raise errors[0]
    if errors:
        names = ", ".join(dict.fromkeys(error.source for error in errors))
        raise DocumentError(names, itertools.chain(*map(_faults, errors)))
    return made


def _faults(error: FaultsError | SourceError) -> Iterator[Problem]:
    """Yield what is wrong with a file, each with its name."""
    if isinstance(error, SourceError):
        yield problem_of(error, error.source)
        return
    for problem in error.problems:
        where = ": ".join(filter(None, (error.source, problem.where)))
        yield evolve(problem, where=where)


def _check_name(path: Path) -> None:
    """Refuse a document that an editor has named as a text: plan.toml.txt."""
    meant = path.parent / path.stem
    if (
        path.suffix.lower() in TABLES
        and meant.suffix.lower() in DOCUMENTS
        and path.is_file()
    ):
        ending, name = path.suffix, meant.name
        said = say("is no document by its name: it ends in {ending}", ending=ending)
        fix = say("rename it to {name}", name=name)
        if meant.exists():
            fix = say("delete {name}, then rename it to {name}", name=name)
        raise SourceError(str(path), said, fix)


def _check_ending(path: Path, others: frozenset[str], said: str, fix: str) -> None:
    """Refuse a file of which the ending says that it is of another kind."""
    if path.suffix.lower() in others and path.is_file():
        raise SourceError(str(path), said, fix)


def _piped() -> bytes:
    largest = files.BOUNDS.piped_bytes
    data = sys.stdin.buffer.read(largest + 1)
    if len(data) > largest:
        raise SourceError(
            "standard input", say("must be at most {largest:,d} bytes", largest=largest)
        )
    return data
