"""What goes where on the picture of a chart: the axes get what the rest leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import evolve, frozen

from cqikit.core import Wording, say
from cqikit.drawing._events import LANE, Bar, bars_of, event_lines
from cqikit.drawing._figure import POINTS
from cqikit.drawing._legend import ROW, Entry, entries_said, legend_rows
from cqikit.drawing._lines import EndLabel, end_labels
from cqikit.drawing._picture import MARKS, marks_of, withheld_said
from cqikit.drawing._text import line_of, points_wide, wrapped

if TYPE_CHECKING:
    from cqikit.drawing._picture import ChartPicture

__all__ = [
    "AT_FOOT",
    "EDGE",
    "ENTRIES",
    "SIZE",
    "TIME",
    "TITLE",
    "TITLE_ROW",
    "WITHHELD",
    "Sheet",
    "sheet_of",
]

SIZE: Final = 8
TITLE: Final = 11
TITLE_ROW: Final = 15.0
EDGE: Final = 4.0
#: Heights in points: of the labels of the time axis, and the least of the axes.
TIME: Final = 20.0
LEAST: Final = 90.0
#: How each of `MARKS` is drawn; no two look alike without their colours.
ENTRIES: Final = {
    "plain": Entry("o", 3.4, "line", MARKS["plain"]),
    "excluded": Entry("x", 4.5, "excluded", MARKS["excluded"]),
    "signal": Entry("D", 4.4, "signal", MARKS["signal"]),
    "improvement": Entry("P", 6.6, "improvement", MARKS["improvement"]),
    "concern": Entry("s", 5.2, "concern", MARKS["concern"]),
}
#: Values that are known and not told stand at the foot, where there is no value.
WITHHELD: Final = Entry("o", 5.0, "excluded", say("withheld"), hollow=True)
AT_FOOT: Final = Entry(
    "v", 8.0, "line", say("0 or less: not on a log axis"), hollow=True
)


@frozen(kw_only=True, eq=False)
class Sheet:
    """Sizes in points, and what is written around the axes."""

    width: float
    height: float
    title: tuple[str, ...]
    entries: list[Entry]
    labels: list[EndLabel]
    phases: list[tuple[str, str]]
    bars: list[Bar]
    below: list[str]
    wording: Wording

    @property
    def room(self) -> float:
        """Return the width between the edges."""
        return self.width - 2 * EDGE

    @property
    def over_legend(self) -> float:
        """Return the height of what stands over the legend."""
        return EDGE + len(self.title) * TITLE_ROW

    @property
    def legend(self) -> float:
        """Return the height of the legend."""
        return legend_rows(self.entries, self.room) * ROW

    @property
    def over_phases(self) -> float:
        """Return the height of what stands over the titles of phases."""
        return self.over_legend + self.legend

    @property
    def over_lanes(self) -> float:
        """Return the height of what stands over the lanes of events."""
        return self.over_phases + (ROW if any(map(any, self.phases)) else 0)

    @property
    def lanes(self) -> int:
        """Return how many lanes of events there are."""
        return max((bar.lane + 1 for bar in self.bars), default=0)

    @property
    def head(self) -> float:
        """Return the height of what stands over the axes."""
        return self.over_lanes + self.lanes * LANE + EDGE

    @property
    def foot(self) -> float:
        """Return the height of what stands under the axes."""
        return TIME + len(self.below) * LANE + (EDGE if self.below else 0)

    @property
    def high(self) -> float:
        """Return the height of the axes."""
        return self.height - self.head - self.foot


def sheet_of(picture: ChartPicture, wording: Wording) -> Sheet:
    """Return what goes where; it is higher than asked when it must be."""
    width, height = (side * POINTS for side in picture.size)
    room = width - 2 * EDGE
    labels = end_labels(picture, wording)
    beside = points_wide((label.text for label in labels), SIZE) + 60
    title = picture.chart.title if picture.alone else ""
    sheet = Sheet(
        width=width,
        height=height,
        title=wrapped(title, _fits(room, TITLE), 3) if line_of(title) else (),
        entries=entries_said(_entries(picture), wording),
        labels=labels,
        phases=_phase_texts(picture, wording),
        bars=bars_of(picture, max(width - beside, LEAST)),
        below=event_lines(picture, _fits(room, SIZE), wording) if picture.alone else [],
        wording=wording,
    )
    added = len(sheet.title) * TITLE_ROW + len(sheet.below) * LANE
    return evolve(sheet, height=max(height + added, sheet.head + LEAST + sheet.foot))


def _fits(room: float, size: float) -> float:
    return room / points_wide("n", size)


def _entries(picture: ChartPicture) -> list[Entry]:
    there = set(marks_of(picture).tolist())
    entries = [entry for name, entry in ENTRIES.items() if name in there]
    if picture.log and (picture.chart.values <= 0).any():
        entries.append(AT_FOOT)
    if any(picture.chart.withheld):
        entries.append(evolve(WITHHELD, text=withheld_said(picture)))
    return entries


def _phase_texts(picture: ChartPicture, wording: Wording) -> list[tuple[str, str]]:
    """Return what is written over each phase: in full, and in short."""
    texts = []
    for record in picture.chart.method:
        title = line_of(record.title)
        limited = np.isfinite(picture.chart.upper[record.start : record.stop]).any()
        trial = ""
        if record.trial and limited:
            told = say("trial limits ({n:# point|# points})", n=record.used)
            trial = wording.said(told)
        short = trial and wording.said(say("trial limits"))
        said = (f"{title} \u00b7 {trial}", f"{title} \u00b7 {short}")
        texts.append(said if title and trial else (title or trial, title or short))
    return texts
