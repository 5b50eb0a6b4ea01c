"""The figures of one measure: baseline, move, silences, and who meets the aim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import evolve

from cqikit import spc
from cqikit.collaboratives._figures import Figure
from cqikit.collaboratives._made import filled_words, rows_in
from cqikit.collaboratives._policies import Baseline, Silent
from cqikit.core import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cqikit.collaboratives._groups import Counted
    from cqikit.collaboratives._moves import Moves
    from cqikit.collaboratives._policies import Aggregate, Policies
    from cqikit.collaboratives._standing import TeamResult
    from cqikit.core import Period
    from cqikit.measures import Aim, Series, Stack

__all__ = [
    "baseline_figure",
    "gone_teams",
    "meeting_figures",
    "named",
    "names",
    "shifted_figure",
    "silent_figure",
    "silent_teams",
]

#: What is said of a move.
SAID: Final = {
    spc.Variation.IMPROVEMENT: "an improvement",
    spc.Variation.CONCERN: "an adverse move",
    spc.Variation.HIGH: "higher than before, and neither direction is better",
    spc.Variation.LOW: "lower than before, and neither direction is better",
    spc.Variation.UNDIRECTED: "not as before, in no one direction",
}
#: How a team counts where it is silent.
STOOD: Final = {
    Silent.STANDS_STILL: "each goes on there as it was, with its own reports",
    Silent.SAME_TEAMS: "they are left out of all teams together",
    Silent.AS_REPORTED: "they are missing from all teams together there",
}


#: More teams are counted and not named, where the list of all is elsewhere.
MOST_NAMED: Final = 12


def names(teams: Iterable[str], most: int | None = None) -> str:
    """Return teams in a sentence; of more than `most`, how many others there are."""
    listed = named(teams)
    said = ", ".join(listed[:most])
    rest = len(listed[most:]) if most is not None else 0
    return f"{said} and {rest} more" if rest else said


def named(teams: Iterable[str]) -> list[str]:
    """Return teams as a sentence names them."""
    return [team or "the team without a name" for team in teams]


def silent_teams(silent: Sequence[tuple[str, int]]) -> list[str]:
    """Return teams, each with in how many periods it was silent."""
    return [f"{team or 'all'} ({count})" for team, count in silent]


def silent_words(silent: Sequence[tuple[str, int]], policy: Silent) -> str:
    """Return which teams were silent in how many periods, and how they count there."""
    return f"{names(silent_teams(silent), MOST_NAMED)}; {STOOD[policy]}"


def gone_teams(gone: Mapping[str, Period]) -> list[str]:
    """Return teams that left, each with the period after which it did."""
    return [f"{team or 'all'} (after {until})" for team, until in gone.items()]


def gone_words(gone: Mapping[str, Period]) -> str:
    """Return which teams left after which period, and how they count since."""
    some = names(gone_teams(gone), MOST_NAMED)
    return f"left, and not in all teams together since: {some}"


def baseline_figure(
    table: Stack,
    making: Counted,
    joined: Series,
    found: Moves,
    policies: Policies,
) -> Figure:
    """Return where all teams together stood; its policy is what was applied."""
    measure, how = joined.measure, found.how
    declared = bool(found.shifts) and found.shifts[0].declared
    if declared and policies.baseline is Baseline.FIRST_POINTS:
        how = f"{how}; first-points is for the teams' own baselines alone"
    periods = joined.periods[: found.length]
    how += filled_words(table, making, periods, MOST_NAMED)
    return Figure(
        key=f"baseline-{measure.key}",
        title=f"Baseline: {measure.title}",
        value=found.baseline,
        unit=measure.unit,
        how=how,
        policy=f"{policies.aggregate.value}, {found.policy}",
        rows=rows_in(making, periods),
    )


def shifted_figure(
    table: Stack, making: Counted, joined: Series, found: Moves, aggregate: Aggregate
) -> Figure:
    """Return where the latest move of all teams together led to."""
    measure, latest = joined.measure, found.latest
    how, value, periods = found.none, None, joined.periods[:0]
    if latest is not None:
        value, periods = latest.after, joined.periods[latest.first : latest.last + 1]
        span = f"{found.centre} of {latest.at} to {latest.until}"
        how = f"{SAID[latest.meaning]}: {span}, {found.since}"
        how += filled_words(table, making, periods, MOST_NAMED)
    return Figure(
        key=f"shifted-{measure.key}",
        title=f"Since it moved: {measure.title}",
        value=value,
        unit=measure.unit,
        how=how,
        policy=f"{aggregate.value}, {found.policy}",
        rows=rows_in(making, periods),
    )


def silent_figure(
    table: Stack,
    counted: Counted,
    silent: Sequence[tuple[str, int]],
    policy: Silent,
    gone: Mapping[str, Period],
) -> Figure:
    """Return how many reports of teams are missing where another team reported."""
    measure = table.measure
    periods = len(np.unique(counted.columns.period))
    when = "every period of its time" if gone else "every period"
    how = f"every team that ever reported did so in {when}"
    if not periods:
        how = "no team has a value"
    elif silent:
        missing = plural(sum(count for _, count in silent), "value")
        how = f"{missing} of teams missing over {plural(periods, 'period')}"
        how = f"{how}: {silent_words(silent, policy)}"
    if gone:
        how = f"{how}; {gone_words(gone)}"
    return Figure(
        key=f"silent-{measure.key}",
        title=f"Values of teams missing: {measure.title}",
        value=sum(count for _, count in silent) if periods else None,
        how=how,
        policy=policy.value,
    )


def meeting_figures(
    joined: Series,
    standing: Sequence[TeamResult],
    aim: Aim | None,
    policies: Policies,
    apart: tuple[Sequence[str], Sequence[str]],
) -> tuple[Figure, Figure]:
    """Return how many teams meet the aim, and which; and their per cent.

    `apart` are the teams that have no such thing, and those without any data.
    """
    measure = joined.measure
    judged = [result for result in standing if result.meets is not None]
    met = [result.team for result in judged if result.meets]
    number = share = None
    how = "no aim is stated for this measure"
    if aim is not None:
        how = _met_words(met, len(judged))
        if judged:
            number, share = len(met), 100 * len(met) / len(judged)
        for why, teams in (
            *_unjudged(standing),
            ("no data", apart[1]),
            ("no such thing, and not counted", apart[0]),
        ):
            how += f"; {why}: {names(teams)}" if teams else ""
        if joined.periods and joined.periods[-1].first > aim.by.last:
            how = f"{how}; by what there was when it was due, {aim.by}"
    number_of = Figure(
        key=f"meeting-{measure.key}",
        title=f"Teams meeting the aim: {measure.title}",
        value=number,
        unit="teams",
        how=how,
        absent="cannot be judged",
        policy=f"{policies.meeting.value}, {policies.least_points} values at least",
        rows=tuple(f"team {team}" for team in met if team),
    )
    title = f"Per cent of teams meeting the aim: {measure.title}"
    key = f"share-meeting-{measure.key}"
    return number_of, evolve(number_of, key=key, title=title, value=share, unit="%")


def _met_words(met: Sequence[str], judged: int) -> str:
    if not judged:
        return "no team can be judged"
    how = f"{len(met)} of {plural(judged, 'team')} that can be judged"
    named = [team for team in met if team]
    return f"{how}: {names(named)}" if named else how


def _unjudged(standing: Sequence[TeamResult]) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield each reason why teams cannot be judged, and which."""
    for why in sorted({result.why for result in standing if result.why}):
        yield why, [result.team for result in standing if result.why == why]
