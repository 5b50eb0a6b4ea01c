"""What is wrong with a table is told at once, by column and row, a line for a kind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from cqikit.cli import main
from cqikit.cli._worded import of_columns
from cqikit.core import FindingKind
from cqikit.errors import DataError


def run(*words: str) -> Any:
    return CliRunner().invoke(main, list(words))


def told(folder: Path, text: str, *words: str, verb: str = "chart") -> list[str]:
    """Return the faults that a verb tells of a table."""
    table = folder / "t.csv"
    table.write_text(text)
    out = ["-o", str(folder / "o.svg"), "--force"] if verb == "chart" else []
    done = run(verb, str(table), *words, *out)
    lines: list[str] = done.output.splitlines()
    start = next(
        (n for n, line in enumerate(lines) if "problem" in line or "To answer" in line),
        len(lines),
    )
    return [line.strip().removeprefix("- ") for line in lines[start + 1 :]]


RATIO = ("--period", "month", "--count", "late", "--of", "visits")
ODD = """month,late,visits
2024-01,3,20
2024-02,-1,20
2024-03,few,20
2024-04,30,20
2024-05,2,0
2024-06,0,0
"""


def test_numbers_that_are_none_and_those_that_cannot_be(tmp_path: Path) -> None:
    assert told(tmp_path, ODD, *RATIO) == [
        "row 3, column late: must be at least 0 (got -1)",
        "row 4, column late: must be a number (got 'few')",
        "row 6, column late: must be 0 where visits is 0 (got 2)",
    ]
    assert told(tmp_path, ODD, *RATIO, "--kind", "p") == [
        "row 3, column late: must be at least 0 (got -1)",
        "row 4, column late: must be a number (got 'few')",
        (
            "rows 5 and 6, column late: must be at most column visits (got 30 of 20, 2"
            " of 0): if events can exceed units, the measure is a rate (--kind u)"
        ),
    ]


def test_of_rows_that_are_added_one_may_have_no_unit(tmp_path: Path) -> None:
    text = "month,late,visits\n2024-01,3,20\n2024-01,2,0\n2024-02,1,4\n"
    assert told(tmp_path, text, *RATIO, "--add") == []


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (("1/2/2024", "2/2/2024", "3/2/2024"), "must show which comes first"),
        (("13/2/2024", "2/14/2024", "3/2/2024"), "must be written in one order"),
    ],
)
def test_dates_that_are_not_clear_and_numbers(
    tmp_path: Path, days: tuple[str, ...], said: str
) -> None:
    rows = zip(days, ("3", "few", "1.2.3"), strict=True)
    text = "day,wait\n" + "".join(f"{day},{wait}\n" for day, wait in rows)
    for verb, words in (
        ("chart", ("--period", "day", "--value", "wait")),
        ("look", ()),
    ):
        dated, *numbers = told(tmp_path, text, *words, verb=verb)
        assert dated.startswith(f"column day: {said}")
        assert [line.partition(":")[0] for line in numbers] == [
            "row 3, column wait",
            "row 4, column wait",
        ]


def test_periods_of_two_lengths_and_numbers(tmp_path: Path) -> None:
    text = "month,late,visits\n2024-01,3,20\n2024-W05,few,20\nfoo,1,20\n"
    assert [line.partition(":")[0] for line in told(tmp_path, text, *RATIO)] == [
        "row 3, column month",
        "row 3, column late",
        "row 4, column month",
    ]


def test_what_a_chart_refuses_has_its_column(tmp_path: Path) -> None:
    text = "month,late,visits\n2024-01,60,50\n2024-02,1.5,50\n2024-03,3,-5\n"
    assert told(tmp_path, text, *RATIO[:2], "--value", "late", "--kind", "c") == [
        "row 3, column late: must be a whole number (got 1.5): use --kind u for rates"
    ]
    whole = text.replace("-5", "5")
    assert told(tmp_path, whole, *RATIO, "--kind", "u") == [
        (
            "row 3, column late: must be a whole number, as a u chart counts its"
            " numerators (got 1.5): say --value where values are shares or rates"
            " already"
        )
    ]
    table = tmp_path / "t.csv"
    done = run("compare", "rules", str(table), *RATIO, "--kind", "u")
    assert "row 3, column late: must be a whole number" in done.output
    every = told(tmp_path, f"site,{text}".replace("\n2", "\nA,2"), "--each", "site")
    assert every == []


def test_events_of_one_day_are_told_with_their_row(tmp_path: Path) -> None:
    text = "day\n2024-01-01\n2024-01-09\n2024-01-09\n2024-03-01\n"
    assert told(tmp_path, text, "--events", "day", "--kind", "t") == [
        (
            "row 4, column day: must be more than 0 for a t chart: events on one day"
            " have no time between them (got 0): use --kind g, or times of the day"
        )
    ]
    site = text.replace("\n", ",A\n").replace("day,A", "day,site")
    (same,) = told(tmp_path, site, "--events", "day", "--kind", "t", "--each", "site")
    assert same.startswith("row 4, column day: must be more than 0 for a t chart")


def test_more_than_it_is_out_of_is_a_rate_and_said(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("month,late,visits\n2024-01,60,50\n2024-02,3,50\n")
    out = ("-o", str(tmp_path / "o.svg"), "--force")
    done = run("chart", str(table), *RATIO, *out)
    assert done.exit_code == 0
    assert "late exceeds visits: a rate (--kind p refuses it" in done.output
    refused = run("chart", str(table), *RATIO, *out, "--kind", "p")
    assert refused.exit_code == 2
    assert "row 2, column late: must be at most column visits" in refused.output
    table.write_text("month,late,visits\n2024-01,6,50\n2024-02,3,50\n")
    assert "exceeds" not in run("chart", str(table), *RATIO, *out).output


@pytest.mark.parametrize("head", ['{"type": "plan", "version": 1', '{"$schema": "x"'])
def test_a_document_of_another_type_is_no_answers(tmp_path: Path, head: str) -> None:
    more = ', "type": "plan", "version": 1' if "schema" in head else ""
    plan = tmp_path / "plan.json"
    plan.write_text(f'{head}{more}, "key": "p", "title": "P", "steps": []}}')
    done = run("score", "psat", str(plan))
    assert done.exit_code == 2
    assert "must be a document of type answers or answers-layout (got plan)" in (
        done.output
    )


def test_columns_that_are_not_placed_are_named_also_where_answers_are_asked(
    tmp_path: Path,
) -> None:
    answers = tmp_path / "a.csv"
    answers.write_text("Timestamp,leadership,Notes\n2025-01-13,Perhaps,x\n")
    words = ("look", str(answers), "--framework", "bts-infrastructure")
    assert run(*words).output.count("columns not used: Notes") == 2
    answers.write_text("Timestamp,leadership\n2025-01-13,Perhaps\n")
    assert "not used" not in run(*words).output


@pytest.mark.parametrize(
    ("source", "where"), [("on", "t.csv row 3"), ("values", "values[2]")]
)
def test_what_is_of_no_row_or_no_column_is_told_as_it_is(
    source: str, where: str
) -> None:
    wrong = FindingKind("value.negative", says="must be at least 0").problem(where)
    with (
        pytest.raises(DataError, match=f"{source}: 1 problem"),
        of_columns({"value": "n"}),
    ):
        raise DataError(source, [wrong])


def written(folder: Path, rows: Iterable[Sequence[Any]]) -> None:
    """Write rows as a workbook."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    book.save(folder / "t.xlsx")


@pytest.mark.parametrize("verb", ["chart", "look"])
def test_a_month_is_no_number_with_a_point(tmp_path: Path, verb: str) -> None:
    """October, as 2026.10, is 2026.1 as a number, and would be read as January."""
    months = (("month", "falls"), (2026.09, 1), (2026.10, 2), (2026.11, 3))
    written(tmp_path, months)
    picture = ["-o", str(tmp_path / "o.svg")]
    asked = ["--period", "month", "--value", "falls", *picture]
    done = run(verb, str(tmp_path / "t.xlsx"), *(asked if verb == "chart" else []))
    assert "column month: must be like 2026, 2026-10" in done.output
    assert "'2026.09', '2026.1', '2026.11'" in done.output


def test_days_that_a_workbook_counts_may_have_a_time(tmp_path: Path) -> None:
    written(tmp_path, (("day", "falls"), (45000.25, 1), (45001.5, 2), (45002.75, 3)))
    options = ["--period", "day", "--value", "falls", "--dates", "excel"]
    done = run("chart", str(tmp_path / "t.xlsx"), *options, "--json")
    assert done.exit_code == 0, done.output
    assert "2023-03-15" in done.output
