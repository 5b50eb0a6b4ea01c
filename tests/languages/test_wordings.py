"""What each language does with words, numbers, days and forms of nouns."""

from __future__ import annotations

import pickle
import re
import sys
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqikit import languages
from cqikit.actions import Deadline
from cqikit.core import ENGLISH, Frequency, Period, period_of, say
from cqikit.errors import DocumentError, MissingExtraError, UnknownNameError
from tests.catalogs import PLURALS, TRANSLATED, forms_of

if TYPE_CHECKING:
    from pathlib import Path

TAGS = st.sampled_from(TRANSLATED)
DAY = date(2026, 3, 2)


def test_english_is_as_written() -> None:
    assert languages.wording("en") is languages.wording("en-GB") is ENGLISH


@pytest.mark.parametrize("tag", languages.LANGUAGES)
def test_a_language_is_read_once(tag: str) -> None:
    assert languages.wording(tag) is languages.wording(tag)


@pytest.mark.parametrize(
    ("tag", "number"),
    [
        ("es", "\u22121.234,5"),
        ("es-ES", "\u22121.234,5"),
        ("es-MX", "\u22121,234.5"),
        ("es_US", "\u22121,234.5"),
        ("es-419", "\u22121,234.5"),
        ("ES-mx.UTF-8", "\u22121,234.5"),
        ("ht", "\u22121\u202f234,5"),
        ("ht-US", "\u22121\u202f234,5"),
        ("pt_BR", "\u22121.234,5"),
        ("pt-PT", "\u22121\u00a0234,5"),
        ("zh-Hans", "\u22121,234.5"),
        ("zh_CN", "\u22121,234.5"),
        ("ar", "\u200e\u22121,234.5"),
        ("ar-EG", "\u200e\u22121,234.5"),
        ("ar-MA", "\u200e\u22121.234,5"),
        ("ru-RU", "\u22121\u00a0234,5"),
    ],
)
def test_numbers_are_those_of_the_country(tag: str, number: str) -> None:
    assert languages.wording(tag).said(say("{n:,.1f}", n=-1234.5)) == number


@pytest.mark.parametrize("tag", ["", "xx", "french", "zh-Hant", "zh_TW", "zh-HK"])
def test_a_language_that_we_do_not_speak_is_refused_with_those_there_are(
    tag: str,
) -> None:
    with pytest.raises(UnknownNameError, match=r"there are ar, en, es, ht, pt, ru, zh"):
        languages.wording(tag)


@pytest.mark.parametrize(
    ("tag", "day", "month"),
    [
        ("es", "2 de marzo de 2026", "marzo de 2026"),
        ("ht", "2 mas 2026", "mas 2026"),
        ("pt", "2 de março de 2026", "março de 2026"),
        ("zh", "2026年3月2日", "2026年3月"),
        ("ar", "2 مارس 2026", "مارس 2026"),
        ("ru", "2 марта 2026\u202fг.", "03.2026"),
    ],
)
def test_days_and_months(tag: str, day: str, month: str) -> None:
    write = languages.wording(tag).part
    # Other versions of CLDR have another blank before the year's sign.
    assert write(DAY).replace("\u00a0", "\u202f") == day
    assert write(period_of(DAY, Frequency.DAY)) == write(DAY)
    assert write(period_of(DAY, Frequency.MONTH)) == month
    of_april = period_of(date(2026, 5, 1), Frequency.QUARTER, starts=2)
    assert " \u2013 " in write(of_april)


@given(TAGS, st.dates(), st.sampled_from(list(Frequency)))
def test_no_two_periods_of_a_frequency_are_written_alike(
    tag: str, day: date, frequency: Frequency
) -> None:
    period = period_of(day, frequency)
    try:
        following = period.shift(1)
    except (OverflowError, ValueError):
        return
    write = languages.wording(tag).part
    assert write(period) != write(following)


