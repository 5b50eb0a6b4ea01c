"""The laws that all kinds of charts keep to."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit import spc
from cqikit.errors import FieldError
from cqikit.testing import check_chart_kind

CATALOGS = (
    spc.CHARTS,
    spc.QICHARTS2_CHARTS,
    spc.POWERBI_CHARTS,
    spc.NHSR_CHARTS,
    spc.QCC_CHARTS,
)
KINDS = {
    f"{number}-{kind.name}": kind
    for number, catalog in enumerate(CATALOGS)
    for kind in catalog
}
REACH = {
    "counts": st.integers(0, 40),
    "units": st.integers(0, 20),
    "events": st.integers(0, 60),
    "between": st.floats(0.5, 90),
    "binary": st.integers(0, 1),
}


def columns(kind: spc.ChartKind, draw: Any, n: int = 12) -> tuple[Any, dict[str, Any]]:
    """Draw a series that can go into a chart of this kind."""
    if kind.plots:
        raw = draw(
            st.lists(
                st.lists(st.floats(-50, 50), min_size=4, max_size=4),
                min_size=n,
                max_size=n,
            )
        )
        return raw, {}
    numbers = REACH.get(kind.takes, st.floats(-50, 50))
    values = draw(st.lists(numbers, min_size=n, max_size=n))
    if kind.takes in {"units", "events"} or kind.name == "i-prime":
        return values, {
            "sizes": draw(st.lists(st.integers(20, 90), min_size=n, max_size=n))
        }
    return values, {}


@pytest.mark.parametrize("name", KINDS)
@given(data=st.data())
@settings(max_examples=5)
def test_kinds_keep_to_the_laws(name: str, data: st.DataObject) -> None:
    kind = KINDS[name]
    values, given_ = columns(kind, data.draw)
    check_chart_kind(kind, values, **given_)


def test_a_t_chart_has_its_sigma_on_the_scale_on_which_it_is_computed() -> None:
    days = np.array([3.0, 11, 24, 7, 40, 2, 18, 9, 30, 5])
    times = spc.chart(days, "t")
    scaled = spc.chart(days ** (1 / 3.6), "i")
    np.testing.assert_allclose(times.sigma, scaled.sigma)
    np.testing.assert_allclose(times.centre, scaled.centre**3.6)
    np.testing.assert_allclose(times.upper, scaled.upper**3.6)
    # In weeks, sigma is that of days over the same root of 7.
    weeks = spc.chart(days / 7, "t")
    np.testing.assert_allclose(weeks.sigma, times.sigma / 7 ** (1 / 3.6))


@pytest.mark.parametrize("name", ["run", "i", "i-median-range", "mr", "xbar", "s", "r"])
@given(data=st.data(), scale=st.floats(0.01, 1000))
@settings(max_examples=10)
def test_units_do_not_matter(name: str, data: st.DataObject, scale: float) -> None:
    kind = spc.CHARTS[name]
    values, given_ = columns(kind, data.draw)
    made = spc.chart(values, kind, **given_)
    scaled = spc.chart(np.multiply(values, scale), kind, **given_)
    for line in ("centre", "sigma", "lower", "upper"):
        expected = getattr(made, line) * scale
        np.testing.assert_allclose(
            getattr(scaled, line), expected, rtol=1e-9, atol=1e-9 * scale
        )


@pytest.mark.parametrize("name", ["i", "i-median", "xbar", "ewma"])
@given(data=st.data())
@settings(max_examples=10)
def test_mirrored_values_have_mirrored_limits(name: Any, data: st.DataObject) -> None:
    values, given_ = columns(spc.CHARTS[name], data.draw)
    made = spc.chart(values, name, **given_)
    mirrored = spc.chart(np.negative(values), name, **given_)
    np.testing.assert_allclose(mirrored.centre, -made.centre, atol=1e-9)
    np.testing.assert_allclose(mirrored.upper, -made.lower, atol=1e-9)


@given(st.lists(st.floats(-50, 50), min_size=3, max_size=30), st.floats(0.05, 1))
def test_ewma_is_its_recursion(values: list[float], weight: float) -> None:
    made = spc.chart(values, spc.ewma_kind(weight))
    z = float(made.centre[0])
    for value, plotted in zip(values, made.values, strict=True):
        z = weight * value + (1 - weight) * z
        assert plotted == pytest.approx(z, abs=1e-9)


@given(
    st.lists(st.floats(-5, 5), min_size=3, max_size=30),
    st.sampled_from(["high", "low"]),
    st.floats(0, 3),
)
def test_cusum_is_its_recursion(values: list[float], side: str, head: float) -> None:
    kind = spc.cusum_kind(side, head_start=head)
    made = spc.chart(values, kind, centre=1.0, sigma=2.0)
    sign = 1 if side == "high" else -1
    held = head
    for value, plotted in zip(values, made.values, strict=True):
        held = max(0.0, held + sign * (value - 1) / 2 - 0.5)
        assert sign * plotted == pytest.approx(held, abs=1e-9)


def test_memory_holds_still_over_a_gap() -> None:
    for kind in ("ewma", "cusum", "cusum-low"):
        full = spc.chart([5, 8, 9, 4], kind, centre=6, sigma=1)
        gap = spc.chart([5, 8, None, 9, 4], kind, centre=6, sigma=1)
        assert np.isnan(gap.values[2])
        np.testing.assert_allclose(np.delete(gap.values, 2), full.values)
    full = spc.chart([0, 1, 1, 0], "bernoulli", centre=0.2)
    gap = spc.chart([0, 1, None, 1, 0], "bernoulli", centre=0.2)
    np.testing.assert_allclose(np.delete(gap.values, 2), full.values)


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("p-exact", 0.2),
        ("p-exact", 0.95),
        ("c-exact", 7.0),
        ("u-exact", 7.0),
        ("g-exact", 7.0),
    ],
)
def test_exact_limits_leave_no_more_than_the_tail_outside(
    name: Any, level: float
) -> None:
    tail = 0.0013498980316301
    size = {"p-exact": 50.0}.get(name, 1.0)
    given_: dict[str, Any] = {"sizes": size} if name in {"p-exact", "u-exact"} else {}
    given_ |= {"centre": level} if name == "p-exact" else {}
    made = spc.chart(
        [round(level * size)] * 5 if given_ else [level * size] * 5, name, **given_
    )
    below = np.cumsum(counts(name, level))
    upper = round(float(made.upper[0]) * size)
    assert 1 - below[upper] <= tail < 1 - below[upper - 1]
    lower = round(float(made.lower[0]) * size)
    assert below[lower] >= tail
    assert lower == 0 or below[lower - 1] < tail


def counts(name: str, level: float) -> Any:
    """Return the probabilities of counts 0, 1, 2 ... one after the other."""
    probability: float = {
        "p-exact": (1 - level) ** 50,
        "g-exact": 1 / (level + 1),
    }.get(name, float(np.exp(-level)))
    found = [probability]
    for count in range(1, 120):
        if name == "p-exact":
            step = max(51 - count, 0) / count * level / (1 - level)
        elif name == "g-exact":
            step = level / (level + 1)
        else:
            step = level / count
        found.append(found[-1] * step)
    return np.array(found)


def test_a_stranger_kind_that_breaks_a_law_is_told_which() -> None:
    def counts_places(points: spc.Points) -> Any:
        return np.full((*points.values.shape[:-1], 1), float(points.values.shape[-1]))

    padded = evolve(spc.CHARTS["run"], centre=counts_places)
    check_chart_kind(padded, [4.0, 9.0, 6.0, 7.0, 5.0, 8.0])
    with pytest.raises(AssertionError, match="a phase is a chart of its own"):
        check_chart_kind(padded, [4.0, 9.0, 6.0, 7.0, 5.0, 8.0, 3.0])


def test_many_short_rows_are_added_as_one_by_one() -> None:
    grid = np.random.default_rng(8).normal(size=(500, 12)) + 3
    grid[::7, 3] = np.nan
    stack = spc.chart(grid)
    for row in (0, 1, 499):
        np.testing.assert_allclose(stack.upper[row], spc.chart(grid[row]).upper)


def test_records_name_the_way_sigma_was_estimated() -> None:
    raw = [[4.0, 6, 5], [7, 5, 6], [5, 9, 7], [6, 4, 4]]
    names = set()
    for spread, within in (
        (spc.MeanRange(), "range"),
        (spc.WeightedRange(), "range"),
        (spc.MeanSd(), "sd"),
        (spc.WeightedSd(), "sd"),
        (spc.PooledSd(), "sd"),
        (spc.PooledSd(unbiased=False), "sd"),
        (spc.MeanOrPooledSd(), "sd"),
    ):
        kind = evolve(spc.CHARTS["xbar-range"], spread=spread, within=within)
        names.add(spc.chart(raw, kind).method[0].spread)  # type: ignore[arg-type]
    assert len(names) == 7
    assert "mean of s / c4" in names


@pytest.mark.parametrize("mean", [20, 2000, 4000])
def test_limits_of_gaps_are_quantiles_of_a_geometric_count(mean: int) -> None:
    made = spc.chart([mean - 9, mean + 9] * 6, "g-exact")
    assert made.lower is not None
    assert made.upper is not None

    def at_most(gap: float) -> float:
        return float(-np.expm1((gap + 1) * np.log(mean / (mean + 1))))

    tail = math.erfc(3 / math.sqrt(2)) / 2
    for limit, share in ((made.lower[0], tail), (made.upper[0], 1 - tail)):
        # The least gap that so large a share of all gaps do not exceed.
        assert at_most(limit) >= share
        assert limit == 0 or at_most(limit - 1) < share


def test_limits_that_are_given_to_counts_of_units_are_counts() -> None:
    made = spc.chart([2, 3, 1, 2, 9], "np", sizes=20, upper=8)
    assert made.upper is not None
    assert made.upper.tolist() == [8.0] * 5
    assert spc.read(made, "three-sigma").flags["outside"].tolist() == [0, 0, 0, 0, 1]
    with pytest.raises(FieldError, match="centre must be the share of a size"):
        spc.chart([2, 3, 1, 2, 9], "np", sizes=20, centre=3)
    with pytest.raises(FieldError, match="upper must be at most 1"):
        spc.chart([2, 3, 1, 2, 9], "p", sizes=20, upper=8)
