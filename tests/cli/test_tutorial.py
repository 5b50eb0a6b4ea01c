"""The tutorial, done word for word: commands typed, files filled in, in its order."""

from __future__ import annotations

from doctest import ELLIPSIS, OutputChecker
from pathlib import Path

import pytest

from cqikit import folders, pdsa
from tests.cli.shell import run
from tests.cli.tutorial import COMMAND, INSTALLS, blocks, rows_of, type_in


def follow(here: Path) -> list[str]:
    """Do all that the page says, and return the commands that were typed."""
    typed = []
    for kind, file, text in blocks():
        if kind in {"toml", "text"}:
            (here / file).write_text(text, encoding="utf-8")
        elif kind == "table" and file.endswith(".xlsx") and "what is said" not in text:
            type_in(here / file, rows_of(text))
        for line, said in COMMAND.findall(text) if kind == "console" else ():
            if INSTALLS.fullmatch(line):
                continue
            printed = run(line)
            assert OutputChecker().check_output(said, printed, ELLIPSIS), printed
            typed.append(line)
    return typed


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder in which the page was followed, empty before."""
    folder = tmp_path_factory.mktemp("improvement")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        typed = follow(folder)
    assert typed[-1] == "cqikit check practice.toml"
    assert len(typed) == 7
    return folder


def test_the_folder_holds_what_the_page_promises(here: Path) -> None:
    project = folders.read(here / "visits").project
    assert project.plan is not None
    assert [step.who for step in project.plan.steps] == ["Coordinator", "Intake worker"]
    assert [pdsa.state(cycle) for cycle in project.cycles] == ["adapted", "adopted"]
    [assessed] = project.assessed
    assert len(assessed.responses.answers) == 9
    [series] = project.series
    assert len(series.periods) == 21


def test_the_report_shows_what_the_page_promises(here: Path) -> None:
    page = (here / "report.html").read_text("utf-8")
    for said in (
        "A text the day before, to every family",
        "the median went from 20.4 % to 10 % of planned, an improvement",
        "No more than 15 of 100 planned visits are missed by January 2027",
        "text all 50 families the day before their visit",
        "Intake worker",
        "Text five families the day before",
        "Text twenty families, their numbers checked first",
        "Ten minutes a day are worth it",
        "Program strengths and challenges, in three areas",
        "<svg",
    ):
        assert said in page, said
    assert "Example:" not in page
