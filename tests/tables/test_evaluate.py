"""A question is answered alike for each key, however batches are cut."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import numpy as np
import pandas as pd  # type: ignore[import-untyped]
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]
import pytest
from attrs import evolve, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit import spc, tables
from cqikit.assessments import FRAMEWORKS, Answer, Responses, score
from cqikit.collaboratives import Collaborative, Team, closing_report
from cqikit.core import Cadence, parse_period
from cqikit.errors import CqikitError, DataError, FieldError, FieldTypeError
from cqikit.measures import Measure, Observation, series
from cqikit.tables import _charts_apart, _evaluate, _joined, _places

MONTHS = [f"{year}-{month:02}" for year in (2024, 2025) for month in range(1, 13)]

rows = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.integers(1, 2),
        st.sampled_from(MONTHS),
        st.none() | st.integers(0, 9),
        st.integers(9, 30),
    ),
    unique_by=lambda row: row[:3],
    min_size=1,
    max_size=60,
)
questions: Any = st.builds(
    dict,
    kind=st.sampled_from(["i", "run", "p", "u", "c", "ewma", "mr"]),
    phases=st.sampled_from([(), "2024-06", {"2024-06": "rota", "2025-06": "team"}]),
    exclude=st.sampled_from([(), {"2024-07": "strike"}, ["2024-01", "2025-12"]]),
    baseline=st.sampled_from([None, 6, ("2024-01", "2024-05"), "2024"]),
    rules=st.sampled_from([None, "nelson"]),
    direction=st.sampled_from([None, "lower"]),
    latest=st.booleans(),
)


def asked(**how: Any) -> tables.Charts:
    sizes = "size" if how["kind"] in {"p", "u"} else None
    return tables.Charts(
        keys=["site", "ward"], on="month", values="n", sizes=sizes, **how
    )


def frame_of(listed: list[tuple[Any, ...]]) -> pl.DataFrame:
    schema = {
        "site": pl.String,
        "ward": pl.Int64,
        "month": pl.String,
        "n": pl.Int64,
        "size": pl.Int64,
    }
    return pl.DataFrame(listed, schema=schema, orient="row")


def told(frame: Any) -> list[dict[str, Any]]:
    """Return the rows of a frame of any package, missing numbers as None."""
    if isinstance(frame, pa.RecordBatch):
        frame = pa.Table.from_batches([frame])
    if isinstance(frame, pd.DataFrame):
        frame = pa.Table.from_pandas(frame, preserve_index=False)
    found: list[dict[str, Any]] = (
        frame.to_pylist() if isinstance(frame, pa.Table) else frame.to_dicts()
    )
    return found


def answer_of(frame: pl.DataFrame, question: tables.Charts) -> Any:
    """Return an answer, none where some chart has no point in the baseline."""
    try:
        return tables.evaluate(frame, question)
    except FieldError as error:
        if not str(error).startswith("baseline must hold a point"):
            raise
        return None


@given(rows, questions, st.randoms())
@settings(max_examples=30)
def test_an_answer_does_not_depend_on_who_else_is_in_the_batch(
    listed: list[tuple[Any, ...]], how: dict[str, Any], random: Any
) -> None:
    question = pickle.loads(pickle.dumps(asked(**how)))
    frame = frame_of(listed)
    keys = sorted({row[:2] for row in listed})
    random.shuffle(listed)
    parts = [frame_of([row for row in listed if row[:2] == key]) for key in keys]
    if (whole := answer_of(frame, question)) is None:
        assert any(answer_of(part, question) is None for part in parts)
        return
    apart = [tables.evaluate(part, question) for part in parts]
    assert [part.schema for part in apart] == [whole.schema] * len(keys)
    assert whole.equals(pl.concat(apart))
    assert tables.evaluate(frame[:0], question).schema == whole.schema


@given(rows, st.integers(1, 9))
@settings(max_examples=20)
def test_an_answer_does_not_depend_on_where_batches_are_cut(
    listed: list[tuple[Any, ...]], size: int
) -> None:
    question = asked(kind="u")
    frame = frame_of(sorted(listed, key=lambda row: row[:2]))
    whole = tables.evaluate(frame, question)
    batches = frame.to_arrow().to_batches(max_chunksize=size)
    found = list(tables.evaluate(iter(batches), question))
    assert {type(part) for part in found} == {pa.RecordBatch}
    assert told(pa.Table.from_batches(found)) == told(whole)


def slices(frame: Any, size: int) -> list[Any]:
    """Return a frame of pandas cut into batches, whose categories are those of all."""
    return [frame.iloc[start : start + size] for start in range(0, len(frame), size)]


@given(rows, st.integers(1, 9), st.booleans())
@settings(max_examples=15)
def test_keys_that_are_categories_are_those_of_all_batches(
    listed: list[tuple[Any, ...]], size: int, ordered: bool
) -> None:
    frame = as_pandas(frame_of(sorted(listed, key=lambda row: row[:2], reverse=True)))
    whole = tables.evaluate(frame, asked(kind="u"))
    dtype = pd.CategoricalDtype([*"dcba"], ordered=ordered)
    coded = frame.assign(site=frame["site"].astype(dtype))
    found = list(tables.evaluate(slices(coded, size), asked(kind="u")))
    assert {part["site"].dtype for part in found} == {dtype}
    together = pd.concat(found, ignore_index=True)
    pd.testing.assert_frame_equal(together.astype({"site": whole["site"].dtype}), whole)
    # Each batch may have categories of its own.
    own = [
        part.assign(site=part["site"].astype(str).astype("category"))
        for part in slices(frame, size)
    ]
    together = pd.concat(tables.evaluate(own, asked(kind="u")), ignore_index=True)
    pd.testing.assert_frame_equal(together.astype({"site": whole["site"].dtype}), whole)


def as_pandas(frame: pl.DataFrame) -> Any:
    """Return a frame whose index says nothing."""
    return pd.DataFrame(frame.to_dict(as_series=False)).iloc[::-1]


def as_dictionary(frame: pl.DataFrame) -> Any:
    table = frame.with_columns(pl.col("site").cast(pl.Categorical)).to_arrow()
    return table.combine_chunks()


WAYS: list[Callable[[pl.DataFrame], Any]] = [
    lambda frame: frame,
    as_pandas,
    as_dictionary,
    lambda frame: frame.to_arrow(),
    lambda frame: frame.to_arrow().to_batches()[0],
    lambda frame: frame.with_columns(pl.col("month").str.to_date("%Y-%m")),
]


@given(rows)
@settings(max_examples=10)
def test_each_package_is_answered_in_its_own_frame(
    listed: list[tuple[Any, ...]],
) -> None:
    question = asked(kind="p", direction="lower", target=0.2)
    frame = frame_of(listed)
    usual = told(tables.evaluate(frame, question))
    for way in WAYS:
        given_frame = way(frame)
        found = tables.evaluate(given_frame, question)
        assert type(found) is type(given_frame)
        for row, same in zip(told(found), usual, strict=True):
            assert row == pytest.approx(same, nan_ok=True)


def as_runs(column: Any) -> Any:
    return pc.run_end_encode(column)


def as_views(column: Any) -> Any:
    """Return texts as polars hands them over where it is not asked for older ones."""
    series = pl.DataFrame({"it": column.to_pylist()})
    table = series.to_arrow(compat_level=pl.CompatLevel.newest())
    return table["it"].combine_chunks()


def as_runs_of_views(column: Any) -> Any:
    views = as_views(column)
    ends = pa.array(range(1, len(views) + 1), pa.int32())
    return pa.RunEndEncodedArray.from_arrays(ends, views)


@pytest.mark.parametrize(
    "coded", [pa.DictionaryArray.dictionary_encode, as_runs, as_views, as_runs_of_views]
)
def test_columns_of_arrow_may_be_coded(coded: Callable[[Any], Any]) -> None:
    plain = {"site": ["a"] * 4 + ["b"] * 4, "month": MONTHS[:4] * 2}
    texts = {name: coded(pa.array(cells)) for name, cells in plain.items()}
    numbers = coded if coded == as_runs else pa.DictionaryArray.dictionary_encode
    table = pa.table({**texts, "n": numbers(pa.array([3, None, 5, 4] * 2))})
    question = tables.Charts(keys="site", on="month", values="n", kind="c")
    found = tables.evaluate(table, question)
    assert found["value"].to_pylist() == [3, None, 5, 4] * 2
    assert found["site"].to_pylist() == plain["site"]
    [batch] = table.to_batches()
    assert told(tables.evaluate(batch, question)) == told(found)
    each = tables.evaluate(iter(table.to_batches(max_chunksize=3)), question)
    assert told(pa.Table.from_batches(each)) == told(found)


MONTH_NUMBERS: list[Callable[[Any], Any]] = [
    pd.DataFrame,
    pl.DataFrame,
    pa.table,
    lambda columns: pa.table(columns).to_batches()[0],
]


@pytest.mark.parametrize("framed", MONTH_NUMBERS)
def test_months_are_no_floats(framed: Callable[[Any], Any]) -> None:
    months = [2022.09, 2022.10, 2022.11]
    batch = framed({"k": ["a"] * 3, "m": months, "y": [1, 2, 3]})
    charts = tables.Charts(keys="k", on="m", values="y", kind="c")
    figures = closing(
        keys="k",
        team="k",
        on="m",
        measure=None,
        measures=[WAITS],
        value="y",
        numerator=None,
        denominator=None,
    )
    for question in (charts, figures):
        with pytest.raises(DataError) as caught:
            tables.evaluate(batch, question)
        wheres = [problem.where for problem in caught.value.problems]
        assert [where[where.index("row ") + 4 :] for where in wheres] == [
            f"{row}, column m" for row in (1, 2, 3)
        ]
        assert "must be like 2026, 2026-10" in str(caught.value)
    years = framed({"k": ["a"] * 3, "m": [2022.0, 2023.0, 2024.0], "y": [1, 2, 3]})
    yearly = tables.Charts(keys="k", on="m", values="y", kind="c", cadence="year")
    found = told(tables.evaluate(years, yearly))
    assert [row["period"] for row in found] == ["2022", "2023", "2024"]


def test_days_that_a_workbook_counts_may_have_a_time() -> None:
    batch = pl.DataFrame({"k": ["a"] * 2, "m": [45000.25, 45001.5], "y": [1, 2]})
    question = tables.Charts(
        keys="k", on="m", values="y", kind="c", cadence="day", dates="excel"
    )
    found = tables.evaluate(batch, question)
    assert found["period"].to_list() == ["2023-03-15", "2023-03-16"]


def test_marks_and_a_baseline_are_what_a_panel_takes() -> None:
    question = tables.Charts(
        keys="k",
        on="m",
        values="y",
        baseline=np.int64(6),
        phases=None,
        exclude=None,
    )
    assert question == tables.Charts(keys="k", on="m", values="y", baseline=6)
    assert type(question.baseline) is int


@pytest.mark.parametrize("day", ["never", 5])
def test_figures_of_no_day_are_refused_when_asked_for(day: Any) -> None:
    with pytest.raises(CqikitError, match="as_of must be a day"):
        closing(as_of=day)


def test_dictionaries_leave_as_they_came() -> None:
    listed = [("a", 1, month, 3, 9) for month in MONTHS]
    table = as_dictionary(frame_of(listed))
    found = tables.evaluate(table, asked(kind="c"))
    assert found.schema.field("site").type == table.schema.field("site").type


@given(rows)
@settings(max_examples=10)
def test_a_batch_says_what_a_panel_and_a_chart_say(
    listed: list[tuple[Any, ...]],
) -> None:
    listed = [(*row[:3], row[3] or 0, row[4]) for row in listed]
    found = told(tables.evaluate(frame_of(listed), asked(kind="u", direction="lower")))
    for key in sorted({row[:2] for row in listed}):
        own: list[Any] = sorted(row[2:] for row in listed if row[:2] == key)
        on, own_values, sizes = (list[Any](part) for part in zip(*own, strict=True))
        alone = spc.chart(
            [float(value) for value in own_values],
            "u",
            sizes=sizes,
            on=on,
            cadence=Cadence(),
        )
        expected = tables.rows_of(spc.judge(spc.read(alone), "lower"))
        rows_here = [row for row in found if (row["site"], row["ward"]) == key]
        for row, same in zip(rows_here, expected, strict=True):
            assert {"zeros": 0} | same == pytest.approx(
                {name: row[name] for name in ({"zeros": 0} | same)}, nan_ok=True
            )


def test_ready_subgroups_are_asked_by_their_means_sizes_and_spreads() -> None:
    frame = pl.DataFrame(
        {
            "site": ["a", "b"] * 6,
            "month": [month for month in MONTHS[:6] for _ in "ab"],
            "mean": [5.0, 7, 6, 7, 4, 8, 5, 7, 6, 6, 5, 9],
            "size": [3, 4] * 6,
            "sd": [1.0, 2, 1.5, 1, 2, 1, 1, 1.5, 2, 2, 1, 1],
        }
    )
    question = tables.Charts(
        keys="site", on="month", values="mean", sizes="size", within="sd", kind="xbar"
    )
    found = tables.evaluate(frame, question)
    columns = [frame[name].to_list() for name in ("mean", "size", "sd")]
    for number, key in enumerate("ab"):
        means, sizes, spreads = (column[number::2] for column in columns)
        alone = spc.chart(means, "xbar", sizes=sizes, within=spreads)
        rows = found.filter(pl.col("site") == key)
        assert rows["upper"].to_list() == alone.upper.tolist()
        assert rows["value"].to_list() == means


def test_events_have_no_calendar() -> None:
    frame = pl.DataFrame(
        {
            "site": [*"abaab"],
            "on": [
                "2026-01-09",
                "2026-02-01",
                "2026-01-02",
                "2026-03-30",
                "2026-02-03",
            ],
            "gap": [5, 8, 3, 7, 1],
        }
    )
    question = tables.Charts(
        keys="site", on="on", values="gap", kind="g", cadence="events"
    )
    found = tables.evaluate(frame, question)
    assert found["site"].to_list() == [*"aaabb"]
    assert found["period"].to_list() == [
        "2026-01-02",
        "2026-01-09",
        "2026-03-30",
        "2026-02-01",
        "2026-02-03",
    ]
    assert found["value"].to_list() == [3, 5, 7, 8, 1]


@pytest.mark.parametrize("kind", ["i", "run", "c", "u", "t"])
def test_events_of_each_key_are_its_points_in_order_of_time(kind: str) -> None:
    days = ["2026-02-01", "2026-01-09", "2026-01-01", "2026-03-01", "2026-01-01"]
    frame = pl.DataFrame({"k": [*"aabbb"], "m": days, "v": [2, 1, 3, 5, 4], "s": 1})
    question = tables.Charts(
        keys="k",
        on="m",
        values="v",
        kind=kind,
        sizes="s" if kind == "u" else None,
        cadence="events",
    )
    found = tables.evaluate(frame, question)
    assert found["k"].to_list() == [*"aabbb"]
    assert found["value"].to_list() == [1, 2, 3, 4, 5]
    assert found["period"].to_list() == sorted(days[:2]) + sorted(days[2:])
    latest = tables.evaluate(frame, evolve(question, latest=True))
    assert latest["period"].to_list() == ["2026-02-01", "2026-03-01"]


def test_the_latest_point_is_a_row_a_chart_with_what_is_said_of_it() -> None:
    listed: list[Any] = [
        ("a", 1, month, 5 + place % 3, 9) for place, month in enumerate(MONTHS)
    ]
    listed += [("b", 1, MONTHS[0], None, 9)]
    found = tables.evaluate(
        frame_of(listed),
        asked(kind="i", direction="lower", target=20.0, latest=True),
    )
    assert told(found.select("site", "period", "variation", "assurance")) == [
        {
            "site": "a",
            "period": "2025-12",
            "variation": "common",
            "assurance": "meets",
        },
        {
            "site": "b",
            "period": "2024-01",
            "variation": "common",
            "assurance": "unknown",
        },
    ]


FALLS = frame_of([("a", 1, "2026-01", 3, 9), ("b", 1, "2026-02", 4, 9)])


@pytest.mark.parametrize(
    ("batch", "message"),
    [
        (3, "must be a data frame, or batches of one"),
        ("a.csv", "must be a data frame, or batches of one"),
        (FALLS.lazy(), "must be a data frame, or batches of one"),
        (FALLS.drop("month", "site"), "2 problems"),
        (FALLS.rename({"month": "mouth"}), "did you mean 'mouth'"),
        (FALLS.with_columns(site=pl.lit(None)), "2 rows without a key, the first is"),
        (FALLS.with_columns(month=pl.lit("1/2/2026")), "year/month/day"),
        (FALLS.with_columns(n=pl.lit("x")), "must be a number"),
    ],
)
def test_a_batch_that_cannot_be_answered_is_refused(batch: Any, message: str) -> None:
    with pytest.raises(CqikitError, match=message):
        tables.evaluate(batch, asked(kind="c"))


class Deferred:
    """A frame of a package that looks like pandas, and computes later."""

    columns = ("site", "kind")
    index = 0
    reset_index = None

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)


def test_what_is_computed_later_is_no_batch() -> None:
    with pytest.raises(FieldTypeError, match="must be data frames"):
        list(tables.evaluate(Deferred(), asked(kind="c")))
    with pytest.raises(FieldTypeError, match="collect it, or have its engine hand"):
        tables.evaluate(FALLS.lazy(), asked(kind="c"))


def test_a_record_batch_is_read_as_its_table_is() -> None:
    [batch] = FALLS.to_arrow().to_batches()
    assert tables.from_frame(batch) == tables.from_frame(FALLS)


def test_batches_are_frames_whose_keys_come_once() -> None:
    with pytest.raises(FieldTypeError, match="batch must be data frames"):
        list(tables.evaluate([1, 2], asked(kind="c")))
    twice = [FALLS, FALLS.with_columns(site=pl.lit("c")), FALLS]
    with pytest.raises(DataError, match="a, 1 was in an earlier batch"):
        list(tables.evaluate(twice, asked(kind="c")))
    mixed = [FALLS[::-1], FALLS.head(0), FALLS.with_columns(month=pl.lit("2026-03"))]
    with pytest.raises(DataError, match="b, 1 was in an earlier batch"):
        list(tables.evaluate(mixed, asked(kind="c")))
    assert list(tables.evaluate([], asked(kind="c"))) == []
    assert list(tables.evaluate([FALLS.head(0)], asked(kind="c"))) == []


@pytest.fixture
def cells(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list in which each panel notes how many cells it has."""
    found: list[int] = []
    usual = spc.panel

    def counted(*given_: Any, **named: Any) -> spc.Panel:
        made = usual(*given_, **named)
        found.append(made.chart.values.size)
        return made

    monkeypatch.setattr(spc, "panel", counted)
    return found


