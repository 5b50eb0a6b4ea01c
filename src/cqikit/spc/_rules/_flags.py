"""What a rule answers: at each point, the direction of its signal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

import numpy as np

from cqikit.spc._rules._stream import Stream, laid

if TYPE_CHECKING:
    from collections.abc import Callable

    from cqikit.spc._rules._useful import Codes
    from cqikit.spc._view import ChartView, Flags

__all__ = ["DOWN", "UNDIRECTED", "UP", "Rule", "answer", "directed", "undirected"]

#: A point takes part in a signal upwards.
UP: Final = 1
#: A point takes part in a signal downwards.
DOWN: Final = -1
#: A point takes part in a signal that has no direction, such as too few crossings.
UNDIRECTED: Final = 2

#: An array, which NumPy combines sooner than a number.
ONE: Final = np.array(1, dtype=np.int8)


@runtime_checkable
class Rule(Protocol):
    """Whatever finds signals on a chart: a frozen callable value with a name.

    It is called with any chart and returns flags of the shape (..., n): `UP`,
    `DOWN` or `UNDIRECTED` at the points that belong to a signal, 0 elsewhere.
    `read` hands it one phase a row, without excluded points, so that a rule
    need not know of either.
    """

    @property
    def name(self) -> str: ...

    def __call__(self, chart: ChartView, /) -> Flags: ...


def answer(chart: ChartView, along: Callable[[Stream], Flags]) -> Flags:
    """Return what a rule that works along a line says of `chart`, (..., n)."""
    line = laid(chart)
    with np.errstate(invalid="ignore", over="ignore"):
        return line.back(along(line))


def directed(codes: Codes) -> Flags:
    """Return bits 1 and 2 as `UP` and `DOWN`."""
    signs = codes.view(np.int8)
    flags: Flags = (signs & ONE) - (signs >> ONE)
    return flags


def undirected(codes: Codes) -> Flags:
    """Return `UNDIRECTED` where there is a 1."""
    ones = codes.view(np.int8)
    # Adding takes a fraction of the time of shifting.
    flags: Flags = ones + ones
    return flags
