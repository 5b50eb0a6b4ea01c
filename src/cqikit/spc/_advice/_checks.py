"""What is worth knowing of a chart before it is read, as findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from cqikit.core import (
    Catalog,
    FindingKind,
    FunctionCheck,
    Severity,
    arguments,
    check,
    found,
    instance_of,
    say,
)
from cqikit.spc._charts._view import edges_of, within_span
from cqikit.spc._rules._reading import Reading, read
from cqikit.spc._rules._titles import rule_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.core import Finding, Found
    from cqikit.spc._charts._chart import Chart
    from cqikit.spc._charts._method import MethodRecord

__all__ = ["CHART_CHECKS", "stability"]

#: What calls for a look before the lines of the latest phase are used.
NOT_STABLE: Final = FindingKind(
    "phase.not-stable",
    says="the latest phase is not stable ({rules}): its centre sums up what was, and"
    " does not tell what comes",
    severity=Severity.NOTE,
    fix="look for what moves it, before its lines are used for anything",
    source="cqikit: a slope has no one mean",
)


def _place(record: MethodRecord) -> str:
    row = f"rows{list(record.row)}." if record.row else ""
    return f"{row}points[{record.start}:{record.stop}]"


@check(
    "chart.trial-limits",
    says="limits rest on {used:# point|# points}: these are trial limits",
    severity=Severity.NOTE,
    fix="20 to 30 points make firm ones",
    source="cqikit: published advice on trial limits",
)
def trial_limits(chart: Chart) -> Iterator[Found]:
    """Find phases whose limits rest on fewer than 12 points."""
    if np.isnan(chart.upper).all() and np.isnan(chart.lower).all():
        return
    for record in chart.method:
        if record.trial and record.used:
            yield found(_place(record), used=record.used)


@check(
    "chart.no-centre",
    says="there is no centre line, as no point that it would rest on has a value",
    fix="let it rest on points that were observed",
    source="cqikit: no signal of a chart without lines says nothing",
)
def no_centre(chart: Chart) -> Iterator[Found]:
    """Find phases with values, of which none is in the baseline."""
    there = ~np.isnan(chart.values) & ~chart.excluded
    for record in chart.method:
        phase = there[record.row][record.start : record.stop]
        if phase.any() and np.isnan(record.level).all():
            yield found(_place(record))


@check(
    "chart.degenerate",
    says="all {used} points that the lines rest on are equal",
    fix="see whether the measure can vary at all as it is defined",
    source="cqikit: equal values say nothing of how they vary",
)
def degenerate(chart: Chart) -> Iterator[Found]:
    """Find phases in which all points that the lines rest on are equal."""
    for record in chart.method:
        if record.degenerate:
            yield found(_place(record), used=record.used)


@check(
    "chart.screened",
    says="{screened:# moving range is|# moving ranges are} not in sigma: too large",
    severity=Severity.NOTE,
    source="Nelson, Journal of Quality Technology 1982;14:172-173",
)
def screened(chart: Chart) -> Iterator[Found]:
    """Find phases in which moving ranges were left out as too large."""
    for record in chart.method:
        if record.screened:
            yield found(_place(record), screened=record.screened)


@check(
    "chart.missing",
    says="{gone:# point was|# points were} not observed; {gone:it breaks|they break}"
    " runs and ranges",
    severity=Severity.NOTE,
    source="cqikit: gaps stay gaps",
)
def missing(chart: Chart) -> Iterator[Found]:
    """Find points that were not observed between the first observation and the last.

    Those that are withheld were.
    """
    gone = np.isnan(chart.values) & within_span(chart)
    if chart.withheld:
        gone &= np.array(chart.withheld) == ""
    if gone.any():
        yield found(gone=int(np.count_nonzero(gone)))


@check(
    "chart.calendar",
    says="the periods are {cadence}, as {why}",
    severity=Severity.NOTE,
    fix="say which periods there are where others are meant",
    source="cqikit: what is inferred is said",
)
def calendar(chart: Chart) -> Iterator[Found]:
    """Find a calendar that was inferred, so that some periods are none."""
    inferred = chart.calendar
    if inferred is not None and inferred.why and inferred.cadence is not None:
        yield found(cadence=str(inferred.cadence), why=inferred.why)


def _not_stable(chart: Chart) -> Iterator[Finding]:
    """Find latest phases, after a declared change, with a signal about their centre."""
    if chart.values.ndim == 1:
        yield from stability(read(chart))


not_stable: Final = FunctionCheck(NOT_STABLE, _not_stable)


@arguments(
    reading=instance_of(Reading, fix=say("read the chart first: spc.read(chart)"))
)
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
    rules = tuple(
        rule_title(name)
        for name, flags in reading.flags.items()
        if flags[start:stop].any()
    )
    if start and rules:
        yield NOT_STABLE.at(f"points[{start}:{stop}]", rules=rules)


@check(
    "chart.excluded-without-reason",
    says="the point is excluded without a reason",
    fix="exclude={{place}: reason}",
    source="cqikit: nothing is dropped silently",
)
def excluded_without_reason(chart: Chart) -> Iterator[Found]:
    """Find excluded points that carry no reason."""
    # Reasons are those of all charts, (n,), or of each, (k, n).
    told = np.array(chart.reasons, dtype=object) != "" if chart.reasons else False
    bare = chart.excluded & ~np.asarray(told)
    for place in np.flatnonzero(bare.any(axis=tuple(range(bare.ndim - 1)))).tolist():
        yield found(f"points[{place}]", place=place)


#: What `core.run_checks(chart, CHART_CHECKS)` looks for.
CHART_CHECKS: Final[Catalog[FunctionCheck]] = Catalog(
    (
        trial_limits,
        no_centre,
        degenerate,
        screened,
        missing,
        calendar,
        not_stable,
        excluded_without_reason,
    ),
    kind="check",
)
