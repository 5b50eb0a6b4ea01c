"""What a gap does: it parts its neighbours, unless it is bridged, at every door."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit import documents, spc, tables

LINES: Final = ("values", "centre", "sigma", "lower", "upper")
MONTHS: Final = tuple(f"{2024 + at // 12}-{at % 12 + 1:02}" for at in range(30))
#: Few values, so that there are runs, trends and points on the centre; 0 and 1 are
#: what every kind takes.
CELL: Final = st.sampled_from([0.0, 1.0, 1.0, 1.0, None])
SERIES: Final = st.lists(CELL, min_size=1, max_size=30)
#: Values of any size, where nothing is a share.
WIDE: Final = st.lists(
    st.sampled_from([5.0, 5.0, 6.0, 6.0, 6.2, 7.0, 9.0, None]), min_size=1, max_size=30
)


def without(values: list[Any]) -> list[Any]:
    return [value for value in values if value is not None]


def seen(values: list[Any]) -> Any:
    return np.array([value is not None for value in values])


def made(values: list[Any], kind: Any, **how: Any) -> spc.Chart:
    if spc.CHARTS[kind].plots:
        values = [[v, v + 1, v + 3] if v is not None else [np.nan] * 3 for v in values]
    elif kind in {"p", "np", "p-prime", "p-exact", "u", "u-prime", "u-exact"}:
        how["sizes"] = 4
    elif kind == "i-prime":
        how["sizes"] = 2
    elif kind.startswith("t"):
        values = [None if value is None else value + 1 for value in values]
    return spc.chart(values, kind, **how)


def alike(whole: spc.Chart, cut: spc.Chart, at: Any, rules: Any) -> None:
    """Assert that the points `at` some places are those of another chart."""
    for line in LINES:
        ours, theirs = getattr(whole, line)[at], getattr(cut, line)
        np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-9, err_msg=line)
    ours, theirs = spc.read(whole, rules), spc.read(cut, rules)
    for name, flags in ours.flags.items():
        np.testing.assert_array_equal(flags[at], theirs.flags[name], err_msg=name)
        assert not flags[~at].any()
    assert ours.runs == theirs.runs


@pytest.mark.parametrize("rules", spc.RULE_SETS.names)
@given(values=SERIES, wide=WIDE, kind=st.sampled_from(spc.CHARTS.names))
@settings(max_examples=15)
def test_a_gap_that_is_bridged_is_as_if_it_were_not_there(
    rules: Any, values: list[Any], wide: list[Any], kind: Any
) -> None:
    for series, of in ((values, kind), (wide, "i")):
        if without(series):
            whole, cut = made(series, of, bridge=True), made(without(series), of)
            alike(whole, cut, seen(series), rules)


@given(values=WIDE, kind=st.sampled_from(["i", "run", "mr", "ewma", "c"]))
def test_what_was_never_observed_is_a_gap_also_where_it_is_excluded(
    values: list[Any], kind: Any
) -> None:
    gone = [at for at, value in enumerate(values) if value is None]
    values = [value if value is None else round(value) for value in values]
    plain, told = spc.chart(values, kind), spc.chart(values, kind, exclude=gone)
    every = np.ones(len(values), dtype=bool)
    alike(plain, told, every, "western-electric")
    assert told.method == plain.method
    assert not told.excluded.any()
    kept = spc.monitor(spc.chart([], kind), "three-sigma", baseline=4)
    other = kept
    for value in values:
        kept, look = kept.take(value)
        other, said = other.take(value, excluded=value is None)
        assert str(look) == str(said)


def test_of_a_month_that_nobody_reported_every_door_says_it_is_missing() -> None:
    months = [month for month in MONTHS[:12] if month != "2024-04"]
    rows = pd.DataFrame(
        {"team": "a", "on": months, "v": [1, 2, 1, 30, 1, 2, 1, 2, 1, 2, 1]}
    )
    other = rows.assign(team="b")
    other.loc[11] = ["b", "2024-04", 3]
    both = pd.concat([rows, other])
    told: dict[str, Any] = {"exclude": {"2024-04": "storm"}, "cadence": "month"}
    chart = spc.chart(rows.v, on=rows.on, **told)
    panel = spc.panel(both.v, keys=both.team, on=both.on, **told)
    asked = tables.Charts(keys="team", on="on", values="v", exclude=["2024-04"])
    batch = tables.evaluate(both, asked)
    bare = spc.chart(rows.v, on=rows.on, cadence="month")
    assert chart.sigma[0] == panel.chart.sigma[0, 0] == bare.sigma[0]
    assert batch.sigma[0] == pytest.approx(bare.sigma[0])
    for single in (chart, panel["a"]):
        (row,) = spc.summary(spc.judge(spc.read(single)))
        (record,) = single.method
        assert (record.excluded, record.missing) == (row.excluded, row.missing)
        assert (row.excluded, row.missing) == (0, 1)
    (row,) = spc.summary(spc.judge(spc.read(panel["b"])))
    assert (row.excluded, row.missing) == (1, 0)
    assert batch.excluded.tolist().count(True) == 1


@given(values=WIDE, start=st.integers(0, 30), bridge=st.booleans())
def test_a_monitor_reaches_over_gaps_as_its_chart_does_wherever_it_began(
    values: list[Any], start: int, bridge: bool
) -> None:
    start = min(start, len(values) - 1)
    how: dict[str, Any] = {"baseline": 4, "bridge": bridge}
    kept = spc.monitor(spc.chart(values[:start], **how), "nelson", baseline=4)
    for stop, value in enumerate(values[start:], start=start + 1):
        stored = documents.parse(documents.to_json(kept), "kept.json")
        assert stored == kept
        kept, look = stored.take(value)
        flags = spc.read(spc.chart(values[:stop], **how), "nelson").flags
        found = {name: int(row[-1]) for name, row in flags.items() if row[-1]}
        assert dict(look.flags) == found


@given(
    values=st.lists(WIDE.map(lambda row: (row * 30)[:30]), min_size=2, max_size=3),
    bridge=st.booleans(),
)
@settings(max_examples=15)
def test_panels_and_batches_reach_over_gaps_as_single_charts_do(
    values: list[list[Any]], bridge: bool
) -> None:
    keys = [f"team {row}" for row in range(len(values))]
    rows = pd.DataFrame(
        [
            {"key": key, "on": month, "v": value}
            for key, series in zip(keys, values, strict=True)
            for month, value in zip(MONTHS, series, strict=True)
        ]
    )
    panel = spc.panel(rows.v, keys=rows.key, on=rows.on, bridge=bridge)
    reading = spc.read(panel.chart, "shewhart-runs")
    asked = tables.Charts(
        keys="key", on="on", values="v", bridge=bridge, rules="shewhart-runs"
    )
    batch = tables.evaluate(rows, asked)
    for row, key in enumerate(keys):
        alone = spc.read(
            spc.chart(values[row], on=MONTHS, bridge=bridge), "shewhart-runs"
        )
        told = spc.read(panel[key], "shewhart-runs")
        for name, flags in alone.flags.items():
            np.testing.assert_array_equal(reading.flags[name][row], flags)
            np.testing.assert_array_equal(told.flags[name], flags)
            here = batch[batch.key == key]
            places = here.period.map(lambda period: MONTHS.index(str(period)[:7]))
            np.testing.assert_array_equal(here[name], flags[places])


def test_a_signal_over_a_bridged_gap_is_worth_what_it_is_without_the_gap() -> None:
    values = [5.0, 7, 6, 5, None, 6, 7, 8, 8, 8, None, 8, 8, 8]
    for bridge, cut in ((True, without(values)), (False, values)):
        whole = spc.chart(values, "run", bridge=bridge)
        alone = spc.chart(cut, "run")
        rules: Any = [spc.Shift(5), spc.Trend(5)]
        ours, theirs = (spc.false_alarm(rules, each) for each in (whole, alone))
        assert ours == theirs
