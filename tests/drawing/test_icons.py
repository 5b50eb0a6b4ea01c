from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from cqikit import spc
from cqikit.drawing import icon_figure, icon_svg, png
from cqikit.drawing._icons import ICONS
from cqikit.errors import FieldError, UnknownNameError
from cqikit.spc import Assurance, Variation
from tests.drawing._svg import SVG

MEANINGS = [*Variation, *Assurance]


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG 2.1 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_variation_and_assurance_has_an_icon() -> None:
    assert set(ICONS) == set(MEANINGS)


@pytest.mark.parametrize("pair", list(combinations(MEANINGS, 2)))
def test_no_two_icons_look_alike_without_colour(
    pair: tuple[Variation | Assurance, Variation | Assurance],
) -> None:
    first, other = (ICONS[meaning] for meaning in pair)
    assert first.letter != other.letter
    assert first.text != other.text
    if type(pair[0]) is not type(pair[1]):
        assert first.outline != other.outline


def test_better_and_worse_and_met_and_missed_have_shapes_of_their_own() -> None:
    shapes = [
        ICONS[meaning].outline
        for meaning in MEANINGS
        if meaning not in {Variation.LOW, Variation.UNDIRECTED}
    ]
    assert len(set(shapes)) == len(shapes)


@pytest.mark.parametrize("meaning", MEANINGS)
def test_every_letter_can_be_read_on_its_ground(
    meaning: Variation | Assurance,
) -> None:
    icon = ICONS[meaning]
    low, high = sorted(luminance(colour) for colour in (icon.fill, icon.ink))
    assert (high + 0.05) / (low + 0.05) >= 4.5
    # And the shape on paper.
    assert 1.05 / (luminance(icon.edge) + 0.05) >= 3


@pytest.mark.parametrize("meaning", MEANINGS)
def test_an_icon_says_what_it_means(meaning: Variation | Assurance) -> None:
    made = ET.fromstring(icon_svg(str(meaning), size=16))
    assert made.get("role") == "img"
    assert (made.get("width"), made.get("height")) == ("16", "16")
    assert made[0].tag == f"{SVG}title"
    assert made[0].text == ICONS[meaning].text
    assert made.findtext(f"{SVG}text") == ICONS[meaning].letter
    assert made.find(f"{SVG}polygon") is not None


@pytest.mark.parametrize("meaning", MEANINGS)
def test_an_icon_stays_in_its_frame(meaning: Variation | Assurance) -> None:
    made = ET.fromstring(icon_svg(meaning))
    polygon = made.find(f"{SVG}polygon")
    assert polygon is not None
    places = (polygon.get("points") or "").replace(",", " ").split()
    assert max(abs(float(place)) for place in places) <= 1.25 - 0.07


def test_an_icon_can_be_a_figure() -> None:
    drawn = icon_figure("improvement", size=36)
    assert drawn.get_size_inches().tolist() == [0.5, 0.5]
    assert [text.get_text() for text in drawn.axes[0].texts] == ["B"]
    assert png(drawn)[1:4] == b"PNG"


@pytest.mark.parametrize("draw", [icon_svg, icon_figure])
@pytest.mark.parametrize("wrong", ["improvment", None, 3])
def test_only_meanings_have_icons(draw: object, wrong: object) -> None:
    with pytest.raises(UnknownNameError, match="no meaning named"):
        draw(wrong)  # type: ignore[operator]


def test_the_words_of_a_judgement_have_icons() -> None:
    judged = spc.judge(spc.read(spc.chart([[1, 2, 3], [1, 2, 9]])), "lower", 9)
    for word in (judged[0].variation, judged[0].assurance, judged[1].moved):
        assert icon_svg(word) == icon_svg(str(word))
    with pytest.raises(
        FieldError, match=r"of one chart \(got \(2,\)\): one of a stack"
    ):
        icon_svg(judged.variation)
