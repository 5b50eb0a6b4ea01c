"""A funnel plot: units by size, with the limits that chance alone would keep."""

from __future__ import annotations

import math
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

from cqikit.core import (
    ENGLISH,
    Wording,
    arguments,
    instance_of,
    is_text,
    list_of,
    optional,
    say,
)
from cqikit.drawing._canvas import canvas
from cqikit.drawing._figure import COLOURS, POINTS, figure, pane, settled, write
from cqikit.drawing._legend import (
    ROW,
    Entry,
    draw_legend,
    entries_said,
    legend_rows,
    style_of,
)
from cqikit.drawing._lines import EndLabel, label_ends
from cqikit.drawing._picture import A_WORDING
from cqikit.drawing._scene import scene_svg
from cqikit.drawing._text import fitted, fitted_rows, points_wide, shortened
from cqikit.drawing._values import (
    UNIT_ROWS,
    round_numbers,
    set_values,
    tick_said,
    values_wide,
)
from cqikit.measures import Direction, DirectionWord
from cqikit.spc import Funnel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from cqikit.core import Sentence

    Floats: TypeAlias = "NDArray[np.float64]"

__all__ = [
    "across_of",
    "better_of",
    "described",
    "funnel_figure",
    "funnel_svg",
    "marks_of",
    "unit_of",
]

SIZE: Final = 8
EDGE: Final = 4.0
#: Heights in points: of what is under the axes, and the least of the axes.
FOOT: Final = 34.0
LEAST: Final = 90.0
#: Points between a mark and a name, and how wide a name may be, in characters.
GAP: Final = 6.0
#: At most so many sizes are labelled.
MOST_SIZES: Final = 8
NAME: Final = 24
#: So many points of each curve.
CURVE: Final = 160
A_FUNNEL: Final = instance_of(
    Funnel, fix=say("make one with {call}", call="spc.funnel(events, sizes)")
)
#: What sizes are called where nobody says what they count.
AS_SIZE: Final = say("size")
DASHES: Final = ((1, 1.5), (4, 2), (7, 2))
WORDS: Final = {
    "within": say("within all limits"),
    "between": say("beyond the inner limits only"),
    "signal": say("beyond the outer limits"),
    "improvement": say("better, beyond the outer limits"),
    "concern": say("worse, beyond the outer limits"),
}
ENTRIES: Final = {
    "within": Entry("o", 4.2, "line", WORDS["within"]),
    "between": Entry("o", 4.6, "line", WORDS["between"], hollow=True),
    "signal": Entry("D", 5.0, "signal", WORDS["signal"]),
    "improvement": Entry("P", 7.2, "improvement", WORDS["improvement"]),
    "concern": Entry("s", 5.6, "concern", WORDS["concern"]),
}


@arguments(
    funnel=A_FUNNEL,
    size=list_of(say("two numbers")),
    unit=optional(is_text),
    across=is_text,
    wording=A_WORDING,
)
def funnel_svg(
    funnel: Funnel,
    *,
    direction: Direction | DirectionWord | None = None,
    unit: str | None = None,
    across: str = AS_SIZE,
    size: tuple[float, float] = (7.6, 4.2),
    wording: Wording = ENGLISH,
) -> str:
    """Return a funnel plot as one ``<svg>`` element.

    Units beyond the outer limits bear their names, where there is room.

    Parameters
    ----------
    funnel : spc.Funnel
    direction : Direction, optional
        Which way is better; by default as the funnel's measure says. Where nobody says,
        units are only beyond the limits.
    unit, across : str
        What the values, and the sizes, are counted in; by default the measure's unit,
        and "size".
    size : (float, float)
        Width and height in inches; 7.6 and 4.2 unless said.
    wording : core.Wording
        The language of its words; by default English.

    Examples
    --------
    >>> from cqikit import spc
    >>> made = spc.funnel([9, 12, 31, 5], [80, 100, 120, 60], per=100)
    >>> funnel_svg(made, unit="%", across="children")[:4]
    '<svg'
    """
    said = described(funnel)
    with _drawn(
        canvas, funnel, direction, (unit, across), size, wording=wording
    ) as drawn:
        title, description = wording.said(funnel.title), wording.said(said)
        return scene_svg(drawn.scene({}), title=title, description=description)


