"""Matplotlib figures as text: no window, no global state left behind."""

from __future__ import annotations

import re
import warnings
from contextlib import contextmanager
from threading import RLock
from typing import TYPE_CHECKING, Any, Final

from cqikit.core import say
from cqikit.drawing._glyphs import set_fonts
from cqikit.drawing._text import line_of
from cqikit.errors import FieldError, MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = [
    "COLOURS",
    "POINTS",
    "ROOT_STYLE",
    "checked",
    "escaped",
    "figure",
    "pane",
    "settings",
    "settled",
    "turned_texts",
    "unframed",
    "write",
]

#: So many points make an inch.
POINTS: Final = 72.0
#: Colours that people with any colour vision can tell apart (Okabe and Ito
#: 2008); every meaning has a shape of its own, too.
COLOURS: Final = {
    "line": "#4d5560",
    "centre": "#1a1a1a",
    "limit": "#8a6d00",
    "phase": "#b9bfc7",
    "improvement": "#0072B2",
    "concern": "#D55E00",
    "signal": "#542788",
    "excluded": "#7d8590",
    "target": "#00795c",
    "text": "#1a1a1a",
    "quiet": "#5b6470",
    "fill": "#f3f5f7",
}

SETTINGS: Final[dict[Any, Any]] = {
    # Fonts are embedded in PDF files as they are, not as shapes.
    "pdf.fonttype": 42,
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": COLOURS["phase"],
    "axes.labelcolor": COLOURS["quiet"],
    "xtick.color": COLOURS["quiet"],
    "ytick.color": COLOURS["quiet"],
    # What people type is shown as typed, not read as mathematics.
    "text.parse_math": False,
}

ROOT_STYLE: Final = (
    "max-width: 100%; height: auto; stroke-linejoin: round; stroke-linecap: butt;"
    # On a page that is read from right to left, time still runs to the right.
    " direction: ltr"
)
#: The style of a text with letters that are written from right to left.
RIGHT_TO_LEFT: Final = re.compile(
    r'(<text\b[^<>]*\bstyle=")([^<>]*>(?:<title>[^<]*</title>)?[^<]*'
    r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])"
)

#: Matplotlib keeps its settings for the whole process: one thread at a time may
#: change them, or two of them would put back each other's.
LOCK: Final = RLock()


@contextmanager
def settings() -> Iterator[None]:
    """Have our settings meanwhile; what the process has set before is put back.

    Raises
    ------
    MissingExtraError
        When matplotlib is not installed.
    """
    try:
        import matplotlib as mpl  # noqa: PLC0415
    except ImportError:
        raise MissingExtraError(
            say("drawing a picture"), "matplotlib", "plot"
        ) from None
    with LOCK, mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(SETTINGS)
        # What the font has no sign for is drawn as a box, and measured roughly.
        with warnings.catch_warnings(action="ignore", category=UserWarning):
            yield


@contextmanager
def figure(width: float, height: float) -> Iterator[Figure]:
    """Give an empty figure of this size in inches, and our settings meanwhile.

    Raises
    ------
    FieldError
        When the width is not more than 0.
    MissingExtraError
        When matplotlib is not installed.
    """
    with settings():
        from matplotlib.figure import Figure  # noqa: PLC0415

        yield Figure(figsize=(checked(width), height))


def checked(width: float) -> float:
    """Return a width in inches, if it is one.

    Raises
    ------
    FieldError
        When it is not more than 0.
    """
    if not width > 0:
        # The negated form also refuses NaN.
        raise FieldError("width", say("must be more than 0"), width)
    return width


def settled(drawn: Figure) -> Figure:
    """Return a figure that no longer depends on the settings of the process."""
    # Ticks are made when first drawn, with the settings of then.
    drawn.draw_without_rendering()
    set_fonts(drawn)
    return drawn


def pane(drawn: Figure, left: float, top: float, width: float, height: float) -> Axes:
    """Return axes at this place, in points from the upper left corner."""
    wide, high = (float(side) * POINTS for side in drawn.get_size_inches())
    return drawn.add_axes(
        (left / wide, 1 - (top + height) / high, width / wide, height / high)
    )


def unframed(axes: Axes, across: float, down: float) -> None:
    """Have axes count from their upper left corner, without a frame."""
    axes.set_axis_off()
    axes.set_xlim(0, across)
    axes.set_ylim(down, 0)


def write(
    drawn: Figure,
    text: str,
    left: float,
    top: float,
    *,
    size: float = 8,
    colour: str = "text",
    turned: bool = False,
) -> None:
    """Write a line, its middle so many points from the top, or `turned` upwards."""
    wide, high = (float(side) * POINTS for side in drawn.get_size_inches())
    drawn.text(
        left / wide,
        1 - top / high,
        text,
        fontsize=size,
        va="center",
        rotation=90 if turned else 0,
        color=COLOURS[colour],
    )


def turned_texts(picture: str) -> str:
    """Let each text be read in its own direction: Arabic from the right."""
    return RIGHT_TO_LEFT.sub(r"\1unicode-bidi: plaintext; \2", picture)


def escaped(text: str) -> str:
    """Return a text on one line, as XML writes it."""
    plain = line_of(text).replace("&", "&amp;")
    return plain.replace("<", "&lt;").replace(">", "&gt;")
