"""What is missing in a record of a cycle, and what would mend it.

Every check takes a `Cycle` or a `Worksheet`: an application shows the same
findings, whether people log events or fill in forms.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from cqikit.core import Catalog, Context, Finding, FunctionCheck, Severity
from cqikit.pdsa._events import Purpose
from cqikit.pdsa._predictions import InWords, Verdict, compare
from cqikit.pdsa._records import (
    Record,
    as_sheets,
    has_act,
    has_do,
    has_plan,
    has_study,
    is_learning,
    is_studied_after,
)
from cqikit.pdsa._worksheet import Decision, Worksheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["CHECKS", "stale_after"]

FIDELITY: Final = "McNicholas et al., BMJ Qual Saf 2019;28:356"
TAYLOR: Final = "Taylor et al., BMJ Qual Saf 2014;23:290"
GUIDE: Final = "Langley et al., The Improvement Guide, 2009"
OURS: Final = "cqikit"


def _check(
    code: str, *, source: str
) -> Callable[[Callable[[Worksheet, Context], Iterable[Finding]]], FunctionCheck]:
    """Make a check of records from a function of worksheets."""

    def made(
        function: Callable[[Worksheet, Context], Iterable[Finding]],
    ) -> FunctionCheck:
        def found(record: Record, context: Context) -> Iterable[Finding]:
            [sheet] = as_sheets([record])
            return function(sheet, context)

        return FunctionCheck(code=code, source=source, function=found)

    return made


def _simple(
    code: str,
    lacks: Callable[[Worksheet], bool],
    *,
    message: str,
    mend: str,
    where: str,
    source: str,
    severity: Severity = Severity.WARNING,
) -> FunctionCheck:
    """Make a check of a yes-or-no question about a worksheet."""

    def found(sheet: Worksheet, context: Context) -> Iterator[Finding]:  # noqa: ARG001
        if lacks(sheet):
            yield Finding(
                code=code, severity=severity, where=where, message=message, mend=mend
            )

    return _check(code, source=source)(found)


def _is_tested(sheet: Worksheet) -> bool:
    return sheet.started_on is not None or has_do(sheet)


def _is_vague(sheet: Worksheet) -> bool:
    forms = [isinstance(one.prediction, InWords) for one in sheet.predictions]
    return bool(forms) and all(forms)


def _verdicts(sheet: Worksheet) -> Iterator[tuple[Verdict | None, Verdict | None]]:
    """Yield for each comparison the verdict as said, and as numbers give it."""
    asked = {one.question: one.prediction for one in sheet.predictions}
    for one in sheet.comparisons:
        prediction = asked.get(one.question)
        if prediction is None or one.actual is None:
            yield one.verdict, None
        else:
            yield one.verdict, compare(prediction, one.actual)


def _is_adopted_despite(sheet: Worksheet) -> bool:
    if sheet.decision is not Decision.ADOPT:
        return False
    sides = {one.supports for one in sheet.evidence}
    verdicts = {said or computed for said, computed in _verdicts(sheet)}
    against = verdicts - {None, Verdict.NOT_TESTABLE} == {Verdict.REFUTED}
    return against or (False in sides and True not in sides)


@_check("cycle.question-unpredicted", source=TAYLOR)
def predicts_each_question(sheet: Worksheet, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find questions that have no prediction."""
    predicted = {one.question for one in sheet.predictions}
    for place, question in enumerate(sheet.questions):
        if question not in predicted:
            yield Finding(
                code="cycle.question-unpredicted",
                where=f"questions[{place}]",
                message=f"nothing is predicted for the question {question!r}",
                mend="write down what you expect, before the test",
            )


