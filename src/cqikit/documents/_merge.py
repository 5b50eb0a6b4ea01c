"""Two people's edits of one document, merged: nothing is lost, and conflicts are told.

How it works: a three-way merge on values, not on lines. Fields are merged one by one,
members of lists by their keys (else by all that they say), logs as the union of both,
in order of time. Where both sides changed the same thing in different ways, the merged
value has mine, and the conflict says what each has. What would not be possible
together, such as two ends of one cycle, is a conflict of the smallest part around it.
A result with arrays (a chart, a reading) is one piece: its figures hang together.
"""

from __future__ import annotations

from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, get_args

from attrs import evolve, frozen

from cqikit.core import arguments, same, say
from cqikit.documents._conflicts import Conflict, told_by
from cqikit.documents._faults import beneath
from cqikit.documents._sequences import (
    by_time,
    kept_keys,
    keys_of,
    named,
    ordered,
    placed,
    rewritten,
)
from cqikit.documents._shapes import is_array, is_class, shape_of
from cqikit.errors import CqikitError, FieldTypeError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Merged", "merge"]

T = TypeVar("T")
LOG: Final = "log"
OTHER: Final = say("with theirs in the place of mine, it would not be possible")
OF_BOTH: Final = say("mine, and of theirs what goes with it")


@frozen(kw_only=True)
class Merged(Generic[T]):
    """What came of a merge.

    Parameters
    ----------
    value : object
        Of the class that was merged, with mine where the sides do not agree.
    conflicts : tuple of Conflict
        Where they do not.
    """

    value: T
    conflicts: tuple[Conflict, ...]


@arguments()
def merge(base: T, mine: T, theirs: T) -> Merged[T]:
    """Return what two people made of one value, as one value.

    Parameters
    ----------
    base : object
        What both began with: a document, a plan, a cycle, any value of its classes.
    mine, theirs : object
        What each made of it.

    Returns
    -------
    Merged
        With an unchanged side, the other. With the sides exchanged, the same, but for
        the sides of conflicts. Every event of both logs is in the merged log, once.

    Raises
    ------
    FieldTypeError
        When the three are not of one class.

    Examples
    --------
    >>> from cqikit.actions import ActionStep
    >>> base = ActionStep(key="rugs", what="replace rugs")
    >>> from attrs import evolve
    >>> mine = evolve(base, who="director")
    >>> theirs = evolve(base, who="lead teacher", expense=4)
    >>> merged = merge(base, mine, theirs)
    >>> merged.value.who, merged.value.expense
    ('director', 4)
    >>> print(merged.conflicts[0])
    who: mine is 'director', theirs 'lead teacher'; before, it was ''
    """
    for name, member in (("mine", mine), ("theirs", theirs)):
        if type(member) is not type(base):
            must = say("must be of class {base}, as base is", base=type(base).__name__)
            raise FieldTypeError(name, must, member)
    merging = _Merging()
    value = merging.value("", base, mine, theirs)
    return Merged(value=value, conflicts=tuple(merging.conflicts))


class _Merging:
    """The conflicts found so far."""

    def __init__(self) -> None:
        self.conflicts: list[Conflict] = []

    def value(self, where: str, base: Any, mine: Any, theirs: Any) -> Any:
        if same(theirs, base) or same(theirs, mine):
            return mine
        if same(mine, base):
            return theirs
        kinds = {type(side) for side in (base, mine, theirs)}
        cls: Any = type(base)
        if len(kinds) == 1 and is_class(cls) and not _has_arrays(cls):
            return self._object(where, base, mine, theirs)
        if kinds == {tuple}:
            return self._members(where, base, mine, theirs)
        return self._conflict(where, base, mine, theirs)

    def field(
        self, where: str, field: Any, sides: tuple[Any, Any], own: list[Any]
    ) -> dict[str, Any]:
        """Return a field of an object; none where it is read from what is kept."""
        value = self.value(where, own[0], own[1], own[2])
        return {} if _is_read(field.attribute, sides, value) else {field.alias: value}

    def _conflict(
        self, where: str, base: Any, mine: Any, theirs: Any, written: str = "mine"
    ) -> Any:
        found = Conflict(
            where=where, base=base, mine=mine, theirs=theirs, written=written
        )
        self.conflicts.append(found)
        return mine

    def _object(self, where: str, base: Any, mine: Any, theirs: Any) -> Any:
        sides = base, mine, theirs
        found = _attempt(where, *sides)
        if found.conflicts:
            # Where I have mine, they have theirs: it must be possible for both.
            other = _attempt(where, base, theirs, mine)
            while found.how is not other.how:
                least = max(found.how, other.how)
                if found.how < least:
                    found = _attempt(where, *sides, least)
                else:
                    other = _attempt(where, base, theirs, mine, least)
        self.conflicts += found.conflicts
        return found.value

    def _members(
        self, where: str, base: tuple[Any, ...], mine: Any, theirs: Any
    ) -> tuple[Any, ...]:
        by = named(base, mine, theirs)
        sides = [
            dict(zip(keys_of(side, by), side, strict=True))
            for side in (base, mine, theirs)
        ]
        made: dict[Any, Any] = {}
        for key in kept_keys(*sides):
            at = f"{where}[{key}]" if by else where
            made[key] = self._member(at, *(side.get(key) for side in sides))
        if not by:
            both = rewritten(*sides)
            if both is not None:
                self._conflict(where, *both, written="both")
        orders = [list(side) for side in sides]
        keys, agreed = ordered(orders[0], orders[1], orders[2], set(made))
        if not agreed:
            self._conflict(f"{where} (order)", base, mine, theirs)
        return tuple(made[key] for key in keys)

    def _member(self, where: str, base: Any, mine: Any, theirs: Any) -> Any:
        """Return a member that stays, though one side may have taken it out."""
        if base is not None and (mine is None) is not (theirs is None):
            self._conflict(where, base, mine, theirs, _kept(mine))
        if mine is None or theirs is None:
            return theirs if mine is None else mine
        return self.value(where, base, mine, theirs)

    def logs(self, where: str, base: Any, mine: Any, theirs: Any) -> list[Any]:
        """Return the logs that hold every event of both, the likeliest first."""
        sides = [placed(side) for side in (base, mine, theirs)]
        for key, event in sides[0].items():
            if (key in sides[1]) is not (key in sides[2]):
                own, other = (event if key in side else None for side in sides[1:])
                at = f"{where}[{event.on}]"
                self._conflict(at, event, own, other, _kept(own))
        return by_time(sides[1], sides[2])


