"""Numbers as people read them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqikit.core import format_number


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.0, "0"),
        (5, "5"),
        (9.996, "10"),
        (99.96, "100"),
        (100.4, "100"),
        (-0.5, "\u22120.5"),
        (1234567.8, "1,234,568"),
        (12345678, "12,345,678"),
        (0.000123456, "0.000123"),
        (0.0000023, "0.0000023"),
        (1.01e-6, "0.00000101"),
        (1e-6, "1e\u221206"),
        (1e-9, "1e\u221209"),
        (9.99e11, "999,000,000,000"),
        (1e12, "1e+12"),
        (1e15, "1e+15"),
        (float("inf"), "inf"),
        (float("nan"), "nan"),
    ],
)
def test_a_number_has_three_digits_or_all_before_the_point(
    value: float, said: str
) -> None:
    assert format_number(value) == said


@given(st.floats(-1e300, 1e300))
def test_what_is_read_is_the_number_to_three_digits(value: float) -> None:
    read = float(format_number(value).replace("\u2212", "-").replace(",", ""))
    assert read == pytest.approx(value, rel=0.006)


@given(st.floats(1e-5, 1e11))
def test_a_number_and_its_negative_are_read_alike(value: float) -> None:
    assert format_number(-value) == f"\u2212{format_number(value)}"
    assert "e" not in format_number(value)
