"""`cqikit look` leads from a file as it is to a chart and a report."""

from __future__ import annotations

import csv
import json
import shlex
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from click.testing import CliRunner

from cqikit import documents, folders
from cqikit.cli import main

if TYPE_CHECKING:
    from click.testing import Result

ROWS = "month,missed,visits\n2024-01,3,20\n2024-02,4,22\n2024-03,5,25\n"
OPEN = "month,missed,visits\n1/1/2024,3,20\n2/1/2024,4,22\n3/1/2024,5,25\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*words: str, piped: str | None = None) -> Result:
    return CliRunner().invoke(main, list(words), input=piped)


def look(text: str, *words: str, name: str = "visits.csv") -> Result:
    Path(name).write_text(text, encoding="utf-8")
    return run("look", name, *words)


def test_what_it_saw_decided_and_asks_is_said() -> None:
    done = look(f"Visits of 2024\n\n{ROWS.replace(',', ';')}")
    assert done.exit_code == 0
    assert done.output == (
        "visits.csv: 3 rows of data\n"
        "  semicolons stand between the cells\n"
        "  row 3 names the columns; what stands above it is left out (Visits of 2024)\n"
        "column  seems to be  says\n"
        "month   period       2024-01, 2024-02, 2024-03\n"
        "missed  count        3, 4, 5\n"
        "visits  out of       20, 22, 25\n"
        "Decided:\n"
        "  periods are months; otherwise: --every\n"
        "  missed is counted out of visits, which no row exceeds (otherwise: --count"
        " and --of, or --value)\n"
        "  no file says which way is better: say --better lower or higher\n"
        "missed per 100 visits: 3 months from 2024-01 to 2024-03\n"
        "Next:\n"
        "  cqikit chart visits.csv --period month --count missed --of visits\n"
    )
    asked = look(OPEN)
    assert asked.exit_code == 0
    assert (
        "To answer first:\n  column month: must show which comes first" in asked.output
    )
    assert "Next:" not in asked.output


LONG = "Site,month,missed,visits\n" + "".join(
    f"{site},{month}/15/2024,{month},{20 + month}\n"
    for site in ("North", "South", "East", "West")
    for month in range(1, 5)
)
CASES = "day,missed?\n1/13/2024,Y\n1/14/2024,N\n2/1/2024,Y\n"
ACROSS = "Site,Jan-24,Feb-24\nNorth,3,4\nSouth,5,6\n"
NAMED = "Measure,Jan-24,Feb-24,Mar-24\nlate,3.5,4,5\ncost,2.5,6,3\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (ROWS, []),
        (ROWS, ["--value", "missed"]),
        (
            ROWS.replace(",20\n", ",n/a\n"),
            ["--missing", "n/a", "--missing", "visits=99"],
        ),
        (ROWS.replace(",", "\t"), ["--delimiter", "tab", "--better", "lower"]),
        (f"a,b,c\n{ROWS}", ["--header", "2", "--last", "3"]),
        (OPEN, ["--dates", "mdy"]),
        (OPEN, ["--dates", "dmy", "--every", "day"]),
        (LONG, []),
        (LONG, ["--where", "Site=North"]),
        (LONG, ["--add", "--period", "month", "--where", "Site=North"]),
        (CASES, []),
        (ACROSS, ["--value", "missed"]),
        (ACROSS, ["--across"]),
        (NAMED, []),
    ],
)
def test_the_command_that_is_printed_draws(text: str, words: list[str]) -> None:
    done = look(text, *words)
    assert done.exit_code == 0, done.output
    command = shlex.split(done.output.splitlines()[-1])
    assert command[:3] == ["cqikit", "chart", "visits.csv"]
    drawn = run(*command[1:], "-o", "c.svg")
    assert drawn.exit_code == 0, (command, drawn.output)
    assert Path("c.svg").read_text(encoding="utf-8").startswith("<svg")


def test_a_folder_is_an_effort_that_is_checked_and_reported() -> None:
    done = look(OPEN, "--dates", "mdy", "--better", "lower", "-o", "effort")
    assert done.output.endswith(
        "effort: an effort with this table\n  cqikit report effort\n"
    )
    effort = folders.read("effort")
    assert effort.project.charter.title == "Visits"
    assert effort.project.series[0].values == pytest.approx((15, 400 / 22, 20))
    assert Path("effort/visits.csv").read_text(encoding="utf-8") == OPEN
    assert run("check", "effort").exit_code == 0
    assert run("report", "effort", "-o", "r.md").exit_code == 0
    report = Path("r.md").read_text(encoding="utf-8")
    said = "- visits.csv: column month: 1/1/2024 is 2024-01-01: month/day/year"
    assert f"### How the tables were read\n\n{said}" in report
    again = run("look", "visits.csv", "--dates", "mdy", "-o", "effort")
    assert again.exit_code == 2
    assert "has project.toml, measures.toml, layout.toml, visits.csv already" in (
        again.output
    )
    piped = run("look", "-", "-o", "piped", piped=ROWS)
    assert piped.exit_code == 2
    assert "needs a file to copy" in piped.output


