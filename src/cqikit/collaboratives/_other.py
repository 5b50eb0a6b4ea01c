"""Pooled and the median of teams beside each other, and what sets them apart."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import evolve, frozen

from cqikit import spc
from cqikit.collaboratives._aggregate import making, poolable, together
from cqikit.collaboratives._figures import Figure
from cqikit.collaboratives._measured import (
    MOST_NAMED,
    baseline_figure,
    gone_words,
    names,
    shifted_figure,
    silent_words,
)
from cqikit.collaboratives._moves import Moves, Shift, moves_of
from cqikit.collaboratives._policies import Aggregate, Silent
from cqikit.core import Finding, Severity, format_number, plural
from cqikit.measures import MeasureKind, Series

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cqikit.collaboratives._groups import Counted
    from cqikit.collaboratives._mix import Mix
    from cqikit.collaboratives._policies import Policies
    from cqikit.core import Period
    from cqikit.measures import Measure, Stack

__all__ = [
    "Other",
    "data_findings",
    "disagreements",
    "mix_finding",
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
    title = "median of teams" if aggregate is Aggregate.MEDIAN_OF_TEAMS else way
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


def mix_finding(mix: Mix, measure: Measure) -> Finding:
    """Return that the mix of teams turned a move around."""
    return Finding(
        code="collaborative.mix-changed",
        severity=Severity.WARNING,
        where=measure.key,
        message=f"all together {'fell' if mix.up else 'rose'}, and {mix.words}",
        fix=f"tell both; {mix.as_before}",
        source="Simpson, JRSS B 1951 (13:238-241); the weights of before are ours",
    )


def disagreements(
    joined: Series,
    found: Moves,
    other: Other | None,
    phases: Sequence[Period],
    policies: Policies,
) -> Iterator[Finding]:
    """Yield that the two aggregates moved apart, or that only one of them moved.

    Moves are those that are told elsewhere, `found` and `Other.moves`. As a control
    chart sees more than a run chart does, that one moved alone is told only where it
    is so on the run charts of both, too.
    """
    if other is None:
        return
    both = ((policies.aggregate, found), (other.aggregate, other.moves))
    moved = [
        (name, moves.shifts[0].before, moves.latest)
        for name, moves in both
        if moves.latest
    ]
    said = [_moved_words(*pair) for pair in moved]
    if len(moved) == len(both):
        if math.prod(latest.after - before for _, before, latest in moved) < 0:
            yield Finding(
                code="collaborative.aggregates-disagree",
                severity=Severity.WARNING,
                where=joined.measure.key,
                message=", ".join(said),
                fix="look at the teams: a few large ones move against the many",
                source=SOURCE,
            )
        return
    if not moved:
        return
    own = moves_of(joined, run_charted(joined, phases), policies)
    if (own.latest is None) != (other.moves.latest is None):
        still = OTHER[moved[0][0]]
        yield Finding(
            code="collaborative.one-aggregate-moved",
            severity=Severity.WARNING,
            where=joined.measure.key,
            message=f"{said[0]}, the {still.value} one did not",
            fix="look at the teams: a few moved, or many moved a little",
            source=SOURCE,
        )


def _moved_words(name: Aggregate, before: float, latest: Shift) -> str:
    now = format_number(latest.after)
    way = f"from {format_number(before)} to {now} since {latest.at}"
    return f"the {name.value} aggregate moved {way}"


def data_findings(
    table: Stack,
    rows: Counted,
    policies: Policies,
    gone: Mapping[str, Period],
    there: tuple[Counted, Sequence[tuple[str, int]]],
) -> Iterator[Finding]:
    """Yield what of the teams' data does not enter all teams together as it is.

    Parameters
    ----------
    table : Stack
    rows : Counted
        What enters the series of all teams together.
    policies : Policies
    gone : mapping of str to Period
        The last period of each team that left.
    there : (Counted, sequence of (str, int))
        What counts, and of which teams how many periods have nothing that does.
    """
    yield from _silent(table, *there, policies.silent)
    if gone and policies.silent is not Silent.SAME_TEAMS:
        yield Finding(
            code="collaborative.teams-left",
            severity=Severity.WARNING,
            where=table.measure.key,
            message=f"{gone_words(gone)}: what moved then may be that others count",
            fix='to see the same teams throughout, set silent = "same-teams"',
            source="cqikit: a team that leaves makes no gain",
        )
    yield from _ready(table, rows)


def _ready(table: Stack, rows: Counted) -> Iterator[Finding]:
    """Yield which teams give values that cannot be pooled with those of others."""
    pooled = poolable(rows)
    if not table.measure.is_ratio or not pooled.any() or pooled.all():
        return
    if len(np.unique(rows.which)) <= 1:
        return
    teams = [table.keys["team"][key] for key in np.unique(rows.which[~pooled]).tolist()]
    kept = "; they are in the median of teams"
    yield Finding(
        code="collaborative.not-pooled",
        severity=Severity.WARNING,
        where=table.measure.key,
        message=f"ready values of {names(teams, MOST_NAMED)} are not pooled{kept}",
        fix="report numerators and denominators",
        source="cqikit: a value without a denominator has no weight",
    )


def _silent(
    table: Stack, counted: Counted, silent: Sequence[tuple[str, int]], policy: Silent
) -> Iterator[Finding]:
    """Yield which teams were silent, and how they count there."""
    if not silent:
        return
    periods = len(np.unique(counted.columns.period))
    severity, fix = Severity.NOTE, "ask them for their reports"
    teams = len(np.unique(counted.which))
    nobody = policy is Silent.SAME_TEAMS and len(silent) == teams
    if policy is Silent.AS_REPORTED or nobody:
        severity = Severity.WARNING
        fix = 'let silent teams stand still (silent = "stands-still")'
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
        fix=fix,
        source="cqikit: a silent team makes no gain",
    )
