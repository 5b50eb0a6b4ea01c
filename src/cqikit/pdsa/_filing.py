"""From a filled-in worksheet to the cycle that it tells of."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from cqikit.core import FindingKind, arguments, problem_of, say
from cqikit.errors import DocumentError, FieldError, Problem, TransitionError
from cqikit.pdsa._cycle import Cycle
from cqikit.pdsa._events import (
    Abandon,
    Adapt,
    Adopt,
    Conclude,
    EndTest,
    Plan,
    StartTest,
    Stop,
)
from cqikit.pdsa._worksheet import PLAN_FIELDS, Decision, Worksheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.pdsa._events import Event

__all__ = ["LACKS", "TOO_EARLY", "cycle_of"]

#: The fields of each stage that mean nothing without its day, and that day.
DAYS: Final = (
    ("planned_on", PLAN_FIELDS),
    ("started_on", ("observations", "ended_on", "comparisons", "learned")),
    ("ended_on", ("as_planned", "differences", "comparisons", "learned")),
    ("studied_on", ("learned", "evidence")),
    ("decided_on", ("decision", "reason", "changes", "next_scale")),
)
#: What a decision has no room for.
NO_ROOM: Final = {
    Decision.ADOPT: ("changes",),
    Decision.ADAPT: (),
    Decision.ABANDON: ("changes", "next_scale"),
    Decision.STOP: ("changes", "next_scale"),
}
OWN: Final = "cqikit: boxes of a worksheet are filled in their order, each with its day"
LACKS: Final = FindingKind(
    "worksheet.missing",
    says="missing",
    fix={
        "": "say adopt, adapt, abandon or stop",
        "day": "say on which day, as {field} is filled in",
        "box": "write it with your own days, such as {line}",
    },
    source=OWN,
)
NO_ROOM_FOR: Final = FindingKind(
    "worksheet.no-room",
    says="must be empty where the decision is to {decision}",
    fix="say it in the reason",
    source=OWN,
)
TOO_EARLY: Final = FindingKind(
    "worksheet.too-early",
    says={
        "": "{event} is not possible yet: {reasons/; }",
        "here": "{event} is not possible here: fill in {first/ or } first",
        "box": "{event} is not possible yet",
    },
    fix={
        "": "",
        "box": "fill in the box before it: write it with your own days, such as {line}",
    },
    source=OWN,
)


@arguments()
def cycle_of(sheet: Worksheet) -> Cycle:
    """Return the cycle that a worksheet tells of.

    Parameters
    ----------
    sheet : Worksheet

    Raises
    ------
    DocumentError
        When it tells of no possible cycle: all faults at once, each with its
        field.

    Examples
    --------
    >>> from datetime import date
    >>> day = date(2026, 3, 9)
    >>> cycle_of(Worksheet(key="c1", title="Remind", started_on=day, learned="much"))
    Traceback (most recent call last):
    ...
    cqikit.errors.DocumentError: worksheet c1: 4 problems
      - ended_on: missing: say on which day, as learned is filled in
      - studied_on: missing: say on which day, as learned is filled in
      - started_on: the start of the test is not possible yet: write a prediction first
      - ended_on: the end of the test is not possible yet: observe something first
    """
    undated = list(_undated(sheet))
    problems = [*undated, *_without_room(sheet)]
    log: list[Event] = []
    wheres: list[str] = []
    for where, kind, parts in _parts(sheet, {problem.where for problem in undated}):
        made = parts
        if kind is not None and parts["on"] is None:
            # Said above; the rest is judged as if it had been on the day before it.
            made = parts | {"on": log[-1].on if log else date.min}
        log.append(made if kind is None else _made(kind, made, problems))
        wheres.append(where)
    cycle = None
    try:
        cycle = Cycle(
            key=sheet.key, title=sheet.title, team=sheet.team, idea=sheet.idea, log=log
        )
    except TransitionError as error:
        problems += [
            said_of_form(refusal, wheres[int(refusal.where[4:-1])])
            for refusal in (error, *error.more)
        ]
    if problems or cycle is None:
        raise DocumentError(f"worksheet {sheet.key}", problems)
    return cycle


def _made(kind: type, parts: dict[str, Any], problems: list[Problem]) -> Event:
    try:
        event: Event = kind(**parts)
    except FieldError as error:
        # A text that is missing; what comes after is judged as if it were there.
        problems.append(problem_of(error, error.name))
        event = kind(**parts | {error.name: "?"})
    return event


#: What a step of the cycle is called on a form, and each phase of it.
ON_FORMS: Final = {
    "Plan": say("a plan"),
    "Predict": say("a prediction"),
    "StartTest": say("the start of the test"),
    "Observe": say("an observation"),
    "EndTest": say("the end of the test"),
    "Compare": say("a comparison"),
    "Conclude": say("what was learned"),
    "Adopt": say("to adopt"),
    "Adapt": say("to adapt"),
    "Abandon": say("to abandon"),
    "Stop": say("to stop"),
}


def said_of_form(error: TransitionError, where: str) -> Problem:
    """Return a refusal in the words of a form, not of the log."""
    event = ON_FORMS.get(error.event, error.event)
    if error.reasons:
        return TOO_EARLY.problem(where, event=event, reasons=error.reasons)
    first = tuple(ON_FORMS[key] for key in error.possible if key in ON_FORMS)
    return TOO_EARLY.problem(where, form="here", event=event, first=first)


def _undated(sheet: Worksheet) -> Iterator[Problem]:
    empty = Worksheet(key="empty", title="empty")
    for day, fields in DAYS:
        if getattr(sheet, day) is not None:
            continue
        filled = [
            field for field in fields if getattr(sheet, field) != getattr(empty, field)
        ]
        if filled:
            yield LACKS.problem(day, form="day", field=filled[0])


def _without_room(sheet: Worksheet) -> Iterator[Problem]:
    if sheet.decided_on is not None and sheet.decision is None:
        yield LACKS.problem("decision")
    if sheet.decision is None:
        return
    for name in NO_ROOM[sheet.decision]:
        if getattr(sheet, name):
            yield NO_ROOM_FOR.problem(name, decision=sheet.decision.value)


def _parts(
    sheet: Worksheet, undated: set[str]
) -> Iterator[tuple[str, type | None, Any]]:
    """Yield the events of a sheet in order: field, type, and the parts.

    What stands on no day is among them where its day is missing.
    """
    yield from _planned(sheet)
    if sheet.started_on is not None or "started_on" in undated:
        yield "started_on", StartTest, {"on": sheet.started_on}
    yield from _rows(sheet, "observations")
    if sheet.ended_on is not None or "ended_on" in undated:
        ended = {"as_planned": sheet.as_planned, "differences": sheet.differences}
        yield "ended_on", EndTest, {"on": sheet.ended_on, **ended}
    if sheet.predictions:
        # Without any, that is what is told, and not each comparison.
        yield from _rows(sheet, "comparisons")
    if sheet.studied_on is not None or "studied_on" in undated:
        found = {"learned": sheet.learned, "evidence": sheet.evidence}
        yield "studied_on", Conclude, {"on": sheet.studied_on, **found}
    if sheet.decision is not None:
        yield "decided_on", *_decision(sheet, sheet.decision)


def _planned(sheet: Worksheet) -> Iterator[tuple[str, type | None, Any]]:
    predictions = list(_rows(sheet, "predictions"))
    if sheet.planned_on is not None:
        planned = {name: getattr(sheet, name) for name in PLAN_FIELDS}
        earlier = [
            prediction
            for prediction in sheet.predictions
            if prediction.on < sheet.planned_on
        ]
        parts = {"on": sheet.planned_on, **planned}
        predictions.insert(len(earlier), ("planned_on", Plan, parts))
    yield from predictions


def _rows(sheet: Worksheet, name: str) -> Iterator[tuple[str, type | None, Any]]:
    for place, value in enumerate(getattr(sheet, name)):
        yield f"{name}[{place}]", None, value


def _decision(sheet: Worksheet, decided: Decision) -> tuple[type, dict[str, Any]]:
    parts: dict[str, Any] = {"on": sheet.decided_on, "reason": sheet.reason}
    if decided is Decision.ADOPT:
        return Adopt, {**parts, "next_scale": sheet.next_scale}
    if decided is Decision.ADAPT:
        changed = {"changes": sheet.changes, "next_scale": sheet.next_scale}
        return Adapt, {**parts, **changed}
    return {Decision.ABANDON: Abandon, Decision.STOP: Stop}[decided], parts
