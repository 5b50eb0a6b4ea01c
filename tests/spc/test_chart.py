"""What a chart is made of."""

from __future__ import annotations

import numpy as np
import pytest

from cqikit import spc
from cqikit.errors import DataError, FieldError
from cqikit.measures import Measure, Observation, series


def test_the_limits_of_a_baseline_are_those_of_its_points_alone() -> None:
    values = [7.0, 9, 8, 12, 8, 30, 31]
    frozen = spc.chart(values, baseline=5)
    fitted = spc.chart(values[:5])
    np.testing.assert_allclose(frozen.upper[:5], fitted.upper)
    np.testing.assert_allclose(frozen.upper[5:], fitted.upper[0])


def test_each_phase_has_limits_of_its_own() -> None:
    values = [7.0, 9, 8, 12, 8, 30, 31, 29]
    split = spc.chart(values, phases=[5])
    assert split.breaks.tolist() == [False] * 5 + [True] + [False] * 2
    np.testing.assert_allclose(split.upper[:5], spc.chart(values[:5]).upper)
    np.testing.assert_allclose(split.upper[5:], spc.chart(values[5:]).upper)


def test_an_excluded_point_is_shown_and_does_not_count() -> None:
    values = [7.0, 9, 80, 12, 8]
    made = spc.chart(values, exclude={2: "flood"})
    assert made.values[2] == 80
    assert made.reasons == ("", "", "flood", "", "")
    np.testing.assert_allclose(made.upper[0], spc.chart([7.0, 9, 12, 8]).upper[0])


def test_two_equal_dates_are_refused_with_their_rows() -> None:
    with pytest.raises(DataError, match=r"on\[1\]: 2026-01 stands twice"):
        spc.chart([1, 2, 3], on=["2026-01", "2026-01", "2026-02"])


def test_a_proportion_is_charted_with_its_denominators() -> None:
    share = Measure(key="on-time", title="On time", kind="proportion", per=100)
    rows = [
        Observation(period=f"2026-0{month}", numerator=n, denominator=50)
        for month, n in ((1, 40), (2, 45), (4, 38))
    ]
    made = spc.chart(series(share, rows))
    assert made.kind.name == "p"
    np.testing.assert_allclose(made.values, [80, 90, np.nan, 76])
    assert made.title == "On time"
    with pytest.raises(FieldError, match="sizes must be given"):
        spc.chart([1, 2], "p")
