"""The plan: its table area by area, its steps, what was seen of them, its versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit import actions, plans
from cqikit.core import say
from cqikit.plans import ProgramType, Stage
from cqikit.projects import timeline
from cqikit.reports._areas import (
    NO_DATE,
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
from cqikit.reports._valued import plan_picture
from cqikit.reports._words import as_given, listed, moment_line, number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from cqikit.actions import ActionStep
    from cqikit.core import Part, Sentence
    from cqikit.plans import DataSource, Plan
    from cqikit.projects import TimelineEntry
    from cqikit.reports._blocks import Line, Words
    from cqikit.reports._composed import Report

__all__ = ["plan_section"]

STEPS: Final = (
    Column(say("What")),
    Column(say("Who")),
    Column(say("By when"), whole=True),
    Column(say("Stands at")),
    Column(say("Answers")),
    Column(say("As a step")),
)
TAKES: Final = (
    Column(say("Step")),
    Column(say("What it takes")),
    Column(say("How success is known")),
    Column(say("What was seen and said of it")),
)
SOURCES: Final = (
    Column(say("What it rests on")),
    Column(say("Kind")),
    Column(say("Of")),
)
GRADES: Final = say(
    "As a step: strong where it is beyond doubt who does what by when; weak where"
    " nobody owns it, it has no date, or what is done is left open; else fair. Under it"
    " stands what could be clearer."
)
PROGRAMS: Final = {
    ProgramType.CENTRE_OR_SCHOOL: say("Plan of a centre or school"),
    ProgramType.FAMILY_CHILD_CARE: say("Plan of family child care"),
    ProgramType.AFTERSCHOOL: say("Plan of an afterschool or out-of-school program"),
}
STAGES: Final = {
    Stage.DEVELOP: say("being developed"),
    Stage.IMPLEMENT: say("being carried out"),
    Stage.REFLECT: say("being reviewed"),
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
        *plan_picture(plan, report),
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


def _stands(plan: Plan) -> Sentence:
    """Say for whom the plan is, and where it stands."""
    stage = STAGES[plans.state(plan)]
    version: dict[str, Part] = {"n": plans.version(plan), "stage": stage}
    whom = PROGRAMS.get(plan.program_type)
    if whom is None:
        said = say("Version {n}, {stage}", **version)
    else:
        said = say("{whom}, version {n}, {stage}", whom=whom, **version)
    if plan.on is not None:
        said = say("{said}, written on {day}", said=said, day=plan.on)
    return say("{said}; {n:# step|# steps} at a time.", said=said, n=plan.wip_limit)


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
    yield Table(columns=STEPS, rows=steps, caption=say("Action steps, in their order"))


def _source_row(source: DataSource, as_of: date) -> Row:
    tool = tool_words(source.tool)
    old = say("more than {n:# month|# months} old", n=source.current_for)
    stale = "" if plans.current(source, as_of=as_of) else old
    return Row(
        cells=(
            cell(source.title, Text("" if tool == source.title else tool, Tone.QUIET)),
            cell(source.kind.words),
            cell(source.on, Text(stale, Tone.BAD)),
        )
    )


def _step_row(step: ActionStep, needs: Mapping[str, str], as_of: date) -> Row:
    strength = actions.strength(step)
    by = actions.deadline(step)
    late = say(" late") if actions.overdue(step, as_of=as_of) else ""
    lacking = listed(score.reason for score in strength.lacking)
    # As somebody wrote it, where that is more than what was read from it.
    written = say("written as: {text}", text=step.text) if step.text else ""
    owner = actions.owner(step)
    who = owner or say("nobody yet")
    if actions.is_outside(step):
        who = say("{who}, outside the program", who=who)
    others = step.who if step.who and step.who != owner else ""
    first = step.when if step.when is not None and step.when != by else ""
    return Row(
        cells=(
            cell(
                line(what_words(step), Text(concern_words(step.concern), Tone.BAD)),
                Text(written, Tone.QUIET),
            ),
            cell(who, _at_first(others)),
            cell(NO_DATE if by is None else by, _at_first(first)),
            cell(line(status_words(step), Text(late, Tone.BAD))),
            cell(listed(needs.get(key, key) for key in step.answers)),
            cell(strength.grade.words, Text(lacking, Tone.QUIET)),
        )
    )


def _at_first(said: Part) -> Text:
    """Say what was decided first, where it changed since."""
    return Text(say("at first: {said}", said=said) if said else "", Tone.QUIET)


def _takes(
    plan: Plan, moments: Sequence[TimelineEntry], titles: Mapping[str, str]
) -> Iterator[Table]:
    """Yield what each step takes, how success is known, and what was seen of it."""
    seen: dict[str, list[Line]] = {}
    for moment in moments:
        seen.setdefault(moment.place, []).append(moment_line(moment, Tone.PLAIN))
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
        caption = say("What each step takes, and what was seen of it")
        yield Table(columns=TAKES, rows=tuple(rows), caption=caption)


def _needed(step: ActionStep, names: Mapping[str, str]) -> Iterator[str]:
    """Yield what a step takes: things, help, money, time, other steps first."""
    yield from step.resources
    yield from (say("support: {what}", what=support) for support in step.support)
    yield from _money(step)
    if step.hours is not None:
        yield say("{hours} hours", hours=number(step.hours))
    if step.after:
        first = tuple(names[key] for key in step.after)
        yield say("after: {steps/; }", steps=first)
    if step.parent:
        yield say("part of: {step}", step=names[step.parent])
    rated = (
        (say("impact {n}", n=step.impact or 0), step.impact),
        (say("effort {n}", n=step.effort or 0), step.effort),
        (say("expense {n}", n=step.expense or 0), step.expense),
    )
    said = tuple(words for words, value in rated if value is not None)
    if said:
        yield say("rated from 1 to 5: {said}", said=said)
    if step.lever is not None:
        yield say("kind of action: {lever}", lever=step.lever.words)


def _money(step: ActionStep) -> Iterator[str]:
    """Yield what a step costs, and where the money is from."""
    if step.cost and step.funding:
        cost = as_given(step.cost)
        yield say("costs {cost} from {whom}", cost=cost, whom=step.funding)
    elif step.cost:
        yield say("costs {cost}", cost=as_given(step.cost))
    elif step.funding:
        yield say("money from {whom}", whom=step.funding)
    elif step.cost == 0:
        yield say("costs nothing")


def _lived(moments: Sequence[TimelineEntry]) -> Iterator[Words]:
    """Yield how the plan lives: who took part, what was seen, said, shared."""
    lines = tuple(moment_line(moment) for moment in moments if moment.place == "plan")
    if lines:
        yield Heading(say("How the plan lives"))
        yield Listing(lines=lines)


def _earlier(plan: Plan, until: date, titles: Mapping[str, str]) -> Fold:
    """Return an earlier version of the plan as it was when revised, folded away."""
    said = say(
        "The plan as it was before, version {n}, until {until}",
        n=plans.version(plan),
        until=until,
    )
    return Fold(
        summary=line(said), blocks=(*_version(plan, until), *_takes(plan, (), titles))
    )
