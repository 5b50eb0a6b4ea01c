"""What is kept of earlier points: as little as the next one needs."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final, TypeAlias

import numpy as np
from attrs import field, frozen

from cqikit.core import FrozenDict, FrozenOf, TupleOf, by_value, instance_of, say
from cqikit.errors import FieldError
from cqikit.spc._charts._kind import Points
from cqikit.spc._monitor._tally import Tally

__all__ = [
    "MISSING",
    "MOST_ROWS",
    "NOTHING",
    "Recall",
    "Row",
    "points_of_rows",
    "rows_of_points",
]

#: A value, its size and what is within it; None where there is none.
Row: TypeAlias = tuple[float | None, ...]
MISSING: Final[Row] = (None,) * 3
#: More rows than any rule looks at, and than any baseline has.
MOST_ROWS: Final = 10_000


def _check_rows(_: Any, attribute: Any, rows: tuple[Row, ...]) -> None:
    if len(rows) > MOST_ROWS:
        must = say("must be at most {most}", most=MOST_ROWS)
        raise FieldError(attribute.name, must, len(rows))
    for row in rows:
        if not (isinstance(row, tuple) and len(row) == len(MISSING)):
            must = say("must be rows of a value, a size and what is within it")
            raise FieldError(attribute.name, must, row)


def _check_windows(owner: Any, attribute: Any, windows: Mapping[str, Any]) -> None:
    for rows in windows.values():
        _check_rows(owner, attribute, rows)


def _check_zeros(_: Any, attribute: Any, zeros: Mapping[str, float]) -> None:
    for found in zeros.values():
        if not found <= 0:
            raise FieldError(
                attribute.name, say("must be at most {most}", most=0), found
            )


@by_value
@frozen(kw_only=True, eq=False)
class Recall:
    """What is remembered of the points so far.

    Parameters
    ----------
    rows : tuple of (value, size, within)
        The latest, as many as rules and estimators look back; all of a baseline that
        goes on.
    windows : mapping of str to tuple of (value, size, within)
        By rule: the latest that it does not pass over.
    zeros : mapping of str to float
        By rule: the logarithm of how probable the zeros are that came last in a row.
    tally : Tally
    held : float
        What a statistic such as an EWMA remembers.
    """

    rows: tuple[Row, ...] = field(
        default=(), converter=TupleOf[Row], validator=_check_rows
    )
    windows: Mapping[str, tuple[Row, ...]] = field(
        default=FrozenDict(),
        converter=FrozenOf[Mapping[str, tuple[Row, ...]]],
        validator=_check_windows,
    )
    zeros: Mapping[str, float] = field(
        default=FrozenDict(),
        converter=FrozenOf[Mapping[str, float]],
        validator=_check_zeros,
    )
    tally: Tally = field(factory=Tally, validator=instance_of(Tally))
    held: float = math.nan

    def check_sizes(self, most: float) -> None:
        """Refuse rows of which one has a larger size than there is."""
        for rows in (self.rows, *self.windows.values()):
            largest = max((row[1] or 0 for row in rows), default=0)
            if largest > most:
                must = say("must be at most {most}", most=most)
                raise FieldError("sizes", must, largest)


#: What is remembered before the first point.
NOTHING: Final = Recall()


def points_of_rows(rows: tuple[Row, ...], *, sized: bool, within: bool) -> Points:
    """Return rows as points (n,), of a kind that has sizes, or spreads within.

    Of other kinds, those that no row has are none.
    """
    values, sizes, spreads = (
        np.array(column, dtype=np.float64) for column in zip(*rows, strict=True)
    )
    has_sizes = sized or any(row[1] is not None for row in rows)
    has_spreads = within or any(row[2] is not None for row in rows)
    return Points(
        values, sizes if has_sizes else None, spreads if has_spreads else None
    )


def rows_of_points(points: Points) -> tuple[Row, ...]:
    """Return points (n,) as rows."""
    columns: list[list[float | None]] = [
        [None] * points.values.size
        if array is None
        else [None if math.isnan(number) else number for number in array.tolist()]
        for array in (points.values, points.sizes, points.within)
    ]
    return tuple(zip(*columns, strict=True))
