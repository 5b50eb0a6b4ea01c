"""Scoring a thousand respondents, and twice as many, with agreement.

And ten thousand from the columns of a frame, against what NumPy takes for the means of
items and respondents, and the variances that agreement is about.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

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
    responses_of,
    score,
)

Assessed: TypeAlias = tuple[Result, tuple[Consensus, ...]]
Floats: TypeAlias = NDArray[np.float64]

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


@cache
def cells(respondents: int) -> Floats:
    """Return a row a respondent and a column an item, a tenth of it NaN."""
    random = np.random.default_rng(4)
    shape = (respondents, len(FRAMEWORK.all_items))
    values = random.integers(0, 5, shape).astype(float)
    values[random.random(shape) < 0.1] = np.nan
    return values


def from_columns(respondents: int) -> Assessed:
    """Return the scores and the agreement of so many rows of a frame."""
    columns = cells(respondents).T
    items = [item.key for item in FRAMEWORK.all_items]
    names = [f"respondent-{row}" for row in range(respondents)]
    table = {"respondent": names, **dict(zip(items, columns, strict=True))}
    responses = responses_of(FRAMEWORK, table)
    return score(responses), agreement(responses)


def kernels(respondents: int) -> tuple[Floats, Floats, Floats]:
    """Return the means of items, their variances, and the means of respondents."""
    values = cells(respondents)
    of_items, apart = np.nanmean(values, axis=0), np.nanvar(values, axis=0, ddof=1)
    return of_items, apart, np.nanmean(values, axis=1)


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

    def agreed(ours: Assessed, theirs: tuple[Floats, Floats, Floats]) -> None:
        result, consensus = ours
        of_items, apart, _ = theirs
        assert result.score.respondents == 10_000
        np.testing.assert_allclose(result.score.value or 0.0, of_items.mean())
        # Answers by chance, alike at each of five places, have a variance of 2.
        within = [found.value or 0.0 for found in consensus[-len(of_items) :]]
        np.testing.assert_allclose(within, np.maximum(1 - apart / 2, 0), atol=1e-12)

    yield Race(
        name="10,000 respondents x 200 items of a frame scored with agreement,"
        " against kernels",
        ours=lambda: from_columns(10_000),
        theirs=lambda: kernels(10_000),
        same=agreed,
        at_most=55.0,
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
