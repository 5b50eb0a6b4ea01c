"""Pooled and the median of teams beside each other, and what sets them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import evolve, frozen

from cqikit import spc
from cqikit.collaboratives._aggregate import making, poolable, together
from cqikit.collaboratives._figures import Figure
from cqikit.collaboratives._measured import (
    MOST_NAMED,
    baseline_figure,
    names,
    shifted_figure,
    silent_words,
)
from cqikit.collaboratives._moves import Moves, moves_of
from cqikit.collaboratives._policies import Aggregate, Silent
from cqikit.collaboratives._silent import silent_teams
from cqikit.core import Finding, Severity, plural
from cqikit.measures import MeasureKind, Series

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cqikit.collaboratives._groups import Counted
    from cqikit.collaboratives._policies import Policies
    from cqikit.core import Period
    from cqikit.measures import Stack

__all__ = [
    "Other",
    "data_findings",
    "disagreements",
    "other_way",
    "run_charted",
]

OTHER: Final = {
    Aggregate.POOLED: Aggregate.MEDIAN_OF_TEAMS,
    Aggregate.MEDIAN_OF_TEAMS: Aggregate.POOLED,
}
SOURCE: Final = "S5; cqikit: both aggregates are computed"


@frozen(kw_only=True)
class Other:
    """All teams together by the other kind of aggregate, on a run chart.

    Parameters
    ----------
    aggregate : Aggregate
        The kind that the report does not chart.
    series : Series
    baseline, shifted : Figure
        Where it stood, and where its latest move led to.
    moves : Moves
    """

    aggregate: Aggregate
    series: Series
    baseline: Figure
    shifted: Figure
    moves: Moves


def run_charted(series: Series, phases: Sequence[Period]) -> spc.Judgement:
    """Return a series on a run chart, judged."""
    reading = spc.read(spc.chart(series, "run", phases=phases))
    return spc.judge(reading, series.measure.direction)


def other_way(
    table: Stack, rows: Counted, phases: Sequence[Period], policies: Policies
) -> Other | None:
    """Return the other kind of aggregate; None where there is none of its own.

    One team is what it is, and what is neither a ratio nor a count is not pooled.
    """
    measure = table.measure
    kept = measure.kind is MeasureKind.COUNT
    if measure.is_ratio:
        kept = bool(poolable(rows).any())
    if len(np.unique(rows.which)) <= 1 or not kept:
        return None
    aggregate = OTHER[policies.aggregate]
    joined = together(table, rows, aggregate, sourced=False)
    found = moves_of(joined, run_charted(joined, phases), policies)
    way = "the sum" if measure.kind is MeasureKind.COUNT else "pooled"
    title = f"{'median of teams' if aggregate is OTHER[Aggregate.POOLED] else way}"
    inside = making(rows, measure, aggregate)
    turned = evolve(policies, aggregate=aggregate)
    base = baseline_figure(table, inside, joined, found, turned)
    since = shifted_figure(table, inside, joined, found, aggregate)
    return Other(
        aggregate=aggregate,
        series=joined,
        baseline=evolve(base, key=f"other-{base.key}", title=f"{base.title}, {title}"),
        shifted=evolve(
            since, key=f"other-{since.key}", title=f"{since.title}, {title}"
        ),
        moves=found,
    )


def disagreements(
    joined: Series,
    found: Moves,
    other: Other | None,
    phases: Sequence[Period],
    policies: Policies,
) -> Iterator[Finding]:
    """Yield that the two aggregates moved apart, or that only one of them moved.

    Whether one moved is asked on the same run chart of both: a control chart sees more
    than a run chart does.
    """
    if other is None:
        return
    apart = _apart(found, other)
    if apart is not None:
        moved, moved_back = apart
        yield Finding(
            code="collaborative.aggregates-disagree",
            severity=Severity.WARNING,
            where=joined.measure.key,
            message=(
                f"the {policies.aggregate.value} aggregate moved by {moved:+.6g}, the"
                f" {other.aggregate.value} one by {moved_back:+.6g}"
            ),
            mend="look at the teams: a few large ones move against the many",
            source=SOURCE,
        )
        return
    own = moves_of(joined, run_charted(joined, phases), policies)
    both = ((policies.aggregate, own), (other.aggregate, other.moves))
    for (name, one), (still, rest) in (both, both[::-1]):
        if one.latest is not None and rest.latest is None:
            move = one.latest
            yield Finding(
                code="collaborative.one-aggregate-moved",
                severity=Severity.WARNING,
                where=joined.measure.key,
                message=(
                    f"the {name.value} aggregate moved from {move.before:.6g} to"
                    f" {move.after:.6g} since {move.at}, the {still.value} one did not"
                ),
                mend="look at the teams: a few moved, or many moved a little",
                source=SOURCE,
            )


def _apart(found: Moves, other: Other) -> tuple[float, float] | None:
    """Return by how much the two moved, where they moved in opposite directions."""
    latest, values = found.latest, other.series.counted
    if latest is None:
        return None
    first = found.shifts[0]
    ends = values[: first.first], values[latest.first : latest.last + 1]
    seen = [end[~np.isnan(end)] for end in ends]
    if not all(end.size for end in seen):
        return None
    before, after = (float(np.median(end)) for end in seen)
    moved, moved_back = latest.after - first.before, after - before
    return (moved, moved_back) if moved * moved_back < 0 else None


def data_findings(
    table: Stack, counted: Counted, rows: Counted, policies: Policies
) -> Iterator[Finding]:
    """Yield what of the teams' data does not enter all teams together as it is.

    Parameters
    ----------
    table : Stack
    counted, rows : Counted
        What counts, and what enters the series of all teams together.
    policies : Policies
    """
    yield from _silent(table, counted, policies.silent)
    yield from _ready(table, rows)


def _ready(table: Stack, rows: Counted) -> Iterator[Finding]:
    """Yield which teams give values that cannot be pooled with those of others."""
    pooled = poolable(rows)
    if not table.measure.is_ratio or not pooled.any() or pooled.all():
        return
    if len(np.unique(rows.which)) <= 1:
        return
    teams = [table.keys["team"][one] for one in np.unique(rows.which[~pooled]).tolist()]
    kept = "; they are in the median of teams"
    yield Finding(
        code="collaborative.not-pooled",
        severity=Severity.WARNING,
        where=table.measure.key,
        message=f"ready values of {names(teams, MOST_NAMED)} are not pooled{kept}",
        mend="report numerators and denominators",
        source="cqikit: a value without a denominator has no weight",
    )


def _silent(table: Stack, counted: Counted, policy: Silent) -> Iterator[Finding]:
    """Yield which teams were silent, and how they count there."""
    silent = silent_teams(table, counted)
    if not silent:
        return
    periods = len(np.unique(counted.columns.period))
    severity, mend = Severity.NOTE, "ask them for their reports"
    teams = len(np.unique(counted.which))
    nobody = policy is Silent.SAME_TEAMS and len(silent) == teams
    if policy is Silent.AS_REPORTED or nobody:
        severity = Severity.WARNING
        mend = 'let silent teams stand still (silent = "stands-still")'
    message = (
        f"{plural(len(silent), 'team')} without a value in some of"
        f" {plural(periods, 'period')}: {silent_words(silent, policy)}"
    )
    if nobody:
        message += "; no team is left"
    yield Finding(
        code="collaborative.silent-teams",
        severity=severity,
        where=table.measure.key,
        message=message,
        mend=mend,
        source="cqikit: a silent team makes no gain",
    )
