"""From a data frame to readings to a data frame, and a million series in chunks.

The bar is in charts and readings of the array that the frame holds: what is around the
kernel should take at most four times as long as the kernel, and does where it has the
machine to itself; the bar leaves room for others. Chunks of a million series take no
more memory than three times what they are cut from, whoever holds that.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
import pandas as pd  # type: ignore[import-untyped]
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]

from benchmarks.harness import Race
from cqikit import spc, tables

SERIES, POINTS = 100_000, 24
MILLION, CHUNK = 1_000_000, 20_000
RULES = spc.ANHOEJ | spc.NELSON
MONTHS = np.arange("2024-01", "2026-01", dtype="M8[M]").astype("M8[D]")
QUESTION = tables.Charts(keys="key", on="on", values="value", rules=RULES)


def arrow(values: np.ndarray[Any, Any], first: int = 0) -> Any:
    """Return series below each other as a table, the keys dictionary-coded."""
    charts = len(values)
    names = pa.array([f"team {first + place:07}" for place in range(charts)])
    codes = np.repeat(np.arange(charts, dtype=np.int32), POINTS)
    columns = {
        "key": pa.DictionaryArray.from_arrays(codes, names),
        "on": pa.array(np.tile(MONTHS, charts)),
        "value": pa.array(values.ravel()),
    }
    return pa.table(columns)


def there_and_back(frame: Any, backend: Any) -> Any:
    """Return what is read of the charts of a frame as a frame of the same package."""
    made = spc.panel(frame["value"], keys=frame["key"], on=frame["on"])
    return tables.to_frame(spc.read(made.chart, RULES), backend, keys=made.keys)


def races() -> Iterator[Race]:
    """Yield frames of each package, and batches, against the array itself."""
    values = np.random.default_rng(17).normal(size=(SERIES, POINTS))
    table = arrow(values)
    frames = {
        "pandas": table.to_pandas(date_as_object=False),
        "polars": pl.from_arrow(table),
        "pyarrow": table,
        "texts of pandas": pd.DataFrame(
            {
                **table.to_pandas(date_as_object=False),
                "key": table["key"].cast(pa.string()).to_pandas(),
            }
        ),
    }

    def read() -> spc.Reading:
        return spc.read(spc.chart(values), RULES)

    def same(ours: Any, theirs: spc.Reading) -> None:
        for name, flags in theirs.flags.items():
            np.testing.assert_array_equal(np.asarray(ours[name]), flags.ravel())

    for name, frame in frames.items():
        backend = name.split()[-1]
        yield Race(
            name=f"{SERIES:,} series of a frame ({name}) to a frame, against the array",
            ours=partial(there_and_back, frame, backend),
            theirs=read,
            same=same,
            at_most=7.0,  # 3.6 to 4.8 on a busy machine
        )
    yield Race(
        name=f"{SERIES:,} series evaluated as a batch, against the array",
        ours=lambda: tables.evaluate(table, QUESTION),
        theirs=read,
        same=same,
        at_most=9.0,
    )
    yield in_chunks()


def in_chunks() -> Race:
    """Return the race of ten times as many series in chunks against one tenth."""
    rng = np.random.default_rng(18)
    parts = [
        arrow(rng.normal(size=(CHUNK, POINTS)), first)
        for first in range(0, MILLION, CHUNK)
    ]
    input_bytes = sum(part.nbytes for part in parts)

    def rows(batches: list[Any]) -> int:
        return sum(len(part) for part in tables.evaluate(batches, QUESTION))

    def same(ours: int, theirs: int) -> None:
        assert ours == MILLION * POINTS
        assert theirs * 10 == ours
        tracemalloc.start()
        before = pa.total_allocated_bytes()
        arrows = 0
        for part in tables.evaluate(parts, QUESTION):
            arrows = max(arrows, pa.total_allocated_bytes() - before)
            del part
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert most + arrows < 2 * input_bytes, (most, arrows, input_bytes)

    return Race(
        name=f"{MILLION:,} series in chunks, against a tenth of them",
        ours=lambda: rows(parts),
        theirs=lambda: rows(parts[: len(parts) // 10]),
        same=same,
        at_most=15.0,
    )