@given(rows, questions, st.sampled_from(["month", "events"]))
@settings(max_examples=15)
def test_an_answer_does_not_depend_on_which_charts_are_computed_together(
    listed: list[tuple[Any, ...]], how: dict[str, Any], cadence: Any
) -> None:
    question = asked(**how, cadence=cadence)
    frame = frame_of(listed)
    usual = answer_of(frame, question)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_charts_apart, "FEW", 0)
        patch.setattr(_charts_apart, "MOST_A_ROW", 0)
        cut = answer_of(frame, question)
        assert (cut is None) if usual is None else cut.equals(usual)


EVENTS: dict[str, list[str]] = {
    "a": ["2026-01-05", "2026-01-20", "2026-02-03", "2026-02-20", "2026-04-01"],
    "b": ["2026-01-30", "2026-02-11", "2026-02-12", "2026-03-01", "2026-03-02"],
}


@pytest.mark.parametrize("kind", ["i", "t", "g"])
@pytest.mark.parametrize(
    "marks",
    [
        {"phases": ["2026-03-01"]},
        {"phases": {"2026-02-10": "rota", "2026-03-02": "team"}},
        {"phases": [spc.Phase("2026-02-10", baseline=2), "2026-03-02"]},
        {"phases": "2026-03", "exclude": {"2026-02-11": "strike", "2026-02-03": ""}},
        {"exclude": ["2026-02", "2026-04-01", "2026-03-01"]},
        {"baseline": "2026-01"},
        {"baseline": ("2026-01-01", "2026-02-11"), "exclude": "2026-01"},
    ],
)
def test_marks_of_events_are_those_of_a_chart_at_each_door(
    marks: dict[str, Any], kind: Any
) -> None:
    keys = [key for key, days in EVENTS.items() for _ in days]
    on = [day for days in EVENTS.values() for day in days]
    values = [4, 9, 7, 30, 2, 5, 6, 1, 8, 3]
    panel = spc.panel(values, kind, keys=keys, on=on, cadence="events", **marks)
    frame = pl.DataFrame({"k": keys, "m": on, "v": values})
    asked = {"keys": "k", "on": "m", "values": "v", "kind": kind, "cadence": "events"}
    found = tables.evaluate(frame[::-1], tables.Charts(**asked, **marks))
    for key, days in EVENTS.items():
        own = [value for value, owner in zip(values, keys, strict=True) if owner == key]
        # To a chart alone, a mark that it has no event for is a slip.
        met = dict(marks)
        if not isinstance(met.get("exclude", ""), str):
            had = [
                day for day in met["exclude"] if any(d.startswith(day) for d in days)
            ]
            met["exclude"] = had
        alone = spc.chart(own, kind, on=days, cadence="events", **met)
        rows = found.filter(pl.col("k") == key)
        for line in ("centre", "upper", "lower", "excluded"):
            expected = getattr(alone, line)
            np.testing.assert_array_equal(getattr(panel[key], line), expected)
            np.testing.assert_array_equal(rows[line].to_numpy(), expected)
        assert rows["phase"].to_list() == (alone.breaks.cumsum() + 1).tolist()


