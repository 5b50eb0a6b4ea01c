"""Responses from columns are those of answers, whatever package the columns are of."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd  # type: ignore[import-untyped]
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit import tables
from cqikit.assessments import (
    PERCENT,
    YES_NO,
    Answer,
    Domain,
    Framework,
    Item,
    Responses,
    agreement,
    ordered,
    responses_of,
    score,
    split,
)
from cqikit.errors import CqikitError, DataError

SMALL = Framework(
    key="small",
    title="Small",
    version="1",
    scales=[ordered("place", "none", "some", "most"), YES_NO, PERCENT],
    domains=[
        Domain(
            key="data",
            title="Data",
            items=[
                Item(key="collect", text="Data are collected", scale="place"),
                Item(key="aim", text="An aim", scale=YES_NO.key),
                Item(key="share", text="How many", scale=PERCENT.key),
            ],
        )
    ],
)
WAYS: list[Callable[[dict[str, list[Any]]], Any]] = [
    dict,
    pd.DataFrame,
    lambda columns: pl.DataFrame(columns, strict=False),
    pa.table,
]

rows = st.lists(
    st.tuples(
        st.sampled_from(["ann", "bo", "cy"]),
        st.sampled_from(["", "toddlers"]),
        st.sampled_from([None, "none", "Some", "most", "not-applicable", "dont-know"]),
        st.sampled_from([None, 0, 1]),
        st.sampled_from([None, 0.0, 40.0, 100.0]),
    ),
    unique_by=lambda row: row[:2],
    max_size=6,
)


def answer(item: str, cell: Any, row: tuple[Any, ...]) -> Answer:
    about: Any = {
        "item": item,
        "respondent": row[0],
        "unit": row[1],
        "role": "teacher" if row[0] == "ann" else "director",
    }
    if cell in {"not-applicable", "dont-know"}:
        return Answer(**about, status=cell)
    return Answer(**about, value=cell)


@given(rows)
@settings(max_examples=25)
def test_columns_say_what_answers_say(listed: list[tuple[Any, ...]]) -> None:
    names = ("respondent", "unit", "collect", "aim", "share")
    columns = {name: [row[place] for row in listed] for place, name in enumerate(names)}
    columns["role"] = ["teacher" if row[0] == "ann" else "director" for row in listed]
    usual = Responses(
        SMALL,
        [
            answer(item, cell, row)
            for row in listed
            for item, cell in zip(names[2:], row[2:], strict=True)
        ],
    )
    told = tables.rows_of(usual)
    kept = ["item", "value", "status", "respondent", "unit", "role"]
    long = {name: [row[name] for row in told] for name in kept}
    assert responses_of(SMALL, long) == usual
    for way in WAYS:
        found = responses_of(SMALL, way(columns), source="round 1")
        assert "answers" not in found.__dict__
        assert score(found) == score(usual)
        assert repr(agreement(found)) == repr(agreement(usual))
        for again in (copy.deepcopy(found), pickle.loads(pickle.dumps(found))):
            assert "answers" not in again.__dict__
            assert again == usual
        assert found.answers == usual.answers
        assert found.source == "round 1"
        assert hash(found) == hash(usual)
        fresh = responses_of(SMALL, way(columns), source="round 1")
        for by in ("unit", "site", "role", "respondent"):
            own: dict[str, list[Answer]] = {}
            for one_answer in usual.answers:
                own.setdefault(getattr(one_answer, by), []).append(one_answer)
            expected = {name: Responses(SMALL, said) for name, said in own.items()}
            parts = split(fresh, by)
            # Of columns, no answer is made until somebody asks for it.
            assert all("answers" not in part.__dict__ for part in parts.values())
            assert {part.source for part in parts.values()} <= {"round 1"}
            assert list(parts) == list(expected)
            for made in (parts, split(usual, by)):
                for name, part in made.items():
                    assert part.cells == expected[name].cells
                    assert score(part) == score(expected[name])
                assert made == expected
        assert "answers" not in fresh.__dict__


def test_a_row_an_answer_needs_no_status() -> None:
    table = {"item": ["aim", "collect"], "value": ["yes", None]}
    first, second = responses_of(SMALL, table).answers
    assert (first.value, second.status.value) == (1.0, "unanswered")


def test_what_is_no_attribute_is_none() -> None:
    with pytest.raises(AttributeError, match="no attribute 'answer'"):
        getattr(responses_of(SMALL, {"aim": [1]}), "answer")  # noqa: B009


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"aims": [1], "colect": [0]}, "2 problems"),
        ({"aims": [1]}, "column aims: no item named 'aims'; did you mean 'aim'"),
        ({"aim": [1, 3, 3]}, "row 2, column aim: must be from 0 to 1"),
        ({"collect": ["a lot", "none"]}, "row 1, column collect: must be"),
        ({"aim": [1, 0]}, "row 2 is of the same respondent as row 1"),
        (
            {"respondent": ["a", "a", "a"], "aim": [1, 0, 1]},
            "row 3 is of the same respondent as row 1",
        ),
        ({"item": ["aim"]}, "no column named 'value'"),
        ({"item": ["aims"], "value": [1]}, "row 1, column item: no item named 'aims'"),
        ({"item": ["aim", "aim"], "value": [1, 0]}, "row 2 answers the same item as"),
        ({"item": ["share", "aim"], "value": [70, 9]}, "row 2, column value: must be"),
        (
            {"item": ["aim"], "value": [1], "status": ["unanswered"]},
            "column status: 1 row whose status and value disagree",
        ),
        (
            {"item": ["aim"], "value": [1], "status": ["dunno"]},
            "row 1, column status: must be one of",
        ),
        (
            {
                "item": ["aim", "share"],
                "value": [1, 1],
                "respondent": ["a", "a"],
                "role": ["p", "q"],
            },
            "row 2 gives the respondent another role than row 1",
        ),
        ({"aim": [1, 0], "respondent": ["a"]}, "must be as many as rows"),
        (3, "table must be a data frame, or columns by name"),
        (np.zeros((2, 2)), "table must be a data frame, or columns by name"),
    ],
)
def test_columns_that_are_no_answers_are_refused(table: Any, message: str) -> None:
    with pytest.raises(CqikitError, match=message):
        responses_of(SMALL, table)


def test_of_another_unit_it_may_be_another_role() -> None:
    table = {
        "respondent": ["a", "a"],
        "unit": ["x", "y"],
        "role": ["p", "q"],
        "aim": [1, 1],
    }
    assert len(responses_of(SMALL, table).answers) == 2


def test_one_line_for_one_kind_of_cell() -> None:
    with pytest.raises(DataError) as caught:
        responses_of(SMALL, {"respondent": [*"abc"], "aim": [7, 7, 8]})
    assert len(caught.value.problems) == 2
