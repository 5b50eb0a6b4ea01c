"""Whatever a chart says, any language can say it: each text is a sentence."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cqikit import spc
from cqikit.core import Sentence
from tests.sayings import in_brackets, unworded

UNITS = ("", "%", "% of weeks", "minutes", "share of children", "mg/l")
TITLES = ("", "a huddle")
MONTHS = [f"{2024 + month // 12}-{month % 12 + 1:02}" for month in range(36)]
WEEKS = [f"2024-W{week:02}" for week in range(1, 37)]
KINDS = ("run", "i", "mr", "c", "g", "t", "ewma", "i-median")
LEVELS = st.sampled_from([0.0, 1.0, 2.0, 2.5, 3.0, 5.0, 7.0, 9.0, 20.0])


@st.composite
def judgements(draw: st.DrawFn) -> spc.Judgement:
    """Draw a judgement of a chart that has been changed once or twice, or not."""
    levels = draw(st.lists(st.tuples(LEVELS, st.integers(1, 12)), max_size=3))
    noise = draw(st.lists(st.sampled_from([-1.0, 0.0, 0.0, 1.0, 6.0]), min_size=9))
    values: list[Any] = [
        max(level + noise[place % len(noise)], 0.0)
        for level, points in levels
        for place in range(points)
    ]
    kind: Any = draw(st.sampled_from(KINDS))
    n = len(values)
    more: dict[str, Any] = {}
    edges = draw(st.lists(st.integers(1, max(n - 1, 1)), max_size=2, unique=True))
    more["phases"] = {
        edge: draw(st.sampled_from(TITLES)) for edge in sorted(edges) if edge < n
    }
    if draw(st.booleans()) and n > 5:
        more["baseline"] = draw(st.integers(2, n))
    if on := draw(st.sampled_from([None, MONTHS, WEEKS])):
        more["on"] = on[:n]
    if kind in {"c", "g"}:
        values = [float(round(value)) for value in values]
    if kind == "t":
        values = [value + 1 for value in values]
    if n and draw(st.booleans()):
        values[draw(st.integers(0, n - 1))] = float("nan")
    chart = spc.chart(values, kind, **more)
    rules = draw(st.sampled_from([None, *spc.RULE_SETS]))
    direction: Any = draw(st.sampled_from(["lower", "higher", "neither"]))
    target = draw(st.sampled_from([None, 2.0]))
    unit = draw(st.sampled_from(UNITS))
    return spc.judge(spc.read(chart, rules), direction, target, unit=unit)


def texts(judged: spc.Judgement) -> list[str]:
    """Return all that a judgement of one chart tells people."""
    said = spc.sentences(judged)
    signals = spc.signal_words(judged)
    return [judged.summary, *said.between, *said.within, *said.towards, *signals]


@given(judgements())
def test_what_a_chart_says_can_be_said_in_any_language(judged: spc.Judgement) -> None:
    own = {*UNITS, *TITLES, "of weeks"}
    for text in texts(judged):
        assert isinstance(text, Sentence)
        assert unworded(text, own) == []
        assert in_brackets(text)
