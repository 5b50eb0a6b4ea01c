"""Monitors: one point more says what the whole chart says at its last point."""

from __future__ import annotations

import math
import sys
from itertools import chain, repeat
from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit import documents, spc
from cqikit.core import Cadence, Closure
from cqikit.errors import ChartError, DataError, DocumentError, FieldError
from cqikit.spc._power._detection import looks_seen

LINES = ("values", "centre", "lower", "upper")
#: Kinds by what goes in.
COUNTED = ("p", "np", "p-prime", "p-exact", "u", "u-prime", "u-exact", "i-prime")
SUBGROUPED = ("xbar", "xbar-range", "xbar-pooled", "s", "r")
BINARY = ("bernoulli", "bernoulli-low")
MEMORY = [kind.name for kind in spc.CHARTS if kind.statistic is not None]
GROWING = {
    *("i", "mr", "i-prime", "p", "np", "p-exact", "c", "c-exact", "u", "u-exact"),
    *("g", "t", "t-exponential", "xbar-range", "r"),
}
#: Sets of rules that look back so many points, wherever the centre comes to lie.
WINDOWED = (
    *("making-data-count", "minitab", "nelson", "nhsr-plot-the-dots", "qcc-nelson"),
    *("powerbi-spc", "qcc-western-electric", "three-sigma", "western-electric"),
    "westgard",
)


def rows_of(kind: str) -> st.SearchStrategy[list[tuple[Any, ...]]]:
    """Return rows of value, size and what is within, that a kind takes."""
    few = st.integers(0, 12)
    value: st.SearchStrategy[Any] = st.one_of(
        few.map(float), st.floats(-20, 20).map(lambda number: round(number, 2))
    )
    row: st.SearchStrategy[tuple[Any, ...]]
    if kind in COUNTED:
        sizes = st.sampled_from([20, 20, 20, 35, 60])
        row = st.tuples(st.one_of(few, st.none()), sizes, st.none())
    elif kind in SUBGROUPED:
        row = st.tuples(st.lists(few, min_size=2, max_size=4), st.none(), st.none())
    else:
        if kind in BINARY:
            value = st.integers(0, 1)
        elif kind.startswith(("c", "g")) and not kind.startswith("cusum"):
            value = few
        elif kind.startswith("t"):
            value = st.floats(0.1, 20).map(lambda number: round(number, 1))
        value = st.one_of(value, value, value, st.none())
        row = st.tuples(value, st.none(), st.none())
    return st.lists(row, min_size=1, max_size=32)


def chart_of(kind: Any, rows: list[tuple[Any, ...]], **more: Any) -> spc.Chart:
    values, sizes, _ = (list(column) for column in zip(*rows, strict=True))
    if isinstance(values[0], list):
        widest = max(map(len, values))
        values = [[*row, *[math.nan] * (widest - len(row))] for row in values]
    if sizes[0] is not None:
        more["sizes"] = sizes
    return spc.chart(values, kind, **more)


def says_the_same(look: spc.Look, chart: spc.Chart, rules: Any) -> None:
    """Assert that a look says what the reading of a chart says at its last point."""
    reading = spc.read(chart, rules)
    flags = {name: int(flags[-1]) for name, flags in reading.flags.items()}
    assert dict(look.flags) == {name: flag for name, flag in flags.items() if flag}
    shows_the_same(look, chart)


def shows_the_same(look: spc.Look, chart: spc.Chart) -> None:
    """Assert that a look shows the last point of a chart, and its lines."""
    for name in LINES:
        np.testing.assert_allclose(
            getattr(look, name.removesuffix("s")),
            getattr(chart, name)[-1],
            rtol=1e-9,
            atol=1e-9,
            err_msg=name,
        )
    assert look.n == len(chart)


@pytest.mark.parametrize("rules", spc.RULE_SETS.names)
@given(data=st.data())
@settings(max_examples=15)
def test_frozen_limits_say_at_each_point_what_the_whole_chart_says(
    rules: Any, data: st.DataObject
) -> None:
    kind = data.draw(st.sampled_from(spc.CHARTS.names))
    rows = data.draw(rows_of(kind))
    baseline = data.draw(st.integers(1, 12))
    start = data.draw(st.integers(1, len(rows)))
    how: dict[str, Any] = {"baseline": baseline, "bridge": data.draw(st.booleans())}
    kept = spc.monitor(chart_of(kind, rows[:start], **how), rules, baseline=baseline)
    for stop, (value, size, _) in enumerate(rows[start:], start=start + 1):
        kept, look = kept.take(value, size)
        says_the_same(look, chart_of(kind, rows[:stop], **how), rules)


