"""Confidence in the data, as a figure with its reasons.

Each reason is a per cent of what could be right: values reported of those expected,
recounts that agree, reports that came in time, reports that were not revised. The
figure is the lowest of those for which there are data: data are as good as the weakest
of what was looked at, and what nobody looked at is said to be not kept.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

from cqikit.collaboratives._engagement import attendance
from cqikit.collaboratives._figures import Figure
from cqikit.core import format_number, plural
from cqikit.measures import Measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from cqikit.collaboratives._evidence import Receipt, Recount
    from cqikit.collaboratives._policies import Policies
    from cqikit.collaboratives._teams import Collaborative, Team
    from cqikit.core import Period
    from cqikit.measures import Series

__all__ = ["Confidence", "confidence"]


@frozen(kw_only=True)
class Confidence:
    """How far the data of one measure can be trusted.

    Parameters
    ----------
    measure : Measure
    overall : Figure
        The lowest of the reasons, in per cent.
    reasons : tuple of Figure
        Reported, counted, recounted, in time, not revised; None where nothing is kept.
    """

    measure: Measure
    overall: Figure
    reasons: tuple[Figure, ...]


def confidence(
    series: Sequence[Series],
    teams: Sequence[Team],
    collaborative: Collaborative,
    *,
    due: date | None = None,
) -> Confidence:
    """Return the confidence in the data of one measure.

    Parameters
    ----------
    series : sequence of Series
        Of one measure, one a team; at least one.
    teams : sequence of Team
        Those that are expected to report it.
    collaborative : Collaborative
        With recounts, receipts and policies.
    due : date, optional
        Reports of periods that ended by this day were due; see `attendance`.
    """
    measure, policies = series[0].measure, collaborative.policies
    receipts = _receipts(measure, teams, collaborative.receipts)
    reasons = (
        _reported(series, teams, due),
        _counted(series),
        _recounted(series, collaborative.recounts, policies),
        _in_time(measure, receipts, policies),
        _unrevised(measure, receipts),
    )
    known = [reason for reason in reasons if reason.value is not None]
    how, lowest = "nothing is known of the data", None
    if known:
        weakest = min(known, key=lambda figure: figure.value or 0.0)
        lowest = weakest.value
        how = f"the lowest of {plural(len(known), 'reason')}: {weakest.title.lower()}"
        if missing := [
            reason.title.lower() for reason in reasons if reason.value is None
        ]:
            how = f"{how}; not kept: {', '.join(missing)}"
    overall = _figure("confidence", "Confidence in the data", measure, lowest, how)
    return Confidence(measure=measure, overall=overall, reasons=reasons)


def _figure(
    key: str, title: str, measure: Measure, value: float | None, how: str
) -> Figure:
    return Figure(
        key=f"{key}-{measure.key}",
        title=title,
        value=value,
        unit="%",
        how=how,
        absent="not kept",
    )


def _reported(
    series: Sequence[Series], teams: Sequence[Team], due: date | None
) -> Figure:
    there = attendance(series, teams, due=due)
    possible = sum(len(group) for group in there.expected)
    present = dict(zip(there.periods, there.present, strict=True))
    empty = sum(
        this_series.team in present[this_series.periods[place]]
        for this_series in series
        for place in np.flatnonzero(np.isnan(this_series.observed)).tolist()
        if this_series.periods[place] in present
    )
    seen = sum(there.counts) - empty
    share = 100 * seen / possible if possible else None
    how = f"{seen} of {plural(possible, 'value')} expected of teams"
    if empty:
        how = f"{how}; {plural(empty, 'report')} in which there was nothing to count"
    return _figure("reported", "Values reported", series[0].measure, share, how)


def _counted(series: Sequence[Series]) -> Figure:
    observed = [~np.isnan(this_series.observed) for this_series in series]
    seen = sum(int(values.sum()) for values in observed)
    out = sum(
        int((there & this_series.columns.excluded).sum())
        for there, this_series in zip(observed, series, strict=True)
    )
    share = 100 * (seen - out) / seen if seen else None
    how = f"{out} of {plural(seen, 'value')} excluded, each for a reason that is given"
    return _figure("counted", "Values not excluded", series[0].measure, share, how)


def _recounted(
    series: Sequence[Series], recounts: Iterable[Recount], policies: Policies
) -> Figure:
    measure = series[0].measure
    recounted = [recount for recount in recounts if recount.measure == measure.key]
    # Few teams are recounted: the values of all others need no look.
    teams = {recount.team for recount in recounted}
    reported = {
        (this_series.team, period): value
        for this_series in series
        if this_series.team in teams
        for period, value in zip(this_series.periods, _parts(this_series), strict=True)
        if not np.isnan(value)
    }
    pairs = [
        (reported[recount.team, recount.period], float(recount.counted))
        for recount in recounted
        if (recount.team, recount.period) in reported
    ]
    if not pairs:
        return _figure(
            "recounted", "Recounts that agree", measure, None, "nothing was recounted"
        )
    within = policies.recount_within
    agree = sum(abs(told - found) <= within * abs(found) for told, found in pairs)
    told, found = (sum(pair) for pair in zip(*pairs, strict=True))
    how = (
        f"{agree} of {plural(len(pairs), 'recount')} within {100 * within:g} % of what"
        f" was found; {format_number(told)} reported, {format_number(found)} found"
    )
    share = 100 * agree / len(pairs)
    return _figure("recounted", "Recounts that agree", measure, share, how)


def _parts(series: Series) -> Sequence[float]:
    """Return what a recount is of: numerators of a ratio, else values."""
    if not series.measure.is_ratio:
        return series.values
    return series.numerators


def _receipts(
    measure: Measure, teams: Sequence[Team], receipts: Iterable[Receipt]
) -> dict[tuple[str, Period], list[date]]:
    """Return the days on which each report of a measure came in, in order."""
    names = {team.key for team in teams}
    found: dict[tuple[str, Period], list[date]] = {}
    for receipt in receipts:
        if receipt.team in names and receipt.measure in {"", measure.key}:
            found.setdefault((receipt.team, receipt.period), []).append(receipt.on)
    return {report: sorted(days) for report, days in found.items()}


def _in_time(
    measure: Measure,
    receipts: dict[tuple[str, Period], list[date]],
    policies: Policies,
) -> Figure:
    limit = timedelta(days=policies.due_days)
    late = sum(days[0] > period.last + limit for (_, period), days in receipts.items())
    total = len(receipts)
    share = 100 * (total - late) / total if total else None
    how = "when reports came in is not kept"
    if total:
        how = f"{late} of {plural(total, 'report')} came more than"
        how = f"{how} {plural(policies.due_days, 'day')} after its period"
    return _figure("in-time", "Reports in time", measure, share, how)


def _unrevised(
    measure: Measure, receipts: dict[tuple[str, Period], list[date]]
) -> Figure:
    revised = sum(len(days) > 1 for days in receipts.values())
    total = len(receipts)
    share = 100 * (total - revised) / total if total else None
    how = "when reports came in is not kept"
    if total:
        how = f"{revised} of {plural(total, 'report')} came in again"
    return _figure("unrevised", "Reports not revised", measure, share, how)
