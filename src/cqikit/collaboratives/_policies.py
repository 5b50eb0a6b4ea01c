"""The named choices behind the numbers of a closing report.

The guide that asks for these numbers (S5) leaves several of them undefined:
which teams are engaged, what "average %" averages, what meeting the aim means.
Each reading of it is a policy here; a report says which one it used.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, TypeAlias

from attrs import field, frozen

from cqikit.core import Choice, ChoiceOf, arguments, at_least, between, instance_of
from cqikit.pdsa import Milestone, MilestoneWord

__all__ = [
    "Aggregate",
    "AggregateWord",
    "AimPolicy",
    "AimPolicyWord",
    "Average",
    "AverageWord",
    "Baseline",
    "BaselineWord",
    "Engaged",
    "EngagedWord",
    "Policies",
    "Silent",
    "SilentWord",
]


class Engaged(Choice):
    """Which teams count as engaged."""

    LATELY = "reported-lately"
    EVER = "reported-ever"
    LISTED = "listed"


EngagedWord: TypeAlias = Literal["reported-lately", "reported-ever", "listed"]


class Average(Choice):
    """What an average per cent over periods is.

    ``MEAN_OF_PERIODS``: the mean of each period's per cent, every period
    weighing the same. ``POOLED``: all reports over all that were possible.
    """

    MEAN_OF_PERIODS = "mean-of-periods"
    POOLED = "pooled"


AverageWord: TypeAlias = Literal["mean-of-periods", "pooled"]


class Aggregate(Choice):
    """How the teams' values of one period become one.

    ``POOLED``: all numerators over all denominators (the sum for counts; for
    other measures there is nothing to pool, and it is the median of teams). A ready
    value has no denominator to be weighed by: it is not pooled, unless there is none
    that could be. ``MEDIAN_OF_TEAMS``: half the teams are above it.
    """

    POOLED = "pooled"
    MEDIAN_OF_TEAMS = "median-of-teams"


AggregateWord: TypeAlias = Literal["pooled", "median-of-teams"]


class Silent(Choice):
    """How a team counts, in the series of all teams, where it did not report.

    A sum over fewer teams is smaller, and a median over other teams another, though no
    team has changed. ``STANDS_STILL``: its own reports of the same phase (else of the
    phase before, else after) count again, in their order, so that silence brings
    neither a gain nor a loss. ``SAME_TEAMS``: only teams that report in every period
    count. ``AS_REPORTED``: whoever reports counts, and the report warns of it.

    A team that came later or left earlier than others (`Team.since`, `Team.until`) is
    not silent, and counts only as reported: all together are the same teams throughout.
    """

    STANDS_STILL = "stands-still"
    SAME_TEAMS = "same-teams"
    AS_REPORTED = "as-reported"


SilentWord: TypeAlias = Literal["stands-still", "same-teams", "as-reported"]


class Baseline(Choice):
    """Which periods are the baseline of a team.

    ``FIRST_PHASE``: all before the first declared change. ``FIRST_POINTS``:
    the first `Policies.baseline_points` periods with a value, as also where no
    change is declared. The baseline of all teams together is the phase of the chart
    before the first declared change; without one, it is the first points, too.
    """

    FIRST_PHASE = "first-phase"
    FIRST_POINTS = "first-points"


BaselineWord: TypeAlias = Literal["first-phase", "first-points"]


class AimPolicy(Choice):
    """When a team meets the aim.

    ``CURRENT_MEDIAN``: the median of its latest phase does. ``LAST_VALUE``:
    its last value does. ``LAST_POINTS``: each of its last `Policies.last_points`
    values does.
    """

    CURRENT_MEDIAN = "current-median"
    LAST_VALUE = "last-value"
    LAST_POINTS = "last-points"


AimPolicyWord: TypeAlias = Literal["current-median", "last-value", "last-points"]


def _submitted_of(said: Milestone | MilestoneWord) -> Milestone:
    return Milestone.of(said, "submitted")


def _meeting_of(said: AimPolicy | AimPolicyWord) -> AimPolicy:
    return AimPolicy.of(said, "meeting")


@frozen(kw_only=True)
class Policies:
    """One choice of each kind, with the numbers that belong to it.

    Parameters
    ----------
    engaged : Engaged
        Which teams count as engaged; those that reported lately unless said.
    lately : int
        How many of the latest periods `Engaged.LATELY` looks at.
    average : Average
        How a monthly share becomes one figure; the mean of the months unless said.
    aggregate : Aggregate
        How teams become one value a month; numerators and denominators added up unless
        said.
    silent : Silent
        What a team is that sends nothing any more; it stands still unless said.
    submitted : pdsa.Milestone
        What it takes to have submitted a PDSA cycle in a period: by default that
        anything happened in it but a correction of what was written before.
    baseline : Baseline
        What a team's change is measured from; its first phase unless said.
    baseline_points : int
        How long a `Baseline.FIRST_POINTS` is.
    shift_length : int
        Where no change is declared: how many useful points in a row on one side of
        the median make a sustained shift: 8 as on Shewhart charts (Provost and Murray
        2011), or 6 as on run charts (Perla, Provost and Murray 2011).
    meeting : AimPolicy
        When a team meets the aim; by the median of its current phase unless said.
    last_points : int
        How many values `AimPolicy.LAST_POINTS` looks at.
    least_points : int
        How many values a team must have, by its current median in its latest phase,
        before it can meet the aim or miss it. Three, unless told; the number is ours.
    due_days : int
        A report that comes more days after the end of its period is late, and one that
        has not come is missing: 30, unless told; the number is ours.
    recount_within : float
        A recount agrees when the report is within this share of it: 0.1, unless told;
        the number is ours.
    """

    engaged: Engaged = field(
        default=Engaged.LATELY, converter=ChoiceOf[Engaged, EngagedWord]
    )
    lately: int = field(default=3, validator=[instance_of(int), at_least(1)])
    average: Average = field(
        default=Average.MEAN_OF_PERIODS, converter=ChoiceOf[Average, AverageWord]
    )
    aggregate: Aggregate = field(
        default=Aggregate.POOLED, converter=ChoiceOf[Aggregate, AggregateWord]
    )
    silent: Silent = field(
        default=Silent.STANDS_STILL, converter=ChoiceOf[Silent, SilentWord]
    )
    submitted: Milestone = field(default=Milestone.ACTIVE, converter=_submitted_of)
    baseline: Baseline = field(
        default=Baseline.FIRST_PHASE, converter=ChoiceOf[Baseline, BaselineWord]
    )
    baseline_points: int = field(default=12, validator=[instance_of(int), at_least(1)])
    shift_length: int = field(default=8, validator=[instance_of(int), at_least(2)])
    meeting: AimPolicy = field(default=AimPolicy.CURRENT_MEDIAN, converter=_meeting_of)
    last_points: int = field(default=3, validator=[instance_of(int), at_least(1)])
    least_points: int = field(default=3, validator=[instance_of(int), at_least(1)])
    due_days: int = field(default=30, validator=[instance_of(int), at_least(0)])
    recount_within: float = field(default=0.1, validator=between(0, 1))

    @arguments()
    def due(self, as_of: date | None) -> date | None:
        """Return the last day of periods whose reports are due on a day.

        Examples
        --------
        >>> Policies().due(date(2026, 3, 2))
        datetime.date(2026, 1, 31)
        """
        if as_of is None:
            return None
        return date.fromordinal(max(as_of.toordinal() - self.due_days, 1))
