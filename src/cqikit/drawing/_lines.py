"""The lines of a chart: centre and limits, phase by phase, and what they are called."""

from __future__ import annotations

import math
from itertools import pairwise
from statistics import fmean
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import frozen

from cqikit.core import say
from cqikit.drawing._figure import COLOURS
from cqikit.drawing._picture import line_names, target_of
from cqikit.spc import changes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from cqikit.core import Wording
    from cqikit.drawing._picture import ChartPicture
    from cqikit.spc import Chart

__all__ = [
    "EndLabel",
    "carried_lines",
    "draw_lines",
    "end_labels",
    "label_ends",
    "phases_of",
    "spread",
]

SIZE: Final = 8
#: Points from the middle of one label to that of the next.
APART: Final = 10.5
DASHES: Final = (4, 2)
STYLES: Final[dict[str, dict[str, Any]]] = {
    "centre": {"color": COLOURS["centre"], "linewidth": 1.2},
    "lower": {"color": COLOURS["limit"], "linewidth": 0.9, "dashes": DASHES},
    "upper": {"color": COLOURS["limit"], "linewidth": 0.9, "dashes": DASHES},
}

TARGET: Final[dict[str, Any]] = {
    "color": COLOURS["target"],
    "linewidth": 1.1,
    "dashes": (1, 1.5),
}
CARRIED: Final[dict[str, Any]] = {
    "color": COLOURS["phase"],
    "linewidth": 0.9,
    "dashes": (1, 2),
}


@frozen
class EndLabel:
    """What stands at the right end of a line."""

    value: float
    text: str
    colour: str


def phases_of(picture: ChartPicture) -> Iterator[slice]:
    """Yield where each phase is."""
    n = len(picture.places)
    edges = [0, *np.flatnonzero(picture.chart.breaks).tolist(), n]
    for first, last in pairwise(edges):
        yield slice(first, last)


def edges_of(picture: ChartPicture) -> NDArray[np.float64]:
    """Return where the steps of the lines are, shape (n + 1,)."""
    places = picture.places
    if not places.size:
        return np.zeros(1)
    between = (places[1:] + places[:-1]) / 2
    return np.concatenate([[places[0] - 0.5], between, [places[-1] + 0.5]])


def draw_lines(axes: Axes, picture: ChartPicture) -> None:
    """Draw centre, limits and target as steps, and where phases meet."""
    edges, before = edges_of(picture), carried_lines(picture)
    target = target_of(picture)
    if target is not None:
        steps = np.repeat(edges, 2)[1:-1]
        axes.plot(steps, np.repeat(_shown(picture, target), 2), zorder=2, **TARGET)
    for span in phases_of(picture):
        steps = np.repeat(edges[span.start : span.stop + 1], 2)[1:-1]
        for name, style in STYLES.items():
            line = _shown(picture, getattr(picture.chart, name)[span])
            if np.isfinite(line).any():
                axes.plot(steps, np.repeat(line, 2), zorder=2, **style)
        for line in before.get(span.start, {}).values():
            # What is compared ends with the last observation, a phase perhaps later.
            there = steps[: 2 * line.size]
            axes.plot(there, np.repeat(line, 2), zorder=1.5, **CARRIED)
        if span.start:
            axes.axvline(
                float(edges[span.start]), color=COLOURS["phase"], linewidth=1, zorder=1
            )


def _shown(picture: ChartPicture, line: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what of a line has a place on the axis: above 0, where it is of powers."""
    return np.where(line > 0, line, np.nan) if picture.log else line


def carried_lines(picture: ChartPicture) -> dict[int, dict[str, NDArray[np.float64]]]:
    """Return, by where a phase starts, the lines of the one before at its points.

    Those that are there, by name.
    """
    found: dict[int, dict[str, NDArray[np.float64]]] = {}
    if not picture.carried:
        return found
    for change in changes(picture.chart, picture.reading.rules):
        after = slice(change.at - change.before.first, None)
        lines = {name: getattr(change.carried, name)[after] for name in STYLES}
        lines = {name: _shown(picture, line) for name, line in lines.items()}
        found[change.at] = {
            name: line for name, line in lines.items() if np.isfinite(line).any()
        }
    return found


def end_labels(picture: ChartPicture, wording: Wording) -> list[EndLabel]:
    """Return what to write beside the lines of the last phase, and the target."""
    found = []
    for name, called in line_names(picture).items():
        line = getattr(picture.chart, name)
        if name != "centre" and _without_width(picture.chart, line):
            continue
        seen = np.flatnonzero(np.isfinite(line))
        # A line that ended before the last phase has no end there.
        if seen.size and not picture.chart.breaks[seen[-1] + 1 :].any():
            value = float(line[seen[-1]])
            colour = "centre" if name == "centre" else "limit"
            said = wording.said(say("{line} {value}", line=called, value=value))
            found.append(EndLabel(value, said, colour))
    target = target_of(picture)
    if target is not None and np.isfinite(target[-1:]).any():
        last = float(target[-1])
        said = wording.said(say("target {value}", value=last))
        found.append(EndLabel(last, said, "target"))
    return [label for label in found if label.value > 0 or not picture.log]


def _without_width(chart: Chart, line: NDArray[np.float64]) -> bool:
    """Say whether a limit of constant data lies on their centre, and so is none."""
    flat = bool(chart.method) and chart.method[-1].degenerate
    return flat and math.isclose(line[-1], chart.centre[-1])


def label_ends(axes: Axes, labels: Sequence[EndLabel], high: float) -> None:
    """Write labels right of axes that are `high` points high, none over another."""
    if not labels:
        return
    fractions = axes.transAxes.inverted().transform(
        axes.transData.transform([(0.0, label.value) for label in labels])
    )[:, 1]
    wanted = fractions * high
    for label, at, to in zip(labels, wanted, spread(wanted, APART, high), strict=True):
        axes.annotate(
            label.text,
            (1, at / high),
            xycoords="axes fraction",
            xytext=(5, to - at),
            textcoords="offset points",
            va="center",
            fontsize=SIZE,
            color=COLOURS[label.colour],
            annotation_clip=False,
        )


def spread(
    wanted: NDArray[np.float64], apart: float, high: float
) -> NDArray[np.float64]:
    """Return heights as near as can be to those wanted, `apart` from each other.

    Examples
    --------
    >>> spread(np.array([50.0, 52.0, 90.0]), 10, 100).tolist()
    [46.0, 56.0, 90.0]
    """
    order = np.argsort(wanted, kind="stable")
    steps = np.arange(len(wanted)) * apart
    # Those too near each other move together, to their mean.
    groups: list[list[float]] = []
    for height in (wanted[order] - steps).tolist():
        groups.append([height])
        while len(groups) > 1 and fmean(groups[-2]) > fmean(groups[-1]):
            groups[-2:] = [groups[-2] + groups[-1]]
    moved = [fmean(group) for group in groups for _ in group]
    most = max(0.0, high - apart * (len(wanted) - 1))
    found = np.empty(len(wanted))
    found[order] = np.clip(moved, 0.0, most) + steps
    return found
