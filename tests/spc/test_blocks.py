"""Charts drawn, and read, in blocks of rows are those drawn and read at once."""

import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest
from attrs import evolve, frozen
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cqikit import spc
from cqikit.spc import ChartView
from cqikit.spc._charts import _chunks, _segments
from cqikit.spc._charts._view import Flags

LINES = ("values", "centre", "sigma", "lower", "upper")
SEEN = (*LINES, "breaks", "excluded")
RULES = spc.ANHOEJ | spc.NELSON


@contextmanager
def small_blocks(size: int = 16) -> Iterator[None]:
    """Work on so few points at once that few charts, and short ones, are many."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_chunks, "CHUNK", size)
        patch.setattr(_segments, "CELLS", size)
        yield


def same(this: spc.Chart, other: spc.Chart) -> None:
    """Assert that two charts have the same lines, shown and seen, and readings."""
    for line in LINES:
        np.testing.assert_allclose(
            getattr(this, line), getattr(other, line), 1e-9, 1e-12, err_msg=line
        )
    for line in SEEN:
        first, second = getattr(this.view, line), getattr(other.view, line)
        assert (first is None) == (second is None)
        if first is not None:
            np.testing.assert_allclose(first, second, 1e-9, 1e-12, err_msg=line)
            assert not second.flags.writeable


def same_reading(chart: ChartView, rules: Any = RULES) -> None:
    """Assert that a chart is read in blocks as it is at once."""
    whole = spc.read(chart, rules)
    with small_blocks():
        parts = spc.read(chart, rules)
        in_parts = parts.runs
    for name, flags in whole.flags.items():
        np.testing.assert_array_equal(flags, parts.flags[name], err_msg=name)
    for name in ("useful", "longest", "allowed", "crossings", "fewest"):
        np.testing.assert_array_equal(
            getattr(whole.runs, name), getattr(in_parts, name), err_msg=name
        )


def data_for(kind: spc.ChartKind, shape: tuple[int, ...], seed: int) -> dict[str, Any]:
    """Return data that fit a kind, with a few of them missing."""
    rng = np.random.default_rng(seed)
    sizes = rng.integers(2, 6, size=shape).astype(float)
    match kind.takes:
        case spc.Input.SUBGROUPS:
            raw = rng.normal(10, 2, size=(*shape, 5))
            raw[np.arange(5) >= sizes[..., None]] = np.nan
            return {"values": raw}
        case spc.Input.UNITS:
            return {"values": rng.binomial(sizes.astype(int), 0.3), "sizes": sizes}
        case spc.Input.EVENTS:
            return {"values": rng.poisson(sizes), "sizes": sizes}
        case spc.Input.BINARY:
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
@settings(max_examples=15)
@given(
    options=OPTIONS,
    rows=st.sampled_from([(), (1,), (3,), (2, 2)]),
    n=st.sampled_from([5, 70]),
    seed=st.integers(0, 2**20),
)
@example(options={"phases": [3], "exclude": [4]}, rows=(3,), n=5, seed=1)
@example(options={"phases": [20, 50], "exclude": [4]}, rows=(3,), n=70, seed=1)
def test_blocks_change_nothing(
    kind: spc.ChartKind,
    options: dict[str, Any],
    rows: tuple[int, ...],
    n: int,
    seed: int,
) -> None:
    for name in ("phases", "exclude"):
        if name in options:
            options = {**options, name: [at for at in options[name] if at < n]}
    if not kind.divided:
        options = {name: value for name, value in options.items() if name != "per"}
    if "upper" in options:
        # Above whatever lower limit there is, and not beyond what can be.
        shares = kind.ceiling is not None and kind.divided
        most = kind.ceiling * options.get("per", 1) if shares else np.inf
        options = {**options, "upper": min(options["upper"] * 1e4, most)}
    if kind.name in {"g-median", "g-exact"}:
        # Of these sigma is the mean's, and may not be given.
        options = {name: value for name, value in options.items() if name != "sigma"}
    data = data_for(kind, (*rows, n), seed)
    whole = spc.chart(kind=kind, **data, **options)
    with small_blocks():
        parts = spc.chart(kind=kind, **data, **options)
    same(whole, parts)
    same_reading(whole)


@pytest.mark.parametrize("kind", ["i", "p-prime", "i-prime", "ewma", "cusum", "t"])
def test_a_given_centre_may_move_in_a_long_phase(kind: Any) -> None:
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
def test_marks_may_be_in_some_rows_only(
    rows: tuple[int, ...], every: int, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(*rows, 70))
    edges, exclude, baseline = (
        (rng.random((*rows, 70)) < 1 / every) & (rng.random((*rows, 1)) < 0.5)
        for _ in range(3)
    )
    for fixed in (None, 8, baseline):
        marks: dict[str, Any] = {"phases": edges, "exclude": exclude, "baseline": fixed}
        whole = spc.chart(values, **marks)
        with small_blocks():
            parts = spc.chart(values, **marks)
        same(whole, parts)
        same_reading(whole)


def test_phases_without_a_point_that_counts_have_no_statistic() -> None:
    for name in ("bernoulli", "ewma", "cusum", "mr"):
        made = spc.chart([0, 1, 0, 1, 1, 0], name, phases=[1, 2], exclude=[0, 1])
        assert np.isnan(made.values[:2]).all()
        assert np.isfinite(made.values[3:]).all()


@pytest.mark.parametrize("kind", list(spc.CHARTS), ids=lambda kind: kind.name)
def test_without_a_point_that_counts_there_is_no_line(kind: spc.ChartKind) -> None:
    for shape in ((6,), (2, 6)):
        made = spc.chart(kind=kind, exclude=range(6), **data_for(kind, shape, 2))
        assert np.isnan(made.centre).all() or kind.only_outside
        assert np.isnan(made.view.sigma).all()


def test_a_baseline_in_which_nothing_was_observed_is_flat() -> None:
    values = np.arange(40.0)
    values[:3] = np.nan
    options: dict[str, Any] = {"baseline": 3, "centre": 0.5, "sigma": 1.0}
    whole = spc.chart(values, "ewma", **options)
    with small_blocks():
        same(whole, spc.chart(values, "ewma", **options))
    assert np.isnan(whole.view.sigma[:3]).all()


def test_what_rules_see_may_differ_from_what_is_shown_in_a_later_block_only() -> None:
    varies = np.arange(40) % 3.0
    for values, phases in (
        (np.concatenate([np.full(40, 5.0), varies]), [40]),
        (np.concatenate([varies, np.full(40, 5.0)]), [40]),
        (np.array([varies, np.full(40, 5.0), varies]), ()),
        (np.array([varies, np.full(40, 5.0), varies]), [20]),
    ):
        whole = spc.chart(values, phases=phases)
        with small_blocks():
            parts = spc.chart(values, phases=phases)
        same(whole, parts)
        constant = values == 5
        assert np.isnan(parts.view.sigma[constant]).all()
        assert (parts.sigma[constant] == 0).all()
        assert (parts.view.sigma[~constant] > 0).all()


@given(
    values=st.lists(st.integers(-5, 5), min_size=40, max_size=90),
    missing=st.sets(st.integers(0, 89)),
)
@example(values=[0] * 40, missing=set(range(40)))
def test_the_median_of_a_long_phase_is_the_median(
    values: list[int], missing: set[int]
) -> None:
    data = [
        np.nan if place in missing else float(value)
        for place, value in enumerate(values)
    ]
    repeated = np.tile(data, (2, 150))
    expected = spc.chart(data, "run").centre[0]
    for stack in (repeated, repeated[0]):
        np.testing.assert_array_equal(spc.chart(stack, "run").centre, expected)


def test_functions_of_others_see_each_phase_whole() -> None:
    def middle(points: spc.Points) -> Any:
        assert points.within is None
        assert points.sizes is not None
        assert points.values.shape == points.sizes.shape
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


@frozen
class Highest:
    """The highest point of a phase, which no part of it can know of."""

    name: str = "highest"

    def __call__(self, chart: ChartView) -> Flags:
        highest = np.nanmax(chart.values, axis=-1, keepdims=True)
        flags: Flags = (chart.values == highest).astype(np.int8)
        return flags


def test_a_rule_of_ones_own_sees_each_phase_whole() -> None:
    values = np.random.default_rng(1).normal(size=(2, 100))
    for phases in ((), [30, 35, 40], list(range(5, 100, 5))):
        same_reading(spc.chart(values, phases=phases), [Highest(), spc.BeyondLimits()])


@pytest.mark.parametrize("level", [0.5, np.nan])
def test_a_level_line_is_taken_for_level_in_one_long_series(level: float) -> None:
    values = np.random.default_rng(2).normal(size=20_000)
    zero = np.zeros(20_000)
    moving, still = np.linspace(0, 1, 20_000), np.full(20_000, level)
    whole = spc.read(spc.View(values, zero, still), RULES)
    pair = np.array([values, values])
    both = spc.read(
        spc.View(pair, np.zeros(pair.shape), np.array([still, still])), RULES
    )
    for name, flags in whole.flags.items():
        np.testing.assert_array_equal(flags, both.flags[name][0], err_msg=name)
    risen = spc.read(spc.View(values, moving, zero + 1), RULES).flags["shift"]
    assert not np.array_equal(risen, whole.flags["shift"])


def test_given_limits_may_be_level_where_sigma_is_not() -> None:
    chart = spc.chart([1, 5, 2], "p", sizes=[9, 8, 7], lower=0.2, upper=0.5)
    assert spc.read(chart, [spc.BeyondLimits()]).flags["outside"].tolist() == [-1, 1, 0]


MARKS: dict[str, dict[str, Any]] = {
    "plain": {},
    "marked": {"phases": [12], "exclude": [3, 15], "baseline": 8, "bridge": True},
    "given": {"centre": 0.5, "lower": 0.1},
}


@pytest.mark.parametrize("marks", MARKS)
@pytest.mark.parametrize("name", spc.CHARTS.names)
def test_a_panel_takes_at_most_three_times_its_input(name: str, marks: str) -> None:
    """While it is charted and read, beyond what goes in and what comes out."""
    kind = spc.CHARTS[name]
    data = data_for(kind, (2_000, 24), 3)
    data["values"] = np.asarray(data["values"], dtype=float)
    size = sum(array.nbytes for array in data.values())
    with small_blocks(2048):
        tracemalloc.start()
        try:
            made = spc.chart(kind=kind, **data, **MARKS[marks])
            held, most = tracemalloc.get_traced_memory()
            beyond = [most - held]
            tracemalloc.reset_peak()
            reading = spc.read(made, RULES)
            _, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    flags = sum(found.nbytes for found in reading.flags.values())
    beyond.append(most - held - flags)
    assert max(beyond) <= 3 * size, [part / size for part in beyond]


@pytest.mark.parametrize("n", [1, 2, 3])
def test_blocks_of_charts_of_few_points_change_nothing(n: int) -> None:
    for name in ("i", "c", "p", "u"):
        kind = spc.CHARTS[name]
        data = data_for(kind, (9, n), 7)
        whole = spc.chart(kind=kind, **data)
        with small_blocks():
            parts = spc.chart(kind=kind, **data)
        same(whole, parts)


def test_long_rows_have_phases_of_their_own() -> None:
    """Each of several long series is cut where its own phases start."""
    values = np.random.default_rng(3).normal(5, 1, (3, 70))
    values[1] += np.repeat([0.0, 3.0], 35)
    breaks = np.zeros((3, 70), dtype=bool)
    breaks[0, [20, 40]] = breaks[2, 10:70:12] = True
    centre = np.full((3, 70), 5.0)
    view = spc.View(values, centre, np.ones((3, 70)), breaks=breaks)
    same_reading(view)
