"""What looks at the newest point show by chance."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from attrs import evolve, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit import spc
from cqikit.spc._power._detection import looks_seen
from cqikit.spc._power._newest_looks import _shown_along, at_newest
from tests.spc.rules.test_rules import ONE_SIDED, POINTWISE, WHOLE

RULES: tuple[Any, ...] = (
    *POINTWISE,
    *ONE_SIDED,
    spc.Zeros(),
    spc.Zeros(of="Poisson", chance=0.1, marks="completing"),
    spc.KOfNBeyond(windows="full"),
    spc.KOfNBeyond(same_side=True, marks="all"),
)
NAMED: tuple[Any, ...] = tuple(
    evolve(rule, name=f"rule {n}") for n, rule in enumerate((*RULES, *WHOLE))
)
#: On the centre, on lines of rules, and between.
places = st.sampled_from([-3.5, -3.0, -2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 2.5])
#: Sides alone, so that runs are long.
halves = st.sampled_from([-0.5, 0.5, 0.5, 0.5, 2.5, 0.0])


def of(values: Any) -> spc.View:
    """Return what rules see of values (..., n) about a centre of 1 and 2 sigma."""
    array = np.array(values) * 2 + 1
    return spc.View(array, np.ones_like(array), np.full_like(array, 2.0))


@settings(max_examples=20)
@given(
    st.one_of(st.lists(places, min_size=1, max_size=24), st.lists(halves, min_size=1))
)
def test_a_rule_of_newest_points_flags_what_each_look_flags(values: Any) -> None:
    whole = {
        rule.name: _shown_along(at_newest([rule]), of([values, values[::-1]]))
        for rule in NAMED
    }
    for look in range(1, len(values) + 1):
        stack = of([values[:look], values[::-1][:look]])
        for name, flags in spc.read(stack, NAMED).flags.items():
            shown = (flags[:, -1] != 0).tolist()
            assert whole[name][:, look - 1].tolist() == shown, (name, look)


@settings(max_examples=15)
@given(st.lists(st.one_of(places, st.just(math.nan)), min_size=1, max_size=24))
def test_it_does_so_about_gaps(values: list[float]) -> None:
    plain = NAMED[: len(RULES)]
    whole = spc.read(of(values), at_newest(plain)).flags
    for look in range(1, len(values) + 1):
        for name, flags in spc.read(of(values[:look]), plain).flags.items():
            assert bool(whole[name][look - 1]) == bool(flags[-1]), (name, look)


# What is simulated, or exact, is what happens to many charts -------------------------

#: Kind, rules, baseline, given lines, looks.
WATCHED: tuple[tuple[Any, ...], ...] = (
    ("i", "nelson", 24, {}, 1),
    ("i", "shewhart-runs", 12, {}, 12),
    ("i", "cut-box", 12, {}, 12),
    ("i", "nelson", None, {}, 24),
    ("i", "qcc-western-electric", None, {"centre": 4.0, "sigma": 1.0}, 12),
    ("i", "anhoej", None, {"centre": 4.0, "sigma": 1.0}, 12),
    ("c", "nelson", 12, {}, 1),
    ("c", "western-electric", None, {}, 24),
    ("c", "minitab", None, {"centre": 4.0, "sigma": 2.0}, 12),
)
CHARTS = 3_000


@pytest.mark.parametrize(("kind", "rules", "baseline", "lines", "looks"), WATCHED)
def test_the_chance_of_a_look_is_how_many_of_many_charts_show_a_signal_by_it(
    kind: Any, rules: Any, baseline: int | None, lines: dict[str, Any], looks: int
) -> None:
    start = baseline or 0
    generator = np.random.default_rng(7)
    shape = (CHARTS, start + looks)
    if kind == "c":
        values = generator.poisson(4, shape).astype(float)
    else:
        values = generator.normal(4, 1, shape)
    shown = np.zeros(CHARTS, dtype=bool)
    for look in range(start + 1, start + looks + 1):
        charts = spc.chart(values[:, :look], kind, baseline=baseline, **lines)
        for flags in spc.read(charts, rules).flags.values():
            shown |= flags[:, -1] != 0
    # A chart whose centre is the level that all were drawn at.
    level = np.tile([3.0, 5.0], start + looks)[: start + looks]
    begun = spc.chart(level[:-1], kind, **lines)
    _, seen = spc.monitor(begun, rules, baseline=baseline).take(level[-1])
    chance = seen.chance(draws=8_000)
    assert chance is not None
    share = shown.mean()
    error = math.hypot(chance.error, math.sqrt(share * (1 - share) / CHARTS))
    assert abs(chance.value - share) < 4 * error


def test_about_a_known_centre_exact_and_simulated_chances_agree() -> None:
    rules = (spc.KOfNBeyond(windows="full", same_side=True, sigmas=0.5), spc.Shift(5))
    other = (*rules, spc.Trend(30))
    exact, drawn = (
        looks_seen(asked, 12, 0.0, 0, spc.KnownCentre(), 8_000, 0, newest=True)
        for asked in (rules, other)
    )
    assert (exact[-1].method, drawn[-1].method) == ("exact", "simulated")
    for sure, found in zip(exact, drawn, strict=True):
        assert abs(found.value - sure.value) <= 4 * found.error
    # Windows that hold enough, but whose last point is not beyond, show nothing.
    anywhere = looks_seen(rules, 12, 0.0, 0, spc.KnownCentre(), 8_000, 0)
    assert anywhere[-1].value > exact[-1].value


# Rules of somebody else, and how many looks are told ---------------------------------


@frozen
class High:
    """A rule of somebody's own: a point above the centre."""

    name: str = "high"
    reach: Any = None

    def __call__(self, chart: spc.ChartView, /) -> Any:
        return chart.values > chart.centre