@pytest.mark.parametrize("rules", WINDOWED)
@given(data=st.data())
@settings(max_examples=15)
def test_limits_that_grow_say_at_each_point_what_the_whole_chart_says(
    rules: Any, data: st.DataObject
) -> None:
    kind = data.draw(st.sampled_from(sorted(GROWING)))
    rows = data.draw(rows_of(kind))
    start = data.draw(st.integers(1, len(rows)))
    bridge = data.draw(st.booleans())
    kept = spc.monitor(chart_of(kind, rows[:start], bridge=bridge), rules)
    for stop, (value, size, _) in enumerate(rows[start:], start=start + 1):
        kept, look = kept.take(value, size)
        says_the_same(look, chart_of(kind, rows[:stop], bridge=bridge), rules)


@pytest.mark.parametrize("kind", spc.CHARTS.names)
@given(data=st.data())
@settings(max_examples=6)
def test_points_at_once_are_remembered_as_one_by_one(
    kind: str, data: st.DataObject
) -> None:
    rules: Any = data.draw(st.sampled_from(spc.RULE_SETS.names))
    rows = data.draw(rows_of(kind))
    baseline = data.draw(st.integers(1, len(rows)))
    kept = spc.monitor(chart_of(kind, rows[:baseline]), rules, baseline=baseline)
    for value, size, _ in rows[baseline:]:
        kept, _ = kept.take(value, size)
    assert kept == spc.monitor(chart_of(kind, rows), rules, baseline=baseline)


@pytest.mark.parametrize("kind", spc.CHARTS)
def test_kinds_whose_limits_are_no_averages_do_not_grow(kind: spc.ChartKind) -> None:
    row: tuple[Any, ...] = (1, 20 if kind.name in COUNTED else None, None)
    if kind.name in SUBGROUPED:
        row = ([1, 2, 4], None, None)
    made = chart_of(kind, [row] * 3)
    if kind.name in GROWING:
        level = spc.monitor(made, "three-sigma").level
        assert level is not None
        assert level.grows
    else:
        with pytest.raises(FieldError, match=r"freeze the limits, such as baseline=12"):
            spc.monitor(made, "three-sigma")


@pytest.mark.parametrize("name", spc.RULE_SETS.names)
def test_rules_that_count_a_whole_phase_need_limits_that_stay(name: Any) -> None:
    made = spc.chart([3.0, 5, 4])
    if name in WINDOWED:
        assert spc.monitor(made, name).rules == spc.RULE_SETS[name].rules
    else:
        with pytest.raises(FieldError, match="rules must not count the points"):
            spc.monitor(made, name)


@given(data=st.data())
@settings(max_examples=40)
def test_points_that_do_not_count_are_as_good_as_never_seen(
    data: st.DataObject,
) -> None:
    kind = data.draw(st.sampled_from(["i", "run", "p", *MEMORY]))
    rows = data.draw(rows_of(kind))
    left_out = [data.draw(st.booleans()) for _ in rows]
    start = data.draw(st.integers(1, len(rows)))
    baseline = data.draw(st.integers(1, 8))

    def made(stop: int) -> spc.Chart:
        excluded = [place for place in range(stop) if left_out[place]]
        return chart_of(kind, rows[:stop], baseline=baseline, exclude=excluded)

    try:
        spc.read(made(len(rows)))
    except FieldError:  # nothing of the baseline is left
        return
    kept = spc.monitor(made(start), "anhoej", baseline=baseline)
    for stop, (value, size, _) in enumerate(rows[start:], start=start + 1):
        kept, look = kept.take(value, size, excluded=left_out[stop - 1])
        whole = made(stop)
        if left_out[stop - 1]:
            assert not look.signals
            shows_the_same(look, whole)
        else:
            says_the_same(look, whole, "anhoej")


