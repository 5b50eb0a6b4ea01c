"""Engagement counts teams, not cycles, and says what it averaged."""

from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqikit.collaboratives import (
    Average,
    Collaborative,
    Engaged,
    Guide,
    Policies,
    Team,
    attendance,
    closing_report,
    propose,
)
from cqikit.core import parse_period
from cqikit.errors import DuplicateError, FieldError
from cqikit.measures import Aim, Level, Measure, Observation, Series, series
from cqikit.pdsa import Cycle, Event, Plan, Predict

ON_TIME = Measure(key="on-time", title="On time", direction="higher")
MONTHS = tuple(f"2026-{month:02}" for month in range(1, 8))


def team_series(team: str, *values: float | None, measure: Measure = ON_TIME) -> Series:
    """Return monthly values of one team from January 2026."""
    rows = [
        Observation(period=month, value=value, row=f"{team}.csv row {place}")
        for place, (month, value) in enumerate(zip(MONTHS, values, strict=False), 2)
    ]
    return series(measure, rows, team=team)


NORTH = team_series("north", 80, 85, 90, 88)
SOUTH = team_series("south", 70, None, None, None)


def figures(
    *of: Series, cycles: tuple[Cycle, ...] = (), **policies: object
) -> dict[str, float | None]:
    """Return the engagement figures by key."""
    group = Collaborative(key="g", policies=Policies(**policies))  # type: ignore[arg-type]
    closing = closing_report(group, of, cycles=cycles)
    return {figure.key: figure.value for figure in closing.engagement}


def test_engaged_teams_by_each_policy() -> None:
    both = (NORTH, SOUTH)
    assert figures(*both)["teams-engaged"] == 1
    assert figures(*both, lately=4)["teams-engaged"] == 2
    assert figures(*both, engaged=Engaged.EVER)["teams-engaged"] == 2
    assert figures(*both, engaged=Engaged.LISTED)["teams-engaged"] == 2


def test_averages_over_periods() -> None:
    found = figures(NORTH, SOUTH)
    assert found["mean-reporting"] == 5 / 4
    assert found["share-reporting"] == pytest.approx(62.5)
    assert found["agencies"] == 2


def test_the_two_averages_part_when_teams_come_and_go() -> None:
    teams = [Team(key="north"), Team(key="south", until="2026-01")]
    for average, share in ((Average.MEAN_OF_PERIODS, 100.0), (Average.POOLED, 100.0)):
        group = Collaborative(key="g", teams=teams, policies=Policies(average=average))
        closing = closing_report(group, [NORTH, SOUTH])
        assert closing.engagement[3].value == share
    late = [Team(key="north"), Team(key="south", since="2026-04")]
    quiet = team_series("south")
    for average, share in (
        (Average.MEAN_OF_PERIODS, (100 + 100 + 100 + 50) / 4),
        (Average.POOLED, 80.0),
    ):
        group = Collaborative(key="g", teams=late, policies=Policies(average=average))
        assert closing_report(group, [NORTH, quiet]).engagement[
            3
        ].value == pytest.approx(share)


def test_a_report_outside_a_teams_time_is_none_and_no_share_exceeds_100() -> None:
    teams = [Team(key="north", until="2026-02")]
    reports = attendance([NORTH], teams)
    assert reports.counts == (1, 1, 0, 0)
    assert reports.shares[:2] == (100, 100)
    assert all(map(math.isnan, reports.shares[2:]))


def test_a_period_without_any_expected_team_has_no_share() -> None:
    teams = [Team(key="north", since="2026-03")]
    gap = team_series("north", None, None, 1, 2)
    reports = attendance([gap], teams)
    assert reports.shares[0] != reports.shares[0]
    assert reports.shares[2:] == (100, 100)


def test_teams_are_counted_that_submit_not_cycles() -> None:
    def cycle(key: str, team: str, *days: int) -> Cycle:
        log: list[Event] = [Plan(on=date(2026, 1, days[0]))]
        log += [
            Predict(on=date(2026, 1, day), question=f"q{day}", prediction="better")
            for day in days[1:]
        ]
        return Cycle(key=key, title=key, team=team, log=log)

    cycles = (cycle("a", "north", 3, 20), cycle("b", "north", 9), cycle("c", "east", 5))
    found = figures(NORTH, SOUTH, cycles=cycles)
    assert found["mean-submitting"] == 1 / 4
    assert found["share-submitting"] == 12.5
    group = Collaborative(key="g", teams=[Team(key="north"), Team(key="east")])
    closing = closing_report(group, [NORTH], cycles=cycles)
    hows = {figure.key: figure.how for figure in closing.engagement}
    assert "team-periods reporting data" in hows["share-reporting"]
    assert "team-periods submitting PDSA cycles" in hows["share-submitting"]
    there = closing.cycles
    assert there is not None
    assert there.counts == (2, 0, 0, 0)
    assert there.rows == ("cycle c", "cycle a", "cycle b")


def test_nothing_to_average_is_said_not_divided() -> None:
    closing = closing_report(Collaborative(key="g"), [])
    values = {figure.key: figure.value for figure in closing.engagement}
    assert values["teams-engaged"] is None
    assert values["mean-reporting"] is None
    assert values["share-submitting"] is None
    assert "no period" in closing.engagement[2].how


