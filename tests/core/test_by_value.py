"""What is the same: members one by one, NaN as itself, and nothing else."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqikit.core._by_value import same

plain = st.recursive(
    st.floats() | st.integers(-3, 3) | st.text(max_size=2) | st.none(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.dictionaries(st.sampled_from("ab"), inner)
    ),
    max_leaves=6,
)


def again(value: Any) -> Any:
    """Return a value that holds the same, in objects of its own."""
    if isinstance(value, dict):
        return {key: again(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(map(again, value))
    return float(repr(value)) if isinstance(value, float) else value


@given(plain)
def test_what_holds_the_same_is_the_same(value: Any) -> None:
    assert same(value, again(value))


@pytest.mark.parametrize(
    ("first", "other"),
    [
        (1.5, 2.5),
        (float("nan"), 1.5),
        (1.5, float("nan")),
        (float("nan"), None),
        ([1.5], [1.5, 1.5]),
        ({"a": 1.5}, {"b": 1.5}),
        (np.array([1.0, np.nan]), np.array([1.0, 2.0])),
        (np.zeros(2), np.zeros((2, 1))),
        (np.zeros(2), [0.0, 0.0]),
    ],
)
def test_what_holds_something_else_is_not(first: Any, other: Any) -> None:
    assert not same(first, other)
    assert not same(other, first)
