"""The joint law of crossings and the longest run."""

import json
from fractions import Fraction
from math import comb
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit.errors import FieldError
from cqikit.spc import (
    RunsBox,
    RunsDistribution,
    anhoej_limits,
    box_limits,
    runs_distribution,
    runs_distribution_given,
)
from tests.same import same
from tests.spc.laws.brute import crossings_and_longest, series, tally

VECTORS = json.loads(
    (Path(__file__).parents[2] / "reference" / "spc" / "runs_vectors.json").read_text()
)
chances = st.floats(0.05, 0.95)


@pytest.mark.parametrize("n", range(1, 17))
def test_a_known_centre_gives_what_counting_every_series_gives(n: int) -> None:
    law = runs_distribution(n, exact=True)
    assert (law.joint * 2**n == tally(n).sum(axis=0)).all()
    assert runs_distribution(n).joint == pytest.approx(tally(n).sum(axis=0) / 2**n)


@pytest.mark.parametrize("n", range(1, 17))
def test_every_split_gives_what_counting_its_arrangements_gives(n: int) -> None:
    for above in range(n + 1):
        whole, counts = comb(n, above), tally(n)[above]
        law = runs_distribution_given(above, n - above, exact=True)
        assert (law.joint * whole == counts).all()
        floats = runs_distribution_given(above, n - above).joint
        assert floats == pytest.approx(counts / whole, abs=1e-14)


@pytest.mark.parametrize("n", [1, 2, 3, 7, 10])
def test_a_shift_weighs_every_series_by_its_points_above(n: int) -> None:
    chance = Fraction(4, 5)
    weights = [chance**ups * (1 - chance) ** (n - ups) for ups in range(n + 1)]
    expected = np.tensordot(np.array(weights, dtype=object), tally(n), axes=1)
    assert (runs_distribution(n, chance, exact=True).joint == expected).all()


@settings(max_examples=25)
@given(st.lists(chances, min_size=1, max_size=9))
def test_chances_of_their_own_weigh_every_series(each: list[float]) -> None:
    n = len(each)
    weights = np.where(series(n), each, 1 - np.array(each)).prod(axis=1)
    expected = np.zeros((n, n + 1))
    np.add.at(expected, crossings_and_longest(series(n)), weights)
    assert runs_distribution(n, each).joint == pytest.approx(expected, abs=1e-12)


@settings(max_examples=25)
@given(st.integers(1, 24), chances)
def test_equal_chances_step_by_step_are_the_law_in_one_go(n: int, p: float) -> None:
    at_once, stepwise = runs_distribution(n, p), runs_distribution(n, [p] * n)
    assert stepwise.joint == pytest.approx(at_once.joint, abs=1e-13)


