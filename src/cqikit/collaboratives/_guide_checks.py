"""What a closing guide still lacks, and what in it leads nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.collaboratives._menus import COMPONENTS
from cqikit.collaboratives._sentinel import Held
from cqikit.core import (
    Catalog,
    FunctionCheck,
    Severity,
    check,
    combined,
    found,
    unknown_keys,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.collaboratives._guide import Guide
    from cqikit.collaboratives._proposals import Proposals
    from cqikit.core import Found

__all__ = ["GUIDE_CHECKS", "PROPOSAL_CHECKS"]

S5: Final = "HV CoIIN / MIECHV TARC: Planning Guide for Closing CQI Projects"
KEYS: Final = "cqikit: keys lead somewhere"
CORRECT: Final = "correct or remove it"


#: What a guide asks, by where it is answered.
QUESTIONS: Final = {
    "reflections.confidence": "is there confidence in the data",
    "reflections.satisfaction": "is there satisfaction with progress",
    "reflections.deeper": "where is deeper testing needed",
    "continuing.drivers": "how does testing go on",
    "dissemination.results": "which results are told",
    "dissemination.messages": "what are the key messages",
    "dissemination.audiences": "who is told",
    "dissemination.activities": "how are results told",
    "continuing.data_teams": "which teams need better data",
    "continuing.close_teams": "which teams are close to the aim",
    "continuing.offers": "which support is offered",
    **{
        f"sustaining+{key}": f"next steps under {title!r}"
        for key, title in COMPONENTS.items()
    },
    "monitored": "which measures are watched on",
    "learning.rating": "how sure teams are of the methods",
    "champions": "who the new champions are",
    "kept": "which skills, tools and processes are kept",
    "scaling.sites": "how many new sites",
    "scaling.choosing": "how sites are chosen",
    "scaling.mentors": "how present teams support new ones",
    "scaling.conditions": "whether the nine conditions are met",
    "scaling.method": "which way of spreading",
}
#: What a condition that is not met needs.
NEXT: Final = {"next_step": "next step", "by_when": "date", "who": "owner"}


@check(
    "guide.no-owner",
    says={
        "": "nobody is named for {words!r}",
        "watch": "nobody is named to watch {measure!r}",
    },
    fix="name a role that can do it",
    source=S5,
)
def somebody_will(guide: Guide) -> Iterator[Found]:
    """Find what nobody is to do."""
    for where, undertaking in guide.undertakings:
        if not undertaking.who:
            yield found(f"{where}.who", words=undertaking.words)
    for place, kept in enumerate(guide.monitored):
        if not kept.who:
            yield found(f"monitored[{place}].who", form="watch", measure=kept.measure)


@check(
    "guide.no-date",
    says="no day is set for {words!r}",
    fix="say by when: a day, a month or a quarter",
    source=S5,
)
def some_day(guide: Guide) -> Iterator[Found]:
    """Find what is to be done by no day."""
    for where, undertaking in guide.undertakings:
        if undertaking.by_when is None:
            yield found(f"{where}.by_when", words=undertaking.words)


@check(
    "guide.condition-open",
    says=combined("{title!r} is {level}, with no {words}", NEXT, " and no "),
    fix="say what happens next, by when and who does it",
    source=S5,
)
def conditions_go_on(proposed: Proposals) -> Iterator[Found]:
    """Find conditions that are not met and have no next step, date or owner."""
    for condition in proposed.readiness.conditions:
        level = condition.level
        if level not in {"not yet", "somewhat"}:
            continue
        lacking = "+".join(
            name
            for name in NEXT
            if not any(getattr(answer, name) for answer in condition.answers)
        )
        if lacking:
            where = f"scaling.conditions.{condition.key}"
            yield found(where, form=lacking, title=condition.title, level=level)


@check(
    "guide.unknown-team",
    says="there is no team {key!r} in this project",
    fix=CORRECT,
    source=KEYS,
)
def teams_are_there(proposed: Proposals) -> Iterator[Found]:
    """Find teams that are not among those of the collaborative."""
    going, guide = proposed.guide.continuing, proposed.guide
    named = [
        (f"continuing.{name}[{place}].key", step.key)
        for name in ("data_teams", "close_teams")
        for place, step in enumerate(getattr(going, name))
    ]
    named += [
        (f"continuing.offers[{place}].teams", team)
        for place, offer in enumerate(going.offers)
        for team in offer.teams
    ]
    named += [
        (f"champions[{place}].team", champion.team)
        for place, champion in enumerate(guide.champions)
    ]
    named += [
        (f"scaling.mentors[{place}].team", mentor.team)
        for place, mentor in enumerate(guide.scaling.mentors)
    ]
    yield from unknown_keys(named, (team.key for team in proposed.closing.teams))


@check(
    "guide.unknown-measure",
    says="there is no measure {key!r} in this project",
    fix=CORRECT,
    source=KEYS,
)
def measures_are_there(proposed: Proposals) -> Iterator[Found]:
    """Find measures to go on with that have no data."""
    named = [
        (f"monitored[{place}].measure", monitored.measure)
        for place, monitored in enumerate(proposed.guide.monitored)
    ]
    results = proposed.closing.results
    yield from unknown_keys(named, (result.measure.key for result in results))


@check(
    "guide.unknown-driver",
    says="there is no driver {key!r} in this project",
    fix=CORRECT,
    source=KEYS,
)
def drivers_are_there(proposed: Proposals) -> Iterator[Found]:
    """Find drivers that the diagram does not have."""
    guide, theory = proposed.guide, proposed.theory
    named = [
        (f"{where}[{place}].key", topic.key)
        for where, topics in (
            ("reflections.deeper", guide.reflections.deeper),
            ("continuing.drivers", guide.continuing.drivers),
        )
        for place, topic in enumerate(topics)
    ]
    known = () if theory is None else (driver.key for driver in theory.drivers)
    yield from unknown_keys(named, known)


@check(
    "guide.gain-lost",
    says="{measure}: {watch}",
    fix="ask what changed then; take the work up again there",
    source=S5,
)
def gains_are_kept(proposed: Proposals) -> Iterator[Found]:
    """Find gains that were lost after closing."""
    for watch in proposed.watches:
        if watch.state is Held.LOST:
            measure = watch.measure
            where = f"watch.{measure.key}"
            yield found(where, measure=measure.title, watch=str(watch))


@check(
    "guide.gain-unwatched",
    says="{measure!r} gained, and is not among the measures that are watched on",
    severity=Severity.NOTE,
    where="monitored",
    fix="add it, with how often it is collected and reviewed",
    source=S5,
)
def gains_are_watched(proposed: Proposals) -> Iterator[Found]:
    """Find gains that nobody plans to watch."""
    planned = {monitored.measure for monitored in proposed.guide.monitored}
    for watch in proposed.watches:
        if watch.measure.key not in planned:
            yield found(measure=watch.measure.title)


@check(
    "guide.decided-otherwise",
    says="decided: {decided}; the conditions speak for: {proposed}",
    severity=Severity.NOTE,
    where="scaling.method_why",
    fix="say what speaks for the decision",
    source=S5,
)
def decisions_have_reasons(proposed: Proposals) -> Iterator[Found]:
    """Find a decision that is not what the conditions speak for, and says not why."""
    decided, fitting = proposed.guide.scaling.method, proposed.readiness.method
    if decided is None or fitting is None or decided is fitting:
        return
    if not proposed.guide.scaling.method_why:
        yield found(decided=decided.words, proposed=fitting.words)


@check(
    "guide.unanswered",
    says={where: f"not answered: {asked}" for where, asked in QUESTIONS.items()},
    severity=Severity.NOTE,
    fix="write it down, or that there is nothing to say",
    source=S5,
)
def questions_are_answered(proposed: Proposals) -> Iterator[Found]:
    """Find questions of the guide that nobody has answered yet."""
    for form, answered in _answered(proposed):
        if not answered:
            yield found(form.partition("+")[0], form=form)


def _answered(proposed: Proposals) -> Iterator[tuple[str, object]]:
    """Yield each question that is asked, and whether it is answered."""
    guide = proposed.guide
    seen, told, spread = guide.reflections, guide.dissemination, guide.scaling
    going = guide.continuing
    yield "reflections.confidence", seen.confidence or seen.confident is not None
    yield "reflections.satisfaction", seen.satisfaction or seen.satisfied is not None
    if proposed.drivers:
        yield "reflections.deeper", seen.deeper
        yield "continuing.drivers", going.drivers
    yield "dissemination.results", told.results
    yield "dissemination.messages", told.messages
    yield "dissemination.audiences", told.audiences
    yield "dissemination.activities", told.activities
    if proposed.data_teams:
        yield "continuing.data_teams", going.data_teams
    if proposed.close_teams:
        yield "continuing.close_teams", going.close_teams
    yield "continuing.offers", going.offers
    planned = {sustaining.step.component for sustaining in guide.sustaining}
    for key in COMPONENTS:
        yield f"sustaining+{key}", key in planned
    yield "monitored", guide.monitored
    yield "learning.rating", guide.learning.rating
    yield "champions", guide.champions
    yield "kept", guide.kept
    yield "scaling.sites", spread.sites is not None
    yield "scaling.choosing", spread.choosing
    yield "scaling.mentors", spread.mentors
    conditions = proposed.readiness.conditions
    yield "scaling.conditions", any(condition.answers for condition in conditions)
    yield "scaling.method", spread.method


#: What is checked of a closing guide by itself.
GUIDE_CHECKS: Final[Catalog[FunctionCheck]] = Catalog(
    (somebody_will, some_day), kind="check"
)
#: What is checked of it beside what the data propose.
PROPOSAL_CHECKS: Final[Catalog[FunctionCheck]] = Catalog(
    (
        conditions_go_on,
        teams_are_there,
        measures_are_there,
        drivers_are_there,
        gains_are_kept,
        gains_are_watched,
        decisions_have_reasons,
        questions_are_answered,
    ),
    kind="check",
)
