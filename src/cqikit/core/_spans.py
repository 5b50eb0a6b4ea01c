"""Many periods at once: from one to another, and those that many days lie in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from cqikit.core._arguments import arguments
from cqikit.core._far import MOST_PERIODS, ends_of
from cqikit.core._fields import instance_of
from cqikit.core._periods import MONTHS, Frequency, Period, period_at
from cqikit.core._wording import say
from cqikit.errors import FieldError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from cqikit.core._cadence import Cadence

    Indexes = NDArray[np.intp]

__all__ = ["counts_of", "periods_between", "spanned"]

#: Rows span at most `MOST_PERIODS`; and more where many have a row.
MOST_A_ROW: Final = 10


@arguments(first=instance_of(Period), last=instance_of(Period))
def periods_between(first: Period, last: Period) -> Iterator[Period]:
    """Yield every period from `first` to `last`, both included.

    Parameters
    ----------
    last : Period
        The last one, of the same frequency.

    Raises
    ------
    FieldError
        When it is another kind of period, or more than 75,000 are asked for.

    Examples
    --------
    >>> from cqikit.core import parse_period
    >>> span = periods_between(parse_period("2025-11"), parse_period("2026-02"))
    >>> [str(month) for month in span]
    ['2025-11', '2025-12', '2026-01', '2026-02']
    """
    if (first.frequency, first.starts) != (last.frequency, last.starts):
        raise FieldError(
            "last",
            say(
                "must be a {frequency} as the first is", frequency=first.frequency.words
            ),
            str(last),
        )
    begin, end = ends_of(first, last)
    for index in range(begin, end + 1):
        yield period_at(index, first.frequency, first.starts)


def counts_of(cadence: Cadence, periods: Sequence[Period]) -> Indexes:
    """Return the counts of the periods that others, or days, stand for, shape (n,).

    It is `Period.index` of `Cadence.whole` of each; days are worked on at once.

    Raises
    ------
    FieldError
        For the first that is no period of this length.
    """
    import numpy as np  # noqa: PLC0415  (whoever imports core need not count)

    numbered = cadence.frequency is Frequency.POINT
    if numbered or {it.frequency for it in periods} != {Frequency.DAY}:
        return np.array([cadence.whole(it).index for it in periods], dtype=np.intp)
    days = np.array([it.first.toordinal() for it in periods], dtype=np.intp)
    if cadence.frequency in MONTHS:
        since = (days - date(1970, 1, 1).toordinal()).astype("M8[D]")
        months = since.astype("M8[M]").astype(int) + 1970 * 12
        return (months - cadence.starts + 1) // MONTHS[cadence.frequency]
    return (days - cadence.starts) // 7 if cadence.frequency is Frequency.WEEK else days


def spanned(
    cadence: Cadence,
    counts: Indexes,
    which: Indexes,
    name: str = "on",
    where: Sequence[str] = (),
) -> Indexes:
    """Return the counts of all periods from the first of some to the last of them.

    Each row, of `which` of shape (rows,), has one of `counts`, shape (n,). An error
    calls the column by `name`, and the row by its one of `where`, else ``on[3]``.

    Raises
    ------
    FieldError
        When they are too far apart: a row of the year 9999 is a slip, which would make
        millions of gaps.
    """
    first, last = int(counts.min()), int(counts.max())
    most = max(MOST_PERIODS, MOST_A_ROW * len(which))
    if last - first >= most * cadence.every:
        raise too_far(cadence, counts[which], most, name, where)
    return cadence.indexes(first, last)


def too_far(
    cadence: Cadence,
    counts: Indexes,
    most: int,
    name: str = "on",
    where: Sequence[str] = (),
) -> FieldError:
    """Return the error of rows, (rows,), that span more than so many periods."""
    kind = cadence.frequency, cadence.starts
    ends = (str(period_at(int(end), *kind)) for end in (counts.min(), counts.max()))
    rows = _farthest(counts)
    places = tuple(where[row] if where else f"{name}[{row}]" for row in rows)
    return FieldError(
        name,
        say(
            "must span at most {most} {periods} from its first row to its last",
            most=f"{most:,}",
            periods=cadence.frequency.several,
        ),
        " to ".join(ends),
        say("look for a slip in {places/ or }", places=places),
    )


def _farthest(counts: Indexes) -> list[int]:
    """Return the row that is farthest from the middle one; of two as far, both."""
    import numpy as np  # noqa: PLC0415

    far = np.abs(counts - np.median(counts))
    ends = sorted({int(counts.argmin()), int(counts.argmax())})
    return [row for row in ends if far[row] == far.max()]
