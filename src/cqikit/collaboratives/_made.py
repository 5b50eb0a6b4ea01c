"""What each point of all teams together is made of: reports, and what stands in."""

from __future__ import annotations

import math
from itertools import groupby
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import frozen

from cqikit.collaboratives._figures import ranges_by
from cqikit.core import Period, by_value, say, some_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cqikit.collaboratives._groups import Counted, Indexes
    from cqikit.measures import Stack

__all__ = ["Made", "StoodIn", "filled_words", "made_of", "rows_in"]

#: More of what is filled in at one point is counted.
MOST_TOLD: Final = 12


@by_value
@frozen(kw_only=True, eq=False)
class StoodIn:
    """A report of a team that stands where the team was silent.

    Parameters
    ----------
    team : str
        The team, by its key.
    reported : Period
        The period that the report is of.
    value : float
        In the measure's unit.
    numerator, denominator : float
        NaN where there are none.
    """

    team: str
    reported: Period
    value: float
    numerator: float
    denominator: float

    def __str__(self) -> str:
        """Return it as people read it: 17 of 30 of oak, as in 2025-02."""
        said = say("{value}", value=float(self.value))
        if not math.isnan(self.numerator) and not math.isnan(self.denominator):
            said = say(
                "{count} of {size}",
                count=float(self.numerator),
                size=float(self.denominator),
            )
        return say(
            "{value} of {team}, as in {reported}",
            value=said,
            team=self.team or say("all"),
            reported=self.reported,
        )


@by_value
@frozen(kw_only=True, eq=False)
class Made:
    """What one point of all teams together is made of.

    Parameters
    ----------
    teams : int
        How many teams reported what is in it.
    rows : tuple of str
        Where their reports are from, with runs of rows joined.
    filled : tuple of StoodIn
        What stands in for teams that were silent.
    """

    teams: int
    rows: tuple[str, ...]
    filled: tuple[StoodIn, ...]

    def __str__(self) -> str:
        """Return the rows, and what was filled in beside them."""
        beside = (self.stand_ins,) if self.filled else ()
        return say("{all/; }", all=(*self.rows, *beside))

    @property
    def stand_ins(self) -> str:
        """Return what was filled in, as people read it; "" where nothing was."""
        stood = [str(stood_in) for stood_in in self.filled[:MOST_TOLD]]
        if rest := len(self.filled) - len(stood):
            stood.append(say("{n} more", n=rest))
        return say("filled in: {reports/; }", reports=tuple(stood)) if stood else ""


def made_of(table: Stack, making: Counted, periods: Indexes) -> tuple[Made, ...]:
    """Return what each point of all teams together is made of.

    Parameters
    ----------
    table : Stack
    making : Counted
        The rows that the aggregate is made of.
        For events, which share no periods, one a point, in order of time.
    periods : ndarray of int, shape (points,)
        Of the points, in order of time.
    """
    count, filled = len(periods), making.filled
    places = np.arange(count)
    if table.measure.is_periodic:
        places = np.searchsorted(periods, making.columns.period)
    real, stood = making.part(~filled), making.part(filled)
    into, places = places[filled].tolist(), places[~filled]
    counts = np.bincount(places, minlength=count).tolist()
    inside: list[list[StoodIn]] = [[] for _ in range(count)]
    for place, stood_in in zip(into, _stood_in(table, stood), strict=True):
        inside[place].append(stood_in)
    return tuple(
        Made(teams=teams, rows=rows, filled=tuple(several))
        for teams, rows, several in zip(
            counts, ranges_by(real.columns, places, count), inside, strict=True
        )
    )


def _stood_in(table: Stack, stood: Counted) -> list[StoodIn]:
    names, columns = table.keys["team"], stood.columns
    of = columns.table.copy()
    of["period"] = stood.reported
    return [
        StoodIn(
            team=names[which],
            reported=reported,
            value=value,
            numerator=numerator,
            denominator=denominator,
        )
        for which, reported, value, numerator, denominator in zip(
            stood.which.tolist(),
            columns.with_table(of).periods(),
            stood.values.tolist(),
            columns.numerator.tolist(),
            columns.denominator.tolist(),
            strict=True,
        )
    ]


def rows_in(making: Counted, periods: Sequence[Period]) -> tuple[str, ...]:
    """Return where the reports of some periods are from."""
    rows = _within(making, periods).columns
    return ranges_by(rows, np.zeros(len(rows), dtype=np.int64), 1)[0]


def filled_words(
    table: Stack, making: Counted, periods: Sequence[Period], most: int
) -> str:
    """Return how many values of which teams are filled in, "" where none is."""
    within = _within(making, periods)
    which = sorted(within.which[within.filled].tolist())
    if not which:
        return ""
    names = table.keys["team"]
    said = tuple(
        say("{team} ({n})", team=names[team] or say("all"), n=len(list(of)))
        for team, of in groupby(which)
    )
    return say(
        "; {n:# value|# values} in it filled in: {teams}",
        n=len(which),
        teams=some_of(said, most),
    )


def _within(making: Counted, periods: Iterable[Period]) -> Counted:
    wanted = [period.index for period in periods]
    return making.part(np.isin(making.columns.period, wanted))
