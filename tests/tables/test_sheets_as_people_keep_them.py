"""Workbooks: titles, merged and hidden cells, several sheets, formulas, and frames."""

from __future__ import annotations

import math
import re
import zipfile
from importlib import import_module
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from cqikit.errors import DataError, FieldError, UnknownNameError
from cqikit.measures import Measure
from cqikit.tables import Layout, MeasureColumns, from_frame, read, series_of, to_frame

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cqikit.tables import Table

PANDAS: Any = import_module("pandas")
ROWS: list[list[Any]] = [["month", "falls"], ["2024-01", 3], ["2024-02", 4]]
FALLS = Measure(key="falls", title="Falls", kind="count")


def book(path: Path, change: Callable[[Any], object] = id, **sheets: Any) -> Path:
    made = openpyxl.Workbook()
    assert made.active is not None
    made.remove(made.active)
    for title, rows in sheets.items():
        page = made.create_sheet(title)
        for row in rows:
            page.append(row)
    change(made.worksheets[0])
    made.save(path)
    return path


def same(table: Table) -> None:
    assert table.columns == ("month", "falls")
    assert table.rows == (("2024-01", "3"), ("2024-02", "4"))


def test_a_title_over_a_sheet_is_left_out_and_said(tmp_path: Path) -> None:
    rows = [["Falls 2024"], [], *ROWS, ["Total", 7]]
    path = book(tmp_path / "f.xlsx", lambda page: page.merge_cells("A1:B1"), A=rows)
    table = read(path)
    same(table)
    assert table.numbers == (4, 5)
    assert table.understood == (
        "row 3 names the columns; what stands above it is left out (Falls 2024)",
        "row 6: totals (Total), left out",
    )


def test_remarks_beside_a_table_refuse_nothing(tmp_path: Path) -> None:
    rows = [*ROWS[:2], [*ROWS[2], None, "new ward"]]
    table = read(book(tmp_path / "f.xlsx", A=rows))
    assert table.columns == ("month", "falls", "")
    assert table.rows[1] == ("2024-02", "4", "new ward")
    commented = read(book(tmp_path / "g.xlsx", A=[*ROWS, ["# wards", 3]]), comment="#")
    same(commented)
    assert commented.understood == ("row 4: comments, left out",)


def test_a_cell_merged_over_rows_is_said_in_each(tmp_path: Path) -> None:
    rows = [["site", "month", "falls"], ["Adams", "2024-01", 3], [None, "2024-02", 4]]
    rows.append([None, "2024-03", 5])

    def merge(page: Any) -> None:
        page.merge_cells("A2:A4")
        page.merge_cells("B9:C10")
        page.merge_cells("E2:E3")

    table = read(book(tmp_path / "f.xlsx", merge, A=rows))
    assert table.column("site") == ("Adams",) * 3
    assert table.understood == ("merged cells count for each of their rows (A2 to A4)",)


def test_two_rows_of_names_may_be_merged(tmp_path: Path) -> None:
    rows = [["month", "Adams", None], [None, "missed", "visits"], ["2024-01", 1, 2]]

    def merge(page: Any) -> None:
        page.merge_cells("A1:A2")
        page.merge_cells("B1:C1")

    table = read(book(tmp_path / "f.xlsx", merge, A=rows), header=[1, 2])
    assert table.columns == ("month", "Adams missed", "Adams visits")


def test_hidden_rows_and_columns_are_told(tmp_path: Path) -> None:
    def hide(page: Any) -> None:
        page.row_dimensions[3].hidden = True
        page.column_dimensions["B"].hidden = True

    table = read(book(tmp_path / "f.xlsx", hide, A=ROWS))
    same(table)
    assert table.understood == ("row 3 and column B are hidden, and read all the same",)
    two = {"A": [row * 30 for row in ROWS]}

    def hide_two(page: Any) -> None:
        page.column_dimensions.group("AA", "AB", hidden=True)

    said = read(book(tmp_path / "g.xlsx", hide_two, **two)).understood
    assert said == ("columns AA and AB are hidden, and read all the same",)


def test_the_sheet_is_the_one_that_has_a_table(tmp_path: Path) -> None:
    notes = [["Instructions"], ["Enter data on sheet 2"]]
    table = read(book(tmp_path / "f.xlsx", Notes=notes, Data=ROWS))
    same(table)
    assert table.understood == (
        "the sheet is 'Data'; the first, 'Notes', has no table",
    )
    several = book(tmp_path / "g.xlsx", Notes=notes, Data=ROWS, More=ROWS)
    with pytest.raises(DataError, match="has no table, and 'Data' and "):
        read(several)
    same(read(several, sheet="More"))
    same(read(several, sheet=2))
    same(read(several, sheet="3"))
    with pytest.raises(UnknownNameError, match=r"no sheet of g\.xlsx named '4'"):
        read(several, sheet=4)

    def hide(page: Any) -> None:
        page.sheet_state = "hidden"

    same(read(book(tmp_path / "j.xlsx", hide, Old=[["a", "b"], [1, 2]], Data=ROWS)))
    first = read(book(tmp_path / "h.xlsx", Data=ROWS, More=ROWS))
    assert first.understood == ("the sheet is 'Data', the first of 2",)
    assert read(book(tmp_path / "i.xlsx", One=[["n"], [1]], No=[])).columns == ("n",)
    with pytest.raises(FieldError, match="delimiter must be left out for a workbook"):
        read(several, delimiter=";")