def test_marks_that_no_event_has_mean_the_same_in_each_batch() -> None:
    marks: Any = {
        "phases": ["2020-01-01", "2026-02-10", "2026-02-10T12:00", "2030-01-01"],
        "exclude": ["2019-01-01", "2026-02-11"],
    }
    marks["phases"][2] = "2026-02-11"
    rows = [(key, day) for key, days in EVENTS.items() for day in days]
    frame = pl.DataFrame(rows, schema=["k", "m"], orient="row")
    frame = frame.with_columns(v=pl.int_range(pl.len()))
    asked: dict[str, Any] = {"keys": "k", "on": "m", "values": "v"}
    question = tables.Charts(**asked, cadence="events", **marks)
    whole = tables.evaluate(frame, question)
    parts = [tables.evaluate(frame.filter(k=key), question) for key in EVENTS]
    assert whole.equals(pl.concat(parts))
    assert whole["phase"].to_list() == [1, 1, 1, 2, 2, 1, 2, 2, 2, 2]
    assert whole["excluded"].sum() == 1
    titled = evolve(question, phases=[spc.Phase("2020-01-01", baseline=2)], exclude=())
    assert tables.evaluate(frame, titled)["centre"].to_list() == [0.5] * 5 + [5.5] * 5


@pytest.mark.parametrize(
    ("cadence", "day"), [("month", "2026-01"), ("events", "2026-01-30")]
)
def test_a_baseline_holds_a_point_of_each_chart_at_each_door(
    cadence: Any, day: str
) -> None:
    keys, on = [*"aabb"], ["2026-01", "2026-02", "2026-02", "2026-03"]
    if cadence == "events":
        on = [f"{month}-28" for month in on]
    frame = pl.DataFrame({"k": keys, "m": on, "v": [1, 2, 3, 4]})
    asked: dict[str, Any] = {"keys": "k", "on": "m", "values": "v", "cadence": cadence}
    late = "must hold a point of each chart, and holds none of b (got"
    none = "baseline must hold a point of the chart"
    for baseline, message in ((day[:7], re.escape(late)), ("2025", none)):
        how: dict[str, Any] = {"cadence": cadence, "baseline": baseline}
        with pytest.raises(FieldError, match=message):
            tables.evaluate(frame, tables.Charts(**asked, baseline=baseline))
        with pytest.raises(FieldError, match=message):
            spc.panel([1, 2, 3, 4], keys=keys, on=on, **how)
        with pytest.raises(FieldError, match=none):
            spc.chart([3, 4], on=on[2:], **how)
    named = frame.with_columns(team=pl.lit("elm"))
    question = tables.Charts(**{**asked, "keys": ["team", "k"]}, baseline="2026-01")
    with pytest.raises(FieldError, match="holds none of elm, b"):
        tables.evaluate(named, question)


