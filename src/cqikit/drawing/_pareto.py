"""A Pareto chart: categories from the most frequent, and what they add up to."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from cqikit.core import (
    ENGLISH,
    Wording,
    arguments,
    at_least,
    instance_of,
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
from cqikit.drawing._picture import A_WORDING
from cqikit.drawing._scene import scene_svg
from cqikit.drawing._text import fitted, line_of, points_wide
from cqikit.spc import Pareto

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from cqikit.core import Sentence
    from cqikit.spc import Bar

__all__ = ["described", "first_few", "pareto_figure", "pareto_svg"]

SIZE: Final = 8
#: In points: height of a bar's row, edge, room for the axis.
HIGH: Final = 17.0
EDGE: Final = 6.0
FOOT: Final = 20.0
#: How much of its row a bar fills.
THICK: Final = 0.7
CUMULATIVE: Final = Entry("o", 4.2, "concern", say("all up to here"))
FEW: Final = Entry("s", 7.0, "improvement", "")
REST: Final = Entry("s", 7.0, "phase", say("the others"))
A_PARETO: Final = instance_of(
    Pareto, fix=say("make one with {call}", call="spc.pareto(categories)")
)


@arguments(
    pareto=A_PARETO,
    share=instance_of(int, float),
    width=at_least(1),
    wording=A_WORDING,
)
def pareto_svg(
    pareto: Pareto,
    *,
    share: float = 0.8,
    width: float = 7.6,
    wording: Wording = ENGLISH,
) -> str:
    """Return a Pareto chart as one ``<svg>`` element.

    The bars lie, so that there is room for what the categories are called.
    Bars and the line of what they add up to have one axis, in per cent of the
    total; the first that together reach `share` are drawn darker.

    Parameters
    ----------
    pareto : spc.Pareto
    share : float
        Of the total, from above 0 to 1; 0.8 unless said.
    width : float
        In inches; about 4.2 for a telephone. 7.6 unless said.
    wording : core.Wording
        The language of its words; by default English.

    Raises
    ------
    FieldError
        When `share` is no share.

    Examples
    --------
    Illustrative reasons for late visits:

    >>> from cqikit import spc
    >>> made = spc.pareto(["staff", "car", "staff", "family", "staff", "car"])
    >>> pareto_svg(made)[:4]
    '<svg'
    """
    with _drawn(canvas, pareto, share, width, wording) as drawn:
        said = wording.said(described(pareto, share))
        return scene_svg(drawn.scene({}), title=pareto.title, description=said)


@arguments(
    pareto=A_PARETO,
    share=instance_of(int, float),
    width=at_least(1),
    wording=A_WORDING,
)
def pareto_figure(
    pareto: Pareto,
    *,
    share: float = 0.8,
    width: float = 7.6,
    wording: Wording = ENGLISH,
) -> Figure:
    """Return a Pareto chart as a matplotlib figure, to save or to change.

    What it is given is as for `pareto_svg`.

    Parameters
    ----------
    share : float
        How much the vital few make up; 0.8 unless said.
    width : float
        The width in inches; 7.6 unless said.
    wording : Wording
        How it is said, and in which language; in English unless said.

    Raises
    ------
    FieldError
        When `share` is no share.
    MissingExtraError
        When matplotlib is not installed.
    """
    with _drawn(figure, pareto, share, width, wording) as drawn:
        return settled(drawn)


def described(pareto: Pareto, share: float) -> Sentence:
    """Return what a Pareto chart shows, for those who do not see it."""
    return say(
        "{n:# category|# categories}; {few:# bar reaches|# bars reach} {share} %",
        n=len(pareto.bars),
        few=len(pareto.vital_few(share)),
        share=100.0 * share,
    )


def first_few(share: float) -> Sentence:
    """Return what the darker bars are."""
    return say("the first that make up {share} %", share=100.0 * share)


def _counted(bar: Bar) -> Sentence:
    count, share = float(bar.count), 100.0 * bar.share
    return say("{count} ({share:.0f} %)", count=count, share=share)


@contextmanager
def _drawn(
    on: Callable[[float, float], AbstractContextManager[Any]],
    pareto: Pareto,
    share: float,
    width: float,
    wording: Wording,
) -> Iterator[Any]:
    few = len(pareto.vital_few(share))
    entries = [evolve(FEW, text=first_few(share))]
    entries += [REST] if few < len(pareto.bars) else []
    entries = entries_said([*entries, CUMULATIVE], wording)
    wide = width * POINTS
    room = wide - 2 * EDGE
    head = legend_rows(entries, room) * ROW + 2 * EDGE
    said = say("{n} without a category", n=pareto.missing) if pareto.missing else ""
    high = HIGH * len(pareto.bars)
    height = head + high + FOOT + (ROW if said else 0)
    with on(width, height / POINTS) as drawn:
        draw_legend(pane(drawn, EDGE, EDGE, room, head - 2 * EDGE), entries, room)
        titles = points_wide((line_of(bar.title) for bar in pareto.bars), SIZE)
        titles = min(titles, wide * 0.45)
        counts = [wording.said(_counted(bar)) for bar in pareto.bars]
        left = titles + 2 * EDGE
        right = points_wide(counts, SIZE) + 3 * EDGE
        for place, (bar, count) in enumerate(zip(pareto.bars, counts, strict=True)):
            at = head + (place + 0.5) * HIGH
            write(drawn, fitted(bar.title, titles, SIZE), EDGE, at)
            write(drawn, count, wide - right + 2 * EDGE, at)
        if said:
            line = wording.said(said)
            write(drawn, line, EDGE, height - ROW / 2, colour="quiet")
        axes = pane(drawn, left, head, wide - left - right, high)
        _draw(axes, pareto, few, wording)
        yield drawn


def _draw(axes: Axes, pareto: Pareto, few: int, wording: Wording) -> None:
    # A pane asks for its limits before anything is drawn.
    axes.set_xlim(0, 1)
    axes.set_ylim(len(pareto.bars) - 0.5, -0.5)
    places = range(len(pareto.bars))
    plain: dict[str, Any] = {"align": "edge", "edgecolor": "none", "linewidth": 0}
    for place, bar in enumerate(pareto.bars):
        colour = COLOURS[(FEW if place < few else REST).colour]
        axes.barh(
            place - THICK / 2, bar.share, THICK, left=0, facecolor=colour, **plain
        )
    reached = [bar.cumulative for bar in pareto.bars]
    axes.plot(reached, places, color=COLOURS[CUMULATIVE.colour], linewidth=0.9)
    axes.plot(reached, places, clip_on=False, zorder=3, **style_of(CUMULATIVE))
    axes.set_yticks([])
    ticks = [wording.said(say("{share} %", share=at)) for at in (0, 50, 100)]
    axes.set_xticks([0, 0.5, 1], ticks, fontsize=SIZE)
    axes.tick_params(axis="x", length=3, color=COLOURS["phase"])
