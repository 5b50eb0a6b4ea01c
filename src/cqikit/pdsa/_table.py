"""What can happen in which phase of a cycle, and under what guards.

The guards look at the log so far, with its corrections made.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final, cast

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


#: The whole log is judged anew after each; people make one or two.
MOST_CORRECTIONS: Final = 100
ENDS: Final = frozenset({Phase.ADOPTED, Phase.ADAPTED, Phase.ABANDONED, Phase.STOPPED})


class Told(list[Event]):
    """A log so far, and what guards ask of it, kept up as it grows.

    A log of thousands of events from a stranger is read once and not once an event.
    """

    def __init__(self, events: Iterable[Event] = ()) -> None:
        super().__init__()
        self.kinds: Counter[type] = Counter()
        #: The first event about each question, of predictions and of comparisons.
        self.asked: dict[type, dict[str, Any]] = {Predict: {}, Compare: {}}
        for event in events:
            self.add(event)

    def add(self, event: Any) -> None:
        """Put an event at the end."""
        self.append(event)
        self.kinds[type(event)] += 1
        if type(event) in self.asked:
            self.asked[type(event)].setdefault(event.question, event)

    def correct(self, event: Correct) -> None:
        """Put what a correction says in the place of what it corrects."""
        before: Any = self[event.place]
        instead: Any = event.instead
        self[event.place] = instead
        if type(before) in self.asked:
            questions = self.asked[type(before)]
            questions.pop(before.question, None)
            questions.setdefault(instead.question, instead)

    def grown(self, so_far: Sequence[Event]) -> Told:
        """Return this log with what `so_far` has beyond it, corrections made."""
        for event in so_far[len(self) :]:
            self.add(event)
            if isinstance(event, Correct) and is_of_place(self, event):
                self.correct(event)
        return self


def told(log: Sequence[Event]) -> Told:
    """Return a log as guards ask it."""
    return log if isinstance(log, Told) else Told(log)


@guard("date it no earlier than the event before it: {event} of {day}", day_before)
def in_order(log: Sequence[Event], event: Event) -> bool:
    """Say whether the log stays in order of time."""
    return not log or log[-1].on <= event.on


@guard("write a prediction first")
def has_prediction(log: Sequence[Event]) -> bool:
    """Say whether something was predicted before."""
    return told(log).kinds[Predict] > 0


@guard("this question has its prediction: correct that one, or ask another question")
def asks_anew(log: Sequence[Event], event: Predict) -> bool:
    """Say whether the question was not asked before."""
    return event.question not in told(log).asked[Predict]


@guard("observe something first")
def has_observation(log: Sequence[Event]) -> bool:
    """Say whether something was observed before."""
    return told(log).kinds[Observe] > 0


@guard("name a question that has a prediction")
def was_predicted(log: Sequence[Event], event: Compare) -> bool:
    """Say whether the question has a prediction to compare with."""
    return _prediction(log, event.question) is not None


@guard("this question is compared already: correct that comparison")
def compares_anew(log: Sequence[Event], event: Compare) -> bool:
    """Say whether the question was not compared before."""
    return event.question not in told(log).asked[Compare]


@guard("say the verdict: it cannot be computed from this prediction and actual")
def has_verdict(log: Sequence[Event], event: Compare) -> bool:
    """Say whether the comparison has a verdict, or one can be computed."""
    prediction = _prediction(log, event.question)
    return prediction is None or verdict_of(prediction, event) is not None


@guard("compare each prediction with what happened first")
def compared_all(log: Sequence[Event]) -> bool:
    """Say whether no prediction is left without a comparison."""
    asked = told(log).asked
    return asked[Predict].keys() == asked[Compare].keys()


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


def _most(_: Any, __: Any) -> dict[str, Part]:
    return {"most": MOST_CORRECTIONS}


@guard("a prediction stays as it was made once the test has started")
def keeps_predictions(log: Sequence[Event], event: Correct) -> bool:
    """Say whether no prediction is changed by hindsight."""
    started = told(log).kinds[StartTest] > 0
    return not (started and isinstance(event.instead, Predict))


@guard("begin another cycle: the log of one has at most {most} corrections", _most)
def few_corrections(log: Sequence[Event]) -> bool:
    """Say whether there is room for a correction, after each of which all is judged."""
    return told(log).kinds[Correct] < MOST_CORRECTIONS


#: What is asked of a correction by itself, before the log is looked at as corrected.
BY_ITSELF: Final[tuple[Guard, ...]] = (
    in_order,
    corrects_earlier,
    keeps_type,
    looks_back,
    keeps_predictions,
    few_corrections,
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
        TABLE.fold(
            (entry for entry in corrected if not isinstance(entry, Correct)),
            Told().grown,
        )
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


def _prediction(log: Sequence[Event], question: str) -> Prediction | None:
    asked: Predict | None = told(log).asked[Predict].get(question)
    return None if asked is None else asked.prediction


def verdict_of(prediction: Prediction, event: Compare) -> Verdict | None:
    if event.verdict is not None or event.actual is None:
        return event.verdict
    return compare(prediction, event.actual)
