"""What a point of all teams together is made of: its rows, and what is filled in."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqikit.collaboratives import (
    Collaborative,
    MeasureResult,
    Policies,
    Team,
    closing_report,
)
from cqikit.core import parse_period
from cqikit.measures import Measure, Observation, Series, series

SHARE = Measure(key="s", title="Share", kind="proportion", per=100, direction="higher")
FALLS = Measure(key="f", title="Falls", kind="count", direction="lower")
START = parse_period("2025-01")


def of(team: str, values: list[float | None], measure: Measure = FALLS) -> Series:
    ratio = measure.is_ratio
    rows = [
        Observation(
            period=START.shift(place),
            value=None if ratio else value,
            numerator=value if ratio else None,
            denominator=30 if ratio else None,
            row=f"{team}.csv row {place + 2}",
        )
        for place, value in enumerate(values)
        if value is not None
    ]
    return series(measure, rows, team=team)


def result(
    *teams: Series, silent: Any = "stands-still", aggregate: Any = "pooled"
) -> MeasureResult:
    policies = Policies(silent=silent, aggregate=aggregate)
    group = Collaborative(key="g", policies=policies)
    return closing_report(group, teams).results[0]


def test_what_is_filled_in_stands_beside_the_rows() -> None:
    found = result(
        of("oak", [17, 15, None, None], SHARE), of("ash", [20, 21, 22, 23], SHARE)
    )
    made = found.made[2]
    assert (made.teams, made.rows) == (1, ("ash.csv row 4",))
    assert [str(stood_in) for stood_in in made.filled] == [
        "17 of 30 of oak, as in 2025-01"
    ]
    assert (found.series.numerators[2], found.series.denominators[2]) == (39, 60)
    assert found.baseline.how.endswith("; 2 values in it filled in: oak (2)")


def test_a_team_left_out_is_not_named() -> None:
    teams = of("oak", [10, None]), of("ash", [22, 22])
    found = result(*teams, silent="same-teams")
    assert [row.rows for row in found.made] == [("ash.csv row 2",), ("ash.csv row 3",)]
    assert found.baseline.rows == ("ash.csv rows 2-3",)
    group = Collaborative(
        key="g", teams=[Team(key="oak", has_no=["f"]), Team(key="ash")]
    )
    alone = closing_report(group, teams).results[0]
    assert alone.made == found.made


def test_a_ready_value_is_not_in_what_is_pooled() -> None:
    ready = series(
        SHARE,
        [Observation(period=START, value=90, row="r.csv row 2")],
        team="r",
    )
    teams = ready, of("a", [10], SHARE), of("b", [20], SHARE)
    pooled = result(*teams)
    assert pooled.made[0].teams == 2
    assert pooled.made[0].rows == ("a.csv row 2", "b.csv row 2")
    assert pooled.series.rows == ("a.csv row 2; b.csv row 2",)
    assert pooled.baseline.rows == pooled.made[0].rows
    assert result(*teams, aggregate="median-of-teams").made[0].teams == 3


def test_of_many_teams_filled_in_the_first_are_named() -> None:
    some = [of(f"t{place:02}", [1, None]) for place in range(14)]
    found = result(of("z", [1, 1]), *some)
    assert found.baseline.how.endswith("t11 (1) and 2 more")
    assert len(found.made[1].filled) == 14


def test_an_event_is_one_row() -> None:
    gaps = Measure(key="g", title="Gaps", kind="time-between", direction="higher")
    rows = [
        Observation(period=parse_period(day), value=7, row=row)
        for day, row in (("2025-01-02", "e.csv row 2"), ("2025-01-09", ""))
    ]
    made = result(series(gaps, rows, team="a")).made
    assert [(row.teams, row.rows, row.filled) for row in made] == [
        (1, ("e.csv row 2",), ()),
        (1, (), ()),
    ]


VALUES = st.lists(st.none() | st.integers(0, 30), min_size=6, max_size=6)


@pytest.mark.parametrize("silent", ["stands-still", "same-teams", "as-reported"])
@given(parts=st.lists(VALUES, min_size=1, max_size=4), ratio=st.booleans())
def test_a_point_is_its_rows_and_what_is_filled_in(
    silent: str, parts: list[list[float | None]], *, ratio: bool
) -> None:
    measure = SHARE if ratio else FALLS
    teams = [of(f"t{place}", part, measure) for place, part in enumerate(parts)]
    found = result(*teams, silent=silent)
    of_row = {
        f"t{team}.csv row {place + 2}": value
        for team, part in enumerate(parts)
        for place, value in enumerate(part)
    }
    numbers = found.series.numerators if ratio else found.series.values
    for made, number in zip(found.made, numbers, strict=True):
        assert len(made.rows) == made.teams
        own = sum(of_row[row] or 0 for row in made.rows)
        stood = sum(
            stood_in.numerator if ratio else stood_in.value for stood_in in made.filled
        )
        if math.isnan(number):
            assert not made.rows
            assert not made.filled
        else:
            assert own + stood == number
