"""What is known of an improvement effort before its first document is written."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from cqikit.core import (
    Frequency,
    FrequencyWord,
    as_texts,
    each,
    finite,
    instance_of,
    is_text,
    non_blank,
    optional,
    say,
)
from cqikit.errors import FieldError
from cqikit.measures import Direction, DirectionWord
from cqikit.plans import ProgramType, ProgramTypeWord

if TYPE_CHECKING:
    from attrs import Attribute

__all__ = ["DATA", "Outline"]

#: What the table of a new effort is called.
DATA: Final = "data.xlsx"
PER_CENT: Final = 100


def _printable(instance: object, attribute: Attribute[str], value: object) -> None:
    """Refuse what no cell of a workbook can hold."""
    is_text(instance, attribute, value)
    if any(unicodedata.category(letter) == "Cc" for letter in str(value)):
        must = say("must have no control character, such as a tab or the end of a line")
        raise FieldError(attribute.name, must, value)


def _titled(instance: object, attribute: Attribute[str], value: object) -> None:
    non_blank(instance, attribute, value)
    _printable(instance, attribute, value)


def _better_of(said: Direction | DirectionWord) -> Direction:
    return Direction.of(said, "better")


def _every_of(said: Frequency | FrequencyWord) -> Frequency:
    return Frequency.of(said, "every")


def _program_of(said: ProgramType | ProgramTypeWord) -> ProgramType:
    return ProgramType.of(said, "program")


@frozen(kw_only=True)
class Outline:
    """An effort in outline: what is measured, in which columns, and what is aimed at.

    Parameters
    ----------
    title : str
        What the effort is called.
    on : date
        The day on which it begins.
    value : str
        Column of ready values, such as ``days waited``.
    count, of : str
        Columns of what is counted, and out of how many; in place of `value`.
    per : float
        Counts are shown per so many: 100 is per cent, of which no more can be
        counted than there are; with any other, there can.
    measure : str
        What the measure is called; by default after its columns.
    better : Direction
        Which way is better; ``neither`` is no aim.
    every : Frequency
        How long a period is.
    target : float
        What is aimed at; of counts, per so many.
    by : date, optional
        By when; a year after the beginning unless said.
    teams : tuple of str
        Those whose rows are kept apart; none where all rows are of one.
    who : str
        The role that begins.
    program : ProgramType
        Which kind of program it is; other unless said.

    Examples
    --------
    >>> outline = Outline(
    ...     title="Visits that take place",
    ...     on=date(2026, 9, 1),
    ...     count="missed",
    ...     of="planned",
    ...     target=15,
    ... )
    >>> outline.called, outline.unit, str(outline.due)
    ('Missed, of planned', '% of planned', '2027-09-01')
    """

    title: str = field(validator=_titled)
    on: date = field(validator=instance_of(date))
    value: str = field(default="", validator=_printable)
    count: str = field(default="", validator=_printable)
    of: str = field(default="", validator=_printable)
    per: float = field(default=100.0, validator=finite)
    measure: str = field(default="", validator=_printable)
    better: Direction = field(default=Direction.LOWER, converter=_better_of)
    every: Frequency = field(default=Frequency.MONTH, converter=_every_of)
    target: float = field(validator=finite)
    by: date | None = field(default=None, validator=optional(instance_of(date)))
    teams: tuple[str, ...] = field(
        default=(), converter=as_texts, validator=each(_titled)
    )
    who: str = field(default="director", validator=non_blank)
    program: ProgramType = field(
        default=ProgramType.OTHER,
        converter=_program_of,
    )

    def __attrs_post_init__(self) -> None:
        if bool(self.value) == bool(self.count) or bool(self.count) != bool(self.of):
            raise FieldError("value", say("must be there, or count and of"), self.value)
        if self.per <= 0:
            raise FieldError("per", say("must be more than 0"), self.per)
        if self.better is Direction.NEITHER:
            must = say("must be lower or higher where there is an aim")
            raise FieldError("better", must, str(self.better))
        if self.count and self.target < 0:
            must = say("must be at least 0, as what is counted is")
            raise FieldError("target", must, self.target)
        if self.is_share and self.target > PER_CENT:
            fix = say("give another per where more can be counted, such as 1000")
            must = say("must be at most 100 per cent")
            raise FieldError("target", must, self.target, fix)
        taken = [name for name in self.columns if self.columns.count(name) > 1]
        if taken:
            raise FieldError("columns", say("must have names of their own"), taken[0])

    @property
    def period(self) -> str:
        """The column of the periods, called as they are."""
        return self.every.value

    @property
    def numbers(self) -> tuple[str, ...]:
        """The columns that are filled with numbers."""
        return (self.value,) if self.value else (self.count, self.of)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the table, in their order."""
        return (self.period, *(("team",) if self.teams else ()), *self.numbers)

    @property
    def is_share(self) -> bool:
        """Whether no more can be counted than there are."""
        return bool(self.count) and self.per == PER_CENT

    @property
    def called(self) -> str:
        """What the measure is called."""
        columns = ", of ".join(self.numbers)
        return self.measure or columns[:1].upper() + columns[1:]

    @property
    def unit(self) -> str:
        """What a value is in."""
        if self.value:
            return self.value
        return f"% of {self.of}" if self.is_share else f"per {self.per:g} {self.of}"

    @property
    def due(self) -> date:
        """The day of the aim."""
        return self.by or self.on + timedelta(days=365)
