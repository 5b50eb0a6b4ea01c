"""Laws of all rules, their thresholds, and every convention by a case of its own."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from attrs import evolve, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit import spc
from cqikit.core import Catalog
from cqikit.errors import (
    ChartError,
    DuplicateError,
    FieldError,
    FieldTypeError,
    UnknownNameError,
)
from cqikit.spc import (
    Alternating,
    BeyondLimits,
    Box,
    Crossings,
    KOfNBeyond,
    LongestRun,
    Mixture,
    OppositeLimits,
    RunCount,
    Shift,
    Stratification,
    Trend,
    View,
    read,
)
from cqikit.testing import RULE_LAWS, check_rule, views

#: Rules on whole phases: a later point may make too few of what was enough.
WHOLE = (
    LongestRun(),
    LongestRun(missing="break"),
    LongestRun(marks="phase"),
    Crossings(),
    Box(),
    Box(kind="cut", within=(10, 20)),
    RunCount(tail=0.05),
)
POINTWISE = (
    BeyondLimits(),
    BeyondLimits(sigmas=2, inclusive=True),
    Shift(length=4),
    Shift(length=4, on_centre="skip", marks="completing"),
    Shift(length=4, on_centre="either"),
    Shift(length=4, missing="skip"),
    Shift(length=4, missing="skip", on_centre="skip"),
    Trend(length=4),
    Trend(length=3, counts="steps", ties="skip"),
    Trend(length=4, missing="skip"),
    Trend(length=4, missing="skip", ties="skip"),
    Alternating(length=5),
    Alternating(length=5, missing="skip"),
    KOfNBeyond(),
    KOfNBeyond(marks="all", inclusive=True),
    KOfNBeyond(same_side=True, within_limits=True),
    KOfNBeyond(last_beyond=True, marks="completing"),
    KOfNBeyond(net=True),
    KOfNBeyond(by_last=True, windows="full"),
    KOfNBeyond(by_last=True, inclusive=True, windows="full"),
    KOfNBeyond(count=4, window=5, sigmas=1, missing="skip"),
    Stratification(length=4),
    Stratification(length=4, inclusive=False, missing="skip"),
    Mixture(length=4),
    Mixture(length=4, both_sides=False, missing="skip"),
    OppositeLimits(),
    OppositeLimits(missing="skip", inclusive=True, marks="completing"),
)


#: Their mirror images take the other side, and constant data lies on that side.
ONE_SIDED = (
    Shift(length=4, on_centre="above"),
    Shift(length=4, on_centre="below", missing="skip"),
)
NOT_KEPT: dict[str, tuple[spc.Rule, ...]] = {
    "point_by_point": WHOLE,
    "mirrored": ONE_SIDED,
    "silent_on_constant_data": ONE_SIDED,
}


@pytest.mark.parametrize("law", RULE_LAWS, ids=lambda law: law.__name__)
def test_all_rules_keep_the_law(law: Any) -> None:
    rules = [
        rule
        for rule in (*POINTWISE, *WHOLE, *ONE_SIDED)
        if rule not in NOT_KEPT.get(law.__name__, ())
    ]

    @settings(max_examples=15)
    @given(view=views(), data=st.data())
    def kept(view: View, data: st.DataObject) -> None:
        for rule in rules:
            law(rule, view, data)

    kept()


def on(values: Any, **more: Any) -> View:
    """Return a chart with centre 0 and sigma 1."""
    points = np.array(values, dtype=float)
    return View(points, np.zeros(points.shape), np.ones(points.shape), **more)


NAN = float("nan")
ZIGZAG = [0.2, -0.2] * 10
#: Rule, the longest quiet series, the shortest loud one.
EDGES: tuple[tuple[spc.Rule, list[float], list[float]], ...] = (
    (BeyondLimits(), [3.0, -3.0], [np.nextafter(3, 4) + 1e-8]),
    (BeyondLimits(sigmas=2), [2.0], [2.0 + 1e-8]),
    (BeyondLimits(inclusive=True), [3.0 - 1e-8], [3.0]),
    (Shift(length=8), [0.1] * 7, [0.1] * 8),
    (Trend(length=6), [1.0, 2, 3, 4, 5], [1.0, 2, 3, 4, 5, 6]),
    (Trend(length=6, counts="steps"), [1.0, 2, 3, 4, 5, 6], [1.0, 2, 3, 4, 5, 6, 7]),
    (Alternating(length=14), ZIGZAG[:13], ZIGZAG[:14]),
    (KOfNBeyond(), [2.1, 0, 0, 2.1], [2.1, 0, 2.1]),
    (
        KOfNBeyond(count=4, window=5, sigmas=1),
        [1.1, 1.1, 1.1, 0, 0],
        [1.1, 1.1, 0, 1.1, 1.1],
    ),
    (KOfNBeyond(), [2.0, 0, 2.1], [2.0 + 1e-8, 0, 2.1]),
    (Stratification(length=15), [1.0] * 14 + [1.1], [1.0] * 15),
    (Stratification(length=2, inclusive=False), [1.0, 1.0], [0.9, 0.9]),
    (Mixture(length=8), [1.1] * 7 + [1.0], [1.1] * 7 + [-1.1]),
    (Mixture(length=8, both_sides=False), [1.1] * 7, [1.1] * 8),
    (OppositeLimits(), [2.1, 0, -2.1], [2.1, -2.1]),
    (LongestRun(), [1.0] * 8 + [-1.0] + ZIGZAG[:15], [1.0] * 9 + ZIGZAG[1:16]),
    (Crossings(), [1.0, 1, -1, -1, 1, 1, -1, -1, 1, 1], [1.0] * 5 + [-1.0] * 5),
    (Box(), [1.0] * 7 + ZIGZAG[1:18], [1.0] * 8 + ZIGZAG[1:17]),
    (RunCount(), [1.0, 1, 1, -1, -1, -1, 1, 1, -1, -1], [1.0] * 5 + [-1.0] * 5),
)


@pytest.mark.parametrize(
    ("rule", "quiet", "loud"), EDGES, ids=lambda value: repr(value)[:60]
)
def test_each_rule_speaks_at_its_edge_and_not_before(
    rule: spc.Rule, quiet: list[float], loud: list[float]
) -> None:
    assert not rule(on(quiet)).any()
    assert rule(on(loud)).any()


def test_seven_on_one_side_by_the_conventions_of_five_tools() -> None:
    view = View(np.array([6.0, 6, 6, 5, 6, 6, 6, 6]), np.full(8, 5.0), np.ones(8))
    said = {
        "skips": Shift(length=7, on_centre="skip"),
        "skips, last": Shift(length=7, on_centre="skip", marks="completing"),
        "breaks": Shift(length=7),
        "breaks, last": Shift(length=7, marks="completing"),
        "other side": Shift(length=7, on_centre="below"),
    }
    flags = {name: rule(view).tolist() for name, rule in said.items()}
    silent = [0] * 8
    assert flags == {
        "skips": [1, 1, 1, 0, 1, 1, 1, 1],
        "skips, last": [0, 0, 0, 0, 0, 0, 0, 1],
        "breaks": silent,
        "breaks, last": silent,
        "other side": silent,
    }
    # Anhøj's longest run skips the point, and seven useful points allow six.
    assert LongestRun()(view).any()


@pytest.mark.parametrize(
    ("on_centre", "expected"),
    [
        ("break", [0, 0, 0, 0, 0]),
        ("skip", [1, 0, 1, 1, 0]),
        ("above", [1, 1, 1, 1, 0]),
        ("below", [0, 0, 0, 0, 0]),
        ("either", [1, 1, 1, 1, 0]),
    ],
)
def test_a_point_on_the_centre_is_what_the_rule_says(
    on_centre: Any, expected: list[int]
) -> None:
    rule = Shift(length=3, on_centre=on_centre)
    assert rule(on([1, 0, 1, 1, -1])).tolist() == expected


def test_points_on_the_centre_alone_are_on_neither_side() -> None:
    rule = Shift(length=3, on_centre="either")
    assert not rule(on([0.0] * 5)).any()
    # Both runs take the middle point; it goes with the later one.
    assert rule(on([1.0, 1, 0, -1, -1])).tolist() == [1, 1, -1, -1, -1]
    last = Shift(length=3, on_centre="either", marks="completing")
    assert last(on([1.0, 1, 0, -1, -1])).tolist() == [0, 0, 1, 0, -1]


def test_a_missing_point_breaks_a_pattern_or_is_passed_over() -> None:
    values = [1.0, 2, NAN, 3, 4]
    for rule in (Shift, Trend):
        assert not rule(length=4)(on(values)).any()
        bridged = rule(length=4, missing="skip")(on(values))
        assert bridged.tolist() == [1, 1, 0, 1, 1]
    window = [2.1, NAN, 2.1, 0.0]
    assert not KOfNBeyond()(on(window)).any()
    assert KOfNBeyond(missing="skip")(on(window)).tolist() == [1, 0, 1, 0]
    run = [1.0] * 4 + [NAN] + [1.0] * 4 + [-1.0]
    assert LongestRun()(on(run)).tolist() == [1, 1, 1, 1, 0, 1, 1, 1, 1, 0]
    assert not LongestRun(missing="break")(on(run)).any()
    assert LongestRun(missing="break")(on([NAN] + [1.0] * 8)).sum() == 8


def test_ties_in_a_trend_break_it_or_are_passed_over() -> None:
    values = [1.0, 2, 2, 3, 4]
    assert not Trend(length=4)(on(values)).any()
    assert Trend(length=4, ties="skip")(on(values)).tolist() == [1, 1, 0, 1, 1]
    # 0.1 + 0.2 is no rise from 0.3.
    assert not Trend(length=3)(on([0.1, 0.3, 0.1 + 0.2])).any()


def test_the_peak_of_two_trends_goes_with_the_later() -> None:
    assert Trend(length=3)(on([1.0, 2, 3, 2, 1])).tolist() == [1, 1, -1, -1, -1]
    last = Trend(length=3, marks="completing")
    assert last(on([1.0, 2, 3, 2, 1])).tolist() == [0, 0, 1, 0, -1]


def test_a_run_too_long_is_marked_whole_from_its_excess_or_with_its_phase() -> None:
    values = on([1.0] * 8 + [-1.0] * 2)
    # Ten useful points allow a run of six.
    marks: tuple[Any, ...] = ("all", "completing", "phase")
    flags = [LongestRun(marks=mark)(values).tolist() for mark in marks]
    assert flags == [
        [1] * 8 + [0, 0],
        [0] * 6 + [1, 1, 0, 0],
        [2] * 10,
    ]


def test_phases_with_different_limits_have_runs_of_different_lengths() -> None:
    values = np.array([1.0] * 8 + [-1.0] + [1.0] * 7 + [-1.0, 1.0] * 20 + [-1.0] * 7)
    breaks = np.arange(values.size) == 9
    flags = LongestRun()(on(values, breaks=breaks))
    assert flags.tolist() == [1] * 8 + [0] * (values.size - 8)
    stacked = np.stack([values[:12], np.r_[values[:3], values[:9]]])
    both = LongestRun()(on(np.where(np.arange(12) < [[12], [5]], stacked, NAN)))
    assert both.any(axis=1).tolist() == [True, False]


@pytest.mark.parametrize(
    ("rule", "values", "expected"),
    [
        (KOfNBeyond(net=True), [2.1, -2.1, 2.1], [0, 0, 0]),
        (KOfNBeyond(), [2.1, -2.1, 2.1], [1, 0, 1]),
        (KOfNBeyond(same_side=True), [2.1, -0.1, 2.1], [0, 0, 0]),
        (KOfNBeyond(same_side=True), [-2.1, -0.1, -2.1], [-1, 0, -1]),
        (KOfNBeyond(within_limits=True), [2.1, 9.0, 0.0], [0, 0, 0]),
        (KOfNBeyond(), [2.1, 9.0, 0.0], [1, 1, 0]),
        (KOfNBeyond(last_beyond=True, windows="full"), [2.1, 2.1, 0.0], [0, 0, 0]),
        (KOfNBeyond(last_beyond=True), [2.1, 2.1, 0.0], [1, 1, 0]),
        (KOfNBeyond(marks="all"), [2.1, 0.0, 2.1], [1, 1, 1]),
        (KOfNBeyond(marks="all"), [2.1, 2.1, 0, -2.1, -2.1], [1, 1, -1, -1, -1]),
        (KOfNBeyond(marks="completing"), [2.1, 0.0, 2.1], [0, 0, 1]),
        (KOfNBeyond(inclusive=True), [2.0, 0.0, 2.0], [1, 0, 1]),
        (OppositeLimits(marks="completing"), [2.1, -2.1], [0, -1]),
    ],
    ids=repr,
)
def test_each_convention_of_zones_by_a_case(
    rule: spc.Rule, values: list[float], expected: list[int]
) -> None:
    assert rule(on(values)).tolist() == expected


def test_a_window_is_judged_by_the_lines_at_its_last_point() -> None:
    view = View(np.array([1.5, 1.5, 1.5]), np.zeros(3), np.array([1.0, 1.0, 0.5]))
    assert not KOfNBeyond()(view).any()
    assert KOfNBeyond(by_last=True, windows="full", marks="completing")(
        view
    ).tolist() == [
        0,
        0,
        1,
    ]


def test_limits_of_the_chart_are_what_outside_looks_at() -> None:
    view = on([2.5, -2.5, 9.0], lower=np.full(3, NAN), upper=np.array([2.0, 2, NAN]))
    # A limit that is NaN is no limit: nothing can cross it.
    assert BeyondLimits()(view).tolist() == [1, 0, 0]
    assert BeyondLimits(sigmas=3)(view).tolist() == [0, 0, 1]
    one_sided = on([[2.5, -9.0]] * 2, upper=np.full((2, 2), 2.0))
    assert BeyondLimits()(one_sided).tolist() == [[1, 0], [1, 0]]
    at_limit = on([2.5, -9.0], lower=np.full(2, -9.0))
    assert BeyondLimits(inclusive=True)(at_limit).tolist() == [0, -1]
    lower, upper, wide = (np.broadcast_to(value, (4, 2)) for value in (-3.0, 3.0, 4.0))
    points = np.full((4, 2), 3.1)
    assert BeyondLimits()(on(points, lower=lower, upper=upper)).all()
    assert not BeyondLimits()(on(points, lower=lower, upper=wide)).any()


def test_without_sigma_rules_on_sides_speak_and_rules_on_zones_are_silent() -> None:
    values = np.arange(20.0)
    for sigma in (np.full(20, NAN), np.zeros(20)):
        reading = read(View(values, np.full(20, 9.5), sigma), spc.NELSON)
        assert {name for name, flags in reading.flags.items() if flags.any()} == {
            "shift",
            "trend",
        }


def test_extreme_numbers_need_no_warning() -> None:
    values = np.array([1e300, -1e300, np.inf, -np.inf, 2**53 + 1, 1e-300] * 4)
    for sigma in (1.0, 1e300):
        view = View(values, np.zeros(24), np.full(24, sigma))
        assert set(read(view, spc.NELSON).flags) == set(spc.NELSON.names)


def test_an_infinitely_small_difference_is_none() -> None:
    values = np.array([0.1 + 0.2] * 9)
    view = View(values, np.full(9, 0.3), np.full(9, 1e-17))
    assert not read(view, spc.NELSON.without("inside")).any


@pytest.mark.parametrize("count", [0, 1, 2])
@pytest.mark.parametrize("rules", [rule_set.rules for rule_set in spc.RULE_SETS])
def test_hardly_any_points_signal_nothing(count: int, rules: Catalog[spc.Rule]) -> None:
    assert not read(on([1.0] * count), rules).any
    assert read(on([[1.0] * count] * 3), rules).any.tolist() == [False] * 3


def test_a_catalog_is_edited_not_changed() -> None:
    edited = spc.NELSON.replace(Shift(length=7)).without("away").add(RunCount())
    assert len(spc.NELSON) == len(edited) == 8
    with pytest.raises(UnknownNameError, match="did you mean 'shift'"):
        spc.NELSON["shfit"]
    with pytest.raises(DuplicateError):
        read(on([1.0]), [Shift(), Shift(length=3)])


@pytest.mark.parametrize(
    ("made", "parameters", "error", "says"),
    [
        (Shift, {"length": 1}, FieldError, "length must be at least 2"),
        (Shift, {"length": 6.5}, FieldTypeError, "length must be a whole number"),
        (Shift, {"on_centre": "drop"}, FieldError, "on_centre must be one of break"),
        (
            KOfNBeyond,
            {"count": 2, "window": 4},
            FieldError,
            "more than half of the window",
        ),
        (
            KOfNBeyond,
            {"count": 4, "window": 3},
            FieldError,
            "more than half of the window",
        ),
        (
            KOfNBeyond,
            {"by_last": True, "net": True},
            FieldError,
            "by_last must be left out",
        ),
        (KOfNBeyond, {"by_last": True}, FieldError, "windows must be .full. where"),
        (RunCount, {"tail": 0.6}, FieldError, "tail must be between"),
        (BeyondLimits, {"name": " "}, FieldError, "name must be text"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(
    made: Any, parameters: dict[str, Any], error: Any, says: str
) -> None:
    with pytest.raises(error, match=says):
        made(**parameters)


@pytest.mark.parametrize(
    ("view", "says"),
    [
        (View(np.array(1.0), np.array(0.0), np.array(1.0)), "last axis"),
        (View(np.ones(3), np.zeros(2), np.ones(3)), "centre must have the shape"),
        (
            View(np.ones(3), np.zeros(3), np.ones(3), breaks=np.ones(4, bool)),
            "breaks must have the shape",
        ),
        (
            View(np.array(["<5", "6"]), np.zeros(2), np.ones(2)),
            "values must be numbers",
        ),
    ],
)
def test_arrays_that_are_no_chart_are_refused(view: Any, says: str) -> None:
    with pytest.raises(ChartError, match=says):
        Shift()(view)


@frozen
class Jump:
    """A rule of somebody else's making."""

    name: str = "jump"

    def __call__(self, chart: spc.ChartView) -> Any:
        steps = np.diff(chart.values, axis=-1, prepend=np.nan) / chart.sigma
        return np.where(np.abs(steps) > 4, np.sign(steps), 0).astype(np.int8)


