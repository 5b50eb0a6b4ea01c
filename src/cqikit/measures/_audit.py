"""The audit of observations, before any arithmetic is done with them.

A fault means that the rows cannot be a series. Everything else is said and
kept: nothing is fixed silently, and nothing is dropped.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from cqikit.core import Finding, Severity
from cqikit.measures._building import columns_of
from cqikit.measures._calendar import aligned, astray, calendar_within, existing
from cqikit.measures._columns import NAMES, Columns
from cqikit.measures._kinds import KINDS, coded_period
from cqikit.measures._measure import Measure, MeasureKind
from cqikit.measures._numpy import Bools, Indexes, np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cqikit.core import Cadence, Timeline
    from cqikit.measures._observation import Observation

__all__ = ["audit", "faulty"]

WARNING, NOTE = Severity.WARNING, Severity.NOTE
SOURCE: Final = "cqikit: input is audited before any arithmetic"
#: The largest number that arithmetic is done with.
LARGEST: Final = math.nextafter(math.inf, 0)
#: Numbers by which forms and registers say that nothing was observed.
CODES: Final = (99, 999, 9999, 99999, -9, -99, -999, -9999)
#: Such a number is told where so many others, at least, lie so many ranges away.
FEWEST: Final = 4
FAR: Final = 3
#: A finding names this many periods and counts the rest.
NAMED: Final = 8


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
    found = [*_each_row(measure, rows)]
    if measure.is_periodic:
        found += _duplicates(rows)
    usable = rows.part(~astray(measure, rows))
    found += _sequence(measure, usable, calendar)
    found += _absences(measure, usable)
    found += _codes(usable)
    return tuple(found)


def faulty(measure: Measure, rows: Columns) -> Bools:
    """Say which rows have a fault of their own, shape (rows,)."""
    found = astray(measure, rows)
    for name in NAMES:
        found |= np.isinf(rows.numbers(name))
    if measure.kind is not MeasureKind.CONTINUOUS:
        for name in NAMES:
            found |= rows.numbers(name) < 0
    if measure.kind is MeasureKind.PROPORTION:
        found |= rows.numerator >= rows.denominator
    return found


def _finding(
    code: str, message: str, *, severity: Severity, where: str = "", fix: str = ""
) -> Finding:
    return Finding(
        code=f"series.{code}",
        severity=severity,
        where=where,
        message=message,
        fix=fix,
        source=SOURCE,
    )


def _each_row(measure: Measure, rows: Columns) -> Iterator[Finding]:
    """Yield the faults of each row: arrays find the rows, and the rows say them."""
    cadence = existing(measure, rows)
    for row in rows.part(faulty(measure, rows)).observations():
        where = row.row or str(row.period)
        for code, said, fix in _faults(measure, cadence, row):
            yield _finding(
                code,
                f"{row.period}: {said}",
                severity=Severity.FAULT,
                where=where,
                fix=fix,
            )


def _faults(
    measure: Measure, cadence: Cadence, row: Observation
) -> Iterator[tuple[str, str, str]]:
    if row.period.frequency is not cadence.frequency:
        got = row.period.frequency.value
        said = f"the period must be a {cadence.frequency.value} (got a {got})"
        yield "frequency", said, "write it as the measure's frequency has it"
    elif measure.is_periodic and not cadence.exist(np.array([row.period.index])).all():
        said = f"the period must be one of {cadence}"
        yield "no-period", said, "leave the row out, or change the measure's cadence"
    for name in NAMES:
        number = getattr(row, name)
        # A NaN value says that nothing was observed; infinity says nothing, and no
        # arithmetic is done with a whole number that is larger than any float.
        if number is not None and abs(number) > LARGEST:
            yield "not-finite", f"{name} must be a finite number (got {number})", ""
    negative = _negative(measure, row)
    if negative is not None:
        yield "negative", f"a count must be at least 0 (got {negative})", ""
    if (
        measure.kind is MeasureKind.PROPORTION
        and row.numerator is not None
        and row.denominator is not None
        and row.numerator > row.denominator
    ):
        got = f"{row.numerator} of {row.denominator}"
        said = f"the numerator must be at most the denominator (got {got})"
        yield "over-denominator", said, "if events can exceed units, it is a rate"


def _negative(measure: Measure, row: Observation) -> float | None:
    if measure.kind is MeasureKind.CONTINUOUS:
        return None
    for number in (row.value, row.numerator, row.denominator):
        if number is not None and number < 0:
            return number
    return None


def _duplicates(rows: Columns) -> Iterator[Finding]:
    both = rows.period * len(KINDS) + rows.kind
    _, first, which, counts = np.unique(
        both, return_index=True, return_inverse=True, return_counts=True
    )
    twice = np.flatnonzero(counts > 1)
    for place in twice[np.argsort(first[twice])].tolist():
        same = rows.part(which == place)
        yield _finding(
            "duplicate",
            f"{same.periods()[0]} stands in {len(same)} rows",
            severity=Severity.FAULT,
            where=", ".join(row or "a row without a place" for row in same.row_texts()),
            fix="keep one row a period, or add them up where that is meant",
        )


def _sequence(
    measure: Measure, rows: Columns, calendar: Timeline | None
) -> Iterator[Finding]:
    if (np.diff(rows.period) < 0).any():
        yield _finding(
            "unsorted",
            "the rows are not in order of time; they were put in order",
            severity=Severity.NOTE,
        )
    calendar = calendar_within(measure, rows, calendar)
    if calendar.cadence is None:
        return
    gaps = np.setdiff1d(calendar.indexes, rows.period)
    if gaps.size:
        said = _listed(rows, gaps, "has no row", "have no row")
        yield _finding("gap", said, severity=Severity.NOTE)


def _absences(measure: Measure, rows: Columns) -> Iterator[Finding]:
    empty = np.isnan(rows.observed(measure))
    zero = empty & (rows.denominator == 0)
    undivided = np.zeros_like(empty)
    if measure.is_ratio:
        undivided = empty & rows.given("numerator") & ~rows.given("denominator")
        undivided &= ~rows.withheld
    missing = empty & ~zero & ~undivided & ~rows.withheld
    withheld = f"are withheld{_marks(rows)}"
    for code, severity, found, name, several in (
        ("zero-denominator", WARNING, zero, "has", "have a denominator of 0"),
        ("no-denominator", WARNING, undivided, "has", "have no denominator"),
        ("missing", NOTE, missing, "was", "were not observed"),
        (
            "fraction",
            WARNING,
            _are_fractions(measure, rows),
            "has",
            "have a count not whole",
        ),
        ("withheld", WARNING, rows.withheld, "is", withheld),
        ("excluded", NOTE, rows.excluded, "is", "are excluded, with a reason"),
    ):
        if found.any():
            when = np.sort(rows.period[found])
            single = f"{name} {several.partition(' ')[2]}"
            yield _finding(
                code, _listed(rows, when, single, several), severity=severity
            )


def _codes(rows: Columns) -> Iterator[Finding]:
    """Yield the numbers that look like codes for missing values: 999 among 20 to 40."""
    for name in NAMES:
        numbers = rows.numbers(name)
        coded = np.isin(numbers, CODES)
        rest = numbers[np.isfinite(numbers) & ~coded]
        if not coded.any() or rest.size < FEWEST:
            continue
        low, high = float(rest.min()), float(rest.max())
        far = FAR * max(high - low, 1.0)
        for code in np.unique(numbers[coded]).tolist():
            if low - far <= code <= high + far:
                continue
            when = np.sort(rows.period[numbers == code])
            said = f"has a {name} of {code:g}, far from all others"
            several = f"have a {name} of {code:g}, far from all others"
            yield _finding(
                "missing-code",
                _listed(rows, when, said, several),
                severity=Severity.WARNING,
                fix=f"if it says that nothing was observed: missing = [{code:g}]",
            )


def _marks(rows: Columns) -> str:
    """Say what stands in place of numbers that are withheld."""
    texts = dict.fromkeys(filter(None, rows.withheld_texts()))
    return f" ({', '.join(list(texts)[:NAMED])})" if texts else ""


def _are_fractions(measure: Measure, rows: Columns) -> Bools:
    """Say which rows have a count that is not whole."""
    if not measure.is_ratio and measure.kind is not MeasureKind.COUNT:
        return np.zeros(len(rows), dtype=bool)
    counts = rows.numerator if measure.is_ratio else rows.value
    found: Bools = np.isfinite(counts) & (counts != np.floor(counts))
    return found


def _listed(rows: Columns, indexes: Indexes, single: str, several: str) -> str:
    """Say how many periods there are, and which the first few are."""
    count = len(indexes)
    code = int(rows.kind[0])
    named = [coded_period(index, code) for index in indexes[:NAMED].tolist()]
    listed = ", ".join(map(str, named))
    more = f" and {count - NAMED} more" if count > NAMED else ""
    says = f"1 period {single}" if count == 1 else f"{count} periods {several}"
    return f"{says}: {listed}{more}"