@cache
def _has_arrays(kind: Any) -> bool:
    """Say whether `kind` is computed as one piece, which is mine or theirs."""
    return _arrays_in(kind, ())


def _arrays_in(kind: Any, above: tuple[Any, ...]) -> bool:
    if is_array(kind) or kind in above:
        return is_array(kind)
    fields = shape_of(kind).fields if is_class(kind) else ()
    inner = [field.kind for field in fields] or get_args(kind)
    return any(_arrays_in(of, (*above, kind)) for of in inner)


def _kept(mine: Any) -> str:
    """Return whose is written of what one side took out: it stays."""
    return "theirs" if mine is None else "mine"


class _How(IntEnum):
    """How two sides became one object, the best first."""

    MERGED = 0
    MY_LOG = 1
    MINE = 2


@frozen
class _Outcome:
    how: _How
    value: Any
    conflicts: list[Conflict]


def _attempt(
    where: str, base: Any, mine: Any, theirs: Any, least: _How = _How.MERGED
) -> _Outcome:
    """Return the best that is possible of two sides of an object, from `least` on."""
    if least is _How.MINE:
        return _as_mine(where, base, mine, theirs, OTHER)
    cls: Any = type(base)
    merging = _Merging()
    made: dict[str, Any] = {}
    logs: list[tuple[Any, ...]] = []
    for field in shape_of(cls).fields:
        at = beneath(where, field.alias)
        own = [getattr(side, field.attribute.name) for side in (base, mine, theirs)]
        if field.alias == LOG and own[1] != own[0] != own[2]:
            logs = merging.logs(at, own[0], own[1], own[2])
        else:
            made |= merging.field(at, field, (mine, theirs), own)
    tried = [{**made, LOG: log} for log in logs] or [made]
    why = "" if least is _How.MERGED else OTHER
    for fields in tried if least is _How.MERGED else ():
        try:
            return _Outcome(_How.MERGED, cls(**fields), merging.conflicts)
        except CqikitError as error:
            why = why or told_by(error)
    if logs:
        at = beneath(where, LOG)
        told = Conflict(
            where=at, base=base.log, mine=mine.log, theirs=theirs.log, why=why
        )
        try:
            value = _with_theirs(
                lambda log: cls(**{**made, LOG: log}), base.log, mine.log, theirs.log
            )
        except CqikitError as error:
            why = why or told_by(error)
        else:
            if value.log != mine.log:
                told = evolve(told, written=OF_BOTH)
            kept = [case for case in merging.conflicts if not case.where.startswith(at)]
            return _Outcome(_How.MY_LOG, value, [*kept, told])
    return _as_mine(where, base, mine, theirs, why)


def _is_read(attribute: Any, sides: tuple[Any, ...], value: Any) -> bool:
    """Say whether who has a value has it from its other fields, as who does what.

    What is read from a sentence follows the sentence that is kept.
    """
    read = getattr(attribute.default, "takes_self", False)
    having = [
        side for side in sides if read and same(getattr(side, attribute.name), value)
    ]
    return bool(having) and all(
        same(attribute.default.factory(side), value) for side in having
    )


def _as_mine(where: str, base: Any, mine: Any, theirs: Any, why: str) -> _Outcome:
    whole = Conflict(where=where, base=base, mine=mine, theirs=theirs, why=why)
    return _Outcome(_How.MINE, mine, [whole])


def _with_theirs(make: Callable[[Any], Any], base: Any, mine: Any, theirs: Any) -> Any:
    """Return what has my log, and of their new events each that goes with it."""
    value = make(mine)
    before, own, other = (placed(log) for log in (base, mine, theirs))
    left = dict.fromkeys(key for key in other if key not in own)
    for key in [member for member in left if member not in before]:
        fewer = [member for member in left if member != key]
        for log in by_time(own, other, left=fewer):
            try:
                value = make(log)
            except CqikitError:
                continue
            del left[key]
            break
    return value
