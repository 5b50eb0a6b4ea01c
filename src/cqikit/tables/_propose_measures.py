"""What a table could measure: which columns are counted, out of what, how often."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import define, field

from cqikit.core import (
    Cadence,
    FindingKind,
    as_tuple,
    key_of,
)
from cqikit.measures import Direction, Measure, MeasureKind
from cqikit.tables._asides import is_aside
from cqikit.tables._files import refused
from cqikit.tables._layout import MeasureColumns
from cqikit.tables._seen import ColumnKind
from cqikit.tables._shapes import Flag, Take

if TYPE_CHECKING:
    from cqikit.tables._propose_calendar import Calendar
    from cqikit.tables._seen import Column

__all__ = ["Counted"]

OUT_OF_WHAT: Final = FindingKind(
    "table.out-of-what",
    says="{column} is counted out of what?",
    fix="say --of COLUMN, or --value instead",
)


@define
class Counted:
    """The columns that are counted or measured, as said or as they seem."""

    value: str | float = ""
    count: str | Flag = ""
    of: str | float = ""
    #: Several columns may be counted out of one, or measured.
    counts: list[str | Flag] = field(factory=list)
    values: list[str] = field(factory=list)
    rows: bool = False
    take: Take | None = None
    zeros: bool = False
    #: Counts that are more than what they are out of, in some row.
    exceeding: set[str] = field(factory=set)
    keys: list[str] = field(factory=list)
    kinds: dict[str, ColumnKind] = field(factory=dict)
    decided: list[str] = field(factory=list)

    @property
    def adds(self) -> bool:
        """Say whether each row is a case, of which some count."""
        return any(isinstance(count, Flag) for count in self.counts)

    def find(self, columns: list[Column], *, cases: bool) -> None:
        """Decide which of the columns count, unless that is said."""
        numbers = self._measured([column for column in columns if column.is_numeric])
        flags = [column for column in columns if column.yes]
        if self.value or self.count:
            self.rows = bool(self.value) and not isinstance(self.value, str)
            self.values = [self.value] if isinstance(self.value, str) else []
            self.values = list(filter(None, self.values))
            self.counts = [self.count] if self.count else []
            if self.count:
                self.of = self.of or (1.0 if self.adds else self._base(numbers))
            by_name = {number.name: number for number in numbers}
            if self.count in by_name and self.of in by_name:
                of, count = by_name[str(self.of)], by_name[str(self.count)]
                self.exceeding = set() if _is_within(count, of) else {count.name}
        elif flags and (cases or not numbers):
            self._flagged(flags)
        elif not numbers:
            self.rows = True
            self.decided.append("no column has numbers: rows are counted")
        else:
            self._numbered(numbers)
        if cases and self.values and self.take is None:
            self.take = Take.MEAN
            said = "of the rows of one team and period, the mean is taken"
            self.decided.append(f"{said} (--take median, or --add for their sum)")
        self._name()

    def _measured(self, numbers: list[Column]) -> list[Column]:
        """Return the columns that may be measured, as far as it was not said."""
        own = [it for it in numbers if not is_aside(it.name, it.distinct)]
        if self.value or self.count or not 0 < len(own) < len(numbers):
            return numbers
        names = ", ".join(column.name for column in numbers if column not in own)
        said = "by their names they are no measures"
        self.decided.append(f"{names}: passed over, as {said} (otherwise: --value)")
        return own

    def _flagged(self, flags: list[Column]) -> None:
        first = flags[0]
        self.counts = [Flag(column=first.name, equals=first.yes)]
        self.of = 1.0
        others = ", ".join(flag.name for flag in flags[1:])
        said = f"rows in which {first.name} says {first.yes} are counted, out of all"
        also = f"; {others} could be" if others else ""
        self.decided.append(f'{said}{also} (--count "COLUMN=TEXT")')

    def _numbered(self, numbers: list[Column]) -> None:
        self.of = self._base(numbers)
        if self.of:
            self.counts = [
                number.name
                for number in numbers
                if number.name != self.of and number.is_whole
            ]
            listed = ", ".join(map(str, self.counts))
            are = "are" if len(self.counts) > 1 else "is"
            self.decided.append(
                f"{listed} {are} counted out of {self.of}, which no row exceeds"
                " (otherwise: --count and --of, or --value)"
            )
        else:
            self.values = [number.name for number in numbers]
            self.decided.append(
                "numbers are taken as they are (otherwise: --count and --of)"
            )

    def _base(self, numbers: list[Column]) -> str:
        """Return the column that the others are out of, "" where none can be."""
        whole = [
            number
            for number in numbers
            if number.is_whole and number.name != self.count
        ]
        if not self.count and _are_beside(whole):
            whole = []
        for column in reversed(whole):
            others = [
                other for other in numbers if other is not column and other.is_whole
            ]
            if others and all(_is_within(other, column) for other in others):
                return column.name
        if self.count:
            raise refused("", OUT_OF_WHAT, column=str(self.count))
        return ""

    def _name(self) -> None:
        for count in self.counts:
            flag = isinstance(count, Flag)
            name = count.column if isinstance(count, Flag) else count
            self.kinds[name] = ColumnKind.FLAG if flag else ColumnKind.COUNT
        self.kinds |= dict.fromkeys(self.values, ColumnKind.VALUE)
        if isinstance(self.of, str) and self.of:
            self.kinds[self.of] = ColumnKind.OF

    def measures(
        self, calendar: Calendar, better: Direction
    ) -> list[tuple[MeasureColumns, Measure]]:
        """Return the measures of the columns, each with where it is."""
        if better is Direction.NEITHER:
            self.decided.append(
                "no file says which way is better: say --better lower or higher"
            )
        made = [self._ratio(count, calendar, better) for count in self.counts]
        for name in self.values:
            key = self._key(name)
            columns = MeasureColumns(
                measure=key, value=name, take=self.take, zeros=self.zeros
            )
            kind = MeasureKind.CONTINUOUS
            made.append((columns, _measure(key, name, kind, calendar, better)))
        if self.rows:
            columns = MeasureColumns(
                measure="rows", value=1.0, take=self.take, zeros=True
            )
            kind = MeasureKind.COUNT
            made.append((columns, _measure("rows", "Rows", kind, calendar, better)))
        return made

    def _key(self, name: str) -> str:
        """Return a key that no other measure has."""
        key = base = key_of(name, "measure")
        number = 1
        while key in self.keys:
            number += 1
            key = f"{base}-{number}"
        self.keys.append(key)
        return key

    def _ratio(
        self, value: str | Flag, calendar: Calendar, better: Direction
    ) -> tuple[MeasureColumns, Measure]:
        flag = isinstance(value, Flag)
        name = (
            f"{value.column}: {as_tuple(value.equals)[0]}"
            if isinstance(value, Flag)
            else value
        )
        out_of = self.of if isinstance(self.of, str) else "rows"
        key = self._key(name)
        columns = MeasureColumns(
            measure=key,
            numerator=value,
            denominator=self.of,
            take=self.take,
            zeros=self.zeros,
        )
        share = flag or name not in self.exceeding
        if not share:
            self.decided.append(f"{name} exceeds {out_of} in a row: a rate")
        kind = MeasureKind.PROPORTION if share else MeasureKind.RATE
        title = f"{name} per 100 {out_of}"
        return columns, _measure(
            key, title, kind, calendar, better, numerator=name, denominator=out_of
        )


def _are_beside(columns: list[Column]) -> bool:
    """Say whether columns stand side by side, such as North falls and South falls.

    That is each of several first words before each of several others: none is what
    all others are out of.
    """
    parts = [column.name.partition(" ")[::2] for column in columns]
    first, rest = (
        ({*words} for words in zip(*parts, strict=True)) if parts else ((), ())
    )
    several = len(first) > 1 and len(rest) > 1
    return several and len({*parts}) == len(first) * len(rest)


def _is_within(count: Column, of: Column) -> bool:
    """Say whether a count is never more than what it is out of."""
    pairs = zip(count.cells, of.cells, strict=True)
    both = [
        (count.numbers[above], of.numbers[below])
        for above, below in pairs
        if above in count.numbers and below in of.numbers
    ]
    return all(above <= below for above, below in both)


def _measure(
    key: str,
    title: str,
    kind: MeasureKind,
    calendar: Calendar,
    better: Direction,
    **ratio: Any,
) -> Measure:
    cadence = calendar.cadence
    plain = cadence == Cadence(frequency=cadence.frequency)
    return Measure(
        key=key,
        title=title,
        kind=kind,
        direction=better,
        frequency=cadence.frequency,
        cadence=None if plain else cadence,
        per=100.0 if ratio else 1.0,
        **ratio,
    )