def test_documents_are_written_and_read_what_was_shown() -> None:
    done = look(ROWS, "-o", "layout.toml", "--measures", "m.toml")
    assert done.output.endswith("m.toml: the measures\nlayout.toml: the layout\n")
    layout = documents.read("layout.toml", types=folders.DOCUMENTS)
    assert (layout.file, layout.period) == ("visits.csv", "month")
    text = Path("layout.toml").read_text(encoding="utf-8")
    assert text.startswith("# How visits.csv is read, as cqikit look saw it.")
    assert documents.read("m.toml").measures[0].key == "missed"
    assert run("check", "layout.toml").exit_code == 0
    assert run("look", "visits.csv", "-o", "l.json").exit_code == 0
    assert json.loads(Path("l.json").read_text(encoding="utf-8"))["type"] == "layout"
    Path("inner").mkdir()
    apart = run("look", "visits.csv", "-o", "inner/layout.toml")
    assert apart.output.endswith("the layout; copy visits.csv beside it\n")
    piped = run("look", "-", "-o", "-", piped=ROWS)
    assert piped.stdout.startswith("# How standard input is read")
    assert run("look", "visits.csv", "-o", "layout.yaml").exit_code == 2


def test_nothing_is_written_while_there_is_something_to_answer() -> None:
    done = look(OPEN, "-o", "layout.toml", "--measures", "m.toml")
    assert done.exit_code == 2
    assert 'say dates (--dates) = "mdy"' in done.output
    assert not Path("layout.toml").exists()
    assert not Path("m.toml").exists()


def test_the_first_few_of_many_series_are_told() -> None:
    assert "... and 1 more" in look(LONG).output
    assert "Next:" not in look("site,late\nNorth,3\n").output


def test_json_has_all_of_it() -> None:
    found = json.loads(look(ROWS, "--json").stdout)
    assert found["verb"] == "look"
    assert found["columns"][1] == {
        "column": "missed",
        "kind": "count",
        "why": "3, 4, 5",
    }
    assert found["layout"]["period"] == "month"
    assert found["measures"][0]["key"] == "missed"
    assert found["next"].startswith("cqikit chart visits.csv")
    asked = json.loads(look("site,late\nNorth,3\n", "--json").stdout)
    assert asked["layout"] is None
    assert asked["asks"][0]["fix"].startswith("say which has (--period COLUMN)")


ANSWERS = (
    "Timestamp,Your role,Please rate [leadership],Please rate [teams]\n"
    "1/13/2025 9:30:00,Director,Met,Don't know\n"
)


def test_an_export_of_answers_is_known_and_its_layout_proposed() -> None:
    known = look(ANSWERS, name="answers.csv")
    assert "the columns are those of Google Forms" in known.output
    assert "say --framework NAME" in known.output
    words = ["--framework", "bts-infrastructure"]
    shown = look(ANSWERS, *words, name="answers.csv")
    for command in map(shlex.split, shown.output.splitlines()[-2:]):
        assert run(*command[1:]).exit_code == 0, command
    Path("answers.toml").unlink()
    Path("inner").mkdir()
    apart = look(ANSWERS, *words, "-o", "inner/a.toml", name="answers.csv")
    assert "inner/a.toml: the layout; copy answers.csv beside it" in apart.output
    assert shown.output.startswith('# 2 of 9 items found.\ntype = "answers-layout"')
    done = look(ANSWERS, *words, "-o", "a.toml", name="answers.csv")
    command = shlex.split(done.output.splitlines()[-1])
    assert command == ["cqikit", "score", "bts-infrastructure", "a.toml"]
    assert run(*command[1:]).exit_code == 0
    found = json.loads(look(ANSWERS, *words, "--json", name="answers.csv").stdout)
    assert found["layout"]["file"] == "answers.csv"
    assert look(ANSWERS, "--value", "teams", name="a.csv").exit_code == 2
    assert "answers.csv: 1 respondent, 2 of 9 items" in shown.output
    other = look(ANSWERS.replace("Met", "Maybe"), *words, name="answers.csv")
    assert "To answer in the layout: answers.csv: 1 problem" in other.output


@pytest.mark.parametrize(
    "words",
    [
        ["visits.csv"],
        ["visits.csv", "--json"],
        ["answers.csv", "--framework", "bts-infrastructure"],
        ["answers.csv", "--framework", "bts-infrastructure", "--json"],
    ],
)
def test_what_is_printed_has_no_empty_line(words: list[str]) -> None:
    Path("visits.csv").write_text(ROWS, encoding="utf-8")
    Path("answers.csv").write_text(ANSWERS, encoding="utf-8")
    done = run("look", *words)
    assert done.exit_code == 0
    assert done.stdout.endswith("\n")
    # In TOML, one stands before each table.
    assert "\n\n" not in done.stdout.replace("\n\n[", "\n[")


