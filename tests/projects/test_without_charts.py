"""Without charts it is not known what moved, and nothing is said of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cqikit import folders, projects
from cqikit.errors import CqikitError, UnknownNameError
from cqikit.projects import Outcome, Project, active_within, overview


@pytest.fixture(scope="module")
def project() -> Project:
    return folders.read("examples/home_visiting").project


def test_a_thread_without_charts_says_that_it_does_not_know(project: Project) -> None:
    bare = projects.thread(project)
    unseen = [strand for strand in bare.strands if strand.outcome is Outcome.UNCHARTED]
    assert unseen
    begun = [entry for entry in unseen if "give their charts" in entry.missing]
    assert begun
    assert not any("without a signal" in strand.missing for strand in bare.strands)
    for found in projects.adopted_without_signal(bare):
        assert "no signal" not in found.sentence
    for found in projects.steps_without_effect(bare):
        assert "not known, as its chart was not given" in found.sentence


def test_progress_without_charts_is_not_known(project: Project) -> None:
    found = projects.suggest_progress(project)
    said = [reason for rung in found.rungs for reason in rung.reasons]
    lacking = [lack for rung in found.rungs for lack in rung.lacking]
    assert not any("got worse" in text for text in said)
    assert any("not known whether any got worse" in text for text in lacking)
    assert not any("0 % of the way" in text for text in (*said, *lacking))
    assert any("not known without charts" in text for text in lacking)
    assert {goal.done for goal in found.goals} == {None}
    assert any("its chart was not given" in goal.how for goal in found.goals)


def test_a_team_that_is_named_nowhere_is_refused(project: Project) -> None:
    with pytest.raises(UnknownNameError, match="no team named 'nobody'"):
        projects.suggest_progress(project, team="nobody")
    named = project.series[0].team
    assert projects.suggest_progress(project, team=named).rungs
    bare = Project(charter=project.charter)
    with pytest.raises(UnknownNameError):
        projects.suggest_progress(bare, team=named)


def test_lists_of_projects_and_teams_are_no_texts(project: Project) -> None:
    on = date(2026, 1, 1)
    wrong: list[tuple[Any, dict[str, Any], str]] = [
        ([project], {}, "projects must be a mapping"),
        ({"a": 3}, {}, r"projects\['a'\] must be a Project"),
        ({"a": project}, {"listed": "ash"}, "listed must be a list of teams"),
        ({"a": project}, {"teams": {"a": "ash"}}, r"teams\['a'\] must be a list"),
        ({"a": project}, {"checks": [1]}, r"checks\[0\] must be one of checks"),
    ]
    for given, more, said in wrong:
        with pytest.raises(CqikitError, match=said):
            overview(given, as_of=on, **more)
    day: Any = "2026-01-01"
    assert overview({"a": project}, as_of=day).as_of == on


@pytest.mark.parametrize("days", [-1, "x", 1.5])
def test_days_without_anything_are_a_whole_number(days: Any) -> None:
    with pytest.raises(CqikitError, match="days must be"):
        active_within(days)
