"""What to look at before anybody acts upon an assessment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.assessments._agreement._agreement import agreement
from cqikit.assessments._criteria import SCORERS
from cqikit.assessments._responses import asked
from cqikit.assessments._scoring import score
from cqikit.core import (
    Catalog,
    FunctionCheck,
    Partial,
    Severity,
    and_more,
    arguments,
    check,
    few,
    found,
    say,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cqikit.assessments._responses import Responses
    from cqikit.assessments._score import Scorer
    from cqikit.core import Context, Finding, Found

__all__ = ["CHECKS", "covered_by"]

#: Below this share of answers a score rests on too little.
ENOUGH_ANSWERS: Final = 0.8
#: So many conditions that are not possible are "several" (S5 gives no number).
SEVERAL: Final = 3
YEAR: Final = "S2: scores older than a year are not current"


@check(
    "assessment.stale",
    says={
        "": "the answers were last fully assessed on {day}, more than {months} months"
        " before {as_of}",
        "unit": "unit {unit!r} was last fully assessed on {day}, more than {months}"
        " months before {as_of}",
    },
    fix="assess again before acting on it",
    source=YEAR,
)
def stale(responses: Responses, context: Context) -> Iterator[Found]:
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
            form, as_of = "unit" if unit else "", context.as_of
            yield found(unit, form=form, unit=unit, day=day, months=months, as_of=as_of)


def _months_later(day: date, months: int) -> tuple[int, int, int]:
    """Return the day as (year, month, day), which may be the 31st of any month."""
    years, month = divmod(day.month - 1 + months, 12)
    return day.year + years, month + 1, day.day


@check(
    "assessment.undated",
    says="{count:# answer has|# answers have} no day, so {count:its|their} age is"
    " unknown",
    severity=Severity.NOTE,
    fix="give each the day on which it was observed",
    source=YEAR,
)
def undated(responses: Responses) -> Iterator[Found]:
    """Find answers without a day, where the framework's answers go stale."""
    count = sum(answer.on is None for answer in responses.answers)
    if responses.framework.stale_after is not None and count:
        yield found(count=count)


@check(
    "assessment.not-asked",
    says=and_more(
        "respondents who are {role!r} answered {keys}, which {wanted!r} should answer"
    ),
    fix="leave these answers out, or add the role to the items' who",
    source="cqikit: frameworks say who should answer",
)
def not_asked(responses: Responses) -> Iterator[Found]:
    """Find answers by people of a role that is not asked, such as staff for a leader.

    Whoever has no role may have any.
    """
    framework = responses.framework
    others: dict[str, dict[str, None]] = {}
    for answer in responses.answers:
        item = framework.item(answer.item)
        said = answer.value is not None and answer.role
        if said and not asked(item, answer.role):
            others.setdefault(answer.role, {})[item.key] = None
    for role, keys in others.items():
        wanted = {who: None for key in keys for who in framework.item(key).who}
        yield found(role, role=role, wanted=tuple(wanted), **few(list(keys)))


@check(
    "assessment.coverage",
    says={
        "": "only {answered} of {asked} answers to {title!r} {answered:is|are} there",
        "none": "{asked:the only answer|none of the # answers} to {title!r}"
        " {asked:is missing|is there}",
    },
    fix="ask for the rest, or read the range instead of the score",
    source="cqikit: a score says what it rests on",
)
def coverage(responses: Responses) -> Iterator[Found]:
    """Find domains of which too little was answered."""
    yield from _covered(SCORERS, responses)


@arguments()
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


def _covered(scorers: Catalog[Scorer], responses: Responses) -> Iterator[Found]:
    for this_score in score(responses, scorers=scorers).scores:
        if (
            this_score.parts
            and this_score.coverage is not None
            and this_score.coverage < ENOUGH_ANSWERS
        ):
            yield found(
                this_score.key,
                form="" if this_score.answered else "none",
                answered=this_score.answered,
                asked=this_score.applicable,
                title=this_score.title,
            )


@check(
    "assessment.no-agreement",
    says={
        "": "the {respondents} respondents of the answers agree too little on"
        " {title!r}: r_wg(J) is {estimate}",
        "unit": "the {respondents} respondents of unit {unit!r} agree too little on"
        " {title!r}: r_wg(J) is {estimate}",
    },
    fix="look at roles and respondents before using their mean",
    source="the customary cut of r_wg(J), .70",
)
def no_agreement(responses: Responses) -> Iterator[Found]:
    """Find domains on which the respondents of a unit agree too little."""
    domains = {node.key for node in responses.framework.nodes}
    for consensus in agreement(responses):
        if consensus.key in domains and consensus.agrees is False:
            yield found(
                consensus.key,
                form="unit" if consensus.unit else "",
                respondents=consensus.respondents,
                unit=consensus.unit,
                title=consensus.title,
                estimate=str(consensus.estimate),
            )


@check(
    "assessment.not-possible",
    says="{count:# condition is|# conditions are} not possible: {keys}",
    fix="consider another way of scaling",
    source="S5: another scale method may fit better",
)
def not_possible(responses: Responses) -> Iterator[Found]:
    """Find several conditions that are said not to be possible."""
    framework = responses.framework
    said = [
        answer.item
        for answer, number in zip(responses.answers, responses.numbers, strict=True)
        if answer.value is not None
        and framework.scale_of(framework.item(answer.item)).label(number)
        == "not possible"
    ]
    keys = tuple(dict.fromkeys(said))
    if len(keys) >= SEVERAL:
        yield found(count=len(keys), keys=keys)


@check(
    "assessment.no-evidence",
    says=and_more("{count:# answer names|# answers name} no evidence, on {keys}"),
    severity=Severity.NOTE,
    fix="say what each rests on",
    source="cqikit: frameworks say what to rest on",
)
def no_evidence(responses: Responses) -> Iterator[Found]:
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
        yield found(count=len(bare), **few(list(dict.fromkeys(bare))))


@check("assessment.as-read", source="cqikit: nothing is left aside silently")
def as_read(responses: Responses) -> Iterator[Finding]:
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
    kind=say("check"),
)
