"""Field checks say what a field must be, and what it got."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from attrs import field, frozen, make_class

from cqikit import core
from cqikit.errors import DuplicateError, FieldError, FieldTypeError

Check = Callable[[Any, Any, Any], Any]


def build(check: Check, value: Any) -> Any:
    """Return a value of a class whose one field has `check`."""
    made = make_class("Made", {"weight": field(validator=check)}, frozen=True)
    return made(weight=value)


@pytest.mark.parametrize(
    ("value", "fix"),
    [
        (1.5, "write 0.015 for 1.5 percent"),
        (100, "write 1 for 100 percent"),
        (101, ""),
        (-1, ""),
    ],
)
def test_percent_where_a_share_is_wanted_is_told(value: float, fix: str) -> None:
    for check, said in ((core.between(0, 1), fix), (core.between(0, 1.2), "")):
        with pytest.raises(FieldError) as caught:
            build(check, value)
        assert caught.value.fix == said


@pytest.mark.parametrize(
    ("check", "value", "message"),
    [
        (core.non_blank, 3, "weight must be text (got 3)"),
        (core.non_blank, " ", "weight must be text with something in it (got ' ')"),
        (core.is_text, None, "weight must be text (got None)"),
        (core.at_least(0), -2.0, "weight must be at least 0 (got -2.0)"),
        (core.at_least(0), math.nan, "weight must be at least 0 (got nan)"),
        (core.at_least(0), math.inf, "weight must be at least 0 (got inf)"),
        (core.at_most(1), 2, "weight must be at most 1 (got 2)"),
        (core.between(0, 1), -1, "weight must be between 0 and 1 (got -1)"),
        (core.finite, math.inf, "weight must be a finite number (got inf)"),
        (core.finite, True, "weight must be a whole number or a number (got True)"),
        (core.finite, "1", "weight must be a whole number or a number (got '1')"),
        (core.instance_of(int), True, "weight must be a whole number (got True)"),
        (core.instance_of(date), "x", "weight must be a day (YYYY-MM-DD) (got 'x')"),
        (core.instance_of(core.Row), 1, "weight must be a Row (got 1)"),
        (core.instance_of(OSError), 1, "weight must be an OSError (got 1)"),
        (core.is_day, "2026-01-01", "weight must be a day (YYYY-MM-DD) "),
        (core.one_of("a", "b"), "c", "weight must be one of a, b (got 'c')"),
        (core.one_of(core.Severity.NOTE), 1, "weight must be one of note (got 1)"),
        (core.non_empty, (), "weight must have at least one (got ())"),
        (core.each(core.non_blank), "ab", "weight must be a list (got 'ab')"),
        (core.each(core.non_blank), ("a", ""), "weight[1] must be text with some"),
        (core.optional(core.non_blank), "", "weight must be text with something"),
        (
            core.optional([core.instance_of(int), core.at_least(1)]),
            0,
            "weight must be at least 1",
        ),
        (core.is_language, "English", "weight must be the tag of a language, such as"),
        (core.is_language, 5, "weight must be text"),
        (core.is_key, "a b", "weight must be a key of letters, digits and - _ . /"),
        (core.is_key, "k" * 201, "weight must be at most 200 characters"),
    ],
)
def test_a_check_says_what_must_be_what(
    check: Check, value: object, message: str
) -> None:
    with pytest.raises(FieldError) as caught:
        build(check, value)
    assert str(caught.value).startswith(message)
    assert caught.value.name.startswith("weight")


@pytest.mark.parametrize(
    ("check", "value"),
    [
        (core.non_blank, "x"),
        (core.is_text, ""),
        (core.at_least(0), 0),
        (core.at_most(1), 1.0),
        (core.between(0, 1), 0),
        (core.finite, 10**300),
        (core.instance_of(bool), True),
        (core.is_day, date(2026, 1, 1)),
        (core.one_of("a"), "a"),
        (core.non_empty, (1,)),
        (core.each(core.non_blank), ("a", "b")),
        (core.optional(core.non_blank), None),
        (core.is_key, "step-1.a/b_C"),
        (core.is_language, "pt-BR"),
        (core.is_language, ""),
        (core.unique(""), (1, 2)),
    ],
)
def test_a_check_lets_pass_what_it_asks_for(check: Check, value: object) -> None:
    assert build(check, value).weight == value


class Holiday(date):
    """A day of somebody else's making."""


def test_a_day_of_another_class_is_a_day() -> None:
    assert build(core.is_day, Holiday(2026, 1, 1)).weight == date(2026, 1, 1)


def test_a_moment_is_no_day() -> None:
    with pytest.raises(FieldTypeError):
        build(core.is_day, datetime(2026, 1, 1, 12, 0))  # noqa: DTZ001


def test_two_of_one_key_are_refused() -> None:
    @frozen
    class Step:
        key: str

    with pytest.raises(DuplicateError, match="two of weight are named 'a'"):
        build(core.unique(), (Step("a"), Step("a")))
    with pytest.raises(DuplicateError):
        build(core.unique(""), (1, 1))


@pytest.mark.parametrize(
    ("given", "tuple_of_it"),
    [([1, 2], (1, 2)), ((1,), (1,)), ("ab", "ab"), (b"ab", b"ab"), (3, 3)],
)
def test_only_lists_become_tuples(given: object, tuple_of_it: object) -> None:
    assert core.as_tuple(given) == tuple_of_it