def test_many_charts_without_a_point_in_the_baseline_are_named_and_counted() -> None:
    on = ["2026-01", *["2026-02"] * 30]
    with pytest.raises(FieldError, match=r"none of k1, k10, .*, k27 and 10 more"):
        spc.panel(range(31), keys=[f"k{n}" for n in range(31)], on=on, baseline=on[0])


def of_days(key: str, days: list[date]) -> pl.DataFrame:
    return pl.DataFrame({"k": key, "m": days, "v": list(range(len(days)))})


DAYS = [date(2024, 1, day) for day in range(1, 11)]
DAILY = tables.Charts(keys="k", on="m", values="v", cadence="day")


def test_a_day_that_is_decades_off_costs_its_own_chart_alone(cells: list[int]) -> None:
    clean = [of_days(f"{key:03}", DAYS) for key in range(150)]
    stray = of_days("070x", [date(1924, 1, 5), *DAYS])
    found = tables.evaluate(pl.concat([*clean, stray]), DAILY)
    own = (DAYS[-1] - date(1924, 1, 5)).days + 1
    assert sum(cells) == own + 150 * 10
    alone = [tables.evaluate(part, DAILY) for part in (pl.concat(clean), stray)]
    assert found.equals(pl.concat(alone).sort("k", "period", maintain_order=True))


def test_charts_of_many_times_cost_by_their_rows(cells: list[int]) -> None:
    """A row a key, of days that are scattered over two centuries."""
    days = [date.fromordinal(660_000 + 37 * key) for key in range(2000)]
    frame = pl.DataFrame({"k": range(2000), "m": days, "v": range(2000)})
    assert tables.evaluate(frame, DAILY)["value"].to_list() == list(range(2000))
    assert sum(cells) <= 2000 * 256
    long = pl.DataFrame({"k": [*range(2000), *[7] * 2000], "m": days * 2, "v": 1})
    cells.clear()
    tables.evaluate(long, evolve(DAILY, cadence="events"))
    assert sum(cells) <= 4000 * 256


def test_marks_cost_their_own_periods_wherever_they_are(cells: list[int]) -> None:
    marks: Any = {"phases": ["1000-01-01", "2024-01-05"], "exclude": ["2900-01-01"]}
    question = evolve(DAILY, **marks)
    cells.clear()
    found = tables.evaluate(of_days("a", DAYS), question)
    assert found["phase"].to_list() == [2] * 4 + [3] * 6
    assert cells == [10 + 3 + 3]


def test_the_rows_that_are_wrong_are_told_at_once_however_charts_are_computed() -> None:
    days = [date.fromordinal(660_000 + 37 * key) for key in range(2000)]
    values: list[Any] = [*range(1999), "x"]
    values[3] = "y"
    frame = pd.DataFrame({"k": range(2000), "m": days, "v": values})
    with pytest.raises(DataError) as refused:
        tables.evaluate(frame, DAILY)
    assert [found.where for found in refused.value.problems] == [
        "3, row 4, column v",
        "1999, row 2000, column v",
    ]


@frozen
class Refuses:
    """A rule that answers only of charts without points."""

    name: str = "refuses"

    def __call__(self, chart: Any) -> Any:
        if np.isfinite(chart.values).any():
            raise FieldError("chart", "must be empty", "points")
        return np.zeros(chart.values.shape, dtype=np.int8)


def test_what_a_rule_refuses_is_told_however_charts_are_computed() -> None:
    days = [date.fromordinal(660_000 + 37 * key) for key in range(2000)]
    frame = pl.DataFrame({"k": range(2000), "m": days, "v": range(2000)})
    with pytest.raises(FieldError, match="chart must be empty"):
        tables.evaluate(frame, evolve(DAILY, rules=spc.ANHOEJ.add(Refuses())))


