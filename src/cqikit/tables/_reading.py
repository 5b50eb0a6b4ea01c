"""The columns of a table as teams, periods and numbers, and the faults in them."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from attrs import evolve

from cqikit.core import EVENTS, Cadence, Frequency, as_tuple, timeline
from cqikit.errors import DataError, FieldError, Problem, UnknownNameError, shown
from cqikit.tables._body import total_of
from cqikit.tables._cells import Percent
from cqikit.tables._faults import Faults, listed
from cqikit.tables._numbers import Withheld, form_of, mixed
from cqikit.tables._seen import are_opposite
from cqikit.tables._shapes_periods import cadence_in, dates_in, in_options, weekday_in
from cqikit.tables._shapes_rows import PERIOD, absent
from cqikit.tables._strays import is_stray, leave_out

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cqikit.core import Period
    from cqikit.measures import Measure
    from cqikit.tables._dialect import Dialect
    from cqikit.tables._layout import Layout, MeasureColumns
    from cqikit.tables._shapes import Flag
    from cqikit.tables._shapes_periods import Dates
    from cqikit.tables._table import Table

__all__ = ["Number", "Reading"]

TEAM: Final = "must say which team"
Number: TypeAlias = int | float | None


class Reading:
    """The columns of one table, read once each, and the faults found so far."""

    def __init__(self, table: Table, how: Dialect | None = None) -> None:
        self.table = table
        self.how = evolve(table.how, **(how or table.how).cells_said())
        self.faults = Faults()
        self.said: dict[str, None] = {}
        self.withheld: dict[str, dict[int, str]] = {}
        #: Of columns whose cells stood across, what each stood below.
        self.below: dict[str, Sequence[str]] = {}
        self._cells: dict[str, Sequence[str]] = {}
        self._numbers: dict[str, Sequence[Number]] = {}
        self._negative: set[str] = set()

    def note(
        self,
        place: int,
        column: str,
        message: str,
        got: str = "",
        fix: str = "",
        **kind: str,
    ) -> None:
        """Keep one fault of a cell; of one that stood across, below which period."""
        row = self.table.numbers[place]
        if got and column in self.below:
            got = f"{got} below {self.below[column][place]}"
        self.faults.note(row, column, message, got, fix, **kind)

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
        where = f"measure {place + 1} of the layout"
        key = columns.measure
        if key not in known:
            self.note_layout(where, str(UnknownNameError("measure", key, known)))
            return None
        measure = known[key]
        if frequency is not None and measure.frequency is not frequency:
            self.note_layout(
                where,
                f"frequency must be {frequency.value}, as the layout says"
                f" (got {measure.frequency.value} for {key})",
            )
        if columns.between and measure.is_periodic:
            kinds = "time-between or units-between"
            self.note_layout(where, f"must be {kinds} (got {measure.kind.value})")
            return None
        if measure.is_ratio and not columns.numerator:
            self.note_layout(
                where, f"a {measure.kind.value} must have numerator and denominator"
            )
            return None
        if columns.numerator and not measure.is_ratio:
            self.note_layout(where, f"a {measure.kind.value} must have a value")
            return None
        return measure

    def note_layout(self, where: str, message: str) -> None:
        self.faults.add(Problem(where, message))

    def _note_column(self, name: str, error: FieldError) -> None:
        """Keep a fault of a whole column."""
        said = f"{error.must} (got {shown(error.got, 240)})"
        self.faults.add(Problem(f"column {name}", said, in_options(error.fix)))

    def cells(self, name: str) -> Sequence[str] | None:
        """Return the cells of a column, None when it is not there."""
        try:
            if name not in self._cells:
                self._cells[name] = self.table.column(name)
            return self._cells[name]
        except UnknownNameError as error:
            self.note_layout("", str(error))
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
        texts = [cell for cell in known.values() if isinstance(cell, str)]
        told = absent(name, texts, as_tuple(flag.equals))
        if told and not are_opposite(flag.wanted, texts):
            self.note_layout("", told)
        self.say(told)
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
        self.say(form.said(name))
        for place in mixed(cells):
            percent = isinstance(cells[place], Percent)
            must = "must not be shown as per cent, as most are not"
            must = must if percent else "must be shown as per cent, as most are"
            fix = "show all numbers of the column alike"
            self.note(place, name, must, shown(cells[place]), fix)
        read = self._read(name, form)
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
        self, name: str, read: Callable[[str], Any], stray: str = ""
    ) -> list[Any]:
        """Return what `read` makes of each cell, None for those it refuses.

        `stray` is what would do for a cell of words, where digits should be.
        """
        cells = self.cells(name)
        if cells is None:
            return [None] * len(self.table)
        # Most columns say few different things; each is read once. The text of a
        # number may be that of another cell, which says something else.
        keys: Sequence[Any] = cells
        if {*map(type, cells)} != {str}:
            keys = list(zip(map(type, cells), cells, strict=True))
        known: dict[Any, Any] = dict(zip(keys, cells, strict=True))
        refused: dict[Any, FieldError] = {}
        for key, cell in known.items():
            try:
                known[key] = read(cell)
            except FieldError as error:
                known[key], refused[key] = None, error
        for place, key in enumerate(keys) if refused else ():
            if key in refused:
                cell, fault = cells[place], refused[key]
                fix = fault.fix or (stray if is_stray(cell) else "")
                self.note(place, name, fault.must, shown(cell), fix)
        return [known[key] for key in keys]

    def teams(self, name: str, must: str = TEAM) -> Sequence[str]:
        """Return the team of each row, or who else it is of, without needless blanks.

        Those that differ only in capitals stay apart, and are told.
        """

        def team(cell: str) -> str:
            said = " ".join(cell.split())
            if not said:
                raise FieldError("team", must, cell, fix)
            return said

        if not name:
            return [""] * len(self.table)
        cells = self.cells(name) or ("",)
        fix = ""
        # Where a site is named once and the rows below are its own, the first has it.
        if must == TEAM and cells[0].strip():
            said = f'filled = ["{name}"] (--fill {quote(name)})'
            fix = f"if it is that of the row above, say {said}"
        found = self._read(name, team)
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
        fix = leave_out(cells, self.table.numbers)
        return self._read(name, dates.reader(cadence), fix), cadence

    def days(self, layout: Layout) -> Sequence[int]:
        """Return the day of each row, or the first of its period, as a number."""
        name = layout.period or PERIOD
        dates = self._dates(name, layout, None)
        if dates is None:
            return [0] * len(self.table)
        named = dates.named(Cadence(frequency=Frequency.DAY))
        days = {cell: period.first.toordinal() for cell, period in named.items()}
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
            dates = dates_in(cells, layout, measure, self.row)
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
        cells = self._read(name, dates.writing)
        if None in cells:
            return [None] * len(cells)
        try:
            return timeline(cells, EVENTS, name=name, where=where).periods
        except DataError as error:
            places = {text: place for place, text in enumerate(where)}
            for problem in error.problems:
                must, _, got = problem.message.partition(" (got ")
                place = places[problem.where]
                self.note(place, name, must, got.removesuffix(")"), problem.fix)
            return [None] * len(cells)

    def note_vague(self, layout: Layout, periods: Sequence[Period | None]) -> None:
        """Keep a fault for each event of which no day is known, or no number."""
        days = (Frequency.DAY, Frequency.POINT)
        for place, period in enumerate(periods):
            if period is not None and period.frequency not in days:
                name = layout.period or PERIOD
                self.note(place, name, "must be a day", str(period))
