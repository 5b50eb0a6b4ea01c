"""What a chart is made of, and how it is made."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import numpy as np
import pytest
from attrs import evolve

from cqikit import spc
from cqikit.core import parse_period, run_checks
from cqikit.errors import DataError, FieldError, UnknownNameError
from cqikit.measures import Measure, Observation, series

MONTHS = [f"2026-{month:02}" for month in range(1, 9)]
VALUES = [7.0, 9, 8, 12, 8, 30, 31, 29]


def test_the_default_is_an_i_chart_of_the_textbook() -> None:
    made = spc.chart([4.0, 9, 6, 7])
    assert made.kind is spc.CHARTS["i"]
    sigma = 3 / (2 / np.sqrt(np.pi))
    np.testing.assert_allclose(made.upper, 6.5 + 3 * sigma)
    np.testing.assert_allclose(made.lower, 6.5 - 3 * sigma)
    np.testing.assert_allclose(made.sigma, sigma)
    assert made.given == ()
    assert made.reasons == ()
    assert made.excluded.tolist() == made.breaks.tolist() == [False] * 4


def test_an_unknown_kind_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'xbar'"):
        spc.chart([1, 2], "xbr")  # type: ignore[arg-type]


def test_phases_are_said_by_position_day_title_or_mask() -> None:
    by_place = spc.chart(VALUES, phases=[5], on=MONTHS)
    assert by_place.breaks.tolist() == [False] * 5 + [True] + [False] * 2
    mask = by_place.breaks
    for phases in (
        ["2026-06"],
        [date(2026, 5, 15)],
        {5: "move"},
        [spc.Phase("2026-06", "move")],
        mask,
    ):
        made = spc.chart(VALUES, phases=phases, on=MONTHS)
        np.testing.assert_array_equal(made.upper, by_place.upper)
    assert spc.chart(VALUES, phases={5: "move"}).method[1].title == "move"


def test_phases_that_cannot_be_are_refused() -> None:
    for phases, said in (
        ([9], "phase must be a position from 0 to 7"),
        (["2027-01"], "phase must not be after the last point"),
        ([3, 3], r"phases must start at points of their own \(got '3'\)"),
    ):
        with pytest.raises(FieldError, match=said):
            spc.chart(VALUES, phases=phases, on=MONTHS)
    with pytest.raises(FieldError, match="must be a position where no days are given"):
        spc.chart(VALUES, phases=["2026-06"])


def test_a_phase_may_have_its_own_baseline_and_lines() -> None:
    own = spc.Phase(4, "move", baseline=2, lower=1.0)
    made = spc.chart(VALUES, phases=[spc.Phase(0, "before"), own], upper=50.0)
    assert made.lower.tolist()[4:] == [1.0] * 4
    assert made.lower[0] != 1.0
    assert made.upper.tolist() == [50.0] * 8
    assert float(made.centre[4]) == 19.0
    assert [record.used for record in made.method] == [4, 2]
    assert [record.title for record in made.method] == ["before", "move"]
    assert set(made.given) == {"lower", "upper"}


def test_a_given_line_ends_with_its_phase() -> None:
    phases = [spc.Phase(0, centre=5.0), spc.Phase(4)]
    made = spc.chart(VALUES, phases=phases)
    assert made.centre.tolist()[:4] == [5.0] * 4
    assert float(made.centre[4]) == np.mean(VALUES[4:])
    assert [record.centre for record in made.method] == ["given", "mean"]


def test_a_baseline_is_said_by_number_days_or_mask() -> None:
    by_number = spc.chart(VALUES, baseline=4, on=MONTHS)
    mask = np.arange(8) < 4
    for baseline in (("2026-01", "2026-04"), mask):
        made = spc.chart(VALUES, baseline=baseline, on=MONTHS)
        np.testing.assert_array_equal(made.upper, by_number.upper)
    chart = spc.chart(VALUES, "run", baseline="2026-03", on=MONTHS)
    assert chart.centre.tolist() == [8.0] * 8


def test_a_phase_without_a_point_in_the_baseline_rests_on_all_of_its_own() -> None:
    days = ("2026-01", "2026-04")
    made = spc.chart(VALUES, phases=[5], baseline=days, on=MONTHS)
    assert [record.used for record in made.method] == [4, 3]
    assert [record.baseline for record in made.method] == [True, False]


def test_baselines_that_cannot_be_are_refused() -> None:
    for baseline in (0, -3, True):
        with pytest.raises(FieldError, match="baseline must be at least 1 point"):
            spc.chart(VALUES, baseline=baseline)
    with pytest.raises(FieldError, match="must be a number of points without days"):
        spc.chart(VALUES, baseline="2026")


def test_exclusions_are_said_by_position_day_reason_or_mask() -> None:
    by_place = spc.chart(VALUES, exclude=[3], on=MONTHS)
    mask = np.arange(8) == 3
    for exclude in ({3: "flood"}, ["2026-04"], {"2026-04": "flood"}, mask):
        made = spc.chart(VALUES, exclude=exclude, on=MONTHS)
        np.testing.assert_array_equal(made.upper, by_place.upper)
        np.testing.assert_array_equal(made.excluded, mask)
        assert made.values[3] == 12
    assert not spc.chart(VALUES, exclude=np.array([], dtype=int)).excluded.any()
    quarter = spc.chart(VALUES, exclude={"2026-Q2": "strike"}, on=MONTHS)
    assert quarter.reasons[3:6] == ("strike",) * 3
    with pytest.raises(FieldError, match="exclude must name a point of the chart"):
        spc.chart(VALUES, exclude=["2025-04"], on=MONTHS)


def test_days_come_in_many_forms() -> None:
    expected = tuple(parse_period(f"2026-01-0{day}") for day in (1, 2, 3, 4))
    stamps = [datetime(2026, 1, day, 9, 30) for day in (1, 2, 4)]  # noqa: DTZ001
    for on in (
        ["2026-01-01", "2026-01-02", "2026-01-04"],
        np.array(["2026-01-01", "2026-01-02", "2026-01-04"], dtype="datetime64[D]"),
        np.array(["2026-01-01", "2026-01-02", "2026-01-04"]),
        stamps,
    ):
        made = spc.chart([1, 2, 3], on=on)
        assert made.on == expected
        np.testing.assert_array_equal(made.values, [1, 2, np.nan, 3])
    with pytest.raises(FieldError, match="on must have 3 days, one a point"):
        spc.chart([1, 2, 3], on=["2026-01-01"])


def test_given_lines_are_given_and_the_rest_is_computed() -> None:
    made = spc.chart([4.0, 9, 6, 7], centre=5.0)
    np.testing.assert_allclose(made.centre, 5.0)
    np.testing.assert_allclose(made.sigma, spc.chart([4.0, 9, 6, 7]).sigma)
    assert made.given == ("centre",)
    assert made.method[0].centre == "given"
    full = spc.chart([4.0, 9, 6, 7], centre=5.0, sigma=1.0)
    assert not full.method[0].trial
    np.testing.assert_allclose(full.upper, 8.0)
    moving = spc.chart([4.0, 9, 6, 7], centre=[5.0, np.nan, 5.0, 5.0])
    assert float(moving.centre[1]) == 6.5


def test_limits_of_a_given_proportion_follow_from_it() -> None:
    made = spc.chart([3, 5], "p", sizes=[50, 100], centre=20.0, per=100)
    np.testing.assert_allclose(made.centre, 20.0)
    np.testing.assert_allclose(made.sigma, [100 * 0.4 / np.sqrt(50), 4.0])
    by_hand = spc.chart([3, 5], "p", sizes=[50, 100], sigma=2.0, per=100)
    np.testing.assert_allclose(by_hand.upper - by_hand.centre, 6.0)


def test_steps_about_a_moving_given_centre_are_of_what_is_left() -> None:
    centre = np.array([0.0, 10, 20, 30])
    made = spc.chart(centre + np.array([1, -1, 1, -1]), centre=centre)
    np.testing.assert_allclose(made.sigma, spc.chart([1.0, -1, 1, -1]).sigma)


def test_lines_given_for_a_t_chart_are_times() -> None:
    made = spc.chart([12.0, 30, 3, 15], "t", centre=10.0, upper=100.0)
    np.testing.assert_allclose(made.centre, 10.0)
    np.testing.assert_allclose(made.upper, 100.0)
    np.testing.assert_allclose(made.view.centre, 10 ** (1 / 3.6))


def test_clamped_limits_are_drawn_and_are_none_to_rules() -> None:
    made = spc.chart([1, 0, 2, 1], "c")
    assert made.lower.tolist() == [0.0] * 4
    assert np.isnan(np.asarray(made.view.lower)).all()
    assert not np.isnan(np.asarray(made.view.upper)).any()
    high = spc.chart([19, 20, 18], "np", sizes=[20, 20, 20])
    assert high.upper.tolist() == [20.0] * 3
    assert np.isnan(np.asarray(high.view.upper)).all()


def test_no_limit_is_not_zero() -> None:
    made = spc.chart([1.0, 2, 3], "run")
    assert np.isnan(made.lower).all()
    assert np.isnan(made.sigma).all()


def test_ready_ratios_say_what_counts_and_sizes_do() -> None:
    made = spc.chart([6.0, 5.0, 5.0], "p", sizes=[50, 100, 40], ready=True, per=100)
    counts = spc.chart([3, 5, 2], "p", sizes=[50, 100, 40], per=100)
    for line in ("values", "centre", "lower", "upper"):
        np.testing.assert_allclose(getattr(made, line), getattr(counts, line))


def test_ready_subgroups_say_what_raw_ones_do() -> None:
    raw: Any = [[4.0, 6, 5], [7, 5, 6], [5, 9, 7], [6, 4]]
    ways: Any = (
        ("xbar", np.mean, lambda value: np.std(value, ddof=1)),
        ("xbar-range", np.mean, np.ptp),
        ("s", lambda value: np.std(value, ddof=1), None),
        ("r", np.ptp, None),
    )
    for kind, plotted, within in ways:
        ready = spc.chart(
            [plotted(subgroup) for subgroup in raw],
            kind,
            sizes=[len(subgroup) for subgroup in raw],
            within=None if within is None else [within(subgroup) for subgroup in raw],
        )
        made = spc.chart(raw, kind)
        for line in ("values", "centre", "lower", "upper"):
            np.testing.assert_allclose(getattr(made, line), getattr(ready, line))


def test_subgroups_leave_missing_measurements_out() -> None:
    raw = np.array([[4.0, 6, np.nan], [7, np.nan, np.nan], [np.nan] * 3, [5, 9, 7]])
    made = spc.chart(raw, "xbar")
    np.testing.assert_allclose(made.values, [5, 7, np.nan, 7])
    assert made.sizes is not None
    assert made.sizes.tolist() == [2, 1, 0, 3]
    assert np.isnan(spc.chart(raw, "s").values).tolist() == [False, True, True, False]


def share(frequency: Any = "month") -> Measure:
    return Measure(
        key="on-time",
        title="On time",
        kind="proportion",
        per=100,
        frequency=frequency,
    )


def test_a_series_brings_all_that_it_knows() -> None:
    rows = [
        Observation(period=month, numerator=n, denominator=50, excluded=why, row=row)
        for month, n, why, row in (
            ("2026-01", 40, "", "a.csv row 1"),
            ("2026-02", 45, "snow", "a.csv row 2"),
            ("2026-04", 38, "", "a.csv row 3"),
        )
    ]
    made = spc.chart(series(share(), rows), exclude={"2026-04": "strike"})
    assert made.kind.name == "p"
    np.testing.assert_allclose(made.values, [80, 90, np.nan, 76])
    assert made.title == "On time"
    assert made.on is not None
    assert [str(day) for day in made.on] == MONTHS[:4]
    assert made.reasons == ("", "snow", "", "strike")
    more = spc.chart(series(share(), rows), "run", exclude=["2026-04"], title="Trains")
    assert more.reasons == ("", "snow", "", "")
    assert more.title == "Trains"
    mask = np.array([True, False, False, False])
    masked = spc.chart(series(share(), rows), "run", exclude=mask)
    assert masked.excluded.tolist() == [True, True, False, False]


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("continuous", "i"),
        ("count", "c"),
        ("units-between", "g"),
        ("time-between", "t"),
    ],
)
def test_the_kind_of_a_measure_chooses_the_chart(kind: Any, name: str) -> None:
    measure = Measure(key="m", title="M", kind=kind)
    rows = [
        Observation(period=month, value=value)
        for month, value in zip(MONTHS, (3, 4, 7), strict=False)
    ]
    made = spc.chart(series(measure, rows))
    assert made.kind.name == name
    assert made.values.tolist() == [3, 4, 7]
    assert spc.chart(series(measure, rows), spc.CHARTS["run"]).kind.name == "run"


def test_faults_of_a_series_are_told_with_their_rows() -> None:
    rate = Measure(key="m", title="M", kind="rate")
    rows = [
        Observation(period="2026-01", numerator=3, denominator=0, row="b.csv row 7"),
        Observation(period="2026-02", numerator=3, denominator=4),
    ]
    with pytest.raises(DataError, match=r"b\.csv row 7: must be 0 where the size is 0"):
        spc.chart(series(rate, rows))


def test_a_stack_hands_out_its_charts() -> None:
    grid = np.array([[4.0, 9, 6, 7], [3, 3, 8, 5], [1, 2, 2, 9]])
    stack = spc.chart(grid, exclude={1: "snow"}, centre=5.0, sizes=[1, 2, 1, 2])
    assert len(stack) == 3
    for row in range(3):
        chart = stack[row]
        alone = spc.chart(grid[row], exclude=[1], centre=5.0, sizes=[1, 2, 1, 2])
        np.testing.assert_allclose(chart.upper, alone.upper)
        assert chart.method[0].used == alone.method[0].used
        assert chart.view.centre.shape == (4,)
    assert len(stack[0]) == 4
    with pytest.raises(FieldError, match="chart must be a stack to have rows"):
        stack[0][1]
    assert [record.row for record in stack.method] == [(0,), (1,), (2,)]


def test_stacks_may_have_any_number_of_axes() -> None:
    grid = np.arange(24.0).reshape(2, 3, 4) % 7
    made = spc.chart(grid, phases=[2])
    assert made.upper.shape == (2, 3, 4)
    for row in np.ndindex(2, 3):
        alone = spc.chart(grid[row], phases=[2])
        np.testing.assert_allclose(made.upper[row], alone.upper)
        np.testing.assert_allclose(made[row].lower, alone.lower)


def test_phases_of_very_different_lengths_need_no_wide_rectangle() -> None:
    values = np.random.default_rng(3).normal(size=70_000)
    phases = [1, 3, 7, 69_000]
    made = spc.chart(values, "i-screened", phases=phases)
    for start, stop in zip([0, *phases], [*phases, 70_000], strict=True):
        alone = spc.chart(values[start:stop], "i-screened")
        np.testing.assert_allclose(made.upper[start:stop], alone.upper)


def test_a_width_other_than_three_is_kept() -> None:
    made = spc.chart([4.0, 9, 6, 7], width=2)
    np.testing.assert_allclose(made.upper, 6.5 + 2 * made.sigma)
    assert made.width == 2


def test_records_say_what_limits_rest_on() -> None:
    values = [4.0, 9, 6, np.nan, 40, 6, 5, 4, 6]
    made = spc.chart(values, "i-screened", baseline=8, exclude={1: "snow"})
    (record,) = made.method
    assert (record.used, record.excluded, record.missing) == (6, 1, 1)
    assert record.baseline
    assert record.trial
    assert record.screened == 1
    assert record.spread == "mean moving range / 1.12838"
    (wild,) = spc.chart([4.0, 5] * 8 + [90], "i-screened").method
    assert (wild.screened, wild.trial) == (1, False)
    (prime,) = spc.chart([4, 5] * 8 + [90], "p-prime", sizes=100).method
    assert prime.screened == 0
    kind = spc.QICHARTS2_CHARTS["p-prime"]
    assert spc.chart([4, 5] * 8 + [90], kind, sizes=100).method[0].screened == 1
    kind = evolve(kind, spread=spc.SigmaZ(kind.sigma, spc.StandardDeviation()))  # type: ignore[arg-type]
    assert spc.chart([4, 5] * 8 + [90], kind, sizes=100).method[0].screened == 0
    kind = spc.QICHARTS2_CHARTS["i-prime"]
    assert spc.chart([4, 5] * 8 + [90], kind, sizes=1).method[0].screened == 1
    assert spc.chart([4, 5] * 8 + [90], "i-prime").method[0].screened == 0


def test_a_kind_of_ones_own_takes_a_few_lines() -> None:
    def half_way(points: spc.Points) -> Any:
        low = np.nanmin(points.values, axis=-1, keepdims=True)
        return (low + np.nanmax(points.values, axis=-1, keepdims=True)) / 2

    mine = spc.ChartKind(name="half-way", centre=half_way, spread=spc.MovingRange())
    made = spc.chart([4, 9, 6], "half-way", kinds=spc.CHARTS.add(mine))  # type: ignore[arg-type]
    assert float(made.centre[0]) == 6.5
    assert made.method[0].centre == "half_way"


def test_findings_say_what_to_know_before_reading() -> None:
    made = spc.chart([4.0, np.nan, 6, 7, 5, 60], "i-screened", exclude=[0])
    codes = [check.code for check in run_checks(made, spc.CHART_CHECKS)]
    assert codes == [
        "chart.trial-limits",
        "chart.missing",
        "chart.excluded-without-reason",
    ]
    quiet = spc.chart([4.0, 5] * 8, exclude={0: "snow"})
    assert run_checks(quiet, spc.CHART_CHECKS) == ()
    run = spc.chart([4.0, 5, 5], "run")
    assert run_checks(run, spc.CHART_CHECKS) == ()
    for gone in (spc.chart([np.nan] * 3), spc.chart([4, 5], exclude={0: "a", 1: "b"})):
        codes = [check.code for check in run_checks(gone, spc.CHART_CHECKS)]
        assert set(codes) <= {"chart.missing"}
    wild = spc.chart([[4.0, 5] * 8 + [90], [4.0, 5, 4] + [5.0] * 14], "i-screened")
    (found,) = run_checks(wild[0], spc.CHART_CHECKS)
    assert (found.code, found.where) == ("chart.screened", "points[0:17]")
    assert run_checks(wild, spc.CHART_CHECKS)[0].where == "rows[0].points[0:17]"


def test_estimators_refuse_what_cannot_be() -> None:
    for wrong in (
        lambda: spc.ewma_kind(0.0),
        lambda: spc.ewma_kind(1.5),
        lambda: spc.cusum_kind("both"),
        lambda: spc.bernoulli_kind(odds=1),
        lambda: spc.MovingRange(average="mode"),
        lambda: spc.MovingRange(screen=0.5),
    ):
        with pytest.raises(FieldError):
            wrong()


def test_records_are_equal_where_lines_came_about_alike_whatever_the_values() -> None:
    record = spc.chart([3.0, 5, 4, 6, 2], "t").method[0]
    other = spc.chart([9.0, 1, 2, 5, 3], "t").method[0]
    assert len({record, other}) == 1
    assert record != spc.chart([3.0, 5, 4, 6, 2], "i").method[0]
