"""A PDSA cycle is its dated event log; its phase is folded from it.

Everything about behaviour is in `TABLE`: an impossible cycle can be neither
built nor loaded, and every prefix of a log is a cycle too.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeVar

from attrs import evolve, field, frozen

from cqikit.core import (
    Guard,
    Row,
    Table,
    as_tuple,
    each,
    guard,
    instance_of,
    is_key,
    is_text,
    non_blank,
)
from cqikit.errors import TransitionError
from cqikit.pdsa._events import (
    Abandon,
    Adapt,
    Adopt,
    Compare,
    Conclude,
    Correct,
    EndTest,
    Event,
    Observe,
    Plan,
    Predict,
    StartTest,
    Statement,
    Stop,
)
from cqikit.pdsa._predictions import Prediction, Verdict, compare

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "TABLE",
    "Comparison",
    "Cycle",
    "Phase",
    "advance",
    "begin",
    "comparisons",
    "decision",
    "latest",
    "phase",
    "possible",
    "statements",
]


class Phase(StrEnum):
    """Where a cycle stands; the last four are ends."""

    PLAN = "plan"
    DO = "do"
    STUDY = "study"
    ACT = "act"
    ADOPTED = "adopted"
    ADAPTED = "adapted"
    ABANDONED = "abandoned"
    STOPPED = "stopped"

    @property
    def is_end(self) -> bool:
        """Say whether the cycle is over."""
        return self in ENDS


ENDS: Final = frozenset({Phase.ADOPTED, Phase.ADAPTED, Phase.ABANDONED, Phase.STOPPED})


@guard("date it no earlier than the event before it")
def in_order(log: Sequence[Event], event: Event) -> bool:
    """Say whether the log stays in order of time."""
    return not log or log[-1].on <= event.on


@guard("write a prediction first")
def has_prediction(log: Sequence[Event], event: Event) -> bool:  # noqa: ARG001
    """Say whether something was predicted before."""
    return any(isinstance(one, Predict) for one in log)


@guard("this question has its prediction: correct that one, or ask another question")
def asks_anew(log: Sequence[Event], event: Predict) -> bool:
    """Say whether the question was not asked before."""
    return event.question not in {
        one.question for one in log if isinstance(one, Predict)
    }


@guard("observe something first")
def has_observation(log: Sequence[Event], event: Event) -> bool:  # noqa: ARG001
    """Say whether something was observed before."""
    return any(isinstance(one, Observe) for one in log)


@guard("name a question that has a prediction")
def was_predicted(log: Sequence[Event], event: Compare) -> bool:
    """Say whether the question has a prediction to compare with."""
    return _prediction(log, event.question) is not None


@guard("this question is compared already: correct that comparison")
def compares_anew(log: Sequence[Event], event: Compare) -> bool:
    """Say whether the question was not compared before."""
    return event.question not in {
        one.question for one in log if isinstance(one, Compare)
    }


@guard("say the verdict: it cannot be computed from this prediction and actual")
def has_verdict(log: Sequence[Event], event: Compare) -> bool:
    """Say whether the comparison has a verdict, or one can be computed."""
    prediction = _prediction(log, event.question)
    return prediction is None or _verdict(prediction, event) is not None


@guard("compare each prediction with what happened first")
def compared_all(log: Sequence[Event], event: Event) -> bool:  # noqa: ARG001
    """Say whether no prediction is left without a comparison."""
    asked = {one.question for one in log if isinstance(one, Predict)}
    return asked == {one.question for one in log if isinstance(one, Compare)}


@guard("name the place of an earlier event that is no correction itself")
def corrects_earlier(log: Sequence[Event], event: Correct) -> bool:
    """Say whether there is such an event."""
    return event.place < len(log) and not isinstance(log[event.place], Correct)


@guard("replace an event by one of its own type")
def keeps_type(log: Sequence[Event], event: Correct) -> bool:
    """Say whether the correction keeps the type of the event."""
    there = log[event.place] if event.place < len(log) else None
    return there is None or type(there) is type(event.instead)


@guard("date what happened no later than its correction")
def looks_back(log: Sequence[Event], event: Correct) -> bool:  # noqa: ARG001
    """Say whether the corrected event is not dated ahead of the correction."""
    return event.instead.on <= event.on


@guard("a prediction stays as it was made once the test has started")
def keeps_predictions(log: Sequence[Event], event: Correct) -> bool:
    """Say whether no prediction is changed by hindsight."""
    started = any(isinstance(one, StartTest) for one in log)
    return not (started and isinstance(event.instead, Predict))


CORRECTION: Final[tuple[Guard, ...]] = (
    in_order,
    corrects_earlier,
    keeps_type,
    looks_back,
    keeps_predictions,
)

TABLE: Final[Table[Phase]] = Table(
    (
        Row(Phase.PLAN, Plan, Phase.PLAN, (in_order,)),
        Row(Phase.PLAN, Predict, Phase.PLAN, (in_order, asks_anew)),
        Row(Phase.PLAN, StartTest, Phase.DO, (in_order, has_prediction)),
        Row(Phase.DO, Observe, Phase.DO, (in_order,)),
        Row(Phase.DO, EndTest, Phase.STUDY, (in_order, has_observation)),
        Row(
            Phase.STUDY,
            Compare,
            Phase.STUDY,
            (in_order, was_predicted, compares_anew, has_verdict),
        ),
        Row(Phase.STUDY, Conclude, Phase.ACT, (in_order, compared_all)),
        Row(Phase.ACT, Adopt, Phase.ADOPTED, (in_order,)),
        Row(Phase.ACT, Adapt, Phase.ADAPTED, (in_order,)),
        Row(Phase.ACT, Abandon, Phase.ABANDONED, (in_order,)),
        Row(Phase.PLAN, Stop, Phase.STOPPED, (in_order,)),
        Row(Phase.DO, Stop, Phase.STOPPED, (in_order,)),
        Row(Phase.STUDY, Stop, Phase.STOPPED, (in_order,)),
        Row(Phase.ACT, Stop, Phase.STOPPED, (in_order,)),
        *(Row(at, Correct, at, CORRECTION) for at in Phase),
    )
)


@frozen(kw_only=True)
class Cycle:
    """One Plan-Do-Study-Act cycle: what it is about, and its log.

    Parameters
    ----------
    key, title : str
        Identity, and what people read.
    team : str
        Key of the team, "" when there is only one.
    idea : str
        Key of the change idea that is tested.
    log : tuple of event
        In order of time; `advance` adds to its end.

    Raises
    ------
    TransitionError
        When the log is not possible; `where` is the event.
    """

    key: str = field(validator=is_key)
    title: str = field(validator=non_blank)
    team: str = field(default="", validator=is_text)
    idea: str = field(default="", validator=is_text)
    log: tuple[Event, ...] = field(
        default=(),
        converter=as_tuple,
        validator=each(instance_of(*TABLE.events)),
    )
    _phase: Phase = field(init=False, repr=False, eq=False)
    _statements: tuple[Statement, ...] = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        at, so_far = _told(self.log)
        object.__setattr__(self, "_phase", at)
        said = tuple(one for one in so_far if not isinstance(one, Correct))
        object.__setattr__(self, "_statements", said)


def _told(log: Iterable[Event]) -> tuple[Phase, list[Event]]:
    """Return the phase after `log`, and the log with its corrections made."""
    at = TABLE.start
    so_far: list[Event] = []
    for place, event in enumerate(log):
        try:
            at = TABLE.step(at, so_far, event)
            so_far.append(event)
            if isinstance(event, Correct):
                so_far[event.place] = event.instead
                _check_corrected(at, so_far)
        except TransitionError as error:
            raise _at(error, f"log[{place}]") from None
    return at, so_far


def _check_corrected(at: Phase, so_far: Sequence[Event]) -> None:
    try:
        _told(one for one in so_far if not isinstance(one, Correct))
    except TransitionError as error:
        why = f"the corrected log must be possible ({_at(error, '')})"
        raise TransitionError(at.value, Correct.__name__, (why,)) from None


def _at(error: TransitionError, where: str) -> TransitionError:
    return TransitionError(
        error.state, error.event, error.reasons, error.possible, where
    )


def _prediction(log: Iterable[Event], question: str) -> Prediction | None:
    for one in log:
        if isinstance(one, Predict) and one.question == question:
            return one.prediction
    return None


def _verdict(prediction: Prediction, event: Compare) -> Verdict | None:
    if event.verdict is not None or event.actual is None:
        return event.verdict
    return compare(prediction, event.actual)


def begin(
    *, key: str, title: str, team: str = "", idea: str = "", plan: Plan | None = None
) -> Cycle:
    """Return a new cycle, in its planning phase.

    Examples
    --------
    >>> from datetime import date
    >>> cycle = begin(key="c1", title="Remind by text message", idea="reminders")
    >>> cycle = advance(
    ...     cycle,
    ...     Predict(
    ...         on=date(2026, 3, 2),
    ...         question="How many of 5 families come?",
    ...         prediction="four of five",
    ...     ),
    ... )
    >>> cycle = advance(cycle, StartTest(on=date(2026, 3, 9)))
    >>> phase(cycle).value
    'do'
    """
    log = () if plan is None else (plan,)
    return Cycle(key=key, title=title, team=team, idea=idea, log=log)


def advance(cycle: Cycle, event: Event) -> Cycle:
    """Return `cycle` with `event` at the end of its log; `cycle` is unchanged.

    Raises
    ------
    TransitionError
        When the event is not possible now; it says why, or what is.

    Examples
    --------
    >>> from datetime import date
    >>> advance(begin(key="c1", title="Remind"), StartTest(on=date(2026, 3, 9)))
    Traceback (most recent call last):
    ...
    cqikit.errors.TransitionError: StartTest is not possible in plan: write a ...
    """
    try:
        return evolve(cycle, log=(*cycle.log, event))
    except TransitionError as error:
        # The log before it was possible, so the place would say nothing new.
        raise _at(error, "") from None


def phase(cycle: Cycle) -> Phase:
    """Return where the cycle stands."""
    return cycle._phase  # noqa: SLF001  (folded once, when the cycle was built)


def possible(cycle: Cycle) -> tuple[type, ...]:
    """Return the types of event that may come next, if their guards hold."""
    return TABLE.events_in(phase(cycle))


def statements(cycle: Cycle) -> tuple[Statement, ...]:
    """Return the log with its corrections made, and without them."""
    return cycle._statements  # noqa: SLF001


E_ = TypeVar("E_", bound=Statement)


def latest(cycle: Cycle, kind: type[E_]) -> E_ | None:
    """Return the last event of this type, as corrected, or None."""
    for event in reversed(statements(cycle)):
        if isinstance(event, kind):
            return event
    return None


def decision(cycle: Cycle) -> Adopt | Adapt | Abandon | None:
    """Return how the cycle was decided; None while it is open or when stopped."""
    last = statements(cycle)[-1] if cycle.log else None
    return last if isinstance(last, Adopt | Adapt | Abandon) else None


@frozen(kw_only=True)
class Comparison:
    """One prediction beside what happened; `verdict` is None until studied."""

    question: str
    prediction: Prediction
    measure: str = ""
    verdict: Verdict | None = None
    actual: float | None = None
    happened: str = ""


def comparisons(cycle: Cycle) -> tuple[Comparison, ...]:
    """Return each prediction with what happened, in the order of asking."""
    said = statements(cycle)
    compared = {one.question: one for one in said if isinstance(one, Compare)}
    return tuple(
        _comparison(one, compared.get(one.question))
        for one in said
        if isinstance(one, Predict)
    )


def _comparison(asked: Predict, found: Compare | None) -> Comparison:
    if found is None:
        return Comparison(
            question=asked.question, prediction=asked.prediction, measure=asked.measure
        )
    return Comparison(
        question=asked.question,
        prediction=asked.prediction,
        measure=asked.measure,
        verdict=_verdict(asked.prediction, found),
        actual=found.actual,
        happened=found.happened,
    )
