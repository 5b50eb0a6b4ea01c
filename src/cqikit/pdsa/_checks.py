"""What is missing in a record of a cycle, and what would fix it.

Every check takes a `Cycle` or a `Worksheet`: an application shows the same
findings, whether people log events or fill in forms.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from cqikit.core import (
    Catalog,
    Context,
    FindingKind,
    Found,
    FunctionCheck,
    Partial,
    Severity,
    arguments,
    check,
    found,
    say,
)
from cqikit.pdsa._events import Purpose
from cqikit.pdsa._predictions import TextPrediction, Verdict, compare
from cqikit.pdsa._records import (
    as_sheet,
    days_of,
    has_act,
    has_do,
    has_plan,
    has_study,
    is_learning,
    is_studied_after,
    is_tested,
)
from cqikit.pdsa._worksheet import Decision, Worksheet

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["CHECKS", "stale_after"]

FIDELITY: Final = "McNicholas et al., BMJ Qual Saf 2019;28:356"
TAYLOR: Final = "Taylor et al., BMJ Qual Saf 2014;23:290"
GUIDE: Final = "Langley et al., The Improvement Guide, 2009"
OURS: Final = "cqikit"


#: A check of any record: of a log, its worksheet is judged.
check_sheet: Final = partial(check, of=as_sheet)


@check_sheet(
    "cycle.no-idea",
    says="the cycle names no change idea, so it is in no ramp",
    severity=Severity.NOTE,
    where="idea",
    fix="give the key of the idea that it tests",
    source=GUIDE,
)
def lacks_idea(sheet: Worksheet) -> bool:
    """Find a cycle that names no idea."""
    return not sheet.idea


@check_sheet(
    "cycle.no-objective",
    says="the plan does not say what the cycle is to find out",
    where="objective",
    fix="add an objective",
    source=GUIDE,
)
def lacks_objective(sheet: Worksheet) -> bool:
    """Find a plan that does not say what it is for."""
    return not sheet.objective.strip()


@check_sheet(
    "cycle.no-data-plan",
    says="the plan does not say which data will be collected",
    where="data",
    fix="say which, by whom, when and how, or name the measures",
    source=GUIDE,
)
def lacks_data_plan(sheet: Worksheet) -> bool:
    """Find a plan that does not say which data it needs."""
    return not (sheet.data.strip() or sheet.measures)


@check_sheet(
    "cycle.no-scale",
    says="the plan does not say with how many the change is tested",
    severity=Severity.NOTE,
    where="scale",
    fix="say with how many, and of what",
    source=TAYLOR,
)
def lacks_scale(sheet: Worksheet) -> bool:
    """Find a plan that does not say with how many it is tested."""
    return sheet.scale is None


@check_sheet(
    "cycle.not-learning",
    says="the cycle neither tests a change nor collects information",
    severity=Severity.NOTE,
    where="purpose",
    fix=f"say {Purpose.TEST} or {Purpose.COLLECT} where it does; a task"
    " is better kept as an action step",
    source=FIDELITY,
)
def is_no_test(sheet: Worksheet) -> bool:
    """Find a cycle from which nothing is to be learned."""
    return not is_learning(sheet)


@check_sheet(
    "cycle.no-prediction",
    says="the change was tested without a prediction",
    where="predictions",
    fix="next time, write down what you expect before the test",
    source=FIDELITY,
)
def lacks_prediction(sheet: Worksheet) -> bool:
    """Find a test of which nobody said how it would go."""
    return is_tested(sheet) and not sheet.predictions


@check_sheet(
    "cycle.vague-prediction",
    says="everything is predicted in words only",
    severity=Severity.NOTE,
    where="predictions",
    fix="predict a number, or an interval with how sure you are",
    source=TAYLOR,
)
def is_vague(sheet: Worksheet) -> bool:
    """Find predictions that no number could bear out."""
    forms = [
        isinstance(prediction.prediction, TextPrediction)
        for prediction in sheet.predictions
    ]
    return bool(forms) and all(forms)


@check_sheet(
    "cycle.question-unpredicted",
    says="nothing is predicted for the question {question!r}",
    fix="write down what you expect, before the test",
    source=TAYLOR,
)
def predicts_each_question(sheet: Worksheet) -> Iterator[Found]:
    """Find questions that have no prediction."""
    predicted = {prediction.question for prediction in sheet.predictions}
    for place, question in enumerate(sheet.questions):
        if question not in predicted:
            yield found(f"questions[{place}]", question=question)


@check_sheet(
    "cycle.no-plan",
    says="the test is written down without its plan",
    where="objective",
    fix="add objective, questions and predictions",
    source=FIDELITY,
)
def lacks_plan(sheet: Worksheet) -> bool:
    """Find a test without its plan."""
    return is_tested(sheet) and not has_plan(sheet)


@check_sheet(
    "cycle.no-do",
    says="it is not written down what was done and seen",
    where="observations",
    fix="add what was observed, and what differed from the plan",
    source=FIDELITY,
)
def lacks_do(sheet: Worksheet) -> bool:
    """Find a study of a test that is not written down."""
    return (has_study(sheet) or has_act(sheet)) and not has_do(sheet)


@check_sheet(
    "cycle.no-study",
    says="a decision was taken without saying what was learned",
    where="learned",
    fix="compare each prediction with what happened",
    source=FIDELITY,
)
def lacks_study(sheet: Worksheet) -> bool:
    """Find a decision of which nobody says what it rests on."""
    return has_act(sheet) and not has_study(sheet)


@check_sheet(
    "cycle.no-act",
    says="the study is written, and nothing is decided yet",
    severity=Severity.NOTE,
    where="decision",
    fix="adopt, adapt or abandon the change",
    source=FIDELITY,
)
def lacks_act(sheet: Worksheet) -> bool:
    """Find a study from which nothing followed yet."""
    return sheet.studied_on is not None and sheet.decision is None


@check_sheet(
    "cycle.studied-before-end",
    says="the study is dated before the test ended",
    where="studied_on",
    fix="write the study once the data are in",
    source=FIDELITY,
)
def is_studied_early(sheet: Worksheet) -> bool:
    """Find a study that was written before its test ended."""
    return (
        has_study(sheet)
        and not is_studied_after(sheet)
        and has_do(sheet)
        and sheet.studied_on is not None
    )


def _verdicts(sheet: Worksheet) -> Iterator[tuple[Verdict | None, Verdict | None]]:
    """Yield for each comparison the verdict as said, and as numbers give it."""
    asked = {predict.question: predict.prediction for predict in sheet.predictions}
    for comparison in sheet.comparisons:
        prediction = asked.get(comparison.question)
        if prediction is None or comparison.actual is None:
            yield comparison.verdict, None
        else:
            yield comparison.verdict, compare(prediction, comparison.actual)


@check_sheet(
    "cycle.verdict-disagrees",
    says="the verdict is {said}, but the numbers say {computed}",
    fix="correct the verdict, or say what the numbers leave out",
    source=OURS,
)
def says_what_numbers_say(sheet: Worksheet) -> Iterator[Found]:
    """Find verdicts that the numbers do not bear out."""
    for place, (said, computed) in enumerate(_verdicts(sheet)):
        if said not in {None, Verdict.NOT_TESTABLE} and computed not in {None, said}:
            where = f"comparisons[{place}].verdict"
            yield found(where, said=str(said), computed=str(computed))


@check_sheet(
    "cycle.not-testable",
    says="the test could not answer {question!r}",
    severity=Severity.NOTE,
    fix="plan in the next cycle the data that would",
    source=TAYLOR,
)
def tests_predictions(sheet: Worksheet) -> Iterator[Found]:
    """Find predictions that the test could not test."""
    for place, comparison in enumerate(sheet.comparisons):
        if comparison.verdict is Verdict.NOT_TESTABLE:
            where = f"comparisons[{place}].verdict"
            yield found(where, question=comparison.question)


@check_sheet(
    "cycle.no-evidence",
    says="what was learned rests on no evidence that is named",
    severity=Severity.NOTE,
    where="evidence",
    fix="add a chart reading, an interview, a case review",
    source=OURS,
)
def lacks_evidence(sheet: Worksheet) -> bool:
    """Find what was learned and rests on nothing named."""
    return bool(sheet.learned.strip()) and not sheet.evidence


@check_sheet(
    "cycle.adopted-despite",
    says="the change was adopted although all evidence speaks against it",
    where="decision",
    fix="say in the reason why, or adapt the change",
    source=TAYLOR,
)
def is_adopted_despite(sheet: Worksheet) -> bool:
    """Find a change that was adopted against all evidence."""
    if sheet.decision is not Decision.ADOPT:
        return False
    sides = {item.supports for item in sheet.evidence}
    verdicts = {said or computed for said, computed in _verdicts(sheet)}
    against = verdicts - {None, Verdict.NOT_TESTABLE} == {Verdict.REFUTED}
    return against or (False in sides and True not in sides)


@check_sheet(
    "cycle.dated-ahead",
    says="something is dated {last}, which is after {as_of}",
    severity=Severity.FAULT,
    fix="correct the day; what is planned belongs into the plan's when",
    source=OURS,
)
def is_not_dated_ahead(sheet: Worksheet, context: Context) -> Iterator[Found]:
    """Find what is dated after the day on which it is looked at."""
    last = max(days_of(sheet), default=None)
    if last is not None and context.as_of is not None and last > context.as_of:
        yield found(last=last, as_of=context.as_of)


@arguments()
def stale_after(days: int = 60) -> FunctionCheck:
    """Make the check that an open cycle has moved within so many days.

    How many is a convention of ours; exchange the check to set your own:
    ``CHECKS.replace(stale_after(30))``.

    Parameters
    ----------
    days : int
        How long it may stand still; 60 unless said.
    """
    return FunctionCheck(STALE, Partial(_stale, (days,)), as_sheet)


STALE: Final = FindingKind(
    "cycle.stale",
    says="nothing has happened since {last}",
    fix="go on, decide, or stop it with the reason",
    source=OURS,
)


def _stale(days: int, sheet: Worksheet, context: Context) -> Iterator[Found]:
    last = max(days_of(sheet), default=None)
    if last is None or context.as_of is None or sheet.decision is not None:
        return
    if context.as_of - last > timedelta(days=days):
        yield found(last=last)


#: What is missing in one record, from plan to act.
CHECKS: Final[Catalog[FunctionCheck]] = Catalog(
    (
        lacks_idea,
        lacks_objective,
        lacks_data_plan,
        lacks_scale,
        is_no_test,
        lacks_prediction,
        is_vague,
        predicts_each_question,
        lacks_plan,
        lacks_do,
        lacks_study,
        lacks_act,
        is_studied_early,
        says_what_numbers_say,
        tests_predictions,
        lacks_evidence,
        is_adopted_despite,
        is_not_dated_ahead,
        stale_after(),
    ),
    kind=say("check"),
)
