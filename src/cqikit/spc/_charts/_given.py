"""What verbs take for values and lines, as type checkers know it.

Protocols, since nobody has to import NumPy or pandas to chart a list: whatever has
`__array__` is an array, and what is listed has places, and can be asked whether it
holds anything (a text can only be asked whether it holds a text).
"""

from __future__ import annotations

from collections.abc import Iterator  # noqa: TC003
from typing import Any, Literal, Protocol, TypeAlias, TypeVar

from cqikit.core import PeriodLike
from cqikit.measures import Series

__all__ = ["Array", "KindName", "Line", "Listed", "Times", "Values"]

T_co = TypeVar("T_co", covariant=True)

KindName: TypeAlias = Literal[
    "run",
    "i",
    "i-median",
    "i-median-range",
    "i-screened",
    "i-sd",
    "mr",
    "i-prime",
    "p",
    "np",
    "p-prime",
    "p-exact",
    "c",
    "c-exact",
    "u",
    "u-prime",
    "u-exact",
    "g",
    "g-median",
    "g-exact",
    "t",
    "t-exponential",
    "xbar",
    "xbar-range",
    "xbar-pooled",
    "s",
    "r",
    "ewma",
    "cusum",
    "cusum-low",
    "bernoulli",
    "bernoulli-low",
    "xmr",
    "x-mr",
    "imr",
    "i-mr",
    "x",
    "individuals",
    "p'",
    "u'",
    "x-bar",
    "moving-range",
    "laney-p'",
    "laney-u'",
    "xbar-s",
    "x-bar-s",
    "xbar-r",
    "x-bar-r",
]


class Array(Protocol):
    """An array, or a column of a data frame."""

    def __array__(self) -> Any:
        """Return it as NumPy has it."""
        ...


class Listed(Protocol[T_co]):
    """A list, a tuple, whatever has members in places; no text, no mapping."""

    def __iter__(self) -> Iterator[T_co]:
        """Return each in turn."""
        ...

    def __getitem__(self, place: int, /) -> Any:
        """Return that of a place."""
        ...

    def __contains__(self, member: object, /) -> bool:
        """Return whether something is among them."""
        ...


Numbers: TypeAlias = Listed[float | None] | Listed[Listed[float | None]]
#: One number for all points, or one for each.
Line: TypeAlias = float | Array | Numbers
#: Days or periods, one for each point.
Times: TypeAlias = Array | Listed[PeriodLike]
#: What is charted; the days of events, too.
Values: TypeAlias = Series | Times | Numbers
