"""Scoring a thousand respondents, and twice as many, with agreement."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np

from benchmarks.harness import Race
from cqikit.assessments import (
    Answer,
    Consensus,
    Domain,
    Framework,
    Item,
    Responses,
    Result,
    agreement,
    ordered,
    score,
)

Assessed: TypeAlias = tuple[Result, tuple[Consensus, ...]]

FRAMEWORK = Framework(
    key="long",
    title="A long assessment",
    version="1",
    scales=[ordered("place", "none", "some", "half", "most", "all")],
    domains=[
        Domain(
            key=f"domain-{place}",
            title="A domain",
            items=[
                Item(key=f"item-{place}-{number}", text="An item")
                for number in range(20)
            ],
        )
        for place in range(10)
    ],
)


def answers(respondents: int) -> tuple[Answer, ...]:
    """Return the answers of so many respondents, a tenth of them left empty."""
    random = np.random.default_rng(4)
    shape = (respondents, len(FRAMEWORK.all_items))
    values = random.integers(0, 5, shape).tolist()
    empty = (random.random(shape) < 0.1).tolist()
    return tuple(
        Answer(
            item=item.key,
            value=None if is_empty else value,
            respondent=f"respondent-{row}",
        )
        for row in range(respondents)
        for item, value, is_empty in zip(
            FRAMEWORK.all_items, values[row], empty[row], strict=True
        )
    )


def assessed(given: tuple[Answer, ...]) -> Assessed:
    """Return what the chore gives: checked answers, scores with coverage, agreement."""
    responses = Responses(FRAMEWORK, given)
    return score(responses), agreement(responses)


def races() -> Iterator[Race]:
    """Yield scoring against the making of answers, and twice as many against two."""
    thousand, more = answers(1_000), answers(2_000)

    def complete(ours: Assessed, theirs: object) -> None:
        result, consensus = ours
        assert theirs
        assert result.score.respondents == 1_000
        assert result.score.applicable == 200_000
        assert len(consensus) == 1 + 10 + 200

    yield Race(
        name="1,000 respondents x 200 items scored with agreement, against made",
        ours=lambda: assessed(thousand),
        theirs=lambda: answers(1_000),
        same=complete,
        at_most=1.0,
    )

    def linear(ours: Assessed, theirs: Assessed) -> None:
        assert ours[0].score.applicable == theirs[0].score.applicable * 2

    yield Race(
        name="2,000 respondents, against 1,000 twice",
        ours=lambda: assessed(more),
        theirs=lambda: (assessed(thousand), assessed(thousand))[0],
        same=linear,
        at_most=1.5,
    )
