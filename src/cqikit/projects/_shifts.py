"""Moves that signal, and when each may have begun.

That a measure moved, when, and from where to where is said in one place, by the chart
(`spc.changes`) and the closing figures that rest on it; here it is taken as it is. What
is added is which periods may have been the first after it: the confidence set of
`spc.change_point`, of the points from the move before it to its own last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

import numpy as np
from attrs import evolve, frozen

from cqikit import spc
from cqikit.core import Period, readable
from cqikit.errors import FieldError
from cqikit.projects._charts import chart_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from cqikit.projects._charts import Charted
    from cqikit.projects._project import Project

__all__ = ["Move", "Shift", "moves_of", "shifts_of"]

#: The set takes places x draws x points: longer stretches are not dated.
LONGEST: Final = 300
#: So many draws tell 5 % well enough, in a fifth of the time.
DRAWS: Final = 199
MEANT: Final = {
    spc.Variation.IMPROVEMENT: "an improvement",
    spc.Variation.CONCERN: "it got worse",
    spc.Variation.HIGH: "higher than before",
    spc.Variation.LOW: "lower than before",
    spc.Variation.UNDIRECTED: "in no one direction",
}
GAINS: Final = {spc.Variation.IMPROVEMENT: 1, spc.Variation.CONCERN: -1}


class Move(Protocol):
    """A move of a measure, as closing figures have it: `collaboratives.Shift` is one.

    `at` and `until` are its first and last period, `before` and `after` the levels.
    """

    @property
    def at(self) -> Period: ...

    @property
    def until(self) -> Period: ...

    @property
    def before(self) -> float: ...

    @property
    def after(self) -> float: ...

    @property
    def meaning(self) -> spc.Variation: ...

    @property
    def declared(self) -> bool: ...


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
    declared : bool
        Whether the change was declared, or found in data without one.
    fits : tuple of Period
        The periods that may have been its first, at 95 % confidence; `at` alone where
        the points do not date it.
    """

    measure: str
    title: str
    at: Period
    until: Period
    before: float
    after: float
    meaning: spc.Variation
    declared: bool
    fits: tuple[Period, ...]

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
        levels = f"from {readable(self.before)} to {readable(self.after)}"
        said = f"{self.title} moved {levels} since {self.at} ({MEANT[self.meaning]})"
        if self.fits == (self.at,):
            return said
        begun = (
            "it may have begun in" if self.at in self.fits else "its points date it to"
        )
        return f"{said}; {begun} {_spans(self.fits)}"


def _first(period: Period) -> date:
    return period.first


def _spans(periods: Sequence[Period]) -> str:
    """Return periods in words, those that follow each other as one span."""
    spans: list[list[Period]] = []
    for one in periods:
        if not spans or one.index != spans[-1][-1].index + 1:
            spans.append([])
        spans[-1].append(one)
    said = [f"{one[0]} to {one[-1]}" if len(one) > 1 else str(one[0]) for one in spans]
    return " or ".join(said)


def moves_of(charts: Iterable[Charted]) -> dict[str, tuple[Move, ...]]:
    """Return the declared changes of charts as moves, by the key of the measure."""
    return {one.series.measure.key: tuple(_declared(one)) for one in charts}


def _declared(charted: Charted) -> Iterator[Shift]:
    periods, measure = charted.series.periods, charted.series.measure
    for one in charted.judgement.changes:
        if one.told:
            at = periods[one.at]
            yield Shift(
                measure=measure.key,
                title=measure.title,
                at=at,
                until=periods[one.after.last],
                before=one.before.centre,
                after=one.after.centre,
                meaning=one.meaning,
                declared=True,
                fits=(at,),
            )


def shifts_of(
    project: Project, charts: Iterable[Charted], moves: Mapping[str, Iterable[Move]]
) -> tuple[Shift, ...]:
    """Return the moves that signal, each with when it may have begun."""
    found = []
    for charted in charts:
        measure, since = charted.series.measure, 0
        for move in moves.get(measure.key, ()):
            if move.meaning is spc.Variation.COMMON:
                continue
            shift = Shift(
                measure=measure.key,
                title=measure.title,
                at=move.at,
                until=move.until,
                before=move.before,
                after=move.after,
                meaning=move.meaning,
                declared=move.declared,
                fits=_fits(project, charted, since, move),
            )
            found.append(shift)
            since = move.at.index
    return tuple(found)


def _fits(
    project: Project, charted: Charted, since: int, move: Move
) -> tuple[Period, ...]:
    """Return the periods that may have been the first after a move."""
    series = charted.series
    rows = series.records
    stretch = (rows.period >= since) & (rows.period <= move.until.index)
    if not series.measure.is_periodic or np.count_nonzero(stretch) > LONGEST:
        return (move.at,)
    drawn = chart_of(project, evolve(series, observations=rows.part(stretch))).chart
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
