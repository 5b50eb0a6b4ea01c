"""Run tests of published numbers outside pytest, and listen to what they compare."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import Any, Final

from tests.same import Seen, recorded

__all__ = ["REFERENCE", "calls", "listen", "not_found", "sources"]

REFERENCE: Final = Path(__file__).parent.parent / "reference"
NOT_FOUND: Final = "## Looked for and not found\n"
Test = Callable[..., None]


def listen(tests: Iterable[Test]) -> Seen:
    """Run tests, each with all of its parameters, and return what they compared."""
    with recorded() as seen:
        for test in tests:
            for arguments in calls(test):
                test(**arguments)
    return seen


def calls(test: Test) -> Iterator[dict[str, Any]]:
    """Yield the arguments of each case of a test, as pytest would."""
    marks = [
        mark for mark in getattr(test, "pytestmark", ()) if mark.name == "parametrize"
    ]
    for chosen in product(*(_sets(*mark.args[:2]) for mark in reversed(marks))):
        yield {name: value for each in chosen for name, value in each.items()}


def _sets(names: str | tuple[str, ...], values: Iterable[Any]) -> list[dict[str, Any]]:
    if isinstance(names, str):
        return [{names: value} for value in values]
    return [dict(zip(names, value, strict=True)) for value in values]


def sources(root: Path = REFERENCE) -> dict[str, str]:
    """Return what each table of the reference files says its source is."""
    found: dict[str, str] = {}
    for path in sorted(root.glob("*/*SOURCES.md")):
        heads: list[str] = []
        for line in path.read_text(encoding="utf-8").splitlines():
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if not line.startswith("|"):
                heads = []
            elif not heads:
                heads = cells
            elif heads[0] == "table" and heads[-1] == "source":
                found |= dict.fromkeys(re.findall("`([^`]+)`", cells[0]), cells[-1])
    return found


def not_found(root: Path = REFERENCE) -> list[str]:
    """Return what the reference files say was looked for and not found."""
    found = []
    for path in sorted(root.glob("*/*SOURCES.md")):
        _, *after = path.read_text(encoding="utf-8").split(NOT_FOUND)
        found += [text.split("\n# ")[0].strip() for text in after]
    return found
