"""What a column is follows from its cells, at every door: years, counts, per cent."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd  # type: ignore[import-untyped]
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from cqikit import spc, tables
from cqikit.collaboratives import Collaborative
from cqikit.core import timeline
from cqikit.errors import DataError
from cqikit.measures import Measure
from cqikit.tables import ColumnKind, Layout, MeasureColumns, Table, propose, series_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cqikit.tables import Proposal

MONTHS = [f"2024-{month:02}" for month in range(1, 13)]
RATE = Measure(key="rate", title="Rate")


def kinds(made: Proposal) -> list[str]:
    return [column.kind.value for column in made.columns]


def csv(rows: list[list[Any]]) -> Table:
    text = "\n".join(",".join(map(str, row)) for row in rows)
    return tables.parse_csv(text)


def frame(rows: list[list[Any]]) -> Table:
    return tables.from_frame(pd.DataFrame(rows[1:], columns=rows[0]))


@pytest.mark.parametrize("door", [csv, frame])
@given(st.lists(st.integers(900, 99_999), min_size=12, max_size=12), st.data())
def test_whole_numbers_of_days_are_no_years(
    door: Callable[..., Table], days: list[int], data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(["days", "North days", "weeks open"]))
    rows = [["month", "falls", name], *map(list, zip(MONTHS, [7] * 12, days))]  # noqa: B905
    assert kinds(propose(door(rows))) == ["period", "count", "out of"]


@pytest.mark.parametrize("door", [csv, frame])
@pytest.mark.parametrize(
    ("name", "years", "kind"),
    [
        ("year", range(2015, 2027), ColumnKind.PERIOD),
        ("year", range(2026, 2014, -1), ColumnKind.PERIOD),
        ("year", range(900, 912), ColumnKind.VALUE),
        ("year", [*range(2015, 2026), 2011], ColumnKind.VALUE),
        ("n", range(2015, 2027), ColumnKind.VALUE),
    ],
)
def test_digits_are_years_that_follow_each_other_below_a_name_that_says_so(
    door: Callable[..., Table], name: str, years: list[int], kind: ColumnKind
) -> None:
    if kind is ColumnKind.PERIOD:
        table = door([[name, "rate"], *([year, 0.5] for year in years)])
        assert kinds(propose(table)) == ["period", "value"]
        return
    table = door([["month", name], *map(list, zip(MONTHS, years, strict=True))])
    assert kinds(propose(table)) == ["period", kind.value]


def test_numbers_that_could_be_written_in_two_ways_are_asked_for() -> None:
    rows = "\n".join(f"{month};7;1.0{n}9" for n, month in enumerate(MONTHS[:9]))
    made = propose(tables.parse_csv(f"month;falls;days\n{rows}\n"))
    assert "--decimal" in made.asks[0].fix
    mixed = propose(tables.parse_csv("month,rate\n2024-01,26%\n2024-02,0.25\n"))
    assert "the sign with every number" in mixed.asks[0].fix


def test_columns_side_by_side_are_not_out_of_each_other() -> None:
    names: list[Any] = ["Month", "North falls", "North days"]
    names += ["South falls", "South days"]
    rows: list[list[Any]] = [[month, 7, 1099, 8, 1199] for month in MONTHS]
    assert kinds(propose(csv([names, *rows]))) == ["period", *["value"] * 4]
    some = [row[:3] for row in [names, *rows]]
    assert kinds(propose(csv(some))) == ["period", "count", "out of"]


def test_a_total_beside_periods_is_passed_over() -> None:
    text = "Site,Jan-24,Feb-24,Total\nA,12,5,17\nB,9,8,17\nAll sites,21,13,34\n"
    made = propose(tables.parse_csv(text))
    assert kinds(made) == ["team", "period across", "period across", "unused"]
    assert made.decided[0] == "Total is passed over: a total (--of)"
    assert [series.team for series in made.series] == ["A", "B"]
    twice = propose(tables.parse_csv("Site,Jan-24,Jan-24,Feb-24\nA,1,2,3\nB,1,2,3\n"))
    assert kinds(twice) == ["team", *["period across"] * 3]
    assert not any("passed over" in line for line in twice.decided)


def workbook(formats: list[str], numbers: list[Any]) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["month", "rate", "Total"])
    for place, (form, number) in enumerate(zip(formats, numbers, strict=True)):
        sheet.append([MONTHS[place], number, "=SUM(B2:B3)"])
        sheet.cell(place + 2, 2).number_format = form
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


PERCENT, PLAIN = "0.0%", "General"


@pytest.mark.parametrize(
    ("formats", "numbers", "said"),
    [
        ([PERCENT] * 3, [0.1, 0.2, 0.3], ""),
        ([PERCENT, PERCENT, PLAIN], [0.1, 0.2, 0], ""),
        ([PERCENT, PERCENT, PLAIN], [0.1, 0.2, 0.6], "row 4, column rate: must be"),
        ([PERCENT, PERCENT, PLAIN], [0.1, 0.2, "60%"], "row 4, column rate: must be"),
        ([PERCENT, PLAIN, PLAIN], [0.1, 20, 6], "row 2, column rate: must not be"),
    ],
)
def test_a_column_of_a_workbook_is_shown_as_per_cent_throughout_or_refused(
    tmp_path: Path, formats: list[str], numbers: list[Any], said: str
) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(workbook(formats, numbers))
    layout = Layout(
        period="month", measures=[MeasureColumns(measure="rate", value="rate")]
    )
    table = tables.read(path)
    made = propose(table, value="rate")
    assert "Total is passed over (rows 2, 3 and 4" in made.decided[0]
    if not said:
        read = series_of(table, layout, [RATE])["rate", ""].values
        assert list(read) == numbers
        return
    with pytest.raises(DataError) as caught:
        series_of(table, layout, [RATE])
    assert [str(problem)[: len(said)] for problem in caught.value.problems] == [said]
    assert made.asks == caught.value.problems


def test_a_long_sheet_is_looked_through_for_per_cents_once_it_has_some(
    tmp_path: Path,
) -> None:
    path = tmp_path / "x.xlsx"
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["n", "rate"])
    for number in range(1, 260):
        sheet.append([number, 0.5])
        sheet.cell(number + 1, 2).number_format = PLAIN if number > 250 else PERCENT
    book.save(path)
    columns = MeasureColumns(measure="rate", value="rate")
    measure = Measure(key="rate", title="Rate", frequency="point")
    layout = Layout(period="n", measures=[columns])
    with pytest.raises(DataError, match="rows 252, 253, 254 and 6 more"):
        series_of(tables.read(path), layout, [measure])
    for row in sheet.iter_rows(min_row=2, max_row=252):
        row[1].number_format = PLAIN
    book.save(path)
    assert (
        len(series_of(tables.read(path), layout, [measure])["rate", ""].values) == 259
    )


@pytest.mark.parametrize(
    "column",
    [
        *(list, tuple, iter, np.array, pd.Series, pl.Series, pa.array),
        lambda years: [np.float64(year) for year in years],
    ],
)
def test_years_as_floats_are_years_of_whatever_package(
    column: Callable[..., Any],
) -> None:
    years = [2022.0, 2023.0, 2024.0]
    named = ["2022", "2023", "2024"]
    assert [str(it) for it in timeline(column(years)).periods] == named
    made = spc.panel([1, 2, 3], keys=["a"] * 3, on=column(years))
    assert [str(it) for it in made.on] == named
    if column is not iter:
        alone = spc.chart([1, 2, 3], on=column(years)).on
        assert [str(it) for it in alone or ()] == named


@pytest.mark.parametrize("package", [pd.DataFrame, pl.DataFrame])
def test_years_as_floats_are_years_in_each_question(package: Any) -> None:
    years = {"k": ["a"] * 3, "t": ["t"] * 3, "m": [2022.0, 2023.0, 2024.0]}
    frame = package({**years, "v": [1, 2, 3]})
    asked: dict[str, Any] = {"keys": "k", "on": "m"}
    charts = tables.Charts(**asked, values="v", cadence="year")
    assert list(tables.evaluate(frame, charts)["period"]) == ["2022", "2023", "2024"]
    closing = tables.ClosingFigures(
        **asked,
        team="t",
        value="v",
        measures=[Measure(key="x", title="X", frequency="year")],
        collaborative=Collaborative(key="all"),
    )
    assert len(tables.evaluate(frame, closing))
