"""Values that hold arrays, NaN or mappings: compared by what they hold, and kept so.

attrs compares fields with `==`, which is no answer for arrays, and has it that a value
with a NaN differs from its own copy. `by_value` compares such fields by their contents.
NumPy is known here by what its arrays have, so that whoever imports core need not load
it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar

from attrs import fields, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "FrozenDict",
    "Partial",
    "as_frozen",
    "by_value",
    "read_only",
    "same",
    "sealed",
]

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")


def _refuse(*_: Any, **__: Any) -> NoReturn:
    raise TypeError("a FrozenDict cannot be changed; dict(...) makes a copy that can")


REFUSED: Final[Any] = _refuse


class FrozenDict(dict[K, V]):
    """A dict that cannot be changed: it pickles, copies and compares as one.

    Examples
    --------
    >>> codes = FrozenDict(yes=1, no=0)
    >>> codes["yes"], codes == {"no": 0, "yes": 1}
    (1, True)
    >>> codes["no"] = 2
    Traceback (most recent call last):
    ...
    TypeError: a FrozenDict cannot be changed; dict(...) makes a copy that can
    """

    __setitem__ = __delitem__ = __ior__ = REFUSED
    clear = pop = popitem = setdefault = update = REFUSED

    def __reduce__(self) -> tuple[Any, ...]:
        return FrozenDict, (dict(self),)

    def __copy__(self) -> FrozenDict[K, V]:
        return self

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))


def as_frozen(value: Any) -> Any:
    """Convert a mapping to a `FrozenDict`; leave all else for the check to refuse.

    Examples
    --------
    >>> as_frozen({"yes": 1}), as_frozen("yes")
    ({'yes': 1}, 'yes')
    """
    return FrozenDict(value) if isinstance(value, Mapping) else value


@frozen
class Partial:
    """A function with its first arguments: a `functools.partial` that is a value.

    Parameters
    ----------
    function : callable
        What is called.
    given : tuple
        Its first arguments.

    Examples
    --------
    >>> import math
    >>> power = Partial(math.pow, (2.0,))
    >>> power(3), power == Partial(math.pow, (2.0,))
    (8.0, True)
    """

    function: Callable[..., Any]
    given: tuple[Any, ...]

    def __call__(self, *others: Any) -> Any:
        return self.function(*self.given, *others)


def by_value(cls: type[T]) -> type[T]:
    """Let instances of an attrs class be compared and hashed by what they hold.

    Arrays are equal that have one shape and equal members, and NaN is equal to NaN.
    Those of a value that comes back from pickle or a copy are `sealed` again.
    Written above ``@frozen(eq=False)``; a field with ``eq=False`` does not count.

    Examples
    --------
    >>> import numpy as np
    >>> from attrs import frozen
    >>> @by_value
    ... @frozen(eq=False)
    ... class Line:
    ...     values: np.ndarray
    >>> a, b = (Line(np.array([1.0, np.nan])) for _ in "ab")
    >>> a == b, hash(a) == hash(b), a == Line(np.array([1.0, 2.0]))
    (True, True, False)
    """

    def held(value: Any) -> Iterator[Any]:
        return (getattr(value, field.name) for field in fields(cls) if field.eq)  # type: ignore[arg-type]

    def equal(self: Any, other: object) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return self is other or all(map(same, held(self), held(other)))

    def hashed(self: Any) -> int:
        return hash((cls, *map(_key, held(self))))

    # attrs gives a class with slots its own; others have but a __dict__.
    restore: Any = getattr(cls, "__setstate__", _restore)

    def restored(self: Any, state: Any) -> None:
        _seal_all(state)
        restore(self, state)

    cls.__eq__ = equal  # type: ignore[method-assign]
    cls.__hash__ = hashed  # type: ignore[method-assign]
    cls.__setstate__ = restored  # type: ignore[attr-defined]
    return cls


def _restore(value: Any, state: Mapping[str, Any]) -> None:
    value.__dict__.update(state)


def _seal_all(held: Any) -> None:
    """Seal the arrays among what was held: NumPy brings back none that is."""
    if _is_array(held):
        sealed(held)
    elif isinstance(held, Mapping):
        _seal_all(tuple(held.values()))
    elif isinstance(held, tuple | list):
        for inner in held:
            _seal_all(inner)


def same(first: Any, other: Any) -> bool:
    """Say whether two values hold the same: arrays by their members, NaN as NaN.

    Parameters
    ----------
    other : Any
        The other value.
    """
    if first is other or type(first) is type(other) is str:
        # Most fields are texts, most of them as they are by themselves.
        return first is other or bool(first == other)
    if _is_array(first) or _is_array(other):
        return _same_arrays(first, other)
    if isinstance(first, tuple | list) and isinstance(other, tuple | list):
        return len(first) == len(other) and all(map(same, first, other))
    if isinstance(first, Mapping) and isinstance(other, Mapping):
        return first.keys() == other.keys() and all(
            same(value, other[key]) for key, value in first.items()
        )
    if isinstance(first, float) and isinstance(other, float) and first != first:  # noqa: PLR0124
        return other != other  # noqa: PLR0124
    return bool(first == other)


def _is_array(value: Any) -> bool:
    return hasattr(value, "dtype") and hasattr(value, "shape")


def _same_arrays(first: Any, other: Any) -> bool:
    if not (_is_array(first) and _is_array(other)) or first.shape != other.shape:
        return False
    equal = (first == other) | ((first != first) & (other != other))  # noqa: PLR0124
    return bool(equal.all())


def _key(value: Any) -> Any:
    """Return what can be hashed, the same for values that are `same`."""
    if _is_array(value):
        return tuple(value.shape), _key(value.ravel().tolist())
    if isinstance(value, tuple | list):
        return tuple(map(_key, value))
    if isinstance(value, Mapping):
        return frozenset((key, _key(inner)) for key, inner in value.items())
    return "NaN" if isinstance(value, float) and value != value else value  # noqa: PLR0124


def read_only(array: Any) -> Any:
    """Return an array that nobody can write to, a copy if somebody could; or None.

    Examples
    --------
    >>> import numpy as np
    >>> mine = np.array([1.0, 2.0])
    >>> kept = read_only(mine)
    >>> mine[0] = 9
    >>> kept.tolist(), kept.flags.writeable
    ([1.0, 2.0], False)
    """
    inner = array
    try:
        while inner is not None:
            if inner.flags.writeable:
                array = array.copy()
                array.setflags(write=False)
                return array
            inner = inner.base
    except AttributeError:
        # What is viewed is no array, but bytes; or this is none itself.
        pass
    return array


def sealed(array: Any) -> Any:
    """Return an array of our own, to which, and to what it views, nobody writes now.

    Examples
    --------
    >>> import numpy as np
    >>> line = sealed(np.broadcast_to(np.array([5.0]), 3))
    >>> line.flags.writeable or line.base.flags.writeable
    False
    """
    inner = array
    try:
        # What views bytes cannot be written to, nor can they.
        while inner is not None and type(inner) is not bytes:
            inner.setflags(write=False)
            inner = inner.base
    except AttributeError:
        # As of `read_only`.
        pass
    return array
