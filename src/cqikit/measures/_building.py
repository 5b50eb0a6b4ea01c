"""Observations into columns, and several columns into one."""

from __future__ import annotations

import math
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from cqikit.core import Cadence, Frequency, arguments, as_tuple, list_of, say
from cqikit.errors import FieldTypeError
from cqikit.measures._columns import (
    DECIMAL,
    EXACT,
    LARGE,
    NAMES,
    NONE,
    WHOLE,
    Columns,
    Number,
    record,
)
from cqikit.measures._kinds import kind_code
from cqikit.measures._numpy import Indexes, np
from cqikit.measures._observation import Observation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cqikit.core import Period

__all__ = ["columns_of", "join_columns", "make_columns", "spread"]

#: What a column of codes of frequencies holds.
LARGEST_CODE: Final = 2**7 - 1

#: How the row of a table is called.
ROW: Final = re.compile(r"(.*) row (0|[1-9][0-9]{0,11})")


def columns_of(observations: Iterable[Observation] | Columns) -> Columns:
    """Return observations as columns, in their order; columns as they are.

    Raises
    ------
    FieldTypeError
        When a member is no observation.

    Examples
    --------
    >>> from cqikit.measures import Observation
    >>> columns_of([Observation(period="2026-01", value=3)]).value.tolist()
    [3.0]
    """
    if isinstance(observations, Columns):
        return observations
    rows: Any = as_tuple(observations)
    if not isinstance(rows, tuple):
        raise FieldTypeError("observations", say("must be a list"), rows)
    for place, row in enumerate(rows):
        if not isinstance(row, Observation):
            where = f"observations[{place}]"
            raise FieldTypeError(where, say("must be an Observation"), row)
    return make_columns(
        period=[row.period for row in rows],
        numbers={name: [getattr(row, name) for row in rows] for name in NAMES},
        excluded=[row.excluded for row in rows],
        withheld=[row.withheld for row in rows],
        source=[row.row for row in rows],
    )


@arguments()
def make_columns(
    *,
    period: Any,
    frequency: Any = None,
    numbers: Mapping[str, Sequence[Number]],
    excluded: Sequence[str] = (),
    withheld: Sequence[str] = (),
    source: Sequence[str] = (),
    row: Any = None,
) -> Columns:
    """Return columns of what many rows say.

    Parameters
    ----------
    period : Period, or int, one a row
        `Period.index`, where `frequency` is given.
    frequency : Frequency or Cadence, or int, one a row, optional
        Of all rows, or the code in ``kind`` of each; seen from the periods unless said.
    numbers : mapping of str to numbers, one a row
        ``value``, ``numerator``, ``denominator`` or some of them: None where a row
        has none.
    excluded : text, one a row
        A reason, "" for most; may be left out where there is none at all.
    withheld : text, one a row
        What stands in place of a number, "" for most; may be left out likewise. None
        unless said.
    source : text, one a row
        Where each is from, such as ``cases.csv row 17``; with `row`, the name of its
        table alone. None unless said.
    row : int, one a row, optional
        Its number in its table; not told unless said.

    Examples
    --------
    >>> made = make_columns(
    ...     period=[24312, 24313],
    ...     frequency="month",
    ...     numbers={"value": [3, None]},
    ...     source=["falls.csv"] * 2,
    ...     row=[2, 3],
    ... )
    >>> for observation in made.observations():
    ...     print(observation.period, observation.value, observation.row)
    2026-01 3 falls.csv row 2
    2026-02 None falls.csv row 3
    """
    with _named("period", period):
        table = _empty(len(period), row)
        code = frequency
        if frequency is None:
            code, period = _coded(period)
        table["period"] = period
    with _named("frequency", frequency):
        table["kind"] = _code(code)
    if row is None:
        with _named("source", source):
            source, row = _parted(source)
    with _named("row", row):
        table["row"] = row
    table["numbers"] = np.nan
    large: list[int] = []
    with _named("numbers", numbers):
        for name, column in numbers.items():
            place = NAMES.index(name)
            table["numbers"][:, place] = [_float(number) for number in column]
            table["written"][:, place] = [_how(number, large) for number in column]
    reasons, sources = {"": 0}, {"": 0}
    for name, codes, said in (
        ("excluded", reasons, excluded),
        ("withheld", reasons, withheld),
        ("source", sources, source),
    ):
        with _named(name, said):
            if len(said):
                table[name] = [codes.setdefault(text, len(codes)) for text in said]
    return Columns(table, tuple(reasons), tuple(sources), tuple(large))


