"""What a report draws, as values: drawn only by the forms that show pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import evolve, frozen

from cqikit import drawing, spc
from cqikit.assessments import ProfileRow
from cqikit.core import say
from cqikit.measures import Direction
from cqikit.pdsa import Cycle
from cqikit.reports._blocks import Text, line, told
from cqikit.reports._needs import TeamState

if TYPE_CHECKING:
    from cqikit.core import Sentence, Wording
    from cqikit.reports._blocks import Line

__all__ = [
    "IN_TIME",
    "Chart",
    "Cycles",
    "Matrix",
    "Profile",
    "TeamFunnel",
    "Teams",
]

#: Widths in inches of a telephone and of a sheet of paper, less its margins.
NARROW: Final = 4.2
PAPER: Final = 6.6
#: So many little charts fit side by side on paper, and on one sheet of it.
PAPER_COLUMNS: Final = 4
A_SHEET: Final = 36
#: By whether it is logarithmic.
SCALES: Final = (say("All on one scale"), say("All on one logarithmic scale"))
IN_TIME: Final = say("PDSA cycles in time")
#: Of a chart that stands beside a headline, in inches.
SMALL: Final = (7.6, 2.6)
#: Of a matrix on a page.
MATRIX: Final = 9.0


@frozen(eq=False)
class Chart:
    """The chart of a measure."""

    picture: drawing.ChartPicture
    small: bool = False

    def wide(self, wording: Wording) -> str:
        """Return it for a page."""
        size = SMALL if self.small else self.picture.size
        return self._drawn(*size, wording)

    def narrow(self, wording: Wording) -> str:
        """Return it for a telephone."""
        return self._drawn(NARROW, SMALL[1] if self.small else 3.2, wording)

    def sheets(self, wording: Wording) -> tuple[str, ...]:
        """Return it for paper."""
        return (self._drawn(PAPER, SMALL[1] if self.small else 3.3, wording),)

    def _drawn(self, width: float, height: float, wording: Wording) -> str:
        picture = evolve(self.picture, size=(width, height))
        return drawing.chart_svg(picture, wording=wording)


@frozen(eq=False)
class Matrix:
    """Measures by variation and assurance."""

    rows: tuple[spc.SummaryRow, ...]
    title: str

    def wide(self, wording: Wording) -> str:
        """Return it for a page."""
        return self._drawn(MATRIX, wording)

    def narrow(self, wording: Wording) -> str:
        """Return it for a telephone."""
        return self._drawn(NARROW, wording)

    def sheets(self, wording: Wording) -> tuple[str, ...]:
        """Return it for paper."""
        return (self._drawn(PAPER, wording),)

    def _drawn(self, width: float, wording: Wording) -> str:
        title = wording.said(self.title)
        return drawing.matrix_svg(self.rows, title=title, width=width, wording=wording)


@frozen(eq=False, kw_only=True)
class TeamFunnel:
    """Teams by size, with the limits that chance alone would keep."""

    funnel: spc.Funnel
    direction: Direction
    unit: str
    across: str

    def wide(self, wording: Wording) -> str:
        """Return it for a page."""
        return self._drawn((7.6, 4.2), wording)

    def narrow(self, wording: Wording) -> str:
        """Return it for a telephone."""
        return self._drawn((NARROW, 3.6), wording)

    def _drawn(self, size: tuple[float, float], wording: Wording) -> str:
        return drawing.funnel_svg(
            self.funnel,
            direction=self.direction,
            unit=self.unit,
            across=self.across,
            size=size,
            wording=wording,
        )

    def sheets(self, wording: Wording) -> tuple[str, ...]:
        """Return it for paper."""
        return (self._drawn((PAPER, 3.6), wording),)


@frozen
class Card:
    """A team's little chart, its name and its state; no chart where it has no data."""

    title: str
    svg: str
    state: Text


