"""The table of a plan, area by area: scores, strengths, needs, steps, reflection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit import actions, plans
from cqikit.actions import Concern
from cqikit.core import say
from cqikit.reports._blocks import Column, Row, Table, Text, Tone, cell, line, told
from cqikit.reports._words import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cqikit.actions import ActionStep
    from cqikit.plans import Area, DataSource, Plan, UnitScore
    from cqikit.reports._blocks import Cell, Line

__all__ = [
    "NO_DATE",
    "areas_table",
    "concern_words",
    "status_words",
    "tool_words",
    "what_words",
]

AREAS: Final = (
    Column(say("Area and scores")),
    Column(say("Strengths")),
    Column(say("Areas for growth")),
    Column(say("Action steps")),
    Column(say("Reflection")),
)
NO_DATE: Final = say("no date yet")
#: What follows a step or need that is about more than quality.
CONCERNS: Final = {
    Concern.HEALTH_AND_SAFETY: say(", health and safety"),
    Concern.LICENSING: say(", licensing"),
}


def areas_table(plan: Plan, sources: Mapping[str, DataSource]) -> Table:
    """Return the areas of a plan, each with its steps; those of no area come last."""
    steps_of = _steps_by_area(plan)
    rows = [_area_row(area, sources, steps_of.pop(area.key, ())) for area in plan.areas]
    left = steps_of.pop("", ())
    if left:
        of_none = cell(Text(say("in no area"), Tone.QUIET))
        rows.append(_row_of(of_none, steps=_step_lines(left)))
    return Table(columns=AREAS, rows=tuple(rows), caption=say("Area by area"))


def _steps_by_area(plan: Plan) -> dict[str, list[ActionStep]]:
    """Return the steps of each area: the one they name, or those of their needs."""
    found: dict[str, list[ActionStep]] = {}
    for step in plan.steps:
        of_needs = [
            area.key
            for area in plan.areas
            if any(need.key in step.answers for need in area.growth)
        ]
        for key in [step.area] if step.area else of_needs or [""]:
            found.setdefault(key, []).append(step)
    return found


def _row_of(
    first: Cell,
    *,
    strengths: Sequence[str] = (),
    growth: Sequence[Line] = (),
    steps: Sequence[Line] = (),
    reflection: str = "",
) -> Row:
    return Row(
        cells=(first, cell(*strengths), cell(*growth), cell(*steps), cell(reflection))
    )


def _area_row(
    area: Area, sources: Mapping[str, DataSource], steps: Sequence[ActionStep]
) -> Row:
    head = [line(Text(area.title, Tone.STRONG)), *_scores(area, sources)]
    growth = [
        line(
            need.title,
            Text(_size(need.size), Tone.QUIET),
            Text(concern_words(need.concern), Tone.BAD),
        )
        for need in area.growth
    ]
    return _row_of(
        cell(*head),
        strengths=area.strengths,
        growth=growth,
        steps=_step_lines(steps),
        reflection=area.reflection,
    )


def concern_words(concern: Concern) -> str:
    """Return what a step or need is about, where that is more than quality."""
    return CONCERNS.get(concern, "")


def _size(size: float) -> str:
    return "" if size == 1 else say(", size {size}", size=number(size))


def _scores(area: Area, sources: Mapping[str, DataSource]) -> Iterator[Line]:
    """Yield the score of each unit, tool by tool, then their mean and the lowest."""
    by_tool: dict[str, list[UnitScore]] = {area.tool: []}
    for score in area.scores:
        by_tool.setdefault(score.tool or area.tool, []).append(score)
    for tool, scores in by_tool.items():
        if tool and (scores or tool == area.tool):
            yield line(Text(tool_words(tool), Tone.QUIET))
        for score in scores:
            source = sources.get(score.source)
            on = Text(say(" ({day})", day=source.on) if source else "", Tone.QUIET)
            said = say("{unit} {value}", unit=score.unit, value=number(score.value))
            yield line(said, on)
        if len(scores) > 1:
            # Scores of two tools have no mean.
            mean = sum(unit_score.value for unit_score in scores) / len(scores)
            least = min(scores, key=lambda unit_score: unit_score.value)
            said = say(
                "mean {mean}, lowest {least} ({unit})",
                mean=number(mean),
                least=number(least.value),
                unit=least.unit,
            )
            yield line(Text(said, Tone.QUIET))


def tool_words(name: str) -> str:
    known = plans.TOOLS.get(name)
    return known.title if known is not None else name


def _step_lines(steps: Iterator[ActionStep] | Sequence[ActionStep]) -> list[Line]:
    """Return a line for each step: who does what by when, and where it stands."""
    return [
        told(
            "{who}: {what}, {due}{status}",
            who=actions.owner(step) or say("nobody yet"),
            what=what_words(step),
            due=say("by {day}", day=by) if (by := actions.deadline(step)) else NO_DATE,
            status=Text(say(" ({status})", status=status_words(step)), Tone.QUIET),
        )
        for step in steps
    ]


def what_words(step: ActionStep) -> str:
    """Return what a step does, with its specification where it has one."""
    return f"{step.what}: {step.specification}" if step.specification else step.what


def status_words(step: ActionStep) -> str:
    """Return where a step stands."""
    return actions.state(step).words
