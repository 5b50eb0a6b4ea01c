"""The columns of a table as teams, periods and numbers, and the faults in them."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import evolve

from cqikit.core import (
    EVENTS,
    FindingKind,
    Frequency,
    as_tuple,
    problem_of,
    say,
    timeline,
)
from cqikit.errors import DataError, FieldError, UnknownNameError, shown
from cqikit.tables._body import total_of
from cqikit.tables._cells import Percent
from cqikit.tables._declared import unsaid_codes
from cqikit.tables._dialect import Codes
from cqikit.tables._error_cells import ERROR_CELL, error_in, is_error
from cqikit.tables._faults import Fault, Faults, listed
from cqikit.tables._kinds import (
    NO_DAY,
    NO_TEAM,
)
from cqikit.tables._numbers import (
    MIXED_PERCENTS,
    NEGATIVE,
    Withheld,
    form_of,
    mixed,
)
from cqikit.tables._seen import are_opposite
from cqikit.tables._shapes_periods import (
    DAYS,
    Known,
    cadence_in,
    dates_in,
    in_options,
    weekday_in,
)
from cqikit.tables._shapes_rows import PERIOD, absent, uncounted
from cqikit.tables._strays import is_stray, leave_out, no_period

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from cqikit.core import Cadence, Period
    from cqikit.measures import Measure
    from cqikit.tables._dialect import Dialect
    from cqikit.tables._layout import Layout
    from cqikit.tables._shapes import Flag
    from cqikit.tables._shapes_periods import Dates
    from cqikit.tables._table import Table

__all__ = ["Number", "Reading"]

Number: TypeAlias = int | float | None


class Reading:
    """The columns of one table, read once each, and the faults found so far."""

    def __init__(
        self, table: Table, how: Dialect | None = None, known: Known | None = None
    ) -> None:
        self.table = table
        self.known = known or Known()
        self.how = evolve(table.how, **(how or table.how).cells_said())
        self.faults = Faults()
        self.said: dict[str, None] = {}
        self.withheld: dict[str, dict[int, str]] = {}
        #: Of columns whose cells stood across, what each stood below.
        self.below: dict[str, Sequence[str]] = {}
        #: What messages call a column that two of the file make.
        self.called: dict[str, str] = {}
        #: Of columns that may have codes, the distinct cells.
        self._coded: dict[str, Collection[str]] = {}
        self._cells: dict[str, Sequence[str]] = {}
        self._numbers: dict[str, Sequence[Number]] = {}
        self._negative: set[str] = set()

    def note(self, place: int, column: str, fault: Fault, got: str = "") -> None:
        """Keep one fault of a cell; of one that stood across, below which period."""
        row = self.table.numbers[place]
        if got and column in self.below:
            got = f"{got} below {self.below[column][place]}"
        self.faults.note(row, self.called.get(column, column), fault, got)

    def say(self, sentence: str) -> None:
        """Keep what was understood, once."""
        if sentence:
            self.said.setdefault(sentence)

    def check_codes(self, columns: Iterable[str]) -> None:
        """Keep a fault for each column of codes that is not there; say who is unmet."""
        known = dict.fromkeys(filter(None, columns))
        for value in self.how.missing:
            if isinstance(value, Codes) and value.column not in known:
                unknown = UnknownNameError(say("column"), value.column, known)
                self.faults.add(problem_of(unknown, "missing"))
        for sentence in unsaid_codes(self.how, self._coded):
            self.say(sentence)

    def raise_if_any(self) -> None:
        """Raise all faults, in the order of rows."""
        if self.faults:
            raise self.faults.error(self.table.name)

    def _note_column(self, name: str, error: FieldError) -> None:
        """Keep a fault of a whole column."""
        where = f"column {self.called.get(name, name)}"
        told = problem_of(in_options(error), where, form="bare", longest=240)
        self.faults.add(told)

    def cells(self, name: str) -> Sequence[str] | None:
        """Return the cells of a column, None when it is not there."""
        try:
            if name not in self._cells:
                self._cells[name] = self.table.column(name)
            return self._cells[name]
        except UnknownNameError as error:
            self.faults.add(problem_of(error))
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
                    self.note(place, name, Fault(NEGATIVE), f"{number}")
        return self._numbers[name]

    def flags(self, flag: Flag) -> Sequence[Number]:
        """Return 1 or 0 for each row, None where its cell is blank or a code.

        That no cell says what is wanted is a fault, unless all say no to a yes.
        """
        name = flag.column
        if not flag.wanted:
            numbers = self.numbers(name, negative=True)
            return [None if number is None else flag(number) for number in numbers]
        cells = self.cells(name)
        if cells is None:
            return [None] * len(self.table)
        form = form_of((), self.how, name)
        known = {cell: form.unsaid(cell) for cell in dict.fromkeys(cells)}
        self._coded[name] = {*map(str.strip, known)}
        texts = [cell for cell in known.values() if isinstance(cell, str)]
        errors = [text for text in texts if is_error(text)]
        fault = error_in(errors)
        for place, cell in enumerate(cells) if errors else ():
            if cell.strip() in errors:
                self.note(place, name, fault, shown(cell))
        told = absent(name, texts, as_tuple(flag.equals))
        if told is not None:
            self.say(told.message)
            if not are_opposite(flag.wanted, texts):
                self.faults.add(told)
        else:
            for sentence in uncounted(name, texts, as_tuple(flag.equals)):
                self.say(sentence)
        self.withheld[name] = {
            place: this_cell.text
            for place, cell in enumerate(cells)
            if isinstance(this_cell := known[cell], Withheld)
        }
        return [
            flag(this_cell) if isinstance(this_cell := known[cell], str) else None
            for cell in cells
        ]

    def _read_numbers(self, name: str) -> list[Number]:
        """Return the numbers of a column, and keep which cells withhold theirs."""
        cells = self.cells(name)
        if cells is None:
            return [None] * len(self.table)
        form = form_of(cells, self.how, name, self.table.delimiter)
        if not form.is_free:
            self._coded[name] = {*map(str.strip, cells)}
        self.say(form.said(name))
        for place in mixed(cells):
            shape = "percent" if isinstance(cells[place], Percent) else "plain"
            self.note(place, name, Fault(MIXED_PERCENTS, shape), shown(cells[place]))
        read = self._read(name, form, lambda cell, _: form.fault(cell))
        withheld = {
            place: cell.text
            for place, cell in enumerate(read)
            if type(cell) is Withheld
        }
        if withheld:
            self.withheld[name] = withheld
            for place in withheld:
                read[place] = None
        return read

    def _read(
        self,
        name: str,
        read: Callable[[str], Any],
        why: Callable[[str, FieldError], Fault],
    ) -> list[Any]:
        """Return what `read` makes of each cell, None for those it refuses."""
        cells = self.cells(name)
        if cells is None:
            return [None] * len(self.table)
        # Most columns say few different things; each is read once. The text of a
        # number may be that of another cell, which says something else.
        keys: Sequence[Any] = cells
        if {*map(type, cells)} != {str}:
            keys = list(zip(map(type, cells), cells, strict=True))
        known: dict[Any, Any] = dict(zip(keys, cells, strict=True))
        refused: dict[Any, Fault] = {}
        for key, cell in known.items():
            try:
                known[key] = read(cell)
            except FieldError as error:
                known[key], refused[key] = None, why(cell, error)
        for place, key in enumerate(keys) if refused else ():
            if key in refused:
                self.note(place, name, refused[key], shown(cells[place]))
        return [known[key] for key in keys]

    def teams(self, name: str, kind: FindingKind = NO_TEAM) -> Sequence[str]:
        """Return the team of each row, or who else it is of, without needless blanks.

        Those that differ only in capitals stay apart, and are told.
        """

        def team(cell: str) -> str:
            said = " ".join(cell.split())
            if not said or is_error(said):
                raise FieldError("team", say("must be there"), cell)
            return said

        if not name:
            return [""] * len(self.table)
        cells = self.cells(name) or ("",)
        # Where a site is named once and the rows below are its own, the first has it.
        form = "filled" if cells[0].strip() else ""
        fault = Fault(kind, form, {"typed": quote(name)})
        found = self._read(
            name, team, lambda cell, _: fault if not cell.strip() else Fault(ERROR_CELL)
        )
        alike: dict[str, list[str]] = {}
        for text in dict.fromkeys(found):
            if text is not None:
                alike.setdefault(text.casefold(), []).append(text)
        for several in alike.values():
            if len(several) > 1:
                told = f"column {name}: {listed(several)} differ only in capitals and"
                self.say(f"{told} are kept apart; write them alike if they are one")
        return found

    def periods(
        self, layout: Layout, measure: Measure, *, alone: bool
    ) -> tuple[Sequence[Period], Cadence | None]:
        """Return the period of each row, and which there are; of events, none.

        `alone` says that each row is the only one of its team and period.
        """
        name = layout.period or PERIOD
        dates = self._dates(name, layout, measure)
        if dates is None:
            return [None] * len(self.table), None  # type: ignore[list-item]
        if not measure.is_periodic:
            return self._events(name, dates), None
        cadence = cadence_in(dates, measure)
        if alone:
            try:
                self.say(weekday_in(dates, cadence, self.row))
            except FieldError as error:
                self._note_column(name, error)
        # Rows of subtotals say so in another column, and nothing in this one.
        cells = dates.cells
        if not all(map(str.strip, cells)):
            rows = zip(cells, self.table.rows, strict=True)
            cells = [cell if cell.strip() else total_of(row) for cell, row in rows]
        form, parts = leave_out(cells, self.table.numbers)

        def why(cell: str, error: FieldError) -> Fault:
            fault = no_period(cell, error.must, error.fix)
            if error.fix or not is_stray(cell) or is_error(cell.strip()):
                return fault
            return fault._replace(form=form, parts={**fault.parts, **parts})

        return self._read(name, dates.reader(cadence), why), cadence

    def days(self, layout: Layout) -> Sequence[int]:
        """Return the day of each row, or the first of its period, as a number."""
        name = layout.period or PERIOD
        dates = self._dates(name, layout, None)
        if dates is None:
            return [0] * len(self.table)
        days = {cell: day.first.toordinal() for cell, day in dates.named(DAYS)}
        return [days.get(cell, 0) for cell in dates.cells]

    def row(self, place: int) -> str:
        """Return how messages call a row of the table."""
        return f"row {self.table.numbers[place]}"

    def _dates(
        self, name: str, layout: Layout, measure: Measure | None
    ) -> Dates | None:
        cells = self.cells(name)
        if cells is None:
            return None
        try:
            dates = dates_in(cells, layout, measure, self.row, self.known)
        except FieldError as error:
            self._note_column(name, error)
            return None
        if dates.writing.said:
            self.say(f"column {name}: {dates.writing.said}")
        return dates

    def _events(self, name: str, dates: Dates) -> Sequence[Any]:
        """Return the day of each event, as much of it as its row says."""
        where = [
            f"{self.row(place)}, column {name}" for place in range(len(self.table))
        ]
        cells = self._read(
            name,
            dates.writing,
            lambda cell, error: no_period(cell, error.must, error.fix),
        )
        if None in cells:
            return [None] * len(cells)
        try:
            return timeline(cells, EVENTS, name=name, where=where).periods
        except DataError as error:
            places = {text: place for place, text in enumerate(where)}
            for problem in error.problems:
                said: Mapping[str, Any] = problem.parts or {}
                place = places[problem.where]
                fault = no_period(dates.cells[place], said["must"], said["fix"])
                self.note(place, name, fault, said["got"])
            return [None] * len(cells)

    def note_vague(self, layout: Layout, periods: Sequence[Period | None]) -> None:
        """Keep a fault for each event of which no day is known, or no number."""
        days = (Frequency.DAY, Frequency.POINT)
        for place, period in enumerate(periods):
            if period is not None and period.frequency not in days:
                name = layout.period or PERIOD
                self.note(place, name, Fault(NO_DAY), str(period))
