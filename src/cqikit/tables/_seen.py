"""What each column of a table seems to be, by its cells and then by its name.

Each distinct cell is looked at once. A column is of periods, numbers or a flag when
nearly all of its cells are; of the others, few different texts are groups and many are
persons or notes. Nothing follows from this but a proposal, which is read and shown.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from attrs import define, field, frozen

from cqikit.core import (
    Choice,
    ChoiceOf,
    is_text,
)
from cqikit.errors import FieldError
from cqikit.tables._error_cells import is_error
from cqikit.tables._numbers import form_of, is_figure
from cqikit.tables._shapes_year import is_part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cqikit.tables._layout import Layout
    from cqikit.tables._numbers import NumberForm
    from cqikit.tables._shapes_periods import Known
    from cqikit.tables._table import Table

__all__ = [
    "MOST",
    "Column",
    "ColumnKind",
    "ColumnKindWord",
    "Seen",
    "are_opposite",
    "columns_of",
]

#: Of the cells of a column, so many must be of a kind: the others are its faults.
MOST: Final = 0.6
#: So many of the distinct cells of a column, evenly spread, say what it seems to be.
LOOKED_AT: Final = 2_000
#: Names of columns that have periods although their cells are plain numbers.
DATED: Final = re.compile(
    r"\b(date|day|week|month|quarter|year|period|when|fy|datum|tag|woche|monat|jahr|"
    r"fecha|mes|mês|año|ano|semana|trimestre|mois|année|quartal)s?\b",
    re.IGNORECASE,
)
#: A day as people write it, in whichever order.
SLASHED: Final = re.compile(r"\d{1,4}([/.-])\d{1,2}\1\d{1,4}\b")
#: So many days or weeks are a number of them, and no date.
AMOUNT: Final = re.compile(r"\b(days|weeks|months|quarters|years)\b", re.IGNORECASE)
#: Four digits may be a year from the first to the last of these.
YEARS: Final = (1900, 2100)
PERSON: Final = re.compile(
    r"\b(id|client|patient|child|family|person|participant|record|mrn)\b", re.IGNORECASE
)
#: A column of site ids is one of sites.
TEAMS: Final = re.compile(
    r"\b(site|team|school|cent(er|re)|clinic|ward|unit|program(me)?|area|region|agency)\b",
    re.IGNORECASE,
)
#: Words that say yes and no; which of them counts, is shown and can be said.
YES: Final = ("y", "yes", "true", "x", "ja", "j", "si", "sí", "oui")
NO: Final = ("n", "no", "false", "nein", "non", "-", "0")


class ColumnKind(Choice):
    """What a column of a table seems to be."""

    PERIOD = "period"
    PART = "part of the year"
    TEAM = "team"
    COUNT = "count"
    OF = "out of"
    VALUE = "value"
    FLAG = "flag"
    PERSON = "person"
    ACROSS = "period across"
    NAMES = "name of what is counted"
    UNUSED = "unused"


ColumnKindWord: TypeAlias = Literal[
    "period",
    "part of the year",
    "team",
    "count",
    "out of",
    "value",
    "flag",
    "person",
    "period across",
    "name of what is counted",
    "unused",
]


@frozen(kw_only=True)
class Seen:
    """A column, and what it seems to be.

    Parameters
    ----------
    column : str
        Its name in the header.
    kind : ColumnKind
        What its cells are.
    why : str
        What its cells say, such as ``18 of 18 are months``.
    """

    column: str = field(validator=is_text)
    kind: ColumnKind = field(converter=ChoiceOf[ColumnKind, ColumnKindWord])
    why: str = field(default="", validator=is_text)

    def __str__(self) -> str:
        told = f" ({self.why})" if self.why else ""
        return f"{self.column}: {self.kind.value}{told}"


@define
class Column:
    """The cells of a column, and what they could be."""

    name: str
    cells: Sequence[str]
    distinct: list[str]
    #: The number of each distinct cell, where it says one.
    numbers: dict[str, float]
    #: A sign with every number, which counts nothing: of per cent, or of money.
    unit: str = ""
    is_period: bool = False
    is_numeric: bool = False
    yes: str = ""

    @property
    def is_whole(self) -> bool:
        """Say whether all numbers could count something."""
        numbers = self.numbers.values()
        return (
            bool(numbers)
            and not self.unit
            and all(number >= 0 and float(number).is_integer() for number in numbers)
        )

    @property
    def is_person(self) -> bool:
        """Say whether the name is that of a person's or a case's key."""
        name = self.name.replace("_", " ")
        return PERSON.search(name) is not None and TEAMS.search(name) is None

    @property
    def is_part(self) -> bool:
        """Say whether the cells are months, quarters or weeks, without their year."""
        if self.name.isascii() and AMOUNT.search(self.name.replace("_", " ")):
            return False
        return _most(_some(self.distinct), lambda cell: is_part(cell, self.name))

    @property
    def is_broken(self) -> bool:
        """Say whether its cells are errors of a spreadsheet, and nothing else."""
        return bool(self.distinct) and all(map(is_error, self.distinct))

    @property
    def is_words(self) -> bool:
        """Say whether the cells are words, several of them."""
        other = self.is_period or self.is_numeric or self.yes
        return not other and len(self.distinct) > 1

    @property
    def several(self) -> int:
        """Return how many different texts there are, but for capitals."""
        return len({cell.casefold() for cell in self.distinct})

    @property
    def shown(self) -> str:
        """Return the first few of the distinct cells."""
        some = ", ".join(f"{cell:.24}" for cell in self.distinct[:3])
        return some + (" ..." if len(self.distinct) > 3 else "")


def columns_of(table: Table, layout: Layout, known: Known) -> list[Column]:
    """Return the columns of a table that could be used."""
    refused = {name for name, _ in table.unusable}
    return [
        _looked_at(table, name, place, layout, known)
        for place, name in enumerate(table.columns)
        if name and name not in refused
    ]


def _looked_at(
    table: Table, name: str, place: int, layout: Layout, known: Known
) -> Column:
    # A number without blanks stays one: as a period, it is read otherwise than a text.
    cells = [
        cell if (text := cell.strip()) == cell else text
        for cell in (row[place] for row in table.rows)
    ]
    distinct = list(filter(None, dict.fromkeys(cells)))
    raw = list(dict.fromkeys(row[place] for row in table.rows))
    some = _some(raw)
    form = form_of(some, table.how, name, table.delimiter)
    numbers, coded = _numbers(form, some)
    said = [cell for cell in dict.fromkeys(map(str.strip, some)) if cell not in coded]
    said = list(filter(None, said))
    # Numbers that could be written in two ways are asked for, once they are read.
    is_numeric = _most(said, lambda cell: cell in numbers or is_figure(cell))
    is_period = _are_periods(name, said, layout, known)
    if is_numeric and len(some) < len(raw):
        # Of a column of other things, the numbers in it are of no use.
        form = form_of(raw, table.how, name, table.delimiter)
        numbers, _ = _numbers(form, raw)
    made = Column(name, cells, distinct, numbers, form.unit, is_period=is_period)
    made.is_numeric = is_numeric and not is_period
    words = {cell.casefold() for cell in said}
    if words and words <= {*YES, *NO} and len(words) < 3 and not made.is_numeric:
        yes = next((cell for cell in said if cell.casefold() in YES), "")
        # What is true in a workbook or a frame is TRUE in one CSV and True in another.
        made.yes = yes.casefold() if yes.casefold() == "true" else yes
    return made


def _some(cells: Sequence[str]) -> Sequence[str]:
    """Return some of many distinct cells, evenly spread, so that looking is bounded."""
    return cells[:: len(cells) // LOOKED_AT + 1]


def _numbers(form: NumberForm, raw: Iterable[str]) -> tuple[dict[str, float], set[str]]:
    """Return the numbers of distinct cells, and those that say nothing of a column.

    What is missing does not, and no more does a formula that failed.
    """
    numbers: dict[str, float] = {}
    coded = {cell.strip() for cell in raw if is_error(cell.strip())}
    for cell in raw:
        try:
            number = form(cell)
        except FieldError:
            continue
        if isinstance(number, int | float):
            numbers[cell.strip()] = number
        else:
            coded.add(cell.strip())
    return numbers, coded


def are_opposite(wanted: Collection[str], said: Collection[str]) -> bool:
    """Say whether what is said is no where yes is wanted, or yes where no is."""
    texts = {text.casefold() for text in said}
    yes, no = {*YES, "1"}, {*NO}
    meant = {*wanted}
    return (meant <= yes and texts <= no) or (meant <= no and texts <= yes)


def _are_periods(name: str, cells: list[str], layout: Layout, known: Known) -> bool:
    """Say whether cells are periods, or would be if it were said how they are written.

    Digits alone are numbers, unless the name or all of them say otherwise.
    """
    digits = all(map(str.isdecimal, cells))
    if digits and not (_is_dated(name, cells) or _most(cells, _is_month)):
        return False
    try:
        writing = known.writing(cells, layout.dates, layout.year_start)
    except FieldError as error:
        mixed = error.must.startswith("must be written in one order")
        asked = "dates =" in error.fix or "year_start" in error.fix
        return asked or (mixed and _most(cells, _is_day))

    find = known.finder(writing)

    def reads(cell: str) -> bool:
        found = find(cell)
        if not isinstance(found, FieldError):
            return True
        return bool(found.fix) and (not digits or 20_000 < float(cell) < 80_000)

    return _most(cells, reads)


def _is_dated(name: str, cells: Sequence[str]) -> bool:
    """Say whether digits are dates: their name says so, and years follow each other."""
    if not DATED.search(name) or AMOUNT.search(name):
        return False
    four = [int(cell) for cell in cells if len(cell) == 4]
    if 2 * len(four) <= len(cells):
        return True
    first, last = YEARS
    ordered = four in (sorted(four), sorted(four, reverse=True))
    return ordered and all(first <= year <= last for year in four)


def _is_day(cell: str) -> bool:
    return SLASHED.match(cell) is not None


def _is_month(cell: str) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])", cell) is not None


def _most(cells: Sequence[str], holds: Callable[[str], bool]) -> bool:
    return bool(cells) and sum(map(holds, cells)) >= MOST * len(cells)
