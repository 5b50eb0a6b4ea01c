"""How lines, tables and pages are written: as HTML, Markdown and for Word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from docx import Document

from cqikit.reports._blocks import Column, Page, Row, Table, Text, Tone, cell, line
from cqikit.reports._cells import said_html
from cqikit.reports._docx import EDGES, INSIDE, LETTERS, _prepare, _widths
from cqikit.reports._html import _rendered
from cqikit.reports._markdown import _as_typed


@pytest.mark.parametrize("tone", list(Tone))
def test_what_is_strong_is_so_for_who_hears_a_page_and_other_tones_are_looks(
    tone: Tone,
) -> None:
    written = str(said_html(line(Text("a < b", tone))))
    plain = "a &lt; b"
    looks = f'<span class="{tone}">{plain}</span>'
    wanted = {Tone.PLAIN: plain, Tone.STRONG: f"<strong>{plain}</strong>"}
    assert written == wanted.get(tone, looks)


@pytest.mark.parametrize(
    "typed", ["plain", "`one` and ```` four", "```` four and `one`", "```\ntext\n```"]
)
def test_what_was_typed_does_not_close_its_own_fence(typed: str) -> None:
    first, *within, last = _as_typed(typed).split("\n")
    assert "\n".join(within) == typed
    assert first == f"{last}text"
    assert set(last) == {"`"}
    assert len(last) > max((len(word) for word in re.findall("`+", typed)), default=2)


def test_a_tag_on_a_line_of_its_own_leaves_no_line_on_a_page() -> None:
    own = "  {% if true %}\nkept\n  {% endif %}\nend\n"
    assert _rendered(own) == "kept\nend\n"


def widths(columns: Sequence[str], *rows: Sequence[Sequence[str]]) -> list[float]:
    """Return how many letters wide each column of a table is."""
    table = Table(
        columns=tuple(map(Column, columns)),
        rows=tuple(Row(cells=tuple(cell(*lines) for lines in row)) for row in rows),
    )
    shares = _widths(table)
    return [LETTERS * share / sum(shares) for share in shares]


def test_no_word_is_broken_where_the_longest_of_all_columns_fit() -> None:
    long = " ".join(["improvement"] * 30)
    made = widths(["Day", "", "What"], [["2026-03-02"], [], [long]])
    longest = [len("2026-03-02"), 0, len("improvement")]
    for width, letters in zip(made, longest, strict=True):
        assert width >= letters + EDGES - 1e-9
    # What is left goes to the column with the most to say.
    assert made[2] > LETTERS / 2


def test_a_column_is_as_wide_as_its_usual_line_and_not_as_all_its_lines() -> None:
    said = "ten of them"
    first, second = widths([said, said], [[said], [said] * 5])
    assert first == pytest.approx(second)


@pytest.fixture(scope="module")
def paper() -> Any:
    """Return an empty file for Word, of a page with a title of 300 letters."""
    document = Document()
    page = Page(title="x" * 300, as_of=date(2026, 3, 2), opening=(), sections=())
    _prepare(document, page)
    return document


def test_a_file_has_as_much_of_a_long_title_as_word_takes(paper: Any) -> None:
    assert paper.core_properties.title == "x" * 255


def test_what_stands_in_tables_is_smaller_than_the_text(paper: Any) -> None:
    sizes = {name: paper.styles[name].font.size for name in (INSIDE, "Normal")}
    assert sizes[INSIDE] < sizes["Normal"]
