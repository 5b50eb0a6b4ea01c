"""The columns of a table as teams, periods and numbers, and the faults in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import evolve

from cqikit.core import EVENTS, Cadence, timeline
from cqikit.errors import DataError, FieldError, Problem, UnknownNameError, shown
from cqikit.tables._faults import Faults
from cqikit.tables._numbers import Withheld, form_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cqikit.core import Frequency, Period
    from cqikit.measures import Measure
    from cqikit.tables._dialect import Dialect
    from cqikit.tables._layout import MeasureColumns
    from cqikit.tables._table import Table

__all__ = ["Number", "Reading"]

Number: TypeAlias = int | float | None


class Reading:
    """The columns of one table, read once each, and the faults found so far."""

    def __init__(self, table: Table, how: Dialect | None = None) -> None:
        self.table = table
        self.how = evolve(table.how, **(how or table.how).cells_said())
        self.faults = Faults()
        self.said: dict[str, None] = {}
        self.withheld: dict[str, dict[int, str]] = {}
        self._numbers: dict[str, Sequence[Number]] = {}
        self._negative: set[str] = set()

    def note(
        self,
        place: int,
        column: str,
        message: str,
        got: str = "",
        mend: str = "",
        **kind: str,
    ) -> None:
        """Keep one fault of a cell."""
        row = self.table.numbers[place]
        self.faults.note(row, column, message, got, mend, **kind)

    def say(self, sentence: str) -> None:
        """Keep what was understood, once."""
        if sentence:
            self.said.setdefault(sentence)

    def raise_if_any(self) -> None:
        """Raise all faults, in the order of rows."""
        if self.faults:
            raise self.faults.error(self.table.name)

    def measure(
        self,
        place: int,
        columns: MeasureColumns,
        known: dict[str, Measure],
        frequency: Frequency | None,
    ) -> Measure | None:
        """Return the measure that the layout names, if there is one."""
        where = f"measures[{place}] of the layout"
        key = columns.measure
        if key not in known:
            self._note_layout(where, str(UnknownNameError("measure", key, known)))
            return None
        measure = known[key]
        if frequency is not None and measure.frequency is not frequency:
            self._note_layout(
                where,
                f"frequency must be {frequency.value}, as the layout says"
                f" (got {measure.frequency.value} for {key})",
            )
        if measure.is_ratio and not columns.numerator:
            self._note_layout(
                where, f"a {measure.kind.value} must have numerator and denominator"
            )
            return None
        if columns.numerator and not measure.is_ratio:
            self._note_layout(where, f"a {measure.kind.value} must have a value")
            return None
        return measure

    def _note_layout(self, where: str, message: str) -> None:
        self.faults.add(Problem(where, message))

    def cells(self, name: str) -> Sequence[str] | None:
        """Return the cells of a column, None when it is not there."""
        try:
            return self.table.column(name)
        except UnknownNameError as error:
            self._note_layout("", str(error))
        except DataError as error:
            for problem in error.problems:
                self.faults.add(problem)
        return None

    def numbers(self, name: str, *, negative: bool = False) -> Sequence[Number]:
        """Return the numbers of a column, None where a cell is empty or withheld."""
        if name not in self._numbers:
            self._numbers[name] = self._read_numbers(name)
        if not negative and name not in self._negative:
            self._negative.add(name)
            for place, number in enumerate(self._numbers[name]):
                if number is not None and number < 0:
                    self.note(place, name, "must be at least 0", f"{number}")
        return self._numbers[name]

    def _read_numbers(self, name: str) -> list[Number]:
        """Return the numbers of a column, and keep which cells withhold theirs."""
        cells = self.cells(name)
        if cells is None:
            return [None] * len(self.table)
        form = form_of(cells, self.how, name, self.table.delimiter)
        self.say(form.said(name))
        read = self._read(name, form)
        withheld = {
            place: one.text for place, one in enumerate(read) if type(one) is Withheld
        }
        if withheld:
            self.withheld[name] = withheld
            for place in withheld:
                read[place] = None
        return read

    def _read(self, name: str, read: Callable[[str], Any]) -> list[Any]:
        """Return what `read` makes of each cell, None for those it refuses."""
        cells = self.cells(name)
        if cells is None:
            return [None] * len(self.table)
        # Most columns say few different things; each is read once. The text of a
        # number may be that of another cell, which says something else.
        known: dict[tuple[type, str], Any] = {}
        made = []
        for place, cell in enumerate(cells):
            key = type(cell), cell
            if key not in known:
                try:
                    known[key] = read(cell)
                except FieldError as error:
                    known[key] = error
            value = known[key]
            if isinstance(value, FieldError):
                self.note(place, name, value.must, shown(cell), value.mend)
                value = None
            made.append(value)
        return made

    def teams(self, name: str) -> Sequence[str]:
        """Return the team of each row."""

        def team(cell: str) -> str:
            if not cell.strip():
                raise FieldError("team", "must say which team", cell)
            return cell.strip()

        return self._read(name, team) if name else [""] * len(self.table)

    def periods(self, name: str, measure: Measure) -> Sequence[Period]:
        """Return the period of each row, as the calendar of a measure has it."""
        cells = self.cells(name)
        if cells is None:
            return self._read(name, str)
        if not measure.is_periodic:
            return self._events(name, cells)
        cadence = _cadence(measure, cells)
        return self._read(name, lambda cell: _period(cell, cadence))

    def _events(self, name: str, cells: Sequence[str]) -> Sequence[Any]:
        """Return the day of each event, as much of it as its row says."""
        where = [f"row {number}, column {name}" for number in self.table.numbers]
        try:
            return timeline(cells, EVENTS, name=name, where=where).periods
        except DataError as error:
            for problem in error.problems:
                self.faults.add(problem)
            return [None] * len(cells)

    def note_duplicates(self, teams: Sequence[str], periods: Sequence[Period]) -> None:
        """Keep a fault for each row whose team and period an earlier row has."""
        first: dict[tuple[str, Period], int] = {}
        for place, both in enumerate(zip(teams, periods, strict=True)):
            if None in both:
                continue
            earlier = first.setdefault(both, place)
            if earlier != place:
                team, period = both
                of_team = f"{team}, " if team else ""
                said = (
                    f"{of_team}{period} stands in row"
                    f" {self.table.numbers[earlier]} already"
                )
                mend = "keep one of them, or add them up where that is meant"
                self.note(place, "", said, mend=mend, kind="twice")


def _cadence(measure: Measure, cells: Sequence[str]) -> Cadence:
    """Return the calendar of a measure; what it leaves open, the cells say.

    That is on which day weeks begin, or in which month years do, and the first of every
    k-th period.
    """
    cadence = measure.cadence or Cadence(frequency=measure.frequency)
    if measure.cadence is not None and (cadence.every == 1 or cadence.anchor):
        return cadence
    said = []
    for cell in dict.fromkeys(cells):
        try:
            said.append(cadence.read(cell.strip()))
        except FieldError:
            continue
    if measure.cadence is None:
        alike = (one for one in said if one.frequency is cadence.frequency)
        return next(map(Cadence.like, alike), cadence)
    indexes = []
    for period in said:
        try:
            indexes.append(cadence.whole(period).index)
        except FieldError:
            continue
    return cadence.anchored(min(indexes)) if indexes else cadence


def _period(cell: str, cadence: Cadence) -> Period:
    text = cell.strip()
    try:
        return cadence.period(text)
    except FieldError as error:
        raise FieldError("period", error.must, text, error.mend) from None