@pytest.mark.parametrize("reach", [None, 1])
@pytest.mark.parametrize(
    "centre", [spc.KnownCentre(), spc.BaselineCentre(2), spc.EstimatedCentre("mean")]
)
def test_a_rule_of_somebody_else_is_asked_look_by_look(reach: Any, centre: Any) -> None:
    start = 2 if isinstance(centre, spc.BaselineCentre) else 0
    asked = (0.0, start, centre, 50, 0)
    found = looks_seen((High(reach=reach),), start + 60, *asked, newest=True)
    # A first point is its own mean, and every second one of many above it.
    first = 0.0 if isinstance(centre, spc.EstimatedCentre) else 0.5
    assert found[0].value == pytest.approx(first, abs=0.25)
    assert found[-1].value > 0.9
    assert found == looks_seen((High(),), start + 60, *asked, newest=True)


def test_points_that_are_passed_over_are_looked_back_for() -> None:
    rules = (spc.Shift(3, on_centre="skip"), spc.Trend(3, ties="skip"))
    centre = spc.centre_basis(spc.chart([1, 0, 2, 1], "c"))
    found = looks_seen(rules, 8, 0.0, 0, centre, 200, 0, newest=True)
    every = looks_seen((*rules, High(name="never")), 8, 0.0, 0, centre, 200, 0)
    assert 0 < found[-1].value <= every[-1].value


@pytest.mark.parametrize(
    ("rules", "most"), [("shewhart-runs", 1536), ("best-box", 192), ([High()], 192)]
)
def test_after_very_many_looks_no_chance_is_told(rules: Any, most: int) -> None:
    asked = (High(reach=1),) if isinstance(rules, list) else rules
    made = spc.chart([4, 5, 6, 5], centre=5, sigma=1)
    _, look = spc.monitor(made, asked).take(6)
    late = evolve(look, n=most + 1, seen=most + 1)
    assert late.chance(draws=1) is None
    assert late.sentence() == f"{late}."
    if rules == "shewhart-runs":
        assert evolve(look, n=most, seen=most).chance(draws=1) is not None
