"""The worksheet: a cycle as one record, for people who fill in forms.

A worksheet may be as incomplete as forms are; `cycle_of` says everything that
keeps it from being a cycle. What goes in comes out: for each worksheet that
makes a cycle, ``worksheet(cycle_of(sheet)) == sheet``.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from attrs import field, frozen

from cqikit.core import (
    Choice,
    ChoiceOf,
    OptionalChoiceOf,
    Period,
    TupleOf,
    arguments,
    as_optional_day,
    as_optional_period,
    as_texts,
    at_least,
    each,
    instance_of,
    is_day,
    is_key,
    is_text,
    non_blank,
    optional,
    say,
    unique,
)
from cqikit.pdsa._cycle import Cycle, decision, statements
from cqikit.pdsa._events import (
    Abandon,
    Adapt,
    Adopt,
    Compare,
    Conclude,
    EndTest,
    NextScale,
    NextScaleWord,
    Observe,
    Plan,
    Predict,
    Purpose,
    PurposeWord,
    StartTest,
    Stop,
)
from cqikit.pdsa._evidence import EvidenceItem, exhibits

if TYPE_CHECKING:
    from cqikit.pdsa._events import Statement

__all__ = ["PLAN_FIELDS", "Decision", "DecisionWord", "Worksheet", "worksheet"]

day_or_none = optional(is_day)
#: The fields of a worksheet that its plan has under the same names.
PLAN_FIELDS = (
    "objective",
    "purpose",
    "questions",
    "who",
    "what",
    "when",
    "where",
    "data",
    "measures",
    "scale",
    "unit",
    "conditions",
)


class Decision(Choice):
    """What a worksheet has ticked at its end."""

    ADOPT = "adopt"
    ADAPT = "adapt"
    ABANDON = "abandon"
    STOP = "stop"


DecisionWord: TypeAlias = Literal["adopt", "adapt", "abandon", "stop"]


@frozen(kw_only=True)
class Worksheet:
    """One cycle on one form.

    Parameters
    ----------
    key, title, team, idea : str
        As of a `Cycle`.
    planned_on, started_on, ended_on, studied_on, decided_on : date, optional
        When the plan was made, the test began and ended, the study was
        written, and the decision taken.
    objective, purpose, questions, who, what, when, where, data, measures, \
