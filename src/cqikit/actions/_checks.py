"""What is missing in one action step, and what would fix it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from cqikit.actions._deadline import Deadline
from cqikit.actions._events import Finish
from cqikit.actions._languages import WORDS
from cqikit.actions._step import (
    Concern,
    asked,
    deadline,
    overdue,
    owner,
    stale,
    status,
    understood,
)
from cqikit.actions._strength import Dimension, is_outsider, is_wide, strength
from cqikit.core import (
    Catalog,
    Context,
    Finding,
    FindingKind,
    FunctionCheck,
    Partial,
    Severity,
    check,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cqikit.actions._step import ActionStep
    from cqikit.actions._words import Words

__all__ = ["CHECKS", "doubtful_words", "stale_after"]

CQIP: Final = "Massachusetts EEC, technical assistance for the QRIS CQIP"
OURS: Final = "cqikit"
#: Where the CQIP states no threshold, and why this one is drawn all the same.
WIDE: Final = (
    "cqikit: our own threshold; the CQIP asks for realistic deadlines and names no"
    " width, and within a quarter a review can still help"
)
MEASURED: Final = (
    "cqikit: our own threshold; the CQIP asks at the review whether a step achieved"
    " what it should, which nobody can say without having said by what"
)


def _simple(
    code: str,
    lacks: Callable[[ActionStep], Any],
    *,
    message: str,
    fix: str,
    where: str,
    source: str = CQIP,
    severity: Severity = Severity.WARNING,
) -> FunctionCheck:
    """Make a check of a yes-or-no question about a step that is not over."""
    found = Finding(code=code, severity=severity, where=where, message=message, fix=fix)
    judge = Partial(_lacking, (lacks, found))
    return FunctionCheck(FindingKind(code, source=source), judge)


def _lacking(
    lacks: Callable[[ActionStep], Any], found: Finding, step: ActionStep, _: Context
) -> Iterator[Finding]:
    if not status(step).is_end and lacks(step):
        yield found


def _disagrees(step: ActionStep) -> bool:
    due = deadline(step)
    return isinstance(due, Deadline) and not due.agrees


def _value(step: ActionStep, dimension: Dimension) -> int:
    [score] = [
        this_score
        for this_score in strength(step).scores
        if this_score.dimension is dimension
    ]
    return score.value


def _is_urgent_and_open(step: ActionStep) -> bool:
    urgent = step.concern is not Concern.QUALITY
    return urgent and (not owner(step) or deadline(step) is None)


@check("action.overdue", source=CQIP)
def is_in_time(step: ActionStep, context: Context) -> Iterator[Finding]:
    """Find a step that is open after its deadline."""
    if context.as_of is not None and overdue(step, as_of=context.as_of):
        yield Finding(
            code="action.overdue",
            where="when",
            message=f"it was due {deadline(step)} and is {status(step).value}",
            fix="finish it, move the deadline with the reason, or drop it",
        )


@check("action.finished-late", source=OURS)
def finished_in_time(step: ActionStep, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find a step that was done after its deadline: something to learn from."""
    due = deadline(step)
    done = (event.on for event in reversed(step.log) if isinstance(event, Finish))
    on = next(done, None)
    if due is not None and on is not None and on > due.last and status(step).is_end:
        yield Finding(
            code="action.finished-late",
            severity=Severity.NOTE,
            where="log",
            message=f"it was due {due} and done {on}",
            fix="ask at the review what would have helped",
        )


@check("action.dated-ahead", source=OURS)
def is_not_dated_ahead(step: ActionStep, context: Context) -> Iterator[Finding]:
    """Find what is logged after the day on which it is looked at."""
    last = step.log[-1].on if step.log else None
    if last is not None and context.as_of is not None and last > context.as_of:
        yield Finding(
            code="action.dated-ahead",
            severity=Severity.FAULT,
            where=f"log[{len(step.log) - 1}].on",
            message=f"it is dated {last}, which is after {context.as_of}",
            fix="correct the day; what is planned belongs into when",
        )


def stale_after(days: int = 60) -> FunctionCheck:
    """Make the check that a step under way has moved within so many days.

    How many is a convention of ours; exchange the check to set your own:
    ``CHECKS.replace(stale_after(30))``.
    """
    judge = Partial(_stale, (days,))
    return FunctionCheck(FindingKind("action.stale", source=OURS), judge)


def _stale(days: int, step: ActionStep, context: Context) -> Iterator[Finding]:
    if context.as_of is not None and stale(step, as_of=context.as_of, days=days):
        yield Finding(
            code="action.stale",
            where="log",
            message=f"nothing has happened since {step.log[-1].on}",
            fix="ask its owner what would help, and note it",
        )