@settings(max_examples=40)
@given(st.lists(st.integers(0, 40), min_size=4, max_size=20, unique=True))
def test_periods_between_were_not_observed(months: list[int]) -> None:
    on = [f"{2020 + month // 12}-{month % 12 + 1:02}" for month in sorted(months)]
    values = [7 * place % 5 for place in range(len(on))]
    monthly = Cadence(frequency="month")
    made = spc.chart(values[:2], on=on[:2], cadence=monthly, baseline=2)
    kept = spc.monitor(made, "nelson", baseline=2)
    for stop in range(3, len(on) + 1):
        kept, look = kept.take(values[stop - 1], on=on[stop - 1])
        whole = spc.chart(values[:stop], on=on[:stop], cadence=monthly, baseline=2)
        says_the_same(look, whole, "nelson")
        assert whole.on is not None
        assert look.on == whole.on[-1]


@pytest.mark.parametrize("kind", ["i", "p", "ewma", "run", "g"])
@pytest.mark.parametrize("rules", ["nelson", "shewhart-runs", "perla", "powerbi-spc"])
def test_a_month_costs_the_same_however_many_there_were(kind: Any, rules: Any) -> None:
    few, many = (
        spc.monitor(
            spc.chart(
                [1, 2, 4, 2, 5, 2] * times,
                kind,
                baseline=12,
                sizes=20 if kind == "p" else None,
            ),
            rules,
        )
        for times in (6, 60)
    )

    def calls(kept: spc.Monitor) -> int:
        count = 0

        def counted(*_: object) -> None:
            nonlocal count
            count += 1

        size = 20 if kind == "p" else None
        kept.take(3, size)
        sys.setprofile(counted)
        try:
            kept.take(3, size)
        finally:
            sys.setprofile(None)
        return count

    assert calls(many) < 1.1 * calls(few)
    tally = few.recall.tally
    assert len(documents.to_json(many)) - len(documents.to_json(few)) < 20
    assert tally.useful < many.recall.tally.useful or kind == "ewma"


@pytest.mark.parametrize("rules", ["nelson", "ihi", "shewhart-runs", "best-box"])
@given(data=st.data())
@settings(max_examples=10)
def test_a_monitor_that_was_stored_goes_on_as_if_it_had_not_been(
    rules: Any, data: st.DataObject
) -> None:
    kind = data.draw(st.sampled_from(["i", "run", "p", "g", "xbar", "ewma", "t"]))
    rows = data.draw(rows_of(kind))
    baseline = data.draw(st.integers(1, 40))
    kept = spc.monitor(
        chart_of(kind, rows, baseline=baseline), rules, baseline=baseline
    )
    again = documents.parse(documents.to_json(kept), "kept.json")
    assert again == kept
    value, size, _ = rows[-1]
    assert again.take(value, size) == kept.take(value, size)


BROKEN = [
    ({"seen": 99}, "seen must be at most 8 (got 99)"),
    ({"recall": {"tally": {"useful": 3, "above": 4}}}, "above must be at most 3"),
    ({"recall": {"tally": {"side": 3}}}, "side must be at most 2"),
    ({"recall": {"rows": [[1.0]]}}, "rows must be rows of a value, a size and what"),
    ({"recall": {"rows": [[1, None, None]] * 10_001}}, "rows must be at most 10000"),
    ({"recall": {"windows": {"trend": [[1.0]]}}}, "windows must be rows of a value"),
    ({"recall": {"zeros": {"zeros": 1.0}}}, "zeros must be at most 0"),
    ({"level": {"sums": [1.0]}}, "sums must be four finite numbers"),
    ({"level": {"sums": [1.0, -1.0, 0.0, 0.0]}}, "sums must be four finite numbers"),
    ({"given": [1.0]}, "given must be centre, sigma, lower and upper limit"),
    ({"level": None}, "level must be told where no baseline goes on"),
]


@pytest.mark.parametrize(("wrong", "said"), BROKEN, ids=[said for _, said in BROKEN])
def test_what_cannot_have_been_stored_is_refused(
    wrong: dict[str, Any], said: str
) -> None:
    kept = spc.monitor(spc.chart([3, 5, 4, 2, 6, 4, 5, 3], baseline=6), "anhoej")
    tree = {**documents.unstructure(kept), **wrong}
    with pytest.raises(DocumentError) as caught:
        documents.structure(tree, spc.Monitor)
    assert said.replace(" must", ": must") in str(caught.value) or said in str(
        caught.value
    )


