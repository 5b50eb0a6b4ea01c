"""What a closing guide still lacks, and what in it leads nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.collaboratives._menus import COMPONENTS, menu_words
from cqikit.collaboratives._sentinel import Held
from cqikit.core import (
    Catalog,
    Context,
    Finding,
    FunctionCheck,
    Severity,
    check,
    unknown_keys,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cqikit.collaboratives._guide import Guide
    from cqikit.collaboratives._proposals import Proposals

__all__ = ["GUIDE_CHECKS", "PROPOSAL_CHECKS"]

S5: Final = "HV CoIIN / MIECHV TARC: Planning Guide for Closing CQI Projects"
KEYS: Final = "cqikit: keys lead somewhere"


@check("guide.no-owner", source=S5)
def somebody_will(guide: Guide, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find what nobody is to do."""
    for where, undertaking in guide.undertakings:
        if not undertaking.who:
            yield Finding(
                code="guide.no-owner",
                where=f"{where}.who",
                message=f"nobody is named for {undertaking.words!r}",
                fix="name a role that can do it",
                source=S5,
            )
    for place, kept in enumerate(guide.monitored):
        if not kept.who:
            yield Finding(
                code="guide.no-owner",
                where=f"monitored[{place}].who",
                message=f"nobody is named to watch {kept.measure!r}",
                fix="name a role that can do it",
                source=S5,
            )


