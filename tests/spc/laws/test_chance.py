"""What a signal is worth: false alarms, exactly or by drawing series."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pytest
from attrs import field, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit import spc
from cqikit.errors import DuplicateError, FieldError
from cqikit.spc._power._centres import Centre
from cqikit.spc._power._exact import shifts_of
from cqikit.spc._power._probability import (
    Probability,
    catalog_of,
    normal_series,
    share_signalling,
)

KNOWN = spc.KnownCentre()
MEDIAN = spc.EstimatedCentre("median")


def drawn(
    rules: Iterable[spc.Rule],
    n: int,
    centre: Centre,
    *,
    shift: float = 0.0,
    start: int = 0,
    draws: int = 20_000,
) -> Probability:
    """Simulate, whether or not there is an exact law."""
    shifts = shifts_of(n, shift, start)
    views = (centre.view(z + shifts) for z in normal_series(n, draws, seed=3))
    hits, count = share_signalling(catalog_of(rules), views)
    return Probability.of_draws(hits, count, seed=3, points="points taken as normal")


def assert_agree(exact: Probability, simulated: Probability) -> None:
    assert exact.method == "exact"
    assert exact.error == 0
    assert abs(exact.value - simulated.value) < 4 * simulated.error


@frozen
class Spike:
    """A stranger's rule: the largest point of a chart is far above the rest."""

    name: str = "spike"
    sigmas: float = 2.5

    def __call__(self, chart: spc.ChartView, /) -> spc.View:
        return (chart.values > self.sigmas).astype(np.int8)  # type: ignore[return-value]


@frozen
class SixInARow:
    """A stranger's rule about runs, which says so."""

    name: str = "six"
    asked: list[int] = field(factory=list, eq=False)

    def __call__(self, chart: spc.ChartView, /) -> object:
        return spc.Shift(length=6)(chart)

    def limits(self, useful: int) -> spc.RunsBox:
        self.asked.append(useful)
        return spc.RunsBox(longest=5, crossings=0)


@pytest.mark.parametrize(
    ("length", "known", "median", "watched"),
    [(6, 0.288, 0.157, 0.21), (7, 0.144, 0.055, 0.12), (8, 0.069, 0.017, 0.07)],
)
def test_false_alarms_depend_on_where_the_centre_came_from(
    length: int, known: float, median: float, watched: float
) -> None:
    rule = [spc.Shift(length=length)]
    frozen_centre = spc.BaselineCentre(12, "median", reads="after")
    assert spc.false_alarm(rule, 24).value == pytest.approx(known, abs=6e-4)
    own = spc.false_alarm(rule, 24, centre=MEDIAN)
    assert own.value == pytest.approx(median, abs=6e-4)
    after = spc.false_alarm(rule, 24, centre=frozen_centre)
    assert after.value == pytest.approx(watched, abs=5e-3)
    assert {own.method, after.method} == {"exact"}


def test_anhoej_rules_have_the_false_alarms_that_were_published() -> None:
    assert spc.false_alarm(spc.ANHOEJ, 24).value == pytest.approx(0.066, abs=5e-4)
    own = spc.false_alarm(spc.ANHOEJ, 24, centre=MEDIAN)
    assert own.value == pytest.approx(0.031, abs=5e-4)


def test_western_electric_on_a_shewhart_chart_has_an_exact_law() -> None:
    exact = spc.false_alarm(spc.WESTERN_ELECTRIC, 24)
    assert_agree(exact, drawn(spc.WESTERN_ELECTRIC, 24, KNOWN))


