"""Pages are linked, have words for pictures, and speak in their reader's words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parent.parent.parent
DOCS: Final = ROOT / "docs"
PAGES: Final = {
    page: page.read_text(encoding="utf-8")
    for page in [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
    if not {"generated", "_build"} & {*page.parts}
}
PICTURE: Final = re.compile(r"!\[([^\]]*)\]\(")
LINK: Final = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s#]+\.md)")
#: What only whoever works on the library calls things.
INSIDE: Final = re.compile(r"\b(?:doors?|the rooms?|rooms? `|folded from)\b")
HOUSE: Final = DOCS / "explanation" / "the-house.md"


def named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_picture_has_words_on_one_line(page: Path) -> None:
    # What stands on two lines is read as one word where they meet.
    for words in PICTURE.findall(PAGES[page]):
        assert words.strip()
        assert "\n" not in words


def test_each_page_is_found_from_another() -> None:
    found = {
        (page.parent / link).resolve()
        for page, text in PAGES.items()
        for link in LINK.findall(text)
        if (page.parent / link).resolve() != page.resolve()
    }
    assert [named(page) for page in PAGES if page.resolve() not in found] == [
        "README.md"
    ]


@pytest.mark.parametrize("page", [page for page in PAGES if page != HOUSE], ids=named)
def test_a_page_says_it_in_its_readers_words(page: Path) -> None:
    assert INSIDE.findall(PAGES[page]) == []
