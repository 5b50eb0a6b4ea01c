"""Most teams rise, all together fall: what is told of it, and what is not."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from cqikit.collaboratives import (
    Collaborative,
    MeasureResult,
    Mix,
    Policies,
    Team,
    aggregate,
    closing_report,
)
from cqikit.core import format_number, parse_period
from cqikit.measures import Measure, Observation, Series, series

START = parse_period("2025-01")
CHANGE = START.shift(8)


def of(team: str, before: tuple[int, int], after: tuple[int, int]) -> Series:
    measure = Measure(
        key="s", title="Share", kind="proportion", per=100, direction="higher"
    )
    rows = [
        Observation(
            period=START.shift(place),
            numerator=(after if place >= 8 else before)[0] + place % 2,
            denominator=(after if place >= 8 else before)[1],
        )
        for place in range(16)
    ]
    return series(measure, rows, team=team)


def result(*teams: Series, aggregate: Any = "pooled") -> MeasureResult:
    group = Collaborative(key="g", policies=Policies(aggregate=aggregate))
    return closing_report(group, teams, changes=[CHANGE]).results[0]


REVERSED = (
    of("large-then-small", (900, 1000), (95, 100)),
    of("small-then-large", (40, 100), (450, 1000)),
)


@pytest.mark.parametrize("aggregate", ["pooled", "median-of-teams"])
def test_a_changed_mix_is_told_whichever_aggregate_is_shown(aggregate: str) -> None:
    found = result(*REVERSED, aggregate=aggregate)
    assert isinstance(found.mix, Mix)
    assert (found.mix.teams, found.mix.against, found.mix.up) == (2, 2, True)
    assert found.mix.standardised > found.mix.before
    [said] = [
        finding for finding in found.findings if finding.code.endswith("mix-changed")
    ]
    assert said.message == (
        "all together fell, and 2 of 2 teams rose: the mix of teams changed"
    )
    assert "with the mix of before, from 85.5 to 90.9" in said.fix


def test_a_team_of_a_part_of_the_time_is_not_in_the_mix() -> None:
    teams = [Team(key=team.team) for team in REVERSED]
    teams.append(Team(key="p", until=START.shift(14)))
    group = Collaborative(key="g", teams=teams)
    data = [*REVERSED, of("p", (900, 1000), (100, 1000))]
    found = closing_report(group, data, changes=[CHANGE]).results[0]
    assert found.mix == result(*REVERSED).mix
    told = evolve(group, policies=Policies(silent="as-reported"))
    assert closing_report(told, data, changes=[CHANGE]).results[0].mix is None


def test_the_mix_of_before_is_by_hand() -> None:
    mix = result(*REVERSED).mix
    assert mix is not None
    # Eight periods, every other one with one more: 900.5, 40.5, 95.5 and 450.5.
    assert mix.before == pytest.approx(100 * (900.5 + 40.5) / 1100)
    assert mix.standardised == pytest.approx(100 * (955 + 45.05) / 1100)


def test_teams_that_fall_while_all_rise_are_told_alike() -> None:
    turned = result(
        of("a", (95, 100), (900, 1000)),
        of("b", (450, 1000), (40, 100)),
    )
    assert turned.mix is not None
    assert turned.mix.words == "2 of 2 teams fell: the mix of teams changed"
    assert "all together rose" in turned.findings[0].message


def test_half_of_the_teams_against_the_move_are_no_changed_mix() -> None:
    found = result(
        of("large-then-small", (900, 1000), (95, 100)),
        of("small-then-large", (40, 100), (390, 1000)),
    )
    assert found.mix is None


def test_a_large_team_against_the_many_is_no_changed_mix() -> None:
    large = of("large", (600, 1000), (300, 1000))
    found = result(large, of("b", (3, 10), (7, 10)), of("c", (2, 10), (8, 10)))
    assert found.mix is None
    [finding] = found.findings
    assert finding.code == "collaborative.aggregates-disagree"
    # Its numbers are those of the page.
    assert found.baseline.value is not None
    assert found.shifted.value is not None
    assert f"from {format_number(found.baseline.value)} to" in finding.message
    assert f"to {format_number(found.shifted.value)} since 2025-09" in finding.message


def test_teams_that_do_not_last_tell_nothing_of_a_mix() -> None:
    first, then = REVERSED
    early = series(first.measure, first.observations[:8], team="early")
    late = series(then.measure, then.observations[8:], team="late")
    policies = Policies(silent="as-reported")
    group = Collaborative(key="g", policies=policies)
    found = closing_report(group, [early, late], changes=[CHANGE]).results[0]
    assert found.shifted.value is not None
    assert found.mix is None
    assert aggregate([early, late], silent="as-reported").values[8] == 45
