"""Layouts: which column of a table is what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from attrs import field, frozen

from cqikit.core import (
    DateStyle,
    DateStyleWord,
    Frequency,
    FrequencyWord,
    OptionalChoiceOf,
    TupleOf,
    arguments,
    at_least,
    at_most,
    each,
    finite,
    instance_of,
    is_key,
    is_text,
    non_blank,
    non_empty,
    optional,
    plain_number,
    say,
    unique,
)
from cqikit.errors import FieldError
from cqikit.tables._dialect import Dialect
from cqikit.tables._shapes import Across, Flag, Once, Take, TakeWord, conditions

__all__ = ["Layout", "MeasureColumns", "Observed"]

#: Rows are added where nothing else is said of them.
SUMS: Final = frozenset({None, Take.SUM})


@frozen(kw_only=True)
class Observed:
    """How much of a period was observed: the number in `column`, out of `of`.

    Where it is 0, nothing is known: the observation is missing, whatever the
    other cells say. Else a denominator is multiplied by the part observed.
    Below `least`, the observation is kept and excluded, with the reason.

    Parameters
    ----------
    column : str
        The column that has the number.
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
            raise FieldError("of", say("must be more than 0"), self.of)
        if self.least > self.of:
            raise FieldError(
                "least", say("must be at most of ({of:g})", of=self.of), self.least
            )


def _source(instance: object, attribute: object, value: object) -> None:
    """Refuse what is no column, no number for all rows, and no flag."""
    if isinstance(plain_number(value), int | float):
        finite(instance, attribute, value)  # type: ignore[arg-type]
    elif not isinstance(value, Flag):
        is_text(instance, attribute, value)  # type: ignore[arg-type]


def _counted(instance: object, attribute: object, value: object) -> None:
    if not isinstance(value, Flag):
        is_text(instance, attribute, value)  # type: ignore[arg-type]


def _conditions(instance: object, attribute: object, value: object) -> None:
    """Refuse conditions that no cell could fulfil."""
    instance_of(dict)(instance, attribute, value)  # type: ignore[arg-type]
    for column, wanted in value.items():  # type: ignore[attr-defined]
        texts = isinstance(wanted, tuple) and all(isinstance(t, str) for t in wanted)
        if not (texts and wanted):
            must = say("must say a text, a number or a list of them")
            raise FieldError(f"where.{column}", must, wanted)


@frozen(kw_only=True)
class MeasureColumns:
    """Where the observations of one measure are.

    Parameters
    ----------
    measure : str
        Key of the measure.
    value : str, float or Flag
        Column of ready values; for measures that are no ratio. Where each row is a
        case: 1 to count rows, or a flag to count some of them.
    numerator : str or Flag
        Column of what is counted; for ratios.
    denominator : str, float or Flag
        Column of what it is out of, or one number for all rows: 1 where each row is a
        case; or which rows those are that could count.
    observed : Observed, optional
        How much of the period was looked at; all of it unless said.
    take : Take, optional
        What is taken of the values of several rows of one team and period: their sum,
        mean or median; by default the sum where the layout says ``add``, else two rows
        are refused.
    zeros : bool
        A period without a row counts 0, from the first row to the last: for counts of
        rows, where no row means that there was no case. By default it is a gap.
    between : bool
        In place of a value: what is measured are the days between the rows, each of
        which is an event; for measures of time between, or of units.

    Examples
    --------
    >>> MeasureColumns(measure="weeks", numerator="weeks_reporting")
    Traceback (most recent call last):
    ...
    cqikit.errors.FieldError: denominator must go with a numerator (got '')
    """

    measure: str = field(validator=is_key)
    value: str | float | Flag = field(default="", validator=_source)
    numerator: str | Flag = field(default="", validator=_counted)
    denominator: str | float | Flag = field(default="", validator=_source)
    observed: Observed | None = field(
        default=None, validator=optional(instance_of(Observed))
    )
    take: Take | None = field(default=None, converter=OptionalChoiceOf[Take, TakeWord])
    zeros: bool = field(default=False, validator=instance_of(bool))
    between: bool = field(default=False, validator=instance_of(bool))

    def __attrs_post_init__(self) -> None:
        ways = [self.value != "", bool(self.numerator), self.between]
        if sum(ways) != 1:
            raise FieldError(
                "value",
                say("must be there, or numerator and denominator; not both"),
                self.value,
            )
        for name, wrong in (
            ("take", self.take not in SUMS and not self.value),
            ("zeros", self.zeros and not (self.value and self.take in SUMS)),
        ):
            if wrong:
                of = "a value that is added" if name == "zeros" else "a value"
                raise FieldError(
                    name, say("must go with {of}", of=of), str(getattr(self, name))
                )
        if bool(self.numerator) != bool(self.denominator):
            raise FieldError(
                "denominator", say("must go with a numerator"), self.denominator
            )
        if isinstance(self.denominator, int | float) and self.denominator <= 0:
            raise FieldError(
                "denominator", say("must be more than 0"), self.denominator
            )


