"""Monitors by key: a month of all of them is a month of each."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import numpy as np
import pandas as pd  # type: ignore[import-untyped]
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit import documents, spc, tables
from cqikit.core import parse_period
from cqikit.errors import DataError, DocumentError, FieldError, UnknownNameError

MONTHS = [f"2025-{month:02}" for month in range(1, 13)]
#: Of each kind, a chart, and points that may come.
COUNTS = [3, 5, 2, 4, 6, 3, 5, 4, 3, 2, 4, 5]


def counted(**more: Any) -> spc.Monitor:
    chart = spc.chart(COUNTS, "p", sizes=60, on=MONTHS, **more)
    return spc.monitor(chart, baseline=12)


def measured() -> spc.Monitor:
    return spc.monitor(spc.chart([3.0, 5.5, 4.0], on=MONTHS[-3:]), "nelson")


def both() -> spc.Monitors:
    return spc.Monitors({"falls": counted(), "waits": measured()})


@settings(max_examples=40)
@given(data=st.data())
def test_a_month_of_all_is_a_month_of_each(data: st.DataObject) -> None:
    keys = data.draw(st.lists(st.sampled_from(["falls", "waits"]), max_size=8))
    seen = [data.draw(st.none() | st.integers(0, 60)) for _ in keys]
    sizes = [
        60 if key == "falls" and data.draw(st.booleans()) else None for key in keys
    ]
    values = [
        None if size is None and key == "falls" else value
        for key, value, size in zip(keys, seen, sizes, strict=True)
    ]
    out = [data.draw(st.booleans()) for _ in keys]
    each = dict(both().monitors)
    looks = []
    for key, value, size, excluded in zip(keys, values, sizes, out, strict=True):
        each[key], look = each[key].take(value, size, excluded=excluded)
        looks.append((key, look))
    kept, found = both().take(values, sizes, keys=keys, excluded=out)
    assert kept == spc.Monitors(each)
    assert list(found) == looks
    assert list(found.signals) == [pair for pair in looks if pair[1].signals]


PACKAGES = {
    "list": list,
    "tuple": tuple,
    "numpy": np.array,
    "pandas": pd.Series,
    "polars": pl.Series,
    "arrow": pa.array,
}


@pytest.mark.parametrize("made", PACKAGES.values(), ids=PACKAGES)
def test_columns_of_any_package_are_taken_alike(made: Any) -> None:
    on = made(["2026-01", "2026-02", "2026-04"])
    values, sizes = made([4.0, 17.0, 5.0]), made([60, 60, 60])
    kept, looks = spc.Monitors({"7": counted()}).take(
        values, sizes, keys=made([7, 7, 7]), on=on
    )
    alone = counted()
    for value, month in zip([4, 17, 5], ["2026-01", "2026-02", "2026-04"], strict=True):
        alone, look = alone.take(value, 60, on=month)
        assert look in looks.looks
    assert kept[7] == alone
    assert list(looks.signals[0][1].flags) == ["outside"]


@pytest.mark.parametrize(
    "gone",
    [
        [None],
        np.array([math.nan]),
        pd.Series([None], dtype="Int64"),
        pl.Series([None], dtype=pl.Int64),
        pa.array([None], pa.int64()),
    ],
)
def test_what_is_missing_was_not_observed(gone: Any) -> None:
    kept = spc.Monitors({"a": measured()})
    assert kept.take(gone, keys=["a"]) == kept.take([None], keys=["a"])
    assert str(kept.take(gone, keys=["a"])[1].looks[0]) == "Jan 2026: nothing observed"


def test_every_refusal_is_told_and_nothing_is_taken() -> None:
    kept = both()
    on: list[Any] = ["2026-01", "2026-01", "2026-01", "2026-01", None]
    with pytest.raises(DataError) as caught:
        kept.take(
            [70, 3, 4, 5, 6],
            [60, None, None, None, None],
            keys=["falls", "wait", "waits", "waits", "waits"],
            on=on,
        )
    assert str(caught.value) == (
        "monitors: 4 problems\n"
        "  - record 0, falls: must be at most its size (got 70): if events can exceed"
        " units, use kind='u'\n"
        "  - record 1, wait: no monitor has this key: leave the row out, or add one,"
        " such as spc.Monitors({**kept.monitors, key: spc.monitor(chart)})\n"
        "  - record 3, waits: on must be after the latest point, 2026-01"
        " (got '2026-01')\n"
        "  - record 4, waits: on must be told in each row"
    )
    keys = [(problem.parts or {})["key"] for problem in caught.value.problems]
    assert keys == ["falls", "wait", "waits", "waits"]
    assert kept == both()


def test_one_period_is_that_of_all() -> None:
    for on in ("2026-02", parse_period("2026-02"), date(2026, 2, 1)):
        _, looks = both().take([4, 5], [60, None], keys=["falls", "waits"], on=on)
        assert [str(look.on) for _, look in looks] == ["2026-02", "2026-02"]


def panel() -> spc.Panel:
    """Return a panel of which one series begins late and one ends early."""
    keys = ["a"] * 12 + ["b"] * 6 + ["c"] * 10
    on = MONTHS + MONTHS[6:] + MONTHS[:10]
    return spc.panel(COUNTS + COUNTS[:6] + COUNTS[:10], "c", keys=keys, on=on)


def test_monitors_go_on_with_each_chart_of_a_panel() -> None:
    kept = spc.monitors(panel(), iter(spc.SHEWHART_RUNS), baseline=6)
    assert list(kept) == ["a", "b", "c"]
    for key, values, on in (
        ("a", COUNTS, MONTHS),
        ("b", COUNTS[:6], MONTHS[6:]),
        ("c", COUNTS[:10], MONTHS[:10]),
    ):
        chart = spc.chart(values, "c", on=on, title=key)
        assert kept[key] == spc.monitor(chart, "shewhart-runs", baseline=6)
    _, looks = kept.take([20, 20, 20], keys=["c", "a", "b"], on="2026-01")
    whole = spc.panel(
        [*COUNTS, *COUNTS[:6], *COUNTS[:10], 20, 20, 20],
        "c",
        keys=["a"] * 12 + ["b"] * 6 + ["c"] * 10 + ["a", "b", "c"],
        on=MONTHS + MONTHS[6:] + MONTHS[:10] + ["2026-01"] * 3,
        baseline=6,
    )
    for key, look in looks:
        chart = whole[key]
        assert look.centre == pytest.approx(chart.centre[-1])
        assert look.upper == pytest.approx(chart.upper[-1])
        assert look.signals


def test_keys_that_are_one_text_are_refused() -> None:
    pairs = [("a, b", "c")] * 3 + [("a", "b, c")] * 3
    made = spc.panel([1, 2, 3, 40, 50, 60], "c", keys=pairs, on=MONTHS[:3] * 2)
    with pytest.raises(FieldError) as caught:
        spc.monitors(made, baseline=3)
    assert str(caught.value) == (
        "panel must have keys that differ as text"
        " (got (('a', 'b, c'), ('a, b', 'c'))): rename one of them"
    )


@pytest.mark.parametrize("kind", ["t", "g", "i"])
def test_monitors_of_events_know_when_these_were(kind: Any) -> None:
    days = ["2025-01-05", "2025-01-05", "2025-02-11", "2025-03-02", "2025-06-30"]
    keys = [*"abaab"]
    values = [3, 4, 9, 2, 8]
    made = spc.panel(values, kind, keys=keys, on=days, cadence="events")
    kept = spc.monitors(made, "nelson", baseline=2)
    assert [str(kept[key].on) for key in "ab"] == ["2025-03-02", "2025-06-30"]
    own = spc.chart([4, 8], kind, on=days[1::3], cadence="events", title="b")
    assert kept["b"] == spc.monitor(own, "nelson", baseline=2)
    with pytest.raises(DataError, match="must not be before the latest point, 2025-03"):
        kept.take([3], keys=["a"], on="2025-02-11")
    # Two events may be on one day.
    kept, looks = kept.take([3, 5], keys=["a", "a"], on="2025-03-02")
    assert [str(look.on) for _, look in looks] == ["2025-03-02"] * 2
    assert kept["a"].n == 5


def test_a_series_of_which_nothing_was_observed_begins() -> None:
    made = spc.panel([3, None], "c", keys=["a", "b"], on=["2026-01", "2026-01"])
    kept = spc.monitors(made, "nelson")
    assert (kept["a"].n, kept["b"].n) == (1, 0)
    kept, _ = kept.take([4], keys=["b"], on="2026-02")
    assert kept["b"] == spc.monitor(
        spc.chart([4], "c", on=["2026-02"], title="b"), "nelson"
    )


def test_monitors_are_one_document() -> None:
    kept = both()
    text = documents.to_json(kept)
    assert documents.parse(text, "kept.json") == kept
    with pytest.raises(DocumentError, match=r"monitors\.falls: seen must be at most"):
        documents.parse(text.replace('"seen": 12', '"seen": 99'), "kept.json")


def test_looks_are_rows() -> None:
    _, looks = both().take([17, 5], [60, None], keys=["falls", "waits"])
    falls, waits = tables.rows_of(looks)
    assert list(falls.items())[:4] == [
        ("key", "falls"),
        ("period", "2026-01"),
        ("point", 13),
        ("value", 17 / 60),
    ]
    assert (falls["signals"], falls["outside"], falls["longest-run"]) == (True, 1, 0)
    # What was not asked says nothing.
    assert (waits["signals"], waits["outside"], waits["longest-run"]) == (
        False,
        0,
        None,
    )
    assert tables.to_frame(looks, "polars").rows(named=True) == [falls, waits]
    _, looks = spc.Monitors({"a": spc.monitor(spc.chart([3.0, 4]), "nelson")}).take(
        [3], keys=["a"]
    )
    (row,) = tables.rows_of(looks)
    assert list(row)[:3] == ["key", "point", "value"]
    assert list(row.values())[7:] == [0] * len(spc.NELSON)


def test_monitors_are_rows() -> None:
    falls, waits = tables.rows_of(both())
    assert falls == {
        "key": "falls",
        "title": "",
        "kind": "p",
        "latest": "2025-12",
        "points": 12,
        "seen": 12,
    }
    assert (waits["key"], waits["points"]) == ("waits", 3)
    alone = spc.Monitors({"a": spc.monitor(spc.chart([3.0, 4]), "nelson")})
    assert tables.rows_of(alone)[0]["latest"] is None


def test_they_show_themselves() -> None:
    kept, looks = both().take([17], [60], keys=["falls"])
    assert (repr(kept), repr(looks)) == (
        "<Monitors, 2 charts>",
        "<Looks, 1 point, 1 signal>",
    )
    assert "2026-01" in kept._repr_html_()
    assert "signal: outside (upwards)" in looks._repr_html_()
    assert len(kept) == 2
    assert len(looks) == 1


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"values": [3]}, "values must be as many as keys (2) (got 1)"),
    ({"on": ["2026-01"]}, "on must be as many as keys (2) (got 1)"),
    ({"sizes": 60}, "sizes must be a list of one for each key (got 60)"),
    ({"values": "ab"}, "values must be a list of one for each key (got 'ab')"),
]


@pytest.mark.parametrize(("given", "said"), WRONG)
def test_columns_are_as_long_as_keys(given: dict[str, Any], said: str) -> None:
    with pytest.raises(FieldError) as caught:
        both().take(**{"values": [3, 4], "keys": ["falls", "waits"], **given})
    assert str(caught.value) == said


def test_what_is_no_monitor_is_refused() -> None:
    for wrong in ({1: counted()}, {"a": 3}):
        with pytest.raises(FieldError, match="monitors must be a monitor for each key"):
            spc.Monitors(wrong)  # type: ignore[arg-type]
    with pytest.raises(FieldError, match=r"looks must be as many as keys \(1\)"):
        spc.Looks(["a"], [])
    with pytest.raises(UnknownNameError, match="no key named 'fall'; did you mean"):
        both()["fall"]


@settings(max_examples=60)
@given(
    kind=st.sampled_from(["mr", "i", "ewma", "cusum", "c", "p"]),
    rows=st.dictionaries(
        st.sampled_from(MONTHS[:-1]),
        st.tuples(st.integers(0, 9), st.sampled_from([0, 10, 20])),
        min_size=6,
    ),
    late=st.booleans(),
)
def test_a_panel_is_gone_on_with_as_a_chart_is(
    kind: Any, rows: dict[str, tuple[int, int]], *, late: bool
) -> None:
    on, beside = sorted(rows), {"late": MONTHS[:1]} if late else {}
    values = [min(rows[month]) for month in on]
    sizes = [rows[month][1] for month in on] if kind == "p" else None
    with np.errstate(all="ignore"):
        chart = spc.chart(values, kind, sizes=sizes, on=on, cadence="month", baseline=4)
        panel = spc.panel(
            [*values, *(0 for _ in beside)],
            kind,
            keys=["a"] * len(on) + [*beside],
            on=[*on, *(month for months in beside.values() for month in months)],
            sizes=None if sizes is None else [*sizes, *(10 for _ in beside)],
            cadence="month",
            baseline=4,
        )
        alone = spc.monitor(chart, "three-sigma", baseline=4)
        kept = spc.monitors(panel, "three-sigma", baseline=4)["a"]
        size = 10 if kind == "p" else None
        assert kept.on == alone.on
        assert kept.take(7, size)[1] == evolve(alone, title="a").take(7, size)[1]


@pytest.mark.parametrize("late", [1, 2, 4])
def test_a_series_that_is_late_goes_on_in_the_phase_that_was_declared(
    late: int,
) -> None:
    # The phase begins before the series says more; "b" has said nothing since.
    falls = [5, 6, 4, 7, 5, 6, 4, 5]
    asked: Any = {"cadence": "month", "phases": {MONTHS[8]: "moved"}}
    others = MONTHS[: 8 + late]
    made = spc.panel(
        [*falls, *range(1, len(others) + 1)],
        "c",
        keys=["b"] * 8 + ["a"] * len(others),
        on=[*MONTHS[:8], *others],
        **asked,
    )
    kept = spc.monitors(made, "nelson", baseline=2)["b"]
    values = [20, 21, 30, 22]
    taken = kept
    for at, value in enumerate(values):
        taken, look = taken.take(value, on=MONTHS[8 + at])
        whole = spc.chart(
            [*falls, *values[: at + 1]], "c", on=MONTHS[: 9 + at], **asked, baseline=2
        )
        reading = spc.read(whole, "nelson")
        assert (look.centre, look.upper) == pytest.approx(
            (whole.centre[-1], whole.upper[-1])
        )
        signals = {name for name, flags in reading.flags.items() if flags[-1]}
        assert {*look.flags} == signals
    # What comes late is not of the phase.
    with pytest.raises(FieldError, match="after the latest point, 2025-08"):
        kept.take(4, on=MONTHS[7])


def test_an_event_without_a_value_is_one() -> None:
    values = [5, 4, 6, 5, 4, 6, *[7] * 7, None]
    days = [f"2025-01-{day:02}" for day in range(1, 15)]
    made = spc.panel(values, "i", keys=["a"] * 14, on=days, cadence="events")
    alone = spc.chart(values, "i", on=days, cadence="events", title="a")
    kept = spc.monitors(made, "western-electric", baseline=6)["a"]
    assert kept == spc.monitor(alone, "western-electric", baseline=6)
    assert not kept.take(7, on="2025-01-15")[1].flags


@pytest.mark.parametrize(
    "told",
    [
        [True, None],
        [True, math.nan],
        np.array([True, None], dtype=object),
        pd.array([True, pd.NA], dtype="boolean"),
        pd.Series([True, pd.NA], dtype="boolean"),
        pl.Series([True, None]),
        pa.array([True, None]),
    ],
)
def test_a_mask_with_a_hole_is_refused_by_its_place(told: Any) -> None:
    must = r"excluded must say true or false .* neither of excluded\[1\]"
    with pytest.raises(FieldError, match=must):
        both().take([3, 4], [60, None], keys=["falls", "waits"], excluded=told)
    with pytest.raises(FieldError, match="excluded must be true or false"):
        measured().take(4, excluded=list(told)[1])


@pytest.mark.parametrize("told", [np.array([True, False]), [np.True_, np.False_]])
def test_truth_values_of_numpy_are_such(told: Any) -> None:
    rows: dict[str, Any] = {"keys": ["falls", "waits"], "excluded": told}
    kept, _ = both().take([3, 4], [60, None], **rows)
    assert (kept["falls"].seen, kept["waits"].seen) == (12, 4)
    assert measured().take(4, excluded=told[0])[0].seen == 3