@check("guide.no-date", source=S5)
def some_day(guide: Guide, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find what is to be done by no day."""
    for where, undertaking in guide.undertakings:
        if undertaking.by_when is None:
            yield Finding(
                code="guide.no-date",
                where=f"{where}.by_when",
                message=f"no day is set for {undertaking.words!r}",
                fix="say by when: a day, a month or a quarter",
                source=S5,
            )


@check("guide.condition-open", source=S5)
def conditions_go_on(found: Proposals, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find conditions that are not met and have no next step, date or owner."""
    for condition in found.readiness.conditions:
        if condition.level not in {"not yet", "somewhat"}:
            continue
        lacking = [
            words
            for name, words in (
                ("next_step", "next step"),
                ("by_when", "date"),
                ("who", "owner"),
            )
            if not any(getattr(answer, name) for answer in condition.answers)
        ]
        if lacking:
            yield Finding(
                code="guide.condition-open",
                where=f"scaling.conditions.{condition.key}",
                message=f"{condition.title!r} is {condition.level}, with no"
                f" {' and no '.join(lacking)}",
                fix="say what happens next, by when and who does it",
                source=S5,
            )


def _unknown(
    what: str, named: Iterable[tuple[str, str]], known: Iterable[str]
) -> Iterator[Finding]:
    fix = "correct or remove it"
    return unknown_keys("guide.unknown", what, named, known, fix=fix, source=KEYS)


@check("guide.unknown-team", source=KEYS)
def teams_are_there(found: Proposals, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find teams that are not among those of the collaborative."""
    going, guide = found.guide.continuing, found.guide
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
    yield from _unknown("team", named, (team.key for team in found.closing.teams))


@check("guide.unknown-measure", source=KEYS)
def measures_are_there(found: Proposals, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find measures to go on with that have no data."""
    named = [
        (f"monitored[{place}].measure", monitored.measure)
        for place, monitored in enumerate(found.guide.monitored)
    ]
    known = (result.measure.key for result in found.closing.results)
    yield from _unknown("measure", named, known)


@check("guide.unknown-driver", source=KEYS)
def drivers_are_there(found: Proposals, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find drivers that the diagram does not have."""
    named = [
        (f"reflections.deeper[{place}].key", topic.key)
        for place, topic in enumerate(found.guide.reflections.deeper)
    ]
    named += [
        (f"continuing.drivers[{place}].key", driver.key)
        for place, driver in enumerate(found.guide.continuing.drivers)
    ]
    known = (
        () if found.theory is None else (driver.key for driver in found.theory.drivers)
    )
    yield from _unknown("driver", named, known)


@check("guide.gain-lost", source=S5)
def gains_are_kept(found: Proposals, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find gains that were lost after closing."""
    for watch in found.watches:
        if watch.state is Held.LOST:
            yield Finding(
                code="guide.gain-lost",
                where=f"watch.{watch.measure.key}",
                message=f"{watch.measure.title}: {watch}",
                fix="ask what changed then; take the work up again there",
                source=S5,
            )


@check("guide.gain-unwatched", source=S5)
def gains_are_watched(found: Proposals, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find gains that nobody plans to watch."""
    planned = {monitored.measure for monitored in found.guide.monitored}
    for watch in found.watches:
        if watch.measure.key not in planned:
            yield Finding(
                code="guide.gain-unwatched",
                severity=Severity.NOTE,
                where="monitored",
                message=f"{watch.measure.title!r} gained, and is not among the measures"
                " that are watched on",
                fix="add it, with how often it is collected and reviewed",
                source=S5,
            )


@check("guide.decided-otherwise", source=S5)
def decisions_have_reasons(found: Proposals, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find a decision that is not what the conditions speak for, and says not why."""
    decided, proposed = found.guide.scaling.method, found.readiness.method
    if None in {decided, proposed} or decided is proposed:
        return
    if not found.guide.scaling.method_why and decided and proposed:
        yield Finding(
            code="guide.decided-otherwise",
            severity=Severity.NOTE,
            where="scaling.method_why",
            message=f"decided: {menu_words(decided)}; the conditions speak for:"
            f" {menu_words(proposed)}",
            fix="say what speaks for the decision",
            source=S5,
        )


@check("guide.unanswered", source=S5)
def questions_are_answered(found: Proposals, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find questions of the guide that nobody has answered yet."""
    for where, question, answered in _questions(found):
        if not answered:
            yield Finding(
                code="guide.unanswered",
                severity=Severity.NOTE,
                where=where,
                message=f"not answered: {question}",
                fix="write it down, or that there is nothing to say",
                source=S5,
            )


def _questions(found: Proposals) -> Iterator[tuple[str, str, object]]:
    guide = found.guide
    seen, told, spread = guide.reflections, guide.dissemination, guide.scaling
    going = guide.continuing
    trusts = seen.confidence or seen.confident is not None
    content = seen.satisfaction or seen.satisfied is not None
    yield "reflections.confidence", "is there confidence in the data", trusts
    yield "reflections.satisfaction", "is there satisfaction with progress", content
    if found.drivers:
        yield "reflections.deeper", "where is deeper testing needed", seen.deeper
        yield "continuing.drivers", "how does testing go on", going.drivers
    yield "dissemination.results", "which results are told", told.results
    yield "dissemination.messages", "what are the key messages", told.messages
    yield "dissemination.audiences", "who is told", told.audiences
    yield "dissemination.activities", "how are results told", told.activities
    if found.data_teams:
        yield "continuing.data_teams", "which teams need better data", going.data_teams
    if found.close_teams:
        teams = going.close_teams
        yield "continuing.close_teams", "which teams are close to the aim", teams
    yield "continuing.offers", "which support is offered", going.offers
    for key, title in COMPONENTS.items():
        planned = [
            sustaining
            for sustaining in guide.sustaining
            if sustaining.step.component == key
        ]
        yield "sustaining", f"next steps under {title!r}", planned
    yield "monitored", "which measures are watched on", guide.monitored
    yield "learning.rating", "how sure teams are of the methods", guide.learning.rating
    yield "champions", "who the new champions are", guide.champions
    yield "kept", "which skills, tools and processes are kept", guide.kept
    yield "scaling.sites", "how many new sites", spread.sites is not None
    yield "scaling.choosing", "how sites are chosen", spread.choosing
    yield "scaling.mentors", "how present teams support new ones", spread.mentors
    rated = any(condition.answers for condition in found.readiness.conditions)
    yield "scaling.conditions", "whether the nine conditions are met", rated
    yield "scaling.method", "which way of spreading", spread.method


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
