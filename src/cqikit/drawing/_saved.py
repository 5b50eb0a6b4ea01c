"""Pictures as files: PNG and PDF."""

from __future__ import annotations

import math
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from cqikit.core import arguments, at_least, say
from cqikit.drawing._figure import POINTS, settings
from cqikit.drawing._glyphs import check_glyphs
from cqikit.drawing._scene import Svg
from cqikit.drawing._scene_png import scene_png
from cqikit.errors import FieldError, FieldTypeError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["pdf", "png"]

#: With fewer dots an inch, no letter has a dot.
LEAST_DPI: Final = 10
#: What fits into some hundred megabytes, and on a side of what draws it.
MOST_DOTS, MOST_ALONG = 100_000_000, 65_000


@arguments(dpi=at_least(LEAST_DPI))
def png(drawn: Figure | str, *, dpi: float = 200) -> bytes:
    """Return a picture as a PNG file, the same bytes whenever it is made.

    Parameters
    ----------
    drawn : str or matplotlib.figure.Figure
        As `chart_svg`, `chart_figure` and their like return it. What was written as SVG
        takes a fraction of the time, and must not be changed before.
    dpi : float
        Dots an inch, at least 10; 200 suits print, 100 a screen. 200 unless said. A
        picture has at most 100 million dots, and 65,000 along a side.

    Raises
    ------
    FieldError
        When no font of the machine has a character: with what to install. When there
        are too few or too many dots an inch.
    FieldTypeError
        When it is SVG that none of these returned.
    MissingExtraError
        When matplotlib is not installed.

    Examples
    --------
    >>> from cqikit import drawing, spc
    >>> picture = drawing.ChartPicture(chart=spc.chart([7, 9, 8, 12, 8], "i"))
    >>> drawing.png(drawing.chart_svg(picture), dpi=50)[1:4]
    b'PNG'
    """
    if isinstance(drawn, Svg):
        scene = drawn.scene
        _check_dots(scene.width / POINTS, scene.height / POINTS, dpi)
        return scene_png(scene, dpi)
    if isinstance(drawn, str):
        must = say("must be a figure, or SVG as {call} returns it", call="chart_svg")
        raise FieldTypeError("drawn", must, drawn)
    wide, high = drawn.get_size_inches()
    _check_dots(wide, high, dpi)
    written = BytesIO()
    with settings():
        check_glyphs(drawn)
        drawn.savefig(written, format="png", dpi=dpi, metadata={"Software": None})
    return written.getvalue()


def _check_dots(wide: float, high: float, dpi: float) -> None:
    """Refuse more dots than fit, for a picture of so many inches."""
    most = min(math.sqrt(MOST_DOTS / (wide * high)), MOST_ALONG / max(wide, high))
    if dpi > most:
        must = say(
            "must be at most {most}, for a picture of {wide} by {high} inches",
            most=math.floor(most),
            wide=f"{wide:.3g}",
            high=f"{high:.3g}",
        )
        raise FieldError("dpi", must, dpi)


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
    with settings():
        check_glyphs(drawn)
        drawn.savefig(written, format="pdf", metadata=unsaid)
    return written.getvalue()
