"""What is told of scores on a terminal: profile, roles, agreement, answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.cli._columns import columns
from cqikit.core import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit import assessments
    from cqikit.assessments import Score
    from cqikit.cli._scored import Scored

__all__ = ["ENOUGH", "head_of", "lines_of"]

#: From here on, respondents agree; see `assessments.agreement`.
ENOUGH: Final = 0.7


def head_of(scored: Scored) -> str:
    framework, on = scored.responses.framework, scored.answered.on
    head = say(
        "{title}, version {version}: {people:# respondent|# respondents}",
        title=framework.title,
        version=framework.version,
        people=scored.distribution.people,
    )
    return say("{answers}, {day}", answers=head, day=on) if on else head


def lines_of(scored: Scored) -> Iterator[str]:
    """Yield what is told on a terminal."""
    yield head_of(scored)
    yield from _of_crosswalk(scored)
    yield ""
    header = (
        say("Profile"),
        say("score"),
        say("of"),
        say("can be"),
        say("answered"),
        say("lowest unit"),
        say("level"),
    )
    rows = [_cells(*pair) for pair in scored.result.walk()]
    yield from columns(header, rows, words=["level"])
    if scored.result.score.gate_words:
        whole = scored.result.score
        yield say("{title}: {gates}", title=whole.title, gates=whole.gate_words)
    yield from _of_roles(scored)
    yield from _of_agreement(scored)
    yield from _of_items(scored)
    if scored.findings:
        yield ""
        yield from map(str, scored.findings)


def _of_crosswalk(scored: Scored) -> Iterator[str]:
    """Yield what was carried over from another framework, and what that leaves open."""
    if scored.crossed is None:
        return
    every = len(scored.responses.framework.all_items)
    linked = every - len(scored.crossed.unfilled)
    yield say(
        "Carried over from {framework} by {crosswalk}: "
        "links lead to {linked} of {items:# item|# items}",
        framework=scored.answered.framework,
        crosswalk=scored.responses.source,
        linked=linked,
        items=every,
    )
    if scored.crossed.unfilled:
        yield say("no link fills: {items}", items=tuple(scored.crossed.unfilled))


def _cells(depth: int, this_score: Score) -> list[str]:
    open_still = this_score.low is not None and this_score.low != this_score.high
    return [
        "  " * depth + (this_score.title or this_score.key),
        _number(this_score.value),
        say(
            "{low} to {high}",
            low=float(this_score.scale.low),
            high=float(this_score.scale.high),
        ),
        say(
            "{low} to {high}",
            low=_number(this_score.low),
            high=_number(this_score.high),
        )
        if open_still
        else "",
        f"{this_score.answered}/{this_score.applicable}"
        if this_score.applicable
        else say("n/a"),
        _number(this_score.minimum) if len(this_score.units) > 1 else "",
        this_score.level,
    ]


def _number(value: float | None) -> str:
    if value is None:
        return say("none")
    return say("{value:.15g}", value=round(value, 2) + 0.0)


def _of_roles(scored: Scored) -> Iterator[str]:
    """Yield the scores of each role, side by side; of one role, nothing."""
    if len(scored.roles) < 2:
        return
    yield ""
    names = [role or say("no role") for role in scored.roles]
    rows = [
        ["  " * depth + this_score.title]
        + [_number(part[this_score.key].value) for part in scored.roles.values()]
        for depth, this_score in scored.result.walk()
        if this_score.parts
    ]
    yield from columns([say("Roles"), *names], rows)


def _of_agreement(scored: Scored) -> Iterator[str]:
    """Yield whether respondents agree, for the whole and each domain of each unit."""
    nodes = {node.key for node in scored.responses.framework.nodes}
    known = [
        consensus
        for consensus in scored.agreement
        if consensus.key in nodes and consensus.agrees is not None
    ]
    if not known:
        return
    yield ""
    yield say(
        "Agreement of respondents, r_wg(J): {enough:.2f} and more is agreement",
        enough=ENOUGH,
    )
    for consensus in known:
        told = say(
            "{title}: {estimate}, {respondents} respondents",
            title=consensus.title,
            estimate=str(consensus.estimate),
            respondents=consensus.respondents,
        )
        if consensus.unit:
            told = say("unit {unit}, {told}", unit=consensus.unit, told=told)
        verdict = say("agree") if consensus.agrees else say("do not agree")
        yield say("  {told} {verdict}", told=told, verdict=verdict)


def _of_items(scored: Scored) -> Iterator[str]:
    """Yield how many gave which answer to each item, and how many gave none."""
    yield ""
    header = (
        say("Answers"),
        say("answered"),
        say("don't know"),
        say("n/a"),
        say("not observed"),
        say("unanswered"),
        say("which"),
    )
    rows = [
        [
            item.title or item.key,
            str(item.answered),
            *(_some(count) for count in _others(item)),
            ", ".join(str(value) for value in item.values if value.count),
        ]
        for item in scored.distribution.items
    ]
    yield from columns(header, rows, words=["which"])


def _others(counts: assessments.ItemCounts) -> tuple[int, ...]:
    return (
        counts.dont_know,
        counts.not_applicable,
        counts.not_observed,
        counts.unanswered,
    )


def _some(count: int) -> str:
    return str(count) if count else ""
