"""Whether the change that an aim wants would be seen on its chart, and when."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, cast

from attrs import evolve, field, frozen

from cqikit import spc
from cqikit.core import Period, arguments, instance_of, say, worded
from cqikit.errors import FieldError
from cqikit.measures import Aim, Bound, Change, Nested, target_value
from cqikit.projects._charts import rules_of
from cqikit.projects._known import known_series
from cqikit.projects._project import Project

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cqikit.core import Catalog, Part
    from cqikit.measures import Direction, Series
    from cqikit.projects._charter import ChartPlan

__all__ = ["LEAST", "SEEN", "Prospect", "parts_of", "prospect_of"]

#: From fewer points than this, sigma is too uncertain to plan with.
LEAST: Final = 12
#: So many points before and after are reckoned with: a change that as many do not
#: show is too small for this chart.
MOST: Final = 60
#: What is said of a prospect, a template of `parts_of` it.
SEEN: Final = (
    "a change from {level} to {goal} ({sigmas} sigma) that is there from {start} on is"
    " seen by {until} with a probability of {chance} % (a false alarm by then:"
    " {false_alarm} %; {draws} series drawn, seed {seed})"
)


@frozen(kw_only=True)
class Prospect:
    """How probably a chart shows the change that an aim wants, and how soon.

    The best case is reckoned with: the whole change is there from `start` on,
    and lasts. A change that comes bit by bit is seen later.

    Parameters
    ----------
    aim : Aim
        Whose change is reckoned with.
    level, goal : float
        Where the change begins and ends, in the unit of the measure.
    sigma : float
        Of single points, by the moving ranges before `start`.
    start, until : Period
        The first changed period, and the last of the watch: that in which the
        aim is due, or the 60th.
    centre : spc.Centre
        What the centre line is, as the charter has it.
    detection : spc.Detection
        When the change is seen, point by point, 60 points on.

    Notes
    -----
    Who looks at every new point sees false alarms, too. `chance` leaves them
    out: with s the probability that a chart signals, and w the same without any
    change, it is (s - w) / (1 - w), the share of charts that show the change
    among those that would have been quiet without it.
    """

    aim: Aim
    level: float
    goal: float
    sigma: float
    start: Period
    until: Period
    centre: spc.Centre
    detection: spc.Detection = field(repr=False)

    @property
    def before(self) -> int:
        """Return how many points of the old level there are."""
        return self.detection.start

    @property
    def points(self) -> int:
        """Return how many changed points there are until the aim is due."""
        return self.until.index - self.start.index + 1

    @property
    def chances(self) -> tuple[float, ...]:
        """Return the probability of seeing the change, after each changed point."""
        found = []
        both = zip(self.detection.seen, self.detection.without, strict=True)
        for seen, without in both:
            quiet = 1 - without.value
            shown = max(seen.value - without.value, 0.0)
            found.append(shown / quiet if quiet else 0.0)
        return tuple(found)

    @property
    def chance(self) -> float:
        """Return the probability of seeing the change in time."""
        return self.chances[self.points - 1]

    @property
    def false_alarm(self) -> float:
        """Return how probably the chart signals in time although nothing changed."""
        return self.detection.without[self.points - 1].value

    @arguments()
    def seen_in(self, chance: float = 0.8) -> Period | None:
        """Return by when the change is seen so surely; None beyond 60 points."""
        if not 0 < chance < 1:
            raise FieldError("chance", say("must lie between 0 and 1"), chance)
        enough = (n for n, value in enumerate(self.chances) if value >= chance)
        count = next(enough, None)
        return None if count is None else self.start.shift(count)

    def __str__(self) -> str:
        return worded(SEEN, parts_of(self))


def parts_of(prospect: Prospect) -> dict[str, Part]:
    """Return what the sentence on a prospect speaks of."""
    drawn = prospect.detection.seen[-1]
    return {
        "level": float(prospect.level),
        "goal": float(prospect.goal),
        "sigmas": float(f"{abs(prospect.detection.shift):.2g}"),
        "start": prospect.start,
        "until": prospect.until,
        "chance": round(100 * prospect.chance),
        "false_alarm": round(100 * prospect.false_alarm),
        "draws": drawn.draws or 0,
        "seed": drawn.seed or 0,
    }


@arguments(project=instance_of(Project))
def prospect_of(
    project: Project,
    aim: Aim,
    series: Series,
    *,
    kinds: Catalog[spc.ChartKind] = spc.CHARTS,
    rule_sets: Catalog[spc.RuleSet] = spc.RULE_SETS,
    draws: int = 2_000,
    seed: int = 0,
) -> Prospect | None:
    """Say whether the chart of a series would show the change that an aim wants.

    The work begins with the period of `Aim.since`, else with that of the
    charter's day. What stood before, since the last declared change, is the old
    level; phases declared later are left out of account, as a centre of its own
    hides what changed. Kind, rules and baseline are the charter's.

    Parameters
    ----------
    project : Project
    aim : Aim
        The aim that the change is to reach.
    series : Series
        Of the aim's measure: one of the project's, or an aggregate of them.
    kinds, rule_sets : Catalog
        Where the names in the charter are looked up; all that come along unless said.
    draws, seed : int
        Of the simulation: see `spc.detection`.

    Returns
    -------
    Prospect or None
        None where it cannot be said: with fewer than 12 points before the work,
        or none that differ; for a nested target, a measure without periods, or
        a kind of chart whose points depend on each other; for a date before the
        start; and where the level before is as good as the goal.

    Raises
    ------
    UnknownNameError
        When the charter names a kind or rule set that there is not.

    Examples
    --------
    >>> from datetime import date
    >>> from cqikit.measures import Level, Measure, Observation, series
    >>> from cqikit.projects import Charter, Project
    >>> on_time = Measure(key="on-time", title="Visits on time", direction="higher")
    >>> past = [66, 71, 64, 69, 73, 65, 68, 70, 62, 72, 67, 69]
    >>> seen = [
    ...     Observation(period=f"2026-{month:02}", value=value)
    ...     for month, value in enumerate(past, start=1)
    ... ]
    >>> aim = Aim(
    ...     key="a",
    ...     title="80 % by May",
    ...     measure="on-time",
    ...     target=Level(80),
    ...     by="2027-05",
    ... )
    >>> visits = Charter(key="visits", title="Visits", as_of=date(2027, 1, 4))
    >>> found = prospect_of(Project(charter=visits), aim, series(on_time, seen))
    >>> round(found.chance, 2), str(found.seen_in(0.8))
    (0.55, '2027-08')
    """
    series = known_series(project, series)
    begun = aim.since.first if aim.since is not None else project.charter.as_of
    if not series.measure.is_periodic or aim.by.last < begun:
        return None
    start = series.measure.period(begun)
    due = series.measure.period(aim.by.last)
    past = _before(project, series, start)
    count = sum(math.isfinite(value) for value in past.values)
    if count < LEAST:
        return None
    plan = project.chart_plan(series.measure.key)
    drawn = spc.chart(past, cast("Any", plan.kind or None), kinds=kinds)
    centre = _centre(plan, drawn, count)
    sigma = float(spc.chart(past, "i").sigma[-1])
    level = aim.baseline if aim.baseline is not None else float(drawn.centre[-1])
    goal = _goal(aim, level, series.measure.direction)
    if centre is None or not sigma > 0 or goal is None:
        return None
    rules = rules_of(plan, drawn, rule_sets)
    shift = (goal - level) / sigma
    return Prospect(
        aim=aim,
        level=level,
        goal=goal,
        sigma=sigma,
        start=start,
        until=min(due, start.shift(MOST - 1)),
        centre=centre,
        detection=_detection(rules, count, shift, centre, draws=draws, seed=seed),
    )


def _detection(
    rules: Iterable[spc.Rule],
    before: int,
    shift: float,
    centre: spc.Centre,
    *,
    draws: int,
    seed: int,
) -> spc.Detection:
    """Return when a shift after so many points before it is seen."""
    return spc.detection(
        rules,
        before + MOST,
        shift=shift,
        start=before,
        centre=centre,
        draws=draws,
        seed=seed,
    )


def _before(project: Project, series: Series, start: Period) -> Series:
    """Return what stood before the work, in the phase that was then the latest."""
    begun = [phase for phase in project.phases_of(series) if phase.first < start.first]
    rows = series.records
    kept = ~rows.excluded & (rows.period < start.index)
    if begun:
        kept &= rows.period >= begun[-1].index
    return evolve(series, observations=rows.part(kept).part(slice(-MOST, None)))


def _centre(plan: ChartPlan, drawn: spc.Chart, count: int) -> spc.Centre | None:
    """Return where the centre will come from; None where none is known."""
    if drawn.kind.only_outside:
        return None
    own = spc.centre_basis(drawn)
    if plan.baseline is None or not isinstance(own, spc.EstimatedCentre):
        return own
    points = min(max(plan.baseline, 2), count)
    return spc.BaselineCentre(points, own.statistic, limits=own.limits)


def _goal(aim: Aim, level: float, direction: Direction) -> float | None:
    """Return where the change ends; None where the level is as good already."""
    target = aim.target
    if isinstance(target, Nested) or (isinstance(target, Change) and level == 0):
        return None
    if isinstance(target, Bound):
        least, most = target.no_less_than, target.no_more_than
        goal = level if least is None else max(level, least)
        goal = goal if most is None else min(goal, most)
    else:
        goal = target_value(target, baseline=level, direction=direction)
    way = goal - level
    return goal if way and way * direction.sign >= 0 else None
