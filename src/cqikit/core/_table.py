"""State machines as rows: what is possible in which state, and under what guard.

A table says everything about behaviour. Whoever keeps a log of events folds it
with the table, so a log that the table does not allow can be neither built nor
loaded. Nothing here holds state.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, Generic, TypeVar

from attrs import field, frozen

from cqikit.core._arguments import a_callable, arguments
from cqikit.core._by_value import FrozenDict
from cqikit.core._checks import wanted_of
from cqikit.core._converters import TupleOf
from cqikit.core._fields import each, instance_of
from cqikit.core._wording import Part, Sentence, worded
from cqikit.errors import TransitionError

__all__ = ["Guard", "Row", "Table", "day_before", "guard"]

S = TypeVar("S", bound="Hashable")


@frozen
class Guard:
    """A condition of a row; `otherwise` says what to do when it does not hold.

    `test` looks at a subject and an event, or at a subject alone: then it is known
    beforehand whether any such event is possible. `otherwise` is a template
    (`core.Wording`), and `parts` what it speaks of, such as the event before and its
    day.

    Parameters
    ----------
    name : str
        What it is called in a picture of the table.
    otherwise : str
        What is said where it does not hold.
    test : Callable[..., bool]
        Says whether it holds, of the subject and the event.
    parts : Callable[[Any, Any], Mapping[str, Part]], optional
        What the sentence speaks of; nothing unless said.
    """

    name: str
    otherwise: str
    test: Callable[..., bool] = field(validator=a_callable)
    parts: Callable[[Any, Any], Mapping[str, Part]] | None = None
    _wants: int = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_wants", wanted_of(self.test))

    def __call__(self, subject: Any, event: Any) -> bool:
        return self.test(*(subject, event)[: self._wants])

    def may_hold(self, subject: Any) -> bool:
        """Say whether it holds for this subject and some event, as far as it is known.

        A condition that looks at the event may.
        """
        return self._wants > 1 or self.test(subject)

    @arguments()
    def told(self, subject: Any, event: Any) -> Sentence:
        """Return what to do when it does not hold for this subject and event."""
        parts = {} if self.parts is None else self.parts(subject, event)
        return worded(self.otherwise, parts)


@arguments()
def guard(
    otherwise: str, parts: Callable[[Any, Any], Mapping[str, Part]] | None = None
) -> Callable[[Callable[..., bool]], Guard]:
    """Make a `Guard` of a function of (subject, event) or (subject), by decoration.

    Parameters
    ----------
    parts : callable, optional
        What the sentence speaks of; the state alone unless said.

    Examples
    --------
    >>> @guard("write a prediction first")
    ... def has_prediction(log):
    ...     return "prediction" in log
    >>> has_prediction.name, has_prediction.otherwise
    ('has_prediction', 'write a prediction first')
    """

    def made(test: Callable[..., bool]) -> Guard:
        # A decorated function is found, by pickle too, where its guard is kept.
        test.__qualname__ += ".test"
        return Guard(name=test.__name__, otherwise=otherwise, test=test, parts=parts)

    return made


def day_before(subject: Any, _: Any) -> dict[str, Part]:
    """Return the last event of a log, as documents call it, and its day, by name.

    Parameters
    ----------
    subject : sequence of event, or what has one as its ``log``
    _ : Any
        The event that comes; it does not matter.

    Examples
    --------
    >>> from datetime import date
    >>> from cqikit.pdsa import EndTest
    >>> day_before([EndTest(on=date(2026, 1, 30))], None)
    {'event': 'end-test', 'day': datetime.date(2026, 1, 30)}
    """
    last = getattr(subject, "log", subject)[-1]
    name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", type(last).__name__).lower()
    return {"event": name, "day": last.on}


@frozen
class Row(Generic[S]):
    """In `state`, an event of type `event` leads to `to` if all guards hold.

    Parameters
    ----------
    state : S
        The state in which it holds.
    event : type
        The type of event.
    to : S
        The state that the event leads to.
    guards : tuple of Guard
        What must hold besides; nothing unless said.
    """

    state: S
    event: type
    to: S
    guards: tuple[Guard, ...] = field(default=(), converter=TupleOf[Guard])


@frozen
class Table(Generic[S]):
    """The rows of a state machine; the first row's state is where it starts.

    Two rows may share state and event: the first whose guards hold is taken.

    Parameters
    ----------
    rows : tuple of Row[S]
        The rows, that of the first state first.

    Examples
    --------
    >>> class Push: ...
    >>> class Coin: ...
    >>> gate = Table((Row("shut", Coin, "open"), Row("open", Push, "shut")))
    >>> gate.step("shut", None, Coin())
    'open'
    >>> gate.step("shut", None, Push())
    Traceback (most recent call last):
    ...
    cqikit.errors.TransitionError: Push is not possible in shut: possible now: Coin
    """

    rows: tuple[Row[S], ...] = field(
        converter=TupleOf[Row[S]], validator=each(instance_of(Row))
    )
    _rows_of: dict[tuple[S, type], tuple[Row[S], ...]] = field(
        init=False, repr=False, eq=False
    )

    def __attrs_post_init__(self) -> None:
        rows_of: dict[tuple[S, type], tuple[Row[S], ...]] = {}
        for row in self.rows:
            place = (row.state, row.event)
            rows_of[place] = (*rows_of.get(place, ()), row)
        object.__setattr__(self, "_rows_of", FrozenDict(rows_of))

    @property
    def start(self) -> S:
        """Return the state in which everything starts."""
        return self.rows[0].state

    @property
    def states(self) -> tuple[S, ...]:
        """Return every state, in the order in which rows name them."""
        named = [state for row in self.rows for state in (row.state, row.to)]
        return tuple(dict.fromkeys(named))

    @property
    def final(self) -> tuple[S, ...]:
        """Return the states that no event leaves."""
        # A row that leads back to its own state does not leave it.
        left = {row.state for row in self.rows if row.to != row.state}
        return tuple(state for state in self.states if state not in left)

    @property
    def events(self) -> tuple[type, ...]:
        """Return every type of event, in the order in which rows name them."""
        return tuple(dict.fromkeys(row.event for row in self.rows))

    @arguments()
    def events_in(self, state: S) -> tuple[type, ...]:
        """Return the types of event that some row allows in `state`."""
        return tuple(event for at, event in self._rows_of if at == state)

    @arguments()
    def possible(self, state: S, subject: Any) -> tuple[type, ...]:
        """Return the types of event that are possible in `state` for this subject.

        Without those that some condition refuses whatever the event says.

        Examples
        --------
        >>> class Start: ...
        >>> class Predict: ...
        >>> @guard("write a prediction first")
        ... def has_prediction(log):
        ...     return "prediction" in log
        >>> table = Table(
        ...     (
        ...         Row("plan", Predict, "plan"),
        ...         Row("plan", Start, "do", (has_prediction,)),
        ...     )
        ... )
        >>> [kind.__name__ for kind in table.possible("plan", [])]
        ['Predict']
        """
        return tuple(
            event
            for event in self.events_in(state)
            if any(
                all(this_guard.may_hold(subject) for this_guard in row.guards)
                for row in self._rows_of[state, event]
            )
        )

    @arguments()
    def step(self, state: S, subject: Any, event: Any) -> S:
        """Return the state after `event`.

        Parameters
        ----------
        state : S
            Where `subject` stands.
        subject, event
            What the guards look at.

        Raises
        ------
        TransitionError
            When no row allows the event; it says why, or what is possible.
        """
        rows = self._rows_of.get((state, type(event)), ())
        for row in rows:
            if all(this_guard(subject, event) for this_guard in row.guards):
                return row.to
        refusing = dict.fromkeys(
            this_guard
            for row in rows
            for this_guard in row.guards
            if not this_guard(subject, event)
        )
        reasons = dict.fromkeys(guard.told(subject, event) for guard in refusing)
        possible = (
            kind.__name__
            for kind in self.possible(state, subject)
            if kind is not type(event)
        )
        raise TransitionError(
            spoken(state),
            type(event).__name__,
            tuple(reasons),
            tuple(possible),
            guards=tuple(guard.name for guard in refusing),
        )

    @arguments()
    def fold(
        self, log: Iterable[Any], subject: Callable[[list[Any]], Any] | None = None
    ) -> S:
        """Return the state after a whole log.

        Parameters
        ----------
        log : iterable of events
        subject : callable, optional
            Makes what the guards look at of the events so far; by default
            these events themselves.

        Raises
        ------
        TransitionError
            At the first event that is not possible; `where` is its place,
            such as ``log[3]``, and `more` tells of later ones.

        Examples
        --------
        >>> class Coin: ...
        >>> class Push: ...
        >>> gate = Table((Row("shut", Coin, "open"), Row("open", Push, "shut")))
        >>> gate.fold([Coin(), Push(), Coin()])
        'open'
        >>> gate.fold([Coin(), Coin()])
        Traceback (most recent call last):
        ...
        cqikit.errors.TransitionError: log[1]: Coin is not possible in open: ...
        """
        at = self.start
        so_far: list[Any] = []
        refused: list[TransitionError] = []
        for place, event in enumerate(log):
            seen = so_far if subject is None else subject(so_far)
            try:
                at = self.step(at, seen, event)
            except TransitionError as error:
                refused.append(error.at(f"log[{place}]"))
                at = self.after(at, event)
            so_far.append(event)
        if refused:
            raise TransitionError.joined(refused) from None
        return at

    def after(self, state: S, event: Any) -> S:
        """Return the state that an event leads to, also where it is refused.

        So that the rest of a log can be judged, as if it had been possible.
        """
        rows = [row for row in self.rows if isinstance(event, row.event)]
        here = [row for row in rows if row.state == state]
        return next((row.to for row in here or rows), state)

    def mermaid(self) -> str:
        """Return the table as a Mermaid state diagram."""
        lines = ["stateDiagram-v2", f"    [*] --> {spoken(self.start)}"]
        for row in self.rows:
            when = " and ".join(
                this_guard.name.replace("_", " ") for this_guard in row.guards
            )
            label = row.event.__name__ + (f" [{when}]" if when else "")
            lines.append(f"    {spoken(row.state)} --> {spoken(row.to)}: {label}")
        lines += [f"    {spoken(state)} --> [*]" for state in self.final]
        return "\n".join(lines) + "\n"


def spoken(state: Hashable) -> str:
    """Return how a state is written: an enum by its value, else its text."""
    return str(getattr(state, "value", state))