def test_limits_that_are_given_stay() -> None:
    lines: dict[str, Any] = {"centre": 5.0, "sigma": 1.0, "lower": 1.0, "upper": 8.5}
    values = [5, 6, 9, 0, 5]
    kept = spc.monitor(spc.chart(values[:1], **lines), "shewhart-runs")
    for stop, value in enumerate(values[1:], start=2):
        kept, look = kept.take(value)
        says_the_same(look, spc.chart(values[:stop], **lines), "shewhart-runs")
    assert kept.level is not None
    assert (kept.level.centre, kept.level.spread, kept.level.points) == (5, 1, 0)


def test_a_given_centre_has_its_spread_from_a_baseline() -> None:
    values = [5, 6, 7, 4, 5, 12]
    kept = spc.monitor(spc.chart(values[:2], centre=5), "nelson", baseline=4)
    for stop in range(3, 7):
        kept, look = kept.take(values[stop - 1])
        whole = spc.chart(values[:stop], centre=5, baseline=4)
        says_the_same(look, whole, "nelson")


def test_a_monitor_begins_with_nothing() -> None:
    kept = spc.monitor(spc.chart([], "p", sizes=[], per=100), baseline=3)
    counts = [3, 5, 2, 14]
    kept, look = kept.take(counts[0], 60)
    for stop, count in enumerate(counts[1:], start=2):
        kept, look = kept.take(count, 60)
        whole = spc.chart(counts[:stop], "p", sizes=60, per=100, baseline=3)
        says_the_same(look, whole, kept.rules)
    assert str(look) == (
        "point 4: 23.3 (centre 5.56, limits 0 to 14.4), signal: outside (upwards)"
    )


def test_the_last_phase_goes_on_with_its_own_baseline() -> None:
    values = [9, 8, 9, 3, 4, 5, 4, 20]
    on = [f"2026-{month:02}" for month in range(1, 9)]
    phases = [spc.Phase("2026-04", "new", baseline=3)]
    kept = spc.monitor(spc.chart(values[:7], on=on[:7], phases=phases), "nelson")
    assert (str(kept), repr(kept)) == ("I chart: 4 points", "<Monitor i, 4 points>")
    kept, look = kept.take(values[7])
    assert str(look.on) == "2026-08"
    assert look.n == 5
    reading = spc.read(spc.chart(values, on=on, phases=phases), "nelson")
    assert {name: int(flags[-1]) for name, flags in reading.flags.items() if flags[-1]}
    assert dict(look.flags) == {
        name: flags[-1] for name, flags in reading.flags.items() if flags[-1]
    }


@attrs.frozen
class Jump:
    """A rule of somebody else's: far from the point before."""

    name: str = "jump"
    reach: Any = 2

    def __call__(self, chart: spc.ChartView, /) -> Any:
        steps = np.diff(chart.values, prepend=np.nan)
        return np.where(np.abs(steps) > 5, 2, 0)


def test_a_rule_that_says_its_reach_is_asked() -> None:
    values = [3.0, 4, 10, 9, 9]
    kept = spc.monitor(spc.chart(values[:2]), [Jump()], baseline=2)
    for stop in range(3, 6):
        kept, look = kept.take(values[stop - 1])
        says_the_same(look, spc.chart(values[:stop], baseline=2), [Jump()])
    assert str(spc.monitor(spc.chart([3.0, 4]), [Jump()]).take(10)[1]).endswith(
        "signal: jump"
    )


@pytest.mark.parametrize(
    "rule", [Jump(reach=None), Jump(reach="2"), Jump(reach=0), spc.Shift(1_001)]
)
def test_a_rule_that_looks_at_all_points_is_refused(rule: Any) -> None:
    with pytest.raises(FieldError) as caught:
        spc.monitor(spc.chart([3.0, 4], baseline=2), [spc.Shift(8, name="run"), rule])
    assert str(caught.value) == (
        "rules must be rules that say how many points they look at"
        f" (got ('{rule.name}',)): give each a whole number, reach, at most 1000"
    )


def test_a_statistic_that_remembers_all_points_is_refused() -> None:
    kind = attrs.evolve(
        spc.CHARTS["ewma"], name="last", statistic=lambda points, *_: points.values
    )
    with pytest.raises(FieldError, match="kind must say what its statistic remembers"):
        spc.monitor(spc.chart([3.0, 4], kind, baseline=2))


REFUSED = [
    ({}, {"centre": 5.0}, "centre and sigma must both be given, or neither"),
    ({}, {"upper": [5.0, 6, 7]}, "upper must be the same at all points to go on"),
    ({}, {"baseline": 3}, "baseline must be told, as all points so far are in that"),
    ({"baseline": 0}, {}, "baseline must be at least 1"),
]


