"""The named choices behind what the closing guide proposes.

The guide (S5) says "close to meeting the aims" and "teams that need to improve the
quality of their data", and leaves both open. The numbers here are ours, and a report
says which were used.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from attrs import field, frozen

from cqikit.core import Choice, at_least, between, instance_of

__all__ = ["Closeness", "ClosenessWord", "GuidePolicies"]


class Closeness(Choice):
    """When a team that does not meet the aim is close to it.

    ``GAP_CLOSED``: it has gone at least `GuidePolicies.gap_share` of the way from its
    baseline to the target. ``WITHIN_MARGIN``: it is no farther from the target than
    `GuidePolicies.margin` of the target's own size.
    """

    GAP_CLOSED = "gap-closed"
    WITHIN_MARGIN = "within-margin"


ClosenessWord: TypeAlias = Literal["gap-closed", "within-margin"]


def _close_of(said: Closeness | ClosenessWord) -> Closeness:
    return Closeness.of(said, "close")


@frozen(kw_only=True)
class GuidePolicies:
    """One choice of each kind, with the numbers that belong to it.

    Parameters
    ----------
    close : Closeness
        What makes a team close to the aim; how much of the gap is closed, unless said.
    gap_share : float
        For ``gap-closed``: three quarters by default.
    margin : float
        For ``within-margin``: a tenth of the target by default.
    reporting : float
        A team that reported in a smaller share of the periods in which it took part
        needs better data; four fifths by default.
    watch_months : int
        How long a shifted median is watched after closing: six months in the source.
    watch_run : int
        How many useful points in a row on the worse side of the shifted median say
        that it is lost: 6, as a shift on run charts (Perla, Provost and Murray 2011).
    spread_factor : int
        How many sites come of one at the next rung: 5 in the source.
    several : int
        How many conditions that are not possible are "several"; 2 by default.
    """

    close: Closeness = field(default=Closeness.GAP_CLOSED, converter=_close_of)
    gap_share: float = field(default=0.75, validator=between(0, 1))
    margin: float = field(default=0.1, validator=at_least(0))
    reporting: float = field(default=0.8, validator=between(0, 1))
    watch_months: int = field(default=6, validator=[instance_of(int), at_least(1)])
    watch_run: int = field(default=6, validator=[instance_of(int), at_least(2)])
    spread_factor: int = field(default=5, validator=[instance_of(int), at_least(2)])
    several: int = field(default=2, validator=[instance_of(int), at_least(1)])
