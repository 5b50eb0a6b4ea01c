"""What is missing in a record of a cycle, and what would fix it.

Every check takes a `Cycle` or a `Worksheet`: an application shows the same
findings, whether people log events or fill in forms.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from cqikit.core import (
    Catalog,
    Context,
    Finding,
    FindingKind,
    FunctionCheck,
    Partial,
    Severity,
)
from cqikit.pdsa._events import Purpose
from cqikit.pdsa._predictions import TextPrediction, Verdict, compare
from cqikit.pdsa._records import (
    has_act,
    has_do,
    has_plan,
    has_study,
    is_learning,
    is_studied_after,
)
from cqikit.pdsa._sheet_checks import OfSheets, sheet_check, simple_check
from cqikit.pdsa._worksheet import Decision, Worksheet

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["CHECKS", "stale_after"]

FIDELITY: Final = "McNicholas et al., BMJ Qual Saf 2019;28:356"
TAYLOR: Final = "Taylor et al., BMJ Qual Saf 2014;23:290"
GUIDE: Final = "Langley et al., The Improvement Guide, 2009"
OURS: Final = "cqikit"


def _is_tested(sheet: Worksheet) -> bool:
    return sheet.started_on is not None or has_do(sheet)


def _is_vague(sheet: Worksheet) -> bool:
    forms = [
        isinstance(prediction.prediction, TextPrediction)
        for prediction in sheet.predictions
    ]
    return bool(forms) and all(forms)


def _verdicts(sheet: Worksheet) -> Iterator[tuple[Verdict | None, Verdict | None]]:
    """Yield for each comparison the verdict as said, and as numbers give it."""
    asked = {predict.question: predict.prediction for predict in sheet.predictions}
    for comparison in sheet.comparisons:
        prediction = asked.get(comparison.question)
        if prediction is None or comparison.actual is None:
            yield comparison.verdict, None
        else:
            yield comparison.verdict, compare(prediction, comparison.actual)


def _is_adopted_despite(sheet: Worksheet) -> bool:
    if sheet.decision is not Decision.ADOPT:
        return False
    sides = {item.supports for item in sheet.evidence}
    verdicts = {said or computed for said, computed in _verdicts(sheet)}
    against = verdicts - {None, Verdict.NOT_TESTABLE} == {Verdict.REFUTED}
    return against or (False in sides and True not in sides)


@sheet_check("cycle.question-unpredicted", source=TAYLOR)
def predicts_each_question(sheet: Worksheet, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find questions that have no prediction."""
    predicted = {prediction.question for prediction in sheet.predictions}
    for place, question in enumerate(sheet.questions):
        if question not in predicted:
            yield Finding(
                code="cycle.question-unpredicted",
                where=f"questions[{place}]",
                message=f"nothing is predicted for the question {question!r}",
                fix="write down what you expect, before the test",
            )


