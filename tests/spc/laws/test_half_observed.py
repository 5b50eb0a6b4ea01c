"""A point of which a part is missing is as if it had not been observed at all."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from cqikit import spc
from cqikit.errors import FieldError

KINDS = [
    kind for kind in spc.CHARTS if kind.takes in {"units", "exposure", "subgroups"}
]
VALUES = [4.0, 6.0, 5.0, 7.0, 5.0, 6.0]
SIZES = [40.0, 42.0, 40.0, 38.0, 40.0, 41.0]
WITHIN = [1.0, 1.2, 0.9, 1.1, 1.0, 0.8]


def drawn(kind: Any, hole: str = "", place: int = 3, odd: float = 2.0) -> spc.Chart:
    """Return a chart with a hole, beside which all else is odd."""
    parts: dict[str, Any] = {"values": VALUES, "sizes": SIZES}
    if kind.plots != kind.within:
        parts["within"] = WITHIN
    if hole:
        parts = {
            name: [*part[:place], odd * part[place], *part[place + 1 :]]
            for name, part in parts.items()
        }
        parts[hole][place] = np.nan
    return spc.chart(parts.pop("values"), kind.name, **parts)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_stands_beside_a_hole_counts_for_nothing(kind: Any) -> None:
    charts = [
        drawn(kind, hole, odd=odd) for hole in ("values", "sizes") for odd in (2.0, 3.0)
    ]
    left = np.arange(len(VALUES)) != 3
    for made in charts:
        assert np.isnan(made.values[3])
        for line in ("centre", "upper", "lower"):
            np.testing.assert_array_equal(
                getattr(made, line)[left], getattr(charts[0], line)[left]
            )
    # And it moves them: without it, the others alone are what they rest on.
    plain = drawn(kind)
    assert not np.array_equal(plain.upper[left], charts[0].upper[left])


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind.takes != "subgroups"], ids=str
)
def test_a_size_of_which_the_count_is_missing_has_its_limits(kind: Any) -> None:
    counted = [*VALUES[:3], np.nan, *VALUES[4:], 5.0]
    sizes = [*SIZES[:3], 42.0, *SIZES[4:], 42.0]
    made = spc.chart(counted, kind.name, sizes=sizes)
    assert np.isnan(made.values[3])
    for line in ("centre", "upper", "lower"):
        missing, there = getattr(made, line)[[3, -1]]
        np.testing.assert_array_equal(missing, there)


@pytest.mark.parametrize("kind", ["s", "r"])
def test_a_chart_of_spread_takes_no_other_spread(kind: Any) -> None:
    with pytest.raises(FieldError, match="within must not be given for"):
        spc.chart([9, 8, 7, 9], kind, sizes=5, within=[1, 1, 1, 1])


def test_a_subgroup_without_a_spread_keeps_its_mean() -> None:
    each: list[list[float | None]] = [[1, 2, 3], [2, 4, 6], [9, None, None]]
    raw = spc.chart(each, "xbar")
    ready = spc.chart([2, 4, 9], "xbar", sizes=[3, 3, 1], within=[1, 2, np.nan])
    np.testing.assert_allclose(ready.centre, raw.centre)
    np.testing.assert_allclose(ready.upper, raw.upper)


@pytest.mark.parametrize("kind", [*KINDS, spc.CHARTS["c"], spc.CHARTS["g"]], ids=str)
def test_a_row_without_a_value_at_the_start_moves_no_chance(kind: Any) -> None:
    parts: dict[str, Any] = {"values": [4.0, 12.0, 8.0, 16.0] * 3}
    if kind.takes in {"units", "exposure", "subgroups"}:
        parts["sizes"] = [50.0] * 12
        if kind.takes == "subgroups" and kind.plots != kind.within:
            parts["within"] = [1.0] * 12
    first: dict[str, Any] = {"values": None, "sizes": 50.0, "within": None}
    whole = spc.chart(**parts, kind=kind)
    later: dict[str, Any] = {name: [first[name], *part] for name, part in parts.items()}
    late = spc.chart(**later, kind=kind)
    chance, other = (spc.false_alarm("three-sigma", made) for made in (late, whole))
    assert chance.value == pytest.approx(other.value, abs=0.015)
    assert chance.points == other.points
