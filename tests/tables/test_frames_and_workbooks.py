"""Data frames and workbooks say the same as a CSV file."""

from __future__ import annotations

import contextlib
import io
import math
import sys
import warnings
import zipfile
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import narwhals
import numpy as np
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cqikit.errors import (
    DataError,
    FieldError,
    FieldTypeError,
    MissingExtraError,
    SourceError,
    UnknownNameError,
)
from cqikit.tables import (
    from_frame,
    read,
    read_excel,
    rows_of,
    to_excel,
    to_frame,
    write_excel,
)

# Neither carries its types with it, and none are needed here.
PANDAS: Any = import_module("pandas")
PYARROW: Any = import_module("pyarrow")

ROWS = [
    {"area": "North", "year": 2025, "on": date(2025, 1, 1), "share": 0.5},
    {"area": "=1+1", "year": None, "on": None, "share": float("nan")},
]
TEXT = (("North", "2025", "2025-01-01", "0.5"), ("=1+1", "", "", ""))


def workbook(path: Path, *rows: list[Any], title: str = "Sheet") -> Path:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = title
    for row in rows:
        page.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
def test_a_frame_says_what_its_rows_said(backend: Any) -> None:
    table = from_frame(to_frame(ROWS, backend))
    assert table.columns == ("area", "year", "on", "share")
    assert table.rows == TEXT
    assert table.row(1) == "data frame row 2"


def test_a_frame_of_pandas_says_what_people_see_in_it() -> None:
    frame = PANDAS.DataFrame(
        {
            "area": PANDAS.Categorical(["North", "South", None]),
            "on": PANDAS.to_datetime(["2026-01-01", "2026-02-01", None]),
            # Without a type that knows missing values, whole numbers are floats.
            "year": [2025, math.nan, 2026],
            "births": PANDAS.array([2**60 + 1, None, 3], dtype="Int64"),
            "done": [True, False, None],
        },
        index=[7, 7, 9],
    )
    table = from_frame(frame)
    assert table.columns == ("area", "on", "year", "births", "done")
    assert table.rows == (
        ("North", "2026-01-01", "2025", "1152921504606846977", "true"),
        ("South", "2026-02-01", "", "", "false"),
        ("", "", "2026", "3", ""),
    )


def test_a_table_of_arrow_says_what_people_see_in_it() -> None:
    frame = PYARROW.table(
        {
            "area": PYARROW.array(["North", None]).dictionary_encode(),
            "on": PYARROW.array([date(2026, 1, 1), None]),
            "at": PYARROW.array([datetime.fromisoformat("2026-01-01T05:00"), None]),
            "births": PYARROW.array([2**60 + 1, None]),
            "share": PYARROW.array([math.nan, 0.5]),
        }
    )
    assert from_frame(frame).rows == (
        ("North", "2026-01-01", "2026-01-01 05:00:00", "1152921504606846977", ""),
        ("", "", "", "", "0.5"),
    )


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
def test_a_frame_is_of_the_library_that_was_asked_for(backend: Any) -> None:
    made = to_frame(ROWS, backend)
    assert type(made).__module__.partition(".")[0] == backend
    known = narwhals.from_native(made, eager_only=True)
    assert known.columns == ["area", "year", "on", "share"]
    assert known["area"].to_list() == ["North", "=1+1"]
    assert known["year"].is_null().to_list() == [False, True]


def test_a_lazy_frame_is_collected() -> None:
    frame = narwhals.from_native(to_frame(ROWS, "polars")).lazy().to_native()
    assert from_frame(frame, "lazy").rows == TEXT


def test_a_number_that_is_none_is_missing() -> None:
    column = narwhals.new_series("a", [math.nan, 2.5, 1e300], backend="polars")
    table = from_frame(column.to_frame().to_native())
    assert table.column("a") == ("2.5", "1e+300")
    assert table.numbers == (2, 3)


def test_what_is_no_frame_is_refused() -> None:
    with pytest.raises(FieldTypeError, match="frame must be a data frame"):
        from_frame([1, 2])


def test_a_workbook_says_what_its_rows_said(tmp_path: Path) -> None:
    write_excel(tmp_path / "out.xlsx", {"Cases": ROWS, "Empty": []})
    table = read_excel(tmp_path / "out.xlsx", sheet="Cases")
    assert (table.columns, table.rows) == (("area", "year", "on", "share"), TEXT)
    assert table.row(0) == "out.xlsx row 2"


