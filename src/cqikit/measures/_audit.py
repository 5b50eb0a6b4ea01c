"""The audit of observations, before any arithmetic is done with them.

A fault means that the rows cannot be a series. Everything else is said and
kept: nothing is mended silently, and nothing is dropped.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Final

from cqikit.core import Finding, Severity, periods_between
from cqikit.measures._measure import Measure, MeasureKind
from cqikit.measures._observation import Observation, observed_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["audit"]

SOURCE: Final = "cqikit: input is audited before any arithmetic"
#: A finding names this many periods and counts the rest.
NAMED: Final = 8


def audit(measure: Measure, observations: Iterable[Observation]) -> tuple[Finding, ...]:
    """Say what is wrong or notable in the observations of one series.

    Parameters
    ----------
    measure : Measure
    observations : iterable of Observation
        In any order, of one team.

    Returns
    -------
    tuple of Finding
        Faults (`series.duplicate`, `series.frequency`, `series.not-finite`,
        `series.negative`, `series.over-denominator`), warnings
        (`series.zero-denominator`, `series.no-denominator`, `series.fraction`)
        and notes (`series.unsorted`, `series.gap`, `series.missing`,
        `series.excluded`); `where` is the row, or the period.

    Examples
    --------
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
    rows = tuple(observations)
    found = [*_each_row(measure, rows), *_duplicates(rows)]
    usable = [row for row in rows if row.period.frequency is measure.frequency]
    found += _sequence(measure, usable)
    found += _absences(measure, usable)
    return tuple(found)


def _finding(
    code: str, message: str, *, severity: Severity, where: str = "", mend: str = ""
) -> Finding:
    return Finding(
        code=f"series.{code}",
        severity=severity,
        where=where,
        message=message,
        mend=mend,
        source=SOURCE,
    )


def _each_row(measure: Measure, rows: Sequence[Observation]) -> Iterator[Finding]:
    for row in rows:
        where = row.row or str(row.period)
        for code, said, mend in _faults(measure, row):
            yield _finding(
                code,
                f"{row.period}: {said}",
                severity=Severity.FAULT,
                where=where,
                mend=mend,
            )


def _faults(measure: Measure, row: Observation) -> Iterator[tuple[str, str, str]]:
    if row.period.frequency is not measure.frequency:
        got = row.period.frequency.value
        said = f"the period must be a {measure.frequency.value} (got a {got})"
        yield "frequency", said, "write it as the measure's frequency has it"
    for name in ("value", "numerator", "denominator"):
        number = getattr(row, name)
        # A NaN value says that nothing was observed; infinity says nothing.
        if number is not None and math.isinf(number):
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


def _duplicates(rows: Sequence[Observation]) -> Iterator[Finding]:
    counts = Counter(row.period for row in rows)
    for period, count in counts.items():
        if count > 1:
            found = [row.row for row in rows if row.period == period]
            where = ", ".join(row or "a row without a place" for row in found)
            yield _finding(
                "duplicate",
                f"{period} stands in {count} rows",
                severity=Severity.FAULT,
                where=where,
                mend="keep one row a period, or add them up where that is meant",
            )


def _sequence(measure: Measure, rows: Sequence[Observation]) -> Iterator[Finding]:
    periods = [row.period for row in rows]
    if periods != sorted(periods):
        yield _finding(
            "unsorted",
            "the rows are not in order of time; they were put in order",
            severity=Severity.NOTE,
        )
    if not periods or not measure.is_periodic:
        return
    there = set(periods)
    gaps = [
        str(period)
        for period in periods_between(min(periods), max(periods))
        if period not in there
    ]
    if gaps:
        said = _listed(gaps, "has no row", "have no row")
        yield _finding("gap", said, severity=Severity.NOTE)


def _absences(measure: Measure, rows: Sequence[Observation]) -> Iterator[Finding]:
    empty = [row for row in rows if math.isnan(observed_value(measure, row))]
    zero = [row for row in empty if row.denominator == 0]
    undivided = [
        row
        for row in empty
        if measure.is_ratio and row.numerator is not None and row.denominator is None
    ]
    told = {id(row) for row in (*zero, *undivided)}
    missing = [row for row in empty if id(row) not in told]
    fractions = [row for row in rows if _is_fraction_of_count(measure, row)]
    excluded = [row for row in rows if row.excluded]
    for code, severity, rows_of, one, several in (
        ("zero-denominator", Severity.WARNING, zero, "has", "have a denominator of 0"),
        ("no-denominator", Severity.WARNING, undivided, "has", "have no denominator"),
        ("missing", Severity.NOTE, missing, "was", "were not observed"),
        ("fraction", Severity.WARNING, fractions, "has", "have a count not whole"),
        ("excluded", Severity.NOTE, excluded, "is", "are excluded, with a reason"),
    ):
        if rows_of:
            names = [str(row.period) for row in sorted(rows_of, key=_when)]
            said = _listed(names, f"{one} {several.partition(' ')[2]}", several)
            yield _finding(code, said, severity=severity)


def _when(row: Observation) -> int:
    return row.period.index


def _is_fraction_of_count(measure: Measure, row: Observation) -> bool:
    count = row.numerator if measure.is_ratio else row.value
    counted = measure.is_ratio or measure.kind is MeasureKind.COUNT
    if not counted or count is None or not math.isfinite(count):
        return False
    return count != int(count)


def _listed(names: Sequence[str], one: str, several: str) -> str:
    count = len(names)
    listed = ", ".join(names[:NAMED])
    more = f" and {count - NAMED} more" if count > NAMED else ""
    says = f"1 period {one}" if count == 1 else f"{count} periods {several}"
    return f"{says}: {listed}{more}"
