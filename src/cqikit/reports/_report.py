"""A report is worked out here, once; the page and its other forms show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve

from cqikit import assessments, projects, spc
from cqikit.collaboratives import (
    CONDITIONS,
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
    Partial,
    arguments,
    by_severity,
    instance_of,
    prefixed,
    run_checks,
    say,
)
from cqikit.drawing import ChartPicture, Event, Panel
from cqikit.projects import Charted, Dose, Project, Shift, Thread
from cqikit.reports._assessments import assessment_sections
from cqikit.reports._catalogs import REPORT_CATALOGS, ReportCatalogs
from cqikit.reports._composed import MeasureSection, Report
from cqikit.reports._levels import level_sections
from cqikit.reports._needs import team_states
from cqikit.reports._panels import team_panels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from cqikit.core import Catalog
    from cqikit.measures import Series
    from cqikit.projects import Catalogs, Suggestion

__all__ = ["compose"]

#: So many teams have little charts, the neediest first; tables have all of them.
MOST_DRAWN: Final = 500


@arguments(
    project=instance_of(
        Project, fix=say("of what folders.read gives, give effort.project")
    ),
    catalogs=instance_of(ReportCatalogs),
)
def compose(
    project: Project,
    collaborative: Collaborative | None = None,
    *,
    guide: Guide | None = None,
    understood: Iterable[str] = (),
    progress: Callable[[str], object] = str,
    catalogs: ReportCatalogs = REPORT_CATALOGS,
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
        Told what is being worked on; nobody is told unless said.
    catalogs : ReportCatalogs
        What charts, frameworks and findings go by; by default all that comes along.

    Raises
    ------
    UnknownNameError
        When the charter names a chart kind or rule set that there is not.
    """
    group = collaborative or Collaborative(key=project.charter.key)
    whole, project = project, projects.known(project)
    progress("closing figures")
    closing = _closed(catalogs, project, group)
    sections = tuple(_measured(project, closing, progress, catalogs))
    progress("assessments")
    assessed = assessment_sections(project, catalogs.scorers)
    progress("checks")
    charts = [section.charted for section in sections]
    proposed = _proposed(
        project, group, guide, closing, charts=charts, catalogs=catalogs
    )
    of_guide = _of_guide(project, guide, proposed, catalogs)
    of_rooms = projects.findings(whole, charts=charts, catalogs=catalogs)
    found = (*of_rooms, *_of_all(project, closing, of_guide))
    aimed = _aimed(project, group, closing, catalogs)
    return Report(
        project=project,
        collaborative=group,
        closing=closing,
        measures=sections,
        assessments=assessed,
        findings=by_severity(found),
        thread=_thread(project, closing, charts, catalogs.scorers),
        aimed=aimed,
        guide=proposed,
        understood=tuple(understood),
        levels=level_sections(project, group, Partial(_closed, (catalogs,))),
        doses=_doses(project, closing),
        standing=_standings(project, aimed, catalogs),
    )


def _measured(
    project: Project,
    closing: ClosingReport,
    progress: Callable[[str], object],
    catalogs: Catalogs,
) -> Iterator[MeasureSection]:
    for result in closing.results:
        progress(result.measure.title)
        charted = _chart(catalogs, project, result.series, result.baseline.value)
        yield _measure_section(project, closing, result, charted)


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
    project: Project,
    closing: ClosingReport,
    charts: Sequence[Charted],
    scorers: Catalog[assessments.Scorer],
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
    return projects.thread(project, charts=charts, moves=moves, scorers=scorers)


def _of_all(
    project: Project, closing: ClosingReport, of_guide: Iterable[Finding]
) -> Iterator[Finding]:
    """Yield what is found of the teams and of the guide."""
    yield from prefixed("collaborative", closing.findings)
    yield from prefixed("guide", of_guide)
    yield from projects.of_teams(project, (team.key for team in closing.teams))


