"""Answers that took long are kept, some of each kind, by all that was asked."""

from __future__ import annotations

from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["kept"]

P = ParamSpec("P")
T = TypeVar("T")
#: So many answers of each function are kept, the last used.
MOST: Final = 512


def kept(function: Callable[P, T]) -> Callable[P, T]:
    """Return a function of frozen values that answers twice without working twice.

    What has no hash, as a rule of somebody else's may have none, is worked out anew.
    """
    held: Any = lru_cache(maxsize=MOST)(function)

    @wraps(function)
    def ask(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            hash((args, tuple(kwargs.items())))
        except TypeError:
            return function(*args, **kwargs)
        answer: T = held(*args, **kwargs)
        return answer

    return ask
