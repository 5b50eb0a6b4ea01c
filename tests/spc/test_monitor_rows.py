"""What a chart accepts, a monitor accepts one by one, with the same answer."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit import spc
from cqikit.core import Cadence
from cqikit.errors import CqikitError, FieldError
from tests.spc.test_monitor import BINARY, COUNTED, SUBGROUPED, says_the_same

RULES: Any = "western-electric"
#: How a year may be written in a column, and alone.
WRITTEN: dict[str, Any] = {
    "whole": int,
    "float": float,
    "text": str,
    "NumPy": np.int64,
    "NumPy float": np.float64,
    "day": lambda year: date(year, 7, 1),
}
MISSING = [None, math.nan, np.float64("nan"), pd.NA, pd.NaT, np.ma.masked]


@st.composite
def columns(draw: st.DrawFn) -> dict[str, Any]:
    """Return a kind, and columns of values, sizes and spreads that it takes."""
    kind = draw(st.sampled_from(spc.CHARTS.names))
    n = draw(st.integers(2, 14))

    def column(numbers: st.SearchStrategy[Any], first: Any) -> list[Any]:
        # The first was observed: a chart says by a column that there are sizes, and a
        # monitor by the points before.
        rest = st.lists(numbers | st.none(), min_size=n - 1, max_size=n - 1)
        return [first, *draw(rest)]

    few = st.integers(0, 12)
    if kind in SUBGROUPED:
        sizes = column(st.sampled_from([2, 3, 4]), 3)
        spread = {"within": column(st.floats(0.5, 4).map(lambda x: round(x, 1)), 2.0)}
        return {"kind": kind, "values": column(few, 4), "sizes": sizes, **spread}
    if kind in BINARY:
        return {"kind": kind, "values": column(st.integers(0, 1), 1)}
    if kind.startswith("t"):
        return {"kind": kind, "values": column(st.integers(1, 30), 4)}
    made = {"kind": kind, "values": column(few, 4)}
    takes = spc.CHARTS[kind].takes
    if kind in COUNTED or (takes == "values" and draw(st.booleans())):
        made["sizes"] = column(st.sampled_from([20, 35]), 20)
    return made


@settings(max_examples=40)
@given(rows=columns(), form=st.sampled_from(sorted(WRITTEN)), data=st.data())
def test_rows_one_by_one_say_what_their_columns_say(
    rows: dict[str, Any], form: str, data: st.DataObject
) -> None:
    kind, n = rows.pop("kind"), len(rows["values"])
    gaps = data.draw(st.lists(st.integers(1, 3), min_size=n, max_size=n))
    on = [WRITTEN[form](year) for year in (2000 + np.cumsum(gaps)).tolist()]
    start = data.draw(st.integers(1, n - 1))
    baseline = data.draw(st.integers(1, 4))
    yearly = Cadence(frequency="year")
    how: dict[str, Any] = {"cadence": yearly, "baseline": baseline}

    def chart(stop: int) -> spc.Chart:
        part = {name: column[:stop] for name, column in rows.items()}
        return spc.chart(**part, kind=kind, on=on[:stop], **how)

    begun = kept = spc.monitor(chart(start), RULES, baseline=baseline)
    looks = []
    for place in range(start, n):
        # None of a column is missing; alone, it is not told.
        row = {
            name: math.nan if column[place] is None else column[place]
            for name, column in rows.items()
        }
        value, size, within = map(row.get, ("values", "sizes", "within"))
        kept, look = kept.take(value, size, within=within, on=on[place])
        whole = chart(place + 1)
        says_the_same(look, whole, RULES)
        assert whole.on is not None
        assert look.on == whole.on[-1]
        looks.append(look)
    many = {name: column[start:] for name, column in rows.items()}
    other = spc.monitor(spc.chart([3, 4], "c", on=on[:2], cadence=yearly), RULES)
    both = spc.Monitors({"a": begun, "b": other})
    after, found = both.take(**many, keys=["a"] * (n - start), on=on[start:])
    assert after["a"] == kept
    assert [look for _, look in found] == looks


@pytest.mark.parametrize("gone", MISSING, ids=repr)
@pytest.mark.parametrize("kind", ["c", "i", "p", "xbar"])
def test_what_is_missing_is_missing_however_it_is_written(gone: Any, kind: Any) -> None:
    size, within = (
        20 if kind in {"p", "xbar"} else None,
        1.0 if kind == "xbar" else None,
    )
    more: dict[str, Any] = {} if size is None else {"sizes": size}
    more |= {"within": [1.0, 1.5]} if within else {}
    kept = spc.monitor(spc.chart([3, 4], kind, **more), RULES, baseline=2)
    expected = kept.take(None, size, within=within)
    assert kept.take(gone, size, within=within) == expected
    assert kept.take(gone, gone, within=gone) == kept.take(None)
    both = spc.Monitors({"a": kept})
    for column in ([gone], np.array([gone], dtype=object), pd.Series([gone])):
        beside = None if size is None else [size]
        spread = None if within is None else [within]
        after, _ = both.take(column, beside, keys=["a"], within=spread)
        assert after["a"] == expected[0]
    if kind == "p" and gone is not None:
        assert kept.take(5, gone) == kept.take(None)
        assert both.take([5], [gone], keys=["a"])[0]["a"] == kept.take(None)[0]


def test_a_column_of_sizes_says_nothing_of_charts_without() -> None:
    own = {
        "c": spc.monitor(spc.chart([3, 4], "c"), RULES),
        "i": spc.monitor(spc.chart([3, 4], "i"), RULES),
        "p": spc.monitor(spc.chart([3, 4], "p", sizes=20), RULES),
        "rate": spc.monitor(spc.chart([3, 4], "i", sizes=20), RULES),
        "xbar-range": spc.monitor(spc.chart([[3, 4], [5, 5]], "xbar-range"), RULES),
    }
    points: list[Any] = [5, 5, 5, 5, [5, 5]]
    sizes = [None, None, 20, None, None]
    _, looks = spc.Monitors(own).take(points, sizes, keys=[*own])
    values = [look.value for _, look in looks]
    assert values == pytest.approx([5, 5, 0.25, math.nan, 5], nan_ok=True)


def test_a_point_without_a_size_is_refused_where_the_others_have_one() -> None:
    for kind in ("i", "p", "u"):
        kept = spc.monitor(spc.chart([3, 4], kind, sizes=20), RULES, baseline=2)
        with pytest.raises(FieldError, match=r"^size must be given"):
            kept.take(5)


NO_SUBGROUP = "value must have one subgroup along the last axis (got 5)"
#: A chart, what is taken, and what is said of it.
REFUSED: list[tuple[spc.Chart, dict[str, Any], str]] = [
    (spc.chart([3, 4], "c"), {"value": 5, "size": 2}, "size must not be given for a c"),
    (
        spc.chart([3, 4], "p", sizes=20),
        {"value": 21, "size": 20},
        "value: 1 problem\n  - value: must be at most its size (got 21)",
    ),
    (spc.chart([3, 4], "p", sizes=20), {"value": 3, "size": -1}, "size: must be at"),
    (spc.chart([[3, 4]], "xbar"), {"value": 5}, NO_SUBGROUP),
    (spc.chart([[3, 4]], "xbar"), {"value": [1, "x"]}, "value[1]: must be a number"),
    (spc.chart([3, 4]), {"value": 5, "within": 2}, "within must not be given for a"),
    (spc.chart([3, 4], on=[2024, 2025]), {"value": 5, "on": "x"}, "on must be like"),
    (
        spc.chart([3, 4], on=["2024-01-01", "2024-01-02"]),
        {"value": 5, "on": "1/3/2024"},
        "the month or the day (got '1/3/2024'): write it like 2024-01-02",
    ),
]


@pytest.mark.parametrize(("chart", "taken", "said"), REFUSED)
def test_a_refusal_speaks_of_what_was_given(
    chart: spc.Chart, taken: dict[str, Any], said: str
) -> None:
    with pytest.raises(CqikitError) as caught:
        spc.monitor(chart, RULES, baseline=2).take(**taken)
    assert said in str(caught.value)


def test_marks_and_baselines_are_times_as_rows_are() -> None:
    on: list[Any] = [2021.0, 2022.0, 2023.0, 2024.0]
    values = [3, 4, 5, 9]
    texts = [str(int(year)) for year in on]
    made: list[spc.Chart] = []
    for third, first, last in (
        (on[2], on[0], on[1]),
        (texts[2], texts[0], texts[1]),
    ):
        made += [
            spc.chart(values, on=on, phases=[third]),
            spc.chart(values, on=on, exclude=[third]),
            spc.chart(values, on=on, baseline=(first, last)),
        ]
    for chart, other in zip(made[:3], made[3:], strict=True):
        assert chart == other
        kept, again = (spc.monitor(drawn, RULES) for drawn in (chart, other))
        assert kept == again
    with pytest.raises(FieldError, match=r"^baseline must be .*: write it like 2021"):
        spc.chart(values, on=on, baseline=("2021", "2024-13"))
    counts: list[Any] = [1.0, 2.0, 2.0, 3.0]
    counted = spc.chart([3, 4, 5], on=counts[:3], cadence="events")
    kept, look = spc.monitor(counted, RULES).take(4, on=counts[3])
    assert str(look.on) == "#3"


def test_a_baseline_may_be_a_float_that_is_whole() -> None:
    made = spc.chart([3.0, 5, 4, 4])

    def monitor(baseline: Any) -> spc.Monitor:
        return spc.monitor(made, RULES, baseline=baseline)

    assert monitor(4.0) == monitor(4)
    with pytest.raises(FieldError, match="baseline must be a whole number of points"):
        monitor(2.5)
    with pytest.raises(FieldError, match="baseline must be at most 10000"):
        monitor(10_001)


@settings(max_examples=40)
@given(
    kind=st.sampled_from(["i", "g", "t", "bernoulli"]),
    steps=st.lists(st.sampled_from([0, 0, 1, 9]), min_size=3, max_size=12),
    data=st.data(),
)
def test_events_of_one_day_stand_in_the_order_in_which_they_come(
    kind: Any, steps: list[int], data: st.DataObject
) -> None:
    first = date(2025, 1, 6)
    on = [first + timedelta(days=int(days)) for days in np.cumsum(steps)]
    few = st.integers(0, 1) if kind == "bernoulli" else st.integers(1, 9)
    values = data.draw(st.lists(few, min_size=len(on), max_size=len(on)))
    keys = [data.draw(st.sampled_from("ab")) for _ in on]
    cut = data.draw(st.integers(1, len(on)))
    how: dict[str, Any] = {"kind": kind, "baseline": 1, "cadence": "events"}
    start: dict[str, Any] = {"values": [1, 1], "keys": ["a", "b"], "on": [first] * 2}
    begun = spc.monitors(spc.panel(**start, **how), RULES, baseline=1)
    at_once, looks = begun.take(values, keys=keys, on=on)
    part, some = begun.take(values[:cut], keys=keys[:cut], on=on[:cut])
    in_two, rest = part.take(values[cut:], keys=keys[cut:], on=on[cut:])
    assert at_once == in_two
    assert looks.looks == (*some.looks, *rest.looks)
    whole = spc.panel(
        [1, 1, *values], keys=["a", "b", *keys], on=[first] * 2 + on, **how
    )
    for key in "ab":
        own = [row for row, name in enumerate(keys) if name == key]
        alone = [1, *(values[row] for row in own)]
        chart = spc.chart(alone, on=[first, *(on[row] for row in own)], **how)
        n = len(chart)
        np.testing.assert_array_equal(whole[key].values[:n], chart.values)
        if own:
            says_the_same(looks.looks[own[-1]], chart, RULES)
