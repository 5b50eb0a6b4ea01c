"""Answers that took long are kept, some of each kind, by all that was asked."""

from __future__ import annotations

from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["kept"]

P = ParamSpec("P")
T = TypeVar("T")


def kept(most: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Return a decorator for functions of frozen values that answer once.

    The last `most` answers are kept. What has no hash, as a rule of somebody else's may
    have none, is worked out anew.
    """

    def decorated(function: Callable[P, T]) -> Callable[P, T]:
        held: Any = lru_cache(maxsize=most)(function)

        @wraps(function)
        def ask(*args: P.args, **kwargs: P.kwargs) -> T:
            try:
                hash((args, tuple(kwargs.items())))
            except TypeError:
                return function(*args, **kwargs)
            answer: T = held(*args, **kwargs)
            return answer

        return ask

    return decorated
