"""Long series are read piece by piece, and nobody can tell from the reading."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from itertools import pairwise, product
from typing import Any

import numpy as np
import pytest
from attrs import evolve, fields_dict, frozen

from cqikit import spc
from cqikit.spc import ChartView, Reading, Rule, View, _pieces, _reading, read
from cqikit.spc._view import Flags

CONVENTIONS = {
    "missing": ("skip", "break"),
    "on_centre": ("skip", "break", "either"),
    "ties": ("skip", "break"),
    "marks": ("all", "completing", "beyond", "phase"),
}


def all_rules() -> tuple[Rule, ...]:
    """Return every published rule under every convention that it knows."""
    found: dict[Any, None] = {}
    for rule in (rule for rule_set in spc.RULE_SETS for rule in rule_set.rules):
        made: Any = rule
        known = [name for name in CONVENTIONS if name in fields_dict(type(made))]
        for values in product(*(CONVENTIONS[name] for name in known)):
            try:
                found[evolve(made, **dict(zip(known, values, strict=True)))] = None
            except ValueError:
                continue
    return tuple(evolve(rule, name=f"{k} {rule.name}") for k, rule in enumerate(found))


RULES = all_rules()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Let pieces be 200 points long."""
    with monkeypatch.context() as patch:
        patch.setattr(_reading, "CHUNK", 200)
        patch.setattr(_pieces, "CHUNK", 200)
        patch.setattr(_pieces, "MARGINS", (16, 40, 100))
        yield patch


def series(seed: int) -> View:
    """Return a series with what may go wrong at the edge of a piece."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(450, 900))
    values = rng.normal(size=n)
    if seed % 4 == 1:
        values = np.round(values)
        values[rng.random(n) < 0.3] = np.nan
    elif seed % 4 == 2:
        values = np.round(np.cumsum(values) * 0.4)
    elif seed % 4 == 3:
        values[150 : 150 + int(rng.integers(0, 250))] = np.nan
        values[-70:] = 0
    breaks = excluded = None
    if seed % 3:
        breaks = np.zeros(n, dtype=bool)
        breaks[[0, *rng.integers(0, n, 4), 200, int(rng.integers(399, 402))]] = True
    if seed % 5 == 4:
        excluded = rng.random(n) < 0.2
    sigma = np.ones(n) if seed % 2 else rng.uniform(0.5, 1.5, n)
    zero = np.zeros(n)
    return View(values, zero, sigma, -3 * sigma, 3 * sigma, breaks, excluded)


def differences(one: Reading, other: Reading) -> list[str]:
    """Return the rules and the numbers in which two readings differ."""
    names = ("useful", "longest", "allowed", "crossings", "fewest")
    return [
        *(k for k, flags in one.flags.items() if not (flags == other.flags[k]).all()),
        *(k for k in names if not _same(getattr(one.runs, k), getattr(other.runs, k))),
    ]


def _same(one: Any, other: Any) -> bool:
    return np.array_equal(one, other)


@pytest.mark.parametrize("seed", range(20))
def test_pieces_are_not_to_be_seen(seed: int, request: pytest.FixtureRequest) -> None:
    view = series(seed)
    whole = read(view, RULES)
    assert len(whole.runs.useful) > 0
    request.getfixturevalue("small")
    pieces = read(view, RULES)
    assert differences(whole, pieces) == []
    assert sum(flags.any() for flags in whole.flags.values()) > 10


def test_pieces_without_margins_would_be_seen(
    request: pytest.FixtureRequest,
) -> None:
    view = series(2)
    whole = read(view, RULES)
    assert len(whole.runs.useful) > 0
    small: pytest.MonkeyPatch = request.getfixturevalue("small")
    small.setattr(_pieces, "_margin", lambda *_, **__: 1)
    assert differences(whole, read(view, RULES))


def test_each_series_of_many_long_ones_is_read_alone(
    request: pytest.FixtureRequest,
) -> None:
    rows = np.random.default_rng(3).normal(size=(3, 1000))
    many = spc.chart(rows, phases=[500])
    apart = [read(spc.chart(row, phases=[500]), RULES) for row in rows]
    longest = [one.runs.longest for one in apart]
    request.getfixturevalue("small")
    together = read(many, RULES)
    for name, flags in together.flags.items():
        assert _same(flags, [one.flags[name] for one in apart]), name
    assert _same(together.runs.longest, longest)


@pytest.mark.usefixtures("small")
def test_a_piece_ends_where_its_margins_suffice() -> None:
    values = np.random.default_rng(1).normal(size=1000)
    values[150:580] = np.nan
    view = View(values[None], np.zeros((1, 1000)), np.ones((1, 1000)))
    pieces = [piece for piece, _ in _pieces._pieces(view, 9, tied=False)]
    # At 600, 20 points after the stretch, nine of forty are there on both sides.
    assert (pieces[0].first, pieces[0].last) == (0, 600)
    assert [one.first for one in pieces[1:]] == [one.last for one in pieces[:-1]]
    assert pieces[-1].last == pieces[-1].stop == 1000
    for before, after in pairwise(pieces):
        for part in (slice(after.start, after.first), slice(after.first, before.stop)):
            assert np.count_nonzero(~np.isnan(values[part])) >= 9


@frozen
class Highest:
    """The highest point of all, which no piece can know of."""

    name: str = "highest"
    reach: int = 1
    """Means nothing, as the rule does not say how it works along a line."""

    def __call__(self, chart: ChartView) -> Flags:
        highest = np.nanmax(chart.values, axis=-1, keepdims=True)
        flags: Flags = (chart.values == highest).astype(np.int8)
        return flags


@pytest.mark.usefixtures("small")
def test_a_rule_of_ones_own_sees_the_whole_series() -> None:
    values = np.random.default_rng(1).normal(size=1000)
    reading = read(spc.chart(values), (Highest(), spc.Outside()))
    (places,) = np.nonzero(reading.flags["highest"])
    assert places.tolist() == [int(values.argmax())]


@pytest.mark.usefixtures("small")
def test_a_rule_with_a_reach_beyond_all_margins_sees_the_whole_series() -> None:
    values = np.ones(1000)
    values[400] = -1.0
    view = View(values, np.zeros(1000), np.ones(1000))
    flags = read(view, [spc.Shift(length=500)]).flags["shift"]
    assert flags.tolist() == [0] * 401 + [1] * 599


def test_a_long_series_takes_no_more_memory_than_a_piece() -> None:
    made = spc.chart(np.random.default_rng(1).normal(size=400_000))
    rules = spc.ANHOEJ | spc.NELSON
    tracemalloc.start()
    try:
        reading = read(made, rules)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    result = sum(flags.nbytes for flags in reading.flags.values())
    assert most - result < 100 * _pieces.CHUNK


def test_an_infinite_run_is_no_longer_than_what_is_looked_for() -> None:
    allowed = round(np.log2(2.0**64)) + 3
    assert spc.LongestRun().reach == allowed + 1
