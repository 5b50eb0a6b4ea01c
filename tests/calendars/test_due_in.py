"""What falls due in a whole project: steps, data, aims, next steps."""

from __future__ import annotations

import re
from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from cqikit.actions import ActionStep
from cqikit.assessments import Answer
from cqikit.calendars import due_data, due_dates, due_in
from cqikit.collaboratives import (
    Activity,
    Continuing,
    Dissemination,
    Guide,
    Offer,
    Scaling,
    Sustaining,
    Team,
)
from cqikit.core import Cadence, Context, parse_period, run_checks
from cqikit.errors import FieldError
from cqikit.measures import Measure, Observation, Series, series
from cqikit.plans import Begin, Plan, ReviewStep, Revise, StartReview, reviewed_within
from cqikit.projects import (
    Charter,
    Conjoint,
    Groundwork,
    Person,
    Project,
    Standard,
    StandardReview,
    Training,
)
from tests.examples import loaded

DAY = date(2026, 3, 10)
LATE = Measure(key="late", title="Late visits", kind="count", frequency="month")


def seen(measure: Measure, *periods: str, team: str = "") -> Series:
    rows = [Observation(period=period, value=3) for period in periods]
    return series(measure, rows, team=team)


def told(*made: Series, until: date = date(2026, 4, 30)) -> list[tuple[str, str, str]]:
    found = due_data(made, as_of=DAY, until=until)
    return [(str(due.on), due.title, due.detail) for due in found]


def test_each_period_without_data_is_due_on_its_last_day() -> None:
    assert told(seen(LATE, "2026-01", "2026-02")) == [
        ("2026-03-31", "Data of 2026-03: Late visits", ""),
        ("2026-04-30", "Data of 2026-04: Late visits", ""),
    ]
    assert told(seen(LATE, "2026-01", "2026-04")) == []
    assert told(seen(LATE, "2026-02"), until=date(2026, 3, 30)) == []


def test_what_is_late_is_told_by_who_lacks_it_and_what_is_to_come_is_one() -> None:
    north = seen(LATE, "2025-11", "2025-12", team="north")
    south = seen(LATE, "2025-11", team="south")
    east = seen(LATE, "2026-01", team="east")
    assert told(north, south, east, until=date(2026, 3, 31)) == [
        (
            "2025-12-31",
            "Data of 2025-12 to 2026-02 (3 periods): Late visits, of south",
            "from south",
        ),
        (
            "2026-01-31",
            "Data of 2026-01 to 2026-02 (2 periods): Late visits, of north",
            "from north",
        ),
        ("2026-02-28", "Data of 2026-02: Late visits, of east", "from east"),
        (
            "2026-03-31",
            "Data of 2026-03: Late visits, of east, north, south",
            "from east, north, south",
        ),
    ]
    for teams, more in (("abcd", 1), ("abcde", 2)):
        many = [seen(LATE, "2026-02", team=team) for team in teams]
        [(_, title, detail)] = told(*many, until=date(2026, 3, 31))
        assert title == f"Data of 2026-03: Late visits, of a, b, c and {more} more"
        assert detail == f"from {', '.join(teams)}"


def test_a_period_is_late_from_the_day_after_its_last() -> None:
    north = seen(LATE, "2026-01", team="north")
    for day, late in ((date(2026, 3, 31), False), (date(2026, 4, 1), True)):
        dues = due_data([north], as_of=day, until=date(2026, 3, 31))
        assert any("2 periods" in due.title for due in dues) == late


def test_what_goes_on_lacking_stays_under_its_name_and_a_team_that_left_apart() -> None:
    goes, left = Team(key="goes"), Team(key="left", until="2026-02")
    made = [seen(LATE, "2025-12", team=key) for key in ("goes", "left")]
    named = []
    for day in (date(2026, 3, 10), date(2026, 5, 10)):
        dues = due_data(made, as_of=day, until=day, teams=[goes, left])
        named.append({due.detail: due.key for due in dues})
    assert named[1] == {
        "from goes": "data/late/2026-01-31",
        "from left": "data/late/2026-01-31/2026-02-28",
    }
    # In March both lack the same: one entry, which is that of the team that goes on.
    assert named[0] == {"from goes, left": "data/late/2026-01-31"}


