"""Columns of text as codes: what NumPy's `unique` says, whatever the column is."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqikit.measures import codes_of

texts = st.text("ab\u00e9 ", max_size=3)


def agree(column: Any) -> None:
    """Assert that a column has the codes that NumPy gives it."""
    names, codes = codes_of(column)
    expected, places = np.unique(np.asarray(column), return_inverse=True)
    np.testing.assert_array_equal(names, expected)
    np.testing.assert_array_equal(codes, places)


@given(st.lists(texts))
def test_texts_have_the_codes_that_sorting_gives(column: list[str]) -> None:
    agree(column)
    agree(tuple(column))
    agree(column * 3)
    agree(np.array(column, dtype=str))
    agree(np.array(sorted(column), dtype=str))
    agree(np.array(column, dtype=object))


@given(st.lists(st.integers(-(2**62), 2**62) | st.integers(-3, 3)))
def test_whole_numbers_and_days_do_too(column: list[int]) -> None:
    agree(np.array(column, dtype=np.int64))
    agree(np.array([number % 200 - 100 for number in column], dtype=np.int8))
    agree(np.array([number % 1000 for number in column], dtype="M8[D]"))


@pytest.mark.parametrize(
    "column",
    [
        [3, 1, 3],
        [1.5, 0.5],
        ["a", 1],
        [[1, 2], [3, 4]],
        np.array([True, False]),
        np.array(["2026-01", "NaT"], dtype="M8[M]"),
        np.array([["a", "b"], ["b", "a"]]).reshape(-1),
    ],
)
def test_what_is_no_text_is_left_to_numpy(column: Any) -> None:
    names, codes = codes_of(column)
    expected, places = np.unique(np.asarray(column), return_inverse=True)
    assert str(names) == str(expected)
    assert codes.tolist() == places.tolist()
