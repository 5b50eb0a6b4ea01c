"""What a report says, worked out once; the page and its other forms show it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from attrs import evolve, field, frozen

from cqikit import assessments, projects, spc
from cqikit.collaboratives import (
    CONDITIONS,
    GUIDE_CHECKS,
    PROPOSAL_CHECKS,
    ClosingReport,
    Collaborative,
    Guide,
    MeasureResult,
    Proposals,
    closing_report,
    propose,
)
from cqikit.core import (
    Context,
    Finding,
    FrozenOf,
    by_severity,
    prefixed,
    run_checks,
)
from cqikit.drawing import ChartPicture, Event, Panel
from cqikit.projects import Charted, Dose, Project, Shift, Thread
from cqikit.reports._assessments import AssessmentSection, assessment_sections
from cqikit.reports._levels import LevelSection, level_sections

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cqikit.measures import Series

__all__ = ["MeasureSection", "Report", "compose"]


@frozen(kw_only=True)
class MeasureSection:
    """One measure: its result, its chart, and the teams' little charts."""

    result: MeasureResult
    charted: Charted
    signals: tuple[str, ...]
    picture: ChartPicture
    panels: tuple[Panel, ...]


@frozen(kw_only=True)
class Report:
    """Everything that a closing report shows.

    Parameters
    ----------
    project : Project
        As it was known on the charter's day.
    collaborative : Collaborative
    closing : ClosingReport
    measures : tuple of MeasureSection
    assessments : tuple of AssessmentSection
    findings : tuple of Finding
        Of all checks, the gravest first.
    thread : Thread
        From need to proof, by the charts and figures of this report.
    aimed : dict of str to MeasureResult
        By the key of each aim whose measure has data, its closing figures.
    guide : Proposals, optional
        The closing guide beside what the data propose, if there is one.
    understood : tuple of str
        How the tables were read, a sentence each.
    levels : tuple of LevelSection
        What the teams belong to, the lowest level first; none where they say nothing.
    doses : tuple of Dose
        What coaches and TA gave each team, beside what its measures did; none where
        there is no log.
    """

    project: Project
    collaborative: Collaborative
    closing: ClosingReport
    measures: tuple[MeasureSection, ...]
    assessments: tuple[AssessmentSection, ...]
    findings: tuple[Finding, ...]
    thread: Thread
    aimed: Mapping[str, MeasureResult] = field(
        converter=FrozenOf[Mapping[str, MeasureResult]]
    )
    guide: Proposals | None = None
    understood: tuple[str, ...] = ()
    levels: tuple[LevelSection, ...] = ()
    doses: tuple[Dose, ...] = ()


def compose(
    project: Project,
    collaborative: Collaborative | None = None,
    *,
    guide: Guide | None = None,
    understood: Iterable[str] = (),
    progress: Callable[[str], object] = str,
) -> Report:
    """Return the closing report of a project, as of the day that its charter names.

    Nothing is known of what came later (`projects.known`): no figure, chart, event or
    finding rests on it, but for the findings that say what was left out.

    Parameters
    ----------
    project : Project
    collaborative : Collaborative, optional
        By default one of the teams that the data name, with default policies.
    guide : Guide, optional
        The closing guide as people filled it in; without one, the report has no
        reflections, next steps or spread.
    understood : iterable of str
        How the tables were read, as `folders.read` says; nothing by default.
    progress : callable
        Told what is being worked on.

    Raises
    ------
    UnknownNameError
        When the charter names a chart kind or rule set that there is not.
    """
    group = collaborative or Collaborative(key=project.charter.key)
    whole, project = project, projects.known(project)
    progress("closing figures")
    closing = _closed(project, group)
    sections = tuple(_measured(project, closing, progress))
    progress("assessments")
    assessed = assessment_sections(project)
    progress("checks")
    charts = [section.charted for section in sections]
    proposed = _proposed(project, group, guide, closing, charts)
    found = (
        *projects.findings(whole, charts=charts),
        *prefixed("collaborative", closing.findings),
        *prefixed("guide", _of_guide(project, guide, proposed)),
        *projects.of_teams(project, (team.key for team in closing.teams)),
    )
    return Report(
        project=project,
        collaborative=group,
        closing=closing,
        measures=sections,
        assessments=assessed,
        findings=by_severity(found),
        thread=_thread(project, closing, charts),
        aimed=_aimed(project, group, closing),
        guide=proposed,
        understood=tuple(understood),
        levels=level_sections(project, group, _closed),
        doses=_doses(project, closing),
    )


def _measured(
    project: Project, closing: ClosingReport, progress: Callable[[str], object]
) -> Iterator[MeasureSection]:
    for result in closing.results:
        progress(result.measure.title)
        yield _measure_section(project, closing, result)


def _doses(project: Project, closing: ClosingReport) -> tuple[Dose, ...]:
    """Return what each team was given, where there is a log of it."""
    if not project.contacts:
        return ()
    aimed = [result for result in closing.results if result.aim is not None]
    standing = {
        result.measure.key: result.teams for result in aimed or closing.results[:1]
    }
    return projects.dose(project.contacts, standing, as_of=project.charter.as_of)


def _thread(
    project: Project, closing: ClosingReport, charts: Sequence[Charted]
) -> Thread:
    """Return the thread, by the moves of the closing figures."""
    moves = (
        Shift(
            measure=result.measure.key,
            title=result.measure.title,
            at=shift.at,
            until=shift.until,
            before=shift.before,
            after=shift.after,
            meaning=shift.meaning,
            declared=shift.declared,
        )
        for result in closing.results
        for shift in result.shifts
    )
    return projects.thread(project, charts=charts, moves=moves)


