"""What the data propose for each question of the closing guide, beside the answers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from attrs import field, frozen
from attrs.validators import and_

from cqikit.assessments import Answer
from cqikit.collaboratives._closing import ClosingReport
from cqikit.collaboratives._guide import Guide
from cqikit.collaboratives._next_steps import (
    Proposed,
    close_teams,
    data_teams,
    driver_needs,
    mentors,
    offers,
)
from cqikit.collaboratives._sentinel import Sentinel, watched
from cqikit.collaboratives._spread import (
    Gate,
    Readiness,
    gates,
    readiness,
    rungs,
    sites,
)
from cqikit.core import (
    Frequency,
    TupleOf,
    a_day,
    arguments,
    as_texts,
    at_least,
    instance_of,
    list_of,
    optional,
    say,
)
from cqikit.drivers import Theory
from cqikit.measures import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cqikit.collaboratives._results import MeasureResult

__all__ = ["Proposals", "propose"]


#: What a move means to those who tell of it, by its gain.
MEANT: Final = {
    1: say("an improvement"),
    -1: say("it got worse: tell this, too"),
    0: say("a move in neither better nor worse direction"),
}
#: How a measure is watched on.
EVERY: Final = {
    Frequency.DAY: say("collected every day as before, read at each new point"),
    Frequency.WEEK: say("collected every week as before, read at each new point"),
    Frequency.MONTH: say("collected every month as before, read at each new point"),
    Frequency.QUARTER: say("collected every quarter as before, read at each new point"),
    Frequency.HALF_YEAR: say(
        "collected every half-year as before, read at each new point"
    ),
    Frequency.YEAR: say("collected every year as before, read at each new point"),
    Frequency.POINT: say("collected every point as before, read at each new point"),
}


@frozen(kw_only=True)
class Proposals:
    """A closing guide beside what the data say of each of its questions.

    Parameters
    ----------
    guide : Guide
        What people wrote; it is shown as it is.
    day : date
        Nothing later enters what is proposed, but for `watches`.
    closing : ClosingReport
        What the data say.
    theory : drivers.Theory, optional
        What is known of the driver diagram; None where there is none.
    confidence, satisfaction, results, learning : tuple of str
        What speaks for and against trusting the data, being content, telling a result,
        and holding that teams have learned the methods.
    drivers : tuple of Proposed
        Where deeper testing is needed.
    data_teams : tuple of Proposed
        Teams that need better data.
    data_teams, close_teams, offers, mentors, monitored : tuple of Proposed
    close_teams : tuple of Proposed
        Teams that do not meet an aim and are close to it.
    offers : tuple of Proposed
        The kinds of support that what was found speaks for.
    mentors : tuple of Proposed
        Teams that meet every aim they can be judged by, and reported lately.
    monitored : tuple of Proposed
        Measures to go on with: gains, aims, and what would show harm.
    watches : tuple of Sentinel
        One for each gain.
    rungs : tuple of int
        How many sites at each rung, from those that take part now.
    gates : tuple of Gate
        One between each rung and the next.
    sites : tuple of Proposed
        Of the guide's candidates.
    readiness : Readiness
        Of the guide's conditions, or of those that were answered elsewhere.
    """

    guide: Guide
    day: date
    closing: ClosingReport
    theory: Theory | None
    confidence: tuple[str, ...] = field(converter=as_texts)
    satisfaction: tuple[str, ...] = field(converter=as_texts)
    results: tuple[str, ...] = field(converter=as_texts)
    learning: tuple[str, ...] = field(converter=as_texts)
    drivers: tuple[Proposed, ...]
    data_teams: tuple[Proposed, ...]
    close_teams: tuple[Proposed, ...]
    offers: tuple[Proposed, ...]
    mentors: tuple[Proposed, ...]
    monitored: tuple[Proposed, ...] = field(converter=TupleOf[Proposed])
    watches: tuple[Sentinel, ...] = field(converter=TupleOf[Sentinel])
    rungs: tuple[int, ...]
    gates: tuple[Gate, ...]
    sites: tuple[Proposed, ...]
    readiness: Readiness


@arguments(
    guide=instance_of(Guide),
    closing=instance_of(ClosingReport),
    on=a_day,
    agencies=optional(and_(instance_of(int), at_least(1))),
    theory=optional(instance_of(Theory)),
    answers=list_of(say("answers"), Answer),
    later=optional(instance_of(ClosingReport)),
)
def propose(
    guide: Guide,
    closing: ClosingReport,
    *,
    on: date,
    agencies: int | None = None,
    theory: Theory | None = None,
    answers: Iterable[Answer] = (),
    later: ClosingReport | None = None,
) -> Proposals:
    """Return what the data propose for each question of a closing guide.

    Nothing is decided: each proposal has its reasons, and stands beside what people
    wrote.

    Parameters
    ----------
    guide : Guide
    closing : ClosingReport
        Of what there was on the day of closing (``closing_report(..., as_of=day)``).
    on : date
        The day of closing, if the guide does not say it.
    agencies : int, optional
        How many sites there are in all; without it, only the next rung is named.
    theory : drivers.Theory, optional
        Which drivers moved; without it, nothing is proposed about drivers.
    answers : iterable of Answer
        To the nine conditions, if the guide has none of its own.
    later : ClosingReport, optional
        Of the same teams, with what came after closing; by default nothing did.

    Examples
    --------
    >>> from datetime import date
    >>> from cqikit.collaboratives import Collaborative, closing_report
    >>> from cqikit.measures import Aim, Level, Measure, Observation, series
    >>> on_time = Measure(key="on-time", title="On time", direction="higher")
    >>> aim = Aim(
    ...     key="aim",
    ...     title="90 on time",
    ...     measure="on-time",
    ...     target=Level(90),
    ...     by="2027",
    ... )
    >>> values = [50, 52, 51, 53, 88, 87, 89, 88, 87, 89, 88, 87]
    >>> rows = [
    ...     Observation(period=f"2026-{place:02}", value=value)
    ...     for place, value in enumerate(values, 1)
    ... ]
    >>> closing = closing_report(
    ...     Collaborative(key="visits"),
    ...     [series(on_time, rows, team="north")],
    ...     aims=[aim],
    ...     changes=[rows[4].period],
    ... )
    >>> proposed = propose(
    ...     Guide(key="visits"), closing, on=date(2026, 12, 31), agencies=8
    ... )
    >>> proposed.close_teams[0].reasons
    ('On time: 88 for a target of 90, 95 % of the way from 51.5',)
    >>> proposed.rungs, proposed.gates[0].reasons
    ((1, 5, 8), ('not known yet to be held: On time', 'readiness is not known'))
    """
    policies = guide.policies
    day = guide.on or on
    watches = tuple(_watches(guide, closing, day, later or closing))
    drivers = () if theory is None else driver_needs(theory)
    data, near = data_teams(closing, policies), close_teams(closing, policies)
    able = mentors(closing)
    ready = readiness(guide.scaling.conditions or answers, policies)
    steps = _steps(len(closing.teams), agencies, policies.spread_factor)
    return Proposals(
        guide=guide,
        day=day,
        closing=closing,
        theory=theory,
        confidence=_confidence(closing, data),
        satisfaction=_satisfaction(closing),
        results=[said for result in closing.results for said in _told(result)],
        learning=_learning(closing),
        drivers=drivers,
        data_teams=data,
        close_teams=near,
        offers=offers(close=near, data=data, drivers=drivers, able=able),
        mentors=able,
        monitored=_monitored(closing, watches),
        watches=watches,
        rungs=steps,
        gates=gates(steps, watches, ready, guide.scaling.method),
        sites=sites(guide.scaling.candidates, _wanted(guide, steps)),
        readiness=ready,
    )


def _steps(count: int, agencies: int | None, factor: int) -> tuple[int, ...]:
    # Several teams may be of one agency.
    there = None if agencies is None else max(agencies, count)
    return rungs(count, sites=there, factor=factor)


def _wanted(guide: Guide, steps: tuple[int, ...]) -> int | None:
    """Return how many new sites are wanted: as decided, else up to the next rung."""
    if guide.scaling.sites is None and len(steps) > 1:
        return steps[1] - steps[0]
    return guide.scaling.sites


def _watches(
    guide: Guide, closing: ClosingReport, day: date, later: ClosingReport
) -> Iterator[Sentinel]:
    policies = guide.policies
    whole = {
        measure_result.measure.key: measure_result.series
        for measure_result in later.results
    }
    for result in closing.results:
        found = watched(
            result,
            whole[result.measure.key],
            on=day,
            months=policies.watch_months,
            run=policies.watch_run,
        )
        if found is not None:
            yield found


def _confidence(closing: ClosingReport, data: tuple[Proposed, ...]) -> Iterator[str]:
    """Yield what speaks for and against trusting the data."""
    [share] = [
        figure for figure in closing.engagement if figure.key == "share-reporting"
    ]
    if share.value is None:
        yield share.how
        return
    yield say(
        "{share} % of teams report on average: {how}",
        share=float(share.value),
        how=share.how,
    )
    known = sorted(
        (confidence.overall.value, confidence.measure.title, confidence.overall.how)
        for confidence in closing.confidence
        if confidence.overall.value is not None
    )
    for value, title, how in known[:1]:
        yield say(
            "the least sure, {measure}: {value} %, {how}",
            measure=title,
            value=float(value),
            how=how,
        )
    teams = len(closing.teams)
    yield say("teams that need better data: {n} of {teams}", n=len(data), teams=teams)


def _satisfaction(closing: ClosingReport) -> Iterator[str]:
    """Yield how many teams meet each aim, and which stand worse than they did."""
    titles = closing.team_titles
    for result in closing.results:
        if result.aim is None:
            continue
        how = result.meeting.how
        yield say("{aim}: met by {how}", aim=result.aim.title, how=how)
        better = result.measure.direction.sign
        worse = [
            say(
                "{team} ({baseline}, now {current})",
                team=titles[team.team] or say("all"),
                baseline=float(team.baseline),
                current=float(team.current),
            )
            for team in result.teams
            if (team.current - team.baseline) * better < 0
        ]
        if worse:
            yield say(
                "{measure}: worse than at the baseline: {teams}",
                measure=result.measure.title,
                teams=tuple(worse),
            )


def _told(result: MeasureResult) -> Iterator[str]:
    """Yield what is to be told of a measure: gains, and losses just as plainly."""
    last = result.latest
    if last is not None:
        yield say(
            "{measure}: from {before} to {after} since {at}, {said}{mixed}",
            measure=result.measure.title,
            before=float(last.before),
            after=float(last.after),
            at=last.at,
            said=MEANT[last.gain],
            mixed=say("; yet {mix}", mix=result.mix.words) if result.mix else "",
        )


def _learning(closing: ClosingReport) -> Iterator[str]:
    """Yield how many teams kept cycles."""
    if closing.cycles is None:
        yield say("no PDSA cycles are kept here: nothing can be said from the data")
        return
    there = frozenset[str]().union(*closing.cycles.present)
    yield say(
        "{some} of {n:# team|# teams} tested changes in cycles",
        some=len(there),
        n=len(closing.teams),
    )
    without = [
        team.title or team.key for team in closing.teams if team.key not in there
    ]
    if without:
        yield say("no cycle of {teams}", teams=tuple(without))


def _monitored(
    closing: ClosingReport, watches: tuple[Sentinel, ...]
) -> Iterator[Proposed]:
    """Yield the measures to go on with: gains, aims, and what would show harm."""
    gained = {watch.measure.key for watch in watches}
    for result in closing.results:
        measure = result.measure
        because = {
            say("it gained, and the gain may be lost"): measure.key in gained,
            say("an aim is on it"): result.aim is not None,
            say("it would show harm elsewhere"): measure.role is Role.BALANCING,
        }
        if reasons := [said for said, holds in because.items() if holds]:
            often = EVERY[measure.frequency]
            yield Proposed(
                key=measure.key, title=measure.title, reasons=[*reasons, often]
            )
