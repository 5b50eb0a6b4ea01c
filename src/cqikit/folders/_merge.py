"""Two people's edits of one folder, merged file by file."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from contextlib import suppress
from pathlib import PurePath
from typing import Any, Final

from attrs import evolve, field, frozen

from cqikit import documents
from cqikit.core import FrozenOf, arguments, instance_of, mapping_of, say
from cqikit.documents import Conflict
from cqikit.errors import CqikitError
from cqikit.folders._reading import ENDINGS
from cqikit.folders._types import DOCUMENTS
from cqikit.tables import Layout

__all__ = ["MergedFolder", "merge"]

#: Tables whose rows are lines, and are merged as such.
ROWS: Final = frozenset({".csv", ".tsv"})

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


@frozen
class _Row:
    """A row of a table: by which it is known, and all of it."""

    key: str
    text: str


@frozen
class _Rows:
    rows: tuple[_Row, ...]


@frozen
class _Lines:
    rows: tuple[str, ...]


@arguments(**dict.fromkeys(("base", "mine", "theirs"), FILES))
def merge(
    base: Mapping[str, bytes], mine: Mapping[str, bytes], theirs: Mapping[str, bytes]
) -> MergedFolder:
    r"""Return what two people made of the files of one folder, as one folder.

    A file that one side changed is that side's, as it is. One that both changed is
    merged where it is a document (see `documents.merge`) or a table of rows on lines;
    of any other, the folder has mine, and it is a conflict. A row of a table is known
    by its period and team, the columns that a layout of the folder names; where none
    does, by those that are called so, else by all of it.

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
            if ending in ROWS:
                return _rows(name, (base, mine, theirs), columns)
        except (CqikitError, UnicodeDecodeError) as error:
            why = f"it cannot be merged: {error}"
            return mine, [_whole(name, base, mine, theirs, why)]
    kept = theirs if mine is None else mine
    return kept, [_whole(name, base, mine, theirs, "")]


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
                columns = {layout.period, layout.team} - {""}
                found[layout.file] = frozenset(map(str.casefold, columns))
    return found


def _rows(
    name: str, sides: tuple[bytes, bytes, bytes], columns: frozenset[str]
) -> tuple[bytes, list[Conflict]]:
    # A row that is quoted over several lines is several here, and stays in its order.
    lines = [tuple(side.decode().split("\n")) for side in sides]
    delimiter = "\t" if PurePath(name).suffix.lower() == ".tsv" else ","
    known = [_known(side, columns, delimiter) for side in lines]
    if None in known or len({side[0] for side in lines}) > 1:
        plain = documents.merge(*map(_Lines, lines))
        return "\n".join(plain.value.rows).encode(), _within(name, plain.conflicts)
    found = documents.merge(*(_Rows(side or ()) for side in known))
    text = "\n".join(row.text for row in found.value.rows)
    return text.encode(), _within(name, tuple(map(_as_text, found.conflicts)))


def _known(
    lines: tuple[str, ...], columns: frozenset[str], delimiter: str
) -> tuple[_Row, ...] | None:
    """Return each line by its period and team; None where these do not tell apart."""
    ended = lines[-1] == ""
    mark = delimiter if delimiter in lines[0] else ";"
    try:
        rows = [
            next(csv.reader([line], delimiter=mark), [])
            for line in lines[: len(lines) - ended]
        ]
    except csv.Error:
        return None
    names = [cell.strip("\ufeff ").casefold() for cell in rows[0]] if rows else []
    places = [at for at, name in enumerate(names) if name in columns]
    if not places or any(len(row) != len(names) for row in rows):
        return None
    keys = [", ".join(row[at].strip() for at in places) for row in rows]
    # The end of the last line is a line of its own, without a word.
    keys += ["the end"] * ended
    if not all(keys) or len(set(keys)) < len(keys):
        return None
    return tuple(_Row(*pair) for pair in zip(keys, lines, strict=True))


def _as_text(conflict: Conflict) -> Conflict:
    """Return a conflict of rows with the rows as they stand in the table."""
    sides = {
        side: row.text
        for side in ("base", "mine", "theirs")
        if isinstance(row := getattr(conflict, side), _Row)
    }
    return evolve(conflict, where=conflict.where.removesuffix(".text"), **sides)


def _within(name: str, conflicts: tuple[Conflict, ...]) -> list[Conflict]:
    return [
        evolve(conflict, where=f"{name}: {conflict.where}" if conflict.where else name)
        for conflict in conflicts
    ]
