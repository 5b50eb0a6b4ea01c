"""A folder is charted as its rows are, whatever calendar its measures have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from attrs import field, frozen
from click.testing import CliRunner

from cqikit import folders, projects, reports, spc
from cqikit.cli import main
from cqikit.core import Cadence, Closure

PROJECT = """
type = "project"
version = 1
key = "wards"
title = "Wards"
as_of = 2024-12-31
"""
LAYOUT = """
type = "layout"
version = 1
file = "data.csv"
period = "when"
[[measures]]
measure = "seen"
"""
RATIO = 'numerator = "value"\ndenominator = "size"\n'


@frozen(kw_only=True)
class Case:
    """Rows of a calendar, how a document writes it, and the labels of its picture."""

    cadence: Cadence | str
    written: str
    on: Sequence[Any]
    values: Sequence[float]
    kind: str = "count"
    sizes: Sequence[int] | None = None
    points: int
    labels: Sequence[str]
    charter: dict[str, str] = field(factory=dict)


def days(count: int, first: str = "2024-01-01", step: int = 1) -> list[date]:
    start = date.fromisoformat(first)
    return [start + timedelta(days=step * place) for place in range(count)]


WORKDAYS = [day for day in days(60) if day.weekday() < 5]
HOLIDAY = date(2024, 1, 17)
STOCKTAKING = Closure("2024-02-12", "2024-02-16", "stocktaking")
OPEN = [day for day in WORKDAYS if not STOCKTAKING.first <= day <= STOCKTAKING.last]
YEARS = [f"{year}-09-30" for year in range(2000, 2024)]
#: Nine gaps of some weeks, four of none at all, and nine more.
GAPS = [12, 9, 31, 7, 11, 24, 20, 5, 9, 0, 0, 0, 0, 20, 12, 6, 22, 8, 9, 15, 12, 15]
EVENTS = [date(2023, 1, 2) + timedelta(days=int(gap)) for gap in np.cumsum(GAPS)]


def some(count: int) -> list[int]:
    return [(7 * place + place // 3) % 9 + 2 for place in range(count)]


CASES = {
    "weekdays": Case(
        cadence=Cadence(frequency="day", weekdays="mon-fri"),
        written='cadence = { frequency = "day", weekdays = "mon-fri" }',
        on=[day for day in WORKDAYS if day != HOLIDAY],
        values=some(43),
        points=44,
        labels=["2024-01-01", "2024-01-08", "2024-01-15"],
    ),
    "inferred": Case(
        cadence="day",
        written='frequency = "day"',
        on=[day for day in WORKDAYS if day != HOLIDAY],
        values=some(43),
        points=44,
        labels=["2024-01-01", "2024-01-08", "2024-01-15"],
    ),
    "closure": Case(
        cadence=Cadence(frequency="day", weekdays="mon-fri", closures=[STOCKTAKING]),
        written="""
[measures.cadence]
frequency = "day"
weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday"]
[[measures.cadence.closures]]
first = 2024-02-12
last = 2024-02-16
reason = "stocktaking"
""",
        on=OPEN,
        values=some(39),
        points=39,
        labels=["2024-01-29", "2024-02-05", "2024-02-19"],
    ),
    "fortnights": Case(
        cadence=Cadence(frequency="week", every=2),
        written='cadence = { frequency = "week", every = 2 }',
        on=days(20, "2024-01-02", 14),
        values=some(20),
        kind="continuous",
        points=20,
        labels=["2024-W01", "2024-W05", "2024-W09"],
    ),
    "fiscal": Case(
        cadence=Cadence(frequency="year", year_start=7),
        written='per = 100\ncadence = { frequency = "year", year_start = 7 }',
        on=YEARS,
        values=some(24),
        kind="rate",
        sizes=[100 + 3 * place for place in range(24)],
        points=24,
        labels=["2000/01", "2002/03", "2004/05"],
    ),
    "events": Case(
        cadence="events",
        written="",
        on=EVENTS,
        values=GAPS,
        kind="time-between",
        points=22,
        labels=["2023-03-13", "2023-05-10", "2023-06-11"],
        charter={"kind": "g"},
    ),
}


@pytest.fixture(params=list(CASES.values()), ids=list(CASES))
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = request.param
    return found


@pytest.fixture
def folder(case: Case, tmp_path: Path) -> Path:
    """Return a folder with the rows of a case."""
    plan = "".join(f'{name} = "{value}"\n' for name, value in case.charter.items())
    charts = f'[[charts]]\nmeasure = "seen"\n{plan}' if plan else ""
    (tmp_path / "project.toml").write_text(PROJECT + charts, encoding="utf-8")
    measure = f"""
