"""What a report says, worked out once; the page, the text and the form show it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import frozen

from cqikit import assessments, pdsa, projects
from cqikit.collaboratives import (
    Closing,
    Collaborative,
    MeasureResult,
    close,
)
from cqikit.core import Finding, period_of, within, worst_first
from cqikit.drawing import (
    ChartPicture,
    Event,
    Panel,
    chart_svg,
    diagram_svg,
    multiples_svg,
    profile_svg,
)
from cqikit.projects import Charted, Project
from cqikit.reports._words import signal_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from cqikit.measures import Series

__all__ = ["AssessmentSection", "MeasureSection", "Report", "compose"]

#: Teams beyond this many are in the table and not among the little charts.
MOST_PANELS: Final = 200


@frozen(kw_only=True)
class MeasureSection:
    """One measure: its result, its chart, and the teams' little charts."""

    result: MeasureResult
    charted: Charted
    events: tuple[Event, ...]
    signals: tuple[str, ...]
    chart_svg: str
    multiples_svg: str


@frozen(kw_only=True)
class AssessmentSection:
    """One self-assessment with its profile."""

    assessed: projects.Assessed
    rows: tuple[assessments.ProfileRow, ...]
    gaps: tuple[assessments.Gap, ...]
    svg: str


@frozen(kw_only=True)
class Report:
    """Everything that a closing report shows.

    Parameters
    ----------
    project : Project
    collaborative : Collaborative
    closing : Closing
    measures : tuple of MeasureSection
    assessments : tuple of AssessmentSection
    diagram_svg : str
        "" when there is no diagram.
    findings : tuple of Finding
        Of all checks, the gravest first.
    """

    project: Project
    collaborative: Collaborative
    closing: Closing
    measures: tuple[MeasureSection, ...]
    assessments: tuple[AssessmentSection, ...]
    diagram_svg: str
    findings: tuple[Finding, ...]


def compose(
    project: Project,
    collaborative: Collaborative | None = None,
    *,
    progress: Callable[[str], object] = str,
) -> Report:
    """Return the closing report of a project.

    Parameters
    ----------
    project : Project
    collaborative : Collaborative, optional
        By default one of the teams that the data name, with default policies.
    progress : callable
        Told what is being worked on.

    Raises
    ------
    MissingExtraError
        When matplotlib is not installed.
    UnknownNameError
        When the charter names a chart kind or rule set that there is not.
    """
    group = collaborative or Collaborative(key=project.charter.key)
    progress("closing figures")
    closing = close(
        group,
        project.series,
        aims=project.aims,
        cycles=project.cycles,
        changes=project.charter.changes,
    )
    sections = []
    for result in closing.results:
        progress(result.measure.title)
        sections.append(_measure_section(project, closing, result))
    progress("assessments")
    assessed = _assessment_sections(project)
    progress("driver diagram")
    diagram = project.diagram
    progress("checks")
    found = (
        *projects.findings(project),
        *within("collaborative", closing.findings),
    )
    return Report(
        project=project,
        collaborative=group,
        closing=closing,
        measures=tuple(sections),
        assessments=assessed,
        diagram_svg=diagram_svg(diagram, notes=_notes(project)) if diagram else "",
        findings=worst_first(found),
    )


def _measure_section(
    project: Project, closing: Closing, result: MeasureResult
) -> MeasureSection:
    charted = projects.chart_of(project, result.series, baseline=result.baseline.value)
    events = _events(project, result.series)
    log = project.chart_plan(result.measure.key).scale is projects.Scale.LOG
    picture = ChartPicture(
        chart=charted.chart,
        reading=charted.reading,
        judgement=charted.judgement,
        events=events,
        unit=result.measure.unit,
        target=charted.target,
        log=log,
    )
    teams = project.series_of(result.measure.key)
    multiples = ""
    if len(teams) > 1:
        panels = _panels(project, closing, result, teams[:MOST_PANELS])
        title = f"{result.measure.title}, team by team"
        multiples = multiples_svg(panels, title=title, target=charted.target, log=log)
    return MeasureSection(
        result=result,
        charted=charted,
        events=events,
        signals=signal_words(charted),
        chart_svg=chart_svg(picture),
        multiples_svg=multiples,
    )


def _events(project: Project, series: Series) -> tuple[Event, ...]:
    """Return what happened, in the periods of a series that it happened in."""
    frequency = series.measure.frequency
    found = []
    for one in project.charter.happenings:
        start = period_of(one.on.first, frequency)
        # A day, or what is as short as a period, lies in one period.
        stop = period_of(one.until.first, frequency) if one.until else start
        found.append(Event(start, stop, one.title))
    return tuple(sorted(found, key=lambda event: event.start))


def _panels(
    project: Project, closing: Closing, result: MeasureResult, teams: tuple[Series, ...]
) -> list[Panel]:
    periods = result.series.periods
    place = {period: index for index, period in enumerate(periods)}
    starts = [0, *(place[one] for one in project.phases_of(result.series))]
    titles = {team.key: team.title or team.key for team in closing.teams}
    met = {one.team: one.meets if result.aim else False for one in result.teams}
    panels = []
    for series in teams:
        values = np.full(len(periods), math.nan)
        counted = np.ones(len(periods), dtype=bool)
        for period, value, reason in zip(
            series.periods, series.values, series.excluded, strict=True
        ):
            values[place[period]] = value
            counted[place[period]] = not reason
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


def _assessment_sections(project: Project) -> tuple[AssessmentSection, ...]:
    sections = []
    before: tuple[assessments.ProfileRow, ...] = ()
    for one in project.assessed:
        result = assessments.score(one.responses.framework, one.responses)
        rows = assessments.profile(result)
        title = one.title or one.responses.framework.title
        sections.append(
            AssessmentSection(
                assessed=one,
                rows=rows,
                gaps=assessments.gaps(result),
                svg=profile_svg(rows, title=title, before=before),
            )
        )
        before = rows
    return tuple(sections)


def _notes(project: Project) -> dict[str, str]:
    """Say under each idea of the diagram how its latest cycle stands."""
    return {
        cycle.idea: pdsa.phase(cycle).value for cycle in project.cycles if cycle.idea
    }
