"""Columns as codes: what is distinct, in the order of first mention or in its own."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pandas as pd  # type: ignore[import-untyped]
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqikit.core import codes_of

cells = st.none() | st.integers(0, 3) | st.text("ab", max_size=2)


@given(st.lists(cells), st.integers(1, 3))
def test_codes_give_back_the_column(column: list[Any], times: int) -> None:
    for rows in (column * times, tuple(column), iter(column)):
        told = column * times if isinstance(rows, list) else column
        names, codes = codes_of(rows)
        assert [names[code] for code in codes.tolist()] == told
        assert names == list(dict.fromkeys(told))


def chunked(rows: list[str]) -> Any:
    """Return two dictionaries, which say the same in another order."""
    parts = []
    for part, backwards in ((rows[:2], False), (rows[2:], True)):
        names = sorted({*part}, reverse=backwards)
        places = pa.array([names.index(row) for row in part], pa.int32())
        texts = pa.array(names, pa.string())
        parts.append(pa.DictionaryArray.from_arrays(places, texts))
    return pa.chunked_array(parts)


TEXTS: list[Callable[[list[Any]], Any]] = [
    list,
    np.array,
    pd.Series,
    lambda rows: pd.Series(rows, dtype=object),
    lambda rows: pd.Series(rows, dtype="category"),
    pd.Index,
    pl.Series,
    lambda rows: pl.Series(rows, dtype=pl.Categorical),
    lambda rows: pl.Series(rows, dtype=pl.Enum(sorted({*rows, "never"}))),
    pa.array,
    chunked,
    lambda rows: pa.array(rows).dictionary_encode(),
    lambda rows: pa.table({"a": rows})["a"],
]


@given(st.lists(st.text("ab", min_size=1, max_size=3), min_size=2), st.booleans())
def test_each_package_says_the_same(rows: list[str], ordered: bool) -> None:
    usual = codes_of(rows, ordered=ordered)
    if ordered:
        assert usual[0] == sorted({*rows})
    for made in TEXTS:
        names, codes = codes_of(made(rows), ordered=ordered)
        assert (names, codes.tolist()) == (usual[0], usual[1].tolist())
        assert {*map(type, names)} == {str}


@pytest.mark.parametrize("make", [pd.Series, pl.Series, pa.array, list])
def test_what_is_missing_is_none(make: Callable[[list[Any]], Any]) -> None:
    names, codes = codes_of(make(["b", None, "a", "b"]))
    assert (names, codes.tolist()) == (["b", None, "a"], [0, 1, 2, 0])


COLUMNS: dict[str, Callable[[list[str], list[int]], Any]] = {
    "arrow": lambda names, codes: pa.DictionaryArray.from_arrays(
        pa.array(codes, mask=np.array(codes) < 0), names
    ),
    "pandas": lambda names, codes: pd.Series(pd.Categorical.from_codes(codes, names)),
}


@pytest.mark.parametrize("make", COLUMNS.values(), ids=COLUMNS)
@pytest.mark.parametrize("many", [5, 200_000])
@pytest.mark.parametrize("codes", [[4, 1, 4], [-1, 3, -1], [0, 1, 2, 3, 4], [-1]])
def test_of_a_large_dictionary_what_rows_have_is_looked_at(
    make: Callable[[Any, Any], Any], many: int, codes: list[int]
) -> None:
    names = [f"site {number}" for number in range(many)]
    column = make(names, np.array(codes))
    tracemalloc.start()
    try:
        found, places = codes_of(column)
        held = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [found[place] for place in places.tolist()] == [
        names[code] if code >= 0 else None for code in codes
    ]
    assert held < 200_000


def test_chunks_may_have_dictionaries_of_their_own() -> None:
    parts = [["b", None, "a"], ["c", "b"], [None, "a"]]
    column = pa.chunked_array([pa.array(part).dictionary_encode() for part in parts])
    names, codes = codes_of(column)
    assert (names, codes.tolist()) == (["b", None, "a", "c"], [0, 1, 2, 3, 0, 1, 2])


def test_what_no_row_has_is_left_out_and_what_is_said_twice_is_one() -> None:
    column = pa.DictionaryArray.from_arrays([2, 0, 3], ["a", "b", "c", "a"])
    names, codes = codes_of(column)
    assert (names, codes.tolist()) == (["c", "a"], [0, 1, 1])
    names, codes = codes_of(pl.Series(["c", "a", "b"], dtype=pl.Categorical)[:2])
    assert (names, codes.tolist()) == (["c", "a"], [0, 1])


@pytest.mark.parametrize(
    "dtype", ["i1", "u1", ">i2", "i8", "u8", "f8", "M8[D]", ">M8[s]", "M8[M]", "?"]
)
@pytest.mark.parametrize("numbers", [[7, 5, 7, 6], [100, -100, 3], [0, 2**40, 0], []])
def test_numbers_and_dates_of_numpy(dtype: str, numbers: list[int]) -> None:
    column = np.array(numbers).astype(dtype)
    told = column.tolist()
    names, codes = codes_of(column)
    assert [names[code] for code in codes.tolist()] == told
    assert names == list(dict.fromkeys(told))


def test_what_has_no_codes_of_its_own_is_looked_at_cell_by_cell() -> None:
    assert codes_of(np.ma.array([1, 2], mask=[False, True]))[0] == [1, None]
    assert codes_of(pa.array([date(2026, 1, 1)] * 2))[0] == [date(2026, 1, 1)]


def test_polars_without_arrow(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: Any) -> None:
        raise ModuleNotFoundError

    monkeypatch.setattr(pl.Series, "to_arrow", missing)
    names, codes = codes_of(pl.Series(["b", "a", "b"]))
    assert (names, codes.tolist()) == (["b", "a"], [0, 1, 0])


def test_what_cannot_be_a_key_is_refused() -> None:
    for column in ([[1], [2]], np.array([[1], [2]]), pa.array([[1], [2]])):
        with pytest.raises(TypeError):
            codes_of(column)
    with pytest.raises(TypeError):
        codes_of(["a", 1], ordered=True)
