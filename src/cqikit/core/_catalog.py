"""An immutable set of named values that a verb takes as an argument.

Nothing is registered anywhere: whoever wants one more rule, chart kind or
roll-up passes a catalog that has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar, overload

from attrs import field, frozen

from cqikit.core._arguments import arguments
from cqikit.core._by_value import FrozenDict
from cqikit.core._fields import as_tuple, instance_of
from cqikit.core._numbers import plural
from cqikit.core._wording import say
from cqikit.errors import DuplicateError, FieldError, FieldTypeError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Catalog", "Named"]


class Named(Protocol):
    """What can stand in a catalog: anything with a name."""

    @property
    def name(self) -> str: ...


T = TypeVar("T", bound=Named)
Default = TypeVar("Default")


def _tuple_of(members: Iterable[T]) -> tuple[T, ...]:
    listed: tuple[T, ...] = as_tuple(members)
    return listed


@frozen
class Catalog(Generic[T]):
    """Named values in a fixed order, never changed: editing makes a new one.

    Parameters
    ----------
    members : iterable of values with a `name`
        No two with the same name.
    kind : str
        What the members are called in messages, such as ``rule``.

    Examples
    --------
    >>> from types import SimpleNamespace as Rule
    >>> basic = Catalog([Rule(name="shift"), Rule(name="trend")], kind="rule")
    >>> basic.names
    ('shift', 'trend')
    >>> basic.add(Rule(name="mine")).without("trend").names
    ('shift', 'mine')
    >>> basic
    <Catalog of 2 rules>
    >>> print(basic)
    shift, trend
    >>> basic["shfit"]
    Traceback (most recent call last):
    ...
    cqikit.errors.UnknownNameError: no rule named 'shfit'; did you mean 'shift'?
    """

    members: tuple[T, ...] = field(converter=_tuple_of, validator=instance_of(tuple))
    kind: str = field(default="member", kw_only=True)
    _by_name: Mapping[str, T] = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        by_name: dict[str, T] = {}
        members: tuple[Any, ...] = self.members
        for place, member in enumerate(members):
            name = getattr(member, "name", None)
            if isinstance(member, type):
                where = f"{self.kind}s[{place}]"
                fix = say("call it, as a class makes one")
                must = say("must be a {kind}, not its class", kind=self.kind)
                raise FieldTypeError(where, must, member, fix)
            if not isinstance(name, str):
                where, fix = f"{self.kind}s[{place}]", say("give it a name, as text")
                raise FieldError(
                    where, say("must be a {kind}", kind=self.kind), member, fix
                )
            if name in by_name:
                raise DuplicateError(
                    say("the {kind}s", kind=self.kind),
                    name,
                    say("replace(...) exchanges one"),
                )
            by_name[name] = member
        object.__setattr__(self, "_by_name", FrozenDict(by_name))

    def __repr__(self) -> str:
        """Return one line, as a catalog stands in signatures for a default."""
        return f"<Catalog of {plural(len(self), self.kind)}>"

    def __str__(self) -> str:
        """Return the names, for people."""
        return ", ".join(self.names)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names, in order."""
        return tuple(self._by_name)

    @arguments()
    def add(self, *members: T) -> Catalog[T]:
        """Return a catalog that has `members` too, at its end."""
        return Catalog((*self.members, *members), kind=self.kind)

    @arguments()
    def replace(self, member: T) -> Catalog[T]:
        """Return a catalog with `member` in the place of its namesake."""
        self[member.name]
        return Catalog(
            (member if named.name == member.name else named for named in self.members),
            kind=self.kind,
        )

    def without(self, *names: str) -> Catalog[T]:
        """Return a catalog that lacks `names`; each of them must be there."""
        gone = {self[name].name for name in names}
        return Catalog(
            (member for member in self.members if member.name not in gone),
            kind=self.kind,
        )

    def only(self, *names: str) -> Catalog[T]:
        """Return a catalog of just `names`, in that order."""
        return Catalog((self[name] for name in names), kind=self.kind)

    @overload
    def get(self, name: str) -> T | None: ...
    @overload
    def get(self, name: str, default: Default) -> T | Default: ...
    @arguments()
    def get(self, name: str, default: Any = None) -> Any:
        """Return the member of this name, or `default`."""
        return self._by_name.get(name, default)

    def __getitem__(self, name: str) -> T:
        try:
            return self._by_name[name]
        except (KeyError, TypeError):
            raise UnknownNameError(self.kind, name, self._by_name) from None

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name in self._by_name

    def __iter__(self) -> Iterator[T]:
        return iter(self.members)

    def __len__(self) -> int:
        return len(self._by_name)

    def __or__(self, others: Iterable[T]) -> Catalog[T]:
        """Return a catalog with `others` too; a namesake is replaced in place."""
        merged: Catalog[T] = self
        for other in others:
            merged = (
                merged.replace(other) if other.name in merged else merged.add(other)
            )
        return merged
