"""What a rule answers: at each point, the direction of its signal.

And what rules are asked: words for what rules of one name do differently, and charts as
rules of anybody's making see them, one phase a row.
"""

from __future__ import annotations

from math import prod
from typing import (
    TYPE_CHECKING,
    Any,
    Final,
    Literal,
    Protocol,
    TypeAlias,
    runtime_checkable,
)

import numpy as np
from attrs import validators

from cqikit.core import at_least, at_most, instance_of, one_of
from cqikit.errors import ChartError, shown
from cqikit.spc._charts._segments import segments_of
from cqikit.spc._charts._view import View
from cqikit.spc._rules._short import laid

if TYPE_CHECKING:
    from collections.abc import Callable

    from cqikit.spc._charts._view import ChartView, Flags
    from cqikit.spc._rules._stream import Stream
    from cqikit.spc._rules._useful import Bits


__all__ = [
    "DOWN",
    "UNDIRECTED",
    "UP",
    "Counts",
    "Missing",
    "OnCentre",
    "Rule",
    "Ties",
    "answer",
    "foreign_flags",
    "is_missing",
    "is_on_centre",
    "left_out",
    "whole_from",
]

#: What a missing point does to a pattern.
Missing: TypeAlias = Literal["break", "skip"]
#: What a point on the centre line is to a run.
OnCentre: TypeAlias = Literal["break", "skip", "above", "below", "either"]
#: What two equal neighbours do to a trend.
Ties: TypeAlias = Literal["break", "skip"]
#: What the length of a trend counts.
Counts: TypeAlias = Literal["points", "steps"]

is_missing: Final = one_of("break", "skip")
is_on_centre: Final = one_of("break", "skip", "above", "below", "either")


def whole_from(least: int, most: int | None = None) -> Any:
    """Check that a number is whole, `least` or more, and at most `most` if given."""
    checks = [at_least(least)] if most is None else [at_least(least), at_most(most)]
    return validators.and_(instance_of(int), *checks)


def left_out(line: Stream, missing: Missing) -> Bits | None:
    """Return the places that a rule passes over, None where it passes over none."""
    return None if missing == "break" or not line.has_missing else line.missing


#: A point takes part in a signal upwards.
UP: Final = 1
#: A point takes part in a signal downwards.
DOWN: Final = -1
#: A point takes part in a signal that has no direction, such as too few crossings.
UNDIRECTED: Final = 2
#: What a rule may answer at a point, in an array of truth values or of numbers.
FLAGS: Final = (0, UP, DOWN, UNDIRECTED)
NUMBERS: Final = frozenset("biuf")


@runtime_checkable
class Rule(Protocol):
    """Whatever finds signals on a chart: a frozen callable value with a name.

    It is called with any chart and returns flags of the shape (..., n): `UP`,
    `DOWN` or `UNDIRECTED` at the points that belong to a signal, 0 elsewhere.
    `read` hands it one phase a row, without excluded points, so that a rule
    need not know of either. A rule that returns `NotImplemented` cannot answer, and
    is left out of the reading.
    """

    @property
    def name(self) -> str: ...

    def __call__(self, chart: ChartView, /) -> Flags: ...


def answer(chart: ChartView, along: Callable[[Stream], Any]) -> Flags:
    """Return what a rule that works along a line says of `chart`, (..., n)."""
    line = laid(chart)
    with np.errstate(invalid="ignore", over="ignore"):
        return line.back(along(line)).copy()


def foreign_flags(rule: Rule, view: ChartView) -> Flags | None:
    """Return what `rule` says of a chart, phase by phase, (..., n); None: it cannot."""
    shape = np.shape(view.values)
    table = (prod(shape[:-1]), shape[-1])

    def in_rows(name: str) -> Any:
        array = getattr(view, name, None)
        return None if array is None else np.broadcast_to(array, shape).reshape(table)

    breaks, excluded = in_rows("breaks"), in_rows("excluded")
    if not (np.any(breaks) or np.any(excluded)):
        return _asked(rule, view, shape)
    segments = segments_of(table, breaks, None if excluded is None else ~excluded)
    everyone = np.arange(segments.counts.size)
    lines = map(in_rows, ("values", "centre", "sigma", "lower", "upper"))
    rows: list[Any] = [
        None if line is None else segments.pack(line, everyone) for line in lines
    ]
    packed = View(*rows)
    flags = np.zeros(table, dtype=np.int8)
    answered = _asked(rule, packed, np.shape(packed.values))
    if answered is None:
        return None
    segments.unpack(answered, everyone, flags)
    return flags.reshape(shape)


def _asked(rule: Rule, view: ChartView, shape: tuple[int, ...]) -> Flags | None:
    answered: Any = rule(view)
    if answered is NotImplemented:
        return None
    try:
        flags = np.asarray(answered)
    except ValueError:
        # Lists of several lengths are no array.
        flags = np.asarray(None)
    if flags.shape != shape:
        raise ChartError(
            f"rule {rule.name!r} must return flags of the shape {shape}"
            f" (got {flags.shape}): one flag for each point"
        )
    wrong = np.ones(shape, dtype=bool)
    if flags.dtype.kind in NUMBERS:
        wrong = ~np.isin(flags, FLAGS)
    if wrong.any():
        got = flags[wrong].tolist()[0]
        raise ChartError(
            f"rule {rule.name!r} must return flags, which are UP (1), DOWN (-1),"
            f" UNDIRECTED (2) or 0 (got {shown(got)})"
        )
    return flags.astype(np.int8, copy=False)
