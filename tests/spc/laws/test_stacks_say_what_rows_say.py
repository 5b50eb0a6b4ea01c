"""A stack of charts says what each of its rows says alone, in words and in fields."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
from attrs import asdict
from hypothesis import example, given
from hypothesis import strategies as st

from cqikit import spc

N = 14
MONTHS = [f"{2025 + m // 12}-{m % 12 + 1:02}" for m in range(N)]
#: Levels before and after a change: none, both ways, and points that do not vary.
STEPS = st.sampled_from([0, 6, -6, 20])
SPREADS = st.sampled_from([0, 1, 3])


@st.composite
def rows_of(draw: Any) -> Any:
    """Return k rows of counts with a change in each, and some months missing."""
    k = draw(st.integers(1, 3))
    rows = []
    for _ in range(k):
        step, spread = draw(STEPS), draw(SPREADS)
        seed = draw(st.integers(0, 999))
        noise = np.random.default_rng(seed).integers(-spread, spread + 1, N)
        row = (30.0 + noise) + np.where(np.arange(N) < 7, 0, step)
        missing = draw(st.lists(st.integers(0, N - 1), max_size=4))
        row[missing] = np.nan
        if draw(st.booleans()):
            row[:7] = draw(st.sampled_from([np.nan, 30.0]))
        rows.append(row)
    return np.array(rows)


@given(
    rows=rows_of(),
    kind=st.sampled_from(["run", "i", "c", "p", "ewma", "cusum", "mr"]),
    phases=st.sampled_from([(), (7,), (4, 9)]),
    baseline=st.sampled_from([None, 5]),
    direction=st.sampled_from(["higher", "lower", "neither"]),
    target=st.sampled_from([None, 33.0]),
    over=st.sampled_from(["point", "phase"]),
)
@example(
    rows=np.array([[30.0] * 7 + [20.0] * 7, [30.0] * 14]),
    kind="i",
    phases=(7,),
    baseline=None,
    direction="lower",
    target=25.0,
    over="point",
)
def test_a_stack_is_judged_as_each_of_its_rows(
    *,
    rows: Any,
    kind: Any,
    phases: Any,
    baseline: Any,
    direction: Any,
    target: Any,
    over: Any,
) -> None:
    how: dict[str, Any] = {"on": MONTHS, "phases": phases, "baseline": baseline}
    how |= {"sizes": 60, "per": 100} if kind == "p" else {}
    how |= {"centre": 30.0, "sigma": 1.0} if kind == "cusum" else {}

    def judged(values: Any) -> spc.Judgement:
        reading = spc.read(spc.chart(values, kind, **how))
        return spc.judge(reading, direction, target, over=over, unit="%")

    stack, alone = judged(rows), [judged(row) for row in rows]
    for place, judgement in enumerate(alone):
        here = stack[place]
        for name in ("improvement", "concern", "points"):
            seen = getattr(stack, name)[place]
            np.testing.assert_array_equal(seen, getattr(judgement, name))
        for name in ("variation", "assurance", "between", "moved"):
            assert str(getattr(stack, name)[place]) == str(getattr(judgement, name)), (
                name
            )
            assert str(getattr(here, name)) == str(getattr(judgement, name)), name
        assert spc.sentences(here) == spc.sentences(judgement)
        _check_marks(judgement)
        assert spc.signal_words(here) == spc.signal_words(judgement)
        assert (here.supports, repr(here)) == (judgement.supports, repr(judgement))
        assert f"<Judgement {judgement.moved}," in repr(judgement)
    told = [(str(change.meaning), change.at) for change in stack.changes]
    assert told == [
        (str(c.meaning), c.at) for judgement in alone for c in judgement.changes
    ]
    for row in [asdict(row, recurse=False) for row in spc.summary(stack)]:
        own = spc.summary(alone[int(row["chart"]) - 1], keys=[row["chart"]])
        assert row in [asdict(each, recurse=False) for each in own]
    assert spc.by_need(stack) == spc.by_need(alone)
    said = {judgement.supports for judgement in alone}
    if len(said) == 1:
        assert stack.supports in said


@given(
    rows=st.lists(
        st.lists(st.integers(0, 9), min_size=6, max_size=6), min_size=1, max_size=4
    ),
    level=st.sampled_from([0, 60]),
    kind=st.sampled_from(["c", "p", "u", "np", "g", "i", "mr", "run"]),
)
@example(rows=[[4, 6, 5, 3, 5, 4], [40, 46, 45, 43, 45, 44]], level=0, kind="c")
def test_a_row_of_a_stack_is_read_by_the_rules_that_its_chart_has_alone(
    rows: Any, level: int, kind: Any
) -> None:
    rows[-1] = [cell + level for cell in rows[-1]]
    sizes = 90 if kind in {"p", "u", "np"} else None
    stack = spc.read(spc.chart(rows, kind, sizes=sizes))
    for place, row in enumerate(rows):
        here, alone = stack[place], spc.read(spc.chart(row, kind, sizes=sizes))
        assert here.rules == alone.rules
        assert here.left_out == alone.left_out
        assert here == alone
        assert [*here.flags] == [*alone.flags]


def _check_marks(judged: spc.Judgement) -> None:
    """What the sentence calls better or worse is marked so, as a picture has it."""
    breaks = np.flatnonzero(judged.reading.chart.breaks).tolist()
    latest = slice(breaks[-1] if breaks else 0, None)
    within = " ".join(spc.sentences(judged).within)
    for said, marked in (
        ("in the better direction", judged.improvement),
        ("in the worse direction", judged.concern),
    ):
        assert said not in within or marked[latest].any()


def test_changes_are_asked_once_and_pickling_goes_on() -> None:
    chart = spc.chart([[30, 31, 29, 30, 31] * 2 + [20] * 8], "i", phases=[10])
    judged = spc.judge(spc.read(chart), "lower")
    assert judged.changes[0] is judged.changes[0]
    copied = pickle.loads(pickle.dumps(judged))
    assert copied.summary == judged.summary
    assert repr(judged) == "<Judgement of 1 chart: improvement 1>"
    assert "<td>improvement</td><td>common</td>" in judged._repr_html_()


def test_a_chart_whose_change_made_it_worse_is_looked_at_first() -> None:
    before, better, worse = [10, 12] * 6, [5, 6] * 4, [15, 17] * 4
    rows = [before + [11, 10, 12, 11] * 2, before + better, before + worse]
    judged = spc.judge(spc.read(spc.chart(rows, "i", phases=[12])), "lower")
    assert judged.variation.tolist() == ["common"] * 3
    assert judged.between.tolist() == ["common", "improvement", "concern"]
    assert spc.by_need(judged) == (2, 0, 1)
    assert [row.between for row in spc.summary(judged)][1::2] == judged.between.tolist()
    assert [row.between for row in spc.summary(judged)][::2] == [None] * 3
    assert judged.supports is None