def doubtful_words(words: Words | str | None = None) -> FunctionCheck:
    """Make the check for words that leave a step open.

    Parameters
    ----------
    words : Words or str, optional
        By which words steps are judged, or their name in `WORDS`; by default those of
        each step's language.

    Examples
    --------
    >>> from cqikit.actions import ActionStep
    >>> from cqikit.core import run_checks
    >>> step = ActionStep(key="a", what="buy new materials or make our own")
    >>> [found] = run_checks(step, [doubtful_words()])
    >>> found.code, found.message
    ('action.doubtful-words', "'or' leaves a choice or a condition")
    """
    known = WORDS[words] if isinstance(words, str) else words
    judge = Partial(_doubtful, (known,))
    return FunctionCheck(FindingKind("action.doubtful-words", source=CQIP), judge)


def _doubtful(words: Words | None, step: ActionStep, _: Context) -> Iterator[Finding]:
    if status(step).is_end:
        return
    for score in strength(step, words=words).lacking:
        # No owner at all is what action.no-owner says, outside is its own code.
        owned = bool(owner(step)) and not is_outsider(step, words)
        vague = score.dimension is Dimension.WHO and owned
        if score.dimension is Dimension.DECIDED or vague:
            yield Finding(
                code="action.doubtful-words",
                where="who" if vague else "what",
                message=score.reason,
                fix=score.fix,
            )


@check("action.understood", source=OURS)
def is_understood(step: ActionStep, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Tell what the text of a step was understood to say."""
    lines = () if status(step).is_end else understood(step)
    if lines:
        yield Finding(
            code="action.understood",
            severity=Severity.NOTE,
            where="text",
            message=f"it was read as {'; '.join(lines[:3])}",
            fix="if that is not meant, write who, what or when beside the text",
        )


@check("action.asked", source=OURS)
def is_decided_when(step: ActionStep, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find deadlines in the text of a step that nobody but its writer can decide."""
    for name in () if status(step).is_end else asked(step):
        said, _, fix = name.rpartition(": ")
        yield Finding(code="action.asked", where="text", message=said, fix=fix)


def _no_owner(step: ActionStep) -> bool:
    return not owner(step)


def _unspecific(step: ActionStep) -> bool:
    return _value(step, Dimension.WHAT) < 2


def _no_deadline(step: ActionStep) -> bool:
    # A deadline that its text leaves open is asked for instead.
    return deadline(step) is None and not asked(step)


def _no_need(step: ActionStep) -> bool:
    return not step.answers


def _no_resources(step: ActionStep) -> bool:
    return _value(step, Dimension.RESOURCES) == 0


def _unfunded(step: ActionStep) -> bool:
    return bool(step.cost) and not step.funding.strip()


def _no_measure(step: ActionStep) -> bool:
    return not step.measure.strip()


#: What is missing in one step; a step that is over is no longer nagged.
CHECKS: Final[Catalog[FunctionCheck]] = Catalog(
    (
        _simple(
            "action.urgent-and-open",
            _is_urgent_and_open,
            severity=Severity.FAULT,
            where="concern",
            message="it is about safety or licensing and lacks an owner or a deadline",
            fix="say today who does it by when",
        ),
        _simple(
            "action.no-owner",
            _no_owner,
            where="who",
            message="nobody owns it, so it is a draft",
            fix="name a role who can do it",
        ),
        _simple(
            "action.outside-owner",
            is_outsider,
            where="who",
            message="its owner is outside the program",
            fix="name a role inside who sees to it",
        ),
        _simple(
            "action.unspecific",
            _unspecific,
            where="what",
            message="it does not say how many or which",
            fix="add a quantity or a specification",
        ),
        _simple(
            "action.no-deadline",
            _no_deadline,
            where="when",
            message="it has no deadline",
            fix="say by when: a day, a month, a quarter",
        ),
        _simple(
            "action.wide-deadline",
            is_wide,
            where="when",
            message="its deadline is longer than a quarter",
            fix="name a day, a month or a quarter, or break the step up",
            source=WIDE,
        ),
        _simple(
            "action.deadlines-disagree",
            _disagrees,
            severity=Severity.FAULT,
            where="when",
            message="the deadline said relatively is not the one said absolutely",
            fix="correct one of the two",
            source=OURS,
        ),
        _simple(
            "action.no-need",
            _no_need,
            where="answers",
            message="it answers no need that is named",
            fix="give the key of the need that it answers",
        ),
        _simple(
            "action.no-resources",
            _no_resources,
            severity=Severity.NOTE,
            where="resources",
            message="it does not say what it needs",
            fix="name time, money, things or support; cost = 0 when it needs none",
        ),
        _simple(
            "action.unfunded",
            _unfunded,
            where="funding",
            message="it costs money, and none is named",
            fix="say where the funding is from",
        ),
        _simple(
            "action.no-measure",
            _no_measure,
            severity=Severity.NOTE,
            where="measure",
            message="it does not say how success will be known",
            fix="name a measure, or what will be seen",
            source=MEASURED,
        ),
        doubtful_words(),
        is_understood,
        is_decided_when,
        is_in_time,
        finished_in_time,
        is_not_dated_ahead,
        stale_after(),
    ),
    kind="check",
)