def _dates_of(said: DateStyle | DateStyleWord | None) -> DateStyle | None:
    return None if said is None else DateStyle.of(said, "dates")


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
        Column of the period; a day stands for the one that it lies in. Where periods
        stand across, it may be left out; where months without a year do, it is that of
        their year.
    part : str
        Column of the month, quarter or week, where `period` is that of its year; none
        unless said.
    team : str
        Column of the team's key, "" where all rows are of one team.
    frequency : Frequency, optional
        How long a period is, which then must be that of each measure; by default
        as each measure says.
    dates : DateStyle, optional
        What digits are that may be read in several ways: ``mdy`` for 1/31/2024,
        ``dmy``, ``ymd``, or ``excel`` for its numbers of days; by default, the column
        shows it or is refused.
    year_start : int, optional
        The month that fiscal years such as FY24 begin in; without it these are
        refused.
    across : Across, optional
        Which periods stand across, each in a column of its own.
    where : mapping of str to str or tuple of str
        Rows that count are those in which each of these columns says this, or one of
        these; by default all.
    once : Once, optional
        Each person counts once in a period.
    add : bool
        Several rows of one team and period are added up; by default they are refused.
    measures : tuple of MeasureColumns
        Where each measure stands.

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
    period: str = field(default="", validator=is_text)
    part: str = field(default="", validator=is_text)
    team: str = field(default="", validator=is_text)
    frequency: Frequency | None = field(
        default=None, converter=OptionalChoiceOf[Frequency, FrequencyWord]
    )
    dates: DateStyle | None = field(
        default=None,
        converter=_dates_of,
    )
    year_start: int | None = field(
        default=None, validator=optional([instance_of(int), at_least(1), at_most(12)])
    )
    across: Across | None = field(default=None, validator=optional(instance_of(Across)))
    where: Mapping[str, str | float | tuple[str, ...]] = field(
        factory=dict, converter=conditions, validator=_conditions
    )
    once: Once | None = field(default=None, validator=optional(instance_of(Once)))
    add: bool = field(default=False, validator=instance_of(bool))
    measures: tuple[MeasureColumns, ...] = field(
        converter=TupleOf[MeasureColumns],
        validator=[non_empty, each(instance_of(MeasureColumns)), unique("measure")],
    )

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if not self.period and self.across is None:
            raise FieldError(
                "period", say("must be text with something in it"), self.period
            )
        if self.part and (self.across or self.part == self.period):
            must = say("must be another column than that of the year, and none across")
            raise FieldError("part", must, self.part)

    def names(self) -> Iterator[tuple[str, str]]:
        """Yield the columns that it names, each after the field that does."""
        if self.across:
            # Their columns are made of others.
            return
        for name in ("period", "part", "team"):
            if getattr(self, name):
                yield name, getattr(self, name)
        for place, measure in enumerate(self.measures):
            for name in ("value", "numerator", "denominator", "observed"):
                said: Any = getattr(measure, name)
                column = getattr(said, "column", said)
                if isinstance(column, str) and column:
                    yield f"measures[{place}].{name}", column

    @arguments()
    def taken(self, columns: MeasureColumns) -> Take | None:
        """Return what is taken of several rows of one period, None where one may be."""
        added = self.add or columns.zeros
        return columns.take or (Take.SUM if added else None)
