"""Days as forms write them, decided by the whole column and never guessed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cqikit.core import (
    FindingKind,
    Frequency,
    Writing,
    parse_period,
    problem_of,
    writing_of,
)
from cqikit.errors import FieldError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cqikit.forms._faults import Faults
    from cqikit.forms._layout import DayOrder

__all__ = ["days_of"]

#: The clock after a day, which is left aside with its zone.
CLOCK: Final = re.compile(r"[T ,]{1,2}\d{1,2}:\d\d.{0,40}", re.ASCII)
NO_DAY: Final = FindingKind(
    "answers.no-day",
    says={"": "must be a day", "order": "must be a day, in the order {order}"},
    fix="write days as 2025-01-31",
)


def days_of(
    cells: Iterable[tuple[int, str]],
    column: str,
    order: DayOrder | None,
    faults: Faults,
) -> dict[int, date | None]:
    """Return the day of each row, None where the cell is empty.

    The column says which of day and month is first, or `order` does; see
    `core.writing_of`.

    Parameters
    ----------
    cells : iterable of (place of the row, text)
    column : str
    order : DayOrder, optional
    faults : Faults
        Where all that is no day goes.
    """
    rows = {place: CLOCK.sub("", cell.strip()) for place, cell in cells}
    first: dict[str, int] = {}
    for place, text in rows.items():
        first.setdefault(text, place)
    places = list(first.values())
    style = order.value if order else None
    try:
        writing = writing_of(
            list(first), style, where=lambda place: faults.row(places[place])
        )
    except FieldError as error:
        # What was got is a cell, or cells with their rows.
        odd = (text for text in first if f"{error.got} in ".startswith(f"{text} in "))
        where = f"{faults.row(first[next(odd)])}, {faults.word_for_column} {column}"
        faults.add(problem_of(error, where, form="bare", longest=240))
        return dict.fromkeys(rows)
    days = {text: _day(text, writing) for text in first}
    no_day = NO_DAY.problem(form="order" if style else "", order=style or "")
    for place, text in rows.items():
        if text and days[text] is None:
            faults.cell(place, column, no_day, text)
    return {place: days[text] for place, text in rows.items()}


def _day(text: str, writing: Writing) -> date | None:
    try:
        period = parse_period(writing(text))
    except FieldError:
        return None
    return period.first if period.frequency is Frequency.DAY else None
