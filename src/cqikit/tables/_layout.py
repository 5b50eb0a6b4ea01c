"""Layouts: which column of a table is what."""

from __future__ import annotations

from attrs import converters, field, frozen

from cqikit.core import (
    Frequency,
    as_tuple,
    at_least,
    each,
    finite,
    instance_of,
    is_key,
    is_text,
    non_blank,
    non_empty,
    optional,
    plain_number,
    unique,
)
from cqikit.errors import FieldError
from cqikit.tables._dialect import Dialect

__all__ = ["Flag", "Layout", "MeasureColumns", "Observed"]


@frozen(kw_only=True)
class Flag:
    """Count 1 where a number of `column` is within bounds, else 0.

    Parameters
    ----------
    column : str
    at_least, at_most : float, optional
        The bounds, both included; one of them or both.

    Examples
    --------
    >>> silent = Flag(column="weeks_reporting", at_most=0)
    >>> silent(0), silent(3)
    (1, 0)
    """

    column: str = field(validator=non_blank)
    at_least: float | None = field(default=None, validator=optional(finite))
    at_most: float | None = field(default=None, validator=optional(finite))

    def __attrs_post_init__(self) -> None:
        if self.at_least is None and self.at_most is None:
            raise FieldError("flag", "must have at_least, at_most or both", None)

    def __call__(self, number: float) -> int:
        above = self.at_least is None or number >= self.at_least
        return int(above and (self.at_most is None or number <= self.at_most))


@frozen(kw_only=True)
class Observed:
    """How much of a period was observed: the number in `column`, out of `of`.

    Where it is 0, nothing is known: the observation is missing, whatever the
    other cells say. Else a denominator is multiplied by the part observed.
    Below `least`, the observation is kept and excluded, with the reason.

    Parameters
    ----------
    column : str
    of : float
        What the number is when everything was observed.
    least : float
        In the same unit.

    Examples
    --------
    >>> Observed(column="weeks_reporting", of=52, least=60)
    Traceback (most recent call last):
    ...
    cqikit.errors.FieldError: least must be at most of (52) (got 60)
    """

    column: str = field(validator=non_blank)
    of: float = field(validator=finite)
    least: float = field(default=0, validator=at_least(0))

    def __attrs_post_init__(self) -> None:
        if self.of <= 0:
            raise FieldError("of", "must be more than 0", self.of)
        if self.least > self.of:
            raise FieldError("least", f"must be at most of ({self.of:g})", self.least)


def _source(instance: object, attribute: object, value: object) -> None:
    if not isinstance(value, Flag):
        is_text(instance, attribute, value)  # type: ignore[arg-type]


def _divisor(instance: object, attribute: object, value: object) -> None:
    if isinstance(plain_number(value), int | float):
        finite(instance, attribute, value)  # type: ignore[arg-type]
    else:
        is_text(instance, attribute, value)  # type: ignore[arg-type]


@frozen(kw_only=True)
class MeasureColumns:
    """Where the observations of one measure are.

    Parameters
    ----------
    measure : str
        Key of the measure.
    value : str
        Column of ready values; for measures that are no ratio.
    numerator : str or Flag
        Column of what is counted; for ratios.
    denominator : str or float
        Column of what it is out of, or one number for all rows.
    observed : Observed, optional

    Examples
    --------
    >>> MeasureColumns(measure="weeks", numerator="weeks_reporting")
    Traceback (most recent call last):
    ...
    cqikit.errors.FieldError: denominator must go with a numerator (got '')
    """

    measure: str = field(validator=is_key)
    value: str = field(default="", validator=is_text)
    numerator: str | Flag = field(default="", validator=_source)
    denominator: str | float = field(default="", validator=_divisor)
    observed: Observed | None = field(
        default=None, validator=optional(instance_of(Observed))
    )

    def __attrs_post_init__(self) -> None:
        if bool(self.value) == bool(self.numerator):
            raise FieldError(
                "value",
                "must be there, or numerator and denominator; not both",
                self.value,
            )
        if bool(self.numerator) != bool(self.denominator):
            raise FieldError(
                "denominator", "must go with a numerator", self.denominator
            )
        if isinstance(self.denominator, int | float) and self.denominator <= 0:
            raise FieldError("denominator", "must be more than 0", self.denominator)


@frozen(kw_only=True, repr=False)
class Layout(Dialect):
    """How a table is read: its columns, and what they are of each measure.

    It says how the file is written, too: every field of a `Dialect` is one of its own,
    so that ``tables.read(path, how=layout)`` reads the file that it is about.

    Parameters
    ----------
    file : str
        The table, seen from where the layout is; "" where the table is given.
    period : str
        Column of the period; a day stands for the one that it lies in.
    team : str
        Column of the team's key, "" where all rows are of one team.
    frequency : Frequency, optional
        How long a period is, which then must be that of each measure; by default
        as each measure says.
    measures : tuple of MeasureColumns

    Examples
    --------
    >>> layout = Layout(
    ...     file="cases.csv",
    ...     team="area",
    ...     period="year",
    ...     measures=[
    ...         MeasureColumns(
    ...             measure="cases",
    ...             numerator="count",
    ...             denominator="population",
    ...             observed=Observed(column="weeks_reporting", of=52, least=26),
    ...         )
    ...     ],
    ... )
    """

    file: str = field(default="", validator=is_text)
    period: str = field(validator=non_blank)
    team: str = field(default="", validator=is_text)
    frequency: Frequency | None = field(
        default=None, converter=converters.optional(Frequency)
    )
    measures: tuple[MeasureColumns, ...] = field(
        converter=as_tuple,
        validator=[non_empty, each(instance_of(MeasureColumns)), unique("measure")],
    )
