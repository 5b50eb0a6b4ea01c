"""Icons for variation and assurance: a shape, a letter and a colour for each.

The drawings are our own. Variation has the shapes that points have on a chart;
assurance points up, down, or to both sides. No two look alike without their colours,
and every letter can be read on its ground (a contrast of at least 4.5 to 1).
"""

from __future__ import annotations

import math
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
from attrs import frozen

from cqikit.core import ENGLISH, Wording, arguments, at_least, say
from cqikit.drawing._figure import (
    COLOURS,
    POINTS,
    escaped,
    figure,
    pane,
    settled,
    unframed,
)
from cqikit.drawing._picture import A_WORDING
from cqikit.errors import FieldError, UnknownNameError
from cqikit.spc import Assurance, Variation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

__all__ = [
    "ICONS",
    "Icon",
    "draw_icon",
    "icon_figure",
    "icon_of",
    "icon_svg",
    "standing",
]

#: A word, which a judgement of one chart has as an array without axes.
Meaning: TypeAlias = "Variation | Assurance | str | NDArray[np.str_]"
Outline: TypeAlias = "tuple[tuple[float, float], ...]"

#: Outlines about (0, 0), to 1 upwards and to the right.
CIRCLE: Final[Outline] = tuple(
    (round(math.cos(turn), 3), round(math.sin(turn), 3))
    for turn in (math.tau * step / 32 for step in range(32))
)
SQUARE: Final[Outline] = ((-0.84, -0.84), (0.84, -0.84), (0.84, 0.84), (-0.84, 0.84))
DIAMOND: Final[Outline] = ((0, -1.1), (1.1, 0), (0, 1.1), (-1.1, 0))
CROSS: Final[Outline] = (
    *((-0.5, -1), (0.5, -1), (0.5, -0.5), (1, -0.5), (1, 0.5), (0.5, 0.5)),
    *((0.5, 1), (-0.5, 1), (-0.5, 0.5), (-1, 0.5), (-1, -0.5), (-0.5, -0.5)),
)
UPWARDS: Final[Outline] = (
    (-0.88, -0.85),
    (0.88, -0.85),
    (0.88, 0.2),
    (0, 1),
    (-0.88, 0.2),
)
DOWNWARDS: Final[Outline] = tuple((x, -y) for x, y in reversed(UPWARDS))
SIDEWAYS: Final[Outline] = (
    *((-1.1, 0), (-0.55, -0.8), (0.55, -0.8)),
    *((1.1, 0), (0.55, 0.8), (-0.55, 0.8)),
)
BAR: Final[Outline] = ((-0.95, -0.45), (0.95, -0.45), (0.95, 0.45), (-0.95, 0.45))

ONE_WORD: Final = say("must be of one chart")
TAKE_ONE: Final = say("one of a stack: icon_svg(judged[0].variation)")
#: The letter's size, and how far its foot lies under its middle, in parts of 1.
LETTER: Final = 1.12
FOOT: Final = 0.365
EDGE: Final = 0.14
DARK: Final = COLOURS["text"]
WHITE: Final = "#ffffff"


@frozen
class Icon:
    """How a meaning is drawn, and what it says.

    `fill`, `edge` and `ink` are names in `COLOURS`, or colours; `lift` is how far
    the letter stands over the middle.
    """

    outline: Outline
    fill: str
    edge: str
    ink: str
    letter: str
    text: str
    lift: float = 0.0


def _filled(
    outline: Outline, fill: str, ink: str, letter: str, text: str, *, lift: float = 0.0
) -> Icon:
    return Icon(outline, COLOURS[fill], COLOURS[fill], ink, letter, text, lift)


def _hollow(
    outline: Outline, edge: str, letter: str, text: str, *, lift: float = 0.0
) -> Icon:
    return Icon(outline, WHITE, COLOURS[edge], DARK, letter, text, lift)


#: From what is most in need of a look.
ICONS: Final[dict[Variation | Assurance, Icon]] = {
    Variation.CONCERN: _filled(SQUARE, "concern", DARK, "W", say("worse")),
    Variation.HIGH: _filled(DIAMOND, "signal", WHITE, "H", say("higher")),
    Variation.LOW: _filled(DIAMOND, "signal", WHITE, "L", say("lower")),
    Variation.UNDIRECTED: _filled(
        DIAMOND, "signal", WHITE, "S", say("signal without direction")
    ),
    Variation.COMMON: _hollow(CIRCLE, "line", "C", say("common cause")),
    Variation.IMPROVEMENT: _filled(CROSS, "improvement", WHITE, "B", say("better")),
    Assurance.MISSES: _filled(
        DOWNWARDS, "concern", DARK, "N", say("will miss the target"), lift=0.16
    ),
    Assurance.VARIES: _hollow(SIDEWAYS, "line", "V", say("varies about the target")),
    Assurance.MEETS: _filled(
        UPWARDS, "target", WHITE, "Y", say("will meet the target"), lift=-0.16
    ),
    Assurance.UNKNOWN: _hollow(
        BAR, "excluded", "\u2013", say("no answer about a target"), lift=0.1
    ),
}


