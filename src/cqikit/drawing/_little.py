"""Little charts of teams, each as an ``<svg>`` of its own.

A page sets them side by side, as many in a row as it has room for, and can search and
sort them. Places are whole numbers, each told by its distance from the one before it:
hundreds of charts of hundreds of points are a few hundred kilobytes.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from cqikit.core import ENGLISH, Wording, arguments, is_text, list_of, say
from cqikit.drawing._figure import COLOURS, escaped
from cqikit.drawing._hover import Spot, hover, point_said
from cqikit.drawing._multiples import Panel, axis_of, check_panels, stretches
from cqikit.drawing._picture import A_WORDING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from cqikit.drawing._multiples import Places

__all__ = ["little_svgs"]

#: Of a little chart, in units of which about three make a pixel, and its margin.
WIDE: Final = 400
HIGH: Final = 150
MARGIN: Final = 10
#: Of lines, of the line in the middle, and of dots.
LINE: Final = 4
CENTRE: Final = 6
DOT: Final = 14


@arguments(panels=list_of(say("Panels")), unit=is_text, wording=A_WORDING)
def little_svgs(
    panels: Sequence[Panel],
    *,
    target: float | None = None,
    log: bool = False,
    names: Sequence[str] = (),
    unit: str = "",
    wording: Wording = ENGLISH,
) -> tuple[str, ...]:
    """Return little charts, each as one ``<svg>`` element, all of them on one scale.

    They have no titles in them, so that a page can write these in its own type.

    Parameters
    ----------
    panels : sequence of Panel
        All of one length n; NaN where a team has no value.
    target : float, optional
        The value aimed at, drawn as a line; none unless said.
    log : bool
        Draw values on a logarithmic scale; those not above 0 lie on its foot. Not so
        unless said.
    names : sequence of str
        What screen readers say of each; their titles by default.
    unit : str
        Of the values, for what is said of the last point of a panel that knows when its
        points were; not told unless said.
    wording : core.Wording
        The language in which it is said; by default English.

    Raises
    ------
    FieldError
        When panels differ in length.

    Examples
    --------
    >>> panel = Panel("Colorado", [3, 4, 2], [3, 3, 3], [True] * 3)
    >>> little_svgs([panel], names=["Colorado: 3 values"])[0][:66]
    '<svg viewBox="0 0 400 150" role="img"><title>Colorado: 3 values</t'
    """
    check_panels(panels)
    axis = axis_of(panels, target, log=log)
    said = names or [panel.title for panel in panels]
    foot = _high(np.zeros(1))[0]
    base = f'<path stroke="{COLOURS["phase"]}" d="M0 {foot:.0f}h{WIDE}"/>'
    if target is not None:
        at = round(float(_high(axis(np.array([target])))[0]))
        stroke = f'stroke="{COLOURS["target"]}" stroke-dasharray="4 8"'
        base += f'<path {stroke} d="M0 {at}h{WIDE}"/>'
    head = f'<svg viewBox="0 0 {WIDE} {HIGH}" role="img"><title>'
    group = f'</title><g fill="none" stroke-width="{LINE}" stroke-linejoin="round">'
    drawn = []
    for panel, name in zip(panels, said, strict=True):
        x = np.linspace(MARGIN, WIDE - MARGIN, len(panel.values))
        values = np.column_stack([x, _high(axis(panel.values))])
        centre = np.column_stack([x, _high(axis(panel.centre))])
        paths = "".join(_paths(panel, values, centre))
        last = _last(panel, values, unit, wording)
        drawn.append(f"{head}{escaped(name)}{group}{base}{paths}{last}</g></svg>")
    return tuple(drawn)


def _high(parts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how far from the top parts of the height lie."""
    return HIGH - MARGIN - (HIGH - 2 * MARGIN) * parts


def _paths(panel: Panel, drawn: Places, middle: Places) -> Iterator[str]:
    seen = np.isfinite(drawn[:, 1])
    counted = stretches(drawn, seen & panel.counted)
    alone = _alone(drawn, seen & panel.counted)
    yield _path(map(_line, counted), "line", "")
    yield _path(
        map(_line, map(_corners, stretches(middle, np.isfinite(middle[:, 1])))),
        "improvement",
        f' stroke-width="{CENTRE}"',
    )
    dots = f' stroke-width="{DOT}" stroke-linecap="round"'
    yield _path(map(_dot, alone), "line", dots)
    pale = f' stroke-width="{DOT - 4}" stroke-linecap="round"'
    yield _path(map(_dot, drawn[seen & ~panel.counted]), "excluded", pale)


def _last(panel: Panel, drawn: Places, unit: str, wording: Wording) -> str:
    """Return what the last point says, where it is known when it was."""
    seen = np.flatnonzero(np.isfinite(drawn[:, 1]))
    if not panel.on or not seen.size:
        return ""
    last = int(seen[-1])
    size = float(panel.sizes[last]) if panel.sizes.size else math.nan
    said = point_said(panel.on[last], float(panel.values[last]), unit, size)
    x, y = drawn[last].tolist()
    return hover([Spot(x, y, wording.said(said))], DOT)


def _path(parts: Iterator[str], colour: str, style: str) -> str:
    drawn = "".join(parts)
    return f'<path stroke="{COLOURS[colour]}"{style} d="{drawn}"/>' if drawn else ""


def _alone(drawn: Places, wanted: NDArray[np.bool_]) -> Places:
    """Return the points that no line shows, as neither neighbour is wanted."""
    padded = np.concatenate([[False], wanted, [False]])
    alone: Places = drawn[wanted & ~padded[:-2] & ~padded[2:]]
    return alone


def _corners(line: Places) -> Places:
    """Return a line without the points between two others of their height."""
    level = np.diff(line[:, 1]) == 0
    kept = np.ones(len(line), dtype=bool)
    kept[1:-1] = ~(level[:-1] & level[1:])
    return line[kept]


def _line(line: Places) -> str:
    """Return a line as a path: where it begins, and each step from there."""
    places = np.rint(line).astype(int)
    first, steps = places[0].tolist(), np.diff(places, axis=0).tolist()
    # A minus parts two numbers as well as a space does.
    told = "".join(f"l{x}{'' if y < 0 else ' '}{y}" for x, y in steps)
    return f"M{first[0]} {first[1]}{told}"


def _dot(place: NDArray[np.float64]) -> str:
    return f"M{place[0]:.0f} {place[1]:.0f}h0"