TOO_FAR = "m must span .* look for a slip in .*row 5, column m"


def test_the_row_whose_day_is_too_far_off_is_named_with_its_column() -> None:
    frame = of_days("a", [*DAYS[:4], date(24, 1, 5), *DAYS[5:]])
    with pytest.raises(FieldError, match=TOO_FAR):
        tables.evaluate(frame, DAILY)
    by_day = Cadence(frequency="day")
    daily = Measure(key="waits", title="Waits", cadence=by_day, frequency="day")
    question = closing(keys="k", team="k", on="m", measures=[daily], measure=None)
    question = evolve(question, value="v", numerator=None, denominator=None)
    with pytest.raises(FieldError, match=TOO_FAR):
        tables.evaluate(frame, question)


def test_the_last_key_of_a_batch_need_not_stand_at_its_end() -> None:
    first = pl.concat(
        [FALLS[1:], FALLS[:1], FALLS[1:].with_columns(month=pl.lit("2026-03"))]
    )
    found = list(
        tables.evaluate(
            [first, FALLS[1:].with_columns(month=pl.lit("2026-04"))], asked(kind="c")
        )
    )
    assert [part["value"].to_list() for part in found] == [[3], [4, 4, 4]]


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"phases": [3]}, "phases must be days or periods"),
        ({"exclude": {3: "x"}}, "exclude must be days or periods"),
        ({"phases": "nonsense"}, "phases must be like 2026"),
        ({"phases": ["2026-01-15"]}, "phases must be the first day of a month"),
        ({"baseline": ("2026-01", 4)}, "baseline must be days or periods"),
        ({"cadence": Cadence(every=2)}, "must have an anchor"),
        ({"cadence": "fortnight"}, "cadence must be one of"),
        ({"dates": "mixed"}, "dates must be one of"),
        ({"rules": "nelsen"}, "did you mean 'nelson'"),
        ({"kind": "q"}, "no chart kind named 'q'"),
        ({"direction": "down"}, "direction must be"),
        ({"keys": []}, "keys must have at least one"),
        ({"keys": ["site", "site"]}, "site"),
        ({"cadence": "events", "kind": "g", "phases": [3]}, "phases must be days or"),
        ({"cadence": "events", "exclude": "x"}, "exclude must be like 2026"),
        ({"baseline": "nonsense"}, "baseline must be like 2026"),
        ({"baseline": {"2026-01": "x"}}, "baseline must be"),
        ({"baseline": ("2026-02", "2026-01")}, "baseline must not end before"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused_at_once(
    how: dict[str, Any], message: str
) -> None:
    with pytest.raises(CqikitError, match=message):
        tables.Charts(**{"keys": "site", "on": "month", "values": "n"} | how)


def test_marks_beyond_the_rows_mean_the_same_in_each_batch() -> None:
    """A phase that begins before a batch's rows, or after them, is counted as such."""
    for cadence in (
        Cadence(frequency="day", weekdays="mon-fri"),
        Cadence(frequency="week", every=2, anchor="2026-W01"),
        Cadence(frequency="point"),
    ):
        point = cadence.frequency.value == "point"
        marks = ["#2", "#9"] if point else ["2026-01-03", "2027-01-04"]
        question = tables.Charts(
            keys="site",
            on="on",
            values="n",
            cadence=cadence,
            phases=marks if point or cadence.every == 1 else ["2026-W02", "2027-W01"],
        )
        on = ["#4", "#5"] if point else ["2026-02-02", "2026-02-16"]
        frame = pl.DataFrame({"site": ["a", "a"], "on": on, "n": [1, 2]})
        found = tables.evaluate(frame, question)
        assert set(found["phase"]) == {2}


def test_a_key_may_not_be_called_as_a_column_of_the_answer() -> None:
    frame = FALLS.rename({"site": "value"})
    question = tables.Charts(keys="value", on="month", values="n")
    with pytest.raises(DataError, match="the answer has a column of this name"):
        tables.evaluate(frame, question)


def test_what_leaves_may_be_written_to_and_charts_stay() -> None:
    reading = spc.read(spc.chart([[3.0, 4.0, 5.0], [1.0, 2.0, 3.0]]))
    for backend in ("pandas", "polars", "pyarrow"):
        frame = tables.to_frame(reading, backend)
        if backend == "pandas":
            frame.loc[0, "value"] = 99.0
            frame["value"] *= 2
        np.testing.assert_array_equal(reading.chart.values, [[3, 4, 5], [1, 2, 3]])


class OfFour:
    """A rule of another's making that needs four points."""

    name = "of-four"

    def __call__(self, chart: spc.ChartView, /) -> Any:
        if chart.values.shape[-1] < 4:
            must = "must be four points at least"
            raise FieldError("values", must, chart.values.shape)
        return np.ones(chart.values.shape, np.int8)


def test_a_question_is_checked_without_asking_its_rules() -> None:
    question = tables.Charts(keys="k", on="m", values="v", rules=[OfFour()])
    months = [f"2026-0{month}" for month in range(1, 5)]
    frame = pl.DataFrame({"k": ["a"] * 4, "m": months, "v": [1.0, 2, 3, 4]})
    found = tables.evaluate(frame, question)
    assert found["of-four"].to_list() == [1] * 4
    assert tables.evaluate(frame[:0], question).schema == found.schema
    with pytest.raises(FieldError, match="four points"):
        tables.evaluate(frame[:2], question)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kind": "c", "sizes": "n"}, "sizes must not be given .* .got 'n'."),
        ({"within": "n"}, "within must not be given .* .got 'n'."),
        ({"kind": "xbar"}, "values must have one subgroup .* .got 'v'."),
        ({"phases": {"2026-01": 3}}, r"phases\[2026-01\] must be text"),
        ({"exclude": {"2026-01": 3}}, r"exclude\[2026-01\] must be text"),
        ({"kind": "g", "phases": "x"}, "phases must be like 2026"),
        ({"centre": [1, 2]}, "centre must be a .* .got .1, 2.."),
        ({"target": [1, 2]}, "target must be a .* .got .1, 2.."),
        ({"latest": 3}, "latest must be true or false"),
    ],
)
def test_what_is_wrong_with_a_question_is_told_of_what_was_asked(
    wrong: Any, said: str
) -> None:
    with pytest.raises(FieldError, match=said):
        tables.Charts(**{"keys": "k", "on": "m", "values": "v", **wrong})


def test_a_question_needs_what_a_field_error_says() -> None:
    with pytest.raises(FieldError, match="sizes must be given"):
        tables.Charts(keys="site", on="month", values="n", kind="p")


def test_two_rows_of_one_period_are_refused_by_name() -> None:
    with pytest.raises(DataError, match="rows 1 and 3: a, 1 has two rows for 20"):
        tables.evaluate(pl.concat([FALLS, FALLS[:1], FALLS[:1]]), asked(kind="c"))


