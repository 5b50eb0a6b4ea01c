"""No wrong value hides another: of a row is told, among others, what is told alone."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd  # type: ignore[import-untyped]
import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from cqikit import spc, tables
from cqikit.errors import DataError
from cqikit.spc._charts._floats import LISTED

if TYPE_CHECKING:
    from collections.abc import Callable

KINDS = ("i", "c", "c-exact", "u", "p", "np", "g", "t", "bernoulli", "xbar", "i-prime")
SIZED = frozenset({"u", "p", "np", "xbar", "i-prime"})
CELLS: list[Any] = [0, 1, 3, 99, -1, 2.5, -0.5, None, math.nan, math.inf, "x", 10**400]
SIZES: list[Any] = [0, 1, 30, -2, None, -math.inf, "y", 10_000_000]
ROWS = st.lists(
    st.tuples(st.sampled_from(CELLS), st.sampled_from(SIZES)), min_size=1, max_size=8
)
NUMBERED = re.compile(r"\[\d+\]|row \d+")
DAYS = [f"2026-0{month}" for month in range(1, 9)]


def parts(rows: list[tuple[Any, Any]], kind: Any) -> dict[str, Any]:
    """Return the columns of rows, by the names of arguments."""
    values, sizes = ([row[place] for row in rows] for place in (0, 1))
    found: dict[str, Any] = {"values": values}
    if kind in SIZED:
        found["sizes"] = sizes
    if kind == "xbar":
        found["within"] = [1.0] * len(rows)
    return found


def of_chart(rows: list[tuple[Any, Any]], kind: Any) -> Any:
    return spc.chart(kind=kind, **parts(rows, kind))


def of_panel(rows: list[tuple[Any, Any]], kind: Any) -> Any:
    keys, on = ["a"] * len(rows), DAYS[: len(rows)]
    return spc.panel(kind=kind, keys=keys, on=on, **parts(rows, kind))


def of_batch(rows: list[tuple[Any, Any]], kind: Any) -> Any:
    columns = parts(rows, kind)
    objects = {name: pd.Series(cells, dtype=object) for name, cells in columns.items()}
    frame = pd.DataFrame({"key": "a", "on": DAYS[: len(rows)], **objects})
    named: dict[str, Any] = {name: name for name in columns}
    question = tables.Charts(keys="key", on="on", kind=kind, **named)
    return tables.evaluate(frame, question)


DOORS = (of_chart, of_panel, of_batch)


def told(door: Callable[..., Any], rows: list[tuple[Any, Any]], kind: Any) -> list[str]:
    """Return what is said of rows, without their numbers."""
    try:
        door(rows, kind)
    except DataError as error:
        return sorted(
            str(evolve(problem, where=NUMBERED.sub("", problem.where)))
            for problem in error.problems
        )
    return []


@pytest.mark.parametrize("door", DOORS)
@given(rows=ROWS, kind=st.sampled_from(KINDS))
def test_all_is_told_of_a_series_that_is_told_of_its_rows(
    door: Callable[..., Any], rows: list[tuple[Any, Any]], kind: str
) -> None:
    alone = [said for row in rows for said in told(door, [row], kind)]
    assert told(door, rows, kind) == sorted(alone)


@given(rows=ROWS, kind=st.sampled_from(KINDS))
def test_what_is_left_is_right_where_all_that_is_told_is_left_out(
    rows: list[tuple[Any, Any]], kind: str
) -> None:
    with pytest.raises(DataError) as caught:
        of_chart([*rows, (math.inf, 1)], kind)
    wrong = {int(problem.where[:-1].split("[")[1]) for problem in caught.value.problems}
    kept = [row for place, row in enumerate(rows) if place not in wrong]
    assume(kept)
    of_chart(kept, kind)


def test_a_size_below_0_says_nothing_of_its_value() -> None:
    for ready in (False, True):
        with pytest.raises(DataError) as caught:
            spc.chart([3, 1], "p", sizes=[-3, 5], ready=ready, per=100)
        assert [str(problem) for problem in caught.value.problems] == [
            "sizes[0]: must be at least 0 (got -3)"
        ]


def test_of_many_wrong_values_each_kind_says_how_many_more() -> None:
    many: list[Any] = ["x"] * (LISTED + 2) + [-1.0] * (LISTED + 1)
    with pytest.raises(DataError) as caught:
        spc.chart(many, "c")
    said = [problem.message for problem in caught.value.problems]
    assert len(said) == 2 * LISTED + 2
    assert [word for word in said if "in the same way" in word] == [
        "2 more are wrong in the same way",
        "1 more is wrong in the same way",
    ]


def test_what_cannot_become_a_float_is_no_number() -> None:
    with pytest.raises(DataError, match=r"values\[1\]: must be a number"):
        spc.chart(np.array([1, Decimal("sNaN"), 3]))


def test_what_is_no_rectangle_is_told_with_what_is_no_number() -> None:
    ragged: Any = [[1, "x"], [2]]
    with pytest.raises(DataError, match="must be a number") as caught:
        spc.chart(ragged)
    assert [problem.where for problem in caught.value.problems] == ["values[0, 1]"]
    with pytest.raises(DataError, match="must be a rectangle"):
        spc.chart(np.array([[1, 2], 3], dtype=object))
