"""A figure of a report that knows how it was made and from which rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from cqikit.core import as_tuple, each, is_key, is_text, non_blank

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Figure", "row_ranges"]


@frozen(kw_only=True)
class Figure:
    """One number of a report.

    Parameters
    ----------
    key, title : str
        Identity, and what people read.
    value : float or None
        None where nothing can be said; `how` says why.
    unit : str
    how : str
        How it was made, in a sentence with the numbers in it.
    policy : str
        The named choice it rests on, "" where there was none to make.
    rows : tuple of str
        Where the data are from, with runs of rows joined.
    """

    key: str = field(validator=is_key)
    title: str = field(validator=non_blank)
    value: float | None = field()
    unit: str = field(default="", validator=is_text)
    how: str = field(default="", validator=is_text)
    policy: str = field(default="", validator=is_text)
    rows: tuple[str, ...] = field(
        default=(), converter=as_tuple, validator=each(non_blank)
    )


NUMBERED: Final = re.compile(r"(?P<file>.*) row (?P<number>\d{1,12})", re.ASCII)


def row_ranges(rows: Iterable[str]) -> tuple[str, ...]:
    """Return `rows` with runs of neighbours joined, one text a source.

    Examples
    --------
    >>> row_ranges(["a.csv row 3", "a.csv row 2", "a.csv row 7", "by hand", ""])
    ('a.csv rows 2-3, 7', 'by hand')
    """
    numbers: dict[str, set[int]] = {}
    others: dict[str, None] = {}
    for row in rows:
        found = NUMBERED.fullmatch(row)
        if found:
            numbers.setdefault(found["file"], set()).add(int(found["number"]))
        elif row:
            others[row] = None
    joined = [f"{file} {_spans(found)}" for file, found in numbers.items()]
    return (*joined, *others)


def _spans(numbers: set[int]) -> str:
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    listed = ", ".join(
        f"{first}" if first == last else f"{first}-{last}" for first, last in spans
    )
    return f"row{'' if len(numbers) == 1 else 's'} {listed}"
