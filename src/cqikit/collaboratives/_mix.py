"""All teams together move one way and most teams the other: the mix of teams changed.

Known as Simpson's reversal (Simpson, JRSS B 1951, 13:238-241). Where teams with low
values come to weigh more, what is pooled falls though each team rises. Whether it is
the mix is told by direct standardisation: each team's later level with the weight that
it had before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

from cqikit.core import Sentence, say

if TYPE_CHECKING:
    from cqikit.collaboratives._groups import Counted, Floats
    from cqikit.collaboratives._moves import Moves
    from cqikit.measures import Series, Stack

__all__ = ["Mix", "mix_changed"]


@frozen(kw_only=True)
class Mix:
    """How teams moved against all of them together, because their mix changed.

    Parameters
    ----------
    teams, against : int
        How many teams reported before and after, and how many of them moved the other
        way than all together.
    up : bool
        Whether these rose.
    before, standardised : float
        Of these teams together, before the move, and after it with the weights of
        before; in the measure's unit.
    """

    teams: int
    against: int
    up: bool
    before: float
    standardised: float

    @property
    def words(self) -> Sentence:
        """Return it in words: 12 of 12 teams rose: the mix of teams changed."""
        if self.up:
            return say(
                "{against} of {n:# team|# teams} rose: the mix of teams changed",
                against=self.against,
                n=self.teams,
            )
        return say(
            "{against} of {n:# team|# teams} fell: the mix of teams changed",
            against=self.against,
            n=self.teams,
        )

    @property
    def as_before(self) -> Sentence:
        """Return what it would be with the mix of before."""
        return say(
            "with the mix of before, from {before} to {after}",
            before=float(self.before),
            after=float(self.standardised),
        )


def mix_changed(
    table: Stack, counted: Counted, pooled: Series, moves: Moves
) -> Mix | None:
    """Return that the mix of teams turned a move around; None where it did not.

    Parameters
    ----------
    table : Stack
    counted : Counted
        What teams reported; nothing that is filled in.
    pooled : Series
        All numerators over all denominators, or anything that is not pooled.
    moves : Moves
        How `pooled` moved: from its first move to the stretch after the latest.
    """
    latest, measure = moves.latest, table.measure
    if latest is None or not measure.is_ratio:
        return None
    first, periods = moves.shifts[0], pooled.indexes
    ends = (
        (periods[0], periods[first.first - 1]),
        (periods[latest.first], periods[latest.last]),
    )
    (events, sizes), (later, weights) = (_sums(table, counted, *end) for end in ends)
    both = (sizes > 0) & (weights > 0)
    if not both.any():
        return None
    was, now = events[both] / sizes[both], later[both] / weights[both]
    way = np.sign(latest.after - first.before)
    against = np.sign(now - was) == -way
    weight = sizes[both]
    before, standardised = (
        float(measure.per * (level * weight).sum() / weight.sum())
        for level in (was, now)
    )
    if 2 * against.sum() <= len(was) or (standardised - before) * way >= 0:
        return None
    return Mix(
        teams=len(was),
        against=int(against.sum()),
        up=bool(way < 0),
        before=before,
        standardised=standardised,
    )


def _sums(
    table: Stack, counted: Counted, first: int, last: int
) -> tuple[Floats, Floats]:
    """Return numerators and denominators of each team, from one period to another."""
    columns = counted.columns
    within = (columns.period >= first) & (columns.period <= last)
    use = within & (columns.denominator > 0) & ~np.isnan(columns.numerator)
    which, count = counted.which[use], len(table)
    events, sizes = (
        np.bincount(which, weights=part[use], minlength=count).astype(np.float64)
        for part in (columns.numerator, columns.denominator)
    )
    return events, sizes
