"""Results by measure: medians, shifts, and who meets the aim, by named policies."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cqikit.collaboratives import (
    Aggregate,
    AimPolicy,
    Baseline,
    Collaborative,
    MeasureResult,
    Policies,
    Team,
    aggregate,
    closing_report,
    row_ranges,
    segments,
)
from cqikit.core import parse_period
from cqikit.errors import DataError
from cqikit.measures import (
    Aim,
    Bound,
    Change,
    Level,
    Measure,
    MeasureKind,
    Nested,
    Observation,
    Series,
    Target,
    series,
)

WAITS = Measure(key="waits", title="Waiting", unit="days", direction="lower")
FALLS = Measure(key="falls", title="Falls", kind=MeasureKind.COUNT)
SHARE = Measure(key="share", title="Share", kind=MeasureKind.PROPORTION, per=100)
START = parse_period("2024-01")


def made(
    team: str, values: Sequence[float | None], measure: Measure = WAITS, skip: int = -1
) -> Series:
    """Return monthly values from January 2024; `skip` is excluded."""
    rows = [
        Observation(
            period=START.shift(place),
            value=value,
            row=f"{team}.csv row {place + 2}",
            excluded="strike" if place == skip else "",
        )
        for place, value in enumerate(values)
    ]
    return series(measure, rows, team=team)


def result(
    *teams: Series,
    target: Target | None = None,
    change: str = "",
    by: str = "2027",
    **policies: object,
) -> MeasureResult:
    """Return the one result of some teams."""
    aims = []
    if target is not None:
        key = teams[0].measure.key
        aims = [Aim(key="a", title="A", measure=key, target=target, by=by)]
    group = Collaborative(key="g", policies=Policies(**policies))  # type: ignore[arg-type]
    changes = [parse_period(change)] if change else []
    return closing_report(group, teams, aims=aims, changes=changes).results[0]


BEFORE, AFTER = [10.0, 12, 11, 9, 10, 11, 12, 10], [5.0, 6, 5, 4, 6, 5, 5, 6]


def test_a_favourable_shift_has_a_shifted_median() -> None:
    found = result(made("a", BEFORE + AFTER), change="2024-09")
    assert found.baseline.value == 10.5
    assert found.shifted.value == 5
    assert [(str(shift.at), shift.gain) for shift in found.shifts] == [("2024-09", 1)]
    assert found.baseline.rows == ("a.csv rows 2-9",)
    assert found.baseline.how == "median of 8 points, 2024-01 to 2024-08"
    assert found.shifted.rows == ("a.csv rows 10-17",)


def test_a_baseline_rests_on_the_points_before_the_first_change() -> None:
    found = result(made("a", BEFORE + AFTER), change="2024-07")
    assert found.baseline.how == "median of 6 points, 2024-01 to 2024-06"


def test_silent_teams_are_told_the_longest_silent_first() -> None:
    reports = {"b": 5, "d": 3, "c": 3, "a": 6}
    teams = [made(team, [4.0] * count) for team, count in reports.items()]
    assert result(*teams).silent == (("c", 3), ("d", 3), ("b", 1))


def test_an_adverse_shift_is_told() -> None:
    found = result(made("a", AFTER + BEFORE), change="2024-09")
    assert found.shifted.value == 10.5
    assert found.shifted.how.startswith("an adverse move: median of 2024-09 to 2025-04")
    assert [shift.gain for shift in found.shifts] == [-1]


def test_where_neither_way_is_better_a_shift_is_only_a_shift() -> None:
    plain = Measure(key="age", title="Age")
    found = result(made("a", BEFORE + AFTER, plain), change="2024-09")
    assert [shift.gain for shift in found.shifts] == [0]
    assert "neither direction is better" in found.shifted.how


def test_no_shift_is_said() -> None:
    found = result(made("a", BEFORE + BEFORE), change="2024-09")
    assert found.shifted.value is None
    assert found.shifted.how == "no rule signals since the change"
    assert [str(shift.meaning) for shift in found.shifts] == ["common"]
    assert result(made("a", [])).baseline.value is None


def test_without_a_declared_change_what_is_found_is_called_so() -> None:
    found = result(made("a", BEFORE + AFTER), baseline_points=8)
    assert [(str(shift.at), shift.after) for shift in found.shifts] == [
        ("2024-09", 5.0)
    ]
    assert not found.shifts[0].declared
    assert found.shifted.how.endswith("(1 shift in all; none is declared)")
    quiet = result(made("a", BEFORE + BEFORE), baseline_points=8)
    assert quiet.shifted.how.startswith("no change is declared, and no run of 8")
    assert quiet.shifts == ()


def test_a_change_without_points_on_both_sides_has_no_size() -> None:
    late = result(made("a", [*[None] * 4, *AFTER]), change="2024-03")
    assert late.baseline.value is None
    assert late.baseline.how == "no period of the baseline has a value"
    assert late.shifts == ()
    assert late.shifted.how == "too little data before or after the change"


def test_the_baseline_can_be_the_first_points() -> None:
    values: list[float | None] = [None, *BEFORE, *AFTER]
    found = result(made("a", values), baseline=Baseline.FIRST_POINTS, baseline_points=8)
    assert found.baseline.value == 10.5
    assert found.baseline.rows == ("a.csv rows 3-10",)
    assert found.shifted.value == 5


@pytest.mark.parametrize(
    ("target", "values", "met"),
    [
        (Level(5), AFTER, True),
        (Level(4), AFTER, False),
        (Bound(no_more_than=5), AFTER, True),
        (Change(-0.5), BEFORE + AFTER, True),
        (Change(-0.6), BEFORE + AFTER, False),
        (Nested(0.8, Level(5)), AFTER, True),
    ],
)
def test_a_team_meets_the_aim_by_its_current_median(
    target: Target, values: Sequence[float | None], *, met: bool
) -> None:
    change = "2024-09" if len(values) > 8 else ""
    found = result(made("a", values), target=target, change=change)
    assert found.teams[0].meets is met
    assert found.meeting.value == int(met)
    assert found.share_meeting.value == 100 * met


@pytest.mark.parametrize(
    ("values", "met"),
    [
        ([3.0] * 12 + [9.0, 12, 15], None),
        ([3.0] * 12 + [4.0, 2, 4], True),
        ([9.0] * 12 + [8.0, 7, 8], False),
        ([3.0] * 12, True),
    ],
)
def test_a_median_does_not_hide_that_a_flat_baseline_is_left(
    values: list[float], *, met: bool | None
) -> None:
    found = result(made("a", values), target=Level(5))
    assert found.teams[0].meets is met
    shares = {None: None, True: 100, False: 0}
    assert found.share_meeting.value == shares[met]


@pytest.mark.parametrize("by", [-0.5, 0.5])
def test_a_change_from_nothing_is_neither_met_nor_missed(by: float) -> None:
    for after in (0.0, 5.0):
        values = [0.0] * 8 + [after] * 8
        found = result(made("a", values), target=Change(by), change="2024-09")
        [team] = found.teams
        assert (team.meets, team.why) == (None, "a change from a baseline of 0")
        assert found.meeting.value is None
        assert found.together.meets is None


def test_an_aim_is_met_by_what_there_was_when_it_was_due() -> None:
    due = [9.0] * 12 + [4.0] * 12
    early = result(made("a", due), target=Level(5), by="2024-12")
    assert early.teams[0].meets is False
    assert early.meeting.how.endswith("by what there was when it was due, 2024-12")
    # What was reached by then is not undone by what came later.
    fallen = result(
        made("a", [*due, *[9.0] * 12]), target=Level(5), change="2025-01", by="2025-12"
    )
    assert fallen.teams[0].meets is True
    assert result(made("a", due), target=Level(5), change="2025-01").teams[0].meets


def test_the_period_on_which_a_phase_begins_belongs_to_it() -> None:
    [team] = result(made("a", [*BEFORE, 4.0, 6]), change="2024-09").teams
    assert (team.baseline, team.current) == (10.5, 5.0)


def test_all_teams_are_judged_by_the_baseline_of_the_chart() -> None:
    met = result(made("a", BEFORE + AFTER), target=Change(-0.5), change="2024-09")
    assert met.together.meets is True
    silent: list[float | None] = [None] * 8
    found = result(
        made("a", [*silent, *AFTER]),
        target=Change(-0.5),
        change="2024-09",
        baseline=Baseline.FIRST_POINTS,
    )
    assert found.baseline.value is None
    assert found.together.meets is None
    # A later change has both sides, where the first has one.
    between = [*silent, *BEFORE, *AFTER]
    later = closing_report(
        Collaborative(key="g"),
        [made("a", between), made("b", between)],
        changes=[parse_period("2024-05"), parse_period("2025-05")],
    ).results[0]
    assert later.findings == ()
    assert [shift.before for shift in later.shifts] == [10.5]


def test_meeting_by_the_last_value_or_points() -> None:
    team = made("a", [9.0, 9, 4, 6, None])
    assert (
        result(team, target=Level(6), meeting=AimPolicy.LAST_VALUE).meeting.value == 1
    )
    for points, met in ((2, 1), (3, 0)):
        found = result(
            team, target=Level(6), meeting=AimPolicy.LAST_POINTS, last_points=points
        )
        assert found.meeting.value == met
        assert found.meeting.rows == ("team a",) * met
        assert found.together.meets is bool(met)
    only_last = made("a", [9.0, 9, 9, 6])
    alone = result(only_last, target=Level(6), meeting=AimPolicy.LAST_VALUE)
    assert alone.meeting.value == 1
    few = result(made("a", [1.0]), target=Level(4), meeting=AimPolicy.LAST_POINTS)
    assert few.teams[0].meets is None


def test_a_team_without_a_value_is_neither_met_nor_missed() -> None:
    silent = made("b", [None, None])
    found = result(made("a", AFTER), silent, target=Level(5))
    assert [team.meets for team in found.teams] == [True, None]
    assert found.share_meeting.value == 100
    said = "1 of 1 team that can be judged: a; no value: b"
    assert found.meeting.how == said
    nobody = result(silent, target=Level(5))
    assert nobody.meeting.value is None
    assert nobody.meeting.how.startswith("no team can be judged; no value: b")
    assert nobody.share_meeting.value is None


def test_a_change_needs_a_baseline_of_the_teams_own() -> None:
    late = made("b", [*[None] * 8, *AFTER])
    found = result(
        made("a", BEFORE + AFTER), late, target=Change(-0.5), change="2024-09"
    )
    assert [team.meets for team in found.teams] == [True, None]


def test_without_an_aim_nobody_meets_it() -> None:
    found = result(made("a", AFTER))
    assert found.meeting.value is None
    assert found.meeting.how == "no aim is stated for this measure"


@pytest.mark.parametrize("target", [Level(4), Nested(0.5, Level(4))])
def test_where_no_way_is_better_no_level_is_met_and_it_is_said(target: Target) -> None:
    either = Measure(key="waits", title="Waiting", unit="days")
    found = result(made("a", AFTER, either), target=target)
    [team] = found.teams
    assert team.meets is None
    assert team.why == "the measure does not say which way is better"
    assert found.meeting.value is None


def test_excluded_points_enter_no_figure() -> None:
    with_strike = made("a", [*BEFORE, 1000.0], skip=8)
    assert result(with_strike).baseline.value == 10.5
    assert result(with_strike).teams[0].current == 10.5
    assert aggregate([with_strike]).values[-1] != 1000


def test_pooling_adds_numerators_and_denominators() -> None:
    def ratio(team: str, over: int, under: int) -> Series:
        row = Observation(period=2024, numerator=over, denominator=under)
        yearly = Measure(
            key="s", title="S", kind=MeasureKind.PROPORTION, per=100, frequency="year"
        )
        return series(yearly, [row], team=team)

    teams = [ratio("a", 1, 10), ratio("b", 80, 90)]
    assert aggregate(teams).values == (81.0,)
    median = aggregate(teams, policy=Aggregate.MEDIAN_OF_TEAMS)
    assert median.values[0] == pytest.approx((10 + 100 * 80 / 90) / 2)


def test_of_several_teams_parts_are_pooled_and_of_one_its_ready_value_stays() -> None:
    def ratio(team: str, value: float) -> Series:
        row = Observation(period="2024-01", value=value, numerator=1, denominator=4)
        return series(SHARE, [row], team=team)

    assert aggregate([ratio("a", 30.0)]).values == (30.0,)
    assert aggregate([ratio("a", 30.0), ratio("b", 50.0)]).values == (25.0,)


def test_pooling_counts_adds_them_and_other_values_take_the_median() -> None:
    counts = [made(team, [3.0], FALLS) for team in "abc"]
    assert aggregate(counts).values == (9.0,)
    waits = [made(team, [value]) for team, value in (("a", 1.0), ("b", 9.0))]
    assert aggregate(waits).values == (5.0,)
    ready = [made(team, [40.0], SHARE) for team in "ab"]
    assert aggregate(ready).values == (40.0,)


@given(st.permutations([1e16, 1, 1, 0.5, 0.5]))
def test_a_sum_is_rounded_once_whatever_the_order_of_teams(
    numbers: list[float],
) -> None:
    rate = Measure(key="r", title="R", kind=MeasureKind.RATE, frequency="year")
    whole = 10_000_000_000_000_004.0
    for measure, parts in ((rate, "numerator"), (FALLS, "value")):
        teams = [
            series(
                measure,
                [
                    Observation(
                        period="2024-01" if measure is FALLS else 2024,
                        denominator=None if measure is FALLS else 1,
                        **{parts: number},  # type: ignore[arg-type]
                    )
                ],
                team=team,
            )
            for team, number in zip("abcde", numbers, strict=True)
        ]
        assert getattr(aggregate(teams).observations[0], parts) == whole


@pytest.mark.parametrize(
    ("since", "until", "years"),
    [
        ("2024-12-31", None, [2024, 2025, 2026]),
        ("2025-01", "2025-01", [2025]),
        (None, "2025-01-01", [2023, 2024, 2025]),
    ],
)
def test_a_team_is_expected_in_each_period_of_which_it_took_part_in_any(
    since: str | None, until: str | None, years: list[int]
) -> None:
    team = Team(key="a", since=since, until=until)
    asked = range(2023, 2027)
    assert [y for y in asked if team.expected_in(parse_period(y))] == years


def test_events_of_all_teams_stand_in_order_of_time() -> None:
    gaps = Measure(key="g", title="G", kind=MeasureKind.TIME_BETWEEN)

    def of(team: str, *rows: tuple[str, float]) -> Series:
        seen = [
            Observation(period=day, value=gap, row=f"{team}.csv row {number}")
            for number, (day, gap) in enumerate(rows, start=2)
        ]
        return series(gaps, seen, team=team)

    teams = [
        of("a", ("2024-01-12", 9.0), ("2024-01-12", 0.0), ("2024-03-01", 49.0)),
        of("b", ("2024-01-12", 4.0), ("2024-02-01", 20.0)),
    ]
    together = aggregate(teams)
    assert together.values == (9.0, 0.0, 4.0, 20.0, 49.0)
    assert together.rows[:4] == (
        "a.csv row 2",
        "a.csv row 3",
        "b.csv row 2",
        "b.csv row 3",
    )
    assert repr(together) == "<Series g, 5 events from 2024-01-12>"
    assert aggregate(teams, policy=Aggregate.MEDIAN_OF_TEAMS).values == together.values


def test_aggregates_that_move_apart_are_found() -> None:
    def moved(team: str, size: int, first: int, then: int) -> Series:
        rows = [
            Observation(
                period=START.shift(place),
                numerator=(first if place < 8 else then) + place % 2,
                denominator=size,
            )
            for place in range(16)
        ]
        return series(SHARE, rows, team=team)

    # One large team goes down, two small ones go up.
    teams = [
        moved("large", 1000, 600, 300),
        moved("b", 10, 3, 7),
        moved("c", 10, 2, 8),
    ]
    found = result(*teams, change="2024-09")
    assert [finding.code for finding in found.findings] == [
        "collaborative.aggregates-disagree"
    ]
    assert result(*teams[1:], change="2024-09").findings == ()


def test_an_aggregate_is_of_one_measure() -> None:
    with pytest.raises(DataError, match=r"must share one measure \(got waits, falls\)"):
        aggregate([made("a", [1.0]), made("b", [1.0], FALLS)])
    with pytest.raises(DataError, match=r"got none"):
        aggregate([])


@given(st.lists(st.sampled_from([1.0, 2.0, 3.0, math.nan]), max_size=40))
def test_segments_cover_a_series_without_gap(values: list[float]) -> None:
    found = segments(values, baseline=4, length=3)
    if not any(not math.isnan(value) for value in values[:4]):
        assert found == ()
        return
    assert found[0].start == 0
    assert found[-1].stop == len(values)
    assert all(a.stop == b.start for a, b in itertools.pairwise(found))
    assert all(segment.side in {-1, 1} for segment in found[1:])


@given(st.lists(st.integers(0, 9), min_size=1, max_size=30))
def test_segments_mirror(values: list[int]) -> None:
    up = segments([float(value) for value in values], baseline=3, length=3)
    down = segments([-float(value) for value in values], baseline=3, length=3)
    assert [
        (segment.start, segment.stop, -segment.median, -segment.side)
        for segment in down
    ] == [(segment.start, segment.stop, segment.median, segment.side) for segment in up]


def test_a_shift_is_exactly_so_long() -> None:
    quiet = segments([5.0] * 4 + [9.0] * 7, baseline=4, length=8)
    loud = segments([5.0] * 4 + [9.0] * 8, baseline=4, length=8)
    assert (len(quiet), len(loud)) == (1, 2)


def test_points_on_the_median_or_missing_neither_break_nor_count() -> None:
    values = [5.0] * 4 + [9, 9, 5, math.nan, 9]
    assert len(segments(values, baseline=4, length=3)) == 2


A_STEP_APART = st.builds(
    range, st.integers(1, 20), st.integers(20, 900), st.integers(2, 40)
)


@given(st.sets(st.integers(1, 60)) | A_STEP_APART.map(set), st.sets(st.integers(1, 60)))
@example(set(range(2, 900, 36)), {1, 450, 451})
@example(set(range(2, 25, 2)), set())
@example(set(range(2, 23, 2)), set())
def test_row_ranges_lose_no_row(numbers: set[int], others: set[int]) -> None:
    numbers = numbers | others
    [*joined] = row_ranges(f"a.csv row {number}" for number in numbers)
    found: set[int] = set()
    before = 0
    for text in joined:
        for span in text.removeprefix("a.csv row").removeprefix("s").split(", "):
            start, _, end = span.strip().partition(" \u2026 ")
            first, _, last = start.partition("-")
            step = int(first) - before
            found |= set(range(int(first), int(last or first) + 1))
            found |= set(range(int(first), int(end or first) + 1, step or 1))
            before = int(first)
    assert found == numbers
