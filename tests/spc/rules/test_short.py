"""A short line, whose bits are a number, says what arrays say, bit for bit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from attrs import evolve
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cqikit import spc
from cqikit.spc import View
from cqikit.spc._rules import _short
from cqikit.spc._rules._stream import Stream
from tests.spc.cases import qic_chart
from tests.spc.rules.test_reference_end_to_end import QCC, QIC
from tests.spc.rules.test_reference_rules import RULES as CASES
from tests.spc.rules.test_reference_rules import plain_view
from tests.spc.rules.test_rules import ONE_SIDED, POINTWISE, WHOLE
from tests.spc.test_reference_tools import qcc_chart

#: All that rules can be asked, and what published sets ask, each once.
ASKED: list[Any] = [
    *POINTWISE,
    *WHOLE,
    *ONE_SIDED,
    spc.Zeros(),
    spc.Zeros(of="binomial", marks="completing"),
    spc.LongestRun(missing="break", marks="completing"),
    spc.Shift(length=3, on_centre="either", marks="completing"),
    spc.Shift(length=3, on_centre="either", missing="skip"),
    spc.KOfNBeyond(count=3, window=5, sigmas=1, marks="all"),
    spc.KOfNBeyond(count=4, window=5, sigmas=1, windows="full"),
    spc.KOfNBeyond(net=True, missing="skip", marks="all"),
    spc.BeyondLimits(inclusive=True),
    spc.Trend(length=3, marks="completing"),
    spc.Alternating(length=4, marks="completing"),
    *(rule for rules in spc.RULE_SETS for rule in rules.rules),
]
ONCE = dict.fromkeys(evolve(rule, name="rule", source="") for rule in ASKED)
RULES = tuple(evolve(rule, name=f"rule {n}") for n, rule in enumerate(ONCE))
PUBLISHED = spc.ANHOEJ | spc.NELSON | spc.PERLA | spc.WESTGARD
LEVELS = (-3.5, -3.0, -2.2, -1.4, -1.0, -0.5, 0.0, 0.0, 0.5, 1.0, 1.4, 2.2, 3.0, 3.5)


@st.composite
def charts(draw: st.DrawFn) -> View:
    """Draw any single chart, of whichever lines and marks."""
    n = draw(st.integers(0, 40))
    points = st.one_of(st.sampled_from(LEVELS), st.floats(-9, 9), st.just(np.nan))
    # Levels that often repeat have runs, trends and rows of zeros.
    values = np.array(draw(st.lists(points, min_size=n, max_size=n)), dtype=float)
    if draw(st.booleans()):
        values = np.repeat(values, 3)[:n]
    flat: dict[str, Any] = {}
    for name, levels in (
        ("centre", (0.0, 0.5)),
        ("sigma", (1.0, 0.5, 0.0, np.nan)),
        ("lower", (-3.0, -2.0, np.nan)),
        ("upper", (3.0, 2.0, np.nan, -1.0)),
    ):
        how = draw(st.sampled_from(("level", "moves", "none")))
        if how == "level" or (how == "none" and name in {"centre", "sigma"}):
            flat[name] = np.broadcast_to(draw(st.sampled_from(levels)), (n,))
        elif how == "moves":
            each = st.lists(st.sampled_from(levels), min_size=n, max_size=n)
            flat[name] = np.array(draw(each), dtype=float)
    for name in ("breaks", "excluded"):
        if draw(st.booleans()):
            rare = st.lists(st.integers(0, 9), min_size=n, max_size=n)
            flat[name] = np.array(draw(rare), dtype=int) > 7
    return View(values, **flat)


def assert_equal(view: Any, rules: Any = RULES) -> None:
    """Assert that numbers and arrays say the same, of runs as well."""
    short = spc.read(view, rules)
    runs = short.runs
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_short, "FEW", 0)
        long = spc.read(view, rules)
        expected = long.runs
    for rule in short.rules:
        ours, theirs = short.flags[rule.name], long.flags[rule.name]
        assert ours.tolist() == theirs.tolist(), rule
        assert (ours.dtype, ours.shape) == (theirs.dtype, theirs.shape)
        assert not ours.flags.writeable
    for name in ("useful", "longest", "allowed", "crossings", "fewest"):
        counted, counted_out = getattr(runs, name), getattr(expected, name)
        assert counted.tolist() == counted_out.tolist(), name
        assert counted.dtype == counted_out.dtype


@settings(max_examples=60)
@given(view=charts())
@example(view=View(np.array([]), np.array([]), np.array([])))
@example(view=View(np.array([[2.5, 0.0, 2.5]]), np.zeros((1, 3)), np.ones((1, 3))))
def test_a_short_line_says_what_arrays_say(view: View) -> None:
    assert_equal(view)


def test_published_cases_are_read_alike_both_ways() -> None:
    views: list[Any] = [plain_view(case) for case in CASES]
    for view in (*views, *map(qic_chart, QIC), *map(qcc_chart, QCC)):
        assert_equal(view, PUBLISHED)


def test_one_chart_is_a_short_line_and_many_are_none() -> None:
    single = spc.chart(np.arange(24.0)).view
    assert isinstance(_short.laid(single), _short.Short)
    many = spc.chart(np.arange(48.0).reshape(2, 24)).view
    assert type(_short.laid(many)) is Stream
    long = spc.chart(np.arange(2000.0)).view
    assert type(_short.laid(long)) is Stream


@pytest.mark.parametrize("width", [2.0, 3.0, 4.0, 5.0])
@pytest.mark.parametrize("points", [6, _short.FEW + 6])
def test_outside_is_outside_the_limits_that_are_drawn(
    points: int, width: float
) -> None:
    apart = np.zeros(points)
    apart[:6] = 0.0, width - 0.5, width + 0.5, 0.5 - width, -0.5 - width, 0.0
    made = spc.chart(10 + 2 * apart, width=width, centre=10.0, sigma=2.0)
    for view in (made.view, evolve(made.view, lower=None)):
        (flags,) = spc.read(view, [spc.BeyondLimits()]).flags.values()
        below = -1 if view.lower is not None else 0
        assert flags[:6].tolist() == [0, 0, 1, 0, below, 0]
        assert not flags[6:].any()
