"""A PDSA cycle is its dated event log; its phase is folded from it.

An impossible cycle can be neither built nor loaded, and every prefix of a log
is a cycle too.
"""

from __future__ import annotations

from typing import Any, TypeVar

from attrs import field, frozen

from cqikit import core
from cqikit.core import (
    TupleOf,
    arguments,
    each,
    instance_of,
    is_key,
    is_text,
    non_blank,
    say,
)
from cqikit.pdsa._events import (
    Abandon,
    Adapt,
    Adopt,
    Compare,
    Correct,
    Event,
    Plan,
    Predict,
    Statement,
)
from cqikit.pdsa._predictions import Prediction, Verdict
from cqikit.pdsa._table import TABLE, Phase, Told, verdict_of

__all__ = [
    "Comparison",
    "Cycle",
    "advance",
    "begin",
    "comparisons",
    "decision",
    "latest",
    "possible",
    "state",
    "statements",
]


@frozen(kw_only=True)
class Cycle:
    """One Plan-Do-Study-Act cycle: what it is about, and its log.

    Parameters
    ----------
    key : str
        A short name, other than those of its neighbours.
    title : str
        What people read.
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
        converter=TupleOf[Event],
        validator=each(instance_of(*TABLE.events)),
    )
    _state: Phase = field(init=False, repr=False, eq=False)
    _statements: tuple[Statement, ...] = field(init=False, repr=False, eq=False)
    # Some twenty checks read a cycle as a form: `worksheet` fills it in once.
    _sheet: Any = field(default=None, init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        seen = Told().grown
        core.replay(self, TABLE, seen)
        said = tuple(
            event for event in seen(self.log) if not isinstance(event, Correct)
        )
        object.__setattr__(self, "_statements", said)


@arguments()
def begin(
    *, key: str, title: str, team: str = "", idea: str = "", plan: Plan | None = None
) -> Cycle:
    """Return a new cycle, in its planning phase.

    Parameters
    ----------
    title : str
        What the test is called.
    team : str
        Who tests, by key; nobody is named unless said.
    idea : str
        The idea that is tested, by key; none unless said.
    plan : Plan, optional
        The plan of the test; not yet made unless said.

    Examples
    --------
    >>> from datetime import date
    >>> from cqikit.pdsa import Predict, StartTest
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
    >>> state(cycle).value
    'do'
    """
    log = () if plan is None else (plan,)
    return Cycle(key=key, title=title, team=team, idea=idea, log=log)


@arguments(cycle=instance_of(Cycle, fix=say("begin one with pdsa.begin")))
def advance(cycle: Cycle, event: Event) -> Cycle:
    """Return `cycle` with `event` at the end of its log; `cycle` is unchanged.

    Parameters
    ----------
    event : Event
        What happened in the cycle.

    Raises
    ------
    TransitionError
        When the event is not possible now; it says why, or what is.

    Examples
    --------
    >>> from datetime import date
    >>> from cqikit.pdsa import StartTest
    >>> advance(begin(key="c1", title="Remind"), StartTest(on=date(2026, 3, 9)))
    Traceback (most recent call last):
    ...
    cqikit.errors.TransitionError: StartTest is not possible in plan: write a ...
    """
    return core.advance(cycle, event)


@arguments(cycle=instance_of(Cycle, fix=say("begin one with pdsa.begin")))
def state(cycle: Cycle) -> Phase:
    """Return where the cycle stands."""
    return core.state(cycle)


@arguments(cycle=instance_of(Cycle, fix=say("begin one with pdsa.begin")))
def possible(cycle: Cycle) -> tuple[type, ...]:
    """Return the types of event that may come next, by what they will say."""
    return core.possible(cycle, TABLE, statements(cycle))


@arguments(cycle=instance_of(Cycle, fix=say("begin one with pdsa.begin")))
def statements(cycle: Cycle) -> tuple[Statement, ...]:
    """Return the log with its corrections made, and without them."""
    return cycle._statements  # noqa: SLF001


E_ = TypeVar("E_", bound=Statement)


@arguments(cycle=instance_of(Cycle, fix=say("begin one with pdsa.begin")))
def latest(cycle: Cycle, kind: type[E_], *kinds: type[E_]) -> E_ | None:
    """Return the last event of one of these types, as corrected, or None.

    Parameters
    ----------
    kind : type
        The type of event that is asked for.
    *kinds : type
        Further types; none unless said.
    """
    return core.latest(statements(cycle), kind, *kinds)


@arguments(cycle=instance_of(Cycle, fix=say("begin one with pdsa.begin")))
def decision(cycle: Cycle) -> Adopt | Adapt | Abandon | None:
    """Return how the cycle was decided; None while it is open or when stopped."""
    last = statements(cycle)[-1] if cycle.log else None
    return last if isinstance(last, Adopt | Adapt | Abandon) else None


@frozen(kw_only=True)
class Comparison:
    """One prediction beside what happened.

    Parameters
    ----------
    question : str
        What was asked.
    prediction : Prediction
        What was foretold.
    measure : str
        Key of the measure that it is about; none unless said.
    verdict : Verdict, optional
        How the two compare; None until studied.
    actual : float, optional
        What happened, in the unit of the prediction; None where no number was
        told.
    happened : str
        What happened, in words; not told unless said.
    """

    question: str
    prediction: Prediction
    measure: str = ""
    verdict: Verdict | None = None
    actual: float | None = None
    happened: str = ""


@arguments(cycle=instance_of(Cycle, fix=say("begin one with pdsa.begin")))
def comparisons(cycle: Cycle) -> tuple[Comparison, ...]:
    """Return each prediction with what happened, in the order of asking."""
    said = statements(cycle)
    compared = {event.question: event for event in said if isinstance(event, Compare)}
    return tuple(
        _comparison(event, compared.get(event.question))
        for event in said
        if isinstance(event, Predict)
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
        verdict=verdict_of(asked.prediction, found),
        actual=found.actual,
        happened=found.happened,
    )
