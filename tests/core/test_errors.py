"""Errors carry their parts, and survive being sent elsewhere."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from cqikit import errors, spc
from cqikit.core import Finding, parse_period, problem_of
from cqikit.errors import CqikitError, Problem

FIRST = "write a prediction first"
EACH = [
    errors.FieldError("weight", "must be at least 0", -2.0, "say 0"),
    errors.FieldTypeError("weight", "must be a number", "2"),
    errors.UnknownNameError("rule", "shfit", ["shift"]),
    errors.DuplicateError("the rules", "shift"),
    errors.TransitionError("plan", "StartTest", [FIRST], guards=["predicts"]),
    errors.CircleError(["a", "b"]),
    errors.ChartError("no"),
    errors.MissingExtraError("drawing", "matplotlib", "plot"),
    errors.FaultsError("x", [Problem("a", "b")]),
    errors.DocumentError("plan.toml", [Problem("a", "b", "c"), Problem("", "d")]),
    errors.DataError("cases.csv", []),
    errors.NoRowsError("cases.csv", []),
    errors.SourceError("plan.toml", "there is no such file"),
    errors.UnknownArgumentError("judge", "better", ["reading", "direction"]),
]


@pytest.mark.parametrize("error", EACH, ids=lambda error: type(error).__name__)
def test_an_error_is_the_same_after_a_journey(error: errors.CqikitError) -> None:
    there = pickle.loads(pickle.dumps(error))
    assert type(there) is type(error)
    assert str(there) == str(error)
    assert vars(there) == vars(error)


@pytest.mark.parametrize("error", EACH, ids=lambda error: type(error).__name__)
def test_an_error_has_a_code_of_its_own_and_a_builtin_above(
    error: errors.CqikitError,
) -> None:
    codes = {type(cqikit_error).code for cqikit_error in EACH}
    assert len(codes) == len(EACH)
    assert isinstance(error, ValueError | KeyError | ImportError | OSError)


def test_every_error_is_tried_here() -> None:
    classes = {getattr(errors, name) for name in errors.__all__}
    assert classes - {type(error) for error in EACH} == {errors.CqikitError, Problem}


def test_messages_say_what_mends() -> None:
    assert [str(error) for error in EACH] == [
        "weight must be at least 0 (got -2.0): say 0",
        "weight must be a number (got '2')",
        "no rule named 'shfit'; did you mean 'shift'?",
        "two of the rules are named 'shift': give each its own",
        "StartTest is not possible in plan: write a prediction first",
        "dependencies go in a circle: a -> b -> a",
        "no",
        'drawing needs matplotlib: python -m pip install "cqikit[plot]"',
        "x: 1 problem\n  - a: b",
        "plan.toml: 2 problems\n  - a: b: c\n  - d",
        "cases.csv: 0 problems",
        "cases.csv: 0 problems",
        "plan.toml: there is no such file",
        "judge has no argument named 'better'; did you mean 'direction'?",
    ]


def test_a_long_list_of_problems_is_cut_in_the_message_alone() -> None:
    error = errors.DataError("x.csv", [Problem(f"row {n}", "bad") for n in range(200)])
    assert len(error.problems) == 200
    assert str(error).endswith("  - row 49: bad\n  ... and 150 more")


def test_a_long_value_is_cut() -> None:
    assert len(str(errors.FieldError("name", "must be short", "x" * 999))) < 120


def test_many_known_names_are_counted() -> None:
    known = [f"name-{n}" for n in range(20)]
    assert "and 8 more" in str(errors.UnknownNameError("rule", "zzz", known))


@pytest.mark.parametrize(
    ("word", "known", "said"),
    [
        ("month", ["other", "use"], "there are other, use"),
        ("month", ["use"], "there is only use"),
        ("mnth", ["month"], "did you mean 'month'?"),
        ("onth", ["other", "month"], "did you mean 'month'?"),
        ("Mesure", ["measure", "team"], "did you mean 'measure'?"),
    ],
)
def test_a_name_is_meant_only_where_it_is_alike(
    word: str, known: list[str], said: str
) -> None:
    error = errors.UnknownNameError("column", word, known)
    assert str(error) == f"no column named {word!r}; {said}"
    assert str(problem_of(error)) == str(error)


@pytest.mark.parametrize(
    "given", [10**4400, -(10**4400), [10**4400]], ids=["much", "little", "listed"]
)
def test_a_number_of_any_length_is_refused_in_words(given: Any) -> None:
    for call in (
        lambda: parse_period(given),
        lambda: spc.chart([1, 2, 3], kind=given),
        lambda: spc.chart([1, 2, 3], per=given),
        lambda: spc.chart([1, 2, 3], given),
        lambda: spc.RULE_SETS[given],
    ):
        with pytest.raises(CqikitError, match=r"number|rule set") as caught:
            call()
        assert str(problem_of(caught.value))


@pytest.mark.parametrize("sign", "\x00\x1b\x9b\u202e\u2067\ud800\uffff")
def test_what_an_error_prints_drives_no_terminal(sign: str) -> None:
    odd = f"a{sign}b"
    told = [
        errors.FieldError(odd, odd, odd, odd),
        errors.UnknownNameError(odd, odd, [odd, "c"]),
        errors.UnknownArgumentError(odd, odd, [odd]),
        errors.DuplicateError(odd, odd),
        errors.TransitionError(odd, odd, [odd], [odd], odd),
        errors.CircleError([odd], odd),
        errors.ChartError(odd),
        errors.MissingExtraError(odd, odd, odd),
        errors.FaultsError(odd, [Problem(odd, odd, odd)]),
        errors.SourceError(odd, odd, odd),
        Problem(odd, odd, odd),
        Finding(code="a.b", severity="note", where=odd, message=odd, fix=odd),
        Finding(code="a.b", severity="note", message=odd),
    ]
    for error in told:
        text = str(error)
        assert sign not in text
        assert f"<U+{ord(sign):04X}>" in text
        assert text.encode()
