"""Matplotlib figures as text: no window, no global state left behind."""

from __future__ import annotations

import re
from contextlib import contextmanager
from io import StringIO
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from cqikit.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.figure import Figure

__all__ = ["COLOURS", "figure", "svg"]

Layout: TypeAlias = Literal["constrained"] | None

#: Colours that people with any colour vision can tell apart (Okabe and Ito
#: 2008); every meaning has a shape of its own, too.
COLOURS: Final = {
    "line": "#4d5560",
    "centre": "#1a1a1a",
    "limit": "#8a6d00",
    "phase": "#b9bfc7",
    "improvement": "#0072B2",
    "concern": "#D55E00",
    "signal": "#7a4fa3",
    "excluded": "#9aa1ab",
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
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": COLOURS["phase"],
    "axes.labelcolor": COLOURS["quiet"],
    "xtick.color": COLOURS["quiet"],
    "ytick.color": COLOURS["quiet"],
    # What people type is shown as typed, not read as mathematics.
    "text.parse_math": False,
}


@contextmanager
def figure(width: float, height: float, layout: Layout = None) -> Iterator[Figure]:
    """Give an empty figure of this size in inches, and our settings meanwhile.

    `layout` is matplotlib's: ``constrained`` makes room for labels.

    Raises
    ------
    MissingExtraError
        When matplotlib is not installed.
    """
    try:
        import matplotlib as mpl  # noqa: PLC0415
        from matplotlib.figure import Figure  # noqa: PLC0415
    except ImportError:
        raise MissingExtraError("drawing a picture", "matplotlib", "plot") from None
    with mpl.rc_context(SETTINGS):
        yield Figure(figsize=(width, height), layout=layout)


def svg(drawn: Figure, *, title: str, description: str = "") -> str:
    """Return a figure as one ``<svg>`` element for a page, without a prologue.

    Parameters
    ----------
    drawn : matplotlib.figure.Figure
    title, description : str
        What screen readers say of it.
    """
    written = StringIO()
    # No date in the file; and matplotlib escapes what it is given.
    metadata: dict[str, Any] = {"Date": None, "Creator": None}
    drawn.savefig(written, format="svg", metadata=metadata)
    text = written.getvalue()
    start = text.index("<svg")
    text = re.sub(r"\s*<metadata>.*?</metadata>", "", text[start:], flags=re.DOTALL)
    head, _, rest = text.partition(">")
    label = f"<title>{_escaped(title)}</title><desc>{_escaped(description)}</desc>"
    return f'{head} role="img">\n {label}{rest}'


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