@pytest.mark.parametrize(("asked", "drawn", "said"), REFUSED)
def test_what_would_need_the_past_is_refused(
    asked: dict[str, Any], drawn: dict[str, Any], said: str
) -> None:
    made = spc.chart([3.0, None, 4], **drawn)
    with pytest.raises(FieldError, match=said):
        spc.monitor(made, "nelson", **asked)


def test_lines_given_to_no_point_are_not_lost_without_a_word() -> None:
    lines: dict[str, Any] = {"centre": 5.0, "sigma": 1.0}
    with pytest.raises(FieldError, match="begin with one that is missing"):
        spc.monitor(spc.chart([], **lines))
    _, look = spc.monitor(spc.chart([None], **lines)).take(7)
    assert (look.centre, look.upper) == (5, 8)


def test_one_chart_is_watched_at_a_time() -> None:
    with pytest.raises(FieldError, match="chart must be a single chart"):
        spc.monitor(spc.chart(np.ones((2, 2))))


def test_days_go_on() -> None:
    on = ["2026-01-05", "2026-01-06", "2026-01-07", "2026-01-08", "2026-01-09"]
    weekdays = Cadence(frequency="day", weekdays="mon-fri")
    kept = spc.monitor(spc.chart([3, 4, 5, 4, 3], on=on, cadence=weekdays), baseline=5)
    kept, look = kept.take(4)
    assert (str(look.on), look.n) == ("2026-01-12", 6)
    with pytest.raises(
        FieldError, match="on must be after the latest point, 2026-01-12"
    ):
        kept.take(4, on="2026-01-12")
    with pytest.raises(FieldError, match="on must be one of days, Monday to Friday"):
        kept.take(4, on="2026-01-17")
    closed = attrs.evolve(
        kept,
        cadence=attrs.evolve(weekdays, closures=[Closure("2026-01-01", "2099-01-01")]),
    )
    with pytest.raises(FieldError, match="on must be told, as nothing says when"):
        closed.take(4)
    bare = attrs.evolve(kept, on=None)
    assert str(bare.take(4, on="2026-01-14")[1].on) == "2026-01-14"
    with pytest.raises(FieldError, match="on must be told, as nothing says when"):
        bare.take(4)


def test_events_go_on_in_order() -> None:
    on = ["2026-01-05", "2026-01-06", "2026-01-06"]
    kept = spc.monitor(spc.chart([3, 4, 5], on=on, cadence="events"), baseline=3)
    kept, look = kept.take(4, on="2026-01-06")
    assert (str(look.on), look.n) == ("2026-01-06", 4)
    assert kept.take(4)[1].on is None
    with pytest.raises(FieldError, match="on must not be before the latest point"):
        kept.take(4, on="2026-01-05")


@given(data=st.data())
@settings(max_examples=15)
def test_zeros_in_a_row_are_counted_on(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["g", "c", "u", "p", "np"]))
    count = st.sampled_from([0, 0, 0, 1, 4, None])
    size = 20 if kind in COUNTED else None
    rows: list[tuple[Any, ...]] = [(9, size, None), (4, size, None)]
    rows += [(value, size, None) for value in data.draw(st.lists(count, max_size=20))]
    rules = [
        spc.Zeros(of=of, name=f"{of}-{chance}", chance=chance)
        for of in ("geometric", "Poisson", "binomial", "binomial-count")
        for chance in (0.0, 0.01)
    ]
    kept = spc.monitor(chart_of(kind, rows[:2]), rules, baseline=2)
    for stop in range(3, len(rows) + 1):
        kept, look = kept.take(*rows[stop - 1][:2])
        says_the_same(look, chart_of(kind, rows[:stop], baseline=2), rules)


def test_a_cusum_of_subgroups_goes_on() -> None:
    kind = attrs.evolve(
        spc.CHARTS["xbar-pooled"],
        name="means",
        **{
            name: getattr(spc.CHARTS["cusum"], name)
            for name in ("statistic", "line", "sigma", "limits", "only_outside")
        },
    )
    rows: list[tuple[Any, ...]] = [
        (values, None, None)
        for values in ([4, 5], [6, 5, 4], [7, 9], [8, 9, 9], [9, 9])
    ]
    kept = spc.monitor(chart_of(kind, rows[:3]), baseline=3)
    for stop in (4, 5):
        kept, look = kept.take(rows[stop - 1][0])
        says_the_same(look, chart_of(kind, rows[:stop], baseline=3), kept.rules)


