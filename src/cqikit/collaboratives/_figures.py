"""A figure of a report that knows how it was made and from which rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import field, frozen

from cqikit.core import (
    Sentence,
    arguments,
    as_texts,
    between,
    each,
    is_key,
    is_text,
    non_blank,
    say,
)
from cqikit.measures import make_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cqikit.collaboratives._groups import Indexes
    from cqikit.core import Period, Sentence
    from cqikit.measures import Columns

__all__ = ["Figure", "ranges_by", "row_ranges", "team_periods"]

#: So many rows that are equally far apart are told by the first two and the last.
STEPPED: Final = 12
#: So many groups are more than anybody has.
MOST_GROUPS: Final = 10**8


@frozen(kw_only=True)
class Figure:
    """One number of a report.

    Parameters
    ----------
    key : str
        A short name, other than those of its neighbours.
    title : str
        What people read.
    value : float or None
        None where nothing can be said; `how` says why, and `absent` what stands
        there instead: "none" unless told.
    unit : str
        The unit of the value; none unless said.
    how : str
        How it was made, in a sentence with the numbers in it.
    policy : str
        The named choice it rests on, "" where there was none to make.
    absent : str
        What stands there where there is no value; "none" unless said.
    rows : tuple of str
        Where the data are from, with runs of rows joined.
    """

    key: str = field(validator=is_key)
    title: str = field(validator=non_blank)
    value: float | None = field()
    unit: str = field(default="", validator=is_text)
    how: str = field(default="", validator=is_text)
    policy: str = field(default="", validator=is_text)
    absent: str = field(default=say("none"), validator=non_blank)
    rows: tuple[str, ...] = field(
        default=(), converter=as_texts, validator=each(non_blank)
    )


@arguments()
def row_ranges(rows: Iterable[str]) -> tuple[str, ...]:
    """Return `rows` with runs of neighbours joined, one text a source.

    Many rows that are equally far apart, as those of one month in a table sorted by
    team are, are told by the first two and the last.

    Examples
    --------
    >>> row_ranges(["a.csv row 3", "a.csv row 2", "a.csv row 7", "by hand", ""])
    ('a.csv rows 2-3, 7', 'by hand')
    >>> row_ranges(f"a.csv row {row}" for row in [*range(2, 400, 36), 450])
    ('a.csv rows 2, 38 … 398, 450',)
    """
    listed = list(rows)
    zeros = np.zeros(len(listed), dtype=np.int64)
    columns = make_columns(period=zeros, frequency=0, numbers={}, source=listed)
    return ranges_by(columns, zeros, 1)[0]


@arguments(count=between(0, MOST_GROUPS))
def ranges_by(columns: Columns, groups: Indexes, count: int) -> list[tuple[str, ...]]:
    """Return what `row_ranges` says of the rows of each of many groups.

    Rows are sorted by group, source and number; a run ends where one of the first two
    changes or the number leaps. No text of a row is made.

    Parameters
    ----------
    columns : Columns
    groups : ndarray of int, shape (rows,)
        Which of `count` groups each row is in.
    count : int
        How many groups there are.
    """
    made: list[dict[str, None]] = [{} for _ in range(count)]
    places = np.flatnonzero(columns.row >= 0)
    places = places[
        np.lexsort((columns.row[places], columns.source[places], groups[places]))
    ]
    group, source, row = groups[places], columns.source[places], columns.row[places]
    leaps = np.ones(len(places), dtype=bool)
    leaps[1:] = (np.diff(group) != 0) | (np.diff(source) != 0)
    starts = np.flatnonzero(leaps)
    leaps[1:] |= np.diff(row) > 1
    runs = np.flatnonzero(leaps)
    ends = np.append(runs, len(places))[1:] - 1
    firsts, lasts = row[runs].tolist(), row[ends].tolist()
    of_start = np.append(np.searchsorted(runs, starts), len(runs)).tolist()
    # A source stands where the group first has a row of it.
    first_row = np.minimum.reduceat(places, starts) if starts.size else starts
    for place in np.argsort(first_row, kind="stable").tolist():
        here = slice(of_start[place], of_start[place + 1])
        listed = _listed(firsts[here], lasts[here])
        told = say(
            "{source} {n:row|rows} {rows}",
            source=columns.sources[source[starts[place]]],
            n=1 if listed[0].isdecimal() and len(listed) == 1 else 2,
            rows=tuple(listed),
        )
        made[group[starts[place]]][told] = None
    alone = (columns.row < 0) & (columns.source != 0)
    alone_in = groups[alone].tolist()
    for text, of_group in zip(columns.part(alone).row_texts(), alone_in, strict=True):
        made[of_group][text] = None
    return [tuple(entry) for entry in made]


def _listed(firsts: list[int], lasts: list[int]) -> list[str]:
    """Return runs of rows as texts, those of one row that are a step apart as one."""
    texts: list[str] = []
    at = 0
    while at < len(firsts):
        stop = _stop(firsts, lasts, at) if len(firsts) - at >= STEPPED else at
        first, last = firsts[at], lasts[at]
        if stop - at >= STEPPED:
            texts.append(f"{first}, {firsts[at + 1]} … {firsts[stop - 1]}")
            at = stop
        else:
            texts.append(f"{first}" if first == last else f"{first}-{last}")
            at += 1
    return texts


def _stop(firsts: list[int], lasts: list[int], at: int) -> int:
    """Return where rows one by one, as far apart as the first two, come to an end."""
    step, stop = firsts[at + 1] - firsts[at], at
    while stop < len(firsts) and firsts[stop] == lasts[stop]:
        if firsts[stop] != firsts[at] + (stop - at) * step:
            break
        stop += 1
    return stop


def team_periods(
    key: str, count: int, possible: int, periods: Sequence[Period]
) -> Sentence:
    """Return how many of all that could be there were, and over which periods."""
    parts: dict[str, Any] = {
        "count": count,
        "possible": possible,
        "periods": len(periods),
        "first": periods[0],
        "last": periods[-1],
    }
    if key == "reporting":
        return say(
            "{count} of {possible} team-periods reporting data, over {periods} periods"
            " ({first} to {last})",
            **parts,
        )
    return say(
        "{count} of {possible} team-periods submitting PDSA cycles, over {periods}"
        " periods ({first} to {last})",
        **parts,
    )
