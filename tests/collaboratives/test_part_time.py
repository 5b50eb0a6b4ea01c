"""A team that comes or goes makes no gain; outside of its time it makes no report."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from cqikit.collaboratives import (
    ClosingReport,
    Collaborative,
    Guide,
    Held,
    MeasureResult,
    Policies,
    Silent,
    Team,
    aggregate,
    at_parents,
    closing_report,
    levels,
    propose,
)
from cqikit.core import parse_period
from cqikit.measures import Aim, Level, Measure, Observation, Series, series

FALLS = Measure(key="falls", title="Falls", kind="count", direction="lower")
SHARE = Measure(
    key="share", title="Share", kind="proportion", per=100, direction="higher"
)
START = parse_period("2024-01")


def months(
    team: str, values: Sequence[float | None], measure: Measure = FALLS
) -> Series:
    """Return monthly values of a team: counts, or so many of 100."""
    rows = []
    for place, value in enumerate(values):
        period = START.shift(place)
        if value is not None and measure is SHARE:
            rows.append(Observation(period=period, numerator=value, denominator=100))
        elif value is not None:
            rows.append(Observation(period=period, value=value))
    return series(measure, rows, team=team)


def closed(teams: Sequence[Team], data: Sequence[Series], **said: Any) -> ClosingReport:
    """Return the closing report of teams, by policies."""
    group = Collaborative(key="g", teams=teams, policies=Policies(**said))
    return closing_report(group, data)


def ends(result: MeasureResult) -> tuple[float | None, float | None]:
    """Return where all teams together stood, and where they moved to."""
    return result.baseline.value, result.shifted.value


def codes(closing: ClosingReport) -> list[str]:
    """Return the codes of what is found, without the room."""
    return [finding.code.partition(".")[2] for finding in closing.findings]


values = st.lists(st.integers(0, 90), min_size=24, max_size=24)


@given(
    st.lists(values, min_size=1, max_size=3),
    values,
    st.tuples(st.integers(0, 23), st.integers(0, 23)).map(sorted),
    st.sampled_from([FALLS, SHARE]),
    st.sampled_from([Silent.STANDS_STILL, Silent.SAME_TEAMS]),
)
def test_a_team_that_comes_or_goes_moves_nothing_of_all_together(
    others: list[list[int]],
    own: list[int],
    within: list[int],
    measure: Measure,
    silent: Silent,
) -> None:
    first, last = within
    listed = [Team(key=f"t{place}") for place in range(len(others))]
    data = [months(f"t{place}", row, measure) for place, row in enumerate(others)]
    partly = Team(
        key="p",
        since=START.shift(first) if first else None,
        until=START.shift(last) if last < 23 else None,
    )
    row: list[float | None] = [
        value if first <= place <= last else None for place, value in enumerate(own)
    ]
    closing = closed(
        [*listed, partly], [*data, months("p", row, measure)], silent=silent
    )
    before = closed(listed, data, silent=silent)
    [result], [alone] = closing.results, before.results
    if first or last < 23:
        assert result.series.values == alone.series.values
        assert ends(result) == ends(alone)
        assert result.part_time == ("p",)
        assert codes(closing) == ["part-time", *codes(before)]
    else:
        assert result.part_time == ()
    # Its own figures are those of its own reports.
    mine = result.teams[-1]
    assert (mine.team, mine.points > 0) == ("p", True)


@given(values, values, st.integers(1, 22))
def test_what_is_reported_outside_of_its_time_is_as_if_it_were_not(
    own: list[int], after: list[int], stop: int
) -> None:
    until = START.shift(stop - 1)
    teams = [Team(key="a"), Team(key="b", until=until)]
    steady = months("a", [10] * 24)
    short = closed(teams, [steady, months("b", own[:stop])])
    whole = closed(teams, [steady, months("b", [*own[:stop], *after[stop:]])])
    assert (whole.reports, whole.engagement) == (short.reports, short.engagement)
    assert (whole.confidence, whole.results[0].teams) == (
        short.confidence,
        short.results[0].teams,
    )
    assert ends(whole.results[0]) == ends(short.results[0])
    assert codes(whole) == ["out-of-time", *codes(short)]
    n = 24 - stop
    rows = "1 row" if n == 1 else f"{n} rows"
    assert whole.findings[0].message == (
        f"{rows} outside of the time of the team, and left out: b ({n})"
    )
    together = aggregate([steady, months("b", own)], listed=teams)
    assert list(together.values) == [10] * 24


def test_a_leaver_makes_no_gain_of_a_sum_and_is_named() -> None:
    teams = [Team(key="a"), Team(key="b", until="2024-12"), Team(key="c", until="2023")]
    data = [months("a", [10] * 24), months("b", [10] * 12)]
    closing = closed(teams, data)
    [result] = closing.results
    assert ends(result) == (10, None)
    assert result.silences.how == (
        "every team that ever reported did so in every period of its time;"
        " for a part of the time, and so not in all teams together: b (until 2024-12)"
    )
    # Whoever wants it sees the sum of those that were there, with a warning.
    told = closed(teams, data, silent="as-reported")
    assert ends(told.results[0]) == (20, 10)
    assert "what moved as they came or left" in told.findings[0].message
    assert told.results[0].silences.how.endswith(
        "; for a part of the time, and in all teams together for as long:"
        " b (until 2024-12)"
    )


def test_a_late_joiner_does_not_dilute_the_baseline() -> None:
    teams = [Team(key="a"), Team(key="b", since="2025-01")]
    data = [
        months("a", [50] * 12 + [80] * 12, SHARE),
        months("b", [None] * 12 + [80] * 12, SHARE),
    ]
    assert ends(closed(teams, data).results[0]) == (50, 80)
    # It is no gain of a team that stands still that one joined that is better.
    still = months("a", [50] * 24, SHARE)
    assert ends(closed(teams, [still, data[1]]).results[0]) == (50, None)


def test_where_no_team_took_part_throughout_none_is_left_and_it_is_said() -> None:
    teams = [Team(key="a", until="2024-06"), Team(key="b", since="2024-07")]
    data = [months("a", [10] * 6), months("b", [None] * 6 + [9] * 6)]
    for silent in (Silent.STANDS_STILL, Silent.SAME_TEAMS):
        closing = closed(teams, data, silent=silent)
        assert ends(closing.results[0]) == (None, None)
        [found] = closing.findings
        assert found.message == (
            "for a part of the time, and so not in all teams together:"
            " a (until 2024-06), b (since 2024-07); no team is left"
        )
    there = closed(teams, data, silent="as-reported").results[0]
    assert list(there.series.values) == [10] * 6 + [9] * 6
    # A team with no report in its time is a team without data.
    gone = closed([Team(key="a", until="2023-06")], data[:1])
    assert (gone.results, codes(gone)) == ((), ["out-of-time"])


def test_a_team_of_a_part_of_the_time_is_asked_for_that_part() -> None:
    gaps: list[float | None] = [None, None, 10, None, 10, *[None] * 7]
    teams = [
        Team(key="a"),
        Team(key="b", since=START.shift(1), until=START.shift(4)),
    ]
    aim = Aim(key="a", title="A", measure="falls", target=Level(5), by="2027")
    group = Collaborative(key="g", teams=teams)
    data = [months("a", [10.0] * 12), months("b", gaps)]
    changes = [START.shift(6)]
    closing = closing_report(group, data, aims=[aim], changes=changes)
    [result] = closing.results
    assert result.silent == (("b", 2),)
    assert list(result.series.values) == [10] * 12
    assert [team.why for team in result.teams] == ["", f"left after {START.shift(4)}"]
    assert "b (2024-02 to 2024-05)" in closing.findings[-1].message
    asked = propose(Guide(key="g"), closing, on=date(2026, 1, 1)).data_teams
    assert asked == ()


def test_a_parent_takes_part_from_the_first_of_its_teams_to_the_last() -> None:
    teams = [
        Team(key="a", parent="old", until="2024-06"),
        Team(key="b", parent="old", since="2024-02", until="2024-04"),
        Team(key="c", parent="new", since="2024-04"),
        Team(key="new", since="2024-03"),
        Team(key="d", parent="both", until="2024-06"),
        Team(key="e", parent="both", since="2024-02"),
    ]
    data = [
        months("a", [10] * 8),
        months("b", [None] + [10] * 3),
        months("c", [None] * 3 + [5] * 5),
        months("d", [3] * 6),
        months("e", [None] + [4] * 7),
    ]
    [level] = levels(Collaborative(key="g", teams=teams), data)
    times = {
        team.key: (str(team.since), str(team.until))
        for team in level.collaborative.teams
    }
    assert times == {
        "old": ("None", "2024-06"),
        "new": ("2024-03", "None"),
        "both": ("None", "None"),
    }
    made = {this_series.team: this_series.values for this_series in level.series}
    assert list(made["old"]) == [10] * 6
    # Nobody was there throughout.
    assert all(map(math.isnan, made["both"]))
    above = closing_report(level.collaborative, level.series)
    assert above.results[0].part_time == ("old", "new")
    relayed = [
        Team(key="x", parent="p", since="2024-02", until="2024-03"),
        Team(key="y", parent="p", since="2024-03", until="2024-05"),
    ]
    [site] = at_parents(Collaborative(key="g", teams=relayed), []).collaborative.teams
    assert (str(site.since), str(site.until)) == ("2024-02", "2024-05")


@pytest.mark.parametrize(("since", "state"), [(3, Held.HELD), (9, Held.LOST)])
def test_a_team_that_leaves_after_closing_changes_no_watch(
    since: int, state: Held
) -> None:
    change, on = [START.shift(12)], date(2025, 12, 31)
    stays = months(
        "a", [10 + place % 2 for place in range(12)] + [3, 4] * 6 + [since] * 8
    )
    leaves = months("b", [20 + place % 2 for place in range(12)] + [7, 8] * 6)
    group = Collaborative(
        key="g", teams=[Team(key="a"), Team(key="b", until="2026-01")]
    )
    closing, later = (
        closing_report(group, [stays, leaves], changes=change, as_of=day)
        for day in (on, None)
    )
    assert ends(closing.results[0]) == (31, 11)
    [watch] = propose(Guide(key="g"), closing, on=on, later=later).watches
    assert (watch.centre, watch.state) == (3.5, state)
    # Where nobody is left that was there before, there is nothing to be watched.
    relayed = Collaborative(
        key="g",
        teams=[Team(key="a", until="2026-01"), Team(key="b", until="2026-01")],
    )
    joins = months("c", [None] * 24 + [9] * 8)
    gone = evolve(relayed, teams=[*relayed.teams, Team(key="c", since="2026-01")])
    nobody = closing_report(gone, [stays, leaves, joins], changes=change)
    assert propose(Guide(key="g"), closing, on=on, later=nobody).watches == ()
