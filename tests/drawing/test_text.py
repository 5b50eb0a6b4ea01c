from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqikit.drawing import _text
from cqikit.drawing._text import (
    fitted,
    line_of,
    points_wide,
    shortened,
    wrapped,
)
from tests.drawing._svg import NASTY

ANY_TEXT = st.text(st.characters(), max_size=60) | st.sampled_from(NASTY)


@given(ANY_TEXT)
def test_any_text_becomes_one_line_that_xml_can_hold(text: str) -> None:
    line = line_of(text)
    read = ET.fromstring(f"<a>{escape(line)}</a>".encode()).text or ""
    assert read == line
    assert len(line.splitlines()) <= 1
    assert line_of(line) == line


def test_what_xml_cannot_hold_is_shown_as_unknown() -> None:
    assert line_of("a\x00b\ud800c\ufffe") == "a\ufffdb\ufffdc\ufffd"
    assert line_of("a\x1cb") == "a\ufffdb"


@given(ANY_TEXT, st.integers(4, 40))
def test_a_shortened_text_is_no_wider_than_allowed(text: str, most: int) -> None:
    short = shortened(text, most)
    assert points_wide([short], 1) <= most * points_wide(["n"], 1)
    assert short == line_of(text) or short.endswith("\u2026")


def test_a_text_that_fits_is_left_as_it_is() -> None:
    assert fitted("Days", points_wide(["Days"], 8), 8) == "Days"
    assert fitted("Days", points_wide(["Days"], 8) - 1, 8) == "Da\u2026"


@given(ANY_TEXT, st.integers(5, 40), st.integers(1, 4))
def test_wrapped_lines_fit_and_leave_nothing_out(
    text: str, most: int, lines: int
) -> None:
    made = wrapped(text, most, lines)
    assert 1 <= len(made) <= lines
    assert all(points_wide([name], 1) <= most * points_wide(["n"], 1) for name in made)
    if not made[-1].endswith("\u2026"):
        assert "".join(made).replace(" ", "") == line_of(text).replace(" ", "")


def test_a_long_word_is_broken_and_a_long_text_cut() -> None:
    assert wrapped("nnnnnnnnnnnn", 5.5, 9) == ("nnnnn", "nnnnn", "nn")
    assert wrapped("n " * 30, 6, 2)[-1].endswith("\u2026")


def test_wide_signs_are_wider_than_narrow_ones() -> None:
    widths = [
        points_wide([name * 10], 8) for name in ("\u0301", "i", "n", "N", "W", "\u63d0")
    ]
    assert widths == sorted(widths)
    assert widths[0] == 0
    assert points_wide([], 8) == 0


def test_what_is_not_shown_is_not_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    measured = 0

    def counted(text: str) -> list[float]:
        nonlocal measured
        measured += len(text)
        return [1.0] * len(text)

    monkeypatch.setattr(_text, "_widths", counted)
    lines = wrapped("a" * 20_000, 40, 3)
    assert (len(lines), lines[0]) == (3, "a" * 40)
    assert measured < 5 * 20_000
