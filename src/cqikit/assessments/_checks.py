"""What to look at before anybody acts upon an assessment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.assessments._agreement._agreement import agreement
from cqikit.assessments._criteria import SCORERS
from cqikit.assessments._responses import asked
from cqikit.assessments._scoring import score
from cqikit.assessments._versions import few
from cqikit.core import (
    Catalog,
    Context,
    Finding,
    FunctionCheck,
    Partial,
    Severity,
    check,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cqikit.assessments._responses import Responses
    from cqikit.assessments._score import Scorer

__all__ = ["CHECKS", "covered_by"]

#: Below this share of answers a score rests on too little.
ENOUGH_ANSWERS: Final = 0.8
#: So many conditions that are not possible are "several" (S5 gives no number).
SEVERAL: Final = 3


def _unit(name: str) -> str:
    return f"unit {name!r}" if name else "the answers"


@check("assessment.stale", source="S2: scores older than a year are not current")
def stale(responses: Responses, context: Context) -> Iterator[Finding]:
    """Find units whose oldest answer is older than the framework allows."""
    months = responses.framework.stale_after
    if months is None or context.as_of is None:
        return
    oldest: dict[str, date] = {}
    for answer in responses.answers:
        if answer.on is not None:
            known = oldest.get(answer.unit, answer.on)
            oldest[answer.unit] = min(known, answer.on)
    for unit, day in oldest.items():
        if _months_later(day, months) < (
            context.as_of.year,
            context.as_of.month,
            context.as_of.day,
        ):
            yield Finding(
                code="assessment.stale",
                where=unit,
                message=f"{_unit(unit)} were last fully assessed on {day.isoformat()},"
                f" more than {months} months before {context.as_of.isoformat()}",
                fix="assess again before acting on it",
            )


def _months_later(day: date, months: int) -> tuple[int, int, int]:
    """Return the day as (year, month, day), which may be the 31st of any month."""
    years, month = divmod(day.month - 1 + months, 12)
    return day.year + years, month + 1, day.day


@check("assessment.undated", source="S2: scores older than a year are not current")
def undated(responses: Responses, _: Context) -> Iterator[Finding]:
    """Find answers without a day, where the framework's answers go stale."""
    count = sum(answer.on is None for answer in responses.answers)
    if responses.framework.stale_after is not None and count:
        yield Finding(
            code="assessment.undated",
            severity=Severity.NOTE,
            message=f"{count} answers have no day, so their age is unknown",
            fix="give each the day on which it was observed",
        )


@check("assessment.not-asked", source="cqikit: frameworks say who should answer")
def not_asked(responses: Responses, _: Context) -> Iterator[Finding]:
    """Find answers by people of a role that is not asked, such as staff for a leader.

    Whoever has no role may have any.
    """
    framework = responses.framework
    found: dict[str, dict[str, None]] = {}
    for answer in responses.answers:
        item = framework.item(answer.item)
        said = answer.value is not None and answer.role
        if said and not asked(item, answer.role):
            found.setdefault(answer.role, {})[item.key] = None
    for role, keys in found.items():
        wanted = {who: None for key in keys for who in framework.item(key).who}
        yield Finding(
            code="assessment.not-asked",
            where=role,
            message=f"respondents who are {role!r} answered {few(list(keys))}, which"
            f" {' or '.join(map(repr, wanted))} should answer",
            fix="leave these answers out, or add the role to the items' who",
        )


@check("assessment.coverage", source="cqikit: a score says what it rests on")
def coverage(responses: Responses, _: Context) -> Iterator[Finding]:
    """Find domains of which too little was answered."""
    yield from _covered(SCORERS, responses)


def covered_by(scorers: Catalog[Scorer]) -> FunctionCheck:
    """Make the check that enough was answered, by scorers that are not all ours.

    Parameters
    ----------
    scorers : Catalog of Scorer
        Where the names in frameworks are looked up.

    Examples
    --------
    >>> from cqikit.assessments import SCORERS, covered_by
    >>> covered_by(SCORERS).code
    'assessment.coverage'
    """
    return FunctionCheck(coverage.kind, Partial(_covered, (scorers,)))


def _covered(scorers: Catalog[Scorer], responses: Responses) -> Iterator[Finding]:
    for this_score in score(responses, scorers=scorers).scores:
        if (
            this_score.parts
            and this_score.coverage is not None
            and this_score.coverage < ENOUGH_ANSWERS
        ):
            yield Finding(
                code="assessment.coverage",
                where=this_score.key,
                message=f"only {this_score.answered} of {this_score.applicable} answers"
                " to"
                f" {this_score.title!r} are there",
                fix="ask for the rest, or read the range instead of the score",
            )


@check("assessment.no-agreement", source="LeBreton and Senter 2008: r_wg(J) of .70")
def no_agreement(responses: Responses, _: Context) -> Iterator[Finding]:
    """Find domains on which the respondents of a unit do not agree."""
    domains = {node.key for node in responses.framework.nodes}
    for consensus in agreement(responses):
        if consensus.key in domains and consensus.agrees is False:
            yield Finding(
                code="assessment.no-agreement",
                where=consensus.key,
                message=f"the {consensus.respondents} respondents of"
                f" {_unit(consensus.unit)} do not"
                f" agree on {consensus.title!r}: r_wg(J) is {consensus.estimate}",
                fix="look at roles and respondents before using their mean",
            )


@check("assessment.not-possible", source="S5: another scale method may fit better")
def not_possible(responses: Responses, _: Context) -> Iterator[Finding]:
    """Find several conditions that are said not to be possible."""
    framework = responses.framework
    said = [
        answer.item
        for answer, number in zip(responses.answers, responses.numbers, strict=True)
        if answer.value is not None
        and framework.scale_of(framework.item(answer.item)).label(number)
        == "not possible"
    ]
    keys = list(dict.fromkeys(said))
    if len(keys) >= SEVERAL:
        yield Finding(
            code="assessment.not-possible",
            message=f"{len(keys)} conditions are not possible: {', '.join(keys)}",
            fix="consider another way of scaling",
        )


@check("assessment.no-evidence", source="cqikit: frameworks say what to rest on")
def no_evidence(responses: Responses, _: Context) -> Iterator[Finding]:
    """Find answers that rest on nothing, where their items ask for evidence."""
    framework = responses.framework
    bare = [
        answer.item
        for answer in responses.answers
        if answer.value is not None
        and not answer.evidence
        and framework.item(answer.item).evidence
    ]
    if bare:
        keys = list(dict.fromkeys(bare))
        yield Finding(
            code="assessment.no-evidence",
            severity=Severity.NOTE,
            message=f"{len(bare)} answers name no evidence, on {few(keys)}",
            fix="say what each rests on",
        )


@check("assessment.as-read", source="cqikit: nothing is left aside silently")
def as_read(responses: Responses, _: Context) -> Iterator[Finding]:
    """Tell what was to be told of how the answers were read from a form's export."""
    yield from responses.findings


CHECKS: Final[Catalog[FunctionCheck]] = Catalog(
    (
        as_read,
        stale,
        undated,
        not_asked,
        coverage,
        no_agreement,
        not_possible,
        no_evidence,
    ),
    kind="check",
)
