"""Text that somebody typed stays text in what spreadsheets and calendars open."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cqikit import tables
from cqikit.calendars import Due, to_ical
from cqikit.core import visible
from cqikit.errors import DataError, FieldError

SIGNS = ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"]
BLANKS = ["", " ", "\n", "\t", "\r", "\xa0", "\u3000", "\ufeff", "\u200b", " \n\t"]
#: What no text shows, and what programs stumble over.
ODD = ["\0", "\x1b[2J", "\ud800", "\udfff", "\uffff", "\u202e", "\x0b", "\u2028"]


def cells(text: str) -> list[str]:
    return [row[0] for row in csv.reader(io.StringIO(text, newline=""))]


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("blank", BLANKS)
def test_no_cell_starts_like_a_formula(sign: str, blank: str) -> None:
    typed = f"{blank}{sign}HYPERLINK(1)"
    written = tables.to_csv([{typed: typed}])
    assert cells(written) == [f"'{typed}"] * 2
    number = f"{blank}-3.5"
    if number.strip() == "-3.5":
        assert cells(tables.to_csv([{"a": number}])) == ["a", number]


@pytest.mark.parametrize("odd", ODD)
def test_what_no_file_can_hold_is_shown_by_its_number(odd: str) -> None:
    typed = f"three{odd} falls"
    written = tables.to_csv([{typed: typed}])
    assert written.encode()
    assert cells(written) == [visible(typed)] * 2
    page: Any = openpyxl.load_workbook(
        io.BytesIO(tables.to_excel({"Falls": [{"said": typed}]}))
    ).active
    assert page["A2"].value == visible(typed)
    day = date(2026, 10, 31)
    due = Due(key="plan/rugs", on=day, title=typed, detail=typed)
    made = to_ical([due], as_of=day, title=typed)
    assert made.encode()
    assert f"SUMMARY:{' '.join(visible(typed).split())}\r\n" in made
    assert "\0" not in made


@given(st.text(max_size=30))
def test_a_title_is_one_line_of_a_calendar(typed: str) -> None:
    day = date(2026, 10, 31)
    due = Due(key="plan/rugs", on=day, title=f"a{typed}", detail=typed)
    made = to_ical([due], as_of=day, title=typed)
    lines = [line for line in made.split("\r\n") if not line.startswith(" ")]
    assert len(lines) <= 15
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 1
    assert not any("\n" in line or "\r" in line for line in lines)


def test_the_last_day_there_is_falls_due() -> None:
    due = Due(key="plan/rugs", on=date.max, title="Rugs")
    made = to_ical([due], as_of=date(2026, 9, 1))
    assert "DTSTART;VALUE=DATE:99991231" in made
    assert "DTEND" not in made


def test_a_cell_that_is_too_long_is_told() -> None:
    with pytest.raises(DataError) as told:
        tables.parse_csv(f"a,b\n{'x' * 131_073},1\n", name="long.csv")
    assert str(told.value) == (
        "long.csv: 1 problem\n"
        "  - line 2: a cell must be at most 131,072 characters long"
    )
    with pytest.raises(FieldError, match="cell must be at most 32,767 characters"):
        tables.to_excel({"Falls": [{"said": "x" * 32_768}]})


@pytest.mark.parametrize(
    "text", ["_x202E_ falls", "_x000D_", "_x005F_x202E_", "_x12", "a_b", "__x0041__"]
)
def test_signs_by_their_number_stay_text_in_a_workbook(
    tmp_path: Path, text: str
) -> None:
    tables.write_excel(
        tmp_path / "a.xlsx", {"Falls": [{"said": text, "falls": "none"}]}
    )
    assert tables.read_excel(tmp_path / "a.xlsx").column("said") == (text,)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        kept = b"".join(archive.read(name) for name in archive.namelist())
    assert b"_x005F_x" in kept or text in {"_x12", "a_b"}


@given(st.lists(st.text("'=+-@\t x1,;\"|\uff1d\u200b", max_size=6), min_size=1))
@example(["'=1+1", "''=1", "'-3", "-3", "'-", "-", "' =x", "'til", "'", "=1", "\t'="])
def test_a_text_that_goes_out_comes_in_as_it_was(texts: list[str]) -> None:
    seen = [visible(text) for text in texts]
    rows = [{"key": f"k{place}", "text": text} for place, text in enumerate(seen)]
    read = tables.parse_csv(tables.to_csv(rows), delimiter=",")
    assert list(read.column("text")) == seen


def test_an_apostrophe_before_no_formula_is_part_of_its_cell() -> None:
    text = "name,'=of\n'til May,\"'=1+1\"\n'-3.5,''=x\n"
    table = tables.parse_csv(text)
    assert table.columns == ("name", "=of")
    assert table.rows == (("'til May", "=1+1"), ("'-3.5", "'=x"))
