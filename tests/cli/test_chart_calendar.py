"""Which periods there are can be said in options, and is seen from the rows else."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cqikit.cli import main

FORTNIGHTS = ["2024-01-01", "2024-01-15", "2024-01-29", "2024-02-12", "2024-02-26"]


def chart(
    folder: Path, days: list[str], *words: str, column: str = "--period"
) -> Result:
    table = folder / "data.csv"
    lines = [f"{day},{place % 4 + 3}" for place, day in enumerate(days)]
    table.write_text("\n".join(["when,value", *lines]) + "\n", encoding="utf-8")
    value = ["--value", "value"] if column == "--period" else []
    command = ["chart", str(table), column, "when", *value, "-o", str(folder / "a.svg")]
    return CliRunner().invoke(main, [*command, *words])


@pytest.mark.parametrize(
    ("days", "words", "said"),
    [
        (FORTNIGHTS, "", "5 periods from 2024-W01 to 2024-W09; every second week"),
        (FORTNIGHTS, "--every week --step 2", "every second week from 2024-W01"),
        (FORTNIGHTS, "--every week --week-start sunday", "2023-12-31/2024-01-06"),
        (
            ["2022-07-01", "2023-07-01"],
            "--every year --year-start 7",
            "2022-07/2023-06",
        ),
        (["2022-07-01", "2023-07-01"], "--year-start 7", "years that begin in July"),
        (
            ["2024-05", "2024-06", "2024-09"],
            "--months 9-6",
            "3 months from 2024-05 to 2024-09; months, September to June",
        ),
        (["2024-05-03", "2024-05-06"], "--weekdays mon-fri", "days, Monday to Friday"),
        (
            ["2024-05-03", "2024-05-06"],
            "--every day --closed 2024-05-04..2024-05-05=flood",
            "days, closed 2024-05-04 to 2024-05-05 (flood)",
        ),
        (
            ["2024-01-31", "2024-02-29", "2024-03-31"],
            "",
            "no two rows lie in one month",
        ),
        (["1", "2", "4"], "--since 4 --exclude 2=broken", "4 points from #1 to #4"),
    ],
)
def test_the_calendar_is_said_or_seen_and_told(
    days: list[str], words: str, said: str, tmp_path: Path
) -> None:
    result = chart(tmp_path, days, *words.split())
    assert result.exit_code == 0, result.output
    assert said in result.output


@pytest.mark.parametrize(
    ("days", "words", "said"),
    [
        (
            ["2024-01-05", "2024-01-09", "2024-03-20", "2024-03-21", "2024-06-02"],
            "",
            "such as --every week",
        ),
        (["2024-05", "2024-06"], "--months sep-jun", "must be numbers of months"),
        (["2024-05", "May"], "", "row 3, column when: must be like 2026"),
    ],
)
def test_a_calendar_that_cannot_be_is_told_in_options(
    days: list[str], words: str, said: str, tmp_path: Path
) -> None:
    result = chart(tmp_path, days, *words.split())
    assert result.exit_code == 2
    assert said in result.output
    assert not (tmp_path / "a.svg").exists()


def test_one_event_has_nothing_between(tmp_path: Path) -> None:
    result = chart(tmp_path, ["2024-01-05"], "--kind", "g", column="--events")
    assert result.exit_code == 2
    assert "must have two events at least" in result.output
    assert not (tmp_path / "a.svg").exists()
    cases = chart(tmp_path, ["12", "45", "46"], "--kind", "g", column="--events")
    assert "2 values between events from #45 to #46" in cases.output
    days = chart(tmp_path, FORTNIGHTS, "--every", "day", column="--events")
    assert "leave out --every with --events" in days.output


@pytest.mark.parametrize(
    ("baseline", "used"), [("2024-01-15..", 4), ("..2024-01-29", 3), ("2024-01-29", 1)]
)
def test_a_baseline_may_be_open_at_one_end(
    baseline: str, used: int, tmp_path: Path
) -> None:
    result = chart(tmp_path, FORTNIGHTS, "--baseline", baseline, "--explain")
    points = "point" if used == 1 else "points"
    assert f"of {used} {points}" in result.output, result.output
