from __future__ import annotations

from typing import Any

import pytest

from cqikit.assessments import PERCENT, YES_NO, Anchor, Scale, ordered
from cqikit.assessments._scale import shared_scale
from cqikit.errors import FieldError, FieldTypeError
from tests.assessments.stories import UNEVEN

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


@pytest.mark.parametrize("value", [2, "2", 0.5])
def test_a_scale_refuses_levels_that_it_lacks(value: Any) -> None:
    with pytest.raises(FieldError) as caught:
        UNEVEN.number(value)
    assert str(caught.value) == (
        f"value must be one of none (0), some (1), all (3) (got {value!r})"
    )


def test_levels_stand_unevenly_or_steps_lead_from_one_to_the_next() -> None:
    assert Scale(key="uneven", low=0, high=3, anchors=UNEVEN.anchors) == UNEVEN
    assert list(UNEVEN.levels) == [0, 1, 3]
    # An environment rating scale names 1, 3, 5 and 7, and has what lies between.
    named = tuple(Anchor(at, f"level {at}") for at in (1, 3, 5, 7))
    assert Scale(key="rating", low=1, high=7, anchors=named).number(4) == 4
    # Anchors that do not name both ends are bands.
    assert Scale(key="bands", low=0, high=7, anchors=named[:2]).number(2) == 2
    # Who wants numbers between uneven levels says so; who wants only even ones, too.
    assert Scale(key="s", low=0, high=3, anchors=UNEVEN.anchors, step=1).number(2) == 2
    pairs = ordered("even", "no", "half", "whole", at=(0, 5, 10))
    assert list(pairs.levels) == [0, 5, 10]


@pytest.mark.parametrize(
    ("value", "down", "up"), [(0, 0, 0), (0.5, 0, 1), (1, 1, 1), (2.9, 1, 3), (3, 3, 3)]
)
def test_a_value_between_answers_has_one_below_and_one_above(
    value: float, down: float, up: float
) -> None:
    assert (UNEVEN.down(value), UNEVEN.up(value)) == (down, up)
    assert (LEVELS.down(1 + value / 3), PERCENT.down(value)) == (1 + value // 3, value)
    assert PERCENT.up(value) == value


def test_levels_have_a_number_each() -> None:
    with pytest.raises(FieldError, match="must have 3 numbers, one a level"):
        ordered("place", "none", "some", "all", at=(0, 1))
    with pytest.raises(FieldError, match="step must be a number, where fewer"):
        Scale(key="bare", low=0, high=1, step=None)


SPANISH = Scale(
    key="place",
    low=0,
    high=2,
    anchors=[
        Anchor(0, "no", {"es": "no"}),
        Anchor(1, "partly", {"es": "en parte", "pt-BR": "em parte"}),
        Anchor(2, "fully", {"es": "del todo"}),
    ],
)


@pytest.mark.parametrize(
    ("said", "number"),
    [("En parte", 1), ("em  parte", 1), ("partly", 1), ("no", 0), ("del todo", 2)],
)
def test_an_answer_may_be_in_any_language_of_the_scale(said: str, number: int) -> None:
    assert SPANISH.number(said) == number


def test_a_wrong_word_is_told_the_nearest_of_every_language() -> None:
    with pytest.raises(FieldError, match="did you mean 'del todo'"):
        SPANISH.number("del tod")


@pytest.mark.parametrize(
    ("anchors", "says"),
    [
        (
            [Anchor(0, "no"), Anchor(1, "sí", {"en": "no"})],
            "anchor 1 must not be called 'no', as 0 is",
        ),
        (
            [Anchor(0, "never", {"es": "nada"}), Anchor(1, "nada")],
            "anchor 1 must not be called 'nada', as 0 is",
        ),
    ],
)
def test_a_word_means_one_level_in_all_languages(
    anchors: list[Anchor], says: str
) -> None:
    with pytest.raises(FieldError, match=says):
        Scale(key="s", low=0, high=1, anchors=anchors)


@pytest.mark.parametrize(
    ("labels", "says"),
    [
        ("si", "labels must be a table from languages to words"),
        ({"español": "sí"}, "labels must be the code of a language, such as es"),
        ({"es": " "}, "labels.es must be text with something in it"),
        ({1: "sí"}, "labels must be text"),
    ],
)
def test_labels_are_words_by_language(labels: Any, says: str) -> None:
    with pytest.raises(FieldError, match=says):
        Anchor(0, "yes", labels)


@pytest.mark.parametrize(
    "wrong", [{"anchors": 3}, {"anchors": ["a", "b", "c"]}, {"low": "x"}]
)
def test_what_is_no_scale_at_all_is_refused(wrong: Any) -> None:
    fields: dict[str, Any] = {"key": "s", "low": 0, "high": 3}
    with pytest.raises(FieldTypeError):
        Scale(**(fields | {"anchors": UNEVEN.anchors} | wrong))


def test_below_the_lowest_level_and_above_the_highest_stands_that_level() -> None:
    inner = Scale(
        key="inner",
        low=0,
        high=4,
        step=None,
        anchors=[Anchor(1, "some"), Anchor(3, "most")],
    )
    assert (inner.down(0.5), inner.up(0.5)) == (1.0, 1.0)
    assert (inner.down(3.5), inner.up(3.5)) == (3.0, 3.0)


@pytest.mark.parametrize("unit", [1e-4, 1.0, 1e6])
def test_levels_are_reached_but_for_rounding_in_any_unit(unit: float) -> None:
    anchors = [Anchor(at=at * unit, label=str(at)) for at in (0, 1, 3)]
    uneven = Scale(key="u", low=0, high=3 * unit, anchors=anchors, step=None)
    near, far = 1e-10 * unit, 1e-6 * unit
    for change, down, up in ((near, 1, 1), (-near, 1, 1), (far, 1, 3), (-far, 0, 1)):
        value = unit + change
        assert uneven.down(value) == down * unit
        assert uneven.up(value) == up * unit


def test_places_begin_at_a_whole_number() -> None:
    with pytest.raises(FieldTypeError, match="start must be a whole number"):
        ordered("place", "no", "yes", start=1.5)  # type: ignore[arg-type]
