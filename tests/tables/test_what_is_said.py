"""What a table is taken for is said, and what it cannot be is refused."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd  # type: ignore[import-untyped]
import pytest

from cqikit.errors import DataError, NoRowsError
from cqikit.measures import Measure
from cqikit.tables import (
    Dialect,
    Flag,
    Layout,
    MeasureColumns,
    Observed,
    from_frame,
    parse_csv,
    propose,
    read_excel,
    series_of,
)

WAITS = Measure(key="waits", title="Days waited")
FALLS = Measure(key="falls", title="Falls", kind="rate")
DAYS = Layout(period="month", measures=[MeasureColumns(measure="waits", value="days")])
NO_WAY = "no file says which way is better: say --better lower or higher"


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ("Jan-24,3\nFeb-24,4\n", "column month: Jan-24 is 2024-01"),
        ("2024-01-31,3\n2024-02-29,4\n", "months are dated by their last days"),
        ("2024-01-31,3\n2024-02-28,4\n", ""),
        ("2024-01,3\n2024-02,4\n", ""),
    ],
)
def test_it_is_said_how_periods_are_read(rows: str, line: str) -> None:
    said: list[str] = []
    series_of(parse_csv(f"month,days\n{rows}"), DAYS, [WAITS], say=said.append)
    assert said == [line] * bool(line)


@pytest.mark.parametrize(("better", "told"), [("neither", True), ("lower", False)])
def test_a_proposal_says_that_nobody_has_said_which_way_is_better(
    better: str, *, told: bool
) -> None:
    table = parse_csv("month,days\n2024-01,3\n2024-02,4\n")
    assert (NO_WAY in propose(table, better=better).decided) is told  # type: ignore[arg-type]


BESIDE = """month,North falls,North beds,South falls,South beds
2024-01,3,20,4,30
2024-02,4,21,5,31
"""


def test_of_columns_that_stand_side_by_side_none_is_what_others_are_out_of() -> None:
    (_, numbers, _) = propose(parse_csv(BESIDE)).decided
    assert numbers.startswith("numbers are taken as they are")
    counted = propose(parse_csv(BESIDE), count="North falls")
    assert counted.asks == ()


def test_numbers_that_cannot_be_read_are_asked_for_before_rows_are_counted() -> None:
    text = 'month,days\n2024-01,"1,234.5"\n2024-02,"1.234,5"\n'
    (asked,) = propose(parse_csv(text)).asks
    assert "days" in str(asked)


def test_more_cannot_be_observed_than_there_is() -> None:
    seen = MeasureColumns(
        measure="falls",
        numerator="falls",
        denominator="days",
        observed=Observed(column="seen", of=52),
    )
    table = parse_csv("month,falls,days,seen\n2024-01,3,10,52\n2024-02,4,11,53\n")
    layout = Layout(period="month", measures=[seen])
    with pytest.raises(DataError, match=r"row 3, column seen: must be at most 52") as e:
        series_of(table, layout, [FALLS])
    assert len(e.value.problems) == 1


def test_columns_of_a_frame_keep_the_name_that_two_have() -> None:
    frame = pd.DataFrame([["2024-01", 3, 4]], columns=["month", "days", "days"])
    assert from_frame(frame).columns == ("month", "days", "days")


def test_a_title_above_names_without_rows_is_no_name() -> None:
    with pytest.raises(NoRowsError, match="at least one row below the header"):
        parse_csv("Falls of the ward\nmonth,falls\n")


def test_a_row_that_is_said_to_be_a_total_is_left_out() -> None:
    text = "month,days\n2024-01,3\n2024-02,4\nAlle,7\nTotal,7\n"
    table = parse_csv(text, totals=["Alle"])
    assert table.rows == (("2024-01", "3"), ("2024-02", "4"))
    assert table.understood == ("rows 4 and 5: totals (Alle and Total), left out",)


def test_first_and_last_may_be_one_row() -> None:
    assert Dialect(first=3, last=3).first == 3
    text = "month,days\n2024-01,3\n2024-02,4\n2024-03,5\n"
    assert parse_csv(text, first=3, last=3).rows == (("2024-02", "4"),)


def test_a_number_for_all_rows_is_no_column() -> None:
    falls = MeasureColumns(measure="falls", numerator="falls", denominator=1000)
    layout = Layout(period="month", measures=[falls])
    assert list(layout.names()) == [
        ("period", "month"),
        ("measures[0].numerator", "falls"),
    ]


def test_a_sheet_with_one_row_of_two_cells_is_no_table(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Ward", "East"])
    data = book.create_sheet("Data")
    for row in (["month", "falls"], ["2024-01", 3]):
        data.append(row)
    book.save(tmp_path / "falls.xlsx")
    table = read_excel(tmp_path / "falls.xlsx")
    assert table.columns == ("month", "falls")
    assert table.understood[0].startswith("the sheet is 'Data'")


@pytest.mark.parametrize(
    ("rows", "fix"),
    [
        (["Falls of the ward,", "2024-01,3", "2024-02,4"], "say first = 3 (--first 3)"),
        (["2024-01,3", "2024-02,4", "Source: us,1"], "say last = 3 (--last 3)"),
    ],
)
def test_words_at_one_end_of_the_periods_are_left_out_at_that_end(
    rows: list[str], fix: str
) -> None:
    with pytest.raises(DataError) as told:
        series_of(parse_csv("\n".join(["month,days", *rows])), DAYS, [WAITS])
    [problem] = told.value.problems
    assert problem.fix.endswith(f", {fix}")


def test_which_words_of_a_column_do_not_count_is_said() -> None:
    cells = ["Yes", "n/a", "No", "Y", "?", "late", "never", "yess", "no", ""]
    rows = "".join(f"2024-{n:02},{cell}\n" for n, cell in enumerate(cells, 1))
    columns = MeasureColumns(measure="x", value=Flag(column="x", equals="Yes"))
    layout = Layout(period="month", measures=[columns])
    said: list[str] = []
    x = Measure(key="x", title="X")
    series_of(parse_csv(f"month,x\n{rows}"), layout, [x], say=said.append)
    which, nothing = said[:2]
    others = "'?', 'No', 'Y', 'late', 'n/a', 'never' and 2 more"
    assert which == f"column x: 'Yes' counts; what does not: {others}"
    codes = 'missing = ["?", "n/a"]', "(--missing '?' --missing n/a)"
    assert nothing == f"where nothing was observed, say {' '.join(codes)}"


def test_a_plain_no_needs_no_word() -> None:
    columns = MeasureColumns(measure="x", value=Flag(column="x", equals="Yes"))
    layout = Layout(period="month", measures=[columns])
    said: list[str] = []
    rows = "2024-01,Yes\n2024-02,No\n"
    x = Measure(key="x", title="X")
    series_of(parse_csv(f"month,x\n{rows}"), layout, [x], say=said.append)
    assert not any("counts" in line for line in said)
