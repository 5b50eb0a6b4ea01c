"""Two people's edits of one folder, merged file by file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import PurePath
from typing import Any, Final

from attrs import evolve, field, frozen

from cqikit import documents
from cqikit.core import (
    FrozenOf,
    Sentence,
    arguments,
    instance_of,
    mapping_of,
    problem_of,
    say,
    worded,
)
from cqikit.documents import Conflict
from cqikit.errors import CqikitError
from cqikit.folders._merge_rows import merged_rows
from cqikit.folders._reading import ENDINGS
from cqikit.folders._text_tables import ENDINGS as OF_TABLES
from cqikit.folders._types import DOCUMENTS
from cqikit.tables import Layout

__all__ = ["MergedFolder", "merge"]

#: What columns of period and team are called where no layout says it.
CALLED: Final = frozenset(
    (
        "period",
        "year",
        "quarter",
        "month",
        "week",
        "date",
        "day",
        "team",
        "site",
        "unit",
    )
)
FILES: Final = mapping_of(say("what each file holds, by its name"), instance_of(bytes))


@frozen(kw_only=True)
class MergedFolder:
    """What came of a merge of folders.

    Parameters
    ----------
    files : dict of str to bytes
        What each file holds, by its name.
    conflicts : tuple of Conflict
        Each begins with the name of its file.
    """

    files: Mapping[str, bytes] = field(
        repr=False, converter=FrozenOf[Mapping[str, bytes]]
    )
    conflicts: tuple[Conflict, ...]


@arguments(**dict.fromkeys(("base", "mine", "theirs"), FILES))
def merge(
    base: Mapping[str, bytes], mine: Mapping[str, bytes], theirs: Mapping[str, bytes]
) -> MergedFolder:
    r"""Return what two people made of the files of one folder, as one folder.

    A file that one side changed is that side's, as it is. One that both changed is
    merged where it is a document (see `documents.merge`) or a table in a CSV whose
    first row names the columns; of any other, the folder has mine, and it is a
    conflict. Cells go by the names of their columns, rows by their period and team:
    the columns that a layout of the folder names; where none does, those that are
    called so, else all that every side has. A row that both changed in different ways
    is a conflict, and so is a column that one took out and the other wrote into. How
    the table is written is kept of one side.

    Parameters
    ----------
    base, mine, theirs : mapping of str to bytes
        What each file holds, by its name.

    Examples
    --------
    >>> base = {"falls.csv": b"month,falls\n2026-01,3\n"}
    >>> mine = {"falls.csv": b"month,falls\n2026-01,3\n2026-02,4\n"}
    >>> theirs = {"falls.csv": b"month,falls\n2026-01,2\n", "note.txt": b"Counted"}
    >>> merged = merge(base, mine, theirs)
    >>> merged.files["falls.csv"].decode().split(), sorted(merged.files)
    (['month,falls', '2026-01,2', '2026-02,4'], ['falls.csv', 'note.txt'])
    """
    made: dict[str, bytes] = {}
    conflicts: list[Conflict] = []
    columns = _columns({**theirs, **mine})
    for name in sorted({*base, *mine, *theirs}):
        found_in = [side.get(name) for side in (base, mine, theirs)]
        held, found = _file(name, *found_in, columns=columns.get(name, CALLED))
        if held is not None:
            made[name] = held
        conflicts += found
    return MergedFolder(files=made, conflicts=tuple(conflicts))


def _file(
    name: str,
    base: bytes | None,
    mine: bytes | None,
    theirs: bytes | None,
    *,
    columns: frozenset[str],
) -> tuple[bytes | None, list[Conflict]]:
    """Return what a file holds, None where it goes, and what does not agree in it."""
    if theirs in (base, mine):
        return mine, []
    if mine == base:
        return theirs, []
    if base is not None and mine is not None and theirs is not None:
        ending = PurePath(name).suffix.lower()
        try:
            if ending in ENDINGS:
                return _document(name, ending, (base, mine, theirs))
            if ending in OF_TABLES:
                made, found = merged_rows(name, (base, mine, theirs), columns)
                return made, _within(name, found)
        except (CqikitError, UnicodeDecodeError) as error:
            return mine, [_whole(name, base, mine, theirs, _why(error))]
    kept = theirs if mine is None else mine
    return kept, [_whole(name, base, mine, theirs, "")]


def _why(error: CqikitError | UnicodeDecodeError) -> Sentence:
    """Return why a file cannot be merged, as a sentence for any language."""
    said = say("must be UTF-8 text")
    if isinstance(error, CqikitError):
        told = problem_of(error)
        said = worded(told.template, told.parts or {})
    return say("it cannot be merged: {said}", said=said)


def _whole(
    name: str,
    base: bytes | None,
    mine: bytes | None,
    theirs: bytes | None,
    why: str,
) -> Conflict:
    sizes = [
        None if held is None else f"{len(held)} bytes" for held in (base, mine, theirs)
    ]
    return Conflict(
        where=name,
        base=sizes[0],
        mine=sizes[1],
        theirs=sizes[2],
        why=why,
        written="theirs" if mine is None else "mine",
    )


def _document(
    name: str, ending: str, sides: tuple[bytes, bytes, bytes]
) -> tuple[bytes, list[Conflict]]:
    read: list[Any] = [
        documents.parse(side.decode("utf-8-sig"), name, types=DOCUMENTS)
        for side in sides
    ]
    found = documents.merge(*read)
    write = documents.to_json if ending == ".json" else documents.to_toml
    for side, value in zip(sides[1:], read[1:], strict=True):
        if value == found.value:
            return side, _within(name, found.conflicts)
    text = write(found.value, types=DOCUMENTS)
    return text.encode(), _within(name, found.conflicts)


def _columns(held: Mapping[str, bytes]) -> dict[str, frozenset[str]]:
    """Return the columns of period and team of each table that a layout names."""
    found = {}
    for name, data in held.items():
        if PurePath(name).suffix.lower() not in ENDINGS:
            continue
        with suppress(CqikitError, UnicodeDecodeError):
            text = data.decode("utf-8-sig")
            layout = documents.parse(text, name, types=DOCUMENTS)
            if isinstance(layout, Layout):
                columns = {layout.period, layout.part, layout.team} - {""}
                found[layout.file] = frozenset(map(str.casefold, columns))
    return found


def _within(name: str, conflicts: Iterable[Conflict]) -> list[Conflict]:
    return [
        evolve(conflict, where=f"{name}: {conflict.where}" if conflict.where else name)
        for conflict in conflicts
    ]
