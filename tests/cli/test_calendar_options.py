"""The command line takes a calendar as the library does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

from cqikit import spc
from cqikit.cli import main
from cqikit.cli._chart import chart_picture
from cqikit.cli._series import series_from
from cqikit.core import Cadence, Closure

DAYS = [date(2024, 1, 1) + timedelta(days=step) for step in range(60)]
WORKDAYS = [day for day in DAYS if day.weekday() < 5]
BREAK = Closure("2024-02-12", "2024-02-16", "stocktaking")
HOLIDAY = Closure("2024-01-17")
OPEN = [
    day
    for day in WORKDAYS
    if not BREAK.first <= day <= BREAK.last and day != HOLIDAY.first
]


def table(folder: Path, on: Sequence[Any]) -> Path:
    """Return a table of these days, and of some numbers."""
    path = folder / "seen.csv"
    rows = [f"{day},{(7 * place) % 11}" for place, day in enumerate(on)]
    path.write_text("\n".join(["day,people", *rows]) + "\n", encoding="utf-8")
    return path


def numbers(on: Sequence[Any]) -> list[int]:
    return [(7 * place) % 11 for place in range(len(on))]


def run(path: Path, *words: str) -> Result:
    output = str(path.with_name("chart.svg"))
    return CliRunner().invoke(main, ["chart", str(path), "-o", output, *words])


@pytest.mark.parametrize(
    ("on", "words", "cadence", "said"),
    [
        (WORKDAYS, {}, Cadence(frequency="day", weekdays="mon-fri"), "44 days from"),
        (
            [day for day in WORKDAYS if day.weekday() != 3],
            {"weekdays": "mon-fri"},
            Cadence(frequency="day", weekdays="mon-fri"),
            "43 days from 2024-01-01 to 2024-02-28, 8 of them without a value; days",
        ),
        (
            OPEN,
            {"closed": ["2024-02-12..2024-02-16=stocktaking", "2024-01-17"]},
            Cadence(frequency="day", weekdays="mon-fri", closures=[BREAK, HOLIDAY]),
            (
                "38 days from 2024-01-01 to 2024-02-29; days, Monday to Friday, closed"
                " 2024-02-12 to 2024-02-16 (stocktaking), 2024-01-17"
            ),
        ),
        (
            DAYS[:3] + DAYS[5:9],
            {"every": "day", "closed": ["2024-01-04..2024-01-05=flood"]},
            Cadence(
                frequency="day", closures=[Closure("2024-01-04", "2024-01-05", "flood")]
            ),
            "7 days from 2024-01-01 to 2024-01-09; days, closed 2024-01-04 to",
        ),
    ],
)
def test_a_calendar_is_said_as_in_the_library(
    tmp_path: Path, on: list[date], words: dict[str, Any], cadence: Cadence, said: str
) -> None:
    path = table(tmp_path, on)
    made = series_from(path, period="day", value="people", **words)
    chart = chart_picture(made, kind="i").chart
    wanted = spc.chart(numbers(on), "i", on=on, cadence=cadence)
    assert chart.on == wanted.on
    np.testing.assert_allclose(chart.upper, wanted.upper)
    options = [
        word
        for name, values in words.items()
        for value in ([values] if isinstance(values, str) else values)
        for word in (f"--{name}", value)
    ]
    result = run(path, "--period", "day", "--value", "people", *options)
    assert result.exit_code == 0, result.output
    assert said in result.stdout.splitlines()[0]


def test_what_is_no_day_of_the_calendar_is_told_with_its_row(tmp_path: Path) -> None:
    result = run(
        table(tmp_path, DAYS[:9]),
        *["--period", "day", "--value", "people", "--weekdays", "mon-fri"],
    )
    assert result.exit_code == 2
    assert (
        "rows 7 and 8, column day: must be one of days, Monday to Friday"
        in result.output
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--weekdays", "mon-fry"], "weekdays must be days of the week such as monday"),
        (["--closed", "2024-02-16..2024-02-12"], "last must not be before first"),
        (["--closed", "winter"], "must be like 2026, 2026-10"),
        (["--every", "month", "--weekdays", "mon"], "unless periods are days"),
    ],
)
def test_a_calendar_that_cannot_be_is_refused(
    tmp_path: Path, words: list[str], said: str
) -> None:
    result = run(table(tmp_path, DAYS), "--period", "day", "--value", "people", *words)
    assert result.exit_code == 2, result.output
    assert said in result.output


@pytest.mark.parametrize("kind", ["t", "g", "i", "run"])
def test_days_of_events_become_days_between(tmp_path: Path, kind: Any) -> None:
    on = [DAYS[place] for place in (40, 3, 12, 13, 27, 59)]
    made = series_from(table(tmp_path, on), events="day")
    chart = chart_picture(made, kind=kind).chart
    assert chart.values.tolist() == [9, 1, 14, 13, 19]
    assert chart.title == "Days between: day"
    wanted = spc.chart([9, 1, 14, 13, 19], kind)
    np.testing.assert_allclose(chart.upper, wanted.upper)
    result = run(table(tmp_path, on), "--events", "day", "--kind", kind)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("5 values between events from 2024-01-13 to")


def test_what_is_no_day_of_an_event_is_told_with_its_row(tmp_path: Path) -> None:
    for day, said in (
        ("2024-02", "row 4, column day: must be a day (got 2024-02)"),
        ("soon", "row 4, column day: must be like 2026"),
    ):
        path = table(tmp_path, [*DAYS[:2], day])
        result = run(path, "--events", "day")
        assert result.exit_code == 2
        assert said in result.output
