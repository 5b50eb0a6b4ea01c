"""The page on bounds names each of them, with the number that holds."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from attrs import asdict

from cqikit import files

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "explanation" / "security-and-bounds.md"


def test_the_page_has_each_bound_as_it_is() -> None:
    row = re.compile(r"\| `(\w+)` \| ([\d,]+) \|$", re.MULTILINE)
    rows = row.findall(PAGE.read_text("utf-8"))
    said = {name: int(number.replace(",", "")) for name, number in rows}
    assert said == asdict(files.BOUNDS)
    assert len(rows) == len(said)


def test_each_bound_is_held_somewhere() -> None:
    """One that is declared and read nowhere bounds nothing."""
    source = "".join(path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py"))
    used = set(re.findall(r"\bBOUNDS\.(\w+)", source.replace(">>> files.BOUNDS", "")))
    # That of Python's own reader, which is everybody's in a process.
    assert csv.field_size_limit() == files.BOUNDS.cell_characters
    assert used | {"cell_characters"} == set(asdict(files.BOUNDS))
