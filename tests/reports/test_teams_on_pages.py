"""What a page says of many teams: silent, apart, between each other, trusted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from cqikit import reports
from cqikit.collaboratives import Collaborative, Policies, Team
from cqikit.core import parse_period
from cqikit.measures import Aim, Level, Measure, Nested, Observation, Series, series
from cqikit.projects import Charter, ChartPlan, Project

START = parse_period("2024-01")
FALLS = Measure(key="falls", title="Falls", kind="count", direction="lower")
WAITS = Measure(key="waits", title="Waits", unit="days")
SHARE = Measure(
    key="share", title="Share", kind="proportion", direction="higher", per=100
)


def months(
    measure: Measure, values: Mapping[str, Sequence[float | tuple[int, int] | None]]
) -> list[Series]:
    """Return months of each team: ready values, or numerators and denominators."""
    made = []
    for team, row in values.items():
        rows = []
        for place, value in enumerate(row):
            period = START.shift(place)
            if isinstance(value, tuple):
                over, under = value
                observation = Observation(
                    period=period, numerator=over, denominator=under
                )
            else:
                observation = Observation(period=period, value=value)
            rows.append(observation)
        made.append(series(measure, rows, team=team))
    return made


def page(
    measure: Measure,
    values: Mapping[str, Sequence[float | tuple[int, int] | None]],
    *,
    aims: Sequence[Aim] = (),
    charts: Sequence[ChartPlan] = (),
    **group: object,
) -> str:
    """Return the report of one measure as Markdown."""
    charter = Charter(key="p", title="P", as_of=date(2026, 1, 1), charts=charts)
    project = Project(
        charter=charter, measures=[measure], aims=aims, series=months(measure, values)
    )
    made = Collaborative(key="g", **group)  # type: ignore[arg-type]
    return reports.to_markdown(reports.compose(project, made))


def test_a_silent_team_is_said_and_makes_no_gain() -> None:
    made = page(FALLS, {"a": [10] * 24, "b": [10] * 12 + [None] * 12})
    assert (
        "12 values of teams missing over 24 periods: b (12); each goes on there" in made
    )
    assert "improvement" not in made.split("## How to read the charts")[0]
    assert "| their sum | 20 | none | the chart above |" in made
    assert "| their median | 10 | none | a run chart |" in made
    whole = page(FALLS, {"a": [10] * 24, "b": [10] * 24})
    assert "values of teams missing over" not in whole


def test_who_is_apart_is_said_in_the_table_of_teams() -> None:
    aim = Aim(key="a", title="A", measure="falls", target=Level(5), by="2027")
    teams = [
        Team(key="a", title="North"),
        Team(key="b"),
        Team(key="c", has_no=["falls"]),
        Team(key="d"),
        Team(key="e"),
    ]
    made = page(
        FALLS, {"a": [4] * 12, "b": [9] * 12, "d": [4]}, aims=[aim], teams=teams
    )
    assert "Teams that reached theirs: North." in made
    assert "| c | has no such thing |" in made
    assert "| e | no data |" in made
    assert "cannot be judged: 1 of the 3 values that it takes" in made
    assert "submitting PDSA cycles per period | not kept |" in made
    none = page(FALLS, {"a": [9] * 12, "b": [9] * 12}, aims=[aim])
    assert "Teams that reached theirs: none of the 2 that can be judged." in none
    few = page(FALLS, {"a": [9], "b": [9]}, aims=[aim])
    assert "Teams that reached theirs" not in few
    assert "cannot be judged" in few


def test_counts_that_are_not_whole_have_a_chart() -> None:
    teams = {"a": [1, 2, 3] * 5, "b": [2, 4, 4] * 5}
    policies = {"aggregate": "median-of-teams"}

    for charts in ([], [ChartPlan(measure="falls", kind="c")]):
        made = page(FALLS, teams, charts=charts, policies=Policies(**policies))  # type: ignore[arg-type]
        assert "| 2024-01 | 1.5 |" in made


def test_teams_between_each_other() -> None:
    alike = {f"t{n:02}": [(10 + n % 3, 100)] * 3 for n in range(12)}
    made = page(SHARE, {**alike, "far": [(55, 100)] * 3, "low": [(1, 300)] * 3})
    assert "Further from all teams than chance brings" in made
    assert "far (above), low (below)" in made
    assert "rank 1 is the best" in made
    same = page(SHARE, {team: [(10, 100)] * 3 for team in "abc"})
    assert "No team lies further from all teams together than chance brings" in same
    assert "no rank can be told" in same


def test_counts_and_means_between_each_other() -> None:
    falls = page(FALLS, {"a": [1, 2, 1], "b": [9, 8, 10], "c": [30, 28, 29]})
    assert "Counts are compared by period, whatever the size of a team." in falls
    waits = page(WAITS, {"a": [1, 2, 1], "b": [9, 8, 10], "c": [4, 5, 6]})
    assert "rank 1 is the highest" in waits
    assert "Between teams" not in page(WAITS, {"a": [1, 2], "b": [2, 3]})
    spread = {f"t{n:02}": [(20 * n, 1000)] for n in range(1, 21)}
    assert "differ by more than chance throughout: limits allow for that." in page(
        SHARE, spread
    )


def test_the_coordinators_own_words_stand_at_a_glance() -> None:
    made = page(FALLS, {"a": [1, 2, 3] * 8}, confidence="Two teams count by hand.")
    glance = made.split("## Falls")[0]
    assert "in the coordinator's words" in glance.replace("\\", "")
    assert "Two teams count by hand" in glance
    assert "Confidence in the data: 100 %" in made


def test_a_parents_own_rows_stand_in_no_table_of_teams() -> None:
    teams = [Team(key="a", parent="n"), Team(key="b", parent="n"), Team(key="n")]
    rows = {"a": [1.0] * 24, "b": [2.0] * 24}
    once = page(FALLS, rows, teams=teams)
    twice = page(FALLS, {**rows, "n": [3.0] * 24}, teams=teams)
    cut = "## What to do"
    assert twice.split(cut)[0] == once.split(cut)[0]
    assert "n has rows of its own, and so have the teams" in twice.replace("\\", "")


@pytest.mark.parametrize("target", [Level(5), Nested(0.5, Level(5))])
def test_a_team_that_falls_silent_raises_no_figure_without_a_word(
    target: Level | Nested,
) -> None:
    """Of three teams two miss; without the third, 50 % meet it, and not 33.3 %."""
    aim = Aim(key="a", title="A", measure="falls", target=target, by="2027")
    rows = {"a": [4.0] * 24, "b": [9.0] * 24, "c": [9.0] * 24}
    teams = [Team(key=key, parent="n") for key in rows]
    whole = page(FALLS, rows, aims=[aim], teams=teams)
    assert "| 33.3 % |" in whole
    assert "that can be judged; " not in whole
    rows["c"] = [None] * 24  # type: ignore[list-item]
    silent = page(FALLS, rows, aims=[aim], teams=teams)
    assert "| 50 %<br>of 2 that can be judged; 1 cannot |" in silent
    nested = "50 % of teams (of 2 that can be judged; 1 cannot) had reached theirs"
    assert (nested in silent) is isinstance(target, Nested)


def test_a_plan_alone_has_no_table_of_engagement() -> None:
    charter = Charter(key="p", title="P", as_of=date(2026, 1, 1))
    for agencies, there in ((None, False), (4, True)):
        group = Collaborative(key="g", agencies=agencies)
        made = reports.to_markdown(reports.compose(Project(charter=charter), group))
        assert "There are no data yet." in made
        assert ("Engagement in the learning system" in made) is there
        assert ("Agencies in all" in made) is there


def test_every_team_has_its_little_chart_however_many_there_are() -> None:
    measure = Measure(key="m", title="Falls")
    many = [
        series(
            measure,
            [Observation(period=f"2026-0{month}", value=month) for month in (1, 2, 3)],
            team=f"t{place}",
        )
        for place in range(205)
    ]
    charter = Charter(key="p", title="P", as_of=date(2026, 6, 30))
    made = reports.compose(Project(charter=charter, measures=[measure], series=many))
    [section] = made.measures
    assert len(section.panels) == len(many)
