"""Pictures say what they say in any language."""

import re
from xml.etree import ElementTree as ET

import pytest

from cqikit import spc
from cqikit.core import ENGLISH, Period, Wording
from cqikit.core._wording import DIGITS, PLACE
from cqikit.drawing import ChartPicture, chart_svg, cycle_events
from cqikit.errors import FieldTypeError
from tests.drawing._every import EVERY, cycles
from tests.drawing._svg import texts

LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "абцдефгхийклмнопярстувжхызАБЦДЕФГХИЙКЛМНОПЯРСТУВЖХЫЗ",
)


def other(template: str) -> str:
    """Translate a template into other letters, its places kept."""

    def kept(found: re.Match[str]) -> str:
        forms = found[4]
        if between := found[3]:
            return found[0].replace(between, between.translate(LETTERS))
        if forms is None or DIGITS.fullmatch(forms):
            return found[0]
        return f"{{{found[1]}:{forms.translate(LETTERS)}}}"

    ends, said = 0, ""
    for found in PLACE.finditer(template):
        said += template[ends : found.start()].translate(LETTERS) + kept(found)
        ends = found.end()
    return said + template[ends:].translate(LETTERS)


OTHER = Wording(
    translate=other,
    figure=lambda number: number.replace(".", "٫"),
    day=lambda day: f"д{day}".translate(LETTERS),
)


@pytest.mark.parametrize("name", EVERY)
def test_no_word_is_left_in_english(name: str) -> None:
    root = ET.fromstring(EVERY[name].svg(wording=OTHER))
    said = [element.text or "" for element in root.iter()]
    # Words of users are in capitals; the signs in icons are no words.
    assert not [line for line in said if re.search("[a-z]", line)]


@pytest.mark.parametrize("name", EVERY)
def test_english_is_what_is_said_when_nobody_asks(name: str) -> None:
    assert EVERY[name].svg() == EVERY[name].svg(wording=ENGLISH)


@pytest.mark.parametrize("name", [name for name in EVERY if name != "icon"])
def test_a_figure_says_what_the_svg_says(name: str) -> None:
    from matplotlib.text import Text

    made = EVERY[name]
    drawn = made.figure(wording=OTHER)
    written = {
        text.get_text() for text in drawn.findobj(Text) if isinstance(text, Text)
    }
    assert set(texts(made.svg(wording=OTHER))) <= written


@pytest.mark.parametrize("name", EVERY)
def test_a_wording_is_asked_for_by_what_it_is(name: str) -> None:
    made = EVERY[name]
    for draw in (made.svg, *([] if name == "icon" else [made.figure])):
        with pytest.raises(FieldTypeError, match="wording must be a Wording"):
            draw(wording="es")


def test_days_are_written_as_the_language_writes_them() -> None:
    def day(period: object) -> str:
        assert isinstance(period, Period)
        return f"{period.first.month}/{period.first.year}"

    said = texts(EVERY["chart"].svg(wording=Wording(day=day)))
    assert {"1/2025", "3/2026"} & set(said)
    assert any("3/2025 to 5/2025: PILOT" in line for line in said)


def test_the_stage_of_a_cycle_is_said_on_a_chart() -> None:
    titles = [event.title for event in cycle_events(cycles())]
    assert titles == ["REMIND (adapted)", "ALONE (do)"]
    assert [OTHER.said(title) for title in titles] == [
        "REMIND (адаптед)",
        "ALONE (до)",
    ]


def test_what_was_judged_is_not_asked_again() -> None:
    judged = spc.judge(
        spc.read(spc.chart([7, 9, 8, 12, 8])), "lower", target=5, unit="DAYS"
    )
    chart, reading = judged.reading.chart, judged.reading
    assert isinstance(chart, spc.Chart)
    picture = ChartPicture(chart=chart, reading=reading, judgement=judged)
    assert (picture.unit, picture.target) == ("DAYS", 5.0)
    assert {"DAYS", "target 5"} <= set(texts(chart_svg(picture)))
    silent = ChartPicture(
        chart=chart, reading=reading, judgement=judged, unit="", target=None
    )
    assert (silent.unit, silent.target) == ("", None)
