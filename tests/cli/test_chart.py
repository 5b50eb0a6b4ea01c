"""A chart from a table, for whoever has a CSV and an afternoon."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result

from cqikit.cli import main

WAITS = [21, 24, 19, 22, 25, 20, 23, 22, 18, 24, 21, 23, 15, 14, 15, 13, 15, 14, 16, 15]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Return a table of waits by month, one month not observed."""
    lines = ["month,days,late,visits"]
    for place, days in enumerate(WAITS):
        month = f"{2024 + place // 12}-{place % 12 + 1:02}"
        lines.append(f"{month},{days},{days - 10},50")
    lines.append("2025-10,,,")
    path = tmp_path / "waits.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def chart(table: Path, *words: str) -> Result:
    """Draw a chart of a table into its folder."""
    output = table.with_name("chart.svg")
    begin = ["chart", str(table), "--period", "month", "-o", str(output)]
    return CliRunner().invoke(main, [*begin, *words])


def test_a_chart_is_drawn_and_said(table: Path) -> None:
    result = chart(table, "--value", "days", "--better", "lower", "--kind", "i")
    assert "I chart" not in result.output
    result = chart(
        *(table, "--value", "days", "--better", "lower", "--kind", "i", "--explain")
    )
    assert result.exit_code == 0, result.output
    picture = ET.parse(table.with_name("chart.svg")).getroot()
    assert picture.tag.endswith("svg")
    assert "note series.gap" in result.output
    assert "note series.missing" in result.output
    assert "months in a row" in result.output
    assert "I chart" in result.output


def test_a_change_begins_a_phase(table: Path) -> None:
    frozen = chart(table, "--value", "days", "--since", "2025-01", "--explain")
    assert "four months off the median are too few to tell" in frozen.output
    assert "Since Jan 2025: the median went from " in frozen.output
    assert "centre = median of 8 points = 15" in frozen.output


def test_counts_go_with_what_they_are_out_of(table: Path) -> None:
    result = chart(
        table, "--count", "late", "--of", "visits", "--kind", "u", "--explain"
    )
    assert result.exit_code == 0, result.output
    assert "u chart" in result.output


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--value", "days", "--count", "late"],
        ["--count", "late"],
        ["--of", "visits"],
    ],
)
def test_what_to_draw_must_be_said_in_one_way(table: Path, words: list[str]) -> None:
    result = chart(table, *words)
    assert result.exit_code == 2
    assert "give --period with --value, or with --count and --of" in result.stderr
    assert not table.with_name("chart.svg").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--value", "dais"], "did you mean 'days'?"),
        (["--value", "days", "--kind", "rnu"], "did you mean 'run'?"),
        (["--value", "days", "--rules", "anhoj"], "did you mean 'anhoej'?"),
        (["--value", "days", "--since", "spring"], "since must be like"),
        (["--value", "days", "--every", "year"], "rows 2, 3, 4 and"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_drawn(
    table: Path, words: list[str], said: str
) -> None:
    result = chart(table, *words)
    assert result.exit_code == 2, result.output
    assert said in result.stderr
    assert not table.with_name("chart.svg").exists()


def test_a_table_without_rows_is_refused(tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_text("month,days\n", encoding="utf-8")
    result = chart(empty, "--value", "days")
    assert result.exit_code == 2
    assert "must have at least one row below the header" in result.stderr