@given(
    st.lists(
        st.tuples(st.integers(-1, 11), st.integers(0, 11) | st.none(), st.booleans()),
        min_size=1,
        max_size=5,
    )
)
def test_each_team_is_asked_for_what_it_lacks_and_for_nothing_else(
    drawn: list[tuple[int, int | None, bool]],
) -> None:
    months = [parse_period("2025-01").shift(place) for place in range(12)]
    made = [seen(LATE, str(months[0]), team="first")]
    teams = [Team(key="first", parent="all"), Team(key="all")]
    wanted = {("first", month) for month in months[1:]}
    for place, (last, left, has_none) in enumerate(drawn):
        key, until = f"t{place}", None if left is None else months[left]
        has_no = ["late"] if has_none else []
        teams.append(Team(key=key, parent="all", until=until, has_no=has_no))
        # Of -1, it never reported: it lacks all since the first report of any. So does
        # one that reported after its time alone.
        if last >= 0:
            made.append(seen(LATE, str(months[last]), team=key))
        begun = 0 if left is not None and last > left else last + 1
        wanted |= {
            (key, month)
            for month in months[begun:]
            if not has_none and (until is None or month <= until)
        }
    day = months[8].first
    dues = due_data(made, as_of=day, until=months[-1].last, teams=teams)
    assert len({due.key for due in dues}) == len(dues)
    spans = [
        (due, [parse_period(said) for said in re.findall(r"2025-\d\d", due.title)])
        for due in dues
    ]
    asked = [
        (team, month)
        for due, said in spans
        for team in due.detail.removeprefix("from ").split(", ")
        for month in months
        if said[0] <= month <= said[-1]
    ]
    assert sorted(asked) == sorted(wanted)
    assert all(said[-1].last < day or len(said) == 1 for _, said in spans)


def test_a_period_that_does_not_exist_is_not_due() -> None:
    school = Cadence(frequency="month", months=[9, 10, 11, 12, 1, 2, 3])
    months = Measure(key="late", title="Late visits", kind="count", cadence=school)
    assert [on for on, _, _ in told(seen(months, "2026-02"))] == ["2026-03-31"]
    weeks = Measure(key="falls", title="Falls", kind="count", frequency="week")
    found = told(seen(weeks, "2026-W09", "2026-W10"), until=date(2026, 3, 22))
    assert [title for _, title, _ in found] == [
        "Data of 2026-W11: Falls",
        "Data of 2026-W12: Falls",
    ]


def test_what_has_no_calendar_is_never_due() -> None:
    points = Measure(key="late", title="Late visits", kind="count", frequency="point")
    assert told(seen(points, "#1", "#2")) == []
    events = Measure(key="days", title="Days between", kind="time-between", unit="days")
    assert told(seen(events, "2026-01-03", "2026-01-09")) == []
    empty = [Observation(period="2026-01", value=None)]
    assert told(series(LATE, empty)) == []


def test_a_project_has_aims_and_next_steps_too() -> None:
    project = loaded.effort("measles").project
    dues = due_in(project, as_of=date(1979, 2, 1), until=date(1982, 12, 31))
    titles = {due.key: due.title for due in dues}
    assert titles["aim/end-measles"].startswith("Aim: Free the United States")
    assert titles["readiness-1979/staff-time/2"].startswith("the national lead: Ask")
    assert [due.on for due in dues] == sorted(due.on for due in dues)
    [last] = [due.on for due in dues if due.key == "aim/end-measles"]
    for day, due_yet in ((last, True), (date(1983, 1, 1), False)):
        later = due_in(project, as_of=day, until=date(1983, 12, 31))
        assert ("aim/end-measles" in {due.key for due in later}) == due_yet


def test_a_date_without_a_next_step_is_nothing_to_do() -> None:
    project = loaded.effort("measles").project
    *before, last = project.assessed
    answers = [evolve(answer, next_step="") for answer in last.responses.answers]
    assert any(answer.by_when for answer in answers)
    said = evolve(last, responses=evolve(last.responses, answers=answers))
    project = evolve(project, assessed=[*before, said])
    dues = due_in(project, as_of=date(1979, 2, 1), until=date(1982, 12, 31))
    assert not [due.key for due in dues if due.key.startswith(last.key)]


