"""Charts drawn block by block are those drawn at once."""

import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit import spc
from cqikit.spc import _chunks, _draw, _folds, _long, _segments

LINES = ("values", "centre", "sigma", "lower", "upper")
SEEN = (*LINES, "breaks", "excluded")


@contextmanager
def small_blocks(size: int = 16) -> Iterator[None]:
    """Work on so few points at once that short series are long ones."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (_chunks, _draw, _folds, _long):
            patch.setattr(module, "CHUNK", size)
        patch.setattr(_segments, "CELLS", size)
        yield


def same(one: spc.Chart, other: spc.Chart) -> None:
    """Assert that two charts have the same lines, shown and seen by rules."""
    for line in LINES:
        np.testing.assert_allclose(
            getattr(one, line), getattr(other, line), 1e-9, 1e-12, err_msg=line
        )
    for line in SEEN:
        first, second = getattr(one.view, line), getattr(other.view, line)
        assert (first is None) == (second is None)
        if first is not None:
            np.testing.assert_allclose(first, second, 1e-9, 1e-12, err_msg=line)
            assert not second.flags.writeable


def data_for(kind: spc.ChartKind, shape: tuple[int, ...], seed: int) -> dict[str, Any]:
    """Return data that fit a kind, with a few of them missing."""
    rng = np.random.default_rng(seed)
    sizes = rng.integers(2, 6, size=shape).astype(float)
    match kind.takes:
        case spc.Takes.SUBGROUPS:
            raw = rng.normal(10, 2, size=(*shape, 5))
            raw[np.arange(5) >= sizes[..., None]] = np.nan
            return {"values": raw}
        case spc.Takes.UNITS:
            return {"values": rng.binomial(sizes.astype(int), 0.3), "sizes": sizes}
        case spc.Takes.EVENTS:
            return {"values": rng.poisson(sizes), "sizes": sizes}
        case spc.Takes.BINARY:
            return {"values": rng.integers(0, 2, size=shape)}
        case _:
            values = rng.poisson(9, size=shape) + 1.0
    values[rng.random(shape) < 0.1] = np.nan
    return {"values": values}


OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "phases": st.sets(st.integers(1, 69), max_size=8).map(sorted),
        "baseline": st.integers(3, 40),
        "exclude": st.sets(st.integers(0, 69), max_size=8).map(sorted),
        "bridge": st.booleans(),
        "centre": st.floats(0.2, 0.8),
        "sigma": st.floats(0.2, 2),
        "upper": st.floats(1, 20),
        "per": st.just(100.0),
    },
)


@pytest.mark.parametrize("kind", list(spc.CHARTS), ids=lambda kind: kind.name)
@settings(max_examples=25)
@given(
    options=OPTIONS,
    rows=st.sampled_from([(), (1,), (3,), (2, 2)]),
    seed=st.integers(0, 2**20),
)
def test_blocks_change_nothing(
    kind: spc.ChartKind, options: dict[str, Any], rows: tuple[int, ...], seed: int
) -> None:
    data = data_for(kind, (*rows, 70), seed)
    whole = spc.chart(kind=kind, **data, **options)
    with small_blocks():
        parts = spc.chart(kind=kind, **data, **options)
    same(whole, parts)


@pytest.mark.parametrize("kind", ["i", "p-prime", "i-prime", "ewma", "cusum", "t"])
def test_a_given_centre_may_move_in_a_long_phase(kind: str) -> None:
    chosen = spc.CHARTS[kind]
    data = data_for(chosen, (70,), 5)
    data["sizes"] = data.get("sizes", None)
    if kind == "i-prime":
        data["sizes"] = np.arange(1.0, 71)
    centre = 0.3 + np.arange(70) / 1000
    for exclude in ((), (3, 40)):
        whole = spc.chart(kind=kind, centre=centre, exclude=exclude, **data)
        with small_blocks():
            parts = spc.chart(kind=kind, centre=centre, exclude=exclude, **data)
        same(whole, parts)


@given(
    rows=st.sampled_from([(), (3,), (2, 2)]),
    every=st.integers(5, 60),
    seed=st.integers(0, 2**20),
)
def test_baselines_are_the_same_in_blocks(
    rows: tuple[int, ...], every: int, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    values, edges = rng.normal(size=(*rows, 70)), rng.random((*rows, 70)) < 1 / every
    for baseline in (8, rng.random((*rows, 70)) < 0.1):
        whole = spc.chart(values, phases=edges, baseline=baseline)
        with small_blocks():
            parts = spc.chart(values, phases=edges, baseline=baseline)
        same(whole, parts)


def test_a_long_phase_may_count_few_points_or_none() -> None:
    values = np.arange(80.0) % 7
    for some in (slice(20, 60), slice(0, 80), slice(1, 80)):
        mask = np.zeros(80, dtype=bool)
        mask[some] = True
        for kind in ("i", "run", "i-sd", "xbar"):
            data: dict[str, Any] = {"values": values}
            if kind == "xbar":
                data = {"values": values.reshape(40, 2), "exclude": mask[:40]}
            options = {"exclude": mask, **data}
            whole = spc.chart(kind=kind, **options)
            with small_blocks():
                parts = spc.chart(kind=kind, **options)
            same(whole, parts)


def test_phases_without_a_point_that_counts_have_no_statistic() -> None:
    for name in ("bernoulli", "ewma", "cusum", "mr"):
        made = spc.chart([0, 1, 0, 1, 1, 0], name, phases=[1, 2], exclude=[0, 1])
        assert np.isnan(made.values[:2]).all()
        assert np.isfinite(made.values[3:]).all()


def test_a_baseline_in_which_nothing_was_observed_is_flat_in_blocks() -> None:
    values = np.arange(40.0)
    values[:3] = np.nan
    options: dict[str, Any] = {"baseline": 3, "centre": 0.5, "sigma": 1.0}
    whole = spc.chart(values, "ewma", **options)
    with small_blocks():
        same(whole, spc.chart(values, "ewma", **options))
    assert np.isnan(whole.view.sigma[:3]).all()


def test_constant_phases_are_flat_in_blocks() -> None:
    values = np.concatenate([np.full(40, 5.0), np.arange(40) % 3.0])
    whole = spc.chart(values, phases=[40])
    with small_blocks():
        parts = spc.chart(values, phases=[40])
    same(whole, parts)
    assert np.isnan(parts.view.sigma[:40]).all()
    assert (parts.view.sigma[40:] > 0).all()


@given(
    values=st.lists(st.integers(-5, 5), min_size=40, max_size=90),
    missing=st.sets(st.integers(0, 89)),
)
def test_the_median_of_a_long_phase_is_the_median(
    values: list[int], missing: set[int]
) -> None:
    data = [
        np.nan if place in missing else float(value)
        for place, value in enumerate(values)
    ]
    whole = spc.chart(data, "i-median-range")
    with small_blocks(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(_folds, "SLACK", 1)
        parts = spc.chart(data, "i-median-range")
    same(whole, parts)


def test_functions_of_others_see_a_long_phase_as_one() -> None:
    def middle(points: spc.Points) -> Any:
        assert points.within is None
        doubled = points.each(lambda array: array * 2)
        assert points.sizes is not None
        assert doubled.values.shape == points.sizes.shape
        low, high = np.fmin.reduce(points.values, -1), np.fmax.reduce(points.values, -1)
        return ((low + high) / 2)[..., None]

    def remembers(points: spc.Points, _centre: Any, _spread: Any) -> Any:
        return np.maximum.accumulate(points.values, axis=-1)

    rng = np.random.default_rng(8)
    values, sizes = rng.normal(size=70), np.ones(70)
    for statistic in (None, remembers):
        kind = evolve(
            spc.CHARTS["i-prime"], name="own", centre=middle, statistic=statistic
        )
        whole = spc.chart(values, kind, sizes=sizes, exclude=[5], phases=[50])
        with small_blocks():
            parts = spc.chart(values, kind, sizes=sizes, exclude=[5], phases=[50])
        same(whole, parts)


def test_a_line_may_be_one_number_for_all_charts() -> None:
    kind = evolve(spc.CHARTS["i"], name="own", line=lambda *_: np.zeros(1))
    values = np.random.default_rng(4).normal(size=(3, 40))
    whole = spc.chart(values, kind)
    assert whole.centre.shape == (3, 40)
    assert not whole.centre.any()
    with small_blocks():
        same(whole, spc.chart(values, kind))


MARKS: dict[str, dict[str, Any]] = {
    "plain": {},
    "phases": {"phases": [10_000]},
    "exclusions": {"exclude": [1000, 15_000]},
    "baseline": {"baseline": 8_000},
    "bridged": {"bridge": True},
    "all": {"phases": [10_000], "exclude": [1000], "baseline": 8_000},
    "given": {"centre": 9.5, "lower": 1.0},
}


def beyond_result(kind: spc.ChartKind, size: int, options: dict[str, Any]) -> int:
    """Return how many bytes a chart takes at most while it is made, beyond itself."""
    data = data_for(kind, (size,), 3)
    data["values"] = np.asarray(data["values"], dtype=float)
    tracemalloc.start()
    made = spc.chart(kind=kind, **data, **options)
    held, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert made.values.shape == (size,)
    return most - held


@pytest.mark.parametrize("marks", MARKS)
@pytest.mark.parametrize(
    "kind",
    [
        "i",
        "i-median-range",
        "i-sd",
        "mr",
        "i-prime",
        "xbar",
        "p-prime",
        "ewma",
        "cusum",
    ],
)
def test_working_memory_does_not_grow_with_the_series(kind: str, marks: str) -> None:
    with small_blocks(2048):
        few, many = (
            beyond_result(spc.CHARTS[kind], size, MARKS[marks])
            for size in (30_000, 120_000)
        )
    # Two thirds of a byte for each point more would be too much.
    assert many < few + 60_000, (few, many)


def test_working_memory_does_not_grow_with_the_number_of_charts() -> None:
    for name in ("i", "p-prime"):
        kind = spc.CHARTS[name]
        few, many = (_beyond_stack(kind, rows) for rows in (3_000, 9_000))
        assert many < few + 24 * 3_000, (few, many)


def _beyond_stack(kind: spc.ChartKind, rows: int) -> int:
    data = data_for(kind, (rows, 24), 3)
    data["values"] = np.asarray(data["values"], dtype=float)
    with small_blocks(2048):
        tracemalloc.start()
        made = spc.chart(kind=kind, phases=[12], exclude=[3], baseline=8, **data)
        held, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert len(made) == rows
    return most - held