scale, unit, conditions
        As of a `Plan`.
    predictions : tuple of Predict
        What is expected, question by question; nothing unless said.
    observations : tuple of Observe
        What was seen; nothing unless said.
    as_planned, differences
        As of `EndTest`.
    comparisons : tuple of Compare
        What happened beside what was expected; nothing unless said.
    learned, evidence
        As of `Conclude`.
    decision : Decision, optional
        Adopt, adapt, abandon or stop; not yet unless said.
    reason, changes, next_scale
        As of `Adopt`, `Adapt`, `Abandon` and `Stop`.
    """

    key: str = field(validator=is_key)
    title: str = field(validator=non_blank)
    team: str = field(default="", validator=is_text)
    idea: str = field(default="", validator=is_text)

    planned_on: date | None = field(
        default=None, converter=as_optional_day, validator=day_or_none
    )
    objective: str = field(default="", validator=is_text)
    purpose: Purpose = field(
        default=Purpose.TEST, converter=ChoiceOf[Purpose, PurposeWord]
    )
    questions: tuple[str, ...] = field(
        default=(), converter=as_texts, validator=[each(non_blank), unique("")]
    )
    who: str = field(default="", validator=is_text)
    what: str = field(default="", validator=is_text)
    when: Period | None = field(default=None, converter=as_optional_period)
    where: str = field(default="", validator=is_text)
    data: str = field(default="", validator=is_text)
    measures: tuple[str, ...] = field(
        default=(), converter=as_texts, validator=each(is_key)
    )
    scale: int | None = field(
        default=None, validator=[optional(instance_of(int)), optional(at_least(1))]
    )
    unit: str = field(default="", validator=is_text)
    conditions: tuple[str, ...] = field(
        default=(), converter=as_texts, validator=each(non_blank)
    )
    predictions: tuple[Predict, ...] = field(
        default=(), converter=TupleOf[Predict], validator=each(instance_of(Predict))
    )

    started_on: date | None = field(
        default=None, converter=as_optional_day, validator=day_or_none
    )
    observations: tuple[Observe, ...] = field(
        default=(), converter=TupleOf[Observe], validator=each(instance_of(Observe))
    )
    ended_on: date | None = field(
        default=None, converter=as_optional_day, validator=day_or_none
    )
    as_planned: bool = field(default=True, validator=instance_of(bool))
    differences: str = field(default="", validator=is_text)

    comparisons: tuple[Compare, ...] = field(
        default=(), converter=TupleOf[Compare], validator=each(instance_of(Compare))
    )
    studied_on: date | None = field(
        default=None, converter=as_optional_day, validator=day_or_none
    )
    learned: str = field(default="", validator=is_text)
    evidence: tuple[EvidenceItem, ...] = field(
        default=(), converter=exhibits, validator=each(instance_of(EvidenceItem))
    )

    decided_on: date | None = field(
        default=None, converter=as_optional_day, validator=day_or_none
    )
    decision: Decision | None = field(
        default=None, converter=OptionalChoiceOf[Decision, DecisionWord]
    )
    reason: str = field(default="", validator=is_text)
    changes: str = field(default="", validator=is_text)
    next_scale: NextScale | None = field(
        default=None, converter=OptionalChoiceOf[NextScale, NextScaleWord]
    )


@arguments(cycle=instance_of(Cycle, fix=say("begin one with pdsa.begin")))
def worksheet(cycle: Cycle) -> Worksheet:
    """Return the form of a cycle, with its corrections made.

    Where the plan was made more than once, the form has the last.

    Examples
    --------
    >>> from datetime import date
    >>> from cqikit.pdsa import Plan, begin
    >>> plan = Plan(on=date(2026, 3, 2), objective="Do reminders help?", scale=5)
    >>> worksheet(begin(key="c1", title="Remind", plan=plan)).scale
    5
    """
    if cycle._sheet is None:  # noqa: SLF001
        object.__setattr__(cycle, "_sheet", _filled_in(cycle))
    return cycle._sheet  # type: ignore[no-any-return]  # noqa: SLF001


def _filled_in(cycle: Cycle) -> Worksheet:
    said = statements(cycle)
    last: dict[type, Any] = {type(event): event for event in said}
    plan: Plan | None = last.get(Plan)
    planned = {name: getattr(plan, name) for name in PLAN_FIELDS} if plan else {}
    ended: EndTest | None = last.get(EndTest)
    concluded: Conclude | None = last.get(Conclude)
    return Worksheet(
        key=cycle.key,
        title=cycle.title,
        team=cycle.team,
        idea=cycle.idea,
        planned_on=_day(plan),
        **planned,
        predictions=tuple(event for event in said if isinstance(event, Predict)),
        started_on=_day(last.get(StartTest)),
        observations=tuple(event for event in said if isinstance(event, Observe)),
        ended_on=_day(ended),
        as_planned=ended.as_planned if ended else True,
        differences=ended.differences if ended else "",
        comparisons=tuple(event for event in said if isinstance(event, Compare)),
        studied_on=_day(concluded),
        learned=concluded.learned if concluded else "",
        evidence=concluded.evidence if concluded else (),
        **_decided(decision(cycle) or last.get(Stop)),
    )


def _day(event: Statement | None) -> date | None:
    return event.on if event else None


def _decided(event: Adopt | Adapt | Abandon | Stop | None) -> dict[str, Any]:
    if event is None:
        return {}
    return {
        "decided_on": event.on,
        "decision": Decision(type(event).__name__.lower()),
        "reason": event.reason,
        "changes": getattr(event, "changes", ""),
        "next_scale": getattr(event, "next_scale", None),
    }