def test_a_wrong_call_is_told() -> None:
    project = loaded.effort("scutari").project
    with pytest.raises(FieldError, match="until"):
        due_in(project, as_of=DAY, until="soon")  # type: ignore[arg-type]


def test_a_review_moves_the_next_one_as_the_check_has_it() -> None:
    begun, gathered = Begin(on=date(2026, 1, 1)), date(2026, 12, 15)
    log = [begun, StartReview(on=gathered, roles=["director"])]
    step = ActionStep(key="s", what="Order a table", who="director")
    done = [ReviewStep(on=gathered, step="s", done=False), Revise(on=gathered)]
    for logged, due in (
        ([begun], date(2027, 1, 1)),
        # Also while people are at it: it may never be finished.
        (log, date(2027, 12, 15)),
        ([*log, *done], date(2027, 12, 15)),
    ):
        plan = Plan(key="p", title="Plan", steps=[step], log=logged)  # type: ignore[arg-type]
        assert [due_day.on for due_day in due_dates(plan)] == [due]
        for day in (date(2027, 1, 1), date(2027, 2, 1), date(2027, 12, 16)):
            late = bool(run_checks(plan, [reviewed_within()], Context(as_of=day)))
            assert late == (due < day)


def test_all_that_has_a_date_falls_due() -> None:
    by = {"by_when": "2026-05", "who": "lead"}
    taught = [
        Training(topic="charts", by_when="2026-05"),
        Training(topic="cycles", by_when="2026-05", done=date(2026, 1, 1)),
    ]
    looked = StandardReview(on=date(2026, 5, 2), result="kept")
    standards = [
        Standard(key=key, title=key, kind="quality", review_by="2026-05", reviews=had)
        for key, had in (("open", []), ("seen", [looked]))
    ]
    project = Project(
        charter=Charter(key="p", title="P", as_of=date(2026, 6, 1)),
        groundwork=Groundwork(
            people=[Person(key="a", who="Aide", role="staff", training=taught)],
            standards=standards,
        ),
        conjoint=[
            Conjoint(key="c", question="Why?", next_step="Ask again", **by),  # type: ignore[arg-type]
            Conjoint(key="settled", question="How often?"),
            Conjoint(key="nothing-to-do", question="Who?", **by),  # type: ignore[arg-type]
        ],
    )
    guide = Guide(
        key="g",
        on=date(2026, 5, 3),
        dissemination=Dissemination(activities=[Activity(channel="newsletter", **by)]),
        sustaining=[Sustaining(step="monitoring/six-months", what="Look", **by)],
        continuing=Continuing(offers=[Offer(support="office-hours")]),
        scaling=Scaling(
            conditions=[
                Answer(item="leadership", value="met", next_step="Thank them", **by),  # type: ignore[arg-type]
                Answer(item="teams", value="met", by_when="2026-05"),
            ]
        ),
    )
    until = date(2026, 5, 31)
    dues = due_in(project, guide=guide, as_of=date(2026, 5, 4), until=until)
    found = {due.key: due.title for due in dues}
    letter = found.pop("g/0")
    assert letter.startswith("lead: ")
    assert found == {
        "standard/open": "Look at: open",
        "training/a/0": "Aide: learn charts",
        "conjoint/c": "lead: Ask again",
        "g/2": "lead: Look",
        "g/leadership": "lead: Thank them",
    }
    of_the_day = due_in(project, guide=guide, as_of=guide.on or DAY, until=until)
    assert {due.key for due in of_the_day} >= {"g/0", "g/2", "g/leadership"}
    # A guide of a later day is not known yet, nor is a later look at a standard.
    before = due_in(project, guide=guide, as_of=date(2026, 5, 1), until=until)
    assert {due.key for due in before} == {
        "standard/open",
        "standard/seen",
        "training/a/0",
        "conjoint/c",
    }