@arguments(
    funnel=A_FUNNEL,
    size=list_of(say("two numbers")),
    unit=optional(is_text),
    across=is_text,
    wording=A_WORDING,
)
def funnel_figure(
    funnel: Funnel,
    *,
    direction: Direction | DirectionWord | None = None,
    unit: str | None = None,
    across: str = AS_SIZE,
    size: tuple[float, float] = (7.6, 4.2),
    wording: Wording = ENGLISH,
) -> Figure:
    """Return a funnel plot as a matplotlib figure, to save or to change.

    What it is given is as for `funnel_svg`.

    Parameters
    ----------
    direction : Direction or str, optional
        Which way is better; that of the measure unless said.
    unit : str, optional
        What the rates are in; as the funnel says unless said.
    across : str
        What the sizes are; "size" unless said.
    size : pair of float
        The width and height in inches; 7.6 and 4.2 unless said.
    wording : Wording
        How it is said, and in which language; in English unless said.

    Raises
    ------
    MissingExtraError
        When matplotlib is not installed.
    """
    with _drawn(
        figure, funnel, direction, (unit, across), size, wording=wording
    ) as drawn:
        return settled(drawn)


def described(funnel: Funnel) -> Sentence:
    """Return what a funnel plot shows, for those who do not see it."""
    return say(
        "{units:# unit|# units}, {n} beyond the outer limits",
        units=len(funnel.units),
        n=len(funnel.beyond()),
    )


@contextmanager
def _drawn(
    on: Callable[[float, float], AbstractContextManager[Any]],
    funnel: Funnel,
    direction: Direction | DirectionWord | None,
    counted: tuple[str | None, str],
    size: tuple[float, float],
    *,
    wording: Wording,
) -> Iterator[Any]:
    wide, height = (side * POINTS for side in size)
    unit, across = wording.said(unit_of(funnel, counted[0])), wording.said(counted[1])
    marks = marks_of(funnel, better_of(funnel, direction))
    room = wide - 2 * EDGE
    there = [entry for name, entry in ENTRIES.items() if name in set(marks)]
    entries = entries_said(there, wording)
    head = legend_rows(entries, room) * ROW + 2 * EDGE
    high = max(height - head - FOOT, LEAST)
    height = head + high + FOOT
    curves, ends = _curves(funnel, wording)
    with on(size[0], height / POINTS) as drawn:
        draw_legend(pane(drawn, EDGE, EDGE, room, head - 2 * EDGE), entries, room)
        axes = pane(drawn, 0, head, wide, high)
        axis = set_values(axes, *_extent(funnel, curves), high, wording=wording)
        units = fitted_rows(unit, high, SIZE, UNIT_ROWS)
        left = EDGE + values_wide(axis) + ROW * len(units)
        right = points_wide((end.text for end in ends), SIZE) + 2 * EDGE + 4
        axes.set_position(
            (left / wide, FOOT / height, (wide - left - right) / wide, high / height)
        )
        for row, line in enumerate(units):
            at = EDGE + row * ROW, head + high / 2
            write(drawn, line, *at, colour="quiet", turned=True)
        # What is long begins under the labels of the values.
        start = min(left, max(wide - points_wide([across], SIZE) - EDGE, EDGE))
        line = fitted(across, wide - start, SIZE)
        write(drawn, line, start, height - ROW / 2 - 2, colour="quiet")
        _draw_curves(axes, funnel, curves)
        _place_sizes(axes, funnel, wide - left - right, wording)
        _draw_units(axes, funnel, marks)
        label_ends(axes, ends, high)
        yield drawn


def _place_sizes(axes: Axes, funnel: Funnel, room: float, wording: Wording) -> None:
    """Label as many sizes as have room beside each other."""
    most = tick_said(math.ceil(float(funnel.sizes.max())), wording)
    places = max(int(room / (points_wide([most], SIZE) + 2 * GAP)), 1)
    ticks = round_numbers(*axes.get_xlim(), min(places, MOST_SIZES))
    axes.set_xticks(ticks, [tick_said(tick, wording) for tick in ticks], fontsize=SIZE)


def better_of(funnel: Funnel, told: Direction | DirectionWord | None) -> Direction:
    """Return which way is better, as told or else by the measure."""
    if told is None:
        return Direction.NEITHER if funnel.measure is None else funnel.measure.direction
    return Direction.of(told, "direction")


def unit_of(funnel: Funnel, told: str | None) -> str:
    """Return the unit of the values, as told or else the measure's."""
    if told is None:
        return "" if funnel.measure is None else funnel.measure.unit
    return told


