"""Rows that do not say their number are left out, and that is said, at every door."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pandas as pd  # type: ignore[import-untyped]
import polars as pl
import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from cqikit import tables
from cqikit.cli import main
from cqikit.errors import DataError
from cqikit.measures import Measure
from cqikit.tables import Codes, Flag, Layout, MeasureColumns, series_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cqikit.tables import Table

Rows = list[list[Any]]

DAYS = ("2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04", "2024-02-01")
SHARE = Measure(key="late", title="Late", kind="proportion", per=100)
VALUE = Measure(key="late", title="Late")


def csv_table(rows: Rows, folder: Path, **how: Any) -> Table:
    return tables.read(csv_file(rows, folder), **how)


def csv_file(rows: Rows, folder: Path) -> Path:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    path = folder / "x.csv"
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


def excel_file(rows: Rows, folder: Path) -> Path:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append([None if cell == "" else cell for cell in row])
    path = folder / "x.xlsx"
    book.save(path)
    return path


def excel_table(rows: Rows, folder: Path, **how: Any) -> Table:
    return tables.read(excel_file(rows, folder), **how)


def pandas_table(rows: Rows, folder: Path, **how: Any) -> Table:
    return tables.from_frame(pd.DataFrame(rows[1:], columns=rows[0]), **how)


def polars_table(rows: Rows, folder: Path, **how: Any) -> Table:
    below = [[None if cell == "" else str(cell) for cell in row] for row in rows[1:]]
    return tables.from_frame(pl.DataFrame(below, schema=rows[0], orient="row"), **how)


TABLES = [csv_table, excel_table, pandas_table, polars_table]


def answers(cells: list[Any]) -> Rows:
    return [["date", "late"], *map(list, zip(DAYS, cells, strict=True))]


def told(
    table: Table, columns: MeasureColumns, measure: Measure, **how: Any
) -> tuple[list[float | None], list[str], tuple[str, ...]]:
    """Return the values of months, what is said, and what is withheld."""
    said: list[str] = []
    layout = Layout(period="date", add=columns.take is None, measures=[columns], **how)
    made = series_of(table, layout, [measure], say=said.append)["late", ""]
    values = [None if value != value else round(value, 3) for value in made.values]  # noqa: PLR0124  (NaN is not itself)
    return values, said, made.withheld


def flagged(equals: Any) -> MeasureColumns:
    flag = Flag(column="late", equals=equals)
    return MeasureColumns(measure="late", numerator=flag, denominator=1.0)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("declared", ["table", "layout"])
@pytest.mark.parametrize(
    ("cells", "yes", "missing", "why"),
    [
        (["Y", "N", "NA", "", "N"], "Y", "NA", "'NA' 1 and blank 1"),
        (
            ["Y", "N", "na", "", "N"],
            "Y",
            Codes(column="late", codes="NA"),
            "'na' 1 and blank 1",
        ),
        ([1, 0, 99, "", 0], 1, 99, "'99' 1 and blank 1"),
        (
            [1, 0, 99, "", 0],
            1,
            Codes(column="late", codes=[99]),
            "'99' 1 and blank 1",
        ),
        ([1, 0, "", "", 0], 1, (), "blank 2"),
    ],
)
def test_an_answer_that_is_missing_is_in_no_denominator(  # noqa: PLR0917  (one parameter a column of the table)
    tmp_path: Path,
    table: Callable[..., Table],
    declared: str,
    cells: list[Any],
    yes: Any,
    missing: Any,
    why: str,
) -> None:
    how = {"missing": missing} if declared == "table" else {}
    also = {} if how else {"missing": missing}
    read = table(answers(cells), tmp_path, **how)
    values, said, _ = told(read, flagged(yes), SHARE, **also)
    assert values == [50, 0]
    line = f"column late: nothing observed in 2 of 5 rows ({why})"
    assert said == [f"{line}: left out of the denominator, too"]


@pytest.mark.parametrize("table", TABLES)
def test_an_answer_that_is_withheld_is_a_gap(
    tmp_path: Path, table: Callable[..., Table]
) -> None:
    read = table(answers(["Y", "N", "*", "", "N"]), tmp_path, withheld="*")
    values, _, withheld = told(read, flagged("Y"), SHARE)
    assert values == [None, 0]
    assert withheld == ("*", "")


@pytest.mark.parametrize("table", TABLES)
def test_a_condition_on_which_rows_could_count_is_a_denominator_that_is_said(
    tmp_path: Path, table: Callable[..., Table]
) -> None:
    due = Flag(column="late", equals=["Y", "N"])
    columns = MeasureColumns(
        measure="late", numerator=Flag(column="late", equals="Y"), denominator=due
    )
    read = table(answers(["Y", "N", "NA", "no visit", "N"]), tmp_path, missing="NA")
    values, said, _ = told(read, columns, SHARE)
    assert values == [50, 0]
    line = "column late: nothing observed in 1 of 5 rows ('NA' 1)"
    assert said == [
        "column late: 'Y' counts; what does not: 'N', 'no visit'",
        f"{line}: left out of the denominator, too",
    ]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("take", ["sum", "mean", "median"])
def test_what_is_taken_of_a_number_that_is_withheld_is_a_gap(
    tmp_path: Path, table: Callable[..., Table], take: Any
) -> None:
    columns = MeasureColumns(measure="late", value="late", take=take)
    read = table(answers([7, 7, 7, "<5", 6]), tmp_path)
    values, _, withheld = told(read, columns, VALUE)
    assert values == [None, 6]
    assert withheld == ("<5", "")


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("take", ["mean", "median"])
def test_values_that_are_missing_in_a_mean_are_said(
    tmp_path: Path, table: Callable[..., Table], take: Any
) -> None:
    columns = MeasureColumns(measure="late", value="late", take=take)
    read = table(answers([5, 7, 99, "", 6]), tmp_path, missing=99)
    values, said, _ = told(read, columns, VALUE)
    assert values == [6, 6]
    line = "column late: nothing observed in 2 of 5 rows ('99' 1 and blank 1)"
    assert said == [f"{line}: left out of the {take}"]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    ("cells", "yes"),
    [(["Y", "N", "Y", "N", "N"], "Maybe"), (["Yes", "No", "No", "No", "No"], "Y")],
)
def test_what_no_cell_says_is_refused_with_what_there_is(
    tmp_path: Path, table: Callable[..., Table], cells: list[str], yes: str
) -> None:
    read = table(answers(cells), tmp_path)
    with pytest.raises(DataError, match=f"says '{yes}'; it has 'N") as caught:
        told(read, flagged(yes), SHARE)
    assert len(caught.value.problems) == 1


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(("cell", "wanted"), [("N", "yes"), ("no", "Y"), (0, 1)])
def test_no_where_yes_is_counted_is_a_true_zero(
    tmp_path: Path, table: Callable[..., Table], cell: Any, wanted: Any
) -> None:
    values, said, _ = told(table(answers([cell] * 5), tmp_path), flagged(wanted), SHARE)
    assert values == [0, 0]
    assert said[0].startswith("no cell of column late says")


@pytest.mark.parametrize("file", [csv_file, excel_file])
@pytest.mark.parametrize("code", ["NA", "late=NA"])
def test_the_command_line_and_the_layout_of_look_leave_out_the_same(
    tmp_path: Path, file: Callable[..., Path], code: str
) -> None:
    path = file(answers(["Y", "N", "NA", "", "N"]), tmp_path)
    said = "column late: nothing observed in 2 of 5 rows ('NA' 1 and blank 1)"
    runner = CliRunner()
    options = ["--period", "date", "--count", "late=Y", "--every", "month"]
    drawn = ["chart", str(path), *options, "--missing", code, "--json"]
    printed = json.loads(runner.invoke(main, drawn).stdout)
    assert printed["understood"][0].startswith(said)
    assert [point["value"] for point in printed["points"]] == [50, 0]
    effort = tmp_path / "effort"
    looked = ["look", str(path), "--missing", code, "-o", str(effort)]
    assert said in runner.invoke(main, looked).stdout
    report = runner.invoke(main, ["report", str(effort), "-o", str(tmp_path / "r.md")])
    assert said in report.output + (tmp_path / "r.md").read_text(encoding="utf-8")
