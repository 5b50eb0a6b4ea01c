"""Arguments of verbs are checked as fields are, and refused in the same words."""

from __future__ import annotations

import math
import pickle
from datetime import date
from typing import Any

import numpy as np
import pytest

from cqikit.core import (
    a_callable,
    a_day,
    arguments,
    at_least,
    each,
    each_has,
    has,
    is_text,
    list_of,
    mapping_of,
)
from cqikit.errors import FieldError, FieldTypeError, UnknownArgumentError


@arguments(
    text=is_text,
    count=at_least(1),
    parts=each(is_text),
    names=list_of("names", str, fix="such as ['a']"),
    like=has("real", "imag", what="a number"),
)
def verb(
    text: Any, count: Any = 2, *, parts: Any = (), names: Any = (), like: Any = 0
) -> tuple[Any, ...]:
    """Return what came in."""
    return text, count, parts, names, like


def test_what_fits_reaches_the_verb_by_place_and_by_name() -> None:
    made = verb("a", 3, parts=("x",), names=["y"], like=1.5)
    assert made == ("a", 3, ("x",), ["y"], 1.5)
    assert verb(text="a") == ("a", 2, (), (), 0)
    assert verb.__name__ == "verb"
    assert verb.__doc__ == "Return what came in."


def test_numbers_of_arrays_reach_it_as_plain_ones() -> None:
    counts = [verb("a", np.int64(3))[1], verb("a", count=np.int64(3))[1]]
    assert counts == [3, 3]
    assert {type(count) for count in counts} == {int}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"text": 3}, "text must be text (got 3)"),
        ({"count": "3"}, "count must be a whole number or a number (got '3')"),
        ({"parts": ("x", 1)}, "parts[1] must be text (got 1)"),
        ({"names": "x"}, "names must be a list of names (got 'x'): such as ['a']"),
        ({"names": {"x": 1}}, "names must be a list of names (got {'x': 1}): such"),
        ({"names": 1}, "names must be a list of names (got 1): such as ['a']"),
        ({"names": [1]}, "names[0] must be one of names (got 1): such as ['a']"),
        ({"like": "x"}, "like must be a number (got 'x')"),
    ],
)
def test_what_does_not_fit_is_refused(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(FieldTypeError) as refused:
        verb(**{"text": "a", **wrong})
    assert str(refused.value).startswith(said)


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("better", "judged has no argument named 'better'; did you mean 'direction'?"),
        ("directoin", "did you mean 'direction'?"),
        ("goal", "judged has no argument named 'goal'; there are direction, value"),
    ],
)
def test_a_word_that_is_not_known_is_refused_with_what_was_meant(
    word: str, said: str
) -> None:
    @arguments()
    def judged(value: int, direction: str = "") -> str:
        return f"{value}{direction}"

    ask: Any = judged
    with pytest.raises(UnknownArgumentError) as caught:
        ask(1, **{word: 2})
    assert isinstance(caught.value, TypeError)
    again = pickle.loads(pickle.dumps(caught.value))
    assert str(again) == str(caught.value)
    assert said in str(caught.value)
    assert ask(1, direction="x") == "1x"


def test_a_verb_that_hands_words_on_refuses_those_it_knows_better() -> None:
    @arguments()
    def quick(direction: str = "", **more: Any) -> Any:
        return direction, more

    assert quick(part=3) == ("", {"part": 3})
    with pytest.raises(UnknownArgumentError, match="did you mean 'direction'"):
        quick(better="lower")


def test_what_is_made_on_the_way_is_checked_and_not_used_up() -> None:
    assert verb("a", names=(sign for sign in "xy"))[3] == ("x", "y")
    with pytest.raises(FieldTypeError, match=r"names\[1\] must be one of names"):
        verb("a", names=iter(["x", 1]))


def test_a_call_without_what_it_needs_is_told_so_by_python() -> None:
    called: Any = verb
    with pytest.raises(TypeError, match="text"):
        called()


def test_too_many_arguments_by_place_are_counted() -> None:
    @arguments(count=at_least(1))
    def times(text: str, count: int = 2) -> str:
        return text * count

    assert times("ab") == "abab"
    surplus: list[Any] = ["ab", 3, 4]
    with pytest.raises(FieldTypeError, match="must be given 2 arguments at most"):
        times(*surplus)


@arguments(
    on=a_day,
    call=a_callable,
    held=mapping_of("counts by names", at_least(1), fix="such as {'a': 1}"),
    like=each_has("real", what="numbers"),
)
def other(on: Any, *, call: Any = str, held: Any = (), like: Any = ()) -> Any:
    """Return what came in."""
    return on, call, held, like


def test_the_text_of_a_day_is_one_and_mappings_and_lists_are_looked_into() -> None:
    day = date(2026, 3, 1)
    assert other("2026-03-01") == other(day) == (day, str, (), ())
    made = other(day, call=int, held={"a": np.int64(2)}, like=(n for n in (1, 2.5)))
    assert made == (day, int, {"a": 2}, (1, 2.5))
    for wrong, said in (
        ({"on": "2026-03"}, "on must be a day (YYYY-MM-DD) (got '2026-03')"),
        ({"call": 3}, "call must be a function (got 3)"),
        ({"held": [1]}, "held must be a mapping of counts by names (got [1]): such as"),
        ({"held": {"a": "x"}}, "held['a'] must be a whole number or a number"),
        ({"like": ["x"]}, "like[0] must be one of numbers (got 'x')"),
        ({"like": 3}, "like must be a list of numbers (got 3)"),
    ):
        with pytest.raises(FieldTypeError) as refused:
            other(**{"on": day, **wrong})
        assert str(refused.value).startswith(said)


def test_what_is_named_after_any_number_is_no_place() -> None:
    @arguments(start=at_least(0))
    def spread(key: str, *labels: str, start: Any = 0) -> tuple[Any, ...]:
        return key, labels, start

    assert spread("a", "b", "c", start=np.int64(2)) == ("a", ("b", "c"), 2)
    with pytest.raises(FieldTypeError, match="start must be"):
        spread("a", "b", start="c")


def test_what_is_deep_in_lists_is_looked_for_and_no_deeper() -> None:
    """A list may hold itself: there is an end to looking."""

    @arguments()
    def endless(given: Any) -> Any:
        raise OverflowError

    with pytest.raises(FieldError, match=r"given\['a'\]\[0\] must be a finite"):
        endless({"a": [math.inf]})
    with pytest.raises(OverflowError):
        endless([[[[math.inf]]]])


def test_an_array_is_none_of_what_a_list_was_asked_for() -> None:
    @arguments()
    def either(given: list[int]) -> bool:
        return bool(given)

    with pytest.raises(FieldTypeError, match="given must be a list"):
        either(np.array([1, 2]))  # type: ignore[arg-type]
    assert either([1])
