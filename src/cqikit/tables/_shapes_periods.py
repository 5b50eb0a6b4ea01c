"""The column of periods: how its dates are written, and which period each row has."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from cqikit.core import (
    Cadence,
    DateStyle,
    DateStyleWord,
    Frequency,
    Weekday,
    Writing,
    say,
    some_of,
    writing_of,
)
from cqikit.errors import FieldError
from cqikit.tables._cells import Exact
from cqikit.tables._faults import NAMED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from cqikit.core import Period
    from cqikit.measures import Measure
    from cqikit.tables._layout import Layout

__all__ = [
    "DAYS",
    "Dates",
    "Known",
    "cadence_in",
    "dates_in",
    "in_options",
    "weekday_in",
]

#: Periods of which the last day is not the first.
LONG: Final = frozenset(Frequency) - {Frequency.DAY, Frequency.POINT}
#: Numbers with a point that may be meant for months lie in these.
OUR_YEARS: Final = range(1900, 2101)
#: A calendar in which texts are read as `parse_period` reads them.
DAYS: Final = Cadence(frequency=Frequency.DAY)


class Known:
    """The periods that the texts of a table name; each text is parsed once.

    A proposal asks of one column whether it has periods, how long these are, and what
    its layout reads; a layout asks for the calendar of a column before its periods.
    """

    def __init__(self) -> None:
        self._writings: dict[object, Writing] = {}
        self._named: dict[
            tuple[Writing, bool], dict[tuple[str, bool], Period | FieldError]
        ] = {}

    def writing(
        self,
        cells: Iterable[str],
        dates: DateStyle | DateStyleWord | None,
        year_start: int | None,
        where: Callable[[int], str] = "cell {}".format,
    ) -> Writing:
        """Return how distinct cells are written, as `writing_of` does."""
        texts = tuple(cells)
        asked = texts, dates, year_start
        if asked not in self._writings:
            made = writing_of(texts, dates, year_start, where=where)
            self._writings[asked] = made
        return self._writings[asked]

    def finder(
        self, writing: Writing, cadence: Cadence = DAYS
    ) -> Callable[[str], Period | FieldError]:
        """Return what finds the period that a text names, or why it names none.

        As `Cadence.read` does, as the texts are written. Whoever asks need not catch
        what is only looked up: of a column of nonsense, every cell is asked for thrice.
        """
        # Digits are numbered points where rows are numbered, and nothing elsewhere.
        numbered = cadence.frequency is Frequency.POINT
        known = self._named.setdefault((writing, numbered), {})

        def find(cell: str) -> Period | FieldError:
            text = cell.strip()
            # No number tells 2026.1 of 2026.10, unless it counts days and their parts.
            is_part = isinstance(cell, Exact) and "." in text
            is_part = is_part and writing.style != DateStyle.EXCEL
            asked = text, is_part
            if asked not in known:
                try:
                    said: Any = float(text) if is_part else writing(text)
                    known[asked] = cadence.read(said)
                except FieldError as error:
                    known[asked] = error.with_traceback(None)
                    if is_part and float(text) // 1 in OUR_YEARS:
                        known[asked] = _no_month(error)
            return known[asked]

        return find


def _no_month(error: FieldError) -> FieldError:
    """Return the refusal of a number with a point, with what would be a month."""
    fix = say("no number tells 2026.1 from 2026.10: write months as text")
    return FieldError(error.name, error.must, error.got, fix)


class Dates:
    """The cells of a column of periods, and how they are written."""

    def __init__(self, cells: Sequence[str], writing: Writing, known: Known) -> None:
        self.cells = cells
        self.writing = writing
        self._known = known

    def named(self, cadence: Cadence) -> Iterator[tuple[str, Period]]:
        """Yield each distinct cell that names a period, and which."""
        find = self._known.finder(self.writing, cadence)
        for cell in dict.fromkeys(self.cells):
            found = find(cell)
            if not isinstance(found, FieldError):
                yield cell, found

    def reader(self, cadence: Cadence) -> Callable[[str], Period]:
        """Return what reads the cells as periods of a calendar."""
        find = self._known.finder(self.writing, cadence)

        def read(cell: str) -> Period:
            found = find(cell)
            if isinstance(found, FieldError):
                raise in_options(found)
            try:
                return cadence.period(found)
            except FieldError as error:
                raise in_options(error) from None

        return read


def in_options(error: FieldError) -> FieldError:
    """Return an error that says its fix by the names of the command line, too."""
    fix = error.fix.replace("say dates =", "say dates (--dates) =").replace(
        "say year_start,", "say year_start (--year-start),"
    )
    return type(error)(error.name, error.must, error.got, fix)


def dates_in(
    cells: Sequence[str],
    layout: Layout,
    measure: Measure | None,
    where: Callable[[int], str],
    known: Known,
) -> Dates:
    """Return how the cells of a column of periods are to be read.

    Raises
    ------
    FieldError
        When they mix two orders, or do not show whether the month or day comes first.
    """
    distinct = list(dict.fromkeys(cells))
    starts = layout.year_start
    if starts is None and measure is not None and measure.cadence is not None:
        # January is what nobody has said.
        starts = measure.cadence.year_start if measure.cadence.year_start > 1 else None

    def row(place: int) -> str:
        return where(cells.index(distinct[place]))

    return Dates(cells, known.writing(distinct, layout.dates, starts, row), known)


def cadence_in(dates: Dates, measure: Measure) -> Cadence:
    """Return the calendar of a measure; what it leaves open, the cells say.

    That is on which day weeks begin, or in which month years do, and the first of every
    k-th period.
    """
    cadence = measure.cadence or Cadence(frequency=measure.frequency)
    if measure.cadence is not None and (cadence.every == 1 or cadence.anchor):
        return cadence
    if measure.cadence is None:
        alike = (
            this_period
            for _, this_period in dates.named(cadence)
            if this_period.frequency is cadence.frequency
        )
        return next(map(Cadence.like, alike), cadence)
    indexes = []
    for _, period in dates.named(cadence):
        try:
            indexes.append(cadence.whole(period).index)
        except FieldError:
            continue
    return cadence.anchored(min(indexes)) if indexes else cadence


def weekday_in(dates: Dates, cadence: Cadence, where: Callable[[int], str]) -> str:
    """Return by which days periods are dated, "" where that goes without saying.

    Weeks are dated by one weekday, whichever; months by any day, and where that is
    the last of all of them, it is said.

    Raises
    ------
    FieldError
        When the rows mix weekdays, with those that differ.
    """
    if cadence.frequency not in LONG:
        return ""
    days = {
        cell: period
        for cell, period in dates.named(cadence)
        if period.frequency is Frequency.DAY
    }
    if cadence.frequency is not Frequency.WEEK or cadence.every > 1:
        ends = (cadence.whole(day).last == day.first for day in days.values())
        if not (days and all(ends)):
            return ""
        return say("{periods} are dated by their last days", periods=str(cadence))
    names = {cell: list(Weekday)[day.first.weekday()] for cell, day in days.items()}
    counts = Counter(names.values())
    if len(counts) < 2:
        weekday = next((day for day in counts if day is not cadence.week_start), None)
        if weekday is None:
            return ""
        return say("weeks are dated by their {day}s", day=weekday.words)
    raise _mixed(names, lambda cell: where(dates.cells.index(cell)))


def _mixed(names: Mapping[str, Weekday], where: Callable[[str], str]) -> FieldError:
    """Return the error of weeks that are dated by several weekdays."""
    (usual, count), *_ = Counter(names.values()).most_common(1)
    odd = [cell for cell, day in names.items() if day is not usual]
    rows = [
        say(
            "{cell} in {row} is a {day}",
            cell=cell,
            row=where(cell),
            day=names[cell].words,
        )
        for cell in odd
    ]
    must = say(
        "must be dated by one weekday, as {rows:# row|# rows} are by {day}; {told}",
        rows=count,
        day=usual.words,
        told=some_of(rows, NAMED),
    )
    # That they are weeks may have been seen from the rows themselves.
    fix = say(
        "write weeks as 2024-W05, or add = true where each row is an event; if they are"
        " no weeks, say how long a period is (--every day)"
    )
    return FieldError("weeks", must, odd[0], fix)