def test_of_many_pairs_of_rows_a_thousand_are_listed_and_all_are_counted() -> None:
    teams = [f"{team}" for team in range(2500)] * 2
    frame = pl.DataFrame({"site": teams, "month": ["2026-01"] * 5000, "n": [1] * 5000})
    question = tables.Charts(keys="site", on="month", values="n", cadence="month")
    with pytest.raises(DataError, match="batch: 2,500 problems") as refused:
        tables.evaluate(frame, question)
    *listed, last = refused.value.problems
    assert (len(listed), {problem.count for problem in listed}) == (999, {1})
    assert last.count == 1501


def places_of(batch: Any, question: Any) -> list[str]:
    """Return the places of what is wrong with a batch, or with several."""
    with pytest.raises(DataError) as refused:
        list(tables.evaluate(batch, question))
    return [problem.where for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("column", "cell", "where"),
    [
        ("v", -1, "elm, falls, row 5, column v"),
        ("n", -1, "elm, falls, row 5, column n"),
        ("m", "2026-0x", "elm, falls, row 5, column m"),
        ("m", "2026-01", "rows 4 and 5"),
        ("k", None, "column k"),
    ],
)
def test_what_is_wrong_is_where_the_caller_has_it_however_batches_are_cut(
    column: str, cell: Any, where: str
) -> None:
    cells: dict[str, list[Any]] = {
        "k": ["ash"] * 3 + ["elm"] * 3,
        "q": ["falls"] * 6,
        "m": THREE * 2,
        "v": [1, 2, 3] * 2,
        "n": [9] * 6,
    }
    if cell == "2026-01":
        cell = THREE[0]
    cells[column][4] = cell
    frame = pl.DataFrame(cells)
    question = tables.Charts(
        keys=["k", "q"], on="m", values="v", sizes="n", kind="u", cadence="month"
    )
    assert places_of(frame, question) == [where]
    for size in (1, 2, 4):
        parts = [frame[start : start + size] for start in range(0, 6, size)]
        assert places_of(parts, question) == [where]
        if column == "k":
            with pytest.raises(DataError, match="the first is row 5"):
                list(tables.evaluate(parts, question))


LATE = Measure(
    key="late",
    title="Late",
    kind="proportion",
    per=100,
    direction="lower",
    cadence=Cadence(),
)
WAITS = Measure(key="waits", title="Waits", cadence=Cadence())
CLOSING = Collaborative(key="visits")


def closing(**how: Any) -> tables.ClosingFigures:
    usual: dict[str, Any] = {
        "keys": "region",
        "team": "team",
        "on": "month",
        "measure": "measure",
        "measures": [LATE, WAITS],
        "value": "value",
        "numerator": "late",
        "denominator": "due",
        "collaborative": CLOSING,
        "changes": ["2024-09"],
        "as_of": "2026-01-31",
    }
    return tables.ClosingFigures(**usual | how)


reports = st.lists(
    st.tuples(
        st.sampled_from("ns"),
        st.sampled_from("xyz"),
        st.sampled_from(MONTHS),
        st.sampled_from(["late", "waits"]),
        st.integers(0, 9),
    ),
    unique_by=lambda row: row[:4],
    min_size=1,
    max_size=60,
)


def reported(listed: list[tuple[Any, ...]]) -> pl.DataFrame:
    names = ("region", "team", "month", "measure", "value", "late", "due")
    rows_here = [
        (*row[:4], *((None, row[4], 20) if row[3] == "late" else (row[4], None, None)))
        for row in listed
    ]
    types = [pl.String] * 4 + [pl.Float64, pl.Int64, pl.Int64]
    schema = dict(zip(names, types, strict=True))
    return pl.DataFrame(rows_here, schema=schema, orient="row")


@given(reports)
@settings(max_examples=10)
def test_closing_figures_are_those_of_each_collaborative(
    listed: list[tuple[Any, ...]],
) -> None:
    question = pickle.loads(pickle.dumps(closing()))
    found = told(tables.evaluate(reported(listed), question))
    for region in sorted({row[0] for row in listed}):
        own = [row for row in listed if row[0] == region]
        made = []
        for measure in (LATE, WAITS):
            for team in dict.fromkeys(row[1] for row in own if row[3] == measure.key):
                seen = [
                    Observation(
                        period=row[2],
                        value=None if measure is LATE else row[4],
                        numerator=row[4] if measure is LATE else None,
                        denominator=20 if measure is LATE else None,
                    )
                    for row in own
                    if row[1] == team and row[3] == measure.key
                ]
                made.append(series(measure, seen, team=team))
        report = closing_report(
            CLOSING, made, changes=[parse_period("2024-09")], as_of=date(2026, 1, 31)
        )
        expected = [
            (figure.key, figure.value)
            for figure in (
                *report.engagement,
                *(
                    getattr(result, name)
                    for result in report.results
                    for name in (
                        "baseline",
                        "shifted",
                        "silences",
                        "meeting",
                        "share_meeting",
                    )
                ),
            )
        ]
        assert [
            (row["figure"], row["value"]) for row in found if row["region"] == region
        ] == expected


def test_closing_figures_of_no_row_have_the_same_columns() -> None:
    frame = reported([("n", "x", "2024-01", "late", 3)])
    whole = tables.evaluate(frame, closing())
    assert tables.evaluate(frame[:0], closing()).schema == whole.schema
    assert whole["measure"].to_list() == [""] * 6 + ["late"] * 5
    alone = closing(measure=None, measures=[LATE], value=None)
    assert tables.evaluate(frame, alone)["value"].to_list() == whole["value"].to_list()


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"measure": None}, "measure must be the column of the measure"),
        ({"value": None, "numerator": None}, "value must be a column of values"),
        ({"collaborative": 3}, "collaborative must be a Collaborative"),
        ({"measures": []}, "measures must have at least one"),
        ({"changes": ["x"]}, "period must be like"),
    ],
)
def test_closing_figures_that_cannot_be_asked_for(
    how: dict[str, Any], message: str
) -> None:
    with pytest.raises(CqikitError, match=message):
        closing(**how)


def test_what_is_wrong_with_a_collaborative_is_told_by_its_name() -> None:
    frame = reported([("n", "x", "2024-01", "late", 3)])
    with pytest.raises(DataError, match=r"n: 1 problem\n  - .*2024-01"):
        tables.evaluate(pl.concat([frame, frame]), closing())
    with pytest.raises(DataError) as refused:
        tables.evaluate(
            frame.with_columns(measure=pl.lit("later"), due=pl.lit("9")), closing()
        )
    assert [str(problem) for problem in refused.value.problems] == [
        "n, row 1, column due: must be a number (got '9'): decide what it stands for",
        "n, row 1, column measure: no measure named 'later'; did you mean 'late'?",
    ]


READY = FRAMEWORKS["bts-infrastructure"]
ITEMS = [item.key for item in READY.all_items]
answers = st.lists(
    st.tuples(
        st.sampled_from("ab"),
        st.sampled_from("rst"),
        *[st.sampled_from([None, 0, 1, 2, 3])] * len(ITEMS),
    ),
    unique_by=lambda row: row[:2],
    min_size=1,
    max_size=6,
)