def test_whole_numbers_of_a_workbook_keep_every_digit(tmp_path: Path) -> None:
    write_excel(tmp_path / "out.xlsx", {"A": [{"n": 2**60 + 1, "m": 10**15 - 1}]})
    assert read_excel(tmp_path / "out.xlsx").rows == (
        (str(2**60 + 1), str(10**15 - 1)),
    )


def test_no_cell_of_a_workbook_is_a_formula(tmp_path: Path) -> None:
    write_excel(tmp_path / "out.xlsx", {"A": [{"=a": "=1+1"}, {"=a": "@x"}]})
    page = openpyxl.load_workbook(tmp_path / "out.xlsx")["A"]
    assert {cell.data_type for row in page for cell in row} == {"s"}


def test_cells_are_read_as_people_see_them(tmp_path: Path) -> None:
    midnight = datetime.fromisoformat("2026-01-01")
    path = workbook(
        tmp_path / "in.xlsx",
        [],
        ["area", "on", "at", "n", "ok", None],
        [],
        ["North", midnight, midnight.replace(hour=5), 3.0, True],
        ["South"],
    )
    table = read_excel(path)
    assert table.columns == ("area", "on", "at", "n", "ok")
    assert table.numbers == (4, 5)
    assert table.rows[0] == ("North", "2026-01-01", "2026-01-01 05:00:00", "3", "true")
    assert table.rows[1] == ("South", "", "", "", "")


def test_a_formula_without_a_stored_value_is_not_taken_for_missing(
    tmp_path: Path,
) -> None:
    path = workbook(tmp_path / "in.xlsx", ["a", "b"], [1, "=A2*2"], ["=B2", 3])
    table = read_excel(path)
    for column, where in (("a", "row 3, column a"), ("b", "row 2, column b")):
        with pytest.raises(DataError, match="formula without a stored value") as caught:
            table.column(column)
        assert [problem.where for problem in caught.value.problems] == [where]


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_text("a,b")
    with pytest.raises(DataError, match="is not an Excel workbook"):
        read_excel(tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as archive:
        archive.writestr("hello", "x")
    with pytest.raises(DataError, match="is not an Excel workbook"):
        read_excel(tmp_path / "b.xlsx")
    with pytest.raises(DataError, match="is empty"):
        read_excel(workbook(tmp_path / "c.xlsx"))
    with pytest.raises(SourceError, match=r"did you mean 'c.xlsx'"):
        read_excel(tmp_path / "cc.xlsx")


def test_a_wrong_sheet_is_told_with_the_likely_one(tmp_path: Path) -> None:
    path = workbook(tmp_path / "in.xlsx", ["a"], [1], title="Cases")
    with pytest.raises(UnknownNameError, match="did you mean 'Cases'"):
        read_excel(path, sheet="Caes")


def test_a_small_archive_may_not_unpack_to_any_size(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 100_000)
    (tmp_path / "bomb.xlsx").write_bytes(packed.getvalue())
    with pytest.raises(DataError, match="must be at most 50,000 bytes when unpacked"):
        read_excel(tmp_path / "bomb.xlsx", most_bytes=50_000)
    path = workbook(tmp_path / "in.xlsx", ["a"], [1], [2])
    assert len(read_excel(path, most_rows=2)) == 2
    with pytest.raises(DataError, match="must have at most 1 rows"):
        read_excel(path, most_rows=1)


@pytest.mark.parametrize("name", ["", "a/b", "x" * 32])
def test_a_name_that_no_sheet_can_have_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(FieldError, match="sheet must be 1 to 31 characters"):
        write_excel(tmp_path / "out.xlsx", {name: []})


def test_sheets_without_names_are_refused() -> None:
    rows: Any = [{"month": "2026-01"}]
    with pytest.raises(FieldTypeError, match="sheets must be what each sheet has, by"):
        to_excel(rows)


def test_what_no_workbook_can_hold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FieldError, match="must have at least one"):
        write_excel(tmp_path / "out.xlsx", {})
    with pytest.raises(FieldError, match="must be at most 32,767 characters"):
        write_excel(tmp_path / "out.xlsx", {"A": [{"a": "x" * 32_768}]})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("package", "task"),
    [
        ("narwhals.stable.v2", lambda: from_frame(None)),
        ("narwhals.stable.v2", lambda: to_frame([], "polars")),
        ("openpyxl", lambda: read_excel("a.xlsx")),
        ("openpyxl", lambda: write_excel("a.xlsx", {"A": rows_of([])})),
    ],
)
def test_without_the_extra_the_message_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, package: str, task: Any
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtraError, match=r"cqikit\[tables\]"):
        task()


