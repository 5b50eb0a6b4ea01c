"""One table has one answer, whichever way it comes in."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd  # type: ignore[import-untyped]
import polars as pl
import pytest
from click.testing import CliRunner

from cqikit import tables
from cqikit.cli import main
from cqikit.errors import FieldTypeError
from cqikit.tables import propose
from tests.shapes import SHAPES, cells_of, workbook

if TYPE_CHECKING:
    from collections.abc import Callable

    from cqikit.tables import Proposal, Table

Rows = list[list[Any]]


def answer(made: Proposal) -> Any:
    """Return what is seen, measured and asked, without the numbers of rows."""
    return {
        "columns": [(column.column, column.kind.value) for column in made.columns],
        "measures": [
            (measure.key, measure.title, measure.kind, measure.cadence)
            for measure in made.measures
        ],
        "series": [
            (series.measure.key, series.team, series.periods, _known(series.values))
            for series in made.series
        ],
        "withheld": [series.withheld for series in made.series],
        "asks": [(ask.message, ask.fix) for ask in made.asks],
    }


def _known(values: Any) -> list[float | None]:
    return [None if value != value else round(value, 9) for value in values]  # noqa: PLR0124  (NaN is not itself)


def typed(cell: str) -> Any:
    """Return a cell as a spreadsheet keeps it: a number, a day or words."""
    for kind in (int, float, datetime.fromisoformat):
        try:
            made: Any = kind(cell)
        except ValueError:
            continue
        return made if kind is not datetime.fromisoformat or len(cell) > 9 else cell
    return cell


def framed(rows: Rows) -> tuple[list[str], Rows]:
    """Return the names of a frame and its rows: what stands above is left out."""
    full = max(map(len, rows))
    padded = [[*row, *([""] * (full - len(row)))] for row in rows]
    place = next(place for place, row in enumerate(padded) if all(row))
    return padded[place], padded[place + 1 :]


def polars(rows: Rows) -> Any:
    names, below = framed(rows)
    return pl.DataFrame(below, schema=names, orient="row")


def pandas(rows: Rows) -> Any:
    names, below = framed(rows)
    return pd.DataFrame(below, columns=names)


def read_by_pandas(rows: Rows) -> Any:
    out = io.StringIO()
    csv.writer(out).writerows([framed(rows)[0], *framed(rows)[1]])
    return pd.read_csv(io.StringIO(out.getvalue()), keep_default_na=False)


FRAMES: dict[str, Callable[[Rows], Any]] = {
    "pandas of categories": lambda rows: pandas(rows).astype("category"),
    "pandas, by its reader": read_by_pandas,
    "polars": lambda rows: polars(rows).lazy(),
    "arrow": lambda rows: polars(rows).to_arrow(),
}


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("door", FRAMES)
def test_a_frame_says_what_its_file_says(door: str, name: str) -> None:
    frame = FRAMES[door](cells_of(name))
    table = tables.from_frame(frame, "table")
    assert answer(propose(table)) == answer(propose(tables.parse_csv(SHAPES[name])))


def files(name: str, folder: Path) -> dict[str, Path]:
    """Write one table in every form that files have."""
    text, rows = SHAPES[name], cells_of(name)
    known = {
        "utf8.csv": text.encode(),
        "bom.csv": text.encode("utf-8-sig"),
        "utf16.csv": text.encode("utf-16"),
        "lines.csv": text.replace("\n", "\r\n").encode(),
        "some.txt": text.encode(),
        "text.xlsx": workbook(rows),
        "typed.xlsx": workbook([[typed(cell) for cell in row] for row in rows]),
    }
    for file, data in known.items():
        (folder / file).write_bytes(data)
    return {file: folder / file for file in known}


@pytest.mark.parametrize("name", SHAPES)
def test_a_file_says_the_same_in_every_form_and_on_the_command_line(
    name: str, tmp_path: Path
) -> None:
    usual = propose(tables.parse_csv(SHAPES[name]))
    for file, path in files(name, tmp_path).items():
        table: Table = tables.read(path)
        assert answer(propose(table)) == answer(usual), file
        if file not in {"utf8.csv", "typed.xlsx"}:
            continue
        seen = CliRunner().invoke(main, ["look", str(path), "--json"])
        assert seen.exit_code == 0, (file, seen.output)
        told = json.loads(seen.stdout)
        kinds = [(column["column"], column["kind"]) for column in told["columns"]]
        assert kinds == answer(usual)["columns"], file
        asked = [(ask["message"], ask["fix"]) for ask in told["asks"]]
        assert asked == answer(usual)["asks"], file
        assert [measure["key"] for measure in told["measures"]] == [
            measure.key for measure in usual.measures
        ]


FLAGS: Rows = [
    ["day", "late"],
    *([f"2024-01-{day:02}", day % 3 == 0] for day in range(1, 9)),
]


def test_true_and_false_are_flags_at_every_door(tmp_path: Path) -> None:
    path = tmp_path / "flags.xlsx"
    path.write_bytes(workbook(FLAGS))
    usual = answer(propose(tables.read(path)))
    assert usual["columns"][1] == ("late", "flag")
    for write in (str.upper, str.capitalize, str.lower):
        lines = [",".join(write(str(cell)) for cell in row) for row in FLAGS[1:]]
        table = tables.parse_csv("\n".join(["day,late", *lines]))
        assert answer(propose(table)) == usual
    for make in (pandas, polars):
        assert answer(propose(tables.from_frame(make(FLAGS), "table"))) == usual


@pytest.mark.parametrize("frame", [pd.DataFrame, pl.DataFrame])
@pytest.mark.parametrize("verb", ["observations", "series_of", "subgroups_of"])
def test_a_frame_is_no_table_until_it_is_made_one(verb: str, frame: Any) -> None:
    made: Any = frame({"month": ["2025-01"], "n": [3]})
    for call in (
        lambda: getattr(tables, verb)(made, None, []),
        lambda: tables.shaped(made, None),  # type: ignore[arg-type]
        lambda: tables.propose(made),
    ):
        with pytest.raises(FieldTypeError, match=r"a Table .*: tables\.from_frame\("):
            call()
