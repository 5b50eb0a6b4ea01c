"""A newcomer's path with a typical slip in each file: all are told, in two rounds."""

from __future__ import annotations

import re
from itertools import cycle
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from cqikit.cli import main
from tests.cli.tutorial import blocks, rows_of, type_in

NEW = (
    "new project visits --count missed --of planned --better lower --target 15"
    " --framework root-cause-areas --on 2026-01-05"
)
CHART = (
    "chart visits/data.xlsx --period month --count missed --of planned --better lower"
    " --target 15 -o chart.html"
)
PASTED = {file: text for kind, file, text in blocks() if kind in {"toml", "text"}}
TYPED = {file: rows_of(text) for kind, file, text in blocks() if kind == "table"}


def run(line: str) -> Result:
    """Run a command, and see that it leaves no traceback."""
    result = CliRunner().invoke(main, line.split())
    assert isinstance(result.exception, SystemExit | None), result.exception
    return result


def write(folder: Path, name: str, text: str) -> None:
    """Write a document as an editor does."""
    (folder / name).write_text(text, encoding="utf-8")


def through_word(text: str) -> str:
    """Return a text as a word processor has made it."""
    marks = cycle("“”")
    return re.sub('"', lambda _: next(marks), text)


def slip(text: str, right: str, wrong: str) -> str:
    """Return a text with a slip in it."""
    assert right in text
    return text.replace(right, wrong, 1)


def fill_in_wrongly(visits: Path) -> None:
    """Fill in every file of the tutorial, each with what people get wrong in it."""
    page = {name.removeprefix("visits/"): text for name, text in PASTED.items()}
    write(visits, "drivers.toml", through_word(page["drivers.toml"]))
    unclosed = slip(page["plan.toml"], 'February 2nd"', "February 2nd")
    write(visits, "plan.toml.txt", slip(unclosed, "2026-01-05", "1/15/2026"))
    cycles = slip(page["cycles.toml"], "until = 2026-01-16", "until = 1/16/2026")
    cycles = slip(cycles, '[[cycles]]\nkey = "text-2"', 'key = "text-2"')
    write(visits, "cycles.toml", slip(cycles, "scale = 20", 'scale = "20"'))
    project = slip(page["project.toml"], "2026-10-06", "11/20/2026")
    write(visits, "project.toml", slip(project, "true", "yes"))
    data = (visits / "data.toml").read_text("utf-8")
    data = slip(data, '"month"', '"Month"')
    write(
        visits, "data.toml", slip(data, 'numerator = "missed"', 'numerator = "Misses"')
    )
    rows = [list(row) for row in TYPED["visits/answers.xlsx"]]
    rows[2][3] = "mixt"
    type_in(visits / "answers.xlsx", rows)


def correct(visits: Path) -> None:
    """Do what the refusal says."""
    (visits / "plan.toml").unlink()
    (visits / "plan.toml.txt").rename(visits / "plan.toml")
    for name, text in PASTED.items():
        write(visits.parent, name, text)
    for name, wrong, right in (
        ("data.toml", '"Month"', '"month"'),
        ("data.toml", '"Misses"', '"missed"'),
    ):
        write(visits, name, slip((visits / name).read_text("utf-8"), wrong, right))
    type_in(visits / "answers.xlsx", TYPED["visits/answers.xlsx"])


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_slips_in_every_file_take_two_refused_rounds(here: Path) -> None:
    visits = here / "visits"
    assert run(NEW).exit_code == 0
    rows = [list(row) for row in TYPED["visits/data.xlsx"]]
    # What Excel and people make of a month is read.
    rows[3][0], rows[4][0], rows[5][0] = "Mar 2025", "4/2025", "May-25"
    type_in(visits / "data.xlsx", rows)
    first = run(CHART.replace("month", "Month").replace("planned", "planed"))
    assert first.exit_code == 2
    assert first.stderr.count("did you mean") == 2
    assert run(CHART).exit_code == 0
    fill_in_wrongly(visits)
    second = run("check visits")
    assert second.exit_code == 2
    told = [line.removeprefix("  - ") for line in second.stderr.splitlines()[1:]]
    for file, count in {
        "answers.xlsx": 1,
        "cycles.toml": 3,
        "drivers.toml": 1,
        "data.toml": 2,
        "plan.toml.txt": 3,
        "project.toml": 2,
    }.items():
        assert len([line for line in told if line.startswith(f"{file}: ")]) == count
    assert len(told) == 12, told
    assert run("report visits -o report.html").exit_code == 2
    assert not (here / "report.html").exists()
    # What was told was all there was.
    correct(visits)
    assert run("check visits").exit_code == 0
    done = run("report visits -o report.html")
    assert done.exit_code == 0
    page = (here / "report.html").read_text("utf-8")
    assert "the median went from 20.4 % to 10 % of planned, an improvement" in page


def test_a_workbook_of_ones_own_takes_the_place_of_the_data(here: Path) -> None:
    visits = here / "visits"
    run(NEW)
    type_in(visits / "data.xlsx", TYPED["visits/data.xlsx"])
    book = load_workbook(visits / "data.xlsx")
    page = book["Data"]
    page.title = "Log"
    page["A1"], page["B1"], page["C1"] = "Month", "Missed visits", "Visits planned"
    page.insert_rows(1, 2)
    page["A1"] = "Home visits, from the visit log"
    book.save(visits / "log.xlsx")
    data = (visits / "data.toml").read_text("utf-8")
    for right, own in (
        ('"data.xlsx"', '"log.xlsx"'),
        ('sheet = "Data"', 'sheet = "Log"'),
        ('period = "month"', 'period = "Month"'),
        ('numerator = "missed"', 'numerator = "Missed visits"'),
        ('denominator = "planned"', 'denominator = "Visits planned"'),
    ):
        data = slip(data, right, own)
    write(visits, "data.toml", data)
    assert run("check visits").exit_code == 0
    assert "1 measure" in run("report visits -o report.html").stdout
