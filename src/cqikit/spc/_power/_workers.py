"""Work on drawn charts by several threads: NumPy lets go of Python's lock.

Charts are drawn by one thread, in order, and read by others; so answers do not depend
on how many there are, and what is held does not grow with the draws.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, Final, TypeVar

from attrs import field, frozen

from cqikit.spc._rules._flags import whole_from

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["A_NUMBER", "Workers", "each_of"]

T = TypeVar("T")
R = TypeVar("R")

A_NUMBER: Final[Any] = whole_from(1, 64)


@frozen
class Workers:
    """So many threads; answers do not hang on that, so any number equals another."""

    count: int = field(default=1, eq=False)


def each_of(
    function: Callable[[T], R], items: Iterable[T], workers: int
) -> Iterator[R]:
    """Yield what a function makes of each item, in order, by so many threads."""
    if workers == 1:
        yield from map(function, items)
        return
    # Only who asks for threads waits for them to be loaded.
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415

    with ThreadPoolExecutor(workers) as pool:
        waiting: deque[Any] = deque()
        for item in items:
            waiting.append(pool.submit(function, item))
            if len(waiting) > workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
