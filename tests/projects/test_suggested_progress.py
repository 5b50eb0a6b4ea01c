"""A progress score is suggested by what a project holds, step by step, with reasons."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from cqikit.assessments import FRAMEWORKS, Answer, Responses
from cqikit.core import Period, parse_period
from cqikit.drivers import Diagram
from cqikit.measures import (
    Aim,
    Bound,
    Change,
    Level,
    Measure,
    Nested,
    Observation,
    series,
)
from cqikit.pdsa import (
    Adopt,
    Compare,
    Conclude,
    Cycle,
    EndTest,
    Observe,
    Plan,
    Predict,
    StartTest,
)
from cqikit.projects import (
    Assessed,
    Charted,
    Charter,
    Groundwork,
    Person,
    ProgressDecision,
    Project,
    ProjectEvent,
    chart_of,
    scored_teams,
    suggest_progress,
)

AS_OF = date(2027, 1, 1)
WAITS = Measure(key="waits", title="Waiting", unit="days", direction="lower")
SEEN = Measure(key="seen", title="Seen", direction="higher")
BEFORE = [20.0, 21, 19, 22, 18, 20, 21, 19, 20, 20, 21, 19]
CHANGED = ProjectEvent(on="2026-01", title="A new desk", new_phase=True)


def goal(target: float = 10, measure: str = "waits") -> Aim:
    return Aim(
        key=f"aim-{measure}",
        title=f"Less of {measure}",
        measure=measure,
        target=Level(target),
        by="2027-06",
        baseline=20,
    )


def month(place: int) -> Period:
    return parse_period(f"{2025 + place // 12}-{place % 12 + 1:02}")


def with_values(
    after: list[float], measure: Measure = WAITS, first: float = BEFORE[0]
) -> Any:
    rows = [
        Observation(period=month(place), value=value)
        for place, value in enumerate([first, *BEFORE[1:], *after])
    ]
    return series(measure, rows)


def a_test(key: str, year: int, *, ends: bool = True) -> Cycle:
    ask = "How long?"
    log: list[Any] = [
        Plan(on=date(year, 2, 1), objective="Learn"),
        Predict(on=date(year, 2, 1), question=ask, prediction="Shorter"),
        StartTest(on=date(year, 2, 2)),
    ]
    if ends:
        log += [
            Observe(on=date(year, 2, 3), what="Shorter"),
            EndTest(on=date(year, 2, 3)),
            Compare(on=date(year, 2, 3), question=ask, verdict="confirmed"),
            Conclude(on=date(year, 2, 3), learned="It works"),
            Adopt(on=date(year, 2, 4)),
        ]
    return Cycle(key=key, title=key, log=log)


def project(**parts: Any) -> Project:
    charter = Charter(key="p", title="P", as_of=AS_OF, happenings=[CHANGED])
    return Project(charter=charter, measures=[WAITS, SEEN], **parts)


def charts(found: Project) -> list[Charted]:
    return [chart_of(found, this_series) for this_series in found.series]


def suggested(after: list[float], cycles: list[Cycle], **parts: Any) -> Any:
    made = project(
        aims=[goal()],
        series=[with_values(after)],
        cycles=cycles,
        groundwork=Groundwork(people=[Person(key="d", who="director")]),
        **parts,
    )
    return suggest_progress(made, charts=charts(made))


FIRST, SECOND = a_test("a", 2025), a_test("b", 2026)


@pytest.mark.parametrize(
    ("after", "cycles", "value"),
    [
        ([], [], 2.0),
        ([], [a_test("a", 2026, ends=False)], 2.5),
        # It moved, and no test has ended.
        ([15.0, 14, 16, 15, 14, 16, 15, 15], [a_test("a", 2026, ends=False)], 2.5),
        # 18 of 20 to 10 is a fifth of the way.
        ([18.0, 17.5, 18.5, 18, 17, 18, 18, 18], [FIRST], 3.0),
        ([17.0, 16.5, 17.5, 17, 17, 16.5, 17, 17], [FIRST], 3.0),
        ([17.0, 16.5, 17.5, 17, 17, 16.5, 17, 17], [FIRST, SECOND], 3.5),
        ([15.0, 14, 16, 15, 14, 16, 15, 15], [FIRST, SECOND], 4.0),
        ([15.0, 14, 16, 15, 14, 16, 15, 15, 14, 16, 15, 14], [FIRST, SECOND], 4.5),
        ([9.0, 8, 9, 10, 9, 8, 9, 9], [FIRST, SECOND], 4.0),
        ([9.0, 8, 9, 10, 9, 8, 9, 9, 8, 9, 10, 9], [FIRST, SECOND], 5.0),
        # It got worse: however much is tested, nothing is reached.
        ([30.0, 31, 29, 30, 31, 30, 30, 30], [FIRST, SECOND], 2.5),
    ],
)
def test_a_step_is_reached_when_it_and_all_below_lack_nothing(
    after: list[float], cycles: list[Cycle], value: float
) -> None:
    found = suggested(after, cycles)
    assert found.value == value
    assert found.rung.reached
    above = found.next
    assert (above is None) == (value == 5.0)
    assert above is None or above.lacking


def test_the_steps_are_those_of_the_framework() -> None:
    found = suggest_progress(project())
    scale = FRAMEWORKS["team-progress"].scales[0]
    assert [rung.value for rung in found.rungs] == [
        anchor.at for anchor in scale.anchors
    ]
    said = {rung.value: rung.title for rung in found.rungs}
    assert said[0.5] == "intent to participate"
    assert said[4.5] == "sustained improvement (name not confirmed)"


def test_a_project_begins_at_a_half_and_needs_an_aim_and_people() -> None:
    found = suggest_progress(project())
    assert found.value == 0.5
    assert found.next is not None
    assert found.next.lacking == ("state an aim", "say who is in the team")
    diagram = Diagram(key="d", title="D", aim=goal())
    of_team = evolve(a_test("a", 2026), team="north", log=())
    begun = suggest_progress(project(diagram=diagram, cycles=[of_team]))
    # The aim of the diagram is one; nothing was done yet.
    assert begun.value == 1.5
    bare = evolve(project(aims=[goal()], cycles=[of_team]), measures=[])
    assert suggest_progress(bare).value == 1.0


def test_most_goals_need_data_before_work_is_under_way() -> None:
    made = project(
        aims=[goal(), goal(measure="seen")],
        series=[with_values([])],
        cycles=[a_test("a", 2026, ends=False)],
        groundwork=Groundwork(people=[Person(key="d", who="director")]),
    )
    found = suggest_progress(made, charts=charts(made))
    assert found.value == 2.0
    assert found.next is not None
    assert found.next.lacking == ("collect data on most goals",)


def test_a_goal_that_closing_figures_deny_is_nearly_there() -> None:
    reached = [9.0, 8, 9, 10, 9, 8, 9, 9, 8, 9, 10, 9]
    made = project(aims=[goal()], series=[with_values(reached)])
    for met, done in ((None, 1.0), (True, 1.0), (False, 0.99)):
        given = {} if met is None else {"aim-waits": met}
        (told,) = suggest_progress(made, charts=charts(made), met=given).goals
        assert told.done == done


def test_what_was_never_worse_has_held_from_the_first_point_on() -> None:
    for start, held in ((30.0, 12), (20.5, 1)):
        made = project(aims=[evolve(goal(), baseline=start)], series=[with_values([])])
        (told,) = suggest_progress(made, charts=charts(made)).goals
        assert told.held == held


def test_a_goal_without_a_baseline_comes_from_the_first_centre() -> None:
    made = project(
        aims=[evolve(goal(), baseline=None)], series=[with_values([], first=30.0)]
    )
    after = ProjectEvent(on="2025-02", title="A new desk", new_phase=True)
    made = evolve(made, charter=evolve(made.charter, happenings=[after]))
    (told,) = suggest_progress(made, charts=charts(made)).goals
    assert told.how.startswith("Less of waits: from 30 to 20 ")


def test_no_step_past_four_while_a_measure_got_worse() -> None:
    fine = [15.0, 14, 16, 15, 14, 16, 15, 15, 14, 16, 15, 14]
    worse = with_values([10.0] * 6 + [9.0] * 6, SEEN)
    made = project(
        aims=[goal()],
        series=[with_values(fine), worse],
        cycles=[FIRST, SECOND],
        groundwork=Groundwork(people=[Person(key="d", who="director")]),
    )
    found = suggest_progress(made, charts=charts(made))
    assert found.value == 4.0
    assert found.next is not None
    assert found.next.lacking == ("see to what got worse (ours): Seen",)


def test_without_data_nothing_is_claimed_of_goals_or_measures() -> None:
    found = project(aims=[goal()], series=[])
    rungs = {rung.value: rung for rung in suggest_progress(found).rungs}
    assert rungs[3.0].lacking[0] == (
        "reach 20 % of the goals: nothing shows yet how much of the way is done"
    )
    assert rungs[4.5].reasons == ()
    better = "no value to compare with a baseline"
    assert rungs[4.5].lacking == (
        f"stay better than the baseline for 12 values (ours): {better}",
        "collect data: nothing shows whether a measure got worse (ours)",
    )


def test_how_long_it_must_hold_is_an_argument() -> None:
    made = project(
        aims=[goal()],
        series=[with_values([15.0, 14, 16, 15, 14, 16, 15, 15])],
        cycles=[FIRST, SECOND],
        groundwork=Groundwork(people=[Person(key="d", who="director")]),
    )
    assert suggest_progress(made, charts=charts(made), held=8).value == 4.5


def test_a_goal_is_as_far_as_its_chart_shows() -> None:
    fine = [15.0, 14, 16, 15, 14, 16, 15, 15]
    nested = evolve(goal(), key="n", target=Nested(0.8, Level(10)))
    bound = evolve(goal(), key="b", target=Bound(no_more_than=16), baseline=None)
    nothing = evolve(goal(measure="seen"), key="s")
    zero = evolve(goal(), key="z", target=Change(-0.5), baseline=0)
    made = project(
        aims=[bound, nested, nothing, zero],
        series=[with_values(fine), series(SEEN, [])],
    )
    goals = suggest_progress(made, charts=charts(made)).goals
    found = {progress.aim.key: progress for progress in goals}
    # Each aim has a target of its own, whichever line its chart draws.
    assert (found["b"].done, found["b"].held) == (1.0, 9)
    assert found["b"].how == (
        "Less of waits: from 20 to 15 (median of the latest 6), target 16: 100 % of"
        " the way"
    )
    assert found["n"].how.endswith("a share of units, which no one chart shows")
    assert found["s"].how == "Less of seen: no data"
    assert found["z"].how.endswith("a change from a baseline of 0")
    assert {found[key].done for key in "nsz"} == {None}
    unseen = "Less of waits: not known, as its chart was not given"
    assert suggest_progress(made).goals[0].how == unseen


def test_a_goal_that_lies_where_it_began_is_met_or_not() -> None:
    fine = [15.0, 14, 16, 15, 14, 16, 15, 15]
    for baseline, done in ((15.0, 1.0), (14.0, 0.0)):
        kept = evolve(goal(baseline), baseline=baseline)
        made = project(aims=[kept], series=[with_values(fine)])
        [found] = suggest_progress(made, charts=charts(made)).goals
        assert found.done == done


def test_a_measure_without_a_direction_tells_of_no_goal() -> None:
    plain = evolve(WAITS, direction="neither")
    made = evolve(
        project(aims=[goal(30)], series=[with_values([25.0] * 12, plain)]),
        measures=[plain],
    )
    [found] = suggest_progress(made, charts=charts(made)).goals
    assert found.done is None


def scored(on: date, *answers: Answer, key: str = "s") -> Assessed:
    of = FRAMEWORKS["team-progress"]
    return Assessed(key=key, on=on, responses=Responses(of, answers))


def said(value: float | str, role: str, who: str = "", team: str = "") -> Answer:
    return Answer(
        item="progress", value=value, role=role, respondent=who or role, unit=team
    )


def test_the_latest_word_of_team_and_advisor_stands_beside_it() -> None:
    earlier = scored(date(2026, 5, 1), said(1.5, "team"), said(2, "adviser"))
    latest = scored(
        date(2026, 9, 1),
        said(2.5, "Team", "one"),
        said(3.5, "team", "other"),
        said("modest improvement", "director"),
        key="t",
    )
    later = scored(date(2027, 9, 1), said(5, "team"), key="u")
    nobody = Answer(item="progress", role="team", respondent="one")
    unsure = scored(date(2026, 10, 1), nobody, key="v")
    found = suggest_progress(project(assessed=[earlier, latest, later, unsure]))
    assert (found.own, found.advisor, found.gap) == (3.0, 2.0, 1.0)
    assert suggest_progress(project(assessed=[latest])).gap is None
    assert suggest_progress(project()).own is None


def test_a_person_decides_and_what_comes_later_is_not_known() -> None:
    told = [
        ProgressDecision(on=date(2026, 3, 1), value=2, who="lead"),
        ProgressDecision(on=date(2026, 9, 1), value=2.5, who="lead"),
        ProgressDecision(on=date(2027, 9, 1), value=5, who="lead"),
    ]
    found = suggest_progress(project(groundwork=Groundwork(progress=told)))
    assert found.decision == told[1]
    assert suggest_progress(project()).decision is None


def test_a_team_is_judged_by_what_is_its_own() -> None:
    north = evolve(FIRST, team="north")
    own = evolve(with_values([15.0, 14, 16, 15, 14, 16, 15, 15]), team="north")
    scores = scored(
        date(2026, 9, 1), said(3, "team", team="north"), said(4, "team", team="south")
    )
    told = ProgressDecision(on=date(2026, 9, 2), value=3, team="east")
    made = project(
        aims=[goal()],
        series=[own],
        cycles=[north],
        assessed=[scores],
        groundwork=Groundwork(progress=[told]),
    )
    assert scored_teams(made) == ("east", "north", "south")
    found = suggest_progress(made, charts=charts(made), team="north")
    assert (found.value, found.own, found.decision) == (3.0, 3.0, None)
    south = suggest_progress(made, team="south")
    # Its own data and cycles: none.
    assert (south.value, south.own) == (0.5, 4.0)
    assert suggest_progress(made, team="east").decision == told
    # Of the project as a whole nobody spoke: the median of its teams.
    assert suggest_progress(made).own == 3.5
