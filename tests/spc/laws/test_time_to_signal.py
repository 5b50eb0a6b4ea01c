"""How long rules take to signal, and how soon a planned change would be seen."""

from collections.abc import Iterable

import numpy as np
import pytest
from attrs import frozen

from cqikit import spc
from cqikit.errors import FieldError
from cqikit.spc._power import _chain, _run_length
from cqikit.spc._power._chain import chain_of
from cqikit.spc._power._exact import shifts_of
from cqikit.spc._power._probability import Probability, catalog_of, normal_series
from cqikit.spc._power._run_length import _waits

OUTSIDE = spc.BeyondLimits()
TWO_OF_THREE = spc.KOfNBeyond(count=2, window=3, sigmas=2, name="two")
FOUR_OF_FIVE = spc.KOfNBeyond(count=4, window=5, sigmas=1, name="four")
EIGHT = spc.Shift(length=8)


@frozen
class From:
    """A rule that flags each point from a place on, once there are so many."""

    place: int
    name: str = "from"

    def __call__(self, chart: spc.ChartView, /) -> object:
        flags = np.zeros(np.shape(chart.values), dtype=np.int8)
        flags[..., self.place - 1 :] = 1
        return flags


@frozen
class Never:
    name: str = "never"

    def __call__(self, chart: spc.ChartView, /) -> object:
        return np.zeros(chart.values.shape, dtype=np.int8)


@pytest.mark.parametrize(
    ("rules", "published"),
    [
        # Champ & Woodall, Technometrics 1987;29(4):393-399, table 1, no shift.
        ([OUTSIDE], 370.40),
        ([OUTSIDE, TWO_OF_THREE], 225.44),
        ([OUTSIDE, FOUR_OF_FIVE], 166.05),
        ([OUTSIDE, EIGHT], 152.73),
        ([OUTSIDE, TWO_OF_THREE, FOUR_OF_FIVE, EIGHT], 91.75),
    ],
)
def test_run_lengths_are_the_published_ones(
    rules: list[spc.Rule], published: float
) -> None:
    found = spc.average_run_length(rules)
    assert found.method == "exact"
    assert found.mean == pytest.approx(published, abs=0.011)


def test_the_western_electric_preset_is_the_published_set() -> None:
    found = spc.average_run_length(spc.WESTERN_ELECTRIC)
    assert found.mean == pytest.approx(91.75, abs=0.01)
    assert str(found) == "91.75 points (exact, points taken as normal)"


@pytest.mark.parametrize("shift", [0.0, 1.0, 2.0, 3.0])
def test_points_outside_come_at_a_geometric_time(shift: float) -> None:
    from math import erfc, sqrt

    outside = 0.5 * (erfc((3 - shift) / sqrt(2)) + erfc((3 + shift) / sqrt(2)))
    found = spc.average_run_length(spc.THREE_SIGMA, shift)
    assert found.mean == pytest.approx(1 / outside)


def test_a_run_of_eight_takes_255_points_on_average() -> None:
    # A run of k heads or k tails: 2**k - 1 throws.
    assert spc.average_run_length([EIGHT]).mean == pytest.approx(255)


@pytest.mark.parametrize(
    ("rules", "shift"),
    [
        (spc.WESTERN_ELECTRIC, 0.0),
        ([OUTSIDE, spc.Mixture(length=5), spc.Stratification(length=9)], 0.5),
        (
            [
                spc.OppositeLimits(sigmas=1.0),
                spc.KOfNBeyond(same_side=True, sigmas=1.5),
            ],
            0.0,
        ),
    ],
)
def test_exact_run_lengths_are_those_of_drawn_series(
    rules: Iterable[spc.Rule], shift: float
) -> None:
    exact = spc.average_run_length(rules, shift)
    waits = _waits(catalog_of(rules), shift, 3000, 2)
    error = waits.std() / np.sqrt(waits.size)
    assert exact.method == "exact"
    assert abs(waits.mean() - exact.mean) < 4 * error


def test_silence_up_to_each_point_adds_up_to_the_mean() -> None:
    chain = chain_of((OUTSIDE, TWO_OF_THREE))
    assert chain is not None
    silence = chain.silent([1.0] * 600)
    assert 1 + silence.sum() == pytest.approx(chain.mean_run_length(1.0))


def test_a_set_with_a_trend_is_drawn_and_says_so() -> None:
    rules: list[spc.Rule] = [spc.Shift(length=6), spc.Trend(length=5)]
    found = spc.average_run_length(rules, draws=400, seed=4)
    assert (found.method, found.draws, found.seed) == ("simulated", 400, 4)
    assert found == spc.average_run_length(rules, draws=400, seed=4)
    assert 20 < found.mean < 60
    assert str(found).endswith(
        "points (400 series drawn, seed 4, points taken as normal)"
    )


