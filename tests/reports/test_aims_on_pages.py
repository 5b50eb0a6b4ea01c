"""A page says whether an aim is met as the aim says it: by its day, by one policy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from attrs import evolve

from cqikit import reports
from cqikit.assessments import FRAMEWORKS, Answer, Responses
from cqikit.collaboratives import Collaborative, Policies
from cqikit.measures import (
    Aim,
    Bound,
    Change,
    Level,
    Measure,
    Nested,
    Observation,
    Target,
    series,
)
from cqikit.projects import (
    Assessed,
    Charter,
    Groundwork,
    Person,
    Project,
    ProjectEvent,
)
from tests.examples import loaded

WAITS = Measure(key="waits", title="Waiting", unit="days", direction="lower")
BEFORE, AFTER = [10.0, 12, 11, 9, 10, 11, 12, 10], [5.0, 6, 5, 4, 6, 5, 5, 6]

#: What only a page of several teams has.
TEAMS = (
    "The numbers, team by team",
    "Medians are each team's own",
    "Teams reporting",
    "Teams meeting the aim",
    "Per cent meeting it",
    "Per cent of teams meeting the aim",
)


def page(
    *teams: Sequence[float | None],
    target: Target = Bound(no_more_than=6),  # noqa: B008  (a frozen value)
    by: str = "2025-12",
    change: str = "",
    **policies: object,
) -> str:
    """Return the Markdown of a project of so many teams, as of July 2026."""
    every = [
        series(
            WAITS,
            [
                Observation(period=f"2025-{month:02}", value=value)
                if month < 13
                else Observation(period=f"2026-{month - 12:02}", value=value)
                for month, value in enumerate(values, 1)
            ],
            team=name,
        )
        for name, values in zip("abc", teams, strict=False)
    ]
    happenings = (
        [ProjectEvent(on=change, title="New", new_phase=True)] if change else []
    )
    charter = Charter(key="p", title="P", as_of=date(2027, 1, 1), happenings=happenings)
    aim = Aim(key="a", title="A", measure="waits", target=target, by=by)
    project = Project(charter=charter, measures=[WAITS], aims=[aim], series=every)
    group = Collaborative(key="g", policies=Policies(**policies))  # type: ignore[arg-type]
    return reports.to_markdown(reports.compose(project, group)).replace("\\", "")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "stood at a median of 5 when it was due: met."),
        ({"by": "2025-08"}, "stood at a median of 10.5 when it was due: not met."),
        ({"by": "2027"}, "stands at a median of 5 so far, before it is due: met."),
        ({"meeting": "last-value"}, "stood at a last value of 4 when it was due: met."),
        (
            {"meeting": "last-points", "target": Level(5)},
            "stood at last values of 6, 5, 4 when it was due: not met.",
        ),
        ({"target": Change(-0.5)}, "stood at a median of 5 when it was due: met."),
        ({"target": Nested(1.0, Level(5))}, "100 % of teams had reached theirs when"),
        (
            {"by": "2024-12"},
            "Nothing is known of it when it was due: it cannot be judged.",
        ),
        (
            {"by": "2025-02", "meeting": "last-points"},
            "Too little is known of it when it was due: it cannot be judged.",
        ),
        (
            {"by": "2024-12", "target": Nested(1.0, Level(5))},
            "Of no team is it known whether it reached its own when it was due:",
        ),
    ],
)
def test_an_aim_says_whether_it_was_met_when_it_was_due(
    more: dict[str, object], said: str
) -> None:
    assert said in page([*BEFORE, *AFTER], change="2025-09", **more)  # type: ignore[arg-type]


def test_a_change_without_a_baseline_cannot_be_judged() -> None:
    said = page([*[None] * 8, *AFTER], change="2025-09", target=Change(-0.5))
    assert "it cannot be judged." in said


def test_what_came_after_the_day_neither_undoes_nor_makes_it() -> None:
    first, second = [*BEFORE[:4], *AFTER[:4], *BEFORE], [*BEFORE, *AFTER]
    said = page(first, second, by="2025-08", meeting="last-value")
    assert "| a | met the aim | 9.5 | 10 | 4 |" in said
    assert "| b | did not meet the aim | 10 | 7.5 | 10 |" in said
    assert "| Team | State | Baseline median | Current median | By 2025-08 |" in said
    now = page(first, second, by="2027", meeting="last-value")
    assert "| Current median | By now |" in now
    assert "| a | worse than its baseline | 9.5 | 10 | 10 |" in now
    assert "A team meets the aim by its last value." in now
    assert "by its last value, as it was when the aim was due." in said


def test_medians_of_teams_say_what_they_are_of() -> None:
    declared = page(BEFORE + AFTER, BEFORE, change="2025-09")
    assert "of its values since the last declared change" in declared
    found = page(BEFORE + AFTER, BEFORE)
    assert "of its values since its latest run of 8 on one side" in found
    points = page(BEFORE + AFTER, BEFORE, meeting="last-points")
    assert "A team meets the aim by each of its last 3 values, as it was" in points


def test_a_found_shift_is_not_called_a_declared_change() -> None:
    said = page([*BEFORE, *BEFORE[:4], *AFTER])
    assert (
        "**Waiting** (days): no change is declared; after a baseline (median of 12"
        " observed periods, 2025-01 to 2025-12), long runs moved the median from 10.5"
        " to 5 since 2026-01 (improvement)." in said
    )
    assert "| 5<br>median by a run since 2026-01: improvement |" in said
    assert "Since " not in said.split("## Waiting")[1].split("###")[0]


def test_only_charts_with_limits_have_columns_for_them() -> None:
    assert "| Phase | Points | Lower limit | Centre | Upper limit |" in page(BEFORE)


def test_a_page_of_one_team_says_nothing_of_teams() -> None:
    def words(said: str) -> set[str]:
        return {word for word in TEAMS if word in said}

    assert words(page([*BEFORE, *AFTER], AFTER)) == set(TEAMS)
    alone = page([*BEFORE, *AFTER])
    assert words(alone) == set()
    assert "| Measure | Baseline | Since it moved |" in alone
    assert "| Period | Value | Numerator | Denominator | From |" in alone


def test_a_heading_has_something_under_it() -> None:
    lines = [line for line in page(BEFORE, AFTER).splitlines() if line]
    at = lines.index("### Team by team")
    assert lines[at + 1] == "#### The numbers, team by team (2 teams)"


def test_where_nothing_moved_it_is_said_why() -> None:
    quiet = page([*BEFORE, *BEFORE], change="2025-09")
    assert "| none<br>no rule signals since the change" in quiet
    assert "| none<br>no change is declared, and no run of 8" in page(BEFORE)


def test_without_an_aim_no_picture_says_who_meets_it() -> None:
    html = loaded.page("measles")
    captions = re.findall(r"<figcaption>51 teams, (.*?)</figcaption>", html)
    assert len(captions) == 3
    assert ["meet the aim" in said for said in captions] == [True, False, False]


@pytest.mark.parametrize(
    ("measure", "policy", "words"),
    [
        ({"kind": "proportion"}, "pooled", "all numerators over all denominators"),
        ({"kind": "proportion"}, "median-of-teams", "their median"),
        ({"kind": "count"}, "pooled", "their sum"),
        ({}, "pooled", "their median"),
        ({"kind": "time-between"}, "pooled", "each event of each team"),
    ],
)
def test_a_page_says_how_teams_become_one(
    measure: dict[str, str], policy: Any, words: str
) -> None:
    this_measure = Measure(key="x", title="X", **measure)  # type: ignore[arg-type]
    days = ["2025-01-03", "2025-02-04"]
    seen = {"numerator": 4, "denominator": 9} if this_measure.is_ratio else {"value": 9}
    rows = [
        Observation(period=day[:7] if this_measure.is_periodic else day, **seen)  # type: ignore[arg-type]
        for day in days
    ]
    every = [series(this_measure, rows, team=team) for team in "ab"]
    charter = Charter(key="p", title="P", as_of=date(2026, 7, 1))
    made = Project(charter=charter, measures=[this_measure], series=every)
    group = Collaborative(key="g", policies=Policies(aggregate=policy))
    assert f"Teams together: {words}." in reports.to_markdown(
        reports.compose(made, group)
    )


def test_a_page_says_that_nothing_came_since() -> None:
    """Values to April 2026 and a page of January 2027: reports were due to November."""
    since = "No report came for 2026-05 to 2026-11, though due"
    now = page([*BEFORE, *AFTER], by="2027", change="2025-09")
    assert now.count(since) == 3
    assert f"before it is due: met. {since}" in now
    # An aim that was due before is judged by what there was then.
    assert page([*BEFORE, *AFTER], by="2026-04").count(since) == 1
    assert "No report came" not in page([*BEFORE, *AFTER], due_days=250)
    assert "No report came for 2026-05, though due" in page(
        [*BEFORE, *AFTER], due_days=200
    )


def several(*aims: Aim) -> reports.Report:
    """Return the report of a team that came from 10.5 to 5, with these aims."""
    seen = [
        Observation(period=f"{2025 + place // 12}-{place % 12 + 1:02}", value=value)
        for place, value in enumerate([*BEFORE, *AFTER])
    ]
    new = ProjectEvent(on="2025-09", title="New", new_phase=True)
    charter = Charter(key="p", title="P", as_of=date(2027, 1, 1), happenings=[new])
    own = series(WAITS, seen, team="a")
    made = Project(charter=charter, measures=[WAITS], aims=aims, series=[own])
    who = Person(key="a", who="Aide", role="staff")
    return reports.compose(evolve(made, groundwork=Groundwork(people=[who])))


def test_each_aim_on_a_measure_has_a_standing_and_so_has_its_goal() -> None:
    made = several(
        Aim(key="a", title="A", measure="waits", target=Level(6), by="2026-12"),
        Aim(key="b", title="B", measure="waits", target=Level(2), by="2026-12"),
        Aim(
            key="c",
            title="C",
            measure="waits",
            target=Nested(1.0, Level(6)),
            by="2026-12",
        ),
        Aim(key="d", title="D", measure="none", target=Level(2), by="2026-12"),
    )
    text = reports.to_markdown(made).replace("\\", "").partition("## Aims")[2]
    lines = [line for line in text.splitlines() if "when it was due" in line]
    told = [line.partition(" No report came")[0] for line in lines]
    assert [line.rsplit(": ", 1)[1] for line in told] == [
        "met.",
        "not met.",
        "met.",
    ]
    assert list(made.aimed) == ["a", "b", "c"]
    # The score of progress counts the same aims as met.
    assert "meet all goals: 2 of 4 met" in text
    assert "C: a share of units, which no one chart shows; met by the closing" in text
    assert "of the way; not met by the closing figures" in text
    assert "D: no data" in text


def test_a_teams_goals_have_the_standing_of_the_team() -> None:
    aim = Aim(key="a", title="A", measure="waits", target=Level(6), by="2026-12")
    made = several(aim)
    of = FRAMEWORKS["team-progress"]
    said = Answer(item=of.all_items[0].key, value=1, role="team", unit="a")
    scored = Assessed(key="s", on=date(2026, 6, 1), responses=Responses(of, [said]))
    made = reports.compose(evolve(made.project, assessed=[scored]))
    text = reports.to_markdown(made)
    assert "Progress, team by team" in text
    [row] = [line for line in text.splitlines() if line.startswith("| a |")][-1:]
    assert "of 1 met" not in row
