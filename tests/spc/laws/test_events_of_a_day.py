"""Events of one day are in order of their times, at every door and however written."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd  # type: ignore[import-untyped]
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqikit import spc, tables
from cqikit.core import timeline
from cqikit.core._written import time_of_day
from cqikit.errors import DataError

FIRST = datetime(2025, 1, 20, 8)  # noqa: DTZ001  (as clocks on walls)
VALUES = [5.0, 9, 4, 12, 6, 8, 3, 9, 7, 5, 5, 20]
TIMES = [FIRST + timedelta(hours=8 * at) for at in range(12)]
#: How packages and people write times.
WRITTEN: dict[str, Any] = {
    "list": list,
    "numpy": lambda times: np.array(times, dtype="M8[ns]"),
    "pandas": pd.Series,
    "zone": lambda times: pd.Series(times).dt.tz_localize("Europe/Berlin"),
    "polars": pl.Series,
    "arrow": pa.array,
    "iso": lambda times: [time.isoformat() for time in times],
    "american": lambda times: [f"{time:%m/%d/%Y %I:%M %p}" for time in times],
}


@pytest.mark.parametrize("written", WRITTEN)
@given(order=st.permutations(range(12)))
def test_the_order_of_rows_moves_no_limit(written: str, order: list[int]) -> None:
    times = WRITTEN[written]([TIMES[at] for at in order])
    values = [VALUES[at] for at in order]
    known: Any = {"cadence": "events"}
    whole = spc.chart(VALUES, "i", on=TIMES, **known)
    made = spc.panel(values, "i", keys=["a"] * 12, on=times, **known)
    np.testing.assert_array_equal(made["a"].values, VALUES)
    np.testing.assert_allclose(made["a"].upper, whole.upper)
    if written == "american":
        known["dates"] = "mdy"
    question = tables.Charts(keys="k", on="t", values="v", kind="i", **known)
    told = times.to_pylist() if written == "arrow" else list(times)
    frame = pd.DataFrame({"k": ["a"] * 12, "t": told, "v": values})
    found = tables.evaluate(frame, question)
    assert found["value"].tolist() == VALUES
    np.testing.assert_allclose(found["upper"], whole.upper)


def test_rows_of_one_chart_are_in_order_of_time() -> None:
    on = [TIMES[1], TIMES[0], TIMES[2]]
    with pytest.raises(DataError, match="must not have a time before that of the row"):
        spc.chart([1, 2, 3], "i", on=on, cadence="events")
    assert spc.chart([1, 2], "i", on=[FIRST, FIRST], cadence="events").values.size == 2


def test_a_generator_is_read_once() -> None:
    made = timeline((time for time in TIMES[:3]), "events")
    assert (np.diff(made.moments) > 0).all()
    assert len(timeline((time.date() for time in TIMES[:3]), "events")) == 3


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2025-01-31", 0),
        ("2025-01-31 0:05", 300),
        ("1/31/2025 12:00 AM", 0),
        ("1/31/2025 12:30 p.m.", 45_000),
        ("2025-01-31T23:59:59.5+02:00", 86_399.5),
        ("a: b", 0),
        ("2025-01-31 " + " " * 9_999 + "8:00", 0),
    ],
)
def test_a_time_stands_behind_a_day(text: str, seconds: float) -> None:
    assert time_of_day(text) == seconds


@pytest.mark.parametrize("written", WRITTEN)
def test_times_between_events_are_those_of_their_times(written: str) -> None:
    given = WRITTEN[written](TIMES)
    assert spc.chart(given, "t").values.tolist() == pytest.approx([1 / 3] * 11)
