"""The date of a shift, with a set of dates that covers as often as it says."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from cqikit import spc
from cqikit.errors import FieldError

LEVELS: dict[str, Any] = {
    "i": lambda draw: draw.normal(np.repeat([0.0, 2.0], 12), 1),
    "c": lambda draw: draw.poisson(np.repeat([4.0, 8.0], 12)),
    "p": lambda draw: draw.binomial(20, np.repeat([0.3, 0.505], 12)),
    "t": lambda draw: draw.exponential(np.repeat([1.0, 4.0], 12)),
    "g": lambda draw: draw.geometric(1 / np.repeat([10.0, 28.0], 12)) - 1,
}
LAWS = {
    "i": "normal",
    "c": "poisson",
    "p": "binomial",
    "t": "exponential",
    "g": "geometric",
}


@pytest.mark.parametrize("kind", LEVELS)
def test_the_set_covers_as_often_as_it_says(kind: Any) -> None:
    draw = np.random.default_rng(11)
    sizes = 20 if kind == "p" else None
    found = [
        spc.change_point(spc.chart(LEVELS[kind](draw), kind, sizes=sizes), draws=199)
        for _ in range(150)
    ]
    assert {point.distribution for point in found} == {LAWS[kind]}
    covered = np.mean([12 in point.places for point in found])
    # 95 %, with four standard errors of 150 series.
    assert covered > 0.95 - 4 * np.sqrt(0.95 * 0.05 / 150)


@pytest.mark.parametrize("kind", LEVELS)
def test_without_a_change_one_is_seldom_shown(kind: Any) -> None:
    draw = np.random.default_rng(12)
    sizes = 20 if kind == "p" else None
    shown = [
        spc.change_point(
            spc.chart(
                np.r_[LEVELS[kind](draw)[:12], LEVELS[kind](draw)[:12]],
                kind,
                sizes=sizes,
            ),
            draws=99,
        ).shown
        for _ in range(100)
    ]
    assert np.mean(shown) < 0.05 + 4 * np.sqrt(0.05 * 0.95 / 100)


CLEAR: dict[str, Any] = {
    "i": lambda draw: draw.normal(np.repeat([0.0, 6.0], 12), 1),
    "c": lambda draw: draw.poisson(np.repeat([3.0, 20.0], 12)),
    "p": lambda draw: draw.binomial(20, np.repeat([0.1, 0.7], 12)),
    "t": lambda draw: draw.exponential(np.repeat([1.0, 30.0], 12)),
    "g": lambda draw: draw.geometric(1 / np.repeat([3.0, 90.0], 12)) - 1,
}


@pytest.mark.parametrize("kind", CLEAR)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_clear_step_is_shown_and_hardly_any_other_date_fits(
    kind: Any, seed: int
) -> None:
    values = CLEAR[kind](np.random.default_rng(seed))
    chart = spc.chart(values, kind, sizes=20 if kind == "p" else None)
    found = spc.change_point(chart, draws=199)
    assert found.chance == 1 / 200
    assert 12 in found.places
    assert len(found.places) <= 4


def test_a_clear_step_is_dated_in_words() -> None:
    months = [f"2025-{month:02}" for month in range(1, 13)]
    values = [28.0, 31, 26, 29, 27, 30, 15, 17, 16, 14, 15, 17]
    found = spc.change_point(spc.chart(values, "i", on=months))
    assert (found.place, found.places, found.candidates) == (6, (6,), 9)
    assert [found.before, found.after] == pytest.approx([28.5, 15.667], abs=1e-3)
    assert str(found) == (
        "if there was one lasting change, it began most likely with Jul 2025:"
        " 1 of 9 places fit (95 % confidence)"
    )
    again = spc.change_point(spc.chart(values, "i", on=months))
    assert again.chance == found.chance == 1 / 1000
    wide = spc.change_point(spc.chart([4, 6, 5, 7, 3, 9, 8, 7, 10, 8, 9, 7], "c"))
    assert not wide.shown or "at the earliest with point" in str(wide)


def test_several_dates_are_told_from_first_to_last() -> None:
    falls = [4, 6, 3, 5, 7, 4, 5, 6, 4, 5, 1, 2, 0, 1, 2, 1, 0, 2]
    found = spc.change_point(spc.chart(falls, "c"), confidence=0.99)
    assert "at the earliest with point" in str(found)
    quiet = spc.change_point(spc.chart([4, 5, 4, 6, 5, 4, 5, 6], "c"))
    assert str(quiet).startswith("no change is shown (p = ")


def test_sizes_excluded_points_and_units_are_allowed_for() -> None:
    late, visits = [5, 9, 4, 6, 12, 20, 16, 19], [20, 40, 18, 25, 21, 38, 30, 35]
    chart = spc.chart(late, "p", sizes=visits, per=100, exclude={0: "a fire"})
    found = spc.change_point(chart)
    assert found.place == 4
    assert found.before == pytest.approx(100 * 19 / 83)
    number = spc.change_point(spc.chart(late, "np", sizes=visits))
    assert number.distribution == "binomial"
    assert (
        spc.change_point(spc.chart(late, "u-prime", sizes=visits)).distribution
        == "normal"
    )


def test_what_cannot_be_dated_is_refused() -> None:
    chart = spc.chart([4, 5, 6], "i")
    with pytest.raises(FieldError, match="4 points or more"):
        spc.change_point(chart)
    with pytest.raises(FieldError, match="distribution"):
        spc.change_point(chart, distribution="cauchy")
    with pytest.raises(FieldError, match="between 0 and 1"):
        spc.change_point(chart, confidence=1)
    with pytest.raises(FieldError, match="single"):
        spc.change_point(spc.chart([[4, 5, 6]] * 2, "i"))
