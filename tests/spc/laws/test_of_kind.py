"""False alarms by what points of a kind do: of counts, of gaps, of times."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import permutations
from typing import Any

import numpy as np
import pytest
from attrs import evolve

from cqikit import spc
from cqikit.errors import FieldError
from cqikit.spc._power import _chain
from cqikit.spc._power._distributions import KindDistribution
from cqikit.spc._power._probability import Probability, share_signalling

SIZES = [18, 20, 25, 20, 40, 20, 18, 30] * 2
SETS = {
    "three-sigma": spc.THREE_SIGMA,
    "western-electric": spc.WESTERN_ELECTRIC,
    "anhoej": spc.ANHOEJ,
    "shewhart-runs": spc.SHEWHART_RUNS,
    "cut-box": spc.CUT_BOX,
}
KNOWN: dict[str, tuple[list[float], dict[str, Any]]] = {
    "p": ([17.0] * 16, {"sizes": SIZES, "centre": 0.9}),
    "np": ([17.0] * 16, {"sizes": SIZES, "centre": 0.9}),
    "p-exact": ([17.0] * 16, {"sizes": SIZES, "centre": 0.9}),
    "c": ([4.0] * 16, {"centre": 4.0}),
    "c-exact": ([4.0] * 16, {"centre": 3.5}),
    "u": ([4.0] * 16, {"sizes": SIZES, "centre": 0.1}),
    "g": ([9.0] * 16, {"centre": 9.0}),
    "t-exponential": ([5.0] * 16, {"centre": 5.0}),
    "t": ([5.0] * 16, {"centre": 5.0, "sigma": 0.45}),
}


def known(kind: Any) -> spc.Chart:
    values, options = KNOWN[kind]
    return spc.chart(values, kind, **options)


def distribution_of(chart: spc.Chart) -> KindDistribution:
    law = spc.centre_basis(chart).distribution
    assert law is not None
    return law


def drawn(rules: Any, law: KindDistribution, draws: int = 20_000) -> Probability:
    hits, count = share_signalling(rules, law.charts(draws, 11))
    return Probability.of_draws(hits, count, seed=11)


@pytest.mark.parametrize("rules", SETS)
@pytest.mark.parametrize("kind", KNOWN)
def test_laws_are_what_drawn_charts_do(kind: str, rules: str) -> None:
    exact = spc.false_alarm(SETS[rules], known(kind))
    law = distribution_of(known(kind))
    assert (exact.method, exact.points) == ("exact", f"{law.family} points")
    simulated = drawn(SETS[rules], law)
    assert abs(exact.value - simulated.value) < 4.5 * simulated.error


def test_the_published_wrong_figures_are_right_now() -> None:
    made = spc.chart([19] * 24, "p", sizes=20, centre=0.95)
    three = spc.false_alarm(spc.THREE_SIGMA, made)
    assert three.value == pytest.approx(0.32, abs=0.005)
    assert str(three) == "31.93 % (exact, binomial points)"
    four = spc.false_alarm(spc.WESTERN_ELECTRIC, made)
    assert four.value == pytest.approx(0.75, abs=0.01)
    # By hand: 16 of 20 or fewer is below the limit of .804.
    assert three.value == pytest.approx(1 - (1 - 0.0159015) ** 24, abs=1e-6)
    # What is said of the chart is said of its centre, for any number of points.
    source = spc.centre_basis(made)
    assert spc.false_alarm(spc.THREE_SIGMA, 24, centre=source) == three
    fewer = spc.false_alarm(spc.THREE_SIGMA, 12, centre=source)
    assert (1 - fewer.value) ** 2 == pytest.approx(1 - three.value)


@pytest.mark.parametrize(
    ("on_centre", "expected"),
    [("break", 0.1058), ("skip", 0.1439), ("below", 0.2479)],
)
def test_a_count_on_the_centre_is_what_the_rule_says(
    on_centre: Any, expected: float
) -> None:
    rules = spc.WESTERN_ELECTRIC.replace(spc.Shift(length=8, on_centre=on_centre))
    made = spc.chart([4] * 24, "c", centre=4)
    assert spc.false_alarm(rules, made).value == pytest.approx(expected, abs=1e-4)


def test_points_of_other_sizes_cannot_be_more_or_fewer() -> None:
    with pytest.raises(FieldError, match="n must be the 16 points of the chart"):
        spc.false_alarm(spc.ANHOEJ, 20, centre=spc.centre_basis(known("p")))


def test_what_is_missing_breaks_a_pattern_in_the_law_too() -> None:
    values = [4.0] * 16
    values[5] = np.nan
    made = spc.chart(values, "c", centre=4)
    whole = known("c")
    rules = spc.WESTERN_ELECTRIC
    exact = spc.false_alarm(rules, made)
    assert exact.method == "exact"
    assert exact.value < spc.false_alarm(rules, whole).value
    simulated = drawn(rules, distribution_of(made))
    assert abs(exact.value - simulated.value) < 4.5 * simulated.error
    # Rules on runs have no law with gaps.
    assert spc.false_alarm(spc.ANHOEJ, made, draws=100).method == "simulated"


def test_excluded_points_are_not_there() -> None:
    made = spc.chart([4.0] * 17, "c", centre=4, exclude=[3])
    assert spc.false_alarm(spc.NELSON.without("trend", "alternating"), made).value == (
        pytest.approx(
            spc.false_alarm(
                spc.NELSON.without("trend", "alternating"), known("c")
            ).value
        )
    )


@pytest.mark.parametrize(
    ("kind", "options", "words"),
    [
        ("p", {"sizes": 20}, "binomial points"),
        ("c", {}, "Poisson points"),
        ("g", {"baseline": 10}, "geometric points"),
        ("t", {}, "exponential points"),
        ("i-median", {}, "points taken as normal, rounded to 1"),
        ("i", {"centre": 5.0}, "points taken as normal, rounded to 1"),
        ("p-prime", {"sizes": 20}, "points taken as normal, rounded to 0.05"),
        ("i", {"width": 2.0}, "points taken as normal, rounded to 1"),
        ("xbar", {"sizes": 3, "within": 1.0}, "measurements taken as normal"),
    ],
)
def test_an_estimated_centre_is_drawn_from_the_kind(
    kind: Any, options: dict[str, Any], words: str
) -> None:
    values = [4.0, 6, 5, 7, 5, 6, 4, 5] * 2
    made = spc.chart(values, kind, **options)
    found = spc.false_alarm(spc.SHEWHART_RUNS, made, draws=400)
    assert (found.method, found.points) == ("simulated", words)
    assert found == spc.false_alarm(spc.SHEWHART_RUNS, made, draws=400)
    assert 0 < found.value < 0.6
    assert words in str(found)


def test_a_fraction_of_a_unit_has_no_binomial_law() -> None:
    made = spc.chart([3.0] * 12, "p", sizes=10.5, centre=0.3)
    assert (
        spc.centre_basis(made).distribution is None
        or distribution_of(made).family == "normal"
    )


def test_given_limits_and_widths_are_in_the_law() -> None:
    values = [4.0, 6, 5, 7, 5, 6, 4, 5]
    two = spc.chart(values, centre=5, sigma=1, width=2)
    exact = spc.false_alarm(spc.THREE_SIGMA, two)
    assert exact.value == pytest.approx(1 - 0.9544997**8, abs=1e-6)
    assert str(exact).endswith("(exact, points taken as normal)")
    upper = spc.chart(values, centre=5, sigma=1, upper=6)
    above = spc.false_alarm(spc.THREE_SIGMA, upper)
    assert above.value == pytest.approx(1 - (0.8413447 - 0.0013499) ** 8, abs=1e-6)


def test_a_window_judged_by_its_last_point_has_no_law_where_limits_vary() -> None:
    rules = [spc.QCC_WESTERN_ELECTRIC["two-of-three"]]
    assert spc.false_alarm(rules, known("p"), draws=100).method == "simulated"
    assert spc.false_alarm(rules, known("c")).method == "exact"


def test_a_centre_may_be_named_beside_a_chart() -> None:
    made = spc.chart([4.0, 6, 5, 7, 5, 6, 4, 5], "i")
    own = spc.false_alarm(spc.ANHOEJ, made, centre=spc.EstimatedCentre("median"))
    assert own == spc.false_alarm(spc.ANHOEJ, 8, centre=spc.EstimatedCentre("median"))


@pytest.mark.parametrize("rules", ["western-electric", "shewhart-runs"])
@pytest.mark.parametrize("kind", KNOWN)
def test_a_shift_is_that_of_the_kind(kind: str, rules: Any) -> None:
    shift = -0.8 if kind in {"t", "t-exponential", "g"} else 0.8
    exact = spc.signal_probability(rules, known(kind), shift=shift, start=6)
    law = distribution_of(known(kind)).shifted(shift, 6)
    assert law is not None
    assert (exact.method, exact.points) == ("exact", f"{law.family} points")
    simulated = drawn(SETS[rules], law)
    assert abs(exact.value - simulated.value) < 4.5 * simulated.error


def test_a_count_that_rises_by_one_sigma_is_a_count_of_six() -> None:
    made = spc.chart([4] * 12, "c", centre=4)
    found = spc.signal_probability(spc.THREE_SIGMA, made, shift=1.0)
    # By hand: more than 10 of a mean of 6.
    beyond = 1 - sum(math.exp(-6) * 6**k / math.factorial(k) for k in range(11))
    assert found.value == pytest.approx(1 - (1 - beyond) ** 12)
    assert str(found).endswith("(exact, Poisson points)")


@pytest.mark.parametrize(
    ("kind", "shift"), [("p", 5.0), ("p", -15.0), ("c", -2.0), ("t-exponential", -1.0)]
)
def test_a_level_that_cannot_be_is_taken_as_normal_and_it_says_so(
    kind: str, shift: float
) -> None:
    found = spc.signal_probability(spc.THREE_SIGMA, known(kind), shift=shift)
    assert found.points == "points taken as normal"
    assert found == spc.signal_probability(spc.THREE_SIGMA, 16, shift=shift)


def test_a_shift_of_normal_points_is_in_their_own_sigma() -> None:
    made = spc.chart([5.0] * 12, "i", centre=5, sigma=2, width=2)
    found = spc.signal_probability([spc.BeyondLimits()], made, shift=1.0)
    inside = 0.8413447 - 0.0013499
    assert found.value == pytest.approx(1 - inside**12, abs=1e-6)


@pytest.mark.parametrize("source", ["known", "own", "baseline", "after"])
def test_looks_at_a_chart_are_of_its_kind(source: str) -> None:
    options: dict[str, Any] = {"known": {"centre": 4}, "own": {}}.get(
        source, {"baseline": 6}
    )
    made = spc.chart([4.0, 5, 3, 4, 4, 4] * 3, "c", **options)
    centre = spc.centre_basis(made)
    if source == "after":
        assert isinstance(centre, spc.BaselineCentre)
        centre = evolve(centre, reads="after")
    rules = spc.WESTERN_ELECTRIC
    found = spc.detection(rules, 18, shift=1.0, start=17, centre=centre, draws=3000)
    last = spc.signal_probability(
        rules, 18, centre=centre, shift=1.0, start=17, draws=3000
    )
    assert found.seen[-1].points == last.points == "Poisson points"
    assert found.method == ("exact" if source == "known" else "simulated")
    # One look at the whole chart is the chart.
    assert found.seen[-1].value == pytest.approx(last.value, abs=0.04)
    assert found.seen[-1].value > found.without[-1].value
    year = spc.watching(rules, 6, start=8, centre=centre, draws=500)
    assert year.points == "Poisson points"


def test_looks_at_points_of_unknown_sizes_are_taken_as_normal() -> None:
    found = spc.watching(spc.THREE_SIGMA, 5, centre=spc.centre_basis(known("p")))
    assert found == spc.watching(spc.THREE_SIGMA, 5)
    assert found.points == "points taken as normal"


@pytest.mark.parametrize("on_centre", ["break", "skip", "above", "below", "either"])
@pytest.mark.parametrize("n", [6, 7])
def test_the_point_on_its_own_median_is_what_the_rule_says(
    n: int, on_centre: Any
) -> None:
    rules = [spc.Shift(length=3, on_centre=on_centre)]
    orders = np.array(list(permutations(range(n))), dtype=float)
    flags = spc.read(spc.EstimatedCentre().view(orders), rules).any
    found = spc.false_alarm(rules, n, centre=spc.EstimatedCentre())
    assert found.value == pytest.approx(flags.mean(), abs=1e-9)
    assert str(found).endswith("(exact)")


@pytest.mark.parametrize(
    ("on_centre", "expected"),
    [("skip", 0.157), ("break", 0.132), ("below", 0.176), ("either", 0.219)],
)
def test_six_on_one_side_of_the_median_of_twenty_five(
    on_centre: Any, expected: float
) -> None:
    rules = [spc.Shift(length=6, on_centre=on_centre)]
    found = spc.false_alarm(rules, 25, centre=spc.EstimatedCentre())
    assert found.value == pytest.approx(expected, abs=6e-4)


def test_the_point_on_the_median_and_crossings_together_are_drawn() -> None:
    rules = spc.ANHOEJ.add(spc.Shift(length=7))
    for n, method in ((24, "exact"), (25, "simulated")):
        found = spc.false_alarm(rules, n, centre=spc.EstimatedCentre(), draws=100)
        assert found.method == method


def test_what_was_drawn_once_is_kept() -> None:
    rules = [spc.Trend(length=4)]
    first = spc.false_alarm(rules, 30, seed=77)
    assert spc.false_alarm(rules, 30, seed=77) is first
    assert spc.false_alarm(rules, 30, seed=78) is not first


def test_a_level_that_is_unknown_is_taken_as_normal() -> None:
    made = spc.chart([0.0, 0, 0, 0, 0, 0], "g")
    assert spc.false_alarm(spc.THREE_SIGMA, made, draws=50).value == 0


def test_a_rule_on_the_centre_and_crossings_together_are_drawn() -> None:
    rules = spc.ANHOEJ.add(spc.Shift(length=7))
    assert spc.false_alarm(rules, known("c"), draws=100).method == "simulated"
    # Where nothing lies on the centre, both are about the same runs.
    exact = spc.false_alarm(rules, known("t-exponential"))
    simulated = drawn(rules, distribution_of(known("t-exponential")))
    assert exact.method == "exact"
    assert abs(exact.value - simulated.value) < 4.5 * simulated.error


def test_sigma_that_is_known_in_places_is_no_law() -> None:
    sigma = [1.0, 1, 1, np.nan, 1, 1, 1, 1]
    made = spc.chart([4.0, 6, 5, 7, 5, 6, 4, 5], centre=5, sigma=sigma)
    found = spc.false_alarm(spc.THREE_SIGMA, made, draws=100)
    assert found.method == "simulated"


def test_a_period_without_units_is_missing() -> None:
    sizes = [20.0] * 16
    sizes[4] = 0
    counts = [18.0 if size else 0 for size in sizes]
    made = spc.chart(counts, "p", sizes=sizes, centre=0.9)
    exact = spc.false_alarm(spc.WESTERN_ELECTRIC, made)
    simulated = drawn(spc.WESTERN_ELECTRIC, distribution_of(made))
    assert exact.method == "exact"
    assert abs(exact.value - simulated.value) < 4.5 * simulated.error


def test_a_set_that_remembers_too_much_is_drawn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(_chain, "MOST_STATES", 3)
    rules = [spc.KOfNBeyond(count=3, window=4, sigmas=1.25)]
    assert spc.false_alarm(rules, known("c"), draws=100).method == "simulated"


def test_many_charts_at_once_have_no_law_of_their_own() -> None:
    made = spc.chart([[4.0, 6, 5], [5.0, 5, 7]], "c", centre=5)
    assert spc.centre_basis(made).distribution is None


def test_nothing_cannot_be_drawn() -> None:
    made = spc.chart([4.0, 6, 5, 7], "c")
    with pytest.raises(FieldError, match="draws must be at least 1"):
        spc.false_alarm(spc.NELSON, made, draws=0)


@dataclass
class Unhashable:
    """A stranger's rule that may change, and so has no hash."""

    name: str = "changing"
    loud: bool = False

    def __call__(self, chart: spc.ChartView, /) -> Any:
        return np.full(np.shape(chart.values), int(self.loud), dtype=np.int8)


def test_a_rule_that_may_change_is_asked_anew() -> None:
    rule: Any = Unhashable()
    assert spc.false_alarm([rule], 12, draws=50).value == 0
    rule.loud = True
    assert spc.false_alarm([rule], 12, draws=50).value == 1


@pytest.mark.parametrize(
    ("kind", "value", "options"),
    [
        ("p", 20.0, {"sizes": 20, "centre": 1.0}),
        ("c", 0.0, {"centre": 0.0}),
        ("g", 0.0, {"centre": 0.0}),
        ("p", 20.0, {"sizes": 20}),
        ("g", 0.0, {}),
    ],
)
def test_what_cannot_vary_does_not_signal(
    kind: Any, value: float, options: dict[str, Any]
) -> None:
    made = spc.chart([value] * 12, kind, **options)
    assert spc.false_alarm(spc.WESTERN_ELECTRIC, made, draws=100).value == 0


def test_exponential_limits_leave_out_as_much_as_normal_ones() -> None:
    found = spc.false_alarm(spc.THREE_SIGMA, known("t-exponential"))
    points = len(known("t-exponential").view.values)
    assert found.value == pytest.approx(1 - math.erf(3 / math.sqrt(2)) ** points)
