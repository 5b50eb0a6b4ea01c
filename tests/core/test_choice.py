"""A word that is none of the choices is refused as any other field is."""

from __future__ import annotations

import pickle

import pytest

from cqikit.core import Choice, Frequency, Severity
from cqikit.errors import FieldError
from cqikit.measures import Direction, Measure, MeasureKind


@pytest.mark.parametrize(
    ("kind", "word", "said"),
    [
        (
            Direction,
            "down",
            (
                "direction must be one of higher, lower, neither (got 'down'):"
                " did you mean 'lower'?"
            ),
        ),
        (
            Direction,
            " LOWR",
            (
                "direction must be one of higher, lower, neither (got ' LOWR'):"
                " did you mean 'lower'?"
            ),
        ),
        (Direction, 1, "direction must be one of higher, lower, neither (got 1)"),
        (Severity, "loud", "severity must be one of note, warning, fault (got 'loud')"),
        (
            MeasureKind,
            "Coumt",
            (
                "kind must be one of count, proportion, rate, continuous, units-"
                "between, time-between (got 'Coumt'): did you mean 'count'?"
            ),
        ),
    ],
)
def test_a_wrong_word_meets_the_choices(kind: type, word: object, said: str) -> None:
    with pytest.raises(FieldError) as refused:
        kind(word)
    assert str(refused.value) == said


@pytest.mark.parametrize("kind", [Direction, Severity, MeasureKind, Frequency])
def test_capitals_and_spaces_do_not_matter(kind: type[Choice]) -> None:
    for member in kind:
        for word in (member.value.upper(), f" {member.value.title()} "):
            assert kind(word) is member


def test_a_field_of_a_value_says_so_too() -> None:
    with pytest.raises(FieldError, match="did you mean 'month'"):
        Measure(key="x", title="X", frequency="monthly")  # type: ignore[arg-type]


def test_the_argument_of_a_verb_has_its_own_name() -> None:
    assert Frequency.of("day", "each") is Frequency.of(Frequency.DAY)
    with pytest.raises(FieldError, match="each must be one of day, week"):
        Frequency.of(None, "each")


class Season(Choice):
    """Words of two parts get a name of two."""

    WET = "wet"


def test_members_are_texts_and_travel() -> None:
    assert pickle.loads(pickle.dumps(Season.WET)) is Season.WET
    assert f"{Season.WET}" == str(Season.WET) == "wet"
    assert isinstance(Season("wet"), Season)