@given(answers, st.sampled_from([None, "minimum"]))
@settings(max_examples=10)
def test_scores_are_those_of_each_assessment(
    listed: list[tuple[Any, ...]], scorer: str | None
) -> None:
    schema = {"site": pl.String, "respondent": pl.String} | dict.fromkeys(
        ITEMS, pl.Int64
    )
    frame = pl.DataFrame(listed, schema=schema, orient="row")
    question = tables.Scores(keys="site", framework=READY, scorer=scorer)
    question = pickle.loads(pickle.dumps(question))
    whole = tables.evaluate(frame.with_columns(comment=pl.lit("x")), question)
    assert tables.evaluate(frame[:0], question).schema == whole.schema
    for site in sorted({row[0] for row in listed}):
        said = [
            Answer(item=item, value=value, respondent=row[1], site=site)
            for row in listed
            if row[0] == site
            for item, value in zip(ITEMS, row[2:], strict=True)
        ]
        result = score(Responses(READY, said), scorer=scorer)
        own = told(whole.filter(pl.col("site") == site))
        assert [(row["node"], row["value"], row["level"]) for row in own] == [
            (found.key, found.value, found.level) for found in result.scores
        ]
    long = frame.unpivot(index=["site", "respondent"], on=ITEMS, variable_name="item")
    assert tables.evaluate(long, question).equals(whole)


def test_scores_that_cannot_be_asked_for() -> None:
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"scorer": "best"}, "no scorer named 'best'"),
        ({"policy": "none"}, "no policy named 'none'"),
        ({"framework": "bts"}, "framework must be a Framework"),
    ]
    for how, message in wrong:
        with pytest.raises(CqikitError, match=message):
            tables.Scores(**{"keys": "site", "framework": READY, **how})
    question = tables.Scores(keys="site", framework=READY)
    frame = pl.DataFrame({"site": ["b", "b", "a"], ITEMS[0]: [1, 1, 9]})
    frame = frame.with_columns(respondent=pl.lit("x"))
    with pytest.raises(DataError, match=r"a: 1 problem\n  - row 3, column leader"):
        tables.evaluate(frame, question)
    with pytest.raises(DataError, match="row 3 is of the same respondent as row 2"):
        tables.evaluate(
            frame[[2, 0, 1]].with_columns(pl.lit(1).alias(ITEMS[0])), question
        )


THREE = MONTHS[:3]


def of_key(key: Any, values: Any = (1, 2, 3)) -> pl.DataFrame:
    """Return three months of one key."""
    return pl.DataFrame({"k": [key] * 3, "m": THREE, "v": list(values)})


SIMPLE = tables.Charts(keys="k", on="m", values="v")


@pytest.mark.parametrize("cadence", ["month", "events"])
def test_points_between_events_are_in_order_of_time_whatever_the_cadence(
    cadence: Any,
) -> None:
    frame = pl.DataFrame(
        {
            "k": [*"aaab", "b"],
            "m": ["2026-03", "2026-01", "2026-02", "2026-09", "2026-01"],
            "v": [30, 10, 20, 2, 1],
        }
    )
    asked = tables.Charts(keys="k", on="m", values="v", kind="t", cadence=cadence)
    found = tables.evaluate(frame, asked)
    assert found["value"].to_list() == [10, 20, 30, 1, 2]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ({"kind": "p", "sizes": "s", "target": 20}, "target must be at most 1"),
        ({"lower": 5, "upper": 1}, "lower must be at most upper"),
        ({"sigma": -1}, "sigma must be more than 0"),
        ({"kind": "c", "centre": -1}, "centre must be at least 0"),
        ({"kind": "t", "exclude": [7]}, "exclude must be days or periods"),
    ],
)
def test_lines_that_cannot_be_are_told_when_they_are_asked_for(
    lines: Any, message: str
) -> None:
    with pytest.raises(FieldError, match=message):
        tables.Charts(keys="k", on="m", values="v", **lines)


def test_keys_that_python_hashes_alike_are_apart() -> None:
    found = list(tables.evaluate(map(of_key, (-2, 0, -1)), SIMPLE))
    assert [frame["k"][0] for frame in found] == [-2, 0, -1]


@pytest.mark.parametrize("package", [pl.DataFrame, pd.DataFrame])
def test_what_is_no_number_is_no_key(package: Any) -> None:
    frame = package({"k": [1.0, float("nan")], "m": THREE[:2], "v": [1, 2]})
    with pytest.raises(DataError, match="1 row without a key, the first is row 2"):
        tables.evaluate(frame, SIMPLE)


@pytest.mark.parametrize(
    "convert",
    [lambda frame: frame, pl.DataFrame.to_pandas, pl.DataFrame.to_arrow],
    ids=["polars", "pandas", "pyarrow"],
)
@pytest.mark.parametrize(
    ("first", "then"),
    [
        ([1, 2, 3], [1.5, 2.0]),
        ([None, None, None], [1.5, 2.0]),
        ([1, 2, 3], [None, None]),
        ([None, None, None], [None, None]),
    ],
)
def test_batches_may_differ_in_types_and_in_what_is_not_read(
    convert: Any, first: list[Any], then: list[Any]
) -> None:
    beside = of_key("a", first).with_columns(other=pl.lit(1))
    after = pl.DataFrame({"v": then, "m": ["2024-04", "2024-01"], "k": ["a", "b"]})
    found = tables.evaluate([convert(beside), convert(after)], SIMPLE)
    counts = [len(frame) for frame in found]
    assert counts == [4, 1]


CONVERT = [pl.DataFrame, pl.DataFrame.to_pandas, pl.DataFrame.to_arrow]


@pytest.mark.parametrize("convert", CONVERT)
@pytest.mark.parametrize(
    ("cells", "rows"),
    [
        ([["1", "2", "x"], [1], [2]], [1, 2, 3]),
        ([[1, 2, None], ["1"], [2]], [4]),
        ([[1, 2, 3], [4.5], ["x"]], [5]),
    ],
)
def test_of_texts_among_batches_of_numbers_only_these_are_told(
    cells: list[list[Any]], rows: list[int], convert: Any
) -> None:
    months = (f"2024-{month:02}" for month in range(1, 13))
    columns = [{"k": "a", "m": [next(months) for _ in v], "v": v} for v in cells]
    frames = [convert(pl.DataFrame(column)) for column in columns]
    with pytest.raises(DataError) as refused:
        list(tables.evaluate(frames, SIMPLE))
    places = [problem.where for problem in refused.value.problems]
    assert places == [f"a, row {row}, column v" for row in rows]
    fixes = {problem.fix for problem in refused.value.problems}
    assert fixes == {"decide what it stands for"}


@pytest.mark.parametrize("convert", CONVERT)
def test_years_may_be_numbers_in_one_batch_and_texts_in_the_next(convert: Any) -> None:
    years: list[list[Any]] = [[2021, 2022], ["2023", "2024"], [2025], ["2021", "2022"]]
    keys = ["a", "a", "a", "b"]
    asked = tables.Charts(keys="k", on="m", values="v", cadence="year")
    batches = [
        convert(pl.DataFrame({"k": key, "m": on, "v": [3] * len(on)}))
        for key, on in zip(keys, years, strict=True)
    ]
    found = [list(frame["period"]) for frame in tables.evaluate(batches, asked)]
    assert [list(map(str, periods)) for periods in found] == [
        ["2021", "2022", "2023", "2024", "2025"],
        ["2021", "2022"],
    ]


