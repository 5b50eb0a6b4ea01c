"""A silent team makes no gain: laws, and figures worked out again in plain Python."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from datetime import date
from itertools import cycle, islice
from statistics import median
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from cqikit.calendars import due_data
from cqikit.collaboratives import (
    Aggregate,
    Baseline,
    ClosingReport,
    Collaborative,
    Policies,
    Silent,
    Team,
    aggregate,
    closing_report,
    levels,
    never_reported,
)
from cqikit.core import Severity, parse_period
from cqikit.errors import CqikitError, FieldError
from cqikit.measures import Aim, Level, Measure, Observation, Series, series
from cqikit.pdsa import Cycle, Plan, begin

FALLS = Measure(key="falls", title="Falls", kind="count", direction="lower")
SHARE = Measure(key="share", title="Share", kind="proportion", per=100)
WAITS = Measure(key="waits", title="Waits", direction="lower")
START = parse_period("2024-01")

Pair = tuple[int, int]


def counts(
    team: str, values: Sequence[float | None], measure: Measure = FALLS
) -> Series:
    """Return monthly values of a team from January 2024."""
    rows = [
        Observation(period=START.shift(place), value=value)
        for place, value in enumerate(values)
    ]
    return series(measure, rows, team=team)


def shares(team: str, values: Sequence[Pair | float | None]) -> Series:
    """Return monthly shares: a pair, or a ready value."""
    rows = []
    for place, value in enumerate(values):
        period = START.shift(place)
        if isinstance(value, tuple):
            over, under = value
            rows.append(Observation(period=period, numerator=over, denominator=under))
        else:
            rows.append(Observation(period=period, value=value))
    return series(SHARE, rows, team=team)


def filled(rows: Sequence[list[float | None]]) -> list[list[float]]:
    """Return the rows of teams with each silence filled by the team's own, in turn."""
    some = [any(row[at] is not None for row in rows) for at in range(len(rows[0]))]
    made = []
    for row in rows:
        own = [value for value in row if value is not None]
        if own:
            turn = cycle(own)
            made.append(
                [
                    next(turn) if value is None else value
                    for value, there in zip(row, some, strict=True)
                    if there
                ]
            )
    return made


number = st.none() | st.integers(0, 20)
tables = st.integers(1, 8).flatmap(
    lambda size: st.lists(
        st.lists(number, min_size=size, max_size=size), min_size=1, max_size=5
    )
)


def same(found: Sequence[float], wanted: Sequence[float]) -> bool:
    """Say whether values are equal where there are any."""
    seen = [value for value in found if not math.isnan(value)]
    return seen == pytest.approx(list(wanted), rel=1e-12)


@given(tables)
def test_sums_and_medians_are_those_worked_out_in_plain_python(
    rows: list[list[float | None]],
) -> None:
    teams = [counts(f"t{place}", row) for place, row in enumerate(rows)]
    columns = list(zip(*filled(rows), strict=True))
    assert same(aggregate(teams).counted.tolist(), [sum(column) for column in columns])
    middle = aggregate(teams, policy=Aggregate.MEDIAN_OF_TEAMS).counted.tolist()
    assert same(middle, [median(column) for column in columns])


