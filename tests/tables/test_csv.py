"""Comma-separated values: in within bounds, out without formulas."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit.core import Finding, Severity, parse_period, visible
from cqikit.errors import DataError, FieldError, FieldTypeError, SourceError
from cqikit.measures import Measure, Observation, series
from cqikit.tables import parse_csv, read_csv, rows_of, to_csv, write_csv


def fault(text: str, **more: object) -> str:
    with pytest.raises(DataError) as caught:
        parse_csv(text, name="cases.csv", **more)  # type: ignore[arg-type]
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "cases.csv: 1 problem\n  - is empty: the first row names the columns"),
        ("\ufeff \n\n", "is empty"),
        ("a,b\n", "must have at least one row below the header"),
        ("a,b\n,\n", "must have at least one row below the header"),
        ('""\n', "is empty"),
        (",\n1,2\n", "must have at least one row below the header"),
        ("a,b\n1,2\n1,2,3\n", "row 3: must have 2 cells, as the header has (got 3)"),
        ("a,b\n1\n", "(got 1): write the comma of an empty cell too"),
        ("a,b\n1,2\n3,\0\n", "line 3: has a NUL character: save it as text"),
        ('a,b\n1,"2\n', "line 2: a quote is opened here that nothing closes"),
        ('a,b\n1,"2"x\n', "line 2: a quote is closed within a cell"),
        ('a,b\n1,2\n"x\ny",3\n4,"5\n6,7\n', "line 5: a quote is opened here"),
        ('# a\n# b\na,b\n# c\n1,2\n# d\n3,"4\n\n', "line 7: a quote is opened"),
        ("a,b\n1," + "x" * 200_000, "line 2: a cell must be at most 131,072"),
    ],
)
def test_what_is_no_table_is_refused_with_its_place(text: str, said: str) -> None:
    assert said in fault(text)


def test_a_table_over_the_bound_is_refused_and_one_at_it_is_not(
    tmp_path: Path,
) -> None:
    text = "a\n1\n2\n"
    assert len(parse_csv(text, most_rows=2)) == 2
    assert "must have at most 1 rows" in fault(text, most_rows=1)
    file = tmp_path / "cases.csv"
    file.write_text(text)
    assert len(read_csv(file, most_bytes=6)) == 2
    with pytest.raises(DataError, match="must be at most 5 bytes"):
        read_csv(file, most_bytes=5)


def test_rows_keep_the_numbers_that_a_spreadsheet_shows() -> None:
    table = parse_csv('\na,b\n1,"two\nlines"\n\n3,4\n', name="cases.csv")
    assert table.numbers == (3, 5)
    assert table.row(1) == "cases.csv row 5"
    assert table.columns == ("a", "b")


def test_other_delimiters_are_read_when_said() -> None:
    assert parse_csv("a;b\n1,5;2\n", delimiter=";").column("a") == ("1,5",)
    assert parse_csv("a\n1\n").columns == ("a",)


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    file = tmp_path / "cases.csv"
    file.write_bytes(b"\xef\xbb\xbfarea\r\nNorth\r\n")
    assert read_csv(file).columns == ("area",)


def test_bytes_that_are_no_utf_8_are_named_by_their_line(tmp_path: Path) -> None:
    file = tmp_path / "cases.csv"
    file.write_bytes("area\nSüd\n".encode("latin-1"))
    with pytest.raises(DataError, match="line 2: must be utf-8 text: save it as UTF-8"):
        read_csv(file, encoding="utf-8")


def test_a_missing_table_is_named_and_its_likely_name_told(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text("a\n1\n")
    with pytest.raises(SourceError, match=r"no such file: did you mean 'cases.csv'\?"):
        read_csv(tmp_path / "casse.csv")


@settings(max_examples=50)
@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
            min_size=2,
            max_size=2,
        ),
        min_size=1,
    )
)
def test_what_is_written_is_read_back(
    cells: list[list[str]],
) -> None:
    # Data right below the names, and last, and no row that says nothing: what stands
    # apart may be a title above names, and what reads as totals and notes is below all.
    shown = [["x", "0"], *(list(map(visible, row)) for row in cells), ["x", "0"]]
    full = [row for row in shown if any(map(str.strip, row))]
    written = to_csv([{"a": first, "b": other} for first, other in full])
    assert [list(row) for row in parse_csv(written).rows] == full


@settings(max_examples=50)
@given(st.sampled_from(["", *"=+-@\t\r", " "]), st.text(max_size=9))
def test_no_text_is_written_as_a_formula(start: str, text: str) -> None:
    line = to_csv([{"a": start + text}]).removeprefix("a\n").strip('"\n')
    if line.startswith(("=", "+", "-", "@", "\t", "\r")):
        float(line)


def test_numbers_days_and_gaps_are_written_as_what_they_are() -> None:
    row = {"n": -2, "x": 1.0, "big": 2**70, "no": None, "nan": float("nan"), "t": True}
    assert to_csv([row]) == f"n,x,big,no,nan,t\n-2,1.0,{2**70},,,true\n"


def test_findings_and_series_have_rows(tmp_path: Path) -> None:
    waits = Measure(key="waits", title="Waiting time")
    made = series(waits, [Observation(period="2026-01", value=14.0, row="w.csv row 2")])
    found = Finding(code="aim.no-date", message="=no date")
    assert rows_of([made]) == rows_of(made)
    write_csv(tmp_path / "out.csv", [found, *rows_of(made)])
    lines = (tmp_path / "out.csv").read_text().splitlines()
    assert lines[0].startswith("code,severity,where,message,fix,source,team,measure")
    assert lines[1].startswith("aim.no-date,warning,,'=no date,,,,")
    assert lines[2].endswith(",waits,2026-01,14.0,,,,,w.csv row 2")
    write_csv(tmp_path / "out.csv", made)
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_what_no_cell_can_hold_is_refused() -> None:
    with pytest.raises(FieldError, match="must be a finite number"):
        to_csv([{"a": float("inf")}])
    with pytest.raises(FieldError, match="must be text, a number"):
        to_csv([{"a": object()}])
    with pytest.raises(FieldTypeError, match="must be a mapping or an attrs value"):
        to_csv([3])


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "out.csv").mkdir()
    with pytest.raises(SourceError):
        write_csv(tmp_path / "out.csv", [{"a": 1}])
    with pytest.raises(SourceError):
        write_csv(tmp_path / "no" / "out.csv", [{"a": 1}])
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_names_periods_and_lists_of_text_fill_one_cell() -> None:
    step = {"kind": Severity.NOTE, "when": parse_period("2026-10"), "who": ("a", "b")}
    assert to_csv([step]) == "kind,when,who\nnote,2026-10,a; b\n"
