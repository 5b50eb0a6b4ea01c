"""Errors of a spreadsheet are told as such, by cell: no number, and nothing missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from cqikit.errors import DataError
from cqikit.measures import Measure
from cqikit.tables import (
    ColumnKind,
    Flag,
    Layout,
    MeasureColumns,
    Once,
    parse_csv,
    propose,
    read_excel,
    rows_of,
    series_of,
)

if TYPE_CHECKING:
    from pathlib import Path

    from cqikit.tables import Table

ERRORS = [
    *("#DIV/0!", "#N/A", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!"),
    *("#NV", "#WERT!", "#BEZUG!", "#\u00a1VALOR!", "#\u00bfNOMBRE?", "#N/D", "Err:502"),
    "#GETTING_DATA",
]
MISSING = "; where it has nothing to divide or to find, say missing = "
WAITS = Measure(key="waits", title="Waits")
SHARE = Measure(key="waits", title="Waits", kind="proportion", per=100)


def refused(table: Table, measure: Measure = WAITS, **said: Any) -> list[str]:
    layout = {"period": "month"} | {
        name: said.pop(name) for name in ("team", "once", "add") if name in said
    }
    columns = MeasureColumns(measure="waits", **(said or {"value": "n"}))
    with pytest.raises(DataError) as caught:
        series_of(table, Layout(**layout, measures=[columns]), [measure])
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("cell", ERRORS)
def test_an_error_is_told_by_its_cell_and_makes_no_column_vanish(cell: str) -> None:
    cells = ["15", cell, "17", cell, cell, cell]
    rows = [f"2024-{month:02},{text}" for month, text in enumerate(cells, 1)]
    table = parse_csv("\n".join(["month,n", *rows]))
    made = propose(table)
    assert made.columns[1].kind is ColumnKind.VALUE
    asked = [str(problem) for problem in made.asks]
    assert asked == refused(table)
    where = "rows 3, 5, 6 and 1 more, column n"
    fault = f"{where}: must not be an error of the spreadsheet (got {cell!r}): "
    (told,) = asked
    assert told.startswith(f"{fault}correct its formula")
    assert (MISSING in told) == (cell in {"#DIV/0!", "#N/A", "#N/D", "#NV"})
    # Declared as missing, it is.
    (found,) = propose(parse_csv("\n".join(["month,n", *rows]), missing=cell)).series
    read = [row["value"] for row in rows_of(found)]
    assert read == [15, None, 17, None, None, None]


def test_a_workbook_tells_its_errors_as_a_text_does(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["month", "n"], ["2024-01", 3], ["2024-02", "#N/A"]]
    book = openpyxl.Workbook()
    for row in [*rows, ["2024-03", "#REF!"]]:
        book.worksheets[0].append(row)
    book.worksheets[0]["B3"].data_type = "e"
    book.save(tmp_path / "n.xlsx")
    assert refused(read_excel(tmp_path / "n.xlsx")) == [
        (
            "rows 3 and 4, column n: must not be an error of the spreadsheet (got"
            f""" '#N/A', '#REF!'): correct its formula{MISSING}["#N/A"]"""
            " (--missing '#N/A')"
        )
    ]


def test_a_team_a_person_a_period_or_a_flag_is_no_error() -> None:
    text = "month,site,late,who\n2024-01,N,Y,a\n#REF!,N,#N/A,b\n2024-03,#N/A,N,#NAME?\n"
    late = Flag(column="late", equals="Y")
    once = Once(column="who", keep="any")
    said = {"numerator": late, "denominator": 1, "team": "site", "once": once}
    correct = "must not be an error of the spreadsheet (got {}): correct its formula"
    assert refused(parse_csv(text), SHARE, **said, add=True) == [
        f"row 3, column month: {correct.format(repr('#REF!'))}",
        (
            f"""row 3, column late: {correct.format(repr("#N/A"))}{MISSING}["#N/A"]"""
            " (--missing '#N/A')"
        ),
        f"row 4, column site: {correct.format(repr('#N/A'))}",
        f"row 4, column who: {correct.format(repr('#NAME?'))}",
    ]
    between = Measure(key="waits", title="Waits", kind="time-between")
    events = parse_csv("month\n2024-01-01\n#REF!\n2024-03-01\n")
    assert refused(events, between, between=True) == [
        f"row 3, column month: {correct.format(repr('#REF!'))}"
    ]


def test_a_column_of_errors_alone_is_asked_for_where_it_may_be_what_was_meant() -> None:
    text = "month,n\n2024-01,#REF!\n2024-02,#VALUE!\n2024-03,#NUM!\n2024-04,#NULL!\n"
    made = propose(parse_csv(text))
    assert [str(problem) for problem in made.asks] == [
        (
            "column n: must not be an error of the spreadsheet (got '#REF!', '#VALUE!',"
            " '#NUM!' ...): correct its formula"
        )
    ]
    beside = propose(parse_csv("month,n,v\n2024-01,#REF!,3\n2024-02,#REF!,4\n"))
    assert beside.columns[1].kind is ColumnKind.UNUSED
    assert beside.columns[1].why == "#REF!"
    assert not beside.asks


def test_a_word_behind_a_hash_is_a_word() -> None:
    text = "month,site,n\n2024-01,#1,3\n2024-02,#North,4\n"
    columns = MeasureColumns(measure="waits", value="n")
    layout = Layout(period="month", team="site", measures=[columns])
    teams = {team for _, team in series_of(parse_csv(text), layout, [WAITS])}
    assert teams == {"#1", "#North"}


def test_numbers_with_a_sign_count_nothing() -> None:
    text = "month,late,visits,share\n2024-01,3,20,15%\n2024-02,4,25,16%\n"
    made = propose(parse_csv(text))
    assert [seen.kind.value for seen in made.columns] == [
        *("period", "count", "out of", "unused"),
    ]
