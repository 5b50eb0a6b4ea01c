"""What does not fit between the list of teams, the data, and what speaks for them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from cqikit.collaboratives._evidence import is_early, reported_by
from cqikit.collaboratives._team_kinds import (
    EARLY_RECEIPTS,
    HAS_DATA,
    REPEATED_RECEIPTS,
    REPEATED_RECOUNTS,
    UNKNOWN_MEASURE,
    UNLISTED_TEAM,
    UNMATCHED_RECEIPTS,
    UNMATCHED_RECOUNTS,
)

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from cqikit.collaboratives._evidence import Receipt, Recount
    from cqikit.collaboratives._teams import Collaborative, Team
    from cqikit.core import Finding, Period
    from cqikit.measures import Series

__all__ = ["team_findings"]

Evidence: TypeAlias = "Recount | Receipt"


def team_findings(
    collaborative: Collaborative, series: Sequence[Series], known: Mapping[str, Team]
) -> Iterator[Finding]:
    """Yield what does not fit: teams, measures and reports that are named in vain."""
    yield from _strangers(series, known)
    yield from _contradicted(series, known)
    yield from _unmeasured(series, known.values())
    yield from _unmatched(collaborative, series)


def _contradicted(
    series: Sequence[Series], known: Mapping[str, Team]
) -> Iterator[Finding]:
    """Yield that a team has data on what it is said not to have."""
    for this_series in series:
        team = known.get(this_series.team)
        if (
            team
            and this_series.measure.key in team.has_no
            and not np.isnan(this_series.observed).all()
        ):
            measure = this_series.measure.key
            yield HAS_DATA.at(measure, team=this_series.team, measure=measure)


def _strangers(series: Sequence[Series], known: Container[str]) -> Iterator[Finding]:
    for key in dict.fromkeys(
        this_series.team for this_series in series if this_series.team not in known
    ):
        yield UNLISTED_TEAM.at(f"teams {key}", team=key)


def _unmeasured(series: Sequence[Series], teams: Iterable[Team]) -> Iterator[Finding]:
    """Yield that a team does not have what nobody measures: most often a slip."""
    measured = dict.fromkeys(this_series.measure.key for this_series in series)
    for team in teams:
        for key in team.has_no if measured else ():
            if key not in measured:
                where, every = f"teams {team.key}", tuple(measured)
                yield UNKNOWN_MEASURE.at(where, key=key, measured=every)


def _unmatched(
    collaborative: Collaborative, series: Sequence[Series]
) -> Iterator[Finding]:
    """Yield how many recounts and receipts are of no report, or are no evidence."""
    # Few teams are told of: the periods of all others need no look.
    teams = {recount.team for recount in collaborative.recounts}
    teams |= {receipt.team for receipt in collaborative.receipts}
    there = reported_by(series, teams)
    # A receipt may be of all measures.
    there |= {(team, "", period) for team, _, period in there}
    recounts, receipts = collaborative.recounts, collaborative.receipts
    for row, records in (
        (UNMATCHED_RECOUNTS, _unknown(recounts, there)),
        (UNMATCHED_RECEIPTS, _unknown(receipts, there)),
        (EARLY_RECEIPTS, [receipt for receipt in receipts if is_early(receipt)]),
        (REPEATED_RECOUNTS, _repeated(recounts)),
        (REPEATED_RECEIPTS, _repeated(receipts)),
    ):
        if records:
            first = records[0]
            of = tuple(filter(None, (first.team, first.measure)))
            yield row.at(count=len(records), of=of, period=first.period)


def _unknown(
    records: Iterable[Evidence], there: Container[tuple[str, str, Period]]
) -> Sequence[Evidence]:
    return [
        record
        for record in records
        if (record.team, record.measure, record.period) not in there
    ]


def _repeated(records: Iterable[Evidence]) -> Sequence[Evidence]:
    """Return what is listed again, as often as it is."""
    seen = Counter(records)
    return [record for record, n in seen.items() for _ in range(n - 1)]
