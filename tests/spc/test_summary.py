"""A summary has a row a phase; what is most in need of a look comes first."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from attrs import evolve, frozen
from hypothesis import given
from hypothesis import strategies as st

from cqikit import spc, tables
from cqikit.errors import FieldError, FieldTypeError

MONTHS = [f"2025-{month:02}" for month in range(1, 13)]
WAITS = [21, 24, 19, 22, 25, 20, 12, 14, 11, 13, 12, 15]


def judged(values: Any = WAITS, kind: Any = "i", **more: Any) -> spc.Judgement:
    return spc.judge(spc.read(spc.chart(values, kind, **more)), "lower", 18.0)


def test_a_row_has_the_numbers_of_its_phase() -> None:
    made = judged(
        on=MONTHS, phases={"2025-07": "own slots"}, exclude=["2025-02"], title="Waits"
    )
    before, after = spc.summary(made)
    assert (before.chart, before.phase, before.title) == ("Waits", 1, "")
    assert (after.chart, after.phase, after.title) == ("Waits", 2, "own slots")
    assert (str(before.first), str(before.last)) == ("2025-01", "2025-06")
    assert (before.n, before.missing, before.excluded) == (5, 0, 1)
    alone = spc.chart([21, 19, 22, 25, 20])
    assert before.centre == pytest.approx(alone.centre[0])
    assert before.upper == pytest.approx(alone.upper[0])
    assert before.steady
    runs = made.reading.runs
    for place, row in enumerate((before, after)):
        assert row.useful == runs.useful[place]
        assert row.longest_run == runs.longest[place]
        assert row.longest_allowed == runs.allowed[place]
        assert row.crossings == runs.crossings[place]
        assert row.fewest_allowed == runs.fewest[place]
    assert after.variation == str(made.variation)
    assert after.assurance == str(made.assurance)
    # Five points are too few to tell what comes.
    assert before.assurance == "unknown"


@given(
    st.lists(
        st.lists(
            st.one_of(st.just(math.nan), st.integers(0, 9)), min_size=9, max_size=9
        ),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from([(), (4,), (2, 5)]),
)
def test_a_stack_has_the_rows_of_its_charts(
    rows: list[list[float]], phases: tuple[int, ...]
) -> None:
    whole = spc.summary(judged(rows, phases=phases))
    alone = spc.summary([judged(row, phases=phases) for row in rows])
    assert len(whole) == len(rows) * (len(phases) + 1)
    for got, expected in zip(whole, alone, strict=True):
        for name in ("centre", "lower", "upper"):
            assert getattr(got, name) == pytest.approx(getattr(expected, name))
        bare: Any = {"centre": None, "lower": None, "upper": None}
        assert evolve(got, **bare) == evolve(expected, **bare)


@given(st.lists(st.integers(0, 9), min_size=8, max_size=8))
def test_an_earlier_phase_is_judged_as_if_it_were_the_latest(values: list[int]) -> None:
    first, _ = spc.summary(judged([*values, 1, 2, 1], phases=[8]))
    (alone,) = spc.summary(judged(values))
    assert (first.variation, first.assurance) == (alone.variation, alone.assurance)
    assert first.signalling == alone.signalling
    assert first.signals == alone.signals


def test_signals_are_counted_phase_by_phase() -> None:
    made = judged([5, 6, 5, 6, 5, 6, 90, 5, 6, 5, 6, 5, 6, 5], phases=[7], baseline=6)
    before, after = spc.summary(made)
    assert (before.signals, before.signalling) == (1, ("outside",))
    assert (after.signals, after.signalling) == (0, ())
    assert before.variation == "concern"


def test_a_phase_without_points_says_nothing() -> None:
    before, after = spc.summary(judged([*WAITS, None, None], phases=[12]))
    assert before.variation is not None
    assert after.variation is None
    assert after.assurance == "unknown"
    assert (after.n, after.missing, after.centre, after.upper) == (0, 2, None, None)
    assert not spc.summary(judged([]))


def test_limits_that_move_are_those_of_the_latest_point() -> None:
    made = judged([1, 2, 9], "p", sizes=[10, 20, 80], per=100)
    (row,) = spc.summary(made)
    assert not row.steady
    assert row.upper == made.reading.chart.upper[-1]


def test_charts_are_called_by_key_title_or_number() -> None:
    stack = judged([WAITS, WAITS])
    assert [row.chart for row in spc.summary(stack)] == ["1", "2"]
    assert [row.chart for row in spc.summary(stack, keys=["A", 7])] == ["A", "7"]
    with pytest.raises(FieldError, match=r"keys must be one a chart \(2\)"):
        spc.summary(stack, keys=["A"])


@pytest.mark.parametrize("wrong", [7, [7], spc.chart(WAITS)])
def test_only_what_was_read_has_a_summary(wrong: Any) -> None:
    for verb in (spc.summary, spc.by_need):
        with pytest.raises(FieldTypeError, match="must be a Judgement or a Reading"):
            verb(wrong)


def test_the_rows_are_those_of_a_frame() -> None:
    rows = tables.rows_of(spc.summary(judged(on=MONTHS, phases=["2025-07"])))
    assert [row["phase"] for row in rows] == [1, 2]
    assert rows[1]["first"] == "2025-07"
    assert rows[1]["variation"] == "common"
    frame = tables.to_frame(spc.summary(judged([*WAITS, None], phases=[12])), "polars")
    assert frame["n"].to_list() == [12, 0]
    assert frame["centre"][1] is None


@frozen
class Strange:
    """A chart of another's making, without anything but the three arrays."""

    values: Any
    centre: Any
    sigma: Any


