"""What cqikit writes in a language is read in the forms of that language."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqikit import forms
from cqikit.core import ENGLISH, parse_period
from cqikit.forms._word._cells import meant, shown
from cqikit.forms._word._spoken import spoken
from cqikit.forms._word._template import Field
from cqikit.languages import LANGUAGES, wording
from cqikit.measures import Aim, Level
from tests.forms.test_word_meanings import AIM, filled

if TYPE_CHECKING:
    from pathlib import Path

NUMBER = Field(path="value", label="Number", kind="number")
EASTERN = str.maketrans(
    "0123456789.", "\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u066b"
)


@given(
    tag=st.sampled_from(tuple(LANGUAGES)),
    day=st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 12, 31)),
)
def test_a_day_and_a_month_are_read_as_the_language_writes_them(
    tag: str, day: date
) -> None:
    words = wording(tag)
    assert spoken(words.part(day), words) == day.isoformat()
    month = parse_period(f"{day:%Y-%m}")
    if tag != "ru":  # It writes months in digits, which are read for every language.
        assert spoken(words.part(month), words) == str(month)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_day_in_a_form_of_each_language(tag: str, tmp_path: Path) -> None:
    words = wording(tag)
    said = words.part(date(2027, 3, 7))
    if tag == "ar":
        said = said.translate(EASTERN)
    read = filled(tmp_path / "form.docx", "aim", tag, **AIM | {"_0_4_1": said})
    assert str(read.document.by) == "2027-03-07"
    assert bool(read.understood) == (said != "2027-03-07")
    assert read.unplaced == ()


def test_what_is_no_day_of_a_language_stays() -> None:
    spanish = wording("es")
    for text in ("soon", "2026", "pronto, en 2026", "x" * 70 + " 2026"):
        assert spoken(text, spanish) == text
    assert (
        spoken("7 \u043c\u0430\u0440\u0442\u0430 2026", wording("ru")) == "2026-03-07"
    )


@given(
    tag=st.sampled_from(tuple(LANGUAGES)),
    value=st.integers(-(10**6), 10**6)
    | st.integers(0, 10**6).map(lambda it: it / 1000),
)
def test_a_number_is_never_read_as_another(tag: str, value: float) -> None:
    """Read as the language writes it, a number is the same or it is refused."""
    words = wording(tag)
    written = words.figure(f"{value:,}")
    assert meant(NUMBER, written, words) in (value, " ".join(written.split()))
    text = shown(NUMBER, value, words)
    assert text is not None
    assert meant(NUMBER, text, words) == value
    assert meant(NUMBER, text.translate(EASTERN), words) == value


AMBIGUOUS = {("es", "1.234"), ("pt", "1.234"), ("en", "1,234"), ("es", "1,234")}


@pytest.mark.parametrize(("tag", "text"), sorted(AMBIGUOUS))
def test_what_may_be_thousands_or_decimals_is_refused(
    tag: str, text: str, tmp_path: Path
) -> None:
    read = filled(tmp_path / "form.docx", "aim", tag, **AIM | {"_0_6_1": text})
    assert read.document.baseline is None
    assert [it.text for it in read.unplaced] == [text]


def test_a_number_of_three_decimals_comes_back_in_spanish(tmp_path: Path) -> None:
    aim = Aim(key="a", title="A", measure="m", target=Level(1.234), by="2027")
    forms.write_word(aim, tmp_path / "form.docx", wording=wording("es"))
    read = forms.read_word(tmp_path / "form.docx")
    assert read.document == aim
    assert meant(NUMBER, "1.234", ENGLISH) == meant(NUMBER, "1.234", wording("es-MX"))
    assert meant(NUMBER, "1\u00a0234,5", wording("ru")) == 1234.5
