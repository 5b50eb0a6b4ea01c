"""DuckDB and polars, which cut what is sorted by key wherever they like."""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]
import pytest

from cqikit import tables
from tests.engines.asked import ASKED, local, ordered


@pytest.mark.parametrize("name", ASKED)
def test_duckdb_says_what_is_said_here(name: str) -> None:
    table, question, by = ASKED[name]
    db = duckdb.connect()
    sorted_by_key = db.cursor().from_arrow(table).order(", ".join(question.keys))
    reader = sorted_by_key.to_arrow_reader(50)
    schema = tables.evaluate(table[:0], question).schema
    found = tables.evaluate(reader, question)
    answer = pa.RecordBatchReader.from_batches(schema, found)
    rows = db.from_arrow(answer).to_arrow_table().to_pylist()
    assert ordered(rows, by) == local(name)


@pytest.mark.parametrize("name", ASKED)
def test_polars_says_what_is_said_here(tmp_path: Path, name: str) -> None:
    table, question, by = ASKED[name]
    pl.DataFrame(table).write_parquet(tmp_path / "rows.parquet")
    lazy = pl.scan_parquet(tmp_path / "rows.parquet").sort(question.keys)
    batches = lazy.collect_batches(chunk_size=50, maintain_order=True)
    found = pl.concat(tables.evaluate(batches, question))
    assert ordered(found.to_dicts(), by) == local(name)