@_check("cycle.verdict-disagrees", source=OURS)
def says_what_numbers_say(sheet: Worksheet, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find verdicts that the numbers do not bear out."""
    for place, (said, computed) in enumerate(_verdicts(sheet)):
        untested = {None, Verdict.NOT_TESTABLE}
        if said not in untested and computed not in {None, said}:
            yield Finding(
                code="cycle.verdict-disagrees",
                where=f"comparisons[{place}].verdict",
                message=f"the verdict is {said}, but the numbers say {computed}",
                mend="correct the verdict, or say what the numbers leave out",
            )


@_check("cycle.not-testable", source=TAYLOR)
def tests_predictions(sheet: Worksheet, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find predictions that the test could not test."""
    for place, one in enumerate(sheet.comparisons):
        if one.verdict is Verdict.NOT_TESTABLE:
            yield Finding(
                code="cycle.not-testable",
                severity=Severity.NOTE,
                where=f"comparisons[{place}].verdict",
                message=f"the test could not answer {one.question!r}",
                mend="plan in the next cycle the data that would",
            )


def _days(sheet: Worksheet) -> Iterator[date]:
    for name in ("planned_on", "started_on", "ended_on", "studied_on", "decided_on"):
        day = getattr(sheet, name)
        if day is not None:
            yield day
    for rows in (sheet.predictions, sheet.observations, sheet.comparisons):
        yield from (one.on for one in rows)


@_check("cycle.dated-ahead", source=OURS)
def is_not_dated_ahead(sheet: Worksheet, context: Context) -> Iterator[Finding]:
    """Find what is dated after the day on which it is looked at."""
    last = max(_days(sheet), default=None)
    if last is not None and context.as_of is not None and last > context.as_of:
        yield Finding(
            code="cycle.dated-ahead",
            severity=Severity.FAULT,
            message=f"something is dated {last}, which is after {context.as_of}",
            mend="correct the day; what is planned belongs into the plan's when",
        )


def stale_after(days: int = 60) -> FunctionCheck:
    """Make the check that an open cycle has moved within so many days.

    How many is a convention of ours; exchange the check to set your own:
    ``CHECKS.replace(stale_after(30))``.
    """

    def found(sheet: Worksheet, context: Context) -> Iterator[Finding]:
        last = max(_days(sheet), default=None)
        if last is None or context.as_of is None or sheet.decision is not None:
            return
        if context.as_of - last > timedelta(days=days):
            yield Finding(
                code="cycle.stale",
                message=f"nothing has happened since {last}",
                mend="go on, decide, or stop it with the reason",
            )

    return _check("cycle.stale", source=OURS)(found)


#: What is missing in one record, from plan to act.
CHECKS: Final[Catalog[FunctionCheck]] = Catalog(
    (
        _simple(
            "cycle.no-idea",
            lambda sheet: not sheet.idea,
            severity=Severity.NOTE,
            where="idea",
            message="the cycle names no change idea, so it is in no ramp",
            mend="give the key of the idea that it tests",
            source=GUIDE,
        ),
        _simple(
            "cycle.no-objective",
            lambda sheet: not sheet.objective.strip(),
            where="objective",
            message="the plan does not say what the cycle is to find out",
            mend="add an objective",
            source=GUIDE,
        ),
        _simple(
            "cycle.no-data-plan",
            lambda sheet: not (sheet.data.strip() or sheet.measures),
            where="data",
            message="the plan does not say which data will be collected",
            mend="say which, by whom, when and how, or name the measures",
            source=GUIDE,
        ),
        _simple(
            "cycle.no-scale",
            lambda sheet: sheet.scale is None,
            severity=Severity.NOTE,
            where="scale",
            message="the plan does not say with how many the change is tested",
            mend="say with how many, and of what",
            source=TAYLOR,
        ),
        _simple(
            "cycle.not-learning",
            lambda sheet: not is_learning(sheet),
            severity=Severity.NOTE,
            where="purpose",
            message="the cycle neither tests a change nor collects information",
            mend=f"say {Purpose.TEST} or {Purpose.COLLECT} where it does; a task"
            " is better kept as an action step",
            source=FIDELITY,
        ),
        _simple(
            "cycle.no-prediction",
            lambda sheet: _is_tested(sheet) and not sheet.predictions,
            where="predictions",
            message="the change was tested without a prediction",
            mend="next time, write down what you expect before the test",
            source=FIDELITY,
        ),
        _simple(
            "cycle.vague-prediction",
            _is_vague,
            severity=Severity.NOTE,
            where="predictions",
            message="everything is predicted in words only",
            mend="predict a number, or an interval with how sure you are",
            source=TAYLOR,
        ),
        predicts_each_question,
        _simple(
            "cycle.no-plan",
            lambda sheet: _is_tested(sheet) and not has_plan(sheet),
            where="objective",
            message="the test is written down without its plan",
            mend="add objective, questions and predictions",
            source=FIDELITY,
        ),
        _simple(
            "cycle.no-do",
            lambda sheet: (has_study(sheet) or has_act(sheet)) and not has_do(sheet),
            where="observations",
            message="it is not written down what was done and seen",
            mend="add what was observed, and what differed from the plan",
            source=FIDELITY,
        ),
        _simple(
            "cycle.no-study",
            lambda sheet: has_act(sheet) and not has_study(sheet),
            where="learned",
            message="a decision was taken without saying what was learned",
            mend="compare each prediction with what happened",
            source=FIDELITY,
        ),
        _simple(
            "cycle.no-act",
            lambda sheet: sheet.studied_on is not None and sheet.decision is None,
            severity=Severity.NOTE,
            where="decision",
            message="the study is written, and nothing is decided yet",
            mend="adopt, adapt or abandon the change",
            source=FIDELITY,
        ),
        _simple(
            "cycle.studied-before-end",
            lambda sheet: (
                has_study(sheet)
                and not is_studied_after(sheet)
                and has_do(sheet)
                and sheet.studied_on is not None
            ),
            where="studied_on",
            message="the study is dated before the test ended",
            mend="write the study once the data are in",
            source=FIDELITY,
        ),
        says_what_numbers_say,
        tests_predictions,
        _simple(
            "cycle.no-evidence",
            lambda sheet: bool(sheet.learned.strip()) and not sheet.evidence,
            severity=Severity.NOTE,
            where="evidence",
            message="what was learned rests on no evidence that is named",
            mend="add a chart reading, an interview, a case review",
            source=OURS,
        ),
        _simple(
            "cycle.adopted-despite",
            _is_adopted_despite,
            where="decision",
            message="the change was adopted although all evidence speaks against it",
            mend="say in the reason why, or adapt the change",
            source=TAYLOR,
        ),
        is_not_dated_ahead,
        stale_after(),
    ),
    kind="check",
)
