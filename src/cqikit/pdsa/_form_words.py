"""What the form of a cycle says is missing, with the line to write in its box."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve

from cqikit.core import FrozenDict, say
from cqikit.errors import FieldError, Problem
from cqikit.pdsa._filing import LACKS, TOO_EARLY

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["LINES", "WRITE", "told_of_boxes"]

#: A line for each box that has a day, for people who wrote a bare text there.
LINES: Final = {
    "plan": 'plan = { on = 2026-03-02, what = "...", prediction = "..." }',
    "do": 'do = { on = 2026-03-09, until = 2026-03-13, saw = "..." }',
    "study": 'study = { on = 2026-03-16, happened = "...", learned = "..." }',
}
#: What to write where something is missing, by what is said of it.
WRITE: Final = {
    "write a prediction first": say('write prediction = "what you expect" in plan'),
    "observe something first": say('write saw = "what you saw" in do'),
    "compare each prediction with what happened first": say(
        'write happened = "what happened" and verdict = "confirmed" (or partly,'
        " refuted, not-testable) in study; with several predictions, results = [...]"
    ),
    "say the verdict: it cannot be computed from this prediction and actual": say(
        'write verdict = "confirmed" (or partly, refuted, not-testable)'
    ),
    "name a question that has a prediction": say(
        "write the question as it stands in plan, or add its prediction there"
    ),
}


LACKING: Final = {
    "act.changes": say(
        'write act = "adapt: what is different next time",'
        ' or in its box changes = "..."'
    ),
    "act.reason": say('write act = "abandon: why", or in its box reason = "why"'),
    "study.learned": say('write learned = "what you learned" in study'),
}


def told_of_boxes(problem: Problem, where: str, empty: Sequence[str]) -> Problem:
    """Return a fault of a worksheet as one of its form, with what to write.

    Parameters
    ----------
    problem : Problem
    where : str
        Where on the form it stands.
    empty : sequence of str
        The boxes with a day of their own in which nothing stands.
    """
    parts = problem.parts or {}
    box, _, name = where.partition(".")
    if box in empty:
        return LACKS.problem(box, form="box", line=LINES[box])
    if "first" in parts and empty:
        line = LINES[empty[0]]
        return TOO_EARLY.problem(where, form="box", event=parts["event"], line=line)
    reasons = parts.get("reasons", ())
    written = tuple(WRITE[reason] for reason in reasons if reason in WRITE)
    fix = say("{written/; }", written=written) if written else None
    if problem.message == "missing" and where.endswith((".on", ".until")):
        example = f"{name} = 2026-03-13"
        fix = say("write its day in {box}, such as {line}", box=box, line=example)
    if where in LACKING and problem.code == FieldError.code:
        fix = LACKING[where]
    if fix is None:
        return evolve(problem, where=where)
    words = FrozenDict({**parts, "fix": fix})
    return evolve(problem, where=where, fix=fix, fix_template="{fix}", parts=words)