@pytest.mark.parametrize(
    ("rules", "shift", "start"),
    [
        (spc.THREE_SIGMA, 0.0, 0),
        (spc.ANHOEJ, 0.0, 0),
        (spc.ANHOEJ, 1.5, 8),
        (spc.SHEWHART_RUNS, 0.0, 0),
        (spc.SHEWHART_RUNS, -1.5, 10),
        (spc.BEST_BOX, 1.0, 0),
        (spc.CUT_BOX, 1.0, 0),
        (spc.WESTERN_ELECTRIC, 1.0, 8),
        ([spc.BeyondLimits(sigmas=2.0), *spc.CUT_BOX], 0.0, 0),
        ([spc.OppositeLimits(sigmas=1.5)], 0.0, 0),
        ([spc.Stratification(length=6), spc.Mixture(length=4)], 0.0, 0),
        ([spc.Mixture(length=4, both_sides=False)], 0.0, 0),
        ([spc.KOfNBeyond(same_side=True), spc.Shift(length=7)], 0.5, 3),
        ([spc.KOfNBeyond(last_beyond=True, sigmas=1.5)], 0.0, 0),
        ([spc.KOfNBeyond(within_limits=True, sigmas=1.0)], 2.0, 0),
        ([spc.KOfNBeyond(net=True, count=3, window=5, sigmas=1.0)], 0.0, 0),
    ],
)
def test_exact_laws_are_what_drawn_series_do(
    rules: Iterable[spc.Rule], shift: float, start: int
) -> None:
    exact = spc.signal_probability(rules, 20, shift=shift, start=start)
    assert_agree(exact, drawn(rules, 20, KNOWN, shift=shift, start=start))


@pytest.mark.parametrize("n", [12, 19, 20])
@pytest.mark.parametrize("rules", [spc.ANHOEJ, spc.CUT_BOX])
def test_the_median_of_the_same_points_has_exact_laws(
    n: int, rules: Iterable[spc.Rule]
) -> None:
    exact = spc.false_alarm(rules, n, centre=MEDIAN)
    assert_agree(exact, drawn(rules, n, MEDIAN))


@pytest.mark.parametrize(
    "centre",
    [
        spc.KnownCentre(limits=False),
        spc.EstimatedCentre("median", limits=False),
        spc.BaselineCentre(5, limits=False, reads="after"),
    ],
)
def test_without_limits_only_runs_can_signal(centre: Centre) -> None:
    both, alone = (
        spc.false_alarm(rules, 20, centre=centre)
        for rules in (spc.SHEWHART_RUNS, spc.ANHOEJ)
    )
    assert both == alone
    assert_agree(both, drawn(spc.SHEWHART_RUNS, 20, centre))
    assert spc.false_alarm(spc.THREE_SIGMA, 20, centre=centre).value == 0


# Whole sets about a centre of the same data, 24 points: any signal without a
# change, and with a shift of 2 sigma half-way. Computed by others with 6000 draws.
@pytest.mark.parametrize(
    ("rules", "centre", "quiet", "shifted"),
    [
        (spc.PERLA, MEDIAN, 0.37, 0.89),
        (spc.IHI, spc.EstimatedCentre("mean"), 0.15, 0.78),
        (spc.MAKING_DATA_COUNT, spc.EstimatedCentre("mean"), 0.15, 0.84),
        (spc.WESTERN_ELECTRIC, spc.EstimatedCentre("mean"), 0.15, None),
        (spc.ANHOEJ, MEDIAN, 0.025, 0.62),
        (spc.SHEWHART_RUNS, spc.EstimatedCentre("mean"), 0.08, 0.75),
        ([spc.Trend(length=5)], MEDIAN, 0.25, 0.32),
    ],
)
def test_whole_sets_do_what_others_found(
    rules: Iterable[spc.Rule], centre: Centre, quiet: float, shifted: float | None
) -> None:
    assert spc.false_alarm(rules, 24, centre=centre).value == pytest.approx(
        quiet, abs=0.025
    )
    if shifted is not None:
        found = spc.signal_probability(rules, 24, centre=centre, shift=2, start=12)
        assert found.value == pytest.approx(shifted, abs=0.025)


@pytest.mark.parametrize("statistic", ["median", "mean"])
@pytest.mark.parametrize("points", [2, 9, 12])
def test_points_after_a_baseline_have_exact_laws(points: int, statistic: str) -> None:
    centre = spc.BaselineCentre(points, statistic, reads="after")  # type: ignore[arg-type]
    for shift in (0.0, 1.0):
        exact = spc.signal_probability(
            spc.ANHOEJ, points + 16, centre=centre, shift=shift, start=points
        )
        assert_agree(
            exact, drawn(spc.ANHOEJ, points + 16, centre, shift=shift, start=points)
        )