def marks_of(funnel: Funnel, better: Direction) -> list[str]:
    """Return what each unit is, as a key of `ENTRIES`."""
    outer = funnel.flags[funnel.levels.index(max(funnel.levels))]
    names = {Direction.HIGHER: 1, Direction.LOWER: -1}
    good = names.get(better, 0)
    marks = []
    for flag, any_level in zip(outer, (funnel.flags != 0).any(axis=0), strict=True):
        if flag and good:
            marks.append("improvement" if flag == good else "concern")
        elif flag:
            marks.append("signal")
        else:
            marks.append("between" if any_level else "within")
    return marks


def across_of(funnel: Funnel) -> Floats:
    """Return sizes from about the smallest to the largest, denser at first."""
    least, most = float(funnel.sizes.min()) * 0.9, float(funnel.sizes.max()) * 1.05
    return least + (most - least) * np.linspace(0, 1, CURVE) ** 2


def _curves(
    funnel: Funnel, wording: Wording
) -> tuple[list[tuple[float, Floats, Floats]], list[EndLabel]]:
    """Return the limits of each level, and what stands at their ends."""
    sizes = across_of(funnel)
    curves = [(level, *funnel.curve(sizes, level)) for level in sorted(funnel.levels)]
    centre = float(funnel.centre)
    named = wording.part(centre)
    if funnel.given:
        named = wording.said(say("{line} (given)", line=centre))
    ends = [EndLabel(centre, named, "centre")]
    for level, *lines in curves:
        said = wording.said(say("{share:g} %", share=100 * level))
        ends += [
            EndLabel(float(line[-1]), said, "limit")
            for line in lines
            if np.isfinite(line[-1])
        ]
    return curves, ends


def _extent(
    funnel: Funnel, curves: list[tuple[float, Floats, Floats]]
) -> tuple[float, float]:
    """Return the lowest and the highest that is drawn."""
    limits = [limit for _, *both in curves for limit in both]
    shown = np.concatenate([funnel.values, [funnel.centre], *limits])
    shown = shown[np.isfinite(shown)]
    return float(shown.min()), float(shown.max())


def _draw_curves(
    axes: Axes, funnel: Funnel, curves: list[tuple[float, Floats, Floats]]
) -> None:
    sizes = across_of(funnel)
    axes.set_xlim(0, float(sizes[-1]))
    axes.tick_params(axis="x", length=3, color=COLOURS["phase"])
    axes.axhline(funnel.centre, color=COLOURS["centre"], linewidth=1.2, zorder=2)
    for place, (_, *lines) in enumerate(curves):
        for line in lines:
            axes.plot(
                sizes,
                line,
                color=COLOURS["limit"],
                linewidth=0.9,
                dashes=DASHES[place % len(DASHES)],
                zorder=2,
            )


def _draw_units(axes: Axes, funnel: Funnel, marks: list[str]) -> None:
    for name, entry in ENTRIES.items():
        here = [place for place, mark in enumerate(marks) if mark == name]
        if here:
            at = funnel.sizes[here], funnel.values[here]
            axes.plot(*at, zorder=4, clip_on=False, **style_of(entry))
    _name_units(axes, funnel)


def _name_units(axes: Axes, funnel: Funnel) -> None:
    """Write the names of units beyond the outer limits, none over another."""
    points = list(zip(funnel.sizes, funnel.values, strict=True))
    scale = POINTS / axes.figure.dpi
    middle = float(funnel.sizes.max()) / 2
    taken: list[tuple[float, float, float]] = []
    for unit in funnel.beyond():
        point = points[funnel.units.index(unit)]
        name = shortened(unit, NAME)
        wide = points_wide([name], SIZE) + GAP
        x, y = (float(at) * scale for at in axes.transData.transform(point))
        # Towards the middle, where there is room for a name.
        right = point[0] > middle
        start = x - wide if right else x
        if any(
            abs(y - at) < SIZE and start < stop and first < start + wide
            for first, stop, at in taken
        ):
            continue
        taken.append((start, start + wide, y))
        axes.annotate(
            name,
            point,
            xytext=(-GAP if right else GAP, 0),
            textcoords="offset points",
            ha="right" if right else "left",
            va="center_baseline",
            fontsize=SIZE - 0.5,
            zorder=5,
        )
