"""Dask: partitions with whole keys are answered one by one."""

from __future__ import annotations

import dask.dataframe  # type: ignore[import-not-found,import-untyped,unused-ignore]
import pytest

from cqikit import tables
from tests.engines.asked import ASKED, local, ordered

pytestmark = pytest.mark.filterwarnings("default")


@pytest.mark.parametrize("name", ASKED)
def test_dask_says_what_is_said_here(name: str) -> None:
    table, question, by = ASKED[name]
    frame = dask.dataframe.from_pandas(table.to_pandas(), npartitions=5)
    whole = frame.shuffle(on=list(question.keys), npartitions=3)
    meta = tables.evaluate(table.to_pandas()[:0], question)
    found = whole.map_partitions(tables.evaluate, question, meta=meta)
    rows = found.compute(scheduler="synchronous").to_dict("records")
    assert ordered(rows, by) == local(name)
