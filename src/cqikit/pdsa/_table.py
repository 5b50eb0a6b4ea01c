"""What can happen in which phase of a cycle, and under what guards.

The guards look at the log so far, with its corrections made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from cqikit.core import Choice, Guard, Row, Table, day_before, guard, problem_of
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
    Stop,
)
from cqikit.pdsa._predictions import Prediction, Verdict, compare

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cqikit.core import Part

__all__ = ["TABLE", "Phase", "verdict_of"]


class Phase(Choice):
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


@guard("date it no earlier than the event before it: {event} of {day}", day_before)
def in_order(log: Sequence[Event], event: Event) -> bool:
    """Say whether the log stays in order of time."""
    return not log or log[-1].on <= event.on


@guard("write a prediction first")
def has_prediction(log: Sequence[Event]) -> bool:
    """Say whether something was predicted before."""
    return any(isinstance(entry, Predict) for entry in log)


@guard("this question has its prediction: correct that one, or ask another question")
def asks_anew(log: Sequence[Event], event: Predict) -> bool:
    """Say whether the question was not asked before."""
    return event.question not in {
        entry.question for entry in log if isinstance(entry, Predict)
    }


@guard("observe something first")
def has_observation(log: Sequence[Event]) -> bool:
    """Say whether something was observed before."""
    return any(isinstance(entry, Observe) for entry in log)


@guard("name a question that has a prediction")
def was_predicted(log: Sequence[Event], event: Compare) -> bool:
    """Say whether the question has a prediction to compare with."""
    return _prediction(log, event.question) is not None


@guard("this question is compared already: correct that comparison")
def compares_anew(log: Sequence[Event], event: Compare) -> bool:
    """Say whether the question was not compared before."""
    return event.question not in {
        entry.question for entry in log if isinstance(entry, Compare)
    }


@guard("say the verdict: it cannot be computed from this prediction and actual")
def has_verdict(log: Sequence[Event], event: Compare) -> bool:
    """Say whether the comparison has a verdict, or one can be computed."""
    prediction = _prediction(log, event.question)
    return prediction is None or verdict_of(prediction, event) is not None


@guard("compare each prediction with what happened first")
def compared_all(log: Sequence[Event]) -> bool:
    """Say whether no prediction is left without a comparison."""
    asked = {entry.question for entry in log if isinstance(entry, Predict)}
    return asked == {entry.question for entry in log if isinstance(entry, Compare)}


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
    started = any(isinstance(entry, StartTest) for entry in log)
    return not (started and isinstance(event.instead, Predict))


#: What is asked of a correction by itself, before the log is looked at as corrected.
BY_ITSELF: Final[tuple[Guard, ...]] = (
    in_order,
    corrects_earlier,
    keeps_type,
    looks_back,
    keeps_predictions,
)


def is_of_place(log: Sequence[Event], event: Correct) -> bool:
    """Say whether a correction, let through or not, has an event to replace."""
    return corrects_earlier(log, event) and keeps_type(log, event)


def _refusal(log: Sequence[Event], event: Correct) -> TransitionError | None:
    """Return why the log is not possible once it is corrected, None when it is."""
    if not all(this_guard(log, event) for this_guard in BY_ITSELF):
        # Those say what is wrong.
        return None
    corrected = [*log[: event.place], event.instead, *log[event.place + 1 :]]
    try:
        TABLE.fold(entry for entry in corrected if not isinstance(entry, Correct))
    except TransitionError as error:
        return error.at("")
    return None


def _why_impossible(log: Sequence[Event], event: Correct) -> dict[str, Part]:
    refusal = cast("TransitionError", _refusal(log, event))
    return {"why": problem_of(refusal).message}


@guard("the corrected log must be possible ({why})", _why_impossible)
def corrected_log_is_possible(log: Sequence[Event], event: Correct) -> bool:
    """Say whether the log is possible too with what the correction says."""
    return _refusal(log, event) is None


CORRECTION: Final = (*BY_ITSELF, corrected_log_is_possible)

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


def _prediction(log: Iterable[Event], question: str) -> Prediction | None:
    for event in log:
        if isinstance(event, Predict) and event.question == question:
            return event.prediction
    return None


def verdict_of(prediction: Prediction, event: Compare) -> Verdict | None:
    if event.verdict is not None or event.actual is None:
        return event.verdict
    return compare(prediction, event.actual)
