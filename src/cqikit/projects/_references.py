"""Keys that lead from one room to another, and lead nowhere: all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit import actions, pdsa
from cqikit.core import Severity, check, found, unknown_keys
from cqikit.errors import KnownNames, suggest
from cqikit.projects._known import THREAD
from cqikit.projects._links import known_needs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.core import Found
    from cqikit.projects._project import Project

__all__ = ["ADD", "REFERENCE_CHECKS"]

ADD: Final = "add it, or take the key out"


@check(
    "project.unknown-measure",
    says={
        "chart": "the chart is of {key!r}, which is not there",
        "aim": "the aim is on {key!r}, which is not there",
        "cycle": "the cycle leans on {key!r}, which is not there",
        "prediction": "the prediction is about {key!r}, which is not there",
        "step": "the step leans on {key!r}, which is not there",
    },
    fix=ADD,
    source=THREAD,
)
def measures_are_there(project: Project) -> Iterator[Found]:
    """Find keys of measures that no measure has."""
    known = KnownNames(measure.key for measure in project.measures)
    for where, form, key in _measure_keys(project):
        if key in known:
            continue
        near = suggest(key, known)
        # Words are as good as a step's key: only what is nearly one is taken for one.
        if near or form != "step":
            yield found(where, form=form, key=key, alike=near)


def _measure_keys(project: Project) -> Iterator[tuple[str, str, str]]:
    for place, chart in enumerate(project.charter.charts):
        yield f"charter.charts[{place}].measure", "chart", chart.measure
    for place, aim in enumerate(project.aims):
        yield f"aims[{place}].measure", "aim", aim.measure
    for place, cycle in enumerate(project.cycles):
        for number, event in enumerate(cycle.log):
            where = f"cycles[{place}].log[{number}]"
            if isinstance(event, pdsa.Plan):
                for key in event.measures:
                    yield f"{where}.measures", "cycle", key
            elif isinstance(event, pdsa.Predict) and event.measure:
                yield f"{where}.measure", "prediction", event.measure
    for place, step in enumerate(project.plan.steps if project.plan else ()):
        if step.measure:
            yield f"plan.steps[{place}].measure", "step", step.measure


@check(
    "project.unknown-team",
    says="the cycle is of the team {key!r}: it has no data",
    fix="ask them for their reports",
    source=THREAD,
)
def teams_are_there(project: Project) -> Iterator[Found]:
    """Find cycles of teams of which there are no data, where teams have any."""
    known = KnownNames({series.team for series in project.series if series.team})
    for place, cycle in enumerate(project.cycles):
        if known and cycle.team and cycle.team not in known:
            near = suggest(cycle.team, known)
            yield found(
                f"cycles[{place}].team",
                severity=Severity.WARNING if near else Severity.NOTE,
                key=cycle.team,
                alike=near,
            )


@check(
    "project.unknown-idea",
    says="the cycle tests the idea {key!r}, which is not there",
    fix=ADD,
    source=THREAD,
)
def ideas_are_there(project: Project) -> Iterator[Found]:
    """Find cycles on ideas that the diagram does not have."""
    if project.diagram is None:
        return
    named = [
        (f"cycles[{place}].idea", cycle.idea)
        for place, cycle in enumerate(project.cycles)
    ]
    yield from unknown_keys(named, (idea.key for idea in project.diagram.ideas))


@check(
    "project.unknown-need",
    says={
        "idea": "the idea answers {key!r}, which is not there",
        "step": "the step answers {key!r}, which is not there",
    },
    fix=ADD,
    source=THREAD,
)
def needs_are_there(project: Project) -> Iterator[Found]:
    """Find ideas and steps that answer what neither a plan nor assessment has."""
    known = KnownNames(known_needs(project))
    for where, form, answers, is_over in _answers(project):
        for key in answers:
            near = "" if key in known else suggest(key, known)
            if key in known or (is_over and not near):
                continue
            # It may be kept elsewhere, as a need of another plan.
            severity = Severity.WARNING if near else Severity.NOTE
            yield found(where, form=form, severity=severity, key=key, alike=near)


def _answers(project: Project) -> Iterator[tuple[str, str, tuple[str, ...], bool]]:
    """Yield what answers, and whether it is over: it may have met a need of then."""
    for place, idea in enumerate(project.diagram.ideas if project.diagram else ()):
        yield f"diagram.ideas[{place}].answers", "idea", idea.answers, False
    for place, step in enumerate(project.plan.steps if project.plan else ()):
        where = f"plan.steps[{place}].answers"
        yield where, "step", step.answers, actions.state(step).is_end


@check(
    "project.second-aim",
    says="it is a second aim on {measure!r}: figures and charts are those of"
    " {before!r}",
    severity=Severity.NOTE,
    fix="give the aim that is to be judged first, or each a measure",
    source=THREAD,
)
def aims_are_one_a_measure(project: Project) -> Iterator[Found]:
    """Find aims on a measure that has one before them."""
    first: dict[str, str] = {}
    for place, aim in enumerate(project.aims):
        before = first.setdefault(aim.measure, aim.title)
        if before != aim.title:
            yield found(f"aims[{place}]", measure=aim.measure, before=before)


#: Keys that lead nowhere, of every room, and what they leave undecided.
REFERENCE_CHECKS: Final = (
    measures_are_there,
    teams_are_there,
    ideas_are_there,
    needs_are_there,
    aims_are_one_a_measure,
)
