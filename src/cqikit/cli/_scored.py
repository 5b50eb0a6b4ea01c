"""All that is worked out of one assessment, and as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from cqikit import assessments
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
    responses: assessments.Responses
    crossed: assessments.CrosswalkResult | None
    result: assessments.Result
    roles: dict[str, assessments.Result]
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
    yield "profile", [score_row(depth, score) for depth, score in scored.result.walk()]
    yield (
        "roles",
        [
            {
                "role": role,
                "profile": [score_row(depth, score) for depth, score in part.walk()],
            }
            for role, part in scored.roles.items()
        ],
    )
    yield (
        "agreement",
        [
            {
                "unit": consensus.unit,
                "key": consensus.key,
                "title": consensus.title,
                "respondents": consensus.respondents,
                "value": consensus.value,
                "low": consensus.estimate.low,
                "high": consensus.estimate.high,
                "agrees": consensus.agrees,
            }
            for consensus in scored.agreement
        ],
    )
    yield "items", scored.distribution.items
    yield "gaps", assessments.gaps(scored.result)
    yield "findings", scored.findings


def _crosswalk(
    crossed: assessments.CrosswalkResult | None, responses: assessments.Responses
) -> Iterator[tuple[str, Any]]:
    """Yield by what the answers were carried over, and what that leaves open."""
    if crossed is not None:
        said = {"unfilled": crossed.unfilled, "unused": crossed.unused}
        yield "crosswalk", {"source": responses.source, **said}


def score_row(depth: int, score: assessments.Score) -> dict[str, Any]:
    return {
        "key": score.key,
        "title": score.title,
        "depth": depth,
        "value": score.value,
        "low": score.low,
        "high": score.high,
        "least": score.scale.low,
        "most": score.scale.high,
        "level": score.level,
        "answered": score.answered,
        "applicable": score.applicable,
        "coverage": score.coverage,
        "respondents": score.respondents,
        "minimum": score.minimum,
        "how": score.how,
        "closed": score.closed,
        "undecided": score.undecided,
        "cap": score.cap,
        "units": score.units,
    }
