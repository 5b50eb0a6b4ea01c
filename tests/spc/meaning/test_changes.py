"""A declared change is judged against the baseline before it, carried forward."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from cqikit import spc
from cqikit.core import Cadence, Catalog, run_checks
from cqikit.errors import CqikitError, FieldError

BEFORE = [28.0, 31, 26, 29, 27, 30, 28, 29, 28, 28, 30, 25]
AFTER = [15.0, 17, 16, 14, 15, 17, 16, 15, 16]
MONTHS = [f"{2025 + m // 12}-{m % 12 + 1:02}" for m in range(30)]


def made(after: list[float], kind: Any = "run", **more: Any) -> spc.Chart:
    """Return a chart of the months before and after a change in January 2026."""
    values = [*BEFORE, *after]
    on = MONTHS[: len(values)]
    return spc.chart(values, kind, on=on, phases={"2026-01": "triage"}, **more)


def judged(after: list[float], kind: str = "run", **more: Any) -> spc.Judgement:
    """Return what that chart means where lower is better."""
    reading = spc.read(made(after, kind))
    return spc.judge(reading, "lower", more.get("target"), unit="%")


@pytest.mark.parametrize("kind", ["run", "i", "c"])
def test_an_improvement_stays_one_when_its_date_is_declared(kind: str) -> None:
    found = judged(AFTER, kind)
    (change,) = found.changes
    assert change.meaning == "improvement"
    assert (change.direction, change.first, change.title) == (-1, 12, "triage")
    assert str(change.on) == "2026-01"
    assert (change.before.n, change.after.n) == (12, 9)
    assert change.needed is None
    assert found.supports is True
    assert found.moved == "improvement"
    assert "an improvement" in found.summary
    assert "common" not in found.summary
    assert str(found.variation) == "common"


def test_the_other_way_it_is_a_change_for_the_worse() -> None:
    found = judged([56 - value for value in AFTER], "i")
    assert found.supports is False
    assert "a change for the worse" in found.summary
    for direction, meaning in (("higher", "improvement"), ("neither", "high")):
        (change,) = spc.changes(found.reading.chart, direction=direction)  # type: ignore[arg-type]
        assert change.meaning == meaning


def test_the_chance_is_that_of_points_after_a_frozen_baseline() -> None:
    # No two values are equal, so that none lies on the median.
    apart = np.array(BEFORE + AFTER) + np.linspace(0, 0.1, 21)
    (change,) = spc.changes(spc.chart(apart, "run", phases=[12]))
    centre = spc.BaselineCentre(12, "median", reads="after", limits=False)
    assert change.chance == spc.false_alarm(spc.ANHOEJ, 21, centre=centre)
    given = spc.chart(BEFORE + AFTER, "i", phases=[12], centre=28.0, sigma=1.6)
    (change,) = spc.changes(given)
    assert change.chance == spc.false_alarm(spc.SHEWHART_RUNS, 9)
    for few in ([1.0, *AFTER], [4.0, 4, 4, *AFTER]):
        start = len(few) - len(AFTER)
        (change,) = spc.changes(spc.chart(few, "i", phases=[start]))
        assert change.chance is None
    (averages,) = spc.changes(spc.chart(BEFORE + AFTER, "ewma", phases=[12]), "nelson")
    assert averages.chance is None
    assert averages.rules.names == ("outside",)


def test_lines_given_for_the_phase_before_are_carried() -> None:
    phases = [spc.Phase(0, centre=30.0), spc.Phase(12)]
    (change,) = spc.changes(spc.chart(BEFORE + AFTER, "i", phases=phases))
    assert set(change.carried.centre.tolist()) == {30.0}
    late = [spc.Phase(12, centre=16.0)]
    (change,) = spc.changes(spc.chart(BEFORE + AFTER, "i", phases=late))
    assert change.carried.centre.tolist() == pytest.approx([np.mean(BEFORE)] * 21)


def test_what_is_still_needed_is_said() -> None:
    found = judged(AFTER[:3])
    (change,) = found.changes
    needed = change.needed
    assert needed is not None
    assert (needed.run, needed.takes, needed.side) == (3, 6, -1)
    assert str(needed.earliest) == "2026-06"
    assert change.meaning == "common"
    assert found.supports is None
    assert (
        "Three of the six months in a row below 28 % that a signal takes;"
        " earliest Jun 2026." in found.summary
    )
    assert (
        "no signal, but three months are too few to tell whether it is stable"
        in found.summary
    )


def test_what_is_needed_counts_periods_that_exist() -> None:
    days = Cadence(frequency="day", weekdays=("mon", "tue", "wed", "thu", "fri"))
    on = days.between("2026-01-01", "2026-03-01")[:15]
    chart = spc.chart([*BEFORE, 26, 27, 26], "run", on=on, cadence=days, phases=[12])
    (change,) = spc.changes(chart)
    assert change.needed is not None
    assert str(change.needed.earliest) == "2026-01-26"
    plain = spc.chart([*BEFORE, 26, 27, 26], "run", phases=[12])
    (change,) = spc.changes(plain)
    assert change.needed is not None
    assert change.needed.earliest is None
    said = spc.judge(spc.read(plain)).summary
    assert "Three of the six points in a row below 28 that a signal takes." in said


def test_where_no_run_would_do_nothing_is_needed() -> None:
    for chart, rules in (
        (made([27.0, 27, 27], "i"), spc.THREE_SIGMA),
        (made([np.nan, np.nan]), spc.ANHOEJ),
    ):
        (change,) = spc.changes(chart, rules)
        assert change.needed is None
    assert "too little data" in judged([np.nan, np.nan]).summary
    limits = spc.judge(spc.read(made([27.0, 27, 27], "i"), spc.THREE_SIGMA)).summary
    assert " A month below 21.7 or above 34.8 would signal." in limits
    blind = spc.judge(spc.read(made([15.0] * 8), spc.THREE_SIGMA)).summary
    assert " None of the rules that were asked can, on this chart." in blind
    assert "stable" not in blind
    none = spc.judge(spc.read(made([28.0, 28, 28]))).summary
    assert (
        "No rule signals yet against the 28 before, carried forward. A signal takes six"
        " months in a row above 28; earliest Sep 2026." in none
    )


@pytest.mark.parametrize(
    ("kind", "value", "sizes", "sides"),
    [
        ("p", 10, 50, {"lower": -1, "higher": 1, "neither": 1}),
        ("run", 10, None, {"lower": -1, "higher": 1, "neither": 1}),
        # Nothing is better than none, or than all.
        ("p", 0, 50, {"lower": 1, "higher": 1}),
        ("run", 0, None, {"lower": 1, "higher": 1}),
        ("p", 50, 50, {"lower": -1, "higher": -1}),
        ("np", 50, 50, {"lower": -1, "higher": -1}),
        ("run", 50, 50, {"lower": -1, "higher": -1}),
    ],
)
def test_data_that_never_vary_wait_for_what_is_better(
    kind: Any, value: float, sizes: int | None, sides: dict[Any, int]
) -> None:
    flat = spc.chart([value] * 20, kind, sizes=sizes, phases=[12])
    for direction, side in sides.items():
        (change,) = spc.changes(flat, direction=direction)
        assert change.needed is not None
        assert change.needed.side == side
        said = spc.judge(spc.read(flat), direction).summary
        assert f"points in a row {'above' if side > 0 else 'below'}" in said


def test_trends_say_nothing_of_the_phase_before() -> None:
    rising = [26.0, 26.5, 27, 27.5, 28, 28.5, 29]
    (change,) = spc.changes(made(rising, "i"), "nelson")
    assert change.signals == ()
    assert "trend" not in change.rules.names


def test_signals_on_both_sides_have_no_direction() -> None:
    (change,) = spc.changes(made([60.0, 1, 2, 1, 60, 1, 1], "i"), direction="lower")
    assert {signal.direction for signal in change.signals} >= {1, -1}
    assert change.direction == 0


def test_a_stack_is_asked_row_by_row() -> None:
    stack = spc.chart([BEFORE + AFTER] * 2, "run", phases=[12])
    with pytest.raises(FieldError, match="single"):
        spc.changes(stack)
    found = spc.judge(spc.read(stack), "lower")
    assert [change.meaning.value for change in found.changes] == ["improvement"] * 2
    assert found.supports is True
    assert found.summary.startswith("2 charts: improvement 2 (signals: longest run")
    with pytest.raises(FieldError, match="single"):
        spc.sentences(found)


def test_the_latest_phase_that_moves_is_not_stable() -> None:
    slope = [24.0 - step for step in range(14)]
    found = judged(slope, "i", target=20)
    assert "it is not stable" in found.summary
    assert "(the level before, with which the later months are compared)" in " ".join(
        spc.signal_words(found)
    )
    assert not found.concern[12:].any()
    assert found.improvement[12:].any()
    codes = [check.code for check in run_checks(found.reading.chart, spc.CHART_CHECKS)]
    assert "phase.not-stable" in codes
    quiet = run_checks(made(AFTER, "i"), spc.CHART_CHECKS)
    assert "phase.not-stable" not in [finding.code for finding in quiet]


def test_a_phase_with_a_point_outside_is_not_stable() -> None:
    chart = made([*AFTER[:-1], 60.0], "i")
    [found] = spc.stability(spc.read(chart, "three-sigma"))
    assert "(outside)" in found.message
    said = spc.sentences(spc.judge(spc.read(chart, "three-sigma"), "lower"))
    assert "it is not stable" in said.within[0]
    alone = spc.chart([*BEFORE, 90.0], "i")
    assert list(spc.stability(spc.read(alone))) == []
    stack = spc.chart([BEFORE, BEFORE], "i", phases=[4])
    assert "phase.not-stable" not in {
        check.code for check in run_checks(stack, spc.CHART_CHECKS)
    }


def test_a_concern_after_an_improvement_is_neither() -> None:
    found = judged([*AFTER, 40.0], "i")
    assert str(found.variation) == "concern"
    assert found.moved == "undirected"


def test_signals_both_ways_about_one_centre_have_no_direction() -> None:
    values = [10.0, 12] * 6 + [30.0, -8] * 4
    chart = spc.chart(values, "i", phases=[12])
    (change,) = spc.changes(chart, spc.THREE_SIGMA, "lower")
    assert (change.direction, change.meaning) == (0, "undirected")
    assert "in no one direction" in spc.judge(spc.read(chart), "lower").summary


def test_a_signal_of_each_of_two_phases_is_told_of_each() -> None:
    values = [*[1.0] * 5, *[9.0] * 5, *[1.0] * 5, *[9.0] * 5]
    found = spc.judge(spc.read(spc.chart(values, "run", phases=[10])), "lower")
    assert spc.signal_words(found) == tuple(
        f"Points {span}, the median of 5 is crossed only once, less often than chance"
        " would have it."
        for span in ("1 to 10", "11 to 20")
    )
    assert "since point 11, it is not stable: points 11 to 20" in found.summary


def quiet_share(rules: Catalog[spc.Rule], **how: Any) -> float:
    """Return how often points after a quiet baseline of 18 signal, drawn here."""
    drawn = np.random.default_rng(5).binomial(60, 0.3, (1500, 36))
    views = [spc.chart(row, "p", sizes=60, **how).view for row in drawn]
    names = ("values", "centre", "sigma", "lower", "upper")
    cut = (spc.View(*(getattr(view, name)[18:] for name in names)) for view in views)
    return float(np.mean([spc.read(view, rules).any for view in cut]))


@pytest.mark.parametrize("how", [{}, {"centre": 0.3}], ids=["own", "given"])
def test_the_chance_of_shares_is_that_of_binomial_points(how: dict[str, Any]) -> None:
    counts = np.random.default_rng(1).binomial(60, 0.3, 36)
    made = spc.chart(counts, "p", sizes=60, phases=[18], **how)
    (change,) = spc.changes(made, direction="lower")
    chance = change.chance
    assert chance is not None
    assert chance.points == "binomial points"
    assert chance.method == ("exact" if how else "simulated")
    drawn = quiet_share(change.rules, **(how or {"baseline": 18}))
    # Four standard errors of 1,500 charts.
    assert chance.value == pytest.approx(drawn, abs=4 * (drawn / 1500) ** 0.5)
    # What was excluded before is not one of the baseline, nor of the law.
    short = spc.chart(counts, "p", sizes=60, phases=[18], exclude=[3], **how)
    (shorter,) = spc.changes(short)
    assert shorter.chance is not None
    assert shorter.chance.value == pytest.approx(chance.value, abs=0.02)


def test_a_change_after_one_that_moved_has_the_chance_of_a_chart_begun_there() -> None:
    counts = [22, 19, 20, 18, 21, 20, 23, 19, *[5, 4, 6, 3, 7, 5, 4, 6, 5], *[4, 6, 5]]
    known = [spc.Phase(0, centre=20.0), spc.Phase(8, centre=5.0), spc.Phase(17)]
    moved, second = spc.changes(spc.chart(counts, "c", phases=known))
    assert (moved.moved, second.before.first) == (True, 8)
    begun = [spc.Phase(0, centre=5.0), spc.Phase(9)]
    (alone,) = spc.changes(spc.chart(counts[8:], "c", phases=begun))
    assert second.chance == alone.chance
    assert second.chance is not None
    assert second.chance.points == "Poisson points"
    assert second.counted == alone.counted == 3


def test_limits_that_rest_on_one_point_say_nothing_of_chance() -> None:
    made = spc.chart([1, 2, 3, 4, 5, 6], "c", baseline=1)
    assert "by chance" not in spc.judge(spc.read(made), "lower").summary


ODD: list[tuple[list[float], dict[str, Any]]] = [
    ([7, 8, 8, 9, np.nan, np.nan, 13, 14], {"phases": [4], "baseline": 2}),
    ([np.nan, np.nan, 7, 8, 8, 9, 12, 13], {"phases": [6], "baseline": 2}),
    ([1, 6, 3], {"phases": [1], "baseline": 1, "exclude": [1]}),
    ([np.nan, 1, 3, 0, 1, 30, 28], {"baseline": 1}),
    ([np.nan] * 5, {}),
]


@pytest.mark.parametrize("kind", ["run", "i", "c"])
@pytest.mark.parametrize(("values", "how"), ODD)
def test_where_there_is_nothing_to_compare_that_is_said(
    values: list[float], how: dict[str, Any], kind: Any
) -> None:
    said = spc.judge(spc.read(spc.chart(values, kind, **how)), "lower").summary
    assert "nan" not in said
    assert any(word in said for word in ("centre line", "too little", "No value"))


def test_a_verdict_agrees_with_its_numbers() -> None:
    before = [28, 31, 26, 29, 27, 30, 28, 29, 31, 27, 28, 30]
    outlier = [30, 31, 30, 31, 29, 30, 15, 31, 30, 31, 30, 31]
    (change,) = spc.changes(
        spc.chart(before + outlier, "i", phases=[12]), None, "lower"
    )
    assert change.after.centre > change.before.centre
    assert change.meaning == "undirected"
    # The level after is that of all its points, whatever its limits rest on.
    both = spc.chart(before + [15] * 6 + [40] * 6, "i", phases=[12], baseline=6)
    (change,) = spc.changes(both, None, "lower")
    assert change.after.centre == 27.5
    # Chance hangs on how many points the lines rest on.
    quiet = spc.chart(before * 2, "i", phases=[12], baseline=4)
    chance = spc.changes(quiet)[0].chance
    centre = spc.BaselineCentre(4, "mean", reads="after")
    rules = spc.changes(quiet)[0].rules
    assert chance == spc.false_alarm(rules, 16, centre=centre)


def test_a_phase_that_is_over_needs_nothing() -> None:
    values = [28.0, 31, 26, 29, 27, 30, 28, 29, 20, 28, 31, 26]
    first, second = spc.changes(spc.chart(values, "run", phases=[8, 9]))
    assert (first.ended, first.needed) == (True, None)
    assert not second.ended


def test_what_a_verb_of_meaning_cannot_take_is_told() -> None:
    chart = spc.chart([28.0, 31, 26, 29, 27, 30], "run")
    with pytest.raises(FieldError, match="must not be binomial"):
        spc.change_point(chart, distribution="binomial")
    with pytest.raises(FieldError, match="must be normal where"):
        spc.change_point(spc.chart([-5, 6, 7, -3, 4]), distribution="poisson")
    assert spc.change_point(chart).distribution == "normal"
    with pytest.raises(CqikitError, match=r"spc\.judge\(spc\.read"):
        spc.sentences(chart)
    stack = spc.chart([[1.0, 2, 3], [2.0, 3, 4]])
    with pytest.raises(FieldError, match="must be a single chart"):
        spc.false_alarm(spc.NELSON, stack)


def test_a_step_back_after_an_improvement_is_neither() -> None:
    before = [28.0, 31, 26, 29, 27, 30, 28, 29, 31, 27, 28, 30]
    after = [5.0, 6, 5, 4, 5, 6, 5, 4, 5, 5, 13]
    found = spc.judge(spc.read(spc.chart(before + after, "i", phases=[12])), "lower")
    assert found.changes[0].meaning == "improvement"
    assert str(found.variation) == "concern"
    assert found.moved == "undirected"


@pytest.mark.parametrize(("points", "draws"), [(1_001, 999), (101, 100_000)])
def test_more_points_than_can_be_drawn_are_refused(points: int, draws: int) -> None:
    """Work grows with the square of the points: nobody waits for hours."""
    chart = spc.chart(np.arange(points) % 7, "c")
    most = f"chart must have at most {points - 1:,} points with {draws:,} draws"
    with pytest.raises(FieldError, match=most):
        spc.change_point(chart, draws=draws)