def test_a_period_of_nothing_observed_needs_no_size() -> None:
    kept = spc.monitor(spc.chart([3, 4], "p", sizes=20), baseline=2)
    _, look = kept.take(None)
    assert str(look) == "point 3: nothing observed"


@pytest.mark.parametrize("value", [None, []])
@pytest.mark.parametrize("size", [None, 4])
def test_a_subgroup_of_which_nothing_was_observed_is_none(
    value: Any, size: int | None
) -> None:
    if value is None:
        told = spc.chart([8, 9, 7], "xbar", sizes=[4] * 3, within=[1, 2, 1])
    else:
        told, size = spc.chart([[8, 9], [7, 9], [8, 8]], "xbar"), None
    kept, look = spc.monitor(told, "nelson", baseline=3).take(value, size)
    assert str(look) == "point 4: nothing observed"
    assert (kept.n, kept.seen) == (4, 3)


def test_a_chart_of_subgroups_may_begin_with_none() -> None:
    told = spc.chart([None, 4], "r", sizes=[3, 3])
    _, look = spc.monitor(told, "three-sigma").take(5, 3)
    says_the_same(look, spc.chart([None, 4, 5], "r", sizes=[3] * 3), spc.THREE_SIGMA)


def test_a_value_is_checked_as_a_chart_checks_it() -> None:
    kept = spc.monitor(spc.chart([3, 4], "p", sizes=20), baseline=2)
    with pytest.raises(DataError, match="must be at most its size"):
        kept.take(21, 20)
    with pytest.raises(FieldError, match="size must be given for a p chart"):
        kept.take(21)
    grows = spc.monitor(spc.chart([3.0, 4]), "nelson")
    with pytest.raises(ChartError, match="values are too large"):
        grows.take(1.7e308)[0].take(1.7e308)


SAID = [
    (spc.chart([4, 5, 6, 5], "run"), 7, "point 5: 7 (centre 5), no signal"),
    (
        spc.chart([4, 5, 6, 5], lower=2, baseline=4),
        1,
        "point 5: 1 (centre 5, limits 2 to 7.66), signal: outside (downwards)",
    ),
    (
        spc.chart([0.0, 1, 0, 1], "cusum", baseline=4),
        None,
        "point 5: nothing observed",
    ),
    (
        spc.chart([0.0, 1, 0, 1], "cusum", baseline=4),
        9,
        "point 5: 9.16 (centre 0, upper limit 5), signal: outside (upwards)",
    ),
    (
        spc.chart([0.0, 1, 0, 1], "cusum-low", baseline=4),
        0,
        "point 5: −0.0642 (centre 0, lower limit −5), no signal",
    ),
]


@pytest.mark.parametrize(("chart", "value", "said"), SAID)
def test_a_look_says_what_it_saw(chart: spc.Chart, value: Any, said: str) -> None:
    _, look = spc.monitor(chart, "shewhart-runs", baseline=4).take(value)
    assert str(look) == said


def test_a_look_says_how_probable_a_signal_by_it_is_by_chance() -> None:
    made = spc.chart([4, 5, 6, 5], title="Falls", centre=5, sigma=1)
    kept = spc.monitor(made, "shewhart-runs")
    assert str(kept) == "I chart of Falls: 4 points"
    _, look = kept.take(6)
    planned = spc.detection(spc.SHEWHART_RUNS, 5, shift=1, start=0)
    assert look.chance() == planned.without[-1]
    assert look.sentence() == (
        "point 5: 6 (centre 5, limits 2 to 8), no signal. Had nothing changed, a signal"
        " by this look would have had a probability of 1.34 % (exact, points taken as"
        " normal)."
    )


def test_looks_begin_after_a_baseline() -> None:
    values = [4.0, 5, 6, 5, 4, 6]
    kept = spc.monitor(spc.chart(values[:3]), "anhoej", baseline=6)
    kept, look = kept.take(5)
    own = spc.detection(
        "anhoej", 12, shift=0, start=0, centre=spc.EstimatedCentre("mean")
    )
    assert look.chance() == own.without[3]
    for value in (4, 6):
        kept, look = kept.take(value)
    assert look.basis == spc.BaselineCentre(6, "mean")
    assert look.chance() is None
    for value in range(13):
        kept, look = kept.take(value)
    frozen = spc.detection("anhoej", 30, shift=0, start=6, centre=look.basis)
    assert look.chance() == frozen.without[12]