type = "measures"
version = 1
[[measures]]
key = "seen"
title = "People seen"
kind = "{case.kind}"
direction = "higher"
{case.written}
"""
    (tmp_path / "measures.toml").write_text(measure, encoding="utf-8")
    columns = RATIO if case.sizes else 'value = "value"\n'
    (tmp_path / "layout.toml").write_text(LAYOUT + columns, encoding="utf-8")
    rows = zip(case.on, case.values, case.sizes or case.values, strict=True)
    lines = [",".join(map(str, row)) for row in rows]
    text = "\n".join(["when,value,size", *lines])
    (tmp_path / "data.csv").write_text(text, encoding="utf-8")
    return tmp_path


def usual(case: Case) -> spc.Chart:
    """Return the chart of the rows of a case, without a folder."""
    kind = {"count": "c", "continuous": "i", "rate": "u", "time-between": "g"}
    return spc.chart(
        case.values,
        kind[case.kind],  # type: ignore[arg-type]
        sizes=case.sizes,
        per=100 if case.sizes else 1,
        on=case.on,
        cadence=case.cadence,  # type: ignore[arg-type]
    )


def test_a_folder_is_charted_as_its_rows_are(case: Case, folder: Path) -> None:
    project = folders.read(folder).project
    (series,) = project.series
    made, wanted = projects.chart_of(project, series), usual(case)
    assert len(made.chart.values) == case.points
    for name in ("values", "centre", "lower", "upper"):
        found, right = getattr(made.chart, name), getattr(wanted, name)
        np.testing.assert_allclose(found, right, err_msg=name)
    assert made.chart.on == wanted.on
    assert str(made.chart.calendar) == str(wanted.calendar)
    reading = spc.read(wanted)
    assert list(made.reading.flags) == list(reading.flags)
    for name, flags in reading.flags.items():
        np.testing.assert_array_equal(made.reading.flags[name], flags)


def test_a_report_shows_that_chart(case: Case, folder: Path) -> None:
    output = folder / "report.html"
    result = CliRunner().invoke(main, ["report", str(folder), "-o", str(output)])
    assert result.exit_code == 0, result.output
    page, chart = output.read_text(encoding="utf-8"), usual(case)
    seen = int(np.isfinite(chart.values).sum())
    assert f"{chart.kind.title}: {seen} points in 1 phase" in page
    named = re.findall(r">\s*([0-9/W-]{7,10})\s*</text>", page)
    assert any(
        named[place : place + 3] == [*case.labels] for place in range(len(named))
    ), named
    # What was inferred is said, and what was declared need not be.
    assert ("no row is on Saturday or Sunday" in page) is (case.cadence == "day")
    # A chart between events has a row for each, four of them on one day.
    assert page.count("data.csv row ") >= seen


TEAMS = """when,team,value
2024-01-03,a,9
2024-01-03,b,4
2024-01-03,a,0
2024-02-01,b,29
2024-03-01,a,58
"""


def events_of_teams(folder: Path, table: str) -> Path:
    charts = '[[charts]]\nmeasure = "seen"\nkind = "g"\n'
    (folder / "project.toml").write_text(PROJECT + charts, encoding="utf-8")
    measure = """
type = "measures"
version = 1
[[measures]]
key = "seen"
title = "Days between falls"
kind = "time-between"
direction = "higher"
"""
    (folder / "measures.toml").write_text(measure, encoding="utf-8")
    layout = LAYOUT.replace('period = "when"', 'period = "when"\nteam = "team"')
    (folder / "layout.toml").write_text(layout + 'value = "value"\n', encoding="utf-8")
    (folder / "data.csv").write_text(table, encoding="utf-8")
    return folder


def test_events_of_a_team_stand_among_those_of_all(tmp_path: Path) -> None:
    project = folders.read(events_of_teams(tmp_path, TEAMS)).project
    (section,) = reports.compose(project).measures
    first, second = section.panels
    gap = np.nan
    np.testing.assert_array_equal(first.values, [9, 0, gap, gap, 58])
    np.testing.assert_array_equal(second.values, [4, gap, gap, 29, gap])
    assert section.result.series.values == (9, 0, 4, 29, 58)


def test_events_without_a_value_are_none(tmp_path: Path) -> None:
    folder = events_of_teams(tmp_path, "when,team,value\n2024-01-03,a,\n")
    output = folder / "report.html"
    result = CliRunner().invoke(main, ["report", str(folder), "-o", str(output)])
    assert result.exit_code == 0, result.output
    assert "no data" in output.read_text(encoding="utf-8")
