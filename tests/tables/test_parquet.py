"""Parquet: what a frame holds, within the bounds of every table, at every door."""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit import folders, forms, spc, tables
from cqikit.cli import main
from cqikit.errors import DataError, FieldError, MissingExtraError, NoRowsError
from cqikit.tables._parquet_pages import pages_of

EXAMPLES = Path(__file__).parents[2] / "examples"
COLUMN = (
    st.lists(st.none() | st.integers(-(2**62), 2**62), min_size=3, max_size=3)
    | st.lists(st.none() | st.floats(allow_infinity=False), min_size=3, max_size=3)
    | st.lists(
        st.none() | st.text(st.characters(exclude_categories=["Cs"])),
        min_size=3,
        max_size=3,
    )
    | st.lists(st.none() | st.dates(), min_size=3, max_size=3)
    | st.lists(st.none() | st.booleans(), min_size=3, max_size=3)
)
#: How a file may be written.
WAYS: list[dict[str, Any]] = [
    {},
    {"compression": "zstd", "data_page_version": "2.0"},
    {"compression": "none", "use_dictionary": False, "write_page_checksum": True},
    {"row_group_size": 2, "write_page_index": True, "store_schema": False},
]


def written(folder: Path, columns: Any, **how: Any) -> Path:
    path = folder / "cases.parquet"
    table = columns if isinstance(columns, pa.Table) else pa.table(columns)
    pq.write_table(table, path, **how)
    return path


@pytest.mark.parametrize("how", WAYS)
@settings(max_examples=30)
@given(columns=st.lists(COLUMN, min_size=1, max_size=3))
def test_a_file_says_what_its_frame_says(
    tmp_path_factory: pytest.TempPathFactory, how: Any, columns: Any
) -> None:
    folder = tmp_path_factory.getbasetemp()
    names = ["a", "b.c", "a"][: len(columns) - 1]
    frame = pa.table(columns, names=[*names, "d"])
    path = written(folder, frame, **how)

    def said(read: Any, *given: Any) -> Any:
        try:
            return read(*given)
        except DataError as error:
            return str(error)

    assert said(tables.read, path) == said(tables.from_frame, frame, path.name)


def test_cells_of_all_sorts(tmp_path: Path) -> None:
    moments = [datetime(2026, 1, 1), datetime(2026, 1, 1, 3, 4)]  # noqa: DTZ001
    columns = {
        "decimal": [Decimal("1.50"), None],
        "fine": pa.array(moments, pa.timestamp("ns")),
        "zone": pa.array(moments, pa.timestamp("ms", "UTC")),
        "coded": pa.array(["p", None]).dictionary_encode(),
        "numbered": pa.array([7, 8]).dictionary_encode(),
        "plain": pa.array([b"North", b"South"]),
    }
    table = tables.read(written(tmp_path, columns))
    assert dict(zip(table.columns, table.rows[0], strict=True)) == {
        "decimal": "1.50",
        "fine": "2026-01-01",
        "zone": "2026-01-01",
        "coded": "p",
        "numbered": "7",
        "plain": "North",
    }
    assert table.rows[1][:2] == ("", "2026-01-01 03:04:00")


def test_texts_that_share_their_beginnings(tmp_path: Path) -> None:
    names = [f"North {number}" for number in range(200)]
    path = written(
        tmp_path,
        {"area": names},
        use_dictionary=False,
        column_encoding="DELTA_BYTE_ARRAY",
    )
    assert tables.read(path).column("area") == tuple(names)


def test_a_column_without_cells_is_told_of_once_it_is_used(tmp_path: Path) -> None:
    columns = {
        "month": ["2026-01", "2026-02"],
        "list": [[1], [2]],
        "parts": [{"a": 1}, {"a": 2}],
        "raw": [b"\xff\xfe", b"a"],
        "long": pa.array([b"a" * 80, b"b" * 80], pa.binary(80)),
    }
    table = tables.read(written(tmp_path, columns))
    assert table.column("month") == ("2026-01", "2026-02")
    said = {
        "list": "list<element: int64>",
        "parts": "struct<a: int64>",
        "raw": "bytes",
        "long": "fixed_size_binary[80]",
    }
    for name, kind in said.items():
        with pytest.raises(DataError) as caught:
            table.column(name)
        assert str(caught.value.problems[0]) == (
            f"column {name}: must have one number, text, day or truth value a row"
            f" (it has {kind}): take it apart where the file is made"
        )


def repeated(text: str, rows: int) -> pa.Table:
    codes = pa.array([0] * rows, pa.int32())
    return pa.table({"a": pa.DictionaryArray.from_arrays(codes, [text])})


def test_a_text_that_stands_in_many_rows_is_kept_once(tmp_path: Path) -> None:
    cells = tables.read(written(tmp_path, repeated("North", 20_000))).column("a")
    assert len(cells) == 20_000
    assert {id(cell) for cell in cells} == {id(cells[0])}


