"""Which fonts have the signs of a figure's texts, and what to do where none has.

A browser finds a font for every sign, so an SVG keeps its texts as they are. In a PNG
or PDF file matplotlib draws each sign: those that its own font lacks come from a font
of the machine, and letters that join, as in Arabic, need matplotlib 3.11.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cqikit.core import say
from cqikit.errors import FieldError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matplotlib.figure import Figure

__all__ = [
    "OWN",
    "check_glyphs",
    "check_signs",
    "families_for",
    "file_of",
    "joins",
    "set_fonts",
    "signs_of",
]

OWN: Final = "DejaVu Sans"
#: Fonts that have what ours lacks, by how their files are called.
OTHERS: Final = {
    "Noto Sans CJK SC": "NotoSansCJK",
    "Noto Sans SC": "NotoSansSC",
    "Noto Naskh Arabic": "NotoNaskhArabic",
    "Noto Sans": "NotoSans-",
    "Noto Sans Symbols2": "NotoSansSymbols2",
    "Noto Emoji": "NotoEmoji",
}
#: What to install, by how the name of a sign begins.
ADVISED: Final = {
    "CJK": "Noto Sans CJK",
    "HIRAGANA": "Noto Sans CJK",
    "KATAKANA": "Noto Sans CJK",
    "HANGUL": "Noto Sans CJK",
    "FULLWIDTH": "Noto Sans CJK",
    "IDEOGRAPHIC": "Noto Sans CJK",
    "ARABIC": "Noto Naskh Arabic",
}
#: So many missing signs are shown.
SHOWN: Final = 12
#: Signs without a shape: marks of direction, breaks and what nobody assigned.
UNSEEN: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"})


def set_fonts(drawn: Figure) -> None:
    """Let texts with signs that our font lacks have them from fonts of the machine."""
    if not _lacking(_signs(drawn), [OWN]):
        return
    for text in _texts(drawn):
        text.set_fontfamily(families_for(text.get_text()))


def families_for(text: str) -> list[str]:
    """Return the fonts that have the signs of a text, ours before others."""
    lacking = _lacking(_seen(text), [OWN])
    return [OWN, *(name for name in OTHERS if lacking and signs_of(name) & lacking)]


def check_glyphs(drawn: Figure) -> None:
    """Check what `check_signs` does, of the texts of a figure.

    Raises
    ------
    FieldError
        With what to install, and for which characters.
    """
    check_signs(_signs(drawn))


def check_signs(written: Iterable[str]) -> None:
    """Check that a font here has each sign that is seen, and that letters are joined.

    Raises
    ------
    FieldError
        With what to install, and for which characters.
    """
    signs = _seen(written)
    lacking = _lacking(signs, [OWN, *OTHERS])
    if lacking:
        fix = say(
            "install {fonts/ and }, or write an SVG or a page, whose reader has fonts"
            " of its own",
            fonts=tuple(sorted({_advised(sign) for sign in lacking})),
        )
        must = say("must have characters that a font of this machine has")
        raise FieldError("drawn", must, _listed(lacking), fix)
    joined = {sign for sign in signs if unicodedata.bidirectional(sign) == "AL"}
    if joined and not joins():
        fix = say("install matplotlib 3.11 or later, or write an SVG")
        must = say("must not have letters that this matplotlib cannot join")
        raise FieldError("drawn", must, _listed(joined), fix)


def joins() -> bool:
    """Say whether matplotlib orders and joins letters, as it does from 3.11 on."""
    from matplotlib import ft2font  # noqa: PLC0415

    return hasattr(ft2font, "__libraqm_version__")


def _listed(signs: Iterable[str]) -> str:
    return "".join(sorted(signs)[:SHOWN])


def _advised(sign: str) -> str:
    script = unicodedata.name(sign, "").partition(" ")[0]
    return ADVISED.get(script, say("a font of Noto that has them"))


def _texts(drawn: Figure) -> list[Any]:
    from matplotlib.text import Text  # noqa: PLC0415

    return list(drawn.findobj(Text))


def _signs(drawn: Figure) -> set[str]:
    return _seen(sign for text in _texts(drawn) for sign in text.get_text())


def _seen(written: Iterable[str]) -> set[str]:
    signs = set(written)
    return {sign for sign in signs if unicodedata.category(sign) not in UNSEEN}


def _lacking(signs: Iterable[str], fonts: Iterable[str]) -> set[str]:
    """Return the signs that none of these fonts has."""
    lacking = set(signs)
    for name in fonts:
        # To look for a font takes time: most pictures need none but ours.
        if lacking:
            lacking -= signs_of(name)
    return lacking


@cache
def signs_of(name: str) -> frozenset[str]:
    """Return the signs that a font has, none where it is not installed."""
    from matplotlib import font_manager  # noqa: PLC0415

    def found() -> str:
        return font_manager.findfont(name, fallback_to_default=False)

    try:
        path = found()
    except ValueError:
        # What was installed since matplotlib looked for fonts is not in its list.
        start = OTHERS[name]
        for file in font_manager.findSystemFonts():
            if Path(file).name.startswith(start):
                font_manager.fontManager.addfont(file)
        try:
            path = found()
        except ValueError:
            return frozenset()
    return frozenset(map(chr, font_manager.get_font(path).get_charmap()))


def file_of(name: str, *, bold: bool = False) -> str:
    """Return the file of a font that is installed."""
    from matplotlib import font_manager  # noqa: PLC0415

    weight = "bold" if bold else "normal"
    return font_manager.findfont(
        font_manager.FontProperties(family=[name], weight=weight)
    )
