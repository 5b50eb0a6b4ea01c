"""Whatever a chart says, any language can say it: each text is a sentence."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
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


@pytest.mark.parametrize("name", list(spc.CHARTS.names))
def test_kinds_and_the_arithmetic_of_their_limits_are_said(name: str) -> None:
    kind: Any = spc.CHARTS[name]
    values: Any = np.array([3.0, 5, 4, 6, 2, 7, 4, 5, 3, 6, 4, 5, 9, 4])
    sizes: Any = np.full(14, 20.0)
    if kind.takes == "binary":
        values = np.resize([0.0, 0, 1, 0], 14)
    if kind.takes == "subgroups":
        values = np.array([[value, value + 1, value + 3] for value in values])
    with_sizes = kind.takes in {"units", "events"} or name == "i-prime"
    made = spc.chart(values, kind, sizes=sizes if with_sizes else None, baseline=9)
    for text in (kind.title, str(kind), str(made), str(made.method[0])):
        assert unworded(text) == []
    # Symbols are said in no language.
    symbols = {kind.working, getattr(kind.scale, "name", "")}
    assert unworded(spc.explain(made), {kind.source, *symbols}) == []


def test_rule_sets_are_called_by_sentences() -> None:
    for known in spc.RULE_SETS:
        assert unworded(known.title) == unworded(known.note) == []


def test_what_is_computed_says_itself() -> None:
    values = [5.0, 6, 5, 7, 6, 5, 9, 10, 9, 11, 10, 9]
    made = spc.chart(values, "i")
    funnel = spc.funnel([3, 9, 30], [20, 30, 40], units=["A", "B", "C"])
    of_cases = spc.pareto(["A", "A", "B"])
    centre = spc.EstimatedCentre("mean")
    said = [
        spc.change_point(made, draws=99),
        spc.change_point(spc.chart(values[:6], "i"), draws=99),
        spc.false_alarm(spc.ANHOEJ, 12),
        spc.false_alarm(spc.NELSON, 12, centre=centre, draws=50),
        spc.average_run_length(spc.THREE_SIGMA),
        spc.detection(spc.THREE_SIGMA, 12, shift=2, start=6),
        spc.likelihood_ratios(spc.THREE_SIGMA, 12, shift=2, start=6),
        spc.watching(spc.THREE_SIGMA, 3),
        centre,
        spc.KnownCentre(),
        spc.BaselineCentre(8),
        funnel,
        funnel.explain("A"),
        of_cases,
        spc.runs_distribution(9).about,
        spc.runs_distribution_given(5, 4).about,
    ]
    for value in said:
        text = value if isinstance(value, str) else str(value)
        assert isinstance(text, Sentence)
        assert unworded(text, {"A", "B", "C"}) == []
