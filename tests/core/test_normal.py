"""How far a share of the normal distribution reaches, held against SciPy."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy.special import ndtri

from cqikit.core import normal_reach
from cqikit.errors import FieldError


@given(st.floats(1e-6, 1 - 1e-9))
@example(0.95)
@example(1 - 1e-9)
def test_how_far_a_level_reaches_is_as_scipy_has_it(level: float) -> None:
    assert normal_reach(level) == pytest.approx(-ndtri((1 - level) / 2), rel=1e-9)


@pytest.mark.parametrize("level", [0, 1, -0.5, 95, float("nan")])
def test_no_interval_has_all_or_nothing(level: float) -> None:
    with pytest.raises(FieldError, match="confidence must be between 0 and 1"):
        normal_reach(level, "confidence")