@sheet_check("cycle.verdict-disagrees", source=OURS)
def says_what_numbers_say(sheet: Worksheet, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find verdicts that the numbers do not bear out."""
    for place, (said, computed) in enumerate(_verdicts(sheet)):
        untested = {None, Verdict.NOT_TESTABLE}
        if said not in untested and computed not in {None, said}:
            yield Finding(
                code="cycle.verdict-disagrees",
                where=f"comparisons[{place}].verdict",
                message=f"the verdict is {said}, but the numbers say {computed}",
                fix="correct the verdict, or say what the numbers leave out",
            )


@sheet_check("cycle.not-testable", source=TAYLOR)
def tests_predictions(sheet: Worksheet, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find predictions that the test could not test."""
    for place, comparison in enumerate(sheet.comparisons):
        if comparison.verdict is Verdict.NOT_TESTABLE:
            yield Finding(
                code="cycle.not-testable",
                severity=Severity.NOTE,
                where=f"comparisons[{place}].verdict",
                message=f"the test could not answer {comparison.question!r}",
                fix="plan in the next cycle the data that would",
            )


def _days(sheet: Worksheet) -> Iterator[date]:
    for name in ("planned_on", "started_on", "ended_on", "studied_on", "decided_on"):
        day = getattr(sheet, name)
        if day is not None:
            yield day
    for rows in (sheet.predictions, sheet.observations, sheet.comparisons):
        yield from (row.on for row in rows)


@sheet_check("cycle.dated-ahead", source=OURS)
def is_not_dated_ahead(sheet: Worksheet, context: Context) -> Iterator[Finding]:
    """Find what is dated after the day on which it is looked at."""
    last = max(_days(sheet), default=None)
    if last is not None and context.as_of is not None and last > context.as_of:
        yield Finding(
            code="cycle.dated-ahead",
            severity=Severity.FAULT,
            message=f"something is dated {last}, which is after {context.as_of}",
            fix="correct the day; what is planned belongs into the plan's when",
        )


def stale_after(days: int = 60) -> FunctionCheck:
    """Make the check that an open cycle has moved within so many days.

    How many is a convention of ours; exchange the check to set your own:
    ``CHECKS.replace(stale_after(30))``.
    """
    judge = OfSheets(Partial(_stale, (days,)))
    return FunctionCheck(FindingKind("cycle.stale", source=OURS), judge)


def _stale(days: int, sheet: Worksheet, context: Context) -> Iterator[Finding]:
    last = max(_days(sheet), default=None)
    if last is None or context.as_of is None or sheet.decision is not None:
        return
    if context.as_of - last > timedelta(days=days):
        yield Finding(
            code="cycle.stale",
            message=f"nothing has happened since {last}",
            fix="go on, decide, or stop it with the reason",
        )


def _no_idea(sheet: Worksheet) -> bool:
    return not sheet.idea


def _no_objective(sheet: Worksheet) -> bool:
    return not sheet.objective.strip()


def _no_data_plan(sheet: Worksheet) -> bool:
    return not (sheet.data.strip() or sheet.measures)


def _no_scale(sheet: Worksheet) -> bool:
    return sheet.scale is None


def _not_learning(sheet: Worksheet) -> bool:
    return not is_learning(sheet)


def _no_prediction(sheet: Worksheet) -> bool:
    return _is_tested(sheet) and not sheet.predictions


def _no_plan(sheet: Worksheet) -> bool:
    return _is_tested(sheet) and not has_plan(sheet)


def _no_do(sheet: Worksheet) -> bool:
    return (has_study(sheet) or has_act(sheet)) and not has_do(sheet)


def _no_study(sheet: Worksheet) -> bool:
    return has_act(sheet) and not has_study(sheet)


def _no_act(sheet: Worksheet) -> bool:
    return sheet.studied_on is not None and sheet.decision is None


def _studied_before_end(sheet: Worksheet) -> bool:
    return (
        has_study(sheet)
        and not is_studied_after(sheet)
        and has_do(sheet)
        and sheet.studied_on is not None
    )


def _no_evidence(sheet: Worksheet) -> bool:
    return bool(sheet.learned.strip()) and not sheet.evidence


#: What is missing in one record, from plan to act.
CHECKS: Final[Catalog[FunctionCheck]] = Catalog(
    (
        simple_check(
            "cycle.no-idea",
            _no_idea,
            severity=Severity.NOTE,
            where="idea",
            message="the cycle names no change idea, so it is in no ramp",
            fix="give the key of the idea that it tests",
            source=GUIDE,
        ),
        simple_check(
            "cycle.no-objective",
            _no_objective,
            where="objective",
            message="the plan does not say what the cycle is to find out",
            fix="add an objective",
            source=GUIDE,
        ),
        simple_check(
            "cycle.no-data-plan",
            _no_data_plan,
            where="data",
            message="the plan does not say which data will be collected",
            fix="say which, by whom, when and how, or name the measures",
            source=GUIDE,
        ),
        simple_check(
            "cycle.no-scale",
            _no_scale,
            severity=Severity.NOTE,
            where="scale",
            message="the plan does not say with how many the change is tested",
            fix="say with how many, and of what",
            source=TAYLOR,
        ),
        simple_check(
            "cycle.not-learning",
            _not_learning,
            severity=Severity.NOTE,
            where="purpose",
            message="the cycle neither tests a change nor collects information",
            fix=f"say {Purpose.TEST} or {Purpose.COLLECT} where it does; a task"
            " is better kept as an action step",
            source=FIDELITY,
        ),
        simple_check(
            "cycle.no-prediction",
            _no_prediction,
            where="predictions",
            message="the change was tested without a prediction",
            fix="next time, write down what you expect before the test",
            source=FIDELITY,
        ),
        simple_check(
            "cycle.vague-prediction",
            _is_vague,
            severity=Severity.NOTE,
            where="predictions",
            message="everything is predicted in words only",
            fix="predict a number, or an interval with how sure you are",
            source=TAYLOR,
        ),
        predicts_each_question,
        simple_check(
            "cycle.no-plan",
            _no_plan,
            where="objective",
            message="the test is written down without its plan",
            fix="add objective, questions and predictions",
            source=FIDELITY,
        ),
        simple_check(
            "cycle.no-do",
            _no_do,
            where="observations",
            message="it is not written down what was done and seen",
            fix="add what was observed, and what differed from the plan",
            source=FIDELITY,
        ),
        simple_check(
            "cycle.no-study",
            _no_study,
            where="learned",
            message="a decision was taken without saying what was learned",
            fix="compare each prediction with what happened",
            source=FIDELITY,
        ),
        simple_check(
            "cycle.no-act",
            _no_act,
            severity=Severity.NOTE,
            where="decision",
            message="the study is written, and nothing is decided yet",
            fix="adopt, adapt or abandon the change",
            source=FIDELITY,
        ),
        simple_check(
            "cycle.studied-before-end",
            _studied_before_end,
            where="studied_on",
            message="the study is dated before the test ended",
            fix="write the study once the data are in",
            source=FIDELITY,
        ),
        says_what_numbers_say,
        tests_predictions,
        simple_check(
            "cycle.no-evidence",
            _no_evidence,
            severity=Severity.NOTE,
            where="evidence",
            message="what was learned rests on no evidence that is named",
            fix="add a chart reading, an interview, a case review",
            source=OURS,
        ),
        simple_check(
            "cycle.adopted-despite",
            _is_adopted_despite,
            where="decision",
            message="the change was adopted although all evidence speaks against it",
            fix="say in the reason why, or adapt the change",
            source=TAYLOR,
        ),
        is_not_dated_ahead,
        stale_after(),
    ),
    kind="check",
)
