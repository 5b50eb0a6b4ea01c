"""A change has one date and one size, wherever a page speaks of it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cqikit import reports, spc
from cqikit.measures import Measure, Observation, series
from cqikit.projects import Charter, ChartPlan, Project, ProjectEvent
from cqikit.reports._words import number
from tests.examples import loaded

NUMBER = r"(\u2212?\d+(?:,\d{3})*(?:\.\d+)?)"
#: A change at a glance, and in the sentence over a chart, with a short unit.
MOVED = re.compile(rf"from {NUMBER} to {NUMBER} since")
SINCE = re.compile(
    rf"Since [^:]*: (?:the [\w ]+ went )?from {NUMBER}(?: [^ ]+)? to {NUMBER}"
)


def shorter(said: str) -> str:
    """Return a number on a page with the digits of the figures."""
    return number(float(said.replace(",", "").replace("\u2212", "-")))


def check(report: reports.Report) -> int:
    """Hold each figure of a change on a page against its chart; return how many."""
    text = reports.to_markdown(report)
    gained = text.partition("## At a glance")[0]
    told = 0
    for section in report.measures:
        charted, result = section.charted, section.result
        rules, better = charted.reading.rules, result.measure.direction
        changes = spc.changes(charted.chart, rules, better)
        known = [change for change in changes if change.told]
        unstable = "it is not stable" in " ".join(
            spc.sentences(charted.judgement).within
        )
        place = f"charts.{result.measure.key}.points"
        assert unstable == any(
            finding.code == "phase.not-stable" and finding.where.startswith(place)
            for finding in report.findings
        )
        if not changes:
            assert not any(shift.declared for shift in result.shifts)
            continue
        assert [
            (shift.first, shift.before, shift.after, shift.meaning, shift.declared)
            for shift in result.shifts
        ] == [
            (change.at, change.before.centre, change.after.centre, change.meaning, True)
            for change in known
        ]
        if np.isfinite(changes[0].before.centre):
            assert result.baseline.value == changes[0].before.centre
        moved = [change for change in known if change.moved]
        assert result.shifted.value == (moved[-1].after.centre if moved else None)
        # A point beyond a limit moves no level, and yet it is not silence.
        signals = any(change.signals for change in known)
        silent = not signals and bool(known)
        assert (result.shifted.how == "no rule signals since the change") == silent
        # And so the page: what it says at a glance, and over the chart.
        title = re.escape(result.measure.title)
        sizes = [(number(a.before.centre), number(a.after.centre)) for a in known]
        [glance] = re.findall(
            rf"^- \*\*{title}\*\*(?: \(.*?\))?: .*$", gained, re.MULTILINE
        )
        chain = MOVED.findall(glance)
        assert chain == [
            size
            for size, change in zip(sizes, known, strict=True)
            if change.meaning is not spc.Variation.COMMON or change is known[-1]
        ]
        # Each size begins where the one before it ended, and no change is left out.
        assert [end for _, end in chain[:-1]] == [start for start, _ in chain[1:]]
        assert len(re.findall(r"since \d", glance)) == len(known)
        assert glance.count("only single points") == sum(row.lone for row in known)
        [part] = re.findall(rf"^## {title}\n(.*?)^## ", text, re.MULTILINE | re.DOTALL)
        # There a level has the digits that tell it from a limit beside it.
        assert [tuple(map(shorter, pair)) for pair in SINCE.findall(part)] == sizes
        told += len(sizes)
    return told


@pytest.mark.parametrize(
    ("name", "told"), [("measles", 9), ("scutari", 2), ("child_care", 1)]
)
def test_a_change_has_one_size_on_the_pages_of_the_examples(
    name: str, told: int
) -> None:
    report = loaded.report(name)
    assert check(report) == told
    # The thread from need to proof has no other figures, and none from before the work.
    sizes = {
        (number(shift.before), number(shift.after), str(shift.at))
        for section in report.measures
        for shift in section.result.shifts
    }
    text = reports.to_markdown(report)
    said = set(re.findall(MOVED.pattern + r" ([\d-]+) \(", text))
    assert said == sizes
    strands = text.partition("## From need to proof")[2].partition("A move is shown")[0]
    assert "since 1964" not in strands


@settings(max_examples=40)
@example(
    values=[1, 0, 5],
    places={1},
    kind="c",
    better="higher",
    baseline=None,
)
@example(  # a quiet change, and then one that moved
    values=[20, 21, 19, 20, 22, 18, 20, 21, 20, 19, 21, 20, *[5, 6, 4, 5] * 3],
    places={8, 12},
    kind="i",
    better="lower",
    baseline=None,
)
@given(
    values=st.lists(
        st.one_of(st.none(), st.integers(0, 40)), min_size=2, max_size=30
    ).filter(lambda values: any(value is not None for value in values)),
    places=st.sets(st.integers(1, 29), max_size=2),
    kind=st.sampled_from(["run", "i", "c", ""]),
    better=st.sampled_from(["higher", "lower", "neither"]),
    baseline=st.sampled_from([None, 3]),
)
def test_every_figure_of_a_change_is_that_of_the_chart(
    values: list[int | None],
    places: set[int],
    kind: str,
    better: Any,
    baseline: int | None,
) -> None:
    measure = Measure(key="falls", title="Falls", kind="count", direction=better)
    months = [f"{2020 + n // 12}-{n % 12 + 1:02}" for n in range(30)]
    rows = [
        Observation(period=month, value=value)
        for month, value in zip(months, values, strict=False)
    ]
    charter = Charter(
        key="p",
        title="P",
        as_of=date(2023, 1, 1),
        happenings=[
            ProjectEvent(on=months[place], title=f"Change {place}", new_phase=True)
            for place in sorted(places)
        ],
        charts=[ChartPlan(measure="falls", kind=kind, baseline=baseline)],
    )
    this_series = series(measure, rows)
    check(
        reports.compose(
            Project(charter=charter, measures=[measure], series=[this_series])
        )
    )
