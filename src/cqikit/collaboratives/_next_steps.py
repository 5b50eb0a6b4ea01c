"""What the data propose for the teams and drivers there are (S5, parts 1 and 2).

A proposal stands beside what people decide, with its reasons, and never instead of it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from cqikit.collaboratives._guide_policies import Closeness
from cqikit.collaboratives._menus import Support
from cqikit.core import Sentence, as_texts, say
from cqikit.drivers import Layer, Movement, Trial
from cqikit.measures import Bound, Change, Nested, meets, target_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cqikit.collaboratives._closing import ClosingReport
    from cqikit.collaboratives._guide_policies import GuidePolicies
    from cqikit.collaboratives._results import MeasureResult
    from cqikit.collaboratives._standing import TeamResult
    from cqikit.drivers import Theory
    from cqikit.measures import Aim, Measure

__all__ = [
    "Proposed",
    "close_teams",
    "data_teams",
    "driver_needs",
    "mentors",
    "offers",
]

#: What moves of a driver's measures mean for further testing.
MOVED: Final = {
    Movement.UNKNOWN: say("nothing shows whether it moves"),
    Movement.STEADY: say("its measures have not moved"),
    Movement.WORSENING: say("its measures got worse"),
    Movement.MIXED: say("some of its measures got better and some worse"),
}


@frozen(kw_only=True)
class Proposed:
    """One thing that the data propose: of what (by key), and why.

    Parameters
    ----------
    key, title : str
        Of what is proposed: a team, a measure, a driver or a site.
    reasons : tuple of str
        Why, in sentences.
    """

    key: str
    title: str
    reasons: tuple[str, ...] = field(converter=as_texts)


def close_teams(
    closing: ClosingReport, policies: GuidePolicies
) -> tuple[Proposed, ...]:
    """Return teams that do not meet an aim and are close to it, with their numbers."""
    titles = closing.team_titles
    found: dict[str, list[str]] = {}
    for result in closing.results:
        if result.aim is None:
            continue
        for team in result.teams:
            if said := _close(result.measure, result.aim, team, policies):
                found.setdefault(team.team, []).append(said)
    return tuple(
        Proposed(key=key, title=titles.get(key, key), reasons=reasons)
        for key, reasons in found.items()
    )


def _close(
    measure: Measure, aim: Aim, team: TeamResult, policies: GuidePolicies
) -> str:
    """Return how close a team is that does not meet the aim; "" if it is not."""
    if team.meets is not False:
        return ""
    far = max(
        (_missed(measure, aim, team, value) for value in team.judged),
        key=lambda pair: abs(pair[0] - pair[1]),
    )
    value, line = far
    stands = say(
        "{measure}: {value} for a target of {target}",
        measure=measure.title,
        value=float(value),
        target=float(line),
    )
    if policies.close is Closeness.WITHIN_MARGIN:
        margin = policies.margin * abs(line)
        within = abs(value - line) <= margin * (1 + 1e-9)
        if not within:
            return ""
        return say("{stands}, within {margin} of it", stands=stands, margin=margin)
    gap = line - team.baseline
    # A value beyond the target is as far from it as one before it.
    closed = 1 - abs((value - line) / gap) if gap else math.nan
    if not closed >= policies.gap_share - 1e-9:
        return ""
    return say(
        "{stands}, {closed:.0f} % of the way from {baseline}",
        stands=stands,
        closed=100 * closed,
        baseline=float(team.baseline),
    )


def _missed(
    measure: Measure, aim: Aim, team: TeamResult, value: float
) -> tuple[float, float]:
    """Return a value, and the line of the target that it is to come to."""
    target = aim.target.each if isinstance(aim.target, Nested) else aim.target
    if isinstance(target, Bound):
        sides = [target.no_more_than, target.no_less_than]
        return value, min(
            (
                side
                for side in sides
                if side is not None and _beyond(target, side, value)
            ),
            key=lambda side: abs(side - value),
            default=value,
        )
    start = team.baseline if isinstance(target, Change) else None
    line = target_value(target, baseline=start, direction=measure.direction)
    met = meets(value, target, direction=measure.direction, baseline=start)
    return value, value if met else line


def _beyond(target: Bound, side: float, value: float) -> bool:
    """Say whether a value is on the wrong side of one side of a bound."""
    return value > side if side == target.no_more_than else value < side


def data_teams(closing: ClosingReport, policies: GuidePolicies) -> tuple[Proposed, ...]:
    """Return teams that need better data, and what is the matter with theirs."""
    reports, lately = closing.reports, closing.policies.lately
    recent = frozenset[str]().union(*reports.present[-lately:])
    due = frozenset[str]().union(*reports.expected[-lately:])
    none = not any(reports.present)
    made = []
    for team in closing.teams:
        # Of a team that left, nothing is due.
        if reports.periods and not team.expected_in(reports.periods[-1]):
            continue
        pairs = zip(reports.expected, reports.present, strict=True)
        seen = [team.key in there for asked, there in pairs if team.key in asked]
        reasons: list[str] = [say("nothing was reported")] if none else []
        if not none and seen and sum(seen) < policies.reporting * len(seen):
            reasons.append(
                say(
                    "reported in {some} of {n:# period|# periods}",
                    some=sum(seen),
                    n=len(seen),
                )
            )
        if not none and team.key in due - recent:
            reasons.append(say("silent in the last {n:# period|# periods}", n=lately))
        reasons += _unjudged(closing.results, team.key)
        if reasons:
            title = team.title or team.key
            made.append(Proposed(key=team.key, title=title, reasons=reasons))
    return tuple(made)


def _unjudged(results: Sequence[MeasureResult], team: str) -> Iterator[str]:
    """Yield the aims on which a team has nothing to be judged by."""
    for result in results:
        judged = {team_result.team: team_result.meets for team_result in result.teams}
        if result.aim is not None and judged.get(team) is None:
            title = result.measure.title
            yield say("{measure}: nothing to judge the aim by", measure=title)


def driver_needs(theory: Theory) -> tuple[Proposed, ...]:
    """Return drivers that have not moved as the theory wants, and what was tried.

    Primary drivers first; these are also where deeper testing is needed.
    """
    trials = {idea.key: idea.trial for idea in theory.ideas}
    made = []
    for state in sorted(
        theory.drivers, key=lambda driver: driver.layer is not Layer.PRIMARY
    ):
        if state.movement is Movement.IMPROVING:
            continue
        reasons = [MOVED[state.movement]]
        for trial in Trial:
            count = sum(trials[key] is trial for key in state.ideas)
            if count:
                tried = say("{n:# idea|# ideas} {trial}", n=count, trial=trial.words)
                reasons.append(tried)
        if not state.ideas:
            reasons.append(say("no idea leads to it"))
        made.append(Proposed(key=state.key, title=state.title, reasons=reasons))
    return tuple(made)


def mentors(closing: ClosingReport) -> tuple[Proposed, ...]:
    """Return teams that meet every aim they can be judged by, and reported lately."""
    recent = frozenset[str]().union(
        *closing.reports.present[-closing.policies.lately :]
    )
    made = []
    for team in closing.teams:
        stands = {
            result.measure.title: team_result.meets
            for result in closing.results
            for team_result in result.teams
            if result.aim is not None and team_result.team == team.key
        }
        judged = {title: met for title, met in stands.items() if met is not None}
        if judged and all(judged.values()) and team.key in recent:
            reason = say("meets the aim: {measures}", measures=tuple(judged))
            title = team.title or team.key
            made.append(Proposed(key=team.key, title=title, reasons=[reason]))
    return tuple(made)


def _not_moved(still: int, unknown: int) -> Sentence:
    """Return how many drivers did not move, and of how many nobody knows."""
    said = []
    if still:
        said.append(say("{n:# driver|# drivers} not moved", n=still))
    if unknown:
        said.append(say("no data show whether {n:# driver|# drivers} moved", n=unknown))
    return say("{drivers}", drivers=tuple(said))


def offers(
    *,
    close: Sequence[Proposed],
    data: Sequence[Proposed],
    drivers: Sequence[Proposed],
    able: Sequence[Proposed],
) -> tuple[Proposed, ...]:
    """Return the kinds of support that what was found speaks for; the rules are ours.

    Parameters
    ----------
    close, data : sequence of Proposed
        Teams close to the aim, and teams that need better data.
    drivers : sequence of Proposed
        Drivers that have not moved, or of which nothing shows whether they do.
    able : sequence of Proposed
        Teams that meet the aim.
    """
    why: dict[Support, str] = {}
    if data:
        why[Support.DATA_AND_CYCLES] = say(
            "{n:# team|# teams} with gaps in data", n=len(data)
        )
    if close:
        why[Support.COACHING] = say("{n:# team|# teams} close to the aim", n=len(close))
    if close and able:
        why[Support.PEER_CALLS] = say(
            "{n:# team|# teams} could tell {others} how it was done",
            n=len(able),
            others=len(close),
        )
    # Of a driver without data nobody knows whether it moved.
    still = [need for need in drivers if MOVED[Movement.UNKNOWN] not in need.reasons]
    unknown = len(drivers) - len(still)
    if drivers:
        why[Support.OFFICE_HOURS] = _not_moved(len(still), unknown)
    if able:
        why[Support.PEER_MENTORS] = say("{n:# team|# teams} met the aim", n=len(able))
    stuck = [need for need in still if any("adopted" in said for said in need.reasons)]
    if stuck:
        why[Support.LOCAL_FACULTY] = say(
            "{n:# driver|# drivers} not moved by what was adopted", n=len(stuck)
        )
    return tuple(
        Proposed(key=support, title=support.words, reasons=[why[support]])
        for support in Support
        if support in why
    )
