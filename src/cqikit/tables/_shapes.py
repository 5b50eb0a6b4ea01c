"""The shapes of tables: what stands across, which rows count, and how they are taken.

A shape turns a table into one that has a row a team and period. Months that stand
across become rows; rows that do not count are left out; of each person, one row is
kept in a period; and what is left of a team and period is added, or its mean or
median is taken. Each is asked for by its own field, and none by default.
"""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from attrs import field, frozen

from cqikit.core import (
    Choice,
    ChoiceOf,
    FrozenDict,
    as_texts,
    as_tuple,
    each,
    finite,
    is_text,
    non_blank,
    optional,
    plain_number,
    say,
    unique,
)
from cqikit.errors import FieldError

__all__ = [
    "Across",
    "Flag",
    "Keep",
    "KeepWord",
    "Once",
    "Take",
    "TakeWord",
    "conditions",
]


class Take(Choice):
    """What is taken of the values of several rows of one team and period."""

    SUM = "sum"
    MEAN = "mean"
    MEDIAN = "median"


TakeWord: TypeAlias = Literal["sum", "mean", "median"]


class Keep(Choice):
    """Which row of a person counts: the first or last by its day, or any that does."""

    FIRST = "first"
    LAST = "last"
    ANY = "any"


KeepWord: TypeAlias = Literal["first", "last", "any"]


def _said(value: Any) -> str:
    """Return a text or a number as a cell says it."""
    number = plain_number(value)
    if isinstance(number, float) and number.is_integer():
        return str(int(number))
    return str(value).strip()


def _wanted(value: Any) -> Any:
    """Return the texts that a cell may say, of one text or number, or several."""
    listed = (value,) if isinstance(value, str | int | float) else as_tuple(value)
    if not isinstance(listed, tuple):
        return value
    return tuple(flag if isinstance(flag, bool) else _said(flag) for flag in listed)


def conditions(value: Any) -> Any:
    """Return, for each column, the texts that it may say."""
    if not isinstance(value, dict):
        return value
    return FrozenDict({column: _wanted(wanted) for column, wanted in value.items()})


@frozen(kw_only=True)
class Flag:
    """Count 1 where a cell of `column` is as is said, else 0; an empty one is unknown.

    Parameters
    ----------
    column : str
        The column.
    at_least, at_most : float, optional
        Bounds of a number, both included; one of them or both.
    equals : str or tuple of str
        In place of bounds: what the cell says, or may say; capitals do not matter.

    Examples
    --------
    >>> silent = Flag(column="weeks_reporting", at_most=0)
    >>> silent(0), silent(3)
    (1, 0)
    >>> missed = Flag(column="missed?", equals="Y")
    >>> missed("y"), missed("N")
    (1, 0)
    """

    column: str = field(validator=non_blank)
    at_least: float | None = field(default=None, validator=optional(finite))
    at_most: float | None = field(default=None, validator=optional(finite))
    equals: str | float | tuple[str, ...] = field(
        default=(), converter=_wanted, validator=each(is_text)
    )

    def __attrs_post_init__(self) -> None:
        bounds = self.at_least is not None or self.at_most is not None
        if bounds == bool(self.equals):
            must = say("must have at_least, at_most or both, or else equals")
            raise FieldError("flag", must, None)

    @property
    def wanted(self) -> frozenset[str]:
        """Return what a cell may say, in small letters; none where it is a number."""
        return frozenset(text.casefold() for text in as_tuple(self.equals))

    def __call__(self, cell: float | str) -> int:
        if isinstance(cell, str):
            return int(cell.strip().casefold() in self.wanted)
        if self.equals:
            return self(_said(cell))
        above = self.at_least is None or cell >= self.at_least
        return int(above and (self.at_most is None or cell <= self.at_most))


@frozen(kw_only=True)
class Across:
    """Periods that stand across: each is the name of a column.

    Parameters
    ----------
    value : str
        What the cells below them are called, for `MeasureColumns` to name.
    names : str
        In place of `value`: the column that says of each row what its cells are.
    columns : tuple of str
        Those that stand across; by default all whose names are periods.

    Examples
    --------
    >>> Across(value="missed", names="Measure")
    Traceback (most recent call last):
    ...
    cqikit.errors.FieldError: value must be there, or names; not both (got 'missed')
    """

    value: str = field(default="", validator=is_text)
    names: str = field(default="", validator=is_text)
    columns: tuple[str, ...] = field(
        default=(), converter=as_texts, validator=[each(non_blank), unique("")]
    )

    def __attrs_post_init__(self) -> None:
        if bool(self.value) == bool(self.names):
            raise FieldError(
                "value", say("must be there, or names; not both"), self.value
            )


@frozen(kw_only=True)
class Once:
    """Each person counts once in a period, by one row.

    Parameters
    ----------
    column : str
        Who it is.
    keep : Keep
        Their first or last row by its day (of one day, by its place in the table), or
        any: the row of the greatest number, so that one that counts does.
    """

    column: str = field(validator=non_blank)
    keep: Keep = field(converter=ChoiceOf[Keep, KeepWord])
