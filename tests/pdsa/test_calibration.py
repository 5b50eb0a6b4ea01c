"""Predictions over many cycles: how far they can be trusted."""

from __future__ import annotations

import math

import pytest
from attrs import evolve
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cqikit import pdsa
from cqikit.errors import FieldError
from cqikit.pdsa import (
    Interval,
    Number,
    TextPrediction,
    TrendPrediction,
    brier,
    calibrate,
)
from cqikit.pdsa._shares import exact
from tests.pdsa.stories import cycles, whole

pairs = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 1)), min_size=1)


def told(prediction: pdsa.Prediction, actual: float | None, n: int = 0) -> pdsa.Cycle:
    """Return a cycle with this prediction and what happened."""
    words = isinstance(prediction, TextPrediction) or (
        isinstance(prediction, TrendPrediction) and prediction.start is None
    )
    return whole(
        f"c{n}",
        prediction=prediction,
        actual=actual,
        verdict=pdsa.Verdict.CONFIRMED if words else None,
    )


def intervals(inside: int, outside: int, sure: float = 0.8) -> list[pdsa.Cycle]:
    prediction = Interval(10, 20, confidence=sure)
    return [told(prediction, 15, n) for n in range(inside)] + [
        told(prediction, 25, inside + n) for n in range(outside)
    ]


@given(pairs)
def test_a_brier_score_is_from_perfect_to_worst(of: list[tuple[float, int]]) -> None:
    found = brier(of)
    assert found is not None
    assert 0 <= found.score <= 1
    assert 0 <= found.base <= 0.25
    if found.interval is not None:
        low, high = found.interval
        assert 0 <= low <= found.score <= high <= 1


@given(pairs)
def test_a_brier_score_takes_both_sides_alike(of: list[tuple[float, int]]) -> None:
    found, mirrored = brier(of), brier([(1 - sure, 1 - came) for sure, came in of])
    assert found is not None
    assert mirrored is not None
    assert found.score == pytest.approx(mirrored.score)


@given(st.lists(st.integers(0, 1), min_size=1))
def test_knowing_only_how_often_scores_the_base(came: list[int]) -> None:
    rate = sum(came) / len(came)
    found = brier([(rate, number) for number in came])
    assert found is not None
    assert found.score == pytest.approx(found.base)


def test_a_brier_score_of_none_is_none() -> None:
    assert brier([]) is None
    this_brier = brier([(0.8, 1)])
    assert this_brier is not None
    assert this_brier.interval is None


def test_the_interval_of_a_brier_score_is_that_of_a_mean() -> None:
    # Squared errors 0.25, 0.16, 0.25, 0.36: mean 0.255, standard deviation 0.0819.
    found = brier([(0.5, 1), (0.6, 1), (0.5, 0), (0.6, 0)])
    assert found is not None
    assert found.interval == pytest.approx((0.1748, 0.3352), abs=1e-4)


@settings(max_examples=25)
@given(st.lists(cycles(), max_size=5))
def test_every_prediction_is_counted_or_said_to_be_left_out(
    drawn: list[pdsa.Cycle],
) -> None:
    found = calibrate(drawn)
    of_all = sum(len(pdsa.comparisons(cycle)) for cycle in drawn)
    assert found.undecided + found.left_out <= of_all
    used = max(
        found.coverage.of, found.directions.of, found.brier.of if found.brier else 0
    )
    assert used <= of_all - found.undecided - found.left_out


def test_coverage_counts_what_happened_not_what_was_said() -> None:
    mislabelled = whole(
        prediction=Interval(10, 20, confidence=0.8), actual=25, verdict="confirmed"
    )
    found = calibrate([mislabelled])
    assert (found.coverage.count, found.coverage.of) == (0, 1)
    assert found.promised == 0.8


@pytest.mark.parametrize(
    ("inside", "outside", "said"),
    [
        (2, 8, "fewer than the 80 % promised: too sure"),
        (8, 2, "which agrees with the 80 % promised"),
        (40, 0, "more than the 80 % promised: they could be narrower"),
        # By 80 %, none of 2 comes in 4 % of cases, none of 3 in 0.8 %; all of 16 in
        # 2.8 %, all of 17 in 2.3 %.
        (0, 1, "(95 % interval 0 % to 98 %), which agrees with the 80 % promised"),
        (0, 2, "which agrees with the 80 % promised"),
        (0, 3, "fewer than the 80 % promised: too sure"),
        (16, 0, "which agrees with the 80 % promised"),
        (17, 0, "more than the 80 % promised: they could be narrower"),
    ],
)
def test_coverage_says_what_it_means(inside: int, outside: int, said: str) -> None:
    found = calibrate(intervals(inside, outside))
    assert said in found.said[0]
    assert found.coverage == pdsa.Share(inside, inside + outside)