@settings(max_examples=25)
@given(st.integers(0, 24), chances)
def test_laws_are_laws(n: int, p: float) -> None:
    for law in (runs_distribution(n, p), runs_distribution_given(n // 2, n - n // 2)):
        assert law.joint.min() >= -1e-15
        assert law.joint.sum() == pytest.approx(1)
        assert law.longest.sum() == pytest.approx(1)
        assert law.crossings.sum() == pytest.approx(1)
        assert law.joint.sum(axis=0) == pytest.approx(law.longest)
        assert law.joint.sum(axis=1) == pytest.approx(law.crossings)


@settings(max_examples=25)
@given(st.integers(1, 24), chances)
def test_laws_know_no_up_and_down(n: int, p: float) -> None:
    assert runs_distribution(n, p).joint == pytest.approx(
        runs_distribution(n, 1 - p).joint, abs=1e-13
    )
    assert runs_distribution_given(n, 3).joint == pytest.approx(
        runs_distribution_given(3, n).joint
    )


@given(st.integers(2, 40))
def test_crossings_about_a_known_centre_are_binomial(n: int) -> None:
    binomial = [comb(n - 1, c) / 2 ** (n - 1) for c in range(n)]
    assert runs_distribution(n).crossings == pytest.approx(binomial)


@settings(max_examples=25)
@given(st.integers(2, 40))
def test_larger_shifts_make_longer_runs_and_fewer_crossings(n: int) -> None:
    weak, strong = runs_distribution(n, 0.6), runs_distribution(n, 0.9)
    fewer = np.cumsum(strong.crossings) - np.cumsum(weak.crossings)
    longer = np.cumsum(weak.longest) - np.cumsum(strong.longest)
    assert fewer.min() >= -1e-12
    assert longer.min() >= -1e-12


@pytest.mark.parametrize("n", sorted(map(int, VECTORS["P_longest_run_ge_L_fair_coin"])))
def test_long_runs_are_as_likely_as_computed_elsewhere(n: int) -> None:
    law = runs_distribution(n)
    chances = VECTORS["P_longest_run_ge_L_fair_coin"][str(n)]
    same(
        "longest_runs",
        f"{n} points: the chance of a run of {', '.join(chances)} or more",
        [law.run_of(int(length)) for length in chances],
        chances,
        abs=5.1e-7,
    )


@pytest.mark.parametrize(
    ("length", "known", "median"),
    [(6, 0.288, 0.157), (7, 0.144, 0.055), (8, 0.069, 0.017)],
)
def test_a_run_about_ones_own_median_is_worth_more(
    length: int, known: float, median: float
) -> None:
    assert runs_distribution(24).run_of(length) == pytest.approx(known, abs=6e-4)
    assert runs_distribution_given(12, 12).run_of(length) == pytest.approx(
        median, abs=6e-4
    )


def test_published_examples_of_numbers_of_runs() -> None:
    examples = {example["name"].split()[0]: example for example in VECTORS["examples"]}
    lunch = examples["Swed-Eisenhart"]
    law = runs_distribution_given(lunch["n1"], lunch["n2"])
    same(
        "examples",
        "lunch counter, 11 runs of 5 and 11: the chance of as many",
        law.crossings[lunch["runs"] - 1 :].sum(),
        lunch["p_upper_exact"],
        abs=1e-7,
    )
    runs = np.arange(1, 17)
    mean = float(law.crossings @ runs)
    same(
        "examples",
        "lunch counter: mean and variance of the number of runs",
        [mean, float(law.crossings @ (runs - mean) ** 2)],
        [lunch["mean"], lunch["var"]],
        abs=1e-7,
    )
    sealants = examples["iecodesign"]
    same(
        "examples",
        "27 points, 6 runs: the chance of as few",
        runs_distribution_given(13, 14).crossings[:6].sum(),
        sealants["p_runs_le_6_13_14"],
        abs=1e-8,
    )


def test_boxes_have_the_published_specificity_and_sensitivity() -> None:
    from tests.spc.laws.test_boxes import SETS, published

    above = 0.7881446014166034  # Φ(0.8)
    rows = published()[::6]
    sizes = [int(row["n"]) for row in rows]
    boxes = {
        "anhoej": [anhoej_limits(n) for n in sizes],
        "best": [box_limits(n) for n in sizes],
        "cut": [box_limits(n, "cut") for n in sizes],
    }
    fair = [runs_distribution(n) for n in sizes]
    shifted = [runs_distribution(n, above) for n in sizes]
    for name, found in boxes.items():
        for what, ours in (
            (
                "specificity",
                [law.within(box) for law, box in zip(fair, found, strict=True)],
            ),
            (
                "sensitivity",
                [1 - law.within(box) for law, box in zip(shifted, found, strict=True)],
            ),
        ):
            same(
                "boxes",
                f"{SETS[name]}: {what}, of {sizes[0]}, {sizes[1]} … {sizes[-1]} points",
                ours,
                [float(row[f"{name}_{what}"]) for row in rows],
                abs=5.1e-5,
            )


@settings(max_examples=25)
@given(
    st.integers(0, 14),
    st.lists(
        st.builds(
            RunsBox,
            longest=st.integers(0, 14),
            crossings=st.integers(0, 14),
            longest_at_fewest=st.integers(0, 14),
            crossings_at_longest=st.integers(0, 14),
        ),
        max_size=3,
    ),
)
def test_within_boxes_is_the_sum_of_their_common_cells(
    n: int, boxes: list[RunsBox]
) -> None:
    law = runs_distribution(n, exact=True)
    joint = law.joint
    common = np.ones(joint.shape, dtype=bool)
    c, run = np.ogrid[: joint.shape[0], : joint.shape[1]]
    for box in boxes:
        common &= box.holds(c, run)
    assert law.within(*boxes) == joint[common].sum()


def test_no_points_have_no_crossing_and_no_run() -> None:
    laws: list[RunsDistribution] = [
        runs_distribution(0),
        runs_distribution(0, [], exact=False),
        runs_distribution_given(0, 0),
        runs_distribution(0, exact=True),
        runs_distribution_given(0, 0, exact=True),
    ]
    for law in laws:
        assert law.joint.tolist() == [[1]]
        assert law.run_of(0) == 1
        assert law.run_of(1) == 0
        assert law.within(anhoej_limits(0)) == 1


def test_hundreds_of_points_keep_their_precision() -> None:
    n, limits = 240, anhoej_limits(240)
    for floats, exact in (
        (runs_distribution(n), runs_distribution(n, exact=True)),
        (
            runs_distribution_given(120, 120),
            runs_distribution_given(120, 120, exact=True),
        ),
    ):
        assert floats.at_most(limits.longest) == pytest.approx(
            exact.at_most(limits.longest).astype(float), rel=1e-11, abs=1e-300
        )
    assert runs_distribution(300, 0.9).within(limits) == pytest.approx(
        runs_distribution(300, [0.9] * 300).within(limits), rel=1e-9
    )


@pytest.mark.parametrize("p", [0.02, 0.5, 0.8, 0.999])
def test_thousands_of_points_stay_within_the_range_of_floats(p: float) -> None:
    n = 1500
    law = runs_distribution(n, p).at_most(12)
    assert np.isfinite(law).all()
    assert law.sum() == pytest.approx(_no_run_above(n, p, 12), rel=1e-9)


def _no_run_above(n: int, p: float, longest: int) -> float:
    """Step over the length of the current run alone."""
    state = np.zeros((2, longest))
    state[:, 0] = p, 1 - p
    for _ in range(n - 1):
        starts = state.sum(axis=1)[::-1]
        state = np.column_stack([starts, state[:, :-1]]) * [[p], [1 - p]]
    return float(state.sum())


def test_a_split_may_be_very_uneven() -> None:
    law = runs_distribution_given(1190, 10)
    assert law.at_most(1190)[1] == pytest.approx(2 / float(comb(1200, 10)), rel=1e-9)
    assert law.at_most(150).sum() < law.at_most(300).sum() < 1


@pytest.mark.parametrize("p", [0, 1])
def test_points_that_always_lie_on_one_side_make_one_run(p: int) -> None:
    for law in (
        runs_distribution(5, p),
        runs_distribution(5, p, exact=True),
        runs_distribution_given(5 * p, 5 - 5 * p),
    ):
        assert law.joint[0].tolist() == [0, 0, 0, 0, 0, 1]
        assert not law.joint[1:].any()


def test_thousands_of_points_on_one_side_are_one_run_at_once() -> None:
    law = runs_distribution_given(0, 9000)
    assert law.within(anhoej_limits(9000)) == 0
    assert [law.at_most(longest)[0] for longest in (8999, 9000)] == [0, 1]


@pytest.mark.parametrize("longest", [0, 1])
def test_laws_cannot_be_written_to(longest: int) -> None:
    for law in (
        runs_distribution(4),
        runs_distribution(4, [0.5] * 4),
        runs_distribution_given(2, 2),
        runs_distribution_given(0, 2),
    ):
        with pytest.raises(ValueError, match="read-only"):
            law.at_most(longest)[0] = 1


@pytest.mark.parametrize(
    ("chance", "exact", "says"),
    [
        (1.5, False, "chance must be between 0 and 1"),
        (-0.1, True, "chance must be between 0 and 1"),
        ([0.5, 2.0, 0.5], False, "chance must be between 0 and 1 at each point"),
        ([0.5, 0.5], False, "chance must have 3 numbers, one a point"),
        ([0.5, 0.5, 0.5], True, "exact must be False"),
    ],
)
def test_a_chance_is_a_chance(chance: object, exact: bool, says: str) -> None:
    with pytest.raises(FieldError, match=says):
        runs_distribution(3, chance, exact=exact)  # type: ignore[arg-type]


def test_a_split_has_points_on_both_sides_named() -> None:
    with pytest.raises(FieldError, match="below must be at least 0"):
        runs_distribution_given(3, -1)
