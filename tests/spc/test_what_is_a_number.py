"""What is a number is one question: of a list, an array, a column of any package."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd  # type: ignore[import-untyped]
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit import assessments, spc, tables
from cqikit.errors import CqikitError, DataError, FieldError

if TYPE_CHECKING:
    from collections.abc import Callable

MONTHS = [f"2025-{month:02}" for month in range(1, 4)]


def series(cells: list[Any]) -> Any:
    return pd.Series(cells, dtype=object)


def objects(cells: list[Any]) -> Any:
    made = np.empty(len(cells), dtype=object)
    made[:] = cells
    return made


DOORS: tuple[Callable[[list[Any]], Any], ...] = (list, tuple, objects, series)
CELLS = st.one_of(
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.booleans(),
    st.none(),
    st.fractions(max_denominator=9),
    st.timedeltas(),
    st.complex_numbers(),
    st.sampled_from(["12", "1_0", "NaN", "x", b"3", "\u0663"]),
)


def told(values: Any) -> Any:
    """Return the values of a chart, or what is said of each that is none."""
    try:
        return [None if value != value else value for value in spc.chart(values).values]  # noqa: PLR0124
    except DataError as error:
        return [str(problem) for problem in error.problems]
    except CqikitError as error:
        return str(error)


@given(st.lists(CELLS, min_size=1, max_size=6))
def test_a_cell_is_a_number_at_every_door_or_at_none(cells: list[Any]) -> None:
    first, *others = [told(door(cells)) for door in DOORS]
    assert all(other == first for other in others)


def coded(cells: list[Any]) -> Any:
    return pa.array(cells).dictionary_encode()


def in_runs(cells: list[Any]) -> Any:
    return pc.run_end_encode(pa.array(cells))


#: One column as each package may hold it.
COLUMNS: tuple[Callable[[list[Any]], Any], ...] = (
    list,
    objects,
    pd.Series,
    lambda cells: pd.Series(pd.Categorical(cells)),
    lambda cells: pd.Series(pd.arrays.ArrowExtensionArray(coded(cells))),
    pl.Series,
    pa.array,
    coded,
    in_runs,
    lambda cells: pa.table({"y": cells})["y"],
    lambda cells: pa.table({"y": coded(cells)})["y"],
    lambda cells: pa.table({"y": in_runs(cells)})["y"],
    lambda cells: pa.chunked_array([coded(cells[:2]), coded(cells[2:])]),
)


@pytest.mark.parametrize("column", COLUMNS)
def test_a_missing_cell_is_no_number_however_a_column_is_coded(
    column: Callable[[list[Any]], Any],
) -> None:
    y, sizes, on = column([3, None, 5]), column([10, None, 10]), MONTHS
    expected = [3, None, 5]
    panel = spc.panel(y, "c", keys=["a"] * 3, on=on)["a"]
    for made in (spc.chart(y, "c"), spc.chart(y, "c", on=on), panel):
        assert [None if np.isnan(it) else it for it in made.values] == expected
    sized = spc.chart([3, 4, 5], "u", sizes=sizes)
    panel = spc.panel([3, 4, 5], "u", sizes=sizes, keys=["a"] * 3, on=on)["a"]
    for made in (sized, panel):
        assert np.isnan(made.values).tolist() == [False, True, False]


def test_a_missing_rating_is_none_however_a_column_is_coded() -> None:
    first, second = [1, None, 2, 2, 1], [1, 2, 2, 1, 1]
    usual = assessments.weighted_kappa(first, second)
    for column in (coded, in_runs, lambda cells: pa.table({"y": coded(cells)})["y"]):
        assert assessments.weighted_kappa(column(first), column(second)) == usual


@pytest.mark.parametrize("column", COLUMNS)
def test_keys_and_days_may_be_coded(column: Callable[[list[Any]], Any]) -> None:
    keys, on = column(["b", "b", "a"]), column(MONTHS)
    made = spc.panel([1, 2, 3], "c", keys=keys, on=on)
    assert made.keys == ("a", "b")
    assert made["a"].values[-1] == 3


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_spans_of_time_are_no_numbers(unit: str) -> None:
    spans = [timedelta(days=2), timedelta(days=3)]
    array = np.array(spans, dtype=f"timedelta64[{unit}]")
    doors: list[Any] = [spans, array, pd.Series(array), pl.Series(spans)]
    for values in doors:
        with pytest.raises(DataError) as caught:
            spc.chart(values)
        assert [problem.where for problem in caught.value.problems] == [
            "values[0]",
            "values[1]",
        ]
        assert "count its days, hours or minutes" in str(caught.value)


def test_what_is_shown_is_what_was_typed() -> None:
    for values in (pl.Series(["1", "2"]), np.array(["1", "2"]), pd.Series(["1", "2"])):
        assert told(values)[0].startswith("values[0]: must be a number (got '1')")
    with_parts = np.array([1 + 2j, 3])
    for other in (with_parts, pd.Series(with_parts)):
        assert told(other)[0] == "values[0]: must be a number (got (1+2j))"
    days = np.array(["2026-01-31"], dtype="datetime64[D]")
    assert told(days) == ["values[0]: must be a number (got 2026-01-31)"]


@pytest.mark.parametrize("kind", ["Int64", "Float64", "boolean", "int64", "UInt8"])
def test_columns_of_numbers_are_taken_with_what_is_missing(kind: str) -> None:
    cells = [1, 0, 1] if kind == "int64" else [1, None, 1]
    values = spc.chart(pd.Series(cells, dtype=kind)).values
    assert np.array_equal(values, np.array(cells, dtype=float), equal_nan=True)


def test_whole_numbers_that_no_float_holds_are_told_of_any_column() -> None:
    large = [1, 2**53 + 1]
    for values in (large, pd.Series(large), pd.Series([*large, None], dtype="Int64")):
        with pytest.raises(DataError, match=r"values\[1\]: must be a whole number"):
            spc.chart(values)


def test_fractions_and_a_masked_cell_are_numbers() -> None:
    cells: list[Any] = [Fraction(1, 2), 3, None]
    assert spc.chart(cells).values[0] == 0.5


def test_of_very_many_faults_the_first_are_listed_and_the_others_counted() -> None:
    with pytest.raises(DataError) as caught:
        spc.chart(["x"] * 5_000)
    *_, first, last = caught.value.problems
    assert (len(caught.value.problems), first.where) == (1_001, "values[999]")
    assert str(last) == "values: 4,000 more are wrong in the same way"
    with pytest.raises(DataError) as caught:
        spc.chart([np.inf] * 1_001)
    assert str(caught.value.problems[-1]) == "values: 1 more is wrong in the same way"


@pytest.mark.parametrize("name", ["keys", "on", "sizes"])
def test_columns_of_other_rows_are_refused(name: str) -> None:
    frame = pd.DataFrame(
        {"v": [1, 2, 3], "keys": ["a"] * 3, "on": MONTHS, "sizes": [9] * 3}
    )
    given: dict[str, Any] = {key: frame[key] for key in ("keys", "on", "sizes")}
    assert spc.panel(frame.v, "p", **given)["a"].values.size == 3
    given[name] = given[name][::-1]
    with pytest.raises(FieldError, match=f"{name} must have the index of values"):
        spc.panel(frame.v, "p", **given)
    if name != "keys":
        del given["keys"]
        with pytest.raises(FieldError, match=f"{name} must have the index of values"):
            spc.chart(frame.v, "p", **given)
    made = spc.panel([1, 2], keys=["a", "b"], on=MONTHS[:1] * 2)
    begun = spc.monitors(made, "three-sigma")
    keys = pd.Series(["a", "b"], index=[1, 0])
    with pytest.raises(FieldError, match="keys must have the index of values"):
        begun.take(pd.Series([3, 4]), keys=keys)


@pytest.mark.parametrize(
    "keys",
    [
        ["a", None, None],
        np.array([1.0, np.nan, np.nan]),
        pd.Series(["a", None, None]),
        pd.Series([1, None, None], dtype="Int64"),
        pl.Series(["a", None, None]),
        [("a", 1), ("a", None), ("a", float("nan"))],
    ],
)
def test_records_of_nobody_are_told(keys: Any) -> None:
    with pytest.raises(DataError) as caught:
        spc.panel([1, 2, 3], keys=keys, on=MONTHS)
    [problem] = caught.value.problems
    assert str(problem) == (
        "keys: 2 records without a key, the first is keys[1]: leave them out, or say"
        " whose they are"
    )


#: How a cell may say that nothing was observed.
NOTHING: list[Any] = [
    None,
    float("nan"),
    pd.NA,
    pd.NaT,
    np.ma.masked,
    np.datetime64("NaT"),
    np.float64("nan"),
]


def masked(cells: list[Any], dtype: Any) -> Any:
    """Return a masked array of numbers, in which those that are masked are wrong."""
    gone = [cell is None for cell in cells]
    return np.ma.array(
        [-7 if cell is None else cell for cell in cells], dtype, mask=gone
    )


def batch_values(frame: Any) -> list[Any]:
    """Return the values of a batch, missing ones as NaN."""
    question = tables.Charts(keys="k", on="m", values="v")
    found = tables.evaluate(frame, question)["value"]
    cells = found.to_pylist() if hasattr(found, "to_pylist") else list(found)
    return [np.nan if cell is None else cell for cell in cells]


@settings(max_examples=15)
@given(
    st.lists(st.none() | st.integers(1, 9), min_size=2, max_size=8).filter(any),
    st.data(),
)
def test_what_is_missing_is_missing_however_it_is_said(
    cells: list[Any], data: st.DataObject
) -> None:
    told = [data.draw(st.sampled_from(NOTHING)) if it is None else it for it in cells]
    expected = np.array([np.nan if it is None else it for it in cells])
    columns = [told, tuple(told), objects(told), series(told)]
    columns += [masked(cells, dtype) for dtype in (int, float, object)]
    columns += [pd.Series(cells, dtype=dtype) for dtype in ("Int64", "float64")]
    columns += [pl.Series(cells), pa.array(cells)]
    days = pd.period_range("2026-01", periods=len(cells), freq="M").astype(str).tolist()
    frames = [pd.DataFrame({"v": objects(told)}), pl.DataFrame({"v": cells})]
    for frame in (*frames, pa.table({"v": cells})):
        assert np.array_equal(spc.chart(frame).values, expected, equal_nan=True)
    keys, known = ["a"] * len(cells), ~np.isnan(expected)
    for column in columns:
        panel = spc.panel(column, keys=keys, on=days)["a"]
        for found in (spc.chart(column).values, panel.values):
            assert np.array_equal(found, expected, equal_nan=True)
        sized = spc.chart([1.0] * len(cells), "u", sizes=column).values
        assert np.array_equal(sized, 1 / expected, equal_nan=True)
        centred = spc.chart([1.0] * len(cells), centre=column).centre
        assert np.array_equal(centred[known], expected[known])
    for rows in ([told, cells], [masked(cells, int), told], np.ma.array([told, cells])):
        assert np.array_equal(spc.chart(rows).values[0], expected, equal_nan=True)
    beside = {"k": keys, "m": days}
    for column in (series(told), pd.Series(cells, dtype="Int64")):
        frame = pd.DataFrame({**beside, "v": column})
        assert np.array_equal(batch_values(frame), expected, equal_nan=True)
    for made in (pl.DataFrame, pa.table):
        answer = batch_values(made({**beside, "v": cells}))
        assert np.array_equal(answer, expected, equal_nan=True)


@pytest.mark.parametrize("nothing", NOTHING[:-1])
def test_days_and_keys_must_be_there_however_they_are_missing(nothing: Any) -> None:
    days, keys = ["2026-01-01", nothing, "2026-01-03"], ["a", nothing, "a"]
    with pytest.raises(DataError, match=r"on\[1\]: must be a day or period"):
        spc.chart([1, 2, 3], on=days)
    with pytest.raises(DataError, match=r"values\[1\]: must be a day or period"):
        spc.chart(days, "g")
    with pytest.raises(DataError, match="1 record without a key"):
        spc.panel([1, 2, 3], keys=keys, on=MONTHS)


@pytest.mark.parametrize("dtype", ["M8[D]", "M8[ns]", "M8[M]", object])
def test_a_masked_day_is_none(dtype: Any) -> None:
    days = np.array(["2026-01-01", "2026-02-01", "2026-03-01"], "M8[D]").astype(dtype)
    on = np.ma.array(days, mask=[False, True, False])
    for name, ask in (
        ("on", lambda: spc.chart([1, 2, 3], on=on)),
        ("on", lambda: spc.panel([1, 2, 3], keys=["a"] * 3, on=on)),
        ("values", lambda: spc.chart(on, "g")),
    ):
        with pytest.raises(DataError) as caught:
            ask()
        assert [it.where for it in caught.value.problems] == [f"{name}[1]"]


def test_subgroups_of_masked_rows_are_of_what_was_measured() -> None:
    rows: list[Any] = [
        np.ma.array([1.0, 2, 3], mask=[False, True, False]),
        [4, 6],
        [5, 7, 9],
    ]
    assert spc.chart(rows, "xbar").values.tolist() == [2, 5, 7]


def test_an_array_of_no_axis_is_a_cell() -> None:
    cells: list[Any] = [1, np.array(2), 3]
    assert spc.chart(cells).values.tolist() == [1, 2, 3]
    cells[1] = np.array("x")
    with pytest.raises(DataError, match=r"values\[1\]: must be a number"):
        spc.chart(cells)


def test_a_size_of_all_points_is_told_once() -> None:
    assert spc.chart([], "u", sizes=2).values.size == 0
    asked: list[tuple[float, Any]] = [(-2, "u"), (-2, "xbar"), (1e9, "xbar")]
    for size, kind in asked:
        within = [1, 1, 2] if kind == "xbar" else None
        with pytest.raises(DataError) as caught:
            spc.chart([1, 2, 3], kind, sizes=size, within=within)
        assert [it.where for it in caught.value.problems] == ["sizes"]


TABLES: dict[str, Callable[[list[Any]], Any]] = {
    "list": list,
    "numpy": objects,
    "pandas": series,
    "pandas of Arrow": lambda cells: pd.Series(
        pd.arrays.ArrowExtensionArray(pa.array(cells))
    ),
    "polars": pl.Series,
    "arrow": pa.array,
    "arrow in chunks": lambda cells: pa.chunked_array([pa.array(cells)]),
}


def cell_by_cell(cells: list[Any]) -> Any:
    return list(map(pa.scalar, cells))


@pytest.mark.parametrize("column", [*TABLES.values(), cell_by_cell])
def test_text_is_told_alike_of_any_column(column: Callable[[list[Any]], Any]) -> None:
    with pytest.raises(DataError) as caught:
        spc.chart(column(["3", None, "4"]))
    said = [f"values[{row}]: must be a number (got '{row // 2 + 3}')" for row in (0, 2)]
    fix = "decide what it stands for"
    assert list(map(str, caught.value.problems)) == [f"{it}: {fix}" for it in said]


@pytest.mark.parametrize("column", TABLES.values(), ids=TABLES)
def test_subgroups_may_be_a_column_of_lists(
    column: Callable[[list[Any]], Any],
) -> None:
    rows = [[1.0, 2.0], [3.0, 5.0, 4.0]]
    made = spc.panel(column(rows), "xbar", keys=["a", "a"], on=MONTHS[:2])
    assert made["a"].values.tolist() == [1.5, 4.0]
    assert spc.chart(column(rows), "xbar") == spc.chart(rows, "xbar")
    with pytest.raises(CqikitError, match="must be a rectangle of numbers"):
        spc.chart(column(rows))
    with pytest.raises(FieldError, match=r"values must be one column"):
        spc.panel([row[:2] for row in rows], keys=["a", "a"], on=MONTHS[:2])


def test_rows_of_an_array_of_objects_are_rows() -> None:
    rows = [[1.0, 2.0], [3.0, 5.0]]
    assert spc.chart(objects(list(map(np.array, rows)))) == spc.chart(rows)
