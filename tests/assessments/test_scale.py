from __future__ import annotations

from typing import Any

import pytest

from cqikit.assessments import PERCENT, YES_NO, Anchor, Scale, ordered
from cqikit.assessments._scale import shared_scale
from cqikit.errors import FieldError, FieldTypeError

LEVELS = ordered("levels", "none", "some", "all", start=1)
AGREE = Scale(
    key="agree", low=1, high=5, anchors=(Anchor(1, "never"), Anchor(5, "always"))
)
#: Labels that are numbers, and labels that differ in nothing but their case.
ODD = Scale(
    key="odd", low=0, high=9, anchors=(Anchor(1, "7"), Anchor(2, "x"), Anchor(3, "X"))
)


@pytest.mark.parametrize(
    ("scale", "value", "number"),
    [
        (LEVELS, 1, 1.0),
        (LEVELS, " SOME ", 2.0),
        (AGREE, "4", 4.0),
        (AGREE, " 4.0 ", 4.0),
        (AGREE, "Always", 5.0),
        (PERCENT, "12.5", 12.5),
        (ODD, "7", 1.0),
        (ODD, "8", 8.0),
        (ODD, "X", 3.0),
        (YES_NO, True, 1.0),
        (YES_NO, "no", 0.0),
        (PERCENT, 12.34, 12.34),
        (Scale(key="half", low=1, high=5, step=0.5), 2.5, 2.5),
        # 0.1 + 0.2 is three steps of 0.1.
        (Scale(key="tenth", low=0, high=1, step=0.1), 0.1 + 0.2, 0.3),
    ],
)
def test_an_answer_stands_for_a_number(scale: Scale, value: Any, number: float) -> None:
    assert scale.number(value) == pytest.approx(number)


@pytest.mark.parametrize(
    ("scale", "value", "says"),
    [
        (LEVELS, 0, "value must be from 1 to 3 (got 0)"),
        (LEVELS, 4, "value must be from 1 to 3 (got 4)"),
        (LEVELS, float("nan"), "value must be from 1 to 3 (got nan)"),
        (LEVELS, 1.5, "value must go up from 1 in steps of 1 (got 1.5)"),
        (LEVELS, True, "value must be a number, this is no yes/no (got True)"),
        (
            LEVELS,
            "sone",
            (
                "value must be one of none (1), some (2), all (3) (got 'sone'):"
                " did you mean 'some'?"
            ),
        ),
        (
            AGREE,
            "Don't know",
            (
                "value must be a number from 1 to 5, or never (1), always (5)"
                ' (got "Don\'t know")'
            ),
        ),
        (AGREE, "99", "value must be from 1 to 5 (got '99')"),
        (AGREE, "0", "value must be from 1 to 5 (got '0')"),
        (AGREE, "2.5", "value must go up from 1 in steps of 1 (got '2.5')"),
        (PERCENT, "half", "value must be a number from 0 to 100 (got 'half')"),
        (
            PERCENT,
            "2,5",
            "value must be a number from 0 to 100 (got '2,5'): write 2.5",
        ),
        (PERCENT, "nan", "value must be a number from 0 to 100 (got 'nan')"),
        (PERCENT, "1e1", "value must be a number from 0 to 100 (got '1e1')"),
    ],
)
def test_what_is_no_answer_is_refused(scale: Scale, value: Any, says: str) -> None:
    with pytest.raises(FieldError) as caught:
        scale.number(value)
    assert str(caught.value) == says


def test_a_value_of_another_type_is_refused() -> None:
    with pytest.raises(FieldTypeError):
        LEVELS.number(None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"low": 1, "high": 1},
        {"low": 2, "high": 1},
        {"anchors": [Anchor(3, "late"), Anchor(1, "early")]},
        {"anchors": [Anchor(1, "one"), Anchor(1, "same")]},
        {"anchors": [Anchor(0, "below")]},
        {"anchors": [Anchor(4, "above")]},
    ],
)
def test_a_scale_has_ends_and_rising_anchors(wrong: dict[str, Any]) -> None:
    fields: dict[str, Any] = {"key": "scale", "low": 1, "high": 3}
    with pytest.raises(FieldError):
        Scale(**(fields | wrong))


def test_a_value_has_the_label_of_the_highest_anchor_that_it_reaches() -> None:
    quality = Scale(
        key="quality", low=0, high=7, anchors=[Anchor(1, "low"), Anchor(3, "mid")]
    )
    labels = [quality.label(value) for value in (None, 0.9, 1, 2.99, 3, 7)]
    assert labels == ["", "", "low", "low", "mid", "mid"]
    assert quality.label(0.1 + 0.2 + 2.7) == "mid"


def test_scales_of_one_length_are_put_together_as_they_are() -> None:
    other = ordered("other", "no", "somewhat", "yes", start=1)
    unnamed = Scale(key="unnamed", low=1, high=3)
    assert shared_scale([LEVELS, LEVELS]) is LEVELS
    assert shared_scale([LEVELS, other]).anchors == ()
    assert (
        shared_scale([LEVELS, unnamed]).low,
        shared_scale([LEVELS, other]).high,
    ) == (
        1,
        3,
    )
    alike = Scale(key="alike", low=1, high=3, anchors=LEVELS.anchors)
    assert shared_scale([LEVELS, alike]).anchors == LEVELS.anchors
    assert shared_scale([LEVELS, YES_NO]) is PERCENT
