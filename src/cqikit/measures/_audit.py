"""The audit of observations, before any arithmetic is done with them.

A fault means that the rows cannot be a series. Everything else is said and
kept: nothing is fixed silently, and nothing is dropped.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from cqikit.core import arguments, few
from cqikit.measures._audit_kinds import (
    DUPLICATE,
    EXCLUDED,
    FRACTION,
    FREQUENCY,
    GAP,
    MISSING,
    MISSING_CODE,
    NEGATIVE,
    NO_DENOMINATOR,
    NO_PERIOD,
    NOT_FINITE,
    OVER_DENOMINATOR,
    UNSORTED,
    WITHHELD,
    ZERO_DENOMINATOR,
)
from cqikit.measures._building import columns_of
from cqikit.measures._calendar import aligned, astray, calendar_within, existing
from cqikit.measures._columns import NAMES, Columns
from cqikit.measures._kinds import KINDS, coded_period
from cqikit.measures._measure import Measure, MeasureKind
from cqikit.measures._numpy import Bools, Indexes, np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cqikit.core import Cadence, Finding, FindingKind, Timeline
    from cqikit.measures._observation import Observation

__all__ = ["audit", "faulty"]

#: The largest number that arithmetic is done with.
LARGEST: Final = math.nextafter(math.inf, 0)
#: Numbers by which forms and registers say that nothing was observed.
CODES: Final = (99, 999, 9999, 99999, -9, -99, -999, -9999)
#: Such a number is told where so many others, at least, lie so many ranges away.
FEWEST: Final = 4
FAR: Final = 3
#: A finding names this many periods and counts the rest.
NAMED: Final = 8


@arguments()
def audit(
    measure: Measure,
    observations: Iterable[Observation] | Columns,
    *,
    calendar: Timeline | None = None,
) -> tuple[Finding, ...]:
    """Say what is wrong or notable in the observations of one series.

    Parameters
    ----------
    measure : Measure
    observations : iterable of Observation, or Columns
        In any order, of one team.
    calendar : Timeline, optional
        Which periods exist, as `Series.calendar` has them; by default, as the measure
        says, or inferred from the rows. A period without a row is a gap.

    Returns
    -------
    tuple of Finding
        Faults (`series.duplicate`, `series.frequency`, `series.no-period`,
        `series.not-finite`, `series.negative`, `series.over-denominator`), warnings
        (`series.zero-denominator`, `series.no-denominator`, `series.fraction`,
        `series.withheld`, `series.missing-code`)
        and notes (`series.unsorted`, `series.gap`, `series.missing`,
        `series.excluded`); `where` is the row, or the period.

    Examples
    --------
    >>> from cqikit.measures import Observation
    >>> count = Measure(key="falls", title="Falls", kind="count", direction="lower")
    >>> rows = [
    ...     Observation(period="2026-01", value=3),
    ...     Observation(period="2026-03", value=-1, row="row 3"),
    ... ]
    >>> for finding in audit(count, rows):
    ...     print(finding)
    fault series.negative at row 3: 2026-03: a count must be at least 0 (got -1)
    note series.gap: 1 period has no row: 2026-02
    """
    rows = aligned(measure, columns_of(observations))
    wrong = astray(measure, rows)
    found = [*_each_row(measure, rows, _at_fault(measure, rows, wrong))]
    if measure.is_periodic:
        found += _duplicates(rows)
    usable = rows.part(~wrong) if wrong.any() else rows
    found += _sequence(measure, usable, calendar)
    found += _absences(measure, usable)
    found += _codes(usable)
    return tuple(found)


def faulty(measure: Measure, rows: Columns) -> Bools:
    """Say which rows have a fault of their own, shape (rows,)."""
    return _at_fault(measure, rows, astray(measure, rows))


def _at_fault(measure: Measure, rows: Columns, wrong: Bools) -> Bools:
    """Say which rows have a fault, beside those that are in no period."""
    numbers = rows.table["numbers"]
    found: Bools = wrong | np.isinf(numbers).any(axis=1)
    if measure.kind is not MeasureKind.CONTINUOUS:
        found |= (numbers < 0).any(axis=1)
    if measure.kind is MeasureKind.PROPORTION:
        found |= rows.numerator >= rows.denominator
    return found


def _each_row(measure: Measure, rows: Columns, wrong: Bools) -> Iterator[Finding]:
    """Yield the faults of each row: arrays find the rows, and the rows say them."""
    if not wrong.any():
        return
    cadence = existing(measure, rows)
    for row in rows.part(wrong).observations():
        where = row.row or str(row.period)
        for kind, parts in _faults(measure, cadence, row):
            yield kind.at(where, period=row.period, **parts)


def _faults(
    measure: Measure, cadence: Cadence, row: Observation
) -> Iterator[tuple[FindingKind, dict[str, Any]]]:
    if row.period.frequency is not cadence.frequency:
        got = row.period.frequency.value
        yield FREQUENCY, {"wanted": cadence.frequency.value, "got": got}
    elif measure.is_periodic and not cadence.exist(np.array([row.period.index])).all():
        yield NO_PERIOD, {"cadence": str(cadence)}
    for name in NAMES:
        number = getattr(row, name)
        # A NaN value says that nothing was observed; infinity says nothing, and no
        # arithmetic is done with a whole number that is larger than any float.
        if number is not None and abs(number) > LARGEST:
            yield NOT_FINITE, {"name": name, "got": str(number)}
    negative = _negative(measure, row)
    if negative is not None:
        yield NEGATIVE, {"got": str(negative)}
    if (
        measure.kind is MeasureKind.PROPORTION
        and row.numerator is not None
        and row.denominator is not None
        and row.numerator > row.denominator
    ):
        numerator, denominator = str(row.numerator), str(row.denominator)
        parts = {"numerator": numerator, "denominator": denominator}
        yield OVER_DENOMINATOR, parts


def _negative(measure: Measure, row: Observation) -> float | None:
    if measure.kind is MeasureKind.CONTINUOUS:
        return None
    for number in (row.value, row.numerator, row.denominator):
        if number is not None and number < 0:
            return number
    return None


def _duplicates(rows: Columns) -> Iterator[Finding]:
    both = rows.period * len(KINDS) + rows.kind
    if (both[1:] > both[:-1]).all():
        # As most tables are: each period once, in order.
        return
    _, first, which, counts = np.unique(
        both, return_index=True, return_inverse=True, return_counts=True
    )
    twice = np.flatnonzero(counts > 1)
    for place in twice[np.argsort(first[twice])].tolist():
        same = rows.part(which == place)
        yield DUPLICATE.at(
            ", ".join(row or "a row without a place" for row in same.row_texts()),
            period=same.periods()[0],
            rows=len(same),
        )


def _sequence(
    measure: Measure, rows: Columns, calendar: Timeline | None
) -> Iterator[Finding]:
    if (rows.period[1:] < rows.period[:-1]).any():
        yield UNSORTED.at()
    calendar = calendar_within(measure, rows, calendar)
    if calendar.cadence is None:
        return
    if np.array_equal(calendar.indexes, rows.period):
        return
    gaps = np.setdiff1d(calendar.indexes, rows.period)
    if gaps.size:
        yield GAP.at(**_listed(rows, gaps))


def _absences(measure: Measure, rows: Columns) -> Iterator[Finding]:
    empty = np.isnan(rows.observed(measure))
    zero = empty & (rows.denominator == 0)
    undivided = np.zeros_like(empty)
    if measure.is_ratio:
        undivided = empty & rows.given("numerator") & ~rows.given("denominator")
        undivided &= ~rows.withheld
    missing = empty & ~zero & ~undivided & ~rows.withheld
    for kind, found in (
        (ZERO_DENOMINATOR, zero),
        (NO_DENOMINATOR, undivided),
        (MISSING, missing),
        (FRACTION, _are_fractions(measure, rows)),
        (WITHHELD, rows.withheld),
        (EXCLUDED, rows.excluded),
    ):
        if found.any():
            parts = _marks(rows) if kind is WITHHELD else {}
            when = np.sort(rows.period[found])
            form = "marked" if parts else ""
            yield kind.at(**parts, **_listed(rows, when, form))


def _codes(rows: Columns) -> Iterator[Finding]:
    """Yield the numbers that look like codes for missing values: 999 among 20 to 40."""
    every = (rows.table["numbers"][:, :, np.newaxis] == np.array(CODES)).any(axis=2)
    for place in np.flatnonzero(every.any(axis=0)).tolist():
        name, coded = NAMES[place], every[:, place]
        numbers = rows.numbers(name)
        rest = numbers[np.isfinite(numbers) & ~coded]
        if rest.size < FEWEST:
            continue
        low, high = float(rest.min()), float(rest.max())
        far = FAR * max(high - low, 1.0)
        for code in np.unique(numbers[coded]).tolist():
            if low - far <= code <= high + far:
                continue
            when = np.sort(rows.period[numbers == code])
            yield MISSING_CODE.at(name=name, code=int(code), **_listed(rows, when))


def _marks(rows: Columns) -> dict[str, Any]:
    """Return what stands in place of numbers that are withheld, where it is known."""
    marks = tuple(dict.fromkeys(filter(None, rows.withheld_texts())))[:NAMED]
    return {"marks": marks} if marks else {}


def _are_fractions(measure: Measure, rows: Columns) -> Bools:
    """Say which rows have a count that is not whole."""
    if not measure.is_ratio and measure.kind is not MeasureKind.COUNT:
        return np.zeros(len(rows), dtype=bool)
    counts = rows.numerator if measure.is_ratio else rows.value
    found: Bools = np.isfinite(counts) & (counts != np.floor(counts))
    return found


def _listed(rows: Columns, indexes: Indexes, form: str = "") -> dict[str, Any]:
    """Return how many periods there are, and which the first few are."""
    count, code = len(indexes), int(rows.kind[0])
    named = [coded_period(index, code) for index in indexes[:NAMED].tolist()]
    return {
        "count": count,
        **few(named, "periods", form=form, most=NAMED, count=count),
    }
