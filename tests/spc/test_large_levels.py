"""Levels at which nobody counts out what a point can be."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd  # type: ignore[import-untyped]
import pytest

from cqikit import spc
from cqikit.core import run_checks

STEADY = [3, 4, 5, 4] * 5


@pytest.mark.parametrize("shift", [2**53 + 1, 2**63, 1e300])
@pytest.mark.parametrize("kind", ["c", "g"])
def test_a_shift_beyond_counts_is_taken_as_normal(kind: Any, shift: float) -> None:
    known = spc.chart(STEADY, kind, centre=4)
    found = spc.signal_probability("three-sigma", known, shift=shift, draws=200)
    assert found.value == 1
    assert found.points == "points taken as normal"


@pytest.mark.parametrize(
    ("kind", "sizes"), [("c", None), ("u", 2.0), ("g", None), ("p", 10**13)]
)
def test_counts_beyond_millions_are_taken_as_normal(kind: Any, sizes: Any) -> None:
    made = spc.chart([1e12 + 1e6, 1e12 - 1e6] * 9, kind, sizes=sizes)
    found = spc.signal_probability("three-sigma", made, draws=200)
    assert found.points == "points taken as normal"


def test_advice_on_what_floats_do_not_count_draws_nothing() -> None:
    assert spc.advise([1e18, *range(2, 14)]).kind == "i"


def test_sentences_of_a_long_chart_leave_out_the_chance() -> None:
    long = spc.chart(np.tile([3.0, 5.0, 4.0], 3400), "run")
    judged = spc.judge(spc.read(long, "anhoej"))
    assert spc.sentences(judged)


def test_no_chance_is_said_of_more_points_than_it_is_worked_out_for() -> None:
    many, few = (
        spc.sentences(spc.judge(spc.read(spc.chart([*range(9), 8] * times))))
        for times in (1_001, 10)
    )
    assert "by chance" in str(few)
    assert "by chance" not in str(many)


@pytest.mark.parametrize(
    ("name", "labels", "when"),
    [
        ("year", [2021, 2022, 2023], ["2021", "2022", "2023"]),
        ("row", [1, 2, 3], None),
    ],
)
def test_a_named_index_of_numbers_is_years_or_counts_rows(
    name: str, labels: list[int], when: list[str] | None
) -> None:
    rows = pd.Series([3, 4, 5], index=pd.Index(labels, name=name))
    chart = spc.chart(rows)
    assert (chart.on and list(map(str, chart.on))) == when


def test_what_reaches_from_end_to_end_warns_of_nothing() -> None:
    with np.errstate(all="raise"):
        chart = spc.chart([1e308, -1e308, 1.7e308], "run")
        assert not spc.read(chart).any
        sides = spc.side_of(np.array([1.0, np.inf]), np.array(np.inf))
    assert sides.tolist() == [0, 0]


def test_steps_of_less_than_a_billionth_of_the_level_are_told_to_be_none() -> None:
    steps = np.array([3.0, 4, 5, 4] * 3 + [9.0, 10, 11, 10] * 3)
    seen, lost = (spc.chart(level + steps, baseline=12) for level in (0.0, 1e12))
    assert spc.read(seen).any
    assert not spc.read(lost).any
    codes = {found.code for found in run_checks(lost, spc.CHART_CHECKS)}
    assert "chart.degenerate" in codes
    # What exceeds a level near them is charted as any other number.
    assert spc.read(spc.chart(lost.values - 1e12, baseline=12)).any
