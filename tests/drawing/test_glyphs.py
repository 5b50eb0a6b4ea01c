"""Signs that matplotlib's own font lacks, and texts from right to left."""

from collections.abc import Iterator
from pathlib import Path

import matplotlib as mpl
import pytest
from matplotlib import font_manager
from matplotlib.figure import Figure
from matplotlib.text import Text

from cqikit import spc
from cqikit.core import Wording
from cqikit.drawing import (
    ChartPicture,
    Panel,
    _glyphs,
    chart_figure,
    chart_svg,
    multiples_svg,
    pdf,
    png,
)
from cqikit.drawing._glyphs import OTHERS, OWN, signs_of
from cqikit.errors import FieldError
from tests.drawing._every import EVERY
from tests.drawing._svg import root, texts

TOKYO = "\u6771\u4eac"
ARABIC = "\u0627\u0644\u0647\u062f\u0641"
#: A font that every matplotlib brings with it, in the place of those of the machine.
STANDS_IN = Path(mpl.get_data_path(), "fonts/ttf/STIXGeneral.ttf")
#: A sign that the font has, and that matplotlib's own lacks.
ONLY_THERE = "\u23de\u23df"


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    signs_of.cache_clear()
    yield
    signs_of.cache_clear()


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Give a machine without a font but matplotlib's own."""
    monkeypatch.setattr(font_manager, "findSystemFonts", list)
    found = font_manager.findfont

    def only_own(name: str, *, fallback_to_default: bool = True) -> str:
        if not fallback_to_default and name in OTHERS:
            raise ValueError(name)
        return found(name, fallback_to_default=fallback_to_default)

    monkeypatch.setattr(font_manager, "findfont", only_own)
    return monkeypatch


def titled(title: str) -> ChartPicture:
    return ChartPicture(chart=spc.chart([3, 4, 2, 5], "i", title=title), alone=True)


def written(text: str) -> Figure:
    drawn = Figure(figsize=(1, 1))
    drawn.text(0, 0, text)
    return drawn


@pytest.mark.parametrize("save", [png, pdf])
def test_a_sign_that_no_font_has_is_told_with_what_to_install(
    bare: pytest.MonkeyPatch, save: object
) -> None:
    assert callable(save)
    drawn = chart_figure(titled(TOKYO))
    with pytest.raises(FieldError) as refused:
        save(drawn)
    assert refused.value.got == "".join(sorted(TOKYO))
    assert str(refused.value).endswith(
        ": install Noto Sans CJK, or write an SVG or a page,"
        " whose reader has fonts of its own"
    )


@pytest.mark.usefixtures("bare")
def test_other_signs_need_a_font_of_noto() -> None:
    with pytest.raises(FieldError, match="install a font of Noto that has them"):
        png(written("\u0915"))


@pytest.mark.usefixtures("bare")
def test_marks_of_direction_need_no_font() -> None:
    assert png(written("\u2067abc\u2069 \x00"), dpi=20)


def test_a_font_installed_since_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_glyphs, "OTHERS", {"STIXGeneral": "STIXGeneral"})
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda: [str(STANDS_IN)])
    found, asked = font_manager.findfont, []

    def later(name: str, *, fallback_to_default: bool = True) -> str:
        asked.append(name)
        if name == "STIXGeneral" and asked.count(name) == 1:
            raise ValueError(name)
        return found(name, fallback_to_default=fallback_to_default)

    monkeypatch.setattr(font_manager, "findfont", later)
    drawn = chart_figure(titled(ONLY_THERE))
    families = {
        tuple(text.get_fontfamily())
        for text in drawn.findobj(Text)
        if isinstance(text, Text) and ONLY_THERE in text.get_text()
    }
    assert families == {(OWN, "STIXGeneral")}
    assert png(drawn, dpi=20)[1:4] == b"PNG"


def test_letters_that_join_need_a_matplotlib_that_joins_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn = chart_figure(titled(ARABIC))
    monkeypatch.setattr(_glyphs, "joins", lambda: True)
    assert png(drawn, dpi=20)[1:4] == b"PNG"
    monkeypatch.setattr(_glyphs, "joins", lambda: False)
    with pytest.raises(FieldError, match=r"install matplotlib 3\.11 or later"):
        png(drawn)


def test_matplotlib_joins_letters_from_3_11_on() -> None:
    version = tuple(map(int, mpl.__version__.split(".")[:2]))
    assert _glyphs.joins() is (version >= (3, 11))


def test_texts_from_right_to_left_are_read_so_and_others_are_not() -> None:
    said = chart_svg(titled(ARABIC))
    panel = Panel(ARABIC, [3, 4], [3, 3], [True, True])
    for made in (said, multiples_svg([panel], title="x")):
        assert "direction: ltr" in (root(made).get("style") or "")
        styles = {
            "".join(element.itertext()): element.get("style", "")
            for element in root(made).iter()
            if element.tag.endswith("}text")
        }
        turned = {text for text in styles if "plaintext" in styles[text]}
        assert turned == {text for text in styles if ARABIC in text}
        assert turned


@pytest.mark.parametrize(
    "name", ["chart", "charts", "multiples", "timeline", "profile"]
)
def test_pictures_are_not_mirrored_in_arabic(name: str) -> None:
    """Time runs to the right in every language: the lines lie where they lay."""
    arabic = Wording(translate=lambda _: None, right_to_left=True)
    made = EVERY[name]
    assert "direction: ltr" in made.svg(wording=arabic)
    assert len(texts(made.svg(wording=arabic))) == len(texts(made.svg()))
