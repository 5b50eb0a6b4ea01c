"""What is its log: dated events in order of time, whose table says where it stands.

A step, a cycle, a plan: each keeps a log, folds it with its table when it is built, and
keeps the state that comes out. So a log that its table does not allow can be neither
built nor loaded, and rooms need say no more than their types.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from attrs import evolve

from cqikit.core._arguments import arguments, has
from cqikit.core._fields import instance_of
from cqikit.core._table import Table
from cqikit.core._wording import say
from cqikit.errors import FieldTypeError, TransitionError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["Logged", "advance", "latest", "possible", "replay", "state"]

S = TypeVar("S")
S_co = TypeVar("S_co", covariant=True)
E = TypeVar("E")


class Logged(Protocol[S_co]):
    """A frozen attrs value with a log, which it replays while it is built.

    Examples
    --------
    >>> from attrs import field, frozen
    >>> from cqikit.core import Row
    >>> class Coin: ...
    >>> class Push: ...
    >>> GATE = Table((Row("shut", Coin, "open"), Row("open", Push, "shut")))
    >>> @frozen
    ... class Gate:
    ...     log: tuple = ()
    ...     _state: str = field(init=False, repr=False, eq=False)
    ...
    ...     def __attrs_post_init__(self):
    ...         replay(self, GATE)
    >>> gate = advance(Gate(), Coin())
    >>> state(gate), [event.__name__ for event in possible(gate, GATE)]
    ('open', ['Push'])
    >>> advance(gate, Coin())
    Traceback (most recent call last):
    ...
    cqikit.errors.TransitionError: Coin is not possible in open: possible now: Push
    """

    # Its events; no narrower, as pyright takes a field with a converter for its
    # descriptor.
    @property
    def log(self) -> Any: ...
    @property
    def _state(self) -> S_co: ...


L = TypeVar("L", bound=Logged[Any])

LOGGED = has(
    "log", "_state", what=say("what replays a log"), fix=say("see core.Logged")
)


@arguments()
def replay(
    subject: Logged[S],
    table: Table[S],
    seen: Callable[[list[Any]], Any] | None = None,
) -> None:
    """Fold the log of a value that is being built, and keep the state with it.

    Parameters
    ----------
    subject : Logged
        Called from its ``__attrs_post_init__``.
    table : Table
        The state machine.
    seen : callable, optional
        Makes what guards look at of the events so far; by default these themselves.

    Raises
    ------
    TransitionError
        As of `Table.fold`.
    """
    object.__setattr__(subject, "_state", table.fold(subject.log, seen))


@arguments(subject=LOGGED)
def advance(subject: L, event: Any) -> L:
    """Return `subject` with `event` at the end of its log; `subject` is unchanged.

    Parameters
    ----------
    event : Any
        What happens next; the state machine must allow it.

    Raises
    ------
    TransitionError
        When the event is not possible now; it says why, or what is.
    """
    try:
        then: L = evolve(cast("Any", subject), log=(*subject.log, event))
    except TransitionError as error:
        # The log before it was possible, so the place would say nothing new.
        raise error.at("") from None
    return then


@arguments(subject=LOGGED)
def state(subject: Logged[S]) -> S:
    """Return where it stands, as its log tells."""
    return subject._state  # noqa: SLF001  (kept by `replay`)


@arguments(subject=LOGGED, table=instance_of(Table))
def possible(subject: Logged[S], table: Table[S], seen: Any = None) -> tuple[type, ...]:
    """Return the types of event that may come next, by what they will say.

    Parameters
    ----------
    table : Table
        The state machine.
    seen : Any
        What the guards look at; the log unless said.
    """
    return table.possible(state(subject), subject.log if seen is None else seen)


def latest(log: Sequence[Any], kind: type[E], *kinds: type[E]) -> E | None:
    """Return the last event of one of these types, or None.

    Parameters
    ----------
    kind : type
        The type of event.
    *kinds : type
        Further types; none unless said.

    Raises
    ------
    FieldTypeError
        When a kind is no type.

    Examples
    --------
    >>> latest(["a", 1, "b", 2.5], int, float), latest([], str)
    (2.5, None)
    """
    wanted: tuple[type[E], ...] = (kind, *kinds)
    for asked in wanted:
        if not isinstance(asked, type):
            raise FieldTypeError(
                "kind",
                say("must be a type of event"),
                asked,
                say("give the class, not its name"),
            )
    for event in reversed(log):
        if isinstance(event, wanted):
            return event
    return None