@pytest.mark.parametrize("kind", ["i", "g", "t", "xbar"])
@pytest.mark.parametrize("column", ["values", "sizes", "within"])
def test_days_are_no_numbers_and_no_row_is_made_up_to_say_so(
    column: str, kind: str
) -> None:
    columns = {"values": "v", column: "day"}
    with pytest.raises(FieldError) as refused:
        tables.Charts(keys="k", on="day", kind=kind, **columns)  # type: ignore[arg-type]
    said = f"{column} must be another column than on (got 'day'): of days alone, core."
    assert str(refused.value).startswith(said)


def test_the_latest_point_of_who_sent_nothing_is_a_row() -> None:
    frame = pl.concat(
        [of_key("a"), of_key("b", [None] * 3), of_key("c")], how="vertical_relaxed"
    )
    asked = tables.Charts(keys="k", on="m", values="v", latest=True)
    found = tables.evaluate(frame, asked)
    assert found["k"].to_list() == ["a", "b", "c"]
    assert found["value"].to_list() == [3, None, 3]
    assert found["period"].to_list() == [THREE[2]] * 3


def test_a_named_index_is_a_column() -> None:
    frame = of_key("a").to_pandas().set_index("k")
    assert tables.evaluate(frame, SIMPLE)["k"].to_list() == ["a"] * 3


def test_columns_are_told_apart_by_their_names() -> None:
    with pytest.raises(DataError, match="there are 0, 1, 2"):
        tables.evaluate(pd.DataFrame([["a", THREE[0], 3]]), SIMPLE)
    twice = pd.DataFrame([["a", THREE[0], 3]], columns=["k", "k", "v"])
    arrow = pa.table([["a"], ["a"], [3]], names=["k", "k", "v"])
    for frame in (twice, arrow):
        with pytest.raises(DataError, match="two columns are named 'k': rename"):
            tables.evaluate(frame, SIMPLE)


def test_keys_of_several_sorts_are_refused() -> None:
    mixed = pd.DataFrame({"k": [1, "1", 2], "m": THREE, "v": [1, 2, 3]})
    with pytest.raises(FieldTypeError, match="k must be of one sort"):
        tables.evaluate(mixed, SIMPLE)


def of_teams(teams: list[Any], measure: list[Any]) -> pl.DataFrame:
    rows = {"r": ["x"] * 2, "t": teams, "m": THREE[:2], "k": measure, "n": [1, 3]}
    return pl.DataFrame({**rows, "d": [9, 9]})


LATE = Measure(key="late", title="Late", kind="proportion", frequency="month")
OF_TEAMS = tables.ClosingFigures(
    keys="r",
    team="t",
    on="m",
    measure="k",
    measures=[LATE],
    numerator="n",
    denominator="d",
    collaborative=Collaborative(key="v", teams=[Team(key="1"), Team(key="2")]),
)


def test_a_team_of_no_name_is_no_team() -> None:
    frame = of_teams(["a", None], ["late", None])
    with pytest.raises(DataError, match="2 problems") as told:
        tables.evaluate(frame, OF_TEAMS)
    assert "column t: 1 row without a key" in str(told.value)
    assert "column k: 1 row without a key" in str(told.value)


def test_teams_that_are_numbers_are_called_as_a_table_calls_them() -> None:
    found = tables.evaluate(of_teams([1.0, 2.0], ["late"] * 2), OF_TEAMS)
    said = dict(zip(found["figure"], found["value"], strict=True))
    assert said["teams-engaged"] == 2


def test_a_team_may_be_called_nan() -> None:
    asked = evolve(OF_TEAMS, collaborative=Collaborative(key="v"))
    found = tables.evaluate(of_teams(["nan", "1"], ["late"] * 2), asked)
    said = dict(zip(found["figure"], found["value"], strict=True))
    assert said["teams-engaged"] == 2


@pytest.mark.parametrize("package", [pd.Series, pl.Series, np.array])
def test_a_column_is_no_batch(package: Any) -> None:
    with pytest.raises(FieldTypeError, match="batch must be a data frame, or batches"):
        tables.evaluate(package([1, 2, 3]), SIMPLE)


def test_batches_of_two_packages_are_told() -> None:
    batches = [of_key("a").to_pandas(), of_key("a")]
    with pytest.raises(FieldTypeError, match=r"data frames \(got \['pandas', 'polars'"):
        list(tables.evaluate(batches, SIMPLE))


def test_a_stray_day_is_a_slip_also_among_many_rows() -> None:
    """Of so many rows, a batch may have as many periods; a chart of few may not."""
    days = [date.fromordinal(700_000 + place % 50) for place in range(80_000)]
    keys = [f"{place // 50:05}" for place in range(80_000)]
    usual = pl.DataFrame({"k": keys, "m": days, "v": 1})
    stray = of_days("x", [*DAYS[:4], date(24, 1, 5), *DAYS[5:]])
    frame = pl.concat([usual.cast({"v": pl.Int64}), stray])
    with pytest.raises(
        FieldError, match=r"m must span at most 75,000 .*x, row 80005, "
    ):
        tables.evaluate(frame, DAILY)
    # As in a batch of its own.
    with pytest.raises(FieldError, match=r"m must span at most 75,000 .*x, row 5, "):
        tables.evaluate(stray, DAILY)
    long = of_days("y", [date.fromordinal(600_000 + 10 * step) for step in range(9000)])
    both = tables.evaluate(pl.concat([usual.cast({"v": pl.Int64}), long]), DAILY)
    assert both.filter(k="y").height == 10 * 8999 + 1


def test_a_key_in_many_batches_is_joined_as_often_as_its_rows_double(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    copied: list[int] = []
    usual = _joined.joined

    def counted(held: Any, frame: Any, narwhals: Any) -> Any:
        made = usual(held, frame, narwhals)
        copied.append(len(made))
        return made

    monkeypatch.setattr(_evaluate, "joined", counted)
    frame = of_days("a", [date.fromordinal(700_000 + step) for step in range(256)])
    parts = [frame[step : step + 1] for step in range(256)]
    (found,) = tables.evaluate([frame[:0], *parts, frame[:0]], DAILY)
    assert found.equals(tables.evaluate(frame, DAILY))
    assert sum(copied) <= 256 * 10


def test_so_many_dates_are_listed_and_the_others_counted() -> None:
    frame = pl.DataFrame({"k": "a", "m": ["x"] * 5000, "v": 1})
    with pytest.raises(DataError, match="5,000 problems") as refused:
        tables.evaluate(frame, DAILY)
    assert len(refused.value.problems) == 1000


def test_of_no_row_there_is_no_latest_point() -> None:
    question = evolve(SIMPLE, latest=True)
    assert tables.evaluate(of_key("a")[:0], question).is_empty()


def test_what_is_wrong_in_no_column_is_told_as_it_is() -> None:
    error = DataError("centre", [])
    rows: Any = None
    assert _places.placed(error, rows, {"values": "late"}) is error