def _of_guide(
    project: Project,
    guide: Guide | None,
    proposed: Proposals | None,
    catalogs: ReportCatalogs,
) -> Iterator[Finding]:
    """Yield what is found of a guide by itself, and beside the data."""
    as_of = project.charter.as_of
    if proposed is not None:
        context = Context(as_of=as_of)
        yield from run_checks(proposed.guide, catalogs.guide_checks, context)
        yield from run_checks(proposed, catalogs.proposal_checks, context)
    elif guide is not None:
        on = guide.on or as_of
        yield projects.KNOWN_LATER.at("on", form="guide", on=on, day=as_of)


def _aimed(
    project: Project, group: Collaborative, closing: ClosingReport, catalogs: Catalogs
) -> dict[str, MeasureResult]:
    """Return the figures of each aim: those of a second on a measure apart."""
    found = {
        result.aim.key: result for result in closing.results if result.aim is not None
    }
    for aim in project.aims:
        series = project.series_of(aim.measure)
        if aim.key not in found and series:
            alone = evolve(project, aims=(aim,), series=series)
            [found[aim.key]] = _closed(catalogs, alone, group).results
    return found


def _closed(
    catalogs: Catalogs, project: Project, group: Collaborative
) -> ClosingReport:
    """Return the closing figures as of the charter's day."""
    return closing_report(
        group,
        project.series,
        aims=project.aims,
        cycles=project.cycles,
        changes=project.charter.changes,
        charting=lambda series: _chart(catalogs, project, series).judgement,
        as_of=project.charter.as_of,
    )


def _proposed(
    project: Project,
    group: Collaborative,
    guide: Guide | None,
    closing: ClosingReport,
    *,
    charts: Sequence[Charted],
    catalogs: Catalogs,
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
        closing = _closed(catalogs, project, group)
        charts = [
            _chart(catalogs, project, result.series) for result in closing.results
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


def _chart(
    catalogs: Catalogs, project: Project, series: Series, baseline: float | None = None
) -> Charted:
    return projects.chart_of(
        project,
        series,
        kinds=catalogs.kinds,
        rule_sets=catalogs.rule_sets,
        baseline=baseline,
    )


def _standings(
    project: Project, aimed: Mapping[str, MeasureResult], catalogs: Catalogs
) -> dict[str, Suggestion]:
    """Return where each team stands that anybody scored."""
    teams = projects.scored_teams(project)
    return {team: _standing(project, team, aimed, catalogs) for team in teams}


def _standing(
    project: Project,
    team: str,
    aimed: Mapping[str, MeasureResult],
    catalogs: Catalogs,
) -> Suggestion:
    """Return where a team stands on the scale of progress, by its own charts."""
    charts = [
        _chart(catalogs, project, series)
        for series in project.series
        if series.team == team
    ]
    met = {
        key: team_result.meets
        for key, result in aimed.items()
        for team_result in result.teams
        if team_result.team == team
    }
    return projects.suggest_progress(project, charts=charts, team=team, met=met)


def _measure_section(
    project: Project,
    closing: ClosingReport,
    result: MeasureResult,
    charted: Charted,
) -> MeasureSection:
    states = team_states(closing, result, project.charter.as_of)
    panels: tuple[Panel, ...] = ()
    if len(result.teams) > 1:
        every = {
            series.team: series for series in project.series_of(result.measure.key)
        }
        needy = [state.result.team for state in states if state.result is not None]
        drawn = tuple(every[team] for team in needy[:MOST_DRAWN])
        panels = team_panels(project, closing, result, drawn)
    return MeasureSection(
        result=result,
        charted=charted,
        signals=spc.signal_words(charted.judgement),
        picture=ChartPicture(
            chart=charted.chart,
            reading=charted.reading,
            judgement=charted.judgement,
            events=_events(project),
            carried=True,
            log=project.chart_plan(result.measure.key).scale is projects.Scale.LOG,
        ),
        panels=panels,
    )


def _events(project: Project) -> tuple[Event, ...]:
    """Return what happened, in order of time."""
    found = [
        Event(happening.on, happening.until or happening.on, happening.title)
        for happening in project.charter.happenings
    ]
    return tuple(sorted(found, key=lambda event: event.start.first))