def standing(variation: Any, between: Any) -> Variation:
    """Return what the icon of a chart says: its latest point, else its latest change.

    A chart that has been quiet since a change that helped is better, not "common".
    """
    latest = Variation(str(variation))
    change = str(between or "")
    return Variation(change) if change and latest is Variation.COMMON else latest


def icon_of(meaning: Meaning) -> Icon:
    """Return the icon of a meaning, which may be said as text.

    The words of a judgement of one chart are arrays without axes.
    """
    by_name = {str(each): icon for each, icon in ICONS.items()}
    word: Any = meaning
    if isinstance(word, np.ndarray):
        if word.ndim:
            raise FieldError("meaning", ONE_WORD, word.shape, TAKE_ONE)
        word = word.item()
    if isinstance(word, str) and word in by_name:
        return by_name[word]
    raise UnknownNameError(say("meaning"), str(word), list(by_name))


@arguments(wording=A_WORDING)
def icon_svg(meaning: Meaning, *, size: float = 24, wording: Wording = ENGLISH) -> str:
    """Return the icon of a variation or an assurance as one ``<svg>`` element.

    It needs no package, and is read aloud as what it means.

    Parameters
    ----------
    meaning : Variation, Assurance or str
        Such as a judgement has them.
    size : float
        Width and height, in pixels of the page; by default 24.
    wording : core.Wording
        The language of its words; by default English.

    Raises
    ------
    UnknownNameError
        When it is no variation and no assurance.

    Examples
    --------
    >>> icon_svg("improvement")[:4]
    '<svg'
    >>> icon_svg("misses").count("will miss the target")
    1
    >>> from cqikit import spc
    >>> icon_svg(spc.judge(spc.read(spc.chart([4, 5, 4, 5]))).variation)[:4]
    '<svg'
    """
    icon = icon_of(meaning)
    points = " ".join(f"{x:g},{-y:g}" for x, y in icon.outline)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{size:g}"'
        f' height="{size:g}" viewBox="-1.25 -1.25 2.5 2.5">'
        f"<title>{escaped(wording.said(icon.text))}</title>"
        f'<polygon points="{points}" fill="{icon.fill}" stroke="{icon.edge}"'
        f' stroke-width="{EDGE}" stroke-linejoin="round"/>'
        f'<text y="{FOOT * LETTER - icon.lift:.3g}" text-anchor="middle"'
        f' font-family="DejaVu Sans, Verdana, sans-serif" font-weight="bold"'
        f' font-size="{LETTER}" fill="{icon.ink}">{icon.letter}</text></svg>'
    )


@arguments(size=at_least(1))
def icon_figure(meaning: Meaning, *, size: float = 24) -> Figure:
    """Return the icon of a variation or an assurance as a matplotlib figure.

    Parameters
    ----------
    meaning : Variation, Assurance or str
    size : float
        Width and height, in points; by default 24.

    Raises
    ------
    MissingExtraError
        When matplotlib is not installed.
    UnknownNameError
        When it is no variation and no assurance.
    """
    icon = icon_of(meaning)
    with _drawn(icon, size) as drawn:
        return settled(drawn)


@contextmanager
def _drawn(icon: Icon, size: float) -> Iterator[Figure]:
    with figure(size / POINTS, size / POINTS) as drawn:
        axes = pane(drawn, 0, 0, size, size)
        unframed(axes, size, size)
        draw_icon(axes, icon, size / 2, size / 2, size / 2.5)
        yield drawn


def draw_icon(axes: Axes, icon: Icon, x: float, y: float, radius: float) -> None:
    """Draw an icon about a place on axes that count points, downwards."""
    axes.fill(
        [x + radius * right for right, _ in icon.outline],
        [y - radius * up for _, up in icon.outline],
        facecolor=icon.fill,
        edgecolor=icon.edge,
        linewidth=EDGE * radius,
        joinstyle="round",
        zorder=5,
    )
    axes.text(
        x,
        y + radius * (FOOT * LETTER - icon.lift),
        icon.letter,
        fontsize=LETTER * radius,
        fontweight="bold",
        ha="center",
        va="baseline",
        color=icon.ink,
        zorder=6,
    )
