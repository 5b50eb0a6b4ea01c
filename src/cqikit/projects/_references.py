"""Keys that lead from one room to another, and lead nowhere: all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve

from cqikit import pdsa
from cqikit.actions import status
from cqikit.core import Context, Finding, Severity, check
from cqikit.errors import did_you_mean, suggest
from cqikit.projects._known import THREAD
from cqikit.projects._links import known_needs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from cqikit.projects._project import Project

__all__ = ["REFERENCE_CHECKS"]


def _unknown(
    code: str, where: str, said: str, key: str, known: Collection[str]
) -> Finding:
    return Finding(
        code=code,
        where=where,
        message=f"{said} {key!r}, which is not there",
        fix=did_you_mean(key, known, "add it, or take the key out"),
        source=THREAD,
    )


@check("project.unknown-measure", source=THREAD)
def measures_are_there(project: Project, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find keys of measures that no measure has."""
    known = {measure.key for measure in project.measures}
    for where, said, key in _measure_keys(project, known):
        if key not in known:
            yield _unknown("project.unknown-measure", where, said, key, known)


def _measure_keys(
    project: Project, known: Collection[str]
) -> Iterator[tuple[str, str, str]]:
    for place, chart in enumerate(project.charter.charts):
        yield f"charter.charts[{place}].measure", "the chart is of", chart.measure
    for place, aim in enumerate(project.aims):
        yield f"aims[{place}].measure", "the aim is on", aim.measure
    for place, cycle in enumerate(project.cycles):
        for number, event in enumerate(cycle.log):
            where = f"cycles[{place}].log[{number}]"
            if isinstance(event, pdsa.Plan):
                for key in event.measures:
                    yield f"{where}.measures", "the cycle leans on", key
            elif isinstance(event, pdsa.Predict) and event.measure:
                yield f"{where}.measure", "the prediction is about", event.measure
    for place, step in enumerate(project.plan.steps if project.plan else ()):
        # Words are as good as a key: only what is nearly one is taken for one.
        if step.measure and suggest(step.measure, known):
            yield f"plan.steps[{place}].measure", "the step leans on", step.measure


@check("project.unknown-team", source=THREAD)
def teams_are_there(project: Project, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find cycles of teams of which there are no data, where teams have any."""
    known = {series.team for series in project.series if series.team}
    for place, cycle in enumerate(project.cycles):
        if known and cycle.team and cycle.team not in known:
            near = suggest(cycle.team, known)
            fix = f"did you mean {near!r}?" if near else "ask them for their reports"
            yield Finding(
                code="project.unknown-team",
                severity=Severity.WARNING if near else Severity.NOTE,
                where=f"cycles[{place}].team",
                message=f"the cycle is of the team {cycle.team!r}: it has no data",
                fix=fix,
                source=THREAD,
            )


@check("project.unknown-idea", source=THREAD)
def ideas_are_there(project: Project, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find cycles on ideas that the diagram does not have."""
    if project.diagram is None:
        return
    known = {idea.key for idea in project.diagram.ideas}
    for place, cycle in enumerate(project.cycles):
        if cycle.idea and cycle.idea not in known:
            yield _unknown(
                "project.unknown-idea",
                f"cycles[{place}].idea",
                "the cycle tests the idea",
                cycle.idea,
                known,
            )


@check("project.unknown-need", source=THREAD)
def needs_are_there(project: Project, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find ideas and steps that answer what neither a plan nor assessment has."""
    known = known_needs(project)
    for where, said, answers, is_over in _answers(project):
        for key in answers:
            if key in known:
                continue
            near = suggest(key, known)
            found = _unknown("project.unknown-need", where, said, key, known)
            if near:
                yield found
            elif not is_over:
                # It may be kept elsewhere, as a need of another plan.
                yield evolve(found, severity=Severity.NOTE)


def _answers(project: Project) -> Iterator[tuple[str, str, tuple[str, ...], bool]]:
    """Yield what answers, and whether it is over: it may have met a need of then."""
    for place, idea in enumerate(project.diagram.ideas if project.diagram else ()):
        yield f"diagram.ideas[{place}].answers", "the idea answers", idea.answers, False
    for place, step in enumerate(project.plan.steps if project.plan else ()):
        where, over = f"plan.steps[{place}].answers", status(step).is_end
        yield where, "the step answers", step.answers, over


@check("project.second-aim", source=THREAD)
def aims_are_one_a_measure(project: Project, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find aims on a measure that has one before them."""
    first: dict[str, str] = {}
    for place, aim in enumerate(project.aims):
        before = first.setdefault(aim.measure, aim.title)
        if before != aim.title:
            yield Finding(
                code="project.second-aim",
                severity=Severity.NOTE,
                where=f"aims[{place}]",
                message=f"it is a second aim on {aim.measure!r}: figures and charts are"
                f" those of {before!r}",
                fix="give the aim that is to be judged first, or each a measure",
                source=THREAD,
            )


#: Keys that lead nowhere, of every room, and what they leave undecided.
REFERENCE_CHECKS: Final = (
    measures_are_there,
    teams_are_there,
    ideas_are_there,
    needs_are_there,
    aims_are_one_a_measure,
)
