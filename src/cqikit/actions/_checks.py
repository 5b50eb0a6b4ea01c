"""What is missing in one action step, and what would fix it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from cqikit.actions._deadline import Deadline
from cqikit.actions._doubts import ASKED, CQIP, DOUBTFUL, OURS, UNDERSTOOD
from cqikit.actions._events import Finish
from cqikit.actions._languages import WORDS
from cqikit.actions._step import (
    Concern,
    asked,
    asks_of,
    deadline,
    overdue,
    owner,
    reading_of,
    stale,
    state,
)
from cqikit.actions._strength import (
    Dimension,
    doubt_of_owner,
    doubts_in,
    is_outsider,
    is_wide,
    judged,
    words_of,
)
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

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.actions._step import ActionStep
    from cqikit.actions._words import Words

__all__ = ["CHECKS", "doubtful_words", "stale_after"]

#: Where the CQIP states no threshold, and why this one is drawn all the same.
WIDE: Final = (
    "cqikit: our own threshold; the CQIP asks for realistic deadlines and names no"
    " width, and within a quarter a review can still help"
)
MEASURED: Final = (
    "cqikit: our own threshold; the CQIP asks at the review whether a step achieved"
    " what it should, which nobody can say without having said by what"
)


def unfinished(step: ActionStep) -> ActionStep | None:
    """Return a step that is not over; what is over is no longer nagged."""
    return None if state(step).is_end else step


check_open: Final = partial(check, source=CQIP, of=unfinished)


@check_open(
    "action.urgent-and-open",
    says="it is about safety or licensing and lacks an owner or a deadline",
    severity=Severity.FAULT,
    where="concern",
    fix="say today who does it by when",
)
def is_urgent_and_open(step: ActionStep) -> bool:
    """Find what is urgent, and that nobody has taken on or dated."""
    urgent = step.concern is not Concern.QUALITY
    return urgent and (not owner(step) or deadline(step) is None)


@check_open(
    "action.no-owner",
    says="nobody owns it, so it is a draft",
    where="who",
    fix="name a role who can do it",
)
def lacks_owner(step: ActionStep) -> bool:
    """Find a step that nobody owns."""
    return not owner(step)


@check_open(
    "action.outside-owner",
    says="its owner is outside the program",
    where="who",
    fix="name a role inside who sees to it",
)
def has_outside_owner(step: ActionStep) -> bool:
    """Find an owner outside the program."""
    return is_outsider(step)


@check_open(
    "action.unspecific",
    says="it does not say how many or which",
    where="what",
    fix="add a quantity or a specification",
)
def is_unspecific(step: ActionStep) -> bool:
    """Find a step that says neither how many nor which."""
    return judged(step, Dimension.WHAT).value < 2


@check_open(
    "action.no-deadline",
    says="it has no deadline",
    where="when",
    fix="say by when: a day, a month, a quarter",
)
def lacks_deadline(step: ActionStep) -> bool:
    """Find a step without a deadline."""
    # A deadline that its text leaves open is asked for instead.
    return deadline(step) is None and not asked(step)


@check_open(
    "action.wide-deadline",
    says="its deadline is longer than a quarter",
    where="when",
    fix="name a day, a month or a quarter, or break the step up",
    source=WIDE,
)
def has_wide_deadline(step: ActionStep) -> bool:
    """Find a deadline longer than a quarter."""
    return is_wide(step)


@check_open(
    "action.deadlines-disagree",
    says="the deadline said relatively is not the one said absolutely",
    severity=Severity.FAULT,
    where="when",
    fix="correct one of the two",
    source=OURS,
)
def has_two_deadlines(step: ActionStep) -> bool:
    """Find a deadline that is said in two ways."""
    due = deadline(step)
    return isinstance(due, Deadline) and not due.agrees


@check_open(
    "action.no-need",
    says="it answers no need that is named",
    where="answers",
    fix="give the key of the need that it answers",
)
def lacks_need(step: ActionStep) -> bool:
    """Find a step that answers no need."""
    return not step.answers


@check_open(
    "action.no-resources",
    says="it does not say what it needs",
    severity=Severity.NOTE,
    where="resources",
    fix="name time, money, things or support; cost = 0 when it needs none",
)
def lacks_resources(step: ActionStep) -> bool:
    """Find a step that does not say what it needs."""
    return judged(step, Dimension.RESOURCES).value == 0


@check_open(
    "action.unfunded",
    says="it costs money, and none is named",
    where="funding",
    fix="say where the funding is from",
)
def is_unfunded(step: ActionStep) -> bool:
    """Find a step of which nobody says who pays."""
    return bool(step.cost) and not step.funding.strip()


@check_open(
    "action.no-measure",
    says="it does not say how success will be known",
    severity=Severity.NOTE,
    where="measure",
    fix="name a measure, or what will be seen",
    source=MEASURED,
)
def lacks_measure(step: ActionStep) -> bool:
    """Find a step of which nobody can say whether it worked."""
    return not step.measure.strip()


@check(
    "action.overdue",
    says="it was due {due} and is {status}",
    where="when",
    fix="finish it, move the deadline with the reason, or drop it",
    source=CQIP,
)
def is_in_time(step: ActionStep, context: Context) -> Iterator[Found]:
    """Find a step that is open after its deadline."""
    due, now = deadline(step), context.as_of
    if due is not None and now is not None and overdue(step, as_of=now):
        yield found(due=due, status=state(step).words)


@check(
    "action.finished-late",
    says="it was due {due} and done {on}",
    severity=Severity.NOTE,
    where="log",
    fix="ask at the review what would have helped",
    source=OURS,
)
def finished_in_time(step: ActionStep) -> Iterator[Found]:
    """Find a step that was done after its deadline: something to learn from."""
    due = deadline(step)
    done = (event.on for event in reversed(step.log) if isinstance(event, Finish))
    on = next(done, None)
    if due is not None and on is not None and on > due.last and state(step).is_end:
        yield found(due=due, on=on)


@check(
    "action.dated-ahead",
    says="it is dated {last}, which is after {as_of}",
    severity=Severity.FAULT,
    fix="correct the day; what is planned belongs into when",
    source=OURS,
)
def is_not_dated_ahead(step: ActionStep, context: Context) -> Iterator[Found]:
    """Find what is logged after the day on which it is looked at."""
    last = step.log[-1].on if step.log else None
    if last is not None and context.as_of is not None and last > context.as_of:
        yield found(f"log[{len(step.log) - 1}].on", last=last, as_of=context.as_of)


@arguments()
def stale_after(days: int = 60) -> FunctionCheck:
    """Make the check that a step under way has moved within so many days.

    How many is a convention of ours; exchange the check to set your own:
    ``CHECKS.replace(stale_after(30))``.

    Parameters
    ----------
    days : int
        How long it may stand still; 60 unless said.
    """
    return FunctionCheck(STALE, Partial(_stale, (days,)))


STALE: Final = FindingKind(
    "action.stale",
    says="nothing has happened since {last}",
    where="log",
    fix="ask its owner what would help, and note it",
    source=OURS,
)


def _stale(days: int, step: ActionStep, context: Context) -> Iterator[Found]:
    if context.as_of is not None and stale(step, as_of=context.as_of, days=days):
        yield found(last=step.log[-1].on)


@arguments()
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
    return FunctionCheck(DOUBTFUL, Partial(_doubtful, (known,)), unfinished)


def _doubtful(words: Words | None, step: ActionStep) -> Iterator[Found]:
    known = words or words_of(step)
    vague = doubt_of_owner(step, known)
    # No owner at all is what action.no-owner says, outside is its own code.
    if vague is not None and not is_outsider(step, words):
        yield vague
    if known is not None:
        yield from doubts_in(step, known)


def _read(step: ActionStep) -> Iterator[Found]:
    reading = reading_of(step)
    if reading is not None:
        yield reading


#: What is missing in one step; a step that is over is no longer nagged.
CHECKS: Final[Catalog[FunctionCheck]] = Catalog(
    (
        is_urgent_and_open,
        lacks_owner,
        has_outside_owner,
        is_unspecific,
        lacks_deadline,
        has_wide_deadline,
        has_two_deadlines,
        lacks_need,
        lacks_resources,
        is_unfunded,
        lacks_measure,
        doubtful_words(),
        FunctionCheck(UNDERSTOOD, _read, unfinished),
        FunctionCheck(ASKED, asks_of, unfinished),
        is_in_time,
        finished_in_time,
        is_not_dated_ahead,
        stale_after(),
    ),
    kind=say("check"),
)
