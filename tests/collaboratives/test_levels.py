"""Rooms in sites, sites in an agency: every closing figure at each level."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from cqikit.collaboratives import (
    Collaborative,
    Team,
    aggregate,
    at_parents,
    closing_report,
    levels,
)
from cqikit.collaboratives._levels import _is_pooled
from cqikit.core import parse_period
from cqikit.errors import FieldError
from cqikit.measures import Aim, Level, Measure, Observation, Series, series
from cqikit.pdsa import Plan, begin

FALLS = Measure(key="falls", title="Falls", kind="count", direction="lower")
SHARE = Measure(key="share", title="Share", kind="proportion", per=100)
WAITS = Measure(key="waits", title="Waits")
MONTHS = ("2026-01", "2026-02", "2026-03", "2026-04")
TEAMS = [
    Team(key="r1", parent="north", has_no=["x", "y"]),
    Team(key="r2", parent="north", has_no=["x"]),
    Team(key="r3", parent="south"),
    Team(key="north", title="North", parent="agency"),
    Team(key="south", parent="agency"),
    Team(key="alone"),
]
GROUP = Collaborative(key="g", teams=TEAMS)


def counts(team: str, *values: float | None, measure: Measure = FALLS) -> Series:
    """Return months of one team."""
    rows = [
        Observation(period=month, value=value)
        for month, value in zip(MONTHS, values, strict=False)
    ]
    return series(measure, rows, team=team)


ROOMS = [
    counts("r1", 3, 3, 3, 3),
    counts("r2", 4, 4, None, None),
    counts("r3", 5, 6, 7, 8),
    counts("alone", 1, 1, 1, 1),
]


def test_what_teams_belong_to_is_no_team_that_reports() -> None:
    closing = closing_report(GROUP, ROOMS)
    assert [team.key for team in closing.teams] == ["r1", "r2", "r3", "alone"]
    assert closing.results[0].no_data == ()
    assert closing.reports.shares[0] == 100


def test_each_level_can_be_closed() -> None:
    aim = Aim(key="a", title="A", measure="falls", target=Level(7), by="2027")
    cycle = begin(key="c", title="C", team="r2", plan=Plan(on=date(2026, 1, 5)))
    sites = at_parents(GROUP, ROOMS, cycles=[cycle])
    # A silent room goes on as it was: 3 + 4 in each month.
    assert {this_series.team: this_series.values for this_series in sites.series} == {
        "north": (7, 7, 7, 7),
        "south": (5, 6, 7, 8),
        "alone": (1, 1, 1, 1),
    }
    told = closing_report(
        sites.collaborative, sites.series, aims=[aim], cycles=sites.cycles
    )
    assert [(team.key, team.title) for team in told.teams] == [
        ("north", "North"),
        ("south", ""),
        ("alone", ""),
    ]
    assert told.results[0].meeting_teams == ("north", "south", "alone")
    assert told.cycles is not None
    # Who takes part is told of the teams, at each level.
    assert told.cycles.present[0] == {"r2"}
    assert told.teams[0].has_no == ("x",)
    agency = at_parents(sites.collaborative, sites.series)
    assert {this_series.team: this_series.values for this_series in agency.series} == {
        "agency": (12, 13, 14, 15),
        "alone": (1, 1, 1, 1),
    }
    whole = closing_report(agency.collaborative, agency.series)
    assert [team.key for team in whole.teams] == ["agency", "alone"]
    # At each level, all together are the same.
    together = [closing_report(GROUP, ROOMS), told, whole]
    assert {report.results[0].series.values for report in together} == {
        (13, 14, 15, 16)
    }


def test_what_cannot_be_pooled_is_left_out_and_named() -> None:
    parted = series(
        SHARE, [Observation(period="2026-01", numerator=1, denominator=4)], team="r1"
    )
    found = at_parents(
        GROUP,
        [parted, counts("r2", 50, measure=SHARE), counts("r1", 3, measure=WAITS)],
    )
    assert [(this_series.team, this_series.values) for this_series in found.series] == [
        ("north", (25,))
    ]
    assert found.left_out == ("share", "waits")


def test_a_parent_that_reports_what_its_teams_report_is_not_counted_twice() -> None:
    both = [*ROOMS, counts("north", 7, 7, 7, 7), counts("agency", 12, 13, 14, 15)]
    once, twice = closing_report(GROUP, ROOMS), closing_report(GROUP, both)
    assert [team.key for team in twice.teams] == ["r1", "r2", "r3", "alone"]
    assert twice.results[0].series.values == once.results[0].series.values
    assert twice.engagement == once.engagement
    faults = [
        finding
        for finding in twice.findings
        if finding.code == "collaborative.counted-twice"
    ]
    said = "has rows of its own, and so have the teams that belong to it"
    assert [fault.message.split(":")[0] for fault in faults] == [
        f"North {said} (r1, r2)",
        f"agency {said} (r1, r2, r3, North)",
    ]
    assert {fault.severity.value for fault in faults} == {"fault"}
    sites = at_parents(GROUP, both)
    assert {this_series.team: this_series.values for this_series in sites.series} == {
        "north": (7, 7, 7, 7),
        "south": (5, 6, 7, 8),
        "alone": (1, 1, 1, 1),
    }
    assert [level.series for level in levels(GROUP, both)] == [
        level.series for level in levels(GROUP, ROOMS)
    ]


def test_a_parent_counts_where_its_teams_do_not_report() -> None:
    alone = [counts("north", 2, 2, 2, 2), *ROOMS[2:], counts("r1", None, None)]
    found = closing_report(GROUP, alone)
    assert "north" in [team.key for team in found.teams]
    assert list(found.results[0].series.values) == [8, 9, 10, 11]
    assert "collaborative.counted-twice" not in {
        finding.code for finding in found.findings
    }
    other = closing_report(GROUP, [*ROOMS, counts("north", 9, measure=WAITS)])
    assert [result.series.values[0] for result in other.results] == [13, 9]


def test_nothing_belongs_to_itself() -> None:
    with pytest.raises(FieldError, match="must not belong to themselves"):
        Collaborative(
            key="g", teams=[Team(key="a", parent="b"), Team(key="b", parent="a")]
        )
    with pytest.raises(FieldError, match="must not belong to themselves"):
        Collaborative(key="g", teams=[Team(key="a", parent="a")])


def test_every_level_is_there_up_to_the_top() -> None:
    cycle = begin(key="c", title="C", team="r2", plan=Plan(on=date(2026, 1, 5)))
    group = evolve(GROUP, levels=["room", "site", "agency"], agencies=9)
    sites, agency = levels(group, ROOMS, cycles=[cycle])
    assert [level.collaborative.levels for level in (sites, agency)] == [
        ("site", "agency"),
        ("agency",),
    ]
    # How many rooms there are in all says nothing of sites.
    assert sites.collaborative.agencies is None
    assert {this_series.team: this_series.values for this_series in agency.series} == {
        "agency": (12, 13, 14, 15),
        "alone": (1, 1, 1, 1),
    }
    assert [level.cycles[0].team for level in (sites, agency)] == ["north", "agency"]
    assert dict(sites.members)["r1"] == "north"
    assert dict(agency.members)["r1"] == "agency"
    assert dict(agency.members)["alone"] == "alone"
    assert levels(Collaborative(key="g", teams=[Team(key="a")]), ROOMS) == ()


def test_what_is_left_out_on_the_way_is_named_at_every_level_above() -> None:
    ready = counts("r1", 3, measure=WAITS)
    sites, agency = levels(GROUP, [*ROOMS, ready])
    assert sites.left_out == agency.left_out == ("waits",)


def test_a_silent_room_stands_still_in_its_own_phase() -> None:
    months = counts("r2", 9, 5, None, 1)
    change = parse_period("2026-03")
    for changes, values in ((), (12, 8, 12, 4)), ((change,), (12, 8, 4, 4)):
        [north] = levels(GROUP, [ROOMS[0], months], changes=changes)[0].series
        assert (north.team, north.values) == ("north", values)


@given(
    st.lists(st.integers(0, 2), min_size=4, max_size=4),
    st.lists(st.lists(st.integers(0, 99), min_size=4, max_size=4), min_size=4),
)
def test_all_together_are_the_same_at_every_level(
    sites: list[int], values: list[list[int]]
) -> None:
    rooms = [f"r{place}" for place in range(4)]
    teams = [
        Team(key=room, parent=f"s{site}")
        for room, site in zip(rooms, sites, strict=True)
    ]
    teams += [Team(key=f"s{site}", parent="state") for site in sorted(set(sites))]
    group = Collaborative(key="g", teams=teams)
    made = [counts(room, *row) for room, row in zip(rooms, values, strict=False)]
    for level in levels(group, made):
        assert aggregate(level.series).values == aggregate(made).values


def test_what_is_silent_below_stays_silent_above() -> None:
    def of(team: str, values: list[int]) -> Series:
        rows = [
            Observation(period=parse_period("2026-01").shift(place), value=value)
            for place, value in enumerate(values)
        ]
        return series(FALLS, rows, team=team)

    teams = [
        Team(key=key, parent=parent)
        for key, parent in (("a", "x"), ("b", "x"), ("c", "y"), ("d", "z"))
    ]
    group = Collaborative(key="g", teams=teams, levels=["team", "site"])
    data = [of("a", [4] * 4), of("b", [8, 8]), of("c", [6] * 4), of("d", [2] * 4)]
    [site] = levels(group, data)
    told = closing_report(site.collaborative, site.series)
    # b is silent for two of four months: 14 of 16 reports, here as below.
    below = closing_report(group, data)
    for closed in (told, below):
        trust = closed.confidence[0]
        assert trust.reasons[0].how == "14 of 16 values expected of teams"
        assert list(closed.reports.shares) == [100, 100, 75, 75]
    # All together go on; what is compared is what x reported whole.
    [result] = told.results
    assert list(result.series.values) == [20] * 4
    between = result.between
    assert between is not None
    places = {team.team: (team.events, team.size) for team in between.teams}
    assert places == {"x": (24, 2), "y": (24, 4), "z": (8, 4)}
    early = closing_report(site.collaborative, site.series, as_of=date(2026, 2, 28))
    assert list(early.reports.shares) == [100, 100]
    # What is measured there alone is its own report.
    other = series(SHARE, [Observation(period="2026-01", value=3)], team="x")
    alone = closing_report(site.collaborative, [other])
    assert alone.confidence[0].measure.key == SHARE.key


@pytest.mark.parametrize(("sizes", "pooled"), [([0, 0], False), ([0, 1], True)])
def test_values_can_be_added_where_a_denominator_is(
    sizes: list[int], *, pooled: bool
) -> None:
    share = Measure(key="s", title="S", kind="proportion")
    rows = [
        Observation(period=f"2026-0{month}", numerator=0, denominator=size)
        for month, size in enumerate(sizes, start=1)
    ]
    assert _is_pooled(series(share, rows)) == pooled
