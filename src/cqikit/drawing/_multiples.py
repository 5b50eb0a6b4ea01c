"""Small multiples: one little run chart a team, all on one scale."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from cqikit.core import (
    ENGLISH,
    Period,
    Wording,
    arguments,
    as_tuple,
    by_value,
    instance_of,
    is_text,
    list_of,
    read_only,
    say,
)
from cqikit.drawing._legend import Entry
from cqikit.drawing._picture import A_WORDING
from cqikit.drawing._scene import BASE, Scene, Spot, Stroke, Words, scene_svg
from cqikit.drawing._scene_figure import scene_figure
from cqikit.drawing._text import points_wide, shortened, wrapped
from cqikit.errors import FieldError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.figure import Figure

    from cqikit.core import Sentence
    from cqikit.drawing._scene import Mark

__all__ = [
    "Panel",
    "axis_of",
    "called",
    "check_panels",
    "described",
    "multiples_figure",
    "multiples_svg",
    "stretches",
]

#: Places in points from the upper left corner, shape (m, 2).
Places: TypeAlias = NDArray[np.float64]
#: A panel is one unit wide and high on the sheet; this much of it is picture.
PART: Final = 0.9
HIGH: Final = 0.62
#: In points: width and height of a panel, height of a line of the note.
WIDE: Final = 111.6
HEIGHT: Final = 70.6
NOTE: Final = 12.0
SIZE: Final = 7.5
#: How far the middle of a text lies over its foot, and of a note under its place.
MIDDLE: Final = (0.24 + BASE) * SIZE
LOWER: Final = (0.26 - BASE) * SIZE
#: Values that do not count, and those without a neighbour that does: wider than a
#: centre line, on which a team's only value lies.
LEFT_OUT: Final = Entry("o", 1.2, "excluded", "", edge=0)
ALONE: Final = Entry("o", 3.0, "line", "", edge=0)
#: How each kind of line is drawn, from the lowest to the uppermost.
FRAME: Final[dict[str, Any]] = {"colour": "phase", "width": 0.6}
AIM: Final[dict[str, Any]] = {"colour": "target", "width": 0.9, "dashes": (0.9, 1.485)}
LINE: Final[dict[str, Any]] = {"colour": "line", "width": 0.8}
CENTRE: Final[dict[str, Any]] = {"colour": "improvement", "width": 1.4}
#: So that there is room for the note.
LEAST_COLUMNS: Final = 2


def _floats(values: Any) -> NDArray[np.float64]:
    try:
        array: NDArray[np.float64] = read_only(np.asarray(values, dtype=np.float64))
    except (TypeError, ValueError):
        # For the check to refuse.
        return cast("NDArray[np.float64]", values)
    return array


NUMBERS: Final = instance_of(np.ndarray)


def _marks(values: Any) -> NDArray[np.bool_]:
    array: NDArray[np.bool_] = read_only(np.asarray(values, dtype=np.bool_))
    return array


@by_value
@frozen(eq=False)
class Panel:
    """One team's picture.

    Parameters
    ----------
    title : str
        Whose it is.
    values, centre : ndarray of float, shape (n,)
        NaN where nothing was observed; `centre` is drawn as a step line.
    counted : ndarray of bool, shape (n,)
        Points that count; the others are drawn lighter.
    meets : bool or None
        Whether the team meets the aim; None where nobody can say.
    on : sequence of Period, optional
        When each point was. Little charts say it of the last, where one points at it.
    sizes : ndarray of float, shape (n,), optional
        Of how many each value is, which is said there, too.
    """

    title: str
    values: NDArray[np.float64] = field(converter=_floats, validator=NUMBERS)
    centre: NDArray[np.float64] = field(converter=_floats, validator=NUMBERS)
    counted: NDArray[np.bool_] = field(converter=_marks)
    meets: bool | None = None
    on: tuple[Period, ...] = field(default=(), converter=as_tuple)
    sizes: NDArray[np.float64] = field(
        factory=lambda: np.empty(0), converter=_floats, validator=NUMBERS
    )

    def __attrs_post_init__(self) -> None:
        for name in ("centre", "counted", "on", "sizes"):
            shape = np.shape(getattr(self, name))
            if name in {"on", "sizes"} and shape == (0,):
                continue
            if shape != self.values.shape or len(shape) != 1:
                raise FieldError(
                    name,
                    say(
                        "must have the shape (n,) of values {shape}",
                        shape=str(self.values.shape),
                    ),
                    shape,
                )


@arguments(panels=list_of(say("Panels")), title=is_text, wording=A_WORDING)
def multiples_svg(
    panels: Sequence[Panel],
    *,
    title: str,
    columns: int = 6,
    target: float | None = None,
    log: bool = False,
    among: Sequence[Panel] = (),
    wording: Wording = ENGLISH,
) -> str:
    """Return many little charts on one sheet, as one ``<svg>`` element.

    All panels share the time axis and the scale of values, so that teams can
    be compared. They are written directly, without matplotlib.

    Parameters
    ----------
    panels : sequence of Panel
        All of one length n; NaN where a team has no value.
    title : str
        What the sheet shows.
    columns : int
        At most so many in a row: 6 on a page, 2 on a telephone; 6 unless said.
    target : float, optional
        The value aimed at, drawn as a line; none unless said.
    log : bool
        Draw values on a logarithmic scale; those not above 0 lie on its foot. Not so
        unless said.
    among : sequence of Panel
        Panels on other sheets, with which these have one scale; none unless said.
    wording : core.Wording
        The language of its words; by default English.

    Raises
    ------
    FieldError
        When panels differ in length, or `columns` is below 1.

    Examples
    --------
    >>> panel = Panel("Colorado", [3, 4, 2], [3, 3, 3], [True] * 3, meets=True)
    >>> multiples_svg([panel], title="Teams").startswith("<svg")
    True
    """
    scene = _scene(panels, columns, target, wording, log=log, among=among)
    said = wording.said(described(panels, target))
    return scene_svg(scene, title=title, description=said)


def described(panels: Sequence[Panel], target: float | None) -> Sentence:
    """Return what a sheet shows, for those who do not see it."""
    met = sum(panel.meets is True for panel in panels)
    said = say("{n:# team|# teams} on one scale", n=len(panels))
    # Without an aim no team meets one, and no line shows it.
    if met or (target is not None and any(panel.meets is False for panel in panels)):
        said = say(
            "{teams}; {n:# of them meets the aim|# of them meet the aim}",
            teams=said,
            n=met,
        )
    return said


@arguments(panels=list_of(say("Panels")), wording=A_WORDING)
def multiples_figure(
    panels: Sequence[Panel],
    *,
    columns: int = 6,
    target: float | None = None,
    log: bool = False,
    among: Sequence[Panel] = (),
    wording: Wording = ENGLISH,
) -> Figure:
    """Return many little charts on one sheet, as a matplotlib figure.

    What it is given is as for `multiples_svg`.

    Parameters
    ----------
    columns : int
        How many stand beside each other; six unless said.
    target : float, optional
        The value aimed at, drawn as a line; none unless said.
    log : bool
        Whether the axis is logarithmic; it is linear unless said.
    among : sequence of Panel
        Further panels that share the scale; none unless said.
    wording : Wording
        How it is said, and in which language; in English unless said.

    Raises
    ------
    FieldError
        When panels differ in length, or `columns` is below 1.
    MissingExtraError
        When matplotlib is not installed.
    """
    return scene_figure(_scene(panels, columns, target, wording, log=log, among=among))


def _scene(
    panels: Sequence[Panel],
    columns: int,
    target: float | None,
    wording: Wording,
    *,
    log: bool,
    among: Sequence[Panel],
) -> Scene:
    every = (*panels, *among)
    check_panels(every, columns)
    axis = axis_of(every, target, log=log)
    columns = min(columns, max(len(panels), LEAST_COLUMNS))
    rows = math.ceil(len(panels) / columns)
    wide = WIDE * columns
    noted = wording.said(_noted(panels, axis, target))
    said = wrapped(noted, wide / points_wide("n", SIZE), 5)
    notes = [
        Words(
            x=0.05 * WIDE,
            y=HEIGHT * rows + (row + 0.5) * NOTE + LOWER,
            text=line,
            size=SIZE,
        )
        for row, line in enumerate(said)
    ]
    marks = _marked(panels, columns, target, axis)
    return Scene(
        width=wide,
        height=HEIGHT * rows + len(said) * NOTE + NOTE / 2,
        marks=[*marks, *_labels(panels, columns), *notes],
    )


def check_panels(panels: Sequence[Panel], columns: int = 1) -> None:
    if columns < 1:
        raise FieldError("columns", say("must be at least {least}", least=1), columns)
    lengths = {len(panel.values) for panel in panels}
    if len(lengths) > 1:
        raise FieldError(
            "panels",
            say("must have one length, as they share a time axis"),
            sorted(lengths),
            say("put NaN where a team has no value"),
        )


def _noted(panels: Sequence[Panel], axis: _Axis, target: float | None) -> Sentence:
    """Return what the reader of a sheet has to know."""
    if not panels:
        return say("no teams")
    scale = say("All on one scale")
    if axis.least is not None and axis.most is not None:
        least: Sentence | float = axis.least
        if axis.log and axis.least <= 0:
            least = say("{value} (on its foot)", value=axis.least)
        scale = say("All on one scale, {least} to {most}", least=least, most=axis.most)
    parts = [say("{scale} (logarithmic)", scale=scale) if axis.log else scale]
    if target is not None:
        parts.append(say("dotted: target {value}", value=float(target)))
    meets = {panel.meets for panel in panels}
    parts += [say("\u2713 meets the aim")] if True in meets else []
    parts += [say("? nobody can say")] if None in meets else []
    return say("{all/; }", all=tuple(parts))


@frozen(eq=False, kw_only=True)
class _Axis:
    """Where a value lies between the foot (0) and the top (1) of a panel."""

    least: float | None
    most: float | None
    low: float
    high: float
    foot: float
    log: bool

    def __call__(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        return (_scaled(values, self.foot, log=self.log) - self.low) / (
            self.high - self.low
        )


def _scaled(
    values: NDArray[np.float64], foot: float, *, log: bool
) -> NDArray[np.float64]:
    return np.log10(np.where(values <= 0, foot, values)) if log else values


def axis_of(panels: Sequence[Panel], target: float | None, *, log: bool) -> _Axis:
    parts = [values for panel in panels for values in (panel.values, panel.centre)]
    seen = np.concatenate([*parts, [math.nan if target is None else target]])
    seen = seen[np.isfinite(seen)]
    if not seen.size:
        return _Axis(least=None, most=None, low=0.0, high=1.0, foot=1.0, log=log)
    positive = seen[seen > 0]
    foot = float(positive.min()) / 2 if positive.size else 1.0
    scaled = _scaled(seen, foot, log=log)
    low, high = float(scaled.min()), float(scaled.max())
    if high - low <= 1e-9 * max(abs(low), abs(high)):
        low, high = low - 1, high + 1
    least, most = float(seen.min()), float(seen.max())
    return _Axis(least=least, most=most, low=low, high=high, foot=foot, log=log)


def _marked(
    panels: Sequence[Panel], columns: int, target: float | None, axis: _Axis
) -> Iterator[Mark]:
    """Yield the marks of all panels, what is beneath first."""
    frames: list[Places] = []
    targets: list[Places] = []
    lines: list[Places] = []
    centres: list[Places] = []
    alone: list[Places] = []
    left_out: list[Places] = []
    for place, panel in enumerate(panels):
        left, top = _corner(place, columns)
        right, foot = left + PART * WIDE, top + HIGH * HEIGHT
        x = np.linspace(left, right, len(panel.values))
        drawn = np.column_stack([x, foot - HIGH * HEIGHT * axis(panel.values)])
        centre = np.column_stack([x, foot - HIGH * HEIGHT * axis(panel.centre)])
        seen = np.isfinite(panel.values)
        lines += stretches(drawn, seen & panel.counted)
        alone.append(drawn[_alone(seen & panel.counted)])
        left_out.append(drawn[seen & ~panel.counted])
        centres += stretches(centre, np.isfinite(panel.centre))
        frames.append(np.array([(left, foot), (right, foot)]))
        if target is not None:
            at = foot - HIGH * HEIGHT * float(axis(np.array([target]))[0])
            targets.append(np.array([(left, at), (right, at)]))
    kinds = (frames, FRAME), (targets, AIM), (lines, LINE), (centres, CENTRE)
    for drawn_lines, look in kinds:
        for line in drawn_lines:
            yield Stroke(places=line.tolist(), **look)
    for dots, entry in ((left_out, LEFT_OUT), (alone, ALONE)):
        for x, y in np.concatenate([np.empty((0, 2)), *dots]).tolist():
            yield Spot(x=x, y=y, entry=entry)


def _corner(place: int, columns: int) -> tuple[float, float]:
    """Return the upper left corner of the picture of a panel."""
    return (place % columns + 0.05) * WIDE, (place // columns + 0.28) * HEIGHT


def stretches(points: Places, wanted: NDArray[np.bool_]) -> list[Places]:
    """Return the unbroken stretches of two points or more."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], wanted, [False]])))
    spans = zip(edges[::2], edges[1::2], strict=True)
    return [points[first:last] for first, last in spans if last - first > 1]


def _alone(wanted: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the points that no line shows, as neither neighbour is wanted."""
    padded = np.concatenate([[False], wanted, [False]])
    alone: NDArray[np.bool_] = wanted & ~padded[:-2] & ~padded[2:]
    return alone


def called(panel: Panel) -> str:
    """Return what a panel is called, with a mark where the team meets the aim."""
    mark = {True: " \u2713", False: "", None: " ?"}[panel.meets]
    return f"{shortened(panel.title, 20)}{mark}"


def _labels(panels: Sequence[Panel], columns: int) -> Iterator[Words]:
    for place, panel in enumerate(panels):
        left, top = _corner(place, columns)
        yield Words(
            x=left,
            y=top - 0.05 * HEIGHT - MIDDLE,
            text=called(panel),
            size=SIZE,
            colour="target" if panel.meets else "text",
        )
