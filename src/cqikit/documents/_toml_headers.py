"""Headers of TOML whose brackets or names are wrong, and what a repair of a line is."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from attrs import field, frozen

from cqikit.core import FindingKind
from cqikit.errors import Problem, suggest

__all__ = ["HEADER", "PAIR", "Repair", "doubled_as", "of_next", "of_root", "of_single"]

TOML_HEADER: Final = FindingKind(
    "document.toml-header",
    says={
        "no-list": "{header} belongs to no [[{root}]]: there are [[{near}]]",
        "first": "[[{name}]] has two brackets, and the first has one",
        "next": "[{name}]: the next of them begins below, without a line that says so",
    },
    fix={
        "no-list": "write {line}",
        "first": "write [[{name}]] above each of several, the first too",
        "next": "write [[{name}]] here",
    },
)
PAIR: Final = re.compile(r"^(\s*)([A-Za-z0-9_-]+)(\s*)([=:])(\s*)((?:.*\S)?)\s*$")
SEVERAL: Final = re.compile(r"^\s*\[\[([A-Za-z0-9_.-]+)\]\]\s*(?:#.*)?$")
HEADER: Final = re.compile(r"^\s*\[([A-Za-z0-9_.-]+)\]\s*(?:#.*)?$")


@frozen
class Repair:
    """What to say of a line, how it was meant, and keys whose values are lost."""

    problem: Problem
    line: str
    lost: str = ""
    #: What else is wrong in the same line, each with the key and value that it changes.
    more: tuple[tuple[Problem, tuple[str, str]], ...] = ()
    #: Whether the same holds of all lines like it, which are then repaired at once.
    alike: Callable[[str], str] | None = field(default=None)
    #: Whether many of them are told by their count; a few are, line by line.
    counts: bool = False
    #: The key and the value that it changes; "" where it changes something else.
    meant: tuple[str, str] = ("", "")


def of_root(lines: list[str], at: int, error: str) -> tuple[int, Repair] | None:
    """Find a part of one of several whose name has a slip: ``[cycle.act]``."""
    header = HEADER.match(lines[at]) if "twice" in error else None
    root, _, rest = header[1].partition(".") if header else ("", "", "")
    several = {found[1] for found in map(SEVERAL.match, lines) if found}
    near = suggest(root, several) if rest and root not in several else ""
    if not near:
        return None

    def meant(line: str) -> str:
        return re.sub(rf"^(\s*\[+){re.escape(root)}\.", rf"\1{near}.", line)

    first = next(place for place, line in enumerate(lines) if meant(line) != line)
    line = meant(lines[first])
    said = TOML_HEADER.problem(
        form="no-list",
        header=lines[first].strip(),
        root=root,
        near=near,
        line=line.strip(),
    )
    return first, Repair(said, line, alike=meant)


def doubled_as(name: str) -> Callable[[str], str]:
    """Make what writes a header of this name with two brackets."""

    def doubled(line: str) -> str:
        same = HEADER.match(line)
        return f"[[{name}]]" if same and same[1] == name else line

    return doubled


def of_single(lines: list[str], at: int, error: str) -> tuple[int, Repair] | None:
    """Find the first of several whose header has one bracket, where others have two."""
    several = SEVERAL.match(lines[at]) if "overwrite" in error else None
    if several is None:
        return None
    name, single = several[1], doubled_as(several[1])
    if [single(line) for line in lines[:at]] == lines[:at]:
        return None
    said = TOML_HEADER.problem(form="first", name=name)
    return at, Repair(said, lines[at], alike=single)


def of_next(lines: list[str], at: int, error: str) -> tuple[int, Repair] | None:
    """Find where the next of several begins, whose own header was forgotten.

    That is the blank line above what stands over its first part, such as its key.
    """
    header = HEADER.match(lines[at]) if "twice" in error else None
    parent = header[1].rpartition(".")[0] if header else ""
    if not parent or f"[[{parent}]]" not in map(str.strip, lines[:at]):
        return None
    place = at - 1
    while not lines[place].strip():
        place -= 1
    above = place
    while PAIR.match(lines[above]) or lines[above].lstrip().startswith("#"):
        above -= 1
    if above == place or lines[above].strip():
        # What stands above belongs to the part before.
        above = place + 1
    if above == at:
        return None
    said = TOML_HEADER.problem(form="next", name=parent)
    return above, Repair(said, f"[[{parent}]]")
