"""Each rule of each set at its edge: a series that signals, one that just does not.

The numbers are written down here once more, as the sources print them, and the series
are made of them: in units of sigma about a centre of 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from cqikit import spc

E = 1e-6
#: What makes two series of the numbers of a rule: one that signals, and one just not.
Pair = tuple[list[float], list[float]]


def beyond(sigmas: float) -> Pair:
    return [0.1, -sigmas - E, 0.1], [0.1, -sigmas + E, 0.1]


def run(length: int) -> Pair:
    return [-0.1, *[0.1] * length, -0.1], [-0.1, *[0.1] * (length - 1), -0.1]


def trend(length: int) -> Pair:
    steps = [0.01 * place for place in range(length)]
    return [*steps, -0.01], [*steps[1:], -0.01]


def saw(length: int) -> Pair:
    teeth = [0.5 * (-1) ** place for place in range(length)]
    # A step that goes on in the way of the last ends it.
    return [*teeth, 2 * teeth[-1]], [*teeth[1:], 2 * teeth[-1]]


def near(count: int, window: int, sigmas: float) -> Pair:
    far, quiet = [sigmas + E] * (count - 1), [0.1] * (window - count)
    signals = [-0.1] * window + [*far, *quiet, sigmas + E] + [-0.1] * window
    # The last lies just within, or a place too late.
    return signals, [-0.1] * window + [*far, *quiet, sigmas - E] + [-0.1] * window


def too_late(count: int, window: int, sigmas: float) -> Pair:
    far, quiet = [sigmas + E] * (count - 1), [0.1] * (window - count)
    within = [-0.1] * window + [*far, *quiet, sigmas + E] + [-0.1] * window
    late = [-0.1] * window + [*far, *quiet, 0.1, sigmas + E] + [-0.1] * window
    return within, late


def hugging(length: int) -> Pair:
    inside = [0.9 * (-1) ** place for place in range(length)]
    return [1.5, *inside, 1.5], [1.5, *inside[1:], 1.5]


def avoiding(length: int) -> Pair:
    outside = [1.1 * (-1) ** place for place in range(length)]
    return [0.1, *outside, 0.1], [0.1, *outside[1:], 0.1]


def avoiding_on_one(length: int) -> Pair:
    return [0.1, *[1.1] * length, 0.1], [0.1, *[1.1] * (length - 1), 0.1]


def opposite(sigmas: float) -> Pair:
    over, just = sigmas + E, sigmas - E
    return [0.1, over, -over, 0.1], [0.1, over, -just, 0.1]


WINDOWS = {"two-of-three": (2, 3, 2.0), "four-of-five": (4, 5, 1.0)}
WESTERN = {
    "outside": [beyond(3)],
    **{name: [near(*window), too_late(*window)] for name, window in WINDOWS.items()},
}
NELSON = {
    **WESTERN,
    "shift": [run(9)],
    "trend": [trend(6)],
    "alternating": [saw(14)],
    "inside": [hugging(15)],
    "away": [avoiding(8)],
}
NHS = {
    "outside": [beyond(3)],
    "two-of-three": [near(2, 3, 2.0), too_late(2, 3, 2.0)],
    "shift": [run(7)],
    "trend": [trend(7)],
}
#: Longest run and fewest crossings that are no signal, of 24 points: Anhøj 2014.
LONGEST, CROSSINGS = 8, 8


def runs(length: int) -> list[float]:
    """Return 24 points with one run of so many, and crossings at every other step."""
    rest = [0.1 * (-1) ** (place + 1) for place in range(24 - length)]
    return [0.1] * length + rest


def crossing(times: int) -> list[float]:
    """Return 24 points that cross their centre so often, in runs of like length."""
    edges = [24 * place // (times + 1) for place in range(1, times + 1)]
    return [0.1 * (-1) ** sum(place >= edge for edge in edges) for place in range(24)]


ANHOEJ = {
    "longest-run": [(runs(LONGEST + 1), runs(LONGEST))],
    "crossings": [(crossing(CROSSINGS - 1), crossing(CROSSINGS))],
}


def in_runs(*lengths: int) -> list[float]:
    """Return points in runs of such lengths, now below their centre, now above."""
    return [
        0.1 * (-1) ** place
        for place, length in enumerate(lengths)
        for _ in range(length)
    ]


#: The box of 24 points is C >= 6, L <= 7; the cut box lacks its corner (6, 7): Anhøj &
#: Wentzel-Larsen 2020, additional file 1 (tests/reference/spc/runs_boxes.csv).
CORNER = in_runs(7, 3, 3, 3, 3, 3, 2)
BOX = [
    (in_runs(8, 3, 3, 3, 3, 2, 2), CORNER),
    (in_runs(4, 4, 4, 4, 4, 4), CORNER),
]
CUT = [
    (CORNER, in_runs(6, 3, 3, 3, 3, 3, 3)),
    (CORNER, in_runs(7, 3, 3, 3, 2, 2, 2, 2)),
    (runs(8), runs(7)),
    (crossing(5), crossing(6)),
]
#: Of 24 useful points, no signal with 8 to 18 runs (Swed & Eisenhart at 2.5 %).
FEWEST, MOST = 8, 18
SETS: dict[str, dict[str, list[Pair]]] = {
    "three-sigma": {"outside": [beyond(3)]},
    "anhoej": ANHOEJ,
    "shewhart-runs": {"outside": [beyond(3)], **ANHOEJ},
    "best-box": {"box": BOX},
    "cut-box": {"box": CUT},
    "perla": {
        "shift": [run(6)],
        "trend": [trend(5)],
        "run-count": [
            (crossing(FEWEST - 2), crossing(FEWEST - 1)),
            (crossing(MOST), crossing(MOST - 1)),
        ],
    },
    "ihi": {
        "outside": [beyond(3)],
        "shift": [run(8)],
        "trend": [trend(6)],
        "two-of-three": [near(2, 3, 2.0), too_late(2, 3, 2.0)],
        "inside": [hugging(15)],
    },
    "making-data-count": NHS,
    "western-electric": {**WESTERN, "shift": [run(8)]},
    "nelson": NELSON,
    "westgard": {
        "1-3s": [beyond(3)],
        "2-2s": [near(2, 2, 2.0), too_late(2, 2, 2.0)],
        "R-4s": [opposite(2)],
        "4-1s": [near(4, 4, 1.0), too_late(4, 4, 1.0)],
        "10x": [run(10)],
    },
    "minitab": {**NELSON, "away": [avoiding_on_one(8)]},
    "qicharts2": {"outside": [beyond(3)], **ANHOEJ},
    "nhsr-plot-the-dots": NHS,
    "qcc-western-electric": {**WESTERN, "shift": [run(8)]},
    "qcc-nelson": NELSON,
    "powerbi-spc": {
        "outside": [beyond(3)],
        "shift": [run(7)],
        "trend": [trend(5)],
        "two-of-three": [near(2, 3, 2.0), too_late(2, 3, 2.0)],
    },
}


def pairs() -> Iterator[tuple[str, str, Pair]]:
    for name, rules in SETS.items():
        for rule, made in rules.items():
            for pair in made:
                yield name, rule, pair


def signals(name: Any, rule: str, values: list[float]) -> bool:
    return bool(spc.read(view(values), name).flags[rule].any())


def view(values: list[float]) -> spc.View:
    ones = np.ones(len(values))
    return spc.View(np.array(values), 0 * ones, ones, -3 * ones, 3 * ones)


def test_every_rule_of_every_set_is_here() -> None:
    listed = {
        rule_set.name: {rule.name for rule in rule_set.rules}
        for rule_set in spc.RULE_SETS
    }
    assert {name: set(rules) for name, rules in SETS.items()} == listed


@pytest.mark.parametrize(("name", "rule", "pair"), list(pairs()))
def test_a_rule_signals_from_its_edge_on(name: str, rule: str, pair: Pair) -> None:
    for sign in (1, -1):
        some, none = ([sign * value for value in half] for half in pair)
        assert signals(name, rule, some), sign
        assert not signals(name, rule, none), sign


def test_a_point_on_a_line_but_for_rounding_lies_on_it() -> None:
    on = [0.1, (0.1 + 0.2) * 10, 0.1]
    assert on[1] > 3.0
    assert not spc.BeyondLimits()(view(on)).any()
    assert spc.BeyondLimits(inclusive=True)(view([0.1, 6 - on[1], 0.1])).any()
    two = [0.1, (0.1 + 0.2) * 20 / 3, (0.1 + 0.2) * 20 / 3, 0.1]
    assert two[1] > 2.0
    assert not spc.KOfNBeyond()(view(two)).any()
    assert spc.KOfNBeyond(inclusive=True)(view([0.1, *[4 - two[1]] * 2, 0.1])).any()
    by_last = spc.KOfNBeyond(by_last=True, windows="full")
    assert not by_last(view([0.1, *two[1:3], 0.1])).any()
    inclusive = spc.KOfNBeyond(by_last=True, windows="full", inclusive=True)
    assert inclusive(view([0.1, 0.1, *[4 - two[1]] * 2])).any()