def _of_guide(
    project: Project, guide: Guide | None, proposed: Proposals | None
) -> Iterator[Finding]:
    """Yield what is found of a guide by itself, and beside the data."""
    as_of = project.charter.as_of
    if proposed is not None:
        context = Context(as_of=as_of)
        yield from run_checks(proposed.guide, GUIDE_CHECKS, context)
        yield from run_checks(proposed, PROPOSAL_CHECKS, context)
    elif guide is not None:
        on = guide.on or as_of
        yield projects.KNOWN_LATER.at("on", form="guide", on=on, day=as_of)


def _aimed(
    project: Project, group: Collaborative, closing: ClosingReport
) -> dict[str, MeasureResult]:
    """Return the figures of each aim: those of a second on a measure apart."""
    found = {
        result.aim.key: result for result in closing.results if result.aim is not None
    }
    for aim in project.aims:
        series = project.series_of(aim.measure)
        if aim.key not in found and series:
            alone = evolve(project, aims=(aim,), series=series)
            [found[aim.key]] = _closed(alone, group).results
    return found


def _closed(project: Project, group: Collaborative) -> ClosingReport:
    """Return the closing figures as of the charter's day."""
    return closing_report(
        group,
        project.series,
        aims=project.aims,
        cycles=project.cycles,
        changes=project.charter.changes,
        charting=lambda series: projects.chart_of(project, series).judgement,
        as_of=project.charter.as_of,
    )


def _proposed(
    project: Project,
    group: Collaborative,
    guide: Guide | None,
    closing: ClosingReport,
    charts: Sequence[Charted],
) -> Proposals | None:
    """Return what the data propose, by what there was on the day of closing.

    None without a guide, and for one of a later day than the charter's.
    """
    whole = closing
    on = (guide.on if guide else None) or project.charter.as_of
    if guide is None or on > project.charter.as_of:
        return None
    if on < project.charter.as_of:
        project = projects.known(project, as_of=on)
        closing = _closed(project, group)
        charts = [
            projects.chart_of(project, result.series) for result in closing.results
        ]
    conditions = [
        assessments.carry(assessed.responses, CONDITIONS).responses.answers
        for assessed in project.assessed
        if assessed.responses.framework.key == CONDITIONS.key
    ]
    theory = None
    if project.diagram is not None:
        theory = projects.theory_of(project.diagram, project.cycles, charts)
    return propose(
        guide,
        closing,
        on=on,
        agencies=group.agencies,
        theory=theory,
        answers=conditions[-1] if conditions else (),
        later=whole,
    )


def _measure_section(
    project: Project, closing: ClosingReport, result: MeasureResult
) -> MeasureSection:
    charted = projects.chart_of(project, result.series, baseline=result.baseline.value)
    taken = {team.team for team in result.teams}
    every = project.series_of(result.measure.key)
    teams = tuple(series for series in every if series.team in taken)
    panels = []
    if len(teams) > 1:
        panels = _panels(project, closing, result, teams)
    return MeasureSection(
        result=result,
        charted=charted,
        signals=spc.signal_words(charted.judgement),
        picture=ChartPicture(
            chart=charted.chart,
            reading=charted.reading,
            judgement=charted.judgement,
            events=_events(project),
            unit=result.measure.unit,
            target=charted.target,
            carried=True,
            log=project.chart_plan(result.measure.key).scale is projects.Scale.LOG,
        ),
        panels=tuple(panels),
    )


def _events(project: Project) -> tuple[Event, ...]:
    """Return what happened, in order of time."""
    found = [
        Event(happening.on, happening.until or happening.on, happening.title)
        for happening in project.charter.happenings
    ]
    return tuple(sorted(found, key=lambda event: event.start.first))


def _panels(
    project: Project,
    closing: ClosingReport,
    result: MeasureResult,
    teams: tuple[Series, ...],
) -> list[Panel]:
    shared = result.series.indexes
    if not result.measure.is_periodic:
        # Events share no periods: each has the place that it has among all of them.
        shared = np.sort(np.concatenate([series.indexes for series in teams]))
    changes = [phase.index for phase in project.phases_of(result.series)]
    starts = [0, *np.searchsorted(shared, changes).tolist()]
    titles = {team.key: team.title or team.key for team in closing.teams}
    met = {team.team: team.meets if result.aim else False for team in result.teams}
    panels = []
    for series in teams:
        values = np.full(len(shared), math.nan)
        counted = np.ones(len(shared), dtype=bool)
        own = series.indexes
        # Of several events on one day, each stands after the one before.
        later = np.arange(len(own)) - np.searchsorted(own, own)
        places = np.searchsorted(shared, own) + later
        values[places] = series.observed
        counted[places] = ~series.columns.excluded
        centre = _medians(np.where(counted, values, math.nan), starts)
        title = titles.get(series.team, series.team)
        panels.append(Panel(title, values, centre, counted, met.get(series.team)))
    return panels


def _medians(values: np.ndarray, starts: list[int]) -> np.ndarray:
    """Return the median of each phase at each of its points."""
    centre = np.full(len(values), math.nan)
    for first, last in zip(starts, [*starts[1:], len(values)], strict=True):
        seen = values[first:last][np.isfinite(values[first:last])]
        if seen.size:
            centre[first:last] = np.median(seen)
    return centre