def test_points_that_hang_on_those_before_them_have_no_chance() -> None:
    _, look = spc.monitor(spc.chart([4.0, 5, 6], "ewma"), baseline=3).take(4)
    assert look.chance() is None
    assert look.sentence() == f"{look}."


@pytest.mark.parametrize("kind", spc.CHARTS.names)
@pytest.mark.parametrize("values", [(1, 0, 1, None, 1, 0), (1, 1, 1, 1, 0, 1)])
def test_every_kind_goes_on_over_a_gap_and_from_points_that_are_all_equal(
    kind: str, values: tuple[Any, ...]
) -> None:
    if kind in SUBGROUPED:
        values = tuple([4, value or 3, 5] for value in values)
    elif kind.startswith("t"):
        values = tuple(2 if value == 0 else value for value in values)
    rows = [(value, 20 if kind in COUNTED else None, None) for value in values]
    kept = spc.monitor(chart_of(kind, rows[:3]), "three-sigma", baseline=3)
    for stop in range(4, len(rows) + 1):
        kept, look = kept.take(*rows[stop - 1][:2])
        says_the_same(look, chart_of(kind, rows[:stop], baseline=3), "three-sigma")
    if kind in GROWING:
        kept = spc.monitor(chart_of(kind, rows[:3]), "three-sigma")
        for stop in range(4, len(rows) + 1):
            kept, look = kept.take(*rows[stop - 1][:2])
            says_the_same(look, chart_of(kind, rows[:stop]), "three-sigma")


@pytest.mark.parametrize("marks", ["all", "completing", "phase"])
@pytest.mark.parametrize("missing", ["skip", "break"])
@pytest.mark.parametrize("way", [1, -1])
def test_a_long_run_is_told_from_where_it_is_too_long(
    marks: Any, missing: Any, way: int
) -> None:
    values = [way * v if v else None for v in (1, -1, *[2] * 5, 0, *[2] * 12, -3)]
    rules: list[spc.Rule] = [
        spc.LongestRun(marks=marks, missing=missing),
        spc.Zeros(),
    ]
    kept = spc.monitor(spc.chart(values[:2]), rules, baseline=2)
    for stop in range(3, len(values) + 1):
        kept, look = kept.take(values[stop - 1])
        says_the_same(look, spc.chart(values[:stop], baseline=2), rules)
    assert documents.parse(documents.to_json(kept), "kept.json") == kept


#: Rules, a point before, a pattern just long enough, and what comes between its points.
PASSING: list[tuple[spc.Rule, float, list[float], float | None]] = [
    (spc.Shift(6, missing="skip"), 0, [6, 7, 6, 7, 6, 7], None),
    (spc.Shift(6, on_centre="skip"), 0, [6, 7, 6, 7, 6, 7], 5),
    (spc.Trend(6, missing="skip"), 9, [2, 3, 4, 6, 7, 8], None),
    (spc.Trend(6, counts="steps", missing="skip"), 9, [2, 3, 4, 6, 7, 8, 9], None),
    (spc.Alternating(6, missing="skip"), 3, [4, 6, 4, 6, 4, 6], None),
    (spc.Stratification(6, missing="skip"), 9, [5.5, 4.5, 5.5, 5, 4, 4.5], None),
    (spc.Mixture(6, missing="skip"), 5, [7, 3, 3, 7, 7, 3], None),
    (spc.KOfNBeyond(count=4, window=5, missing="skip"), 5, [8, 9, 5, 8, 9], None),
]


@pytest.mark.parametrize(("rule", "before", "pattern", "between"), PASSING)
def test_a_pattern_is_seen_over_points_that_are_passed_over(
    rule: spc.Rule, before: float, pattern: list[float], between: float | None
) -> None:
    apart = chain.from_iterable(zip(pattern, repeat(between), strict=False))
    values = [before, *list(apart)[:-1]]
    lines: dict[str, Any] = {"centre": 5.0, "sigma": 1.0}
    kept = spc.monitor(spc.chart(values[:1], **lines), [rule])
    for stop in range(2, len(values) + 1):
        kept, look = kept.take(values[stop - 1])
        says_the_same(look, spc.chart(values[:stop], **lines), [rule])
        assert bool(look.flags) is (stop == len(values))


