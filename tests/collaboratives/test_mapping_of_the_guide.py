"""The table that maps the source's paragraphs to fields says what is there, and all."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import attrs

from cqikit.collaboratives import ClosingReport, Guide, Proposals

PAGE = Path("docs/explanation/closing-guide.md").read_text(encoding="utf-8")
#: What is written elsewhere in the folder, or is a word of the text.
ELSEWHERE = {"collaborative", "agencies", "bts-infrastructure"}
#: What a guide has beside answers to the source: its name, and named choices.
BESIDE = {"key", "title", "policies"}


def rows() -> list[tuple[str, str, str]]:
    """Return the cells of each row of the three tables, without number and test."""
    lines = [line for line in PAGE.splitlines() if line.startswith("| ")]
    cells = [[each.strip() for each in line.strip("|").split("|")] for line in lines]
    return [(a, b, c) for number, a, b, c, _ in cells if number != "S5"]


def fields_of(kind: Any) -> dict[str, Any]:
    """Return the fields of a class, or of the members of a tuple of it."""
    member = get_args(kind)[0] if get_origin(kind) is tuple else kind
    if not attrs.has(member):
        return {}
    hints = get_type_hints(member)
    return {field.name: hints[field.name] for field in attrs.fields(member)}


def written() -> set[str]:
    """Return every path that the table says people write, and those within it."""
    found = set()
    for _, where, _ in rows():
        first = ""
        for name in re.findall(r"`([a-z_.-]+)`", where):
            # A path that begins with a dot goes on from the one before.
            path = f"{first.rpartition('.')[0]}{name}" if name[0] == "." else name
            if "." in name:
                first = path
            found.add(path)
    return found - ELSEWHERE


def test_the_table_has_every_paragraph_of_the_source() -> None:
    # Counted in the source: ten in part 1, twelve in part 2, six in part 3; and who
    # fills it in, which the source leaves to its heading.
    assert len(rows()) == 10 + 12 + 6


def test_every_field_that_the_table_names_is_there() -> None:
    guide = fields_of(Guide)
    inner = {name for kind in guide.values() for name in fields_of(kind)}
    deep = {
        name
        for kind in guide.values()
        for part in fields_of(kind).values()
        for name in fields_of(part)
    }
    for path in written():
        first, _, rest = path.partition(".")
        if rest:
            assert rest in fields_of(guide[first]), path
        else:
            assert first in {*guide, *inner, *deep}, path


def test_every_part_of_a_guide_is_in_the_table() -> None:
    said = written()
    for name, kind in fields_of(Guide).items():
        if name in BESIDE:
            continue
        parts = fields_of(kind) if get_origin(kind) is not tuple else {}
        for path in [f"{name}.{part}" for part in parts] or [name]:
            assert path in said, path


def test_every_figure_that_the_table_names_is_there() -> None:
    named = {*re.findall(r"`(ClosingReport|Proposals)\.(\w+)", PAGE)}
    known = {
        "ClosingReport": fields_of(ClosingReport),
        "Proposals": fields_of(Proposals),
    }
    for owner, name in named:
        assert name in known[owner], (owner, name)
    proposed = {name for owner, name in named if owner == "Proposals"}
    assert set(known["Proposals"]) - proposed == {
        "guide",
        "day",
        "closing",
        "theory",
    }