def test_the_ending_of_its_name_says_how_a_file_is_read(tmp_path: Path) -> None:
    workbook(tmp_path / "in.XLSX", ["a", "b"], [1, 2])
    (tmp_path / "in.csv").write_text("a,b\n1,2\n")
    (tmp_path / "in.tsv").write_text("a\tb\n1\t2\n")
    for name in ("in.XLSX", "in.csv", "in.tsv"):
        table = read(tmp_path / name)
        assert (table.columns, table.rows) == (("a", "b"), (("1", "2"),))
    with pytest.raises(SourceError, match=r"must end in .csv, .tsv, .tab, .txt, .xlsx"):
        read(tmp_path / "in.ods")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_workbook_is_read_or_refused(
    tmp_path: Path, data: st.DataObject
) -> None:
    path = workbook(tmp_path / "in.xlsx", ["a", "b"], [1, "x"], [date(2026, 1, 1), 3])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = data.draw(st.sampled_from(sorted(parts)))
    start = data.draw(st.integers(0, len(parts[name])))
    stop = start + data.draw(st.integers(0, 40))
    new = data.draw(st.sampled_from([b"", b"<", b"9", b'"', b"x y", b"</c>"]))
    parts[name] = parts[name][:start] + new + parts[name][stop:]
    with zipfile.ZipFile(path, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    with contextlib.suppress(DataError), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert len(read_excel(path)) <= 2


def test_an_index_of_pandas_that_has_a_name_is_a_column() -> None:
    months = PANDAS.to_datetime(["2026-01-01", "2026-02-01", None])
    frame = PANDAS.DataFrame({"falls": [3, 4, 5]}, index=months)
    assert from_frame(frame).columns == ("falls",)
    table = from_frame(frame.rename_axis("month"))
    assert table.columns == ("month", "falls")
    assert table.rows == (("2026-01-01", "3"), ("2026-02-01", "4"), ("", "5"))
    levels = [["North", "North", "South"], [7, 8, 7], ["a", "b", "c"]]
    both = PANDAS.MultiIndex.from_arrays(levels, names=["team", None, "ward"])
    table = from_frame(frame.set_index(both))
    assert table.columns == ("team", "ward", "falls")
    assert table.rows[2] == ("South", "c", "5")
    with pytest.raises(DataError, match="two columns are named 'falls'"):
        from_frame(frame.rename_axis("falls")).column("falls")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (PANDAS.Timestamp("2026-03-01"), "2026-03-01"),
        (PANDAS.Timestamp("2026-03-01 05:00"), "2026-03-01 05:00:00"),
        (PANDAS.Period("2026-03"), "2026-03"),
        (PANDAS.Period("2026Q4"), "2026-Q4"),
        (PANDAS.Period("2026-03-04", freq="W-SAT"), "2026-03-01/2026-03-07"),
        (np.datetime64("2026-03-01T00:00:00"), "2026-03-01"),
        (np.datetime64("2026-03-01T05:00"), "2026-03-01T05:00"),
        (np.datetime64("2026-03"), "2026-03"),
        (np.int64(3), "3"),
    ],
)
def test_dates_and_periods_of_packages_say_which_they_are(
    value: object, said: str
) -> None:
    frame = PANDAS.DataFrame({"on": PANDAS.Series([value], dtype=object)})
    assert from_frame(frame).rows == ((said,),)


