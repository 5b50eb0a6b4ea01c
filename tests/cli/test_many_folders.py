"""Many folders at once: who stands still, what was learned, every level."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cqikit.cli import main

EXAMPLES = Path(__file__).parents[2] / "examples"
CENTRE, SCUTARI = EXAMPLES / "child_care", EXAMPLES / "scutari"
DAY = ("--as-of", "2026-12-11")


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, words)])


@pytest.fixture
def visits(tmp_path: Path) -> Path:
    """Return a small folder: rooms of a site, a lesson, contacts."""
    folder = tmp_path / "visits"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


FILES = {
    "project.toml": """
type = "project"
version = 1
key = "visits"
title = "Visits"
as_of = 2026-07-01
""",
    "measures.toml": """
type = "measures"
version = 1

[[measures]]
key = "falls"
title = "Falls"
kind = "count"
direction = "lower"
""",
    "data.toml": """
type = "layout"
version = 1
file = "falls.csv"
period = "month"
team = "room"
measures = [{ measure = "falls", value = "falls" }]
""",
    "falls.csv": """room,month,falls
r1,2026-01,1
r2,2026-01,2
r1,2026-02,3
r1,2026-03,2
""",
    "teams.toml": """
type = "collaborative"
version = 1
key = "visits"
levels = ["room", "site"]
teams = [
  { key = "r1", parent = "s" },
  { key = "r2", parent = "s" },
  { key = "r3", parent = "s" },
]
""",
    "aims.toml": """
type = "aims"
version = 1

[[aims]]
key = "a"
title = "Fewer falls"
measure = "falls"
target = { no_more_than = 9 }
by = "2027"
""",
    "lessons.toml": """
type = "lessons"
version = 1

[[lessons]]
key = "rails"
problem = "Falls at night"
worked = "A lamp by the bed"
tags = ["night"]

[[resources]]
key = "lamp"
title = "Which lamps hold"
where = "shelf 3"
tags = ["night", "lamps"]
""",
    "coaching.toml": """
type = "coaching"
version = 1

