"""What signals and silence are worth, and what many looks come to."""

from __future__ import annotations

import math

import numpy as np
import pytest

from cqikit import spc
from cqikit.errors import FieldError
from cqikit.spc._power._probability import Probability, normal_series

ONE, TWO, THREE, FOUR = spc.WESTERN_ELECTRIC


# Normal points about a known centre, a shift of two standard deviations from the first
# point on; worked out by others from 400,000 series a cell.
@pytest.mark.parametrize(
    ("n", "rules", "signal", "silence"),
    [
        (10, [ONE], 30.8, 0.183),
        (10, [ONE, TWO], 23.6, 0.028),
        (10, [ONE, TWO, THREE, FOUR], 13.3, 0.0011),
        (10, spc.ANHOEJ, 20.2, 0.095),
        (10, spc.SHEWHART_RUNS, 13.9, 0.021),
        (20, [ONE], 18.4, 0.033),
        (20, [ONE, TWO], 12.0, 0.0007),
        (20, spc.ANHOEJ, 14.0, 0.0025),
        (24, spc.SHEWHART_RUNS, 8.0, 0.0),
        (40, [ONE], 9.7, 0.0011),
        (40, spc.ANHOEJ, 12.6, 0.0),
    ],
)
def test_signals_are_worth_what_others_found(
    n: int, rules: list[spc.Rule], signal: float, silence: float
) -> None:
    ratios = spc.likelihood_ratios(rules, n, shift=2.0)
    assert ratios.signal == pytest.approx(signal, rel=0.02)
    assert ratios.silence == pytest.approx(silence, rel=0.07, abs=1e-4)


def test_of_a_signal_that_cannot_be_nothing_is_said() -> None:
    # Taken from 1, what is left of it was 1e-16 with the change and 0 without.
    ratios = spc.likelihood_ratios([spc.Shift(8)], 7, shift=1.0, start=2)
    assert (ratios.seen.value, ratios.alone.value) == (0, 0)
    assert math.isnan(ratios.signal)
    assert ratios.silence == 1


def test_a_signal_raises_and_silence_lowers_what_was_held_before() -> None:
    ratios = spc.likelihood_ratios(spc.ANHOEJ, 24, shift=1.0, start=12)
    assert ratios.posterior(0.5, signal=False) < 0.5 < ratios.posterior(0.5)
    odds = 0.2 / 0.8 * ratios.signal
    assert ratios.posterior(0.2) == pytest.approx(odds / (1 + odds))
    assert ratios.posterior(0.0) == 0
    assert ratios.posterior(1.0, signal=False) == 1
    assert "from point 13 of 24 on, a centre known beforehand" in str(ratios)
    with pytest.raises(FieldError, match="prior must be between 0 and 1"):
        ratios.posterior(1.5)


def test_what_never_or_always_signals_says_what_it_can() -> None:
    def ratios(seen: float, alone: float) -> spc.LikelihoodRatios:
        return spc.LikelihoodRatios(
            n=5,
            shift=1.0,
            start=0,
            centre="somewhere",
            seen=Probability(value=seen),
            alone=Probability(value=alone),
        )

    never, always = ratios(0.0, 0.0), ratios(1.0, 1.0)
    assert math.isnan(never.signal)
    assert math.isnan(never.posterior(0.5))
    assert math.isnan(always.silence)
    assert ratios(0.5, 0.0).signal == math.inf
    assert ratios(0.5, 1.0).silence == math.inf


def test_a_year_of_western_electric_looks() -> None:
    year = spc.watching(spc.WESTERN_ELECTRIC)
    printed = [0.0027, 0.0063, 0.0108, 0.0163, 0.0245, 0.0321]
    printed += [0.0395, 0.0536, 0.0642, 0.0747, 0.0851, 0.0954]
    assert year.so_far == pytest.approx(printed, abs=5.1e-5)
    assert (year.method, year.worst) == ("exact", 8)
    assert sum(year.each) == pytest.approx(year.total)
    three = spc.watching(spc.THREE_SIGMA)
    assert three.total == pytest.approx(0.0319, abs=5e-5)
    assert three.rate_for(0.05) == pytest.approx(0.00427, abs=5e-6)
    assert 1 - (1 - three.rate_for(0.2)) ** 12 == pytest.approx(0.2)
    with pytest.raises(FieldError, match="total must lie between 0 and 1"):
        three.rate_for(0.0)


def test_many_looks_at_runs_are_what_drawn_charts_do() -> None:
    watch = spc.watching(spc.ANHOEJ, 12, start=18)
    assert watch.method == "exact"
    assert watch.points == ""
    assert str(watch).startswith("12 looks after 18 quiet points: a false alarm at")
    alarms = quiet = 0
    for z in normal_series(30, 6_000, 9):
        signals = [
            np.asarray(spc.read(spc.KnownCentre().view(z[:, :look]), spc.ANHOEJ).any)
            for look in range(18, 31)
        ]
        quiet += int((~signals[0]).sum())
        alarms += int((np.any(signals[1:], axis=0) & ~signals[0]).sum())
    drawn = Probability.of_draws(alarms, quiet, seed=9)
    assert abs(watch.total - drawn.value) < 4 * drawn.error


def test_looks_at_an_own_centre_are_drawn() -> None:
    watch = spc.watching(
        spc.ANHOEJ, 3, start=12, centre=spc.EstimatedCentre(), draws=200
    )
    assert watch.method == "simulated"
    assert "(simulated, points taken as normal)" in str(watch)


def test_a_chart_that_always_signals_has_alarmed_already() -> None:
    always = [spc.BeyondLimits(sigmas=0.0)]
    assert spc.watching(always, 2, start=3).so_far == (1.0, 1.0)


def test_no_look_is_no_watch() -> None:
    with pytest.raises(FieldError, match="looks must be at least 1"):
        spc.watching(spc.ANHOEJ, 0)
