"""Evidence for a study: chart readings, interviews and case reviews alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from attrs import field, frozen

from cqikit.core import (
    Choice,
    ChoiceOf,
    arguments,
    as_tuple,
    instance_of,
    is_text,
    non_blank,
    optional,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "Evidence",
    "EvidenceItem",
    "ExhibitKind",
    "ExhibitKindWord",
    "exhibit",
    "exhibits",
]


class Evidence(Protocol):
    """Whatever can back a conclusion; nobody has to import ours to be it."""

    @property
    def summary(self) -> str:
        """What it says, in a sentence."""
        ...

    @property
    def supports(self) -> bool | None:
        """Whether it speaks for the change, against it, or neither (None)."""
        ...


class ExhibitKind(Choice):
    """Where evidence is from; numbers and voices count alike."""

    CHART = "chart"
    DATA = "data"
    INTERVIEW = "interview"
    OBSERVATION = "observation"
    CASE_REVIEW = "case-review"
    SURVEY = "survey"
    DOCUMENT = "document"
    OTHER = "other"


ExhibitKindWord: TypeAlias = Literal[
    "chart",
    "data",
    "interview",
    "observation",
    "case-review",
    "survey",
    "document",
    "other",
]


@frozen
class EvidenceItem:
    """Evidence as a cycle keeps it: what it says, and where to find it.

    Parameters
    ----------
    summary : str
        What it says.
    supports : bool, optional
        Whether it supports what was learned; not told unless said.
    kind : ExhibitKind
        What kind of evidence it is; another one unless said.
    source : str
        Where to find it; not told unless said.
    """

    summary: str = field(validator=non_blank)
    supports: bool | None = field(default=None, validator=optional(instance_of(bool)))
    kind: ExhibitKind = field(
        default=ExhibitKind.OTHER,
        converter=ChoiceOf[ExhibitKind, ExhibitKindWord],
        kw_only=True,
    )
    source: str = field(default="", validator=is_text, kw_only=True)


@arguments()
def exhibit(
    evidence: Evidence,
    *,
    kind: ExhibitKind | ExhibitKindWord = ExhibitKind.OTHER,
    source: str = "",
) -> EvidenceItem:
    """Keep what any evidence says, as it says it now.

    Parameters
    ----------
    kind : ExhibitKind or str
        What kind of evidence it is; another one unless said.
    source : str
        Where to find it; not told unless said.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> reading = SimpleNamespace(summary="a shift of 8 points", supports=True)
    >>> kept = exhibit(reading, kind="chart", source="run chart of waits")
    >>> kept.summary, kept.supports, kept.kind.value
    ('a shift of 8 points', True, 'chart')
    """
    if isinstance(evidence, EvidenceItem):
        return evidence
    return EvidenceItem(evidence.summary, evidence.supports, kind=kind, source=source)


def exhibits(evidence: Iterable[Evidence]) -> tuple[EvidenceItem, ...]:
    """Keep each piece of evidence; what is none is left for the check to refuse."""
    listed = as_tuple(evidence)
    if not isinstance(listed, tuple):
        return listed  # type: ignore[no-any-return]
    return tuple(
        exhibit(value)
        if hasattr(value, "summary") and hasattr(value, "supports")
        else value
        for value in listed
    )
