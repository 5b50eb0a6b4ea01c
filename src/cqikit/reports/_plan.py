"""The plan: its table area by area, its steps, what was seen of them, its versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit import actions, plans
from cqikit.core import plural
from cqikit.plans import ProgramType, Stage
from cqikit.projects import timeline
from cqikit.reports._areas import (
    areas_table,
    concern_words,
    status_words,
    tool_words,
    what_words,
)
from cqikit.reports._blocks import (
    Column,
    Fold,
    Heading,
    Listing,
    Paragraph,
    Row,
    Section,
    Table,
    Text,
    Tone,
    cell,
    line,
)
from cqikit.reports._words import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from cqikit.actions import ActionStep
    from cqikit.plans import DataSource, Plan
    from cqikit.projects import TimelineEntry
    from cqikit.reports._blocks import Words
    from cqikit.reports._composed import Report

__all__ = ["plan_section"]

STEPS: Final = (
    Column("What"),
    Column("Who"),
    Column("By when", whole=True),
    Column("Stands at"),
    Column("Answers"),
    Column("As a step"),
)
TAKES: Final = (
    Column("Step"),
    Column("What it takes"),
    Column("How success is known"),
    Column("What was seen and said of it"),
)
SOURCES: Final = (Column("What it rests on"), Column("Kind"), Column("Of"))
GRADES: Final = (
    "As a step: strong where it is beyond doubt who does what by when; weak where"
    " nobody owns it, it has no date, or what is done is left open; else fair. Under it"
    " stands what could be clearer."
)
PROGRAMS: Final = {
    ProgramType.CENTRE_OR_SCHOOL: "a centre or school",
    ProgramType.FAMILY_CHILD_CARE: "family child care",
    ProgramType.AFTERSCHOOL: "an afterschool or out-of-school program",
}
STAGES: Final = {
    Stage.DEVELOP: "being developed",
    Stage.IMPLEMENT: "being carried out",
    Stage.REFLECT: "being reviewed",
}


def plan_section(report: Report) -> Iterator[Section]:
    """Yield the section on the plan, if there is one, with its earlier versions."""
    plan = report.project.plan
    if plan is None:
        return
    moments = timeline(report.project)
    titles = report.project.measure_titles
    as_of = report.project.charter.as_of
    before = plans.history(plan)[:-1]
    revised = [event.on for event in plan.log if isinstance(event, plans.Revise)]
    blocks = (
        *((Paragraph(line(plan.summary)),) if plan.summary else ()),
        Paragraph(line(Text(_stands(plan), Tone.QUIET))),
        *_version(plan, as_of),
        Paragraph(line(Text(GRADES, Tone.QUIET))),
        *_takes(plan, moments, titles),
        *_lived(moments),
        *(
            _earlier(this_plan, on, titles)
            for this_plan, on in zip(before, revised, strict=True)
        ),
    )
    yield Section(anchor="plan", title=plan.title, blocks=blocks)


def _stands(plan: Plan) -> str:
    """Say for whom the plan is, and where it stands."""
    whom = PROGRAMS.get(plan.program_type, "")
    said = f"Plan of {whom}, version" if whom else "Version"
    said = f"{said} {plans.version(plan)}, {STAGES[plans.state(plan)]}"
    written = f", written on {plan.on}" if plan.on else ""
    return f"{said}{written}; {plural(plan.wip_limit, 'step')} at a time."


def _needs_of(plan: Plan) -> dict[str, str]:
    """Return the title of each need; steps answer those of earlier versions, too."""
    before = [
        event.areas or () for event in plan.log if isinstance(event, plans.Revise)
    ]
    every = [area for areas in (*before, plan.areas) for area in areas]
    return {need.key: need.title for area in every for need in area.growth}


def _version(plan: Plan, as_of: date) -> Iterator[Words]:
    """Yield the tables of one version of the plan: areas, sources, steps."""
    sources = {source.key: source for source in plan.sources}
    needs = _needs_of(plan)
    if plan.areas:
        yield areas_table(plan, sources)
    if plan.sources:
        yield Table(
            columns=SOURCES,
            rows=tuple(_source_row(source, as_of) for source in plan.sources),
        )
    # Steps that wait for each other are a finding, and have no order but their own.
    ordered = plan.steps if plans.circle(plan) else plans.order(plan)
    steps = tuple(_step_row(step, needs, as_of) for step in ordered)
    yield Table(columns=STEPS, rows=steps, caption="Action steps, in their order")


def _source_row(source: DataSource, as_of: date) -> Row:
    tool = tool_words(source.tool)
    old = f"more than {plural(source.current_for, 'month')} old"
    stale = "" if plans.current(source, as_of=as_of) else old
    return Row(
        cells=(
            cell(source.title, Text("" if tool == source.title else tool, Tone.QUIET)),
            cell(source.kind.value.replace("-", " ")),
            cell(str(source.on), Text(stale, Tone.BAD)),
        )
    )


def _step_row(step: ActionStep, needs: Mapping[str, str], as_of: date) -> Row:
    strength = actions.strength(step)
    by = actions.deadline(step)
    late = " late" if actions.overdue(step, as_of=as_of) else ""
    lacking = "; ".join(score.reason for score in strength.lacking)
    # As somebody wrote it, where that is more than what was read from it.
    written = f"written as: {step.text}" if step.text else ""
    who = actions.owner(step)
    outside = ", outside the program" if actions.is_outside(step) else ""
    others = step.who if step.who and step.who != who else ""
    first = step.when if step.when is not None and step.when != by else ""
    return Row(
        cells=(
            cell(
                line(what_words(step), Text(concern_words(step.concern), Tone.BAD)),
                Text(written, Tone.QUIET),
            ),
            cell(f"{who or 'nobody yet'}{outside}", _at_first(others)),
            cell(str(by) if by is not None else "no date yet", _at_first(first)),
            cell(line(status_words(step), Text(late, Tone.BAD))),
            cell("; ".join(needs.get(key, key) for key in step.answers)),
            cell(strength.grade.value, Text(lacking, Tone.QUIET)),
        )
    )


def _at_first(said: object) -> Text:
    """Say what was decided first, where it changed since."""
    return Text(f"at first: {said}" if said else "", Tone.QUIET)


def _takes(
    plan: Plan, moments: Sequence[TimelineEntry], titles: Mapping[str, str]
) -> Iterator[Table]:
    """Yield what each step takes, how success is known, and what was seen of it."""
    seen: dict[str, list[str]] = {}
    for moment in moments:
        seen.setdefault(moment.place, []).append(f"{moment.when}: {moment.what}")
    names = {action_step.key: action_step.what for action_step in plan.steps}
    rows = []
    for step in plan.steps:
        takes = list(_needed(step, names))
        said = seen.get(f"steps.{step.key}", [])
        measure = titles.get(step.measure, step.measure)
        if takes or said or measure:
            rows.append(
                Row(cells=(cell(step.what), cell(*takes), cell(measure), cell(*said)))
            )
    if rows:
        caption = "What each step takes, and what was seen of it"
        yield Table(columns=TAKES, rows=tuple(rows), caption=caption)


def _needed(step: ActionStep, names: Mapping[str, str]) -> Iterator[str]:
    """Yield what a step takes: things, help, money, time, other steps first."""
    yield from step.resources
    yield from (f"support: {support}" for support in step.support)
    funding = f" from {step.funding}" if step.funding else ""
    if step.cost:
        yield f"costs {number(step.cost)}{funding}"
    elif step.cost == 0 or funding:
        yield "costs nothing" if step.cost == 0 and not funding else f"money{funding}"
    if step.hours is not None:
        yield f"{number(step.hours)} hours"
    if step.after:
        yield f"after: {'; '.join(names[key] for key in step.after)}"
    if step.parent:
        yield f"part of: {names[step.parent]}"
    rated = (
        ("impact", step.impact),
        ("effort", step.effort),
        ("expense", step.expense),
    )
    said = [f"{name} {value}" for name, value in rated if value is not None]
    if said:
        yield f"rated from 1 to 5: {', '.join(said)}"
    if step.lever is not None:
        yield f"kind of action: {step.lever.value}"


def _lived(moments: Sequence[TimelineEntry]) -> Iterator[Words]:
    """Yield how the plan lives: who took part, what was seen, said, shared."""
    lines = tuple(
        line(Text(f"{moment.when}: ", Tone.QUIET), moment.what)
        for moment in moments
        if moment.place == "plan"
    )
    if lines:
        yield Heading("How the plan lives")
        yield Listing(lines=lines)


def _earlier(plan: Plan, until: date, titles: Mapping[str, str]) -> Fold:
    """Return an earlier version of the plan as it was when revised, folded away."""
    said = f"The plan as it was before, version {plans.version(plan)}, until {until}"
    return Fold(
        summary=line(said), blocks=(*_version(plan, until), *_takes(plan, (), titles))
    )
