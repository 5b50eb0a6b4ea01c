"""The published measures of fidelity, from sets built with the published counts."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from attrs import evolve

from cqikit import pdsa
from cqikit.pdsa import Worksheet, fidelity, wilson
from tests.same import same

HERE = Path(__file__).parent
TABLE = tomllib.loads((HERE / "fidelity.toml").read_text("utf-8"))
WILSON = tomllib.loads((HERE / "wilson.toml").read_text("utf-8"))["examples"]
BRIER = tomllib.loads((HERE / "brier.toml").read_text("utf-8"))
DAY = date(2026, 1, 5)


def documented(number: int) -> Worksheet:
    """Return a form with all four stages, studied in time, without a prediction."""
    return Worksheet(
        key=f"c{number}",
        title="Built to a count",
        planned_on=DAY,
        objective="find out",
        started_on=DAY,
        observations=[pdsa.Observe(on=DAY, what="something was seen")],
        ended_on=DAY + timedelta(days=1),
        studied_on=DAY + timedelta(days=1),
        learned="something",
        decided_on=DAY + timedelta(days=2),
        decision="adopt",
    )


def built(place: int) -> list[Worksheet]:
    """Return forms whose seven counts are those of one column of the table."""
    counts = {name: row["counts"][place] for name, row in TABLE.items()}
    whole, begun = counts["documented"]
    sheets = [documented(number) for number in range(whole)]
    for number in range(counts["studied-after"][0], whole):
        sheets[number] = evolve(sheets[number], studied_on=DAY)
    for number in range(counts["learning"][0], whole):
        sheets[number] = evolve(sheets[number], purpose="task")
    asked = pdsa.Predict(on=DAY, question="how many?", prediction="many")
    for number in range(counts["prediction"][0]):
        sheets[number] = evolve(sheets[number], predictions=[asked])
    in_series, series = counts["iterative"][0], counts["growing-scale"][1]
    for number in range(in_series):
        chain = number % series
        grows = chain < counts["growing-scale"][0]
        measured = chain < counts["regular-data"][0]
        sheets[number] = evolve(
            sheets[number],
            idea=f"idea-{chain}",
            planned_on=DAY - timedelta(days=100 - number // series),
            scale=1 + (number if grows else 0),
            observations=[
                pdsa.Observe(
                    on=DAY + timedelta(days=2 * (number // series) + later),
                    what="seen",
                    value=1.0 if measured else None,
                )
                for later in range(2)
            ],
            ended_on=DAY + timedelta(days=1),
        )
    bare = [
        Worksheet(key=f"p{number}", title="Planned only", objective="find out")
        for number in range(begun - whole)
    ]
    # In whatever order forms are read, a series is in order of time.
    return [*bare, *reversed(sheets)]


@pytest.mark.parametrize("place", range(4))
def test_the_published_counts_come_out(place: int) -> None:
    found = fidelity(built(place))
    among = ["round 1", "round 2", "round 3", "all"][place]
    for name, row in TABLE.items():
        ours = [found[name].found.count, found[name].found.of]
        same("fidelity", f"{name}, {among}: adhering, of", ours, row["counts"][place])


def test_the_published_rates_stand_beside_ours() -> None:
    assert fidelity([]).names == tuple(TABLE)
    for measure in fidelity([]):
        count, of = TABLE[measure.name]["counts"][3]
        assert measure.published == pdsa.Share(count, of)
        assert measure.published.rate is not None
        same(
            "fidelity",
            f"{measure.name}, all: per cent",
            100 * measure.published.rate,
            TABLE[measure.name]["per_cent"],
            abs=0.051,
        )


@pytest.mark.parametrize("name", TABLE)
def test_the_rounds_add_up_to_all(name: str) -> None:
    *rounds, (count, of) = TABLE[name]["counts"]
    assert [sum(column) for column in zip(*rounds, strict=True)] == [count, of]


@pytest.mark.parametrize("example", WILSON, ids=lambda entry: f"{entry['count']}")
def test_intervals_are_as_published(example: dict[str, object]) -> None:
    found = wilson(example["count"], example["of"])  # type: ignore[arg-type]
    what = f"95 % interval of {example['count']} of {example['of']}"
    same("wilson", what, found, example["interval"], abs=5.1e-5)


def test_the_brier_score_is_half_of_that_over_both_outcomes() -> None:
    found = pdsa.brier(zip(BRIER["forecast"], BRIER["rained"], strict=True))
    assert found is not None
    published = BRIER["score_over_both_outcomes"]
    same("brier", "score over both outcomes, twice ours", 2 * found.score, published)
    assert found.of == 10
