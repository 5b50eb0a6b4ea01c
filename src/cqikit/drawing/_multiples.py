"""Small multiples: one little run chart a team, all on one scale."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from cqikit.drawing._figure import COLOURS, figure, svg
from cqikit.drawing._text import shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

__all__ = ["Panel", "multiples_svg"]

#: Places on the sheet, shape (m, 2).
Points: TypeAlias = "NDArray[np.float64]"

#: A panel is one unit wide and high on the sheet; this much of it is picture.
PART: Final = 0.9
HIGH: Final = 0.62


@frozen(eq=False)
class Panel:
    """One team's picture.

    Parameters
    ----------
    title : str
    values, centre : ndarray of float, shape (n,)
        NaN where nothing was observed; `centre` is drawn as a step line.
    counted : ndarray of bool, shape (n,)
        Points that count; the others are drawn lighter.
    meets : bool or None
        Whether the team meets the aim; None where nobody can say.
    """

    title: str
    values: NDArray[np.float64]
    centre: NDArray[np.float64]
    counted: NDArray[np.bool_]
    meets: bool | None = None


def multiples_svg(
    panels: Sequence[Panel],
    *,
    title: str,
    columns: int = 6,
    target: float | None = None,
    log: bool = False,
) -> str:
    """Return many little charts on one sheet, as one ``<svg>`` element.

    All panels share the time axis and the scale of values, so that teams can
    be compared. They are drawn as a few collections on one pair of axes: a
    hundred teams take little longer than ten.

    Parameters
    ----------
    panels : sequence of Panel
        All of one length n.
    title : str
        What the sheet shows.
    columns : int
    target : float, optional
    log : bool
        Draw values on a logarithmic scale; those not above 0 lie on its foot.
    """
    rows = max(1, math.ceil(len(panels) / columns))
    with figure(1.55 * columns, 0.98 * rows) as drawn:
        axes = drawn.add_axes((0.0, 0.0, 1.0, 1.0))
        axes.set_axis_off()
        axes.set_xlim(0, columns)
        axes.set_ylim(rows, 0)
        if panels:
            _draw(axes, panels, columns, target, log=log)
        met = sum(panel.meets is True for panel in panels)
        said = f"{len(panels)} teams on one scale; {met} of them meet the aim"
        return svg(drawn, title=title, description=said)


@frozen(eq=False)
class _Axis:
    """Where a value lies between the foot (0) and the top (1) of a panel."""

    low: float
    high: float
    foot: float | None

    def __call__(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        return (self.scaled(values) - self.low) / (self.high - self.low)

    def scaled(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        if self.foot is None:
            return values
        return np.log10(np.where(values <= 0, self.foot, values))


def _axis(panels: Sequence[Panel], target: float | None, *, log: bool) -> _Axis:
    seen = np.concatenate([panel.values[np.isfinite(panel.values)] for panel in panels])
    seen = seen if target is None else np.append(seen, target)
    positive = seen[seen > 0]
    foot = float(positive.min()) / 2 if log and positive.size else None
    plain = _Axis(0.0, 1.0, foot)
    if not seen.size:
        return plain
    scaled = plain.scaled(seen)
    low, high = float(scaled.min()), float(scaled.max())
    return _Axis(low, high, foot) if high > low else _Axis(low - 1, high + 1, foot)


def _draw(
    axes: Axes,
    panels: Sequence[Panel],
    columns: int,
    target: float | None,
    *,
    log: bool,
) -> None:
    from matplotlib.collections import LineCollection  # noqa: PLC0415

    axis = _axis(panels, target, log=log)
    frames: list[Points] = []
    lines: list[Points] = []
    centres: list[Points] = []
    dots: list[Points] = []
    left_out: list[Points] = []
    for place, panel in enumerate(panels):
        left, top = place % columns + 0.05, place // columns + 0.28
        right, foot = left + PART, top + HIGH
        x = np.linspace(left, right, len(panel.values))
        drawn = np.column_stack([x, foot - HIGH * axis(panel.values)])
        centre = np.column_stack([x, foot - HIGH * axis(panel.centre)])
        seen = np.isfinite(panel.values)
        lines += _stretches(drawn, seen & panel.counted)
        dots.append(drawn[_alone(seen & panel.counted)])
        left_out.append(drawn[seen & ~panel.counted])
        centres += _stretches(centre, np.isfinite(panel.centre))
        heights = [foot]
        if target is not None:
            heights.append(foot - HIGH * float(axis(np.array([target]))[0]))
        frames += [np.array([(left, at), (right, at)]) for at in heights]
        _label(axes, panel, left, top)
    for stretches, colour, width in (
        (frames, "phase", 0.6),
        (lines, "line", 0.8),
        (centres, "improvement", 1.3),
    ):
        drawn_lines = LineCollection(stretches, colors=COLOURS[colour])
        drawn_lines.set_linewidth(width)
        axes.add_collection(drawn_lines)
    for points, colour, size in ((left_out, "excluded", 1.2), (dots, "line", 1.6)):
        together = np.concatenate(points)
        axes.plot(
            together[:, 0], together[:, 1], "o", color=COLOURS[colour], ms=size, mew=0
        )


def _stretches(points: Points, wanted: NDArray[np.bool_]) -> list[Points]:
    """Return the unbroken stretches of two points or more."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], wanted, [False]])))
    spans = zip(edges[::2], edges[1::2], strict=True)
    return [points[first:last] for first, last in spans if last - first > 1]


def _alone(wanted: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the points that no line shows, as neither neighbour is wanted."""
    padded = np.concatenate([[False], wanted, [False]])
    alone: NDArray[np.bool_] = wanted & ~padded[:-2] & ~padded[2:]
    return alone


def _label(axes: Axes, panel: Panel, left: float, top: float) -> None:
    mark = {True: " \u2713", False: "", None: " ?"}[panel.meets]
    axes.text(
        left,
        top - 0.05,
        f"{shortened(panel.title, 22)}{mark}",
        fontsize=7.5,
        color=COLOURS["target"] if panel.meets else COLOURS["text"],
        va="bottom",
    )
