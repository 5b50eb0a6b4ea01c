"""The four boxes of a cycle as people fill them in: plan, do, study, act.

A `Form` is the plainest way to write a cycle down. It is a cycle: whatever keeps it
from being one is told when it is made, all at once, each with the box and the line to
write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import Factory, field, fields_dict, frozen

from cqikit.core import (
    arguments,
    instance_of,
    is_key,
    is_text,
    key_of,
    non_blank,
    optional,
    say,
)
from cqikit.errors import DocumentError, FieldError, Problem
from cqikit.pdsa._boxes import ActBox, DoBox, PlanBox, StudyBox
from cqikit.pdsa._cycle import Cycle
from cqikit.pdsa._events import Compare, Observe, Predict
from cqikit.pdsa._filing import cycle_of
from cqikit.pdsa._form_words import LINES, told_of_boxes
from cqikit.pdsa._worksheet import PLAN_FIELDS, Decision, Worksheet, worksheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

__all__ = ["Form", "form"]

#: The question of a prediction that stands alone, where the plan asks none.
WHAT: Final = say("What will happen?")


def _dated(name: str, value: Any) -> Any:
    """Refuse a bare text, which says no day, with the line to write."""
    if isinstance(value, str):
        raise FieldError(
            name,
            say("must say its day"),
            value,
            say("write it with your own days, such as {line}", line=LINES[name]),
        )
    return value


def _as_plan(value: Any) -> Any:
    return _dated("plan", value)


def _as_do(value: Any) -> Any:
    return _dated("do", value)


def _as_study(value: Any) -> Any:
    return _dated("study", value)


def _as_act(value: Any) -> Any:
    """Read ``adapt``, or ``adapt: check the number at intake``."""
    if not isinstance(value, str):
        return value
    said, _, rest = value.partition(":")
    decision, rest = said.strip().casefold(), rest.strip()
    if decision not in list(Decision):
        must = say("must begin with {decision}", decision=tuple(Decision))
        raise FieldError("act", must, value, say('write act = "adapt: what changes"'))
    adapted = decision == Decision.ADAPT
    return ActBox(
        decision=Decision(decision),
        changes=rest if adapted else "",
        reason="" if adapted else rest,
    )


def _key(boxes: Form) -> str:
    return key_of(str(boxes.title), "cycle")


@frozen(kw_only=True)
class Form:
    """One cycle, filled in box by box.

    Parameters
    ----------
    title : str
        What the test is called.
    key : str
        By default made of the title.
    team, idea : str
        As of a `Cycle`.
    plan : PlanBox, optional
        The box *plan*; not filled in unless said.
    do : DoBox, optional
        The box *do*; not filled in unless said.
    study : StudyBox, optional
        The box *study*; not filled in unless said.
    act : ActBox, optional
        A text such as ``adapt: check the number at intake`` will do.

    Raises
    ------
    DocumentError
        When it tells of no possible cycle: all that is wrong, each with its box.

    Examples
    --------
    >>> from datetime import date
    >>> from cqikit.pdsa import state
    >>> remind = Form(
    ...     title="Remind five families",
    ...     plan=PlanBox(on=date(2026, 3, 2), prediction="four of five come"),
    ...     do=DoBox(on=date(2026, 3, 9), until=date(2026, 3, 13), saw="four came"),
    ...     study=StudyBox(
    ...         on=date(2026, 3, 16),
    ...         happened="four came",
    ...         verdict="confirmed",
    ...         learned="a message is enough",
    ...     ),
    ...     act="adapt: check the number at intake",
    ... )
    >>> remind.key, state(remind.cycle).value
    ('remind-five-families', 'adapted')
    """

    title: str = field(validator=non_blank)
    key: str = field(default=Factory(_key, takes_self=True), validator=is_key)
    team: str = field(default="", validator=is_text)
    idea: str = field(default="", validator=is_text)
    plan: PlanBox | None = field(
        default=None, converter=_as_plan, validator=optional(instance_of(PlanBox))
    )
    do: DoBox | None = field(
        default=None, converter=_as_do, validator=optional(instance_of(DoBox))
    )
    study: StudyBox | None = field(
        default=None,
        converter=_as_study,
        validator=optional(instance_of(StudyBox)),
    )
    act: ActBox | None = field(
        default=None, converter=_as_act, validator=optional(instance_of(ActBox))
    )
    _cycle: Cycle = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        if (self.plan, self.do, self.study, self.act) == (None,) * 4:
            raise FieldError(
                "plan",
                say("must be filled in"),
                None,
                say("write {lines}", lines=LINES["plan"]),
            )
        object.__setattr__(self, "_cycle", _cycle_of(self))

    @property
    def cycle(self) -> Cycle:
        """Return the cycle that it tells of."""
        return self._cycle


def _cycle_of(boxes: Form) -> Cycle:
    filled = _Filling(boxes)
    try:
        return cycle_of(filled.sheet())
    except DocumentError as error:
        # Of a box that is empty, one line tells all that it lacks.
        told = (filled.told(problem) for problem in error.problems)
        problems = list(dict.fromkeys(told))
        raise DocumentError(f"cycle {boxes.key}", problems) from None


#: Fields of a worksheet, and the boxes that they stand in on the form.
BOXES: Final = {
    "planned_on": "plan.on",
    "started_on": "do.on",
    "ended_on": "do.until",
    "as_planned": "do.as_planned",
    "differences": "do.differences",
    "studied_on": "study.on",
    "learned": "study.learned",
    "evidence": "study.evidence",
    "decided_on": "act.on",
    "decision": "act.decision",
    "reason": "act.reason",
    "changes": "act.changes",
    "next_scale": "act.next_scale",
}


class _Filling:
    """The worksheet that a form fills in, and where on the form each row stands."""

    def __init__(self, boxes: Form) -> None:
        self.form = boxes
        self.places = dict(BOXES)

    def sheet(self) -> Worksheet:
        """Return the worksheet."""
        boxes = self.form
        said: dict[str, Any] = {}
        if boxes.plan is not None:
            said |= {name: getattr(boxes.plan, name) for name in PLAN_FIELDS}
            said |= {
                "planned_on": boxes.plan.on,
                "predictions": self._predictions(boxes.plan),
            }
            empty = PlanBox(on=boxes.plan.on, predictions=boxes.plan.predictions)
            if boxes.plan == empty and boxes.plan.predictions:
                # Nothing was planned but what is expected.
                del said["planned_on"]
        if boxes.do is not None:
            said |= {"started_on": boxes.do.on, "ended_on": boxes.do.until}
            said |= {"observations": self._observations(boxes.do)}
            said["as_planned"] = boxes.do.as_planned
            said["differences"] = boxes.do.differences
        if boxes.study is not None:
            said |= {
                "comparisons": self._comparisons(boxes.study),
                "learned": boxes.study.learned,
            }
            said["evidence"] = boxes.study.evidence
            if boxes.study.learned or boxes.study.evidence or boxes.act is not None:
                said["studied_on"] = boxes.study.on
        if boxes.act is not None:
            said |= {
                name: getattr(boxes.act, name)
                for name in ("decision", "reason", "changes", "next_scale")
            }
            said["decided_on"] = boxes.act.on or self._latest()
        names = ("key", "title", "team", "idea")
        return Worksheet(**{name: getattr(boxes, name) for name in names}, **said)

    def _latest(self) -> date | None:
        """Return the day of the study; where it is not filled in, the one before."""
        boxes = self.form
        if boxes.study is not None:
            return boxes.study.on
        if boxes.do is not None:
            return boxes.do.until or boxes.do.on
        return None if boxes.plan is None else boxes.plan.on

    def told(self, problem: Problem) -> Problem:
        """Return a fault of the worksheet as one of the form, with what to write."""
        where = self.places.get(problem.where, problem.where)
        empty = [box for box in LINES if getattr(self.form, box) is None]
        return told_of_boxes(problem, where, empty)

    def _rows(self, name: str, rows: Iterator[tuple[str, Any]]) -> tuple[Any, ...]:
        made = []
        for at, (where, row) in enumerate(rows):
            self.places[f"{name}[{at}]"] = where
            made.append(row)
        return tuple(made)

    def _predictions(self, plan: PlanBox) -> tuple[Predict, ...]:
        def rows() -> Iterator[tuple[str, Predict]]:
            if plan.prediction is not None:
                asked, told = plan.question or WHAT, plan.prediction
                yield (
                    "plan.prediction",
                    Predict(on=plan.on, question=asked, prediction=told),
                )
            for at, row in enumerate(plan.predictions):
                yield f"plan.predictions[{at}]", _on(row, Predict, plan.on)

        return self._rows("predictions", rows())

    def _observations(self, do: DoBox) -> tuple[Observe, ...]:
        def rows() -> Iterator[tuple[str, Observe]]:
            last = do.until or do.on
            for at, row in enumerate(do.saw):
                seen = Observe(on=last, what=row) if isinstance(row, str) else row
                yield f"do.saw[{at}]", seen
            for at, what in enumerate(do.problems):
                row = Observe(on=last, what=what, problem=True)
                yield f"do.problems[{at}]", row

        return self._rows("observations", rows())

    def _comparisons(self, study: StudyBox) -> tuple[Compare, ...]:
        plan = self.form.plan

        def rows() -> Iterator[tuple[str, Compare]]:
            said = {
                name: getattr(study, name) for name in ("happened", "actual", "verdict")
            }
            if said["happened"] or said["actual"] is not None or said["verdict"]:
                asked = (plan.question if plan else "") or WHAT
                yield "study", Compare(on=study.on, question=asked, **said)
            for at, row in enumerate(study.results):
                yield f"study.results[{at}]", _on(row, Compare, study.on)

        return self._rows("comparisons", rows())


def _on(row: Any, kind: Any, day: date) -> Any:
    """Return a row of a box as an event of its day, unless it has its own."""
    if isinstance(row, kind):
        return row
    return kind(on=day, **{name: getattr(row, name) for name in fields_dict(type(row))})


def _first_day(events: Sequence[Predict | Compare]) -> date | None:
    return events[0].on if events else None


@arguments()
def form(cycle: Cycle) -> Form:
    """Return a cycle as a form, with its corrections made.

    Where the plan was made more than once, the form has the last.

    Examples
    --------
    >>> from datetime import date
    >>> from cqikit.pdsa import Plan, begin
    >>> plan = Plan(on=date(2026, 3, 2), what="send a text message")
    >>> form(begin(key="c1", title="Remind", plan=plan)).plan.what
    'send a text message'
    """
    sheet = worksheet(cycle)
    boxes: dict[str, Any] = {}
    first = sheet.planned_on or _first_day(sheet.predictions)
    if first:
        planned = {name: getattr(sheet, name) for name in PLAN_FIELDS}
        boxes["plan"] = PlanBox(on=first, predictions=sheet.predictions, **planned)
    if sheet.started_on:
        boxes["do"] = DoBox(
            on=sheet.started_on,
            until=sheet.ended_on,
            saw=sheet.observations,
            as_planned=sheet.as_planned,
            differences=sheet.differences,
        )
    studied = sheet.studied_on or _first_day(sheet.comparisons)
    if studied:
        boxes["study"] = StudyBox(
            on=studied,
            results=sheet.comparisons,
            learned=sheet.learned,
            evidence=sheet.evidence,
        )
    if sheet.decision:
        boxes["act"] = ActBox(
            decision=sheet.decision,
            on=sheet.decided_on,
            reason=sheet.reason,
            changes=sheet.changes,
            next_scale=sheet.next_scale,
        )
    names = ("key", "title", "team", "idea")
    return Form(**{name: getattr(sheet, name) for name in names}, **boxes)
