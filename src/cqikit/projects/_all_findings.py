"""All that the checks of every room have to say of one project, in one list."""

from __future__ import annotations

import math
from functools import cache, partial
from typing import TYPE_CHECKING, Final, TypeVar

from cqikit import assessments, drivers, pdsa, spc
from cqikit.core import (
    Check,
    Context,
    Finding,
    arguments,
    instance_of,
    list_of,
    prefixed,
    run_checks,
    say,
)
from cqikit.measures import audit
from cqikit.projects._aim_findings import of_each_aim, with_data
from cqikit.projects._catalogs import CATALOGS, Catalogs
from cqikit.projects._charts import Charted
from cqikit.projects._known import CHECKS_OF_TIME, known
from cqikit.projects._links import measures_of
from cqikit.projects._project import Project
from cqikit.projects._theory import theory_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from cqikit.measures import Series
    from cqikit.projects._catalogs import Checks

__all__ = ["findings"]

T = TypeVar("T")

#: So many values make data over time (Knudsen et al., BMC Health Serv Res 2019;19:683).
ENOUGH: Final = 3
#: What a chart alone is judged for, and its reading by its own rules.
UNSTABLE: Final = "phase.not-stable"
#: Checks that look at what came after the charter's day.
OF_TIME: Final = frozenset(of_time.code for of_time in CHECKS_OF_TIME)


@arguments(
    project=instance_of(Project),
    charts=list_of(say("charts"), Charted),
    catalogs=instance_of(Catalogs),
)
def findings(
    project: Project,
    *,
    charts: Iterable[Charted] = (),
    catalogs: Catalogs = CATALOGS,
) -> tuple[Finding, ...]:
    """Return what the checks of all rooms find, each with its path.

    Everything is judged as of the day that the charter names.

    Parameters
    ----------
    project : Project
    charts : iterable of Charted
        Charts of what is measured, all teams together: they are checked, and say which
        measures move as the driver diagram would have it, and whether they would show
        what an aim wants by its date; none unless said.
    catalogs : Catalogs
        Its checks judge; by default all that come along.
    """
    context = Context(as_of=project.charter.as_of)
    checks = catalogs.checks
    found: list[Finding] = []
    # What came later is known to the checks that tell of it, and to nothing else.
    whole, project = project, known(project)
    for judged, of_time in ((whole, True), (project, False)):
        mine = [each for each in checks.project if (each.code in OF_TIME) is of_time]
        found += run_checks(judged, mine, context)
    if project.groundwork is not None:
        laid = run_checks(project.groundwork, checks.groundwork, context)
        found += prefixed("groundwork", laid)
    for series in project.series:
        of_team = f".{series.team}" if series.team else ""
        place = f"series.{series.measure.key}{of_team}"
        audited = audit(series.measure, series.records, calendar=series.calendar)
        found += prefixed(place, audited)
        found += prefixed(place, run_checks(series, checks.series, context))
    every = tuple(charts)
    found += _of_charts(every, checks.chart, context)
    of_aims = (
        *of_each_aim(project, checks.aim, context),
        *_of_diagram(project, every, checks, context),
    )
    found += with_data(project, every, of_aims, catalogs)
    if project.plan is not None:
        # Needs that nobody has are found above, among all that a project knows.
        of_plan = _without(checks.of_plan, "plan.unknown-need")
        found += prefixed("plan", run_checks(project.plan, of_plan, context))
    found += _of_cycles(project, checks, context)
    found += _of_each("causes", project.causes, checks.cause, context)
    answered = (assessed.responses for assessed in project.assessed)
    found += _of_each("assessed", answered, catalogs.of_answers, context)
    found += _of_versions(project)
    return tuple(found)


def _of_each(
    field: str, members: Iterable[T], checks: tuple[Check[T], ...], context: Context
) -> Iterator[Finding]:
    for number, member in enumerate(members):
        yield from prefixed(f"{field}[{number}]", run_checks(member, checks, context))


def _without(checks: tuple[Check[T], ...], *codes: str) -> tuple[Check[T], ...]:
    return tuple(each for each in checks if each.code not in codes)


def _of_charts(
    charts: tuple[Charted, ...], checks: tuple[Check[spc.Chart], ...], context: Context
) -> Iterator[Finding]:
    rest = _without(checks, UNSTABLE)
    for charted in charts:
        place = f"charts.{charted.series.measure.key}"
        yield from prefixed(place, run_checks(charted.chart, rest, context))
        if len(rest) < len(checks):
            # By the rules of the charter, as the sentences over the chart.
            yield from prefixed(place, spc.stability(charted.reading))


def _of_versions(project: Project) -> Iterator[Finding]:
    """Yield what is lost where answers to earlier versions are held to the last."""
    latest = {
        assessed.responses.framework.key: assessed.responses.framework
        for assessed in project.assessed
    }
    for number, assessed in enumerate(project.assessed):
        carried = assessments.carry(
            assessed.responses, latest[assessed.responses.framework.key]
        )
        yield from prefixed(f"assessed[{number}]", carried.findings)


def _of_diagram(
    project: Project, charts: tuple[Charted, ...], checks: Checks, context: Context
) -> Iterator[Finding]:
    diagram = project.diagram
    if diagram is None:
        return
    of_diagram = (*checks.diagram, *drivers.measure_checks(project.measures))
    yield from prefixed("diagram", run_checks(diagram, of_diagram, context))
    # Cycles on unknown ideas are found above, with their places.
    of_theory = _without(checks.theory, "theory.stranger")
    found = theory_of(diagram, project.cycles, charts)
    yield from prefixed("diagram", run_checks(found, of_theory, context))


def _has_data_over_time(
    project: Project, ramp: pdsa.Ramp, leans: tuple[str, ...]
) -> bool:
    """Say whether one of the measures of a ramp has values since it was begun.

    Those of its team count, or where it has none those of any.
    """
    begun = min((cycle.log[0].on for cycle in ramp.cycles if cycle.log), default=None)
    series = [
        this_series
        for this_series in project.series
        if this_series.measure.key in leans
    ]
    own = [
        this_series for this_series in series if this_series.team == ramp.team
    ] or series
    return begun is not None and any(
        _since(this_series, begun) >= ENOUGH for this_series in own
    )


def _since(series: Series, day: date) -> int:
    """Return how many periods that count end on a day or later."""
    pairs = zip(series.periods, series.counted.tolist(), strict=True)
    return sum(math.isfinite(value) and period.last >= day for period, value in pairs)


def _of_cycles(project: Project, checks: Checks, context: Context) -> Iterator[Finding]:
    yield from _of_each("cycles", project.cycles, checks.cycle, context)
    # Each team has a ramp of the same idea.
    of_idea = cache(partial(measures_of, project))
    for ramp in pdsa.ramps(project.cycles):
        of_team = f".{ramp.team}" if ramp.team else ""
        mine = checks.ramp
        if _has_data_over_time(project, ramp, of_idea(ramp.idea)):
            mine = _without(mine, "ramp.no-data-over-time")
        found = run_checks(ramp, mine, context)
        yield from prefixed(f"ramps.{ramp.idea}{of_team}", found)
