"""How a table is written, said on the command line, and what was understood of it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from cqikit.cli import main
from cqikit.cli._effort import composed_from
from cqikit.core import worded

if TYPE_CHECKING:
    from click.testing import Result

ROWS = "month,falls\n2024-01,3\n2024-02,4\n2024-03,5\n"


def chart(tmp_path: Path, text: str, *words: str) -> Result:
    path = tmp_path / "falls.csv"
    path.write_text(text, encoding="utf-8")
    out = str(tmp_path / "falls.svg")
    columns = ["--period", "month", "--value", "falls"]
    return CliRunner().invoke(main, ["chart", str(path), *columns, "-o", out, *words])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"Elm County,North\n{ROWS}", ["--header", "2"]),
        (f"Elm County,North\n{ROWS}", ["--header", "month,falls"]),
        (f"% note, one, two\n{ROWS}", ["--comment", "%"]),
        (f"{ROWS}all sites,12\n", ["--totals", "All sites"]),
        (f"{ROWS}x,12\n", ["--first", "2", "--last", "4"]),
        (ROWS.replace(",", ":"), ["--delimiter", ":"]),
        (ROWS.replace(",", "\t"), ["--delimiter", "tab"]),
        (ROWS, ["--encoding", "windows-1252"]),
        (ROWS.replace(",", ";").replace("3\n", "3,0\n"), ["--decimal", ","]),
        (ROWS.replace(",", ";").replace("3\n", "1.003\n"), ["--thousands", "."]),
        (ROWS.replace("5\n", "n/a\n"), ["--missing", "n/a"]),
        (ROWS.replace("5\n", "-9\n"), ["--missing", "falls=-9"]),
        (ROWS.replace("5\n", "*\n"), ["--withheld", "*"]),
    ],
)
def test_what_is_said_of_a_table_is_done(
    tmp_path: Path, text: str, words: list[str]
) -> None:
    result = chart(tmp_path, text, *words)
    assert result.exit_code == 0, result.output
    assert "3 months from 2024-01 to 2024-03" in result.output


def test_what_was_understood_comes_first(tmp_path: Path) -> None:
    rows = ROWS.replace(",", ";").replace(";3", ";1.5%").replace(";4", ";4%")
    text = f"Falls in 2024\n\n{rows.replace(';5', ';<5')}Total;12\n"
    result = chart(tmp_path, text)
    assert result.output.splitlines()[:6] == [
        "semicolons stand between the cells",
        "row 3 names the columns; what stands above it is left out (Falls in 2024)",
        "row 7: totals (Total), left out",
        "column falls: % left out",
        "3 months from 2024-01 to 2024-03, 1 of them without a value",
        "warning series.withheld: 1 period is withheld (<5): 2024-03",
    ]
    assert "1 withheld (&lt;5)" in (tmp_path / "falls.svg").read_text(encoding="utf-8")


def test_a_wrong_option_is_told_with_its_choices(tmp_path: Path) -> None:
    result = chart(tmp_path, ROWS, "--encoding", "utf8")
    assert result.exit_code != 0
    assert "encoding must be one of" in result.output
    result = chart(tmp_path, ROWS, "--sheet", "Data")
    assert "sheet must be left out for text (falls.csv)" in result.output


def test_what_was_understood_of_the_tables_of_a_folder_is_told(tmp_path: Path) -> None:
    examples = Path(__file__).parents[2] / "examples"
    folder = Path(shutil.copytree(examples / "scutari", tmp_path / "scutari"))
    table = folder / "mortality.csv"
    text = table.read_text(encoding="utf-8").replace(",", ";")
    table.write_text(text, encoding="utf-8")
    told: list[str] = []
    composed_from(folder, told.append)
    assert "mortality.csv: semicolons stand between the cells" in told


def test_standard_input_and_rule_sets_are_read_as_a_table_is(tmp_path: Path) -> None:
    text = ROWS.replace(",", ";").replace("3\n", "3,5\n").replace("falls", "Stürze")
    words = ["--period", "month", "--value", "Stürze"]
    said = ["semicolons stand between the cells", "column Stürze: decimal commas"]
    piped = text.encode("windows-1252")
    chosen = ["chart", "-", *words, "-o", str(tmp_path / "falls.svg")]
    lines = CliRunner().invoke(main, chosen, input=piped).output.splitlines()
    assert lines[1:3] == said
    path = tmp_path / "falls.csv"
    path.write_bytes(piped)
    compared = CliRunner().invoke(main, ["compare", "rules", str(path), *words])
    assert compared.output.splitlines()[1:3] == said


def refused(*words: str) -> dict[str, Any]:
    result = CliRunner().invoke(main, [*words, "--json"])
    assert result.exit_code == 2
    told: dict[str, Any] = json.loads(result.stdout)
    assert told["refused"]["message"] in result.stderr
    assert (told["verb"], told["version"]) == (words[0], 1)
    return told["refused"]  # type: ignore[no-any-return]


def test_a_refusal_is_json_with_codes_and_parts_where_json_is_asked_for(
    tmp_path: Path,
) -> None:
    path = tmp_path / "falls.csv"
    path.write_text(ROWS.replace("4\n", "n/a\n"), encoding="utf-8")
    columns = ["--period", "month", "--value", "falls"]
    told = refused("chart", str(path), *columns)
    assert (told["code"], told["source"]) == ("input.data", "falls.csv")
    [problem] = told["problems"]
    assert problem["code"] == "table.not-a-number"
    parts = problem["parts"]
    assert (parts["column"], parts["rows"], parts["words"]) == ("falls", [3], ["n/a"])
    assert worded(problem["fix_template"], parts) == problem["fix"]


def test_a_refusal_of_one_thing_is_one_problem(tmp_path: Path) -> None:
    path = tmp_path / "falls.csv"
    path.write_text(ROWS, encoding="utf-8")
    told = refused("chart", str(path), "--period", "month", "--value", "fals")
    [problem] = told["problems"]
    assert problem["code"] == "name.unknown"
    assert problem["parts"]["alike"] == "falls"
    told = refused("check", str(tmp_path / "no.toml"))
    assert [fault["code"] for fault in told["problems"]] == [told["code"]]
    assert told["code"] == "input.source"
