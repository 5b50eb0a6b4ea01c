"""The page that maps the sources says what is there, all of it, and names its tests."""

from __future__ import annotations

import ast
import functools
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import click
import pytest

from cqikit import actions, assessments, documents, drivers, pdsa, plans
from cqikit.cli import main
from cqikit.collaboratives import GUIDE_CHECKS, PROPOSAL_CHECKS

DOCS = Path("docs/explanation")
PAGE = (DOCS / "sources.md").read_text(encoding="utf-8")
GUIDE = (DOCS / "closing-guide.md").read_text(encoding="utf-8")
WELFARE = assessments.FRAMEWORKS["child-welfare-cqi"]
#: Paragraphs, counted in each source: see the numbers of its rows.
COUNTED = {
    "S1": [*map(str, range(1, 13))],
    "S2": [*map(str, range(1, 29))],
    "S3": [*map(str, range(1, 14))],
    "S4": [
        *("1", "2", "3"),
        *(f"P{place}" for place in range(1, len(WELFARE.principles) + 1)),
        "4",
        *(
            key
            for domain in WELFARE.domains
            for key in (f"C{domain.key}", *(item.key for item in domain.items))
        ),
    ],
    "S5": [
        *(f"0.{place}" for place in range(1, 6)),
        *(f"1.{place}" for place in range(1, 11)),
        *(f"2.{place}" for place in range(1, 13)),
        *(f"3.{place}" for place in range(1, 7)),
    ],
}


def rows(text: str = f"{PAGE}\n{GUIDE}") -> Iterator[tuple[str, list[str]]]:
    """Yield each row under a head that names its source: the source, its cells."""
    source = ""
    for line in text.splitlines():
        cells = [word.strip() for word in line.strip("|").split("|")]
        if not line.startswith("|"):
            source = ""
        elif cells[0] in COUNTED:
            source = cells[0]
        elif source and not set(line) <= set("|-"):
            yield source, cells


def still_open() -> list[list[str]]:
    """Return the rows of the list at the end."""
    text = PAGE.split("## Open: not there yet")[1]
    lines = [line for line in text.splitlines() if line.startswith("| S")]
    return [[word.strip() for word in line.strip("|").split("|")] for line in lines]


@pytest.mark.parametrize("source", COUNTED)
def test_every_paragraph_of_a_source_has_a_row_in_its_order(source: str) -> None:
    assert [cells[0] for of, cells in rows() if of == source] == COUNTED[source]


@functools.cache
def functions_of(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(
        node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)
    )


def test_every_row_names_tests_that_are_there() -> None:
    for source, cells in rows():
        named = re.findall(r"`([^`]+)::([^`]+)`", cells[-1])
        assert named, (source, cells[0])
        for file, function in named:
            assert function.startswith("test_")
            assert function in functions_of(Path("tests", file)), (file, function)


ROOMS = (
    *("actions", "assessments", "collaboratives", "documents", "drivers"),
    *("measures", "pdsa", "plans", "projects", "reports", "spc"),
)
KNOWN_CODES = {
    check.code
    for check in (
        *(*actions.CHECKS, *assessments.CHECKS, *drivers.CHECKS, *pdsa.CHECKS),
        *(*plans.CHECKS, *plans.CQI_CHECKS, *GUIDE_CHECKS, *PROPOSAL_CHECKS),
    )
}
KEYS = {
    *documents.frameworks().names,
    *documents.DOCUMENTS.names,
    *(item.key for framework in documents.frameworks() for item in framework.all_items),
    *(domain.key for domain in WELFARE.domains),
}
#: Fields of the class that was named before them, and options of a command.
LOOSE = {*("who", "when", "resources", "cost", "funding", "hours", "areas", "sources")}


def there(name: str) -> bool:
    """Say whether what a row names is there: of a room, a code, a key, a verb."""
    room, _, rest = name.partition(".")
    if name.startswith("cqikit "):
        return name.split()[1] in main.list_commands(click.Context(main))
    if name.startswith("--from "):
        return Path("examples", name.split()[1]).is_dir()
    if room in ROOMS and rest:
        value: Any = importlib.import_module(f"cqikit.{room}")
        first, _, field = rest.partition(".")
        value = getattr(value, first, None)
        if not field:
            return value is not None
        fields = attrs.fields_dict(value) if attrs.has(value) else {}
        return field in fields or hasattr(value, field)
    return name in KNOWN_CODES | KEYS | LOOSE


def test_what_a_row_names_is_there() -> None:
    for source, cells in rows(PAGE):
        for name in re.findall(r"`([^`]+)`", cells[2]):
            assert there(name), (source, cells[0], name)
    assert not there("plans.Area.reflections")
    assert not there("plan.not-there")


def test_what_is_open_is_open_in_a_row_that_is_there_and_said_once() -> None:
    opened = [tuple(cells[:2]) for cells in still_open()]
    assert len(opened) == len(set(opened))
    for source, row in opened:
        assert row in COUNTED[source]
