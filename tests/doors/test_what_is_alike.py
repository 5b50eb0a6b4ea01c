"""Teams, rows and names that are nearly alike are told apart, or told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd  # type: ignore[import-untyped]
import pyarrow as pa  # type: ignore[import-untyped]
import pytest
from click.testing import CliRunner

from cqikit import tables
from cqikit.cli import main
from cqikit.errors import DataError, SourceError, UnknownNameError
from cqikit.measures import Measure
from cqikit.tables import Layout, MeasureColumns, Once, propose, series_of
from tests.shapes import workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cqikit.tables import Table

V = Measure(key="v", title="V")
COLUMNS = MeasureColumns(measure="v", value="v")
SITES = ["North", "north ", "NORTH", "South", "South\u00a0", " South"]
MONTHS = ["2024-01", "2024-02", "2024-03"] * 2
ALIKE = (
    "column site: North, north and NORTH differ only in capitals and are kept apart;"
    " write them alike if they are one"
)


def csv(rows: list[list[Any]]) -> Table:
    return tables.parse_csv("\n".join(",".join(map(str, row)) for row in rows), "x.csv")


def frame(rows: list[list[Any]]) -> Table:
    return tables.from_frame(pd.DataFrame(rows[1:], columns=rows[0]), "x.csv")


def rows_of_sites() -> list[list[Any]]:
    cells = zip(MONTHS, SITES, range(6), strict=True)
    return [["month", "site", "v"], *map(list, cells)]


@pytest.mark.parametrize("door", [csv, frame])
def test_teams_that_differ_in_capitals_are_told_and_blanks_do_not_matter(
    door: Callable[..., Table],
) -> None:
    table = door(rows_of_sites())
    said: list[str] = []
    layout = Layout(period="month", team="site", measures=[COLUMNS])
    made = series_of(table, layout, [V], say=said.append)
    assert [team for _, team in made] == ["North", "north", "NORTH", "South"]
    assert list(made["v", "South"].values) == [3, 4, 5]
    assert said == [ALIKE]
    proposal = propose(table)
    assert list(proposal.understood) == [ALIKE]
    assert [series.team for series in proposal.series][-1] == "South"


def test_teams_that_differ_in_capitals_are_told_on_the_command_line(
    tmp_path: Path,
) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(workbook(rows_of_sites()))
    options = ["--period", "month", "--value", "v", "--each", "site"]
    out = ["-o", str(tmp_path / "x.svg")]
    told = CliRunner().invoke(main, ["chart", str(path), *options, *out])
    assert ALIKE in told.stdout


@pytest.mark.parametrize("door", [csv, frame])
def test_numbers_of_months_that_begin_again_have_no_year(
    door: Callable[..., Table],
) -> None:
    layout = Layout(period="month", measures=[COLUMNS])
    measure = Measure(key="v", title="V", frequency="point")
    months = [*range(1, 13), *range(1, 9)]
    table = door([["month", "v"], *([month, 5] for month in months)])
    with pytest.raises(DataError, match="the year is missing: write 2024-01") as caught:
        series_of(table, layout, [measure])
    assert [problem.count for problem in caught.value.problems] == [8]
    days = door([["month", "v"], *([month, 5] for month in [*range(1, 14), 1])])
    with pytest.raises(DataError, match="add = true"):
        series_of(days, layout, [measure])


def test_a_person_who_is_not_named_is_no_team() -> None:
    table = csv([["month", "who", "v"], ["2024-01", "", 1], ["2024-01", "B", 1]])
    once = Once(column="who", keep="first")
    layout = Layout(period="month", once=once, add=True, measures=[COLUMNS])
    with pytest.raises(DataError, match="row 2, column who: must say who it is"):
        series_of(table, layout, [V])


@pytest.mark.parametrize("library", ["pandas", "arrow"])
def test_two_columns_of_one_name_refuse_only_what_uses_them(library: str) -> None:
    names = ["month", "v", "note", "note"]
    cells = [["2024-01", "2024-02"], [1, 2], ["a", "b"], ["c", "d"]]
    made: Any = pa.table([pa.array(cell) for cell in cells], names=names)
    if library == "pandas":
        rows = list(zip(*cells, strict=True))
        made = pd.DataFrame(rows, columns=names, index=pd.Index([7, 8], name="key"))
    table = tables.from_frame(made)
    assert table.columns[-4:] == tuple(names)
    layout = Layout(period="month", measures=[COLUMNS])
    assert series_of(table, layout, [V])["v", ""].values == (1, 2)
    with pytest.raises(DataError, match="two columns are named 'note'"):
        table.column("note")


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["1/13/2024", "13/2/2024"], ["1/13/2024 in row 2", "13/2/2024 in row 3"]),
        (
            ["1704067200", "1706745600"],
            ["x.csv: 2 problems\n  - rows 2 and 3, column month: must be like"],
        ),
    ],
)
def test_dates_that_cannot_be_read_are_told_by_row_once_a_kind(
    tmp_path: Path, cells: list[str], said: list[str]
) -> None:
    path = tmp_path / "x.csv"
    path.write_text("month,v\n" + "".join(f"{cell},1\n" for cell in cells))
    options = ["--period", "month", "--value", "v"]
    told = CliRunner().invoke(main, ["chart", str(path), *options]).output
    assert all(text in told for text in said)
    assert told.count("\n") <= 2 + len(said)


def test_a_workbook_cannot_be_piped(tmp_path: Path) -> None:
    options = ["--period", "month", "--value", "v", "-o", str(tmp_path / "x.svg")]
    book = workbook([["month", "v"], ["2024-01", 1]])
    told = CliRunner().invoke(main, ["chart", "-", *options], input=book).output
    assert "only text can be piped: save it, and name the file" in told


def test_a_file_is_not_meant_by_its_ending(tmp_path: Path) -> None:
    for name in ("e.csv", "case.csv"):
        (tmp_path / name).write_text("a\n1\n")
    with pytest.raises(SourceError, match=r"there is no such file$"):
        tables.read(tmp_path / "nope.csv")
    with pytest.raises(SourceError, match=r"did you mean 'case.csv'"):
        tables.read(tmp_path / "cases.csv")


def test_rows_of_subtotals_lead_to_totals_which_leave_out_the_last_one_too() -> None:
    text = (
        "site,month,v\nNorth,2024-01,1\nNorth,2024-02,2\nNorth total,,3\n"
        "South,2024-01,1\nSouth,2024-02,2\nSouth total,,3\nGrand total,,6\n"
    )
    asks = propose(tables.parse_csv(text)).asks
    assert "rows 4 and 7, column month" in str(asks[0])
    assert 'totals = ["North total", "South total"]' in str(asks[0])
    words = ["North total", "South total"]
    made = propose(tables.parse_csv(text, totals=words))
    assert made.asks == ()
    assert [series.team for series in made.series] == ["North", "South"]
    assert "Grand total" in made.understood[0]


@pytest.mark.parametrize("cell", [">95", "> 95%", "<5%", ">= 95", "≥95 %"])
def test_bounds_lead_to_withheld(cell: str) -> None:
    rows: list[list[Any]] = [["month", "v"], ["2024-01", 12], ["2024-02", cell]]
    layout = Layout(period="month", measures=[COLUMNS])
    with pytest.raises(DataError, match=r'say withheld = \["') as caught:
        series_of(csv(rows), layout, [V])
    assert cell in str(caught.value)
    told = tables.parse_csv(f"month,v\n2024-01,12\n2024-02,{cell}\n", withheld=cell)
    assert series_of(told, layout, [V])["v", ""].withheld == ("", cell)


FILLED: list[list[Any]] = [
    ["site", "month", "v"],
    ["North", "2024-01", 1],
    ["", "2024-02", 2],
    ["South", "2024-01", 3],
    [" ", "2024-02", 4],
]
BY_SITE = Layout(period="month", team="site", measures=[COLUMNS])


@pytest.mark.parametrize("door", [csv, frame])
def test_a_site_that_is_named_once_leads_to_the_option_that_fills_it_down(
    door: Callable[..., Table],
) -> None:
    with pytest.raises(DataError) as caught:
        series_of(door(FILLED), BY_SITE, [V])
    (problem,) = caught.value.problems
    assert problem.fix == (
        'if it is that of the row above, say filled = ["site"] (--fill site)'
    )
    first = [FILLED[0], FILLED[2], *FILLED[1:2]]
    with pytest.raises(DataError, match=r"must say which team \(got ''\)$"):
        series_of(door(first), BY_SITE, [V])


def test_a_column_is_filled_down_at_every_door(tmp_path: Path) -> None:
    text = "\n".join(",".join(map(str, row)) for row in FILLED)
    (tmp_path / "x.csv").write_text(text)
    (tmp_path / "x.xlsx").write_bytes(workbook(FILLED))
    how = Layout(period="month", team="site", filled="site", measures=[COLUMNS])
    frames = pd.DataFrame(FILLED[1:], columns=FILLED[0])
    for table in (
        tables.read(tmp_path / "x.csv", how=how),
        tables.read(tmp_path / "x.xlsx", filled=["site"]),
        tables.from_frame(frames, filled="site"),
    ):
        made = series_of(table, how, [V])
        assert [series.values for series in made.values()] == [(1, 2), (3, 4)]
        assert table.understood == ("column site: 2 blanks filled from above",)
        again = propose(table)
        assert again.layout is not None
        assert again.layout.filled == ("site",)
    with pytest.raises(UnknownNameError, match="did you mean 'site'"):
        tables.read(tmp_path / "x.csv", filled="sites")
    looked = CliRunner().invoke(main, ["look", str(tmp_path / "x.csv"), "--fill=site"])
    assert "--fill site --each site" in looked.stdout
    layout = tmp_path / "layout.toml"
    options = ["look", str(tmp_path / "x.xlsx"), "--fill", "site", "-o", str(layout)]
    CliRunner().invoke(main, options)
    assert 'filled = ["site"]' in layout.read_text(encoding="utf-8")
