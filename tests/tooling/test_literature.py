"""Every volume and page that is cited stands in the table of the literature, once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent.parent
PAGE: Final = ROOT / "docs" / "explanation" / "sources.md"
TABLE: Final = PAGE.read_text(encoding="utf-8").split("## The literature")[1]
#: "1987;29(4):393" and the like, across a line that is broken.
CITED: Final = re.compile(r"\b((?:19|20)\d\d);(\d+)(?:\(\d+\))?:\s*(e?\d+)")
#: What only the data of tests cite: each with its file, where it says what of it.
OF_DATA: Final = {
    ("1994", "1", "51"),  # Topics in Clinical Chiropractic, reference/assessments
    ("2018", "18", "884"),  # BMC Health Services Research, reference/assessments
}


def citations(text: str) -> set[tuple[str, ...]]:
    joined = re.sub(r"\n *(?:#:? )?", " ", text)
    return {match.groups() for match in CITED.finditer(joined)}


def cited() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the file of each citation in the library, its pages and its data."""
    folders = ("src", "docs", "tests/reference")
    kinds = {".py", ".md", ".toml"}
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            made = {"_build", "generated"} & {*path.parts}
            if path.suffix in kinds and path != PAGE and not made:
                for citation in citations(path.read_text(encoding="utf-8")):
                    yield path.relative_to(ROOT).as_posix(), citation


def test_what_is_cited_stands_in_the_table() -> None:
    known = citations(TABLE) | OF_DATA
    assert [(file, work) for file, work in cited() if work not in known] == []


def test_a_page_number_that_slipped_is_seen() -> None:
    assert citations("Nelson 1984;16(4):\n    237-239") == {("1984", "16", "237")}
    assert ("1984", "16", "273") not in citations(TABLE)


def test_each_row_says_how_far_it_was_confirmed() -> None:
    rows = [line for line in TABLE.splitlines() if line.startswith("| ")][1:]
    rows = rows[: rows.index("| source | row | what is open |")]
    assert len(rows) > 60
    for row in rows:
        *_, confirmed = (cell.strip() for cell in row.strip("|").split("|"))
        words = ("reference", "numbers", "structure", "title", "not confirmed")
        assert any(word in confirmed for word in words), row
    names = [row.split("|")[1].strip() + row.split("|")[2] for row in rows]
    assert len(names) == len(set(names))
