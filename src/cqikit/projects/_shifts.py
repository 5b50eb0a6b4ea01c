"""Moves that signal, and when each may have begun.

That a measure moved, when, and from where to where is said in one place, by the chart
(`spc.changes`) and the closing figures that rest on it; here it is taken as it is. What
is added is which periods may have been the first after it: the confidence set of
`spc.change_point`, of the points from the move before it to its own last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import evolve, frozen

from cqikit import spc
from cqikit.core import Period, Sentence, say
from cqikit.errors import FieldError
from cqikit.projects._charts import drawn_of
from cqikit.projects._known import known_series

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from cqikit.projects._charts import Charted
    from cqikit.projects._project import Project

__all__ = ["Shift", "declared_on", "shifts_of"]

#: The set takes places x draws x points: longer stretches are not dated.
LONGEST: Final = 300
#: So many draws tell 5 % well enough, in a fifth of the time.
DRAWS: Final = 199
MEANT: Final = {
    spc.Variation.IMPROVEMENT: say("an improvement"),
    spc.Variation.CONCERN: say("it got worse"),
    spc.Variation.HIGH: say("higher than before"),
    spc.Variation.LOW: say("lower than before"),
    spc.Variation.UNDIRECTED: say("in no one direction"),
}
GAINS: Final = {spc.Variation.IMPROVEMENT: 1, spc.Variation.CONCERN: -1}


@frozen(kw_only=True)
class Shift:
    """A move of a measure that signals, and the periods in which it may have begun.

    Parameters
    ----------
    measure, title : str
        Key and title of the measure.
    at, until : Period
        Its first and its last period, as the chart has it.
    before, after : float
        The levels, in the unit of the measure.
    meaning : spc.Variation
        Whether it is an improvement, a concern, or neither.
    declared : bool
        Whether the change was declared, or found in data without one.
    fits : tuple of Period
        The periods that may have been its first, at 95 % confidence; `at` alone where
        the points do not date it; by default none, before that was asked.
    """

    measure: str
    title: str
    at: Period
    until: Period
    before: float
    after: float
    meaning: spc.Variation
    declared: bool
    fits: tuple[Period, ...] = ()

    @property
    def gain(self) -> int:
        """Return 1 for an improvement, -1 where it got worse, else 0."""
        return GAINS.get(self.meaning, 0)

    @property
    def window(self) -> tuple[Period, Period]:
        """Return the first and the last period in which it may have begun."""
        every = (*self.fits, self.at)
        return min(every, key=_first), max(every, key=_first)

    def __str__(self) -> str:
        said = say(
            "{measure} moved from {before} to {after} since {at} ({move})",
            measure=self.title,
            before=float(self.before),
            after=float(self.after),
            at=self.at,
            move=MEANT[self.meaning],
        )
        if not set(self.fits) - {self.at}:
            return said
        spans = _spans(self.fits)
        if self.at in self.fits:
            return say("{move}; it may have begun in {when}", move=said, when=spans)
        return say("{move}; its points date it to {when}", move=said, when=spans)


def _first(period: Period) -> date:
    return period.first


def _spans(periods: Sequence[Period]) -> Sentence:
    """Return periods in words, those that follow each other as one span."""
    spans: list[list[Period]] = []
    for period in periods:
        if not spans or period.index != spans[-1][-1].index + 1:
            spans.append([])
        spans[-1].append(period)
    said = tuple(
        say("{first} to {last}", first=span[0], last=span[-1])
        if len(span) > 1
        else span[0]
        for span in spans
    )
    return say("{spans/ or }", spans=said)


def declared_on(charts: Iterable[Charted]) -> Iterator[Shift]:
    """Yield the declared changes of charts as moves."""
    for charted in charts:
        periods, measure = charted.series.periods, charted.series.measure
        for change in charted.judgement.changes:
            if change.told:
                yield Shift(
                    measure=measure.key,
                    title=measure.title,
                    at=periods[change.at],
                    until=periods[change.after.last],
                    before=change.before.centre,
                    after=change.after.centre,
                    meaning=change.meaning,
                    declared=True,
                )


def shifts_of(
    project: Project, charts: Iterable[Charted], moves: Iterable[Shift]
) -> tuple[Shift, ...]:
    """Return the moves that signal, each with when it may have begun."""
    charted = {chart.series.measure.key: chart for chart in charts}
    since: dict[str, int] = {}
    found = []
    for move in moves:
        if move.meaning is not spc.Variation.COMMON and move.measure in charted:
            fits = _fits(
                project, charted[move.measure], since.get(move.measure, 0), move
            )
            found.append(evolve(move, fits=fits))
            since[move.measure] = move.at.index
    return tuple(found)


def _fits(
    project: Project, charted: Charted, since: int, move: Shift
) -> tuple[Period, ...]:
    """Return the periods that may have been the first after a move."""
    series = charted.series
    rows = series.records
    stretch = (rows.period >= since) & (rows.period <= move.until.index)
    if not series.measure.is_periodic or np.count_nonzero(stretch) > LONGEST:
        return (move.at,)
    asked = known_series(project, evolve(series, observations=rows.part(stretch)))
    # The chart knows its kind, which may be in no catalog of ours.
    drawn = drawn_of(project, asked, kinds=spc.CHARTS | [charted.chart.kind])
    try:
        found = spc.change_point(drawn, draws=DRAWS)
    except FieldError:
        # Too few points, or a chart of what has no level.
        return (move.at,)
    # The clearest step of the stretch may be another one, and go the other way.
    same = (found.after > found.before) == (move.after > move.before)
    if not found.shown or not same or found.on is None:
        return (move.at,)
    return tuple(found.on[place] for place in found.places)