@pytest.mark.parametrize(
    ("rules", "centre", "shift", "start"),
    [
        (spc.SHEWHART_RUNS, MEDIAN, 0.0, 0),
        (spc.ANHOEJ, MEDIAN, 1.0, 5),
        (spc.ANHOEJ, spc.EstimatedCentre("mean"), 0.0, 0),
        (spc.ANHOEJ, spc.BaselineCentre(8), 0.0, 0),
        (spc.ANHOEJ, spc.BaselineCentre(8, reads="after"), 1.0, 5),
        (spc.THREE_SIGMA, spc.BaselineCentre(8, reads="after"), 0.0, 0),
        (spc.PERLA, KNOWN, 0.0, 0),
    ],
)
def test_without_an_exact_law_series_are_drawn_and_it_says_so(
    rules: Iterable[spc.Rule], centre: Centre, shift: float, start: int
) -> None:
    found = spc.signal_probability(
        rules, 20, centre=centre, shift=shift, start=start, draws=500, seed=3
    )
    assert (found.method, found.draws, found.seed) == ("simulated", 500, 3)
    assert found.error > 0
    again = drawn(rules, 20, centre, shift=shift, start=start, draws=500)
    assert found == again


def test_a_long_watch_after_a_baseline_is_drawn() -> None:
    centre = spc.BaselineCentre(3, reads="after")
    found = spc.false_alarm(spc.ANHOEJ, 1100, centre=centre, draws=50)
    assert found.method == "simulated"


def test_a_rule_of_anybodys_making_is_drawn() -> None:
    rules = [Spike()]
    found = spc.false_alarm(rules, 10, draws=20_000, seed=1)  # type: ignore[arg-type]
    expected = 1 - 0.99379033**10  # Φ(2.5)
    assert found.method == "simulated"
    assert abs(found.value - expected) < 4 * found.error


def test_a_rule_of_anybodys_making_that_knows_its_box_is_computed() -> None:
    rule = SixInARow()
    found = spc.false_alarm([rule], 24)  # type: ignore[list-item]
    assert found == spc.false_alarm([spc.Shift(length=6)], 24)
    assert rule.asked == [24]


def test_draws_begin_with_the_seed_0_unless_said() -> None:
    for chance in (spc.false_alarm, spc.signal_probability):
        assert chance(spc.PERLA, 15, draws=50).seed == 0


def test_the_same_seed_draws_the_same_series() -> None:
    first, second, other = (
        spc.false_alarm(spc.PERLA, 15, draws=3000, seed=seed) for seed in (5, 5, 6)
    )
    assert first == second
    assert first.value != other.value


def test_no_rules_never_signal() -> None:
    for centre in (KNOWN, MEDIAN):
        assert spc.false_alarm([], 24, centre=centre) == Probability(value=0.0)


def test_no_points_never_signal() -> None:
    for rules in (spc.ANHOEJ, spc.WESTERN_ELECTRIC):
        assert spc.false_alarm(rules, 0).value == 0


@settings(max_examples=25)
@given(st.integers(1, 30), st.floats(-3, 3), st.integers(0, 30))
def test_more_points_of_a_shift_are_seen_more_probably(
    n: int, shift: float, start: int
) -> None:
    rules = spc.WESTERN_ELECTRIC
    fewer, more = (
        spc.signal_probability(rules, size, shift=shift, start=start % n).value
        for size in (n, n + 1)
    )
    assert fewer <= more + 1e-12


def test_up_and_down_are_seen_alike() -> None:
    for rules in (spc.SHEWHART_RUNS, spc.WESTERN_ELECTRIC):
        up, down = (
            spc.signal_probability(rules, 20, shift=shift, start=10).value
            for shift in (1.2, -1.2)
        )
        assert up == pytest.approx(down)