@given(
    st.lists(st.lists(st.integers(0, 9), min_size=12, max_size=12), max_size=3),
    st.lists(st.integers(0, 9), min_size=1, max_size=3),
    st.sampled_from(Aggregate),
)
def test_a_team_that_falls_silent_changes_no_median_and_no_sum(
    others: list[list[int]], course: list[int], policy: Aggregate
) -> None:
    # It would have gone on as it was; what it reported before is whole rounds of that.
    length = 12 // len(course) * len(course)
    whole = list(islice(cycle(course), 12))
    stops = [*whole[: length // 2 // len(course) * len(course) or len(course)]]
    silent: list[float | None] = [*stops, *[None] * (12 - len(stops))]
    teams = [counts(f"t{place}", row) for place, row in enumerate(others)]
    teams.append(counts("base", [1] * 12))
    told = aggregate([*teams, counts("s", whole)], policy=policy)
    untold = aggregate([*teams, counts("s", silent)], policy=policy)
    assert told.values == untold.values


def test_of_two_teams_one_stops_and_nothing_moved() -> None:
    teams = [counts("a", [10] * 24), counts("b", [10] * 12 + [None] * 12)]
    found = closing_report(Collaborative(key="g"), teams).results[0]
    assert found.baseline.value == 20
    assert found.shifted.value is None
    assert found.silent == (("b", 12),)
    assert found.silences.value == 12
    assert [finding.code for finding in found.findings] == [
        "collaborative.silent-teams"
    ]
    assert found.findings[0].severity is Severity.NOTE
    as_told = Collaborative(key="g", policies=Policies(silent="as-reported"))
    moved = closing_report(as_told, teams).results[0]
    assert moved.shifted.value == 10
    assert moved.findings[0].severity is Severity.WARNING
    same_teams = Collaborative(key="g", policies=Policies(silent="same-teams"))
    kept = closing_report(same_teams, teams).results[0]
    assert (kept.baseline.value, kept.shifted.value) == (10, None)
    assert kept.findings[0].severity is Severity.NOTE
    nobody = closing_report(
        same_teams, [counts("a", [1, None]), counts("b", [None, 2])]
    )
    assert nobody.results[0].baseline.value is None
    assert nobody.findings[0].severity is Severity.WARNING
    assert nobody.findings[0].message.endswith("together; no team is left")


def test_a_team_goes_on_as_it_was_in_the_same_phase() -> None:
    steady = counts("a", [1] * 8)
    gaps = counts("b", [None, 10, 12, None, 4, None, None, 6])
    change = [parse_period("2024-05")]
    told = list(aggregate([steady, gaps], phases=change).values)
    assert told == [11, 11, 13, 13, 5, 5, 7, 7]
    # Of a phase without a report, those of the phase before, else of the one after.
    early = counts("b", [7, 8, None, None, None, None, None, None])
    assert aggregate([steady, early], phases=change).values[4:] == (8, 9) * 2
    late = counts("b", [None] * 4 + [7, 8, 9, 9])
    assert aggregate([steady, late], phases=change).values[:4] == (8, 9, 10, 10)


@given(
    st.lists(
        st.lists(
            st.none() | st.tuples(st.integers(0, 9), st.integers(1, 40)),
            min_size=3,
            max_size=3,
        ),
        min_size=2,
        max_size=4,
    )
)
def test_pooled_is_the_weighted_mean_of_teams(rows: list[list[Pair | None]]) -> None:
    whole = [
        [None if pair is None else (min(pair), pair[1]) for pair in row] for row in rows
    ]
    teams = [shares(f"t{place}", row) for place, row in enumerate(whole)]
    found = aggregate(teams, silent=Silent.AS_REPORTED)
    for place in range(3):
        there = [row[place] for row in whole if row[place] is not None]
        if there:
            pairs = [pair for pair in there if pair is not None]
            weight = sum(under for _, under in pairs)
            mean = sum(under / weight * (100 * over / under) for over, under in pairs)
            assert found.values[place] == pytest.approx(mean, rel=1e-9, abs=1e-9)


@given(tables, st.integers(0, 9), st.sampled_from(Silent))
def test_the_order_of_teams_does_not_matter(
    rows: list[list[float | None]], seed: int, silent: Silent
) -> None:
    teams = [
        counts(
            f"t{place}", [None if value is None else value / 7 for value in row], WAITS
        )
        for place, row in enumerate(rows)
    ]
    other = random.Random(seed).sample(teams, len(teams))
    for policy in Aggregate:
        both = [
            aggregate(some, policy=policy, silent=silent) for some in (teams, other)
        ]
        assert both[0].counted.tolist() == pytest.approx(
            both[1].counted.tolist(), rel=0, abs=0, nan_ok=True
        )
    group = Collaborative(key="g", policies=Policies(silent=silent, least_points=1))
    aim = Aim(key="a", title="A", measure="waits", target=Level(1), by="2027")
    first, two = (
        closing_report(group, some, aims=[aim]).results[0] for some in (teams, other)
    )
    for name in ("baseline", "shifted", "meeting", "share_meeting", "silences"):
        assert getattr(first, name).value == getattr(two, name).value
    assert set(first.meeting_teams) == set(two.meeting_teams)


def said(closing: ClosingReport) -> list[object]:
    """Return all that a closing says but values that may be missing, as text."""
    return [
        closing.engagement,
        closing.reports,
        closing.cycles,
        closing.findings,
        *(str(result) for result in closing.results),
    ]


@given(tables, tables, st.integers(1, 8))
def test_what_comes_later_is_not_known(
    rows: list[list[float | None]], later: list[list[float | None]], cut: int
) -> None:
    group = Collaborative(key="g", teams=[Team(key=f"t{place}") for place in range(5)])
    aim = Aim(key="a", title="A", measure="falls", target=Level(5), by="2024-06")
    day = START.shift(cut - 1).last
    plan = begin(key="c", title="C", team="t0", plan=Plan(on=date(2024, 1, 5)))
    after = begin(key="d", title="D", team="t0", plan=Plan(on=date(2024, 12, 5)))
    changes = [parse_period("2024-03"), parse_period("2024-11")]

    def closed(series_of: list[list[float | None]], *cycles: Cycle) -> list[object]:
        made = [counts(f"t{place}", row) for place, row in enumerate(series_of)]
        return said(
            closing_report(
                group, made, aims=[aim], cycles=cycles, changes=changes, as_of=day
            )
        )

    known = [row[:cut] for row in rows]
    # Where the first rows reach the day, others come after it.
    other = [
        [*row[:cut], *more] if len(row) >= cut else row
        for row, more in zip(rows, cycle(later), strict=False)
    ]
    whole = closed(known, plan)
    assert closed(rows, plan, after) == whole
    assert closed(other, plan, after) == whole
    made = [counts(f"t{place}", row) for place, row in enumerate(known)]
    begun = changes[: cut > 2]
    never = closing_report(
        group, made, aims=[aim], cycles=[plan], changes=begun, as_of=day
    )
    assert said(never) == whole


def test_a_ready_value_of_one_team_makes_no_median_of_all() -> None:
    north = shares("north", [(1, 10)] * 4)
    south = shares("south", [(80, 90)] * 4)
    ready = shares("ready", [20.0] * 4)
    found = closing_report(Collaborative(key="g"), [north, south, ready]).results[0]
    assert found.series.values == (81.0,) * 4
    assert found.other is not None
    assert found.other.series.values == (20.0,) * 4
    assert [finding.code for finding in found.findings] == ["collaborative.not-pooled"]
    assert "ready values of ready are not pooled" in found.findings[0].message
    # One team alone keeps what it has, and without any denominator there is no pool.
    mixed = shares("north", [(1, 10), 20.0])
    assert aggregate([mixed]).values == (10.0, 20.0)
    assert closing_report(Collaborative(key="g"), [mixed]).results[0].findings == ()
    assert aggregate([ready, shares("b", [40.0] * 4)]).values == (30.0,) * 4


def test_one_aggregate_that_moves_alone_is_found() -> None:
    # One large team moves, two small ones do not.
    large = [(500 + place % 2, 1000) for place in range(8)]
    large += [(300 + place % 2, 1000) for place in range(8)]
    small: list[Pair] = [(5 + place % 2, 10) for place in range(16)]
    teams = [shares("l", large), shares("a", small), shares("b", small)]
    change = [parse_period("2024-09")]
    found = closing_report(Collaborative(key="g"), teams, changes=change).results[0]
    assert [finding.code for finding in found.findings] == [
        "collaborative.one-aggregate-moved"
    ]
    assert "the pooled aggregate moved from" in found.findings[0].message
    assert found.other is not None
    assert found.other.baseline.value == 55
    assert found.other.shifted.value is None
    turned = Collaborative(key="g", policies=Policies(aggregate="median-of-teams"))
    again = closing_report(turned, teams, changes=change).results[0]
    assert [finding.message for finding in again.findings] == [
        found.findings[0].message
    ]


def test_the_other_way_may_have_no_value_where_one_moved() -> None:
    # Pooled has nothing while only the team with ready values reports.
    ready = shares("r", [*[50.0 + place % 2 for place in range(8)], *[20.0] * 8])
    parted = shares("p", [None] * 15 + [(1, 2)])
    policies = Policies(aggregate="median-of-teams", silent="as-reported")
    found = closing_report(
        Collaborative(key="g", policies=policies),
        [ready, parted],
        changes=[parse_period("2024-09")],
    ).results[0]
    assert found.other is not None
    assert found.other.baseline.value is None


def test_what_a_team_does_not_have_is_counted_apart() -> None:
    teams = [Team(key="a"), Team(key="b", has_no=["falls"]), Team(key="c")]
    aim = Aim(key="a", title="A", measure="falls", target=Level(5), by="2027")
    group = Collaborative(key="g", teams=teams)
    made = closing_report(group, [counts("a", [4, 4, 4])], aims=[aim])
    found = made.results[0]
    assert (found.without, found.no_data) == (("b",), ("c",))
    assert found.meeting.how == (
        "1 of 1 team that can be judged: a; no data: c;"
        " no such thing, and not counted: b"
    )
    # It is not expected to report, and one of the agencies all the same.
    figures = {figure.key: figure.value for figure in made.engagement}
    assert (figures["share-reporting"], figures["agencies"]) == (50, 3)
    said = closing_report(group, [counts("a", [4]), counts("b", [None])])
    [never] = said.findings
    assert never.message.startswith("1 team never reported: c; ")
    told = closing_report(group, [counts("a", [4]), counts("b", [0])])
    assert [finding.code for finding in told.findings] == [
        "collaborative.has-data",
        "collaborative.silent-teams",
    ]
    assert [team.team for team in told.results[0].teams] == ["a"]


@pytest.mark.parametrize(
    ("meeting", "least", "values", "why"),
    [
        ("current-median", 3, [4, 4], "2 of the 3 values that it takes"),
        ("current-median", 3, [4, 4, 4], ""),
        ("current-median", 1, [4], ""),
        ("last-value", 3, [4, 4], "2 of the 3 values that it takes"),
        ("last-value", 3, [9, 9, 4], ""),
        ("last-points", 1, [4, 4], "2 of the 3 values that it takes"),
        ("last-points", 4, [4, 4, 4], "3 of the 4 values that it takes"),
        ("last-points", 1, [], "no value"),
    ],
)
def test_a_team_needs_so_many_values_to_meet_the_aim(
    meeting: Any, least: int, values: list[float | None], why: str
) -> None:
    policies = Policies(meeting=meeting, least_points=least)
    aim = Aim(key="a", title="A", measure="falls", target=Level(5), by="2027")
    group = Collaborative(key="g", policies=policies)
    found = closing_report(group, [counts("a", values)], aims=[aim]).results[0]
    assert found.teams[0].why == why
    assert found.teams[0].meets is (None if why else True)
    assert found.meeting_teams == (() if why else ("a",))
    assert found.meeting.value == (None if why else 1)


def test_a_label_says_which_baseline_was_applied() -> None:
    values = [10.0, 12, 11, 9] * 4
    group = Collaborative(
        key="g", policies=Policies(baseline=Baseline.FIRST_POINTS, baseline_points=4)
    )
    teams = [counts("a", values, WAITS)]
    declared = closing_report(group, teams, changes=[parse_period("2024-09")]).results[
        0
    ]
    assert declared.baseline.policy == "pooled, phases of the chart"
    assert declared.baseline.how.endswith(
        "; first-points is for the teams' own baselines alone"
    )
    assert "alone" not in closing_report(group, teams).results[0].baseline.how


def test_policies_may_be_words_and_wrong_ones_are_told() -> None:
    teams = [counts("a", [1, 1]), counts("b", [2, None]), counts("c", [9, 9])]
    assert aggregate(teams, silent="as-reported").values == (12, 10)
    assert aggregate(teams, policy="median-of-teams").values == (2, 2)
    with pytest.raises(CqikitError, match="stands-still"):
        aggregate(teams, silent="stand-still")  # type: ignore[arg-type]
    with pytest.raises(CqikitError, match="pooled"):
        aggregate(teams, policy="pool")  # type: ignore[arg-type]


def test_many_silent_teams_are_counted_and_the_first_named() -> None:
    teams = [counts("whole", [1, 1, 1])]
    teams += [counts(f"t{place:02}", [1, None, 1]) for place in range(20)]
    found = closing_report(Collaborative(key="g"), teams).results[0]
    assert "t11 (1) and 8 more" in found.silences.how
    assert len(found.silent) == 20


def test_a_team_that_never_reported_is_silent_from_the_first() -> None:
    teams = [
        Team(key="a", parent="north"),
        Team(key="b", parent="north"),
        Team(key="blank", parent="north"),
        Team(key="later", parent="north", since=START.shift(9)),
        Team(key="without", parent="north", has_no=["falls"]),
        Team(key="room", parent="own"),
        Team(key="own", parent="state"),
        Team(key="north", parent="state"),
        Team(key="state"),
    ]
    data = [counts("a", [3, 4]), counts("blank", [None, None]), counts("own", [2, 2])]
    group = Collaborative(key="g", teams=teams)
    [result] = closing_report(group, data).results
    [told] = result.findings
    assert told.code == "collaborative.silent-teams"
    assert told.severity is Severity.WARNING
    assert told.message.startswith("2 teams never reported: b, blank; ")
    # What was sent moves nothing of what all others show.
    assert list(result.series.values) == [5, 6]
    # What teams belong to is asked for where it stands for them.
    apart = [Team(key="a", parent="north"), Team(key="b", parent="south")]
    [sites] = levels(evolve(group, teams=apart), data[:1])
    [found] = closing_report(sites.collaborative, sites.series).results[0].findings
    assert found.message.startswith("1 team never reported: south; ")
    waits = [Team(key="x", parent="y"), Team(key="y", parent="x")]
    assert never_reported(data, [*waits, Team(key="a")]) == {}
    gaps = Measure(key="gaps", title="Gaps", kind="time-between")
    events = series(gaps, [Observation(period="2026-01-03", value=3)], team="a")
    assert never_reported([events], [Team(key="a"), Team(key="b")]) == {}
    assert never_reported(data, []) == {}


def test_a_day_far_after_the_data_is_refused_by_its_name() -> None:
    far, data = date(9999, 12, 31), [counts("a", [3, 4])]
    said = r" must be at most 10,000 months after the last data, those of .*9999-12-31"
    with pytest.raises(FieldError, match=rf"^due{said}"):
        never_reported(data, [Team(key="a")], due=far)
    group = Collaborative(key="g", teams=[Team(key="a")])
    with pytest.raises(FieldError, match=rf"^as_of{said}"):
        closing_report(group, data, as_of=far)
    with pytest.raises(FieldError, match=rf"^until{said}"):
        due_data(data, as_of=date(2026, 1, 1), until=far)
    # Longer ago than anybody keeps data is no slip yet.
    asked = never_reported(data, [Team(key="b")], due=date(2800, 1, 1))
    assert 9_000 < len(asked["b"]) < 10_000
