"""Which team submitted cycles in which period, for collaboratives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from attrs import field, frozen

from cqikit.core import (
    Choice,
    Frequency,
    FrequencyWord,
    Period,
    arguments,
    as_texts,
    list_of,
    period_of,
    say,
)
from cqikit.pdsa._cycle import Cycle, latest
from cqikit.pdsa._events import (
    Abandon,
    Adapt,
    Adopt,
    Conclude,
    Correct,
    StartTest,
    Statement,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

__all__ = ["Milestone", "MilestoneWord", "Submission", "submissions"]


class Milestone(Choice):
    """What counts as having submitted a cycle in a period.

    ``ACTIVE``: anything happened in it. ``BEGUN``: its first event.
    ``TESTED``: the test started. ``CONCLUDED``: something was learned.
    ``DECIDED``: adopted, adapted or abandoned.
    """

    ACTIVE = "active"
    BEGUN = "begun"
    TESTED = "tested"
    CONCLUDED = "concluded"
    DECIDED = "decided"


MilestoneWord: TypeAlias = Literal["active", "begun", "tested", "concluded", "decided"]


@frozen(kw_only=True)
class Submission:
    """The cycles (by key) that one team submitted in one period.

    Parameters
    ----------
    period : Period
        When they were submitted.
    team : str
        Key of the team.
    cycles : tuple of str
        Their keys.
    """

    period: Period
    team: str
    cycles: tuple[str, ...] = field(converter=as_texts)


@arguments(cycles=list_of(say("cycles"), Cycle))
def submissions(
    cycles: Iterable[Cycle],
    *,
    frequency: Frequency | FrequencyWord = Frequency.MONTH,
    starts: int = 1,
    counts: Milestone | MilestoneWord = Milestone.ACTIVE,
) -> tuple[Submission, ...]:
    """Return which team submitted which cycles in each period.

    Parameters
    ----------
    cycles : iterable of Cycle
    frequency : Frequency or str
        How long a period is; a month unless said.
    starts : int
        The day that weeks begin on, or the month that years do; see `Period.starts`.
    counts : Milestone
        What it takes to have submitted; see there. Active unless said.

    Returns
    -------
    tuple of Submission
        Ordered by period and team; only periods and teams with at least one.

    Examples
    --------
    >>> from datetime import date
    >>> from cqikit.pdsa import Plan, begin
    >>> cycle = begin(
    ...     key="c1", title="Remind", team="a", plan=Plan(on=date(2026, 3, 2))
    ... )
    >>> [
    ...     (str(submission.period), submission.team, submission.cycles)
    ...     for submission in submissions([cycle])
    ... ]
    [('2026-03', 'a', ('c1',))]
    """
    milestone = Milestone.of(counts, "counts")
    every = Frequency.of(frequency, "frequency")
    found: dict[tuple[Period, str], dict[str, None]] = {}
    for cycle in cycles:
        for day in _days(cycle, milestone):
            place = period_of(day, every, starts), cycle.team
            found.setdefault(place, {})[cycle.key] = None
    return tuple(
        Submission(period=period, team=team, cycles=tuple(keys))
        for (period, team), keys in sorted(
            found.items(), key=lambda item: (item[0][0].first, item[0][1])
        )
    )


#: The events that reach a milestone, where that is not any event at all.
REACHED_BY: Final[dict[Milestone, tuple[type[Statement], ...]]] = {
    Milestone.TESTED: (StartTest,),
    Milestone.CONCLUDED: (Conclude,),
    Milestone.DECIDED: (Adopt, Adapt, Abandon),
}


def _days(cycle: Cycle, milestone: Milestone) -> tuple[date, ...]:
    if milestone is Milestone.ACTIVE:
        # Putting an old record right is no new work with the change.
        return tuple(event.on for event in cycle.log if not isinstance(event, Correct))
    if milestone is Milestone.BEGUN:
        return tuple(event.on for event in cycle.log[:1])
    reached = (latest(cycle, kind) for kind in REACHED_BY[milestone])
    return tuple(event.on for event in reached if event is not None)