def test_the_error_of_a_mean_is_halved_by_four_times_the_draws() -> None:
    rules: list[spc.Rule] = [spc.Shift(length=4), spc.Trend(length=4)]
    few, many = (spc.average_run_length(rules, draws=n) for n in (200, 800))
    assert (few.seed, many.seed) == (0, 0)
    assert few.error is not None
    assert many.error is not None
    assert 1.4 < few.error / many.error < 2.9
    # The time to a signal varies about as much as it is long.
    assert 0.3 < few.error * 200**0.5 / few.mean < 1.5


def test_a_chain_of_too_many_states_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_chain, "MOST_STATES", 10)
    rules: list[spc.Rule] = [
        spc.Shift(length=12),
        spc.Stratification(length=11, sigmas=2.5),
    ]
    assert spc.average_run_length(rules, draws=50).method == "simulated"


@pytest.mark.parametrize("place", [1, 2])
def test_a_wait_is_counted_from_the_first_point(place: int) -> None:
    found = spc.average_run_length([From(place)], draws=5)  # type: ignore[list-item]
    assert (found.method, found.mean, found.error) == ("simulated", place, 0)


def test_a_set_that_stays_silent_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(_run_length, "LONGEST_WAIT", 1000)
    with pytest.raises(FieldError, match="must signal within 1000 points"):
        spc.average_run_length([Never()], draws=5)  # type: ignore[list-item]


@pytest.mark.parametrize("rules", [spc.ANHOEJ, spc.BEST_BOX, [spc.RunCount()]])
def test_rules_on_whole_charts_have_no_run_length(rules: Iterable[spc.Rule]) -> None:
    with pytest.raises(FieldError, match="ask false_alarm"):
        spc.average_run_length(rules)


def test_no_rules_have_no_run_length() -> None:
    with pytest.raises(FieldError, match="rules must have at least one"):
        spc.average_run_length([])


# Detection ----------------------------------------------------------------------


def test_a_chain_sees_a_change_as_probably_as_the_last_chart_shows_it() -> None:
    plan = spc.detection(spc.WESTERN_ELECTRIC, 24, shift=1.5, start=12)
    last = spc.signal_probability(spc.WESTERN_ELECTRIC, 24, shift=1.5, start=12)
    assert plan.method == "exact"
    assert len(plan.seen) == len(plan.without) == 12
    assert plan.seen[-1].value == pytest.approx(last.value)
    assert plan.without[-1].value == pytest.approx(
        spc.false_alarm(spc.WESTERN_ELECTRIC, 24).value
    )


def test_drawn_detection_is_the_exact_one() -> None:
    exact = spc.detection([OUTSIDE, EIGHT], 20, shift=1.5, start=8)
    # A known centre that is no KnownCentre has no exact law.
    shown = spc.detection(
        [OUTSIDE, EIGHT, Never()],  # type: ignore[list-item]
        20,
        shift=1.5,
        start=8,
        draws=4000,
    )
    assert shown.method == "simulated"
    for first, other in zip(
        (*exact.seen, *exact.without), (*shown.seen, *shown.without), strict=True
    ):
        assert abs(first.value - other.value) < 4.5 * other.error


@pytest.mark.parametrize(
    "centre",
    [
        spc.EstimatedCentre("median"),
        spc.BaselineCentre(10),
        spc.BaselineCentre(10, reads="after"),
    ],
)
def test_what_was_seen_stays_seen(
    centre: spc.EstimatedCentre | spc.BaselineCentre,
) -> None:
    plan = spc.detection(
        spc.SHEWHART_RUNS, 22, shift=2.0, start=10, centre=centre, draws=300
    )
    for so_far in (plan.seen, plan.without):
        values = [event.value for event in so_far]
        assert values == sorted(values)
        assert {event.draws for event in so_far} == {300}
    assert plan.seen[-1].value > plan.without[-1].value


def test_a_few_points_after_a_baseline_show_nothing() -> None:
    plan = spc.detection(
        spc.ANHOEJ, 14, shift=0.0, start=4,
        centre=spc.BaselineCentre(4, reads="after"), draws=50,
    )  # fmt: skip
    assert [probability.value for probability in plan.seen[:5]] == [0.0] * 5


def test_without_limits_a_plan_counts_on_runs_alone() -> None:
    bare = spc.KnownCentre(limits=False)
    sets: list[list[spc.Rule]] = [[OUTSIDE, EIGHT], [EIGHT]]
    both, alone = (
        spc.detection(rules, 24, shift=2.0, start=12, centre=bare) for rules in sets
    )
    assert both == alone
    assert both.method == "exact"