def test_a_rule_of_ones_own_keeps_the_laws_and_knows_nothing_of_phases() -> None:
    check_rule(Jump(), examples=10)
    values = np.array([0.0, 0, 5, 5, 5, 0])
    flags = read(on(values, breaks=np.arange(6) == 2), [Jump()]).flags["jump"]
    assert flags.tolist() == [0, 0, 0, 0, 0, -1]


def test_a_rule_of_the_wrong_shape_is_named() -> None:
    @frozen
    class Short:
        name: str = "short"

        def __call__(self, chart: spc.ChartView) -> Any:
            return np.zeros(2, dtype=np.int8)

    with pytest.raises(ChartError, match="rule 'short' must return flags"):
        read(on([1.0, 2, 3]), [Short()])


def test_a_long_series_is_read_as_its_parts_are() -> None:
    values = np.tile(ZIGZAG, 500)
    values[5000:5012] = np.linspace(0.1, 2.5, 12)
    reading, part = read(on(values), spc.NELSON), slice(4960, 5040)
    alone = read(on(values[part]), spc.NELSON.without("alternating", "inside"))
    for name, flags in alone.flags.items():
        assert np.array_equal(reading.flags[name][part], flags)
        assert flags.any() == (
            name in {"shift", "trend", "two-of-three", "four-of-five"}
        )