def test_cycles_without_any_period_to_put_them_in_are_no_average() -> None:
    cycle = Cycle(key="a", title="A", team="north", log=[Plan(on=date(2026, 1, 3))])
    closing = closing_report(Collaborative(key="g"), [], cycles=[cycle])
    assert closing.cycles is not None
    assert closing.engagement[4].value is None
    assert closing.engagement[4].absent == "no data"


def test_without_a_cycle_none_are_kept() -> None:
    closing = closing_report(Collaborative(key="g"), [NORTH])
    assert closing.cycles is None
    for figure in closing.engagement[4:]:
        assert (figure.value, figure.absent) == (None, "not kept")


def test_a_milestone_says_what_a_submission_is() -> None:
    cycle = Cycle(key="a", title="A", team="north", log=[Plan(on=date(2026, 1, 3))])
    counted = {
        name: figures(NORTH, cycles=(cycle,), submitted=name)["mean-submitting"]
        for name in ("active", "tested")
    }
    assert counted == {"active": 1 / 4, "tested": 0}


def test_reporting_means_the_measure_of_the_first_aim() -> None:
    calls = Measure(key="calls", title="Calls")
    aim = Aim(key="a", title="A", measure="on-time", target=Level(90), by="2027")
    series_of = [team_series("north", 1, None, None, measure=calls), NORTH]
    assert closing_report(Collaborative(key="g"), series_of).reports.counts == (1, 0, 0)
    with_aim = closing_report(Collaborative(key="g"), series_of, aims=[aim])
    assert with_aim.reports.counts == (1, 1, 1, 1)


def test_a_team_that_is_not_listed_is_found_and_left_out() -> None:
    group = Collaborative(key="g", teams=[Team(key="north")])
    closing = closing_report(group, [NORTH, SOUTH])
    assert [finding.code for finding in closing.findings] == [
        "collaborative.unlisted-team"
    ]
    assert [team.team for team in closing.results[0].teams] == ["north"]


def test_a_region_is_no_agency() -> None:
    teams = [Team(key="a", parent="r"), Team(key="b", parent="r"), Team(key="r")]
    assert Collaborative(key="g", teams=teams, agencies=2).agencies == 2
    with pytest.raises(FieldError, match="agencies must be at least 2"):
        Collaborative(key="g", teams=teams, agencies=1)


def test_a_collaborative_refuses_what_cannot_be() -> None:
    with pytest.raises(FieldError, match="agencies must be at least 2"):
        Collaborative(key="g", teams=[Team(key="a"), Team(key="b")], agencies=1)
    with pytest.raises(FieldError, match="agencies must be at least 1"):
        Collaborative(key="g", agencies=0)
    with pytest.raises(DuplicateError):
        Collaborative(key="g", teams=[Team(key="a"), Team(key="a")])
    with pytest.raises(FieldError, match="until must not be before since"):
        Team(key="a", since="2026-05", until="2026-04")


@given(reported=st.integers(1, 6), silent=st.integers(0, 6))
def test_when_all_fall_silent_nobody_is_engaged(reported: int, silent: int) -> None:
    """Teams that send nothing more are silent to the day it was due."""
    months = [parse_period("2026-01").shift(place) for place in range(12)]
    rows = [Observation(period=month, value=1.0) for month in months[:reported]]
    both = [series(ON_TIME, rows, team=team) for team in ("north", "south")]
    group = Collaborative(key="g", policies=Policies(due_days=0))
    day = months[reported + silent - 1].last
    aim = Aim(key="a", title="A", measure="on-time", target=Level(1), by="2027")
    closing = closing_report(group, both, aims=[aim], as_of=day)
    found = {figure.key: figure.value for figure in closing.engagement}
    assert found["teams-engaged"] == (2 if silent < 3 else 0)
    share = 100 * reported / (reported + silent)
    assert found["share-reporting"] == pytest.approx(share)
    assert closing.confidence[0].reasons[0].value == pytest.approx(share)
    assert closing.results[0].overdue == tuple(months[reported:][:silent])
    named = [team.key for team in propose(Guide(key="g"), closing, on=day).data_teams]
    late = silent >= 3 or share < 80 or reported < 3
    assert named == (["north", "south"] if late else [])


def test_a_report_that_is_not_yet_due_is_not_missing() -> None:
    for day, periods in ((date(2026, 6, 29), 4), (date(2026, 6, 30), 5)):
        closing = closing_report(Collaborative(key="g"), [NORTH], as_of=day)
        assert len(closing.reports.periods) == periods
    assert closing_report(Collaborative(key="g"), [NORTH]).results[0].overdue == ()


def test_numbered_points_are_never_due() -> None:
    points = Measure(key="p", title="P", frequency="point")
    made = series(points, [Observation(period="#1", value=1.0)], team="north")
    closing = closing_report(Collaborative(key="g"), [made], as_of=date(2030, 1, 1))
    assert len(closing.reports.periods) == 1
    assert closing.results[0].overdue == ()


def test_a_period_exists_where_it_does_for_any_team() -> None:
    # Of the first team alone, every second month; reports of others were left out.
    seldom = team_series("north", 80, None, 90, None, 85, None, 80)
    always = team_series("south", *map(float, range(70, 77)))
    for teams in ((seldom, always), (always, seldom)):
        found = figures(*teams)
        assert found["mean-reporting"] == 11 / 7
        assert found["share-reporting"] == pytest.approx(100 * 11 / 14)