@pytest.mark.parametrize(
    ("n", "kwargs", "says"),
    [
        (-1, {}, "n must be at least 0"),
        (24, {"shift": float("nan")}, "shift must be a finite number"),
        (24, {"start": -1}, "start must be a position from 0"),
        (12, {"centre": spc.BaselineCentre(12)}, "n must be more than the 12"),
        (
            24,
            {"centre": spc.EstimatedCentre("mean"), "draws": 0},
            "draws must be at least 1",
        ),
        (
            24,
            {"centre": spc.EstimatedCentre("mean"), "draws": True},
            "draws must be a whole",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused(
    n: int, kwargs: dict[str, object], says: str
) -> None:
    with pytest.raises(FieldError, match=says):
        spc.signal_probability(spc.ANHOEJ, n, **kwargs)  # type: ignore[arg-type]


def test_two_rules_of_one_name_are_refused() -> None:
    with pytest.raises(DuplicateError):
        spc.false_alarm([spc.Shift(), spc.Shift(length=6)], 24)


# Where the centre came from -----------------------------------------------------


@pytest.mark.parametrize(
    ("kwargs", "source"),
    [
        ({"kind": "run"}, spc.EstimatedCentre("median", limits=False)),
        ({"kind": "i"}, spc.EstimatedCentre("mean")),
        ({"kind": "run", "baseline": 5}, spc.BaselineCentre(5, "median", limits=False)),
        ({"kind": "i", "baseline": 8}, spc.EstimatedCentre("mean")),
        ({"kind": "i", "centre": 5.0, "sigma": 1.0}, KNOWN),
        ({"kind": "run", "centre": 5.0}, spc.KnownCentre(limits=False)),
    ],
)
def test_a_chart_knows_where_its_centre_came_from(
    kwargs: dict[str, object], source: Centre
) -> None:
    values = [4.0, 6, 5, 7, 5.1, 6.1, 4.1, 5.2]
    assert spc.centre_basis(spc.chart(values, **kwargs)) == source  # type: ignore[arg-type]


def test_each_phase_has_a_centre_of_its_own() -> None:
    values = [4.0, 6, 5, 7, 5, 6, 4, 5]
    with pytest.raises(FieldError, match="must have one phase"):
        spc.centre_basis(spc.chart(values, phases=[4]))


@pytest.mark.parametrize("kind", ["run", "i", "c"])
def test_a_baseline_in_the_middle_is_drawn_where_it_is(kind: Any) -> None:
    values = [4.0, 6, 5, 7, 5, 6, 4, 5, 6, 7] * 2
    middle = np.isin(np.arange(20), range(4, 12))
    made = spc.chart(values, kind, baseline=middle)
    centre = spc.centre_basis(made)
    assert isinstance(centre, spc.BaselineCentre)
    assert centre.points == 8
    found = spc.false_alarm("shewhart-runs", made, draws=2000)
    first = spc.chart(values, kind, baseline=8)
    # As many points as at the start, but runs are within them, too.
    as_first = spc.false_alarm("shewhart-runs", first, draws=2000)
    assert found != as_first
    assert abs(found.value - as_first.value) < 0.1
    assert (
        "where nothing changes"
        in spc.judge(spc.read(made, [spc.Shift(length=2)])).summary
    )


def test_points_that_share_data_have_no_law_here() -> None:
    with pytest.raises(FieldError, match="must have points that do not depend"):
        spc.centre_basis(spc.chart([4.0, 6, 5, 7, 5], "mr"))


def test_a_baseline_has_two_points_and_more() -> None:
    with pytest.raises(FieldError, match="points must be at least 2"):
        spc.BaselineCentre(1)


def test_centres_say_what_they_are() -> None:
    assert str(KNOWN) == "a centre known beforehand"
    assert str(MEDIAN) == "the median of the same points"
    assert str(spc.BaselineCentre(12, "mean")) == "the mean of the first 12 points"


def test_one_point_has_no_sigma_of_its_own() -> None:
    view = spc.EstimatedCentre("mean").view(np.array([[3.0]]))
    assert view.centre.tolist() == [[3.0]]
    assert np.isnan(view.sigma).all()


# How a probability says how it was found ----------------------------------------


def test_a_probability_says_how_it_was_found() -> None:
    assert str(Probability.exact(1 + 1e-12)) == "100.00 % (exact)"
    assert float(Probability.exact(-1e-16)) == 0.0
    assert str(Probability.of_draws(0, 100, seed=1)) == (
        "0.0 % ± 0.7 (100 series drawn, seed 1)"
    )
    with pytest.raises(FieldError, match="value must be between 0 and 1"):
        Probability(value=1.1)


def test_the_standard_error_is_that_of_a_share() -> None:
    half = Probability.of_draws(5000, 10_000, seed=0)
    assert half.error == pytest.approx(0.005, rel=1e-3)
