"""Converters of fields that tell type checkers what a field may be given.

A checker reads what `__init__` takes for a field off the first parameter of the field's
converter. `as_tuple` takes anything, so that it sees nothing wrong in `steps=[1, 2]`:
`TupleOf[ActionStep]` is the same function, and takes a collection of steps. mypy's
plugin for attrs knows functions, classes, and generic classes with their arguments, but
binds no type variables of functions; therefore these are classes to a checker, and rows
that give a function when they run.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar, cast

from attrs import converters, frozen

from cqikit.core._by_value import as_frozen
from cqikit.core._fields import as_tuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Self

__all__ = [
    "ChoiceOf",
    "FrozenOf",
    "OptionalChoiceOf",
    "OptionalTupleOf",
    "SeveralOf",
    "Texts",
    "TupleOf",
    "as_several",
    "as_texts",
]

T = TypeVar("T")
Kind = TypeVar("Kind")
Word = TypeVar("Word")


class Texts(Protocol):
    """A list, a tuple, a set of texts: any collection of them but a text.

    A text is a collection of texts, but can only be asked whether it holds one.
    """

    def __iter__(self) -> Iterator[str]:
        """Return each in turn."""
        ...

    def __contains__(self, member: object, /) -> bool:
        """Return whether something is among them."""
        ...


def as_texts(members: Texts | Iterator[str]) -> tuple[str, ...]:
    """Convert texts to a tuple, as `as_tuple`; to type checkers one text is no list."""
    return cast("tuple[str, ...]", as_tuple(members))


def as_several(value: Any) -> Any:
    """Let one text stand for a list of one; else as `as_tuple`.

    Examples
    --------
    >>> as_several("staff"), as_several(["staff", "families"])
    (('staff',), ('staff', 'families'))
    """
    return (value,) if isinstance(value, str) else as_tuple(value)


if TYPE_CHECKING:
    # What is made is said to be of the class itself, or is no instance of it: either
    # way it is what the field is annotated as.

    class TupleOf(tuple[T, ...]):  # noqa: SLOT001
        """A tuple of any iterable of T."""

        def __new__(cls, members: Iterable[T]) -> Self: ...

    class OptionalTupleOf(tuple[T, ...]):  # noqa: SLOT001
        """A tuple of any iterable of T, or None."""

        def __new__(cls, members: Iterable[T] | None) -> Self: ...

    class SeveralOf(tuple[T, ...]):  # noqa: SLOT001
        """A tuple of any iterable of T, or of one T."""

        def __new__(cls, members: T | Iterable[T]) -> Self: ...

    class FrozenOf(Generic[T]):
        """A mapping that nobody can write to."""

        def __new__(cls, mapping: T) -> T: ...  # type: ignore[misc]

    class ChoiceOf(Generic[Kind, Word]):
        """A member of the enumeration Kind, of one of its words."""

        def __new__(cls, word: Kind | Word) -> Kind: ...  # type: ignore[misc]

    class OptionalChoiceOf(Generic[Kind, Word]):
        """A member of the enumeration Kind, of one of its words, or None."""

        def __new__(cls, word: Kind | Word | None) -> Kind | None: ...  # type: ignore[misc]

else:

    @frozen
    class _Row:
        made: Callable[[Any], Callable[[Any], Any]]

        def __getitem__(self, kinds: Any) -> Callable[[Any], Any]:
            return self.made(kinds)

    TupleOf = _Row(lambda _: as_tuple)
    OptionalTupleOf = TupleOf
    SeveralOf = _Row(lambda _: as_several)
    FrozenOf = _Row(lambda _: as_frozen)

    def _choice_of(kinds: Any) -> Callable[[Any], Any]:
        kind = kinds[0]

        def chosen(word: Any) -> Any:
            # What has no hash is compared with each member, which arrays are not.
            return kind(word) if isinstance(word, Hashable) else kind._missing_(word)

        # Most are members by now, and an enumeration takes its time to find that out.
        return lambda word: word if word.__class__ is kind else chosen(word)

    ChoiceOf = _Row(_choice_of)
    OptionalChoiceOf = _Row(lambda kinds: converters.optional(_choice_of(kinds)))