def _empty(rows: int, numbers: Any) -> Any:
    """Return a table to fill; rows that are numbered have periods."""
    if not rows and numbers is not None and len(numbers):
        raise ValueError
    return np.zeros(rows, dtype=record())


def _code(frequency: Any) -> Any:
    """Return the code of a frequency, or codes as they are."""
    if isinstance(frequency, Cadence):
        return kind_code(frequency.frequency, frequency.starts)
    if isinstance(frequency, str):
        return kind_code(Frequency.of(frequency, "frequency"))
    if isinstance(frequency, int) and frequency > LARGEST_CODE:
        # Older versions of NumPy would take what is left of it.
        raise OverflowError
    return frequency


@contextmanager
def _named(name: str, column: Any) -> Iterator[None]:
    """Refuse a column that makes no column of a table, by its name."""
    try:
        yield
    except (TypeError, ValueError, AttributeError, OverflowError):
        must = say("must have a value for each row")
        raise FieldTypeError(name, must, column) from None


def _coded(periods: Sequence[Period]) -> tuple[list[int], list[int]]:
    """Return kinds and places in time; rows of one period mostly share it."""
    shared = {id(period): period for period in periods}
    known = {
        key: (kind_code(period.frequency, period.starts), period.index)
        for key, period in shared.items()
    }
    coded = [known[id(period)] for period in periods]
    return [kind for kind, _ in coded], [index for _, index in coded]


def _parted(source: Sequence[str]) -> tuple[list[str], Any]:
    """Return the tables that rows are of, and their numbers: -1 where none is said."""
    found = [ROW.fullmatch(text) for text in source]
    names = [hit[1] if hit else text for hit, text in zip(found, source, strict=True)]
    return names, [int(hit[2]) if hit else -1 for hit in found] or -1


def _float(number: Number) -> float:
    if number is None:
        return math.nan
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf


def _how(number: Number, large: list[int]) -> int:
    """Return how a number is written; one that no float holds is kept in `large`."""
    if number is None:
        return NONE
    if not isinstance(number, int):
        return DECIMAL
    if -EXACT <= number <= EXACT:
        return WHOLE
    large.append(number)
    return LARGE + len(large) - 1


def spread(columns: Columns, indexes: Indexes) -> Columns:
    """Return columns with a row for each of `indexes`, empty where there was none.

    Parameters
    ----------
    columns : Columns
        In order of time, no period twice, all of one frequency.
    indexes : ndarray of int, shape (n,)
        `Period.index` of each row to be; those of `columns` are among them.
    """
    if len(columns) == len(indexes):
        return columns
    table = np.zeros(len(indexes), dtype=record())
    table["period"], table["kind"] = indexes, columns.kind[0]
    table["numbers"], table["row"] = np.nan, -1
    table[np.searchsorted(indexes, columns.period)] = columns.table
    return Columns(table, columns.reasons, columns.sources, columns.large)


@arguments(parts=list_of("Columns", Columns))
def join_columns(parts: Sequence[Columns]) -> Columns:
    """Return many columns as one, one below the other."""
    if not parts:
        return Columns(np.zeros(0, dtype=record()))
    tables = [part.table for part in parts]
    # Without the type, NumPy would compare the fields of each with the next one's.
    table = np.concatenate(tables, dtype=record(), casting="no")
    sizes = [len(part) for part in parts]
    reasons, sources, large = parts[0].reasons, parts[0].sources, parts[0].large
    if any(part.reasons is not reasons for part in parts):
        codes, reasons = _merged([part.reasons for part in parts], sizes)
        table["excluded"] = codes(table["excluded"])
        table["withheld"] = codes(table["withheld"])
    if any(part.sources is not sources for part in parts):
        codes, sources = _merged([part.sources for part in parts], sizes)
        table["source"] = codes(table["source"])
    if any(part.large is not large for part in parts):
        table["written"] += np.where(
            table["written"] >= LARGE,
            np.repeat(_starts([len(part.large) for part in parts]), sizes)[:, None],
            0,
        )
        large = tuple(number for part in parts for number in part.large)
    return Columns(table, reasons, sources, large)


def _starts(sizes: Sequence[int]) -> Indexes:
    return np.cumsum([0, *sizes])[:-1]


def _merged(lists: Sequence[tuple[str, ...]], sizes: Sequence[int]) -> Any:
    """Return what makes codes into several tuples of texts codes into one of all."""
    known: dict[str, int] = {}
    codes = [known.setdefault(text, len(known)) for texts in lists for text in texts]
    shift = np.repeat(_starts([len(texts) for texts in lists]), sizes)
    return (lambda column: np.array(codes)[shift + column]), tuple(known)