def test_a_monitor_of_given_limits_has_seen_nothing_unless_told() -> None:
    lines: dict[str, Any] = {"centre": 5.0, "sigma": 1.0}
    given = spc.monitor(spc.chart([5.0], **lines))
    bare = spc.Monitor(
        kind=given.kind, rules=given.rules, given=given.given, level=given.level
    )
    assert (bare.n, bare.seen, str(bare)) == (0, 0, "I chart: 0 points")
    kept, look = bare.take(9.0)
    says_the_same(look, spc.chart([9.0], **lines), given.rules)
    assert (kept.n, kept.seen, look.n, look.seen) == (1, 1, 1, 1)


OF_KINDS = ("p", "np", "p-exact", "c", "u", "g", "t-exponential")


@pytest.mark.parametrize("kind", OF_KINDS)
@pytest.mark.parametrize("baseline", [None, 12])
def test_chance_is_that_of_the_kind(kind: Any, baseline: int | None) -> None:
    values = [3, 5, 2, 4, 6, 3, 5, 4, 3, 2, 4, 5]
    size = 60 if kind in COUNTED else None
    start, rules = (0, "three-sigma") if baseline is None else (12, "shewhart-runs")
    rows = [(value, size, None) for value in [*values, 4, 5]]
    kept = spc.monitor(
        chart_of(kind, rows[:12], baseline=baseline),
        spc.RULE_SETS[rules].rules,
        baseline=baseline,
    )
    kept, _ = kept.take(4, size)
    _, look = kept.take(5, size)
    whole = chart_of(kind, rows, baseline=baseline)
    asked = looks_seen(
        tuple(spc.RULE_SETS[rules].rules),
        24,
        0.0,
        start,
        spc.centre_basis(whole),
        1_000,
        0,
        newest=True,
    )[13 - start]
    chance = look.chance(draws=1_000)
    assert chance is not None
    assert chance.points == asked.points != "points taken as normal"
    assert chance.value == pytest.approx(asked.value, abs=0.002)


def test_chance_about_a_known_level_is_exact() -> None:
    lines: dict[str, Any] = {"centre": 5.0, "sigma": math.sqrt(5)}
    kept = spc.monitor(spc.chart([5, 6], "c", **lines), "three-sigma")
    chance = kept.take(4)[1].chance()
    alone = spc.false_alarm("three-sigma", spc.chart([5, 6, 4], "c", **lines))
    assert chance is not None
    assert (chance.method, chance.points) == ("exact", "Poisson points")
    assert chance.value == pytest.approx(alone.value)


@pytest.mark.parametrize(
    ("rows", "size"),
    [
        ([(3, 60), (4, 60)], 60.0),
        ([(3, 60), (None, None), (4, 60)], 60.0),
        ([(3, 60), (4, 50)], None),
        ([(None, None)], None),
    ],
)
@pytest.mark.parametrize("baseline", [2, 9])
def test_a_monitor_knows_the_size_that_all_have(
    rows: list[tuple[int | None, int | None]], size: float | None, baseline: int
) -> None:
    kept = spc.monitor(spc.chart([], "p", sizes=[]), "nelson", baseline=baseline)
    for value, of in rows:
        kept, _ = kept.take(value, of)
    assert kept.size == size
    values, sizes = ([row[place] for row in rows] for place in (0, 1))
    if None not in sizes:
        begun = spc.chart(values, "p", sizes=sizes)
        assert spc.monitor(begun, "nelson", baseline=baseline).size == size


def test_sizes_that_differ_are_taken_as_normal_and_so_are_large_counts() -> None:
    kept = spc.monitor(spc.chart([3, 4], "p", sizes=[60, 50]), "nelson", baseline=2)
    assert "normal" in kept.take(5, 60)[1].sentence()
    many = spc.chart([3e6, 4e6, 3.5e6], "c")
    assert "normal" in spc.monitor(many, "nelson").take(3e6)[1].sentence()


def test_zeros_that_came_last_are_counted_on_from_a_baseline() -> None:
    rows = [(value, None, None) for value in (9, 4, 8, 0, 0, 0, 0, 0)]
    rules = [spc.Zeros(of="geometric")]
    kept = spc.monitor(chart_of("g", rows, baseline=3), rules, baseline=3)
    _, look = kept.take(0)
    says_the_same(look, chart_of("g", [*rows, (0, None, None)], baseline=3), rules)
