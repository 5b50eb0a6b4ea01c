"""What falls due in a whole project: steps, data, aims, next steps."""

from __future__ import annotations

from datetime import date

import pytest

from cqikit.calendars import due_data, due_in
from cqikit.core import Cadence
from cqikit.errors import FieldError
from cqikit.measures import Measure, Observation, Series, series
from tests.examples import loaded

DAY = date(2026, 3, 10)
LATE = Measure(key="late", title="Late visits", kind="count", frequency="month")


def seen(measure: Measure, *periods: str, team: str = "") -> Series:
    rows = [Observation(period=period, value=3) for period in periods]
    return series(measure, rows, team=team)


def told(*made: Series, until: date = date(2026, 4, 30)) -> list[tuple[str, str, str]]:
    found = due_data(made, as_of=DAY, until=until)
    return [(str(due.on), due.title, due.detail) for due in found]


def test_each_period_without_data_is_due_on_its_last_day() -> None:
    assert told(seen(LATE, "2026-01", "2026-02")) == [
        ("2026-03-31", "Data of 2026-03: Late visits", ""),
        ("2026-04-30", "Data of 2026-04: Late visits", ""),
    ]
    assert told(seen(LATE, "2026-01", "2026-04")) == []
    assert told(seen(LATE, "2026-02"), until=date(2026, 3, 30)) == []


def test_what_is_late_is_one_entry_and_so_are_the_teams() -> None:
    north = seen(LATE, "2025-11", "2025-12", team="north")
    south = seen(LATE, "2025-11", team="south")
    assert told(north, south, until=date(2026, 3, 31)) == [
        (
            "2025-12-31",
            "Data of 2025-12 to 2026-02 (3 periods): Late visits, of north, south",
            "from north, south",
        ),
        (
            "2026-03-31",
            "Data of 2026-03: Late visits, of north, south",
            "from north, south",
        ),
    ]
    many = [seen(LATE, "2026-02", team=team) for team in ("a", "b", "c", "d", "e")]
    [(_, title, detail)] = told(*many, until=date(2026, 3, 31))
    assert title == "Data of 2026-03: Late visits, of a, b, c and 2 more"
    assert detail == "from a, b, c, d, e"


def test_a_period_that_does_not_exist_is_not_due() -> None:
    school = Cadence(frequency="month", months=[9, 10, 11, 12, 1, 2, 3])
    months = Measure(key="late", title="Late visits", kind="count", cadence=school)
    assert [on for on, _, _ in told(seen(months, "2026-02"))] == ["2026-03-31"]
    weeks = Measure(key="falls", title="Falls", kind="count", frequency="week")
    found = told(seen(weeks, "2026-W09", "2026-W10"), until=date(2026, 3, 22))
    assert [title for _, title, _ in found] == [
        "Data of 2026-W11: Falls",
        "Data of 2026-W12: Falls",
    ]


def test_what_has_no_calendar_is_never_due() -> None:
    points = Measure(key="late", title="Late visits", kind="count", frequency="point")
    assert told(seen(points, "#1", "#2")) == []
    events = Measure(key="days", title="Days between", kind="time-between", unit="days")
    assert told(seen(events, "2026-01-03", "2026-01-09")) == []
    empty = [Observation(period="2026-01", value=None)]
    assert told(series(LATE, empty)) == []


def test_a_project_has_aims_and_next_steps_too() -> None:
    project = loaded.effort("measles").project
    dues = due_in(project, as_of=date(1979, 2, 1), until=date(1982, 12, 31))
    titles = {due.key: due.title for due in dues}
    assert titles["aim/end-measles"].startswith("Aim: Free the United States")
    assert titles["readiness-1979/staff-time/2"].startswith("the national lead: Ask")
    assert [due.on for due in dues] == sorted(due.on for due in dues)
    later = due_in(project, as_of=date(1983, 1, 1), until=date(1983, 12, 31))
    assert "aim/end-measles" not in {due.key for due in later}


def test_a_wrong_call_is_told() -> None:
    project = loaded.effort("scutari").project
    with pytest.raises(FieldError, match="until"):
        due_in(project, as_of=DAY, until="soon")  # type: ignore[arg-type]
