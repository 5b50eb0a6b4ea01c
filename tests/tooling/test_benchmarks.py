"""The benchmark harness: wrong results and missed bars fail, and are shown."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from pathlib import Path
from time import sleep

import numpy as np
import pytest

from benchmarks import run as bench
from benchmarks.harness import ROUNDS, Finish, Race, run, seconds, table
from benchmarks.yardsticks import machine, plain_pass, warm_copy
from cqikit import spc


def nothing(*_: object) -> None:
    """Agree with anything."""


def ticking() -> float:
    return next(TICKS)


TICKS = map(float, count())

slow = Race(
    name="slow",
    ours=lambda: sleep(0.002),
    theirs=lambda: None,
    same=nothing,
    at_most=2.0,
)
fair = Race(
    name="fair", ours=lambda: None, theirs=lambda: None, same=nothing, at_most=100.0
)


def test_results_are_compared_before_anything_is_timed() -> None:
    def differ(ours: object, theirs: object) -> None:
        assert ours == theirs

    wrong = Race(
        name="wrong", ours=lambda: 1, theirs=lambda: 2, same=differ, at_most=1.0
    )
    with pytest.raises(AssertionError):
        run(wrong, clock=lambda: pytest.fail("the clock was read"))


def test_a_ratio_is_ours_over_theirs() -> None:
    finish = Finish(name="x", ours=3.0, theirs=2.0, at_most=1.5)
    assert finish.ratio == 1.5
    assert finish.holds


def test_each_side_keeps_its_best_turn() -> None:
    assert run(fair, clock=ticking).ratio == 1.0


def test_a_missed_bar_fails_and_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.judge(bench.finished([fair, slow])) == 1
    shown = capsys.readouterr().out
    assert "MISSED" in shown
    assert "1 of 2 bars missed: slow" in shown


def test_what_was_in_the_way_is_gone_when_all_others_have_run() -> None:
    missed = Finish(name="fair", ours=9.0, theirs=0.01, at_most=100.0)
    held = Finish(name="held", ours=1.0, theirs=1.0, at_most=1.0)
    again = bench.tried_again([held, missed], lambda: [fair])
    assert again[0] is held
    assert again[1].holds
    assert not bench.tried_again([replace(missed, name="slow")], lambda: [slow])[
        0
    ].holds


def test_races_that_were_won_are_not_run_again() -> None:
    held = Finish(name="held", ours=1.0, theirs=1.0, at_most=1.0)
    assert bench.tried_again([held], lambda: pytest.fail("run again")) == (held,)


def test_bars_that_hold_pass(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.judge(bench.finished([fair])) == 0
    assert "1 bars hold" in capsys.readouterr().out


def test_the_table_lines_up() -> None:
    finish = Finish(name="a long name", ours=0.001, theirs=0.01, at_most=0.5)
    head, row = table([finish]).splitlines()
    assert head.index("bar") + len("bar") == row.index("0.500") + len("0.500")


def test_words_choose_among_the_files(tmp_path: Path) -> None:
    for name in ("bench_panel.py", "bench_rules.py", "harness.py"):
        (tmp_path / name).touch()
    assert bench.discovered([], tmp_path) == ["bench_panel", "bench_rules"]
    assert bench.discovered(["rul"], tmp_path) == ["bench_rules"]


def test_a_word_that_fits_nothing_fails(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["no-such-thing"]) == 1
    assert "no benchmark fits" in capsys.readouterr().out


def test_seconds_are_those_of_the_best_turn() -> None:
    assert seconds(lambda: None, clock=ticking) == 1.0


def test_a_plain_pass_finds_what_a_reading_finds() -> None:
    chance = np.random.default_rng(5)
    for _ in range(20):
        drift = chance.choice([0.0, 0.6])
        values = chance.normal(size=40) + np.cumsum(chance.normal(size=40)) * drift
        found = spc.read(spc.chart(values), spc.NELSON).completing
        expected = [np.flatnonzero(found[rule.name]).tolist() for rule in spc.NELSON]
        assert plain_pass(values.tolist()) == expected


def test_a_copy_is_into_memory_that_is_there_already() -> None:
    values = np.arange(24.0)
    copy = warm_copy(values)
    first = copy()
    assert first is copy()
    assert first is not values
    np.testing.assert_array_equal(first, values)


def test_figures_come_with_the_machine_and_the_versions() -> None:
    assert f"numpy {np.__version__}" in machine()


def test_long_races_have_fewer_turns() -> None:
    calls = [0]

    def work() -> None:
        calls[0] += 1

    # Of a second each: one to see how long it takes, and three turns.
    assert seconds(work, clock=ticking) == 1.0
    assert calls[0] < 1 + ROUNDS


@pytest.mark.parametrize(("at_most", "rounds"), [(1.0, 1), (0.5, 3)])
def test_a_long_race_is_over_once_its_bar_holds(at_most: float, rounds: int) -> None:
    calls = []
    race = Race(
        name="long",
        ours=lambda: calls.append("ours"),
        theirs=nothing,
        same=nothing,
        at_most=at_most,
    )
    # Every turn takes the same on this clock, so that one bar holds, and one never.
    run(race, clock=ticking)
    assert len(calls) == 2 + rounds
