"""Who submitted cycles when, for collaboratives."""

from __future__ import annotations

from typing import Any

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit import pdsa
from cqikit.core import Frequency
from cqikit.pdsa import Milestone, submissions
from tests.pdsa.stories import cycles, day, told, whole


@settings(max_examples=25)
@given(st.lists(cycles(), max_size=5), st.sampled_from(Milestone))
def test_each_submission_is_of_a_team_in_a_period(
    drawn: list[pdsa.Cycle], counts: Milestone
) -> None:
    named = [
        evolve(cycle, key=f"c{n}", team="ab"[n % 2]) for n, cycle in enumerate(drawn)
    ]
    found = submissions(named, counts=counts)
    pairs = [(submission.period.first, submission.team) for submission in found]
    assert pairs == sorted(set(pairs))
    assert all(submission.cycles for submission in found)
    active = {key for submission in submissions(named) for key in submission.cycles}
    assert {key for submission in found for key in submission.cycles} <= active


def months(counts: Any, *drawn: pdsa.Cycle) -> list[str]:
    return [str(submission.period) for submission in submissions(drawn, counts=counts)]


def test_what_counts_as_submitted_is_a_choice() -> None:
    # Begun on 2 March; the test starts on 31 March, and ends in April.
    plan = pdsa.Plan(on=day(0), objective="Do reminders help?")
    cycle = whole(first=28, plan=plan)
    assert months("active", cycle) == ["2026-03", "2026-04"]
    assert months("begun", cycle) == ["2026-03"]
    assert months("tested", cycle) == ["2026-03"]
    assert months("concluded", cycle) == ["2026-04"]
    assert months("decided", cycle) == ["2026-04"]
    assert months("begun", pdsa.begin(key="c2", title="Empty")) == []
    assert months("decided", told(plan)) == []


def test_a_correction_is_no_new_work() -> None:
    plan = pdsa.Plan(on=day(0))
    fixed = pdsa.Correct(on=day(90), place=0, instead=plan, reason="slip")
    assert months("active", told(plan, fixed)) == ["2026-03"]


def test_teams_are_counted_by_any_period() -> None:
    found = submissions([whole("c1"), whole("c2")], frequency=Frequency.QUARTER)
    assert [(str(submission.period), submission.cycles) for submission in found] == [
        ("2026-Q1", ("c1", "c2"))
    ]
