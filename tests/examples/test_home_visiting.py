"""The example of a collaborative that closes shows what its SOURCE.md says."""

from __future__ import annotations

import csv
import itertools
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

from cqikit import drivers, projects
from tests.examples import loaded

FOLDER = Path(__file__).parents[2] / "examples" / "home_visiting"


def codes() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for finding in loaded.report("home_visiting").findings:
        found.setdefault(finding.code, []).append(finding.message)
    return found


def test_the_counts_are_those_that_the_script_prints() -> None:
    made = subprocess.run(
        [sys.executable, str(FOLDER / "make_visits.py")],
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    assert made == (FOLDER / "visits.csv").read_text(encoding="utf-8")


def test_one_team_falls_silent_and_one_gets_worse() -> None:
    found = loaded.report("home_visiting").guide
    assert found is not None
    assert len(found.closing.teams) == 12
    assert [team.key for team in found.data_teams] == ["Juniper"]
    assert "worse than at the baseline: Hazel" in found.satisfaction[1]


def test_a_change_is_adopted_without_a_signal() -> None:
    found = loaded.report("home_visiting").guide
    assert found is not None
    assert found.theory is not None
    assert "reminder-card" in found.theory.of(drivers.Trial.ADOPTED)
    moved = {driver.key: driver.movement for driver in found.theory.drivers}
    assert moved["staying"] is drivers.Movement.STEADY
    assert "theory.adopted-not-moving" in codes()


def test_every_agency_does_better_and_all_together_do_worse() -> None:
    [result] = [
        measure.result
        for measure in loaded.report("home_visiting").measures
        if measure.result.measure.key == "surveys"
    ]
    assert all(team.current > team.baseline for team in result.teams)
    assert result.shifts[-1].gain == -1
    [said] = codes()["collaborative.mix-changed"]
    assert "12 of 12 teams rose: the mix of teams changed" in said
    assert "collaborative.aggregates-disagree" not in codes()


def test_a_gain_is_lost_after_closing() -> None:
    [lost] = codes()["guide.gain-lost"]
    assert lost.startswith("Referred after a positive screen: lost")


def test_what_the_groundwork_lacks_is_told() -> None:
    found = codes()
    [overdue] = found["standard.review-overdue"]
    assert "The second visit takes place" in overdue
    [training] = found["people.training-due"]
    assert "coaching agencies that do not report" in training
    assert found["progress.gap"] == [
        "the team puts itself at 4.5, its advisor at 3.5",
        "Hazel puts itself at 3, its advisor at 2",
    ]
    assert "participation.left-out" not in found


def test_the_way_to_the_goal_is_what_plain_arithmetic_makes_of_the_counts() -> None:
    with (FOLDER / "visits.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    since = [row for row in rows if row["month"] > "2025-06"]
    months = sorted({row["month"] for row in since})
    counts = {name: [0] * len(months) for name in ("screened", "due")}
    for agency in {row["agency"] for row in rows}:
        own = {row["month"]: row for row in since if row["agency"] == agency}
        # A silent agency goes on as it was: its own months again, from the first.
        again = itertools.cycle(own[month] for month in sorted(own))
        for place, month in enumerate(months):
            row = own[month] if month in own else next(again)
            for name, several in counts.items():
                several[place] += int(row[name])
    shares = [
        100 * screened / due
        for screened, due in zip(counts["screened"], counts["due"], strict=True)
    ][-6:]
    made = loaded.report("home_visiting")
    charts = [measure.charted for measure in made.measures]
    [goal] = projects.suggest_progress(made.project, charts=charts).goals
    assert goal.done == pytest.approx((statistics.median(shares) - 53) / (85 - 53))
