"""Readings keep everything; judgements, comparisons and medians come from them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from attrs import frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit import spc
from cqikit.errors import ChartError, FieldError
from cqikit.measures import Measure, Observation, series
from cqikit.spc import DOWN, UNDIRECTED, UP, View, judge, read
from cqikit.spc._charts import _chunks
from cqikit.testing import views

NAN = float("nan")


def on(values: Any, **more: Any) -> View:
    """Return a chart with centre 0 and sigma 1."""
    points = np.array(values, dtype=float)
    return View(points, np.zeros(points.shape), np.ones(points.shape), **more)


def test_every_rule_keeps_its_flags() -> None:
    reading = read(on([1.0] * 9 + [4.0]), spc.NELSON)
    assert tuple(reading.flags) == spc.NELSON.names
    assert reading.flags["outside"].tolist() == [0] * 9 + [1]
    assert reading.flags["shift"].tolist() == [1] * 10
    assert reading.flagged.all()
    assert reading.any


@pytest.mark.parametrize("shape", [(0,), (3, 0), (0, 5)])
def test_charts_without_points_have_no_signals(shape: tuple[int, ...]) -> None:
    reading = read(on(np.empty(shape)), spc.ANHOEJ | spc.NELSON)
    assert reading.signals == ()
    assert not reading.any.any()


def test_flags_cannot_be_written_to() -> None:
    for values in ([1.0] * 3, np.ones((_chunks.CHUNK, 2))):
        reading = read(on(values), spc.THREE_SIGMA)
        with pytest.raises(ValueError, match="read-only"):
            reading.flags["outside"][0] = 1
    with pytest.raises(TypeError):
        reading.flags["mine"] = reading.flags["outside"]  # type: ignore[index]


def test_completing_points_are_those_at_which_a_pattern_is_known() -> None:
    rules: list[spc.Rule] = [spc.Shift(), spc.BeyondLimits(), _Quiet()]
    reading = read(on([0.0] + [1.0] * 9), rules)
    assert reading.completing["shift"].tolist() == [0] * 8 + [1, 1]
    assert reading.flags["shift"].tolist() == [0] + [1] * 9
    assert reading.completing["outside"].tolist() == [0] * 10
    assert reading.completing["quiet"].tolist() == [0] * 10


@frozen
class _Quiet:
    name: str = "quiet"

    def __call__(self, chart: spc.ChartView) -> Any:
        return np.zeros(np.shape(chart.values), dtype=np.int8)


class _Plain:
    """A rule whose parameters nobody can see."""

    name = "plain"

    def __call__(self, chart: spc.ChartView, /) -> Any:
        return np.ones(np.shape(chart.values), dtype=np.int8)


def test_signals_are_unbroken_stretches() -> None:
    values = [[0.0, 4, 4, -4, 0], [0.0] * 5]
    assert read(on(values), spc.THREE_SIGMA).signals == (
        spc.Signal(rule="outside", where=(0,), first=1, last=2, direction=UP),
        spc.Signal(rule="outside", where=(0,), first=3, last=3, direction=DOWN),
    )
    single = read(on([1.0] * 10), [spc.Crossings()]).signals
    assert [(signal.where, signal.direction) for signal in single] == [((), UNDIRECTED)]


def test_a_moving_range_chart_takes_no_rule_on_neighbours() -> None:
    chart = spc.chart(np.arange(20.0) ** 2, "mr")
    reading = read(chart, spc.NELSON)
    assert reading.rules.names == ("outside",)
    assert reading.left_out == spc.NELSON.names[1:]


def test_runs_are_told_phase_by_phase() -> None:
    values = [[1.0, 1, -1, 1, 0, NAN, -1, -1], [1.0] * 8]
    breaks = np.array([[False] * 3 + [True] + [False] * 4, [False] * 8])
    runs = read(on(values, breaks=breaks)).runs
    assert runs.useful.tolist() == [[3, 3], [8, 0]]
    assert runs.longest.tolist() == [[2, 2], [8, 0]]
    assert runs.crossings.tolist() == [[1, 1], [0, 0]]
    assert runs.allowed.tolist() == [[5, 5], [6, 0]]
    assert runs.fewest.tolist() == [[0, 0], [1, 0]]
    assert runs.signal.tolist() == [[False, False], [True, False]]


def test_a_phase_without_any_included_point_is_still_a_phase() -> None:
    breaks = np.array([False, True, True, False])
    excluded = np.array([False, True, False, False])
    runs = read(on([1.0, 1, -1, -1], breaks=breaks, excluded=excluded)).runs
    assert runs.useful.tolist() == [1, 0, 2]
    nobody = read(on([1.0, 1], excluded=np.array([True, True])))
    assert nobody.runs.useful.tolist() == [0]
    assert read(on([[], []])).runs.useful.tolist() == [[0], [0]]
    assert read(on(np.ones((0, 5)))).runs.useful.shape == (0, 1)


@settings(max_examples=25)
@given(view=views(), data=st.data())
def test_chunks_are_not_to_be_seen(view: View, data: st.DataObject) -> None:
    rows = data.draw(st.integers(1, 5))
    values = np.stack([np.roll(view.values, row) for row in range(rows)])
    more: dict[str, Any] = {}
    if data.draw(st.booleans()):
        more["breaks"] = np.arange(values.shape[1]) == data.draw(st.integers(1, 9))
    many = on(values, **more)
    rules = spc.NELSON.add(*spc.ANHOEJ, _Quiet())
    whole = read(many, rules)
    whole_runs = whole.runs
    before = _chunks.CHUNK
    try:
        _chunks.CHUNK = 30  # type: ignore[misc]
        parts = read(many, rules)
        part_runs = parts.runs
    finally:
        _chunks.CHUNK = before  # type: ignore[misc]
    for name, flags in whole.flags.items():
        assert np.array_equal(flags, parts.flags[name]), name
    assert np.array_equal(whole_runs.longest, part_runs.longest)
    assert np.array_equal(whole_runs.crossings, part_runs.crossings)


@settings(max_examples=40)
@given(view=views())
def test_the_longest_run_is_the_longest_run(view: View) -> None:
    longest, current, side = 0, 0, 0.0
    for value in view.values[~np.isnan(view.values)]:
        if value != 0:
            current = current + 1 if np.sign(value) == side else 1
            side = np.sign(value)
            longest = max(longest, current)
    assert int(read(view).runs.longest[0]) == longest


def test_long_phases_have_their_crossings_counted_too() -> None:
    for count in (254, 255, 256, 1000):
        values = np.tile([1.0, -1.0], (2, count))[:, :count]
        runs = read(on(values)).runs
        assert runs.crossings.tolist() == [[count - 1]] * 2


@pytest.mark.parametrize(
    ("direction", "improvement", "variation"),
    [
        ("higher", [False, True], "improvement"),
        ("lower", [False, False], "concern"),
        ("neither", [False, False], "high"),
    ],
)
def test_direction_says_what_is_better(
    direction: Any, improvement: list[bool], variation: str
) -> None:
    judged = judge(read(on([0.0, 4.0])), direction)
    assert judged.improvement.tolist() == improvement
    assert str(judged.variation) == variation
    assert judged.points.tolist() == [0, UP]


def test_one_point_can_be_an_improvement_and_a_concern() -> None:
    values = [1.0] * 7 + [0.5, 0.4, 0.3, 0.2, 0.1]
    rules: list[spc.Rule] = [spc.Trend(length=5), spc.Shift(length=8)]
    judged = judge(read(on(values), rules), "higher")
    assert judged.improvement[-1]
    assert judged.concern[-1]
    # The first rule of the set gives the colour.
    assert judged.points[-1] == DOWN
    assert str(judged.variation) == "concern"


def test_variation_is_that_of_the_latest_point_or_phase() -> None:
    values, breaks = [4.0, 0, 4, 0, NAN], np.arange(5) == 1
    reading = read(on(values, breaks=breaks), spc.THREE_SIGMA)
    assert str(judge(reading, "higher").variation) == "common"
    assert str(judge(reading, "higher", over="phase").variation) == "improvement"
    quiet = read(on([4.0, 0, 0], breaks=np.arange(3) == 1), spc.THREE_SIGMA)
    assert str(judge(quiet, "higher", over="phase").variation) == "common"
    plain = read(on([-4.0, 0, 0]), spc.THREE_SIGMA)
    assert str(judge(plain, "higher", over="phase").variation) == "concern"
    last = read(on([0.0, 4.0], excluded=np.array([False, True])), spc.THREE_SIGMA)
    assert str(judge(last, "higher").variation) == "common"
    runs = read(on([1.0] * 6 + [-1.0] * 6), [spc.Crossings()])
    assert str(judge(runs).variation) == "undirected"
    with pytest.raises(FieldError, match="over must be one of point, phase"):
        judge(reading, over="year")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("direction", "target", "expected"),
    [
        ("higher", 4, "misses"),
        ("higher", -4, "meets"),
        ("higher", 3, "varies"),
        ("lower", 4, "meets"),
        ("lower", -4, "misses"),
        ("lower", NAN, "unknown"),
        ("neither", 4, "unknown"),
        ("higher", None, "unknown"),
    ],
)
def test_assurance_is_where_the_target_lies_to_the_limits(
    direction: Any, target: Any, expected: str
) -> None:
    assert (
        str(judge(read(on([0.0, 1.0])), direction, target).against_limits) == expected
    )


def test_a_judgement_is_evidence() -> None:
    chart = on([0.0, 4.0])
    good, bad, none = (
        judge(read(chart, rules), better, target)  # type: ignore[arg-type]
        for rules, better, target in (
            (spc.THREE_SIGMA, "higher", 9),
            (spc.THREE_SIGMA, "lower", 0),
            (spc.ANHOEJ, "lower", None),
        )
    )
    assert [judgement.supports for judgement in (good, bad, none)] == [
        True,
        False,
        None,
    ]
    lies = "Point 2 lies outside, above the upper limit of 3"
    way = "direction (concern)"
    few = " 2 points: too few to tell what comes."
    unread = (
        "No signal, but two points are too few to tell. The rules that were asked do"
        " not look at the limits"
    )
    assert [judgement.summary for judgement in (good, bad, none)] == [
        f"{lies}, in the better direction. The target of 9 is met at none of{few}",
        f"{lies}, in the worse {way}. The target of 0 is met at 1 of{few}",
        f"{unread}: {lies.lower()}, in the worse {way}.",
    ]
    both = judge(read(on([[0.0, 4.0], [0.0, -4.0]])), "higher")
    assert both.supports is None
    assert both.summary == ("2 charts: improvement 1, concern 1 (signals: outside)")


def test_targets_are_one_for_all_one_a_point_or_one_a_chart() -> None:
    reading = read(on(np.zeros((2, 3))))
    said = [
        judge(reading, "higher", target).against_limits.tolist()
        for target in (4, [-4, 0, 4], [[4], [-4]])
    ]
    assert said == [["misses"] * 2, ["misses"] * 2, ["misses", "meets"]]
    with pytest.raises(ChartError, match="target must be one number"):
        judge(reading, "higher", [1, 2])


def test_the_target_is_on_the_scale_of_the_chart_as_drawn() -> None:
    chart = spc.chart([30.0, 45, 20, 60, 38, 52, 41, 33, 47, 29], "t")
    judged = judge(read(chart), "higher", target=float(chart.upper[-1]) + 1)
    assert str(judged.against_limits) == "misses"
    clamped = spc.chart([0, 1, 0, 2, 1], "c")
    assert str(judge(read(clamped), "lower", target=0).against_limits) == "varies"


def test_a_chart_without_points_or_limits_is_judged_unknown() -> None:
    for values in ([], [NAN, NAN]):
        judged = judge(read(on(values)), "higher")
        assert str(judged.variation) == "common"
        assert str(judged.against_limits) == "unknown"
        assert str(judge(read(on(values)), over="phase").variation) == "common"
    run = View(np.ones(4), np.ones(4), np.full(4, NAN))
    assert str(judge(read(run), "higher", 3).against_limits) == "unknown"


def test_a_comparison_names_the_convention_that_decides() -> None:
    chart = spc.chart([6, 6, 6, 5, 6, 6, 6, 6], "run", centre=5)
    found = spc.compare_rule_sets(chart)
    assert "anhoej" in found.signalling
    assert "nhsr-plot-the-dots" in found.silent
    differences = {
        (difference.of, difference.other): difference.conventions
        for difference in found.differences
        if difference.rule == "Shift" and difference.silent
    }
    # Perla asks for six and passes over the point on the centre.
    seven = ("making-data-count", "nhsr-plot-the-dots")
    assert differences[seven, ("perla",)] == (("on_centre", "break", "skip"),)
    assert {
        name: (mine, theirs) for name, mine, theirs in differences[("ihi",), ("perla",)]
    } == {"length": (8, 6)}
    assert "Shift: ihi silent, perla signals: length 8, not 6" in str(found)


def test_forms_that_flag_other_points_are_told_apart() -> None:
    found = spc.compare_rule_sets(
        on([1.0] * 10),
        [spc.RULE_SETS["nelson"], spc.RULE_SETS["qcc-nelson"]],
    )
    marks = [
        difference for difference in found.differences if difference.rule == "Shift"
    ]
    assert [mark.conventions for mark in marks] == [(("marks", "all", "completing"),)]
    assert not marks[0].silent
    assert "flags other points" in str(marks[0])


def test_conventions_that_do_not_go_together_are_not_tried() -> None:
    net = spc.KOfNBeyond(net=True, sigmas=1)
    last = spc.KOfNBeyond(by_last=True, windows="full", sigmas=2)
    sets = [
        spc.RuleSet(name=name, title=name, rules=[rule, _Plain()], source="made up")
        for name, rule in (("last", last), ("net", net))
    ]
    found = spc.compare_rule_sets(on([1.5, 1.5, 1.5]), sets)
    assert [difference.conventions for difference in found.differences] == [
        (("sigmas", 2.0, 1.0),)
    ]


def test_several_conventions_may_be_needed_together() -> None:
    forms = {
        "strict": spc.Shift(length=5),
        "easy": spc.Shift(length=4, on_centre="skip", missing="skip"),
    }
    sets = [
        spc.RuleSet(name=name, title=name, rules=[rule], source="made up")
        for name, rule in forms.items()
    ]
    found = spc.compare_rule_sets(on([1.0, 0, 1, NAN, 1, 1]), sets).differences
    assert [{name for name, *_ in difference.conventions} for difference in found] == [
        {"length", "on_centre", "missing"}
    ]
    pair = spc.compare_rule_sets(on([1.0, 0, 1, 1, 1]), sets[::-1]).differences
    assert [{name for name, *_ in difference.conventions} for difference in pair] == [
        {"length", "on_centre"}
    ]


def test_a_series_is_charted_first_and_several_are_refused() -> None:
    measure = Measure(key="falls", title="Falls", kind="count", direction="lower")
    rows = [
        Observation(period=f"2026-{month:02}", value=value)
        for month, value in enumerate([2, 1, 2, 1, 2, 30], start=1)
    ]
    assert "three-sigma" in spc.compare_rule_sets(series(measure, rows)).signalling
    with pytest.raises(ChartError, match="of one series"):
        spc.compare_rule_sets(on(np.ones((2, 3))))


def test_medians_are_renewed_after_sustained_runs() -> None:
    values = [4, 6, 5, NAN, 6, 5, 8, 9, 8, 5, NAN, 9, 7, 8, 3, 2, 3, 2, 3, 2]
    found = spc.sustained_shifts(values, baseline=6, length=6)
    assert [
        (shift.first, shift.last, shift.median, shift.direction) for shift in found
    ] == [
        (0, 5, 5.0, 0),
        (6, 13, 8.0, 1),
        (14, 19, 2.5, -1),
    ]
    above = spc.sustained_shifts(values, baseline=6, length=6, side="above")
    assert [shift.direction for shift in above] == [0, 1]
    below = spc.sustained_shifts(values, baseline=6, length=6, side="below")
    assert [shift.first for shift in below] == [0, 14]


def test_without_a_baseline_there_is_no_median() -> None:
    assert spc.sustained_shifts([1.0, 2.0], baseline=3) == ()
    assert spc.sustained_shifts([NAN, NAN, 1.0], baseline=2) == ()
    assert len(spc.sustained_shifts([1.0, NAN], baseline=2)) == 1


@pytest.mark.parametrize(
    ("values", "more", "error"),
    [
        (np.ones((2, 2)), {}, ChartError),
        ([1.0], {"baseline": 0}, FieldError),
        ([1.0], {"length": 0}, FieldError),
        ([1.0], {"side": "up"}, FieldError),
    ],
)
def test_medians_of_what_cannot_be_are_refused(
    values: Any, more: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        spc.sustained_shifts(values, **{"baseline": 1, **more})
