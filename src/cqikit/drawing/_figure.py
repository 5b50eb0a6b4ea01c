"""Matplotlib figures as text: no window, no global state left behind."""

from __future__ import annotations

import re
import warnings
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO, StringIO
from threading import RLock
from typing import TYPE_CHECKING, Any, Final

from cqikit.core import arguments, at_least, say
from cqikit.drawing._glyphs import check_glyphs, set_fonts
from cqikit.drawing._text import line_of
from cqikit.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = [
    "COLOURS",
    "POINTS",
    "ROOT_STYLE",
    "escaped",
    "figure",
    "pane",
    "pdf",
    "png",
    "settled",
    "svg",
    "turned_texts",
    "unframed",
    "write",
]

#: So many points make an inch.
POINTS: Final = 72.0

#: With fewer dots an inch, no letter has a dot.
LEAST_DPI: Final = 10
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
    # Text stays text: it can be searched, selected and read aloud.
    "svg.fonttype": "none",
    # The same picture is the same file, whenever it is drawn.
    "svg.hashsalt": "cqikit",
    # Of PDF files, too: fonts are embedded as they are, not as shapes.
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

METADATA: Final = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)
STYLE: Final = re.compile(r"\s*<defs>\s*<style.*?</style>\s*</defs>", re.DOTALL)
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
TAG: Final = re.compile(r"<[^<>]+>")
NAME: Final = re.compile(r'\bid="|href="#|url\(#')

#: Matplotlib keeps its settings for the whole process: one thread at a time may
#: change them, or two of them would put back each other's.
LOCK: Final = RLock()


@contextmanager
def figure(width: float, height: float) -> Iterator[Figure]:
    """Give an empty figure of this size in inches, and our settings meanwhile.

    What the process has set before is put back; it does not change a picture.

    Raises
    ------
    MissingExtraError
        When matplotlib is not installed.
    """
    try:
        import matplotlib as mpl  # noqa: PLC0415
        from matplotlib.figure import Figure  # noqa: PLC0415
    except ImportError:
        raise MissingExtraError(
            say("drawing a picture"), "matplotlib", "plot"
        ) from None
    with LOCK, mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(SETTINGS)
        # What the font has no sign for is drawn as a box, and measured roughly.
        with warnings.catch_warnings(action="ignore", category=UserWarning):
            yield Figure(figsize=(width, height))


def settled(drawn: Figure) -> Figure:
    """Return a figure that no longer depends on the settings of the process."""
    # Ticks are made when first drawn, with the settings of then.
    drawn.draw_without_rendering()
    set_fonts(drawn)
    return drawn


@arguments(dpi=at_least(LEAST_DPI))
def png(drawn: Figure, *, dpi: float = 200) -> bytes:
    """Return a figure as a PNG file, the same bytes whenever it is made.

    Parameters
    ----------
    drawn : matplotlib.figure.Figure
        As `chart_figure` and its like return it.
    dpi : float
        Dots an inch, at least 10; 200 suits print, 100 a screen. 200 unless said.

    Raises
    ------
    FieldError
        When no font of the machine has a character: with what to install.

    Examples
    --------
    >>> from cqikit import drawing, spc
    >>> picture = drawing.ChartPicture(chart=spc.chart([7, 9, 8, 12, 8], "i"))
    >>> drawing.png(drawing.chart_figure(picture), dpi=50)[1:4]
    b'PNG'
    """
    written = BytesIO()
    with figure(1, 1):
        check_glyphs(drawn)
        drawn.savefig(written, format="png", dpi=dpi, metadata={"Software": None})
    return written.getvalue()


@arguments()
def pdf(drawn: Figure) -> bytes:
    """Return a figure as a PDF file of one page, the same bytes whenever it is made.

    Its text can be searched and copied, and it is sharp at every size.

    Parameters
    ----------
    drawn : matplotlib.figure.Figure
        As `chart_figure` and its like return it.

    Raises
    ------
    FieldError
        When no font of the machine has a character: with what to install.

    Examples
    --------
    >>> from cqikit import drawing, spc
    >>> picture = drawing.ChartPicture(chart=spc.chart([7, 9, 8, 12, 8], "i"))
    >>> drawing.pdf(drawing.chart_figure(picture))[:5]
    b'%PDF-'
    """
    written = BytesIO()
    unsaid: dict[str, Any] = {"CreationDate": None, "Creator": None, "Producer": None}
    with figure(1, 1):
        check_glyphs(drawn)
        drawn.savefig(written, format="pdf", metadata=unsaid)
    return written.getvalue()


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


def svg(
    drawn: Figure,
    *,
    title: str,
    description: str = "",
    tips: Mapping[str, str] | None = None,
    over: str = "",
) -> str:
    """Return a figure as one ``<svg>`` element for a page, without a prologue.

    It has a natural size, and shrinks where there is less room.

    Parameters
    ----------
    drawn : matplotlib.figure.Figure
    title, description : str
        What screen readers say of it.
    tips : mapping of str to str, optional
        By the gid of an artist, what is said when somebody points at it.
    over : str
        What lies over the picture, as SVG.
    """
    written = StringIO()
    # No date in the file; and matplotlib escapes what it is given.
    metadata: dict[str, Any] = {"Date": None, "Creator": None}
    drawn.savefig(written, format="svg", metadata=metadata)
    text = written.getvalue()
    text = text[text.index("<svg") :]
    # The style would hold for the whole page; here, the root has it.
    for unwanted in (METADATA, STYLE):
        text = unwanted.sub("", text, count=1)
    told = tips or {}

    def opened(group: re.Match[str]) -> str:
        # Names of groups would stand twice on a page with two pictures.
        tip = told.get(group[1])
        return "<g>" if tip is None else f"<g><title>{escaped(tip)}</title>"

    text = re.sub(r'<g id="([^"]*)">', opened, text)
    text = turned_texts(_own_names(text))
    head, _, rest = text.partition(">")
    rest, end, tail = rest.rpartition("</svg>")
    label = f"<title>{escaped(title)}</title><desc>{escaped(description)}</desc>"
    return f'{head} role="img" style="{ROOT_STYLE}">\n {label}{rest}{over}{end}{tail}'


def _own_names(text: str) -> str:
    """Give all names in a picture a start that no other picture on a page has."""
    start = f"c{sha256(text.encode()).hexdigest()[:10]}-"

    def renamed(tag: re.Match[str]) -> str:
        return NAME.sub(rf"\g<0>{start}", tag[0])

    # In tags only: what people typed stands between them.
    return TAG.sub(renamed, text)


def turned_texts(picture: str) -> str:
    """Let each text be read in its own direction: Arabic from the right."""
    return RIGHT_TO_LEFT.sub(r"\1unicode-bidi: plaintext; \2", picture)


def escaped(text: str) -> str:
    """Return a text on one line, as XML writes it."""
    plain = line_of(text).replace("&", "&amp;")
    return plain.replace("<", "&lt;").replace(">", "&gt;")
