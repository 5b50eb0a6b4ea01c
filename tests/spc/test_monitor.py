"""Monitors: one point more says what the whole chart says at its last point."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit import spc
from cqikit.errors import FieldError

LINES = ("values", "centre", "lower", "upper")
#: Kinds by what goes in.
COUNTED = ("p", "np", "p-prime", "p-exact", "u", "u-prime", "u-exact", "i-prime")
SUBGROUPED = ("xbar", "xbar-range", "xbar-pooled", "s", "r")
BINARY = ("bernoulli", "bernoulli-low")
GROWING = {
    *("i", "mr", "i-prime", "p", "np", "p-exact", "c", "c-exact", "u", "u-exact"),
    *("g", "t", "t-exponential", "xbar-range", "r"),
}
#: Sets of rules that look back so many points, wherever the centre comes to lie.
WINDOWED = (
    *("making-data-count", "minitab", "nelson", "nhsr-plot-the-dots", "qcc-nelson"),
    *("powerbi-spc", "qcc-western-electric", "three-sigma", "western-electric"),
    "westgard",
)


def rows_of(kind: str) -> st.SearchStrategy[list[tuple[Any, ...]]]:
    """Return rows of value, size and what is within, that a kind takes."""
    few = st.integers(0, 12)
    value: st.SearchStrategy[Any] = st.one_of(
        few.map(float), st.floats(-20, 20).map(lambda number: round(number, 2))
    )
    row: st.SearchStrategy[tuple[Any, ...]]
    if kind in COUNTED:
        sizes = st.sampled_from([20, 20, 20, 35, 60])
        row = st.tuples(st.one_of(few, st.none()), sizes, st.none())
    elif kind in SUBGROUPED:
        row = st.tuples(st.lists(few, min_size=2, max_size=4), st.none(), st.none())
    else:
        if kind in BINARY:
            value = st.integers(0, 1)
        elif kind.startswith(("c", "g")) and not kind.startswith("cusum"):
            value = few
        elif kind.startswith("t"):
            value = st.floats(0.1, 20).map(lambda number: round(number, 1))
        value = st.one_of(value, value, value, st.none())
        row = st.tuples(value, st.none(), st.none())
    return st.lists(row, min_size=1, max_size=32)


def chart_of(kind: Any, rows: list[tuple[Any, ...]], **more: Any) -> spc.Chart:
    values, sizes, _ = (list(column) for column in zip(*rows, strict=True))
    if isinstance(values[0], list):
        widest = max(map(len, values))
        values = [[*row, *[math.nan] * (widest - len(row))] for row in values]
    if sizes[0] is not None:
        more["sizes"] = sizes
    return spc.chart(values, kind, **more)


def says_the_same(look: spc.Look, chart: spc.Chart, rules: Any) -> None:
    """Assert that a look says what the reading of a chart says at its last point."""
    reading = spc.read(chart, rules)
    flags = {name: int(flags[-1]) for name, flags in reading.flags.items()}
    assert dict(look.flags) == {name: flag for name, flag in flags.items() if flag}
    for name in LINES:
        np.testing.assert_allclose(
            getattr(look, name.removesuffix("s")),
            getattr(chart, name)[-1],
            rtol=1e-9,
            atol=1e-9,
            err_msg=name,
        )
    assert look.n == len(chart)


@pytest.mark.parametrize("rules", spc.RULE_SETS.names)
@given(data=st.data())
@settings(max_examples=25)
def test_frozen_limits_say_at_each_point_what_the_whole_chart_says(
    rules: str, data: st.DataObject
) -> None:
    kind = data.draw(st.sampled_from(spc.CHARTS.names))
    rows = data.draw(rows_of(kind))
    baseline = data.draw(st.integers(1, 12))
    start = data.draw(st.integers(1, len(rows)))
    made = chart_of(kind, rows[:start], baseline=baseline)
    kept = spc.monitor(made, rules, baseline=baseline)
    for stop, (value, size, _) in enumerate(rows[start:], start=start + 1):
        kept, look = kept.take(value, size)
        says_the_same(look, chart_of(kind, rows[:stop], baseline=baseline), rules)


@pytest.mark.parametrize("rules", WINDOWED)
@given(data=st.data())
@settings(max_examples=25)
def test_limits_that_grow_say_at_each_point_what_the_whole_chart_says(
    rules: str, data: st.DataObject
) -> None:
    kind = data.draw(st.sampled_from(sorted(GROWING)))
    rows = data.draw(rows_of(kind))
    start = data.draw(st.integers(1, len(rows)))
    kept = spc.monitor(chart_of(kind, rows[:start]), rules)
    for stop, (value, size, _) in enumerate(rows[start:], start=start + 1):
        kept, look = kept.take(value, size)
        says_the_same(look, chart_of(kind, rows[:stop]), rules)


@pytest.mark.parametrize("kind", spc.CHARTS)
def test_kinds_whose_limits_are_no_averages_do_not_grow(kind: spc.ChartKind) -> None:
    rows = [([1, 2, 4], None, None)] if kind.name in SUBGROUPED else [(1, None, None)]
    rows = [(1, 20, None)] if kind.name in COUNTED else rows
    made = chart_of(kind, rows * 3)
    if kind.name in GROWING:
        assert spc.monitor(made, "three-sigma").level.grows
    else:
        with pytest.raises(FieldError, match=r"freeze the limits, such as baseline=12"):
            spc.monitor(made, "three-sigma")


@pytest.mark.parametrize("name", spc.RULE_SETS.names)
def test_rules_that_count_a_whole_phase_need_limits_that_stay(name: str) -> None:
    made = spc.chart([3.0, 5, 4])
    if name in WINDOWED:
        assert spc.monitor(made, name).rules == spc.RULE_SETS[name].rules
    else:
        with pytest.raises(FieldError, match="rules must not count the points"):
            spc.monitor(made, name)