@pytest.mark.parametrize("place", [None, 2500, 4999])
def test_a_line_of_many_points_need_not_be_level(place: int | None) -> None:
    values, centre = np.zeros(5000), np.zeros(5000)
    if place is not None:
        centre[place] = 4.0
    view = View(values, centre, np.ones(5000))
    expected = [] if place is None else [place]
    assert np.flatnonzero(BeyondLimits()(view)).tolist() == expected


FIRST_TWO = [2.1, 2.1]
FOUR_OF_FIVE = KOfNBeyond(count=4, window=5, sigmas=1)


@pytest.mark.parametrize("marks", ["beyond", "all"])
def test_two_at_the_start_are_two_of_any_three(marks: str) -> None:
    begun = KOfNBeyond(marks=marks)  # type: ignore[arg-type]
    full = evolve(begun, windows="full")
    # A chart of two points, and the start of one.
    assert begun(on(FIRST_TWO)).tolist() == [1, 1]
    assert full(on(FIRST_TWO)).tolist() == [0, 0]
    series = [*FIRST_TWO, 0.0, 0.0, -2.1, -2.1]
    # A gap, and the two points after it: two of any three, but no three.
    series += [np.nan, -2.1, -2.1, np.nan, 2.1]
    with_gap = begun(on(series)).tolist()
    assert with_gap[-4:] == [-1, -1, 0, 0]
    assert full(on(series)).tolist()[-4:] == [0, 0, 0, 0]