@settings(max_examples=25)
@given(st.integers(0, 12), st.integers(0, 12))
def test_what_is_said_of_coverage_is_the_exact_chance(
    inside: int, outside: int
) -> None:
    of = inside + outside
    assume(of)
    chances = [math.comb(of, n) * 0.8**n * 0.2 ** (of - n) for n in range(of + 1)]
    fewer, more = sum(chances[: inside + 1]), sum(chances[inside:])
    said = calibrate(intervals(inside, outside)).said[0]
    assert ("too sure" in said) is (fewer < 0.025)
    assert ("could be narrower" in said) is (more < 0.025)


@pytest.mark.parametrize(
    ("count", "of", "ends"),
    [
        (81, 263, (0.2527, 0.3676)),
        (15, 148, (0.0578, 0.1617)),
        (0, 20, (0.0, 0.1684)),
        (1, 29, (0.0009, 0.1776)),
    ],
)
def test_the_exact_interval_is_the_published_one(
    count: int, of: int, ends: tuple[float, float]
) -> None:
    # Newcombe, Stat Med 1998;17:857, method 5 (Clopper and Pearson).
    assert exact(count, of, 0.95) == pytest.approx(ends, abs=5e-5)
    low, high = exact(of - count, of, 0.95)
    assert (1 - high, 1 - low) == pytest.approx(ends, abs=5e-5)


def test_a_confidence_that_is_none_is_refused() -> None:
    with pytest.raises(FieldError, match=r"^confidence must be between 0 and 1"):
        calibrate(intervals(1, 0), confidence=1)


@pytest.mark.parametrize(
    ("prediction", "actual", "right"),
    [
        (TrendPrediction("rise", start=10), 12, True),
        (TrendPrediction("rise", start=10), 8, False),
        (Number(60, start=40), 45, True),
        (Number(60, start=40), 35, False),
        (Number(20, start=40), 35, True),
        (Number(40, start=40), 35, None),
        (Number(60), 60, None),
        (Interval(50, 60, start=40, confidence=0.8), 45, True),
        (Interval(50, 60, start=70, confidence=0.8), 75, False),
        (Interval(-30, -20, start=-40, confidence=0.8), -35, True),
        (Interval(50, 60, start=55, confidence=0.8), 75, None),
        (TextPrediction("better"), None, None),
    ],
)
def test_a_direction_is_right_or_wrong_or_not_predicted(
    prediction: pdsa.Prediction, actual: float | None, right: bool | None
) -> None:
    found = calibrate([told(prediction, actual)]).directions
    assert found == pdsa.Share(int(right is True), int(right is not None))


def test_a_direction_without_numbers_is_as_people_said() -> None:
    found = calibrate([told(TrendPrediction("rise"), None)])
    assert found.directions == pdsa.Share(1, 1)
    unknown = whole(prediction=Number(60, start=40), verdict="confirmed")
    assert calibrate([unknown]).directions == pdsa.Share(0, 0)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (20, 0, "is better than tossing a coin"),
        (0, 20, "is worse than tossing a coin"),
        (5, 5, "cannot be told from tossing a coin"),
    ],
)
def test_directions_say_what_they_mean(right: int, wrong: int, said: str) -> None:
    rise = TrendPrediction("rise", start=10)
    drawn = [told(rise, 12, n) for n in range(right)]
    drawn += [told(rise, 8, n) for n in range(wrong)]
    assert calibrate(drawn).said[0].endswith(said)


def test_confidences_are_scored() -> None:
    sure = TextPrediction("better", confidence=0.9)
    drawn = [told(sure, None), *intervals(1, 1)]
    drawn.append(evolve(drawn[0], key="x"))
    found = calibrate(drawn)
    assert found.brier is not None
    assert found.brier.of == 4
    assert found.brier.score == pytest.approx((0.01 + 0.04 + 0.64 + 0.01) / 4)
    assert "no better" not in found.said[-1]
    worse = calibrate(intervals(1, 1))
    assert worse.said[-1].endswith(
        "is 0.340, no better than always saying how often things came true (0.250)"
    )


def test_what_cannot_be_used_is_counted() -> None:
    untestable = whole(verdict="not-testable")
    opened = pdsa.begin(key="c2", title="Remind")
    asked = pdsa.Predict(
        on=untestable.log[0].on, question="how many come?", prediction="some"
    )
    found = calibrate([untestable, pdsa.advance(opened, asked), whole("c3")])
    assert found.undecided == 2
    assert found.left_out == 1
    assert found.said == ()
    assert found.brier is None
    assert found.promised is None


@pytest.mark.parametrize("confidence", [0.0, 1.0, 1.5, -1.0])
def test_an_interval_has_a_confidence_between_0_and_1(confidence: float) -> None:
    with pytest.raises(FieldError, match="confidence must be between 0 and 1"):
        exact(1, 3, confidence)
