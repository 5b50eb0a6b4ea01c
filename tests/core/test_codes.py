"""Columns as codes: what is distinct, in the order of first mention."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqikit.core import codes_of

cells = st.none() | st.integers(0, 3) | st.text("ab", max_size=2)


@given(st.lists(cells), st.integers(1, 3))
def test_codes_give_back_the_column(column: list[Any], times: int) -> None:
    for rows in (column * times, tuple(column)):
        names, codes = codes_of(rows)
        assert [names[code] for code in codes.tolist()] == list(rows)
        assert names == list(dict.fromkeys(rows))


def test_what_cannot_be_a_key_is_refused() -> None:
    with pytest.raises(TypeError):
        codes_of([[1], [2]])  # type: ignore[list-item]