def test_a_chart_of_anothers_making_has_a_summary() -> None:
    values = np.array([[5.0, 6, 4, 5], [1.0, 9, 1, 9]])
    odd = Strange(values, np.full((2, 1), 5.0), np.ones((2, 1)))
    quiet, loud = spc.summary(spc.judge(spc.read(odd, spc.THREE_SIGMA), "lower", 9.0))
    assert (quiet.variation, quiet.assurance) == ("common", "unknown")
    assert (loud.variation, loud.signals, loud.first, loud.last) == ("concern", 4, 1, 4)
    assert (loud.centre, loud.lower, loud.upper) == (5.0, None, None)


def test_one_chart_has_no_rows() -> None:
    made = judged()
    with pytest.raises(FieldError, match="reading must be of a stack"):
        made[0]


def test_what_is_worse_comes_first_and_what_is_well_last() -> None:
    quiet = [5, 6, 5, 6, 5, 6, 5, 6, 5, 6, 5, 6]
    charts: dict[str, list[float]] = {
        "nothing": [math.nan] * 14,
        "meets": [*quiet, 5, 6],
        "better": [*quiet, 1, 1],
        "worse": [*quiet, 6, 9],
        "far worse": [*quiet, 9, 9],
        "misses": [value + 60 for value in [*quiet, 5, 6]],
    }
    made = spc.judge(
        spc.read(spc.chart(list(charts.values()), baseline=12)),
        "lower",
        20,
    )
    names = list(charts)
    assert [names[place] for place in spc.by_need(made)] == [
        "far worse",
        "worse",
        "misses",
        "better",
        "meets",
        "nothing",
    ]
    plain = spc.by_need([chart.reading for chart in map(made.__getitem__, range(6))])
    assert {names[place] for place in plain[:3]} == {"worse", "far worse", "better"}
    assert plain[-1] == 0
    tied = spc.judge(spc.read(spc.chart([WAITS] * 3)), "lower")
    assert spc.by_need(tied) == (0, 1, 2)


@given(
    st.lists(
        st.lists(
            st.tuples(st.one_of(st.none(), st.integers(0, 9)), st.booleans()),
            min_size=7,
            max_size=7,
        ),
        min_size=2,
        max_size=4,
    )
)
def test_charts_with_phases_of_their_own_have_the_rows_they_have_alone(
    rows: list[list[tuple[int | None, bool]]],
) -> None:
    values = [[value for value, _ in row] for row in rows]
    breaks = np.array([[begins for _, begins in row] for row in rows])
    stack = judged(np.array(values, dtype=float)[None], phases=breaks[None])
    names = [str(place + 1) for place in range(len(rows))]
    alone = [stack[0, place] for place in range(len(rows))]
    assert spc.summary(stack) == spc.summary(alone, keys=names)
    assert spc.by_need(stack) == spc.by_need(alone)


def test_charts_of_events_have_as_many_points_as_there_were() -> None:
    days = ["2026-01-03", "2026-01-09", "2026-02-01", "2026-02-02", "2026-03-08"]
    keys = ["north", "south", "north", "north", "south"]
    made = spc.panel([4, 9, 2, 0, 5], "g", keys=keys, on=days)
    stack = spc.judge(spc.read(made.chart), "higher")
    north, south = spc.summary(stack, keys=made.keys)
    assert (north.n, str(north.first), str(north.last)) == (3, *days[0::3])
    assert (south.n, str(south.first), str(south.last)) == (2, *days[1::3])
    assert spc.by_need(stack) == (0, 1)


def test_of_no_chart_there_is_no_row() -> None:
    assert not spc.summary(judged(np.zeros((0, 5))))
    assert not spc.summary([])