@frozen(eq=False, kw_only=True)
class Teams:
    """The little charts of teams, those that need attention first.

    A page sets them side by side as cards. `states` are those of all teams, `panels`
    the charts of the first that have any data.
    """

    panels: tuple[drawing.Panel, ...]
    target: float | None
    log: bool
    states: tuple[TeamState, ...]
    unit: str = ""

    @property
    def caption(self) -> Line:
        """Return how many teams there are in which state, and how to read a chart."""
        counts = Counter(state.state for state in self.states)
        said = told(
            "{teams:# team|# teams}, those that need attention first: {states}."
            " {scale}. The blue line is the median of each phase; paler dots are not"
            " counted.",
            teams=len(self.states),
            states=tuple(
                told("{n} {state}", n=many, state=state)
                for state, many in counts.items()
            ),
            scale=self._scale(),
        )
        with_data = sum(state.result is not None for state in self.states)
        if not (left := with_data - len(self.panels)):
            return said
        more = told(" {n:# more stands|# more stand} in the table only.", n=left)
        return line(said, more)

    def _scale(self) -> Sentence:
        """Return from where to where all of the charts go."""
        seen = [panel.values[np.isfinite(panel.values)] for panel in self.panels]
        values = np.concatenate([*seen, [] if self.target is None else [self.target]])
        scale = SCALES[self.log]
        if not values.size:
            return scale
        low, high = float(values.min()), float(values.max())
        said = say("{scale}, {low} to {high}", scale=scale, low=low, high=high)
        if self.target is None:
            return said
        return say("{scale}; dotted: the target", scale=said)

    def cards(self, wording: Wording) -> tuple[Card, ...]:
        """Return a card for each team that has a chart, and for each without data."""
        seen = [int(np.isfinite(panel.values).sum()) for panel in self.panels]
        names = [
            say("{team}: {n:# value|# values}", team=panel.title, n=many)
            for panel, many in zip(self.panels, seen, strict=True)
        ]
        svgs = iter(
            drawing.little_svgs(
                self.panels,
                target=self.target,
                log=self.log,
                names=[wording.said(name) for name in names],
                unit=self.unit,
                wording=wording,
            )
        )
        cards = []
        for state in self.states:
            svg = next(svgs, "") if state.result else ""
            if svg or state.result is None:
                said = evolve(state.state, text=wording.said(state.state.text))
                cards.append(Card(state.title, svg, said))
        return tuple(cards)

    def more(self, count: int, wording: Wording) -> str:
        """Return what a page folds the other cards under."""
        return wording.said(say("{n:# more team|# more teams}", n=count))

    def sheets(self, wording: Wording) -> tuple[str, ...]:
        """Return them for paper, on as many sheets as it takes, on one scale."""
        return tuple(
            drawing.multiples_svg(
                self.panels[first : first + A_SHEET],
                title="",
                columns=PAPER_COLUMNS,
                target=self.target,
                log=self.log,
                among=self.panels,
                wording=wording,
            )
            for first in range(0, len(self.panels), A_SHEET)
        )


@frozen(eq=False)
class Cycles:
    """PDSA cycles in time."""

    cycles: tuple[Cycle, ...]
    names: Mapping[str, str]

    def wide(self, wording: Wording) -> str:
        """Return them for a page."""
        return self._drawn(9.0, wording)

    def narrow(self, wording: Wording) -> str:
        """Return them for a telephone."""
        return self._drawn(NARROW, wording)

    def _drawn(self, width: float, wording: Wording) -> str:
        return drawing.timeline_svg(
            self.cycles,
            title=wording.said(IN_TIME),
            names=self.names,
            width=width,
            wording=wording,
        )

    def sheets(self, wording: Wording) -> tuple[str, ...]:
        """Return them for paper."""
        return (self._drawn(PAPER, wording),)


@frozen(eq=False, kw_only=True)
class Profile:
    """The profile of an assessment, with the one before."""

    rows: tuple[ProfileRow, ...]
    before: tuple[ProfileRow, ...]
    title: str

    def wide(self, wording: Wording) -> str:
        """Return it for a page."""
        return self._drawn(7.6, wording)

    def narrow(self, wording: Wording) -> str:
        """Return it for a telephone."""
        return self._drawn(NARROW, wording)

    def _drawn(self, width: float, wording: Wording) -> str:
        return drawing.profile_svg(
            self.rows,
            title=wording.said(self.title),
            before=self.before,
            width=width,
            wording=wording,
        )

    def sheets(self, wording: Wording) -> tuple[str, ...]:
        """Return it for paper."""
        return (self._drawn(PAPER, wording),)