def test_a_backend_that_there_is_not_is_refused_with_those_that_are() -> None:
    backend: Any = "panda"
    with pytest.raises(FieldError, match="did you mean 'pandas'"):
        to_frame(ROWS, backend)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (b'r="A2"', b'r="A-5"'),
        (b'<row r="2"', b'<row r="x"'),
        (b"<v>3</v>", b"<v>" + b"9" * 5_000 + b"</v>"),
        (b' t="n"><v>3</v>', b' t="d"><v>99999-01-01</v>'),
    ],
    ids=["cell before the first", "row of a word", "digits", "day"],
)
def test_a_cell_that_no_workbook_has_is_told_with_its_row(
    tmp_path: Path, was: bytes, now: bytes
) -> None:
    book = openpyxl.Workbook()
    (cells,) = book.worksheets
    cells.title = "Falls"
    cells.append(["month", "falls"])
    cells.append(["2026-01", 3])
    book.save(tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    assert was in parts[sheet]
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as archive:
        for name, held in parts.items():
            archive.writestr(name, held.replace(was, now) if name == sheet else held)
    with pytest.raises(DataError) as told:
        read(tmp_path / "b.xlsx")
    assert str(told.value.problems[0]) == (
        "row 2: is damaged: 'Falls' cannot be read:"
        " open and save it in a spreadsheet program"
    )


def test_rows_that_memory_does_not_hold_are_not_called_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["month"])
    book.save(tmp_path / "a.xlsx")

    def full(*_: object, **__: object) -> None:
        raise MemoryError

    sheet = "openpyxl.worksheet._read_only.ReadOnlyWorksheet.iter_rows"
    monkeypatch.setattr(sheet, full)
    with pytest.raises((DataError, MemoryError)) as caught:
        read_excel(tmp_path / "a.xlsx")
    assert "damaged" not in str(caught.value)


TEXTS = "xl/sharedStrings.xml"
SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
KINDS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
)


@pytest.mark.parametrize(
    ("texts", "number", "message"),
    [
        (b"<si><t>2026-01</t></si>", b"0", ""),
        (b"<si><t>2026-01</t></si>", b"7", f"row 2: is damaged: {TEXTS} cannot"),
        (None, b"0", f"is damaged: {TEXTS} cannot be read"),
        (b"<si><t>2026", b"0", "is not an Excel workbook"),
    ],
)
def test_texts_that_a_workbook_lacks_are_not_blamed_on_its_styles(
    tmp_path: Path, texts: bytes | None, number: bytes, message: str
) -> None:
    whole, damaged = tmp_path / "whole.xlsx", tmp_path / "damaged.xlsx"
    book = openpyxl.Workbook()
    page = book.create_sheet("falls", 0)
    for row in (["month", "falls"], ["2026-01", 4]):
        page.append(row)
    book.save(whole)
    cell = b'<c r="A2" t="inlineStr"><is><t>2026-01</t></is></c>'
    part = f'<Override PartName="/{TEXTS}" ContentType="{TYPES}"/></Types>'
    kept = f'<Relationship Id="rId9" Type="{KINDS}" Target="/{TEXTS}"/></Relationships>'
    changes = {
        cell: b'<c r="A2" t="s"><v>' + number + b"</v></c>",
        b"</Types>": part.encode(),
    }
    with zipfile.ZipFile(whole) as held, zipfile.ZipFile(damaged, "w") as made:
        for name in held.namelist():
            found = held.read(name)
            if name == "xl/_rels/workbook.xml.rels":
                found = found.replace(b"</Relationships>", kept.encode())
            for was, then in changes.items():
                found = found.replace(was, then)
            made.writestr(name, found)
        if texts is not None:
            made.writestr(TEXTS, f'<sst xmlns="{SHEETS}">'.encode() + texts + b"</sst>")
    if message:
        with pytest.raises(DataError, match=message):
            read_excel(damaged)
    else:
        assert read_excel(damaged).rows == (("2026-01", "4"),)


def test_a_cell_in_a_style_that_there_is_not_is_told_as_damage(tmp_path: Path) -> None:
    whole, damaged = tmp_path / "whole.xlsx", tmp_path / "damaged.xlsx"
    book = openpyxl.Workbook()
    page = book.create_sheet("falls", 0)
    for row in (["month", "falls"], ["2026-01", 4], ["2026-02", 3]):
        page.append(row)
    book.save(whole)
    with zipfile.ZipFile(whole) as held, zipfile.ZipFile(damaged, "w") as made:
        for part in held.namelist():
            cell = held.read(part).replace(b'r="B2"', b'r="B2" s="999"')
            made.writestr(part, cell)
    with pytest.raises(DataError, match=r"is damaged: xl/styles.xml cannot be read"):
        read_excel(damaged)


@pytest.mark.parametrize(
    ("package", "made"),
    [("pandas", {}), ("pandas", {"index": [1, 2]}), ("polars", {})],
)
def test_a_frame_of_no_columns_is_refused(package: str, made: dict[str, Any]) -> None:
    frame = import_module(package).DataFrame(**made)
    with pytest.raises(DataError, match="must name the columns"):
        from_frame(frame)
