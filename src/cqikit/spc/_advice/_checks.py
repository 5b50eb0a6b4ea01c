"""What is worth knowing of a chart before it is read, as findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from cqikit.core import (
    Catalog,
    Context,
    Finding,
    FunctionCheck,
    Severity,
    arguments,
    check,
    instance_of,
    plural,
)
from cqikit.spc._charts._view import edges_of
from cqikit.spc._rules._reading import Reading, read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.spc._charts._chart import Chart
    from cqikit.spc._charts._method import MethodRecord

__all__ = ["CHART_CHECKS", "stability"]

BROKEN: Final = "runs and ranges"
SLOPE: Final = "cqikit: a slope has no one mean"
FEW_POINTS: Final = "cqikit: published advice on trial limits"


def _place(record: MethodRecord) -> str:
    row = f"rows{list(record.row)}." if record.row else ""
    return f"{row}points[{record.start}:{record.stop}]"


@check("chart.trial-limits", source=FEW_POINTS)
def trial_limits(chart: Chart, _context: Context) -> Iterator[Finding]:
    """Find phases whose limits rest on fewer than 12 points."""
    if np.isnan(chart.upper).all() and np.isnan(chart.lower).all():
        return
    for record in chart.method:
        if record.trial:
            yield Finding(
                code="chart.trial-limits",
                severity=Severity.NOTE,
                where=_place(record),
                message=f"limits rest on {plural(record.used, 'point')}:"
                " these are trial limits",
                fix="20 to 30 points make firm ones",
            )


@check("chart.degenerate", source="cqikit: limits without a width")
def degenerate(chart: Chart, _context: Context) -> Iterator[Finding]:
    """Find phases in which all points that limits rest on are equal."""
    for record in chart.method:
        if record.degenerate:
            yield Finding(
                code="chart.degenerate",
                where=_place(record),
                message=f"all {record.used} points that limits rest on are equal",
                fix="see whether the measure can vary at all as it is defined",
            )


@check("chart.screened", source="Nelson, Journal of Quality Technology 1982;14:172-173")
def screened(chart: Chart, _context: Context) -> Iterator[Finding]:
    """Find phases in which moving ranges were left out as too large."""
    for record in chart.method:
        if record.screened:
            yield Finding(
                code="chart.screened",
                severity=Severity.NOTE,
                where=_place(record),
                message=f"{record.screened} moving ranges are not in sigma: too large",
            )


@check("chart.missing", source="cqikit: gaps stay gaps")
def missing(chart: Chart, _context: Context) -> Iterator[Finding]:
    """Find points that were not observed; those that are withheld were."""
    gone = int(np.count_nonzero(np.isnan(chart.values)))
    gone -= sum(map(bool, chart.withheld))
    if gone:
        yield Finding(
            code="chart.missing",
            severity=Severity.NOTE,
            message=f"1 point was not observed; it breaks {BROKEN}"
            if gone == 1
            else f"{gone} points were not observed; they break {BROKEN}",
        )


@check("chart.calendar", source="cqikit: what is inferred is said")
def calendar(chart: Chart, _context: Context) -> Iterator[Finding]:
    """Find a calendar that was inferred, so that some periods are none."""
    found = chart.calendar
    if found is not None and found.why and found.cadence is not None:
        yield Finding(
            code="chart.calendar",
            severity=Severity.NOTE,
            message=f"the periods are {found.cadence}, as {found.why}",
            fix="say which periods there are where others are meant",
        )


@check("phase.not-stable", source=SLOPE)
def not_stable(chart: Chart, _context: Context) -> Iterator[Finding]:
    """Find latest phases, after a declared change, with a signal about their centre."""
    if chart.values.ndim == 1:
        yield from stability(read(chart))


@arguments(reading=instance_of(Reading, fix="read the chart first: spc.read(chart)"))
def stability(reading: Reading) -> Iterator[Finding]:
    """Yield whether the latest phase of a chart that was read is not stable.

    As `sentences` says it: of all rules that were asked, those about single points,
    too.

    Parameters
    ----------
    reading : Reading
        Of a single chart.

    Examples
    --------
    >>> from cqikit import spc
    >>> made = spc.chart([5, 6, 5, 6, 9, 3, 9, 3, 9, 30], "i", phases=[4], baseline=4)
    >>> [finding.where for finding in stability(spc.read(made))]
    ['points[4:10]']
    """
    start, stop = edges_of(reading.view)[-2:]
    found = [
        name.replace("-", " ")
        for name, flags in reading.flags.items()
        if flags[start:stop].any()
    ]
    if start and found:
        yield Finding(
            code="phase.not-stable",
            severity=Severity.NOTE,
            where=f"points[{start}:{stop}]",
            message=f"the latest phase is not stable ({', '.join(found)}): its centre"
            " sums up what was, and does not tell what comes",
            fix="look for what moves it, before its lines are used for anything",
            source=SLOPE,
        )


@check("chart.excluded-without-reason", source="cqikit: nothing is dropped silently")
def excluded_without_reason(chart: Chart, _context: Context) -> Iterator[Finding]:
    """Find excluded points that carry no reason."""
    # Reasons are those of all charts, (n,), or of each, (k, n).
    told = np.array(chart.reasons, dtype=object) != "" if chart.reasons else False
    bare = chart.excluded & ~np.asarray(told)
    for place in np.flatnonzero(bare.any(axis=tuple(range(bare.ndim - 1)))):
        yield Finding(
            code="chart.excluded-without-reason",
            where=f"points[{place}]",
            message="the point is excluded without a reason",
            fix="exclude={place: reason}",
        )


#: What `core.run_checks(chart, CHART_CHECKS)` looks for.
CHART_CHECKS: Final[Catalog[FunctionCheck]] = Catalog(
    (
        trial_limits,
        degenerate,
        screened,
        missing,
        calendar,
        not_stable,
        excluded_without_reason,
    ),
    kind="check",
)
