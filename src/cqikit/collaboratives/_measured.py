"""The figures of one measure: baseline, move, silences, and who meets the aim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import evolve

from cqikit import spc
from cqikit.collaboratives._figures import Figure
from cqikit.collaboratives._made import filled_words, rows_in
from cqikit.collaboratives._policies import Baseline, Silent
from cqikit.core import Sentence, say, some_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cqikit.collaboratives._groups import Counted
    from cqikit.collaboratives._moves import Moves
    from cqikit.collaboratives._policies import Aggregate, Policies
    from cqikit.collaboratives._standing import TeamResult
    from cqikit.collaboratives._teams import Team
    from cqikit.measures import Aim, Series, Stack

__all__ = [
    "baseline_figure",
    "counted_teams",
    "meeting_figures",
    "named",
    "names",
    "part_time_teams",
    "shifted_figure",
    "silent_figure",
]

#: What is said of a move.
SAID: Final = {
    spc.Variation.IMPROVEMENT: say("an improvement"),
    spc.Variation.CONCERN: say("an adverse move"),
    spc.Variation.HIGH: say("higher than before, and neither direction is better"),
    spc.Variation.LOW: say("lower than before, and neither direction is better"),
    spc.Variation.UNDIRECTED: say("not as before, in no one direction"),
}
#: How a team counts where it is silent.
STOOD: Final = {
    Silent.STANDS_STILL: say("each goes on there as it was, with its own reports"),
    Silent.SAME_TEAMS: say("they are left out of all teams together"),
    Silent.AS_REPORTED: say("they are missing from all teams together there"),
}


#: More teams are counted and not named, where the list of all is elsewhere.
MOST_NAMED: Final = 12


def names(teams: Iterable[str], most: int | None = None) -> Sentence:
    """Return teams in a sentence; of more than `most`, how many others there are."""
    return some_of(named(teams), most)


def named(teams: Iterable[str]) -> list[str]:
    """Return teams as a sentence names them."""
    return [team or say("the team without a name") for team in teams]


def counted_teams(teams: Iterable[tuple[str, int]]) -> list[str]:
    """Return teams, each with how many periods or rows of its are meant."""
    return [say("{team} ({n})", team=team or say("all"), n=n) for team, n in teams]


def silent_words(silent: Sequence[tuple[str, int]], policy: Silent) -> Sentence:
    """Return which teams were silent in how many periods, and how they count there."""
    some = names(counted_teams(silent), MOST_NAMED)
    return say("{teams}; {stood}", teams=some, stood=STOOD[policy])


def part_time_teams(part: Mapping[str, Team]) -> list[str]:
    """Return teams that took part for a part of the time, each with that."""
    return [_from_to(team) for team in part.values()]


def _from_to(team: Team) -> Sentence:
    name, since, until = team.key or say("all"), team.since, team.until
    if since and until:
        return say("{team} ({since} to {until})", team=name, since=since, until=until)
    if until:
        return say("{team} (until {until})", team=name, until=until)
    return say("{team} (since {since})", team=name, since=since or "")


def part_time_words(part: Mapping[str, Team], policy: Silent) -> Sentence:
    """Return which teams took part for a part of the time, and how they count."""
    some = names(part_time_teams(part), MOST_NAMED)
    if policy is Silent.AS_REPORTED:
        return say(
            "for a part of the time, and in all teams together for as long: {teams}",
            teams=some,
        )
    return say(
        "for a part of the time, and so not in all teams together: {teams}", teams=some
    )


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
        how = say("{how}; first-points is for the teams' own baselines alone", how=how)
    periods = joined.periods[: found.length]
    filled = filled_words(table, making, periods, MOST_NAMED)
    return Figure(
        key=f"baseline-{measure.key}",
        title=say("Baseline: {measure}", measure=measure.title),
        value=found.baseline,
        unit=measure.unit,
        how=say("{how}{filled}", how=how, filled=filled),
        policy=_moving(policies.aggregate, found),
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
        how = say(
            "{move}: {centre} of {first} to {last}, {since}{filled}",
            move=SAID[latest.meaning],
            centre=found.centre,
            first=latest.at,
            last=latest.until,
            since=found.since,
            filled=filled_words(table, making, periods, MOST_NAMED),
        )
    return Figure(
        key=f"shifted-{measure.key}",
        title=say("Since it moved: {measure}", measure=measure.title),
        value=value,
        unit=measure.unit,
        how=how,
        policy=_moving(aggregate, found),
        rows=rows_in(making, periods),
    )


def _moving(aggregate: Aggregate, found: Moves) -> Sentence:
    """Return the policies by which a move is found."""
    return say("{aggregate}, {moves}", aggregate=aggregate, moves=found.policy)


def silent_figure(
    table: Stack,
    counted: Counted,
    silent: Sequence[tuple[str, int]],
    policy: Silent,
    part: Mapping[str, Team],
) -> Figure:
    """Return how many reports of teams are missing where another team reported."""
    measure = table.measure
    periods = len(np.unique(counted.columns.period))
    how = say("every team that ever reported did so in every period")
    if part:
        how = say("every team that ever reported did so in every period of its time")
    if not periods:
        how = say("no team has a value")
    elif silent:
        how = say(
            "{n:# value|# values} of teams missing over {periods:# period|# periods}:"
            " {teams}",
            n=sum(count for _, count in silent),
            periods=periods,
            teams=silent_words(silent, policy),
        )
    if part:
        how = say("{how}; {part}", how=how, part=part_time_words(part, policy))
    return Figure(
        key=f"silent-{measure.key}",
        title=say("Values of teams missing: {measure}", measure=measure.title),
        value=sum(count for _, count in silent) if periods else None,
        how=how,
        policy=policy.words,
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
    how = say("no aim is stated for this measure")
    if aim is not None:
        if judged:
            number, share = len(met), 100 * len(met) / len(judged)
        how = _judged_words(joined, standing, aim, apart)
    number_of = Figure(
        key=f"meeting-{measure.key}",
        title=say("Teams meeting the aim: {measure}", measure=measure.title),
        value=number,
        unit=say("teams"),
        how=how,
        absent=say("cannot be judged"),
        policy=say(
            "{meeting}, {n} values at least",
            meeting=policies.meeting,
            n=policies.least_points,
        ),
        rows=tuple(say("team {team}", team=team) for team in met if team),
    )
    title = say("Per cent of teams meeting the aim: {measure}", measure=measure.title)
    key = f"share-meeting-{measure.key}"
    return number_of, evolve(number_of, key=key, title=title, value=share, unit="%")


def _judged_words(
    joined: Series,
    standing: Sequence[TeamResult],
    aim: Aim,
    apart: tuple[Sequence[str], Sequence[str]],
) -> Sentence:
    """Return how many teams meet an aim, which, and who cannot be judged."""
    judged = [result for result in standing if result.meets is not None]
    how = _met_words([result.team for result in judged if result.meets], len(judged))
    for why, teams in (
        *_unjudged(standing),
        (say("no data"), apart[1]),
        (say("no such thing, and not counted"), apart[0]),
    ):
        if teams:
            how = say("{how}; {why}: {teams}", how=how, why=why, teams=names(teams))
    if joined.periods and joined.periods[-1].first > aim.by.last:
        return say("{how}; by what there was when it was due, {by}", how=how, by=aim.by)
    return how


def _met_words(met: Sequence[str], judged: int) -> Sentence:
    if not judged:
        return say("no team can be judged")
    how = say("{met} of {n:# team|# teams} that can be judged", met=len(met), n=judged)
    named = [team for team in met if team]
    return say("{how}: {teams}", how=how, teams=names(named)) if named else how


def _unjudged(standing: Sequence[TeamResult]) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield each reason why teams cannot be judged, and which."""
    for why in sorted({result.why for result in standing if result.why}):
        yield why, [result.team for result in standing if result.why == why]
