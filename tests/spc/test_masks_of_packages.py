"""A mask is a mask in whichever package, and says true or false of each point."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd  # type: ignore[import-untyped]
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]
import pytest

from cqikit import spc
from cqikit.errors import FieldError

VALUES = [3.0, 4.0, 2.0, 9.0, 3.0, 5.0, 4.0, 2.0]
MARKED = [False, False, False, True, False, False, True, False]
WAYS: dict[str, Any] = {
    "array": np.array,
    "objects": lambda marks: np.array(marks, dtype=object),
    "masked array": np.ma.array,
    "Series": pd.Series,
    "Series of objects": lambda marks: pd.Series(marks, dtype=object),
    "nullable": lambda marks: pd.Series(marks, dtype="boolean"),
    "categorical": pd.Categorical,
    "polars": pl.Series,
    "Arrow": pa.array,
    "Arrow in chunks": lambda marks: pa.chunked_array([marks[:3], marks[3:]]),
    "Arrow, coded": lambda marks: pa.array(marks).dictionary_encode(),
}
HOLED: dict[str, Any] = {
    "objects": lambda: np.array([*MARKED[:-1], None], dtype=object),
    "masked array": lambda: np.ma.array(MARKED, mask=[*[False] * 7, True]),
    "nullable": lambda: pd.Series([*MARKED[:-1], pd.NA], dtype="boolean"),
    "polars": lambda: pl.Series([*MARKED[:-1], None]),
    "Arrow": lambda: pa.array([*MARKED[:-1], None]),
}


@pytest.mark.parametrize("name", ["exclude", "phases", "baseline"])
@pytest.mark.parametrize("way", WAYS)
def test_a_mask_is_one_in_every_package(way: str, name: str) -> None:
    one_way: dict[str, Any] = {name: MARKED}
    another: dict[str, Any] = {name: WAYS[way](MARKED)}
    plain, asked = (spc.chart(VALUES, "i", **how) for how in (one_way, another))
    np.testing.assert_array_equal(asked.upper, plain.upper)
    np.testing.assert_array_equal(asked.centre, plain.centre)


@pytest.mark.parametrize("name", ["exclude", "phases", "baseline"])
@pytest.mark.parametrize("way", HOLED)
def test_a_mask_with_a_hole_is_refused_by_its_place(way: str, name: str) -> None:
    holed: dict[str, Any] = {name: HOLED[way]()}
    with pytest.raises(FieldError, match=rf"says neither of {name}\[7\]"):
        spc.chart(VALUES, "i", **holed)


def test_a_baseline_that_ends_before_it_begins_is_told_as_such() -> None:
    months = [f"2026-0{month}" for month in range(1, 9)]
    with pytest.raises(FieldError, match="baseline must not end before it begins"):
        spc.chart(VALUES, "i", on=months, baseline=("2026-05", "2026-02"))


@pytest.mark.parametrize("name", ["exclude", "phases"])
def test_objects_that_are_no_flags_are_marks(name: str) -> None:
    months = [f"2026-0{month}" for month in range(1, 9)]
    listed: dict[str, Any] = {name: ["2026-04"]}
    objects: dict[str, Any] = {name: np.array(["2026-04"], dtype=object)}
    plain, asked = (spc.chart(VALUES, on=months, **how) for how in (listed, objects))
    np.testing.assert_array_equal(asked.centre, plain.centre)
