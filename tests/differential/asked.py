"""One of several questions, drawn by their shares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

__all__ = ["any_of"]


def any_of(
    asked: Mapping[str, tuple[Callable[[Random], str], int]],
) -> Callable[[Random], tuple[str, str]]:
    """Return what asks one of several questions.

    Each is a function, which returns where the library differs, and its share. Returned
    is what was asked, and where it differs, "" if nowhere.
    """

    def compare(random: Random) -> tuple[str, str]:
        [kind] = random.choices([*asked], [share for _, share in asked.values()])
        return kind, asked[kind][0](random)

    return compare
