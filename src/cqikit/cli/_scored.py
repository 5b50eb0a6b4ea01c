"""All that is worked out of one assessment, and as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from cqikit import assessments
from cqikit.assessments import Responses, Result, Score
from cqikit.cli._assessments import Answered
from cqikit.cli._json import json_text
from cqikit.core import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Scored", "score_row", "scored_data"]


@frozen(kw_only=True)
class Scored:
    """All that is worked out of one assessment."""

    answered: Answered
    responses: Responses
    crossed: assessments.CrosswalkResult | None
    result: Result
    roles: dict[str, Result]
    agreement: tuple[assessments.Consensus, ...]
    distribution: assessments.Distribution
    findings: tuple[Finding, ...]

    @property
    def json(self) -> str:
        """Return all of it as one JSON object."""
        return json_text("score", dict(scored_data(self)))


def scored_data(scored: Scored) -> Iterator[tuple[str, Any]]:
    """Yield the members of the JSON object."""
    framework, answered = scored.responses.framework, scored.answered
    named = {"key": framework.key, "title": framework.title}
    yield "framework", {**named, "version": framework.version}
    yield "answers", {"source": answered.source, "title": answered.title}
    yield "on", answered.on
    yield from _crosswalk(scored.crossed, scored.responses)
    yield "respondents", scored.distribution.people
    yield "profile", [score_row(depth, one) for depth, one in scored.result.walk()]
    yield (
        "roles",
        [
            {
                "role": role,
                "profile": [score_row(depth, one) for depth, one in part.walk()],
            }
            for role, part in scored.roles.items()
        ],
    )
    yield (
        "agreement",
        [
            {
                "unit": one.unit,
                "key": one.key,
                "title": one.title,
                "respondents": one.respondents,
                "value": one.value,
                "low": one.estimate.low,
                "high": one.estimate.high,
                "agrees": one.agrees,
            }
            for one in scored.agreement
        ],
    )
    yield "items", scored.distribution.items
    yield "gaps", assessments.gaps(scored.result)
    yield "findings", scored.findings


def _crosswalk(
    crossed: assessments.CrosswalkResult | None, responses: Responses
) -> Iterator[tuple[str, Any]]:
    """Yield by what the answers were carried over, and what that leaves open."""
    if crossed is not None:
        said = {"unfilled": crossed.unfilled, "unused": crossed.unused}
        yield "crosswalk", {"source": responses.source, **said}


def score_row(depth: int, one: Score) -> dict[str, Any]:
    return {
        "key": one.key,
        "title": one.title,
        "depth": depth,
        "value": one.value,
        "low": one.low,
        "high": one.high,
        "least": one.scale.low,
        "most": one.scale.high,
        "level": one.level,
        "answered": one.answered,
        "applicable": one.applicable,
        "coverage": one.coverage,
        "respondents": one.respondents,
        "minimum": one.minimum,
        "how": one.how,
        "closed": one.closed,
        "undecided": one.undecided,
        "cap": one.cap,
        "units": one.units,
    }
