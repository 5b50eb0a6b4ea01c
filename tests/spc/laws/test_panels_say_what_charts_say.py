"""What is said of a row of a panel is what its own rows say alone."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit import spc
from cqikit.core import Cadence, Period, parse_period, run_checks

FIRST = parse_period("2022-01")
#: Where a phase begins, in months from the first.
CHANGE = 8
Rows = list[tuple[Period, int, int]]


@st.composite
def series(draw: st.DrawFn) -> Rows:
    """Return a series that begins before the change, ends after it, and has gaps."""
    first, last = draw(st.integers(0, 5)), draw(st.integers(CHANGE + 1, 19))
    low = draw(st.integers(0, 6))
    held = {first, CHANGE - 1, CHANGE, last}
    return [
        (FIRST.shift(place), draw(st.integers(low if place < CHANGE else 0, 12)), 40)
        for place in range(first, last + 1)
        if place in held or draw(st.integers(0, 4))
    ]


def _said(judged: spc.Judgement) -> Any:
    """Return all that is said of a chart: rows, sentences, changes and findings."""
    rows = [evolve(row, chart="") for row in spc.summary(judged)]
    changes = [(each.on, each.meaning, each.needed) for each in judged.changes]
    chart: Any = judged.reading.chart
    found = run_checks(chart, spc.CHART_CHECKS)
    return rows, judged.summary, changes, [each.message for each in found]


@settings(max_examples=6)
@given(
    st.lists(series(), min_size=2, max_size=2),
    st.sampled_from([(), ["2022-09"], [spc.Phase("2022-09", "triage", baseline=3)]]),
    st.sampled_from([None, 3]),
    st.sampled_from(["p", "run", "i"]),
)
def test_a_row_of_a_panel_says_what_it_says_alone(
    each: list[Rows], phases: Any, baseline: int | None, kind: Any
) -> None:
    months = Cadence(frequency="month")
    asked: dict[str, Any] = {"phases": phases, "baseline": baseline, "cadence": months}
    rules = spc.default_rules(spc.CHARTS[kind])
    records = [(key, *row) for key, rows in enumerate(each) for row in rows]
    keys, on, values, sizes = zip(*records, strict=True)
    under = sizes if kind == "p" else None
    made = spc.panel(values, kind, keys=keys, on=on, sizes=under, **asked)
    judged = spc.judge(spc.read(made.chart, rules), "lower", 0.2)
    together = [evolve(row, chart="") for row in spc.summary(judged)]
    for key, rows in enumerate(each):
        on, values, sizes = zip(*rows, strict=True)
        under = sizes if kind == "p" else None
        own = spc.chart(values, kind, on=on, sizes=under, **asked)
        alone, row = (
            _said(spc.judge(spc.read(chart, rules), "lower", 0.2))
            for chart in (own, made[key])
        )
        assert row == alone
        assert _said(judged[key]) == alone
        assert together[: len(alone[0])] == alone[0]
        del together[: len(alone[0])]
    assert not together


def test_nothing_was_missed_before_a_series_began_or_after_its_end() -> None:
    values = [[np.nan, 3, 5, np.nan, 4, np.nan], [5.0, 4, 3, 6, 5, 4], [np.nan] * 6]
    made = spc.chart(np.array(values))
    rows = spc.summary(spc.read(made))
    ends = [(row.first, row.last, row.missing) for row in rows]
    assert ends == [(2, 5, 1), (1, 6, 0), (1, 6, 6)]
    found = {each.code: each.message for each in run_checks(made, spc.CHART_CHECKS)}
    assert found["chart.missing"].startswith("7 points were not observed")


def test_of_a_phase_after_the_end_of_a_series_all_points_are_missing() -> None:
    made = spc.chart(np.array([[3, 5, np.nan, np.nan], [5, 4, 3, 6]]), phases=[2])
    rows = spc.summary(spc.read(made))[:2]
    ends = [(row.first, row.last, row.n, row.missing) for row in rows]
    assert ends == [(1, 2, 2, 0), (3, 4, 0, 2)]


@pytest.mark.parametrize("kind", ["mr", "cusum", "ewma", "i", "p", "c", "s", "xbar"])
@pytest.mark.parametrize("last", [4, 5])
def test_a_last_phase_of_few_points_misses_no_months_of_others(
    kind: Any, last: int
) -> None:
    months = [f"2025-{month:02}" for month in range(1, 9)]
    values: list[Any] = [4, 6, 5, 7, 5, 6, 4, 8, 3, 5, 4, 6, 5][: 8 + last]
    if kind in {"s", "xbar"}:
        # The last subgroup is of a single measurement, which has no spread.
        values = [[value, value + 1] for value in values]
        values[-1][1] = np.nan
    keys, on = [*"aaaaaaaa", *"bbbbb"[:last]], [*months, *months[:last]]
    sizes = [20] * len(keys) if kind == "p" else None
    phases = [months[last - 1]]
    made = spc.panel(values, kind, keys=keys, on=on, sizes=sizes, phases={"b": phases})
    own = spc.chart(
        values[8:],
        kind,
        on=on[8:],
        sizes=None if sizes is None else sizes[8:],
        phases=phases,
    )
    alone, row = (
        _said(spc.judge(spc.read(chart, "three-sigma"), "lower"))
        for chart in (own, made["b"])
    )
    assert row == alone
    assert str(row[0][-1].last) == phases[0]
