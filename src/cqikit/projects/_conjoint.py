"""Qualitative evidence, and what numbers and stories say of one question (S4, 3 and 5).

Evidence stands by itself, outside of cycles, too: interviews, case reviews,
observations. A conjoint analysis puts it beside measures, question by question.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from attrs import field, frozen

from cqikit.core import (
    Choice,
    ChoiceOf,
    OptionalChoiceOf,
    Period,
    Sentence,
    as_optional_period,
    as_texts,
    at_least,
    each,
    instance_of,
    is_key,
    is_text,
    non_blank,
    optional,
    parse_period,
    say,
    unique,
)

__all__ = [
    "Agreement",
    "AgreementWord",
    "Conjoint",
    "EvidenceKind",
    "EvidenceKindWord",
    "QualitativeEvidence",
]


class EvidenceKind(Choice):
    """How qualitative evidence was gathered."""

    INTERVIEW = "interview"
    FOCUS_GROUP = "focus-group"
    CASE_REVIEW = "case-review"
    OBSERVATION = "observation"
    COMMENTS = "comments"
    DOCUMENT = "document"
    OTHER = "other"


EvidenceKindWord: TypeAlias = Literal[
    "interview",
    "focus-group",
    "case-review",
    "observation",
    "comments",
    "document",
    "other",
]


class Agreement(Choice):
    """How what numbers say goes with what stories say."""

    AGREE = "agree"
    ADD = "add"
    DIFFER = "differ"

    @property
    def words(self) -> Sentence:
        """Return what people read for it."""
        return AGREEMENTS[self]


AGREEMENTS: Final = {
    Agreement.AGREE: say("they agree"),
    Agreement.ADD: say("each adds to the other"),
    Agreement.DIFFER: say("they differ"),
}


AgreementWord: TypeAlias = Literal["agree", "add", "differ"]


@frozen(kw_only=True)
class QualitativeEvidence:
    """What people told, or what was seen or read in cases, once.

    Parameters
    ----------
    key : str
        A short name, other than those of its neighbours.
    title : str
        What it is called.
    kind : EvidenceKind
        Interviews, focus groups, case reviews, observations and so on.
    on : Period
        A day, or as much as is known of it.
    count : int, optional
        How many people, cases or visits it is from.
    gathered_by : str
        Who gathered it; not told unless said.
    found : tuple of str
        What was found, a line each.
    reviewed_with : tuple of str
        Keys of the people who looked at it together (S4, 3D).
    source : str
        Where it is kept.
    """

    key: str = field(validator=is_key)
    title: str = field(validator=non_blank)
    kind: EvidenceKind = field(converter=ChoiceOf[EvidenceKind, EvidenceKindWord])
    on: Period = field(converter=parse_period)
    count: int | None = field(
        default=None, validator=optional([instance_of(int), at_least(1)])
    )
    gathered_by: str = field(default="", validator=is_text)
    found: tuple[str, ...] = field(
        default=(), converter=as_texts, validator=each(non_blank)
    )
    reviewed_with: tuple[str, ...] = field(
        default=(), converter=as_texts, validator=[each(is_key), unique("")]
    )
    source: str = field(default="", validator=is_text)


@frozen(kw_only=True)
class Conjoint:
    """One question, what numbers and stories each say of it, and what follows.

    Parameters
    ----------
    key : str
        A short name, other than those of its neighbours.
    question : str
        The question.
    measures, evidence, cycles : tuple of str
        Keys of the measures, of the evidence and of the cycles that speak to it.
    numbers, stories : str
        What people read in the numbers, and in the stories.
    agreement : Agreement, optional
        How the two go together; None while nobody has said.
    learned : str
        What both say together; nothing unless said.
    next_step : str
        What follows; nothing unless said.
    who : str
        Who does it; nobody is named unless said.
    by_when : Period, optional
        By when; no deadline unless said.
    """

    key: str = field(validator=is_key)
    question: str = field(validator=non_blank)
    measures: tuple[str, ...] = field(
        default=(), converter=as_texts, validator=[each(is_key), unique("")]
    )
    evidence: tuple[str, ...] = field(
        default=(), converter=as_texts, validator=[each(is_key), unique("")]
    )
    cycles: tuple[str, ...] = field(
        default=(), converter=as_texts, validator=[each(is_key), unique("")]
    )
    numbers: str = field(default="", validator=is_text)
    stories: str = field(default="", validator=is_text)
    agreement: Agreement | None = field(
        default=None, converter=OptionalChoiceOf[Agreement, AgreementWord]
    )
    learned: str = field(default="", validator=is_text)
    next_step: str = field(default="", validator=is_text)
    who: str = field(default="", validator=is_text)
    by_when: Period | None = field(default=None, converter=as_optional_period)
