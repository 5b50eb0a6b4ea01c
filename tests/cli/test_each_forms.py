"""The charts of teams leave in every form that one chart has, but a page."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cqikit.cli import main


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "visits.csv"
    rows = [
        f"2025-{month:02},{site},{month % 4 + more}"
        for month in range(1, 13)
        for site, more in (("north", 3), ("south", 5))
    ]
    path.write_text("\n".join(["month,site,late", *rows]) + "\n", encoding="utf-8")
    return path


def each(table: Path, *words: str) -> Result:
    start = ["chart", str(table), "--period", "month", "--value", "late"]
    return CliRunner().invoke(main, [*start, "--each", "site", *words])


def test_the_data_of_all_teams_are_one_object(table: Path) -> None:
    said = json.loads(each(table, "--json").stdout)
    assert list(said["teams"]) == ["north", "south"]
    south = said["teams"]["south"]
    assert south["points"][0]["value"] == 6
    assert south["understood"] == ["12 months from 2025-01 to 2025-12"]


@pytest.mark.parametrize(
    ("ending", "start"),
    [("svg", b"<svg"), ("png", b"\x89PNG"), ("pdf", b"%PDF-"), ("json", b"{\n")],
)
def test_a_sheet_is_what_its_ending_says(
    table: Path, ending: str, start: bytes
) -> None:
    output = table.with_name(f"out.{ending}")
    result = each(table, "-o", str(output))
    assert result.exit_code == 0, result.output
    assert output.read_bytes().startswith(start)
    assert "2 teams; of the first, 12 months" in result.stdout
    assert result.stdout.endswith(f"{output}: 2 charts\n")
    assert "south: No signal in " in result.stdout


def test_rows_say_whose_they_are(table: Path) -> None:
    output = table.with_name("out.csv")
    assert each(table, "-o", str(output)).exit_code == 0
    rows = list(csv.DictReader(output.read_text(encoding="utf-8").splitlines()))
    assert [row["team"] for row in rows] == ["north"] * 12 + ["south"] * 12


def test_a_page_of_teams_is_refused_with_what_there_is(table: Path) -> None:
    refused = each(table, "-o", str(table.with_name("out.html")))
    assert "is no form of a sheet of charts: let its name end in" in refused.stderr
