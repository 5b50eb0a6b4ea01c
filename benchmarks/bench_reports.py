"""Reports: their figures, their pages, and what a check of them takes.

A state's collaborative of 274 teams, 36 months and 3 measures; one that is twice as
large as another; and the example of measles, which has every kind of picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from io import StringIO
from pathlib import Path

import numpy as np

from benchmarks.bench_series import CHANGE, GROUP, MONTHS, collaborative, numbers
from benchmarks.harness import Race
from cqikit import folders, reports
from cqikit.collaboratives import ClosingReport, closing_report
from cqikit.projects import Charter, Project, ProjectEvent

TEAMS, MEASURES = 274, 3
FEW, MANY = 200, 400
#: Letters that a page may have for each team and measure, its little chart with them.
LETTERS = 2_000
MEASLES = Path(__file__).parent.parent / "examples" / "measles"


def closed() -> ClosingReport:
    """Return the closing figures of all teams."""
    series = collaborative(TEAMS)[: TEAMS * MEASURES]
    return closing_report(GROUP, series, changes=[CHANGE])


@cache
def project(teams: int) -> Project:
    """Return the project of so many teams."""
    series = collaborative(teams)[: teams * MEASURES]
    charter = Charter(
        key="g",
        title="Group",
        as_of=date(2026, 6, 30),
        happenings=[ProjectEvent(on=str(CHANGE), title="Change", new_phase=True)],
    )
    measures = [series[place * teams].measure for place in range(MEASURES)]
    return Project(charter=charter, measures=measures, series=series)


def composed(teams: int = TEAMS) -> reports.Report:
    """Return the report of so many teams, as a check of their folder has it."""
    return reports.compose(project(teams), collaborative=GROUP)


def page(teams: int = TEAMS) -> str:
    """Return the page of their report."""
    return reports.to_html(composed(teams))


def pages(teams: int, times: int) -> list[str]:
    """Return the page so many times."""
    return [page(teams) for _ in range(times)]


def word(teams: int = TEAMS) -> bytes:
    """Return their report for Word."""
    return reports.to_docx(composed(teams))


def measles() -> str:
    """Return the page of the example, from its folder."""
    effort = folders.read(MEASLES)
    return reports.to_html(
        reports.compose(effort.project, effort.collaborative, guide=effort.guide)
    )


def an_empty_figure() -> str:
    """Return the SVG that matplotlib makes of axes with nothing in them."""
    from matplotlib.figure import Figure  # noqa: PLC0415

    written = StringIO()
    drawn = Figure()
    drawn.add_axes((0.1, 0.1, 0.8, 0.8))
    drawn.savefig(written, format="svg")
    return written.getvalue()


def races() -> Iterator[Race]:
    """Yield closing against drawing, checks against pages, and many against few."""
    report = composed()

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
        theirs=lambda: reports.to_html(report),
        same=same,
        at_most=1.0,
    )

    def same_page(ours: reports.Report, theirs: str) -> None:
        assert ours.findings == report.findings
        assert reports.to_html(ours) == theirs

    yield Race(
        name=f"a check of {TEAMS} x {MONTHS} x {MEASURES}, against their report",
        ours=composed,
        theirs=page,
        same=same_page,
        at_most=0.5,
    )

    def packed(ours: bytes, theirs: str) -> None:
        assert ours.startswith(b"PK")
        assert len(ours) < 2 * len(theirs)

    yield Race(
        name=f"a report of {TEAMS} x {MONTHS} x {MEASURES} for Word, against its page",
        ours=word,
        theirs=page,
        same=packed,
        at_most=2.7,
    )

    def whole(ours: str, theirs: list[str]) -> None:
        assert all(f"team {team}<" in ours for team in range(MANY))
        assert all(f"team {team}<" in theirs[0] for team in range(FEW))
        assert len(ours) - len(theirs[0]) < LETTERS * MEASURES * (MANY - FEW)

    yield Race(
        name=f"a report of {MANY} teams, against two of {FEW}",
        ours=lambda: page(MANY),
        theirs=lambda: pages(FEW, MANY // FEW),
        same=whole,
        at_most=1.2,
    )

    def pictured(ours: str, theirs: str) -> None:
        assert ours.count("<svg") > 22
        assert theirs.count("<svg") == 1

    yield Race(
        name="the report of measles, against an empty figure of matplotlib",
        ours=measles,
        theirs=an_empty_figure,
        same=pictured,
        at_most=60.0,
    )
