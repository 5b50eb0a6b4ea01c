"""Every result is rows: of charts one a point, with a column for each rule."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd  # type: ignore[import-untyped]
import polars as pl
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit import spc
from cqikit.documents import RESULTS
from cqikit.errors import FieldError
from cqikit.measures import Measure, Observation, series
from cqikit.tables import Charts, _results, evaluate, from_frame, rows_of, to_frame
from tests.values.examples import examples

FALLS = Measure(
    key="falls", title="Falls", unit="per 1,000 days", kind="rate", per=1000
)
SEEN = series(
    FALLS,
    [
        Observation(period=f"2026-{month:02}", numerator=month, denominator=1000)
        for month in (1, 2, 3, 5, 6)
    ],
)
#: What is one thing of a document of people's is no result.
WRITTEN = {"aim", "crosswalk", "cycle", "form", "framework", "measure", "step"}


@pytest.mark.parametrize("name", sorted({*RESULTS.names} - WRITTEN - {"worksheet"}))
def test_every_result_is_rows_and_a_frame(name: str) -> None:
    for value in examples()[RESULTS[name].cls][:3]:
        rows = rows_of(value)
        assert rows == rows_of(rows)
        cells = [cell for row in rows for cell in row.values()]
        assert all(
            cell is None or np.isscalar(cell) or isinstance(cell, str) or str(cell)
            for cell in cells
        )
        frame = to_frame(value, "pandas")
        assert len(frame) == len(rows)
        assert list(frame.columns) == list(dict.fromkeys(k for r in rows for k in r))


def test_a_chart_says_what_it_is_of_point_by_point() -> None:
    chart = spc.chart(SEEN, exclude={"2026-02": "a flood"})
    first, second, _, gap, *_ = rows_of(chart)
    assert (first["measure"], first["unit"]) == ("falls", "per 1,000 days")
    assert first["direction"] == "neither"
    assert (first["period"], first["value"], first["size"]) == ("2026-01", 1.0, 1000.0)
    assert (second["excluded"], second["phase"]) == (True, 1)
    assert (gap["period"], gap["value"]) == ("2026-04", None)
    assert chart.measure == FALLS


def test_a_judgement_has_a_column_for_each_rule() -> None:
    judged = spc.judge(spc.read(spc.chart(SEEN), spc.ANHOEJ), "lower", 4, unit="falls")
    rows = rows_of(judged)
    assert {"longest-run", "crossings"} < rows[0].keys()
    assert {row["target"] for row in rows} == {4.0}
    assert {row["direction"] for row in rows} == {"lower"}
    assert rows[3]["value"] is None
    assert not rows[0]["improvement"]
    plain = rows_of(spc.judge(spc.read(spc.chart([1, 2, 3]))))
    assert {"unit", "target", "measure"}.isdisjoint(plain[0])


def test_a_panel_has_its_keys_and_a_stack_has_numbers() -> None:
    values = [3.0, 4, 5, 6]
    months = ["2026-01", "2026-01", "2026-02", "2026-02"]
    panel = spc.panel(values, keys=["a", "b", "a", "b"], on=months)
    told = [(row["key"], row["period"], row["value"]) for row in rows_of(panel)]
    assert told == [
        ("a", "2026-01", 3.0),
        ("a", "2026-02", 5.0),
        ("b", "2026-01", 4.0),
        ("b", "2026-02", 6.0),
    ]
    stack = rows_of(spc.read(spc.chart([[1, 2], [3, 4]])))
    assert [(row["key"], row["point"]) for row in stack] == [
        (1, 1),
        (1, 2),
        (2, 1),
        (2, 2),
    ]


@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.integers(1, 3)), min_size=1),
    st.sampled_from(["polars", "pandas", "pyarrow"]),
)
@settings(max_examples=15)
def test_keys_that_are_pairs_leave_as_columns_in_every_package(
    keys: list[tuple[str, int]], backend: Any
) -> None:
    keys = sorted(set(keys))
    months = ["2026-01", "2026-02"] * len(keys)
    twice = [key for key in keys for _ in range(2)]
    panel = spc.panel([3.0, 4.0] * len(keys), keys=twice, on=months)
    given_rows = [(row["key 1"], row["key 2"]) for row in rows_of(panel)]
    assert given_rows == twice
    frame = to_frame(spc.read(panel.chart), backend, keys=panel.keys)
    columns = [frame[name] for name in ("key 1", "key 2")]
    listed = [
        column.to_pylist() if hasattr(column, "to_pylist") else column.to_list()
        for column in columns
    ]
    assert list(zip(*listed, strict=True)) == twice


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
def test_keys_of_several_lengths_and_sorts_leave_too(backend: Any) -> None:
    chart = spc.chart([[1.0], [2.0], [3.0]])
    frame = to_frame(chart, backend, keys=[("a",), ("b", 1), ("c", "x")])
    column = frame["key 2"]
    cells = column.to_pylist() if backend == "pyarrow" else column.to_list()
    assert cells[1:] == ["1", "x"]
    assert not isinstance(cells[0], str)


def summaries() -> list[Any]:
    """Return summaries of no chart, of no point, with days and without."""
    chart = spc.chart([3.0, 4, 5, 3, 4, 20, 4, 5, 3], phases={3: "new"})
    panel = spc.panel([3, 1, 4, 0], keys=[*"aabb"], on=["2026-01", "2026-02"] * 2)
    empty = spc.panel([], keys=[], on=[])
    return [
        spc.summary([]),
        spc.summary(spc.read(empty.chart)),
        spc.summary(spc.read(spc.chart([None, None]))),
        spc.summary(spc.judge(spc.read(chart), "lower", 9)),
        spc.summary(spc.read(panel.chart), keys=panel.keys),
        [row for row in spc.summary(spc.read(chart)) if row.phase == 1],
    ]


def test_frames_of_summaries_have_one_schema_and_are_put_below_each_other() -> None:
    made = [to_frame(found, "polars") for found in summaries()]
    assert len({tuple(frame.schema.items()) for frame in made}) == 1
    assert len(pl.concat(made)) == sum(map(len, summaries()))
    for found, frame in zip(summaries(), made, strict=True):
        assert rows_of(found) == frame.to_dicts()
        assert to_frame(found, "pyarrow").schema.names == frame.columns


def test_frames_of_panels_are_put_below_each_other() -> None:
    """Whatever is in them: numbers, nothing, or no row at all."""
    on = ["2026-01", "2026-02"] * 2
    cases: list[Any] = [([3, 1, 4, 0], [*"aabb"]), ([None] * 4, [*"aabb"]), ([], [])]
    made = [
        to_frame(spc.panel(values, keys=keys, on=on[: len(keys)]), "polars")
        for values, keys in cases
    ]
    assert len(pl.concat(made)) == 8


def test_what_is_read_of_a_panel_has_its_keys_where_they_are_told() -> None:
    panel = spc.panel(
        [3.0, 4, 5, 6], keys=[*"abab"], on=["2026-01"] * 2 + ["2026-02"] * 2
    )
    reading = spc.read(panel.chart)
    for result in (panel, panel.chart, reading, spc.judge(reading)):
        listed: list[Any] = [panel.keys, np.array(panel.keys)]
        for keys in listed:
            told = [row["key"] for row in rows_of(result, keys=keys)]
            assert told == ["a", "a", "b", "b"]
        frame = to_frame(result, "pandas", keys=panel.keys)
        assert list(frame["key"]) == ["a", "a", "b", "b"]


@pytest.mark.parametrize(
    ("result", "message"),
    [
        (spc.chart([[1, 2], [3, 4]]), r"keys must be one a chart \(2\) \(got 1\)"),
        (spc.chart([1, 2]), "keys must be given for a stack of charts alone"),
        (SEEN, "keys must be given for a stack of charts alone"),
        (spc.read(spc.View(*np.ones((3, 2))), spc.ANHOEJ), "stack of charts alone"),
    ],
)
def test_keys_that_fit_nothing_are_refused(result: object, message: str) -> None:
    for rows in (rows_of, lambda things, keys: to_frame(things, "pandas", keys=keys)):
        with pytest.raises(FieldError, match=message):
            rows(result, keys=["a"])


def test_a_view_is_rows_too_and_no_point_no_row() -> None:
    view = spc.View(np.array([1.0, 2]), np.zeros(2), np.ones(2))
    found: list[dict[str, Any]] = rows_of(spc.read(view, spc.ANHOEJ))
    assert [row["value"] for row in found] == [1.0, 2.0]
    assert rows_of(spc.chart([])) == []


def test_a_funnel_is_a_row_a_unit() -> None:
    rows = rows_of(spc.funnel([3, 9], [100, 120], units=["a", "b"]))
    assert [row["unit"] for row in rows] == ["a", "b"]
    assert {"lower 0.95", "upper 0.998", "centre"} < rows[0].keys()


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
def test_a_column_of_several_sorts_is_one_of_one_sort(backend: Any) -> None:
    rows = [
        {"answer": 1, "said": 3, "many": 10**20, "on": None},
        {"answer": 2.5, "said": "often", "many": 1, "on": True},
        {"answer": None, "said": None, "many": None, "on": 2},
    ]
    frame = to_frame(rows, backend)
    table = from_frame(frame)
    assert table.column("answer") == ("1", "2.5", "")
    assert table.column("said") == ("3", "often", "")
    assert table.column("many") == ("1e+20", "1", "")
    assert table.column("on") == ("", "true", "2")


def columns_of(rules: Any, keys: Any) -> set[str]:
    """Return all columns of what may be said of charts with these rules."""
    months = ["2026-01", "2026-02", "2026-03", "2026-04"]
    measure = Measure(key="k", title="K", unit="days", direction="lower")
    rows = [Observation(period=month, value=3) for month in months]
    chart = spc.chart(series(measure, rows))
    panel = spc.panel([3.0, 4, 2, 5], "u", keys=keys, on=months, sizes=2)
    kept = spc.monitors(panel, rules, baseline=3)
    looks = kept.take([2, 1], [3, 3], keys=["a", "b"], on="2026-05")[1]
    judged = spc.judge(spc.read(panel.chart, rules), "lower", 3)
    frame = pd.DataFrame({"team": keys, "on": months, "v": 3.0})
    asked: Any = {"keys": "team", "on": "on", "values": "v", "rules": rules}
    question = Charts(**asked, direction="lower", target=3)
    found = [
        to_frame(result, "pandas")
        for result in (spc.judge(spc.read(chart, rules), "lower", 3), judged, looks)
    ]
    return {name for each in (*found, evaluate(frame, question)) for name in each}


def test_no_rule_has_the_name_of_a_column_of_figures() -> None:
    taken = columns_of([spc.Shift(2)], [*"aabb"]) - {"shift", "team"}
    months = ["2026-01", "2026-02", "2026-03"]
    for name in taken:
        rules: Any = [spc.Shift(2, name=name)]
        said = f"rules must not be called as a column of figures is .got '{name}'.*"
        reading = spc.read(spc.chart([1, 2, 9]), rules)
        panel = spc.panel([1, 2, 3], keys=[*"aaa"], on=months)
        kept = spc.monitors(panel, rules, baseline=3)
        looks = kept.take([7], keys=["a"], on="2026-04")[1]
        for result in (reading, spc.read(panel.chart, rules), spc.judge(reading)):
            with pytest.raises(FieldError, match=said + "rename the rule"):
                to_frame(result, "pandas")
        with pytest.raises(FieldError, match=said):
            rows_of(looks)
        with pytest.raises(FieldError, match=said):
            Charts(keys="team", on="on", values="v", rules=rules)


@pytest.mark.parametrize("kind", spc.CHARTS.names)
def test_readings_by_default_of_one_kind_have_one_schema(kind: Any) -> None:
    """Also where the lower limit of one is 0, which has a rule of its own."""
    many = [[4, 6, 5, 3, 5, 4], [240, 260, 250, 230, 245, 251]]
    if spc.CHARTS[kind].takes is spc.Input.BINARY:
        many = [[0, 1, 0, 1, 0, 0], [1, 1, 1, 1, 1, 1]]
    sized = {spc.Input.UNITS, spc.Input.EVENTS, spc.Input.SUBGROUPS}
    how: dict[str, Any] = {}
    if spc.CHARTS[kind].takes in sized:
        how["sizes"] = [500] * 6
    if spc.CHARTS[kind].takes is spc.Input.SUBGROUPS:
        how = {"sizes": [4] * 6, "within": [1.0] * 6}
        if kind in {"s", "r", "median"}:
            del how["within"]
    charts = [spc.chart(values, kind, **how) for values in many]
    readings = [spc.read(made) for made in (*charts, spc.chart(many, kind, **how))]
    few, plenty, both = (to_frame(it, "polars") for it in readings)
    assert few.schema == plenty.schema
    assert {"key": both.schema["key"], **few.schema} == dict(both.schema)
    judged = [to_frame(spc.judge(it), "polars") for it in readings[:2]]
    assert judged[0].schema == judged[1].schema


def test_a_rule_that_was_not_asked_for_has_no_column() -> None:
    reading = spc.read(spc.chart([240, 260, 250], "c"), "anhoej")
    assert "zeros" not in to_frame(reading, "polars").columns


def test_the_names_that_no_rule_may_have_are_those_of_all_figures() -> None:
    measure = Measure(key="late", title="Late", unit="%", kind="proportion")
    seen = [
        Observation(period=f"2026-{month:02}", numerator=month, denominator=20)
        for month in range(1, 5)
    ]
    alone = spc.chart(series(measure, seen))
    judged = spc.judge(spc.read(alone, []), "lower", 0.2)
    stack = spc.read(spc.chart([[3, 4, 5], [1, 2, 3]]), [])
    kept = spc.Monitors({"a": spc.monitor(alone, [], baseline=4)})
    looks = kept.take([3], [20], keys=["a"])[1]
    frame = pl.DataFrame({"k": ["a"] * 3, "m": ["2026-01", "2026-02", "2026-03"]})
    asked = Charts(
        keys="k", on="m", values="v", rules=[], direction="lower", latest=True
    )
    frames = [to_frame(it, "polars") for it in (alone, judged, stack, looks)]
    frames.append(evaluate(frame.with_columns(v=pl.lit(1)), asked).drop("k"))
    assert {name for it in frames for name in it.columns} == _results.FIGURES


def test_no_rule_is_called_as_a_part_of_a_key() -> None:
    made = spc.panel([3, 4], keys=[("elm", "late")] * 2, on=["2026-01", "2026-02"])
    named = evolve(spc.Zeros(), name="key 1")
    with pytest.raises(FieldError, match="as a column of figures is"):
        to_frame(spc.read(made.chart, [named]), "polars", keys=made.keys)


@pytest.mark.parametrize("kind", ["g", "t"])
def test_events_that_were_not_have_no_row(kind: Any) -> None:
    days = [f"2026-01-{day:02}" for day in (2, 5, 9, 9, 14, 20, 3, 8, 30)]
    gaps, keys = [3, 5, 2, 4, 6, 3, 8, 7, 9], [*"aaaaaa", *"bbb"]
    made = spc.panel(gaps, kind, keys=keys, on=days)
    reading = spc.read(made.chart)
    for result in (made, made.chart, reading, spc.judge(reading, "higher")):
        rows = rows_of(result, keys=made.keys)
        found = [(row["key"], row["period"], row["value"]) for row in rows]
        assert found == list(zip(keys, days, gaps, strict=True))
        frame = to_frame(result, "polars", keys=made.keys)
        assert frame["period"].to_list() == days
        assert frame["value"].to_list() == gaps
