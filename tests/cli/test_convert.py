"""Documents and tables in their other form say the same."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from cqikit import documents, folders
from cqikit.cli import _choices, main

EXAMPLES = Path(__file__).parents[2] / "examples"
DOCUMENTS = sorted(EXAMPLES.glob("*/*.toml"))
CSV = "key,month,falls,rate,note\n007,2025-01,4,0.5,<5\n008,2025-02,,-1.25,a=b\n"


def run(*words: str | Path, text: str = "") -> Result:
    return CliRunner().invoke(main, ["convert", *map(str, words)], input=text)


@pytest.mark.parametrize("source", DOCUMENTS, ids=lambda path: path.parent.name)
def test_a_document_comes_back_the_same(source: Path, tmp_path: Path) -> None:
    assert run(source, tmp_path / "a.json").exit_code == 0
    assert run(tmp_path / "a.json", tmp_path / "a.toml").exit_code == 0
    first, second, third = (
        documents.read(path, types=folders.DOCUMENTS)
        for path in (source, tmp_path / "a.json", tmp_path / "a.toml")
    )
    assert first == second == third


def test_a_workbook_has_numbers_and_keeps_keys_as_text(tmp_path: Path) -> None:
    source = tmp_path / "falls.csv"
    source.write_text(CSV, encoding="utf-8")
    result = run(source, tmp_path / "falls.xlsx")
    assert result.stdout == f"{tmp_path / 'falls.xlsx'}: 2 rows\n"
    sheet = openpyxl.load_workbook(tmp_path / "falls.xlsx").active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]] == ["007", "2025-01", 4, 0.5, "<5"]
    assert [cell.value for cell in sheet[3]] == ["008", "2025-02", None, -1.25, "a=b"]
    assert run(tmp_path / "falls.xlsx", "-").stdout == CSV
    # It is marked as made by cqikit, so it may be made anew.
    assert run(source, tmp_path / "falls.xlsx").exit_code == 0


def test_pipes_have_the_other_form(tmp_path: Path) -> None:
    plan = EXAMPLES / "measles" / "plan.toml"
    said = run(plan, "-").stdout
    assert json.loads(said)["type"] == "plan"
    assert run("-", tmp_path / "plan.toml", text=said).exit_code == 0
    assert documents.read(tmp_path / "plan.toml") == documents.read(plan)
    assert run("-", tmp_path / "falls.csv", text=CSV).exit_code == 0
    assert (tmp_path / "falls.csv").read_text(encoding="utf-8") == CSV


def test_json_says_what_was_written(tmp_path: Path) -> None:
    plan = EXAMPLES / "measles" / "plan.toml"
    said = json.loads(run(plan, tmp_path / "plan.json", "--json").stdout)
    assert said["holds"] == "a document of type plan"
    assert said["target"] == str(tmp_path / "plan.json")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("falls.csv", "falls.json"),
            "is no form of a table: let its name end in",
        ),
        (("plan.toml", "plan.csv"), "is no form of a document: let its name end in"),
        (("-", "-"), "only one of SOURCE and TARGET can be -"),
        (("falls.csv", "-", "--json"), "give --json, or -o -, not both"),
        (("falls.csv", "falls.csv"), "is read by this command: give another name"),
        (("falls.csv", "there.csv"), "is there already, and no mark says that cqikit"),
        (("bare.csv", "out.csv"), "row 1, cell 2: must name the column, which has"),
    ],
)
def test_what_cannot_be_is_refused(
    words: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("falls.csv").write_text(CSV, encoding="utf-8")
    Path("there.csv").write_text(CSV, encoding="utf-8")
    Path("bare.csv").write_text("a,,b\n1,2,3\n", encoding="utf-8")
    plan = (EXAMPLES / "measles" / "plan.toml").read_bytes()
    Path("plan.toml").write_bytes(plan)
    result = run(*words)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_column_without_a_name_or_a_cell_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "bare.csv").write_text("a,,b\n1,,2\n", encoding="utf-8")
    assert run(tmp_path / "bare.csv", tmp_path / "out.csv").exit_code == 0
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == "a,b\n1,2\n"


def test_what_a_table_leaves_out_is_said_and_options_say_how_it_is_read(
    tmp_path: Path,
) -> None:
    source = tmp_path / "a.csv"
    source.write_text("note;;\nm;a;b\nJan;1;2\nTotal;1;2\n", encoding="utf-8")
    made = run(source, tmp_path / "b.csv", "--header", "2", "--delimiter", ";")
    assert "totals (Total), left out" in made.stdout
    assert (tmp_path / "b.csv").read_text(encoding="utf-8") == "m,a,b\nJan,1,2\n"
    words = ["--json", "--header", "2", "--force"]
    told = json.loads(run(source, tmp_path / "b.csv", *words).stdout)
    assert any("left out" in line for line in told["understood"])
    plan = EXAMPLES / "measles" / "plan.toml"
    refused = run(plan, tmp_path / "c.json", "--header", "2")
    assert "--header is for tables" in refused.stderr


def test_a_text_that_begins_as_a_formula_comes_back_from_a_workbook(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.csv").write_text("m,n\n=1+1,2\n", encoding="utf-8")
    names = ["a.csv", "a.xlsx", "b.csv", "b.xlsx", "c.csv"]
    for source, target in itertools.pairwise(names):
        assert run(tmp_path / source, tmp_path / target).exit_code == 0
    for name in ("a.xlsx", "b.xlsx"):
        sheet = openpyxl.load_workbook(tmp_path / name).active
        assert sheet is not None
        assert sheet["A2"].value == "=1+1"
        assert sheet["A2"].data_type == "s"
    texts = [
        (tmp_path / name).read_text(encoding="utf-8") for name in ("b.csv", "c.csv")
    ]
    assert texts == ["m,n\n'=1+1,2\n"] * 2


def test_a_plan_becomes_a_word_form(tmp_path: Path) -> None:
    out = tmp_path / "plan.docx"
    plan = "examples/measles/plan.toml"
    result = CliRunner().invoke(main, ["convert", plan, str(out)])
    assert result.exit_code == 0, result.output
    assert out.read_bytes().startswith(b"PK")


def test_frameworks_of_plugins_are_among_those_to_choose(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    without = _choices._frameworks()
    monkeypatch.setattr(_choices, "with_plugins", lambda: True)
    assert _choices._frameworks() == dict(without)
