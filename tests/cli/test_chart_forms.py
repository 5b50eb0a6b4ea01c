"""A judged chart as a picture, a page, data and rows, as the ending says."""

from __future__ import annotations

import csv
import json
import re
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result

from cqikit import files
from cqikit.cli import main
from cqikit.cli._json import json_text, plain
from cqikit.files import Mark, mark_of

DAYS = [
    21,
    24,
    19,
    22,
    25,
    20,
    23,
    22,
    18,
    24,
    21,
    23,
    15,
    14,
    None,
    13,
    15,
    14,
    16,
    15,
]
WORDS = ("--period", "month", "--value", "days", "--kind", "xmr", "--better", "lower")
CHANGED = ("--since", "2025-01=second clinic", "--exclude", "2024-03=strike")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    lines = [
        f"{2024 + place // 12}-{place % 12 + 1:02},{'' if days is None else days}"
        for place, days in enumerate(DAYS)
    ]
    path = tmp_path / "waits.csv"
    path.write_text("\n".join(["month,days", *lines]) + "\n", encoding="utf-8")
    return path


def chart(table: Path | str, *words: str, text: str = "") -> Result:
    return CliRunner().invoke(main, ["chart", str(table), *WORDS, *words], input=text)


def strict(text: str) -> Any:
    """Return what JSON says, which may have no NaN."""

    def refuse(name: str) -> None:
        raise AssertionError(name)

    return json.loads(text, parse_constant=refuse)


def test_the_data_of_a_judged_chart_are_all_there(table: Path) -> None:
    result = chart(table, *CHANGED, "--target", "16", "--json")
    assert result.exit_code == 0, result.output
    said = strict(result.stdout)
    assert (said["verb"], said["version"], said["kind"]) == ("chart", 1, "i")
    assert said["observed"] == 19
    assert said["better"] == "lower"
    assert said["target"] == 16
    points = {point["period"]: point for point in said["points"]}
    assert len(points) == 20
    assert points["2025-03"]["value"] is None
    assert points["2024-03"]["excluded"] is True
    assert points["2024-03"]["reason"] == "strike"
    first, second = said["phases"]
    assert (first["phase"], second["phase"]) == (1, 2)
    assert (first["first"], first["last"], first["used"]) == ("2024-01", "2024-12", 11)
    assert (second["title"], second["missing"]) == ("second clinic", 1)
    assert second["centre"] < first["centre"]
    [change] = said["changes"]
    assert change["meaning"] == said["moved"] == "improvement"
    assert change["signals"][0]["direction"] == "down"
    assert said["summary"].startswith("Since Jan 2025")
    assert "series.missing" in [finding["code"] for finding in said["findings"]]
    assert not table.with_name("chart.svg").exists()


def test_signals_stand_at_their_points(table: Path) -> None:
    said = strict(chart(table, "--json").stdout)
    for signal in said["signals"]:
        periods = [point["period"] for point in said["points"]]
        first, last = (periods.index(signal[end]) for end in ("first", "last"))
        assert last - first + 1 == signal["points"]
        for point in said["points"][first : last + 1]:
            if point["value"] is not None and signal["rule"] == "outside":
                assert point["rules"]["outside"] == signal["direction"]
    assert said["signals"]


def test_json_is_the_same_printed_and_written(table: Path) -> None:
    output = table.with_name("out.json")
    result = chart(table, "--json", "-o", str(output))
    written = strict(output.read_text(encoding="utf-8"))
    assert mark_of(output.read_bytes()) is Mark.OWN
    assert written.pop("mark").startswith("made by cqikit")
    assert written == strict(result.stdout)


def test_rows_have_a_column_for_each_rule(table: Path) -> None:
    output = table.with_name("out.csv")
    assert chart(table, *CHANGED, "-o", str(output)).exit_code == 0
    rows = list(csv.DictReader(StringIO(output.read_text(encoding="utf-8"))))
    assert len(rows) == 20
    assert {"period", "value", "centre", "lower", "upper", "phase"} <= set(rows[0])
    assert {"rule outside", "rule longest-run", "rule crossings"} <= set(rows[0])
    assert [row["phase"] for row in rows] == ["1"] * 12 + ["2"] * 8
    assert rows[14]["value"] == ""
    assert rows[2]["reason"] == "strike"
    refused = chart(table, "-o", str(output))
    assert "no mark says that cqikit" in refused.stderr


