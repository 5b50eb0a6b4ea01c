"""All that the checks of every room have to say of one project, in one list."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from cqikit import assessments, drivers, pdsa, plans, spc
from cqikit.core import (
    Catalog,
    Context,
    FunctionCheck,
    Severity,
    arguments,
    check,
    found,
    instance_of,
    list_of,
    prefixed,
    run_checks,
)
from cqikit.measures import audit
from cqikit.projects._aim_findings import of_each_aim, with_data
from cqikit.projects._charts import Charted
from cqikit.projects._joined_checks import of_groundwork
from cqikit.projects._known import CHECKS_OF_TIME, THREAD, known
from cqikit.projects._links import measures_of
from cqikit.projects._project import Project
from cqikit.projects._references import REFERENCE_CHECKS
from cqikit.projects._support_checks import JOINED_CHECKS, of_causes
from cqikit.projects._theory import theory_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from cqikit.core import Finding, Found, Period
    from cqikit.measures import Series

__all__ = ["CHECKS", "findings"]

#: So many values make data over time (Knudsen et al., BMC Health Serv Res 2019;19:683).
ENOUGH: Final = 3
#: What a plan lacks, and whether it is more than an improvement plan.
PLAN_CHECKS: Final = plans.CHECKS | plans.CQI_CHECKS


@check(
    "project.measure-without-data",
    says="{title!r} has no data",
    fix="fill in its table, name its columns in a layout, or take it out",
    source=THREAD,
)
def measures_have_data(project: Project) -> Iterator[Found]:
    """Find measures of which there is no series."""
    seen = {series.measure.key for series in project.series}
    for place, measure in enumerate(project.measures):
        if measure.key not in seen:
            yield found(f"measures[{place}]", title=measure.title)


@check(
    "project.no-aim",
    says="no aim says what is to be reached by when",
    where="aims",
    fix="state one: what, how much, for whom, by when",
    source="Langley et al., The Improvement Guide, 2009",
)
def has_an_aim(project: Project) -> Iterator[Found]:
    """Find a project without an aim."""
    if not project.aims:
        yield found()


@check(
    "project.change-outside-data",
    says="{title!r} ({on}) begins no phase in the data of {measures}",
    fix="check the date, or take new_phase out",
    source=THREAD,
)
def changes_have_data(project: Project) -> Iterator[Found]:
    """Find declared changes that begin no phase, as the data begin or end there."""
    spans = list(_spans(project))
    for place, happening in enumerate(project.charter.happenings):
        if not happening.new_phase:
            continue
        begun = happening.on.first
        outside = tuple(
            f"{title!r} ({first} to {last})"
            for title, first, last in spans
            if not first.first < begun <= last.first
        )
        if outside:
            everywhere = len(outside) == len(spans)
            yield found(
                f"charter.happenings[{place}].on",
                severity=Severity.WARNING if everywhere else Severity.NOTE,
                title=happening.title,
                on=happening.on,
                measures=outside,
            )


def _spans(project: Project) -> Iterator[tuple[str, Period, Period]]:
    """Yield of each measure its title, and the first and last period of all teams."""
    for measure in project.measures:
        seen = [series.periods for series in project.series_of(measure.key)]
        seen = [periods for periods in seen if periods]
        if seen:
            yield (
                measure.title,
                min(periods[0] for periods in seen),
                max(periods[-1] for periods in seen),
            )


#: What is checked across rooms; each room's own checks come on top.
CHECKS: Final[Catalog[FunctionCheck]] = Catalog(
    (
        *REFERENCE_CHECKS,
        measures_have_data,
        has_an_aim,
        *CHECKS_OF_TIME,
        changes_have_data,
        *JOINED_CHECKS,
    ),
    kind="check",
)


@arguments(project=instance_of(Project), charts=list_of("charts", Charted))
def findings(
    project: Project, *, charts: Iterable[Charted] = ()
) -> tuple[Finding, ...]:
    """Return what the checks of all rooms find, each with its path.

    Everything is judged as of the day that the charter names.

    Parameters
    ----------
    project : Project
    charts : iterable of Charted
        Charts of what is measured, all teams together: they are checked, and
        say which measures move as the driver diagram would have it, and whether
        they would show what an aim wants by its date.
    """
    context = Context(as_of=project.charter.as_of)
    hits = list(run_checks(project, CHECKS_OF_TIME, context))
    project = known(project)
    of_time = (function_check.code for function_check in CHECKS_OF_TIME)
    hits += run_checks(project, CHECKS.without(*of_time), context)
    hits += of_groundwork(project, context)
    for series in project.series:
        of_team = f".{series.team}" if series.team else ""
        place = f"series.{series.measure.key}{of_team}"
        audited = audit(series.measure, series.records, calendar=series.calendar)
        hits += prefixed(place, audited)
    every = tuple(charts)
    checks = spc.CHART_CHECKS.without("phase.not-stable")
    for charted in every:
        place = f"charts.{charted.series.measure.key}"
        hits += prefixed(place, run_checks(charted.chart, checks, context))
        # By the rules of the charter, as the sentences over the chart.
        hits += prefixed(place, spc.stability(charted.reading))
    of_aims = (*of_each_aim(project, context), *_of_diagram(project, every, context))
    hits += with_data(project, every, of_aims)
    if project.plan is not None:
        # Needs that nobody has are found above, among all that a project knows.
        checks = PLAN_CHECKS.without("plan.unknown-need")
        hits += prefixed("plan", run_checks(project.plan, checks, context))
    hits += _of_cycles(project, context)
    hits += of_causes(project, context)
    for number, assessed in enumerate(project.assessed):
        checked = run_checks(assessed.responses, assessments.CHECKS, context)
        hits += prefixed(f"assessed[{number}]", checked)
    hits += _of_versions(project)
    return tuple(hits)


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
    project: Project, charts: tuple[Charted, ...], context: Context
) -> Iterator[Finding]:
    diagram = project.diagram
    if diagram is None:
        return
    checks = drivers.CHECKS | drivers.measure_checks(project.measures)
    yield from prefixed("diagram", run_checks(diagram, checks, context))
    # Cycles on unknown ideas are found above, with their places.
    checks = drivers.THEORY_CHECKS.without("theory.stranger")
    theory = theory_of(diagram, project.cycles, charts)
    yield from prefixed("diagram", run_checks(theory, checks, context))


def _has_data_over_time(project: Project, ramp: pdsa.Ramp) -> bool:
    """Say whether a measure of a ramp has values over time since it was begun.

    Those of its team count, or where it has none those of any.
    """
    begun = min((cycle.log[0].on for cycle in ramp.cycles if cycle.log), default=None)
    leans = measures_of(project, ramp.idea)
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


def _of_cycles(project: Project, context: Context) -> Iterator[Finding]:
    for number, cycle in enumerate(project.cycles):
        hits = run_checks(cycle, pdsa.CHECKS, context)
        yield from prefixed(f"cycles[{number}]", hits)
    for ramp in pdsa.ramps(project.cycles):
        of_team = f".{ramp.team}" if ramp.team else ""
        checks = pdsa.RAMP_CHECKS
        if _has_data_over_time(project, ramp):
            checks = checks.without("ramp.no-data-over-time")
        hits = run_checks(ramp, checks, context)
        yield from prefixed(f"ramps.{ramp.idea}{of_team}", hits)
