"""What a chart says of itself follows its kind: its chances, its dates, its rows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from cqikit import drawing, spc

RAW = np.random.default_rng(3).normal(10, 2, (24, 4))
#: Three sigma, 24 quiet subgroups of four about lines of the same points; drawn apart.
DRAWN = {"xbar": 0.0690, "xbar-range": 0.0665, "s": 0.0900, "r": 0.0930}
NELSON = spc.RULE_SETS["nelson"]
COARSE = [5, 5, 5, 4, 5, 6, 5, 5, 5, 5, 4, 5, 5, 6, 5, 5, 5, 5, 5, 4, 5, 5, 5, 5]
WAITS = [31, 28, 33, 30, 29, 34, 30, 32, 29, 31, 30, 33, 24, 27, 25, 26, 24, 27, 25, 26]


@pytest.mark.parametrize("kind", DRAWN)
def test_chances_of_subgroups_are_of_their_kind(kind: Any) -> None:
    found = spc.false_alarm("three-sigma", spc.chart(RAW, kind))
    assert found.points == "measurements taken as normal"
    assert abs(found.value - DRAWN[kind]) < 0.01


@pytest.mark.parametrize("kind", DRAWN)
@pytest.mark.parametrize("by", [0.001, 1000.0])
def test_chances_of_subgroups_have_no_unit(kind: Any, by: float) -> None:
    first, other = (
        spc.false_alarm("three-sigma", spc.chart(rows, kind))
        for rows in (RAW, RAW * by)
    )
    assert abs(first.value - other.value) < 1e-3


@pytest.mark.parametrize(("kind", "drawn"), [("s", 0.0145), ("r", 0.092)])
def test_sizes_of_subgroups_count(kind: Any, drawn: float) -> None:
    rows = RAW.copy()
    rows[::2, 3] = np.nan
    rows[1, 1:] = np.nan
    rows[5] = np.nan
    found = spc.false_alarm("three-sigma", spc.chart(rows, kind))
    assert found.points == "measurements taken as normal"
    assert abs(found.value - drawn) < 0.01


def test_means_about_known_lines_are_exact() -> None:
    made = spc.chart(RAW, "xbar", centre=10, sigma=1)
    assert str(spc.false_alarm("three-sigma", made)) == (
        "6.28 % (exact, points taken as normal)"
    )
    known = spc.chart(RAW, "s", centre=2)
    assert spc.false_alarm("three-sigma", known).method == "simulated"


def test_shifts_of_means_are_seen_and_of_spreads_taken_as_normal() -> None:
    means, spreads = (
        spc.signal_probability("three-sigma", spc.chart(RAW, kind), shift=3.0, start=12)
        for kind in ("xbar", "s")
    )
    assert means.points == "measurements taken as normal"
    assert means.value > 0.7
    assert spreads.points == "points taken as normal"


def test_subgroups_without_spread_are_of_no_law() -> None:
    assert spc.false_alarm("anhoej", spc.chart(np.ones((12, 3)), "s")).points != (
        "measurements taken as normal"
    )


def test_values_that_are_often_equal_are_counted() -> None:
    made = spc.chart(COARSE, "i")
    found = spc.false_alarm("shewhart-runs", made)
    assert found.points == "points taken as normal, rounded to 1"
    assert found.value > 0.5
    fine = spc.chart(np.array(COARSE) + np.random.default_rng(1).normal(0, 1, 24), "i")
    assert spc.false_alarm("shewhart-runs", fine).value < 0.15


def test_nobody_is_sent_to_a_chart_of_coarse_values_unwarned() -> None:
    advice = spc.advise(COARSE)
    assert dict(advice.false_alarms)["i"] > 0.5
    assert "advice.coarse" in [reason.code for reason in advice.reasons]
    assert "measure more finely" in str(advice)
    assert repr(advice) == f"<Advice i, {len(advice.reasons)} reasons>"
    assert "i" not in dict(spc.advise(WAITS).false_alarms)
    assert "i" not in dict(spc.advise([5.0] * 20).false_alarms)


@pytest.mark.parametrize(
    ("values", "measure"),
    [
        ([5, 0, 9, 3, 1, 40, 2, 5, 8, 0, 2, 3, 4, 20], "time-between"),
        ([0, 0, 1, 0, 0, 0, 2, 0, 0, 1, 0, 0, 0, 0], "count"),
    ],
)
def test_the_last_reason_names_the_chart_that_is_given(
    values: Any, measure: Any
) -> None:
    advice = spc.advise(values, measure=measure)
    assert spc.CHARTS[advice.kind].title in advice.reasons[-1].message


def test_weighted_averages_are_dated_by_the_values_behind_them() -> None:
    plain, weighted = (
        spc.change_point(spc.chart(WAITS, kind)) for kind in ("i", "ewma")
    )
    assert weighted == plain
    assert plain.place == 12


def test_a_watch_begins_where_the_baseline_ends() -> None:
    centre = spc.centre_basis(spc.chart([*WAITS[:12], *WAITS[:12]], "i", baseline=12))
    watch = spc.watching("shewhart-runs", 3, start=12, centre=centre, draws=500)
    assert watch.start == 12
    assert len(watch.so_far) == 3
    assert 0 < watch.total < 0.5


def test_one_judgement_is_a_sheet_of_one() -> None:
    judged = spc.judge(spc.read(spc.chart(WAITS, "i")), "LOWER", 30)  # type: ignore[arg-type]
    assert drawing.charts_svg(judged, title="A").startswith("<svg")
    assert drawing.charts_svg(judged.reading.chart, title="A").startswith("<svg")
    both = spc.judge(spc.read(spc.chart([WAITS, WAITS], "i")), "lower", 30)
    assert drawing.charts_svg(both, title="A").startswith("<svg")
    rows = spc.summary(judged)
    assert drawing.matrix_svg(judged, title="A") == drawing.matrix_svg(rows, title="A")


def test_rule_sets_are_compared_by_name() -> None:
    made = spc.chart(WAITS, "i")
    for sets in ("nelson", NELSON, ["nelson"], [NELSON]):
        (verdict,) = spc.compare_rule_sets(made, sets).verdicts
        assert verdict.rule_set is NELSON


@pytest.mark.parametrize("rule", [spc.Shift, spc.Trend, spc.Alternating, spc.Mixture])
def test_a_length_is_given_by_place(rule: Any) -> None:
    assert rule(6) == rule(length=6)
    with pytest.raises(TypeError):
        rule(6, "skip")


def test_values_of_changes_show_themselves() -> None:
    made = spc.chart(WAITS, "i", phases={12: "<b>"})
    (change,) = spc.changes(made, direction="lower")
    for value in (change, spc.change_point(made)):
        assert len(repr(value)) < 80
        assert "\n" not in repr(value)
    table = change._repr_html_()
    assert "&lt;b&gt;: improvement" in table
    assert "<td>before</td>" in spc.change_point(made)._repr_html_()
    rows: Any = spc.summary(spc.judge(spc.read(made), "lower"))
    assert rows == tuple(rows)
    assert "<caption>2 phases</caption>" in rows._repr_html_()