def test_a_formula_without_a_value_matters_where_it_is_used(tmp_path: Path) -> None:
    rows = [["month", "falls", "rate"], ["2024-01", 3, "=B2/9"], ["2024-02", 4, "=B3"]]
    rows.append(["Total", "=SUM(B2:B3)", None])
    table = read(book(tmp_path / "f.xlsx", A=rows))
    columns = MeasureColumns(measure="falls", value="falls")
    layout = Layout(period="month", measures=[columns])
    made = series_of(table, layout, [FALLS])["falls", ""]
    assert made.values == (3.0, 4.0)
    columns = MeasureColumns(measure="falls", value="rate")
    with pytest.raises(DataError) as caught:
        series_of(table, Layout(period="month", measures=[columns]), [FALLS])
    assert str(caught.value) == (
        "f.xlsx: 2 problems\n  - rows 2 and 3, column rate: must not have a formula"
        " without a stored value: open and save it in a spreadsheet program"
    )


def test_cells_that_hold_numbers_keep_them_whatever_text_says(tmp_path: Path) -> None:
    rows = [["month", "falls"], ["2024-01", 1.017], ["2024-02", "1.018"]]
    path = book(tmp_path / "f.xlsx", A=rows)
    columns = MeasureColumns(measure="waits", value="falls")
    layout = Layout(period="month", measures=[columns], decimal=",")
    waits = Measure(key="waits", title="Waits")
    made = series_of(read(path, how=layout), layout, [waits])["waits", ""]
    assert made.values == (1.017, 1018.0)


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
def test_a_frame_is_read_as_its_file_would_be(backend: Any) -> None:
    rows = [
        {"month": "2024-01", "falls": "1.017,5", "wards": 3},
        {"month": "2024-02", "falls": "<5", "wards": 4},
        {"month": "2024-03", "falls": "n/a", "wards": 4},
        {"month": "Total", "falls": "1.017,5", "wards": 4},
    ]
    table = from_frame(to_frame(rows, backend), missing="n/a")
    assert table.understood == ("row 4: totals (Total), left out",)
    waits = Measure(key="waits", title="Waits")
    columns = MeasureColumns(measure="waits", value="falls")
    layout = Layout(period="month", measures=[columns])
    made = series_of(table, layout, [waits])["waits", ""]
    assert made.values[0] == 1017.5
    assert made.withheld == ("", "<5", "")
    with pytest.raises(FieldError, match="encoding must be left out for a data frame"):
        from_frame(to_frame(rows, backend), encoding="utf-8")


def test_no_number_of_a_frame_is_infinite() -> None:
    table = from_frame(PANDAS.DataFrame({"month": ["2024-01"], "falls": [math.inf]}))
    columns = MeasureColumns(measure="falls", value="falls")
    with pytest.raises(DataError, match=r"must be a number \(got 'inf'\)"):
        series_of(table, Layout(period="month", measures=[columns]), [FALLS])


def test_the_names_of_a_frame_may_stand_in_one_of_its_rows() -> None:
    frame = PANDAS.DataFrame([["month", "falls"], ["2024-01", "3"], ["2024-02", "4"]])
    same(from_frame(frame, header=1))
    same(from_frame(frame, header="month"))
    named = PANDAS.DataFrame(ROWS[1:], columns=ROWS[0])
    same(from_frame(named, header="month"))
    with pytest.raises(DataError, match="the header: must name the columns"):
        from_frame(PANDAS.DataFrame({"": [1]}))


def test_a_sheet_with_cells_far_out_is_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cqikit.tables._files.MOST_CELLS", 100_000)
    path = book(tmp_path / "f.xlsx", A=ROWS)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    far = b"".join(
        b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (row, row)
        for row in range(4, 12)
    )
    parts[sheet] = parts[sheet].replace(b"</sheetData>", far + b"</sheetData>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with pytest.raises(DataError, match="must have at most 100,000 cells"):
        read(path, most_rows=100)


def test_a_column_that_is_shown_as_per_cent_is_told(tmp_path: Path) -> None:
    def show(page: Any) -> None:
        for cell in page["B"]:
            cell.number_format = "0.0%"

    rows = [["month", "rate", "n"], ["2024-01", 0.263, 3], ["2024-02", None, 4]]
    table = read(book(tmp_path / "f.xlsx", show, A=rows))
    assert table.column("rate") == ("0.263", "")
    [line] = table.understood
    assert line == (
        "column B is shown as per cent in the sheet: 26.3 % is read as it is stored,"
        " 0.263"
    )


def changed(path: Path, part: str, old: str, new: str) -> None:
    """Change a part of a workbook, as another program may have written it."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert re.search(old.encode(), parts[part])
    parts[part] = re.sub(old.encode(), new.encode(), parts[part])
    with zipfile.ZipFile(path, "w") as archive:
        for name, held in parts.items():
            archive.writestr(name, held)


#: Cells with lists to choose from, as Excel has written them since 2010.
LISTS = '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst>'


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        # openpyxl prints "0 is out of range", and fails.
        ("xl/styles.xml", "<cellStyleXfs.*?</cellStyleXfs>", ""),
        ("xl/styles.xml", "<cellStyleXfs.*?</cellStyleXfs>", "<cellStyleXfs/>"),
        ("xl/styles.xml", '(<cellStyle [^>]*)xfId="0"', r'\1xfId="7"'),
        # It warns of these, with a line of its own program.
        ("xl/styles.xml", "<cellStyles.*?</cellStyles>", ""),
        (
            "xl/worksheets/sheet1.xml",
            "</worksheet>",
            f"{LISTS}</worksheet>",
        ),
    ],
)
def test_what_openpyxl_says_to_itself_nobody_hears(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], part: str, old: str, new: str
) -> None:
    path = book(tmp_path / "f.xlsx", A=ROWS)
    changed(path, part, old, new)
    same(read(path))
    assert capfd.readouterr() == ("", "")
