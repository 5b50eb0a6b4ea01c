"""Windows along a line, as whole numbers and as arrays."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqikit.spc._rules import _windows

CODES = st.lists(st.integers(0, 3), max_size=40)


def brute(codes: list[int], width: int, count: int) -> list[int]:
    """Return the bits that `count` points of each window have, counted out."""
    windows = [codes[at : at + width] for at in range(len(codes) - width + 1)]
    return [
        sum(
            bit
            for bit in (1, 2)
            if sum(bool(number & bit) for number in window) >= count
        )
        for window in windows
    ]


@given(codes=CODES, width=st.integers(1, 20), count=st.integers(1, 20))
def test_windows_hold_what_is_counted_out(
    codes: list[int], width: int, count: int
) -> None:
    count = min(count, width)
    array = np.array(codes, dtype=np.uint8)
    number = _windows.as_number(array)
    windows = max(len(codes) - width + 1, 0)
    for found, many in (
        (_windows.all_in, width),
        (_windows.any_in, 1),
        (lambda bits, width: _windows.many_in(bits, width, count), count),
    ):
        expected = brute(codes, width, many)
        assert found(array, width).tolist() == expected
        # Of a number there are windows beyond its end, too.
        bits = _windows.as_codes(found(number, width), len(codes))
        assert bits[:windows].tolist() == expected
    assert array.tolist() == codes


@pytest.mark.parametrize("width", range(1, 7))
def test_every_window_of_a_few_points_is_counted_out(width: int) -> None:
    for codes in product((0, 1), repeat=6):
        array = np.array(codes, dtype=np.uint8)
        for count in range(1, width + 1):
            found = _windows.many_in(array, width, count).tolist()
            assert found == brute(list(codes), width, count), (codes, count)
