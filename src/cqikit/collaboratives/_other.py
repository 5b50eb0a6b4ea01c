"""Pooled and the median of teams beside each other, and what sets them apart."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import evolve, frozen

from cqikit import spc
from cqikit.collaboratives._aggregate import making, poolable, together
from cqikit.collaboratives._figures import Figure
from cqikit.collaboratives._measured import (
    MOST_NAMED,
    baseline_figure,
    counted_teams,
    named,
    part_time_teams,
    shifted_figure,
)
from cqikit.collaboratives._moves import Moves, Shift, moves_of
from cqikit.collaboratives._policies import Aggregate, Silent
from cqikit.collaboratives._team_kinds import (
    AGGREGATES_DISAGREE,
    APART,
    MIX_CHANGED,
    NEVER,
    NOBODY,
    NOT_POOLED,
    ONE_AGGREGATE_MOVED,
    PART_TIME,
    SILENT_TEAMS,
)
from cqikit.core import Sentence, Severity, few, say
from cqikit.measures import MeasureKind, Series

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from cqikit.collaboratives._groups import Counted
    from cqikit.collaboratives._mix import Mix
    from cqikit.collaboratives._policies import Policies
    from cqikit.collaboratives._teams import Team
    from cqikit.core import Finding, Period
    from cqikit.measures import Measure, Stack

__all__ = [
    "Other",
    "data_findings",
    "disagreements",
    "mix_finding",
    "never_findings",
    "other_way",
    "run_charted",
]

OTHER: Final = {
    Aggregate.POOLED: Aggregate.MEDIAN_OF_TEAMS,
    Aggregate.MEDIAN_OF_TEAMS: Aggregate.POOLED,
}


@frozen(kw_only=True)
class Other:
    """All teams together by the other kind of aggregate, on a run chart.

    Parameters
    ----------
    aggregate : Aggregate
        The kind that the report does not chart.
    series : Series
        All teams together, by that kind.
    baseline, shifted : Figure
        Where it stood, and where its latest move led to.
    moves : Moves
        How it moved.
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
    title = say("pooled")
    if aggregate is Aggregate.MEDIAN_OF_TEAMS:
        title = say("median of teams")
    elif measure.kind is MeasureKind.COUNT:
        title = say("the sum")
    inside = making(rows, measure, aggregate)
    turned = evolve(policies, aggregate=aggregate)
    base = baseline_figure(table, inside, joined, found, turned)
    since = shifted_figure(table, inside, joined, found, aggregate)
    return Other(
        aggregate=aggregate,
        series=joined,
        baseline=_renamed(base, title),
        shifted=_renamed(since, title),
        moves=found,
    )


def _renamed(figure: Figure, way: Sentence) -> Figure:
    title = say("{figure}, {way}", figure=figure.title, way=way)
    return evolve(figure, key=f"other-{figure.key}", title=title)


def mix_finding(mix: Mix, measure: Measure) -> Finding:
    """Return that the mix of teams turned a move around."""
    return MIX_CHANGED.at(
        measure.key,
        form="up" if mix.up else "down",
        against=mix.against,
        teams=mix.teams,
        before=float(mix.before),
        standardised=float(mix.standardised),
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
    where = joined.measure.key
    if len(moved) == len(both):
        if math.prod(latest.after - before for _, before, latest in moved) < 0:
            parts = _moved(*moved[0]) | _moved(*moved[1], prefix="other_")
            yield AGGREGATES_DISAGREE.at(where, **parts)
        return
    if not moved:
        return
    own = moves_of(joined, run_charted(joined, phases), policies)
    if (own.latest is None) != (other.moves.latest is None):
        still = OTHER[moved[0][0]].words
        yield ONE_AGGREGATE_MOVED.at(where, **_moved(*moved[0]), still=still)


def _moved(
    name: Aggregate, before: float, latest: Shift, prefix: str = ""
) -> dict[str, Any]:
    """Return the parts of what is said of a move."""
    said = {
        "name": name.words,
        "before": float(before),
        "after": float(latest.after),
        "at": latest.at,
    }
    return {f"{prefix}{part}": value for part, value in said.items()}


def data_findings(
    table: Stack,
    rows: Counted,
    policies: Policies,
    part: Mapping[str, Team],
    there: tuple[Counted, Sequence[tuple[str, int]]],
) -> Iterator[Finding]:
    """Yield what of the teams' data does not enter all teams together as it is.

    Parameters
    ----------
    table : Stack
    rows : Counted
        What enters the series of all teams together.
    policies : Policies
    part : mapping of str to Team
        The teams that took part for a part of the time.
    there : (Counted, sequence of (str, int))
        What counts, and of which teams how many periods have nothing that does.
    """
    yield from _silent(table, *there, policies.silent)
    if part:
        form = "" if policies.silent is Silent.AS_REPORTED else APART
        form = form if len(rows.values) else NOBODY
        teams = few(part_time_teams(part), "teams", form=form, most=MOST_NAMED)
        yield PART_TIME.at(table.measure.key, **teams)
    yield from _ready(table, rows)


def never_findings(measure: Measure, never: Collection[str]) -> Iterator[Finding]:
    """Yield which teams are silent from the first, as they never reported."""
    if never:
        teams = few(list(never), "teams", form=NEVER, most=MOST_NAMED)
        yield SILENT_TEAMS.at(measure.key, silent=len(never), **teams)


def _ready(table: Stack, rows: Counted) -> Iterator[Finding]:
    """Yield which teams give values that cannot be pooled with those of others."""
    pooled = poolable(rows)
    if not table.measure.is_ratio or not pooled.any() or pooled.all():
        return
    if len(np.unique(rows.which)) <= 1:
        return
    teams = [table.keys["team"][key] for key in np.unique(rows.which[~pooled]).tolist()]
    listed = few(named(teams), "teams", most=MOST_NAMED)
    yield NOT_POOLED.at(table.measure.key, **listed)


def _silent(
    table: Stack, counted: Counted, silent: Sequence[tuple[str, int]], policy: Silent
) -> Iterator[Finding]:
    """Yield which teams were silent, and how they count there."""
    if not silent:
        return
    periods = len(np.unique(counted.columns.period))
    teams = len(np.unique(counted.which))
    nobody = policy is Silent.SAME_TEAMS and len(silent) == teams
    grave = policy is Silent.AS_REPORTED or nobody
    form = NOBODY if nobody else policy.value
    yield SILENT_TEAMS.at(
        table.measure.key,
        severity=Severity.WARNING if grave else Severity.NOTE,
        silent=len(silent),
        periods=periods,
        **few(counted_teams(silent), "teams", form=form, most=MOST_NAMED),
    )
