"""Closing figures are worked out in less time than their page is drawn.

A state's collaborative of 274 teams, 36 months and 3 measures.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

import numpy as np

from benchmarks.bench_series import CHANGE, GROUP, MONTHS, collaborative, numbers
from benchmarks.harness import Race
from cqikit import reports
from cqikit.collaboratives import ClosingReport, closing_report
from cqikit.projects import Charter, Project, ProjectEvent

TEAMS, MEASURES = 274, 3


def closed() -> ClosingReport:
    """Return the closing figures of all teams."""
    series = collaborative(TEAMS)[: TEAMS * MEASURES]
    return closing_report(GROUP, series, changes=[CHANGE])


@cache
def composed() -> reports.Report:
    """Return the report of the same teams."""
    series = collaborative(TEAMS)[: TEAMS * MEASURES]
    charter = Charter(
        key="g",
        title="Group",
        as_of=date(2026, 6, 30),
        happenings=[ProjectEvent(on=str(CHANGE), title="Change", new_phase=True)],
    )
    measures = [series[place * TEAMS].measure for place in range(MEASURES)]
    project = Project(charter=charter, measures=measures, series=series)
    return reports.compose(project, collaborative=GROUP)


def races() -> Iterator[Race]:
    """Yield closing against drawing."""

    def same(ours: ClosingReport, theirs: str) -> None:
        assert "</html>" in theirs
        assert len(ours.results) == MEASURES
        for place, result in enumerate(ours.results):
            over, under = numbers(TEAMS)[place]
            middle = np.median(over / under, axis=0)
            pooled = over.sum(axis=0) / under.sum(axis=0)
            expected = pooled if result.measure.kind.value == "proportion" else middle
            np.testing.assert_allclose(np.array(result.series.values), expected)

    yield Race(
        name=f"closing {TEAMS} x {MONTHS} x {MEASURES}, against drawing their page",
        ours=closed,
        theirs=lambda: reports.to_html(composed()),
        same=same,
        at_most=1.0,
    )