def test_periods_that_stand_across_are_one_line() -> None:
    told = look(NAMED).output.splitlines()
    [line] = [line for line in told if line.startswith("Jan-24")]
    assert line.endswith("  3 columns, to Mar-24")
    assert not any(line.startswith(("Feb-24", "Mar-24")) for line in told)


def test_what_is_no_table_gets_the_way_on() -> None:
    answers = look("{}", name="answers.json")
    assert answers.exit_code == 2
    assert "answers.json: is no table: say --framework NAME" in answers.output
    Path("folder").mkdir()
    assert "folder: is a folder, not a table" in run("look", "folder").output
    assert "events for the days between" in look("day\n1/13/2024\n1/14/2024\n").output


def test_new_layout_is_the_same_thing() -> None:
    same = look(ROWS).output
    assert run("new", "layout", "visits.csv").output == same
    assert "layout" in run("new", "-h").output


def test_a_sheet_with_a_title_a_total_and_a_second_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    notes = book.active
    assert notes is not None
    notes.append(["Notes only"])
    data = book.create_sheet("Data")
    for row in (["Missed visits"], [], *(line.split(",") for line in ROWS.split())):
        data.append([int(cell) if cell.isdecimal() else cell for cell in row])
    data.append(["Total", 12, 67])
    book.save(tmp_path / "v.xlsx")
    done = run("look", "v.xlsx", "-o", "effort")
    assert done.exit_code == 0, done.output
    assert folders.read("effort").project.series[0].values[0] == 15
    assert "the sheet is 'Data'" in done.output


def test_an_effort_that_has_no_row_yet_is_checked_and_reported() -> None:
    words = [
        "--count",
        "missed",
        "--of",
        "planned",
        "--better",
        "lower",
        "--target",
        "15",
    ]
    assert run("new", "project", "x", *words).exit_code == 0
    checked = run("check", "x")
    assert checked.exit_code == 0
    assert "fill in its table" in checked.output
    assert "note: file: data.xlsx has no row yet [layout.no-rows]" in (
        run("check", "x/data.toml").output
    )
    assert run("report", "x", "-o", "x.md").exit_code == 0
    report = Path("x.md").read_text(encoding="utf-8")
    assert "There are no data yet." in report
    assert "- data.xlsx: no row yet" in report


def test_a_layout_of_answers_holds_what_is_to_be_answered() -> None:
    words = ["--framework", "bts-infrastructure", "-o", "a.toml"]
    done = look("teams,leadership\n1,99\n", *words, name="answers.csv")
    assert "answer what is asked in a.toml, then" in done.output
    assert "# To answer first:" in Path("a.toml").read_text(encoding="utf-8")
    assert run("score", "bts-infrastructure", "a.toml").exit_code == 2


def test_days_in_two_orders_are_a_column_of_periods_to_be_mended() -> None:
    done = look("date,n\n1/13/2025,3\n13/2/2025,4\n2/3/2025,5\n")
    assert (
        "column date: must be written in one order: 1/13/2025 in row 2 is"
        " month/day/year, and 13/2/2025 in row 3 is not (got '13/2/2025')"
    ) in done.output
    assert "Next:" not in done.output
    # A few such cells among others make no column of days.
    notes = look("note,n\n1/13/2025,3\n13/2/2025,4\nlate,5\nearly,6\n")
    assert "no column seems to have periods" in notes.output


def test_where_all_numbers_share_a_name_nothing_is_proposed() -> None:
    done = look("month,n,n\n2025-01,3,1\n2025-02,4,2\n2025-03,5,2\n")
    assert (
        "n is passed over (row 1): two columns are named 'n'; rename one of them"
    ) in done.output
    assert done.output.endswith(
        "first:\n  row 1: two columns are named 'n': rename one of them\n"
    )
    # Where another column has numbers, or rows are asked for, they are taken.
    other = "month,n,n,late\n2025-01,3,1,1\n2025-02,4,2,3\n2025-03,5,2,2\n"
    assert "--value late" in look(other).output
    assert "--value 1" in look(other, "--value", "1").output


def test_the_command_to_type_next_runs_whatever_its_words_are() -> None:
    """Of a table whose cells have several lines, marks and quotes."""
    for sign in ("\n", "\t'", "\\\x1b", "\u202e", "\U0001f600\n", "'"):
        told = f"no{sign}show"
        rows = [["month", "outcome"]]
        rows += [[f"2024-{month:02}", told] for month in (1, 1, 2, 3)]
        rows += [[f"2024-{month:02}", "came"] for month in (1, 2, 3)]
        with Path("a.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        options = ["--period", "month", "--count", f"outcome={told}"]
        shown = json.loads(run("look", "a.csv", *options, "--json").stdout)["next"]
        assert shown.isprintable()
        words = subprocess.run(
            ["bash", "-c", f"printf '%s\\0' {shown}"],
            capture_output=True,
            check=True,
            env={"LC_ALL": "C.UTF-8"},
        )
        _, *args = words.stdout.decode().split("\0")[:-1]
        assert f"outcome={told}" in args
        assert run(*args).exit_code == 0
