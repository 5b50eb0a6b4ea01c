"""The figures of the measles report, worked out again from the CSV alone.

Nothing of the library is used to find the expected numbers: only the csv and
statistics modules, and the definitions that the report states.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from statistics import mean, median

import pytest

from cqikit import reports
from tests.examples import loaded

MEASLES = Path(__file__).parents[2] / "examples" / "measles"
YEARS = range(1928, 2003)


@cache
def rows() -> tuple[dict[str, str], ...]:
    """Return the rows of the CSV."""
    with (MEASLES / "cases.csv").open(encoding="utf-8", newline="") as opened:
        return tuple(csv.DictReader(opened))


def rate_of(some: list[dict[str, str]]) -> float | None:
    """Return cases per 100,000 person-years under report; None without any.

    A row counts when it has a population and at least 26 weeks.
    """
    cases = people = 0.0
    for row in some:
        weeks = int(row["weeks_reporting"])
        if weeks >= 26 and row["population"]:
            cases += int(row["count"])
            people += int(row["population"]) * weeks / 52
    return 100_000 * cases / people if people else None


@pytest.fixture(scope="module")
def report() -> reports.Report:
    """Return the composed report of the measles example."""
    return loaded.report("measles")


@pytest.fixture(scope="module")
def figures(report: reports.Report) -> dict[str, float | None]:
    """Return the figures of the report by key."""
    results = report.closing.results
    found = [*report.closing.engagement]
    for result in results:
        found += [result.baseline, result.shifted, result.meeting, result.share_meeting]
    return {figure.key: figure.value for figure in found}


def test_engagement(figures: dict[str, float | None]) -> None:
    reporting = [
        (r["area"], int(r["year"])) for r in rows() if int(r["weeks_reporting"])
    ]
    lately = {area for area, year in reporting if year >= 2000}
    areas = {row["area"] for row in rows()}
    assert figures["teams-engaged"] == len(lately) == 33
    assert figures["agencies"] == len(areas) == 51
    assert figures["mean-reporting"] == pytest.approx(len(reporting) / 75, rel=1e-12)
    assert figures["mean-reporting"] == pytest.approx(44.44)
    share = sum(
        100 * sum(1 for _, when in reporting if when == year) / 51 for year in YEARS
    )
    assert figures["share-reporting"] == pytest.approx(share / 75, rel=1e-12)


def test_teams_submitting_cycles(figures: dict[str, float | None]) -> None:
    # By hand, from cycles.toml: Colorado in 1979, California and Ohio in 1980.
    assert figures["mean-submitting"] == pytest.approx(3 / 75, rel=1e-12)
    assert figures["share-submitting"] == pytest.approx(300 / 51 / 75, rel=1e-12)


def test_centres_of_cases(figures: dict[str, float | None]) -> None:
    by_year = [rate_of([r for r in rows() if int(r["year"]) == y]) for y in YEARS]
    values = [value for value in by_year if value is not None]
    assert len(values) == 75
    # The vaccine was licensed in 1963: the first whole year after it is 1964. The last
    # declared change is of December 1989. The chart is of individual values: means.
    assert figures["baseline-cases"] == pytest.approx(mean(values[: 1964 - 1928]))
    assert figures["shifted-cases"] == pytest.approx(mean(values[1990 - 1928 :]))


def test_centres_of_completeness(figures: dict[str, float | None]) -> None:
    weeks = [
        sum(int(r["weeks_reporting"]) for r in rows() if int(r["year"]) == y)
        for y in YEARS
    ]
    values = [100 * week / (52 * 51) for week in weeks]
    assert figures["baseline-weeks"] == pytest.approx(mean(values[:36]), rel=1e-12)
    # Reporting fell, and that is told.
    assert figures["shifted-weeks"] == pytest.approx(mean(values[62:]), rel=1e-12)


def test_areas_meeting_the_aim(
    report: reports.Report, figures: dict[str, float | None]
) -> None:
    # Due on 1 October 1982: the phase of then began in 1979.
    judged: dict[str, bool] = {}
    for area in sorted({row["area"] for row in rows()}):
        lately = [
            r for r in rows() if r["area"] == area and 1979 <= int(r["year"]) <= 1982
        ]
        rates = [rate for row in lately if (rate := rate_of([row])) is not None]
        if len(rates) >= 3:
            judged[area] = median(rates) <= 0.1
    met = sum(judged.values())
    assert figures["meeting-cases"] == met
    assert figures["share-meeting-cases"] == pytest.approx(100 * met / len(judged))
    told = {team.team: team.meets for team in report.closing.results[0].teams}
    assert {area: told[area] for area in judged} == judged
    assert {area for area, meets in told.items() if meets is None} == set(told) - set(
        judged
    )


def test_the_page_shows_these_figures() -> None:
    page = loaded.page("measles")
    for shown in ("33", "44.4 teams", "87.1 %", "359"):
        assert re.search(f'<td class="n"[^>]*>{re.escape(shown)}<a class="how"', page)
