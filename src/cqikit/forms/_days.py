"""Days as forms write them, decided by the whole column and never guessed."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Final

from cqikit.forms._layout import DayOrder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cqikit.forms._faults import Faults

__all__ = ["days_of"]

#: The clock after a day, which is left aside with its zone.
CLOCK: Final = r"(?:[T ,].{0,40})?"
YEAR_FIRST: Final = re.compile(
    rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){CLOCK}", re.ASCII
)
YEAR_LAST: Final = re.compile(
    rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}|\d\d){CLOCK}", re.ASCII
)
WRITE: Final = "write days as 2025-01-31"


def days_of(
    cells: Iterable[tuple[int, str]],
    column: str,
    order: DayOrder | None,
    faults: Faults,
) -> dict[int, date | None]:
    """Return the day of each row, None where the cell is empty.

    A point between day and month means that the day is first; a stroke or a
    dash may mean both, so that another day of the column must tell, or `order`.
    With a year of two digits, which may be any of the three, only `order` tells.

    Parameters
    ----------
    cells : iterable of (place of the row, text)
    column : str
    order : DayOrder, optional
    faults : Faults
        Where all that is no day goes.
    """
    made: dict[int, date | None] = {}
    open_days: dict[int, tuple[str, tuple[int, int, int]]] = {}
    for place, cell in cells:
        text = cell.strip()
        made[place] = None
        first, last = YEAR_FIRST.fullmatch(text), YEAR_LAST.fullmatch(text)
        if first:
            year, month, day = int(first[1]), int(first[3]), int(first[4])
            made[place] = _day(year, month, day)
        elif last and last[2] == "." and len(last[4]) == 4:
            made[place] = _day(int(last[4]), int(last[3]), int(last[1]))
        elif last:
            open_days[place] = text, (int(last[1]), int(last[3]), int(last[4]))
            continue
        if text and made[place] is None:
            faults.cell(place, column, "must be a day", text, WRITE)
    made |= _decided(open_days, column, order, faults)
    return made


def _decided(
    said: dict[int, tuple[str, tuple[int, int, int]]],
    column: str,
    order: DayOrder | None,
    faults: Faults,
) -> dict[int, date | None]:
    """Return days of which the order of day and month had to be found out."""
    short = any(year < 100 for _, (_, _, year) in said.values())
    told, order = order, order or (None if short else _order_in(said))
    made: dict[int, date | None] = {}
    for place, (text, (first, second, year)) in said.items():
        if order is None and (short or first != second):
            must = "must be a day that can be read in one way"
            fix = 'say which is first: dates = "mdy" or dates = "dmy"'
            faults.cell(place, column, must, text, fix)
            continue
        month, day = (second, first) if order is DayOrder.DAY_FIRST else (first, second)
        made[place] = _day(year + 2000 * (year < 100), month, day)
        if made[place] is None:
            must = "must be a day" + (f", in the order {order.value}" if order else "")
            must += "" if told or not order else " as others of the column"
            faults.cell(place, column, must, text, WRITE)
    return made


def _order_in(said: dict[int, tuple[str, tuple[int, int, int]]]) -> DayOrder | None:
    """Return the order of the days that can be read in one way, that of most of them.

    Where they mix, those of the other order are no days in this one.
    """
    orders = [_order_of(first, second) for _, (first, second, _) in said.values()]
    counts = Counter(filter(None, orders))
    return counts.most_common(1)[0][0] if counts else None


def _order_of(first: int, second: int) -> DayOrder | None:
    if first > 12 >= second:
        return DayOrder.DAY_FIRST
    return DayOrder.MONTH_FIRST if second > 12 >= first else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