def test_a_surer_sight_takes_longer() -> None:
    plan = spc.detection(spc.WESTERN_ELECTRIC, 24, shift=1.5, start=12)
    half, most = plan.points_to(0.5), plan.points_to(0.8)
    assert half is not None
    assert most is not None
    assert half < most
    assert plan.seen[most - 1].value >= 0.8 > plan.seen[most - 2].value
    assert plan.points_to(0.9999) is None
    assert plan.points_to(0.0) == 1


def test_a_plan_says_what_it_owes_to_false_alarms() -> None:
    plan = spc.detection(spc.THREE_SIGMA, 24, shift=2.0, start=12)
    assert str(plan) == (
        "a shift of 2 sigma from point 13 on is seen within 12 points with probability"
        " 87.82 % (exact, points taken as normal); without any change: 6.28 %"
        " (exact, points taken as normal)"
    )


@pytest.mark.parametrize(
    ("kwargs", "says"),
    [
        ({"start": 24}, "start must be less than the 24 points"),
        ({"start": 6, "centre": spc.BaselineCentre(8)}, "start must not be before 8"),
        ({"start": 6, "shift": float("inf")}, "shift must be a finite number"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(kwargs: dict[str, object], says: str) -> None:
    with pytest.raises(FieldError, match=says):
        spc.detection(spc.ANHOEJ, 24, **{"shift": 1.0, **kwargs})  # type: ignore[arg-type]


def test_a_probability_to_reach_is_a_probability() -> None:
    plan = spc.detection(spc.THREE_SIGMA, 4, shift=2.0, start=2)
    with pytest.raises(FieldError, match="probability must be between 0 and 1"):
        plan.points_to(1.2)


def test_the_smallest_shift_that_is_probably_seen_is_seen_just_so() -> None:
    for rules in (spc.ANHOEJ, spc.WESTERN_ELECTRIC):
        shift = spc.detectable_shift(rules, 24, start=12)
        assert shift is not None
        seen, hardly = (
            spc.signal_probability(rules, 24, shift=size, start=12).value
            for size in (shift, shift - 0.01)
        )
        assert seen >= 0.8 > hardly


def test_what_always_signals_needs_no_shift() -> None:
    assert spc.detectable_shift([spc.BeyondLimits(sigmas=0.0)], 5, start=0) == 0.0


def test_what_cannot_be_seen_has_no_detectable_shift() -> None:
    assert spc.detectable_shift(spc.ANHOEJ, 3, start=0) is None
    with pytest.raises(FieldError, match="probability must lie between"):
        spc.detectable_shift(spc.ANHOEJ, 24, start=12, probability=1.0)


@pytest.mark.parametrize("shift", [0.0, 1.0, -1.5])
@pytest.mark.parametrize(
    "rules",
    [
        spc.ANHOEJ,
        spc.SHEWHART_RUNS,
        [spc.Crossings()],
        [spc.Shift(length=7), spc.LongestRun()],
    ],
)
def test_a_chart_of_runs_that_grows_has_an_exact_law(
    rules: list[spc.Rule], shift: float
) -> None:
    plan = spc.detection(rules, 26, shift=shift, start=10)
    assert plan.method == "exact"
    shifts = shifts_of(26, shift, 10)
    first = np.zeros(16)
    draws = 4_000
    for z in normal_series(26, draws, 5):
        seen = np.zeros(len(z), dtype=bool)
        for look in range(11, 27):
            view = spc.KnownCentre().view((z + shifts)[:, :look])
            seen |= spc.read(view, rules).any
            first[look - 11] += seen.sum()
    for exact, count in zip(plan.seen, first, strict=True):
        drawn = Probability.of_draws(int(count), draws, seed=5)
        assert abs(exact.value - drawn.value) < 4.5 * drawn.error


def test_a_box_that_is_cut_is_drawn() -> None:
    plan = spc.detection(spc.CUT_BOX, 24, shift=1.0, start=20, draws=50)
    assert plan.method == "simulated"
    assert plan.seen[0].points == "points taken as normal"


def test_what_was_worked_out_once_is_kept() -> None:
    rules = [spc.Trend(length=4)]
    first = spc.detection(rules, 20, shift=1.0, start=12, draws=60)
    again = spc.detection(rules, 20, shift=1.0, start=12, draws=60)
    assert again.seen is first.seen
    assert spc.average_run_length(rules, draws=30) is spc.average_run_length(
        rules, draws=30
    )
