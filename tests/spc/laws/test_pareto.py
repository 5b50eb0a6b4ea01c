"""Pareto charts: the few categories that make up most of it."""

import importlib
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqikit.errors import DataError, DuplicateError, FieldError
from cqikit.spc import pareto
from tests.same import agreed
from tests.spc.cases import cases

entries = st.lists(st.sampled_from(["a", "b", "c", "d", None]), min_size=1).filter(any)


@pytest.mark.parametrize(
    "case",
    [entry for entry in cases("qic_dev") if entry["chart"] == "pareto"],
    ids=lambda case: str(case["id"]),
)
def test_bars_are_those_of_qicharts2(case: dict[str, Any]) -> None:
    expected: Any = case["expected"]
    made = pareto(case["y"], ties="name", missing="(none)" if case["use_na"] else "")
    titles = [None if bar.title == "(none)" else bar.title for bar in made.bars]
    assert titles == expected["category"]
    assert [bar.count for bar in made.bars] == expected["count"]
    assert [bar.share for bar in made.bars] == pytest.approx(expected["p"], rel=1e-8)
    assert [bar.cumulative for bar in made.bars] == pytest.approx(
        expected["p_cum"], rel=1e-8
    )
    agreed("qicharts2", "Pareto chart")


def test_what_is_missing_is_no_category_whoever_calls_it_so() -> None:
    pandas = importlib.import_module("pandas")
    cells = ["late", None, float("nan"), pandas.NA, pandas.NaT, "late", "early"]
    for column in (cells, pandas.Series(cells, dtype=object)):
        bars = pareto(column).bars
        assert [(bar.title, bar.count) for bar in bars] == [
            ("late", 2),
            ("early", 1),
        ]


def test_one_category_is_a_chart() -> None:
    made = pareto(["a", "a"])
    (bar,) = made.bars
    assert (bar.title, bar.count, bar.share, bar.cumulative) == ("a", 2, 1.0, 1.0)
    assert made.vital_few() == made.bars


@given(entries)
def test_bars_fall_and_add_up(found: list[str | None]) -> None:
    made = pareto(found, missing="none")
    counts = [bar.count for bar in made.bars]
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == made.total == len(found)
    assert made.missing == found.count(None)
    assert sum(bar.share for bar in made.bars) == pytest.approx(1)
    assert made.bars[-1].cumulative == pytest.approx(1)


@given(entries, st.integers(1, 4))
def test_putting_together_loses_nothing(found: list[str | None], keep: int) -> None:
    whole, short = pareto(found), pareto(found, keep=keep)
    assert short.total == whole.total
    assert short.bars[:keep] == whole.bars[:keep]
    members = [member for bar in short.bars for member in bar.members]
    assert members == [bar.title for bar in whole.bars]
    assert len(short.bars) <= max(keep + 1, 2)
    assert sum(bar.count for bar in short.bars) == whole.total


def test_ties_stand_as_they_came_or_by_name() -> None:
    found = ["c", "a", "b", "a", "c", None, None]
    first = pareto(found, missing="none")
    named = pareto(found, ties="name", missing="none")
    assert [bar.title for bar in first.bars] == ["c", "a", "none", "b"]
    assert [bar.title for bar in named.bars] == ["a", "c", "none", "b"]
    assert (first.ties, named.ties) == ("first", "name")


def test_missing_entries_are_left_out_and_counted_or_have_a_bar() -> None:
    found = ["a", None, float("nan"), "b", "a"]
    left_out, kept = pareto(found), pareto(found, missing="unknown")
    assert (left_out.total, left_out.missing) == (3, 2)
    assert (kept.total, kept.missing) == (5, 2)
    assert [bar.title for bar in kept.bars] == ["a", "unknown", "b"]
    assert [bar.title for bar in pareto(["a"], missing="unknown").bars] == ["a"]


def test_the_rest_stand_last_whatever_their_size() -> None:
    made = pareto({"a": 5, "b": 4, "c": 4, "d": 4}, keep=1)
    assert [(bar.title, bar.count) for bar in made.bars] == [("a", 5), ("other", 12)]
    assert made.bars[1].members == ("b", "c", "d")


def test_one_category_alone_is_no_rest() -> None:
    made = pareto({"a": 5, "b": 4, "c": 1}, keep=2)
    assert [bar.title for bar in made.bars] == ["a", "b", "c"]


def test_amounts_may_be_anything_that_adds_up() -> None:
    made = pareto({"travel": 12.5, "waiting": 40, "calls": 0}, title="Minutes lost")
    assert made.title == "Minutes lost"
    assert [bar.count for bar in made.bars] == [40, 12.5, 0]
    assert made.total == 52.5


def test_tenths_add_up() -> None:
    made = pareto(dict.fromkeys("abcdefghij", 0.1))
    assert made.total == 1
    assert made.bars[-1].cumulative == 1.0
    assert len(made.vital_few(0.3)) == 3


def test_the_vital_few_reach_the_share_asked_for() -> None:
    made = pareto({"a": 6, "b": 2, "c": 1, "d": 1})
    assert [bar.title for bar in made.vital_few()] == ["a", "b"]
    assert [bar.title for bar in made.vital_few(0.81)] == ["a", "b", "c"]
    assert made.vital_few(1) == made.bars


@pytest.mark.parametrize(
    "found", [[], [None], {}, {"a": 0}, {"a": -1}, {"a": math.nan}, {"a": math.inf},
              {"a": "3"}, {"a": True}],
)  # fmt: skip
def test_what_cannot_be_counted_is_refused(found: object) -> None:
    with pytest.raises(DataError):
        pareto(found)  # type: ignore[arg-type]


def test_all_wrong_amounts_are_named_at_once() -> None:
    with pytest.raises(DataError) as caught:
        pareto({"a": -1, "b": 2, "c": math.nan})
    assert [problem.where for problem in caught.value.problems] == ["a", "c"]


def test_a_bar_is_not_called_as_a_category_is() -> None:
    with pytest.raises(DuplicateError, match="give missing= another"):
        pareto(["none", None], missing="none")
    with pytest.raises(DuplicateError, match="give other= another"):
        pareto({"other": 5, "b": 4, "c": 1}, keep=1)
    # A category called "other" among the rest becomes part of it.
    made = pareto({"a": 5, "other": 4, "c": 1}, keep=1)
    assert made.bars[1].members == ("other", "c")


@pytest.mark.parametrize(
    ("kwargs", "says"),
    [
        ({"ties": "size"}, "ties must be one of first, name"),
        ({"keep": 0}, "keep must be at least 1"),
        ({"keep": True}, "keep must be a whole number"),
    ],
)
def test_arguments_that_do_not_fit_are_refused(
    kwargs: dict[str, object], says: str
) -> None:
    with pytest.raises(FieldError, match=says):
        pareto(["a", "b"], **kwargs)  # type: ignore[arg-type]


@pytest.mark.parametrize("share", [0, 1.1, float("nan")])
def test_a_share_is_a_share(share: float) -> None:
    with pytest.raises(FieldError, match="share must be more than 0"):
        pareto(["a"]).vital_few(share)


def test_a_text_is_not_a_list_of_letters() -> None:
    with pytest.raises(FieldError, match="categories must be a list"):
        pareto("abc")
