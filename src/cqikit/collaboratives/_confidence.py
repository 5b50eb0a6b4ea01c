"""Confidence in the data, as a figure with its reasons.

Each reason is a per cent of what could be right: values reported of those expected,
recounts that agree, reports that came in time, reports that were not revised. The
figure is the lowest of those for which there are data: data are as good as the weakest
of what was looked at, and what nobody looked at is said to be not kept.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import frozen

from cqikit.collaboratives._engagement import attendance
from cqikit.collaboratives._evidence import is_early, reported_by
from cqikit.collaboratives._figures import Figure
from cqikit.core import say
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


TITLES: Final = {
    "confidence": say("Confidence in the data"),
    "reported": say("Values reported"),
    "counted": say("Values not excluded"),
    "recounted": say("Recounts that agree"),
    "in-time": say("Reports in time"),
    "unrevised": say("Reports not revised"),
}
#: The same within a sentence.
NAMES: Final = {
    "reported": say("values reported"),
    "counted": say("values not excluded"),
    "recounted": say("recounts that agree"),
    "in-time": say("reports in time"),
    "unrevised": say("reports not revised"),
}
UNTOLD: Final = say("when reports came in is not kept")


@frozen(kw_only=True)
class Confidence:
    """How far the data of one measure can be trusted.

    Parameters
    ----------
    measure : Measure
        Of which the data are.
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
    receipts = _receipts(series, teams, collaborative.receipts)
    reasons = {
        "reported": _reported(series, teams, due),
        "counted": _counted(series),
        "recounted": _recounted(series, collaborative.recounts, policies),
        "in-time": _in_time(measure, receipts, policies),
        "unrevised": _unrevised(measure, receipts),
    }
    known = {key: reason for key, reason in reasons.items() if reason.value is not None}
    how, lowest = say("nothing is known of the data"), None
    if known:
        weakest = min(known, key=lambda key: known[key].value or 0.0)
        lowest = known[weakest].value
        how = say(
            "the lowest of {n:# reason|# reasons}: {reason}",
            n=len(known),
            reason=NAMES[weakest],
        )
        if missing := tuple(NAMES[key] for key in reasons if key not in known):
            how = say("{how}; not kept: {reasons}", how=how, reasons=missing)
    overall = _figure("confidence", measure, lowest, how)
    return Confidence(measure=measure, overall=overall, reasons=tuple(reasons.values()))


def _figure(key: str, measure: Measure, value: float | None, how: str) -> Figure:
    return Figure(
        key=f"{key}-{measure.key}",
        title=TITLES[key],
        value=value,
        unit="%",
        how=how,
        absent=say("not kept"),
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
    how = say("{seen} of {n:# value|# values} expected of teams", seen=seen, n=possible)
    if empty:
        how = say(
            "{how}; {n:# report|# reports} in which there was nothing to count",
            how=how,
            n=empty,
        )
    return _figure("reported", series[0].measure, share, how)


def _counted(series: Sequence[Series]) -> Figure:
    observed = [~np.isnan(this_series.observed) for this_series in series]
    seen = sum(int(values.sum()) for values in observed)
    out = sum(
        int((there & this_series.columns.excluded).sum())
        for there, this_series in zip(observed, series, strict=True)
    )
    share = 100 * (seen - out) / seen if seen else None
    how = say(
        "{out} of {n:# value|# values} excluded, each for a reason that is given",
        out=out,
        n=seen,
    )
    return _figure("counted", series[0].measure, share, how)


def _recounted(
    series: Sequence[Series], recounts: Iterable[Recount], policies: Policies
) -> Figure:
    measure = series[0].measure
    # What is listed twice was done once.
    recounted = [
        recount for recount in dict.fromkeys(recounts) if recount.measure == measure.key
    ]
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
        return _figure("recounted", measure, None, say("nothing was recounted"))
    within = policies.recount_within
    agree = sum(abs(told - found) <= within * abs(found) for told, found in pairs)
    told, found = (sum(pair) for pair in zip(*pairs, strict=True))
    how = say(
        "{agree} of {n:# recount|# recounts} within {within:g} % of what was found;"
        " {told} reported, {found} found",
        agree=agree,
        n=len(pairs),
        within=100 * within,
        told=float(told),
        found=float(found),
    )
    share = 100 * agree / len(pairs)
    return _figure("recounted", measure, share, how)


def _parts(series: Series) -> Sequence[float]:
    """Return what a recount is of: numerators of a ratio, else values."""
    if not series.measure.is_ratio:
        return series.values
    return series.numerators


def _receipts(
    series: Sequence[Series], teams: Sequence[Team], receipts: Sequence[Receipt]
) -> dict[tuple[str, Period], list[date]]:
    """Return the days on which each report of a measure came in, in order.

    A receipt of no report in the data, or of a day before its period, is left out.
    """
    names = {team.key for team in teams}
    key = series[0].measure.key
    there = reported_by(series, {receipt.team for receipt in receipts} & names)
    found: dict[tuple[str, Period], set[date]] = {}
    for receipt in receipts:
        report = receipt.team, receipt.period
        known = (receipt.team, key, receipt.period) in there
        if known and receipt.measure in {"", key} and not is_early(receipt):
            found.setdefault(report, set()).add(receipt.on)
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
    how = UNTOLD
    if total:
        how = say(
            "{late} of {n:# report|# reports} came more than {days:# day|# days} after"
            " its period",
            late=late,
            n=total,
            days=policies.due_days,
        )
    return _figure("in-time", measure, share, how)


def _unrevised(
    measure: Measure, receipts: dict[tuple[str, Period], list[date]]
) -> Figure:
    revised = sum(len(days) > 1 for days in receipts.values())
    total = len(receipts)
    share = 100 * (total - revised) / total if total else None
    how = UNTOLD
    if total:
        how = say(
            "{revised} of {n:# report|# reports} came in again",
            revised=revised,
            n=total,
        )
    return _figure("unrevised", measure, share, how)