BOMBS: dict[str, tuple[Any, dict[str, Any], str]] = {
    "rows": (repeated("a", 1_100_000), {}, "must have at most 1,048,576 rows"),
    "cells": (
        {f"c{place}": [0] * 1_100 for place in range(5_000)},
        {},
        "must have at most 5,242,880 cells",
    ),
    "pages": (
        {"a": [b"\0" * 3_000_000] * 20},
        {"use_dictionary": False, "compression": "zstd"},
        "must be at most 50,000,000 bytes when unpacked",
    ),
    "a long text": (
        repeated("a" * 140_000, 90_000),
        {},
        "from row 1 on: a cell must be at most 131,072 characters long",
    ),
    "shared beginnings": (
        {"a": ["a" * number for number in range(11_000)]},
        {"use_dictionary": False, "column_encoding": "DELTA_BYTE_ARRAY"},
        "must be at most 50,000,000 bytes when unpacked",
    ),
    "a page of shared beginnings": (
        {"a": [f"{number:01000}" for number in range(0, 2 * 10**9, 10**6)]},
        {
            "use_dictionary": False,
            "column_encoding": "DELTA_BYTE_ARRAY",
            "data_page_size": 1 << 30,
        },
        "",
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_small_file_that_blows_up_is_refused(name: str, tmp_path: Path) -> None:
    columns, how, said = BOMBS[name]
    path = written(tmp_path, columns, **how)
    assert path.stat().st_size < 2_000_000
    if not said:
        assert len(tables.read(path)) == 2_000
        return
    with pytest.raises(DataError) as caught:
        tables.read(path)
    assert str(caught.value) == f"cases.parquet: 1 problem\n  - {said}"


def test_a_page_of_texts_that_share_their_beginnings_is_small(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(
        tmp_path,
        {"a": [f"{number}" for number in range(900)]},
        use_dictionary=False,
        column_encoding="DELTA_BYTE_ARRAY",
    )
    monkeypatch.setattr("cqikit.tables._parquet.SHARED_PAGE", 100)
    with pytest.raises(DataError, match="must be at most 50,000,000 bytes when unpack"):
        tables.read(path)


def test_bounds_can_be_narrower(tmp_path: Path) -> None:
    path = written(tmp_path, {"a": ["x", "y", "z"]})
    with pytest.raises(DataError, match="must have at most 2 rows"):
        tables.read(path, most_rows=2)
    with pytest.raises(DataError, match="must be at most 100 bytes"):
        tables.read(path, most_bytes=100)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    columns = {"month": ["2026-01", "2026-02"], "falls": [3, 4]}
    return written(tmp_path_factory.mktemp("whole"), columns).read_bytes()


@settings(max_examples=150)
@given(data=st.data())
def test_a_damaged_file_is_refused_or_read(
    whole: bytes, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    at = data.draw(st.integers(4, len(whole) - 1))
    byte = data.draw(st.binary(max_size=2))
    path = tmp_path_factory.getbasetemp() / "damaged.parquet"
    path.write_bytes(whole[:at] + byte + whole[at + 1 :])
    with suppress(DataError):
        tables.read(path)


def test_what_is_none_is_said(tmp_path: Path, whole: bytes) -> None:
    path = tmp_path / "cases.parquet"
    path.write_bytes(b"month,falls\n2026-01,3\n")
    with pytest.raises(DataError, match="is not a Parquet file: write it anew"):
        tables.read(path)
    path.write_bytes(whole[:-9])
    with pytest.raises(DataError, match="is damaged: write it anew"):
        tables.read(path)
    with pytest.raises(NoRowsError):
        tables.read(written(tmp_path, {"month": pa.array([], pa.string())}))
    with pytest.raises(FieldError, match=r"sheet must be left out for a Parquet file"):
        tables.read(path, sheet="1")


def test_without_its_package_it_names_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(MissingExtraError, match=r"cqikit\[parquet\]"):
        tables.read(tmp_path / "cases.parquet")
    with pytest.raises(MissingExtraError, match="writing a Parquet file needs pyarrow"):
        tables.to_parquet([{"a": 1}])


#: Headers of pages: sizes 1 and 2, then a page of data with one value.
HEADER = bytes([0x15, 0x00, 0x15, 0x02, 0x15, 0x04])
DATA = bytes([0x2C, 0x15, 0x02, 0x15, 0x00, 0x00, 0x00])
HEADERS: dict[str, tuple[bytes, bool]] = {
    "whole": (HEADER + DATA + b"ab", True),
    "the long form of a field": (
        bytes([0x15, 0x00, 0x05, 0x04, 0x02, 0x15, 0x04]) + DATA + b"ab",
        True,
    ),
    "a byte, a double, a text, truth": (
        HEADER
        + bytes([0x2C, 0x15, 0x02, 0x13, 9, 0x17, *range(8), 0x18, 2, 65, 66])
        + bytes([0x11, 0x12, 0, 0])
        + b"ab",
        True,
    ),
    "beyond the end": (HEADER + DATA + b"a", False),
    "no size": (bytes([0x15, 0x00, 0x15, 0x02, 0x00]), False),
    "a size below zero": (bytes([0x15, 0x00, 0x15, 0x01, 0x15, 0x04, 0x00]), False),
    "a list": (HEADER + bytes([0x29, 0x15, 0x02]), False),
    "too deep": (bytes([0x1C] * 20), False),
    "a number without end": (bytes([0x15, *[0xFF] * 12]), False),
    "cut off": (HEADER, False),
    "nothing": (b"", False),
}


@pytest.mark.parametrize("name", HEADERS)
def test_headers_of_pages(name: str) -> None:
    data, is_whole = HEADERS[name]
    column = SimpleNamespace(
        data_page_offset=0, dictionary_page_offset=None, num_values=1
    )
    if is_whole:
        ((unpacked, _),) = pages_of(data, column)
        assert unpacked == 1
    else:
        with pytest.raises(ValueError, match="no page is where"):
            pages_of(data, column)


# Every door ------------------------------------------------------------------


def as_parquet(source: Path, target: Path) -> None:
    result = CliRunner().invoke(main, ["convert", str(source), str(target)])
    assert result.exit_code == 0, result.output


def test_a_layout_may_name_it(tmp_path: Path) -> None:
    for source in (EXAMPLES / "measles").glob("*.toml"):
        text = source.read_text("utf-8")
        (tmp_path / source.name).write_text(text.replace("cases.csv", "cases.parquet"))
    as_parquet(EXAMPLES / "measles" / "cases.csv", tmp_path / "cases.parquet")
    theirs = folders.read(EXAMPLES / "measles").project.series
    ours = folders.read(tmp_path).project.series
    assert len(ours) == len(theirs) > 100
    for own, other in zip(ours, theirs, strict=True):
        assert (own.team, own.measure) == (other.team, other.measure)
        np.testing.assert_array_equal(own.values, other.values)
        # Where the names of columns are no row, rows have other numbers.
        row = int(other.rows[0].removeprefix("cases.csv row ")) - 1
        assert own.rows[0] == f"cases.parquet row {row}"


def test_the_command_line_reads_it(tmp_path: Path) -> None:
    waits = EXAMPLES / "scutari" / "mortality.csv"
    as_parquet(waits, tmp_path / "mortality.parquet")
    said = [
        CliRunner()
        .invoke(
            main,
            [
                *("chart", str(path), "--period", "month", "--value", "wounds"),
                *("-o", str(tmp_path / "wounds.csv"), "--force"),
            ],
        )
        .output
        for path in (waits, tmp_path / "mortality.parquet")
    ]
    assert said[0] == said[1]
    assert "24 months" in said[0]
    piped = CliRunner().invoke(
        main,
        ["chart", "-", "--period", "month", "--value", "wounds"],
        input=(tmp_path / "mortality.parquet").read_bytes(),
    )
    assert "is no text, and only text can be piped" in piped.output
    back = tmp_path / "back.csv"
    as_parquet(tmp_path / "mortality.parquet", back)
    assert tables.read(back).rows == tables.read(waits).rows


def test_a_column_is_of_numbers_where_all_its_cells_are(tmp_path: Path) -> None:
    path = tmp_path / "cases.csv"
    path.write_text("key,falls,rate,said\n007,3,1,'=1\n12,,2.5,-3\n")
    as_parquet(path, tmp_path / "cases.parquet")
    frame = pq.read_table(tmp_path / "cases.parquet")
    assert frame.to_pylist() == [
        {"key": "007", "falls": 3, "rate": 1.0, "said": "=1"},
        {"key": "12", "falls": None, "rate": 2.5, "said": "-3"},
    ]


def test_results_are_written_and_read_again(tmp_path: Path) -> None:
    reading = spc.read(spc.chart([3, 4, None, 30], "c", on=range(2001, 2005)), "nelson")
    tables.write_parquet(tmp_path / "points.parquet", reading)
    again = pq.read_table(tmp_path / "points.parquet").to_pylist()
    assert again == tables.rows_of(reading)


def test_answers_are_read_from_it(tmp_path: Path) -> None:
    source = EXAMPLES / "answers" / "exports" / "wide.csv"
    as_parquet(source, tmp_path / "wide.parquet")
    ours, theirs = map(forms.read_export, (tmp_path / "wide.parquet", source))
    assert (ours.columns, ours.rows) == (theirs.columns, theirs.rows)