[[contacts]]
on = 2026-03-02
topic = "Counting falls"
team = "r1"
minutes = 30
""",
}


def test_folders_are_checked_together(visits: Path) -> None:
    result = run("check", visits, CENTRE, SCUTARI, *DAY)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    # Nobody has tried anything: there is no column for cycles.
    assert lines[0].split() == ["folder", "latest", "steps", "done"]
    assert "2026-03-31" in lines[1]
    assert (
        f"no owner: {visits}: nobody is named in any step, cycle or groundwork"
        in result.stdout
    )
    assert f"quiet: {visits}: nothing happened in 255 days" in result.stdout
    assert "quiet: " + str(CENTRE) not in result.stdout
    assert lines[-1] == (
        "3 folders as of 2026-12-11, 2 of them with something to do;"
        " 13 steps opened, 7 finished, 1 given up; 0 cycles opened, 0 finished"
    )


def test_how_long_is_quiet_is_asked(visits: Path) -> None:
    said = run("check", visits, CENTRE, *DAY, "--days", "20").stdout
    assert f"quiet: {CENTRE}: nothing happened in 41 days, since 2026-10-31" in said
    said = run("check", visits, CENTRE, *DAY, "--days", "300").stdout
    assert "nothing happened" not in said


def test_without_a_day_it_is_today(visits: Path) -> None:
    said = json.loads(run("check", visits, CENTRE, "--json").stdout)
    assert said["as_of"] > "2026-01-01"


def test_teams_that_no_folder_follows_are_named(visits: Path, tmp_path: Path) -> None:
    listed = tmp_path / "state.toml"
    listed.write_text(
        'type = "collaborative"\nversion = 1\nkey = "state"\n'
        'teams = [{ key = "r3", parent = "x" }, { key = "r4" }, { key = "x" }]\n',
        encoding="utf-8",
    )
    # One folder is enough, where it is asked.
    result = run("check", visits, "--teams", listed, *DAY)
    assert result.stdout.splitlines()[-1] == f"in no folder, of {listed}: r4"
    listed.write_text(
        'type = "collaborative"\nversion = 1\nkey = "state"\n'
        'teams = [{ key = "r3" }]\n',
        encoding="utf-8",
    )
    result = run("check", visits, "--teams", listed, *DAY)
    assert result.stdout.splitlines()[-1].endswith(": none")


def test_a_folder_that_cannot_be_read_stops_no_other(
    visits: Path, tmp_path: Path
) -> None:
    gone = tmp_path / "gone"
    result = run("check", visits, gone, *DAY, "--json")
    assert result.exit_code == 2
    assert f"cqikit: {gone}: there is no such folder" in result.stderr
    said = json.loads(result.stdout)
    assert [project["name"] for project in said["projects"]] == [str(visits)]
    assert list(said["unread"]) == [str(gone)]
    assert {finding["code"] for finding in said["findings"]} == {
        *("status.no-owner", "status.quiet")
    }


def test_a_row_of_each_is_written(visits: Path, tmp_path: Path) -> None:
    target = tmp_path / "all.csv"
    result = run("check", visits, CENTRE, visits, *DAY, "-o", target)
    assert result.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8"))))
    assert [row["folder"] for row in rows] == [str(visits), str(CENTRE)]
    assert rows[0]["no_owner"] == "nobody is named in any step, cycle or groundwork"
    assert rows[0]["quiet_days"] == "255"
    assert (rows[1]["steps_opened"], rows[1]["steps_finished"]) == ("13", "7")
    again = tmp_path / "all.json"
    assert run("check", visits, CENTRE, *DAY, "-o", again).exit_code == 0
    assert json.loads(again.read_text(encoding="utf-8"))["verb"] == "check"
    inside = visits / "falls.csv"
    refused = run("check", visits, CENTRE, *DAY, "-o", inside, "--force")
    assert refused.exit_code == 2
    assert "is read by this command" in refused.stderr


def test_options_of_several_are_refused_for_one(visits: Path) -> None:
    result = run("check", visits, "-o", "x.csv")
    assert result.exit_code == 2
    assert "-o is for several folders" in result.stderr


def test_lessons_are_searched(visits: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(visits, other)
    result = run("lessons", visits, other)
    assert result.stdout.splitlines()[:7] == [
        "visits/rails: Falls at night",
        "  worked: A lamp by the bed",
        "  tags: night",
        "visits/lamp: Which lamps hold",
        "  where: shelf 3",
        "  tags: night, lamps",
        "visits/rails: Falls at night",
    ]
    assert result.stdout.splitlines()[-1] == "4 found in 2 folders"
    said = run("lessons", visits, "--about", "LAMP", "--tag", "Lamps").stdout
    assert said.splitlines()[-1] == "1 found in 1 folder"
    assert said.startswith("visits/lamp")


def test_a_lessons_source_stands_under_its_own_name(visits: Path) -> None:
    file = visits / "lessons.toml"
    told = file.read_text(encoding="utf-8")
    of = 'worked = "A lamp by the bed"'
    assert of in told
    told = told.replace(of, f'{of}\nsource = "the night log"')
    file.write_text(told, encoding="utf-8")
    said = run("lessons", visits).stdout
    assert "  source: the night log" in said
    assert "note:" not in said


def test_lessons_leave_as_rows(visits: Path, tmp_path: Path) -> None:
    target = tmp_path / "lessons.csv"
    result = run("lessons", visits, "-o", target)
    assert result.stdout == f"{target}: 2 found in 1 folder\n"
    rows = list(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8"))))
    assert [row["kind"] for row in rows] == ["lesson", "resource"]
    assert rows[1]["tags"] == "night, lamps"
    [first, _] = json.loads(run("lessons", visits, "--json").stdout)["found"]
    assert first["worked"] == "A lamp by the bed"


def test_a_report_is_made_of_a_level(visits: Path, tmp_path: Path) -> None:
    target = tmp_path / "site.md"
    assert run("report", visits, "--level", "site", "-o", target).exit_code == 0
    assert "Here each site stands where a team does" in target.read_text(
        encoding="utf-8"
    )
    refused = run("report", visits, "--level", "sites", "-o", target)
    assert refused.exit_code == 2
    assert "did you mean 'site'?" in refused.stderr


def test_a_guide_is_of_the_teams_and_not_of_what_they_belong_to(visits: Path) -> None:
    guide = 'type = "closing-guide"\nversion = 1\nkey = "g"\n'
    (visits / "guide.toml").write_text(guide, encoding="utf-8")
    lowest = json.loads(run("report", visits, "--level", "room", "--json").stdout)
    assert any(finding["code"].startswith("guide.") for finding in lowest["findings"])
    above = json.loads(run("report", visits, "--level", "1", "--json").stdout)
    assert not any(
        finding["code"].startswith("guide.") for finding in above["findings"]
    )


def test_levels_and_doses_are_in_the_json_of_a_report(visits: Path) -> None:
    said = json.loads(run("report", visits, "--json").stdout)
    [site] = said["levels"]
    assert (site["title"], site["members"]) == ("site", dict.fromkeys(ROOMS, "s"))
    [falls] = site["measures"]
    assert falls["teams"] == [
        {"key": "s", "baseline": 4.0, "current": 4.0, "meets": True}
    ]
    assert falls["meeting"] == 1
    doses = {dose["team"]: dose["minutes"] for dose in said["coaching"]}
    assert doses == {"r1": 30, "r2": 0}
    # Without an aim, nobody can meet it.
    (visits / "aims.toml").unlink()
    [site] = json.loads(run("report", visits, "--json").stdout)["levels"]
    assert site["measures"][0]["meeting"] is None


ROOMS = ("r1", "r2", "r3")
