"""A Pareto chart: categories from the most frequent, and what they add up to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.core import arguments, at_least, format_number, instance_of
from cqikit.drawing._figure import COLOURS, POINTS, figure, pane, svg, write
from cqikit.drawing._legend import ROW, Entry, draw_legend, legend_rows, style_of
from cqikit.drawing._text import fitted, line_of, points_wide
from cqikit.spc import Pareto

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["pareto_svg"]

SIZE: Final = 8
#: In points: height of a bar's row, edge, room for the axis.
HIGH: Final = 17.0
EDGE: Final = 6.0
FOOT: Final = 20.0
CUMULATIVE: Final = Entry("o", 4.2, "concern", "all up to here")
FEW: Final = Entry("s", 7.0, "improvement", "the first that make up {share} %")
REST: Final = Entry("s", 7.0, "phase", "the others")


@arguments(
    pareto=instance_of(Pareto, fix="make one with spc.pareto(categories)"),
    share=instance_of(int, float),
    width=at_least(1),
)
def pareto_svg(pareto: Pareto, *, share: float = 0.8, width: float = 7.6) -> str:
    """Return a Pareto chart as one ``<svg>`` element.

    The bars lie, so that there is room for what the categories are called.
    Bars and the line of what they add up to have one axis, in per cent of the
    total; the first that together reach `share` are drawn darker.

    Parameters
    ----------
    pareto : spc.Pareto
    share : float
        Of the total, from above 0 to 1.
    width : float
        In inches; about 4.2 for a telephone.

    Raises
    ------
    FieldError
        When `share` is no share.
    MissingExtraError
        When matplotlib is not installed.

    Examples
    --------
    Illustrative reasons for late visits:

    >>> from cqikit import spc
    >>> made = spc.pareto(["staff", "car", "staff", "family", "staff", "car"])
    >>> pareto_svg(made)[:4]
    '<svg'
    """
    few = len(pareto.vital_few(share))
    entries = [_few(share)]
    entries += [REST] if few < len(pareto.bars) else []
    entries.append(CUMULATIVE)
    wide = width * POINTS
    room = wide - 2 * EDGE
    head = legend_rows(entries, room) * ROW + 2 * EDGE
    said = f"{pareto.missing} without a category" if pareto.missing else ""
    high = HIGH * len(pareto.bars)
    height = head + high + FOOT + (ROW if said else 0)
    with figure(width, height / POINTS) as drawn:
        draw_legend(pane(drawn, EDGE, EDGE, room, head - 2 * EDGE), entries, room)
        titles = points_wide((line_of(bar.title) for bar in pareto.bars), SIZE)
        titles = min(titles, wide * 0.45)
        counts = [
            f"{format_number(bar.count)} ({100 * bar.share:.0f} %)"
            for bar in pareto.bars
        ]
        left = titles + 2 * EDGE
        right = points_wide(counts, SIZE) + 3 * EDGE
        for place, (bar, count) in enumerate(zip(pareto.bars, counts, strict=True)):
            at = head + (place + 0.5) * HIGH
            write(drawn, fitted(bar.title, titles, SIZE), EDGE, at)
            write(drawn, count, wide - right + 2 * EDGE, at)
        if said:
            write(drawn, said, EDGE, height - ROW / 2, colour="quiet")
        axes = pane(drawn, left, head, wide - left - right, high)
        _draw(axes, pareto, few)
        total = len(pareto.bars)
        told = f"{total} categories" if total > 1 else "1 category"
        reach = "bars reach" if few > 1 else "bar reaches"
        told = f"{told}; {few} {reach} {100 * share:g} %"
        return svg(drawn, title=pareto.title, description=told)


def _few(share: float) -> Entry:
    text = FEW.text.format(share=f"{100 * share:g}")
    return Entry(FEW.marker, FEW.size, FEW.colour, text)


def _draw(axes: Axes, pareto: Pareto, few: int) -> None:
    places = range(len(pareto.bars))
    colours = [COLOURS[(FEW if place < few else REST).colour] for place in places]
    axes.barh(places, [bar.share for bar in pareto.bars], 0.7, color=colours)
    reached = [bar.cumulative for bar in pareto.bars]
    axes.plot(reached, places, color=COLOURS[CUMULATIVE.colour], linewidth=0.9)
    axes.plot(reached, places, clip_on=False, zorder=3, **style_of(CUMULATIVE))
    axes.set_xlim(0, 1)
    axes.set_ylim(len(pareto.bars) - 0.5, -0.5)
    axes.set_yticks([])
    axes.set_xticks([0, 0.5, 1], ["0", "50 %", "100 %"], fontsize=SIZE)
    axes.tick_params(axis="x", length=3, color=COLOURS["phase"])
