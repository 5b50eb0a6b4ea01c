"""Where the table is: header, notes, totals, comments, delimiter, encoding, sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqikit import tables
from cqikit.errors import (
    DataError,
    FieldError,
    FieldTypeError,
    SourceError,
    UnknownNameError,
)
from cqikit.measures import Measure
from cqikit.tables import (
    Codes,
    Dialect,
    Layout,
    MeasureColumns,
    parse_csv,
    read,
    read_csv,
    series_of,
)

if TYPE_CHECKING:
    from pathlib import Path

    from cqikit.tables import Table

ROWS = "month,visits,missed\n2024-01,278,73\n2024-02,285,70\n"
COLUMNS = ("month", "visits", "missed")


def refused(text: str, **said: Any) -> str:
    with pytest.raises(DataError) as caught:
        parse_csv(text, "visits.csv", **said)
    return str(caught.value)


def same(table: Table) -> None:
    assert table.columns == COLUMNS
    assert table.rows == (("2024-01", "278", "73"), ("2024-02", "285", "70"))


def semicolons(text: str) -> str:
    return text.replace(",", ";")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ROWS, ()),
        (
            f'"Missed visits, all sites",,\n,,\n{ROWS}',
            (
                (
                    "row 3 names the columns; what stands above it is left out"
                    " (Missed visits, all sites)"
                ),
            ),
        ),
        (
            f"Missed visits\nReport of July 2024\n\n{ROWS}",
            (
                (
                    "row 4 names the columns; what stands above it is left out"
                    " (Missed visits ...)"
                ),
            ),
        ),
        (
            f"# made by a register\n#, with commas\n\n{ROWS}",
            ("lines that begin with # are comments, left out",),
        ),
        (f"{ROWS}Total,563,143\n", ("row 4: totals (Total), left out",)),
        (
            f"{ROWS}Grand total:,563,143\nAverage,281.5,71.5\n",
            ("rows 4 and 5: totals (Grand total: and Average), left out",),
        ),
        (
            f"{ROWS}\n* provisional figures\n\nSource: the register\n",
            ("rows 5 and 7: notes below the table, left out",),
        ),
        (
            "month,visits,,missed,\n2024-01,278,,73,\n\n2024-02,285,,70,\n",
            (),
        ),
        (semicolons(ROWS), ("semicolons stand between the cells",)),
        (
            "Visits, missed ones\n" + semicolons(ROWS),
            (
                "semicolons stand between the cells",
                (
                    "row 2 names the columns; what stands above it is left out"
                    " (Visits, missed ones)"
                ),
            ),
        ),
        (ROWS.replace(",", "\t"), ("tabs stand between the cells",)),
        (ROWS.replace(",", "|"), ("bars stand between the cells",)),
        (f"sep=;\r\n{semicolons(ROWS)}", ("semicolons stand between the cells",)),
    ],
)
def test_what_has_one_reading_is_read_and_said(
    text: str, said: tuple[str, ...]
) -> None:
    table = parse_csv(text)
    same(table)
    assert table.understood == said


def test_rows_keep_their_numbers_below_what_is_left_out() -> None:
    text = f'#1\n#2\n"a note of\ntwo lines",,\n\n{ROWS}'
    assert parse_csv(text).numbers == (6, 7)
    # Within quotes, no line is a comment.
    quoted = parse_csv('month,note\n2024-01,"first\n# second"\n', comment="#")
    assert quoted.rows == (("2024-01", "first\n# second"),)


@pytest.mark.parametrize(
    ("text", "how"),
    [
        (f"Elm County,North\n{ROWS}", {"header": 2}),
        (f"Elm County,North\n{ROWS}", {"header": ("month", "missed")}),
        (f"Elm County,North\n{ROWS}", {"header": "month"}),
        (f"% a, b, c\n{ROWS}", {"comment": "%"}),
        (f"{ROWS}All sites,563,143\n", {"totals": "all sites"}),
        (f"{ROWS}2024-03,1,1\n", {"last": 3}),
        (ROWS.replace("2024-01", "unit,n,n\n2024-01"), {"first": 3}),
        (ROWS.replace(",", ":"), {"delimiter": ":"}),
        (ROWS.replace(",", "\t"), {"delimiter": "tab"}),
    ],
)
def test_what_is_said_is_done(text: str, how: dict[str, Any]) -> None:
    same(parse_csv(text, **how))
    same(parse_csv(text, how=Dialect(**how)))
    columns = MeasureColumns(measure="m", value="visits")
    same(parse_csv(text, how=Layout(period="month", measures=[columns], **how)))


def test_two_rows_may_name_the_columns() -> None:
    text = "Adams,,Baker,\nmissed,visits,missed,visits\n1,2,3,4\n"
    message = refused(text)
    assert message.endswith(
        "row 1 has 2 cells, row 2 has 4: the header seems to be in rows 1 and 2:"
        " say header = [1, 2] (--header 1,2)"
    )
    table = parse_csv(text, header=[1, 2])
    assert table.columns == (
        *("Adams missed", "Adams visits"),
        *("Baker missed", "Baker visits"),
    )
    uneven = parse_csv("month,,of which\n,visits\n2024-01,3,1\n", header=(1, 2))
    assert uneven.columns == ("month", "month visits", "of which")


@pytest.mark.parametrize(
    ("text", "how", "said"),
    [
        (
            (
                "Register,Elm,2024\nCounty,North\nmonth,visits,missed,late\n"
                "2024-01,278,73,1\n2024-02,278,73,1\n2024-03,278,73,1\n"
            ),
            {},
            (
                "row 1 has 3 cells, row 3 has 4: the header seems to be in row 3:"
                " say header = 3 (--header 3)"
            ),
        ),
        (
            "Visits\nSite,2023,2024\nAdams,3,4\nBaker,4,5\n",
            {},
            (
                "row 1 has 1 cell, row 2 has 3: the names of the columns must stand in"
                " one row: say header = 2 (--header 2)"
            ),
        ),
        (
            f"Source: agency, unit of data, 2025\n{ROWS}",
            {},
            (
                "row 1 has a number for a name, or one name twice: the header seems to"
                " be in row 2: say header = 2 (--header 2)"
            ),
        ),
        (
            f"Missed visits, home visiting\nSource: agency, unit, 2025\n{ROWS}",
            {},
            "row 1 has 2 cells, row 3 has 3: the header seems to be in row 3",
        ),
        (ROWS, {"header": 9}, "row 9 must name the columns, and is empty"),
        (ROWS, {"header": ("month", "vists")}, "no row has the names month, vists"),
        ("a,b;c\n1,2;3\n", {}, "commas and semicolons part each row into as many"),
        ("a" + ",a" * 16_384, {}, "line 1: must have at most 16,384 cells"),
        ("month,visits\n2024-01,1,x\n2024-02,2,y\n", {}, "rows 2 and 3: must have 2"),
    ],
)
def test_what_has_two_readings_is_refused_with_one_line(
    text: str, how: dict[str, Any], said: str
) -> None:
    message = refused(text, **how)
    assert said in message
    assert message.count("\n") == 1


def test_a_name_that_stands_further_down_shows_the_header() -> None:
    table = parse_csv("Elm County,North\nmonth,visits\n2024-01,3\n", "v.csv")
    with pytest.raises(DataError, match=r"named in row 2: say header = 2 \(--hea"):
        table.column("month")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("month,n\n,visits\n2024-01,3\n", "if data begin below, say first = 3 (--f"),
        ("month,n\n2024-01,3\nSource: EHR,\n", "ends before, say last = 2 (--last 2)"),
        ("month,n\n2024-01,3\n,3\n", "if the table ends before, say last = 2"),
        (
            "month,n\nunit,n\n2024-01,3\nnote,\n",
            "say first = 3 (--first 3); if the table ends before, say last = 3 (--la",
        ),
        (
            "month,n\n2024-01,3\nSubtotal,3\n2024-02,3\nSubtotal,3\n",
            'if rows are totals, say totals = ["Subtotal"] (--totals Subtotal)',
        ),
        (
            "year,month,n\n2024,Jan,3\n2024 Total,,3\n2025,Jan,3\n2025 Total,,3\n",
            'say totals = ["2024 Total", "2025 Total"] (--totals \'2024 Total\' --tot',
        ),
        ("month,n\n2024-01,3\n,3\n2024-02,3\n", "(got '')"),
        ("month,n\nJune,3\nJuly,4\n", "(got 'June', 'July')"),
    ],
)
def test_rows_whose_period_is_words_are_told_with_what_leaves_them_out(
    text: str, said: str
) -> None:
    columns = MeasureColumns(measure="m", value="n")
    layout = Layout(period="month", measures=[columns])
    with pytest.raises(DataError) as caught:
        series_of(parse_csv(text), layout, [Measure(key="m", title="M")])
    told = "\n".join(map(str, caught.value.problems))
    assert said in told
    assert told.startswith("row")


def test_the_names_may_stand_there_again_and_over_two_lines() -> None:
    table = parse_csv('month,"Total\nvisits"\n2024-01,1\nmonth,"Total\nvisits"\n')
    assert table.column("Total visits") == table.column("Total  visits") == ("1",)
    assert table.understood == ("row 3: the names of the columns again, left out",)


def test_a_sign_within_quotes_parts_nothing() -> None:
    assert parse_csv('name\n"a;b"\n').rows == (("a;b",),)


def test_days_across_name_columns() -> None:
    days = "site,2024-01-01,2024-02-01\nAdams,3,4\nBaker,4,5\n"
    assert parse_csv(f"Visits\n{days}").columns[1] == "2024-01-01"


def test_a_workbook_under_the_name_of_a_text_is_told() -> None:
    assert "is a workbook and no text: let its name end in .xlsx" in refused(
        b"PK\x03\x04"  # type: ignore[arg-type]
    )


def test_groups_and_words_in_every_row_are_no_totals_or_notes() -> None:
    text = "site,month,n\nAdams,2024-01,1\nTotal,2024-01,3\nTotal,2024-02,4\n"
    assert len(parse_csv(text)) == 3
    assert len(parse_csv("what,n\nTotal,3\n")) == 1
    months = "month,n\nJune 2024,3\n\nJuly 2024,\n"
    assert len(parse_csv(months)) == 2
    assert len(parse_csv("n\none word\n\nanother word\n")) == 2


def test_empty_cells_at_the_end_of_a_row_are_none_too_many() -> None:
    table = parse_csv("a,b\n1,2,,\n", "x.csv")
    assert table.rows == (("1", "2"),)
    assert repr(table) == "<Table x.csv, 1 rows, 2 columns>"


def test_a_column_of_teams_that_is_not_there_is_told() -> None:
    columns = MeasureColumns(measure="m", value="visits")
    layout = Layout(period="month", team="ward", measures=[columns])
    with pytest.raises(DataError, match="no column named 'ward'; there are missed, mo"):
        series_of(parse_csv(ROWS), layout, [Measure(key="m", title="M")])


def test_columns_without_a_name_or_anything_else_are_left_out() -> None:
    table = parse_csv("a,,b\n1,,2\n", "x.csv")
    assert (table.columns, table.rows) == (("a", "b"), (("1", "2"),))
    assert parse_csv("a,,b\n1,x,2\n").columns == ("a", "", "b")


def test_two_columns_of_one_name_refuse_nothing_until_one_is_used() -> None:
    table = parse_csv("month,n,n\n2024-01,1,2\n", "x.csv")
    assert table.column("month") == ("2024-01",)
    with pytest.raises(DataError, match="row 1: two columns are named 'n': rename"):
        table.column("n")


@pytest.mark.parametrize(
    ("encoding", "mark", "said"),
    [
        ("utf-8", b"", ()),
        ("utf-8", b"\xef\xbb\xbf", ()),
        ("utf-16-le", b"\xff\xfe", ("the text is read as UTF-16",)),
        ("utf-16-be", b"\xfe\xff", ("the text is read as UTF-16",)),
        ("utf-16-le", b"", ("the text is read as UTF-16-LE",)),
        ("utf-16-be", b"", ("the text is read as UTF-16-BE",)),
        (
            "windows-1252",
            b"",
            ("the text is read as Windows-1252 ('visités'): it is not UTF-8",),
        ),
    ],
)
def test_an_encoding_is_seen_or_said(
    tmp_path: Path, encoding: str, mark: bytes, said: tuple[str, ...]
) -> None:
    text = "month,visités\n2024-01,3\n"
    path = tmp_path / "visits.csv"
    path.write_bytes(mark + text.encode(encoding))
    table = read(path)
    assert table.columns == ("month", "visités")
    assert table.understood == said
    assert read(path, encoding="utf-16" if mark and said else encoding).columns == (
        "month",
        "visités",
    )


def test_bytes_of_no_known_encoding_are_named_by_their_line(tmp_path: Path) -> None:
    path = tmp_path / "visits.csv"
    path.write_bytes(b"month,n\n2024-01,\x81\n")
    with pytest.raises(DataError, match="line 2: must be UTF-8 text: save it as UTF-8"):
        read_csv(path)
    path.write_bytes(b"month,n\n2024-01,\xe9 \n")
    assert "('" in read_csv(path).understood[0]


def test_a_tab_is_what_the_ending_promises(tmp_path: Path) -> None:
    path = tmp_path / "visits.tsv"
    path.write_text("a, b\tc\n1, 2\t3\n", encoding="utf-8")
    assert read(path).columns == ("a, b", "c")
    assert read(path).understood == ()


@pytest.mark.parametrize(
    ("make", "kind", "said"),
    [
        (lambda: parse_csv(ROWS, heder=2), UnknownNameError, "did you mean 'header'"),  # type: ignore[call-arg]
        (lambda: parse_csv(ROWS, how=3), FieldTypeError, "how must be a Dialect"),  # type: ignore[arg-type]
        (lambda: parse_csv(ROWS, sheet="A"), FieldError, "sheet must be left out for"),
        (lambda: Dialect(header=0), FieldError, "header must be the number of a row"),
        (lambda: Dialect(header=(3, 2)), FieldError, "header must be the number"),
        (lambda: Dialect(header=(1, "a")), FieldError, "header must be the number"),
        (lambda: Dialect(header={}), FieldTypeError, "header must be the number"),
        (lambda: Dialect(first=3, last=2), FieldError, "last must be at least first"),
        (lambda: Dialect(delimiter="ab"), FieldError, "delimiter must be one charac"),
        (lambda: Dialect(encoding="utf8"), FieldError, "did you mean 'utf-8'"),
        (lambda: Dialect(decimal=",", thousands=","), FieldError, "must not be the de"),
        (lambda: Dialect(missing=[None]), FieldError, "missing"),
        (lambda: Codes(column="", codes=1), FieldError, "column must be text"),
    ],
)
def test_what_cannot_be_meant_is_refused(make: Any, kind: type, said: str) -> None:
    with pytest.raises(kind, match=said):
        make()


words = st.text(st.characters(categories=["Lu", "Ll"]), min_size=1, max_size=8)


@given(
    title=words,
    names=st.lists(words, min_size=3, max_size=5, unique=True),
    rows=st.integers(2, 5),
    blanks=st.integers(0, 3),
)
def test_a_title_above_changes_nothing_but_the_numbers_of_rows(
    title: str, names: list[str], rows: int, blanks: int
) -> None:
    text = "\n".join([",".join(names), *[",".join("1" * len(names))] * rows]) + "\n"
    plain, titled = parse_csv(text), parse_csv(title + "\n" * (blanks + 1) + text)
    assert (titled.columns, titled.rows) == (plain.columns, plain.rows)
    assert titled.numbers == tuple(number + blanks + 1 for number in plain.numbers)


WORD = st.sampled_from(["Source: agency", "by site", "All", "Visits", "n = 12", ""])
LINE = st.lists(WORD, min_size=1, max_size=5) | st.sampled_from(
    [["Period", "2024-01"], ["2025"], ["Downloaded: 1 May 2025", "10:30", ""]]
)


@given(st.lists(LINE, min_size=1, max_size=4))
def test_lines_apart_from_the_table_are_left_out_and_told(
    block: list[list[str]],
) -> None:
    above = "".join(f"{','.join(cells)}\n" for cells in block)
    table = parse_csv(f"{above}\n{ROWS}2024-03,290,71\n", "visits.csv")
    assert table.columns == COLUMNS
    assert len(table) == 3
    if any(map(any, block)):
        names = f"row {len(block) + 2} names the columns; what stands above it"
        assert table.understood[0].startswith(names)


@pytest.mark.parametrize(
    ("above", "row"),
    [
        ("Missed visits\n\nSource: State agency, 2025, table 3\n\n", 5),
        ("Title\nSource: a, b, c, d\nDownloaded: 1 May 2025, 10:30\n\n", 5),
        ("Source: agency, unit of data, page 3\n\n", 3),
        ("Reporting period,2024-01,2024-03\n\n", 3),
    ],
)
def test_what_stands_above_may_be_as_wide_as_the_table(above: str, row: int) -> None:
    table = parse_csv(f"{above}{ROWS}")
    same(table)
    assert table.understood[0].startswith(f"row {row} names the columns; what stands")


def test_units_below_the_names_do_not_become_them() -> None:
    table = parse_csv(f"month,visits,missed\nISO,number,count\n{ROWS[21:]}")
    assert table.columns == COLUMNS


def test_words_in_the_first_rows_are_data_below_names() -> None:
    table = parse_csv("use\nTRUE\nfalse\nYes\n0\n")
    assert (table.columns, len(table)) == (("use",), 4)
    table = parse_csv("month,visits\nunknown,n/a\n2024-01,3\n2024-02,4\n")
    assert (table.columns, len(table)) == (("month", "visits"), 3)


@pytest.mark.parametrize("ending", [".xls", ".xlsb", ".ods"])
def test_another_spreadsheet_is_told_what_to_save_it_as(
    ending: str, tmp_path: Path
) -> None:
    with pytest.raises(SourceError, match=r"save it as .xlsx or .csv"):
        tables.read(tmp_path / f"visits{ending}")