@pytest.mark.parametrize(
    ("tag", "halves", "quarters"),
    [
        (
            "es",
            ("primer semestre de 2026", "segundo semestre de 2026"),
            ("T1 2026", "T2 2026", "T3 2026", "T4 2026"),
        ),
        (
            "ht",
            ("premye mwatye 2026", "dezyèm mwatye 2026"),
            (
                "trimès 1 nan 2026",
                "trimès 2 nan 2026",
                "trimès 3 nan 2026",
                "trimès 4 nan 2026",
            ),
        ),
    ],
)
def test_halves_and_quarters_of_a_year(
    tag: str, halves: tuple[str, ...], quarters: tuple[str, ...]
) -> None:
    write = languages.wording(tag).part
    days = [date(2026, month, 15) for month in range(1, 13)]
    for frequency, told in (
        (Frequency.HALF_YEAR, halves),
        (Frequency.QUARTER, quarters),
    ):
        said = [write(period_of(day, frequency)) for day in days]
        assert tuple(dict.fromkeys(said)) == told
        assert [said.count(text) for text in told] == [12 // len(told)] * len(told)


@pytest.mark.parametrize("tag", ["es", "es-MX", "pt-BR", "ht"])
def test_a_wording_says_its_language_and_country(tag: str) -> None:
    assert languages.wording(tag).language == tag


def test_weeks_that_begin_on_another_day_are_written_with_both_ends() -> None:
    week = Period(date(2026, 3, 1), Frequency.WEEK, starts=7)
    said = languages.wording("es").part(week)
    assert said == "1 de marzo de 2026 \u2013 7 de marzo de 2026"


@given(TAGS, st.integers(0, 10_000))
def test_every_number_has_a_form(tag: str, count: int) -> None:
    form = languages.wording(tag).form
    assert form(count) == form(float(count)) == form(-count)
    assert 0 <= form(count) < forms_of(tag)
    assert form(count + 0.5) == form(1.5) < forms_of(tag)


@pytest.mark.parametrize(
    ("tag", "counts"),
    [
        ("es", {0: 1, 1: 0, 2: 1, 1.5: 1}),
        ("pt", {0: 0, 1: 0, 2: 1, 1.5: 0}),
        ("ht", {0: 0, 1: 0, 2: 1}),
        ("zh", {0: 0, 1: 0, 1.5: 0}),
        ("ru", {1: 0, 21: 0, 11: 2, 3: 1, 13: 2, 5: 2, 0: 2, 1.5: 1}),
        ("ar", {0: 0, 1: 1, 2: 2, 3: 3, 103: 3, 11: 4, 100: 5, 1.5: 5}),
    ],
)
def test_forms_are_those_of_the_language(tag: str, counts: dict[float, int]) -> None:
    form = languages.wording(tag).form
    assert {count: form(count) for count in counts} == counts


@pytest.mark.parametrize(
    ("tag", "part", "said"),
    [
        ("es", "el centro", "encima del centro, al centro"),
        ("es-MX", "la mediana", "encima de la mediana, a la mediana"),
        ("es", "El Salvador", "encima de El Salvador, a El Salvador"),
        ("es", "de mayo", "encima de mayo, a de mayo"),
        ("pt", "o centro", "encima do centro, ao centro"),
        ("pt", "as fases", "encima das fases, às fases"),
        ("ru", "el centro", "encima de el centro, a el centro"),
    ],
)
def test_prepositions_and_articles_that_meet_are_contracted(
    tag: str, part: str, said: str
) -> None:
    sentence = say("encima de {part}, a {part}", part=part)
    assert languages.wording(tag).said(sentence) == said


def test_arabic_keeps_what_users_wrote_apart() -> None:
    said = languages.wording("ar").said(say("{name}", name="Aspen"))
    assert said == "\u2068Aspen\u2069"
    assert [tag for tag in TRANSLATED if languages.wording(tag).right_to_left] == ["ar"]


def test_a_wording_can_be_pickled() -> None:
    wording = languages.wording("ru")
    again = pickle.loads(pickle.dumps(wording))
    assert again.part(-1234.5) == wording.part(-1234.5)
    assert again.part(DAY) == wording.part(DAY)
    assert again.form(5) == 2


OWN = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"

msgid "{n:# visit|# visits} without a note"
msgstr "{n:# visita|# visitas} sin nota"

msgid "correct it"
msgstr "arréglelo"
"""


def test_own_words_go_over_ours(tmp_path: Path) -> None:
    path = tmp_path / "mine.po"
    path.write_text(OWN, encoding="utf-8")
    said = languages.wording("es", catalogs=[path])
    visits = say("{n:# visit|# visits} without a note", n=1)
    assert said.said(visits) == "1 visita sin nota"
    assert said.text("correct it") == "arréglelo"
    assert languages.wording("es").said(visits) == "1 visit without a note"
    assert languages.wording("en", catalogs=[path]).said(visits) == "1 visita sin nota"


def test_later_catalogs_go_over_earlier_ones(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.po" for name in "ab"]
    for path in paths:
        path.write_text(f'msgid "aim"\nmsgstr "{path.stem}"\n')
    assert languages.wording("es", catalogs=paths).text("aim") == "b"


def test_what_does_not_fit_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "mine.po"
    bad = OWN.replace("{n:# visita|# visitas}", "{n:# visitas}").replace(
        '"arréglelo"', '" arregle {esto}"'
    )
    path.write_text(bad, encoding="utf-8")
    with pytest.raises(DocumentError, match=r"mine.po: 3 problems") as caught:
        languages.wording("es", catalogs=[path])
    codes = {problem.code for problem in caught.value.problems}
    assert codes == {"catalog.misfit"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'msgid "a\nmsgstr ""', "catalog.line"),
        (b'msgid "a"\nmsgstr "b"c"', "catalog.line"),
        (b'msgid_plural "a"\nmsgstr "b"', "catalog.line"),
        (b"hello", "catalog.line"),
        (b"\xff\xfe\x00", "file.no-utf-8"),
        (b"%PDF-1.7", "file.no-plain-text"),
        (b'msgid "\\x"\n', "catalog.no-catalog"),
        (
            b'msgid ""\nmsgstr "Plural-Forms: nplurals=x; plural=;\\n"',
            "catalog.no-catalog",
        ),
        (
            b'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=n**n;\\n"',
            "catalog.rule",
        ),
    ],
)
def test_what_is_no_catalog_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "mine.po"
    path.write_bytes(data)
    with pytest.raises(DocumentError) as caught:
        languages.wording("es", catalogs=[path])
    assert [problem.code for problem in caught.value.problems] == [code]


@given(st.binary(max_size=200))
def test_strange_bytes_are_a_catalog_or_refused(data: bytes) -> None:
    with suppress(DocumentError):
        assert isinstance(languages.read_catalog(data), dict)


def test_a_catalog_may_not_be_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cqikit.languages._catalogs.MOST_BYTES", 10)
    with pytest.raises(DocumentError, match="must be at most 10 bytes"):
        languages.read_catalog(OWN.encode())
    monkeypatch.setattr("cqikit.languages._catalogs.MOST_BYTES", len(OWN.encode()))
    assert languages.read_catalog(OWN.encode())["correct it"].text == "arréglelo"


def test_a_fault_of_a_catalog_is_told_by_its_line() -> None:
    with pytest.raises(DocumentError) as told:
        languages.read_catalog(b'# A remark\n\nmsgid "a"\nmsgstr b\n', "mine.po")
    assert [problem.where for problem in told.value.problems] == ["line 4"]


def test_without_babel_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("babel", "babel.messages.pofile"):
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match=r"cqikit\[languages\]"):
        languages.wording("es-CL")
    with pytest.raises(MissingExtraError, match=r"cqikit\[languages\]"):
        languages.read_catalog(OWN.encode())
    assert languages.wording("en") is ENGLISH


def test_the_rules_of_forms_are_those_of_the_catalogs() -> None:
    assert set(PLURALS) == set(TRANSLATED)


def test_a_list_has_the_comma_of_its_language() -> None:
    teams = say("{teams}", teams=("Elm", "Fir"))
    assert languages.wording("zh").said(teams) == "Elm\u3001Fir"
    assert "\u060c " in languages.wording("ar").said(teams)
    assert languages.wording("es").said(teams) == "Elm, Fir"


def test_a_text_without_words_has_the_signs_of_its_language() -> None:
    found = say("{team}: {signals/; }.", team="7", signals=("8", "9"))
    assert languages.wording("zh").said(found) == "7\uff1a8\uff1b9\u3002"
    assert languages.wording("zh").said(say("1.96 × {n}", n=2)) == "1.96 × 2"
    arabic = re.sub("[\u2068\u2069]", "", languages.wording("ar").said(found))
    assert arabic == "7: 8\u061b 9."
    assert languages.wording("ru").said(found) == found


def test_what_is_written_from_right_to_left_does_not_turn_what_is_beside() -> None:
    # Else the eye reads 01-10-2024.
    told = say("{title}, {on}", title="\u05d0\u05d1", on="2024-10-01")
    assert told == "\u2068\u05d0\u05d1\u2069, 2024-10-01"
    assert languages.wording("es").said(told) == told
    assert say("{title}", title="\u00e9") == "\u00e9"
    # Once is enough.
    assert say("{title}", title="\u2068\u05d0\u2069") == "\u2068\u05d0\u2069"


def test_a_part_is_kept_as_what_anybody_can_read() -> None:
    until = Deadline(by="2026-12", begin="2026-11")
    kept = say("{n} {due}", n=np.int64(2), due=until)  # type: ignore[arg-type]
    assert type(kept.parts["n"]) is int
    assert kept.parts["due"] == "2026-11 to 2026-12"
