"""`cqikit new`: all files or none, nothing written over, nothing guessed."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cqikit import documents
from cqikit.cli import main

SAID = ("--count", "missed", "--of", "planned", "--better", "lower", "--target", "15")
ON = "2026-09-01"
FILES = [
    "cycles.toml",
    "data.toml",
    "data.xlsx",
    "drivers.toml",
    "measures.toml",
    "plan.toml",
    "project.toml",
]


def run(*words: str | Path, answers: str | None = None) -> Result:
    """Run the command line with these words, and answers where it asks."""
    return CliRunner().invoke(main, [str(word) for word in words], input=answers)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_project_is_begun_in_one_line(here: Path) -> None:
    result = run("new", "project", "our-visits", *SAID, "--on", "2026-09-01")
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in (here / "our-visits").iterdir()) == FILES
    assert "fill in our-visits/data.xlsx" in result.output
    charter = documents.read(here / "our-visits" / "project.toml")
    assert charter.title == "Our visits"
    assert str(charter.as_of) == "2026-09-01"


def test_what_is_not_said_is_told_at_once(here: Path) -> None:
    result = run("new", "project", "visits", "--title", "Visits")
    assert result.exit_code == 2
    assert "say --value COLUMN (or --count COLUMN and --of COLUMN), --better," in (
        " ".join(result.stderr.split())
    )
    assert list(here.iterdir()) == []


@pytest.mark.parametrize(
    ("answers", "unit"),
    [
        ("\nmissed\nplanned\n\n15\n", "% of planned"),
        ("\n\ndays waited\nhigher\n7\n", "days waited"),
        ("\nmissed\nplanned\nsooner\nFewer\n15 %\n", "% of planned"),
    ],
)
def test_on_a_terminal_it_asks(
    here: Path, monkeypatch: pytest.MonkeyPatch, answers: str, unit: str
) -> None:
    monkeypatch.setattr("cqikit.cli._new._is_terminal", lambda: True)
    result = run("new", "project", "visits", answers=answers)
    assert result.exit_code == 0, result.output
    [measure] = documents.read(here / "visits" / "measures.toml").measures
    assert measure.unit == unit


def test_nothing_is_written_over(here: Path) -> None:
    (here / "visits").mkdir()
    (here / "visits" / "plan.toml").write_text("mine", encoding="utf-8")
    result = run("new", "project", "visits", *SAID)
    assert result.exit_code == 2
    assert "has plan.toml already" in result.stderr
    assert [path.name for path in (here / "visits").iterdir()] == ["plan.toml"]


def test_what_fails_on_the_way_leaves_nothing(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cqikit import files
    from cqikit.errors import SourceError

    write = files.write_bytes

    def fails(path: str | os.PathLike[str], data: bytes) -> None:
        if Path(path).name == "plan.toml":
            raise SourceError(str(path), "no space left on device")
        write(path, data)

    monkeypatch.setattr(files, "write_bytes", fails)
    result = run("new", "project", "visits", *SAID)
    assert result.exit_code == 2
    assert list(here.iterdir()) == []


def test_a_folder_that_cannot_be_made(here: Path) -> None:
    (here / "file").write_text("", encoding="utf-8")
    result = run("new", "project", "file/visits", *SAID)
    assert result.exit_code == 2
    assert result.stderr.startswith("cqikit: file/visits: cannot be made")


@pytest.mark.parametrize("kind", ["plan", "cycles", "framework", "guide"])
def test_one_document_passes_its_own_check(here: Path, kind: str) -> None:
    result = run("new", kind, "ours.toml")
    assert result.exit_code == 0, result.output
    assert run("check", "ours.toml").exit_code == 0
    assert run("new", kind, "ours.toml").exit_code == 2
    assert "let its name end in .toml" in run("new", kind, here / "ours.txt").stderr


def test_a_self_assessment_is_a_workbook_and_how_it_is_read(here: Path) -> None:
    result = run("new", "answers", "cqi-attributes", "visits", "--name", "spring")
    assert result.exit_code == 0, result.output
    assert "cqikit score cqi-attributes visits/spring.toml" in result.output
    assert sorted(path.name for path in (here / "visits").iterdir()) == [
        "spring.toml",
        "spring.xlsx",
    ]
    checked = run("check", "visits/spring.toml")
    assert checked.exit_code == 0
    assert "nothing is answered in spring.xlsx yet" in checked.stdout
    again = run("new", "answers", "cqi-attributes", "visits", "--name", "spring")
    assert "has spring.toml, spring.xlsx already" in again.stderr
    unknown = run("new", "answers", "cqi-atributes")
    assert "did you mean 'cqi-attributes'?" in unknown.stderr
    assert "cqi-attributes" in run("new", "answers", "-h").stdout


def test_answers_to_a_framework_of_ones_own_lie_where_it_is(here: Path) -> None:
    assert run("new", "framework", "ours/ready.toml").exit_code == 0
    assert run("new", "answers", "ours/ready.toml").exit_code == 0
    assert (here / "ours" / "answers.xlsx").exists()
    assert run("new", "answers", "ours/ready.toml", "there").exit_code == 0
    assert (here / "there" / "ready.toml").exists()
    clash = run("new", "answers", "ours/ready.toml", ".", "--name", "ready")
    assert clash.exit_code == 2
    assert "ready.toml: is the name of two files" in clash.stderr
    begun = run(
        "new", "project", "visits", *SAID, "--framework", "ours/ready.toml", "--on", ON
    )
    assert begun.exit_code == 0, begun.output
    found = {path.name for path in (here / "visits").iterdir()}
    assert found == {*FILES, "answers.toml", "answers.xlsx", "ready.toml"}
    # Neither workbook is filled in, and that is no fault.
    checked = run("check", "visits")
    assert checked.exit_code == 0, checked.output
    assert run("report", "visits", "-o", "r.html").exit_code == 0


def test_an_example_is_copied(here: Path) -> None:
    assert run("new", "--from", "scutari").exit_code == 0
    assert run("new", "--from", "scutari", "--into", "mine").exit_code == 0
    ours, theirs = (here / name / "mortality.csv" for name in ("scutari", "mine"))
    assert ours.read_bytes() == theirs.read_bytes()
    assert run("new", "--from", "scutari").exit_code == 2


def test_help_and_odd_calls(here: Path) -> None:
    assert "project" in run("new").output
    assert run("new", "--from", "scutari", "plan", "p.toml").exit_code == 2
    wrong = run("new", "project", "v", *SAID, "--on", "soon")
    assert "--on must be a day, such as 2026-09-01 (got 'soon')" in wrong.stderr
    assert list(here.iterdir()) == []


def test_names_of_files_are_no_folders_and_commands_are_quoted(here: Path) -> None:
    made = run("new", "answers", "ecers-3", "our rooms/spring.xlsx")
    assert made.exit_code == 0, made.output
    assert (here / "our rooms" / "spring.toml").is_file()
    command = shlex.split(made.stdout.splitlines()[-1])
    assert command == ["cqikit", "score", "ecers-3", "our rooms/spring.toml"]
    twice = run("new", "answers", "ecers-3", "a.xlsx", "--name", "b")
    assert "say --name, or a.xlsx; not both" in twice.stderr
    refused = run("new", "project", "visits.xlsx")
    assert "visits.xlsx is the name of a file; name a folder" in refused.stderr
    words = ["--count", "a", "--of", "b", "--better", "lower", "--target"]
    project = run("new", "project", "My Folder é", *words, "15")
    command = shlex.split(project.stdout.splitlines()[-2])
    assert command == ["cqikit", "check", "My Folder é"]
    plan = run("new", "plan", "my plan.toml")
    assert shlex.split(plan.stdout.splitlines()[-1])[-1] == "my plan.toml"
    example = run("new", "--from", "measles", "--into", "an example")
    assert "cqikit report 'an example'" in example.stdout
    for target, said in (("200", "at most 100 per cent"), ("-5", "at least 0")):
        far = run("new", "project", "far", *words, target)
        assert said in far.stderr


def test_what_cannot_be_understood_is_asked_again(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cqikit.cli._new._is_terminal", lambda: True)
    result = run("new", "project", "visits", answers="\nmissed\nplanned\nless\nx\n9\n")
    assert result.exit_code == 0, result.output
    assert "must be a number, such as 15 (got 'x')" in result.output
