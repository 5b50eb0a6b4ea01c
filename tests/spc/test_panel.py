"""Long records become charts at once."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd  # type: ignore[import-untyped]
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqikit import documents, spc, tables
from cqikit.core import timeline
from cqikit.errors import DataError, FieldError, UnknownNameError

MONTHS = [f"2026-{month:02}" for month in range(1, 13)]

records = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from(MONTHS), st.integers(0, 9)),
    min_size=1,
    unique_by=lambda pair: pair[:2],
)


@given(records)
def test_each_row_is_the_chart_of_its_records(rows: list[tuple[str, str, int]]) -> None:
    keys, on, values = zip(*rows, strict=True)
    made = spc.panel(values, "u", keys=keys, on=on, sizes=[4] * len(rows))
    assert made.keys == tuple(sorted(set(keys)))
    calendar = [str(day) for day in made.on]
    months = MONTHS[MONTHS.index(min(on)) : MONTHS.index(max(on)) + 1]
    # Rows of every other month are a calendar of every other month.
    step = months.index(calendar[1]) if len(calendar) > 1 else 1
    assert calendar == months[::step]
    assert {*on} <= {*calendar}
    for key in made.keys:
        own = {month: value for name, month, value in rows if name == key}
        alone = spc.chart([own.get(day) for day in calendar], "u", sizes=4)
        for line in ("values", "centre", "upper", "lower"):
            got, expected = getattr(made[key], line), getattr(alone, line)
            seen = ~np.isnan(alone.values)
            np.testing.assert_allclose(got[seen], expected[seen])


@pytest.mark.parametrize("kind", ["xbar", "xbar-range", "xbar-pooled", "s", "r"])
@given(records)
def test_ready_subgroups_are_charted_as_by_themselves(
    kind: Any, rows: list[tuple[str, str, int]]
) -> None:
    records = [
        (key, month, 3.0 + value / 4, 2 + value % 3, 1.0 + value)
        for key, month, value in sorted(rows)
    ]
    keys, on, values, sizes, within = zip(*records, strict=True)
    of_means = kind.startswith("xbar")
    made = spc.panel(
        values,
        kind,
        keys=keys,
        on=on,
        sizes=sizes,
        within=pd.Series(within) if of_means else None,
        cadence="month",
    )
    for key in made.keys:
        own = [row[1:] for row in records if row[0] == key]
        days, *columns = zip(*own, strict=True)
        alone = spc.chart(
            columns[0],
            kind,
            sizes=columns[1],
            within=columns[2] if of_means else None,
            on=days,
            cadence="month",
        )
        seen = np.isin([str(month) for month in made.on], days)
        there = np.isin([str(month) for month in alone.on or ()], days)
        for line in ("values", "centre", "sigma", "lower", "upper"):
            got, expected = getattr(made[key], line), getattr(alone, line)
            np.testing.assert_array_equal(got[seen], expected[there], err_msg=line)


def long(**series: list[float]) -> dict[str, Any]:
    rows = [
        (key, MONTHS[place], value)
        for key, values in series.items()
        for place, value in enumerate(values)
        if not np.isnan(value)
    ]
    keys, on, values = zip(*rows, strict=True)
    return {"values": values, "keys": keys, "on": on}


NAN = float("nan")


def test_phases_and_exclusions_go_to_all_or_to_each() -> None:
    data = long(a=[4, 9, 6, 7, 30, 31], b=[1, 2, 1, 3, 9, 8])
    shared = spc.panel(**data, phases=["2026-05"], exclude=["2026-02"])
    own = spc.panel(
        **data,
        phases={"a": ["2026-05"], "b": [4]},
        exclude={"a": ["2026-02"], "b": [1]},
    )
    np.testing.assert_array_equal(shared.chart.upper, own.chart.upper)
    panel = spc.panel(**data, phases={"a": ["2026-05"]})
    assert panel.chart.breaks.any(axis=-1).tolist() == [True, False]
    mask = np.arange(6) == 4
    by_mask = spc.panel(**data, phases=mask)
    assert by_mask.chart.breaks.all(axis=0).tolist() == mask.tolist()
    with pytest.raises(UnknownNameError, match="no key named 'c'"):
        spc.panel(**data, phases={"c": ["2026-05"]})


def test_a_baseline_counts_from_where_a_series_begins() -> None:
    late = [NAN, NAN, 4, 9, 6, 7, 30, 31]
    made = spc.panel(**long(a=[5, 7, 6, 5, 7, 6, 5, 6], b=late), baseline=4)
    alone = spc.chart(late[2:], baseline=4)
    np.testing.assert_allclose(made["b"].upper[2:], alone.upper)
    with pytest.raises(FieldError, match="baseline must be at least 1 point"):
        spc.panel(**long(a=[5, 7]), baseline=0)


def test_values_between_events_have_no_common_calendar() -> None:
    keys = ["a", "b", "a", "b", "a"]
    days = ["2026-01-09", "2026-02-01", "2026-01-02", "2026-02-01", "2026-03-30"]
    made = spc.panel([5, 8, 3, 9, 7], "g", keys=keys, on=days)
    assert made.on == ()
    np.testing.assert_array_equal(made["a"].values, [3, 5, 7])
    np.testing.assert_array_equal(made["b"].values, [8, 9])
    np.testing.assert_array_equal(made.chart.values[1], [8, 9, NAN])
    # A calendar says when each was, and no more.
    dated = spc.panel([5, 8, 3, 9, 7], "g", keys=keys, on=timeline(days, "day"))
    np.testing.assert_array_equal(dated.chart.values, made.chart.values)


@pytest.mark.parametrize("kind", ["i", "g", "t"])
def test_events_of_each_key_are_those_of_its_chart_alone(kind: Any) -> None:
    days = ["2026-01-09", "2026-02-01", "2026-01-02", "2026-02-01", "2026-03-30"]
    known: dict[str, Any] = {"cadence": "events", "exclude": {"2026-01": "new"}}
    known["exclude"] |= {"2026-02": "old"}
    keys = [*"ababa"]
    made = spc.panel([5, 8, 3, 9, 7], kind, keys=keys, on=days, **known)
    own = {
        "a": ([3, 5, 7], [days[2], days[0], days[4]], {"2026-01": "new"}),
        "b": ([8, 9], [days[1], days[3]], {"2026-02": "old"}),
    }
    judged = spc.judge(spc.read(made.chart, "nelson"), "lower", 6)
    rows = spc.summary(judged, keys=made.keys)
    for place, (key, (values, on, exclude)) in enumerate(own.items()):
        alone = spc.chart(
            values, kind, on=on, title=key, cadence="events", exclude=exclude
        )
        assert made[key] == alone
        found = spc.judge(spc.read(alone, "nelson"), "lower", 6)
        assert rows[place] == spc.summary(found)[0]
        own_reading = judged[place].reading
        np.testing.assert_array_equal(own_reading.flagged, found.reading.flagged)
        np.testing.assert_array_equal(judged[place].concern, found.concern)
    assert documents.parse(documents.to_json(made), "panel.json") == made
    frame = tables.to_frame(made, "polars")
    assert frame["period"].to_list() == [*own["a"][1], *own["b"][1]]


def test_two_values_for_one_period_are_refused_with_their_places() -> None:
    with pytest.raises(
        DataError, match="records 0 and 2: a has two values for 2026-01"
    ):
        spc.panel([1, 2, 3], keys=["a", "b", "a"], on=["2026-01"] * 3)


def test_of_many_pairs_a_thousand_are_listed_and_all_are_counted() -> None:
    keys = [f"{team}" for team in range(2500)] * 2
    with pytest.raises(DataError, match="panel: 2,500 problems") as refused:
        spc.panel([1] * 5000, keys=keys, on=["2026-01"] * 5000)
    *listed, last = refused.value.problems
    assert (len(listed), {problem.count for problem in listed}) == (999, {1})
    assert last.count == 1501


def test_columns_must_fit_each_other() -> None:
    with pytest.raises(FieldError, match=r"keys must be as many as values \(3\)"):
        spc.panel([1, 2, 3], keys=["a", "b"], on=["2026-01"] * 3)
    with pytest.raises(FieldError, match="on must be as many as values"):
        spc.panel([1, 2], keys=["a", "b"], on=["2026-01"])
    with pytest.raises(DataError, match=r"on\[1\]: must be a month"):
        spc.panel([1, 2], keys=["a", "b"], on=["2026-01", "2026-Q2"])


def test_a_panel_is_asked_by_key() -> None:
    made = spc.panel(**long(a=[4, 9], b=[1, 2]))
    assert len(made) == 2
    assert made["b"].title == "b"
    with pytest.raises(UnknownNameError, match="no key named 'z'"):
        made["z"]


def test_days_may_be_an_array() -> None:
    days = np.array(["2026-01-01", "2026-01-02"], dtype="datetime64[ns]")
    made = spc.panel([3, 4], keys=np.array([7, 7]), on=days)
    assert made.keys == (7,)
    assert [str(day) for day in made.on] == ["2026-01-01", "2026-01-02"]


def test_no_records_make_no_charts() -> None:
    empty: list[Any] = []
    made = spc.panel(empty, keys=empty, on=empty)
    assert (made.keys, made.chart.values.shape) == ((), (0, 0))


NAMES = ["b", "a", "b", "a"]


@pytest.mark.parametrize(
    "keys",
    [
        NAMES,
        np.array(NAMES),
        pd.Series(NAMES),
        pd.Series(NAMES, dtype="category"),
        pl.Series(NAMES),
        pa.array(NAMES),
        pa.array(NAMES).dictionary_encode(),
        pa.table({"site": NAMES})["site"],
    ],
    ids=lambda keys: type(keys).__name__,
)
def test_keys_are_a_column_of_any_package(keys: Any) -> None:
    months = ["2026-01", "2026-01", "2026-02", "2026-02"]
    made = spc.panel([1, 2, 3, 4], "c", keys=keys, on=months)
    assert made.keys == ("a", "b")
    assert {type(key) for key in made.keys} == {str}
    assert made["b"].values.tolist() == [1, 3]


def test_pairs_are_pairs_in_each_answer() -> None:
    pairs = [("elm", "late"), ("fir", "late")]
    keys = [key for key in pairs for _ in MONTHS[:4]]
    values = [3, 5, 4, 6, 9, 8, 7, 9]
    made = spc.panel(values, keys=keys, on=MONTHS[:4] * 2)
    assert made.keys == tuple(pairs)
    assert [made[key].title for key in pairs] == ["elm, late", "fir, late"]
    with pytest.raises(UnknownNameError, match="no key named 'elm, lat'; did you mean"):
        made["elm", "lat"]
    with pytest.raises(UnknownNameError, match="no key named 'ash, late'"):
        spc.panel(
            values,
            keys=keys,
            on=MONTHS[:4] * 2,
            phases={("elm", "late"): [2], ("ash", "late"): [2]},
        )
    rows = spc.summary(spc.read(made.chart), keys=made.keys)
    assert [(row.chart, row.key) for row in rows] == [
        ("elm, late", pairs[0]),
        ("fir, late", pairs[1]),
    ]
    frame = tables.to_frame(rows, "polars")
    assert frame.select("key 1", "key 2").rows() == pairs
    alone = tables.to_frame(spc.summary(spc.read(made.chart)), "polars")
    assert "key 1" not in alone.columns
    assert "key" not in alone.columns
    kept = spc.monitors(made, baseline=4)
    assert list(kept) == ["elm, late", "fir, late"]
    kept, looks = kept.take([30], keys=pairs[1:])
    assert (looks.keys, kept["fir", "late"].n) == (("fir, late",), 5)
    # As once it was written.
    old = spc.Monitors({str(pairs[0]): kept["elm", "late"]})
    assert old[pairs[0]].n == 4
    assert old.take([4], keys=pairs[:1])[1].keys == ("('elm', 'late')",)
    with pytest.raises(UnknownNameError, match="no key named 'fir, late'"):
        old[pairs[1]]


def test_positions_in_a_panel_of_events_are_those_of_each_key() -> None:
    days = ["2026-01-02", "2026-01-09", "2026-01-30"]
    keys = [*"aaab"]
    made = spc.panel(
        [3, 5, 7, 8],
        keys=keys,
        on=[*days, days[1]],
        cadence="events",
        phases=[1, "2026-01-20"],
        exclude={0: "first", "2026-01-30": "late"},
    )
    assert made["a"].breaks.tolist() == [False, True, True]
    assert made["a"].excluded.tolist() == [True, False, True]
    assert made["a"].reasons == ("first", "", "late")
    assert made["b"].excluded.tolist() == [True]
    with pytest.raises(FieldError, match="phase must not be after the last point"):
        spc.panel(
            [3, 5, 7, 8],
            keys=keys,
            on=[*days, days[1]],
            cadence="events",
            phases=["2026-02-01"],
        )
    with pytest.raises(FieldError, match="exclude must name a point of the chart"):
        spc.panel(
            [3, 5, 7, 8],
            keys=keys,
            on=[*days, days[1]],
            cadence="events",
            exclude=["2026-02-01"],
        )


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("0026-03", r"2,500 months .*0026-03 to 2026-03.*slip in on\[4001\]"),
        ("4026-03", r"2026-01 to 4026-03.*slip in on\[4001\]"),
    ],
)
def test_a_slip_of_thousands_of_years_is_refused_before_it_is_filled_with_gaps(
    wrong: str, says: str
) -> None:
    keys = np.arange(12_000) % 4000
    months = np.repeat(["2026-01", "2026-02", "2026-03"], 4000)
    made = spc.panel(np.ones(12_000), keys=keys, on=months)
    assert made.chart.values.shape == (4000, 3)
    months[4001] = wrong
    with pytest.raises(FieldError, match=says):
        spc.panel(np.ones(12_000), keys=keys, on=months)
    # Of fewer keys, all these months are not too many.
    few = keys < 100
    made = spc.panel(np.ones(300), keys=keys[few], on=months[few])
    assert made.chart.values.shape[-1] > 20_000
