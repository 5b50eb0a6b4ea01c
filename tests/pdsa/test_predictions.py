"""What happened is compared with a prediction as it was made."""

from __future__ import annotations

import pytest
from hypothesis import given

from cqikit import pdsa
from cqikit.errors import FieldError, FieldTypeError
from cqikit.pdsa import (
    Interval,
    Number,
    TextPrediction,
    TrendPrediction,
    Verdict,
    compare,
    in_sentence,
)
from tests.pdsa.stories import day, numbers, predictions


@pytest.mark.parametrize(
    ("prediction", "actual", "verdict"),
    [
        (Number(60, within=5), 55, "confirmed"),
        (Number(60, within=5), 54.9, "refuted"),
        (Number(60, within=5), 65.1, "refuted"),
        (Number(60, within=5, start=40), 54.9, "partly"),
        (Number(60, within=5, start=40), 40, "refuted"),
        (Number(60, within=5, start=40), 39, "refuted"),
        (Number(60, within=5, start=40), 66, "refuted"),
        (Number(20, within=5, start=40), 25.1, "partly"),
        (Number(20, within=5, start=40), 41, "refuted"),
        (Number(0.3), 0.1 + 0.2, "confirmed"),
        (Interval(55, 65, confidence=0.8), 55, "confirmed"),
        (Interval(55, 65, confidence=0.8), 65, "confirmed"),
        (Interval(55, 65, confidence=0.8), 65.1, "refuted"),
        (Interval(55, 65, start=40, confidence=0.8), 50, "partly"),
        (Interval(55, 65, start=80, confidence=0.8), 70, "partly"),
        (TrendPrediction("rise", start=10), 10, "refuted"),
        (TrendPrediction("rise", start=10), 10.1, "confirmed"),
        (TrendPrediction("rise", start=10, within=1), 11, "refuted"),
        (TrendPrediction("fall", start=10), 9.9, "confirmed"),
        (TrendPrediction("fall", start=10), 11, "refuted"),
        (TrendPrediction("hold", start=10, within=1), 9, "confirmed"),
        (TrendPrediction("hold", start=10, within=1), 8.9, "refuted"),
        (TrendPrediction("rise"), 12, None),
        (TextPrediction("better"), 12, None),
    ],
)
def test_a_verdict_follows_from_the_numbers(
    prediction: pdsa.Prediction, actual: float, verdict: str | None
) -> None:
    assert compare(prediction, actual) == (Verdict(verdict) if verdict else None)


@given(predictions, numbers)
def test_units_do_not_matter_to_a_verdict(
    prediction: pdsa.Prediction, actual: float
) -> None:
    assert compare(_times(prediction, 1024.0), actual * 1024.0) == compare(
        prediction, actual
    )


def _times(prediction: pdsa.Prediction, factor: float) -> pdsa.Prediction:
    from attrs import evolve

    scaled = {
        name: getattr(prediction, name) * factor
        for name in ("value", "within", "start", "low", "high")
        if getattr(prediction, name, None) is not None
    }
    return evolve(prediction, **scaled)


@given(predictions)
def test_every_prediction_can_be_read(prediction: pdsa.Prediction) -> None:
    said = in_sentence(prediction)
    assert said.strip()
    assert said.endswith("sure)") is (prediction.confidence is not None)


@pytest.mark.parametrize(
    ("prediction", "said"),
    [
        (TextPrediction("better", confidence=0.9), "better (90 % sure)"),
        (Number(60), "60"),
        (Number(60, within=5, start=40), "60, give or take 5 from 40"),
        (Interval(55, 65, start=40, confidence=0.8), "from 55 to 65, where it was 40"),
        (TrendPrediction("hold", start=10, within=1), "holds from 10, within 1"),
        (TrendPrediction("rise", within=2), "rises, by more than 2"),
    ],
)
def test_a_prediction_reads_as_people_write_it(
    prediction: pdsa.Prediction, said: str
) -> None:
    assert in_sentence(prediction).startswith(said)


def test_what_is_no_prediction_is_refused() -> None:
    with pytest.raises(FieldError, match="low must be at most high"):
        Interval(2, 1, confidence=0.8)
    with pytest.raises(FieldError, match="confidence must be between 0 and 1"):
        Number(1, confidence=80)
    with pytest.raises(FieldTypeError, match="prediction must be a TextPrediction or"):
        pdsa.Predict(on=day(0), question="?", prediction=3)  # type: ignore[arg-type]