def test_windows_that_have_begun_span_no_gap_and_no_edge() -> None:
    assert not KOfNBeyond()(on([2.1, np.nan, 2.1])).any()
    assert not FOUR_OF_FIVE(on([1.1, 1.1, np.nan, 1.1, 1.1])).any()
    breaks = np.array([False, False, True, True, False])
    view = evolve(on([0.0, 2.1, 2.1, 2.1, 2.1]), breaks=breaks)
    assert KOfNBeyond(marks="completing")(view).tolist() == [0, 0, 0, 0, 1]
    assert not KOfNBeyond(windows="full")(view).any()


def test_four_at_the_start_are_four_of_any_five() -> None:
    early = evolve(FOUR_OF_FIVE, marks="completing")
    assert early(on([1.1, 1.1, 1.1, 1.1])).tolist() == [0, 0, 0, 1]
    assert not early(on([1.1, 1.1, 1.1])).any()
    assert early(on([0.0, 1.1, 1.1, 1.1, 1.1])).tolist() == [0, 0, 0, 0, 1]


def test_each_chart_of_a_stack_begins_its_windows() -> None:
    rows = [[0.0, 2.1, 2.1], [2.1, -2.1, 0.0], [-2.1, -2.1, 0.0]]
    assert KOfNBeyond()(on(np.array(rows))).tolist() == [
        [0, 1, 1],
        [0, 0, 0],
        [-1, -1, 0],
    ]
    net = KOfNBeyond(net=True)
    assert net(on(np.array(rows))).tolist() == [[0, 1, 1], [0, 0, 0], [-1, -1, 0]]
