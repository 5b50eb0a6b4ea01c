"""The limits of Anhøj's rules, the best box and the cut box."""

import csv
import math
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.special import bdtr

from cqikit.errors import FieldError, FieldTypeError
from cqikit.spc import RunsBox, anhoej_limits, box_limits
from cqikit.spc._runs._boxes import (
    LARGEST_BOX,
    LARGEST_EXACT,
    _approached_twentieth,
    _twentieth,
)
from cqikit.spc._runs._normal import FEW, at_most
from tests.same import same
from tests.spc.laws.brute import tally

PUBLISHED = Path(__file__).parents[2] / "reference" / "spc" / "runs_boxes.csv"


@pytest.mark.parametrize("throws", [1, 2, 9, 40, FEW, FEW + 1])
def test_ways_of_a_fair_coin_are_counted_as_scipy_has_them(throws: int) -> None:
    for heads in {0, throws // 3, throws // 2, throws - 1, throws}:
        found = at_most(heads, throws)
        assert found == pytest.approx(float(bdtr(heads, throws, 0.5)), rel=1e-12)


SETS = {"anhoej": "`anhoej`", "best": "`best-box`", "cut": "`cut-box`"}


def borders_of(box: RunsBox) -> tuple[int | None, int | None]:
    return box.crossings_at_longest, box.longest_at_fewest


def published() -> list[dict[str, str]]:
    with PUBLISHED.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def test_limits_are_the_published_ones_from_10_to_100_points() -> None:
    rows = published()
    assert [int(row["n"]) for row in rows] == list(range(10, 101))
    best = [box_limits(int(row["n"])) for row in rows]
    anhoej = [anhoej_limits(int(row["n"])) for row in rows]
    for name, boxes in (("anhoej", anhoej), ("best", best)):
        for what, column in (("crossings", "c"), ("longest", "l")):
            same(
                "boxes",
                f"{SETS[name]}: {what}, of 10 to 100 points",
                [getattr(box, what) for box in boxes],
                [int(row[f"{name}_{column}"]) for row in rows],
            )
    cut = [box_limits(int(row["n"]), "cut") for row in rows]
    assert [(b.crossings, b.longest) for b in cut] == [
        (b.crossings, b.longest) for b in best
    ]
    # Where nothing is cut off, nothing is printed.
    same(
        "boxes",
        "`cut-box`: what is cut off, of 10 to 100 points",
        [end for box in cut if box.is_cut for end in borders_of(box)],
        [
            int(row[end])
            for row in rows
            if row["c_bord"]
            for end in ("c_bord", "l_bord")
        ],
    )
    assert [box.is_cut for box in cut] == [bool(row["c_bord"]) for row in rows]


def test_anhoej_limits_are_their_definition() -> None:
    for n in range(1, 300):
        limits = anhoej_limits(n)
        assert limits.longest == round(math.log2(n) + 3)
        below = sum(math.comb(n - 1, k) for k in range(limits.crossings))
        assert below * 20 < 2 ** (n - 1)
        assert (below + math.comb(n - 1, limits.crossings)) * 20 >= 2 ** (n - 1)


def test_long_series_have_the_limits_that_whole_numbers_give() -> None:
    for trials in (LARGEST_EXACT + 1, 3_000):
        exact, total, term = 0, 1, 1
        while 20 * total < 1 << trials:
            exact += 1
            term = term * (trials - exact + 1) // exact
            total += term
        assert _twentieth(trials) == exact


@pytest.mark.parametrize("trials", [40, 41, 150, 999, LARGEST_EXACT])
def test_both_ways_to_the_fewest_crossings_agree(trials: int) -> None:
    assert _approached_twentieth(trials) == _twentieth(trials)


def test_a_million_points_have_limits() -> None:
    limits = anhoej_limits(1_000_000)
    assert limits.longest == 23
    assert limits.crossings == pytest.approx(499_999.5 - 1.6449 * 500, abs=1)


def test_more_points_never_allow_shorter_runs_or_ask_for_fewer_crossings() -> None:
    limits = [anhoej_limits(n) for n in range(400)]
    for fewer, more in pairwise(limits):
        assert fewer.longest <= more.longest
        assert fewer.crossings <= more.crossings


@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_few_points_never_signal(n: int) -> None:
    crossings, longest = np.arange(max(n, 1))[:, None], np.arange(n + 1)
    for box in (anhoej_limits(n), box_limits(n), box_limits(n, "cut")):
        possible = (crossings + longest <= n) & (longest * (crossings + 1) >= n)
        assert box.holds(crossings, longest)[possible].all()


@pytest.mark.parametrize("n", range(1, 13))
def test_a_best_box_is_the_best_of_all_boxes(n: int) -> None:
    above = 0.5 * math.erfc(-0.8 / math.sqrt(2))
    ups = np.arange(n + 1)
    fair = tally(n).sum(axis=0) / 2**n
    shifted = np.tensordot(above**ups * (1 - above) ** (n - ups), tally(n), axes=1)
    best, missed = (0, 0), math.inf
    for c, run in np.argwhere(fair).tolist():  # a corner is a cell that can be
        misses = shifted[c:, : run + 1].sum()
        if fair[c:, : run + 1].sum() >= 0.925 and misses < missed - 1e-12:
            best, missed = (c, run), misses
    found = box_limits(n)
    assert (found.crossings, found.longest) == best


@pytest.mark.parametrize("n", [101, 150, 240])
def test_boxes_go_on_beyond_the_published_range(n: int) -> None:
    best, cut = box_limits(n), box_limits(n, "cut")
    assert best.crossings < n / 2
    assert best.longest > math.log2(n)
    assert cut.longest_at_fewest <= best.longest
    assert cut.crossings_at_longest >= best.crossings


def test_a_cut_box_lacks_cells_of_two_borders_only() -> None:
    cut = RunsBox(longest=9, crossings=4, longest_at_fewest=7, crossings_at_longest=6)
    whole = RunsBox(longest=9, crossings=4)
    c, run = np.arange(12)[:, None], np.arange(13)
    lacking = whole.holds(c, run) & ~cut.holds(c, run)
    assert cut.is_cut
    assert not whole.is_cut
    assert sorted(map(tuple, np.argwhere(lacking).tolist())) == [(4, 8), (4, 9), (5, 9)]


def test_a_box_of_one_cell_has_no_corner_to_cut() -> None:
    assert box_limits(0, "cut") == box_limits(0) == RunsBox(longest=0, crossings=0)


@pytest.mark.parametrize("n", [-1, 2.5, "24", True, None])
def test_a_number_of_points_is_a_whole_number(n: Any) -> None:
    for limits in (anhoej_limits, box_limits):
        with pytest.raises((FieldError, FieldTypeError), match="n must be"):
            limits(n)


def test_numpy_integers_are_whole_numbers() -> None:
    number: Any = np.int64(24)
    assert anhoej_limits(number) == anhoej_limits(24)


def test_boxes_end_where_deriving_them_takes_too_long() -> None:
    with pytest.raises(FieldError, match=r"at most 2000 for a box .*anhoej_limits"):
        box_limits(LARGEST_BOX + 1)


def test_a_box_is_best_or_cut() -> None:
    with pytest.raises(FieldError, match="kind must be one of best, cut"):
        box_limits(24, "square")