def test_a_page_stands_alone_and_escapes_what_was_typed(table: Path) -> None:
    output = table.with_name("out.html")
    words = ("--title", "<b>waits", "--explain", "-o", str(output))
    assert chart(table, *words).exit_code == 0
    page = output.read_text(encoding="utf-8")
    assert "<b>" not in page
    assert "&lt;b&gt;waits" in page
    assert "series.missing" in page
    assert "<pre>" in page
    assert page.count("<tr>") == 21
    assert "http" not in page.replace("http://www.w3.org", "")


@pytest.mark.parametrize("ending", ["svg", "png", "pdf"])
def test_a_picture_is_what_its_ending_says(table: Path, ending: str) -> None:
    output = table.with_name(f"out.{ending}")
    assert chart(table, "-o", str(output)).exit_code == 0
    start = {"svg": b"<svg", "png": b"\x89PNG", "pdf": b"%PDF-"}[ending]
    assert output.read_bytes().startswith(start)


def test_a_table_comes_in_and_a_picture_goes_out_by_pipes(table: Path) -> None:
    text = table.read_text(encoding="utf-8")
    result = chart("-", "-o", "-", text=text)
    assert result.exit_code == 0, result.output
    assert ET.fromstring(result.stdout).tag.endswith("svg")
    assert result.stderr.splitlines()[0].startswith("20 months")
    assert chart("-", "--json", text=text).stdout == chart(table, "--json").stdout


def test_faults_of_standard_input_name_it() -> None:
    result = chart("-", "--json", text="month,days\n2025-01,lots\n")
    assert result.exit_code == 2
    assert "standard input" in result.stderr


def test_too_much_on_standard_input_is_refused(
    table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "BOUNDS", files.Bounds(piped_bytes=10))
    result = chart("-", "--json", text=table.read_text(encoding="utf-8"))
    assert result.exit_code == 2
    assert "must be at most 10 bytes" in result.stderr


def test_as_much_on_standard_input_as_may_be_is_read(
    table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = table.read_text(encoding="utf-8")
    monkeypatch.setattr(files, "BOUNDS", files.Bounds(piped_bytes=len(text)))
    assert chart("-", "--json", text=text).exit_code == 0


def test_two_things_on_standard_output_are_refused(table: Path) -> None:
    result = chart(table, "--json", "-o", "-")
    assert result.exit_code == 2
    assert "give --json, or -o -, not both" in result.stderr


def test_a_chart_of_numbered_points_has_numbers(tmp_path: Path) -> None:
    table = tmp_path / "few.csv"
    table.write_text("month,days\n1,3\n2,4\n3,5\n", encoding="utf-8")
    said = strict(chart(table, "--json").stdout)
    assert [point["period"] for point in said["points"]] == ["#1", "#2", "#3"]


def test_json_has_no_number_that_is_none() -> None:
    text = json_text("due", {"a": float("inf"), "b": [float("nan")], "c": "\ud800"})
    assert strict(text) == {
        "verb": "due",
        "version": 1,
        "a": None,
        "b": [None],
        "c": "?",
    }
    assert plain(iter([1, True, None])) == [1, True, None]


def test_a_page_speaks_and_folds_to_a_telephone(table: Path) -> None:
    """Nothing pushes the page out sideways, and no word of it is a word of code."""
    output = table.with_name("out.html")
    words = (*CHANGED, "--language", "ar", "-o", str(output))
    assert chart(table, *words).exit_code == 0
    page = output.read_text(encoding="utf-8")
    assert '<html lang="ar" dir="rtl">' in page
    style, points = page.partition("</style>")[0], page[page.index("<table>") :]
    for wanted in (".scroll, pre { overflow-x", "initial-scale=1", "scheme: dark"):
        assert wanted in page
    assert "padding: 1.5rem 1rem" in style
    assert page.count("<svg") == 2
    assert page.index('class="scroll"') < page.index("<table>")
    code = r"rule |excluded|False|None|nan|from|without a value|not counted|\d{4}-\d\d"
    assert not re.findall(
        code, points + page[page.index("<p>") : page.index("<table>")]
    )
    heads = re.findall("<th>(.*?)</th>", points)
    assert heads[0] == "الفترة"
    assert len(heads) == len(set(heads))


def test_a_page_has_a_column_for_what_some_point_has(table: Path) -> None:
    output = table.with_name("out.html")
    assert (
        chart(
            table, "--exclude", "2024-03", "--kind", "run", "-o", str(output)
        ).exit_code
        == 0
    )
    page = output.read_text(encoding="utf-8")
    assert re.findall("<th>(.*?)</th>", page) == ["Period", "Value", "Centre", "Reason"]
    assert page.count("<td>left out</td>") == 1
