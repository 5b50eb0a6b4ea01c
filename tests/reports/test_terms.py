"""A page says how to read its charts with the terms that it uses, and no others."""

from __future__ import annotations

import re
from datetime import date

import numpy as np
import pytest

from cqikit import reports, spc
from cqikit.measures import Measure, Observation, series
from cqikit.projects import Charter, ChartPlan, Project, ProjectEvent
from cqikit.reports import _words as reports_words
from tests.examples import loaded

ALWAYS = {"centre", "median", "signal", "shift", "stable"}


def terms(report: reports.Report) -> set[str]:
    """Return the terms that a report explains."""
    part = reports.to_markdown(report).partition("## How to read the charts")[2]
    return set(re.findall(r"^- \*\*(.*?)\*\*: ", part, re.MULTILINE))


def told(values: list[float], *, change: str = "", kind: str = "") -> reports.Report:
    """Return the report of one measure of months."""
    measure = Measure(key="waits", title="Waits", unit="days", direction="lower")
    rows = [
        Observation(period=f"{2024 + place // 12}-{place % 12 + 1:02}", value=value)
        for place, value in enumerate(values)
    ]
    happenings = [ProjectEvent(on=change, title="C", new_phase=True)] if change else []
    charter = Charter(
        key="p",
        title="P",
        as_of=date(2027, 1, 1),
        happenings=happenings,
        charts=[ChartPlan(measure="waits", kind=kind)] if kind else [],
    )
    project = Project(
        charter=charter, measures=[measure], series=[series(measure, rows, team="t")]
    )
    return reports.compose(project)


def test_a_run_chart_that_did_not_move_needs_few_terms() -> None:
    quiet = terms(told([9, 11, 10, 12, 8, 10] * 3, kind="run"))
    assert quiet - {"by chance"} == ALWAYS


def test_a_control_chart_has_limits_and_a_change_has_phases() -> None:
    values = [9, 11, 10, 12, 8, 10, 4, 6, 5, 7, 3, 5, 4.0, 5, 6]
    found = terms(told(values, change="2024-06-15", kind="i"))
    changed = {"baseline", "phase", "carried forward"}
    assert found - {"by chance"} == ALWAYS | changed | {"limits", "trial limits"}


def test_a_median_that_shifted_by_itself_is_told() -> None:
    found = terms(told([10.0, 11] * 6 + [4.0, 5] * 6, kind="run"))
    assert "shifted median" in found
    assert "phase" not in found


@pytest.mark.parametrize("name", ["measles", "answers"])
def test_it_stands_once_where_there_are_charts(name: str) -> None:
    page = loaded.page(name)
    charts = bool(loaded.report(name).measures)
    assert page.count("How to read the charts</h2>") == charts
    assert page.count('href="#words">How to read the charts</a>') == 2 * charts


def test_a_single_point_is_not_called_silence() -> None:
    report = loaded.report("home_visiting")
    text = reports.to_markdown(report)
    assert "no signal since it was begun" in text
    chart = spc.chart([10, 11, 9, 10, 11, 9, 10, 11, 9, 10, 60.0, 10, 9], "i")
    judged = spc.judge(spc.read(chart, spc.THREE_SIGMA), "lower")
    assert np.flatnonzero(judged.reading.flagged).tolist() == [10]
    assert reports_words.quiet_words(judged, 0).startswith("no level moved")
    assert reports_words.quiet_words(judged, 12) == "no signal since it was begun"
