"""Observations as columns: what many rows say, without an object a row.

One NumPy record a row, so that a part is taken by one slice and two tables are joined
by one concatenation. Numbers are kept as float64, NaN where there is none, beside a
code that says how each was written: what goes in comes out, whole numbers as whole
numbers, those too large for a float from a list of their own. Texts that many rows
share (a reason, the name of a table) are codes into a tuple; the row of a table is its
number, and its text ("cases.csv row 17") is made when somebody asks.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from attrs import frozen

from cqikit.core import arguments, has, say
from cqikit.errors import FieldError, UnknownNameError
from cqikit.measures._kinds import coded_period
from cqikit.measures._numpy import Array, Bools, Floats, Indexes, np
from cqikit.measures._observation import Observation

if TYPE_CHECKING:
    from cqikit.core import Period
    from cqikit.measures._measure import Measure

__all__ = ["NAMES", "Columns", "Number", "record"]

Number: TypeAlias = int | float | None

#: The numbers of an observation, in the order in which a record keeps them.
NAMES: Final = ("value", "numerator", "denominator")


def _place(name: str) -> int:
    """Return which column of numbers a name means."""
    if name not in NAMES:
        raise UnknownNameError(say("column of numbers"), name, NAMES)
    return NAMES.index(name)


#: How a number was written; from `LARGE` on, its place among the large ones.
NONE, DECIMAL, WHOLE, LARGE = range(4)
#: Whole numbers up to this are exact as float64.
EXACT: Final = 2**53


@cache
def record() -> np.dtype[Any]:
    """Return the type of one row."""
    return np.dtype(
        [
            ("period", np.int64),
            ("numbers", np.float64, 3),
            ("row", np.int64),
            ("written", np.int32, 3),
            ("excluded", np.int32),
            ("withheld", np.int32),
            ("source", np.int32),
            ("kind", np.int8),
        ],
        align=True,
    )


@frozen(eq=False, repr=False)
class Columns:
    """Observations as read-only arrays, one row an observation.

    Parameters
    ----------
    table : structured ndarray, shape (rows,)
        See `record`; the properties below are its columns.
    reasons : tuple of str
        What the codes in ``excluded`` and ``withheld`` say; the first is "".
    sources : tuple of str
        What the codes in ``source`` say: the name of the table of a numbered row,
        else the whole text; the first is "".
    large : tuple of int
        Whole numbers beyond 2**53.

    Examples
    --------
    >>> from cqikit.measures import columns_of
    >>> seen = [Observation(period="2026-01", value=3, row="falls.csv row 2")]
    >>> rows = columns_of(seen)
    >>> rows.value.tolist(), rows.row_texts(), rows.observations() == tuple(seen)
    ([3.0], ('falls.csv row 2',), True)
    """

    table: Array
    reasons: tuple[str, ...] = ("",)
    sources: tuple[str, ...] = ("",)
    large: tuple[int, ...] = ()

    def __attrs_post_init__(self) -> None:
        self.table.setflags(write=False)

    def __repr__(self) -> str:
        return f"<Columns, {len(self)} rows>"

    def __reduce__(self) -> tuple[Any, ...]:
        return Columns, (self.table, self.reasons, self.sources, self.large)

    def __len__(self) -> int:
        return len(self.table)

    @arguments()
    def part(self, where: Any) -> Columns:
        """Return some of the rows: a slice, a mask, or places."""
        try:
            table = self.table[where]
        except (IndexError, ValueError) as error:
            must = say("must be a slice, a mask, or places of rows")
            raise FieldError("where", must, where) from error
        return Columns(table, self.reasons, self.sources, self.large)

    @arguments(table=has("setflags", what=say("an array")))
    def with_table(self, table: Array) -> Columns:
        """Return columns with the same texts and another table of codes."""
        return Columns(table, self.reasons, self.sources, self.large)

    @property
    def period(self) -> Indexes:
        """Return `Period.index` of each row, shape (rows,)."""
        return self.table["period"]

    @property
    def kind(self) -> Array:
        """Return a code for the length of each row's period, shape (rows,)."""
        return self.table["kind"]

    @property
    def value(self) -> Floats:
        """Return the ready values, NaN where none, shape (rows,)."""
        return self.numbers("value")

    @property
    def numerator(self) -> Floats:
        """Return the numerators, NaN where none, shape (rows,)."""
        return self.numbers("numerator")

    @property
    def denominator(self) -> Floats:
        """Return the denominators, NaN where none, shape (rows,)."""
        return self.numbers("denominator")

    @property
    def row(self) -> Indexes:
        """Return each row's number in its table, -1 without one, shape (rows,)."""
        return self.table["row"]

    @property
    def source(self) -> Array:
        """Return the place in `sources` of where each row is from, shape (rows,)."""
        return self.table["source"]

    @property
    def excluded(self) -> Bools:
        """Say which rows are excluded, shape (rows,)."""
        excluded: Bools = self.table["excluded"] != 0
        return excluded

    @property
    def withheld(self) -> Bools:
        """Say of which rows a number is withheld, shape (rows,)."""
        withheld: Bools = self.table["withheld"] != 0
        return withheld

    @arguments()
    def numbers(self, name: str) -> Floats:
        """Return one column of numbers as floats, NaN where none, shape (rows,)."""
        numbers: Floats = self.table["numbers"][:, _place(name)]
        return numbers

    @arguments()
    def given(self, name: str) -> Bools:
        """Say which rows have the number, if only a NaN, shape (rows,)."""
        given: Bools = self._written(name) != NONE
        return given

    def _written(self, name: str) -> Array:
        written: Array = self.table["written"][:, _place(name)]
        return written

    @arguments()
    def as_given(self, name: str) -> list[Number]:
        """Return one column of numbers as they were given, None where none."""
        written, floats = self._written(name), self.numbers(name)
        whole = written == WHOLE
        if whole.all():
            exact: list[Number] = floats.astype(np.int64).tolist()
            return exact
        numbers = floats.astype(object)
        numbers[whole] = floats[whole].astype(np.int64)
        numbers[written == NONE] = None
        if self.large:
            for place in np.flatnonzero(written >= LARGE).tolist():
                numbers[place] = self.large[written[place] - LARGE]
        found: list[Number] = numbers.tolist()
        return found

    @arguments()
    def observed(self, measure: Measure) -> Floats:
        """Return the values in the measure's unit, NaN where none, shape (rows,).

        As `observed_value` does for one observation.
        """
        made = self.numerator
        if measure.is_ratio:
            under = np.where(self.denominator == 0, np.nan, self.denominator)
            with np.errstate(all="ignore"):
                made = made / under * measure.per
        values: Floats = np.where(self.given("value"), self.value, made)
        return values

    def periods(self) -> tuple[Period, ...]:
        """Return the period of each row."""
        codes = self.kind.tolist()
        pairs = zip(self.period.tolist(), codes, strict=True)
        return tuple(coded_period(index, code) for index, code in pairs)

    def reason_texts(self) -> tuple[str, ...]:
        """Return the reason for which each row is excluded, "" for most."""
        return tuple(self.reasons[code] for code in self.table["excluded"].tolist())

    def withheld_texts(self) -> tuple[str, ...]:
        """Return what each row says in place of a number, "" for most."""
        return tuple(self.reasons[code] for code in self.table["withheld"].tolist())

    def row_texts(self) -> tuple[str, ...]:
        """Return where each row is from, "" where nobody said."""
        names = [self.sources[code] for code in self.table["source"].tolist()]
        return tuple(
            name if number < 0 else f"{name} row {number}"
            for name, number in zip(names, self.table["row"].tolist(), strict=True)
        )

    def observations(self) -> tuple[Observation, ...]:
        """Return an `Observation` for each row, equal to the one that was put in."""
        parts = zip(
            self.periods(),
            *map(self.as_given, NAMES),
            self.row_texts(),
            self.reason_texts(),
            self.withheld_texts(),
            strict=True,
        )
        return tuple(
            Observation(
                period=period,
                value=value,
                numerator=numerator,
                denominator=denominator,
                row=row,
                excluded=excluded,
                withheld=withheld,
            )
            for period, value, numerator, denominator, row, excluded, withheld in parts
        )

    def _said(self) -> tuple[Any, ...]:
        """Return what two columns have in common when they are equal."""
        numbers, written = self.table["numbers"], self.table["written"]
        large = np.flatnonzero(written >= LARGE).tolist()
        return (
            self.period.tobytes(),
            self.kind.tobytes(),
            (written == NONE).tobytes(),
            # One NaN for all, and no zero below zero.
            np.where(np.isnan(numbers), np.nan, numbers + 0.0).tobytes(),
            [(place, self.large[written.flat[place] - LARGE]) for place in large],
            self.reason_texts(),
            self.withheld_texts(),
            self.row_texts(),
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Columns) and self._said() == other._said()

    def __hash__(self) -> int:
        return hash((self.period.tobytes(), self.kind.tobytes()))
