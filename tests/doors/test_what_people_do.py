"""What people do with what they have, and what they must be told.

Each of these once gave a wrong answer, or none, at one door or another.
"""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd  # type: ignore[import-untyped]
import polars as pl
import pytest
from click.testing import CliRunner

from cqikit import spc
from cqikit.actions import ActionStep
from cqikit.assessments import Scale
from cqikit.cli import main
from cqikit.core import Cadence, between_events
from cqikit.errors import CqikitError, DataError, FieldError
from cqikit.measures import Level, Measure, Observation, Series, series

MONTHS = [f"2025-{month:02}" for month in range(1, 13)]
FALLS = [4, 6, 5, 3, 6, 4, 5, 6, 4, 3, 5, 6]
#: Two levels, three weeks of working days each.
STEPS = [20, 21, 19] * 5 + [26, 27, 25] * 5
SHIFT_SETS = ("western-electric", "nelson", "ihi", "perla", "making-data-count")
#: Days on which rare events were, made up.
EVENTS = [
    date(2024, 1, 3) + timedelta(days=day)
    for day in np.cumsum([0, 9, 20, 5, 28, 14, 14, 44, 9, 28, 14, 31]).tolist()
]


def of(
    kind: Any,
    periods: list[str],
    values: list[Any],
    frequency: Any = "month",
    **more: Any,
) -> Series:
    """Return a series of ready values, or of numerators over 200."""
    measure = Measure(
        key="x", title="X", direction="lower", kind=kind, frequency=frequency, **more
    )
    if kind in {"rate", "proportion"}:
        rows = [
            Observation(period=period, numerator=value, denominator=200)
            for period, value in zip(periods, values, strict=True)
        ]
    else:
        rows = [
            Observation(period=period, value=value)
            for period, value in zip(periods, values, strict=True)
        ]
    return series(measure, rows)


def cqikit(folder: Path, table: str, *words: str) -> Any:
    path = folder / "falls.csv"
    path.write_text(table, encoding="utf-8")
    command = ["chart", str(path), "-o", str(folder / "falls.svg"), *words]
    return CliRunner().invoke(main, command)


def lines(*columns: tuple[str, list[Any]]) -> str:
    names, cells = zip(*columns, strict=True)
    rows = [names, *zip(*cells, strict=True)]
    return "\n".join(",".join(map(str, row)) for row in rows) + "\n"


# The calendar ----------------------------------------------------------------


def working_days(count: int) -> list[str]:
    days = (date(2025, 1, 6) + timedelta(days=step) for step in range(2 * count))
    return [day.isoformat() for day in days if day.weekday() < 5][:count]


def fortnights(count: int) -> list[str]:
    days = (date(2023, 1, 2) + timedelta(days=14 * step) for step in range(count))
    return ["{}-W{:02}".format(*day.isocalendar()[:2]) for day in days]


@pytest.mark.parametrize(
    ("periods", "frequency", "said"),
    [
        (working_days(30), "day", "days, Monday to Friday"),
        (fortnights(30), "week", "every second week from 2023-W01"),
    ],
)
def test_a_period_that_does_not_exist_is_no_gap(
    periods: list[str], frequency: str, said: str
) -> None:
    plain = spc.chart(STEPS, "i")
    dated = spc.chart(of("continuous", periods, STEPS, frequency), "i")
    np.testing.assert_allclose(dated.upper, plain.upper)
    assert said in str(dated.calendar)
    assert said in spc.explain(dated)
    for name in SHIFT_SETS:
        rules = spc.RULE_SETS[name].rules
        found = spc.read(dated, rules).flags["shift"]
        np.testing.assert_array_equal(found, spc.read(plain, rules).flags["shift"])
        assert np.count_nonzero(found) == 30


def test_a_month_without_a_row_is_a_gap() -> None:
    months = ["2024-01", "2024-02", "2024-04", "2024-05", "2024-07", "2024-08"]
    values = [4, 6, 5, 9, 7, 12]
    for chart in (
        spc.chart(values, "i", on=months),
        spc.chart(of("continuous", months, values), "i"),
        spc.panel(values, keys=["a"] * 6, on=months)["a"],
        spc.chart(pd.Series(values, index=pd.to_datetime(months)), "i"),
    ):
        assert len(chart.values) == 8
        # Three ranges, none of them over a gap: 2, 4 and 5.
        np.testing.assert_allclose(
            np.nanmax(chart.upper), 43 / 6 + 3 * 11 / 3 / (2 / np.sqrt(np.pi))
        )


@pytest.mark.parametrize("day", [1, 15, 28])
def test_a_day_of_each_month_is_a_month(day: int) -> None:
    months = [f"{year}-{m:02}" for year in (2024, 2025) for m in range(1, 13)]
    days = [f"{month}-{day:02}" for month in months]
    values = np.arange(24.0) % 5
    usual = spc.panel(values, keys=["a"] * 24, on=months, baseline=12)
    made = spc.panel(values, keys=["a"] * 24, on=days, baseline=12)
    assert made.on == usual.on
    np.testing.assert_array_equal(made["a"].upper, usual["a"].upper)
    assert np.isfinite(made["a"].upper).all()


def test_days_of_events_have_no_calendar(tmp_path: Path) -> None:
    gaps = [later - first for first, later in itertools.pairwise(EVENTS)]
    days = [gap.days for gap in gaps]
    on = [day.isoformat() for day in EVENTS]
    plain = spc.chart(days, "t")
    assert np.isfinite(plain.upper).all()
    table = lines(("date", on))
    for chart in (
        spc.chart(of("continuous", on[1:], days, "day"), "t"),
        spc.chart(EVENTS, "t"),
        spc.chart(on[::-1], "t"),
        spc.chart(days, "t", on=on[1:]),
    ):
        np.testing.assert_allclose(chart.upper, plain.upper)
        assert [str(day) for day in chart.on or ()] == on[1:]
    said = cqikit(tmp_path, table, "--events", "date", "--kind", "t", "--explain")
    assert said.exit_code == 0, said.output
    assert f"upper = {plain.upper[0]:.5g}" in said.output.replace(" ", " ") or (
        f"{plain.upper[0]:.7g}" in said.output
    )


def test_events_of_one_day_are_kept() -> None:
    chart = spc.chart(["2024-01-03", "2024-01-03", "2024-01-05"], "g")
    assert chart.values.tolist() == [0.0, 2.0]
    with pytest.raises(CqikitError, match="events on one day have no time between"):
        spc.chart(["2024-01-03", "2024-01-03", "2024-01-05"], "t")


# What tables of other packages say of themselves --------------------------------


def test_the_index_of_a_series_is_when() -> None:
    index = pd.to_datetime(["2024-03-01", "2024-01-01", "2024-02-01", "2024-04-01"])
    with pytest.raises(DataError, match="2024-01 must not be before 2024-03: sort"):
        spc.chart(pd.Series([3.0, 1, 2, 4], index=index), "i")
    chart = spc.chart(pd.Series([3.0, 1, 2, 4], index=index, name="Waits").sort_index())
    assert chart.values.tolist() == [1, 2, 3, 4]
    assert [str(month) for month in chart.on or ()] == [
        "2024-01",
        "2024-02",
        "2024-03",
        "2024-04",
    ]
    assert chart.title == "Waits"
    with pytest.raises(FieldError, match="must have days or periods for an index"):
        spc.chart(pd.Series([3.0, 1], index=["North", "South"]))


@pytest.mark.parametrize("package", [pd, pl])
def test_a_frame_of_one_column_is_one_chart(package: Any) -> None:
    frame = package.DataFrame({"falls": FALLS, "days": FALLS})
    np.testing.assert_array_equal(spc.chart(frame[["falls"]], "i").values, FALLS)
    with pytest.raises(FieldError, match=r"must be one column .*falls, days"):
        spc.chart(frame, "i")


def test_rows_of_two_columns_are_of_one_table() -> None:
    falls = pd.Series(FALLS, index=pd.to_datetime(MONTHS))
    days = pd.Series([200] * 12, index=pd.to_datetime(MONTHS)).iloc[::-1]
    with pytest.raises(FieldError, match="sizes must have the index of values"):
        spc.chart(falls, "u", sizes=days)


@pytest.mark.parametrize("number", [np.int64, np.int32, np.float32, np.float64])
def test_numbers_of_numpy_are_numbers(number: Any) -> None:
    three = number(3)
    seen = Observation(period="2024-01", numerator=three, denominator=number(9))
    assert (seen.numerator, seen.denominator) == (3, 9)
    assert Observation(period="2024-01", value=three).value == 3
    assert Level(three).at == 3
    assert ActionStep(key="a", what="order rugs", hours=three).hours == 3
    assert Scale(key="s", low=1, high=5).number(number(4)) == 4


# Guards stand in the kind -------------------------------------------------------


@pytest.mark.parametrize(("kind", "per"), [("rate", 1000), ("proportion", 1)])
def test_a_c_chart_is_of_counts(kind: str, per: float, tmp_path: Path) -> None:
    made = of(kind, MONTHS, FALLS, per=per)
    with pytest.raises(FieldError, match=r"a c chart is of counts.*use kind='[up]'"):
        spc.chart(made, "c")
    numbers = spc.chart(made, "np").values
    np.testing.assert_array_equal(numbers, FALLS)
    with pytest.raises(DataError, match=r"must be a whole number \(got 4\.5\)"):
        spc.chart([4.5, 3, 5], "c")
    with pytest.raises(FieldError, match="per must be 1 for a np chart"):
        spc.chart(FALLS, "np", sizes=[200] * 12, per=100)
    table = lines(("month", MONTHS), ("falls", FALLS), ("days", [200] * 12))
    said = cqikit(
        tmp_path,
        table,
        *["--period", "month", "--count", "falls", "--of", "days", "--kind", "c"],
    )
    assert said.exit_code == 2
    assert "a c chart is of counts" in said.output


@pytest.mark.parametrize("kind", ["p", "u", "np", "p-prime", "u-prime", "u-exact"])
def test_a_chart_of_shares_needs_sizes(kind: Any, tmp_path: Path) -> None:
    with pytest.raises(FieldError, match="sizes must be given for a"):
        spc.chart(of("count", MONTHS, FALLS), kind)
    with pytest.raises(FieldError, match="sizes must be given for a"):
        spc.chart(FALLS, kind)
    with pytest.raises(FieldError, match="sizes must be given for a"):
        spc.panel(FALLS, kind, keys=["a"] * 12, on=MONTHS)
    table = lines(("month", MONTHS), ("falls", FALLS))
    words = f"--period month --value falls --kind {kind}".split()
    said = cqikit(tmp_path, table, *words)
    assert said.exit_code == 2
    assert "--count and --of must be given for a" in said.output
    assert not (tmp_path / "falls.svg").exists()


def test_ready_values_have_no_denominators_to_chart_them_by() -> None:
    share = Measure(key="x", title="X", kind="proportion", direction="lower", per=100)
    rows = [
        Observation(period="2025-01", numerator=5, denominator=50),
        Observation(period="2025-02", value=8.0, row="x.csv row 3"),
        Observation(period="2025-03", numerator=3, denominator=60),
    ]
    made = series(share, rows)
    with pytest.raises(
        DataError, match=r"x\.csv row 3: must have a denominator on a p "
    ):
        spc.chart(made, "p")
    np.testing.assert_allclose(spc.chart(made, "i").values, [10, 8, 5])
    with pytest.raises(FieldError, match="sizes must be given for a p chart"):
        spc.chart(series(share, rows[1:2]), "p")


def test_points_are_weighed_by_their_denominators_at_each_door() -> None:
    counts, sizes = [5, 8, 3, 9, 4], [50, 60, 40, 100, 80]
    share = Measure(key="x", title="X", kind="proportion", direction="lower", per=100)
    rows = [
        Observation(period=period, numerator=count, denominator=size)
        for period, count, size in zip(MONTHS, counts, sizes, strict=False)
    ]
    made = spc.chart(series(share, rows), "i-prime")
    usual = spc.chart(counts, "i-prime", sizes=sizes, per=100)
    np.testing.assert_allclose(made.upper, usual.upper)
    np.testing.assert_allclose(spc.chart(series(share, rows), "i").values, usual.values)


@pytest.mark.parametrize("kind", ["g", "t", "g-exact"])
def test_a_share_is_no_time_between_events(kind: Any) -> None:
    with pytest.raises(FieldError, match="is of what lies between events"):
        spc.chart(of("proportion", MONTHS, FALLS), kind)


# Phases, baselines, given lines ---------------------------------------------------


@pytest.mark.parametrize(
    ("since", "said"),
    [
        ("2030-01", "phase must not be after the last point (2025-12)"),
        ("2025-01", "phase must be after the first point (2025-01)"),
        ("2024-06", "phase must be after the first point (2025-01)"),
    ],
)
def test_a_phase_begins_within_the_chart(since: str, said: str, tmp_path: Path) -> None:
    for made in (
        lambda: spc.chart(FALLS, on=MONTHS, phases=[since]),
        lambda: spc.chart(of("continuous", MONTHS, FALLS), phases=[since]),
        lambda: spc.panel(FALLS, keys=["a"] * 12, on=MONTHS, phases=[since]),
        lambda: spc.panel(FALLS, keys=["a"] * 12, on=MONTHS, phases={"a": [since]}),
    ):
        with pytest.raises(FieldError) as refused:
            made()
        assert said in str(refused.value)
    table = lines(("month", MONTHS), ("falls", FALLS))
    words = f"--period month --value falls --since {since}".split()
    result = cqikit(tmp_path, table, *words)
    assert result.exit_code == 2
    assert said in result.output


def test_a_phase_that_begins_all_may_have_a_name() -> None:
    chart = spc.chart(
        FALLS, on=MONTHS, phases={"2025-01": "old rota", "2025-07": "new"}
    )
    assert [record.title for record in chart.method] == ["old rota", "new"]
    with pytest.raises(FieldError, match="phase must be after the first point"):
        spc.chart(FALLS, phases=[0])


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ({"centre": 95}, "centre must be at most 1 "),
        ({"centre": -0.1}, "centre must be at least 0 "),
        ({"centre": 95, "per": 10}, "centre must be at most 10 "),
        ({"sigma": 0.0}, "sigma must be more than 0 "),
        ({"sigma": -1.0}, "sigma must be more than 0 "),
        ({"width": 0}, "width must be more than 0 "),
        ({"width": -3}, "width must be more than 0 "),
        ({"width": np.nan}, "width must be a finite number "),
        ({"width": "3"}, "width must be a number "),
        ({"per": 0}, "per must be more than 0 "),
        ({"per": np.inf}, "per must be a finite number "),
        ({"lower": 0.5, "upper": 0.2}, "lower must be at most upper "),
        ({"upper": np.inf}, "must be a finite number"),
        ({"baseline": 3.5}, "baseline must be "),
        ({"baseline": 0}, "baseline must be at least 1 point"),
        ({"baseline": True}, "baseline must be at least 1 point"),
    ],
)
def test_given_lines_are_checked(lines: dict[str, Any], said: str) -> None:
    with pytest.raises(CqikitError) as refused:
        spc.chart(FALLS, "p", sizes=[200] * 12, **lines)
    assert said in str(refused.value)
    with pytest.raises(CqikitError) as refused:
        spc.panel(FALLS, "p", keys=["a"] * 12, on=MONTHS, sizes=[200] * 12, **lines)
    assert said in str(refused.value)


# Rules follow from the kind --------------------------------------------------------


@pytest.mark.parametrize("kind", ["c", "i", "u"])
def test_a_control_chart_looks_at_its_limits(kind: str, tmp_path: Path) -> None:
    months = [f"{year}-{m:02}" for year in (2024, 2025) for m in range(1, 13)]
    falls = [*FALLS, *FALLS[:11], 25]
    table = lines(("month", months), ("falls", falls), ("days", [1000] * 24))
    columns = "--count falls --of days" if kind == "u" else "--value falls"
    words = f"--period month {columns} --kind {kind} --better lower".split()
    said = cqikit(tmp_path, table, *words).output
    assert "lies outside, above the upper limit" in said
    assert "in the worse direction" in said


def test_rules_are_taken_by_name() -> None:
    chart = spc.chart(FALLS, "i")
    usual = spc.read(chart, spc.NELSON)
    for rules in ("nelson", spc.RULE_SETS["nelson"]):
        reading = spc.read(chart, rules)
        assert list(reading.flags) == list(usual.flags)
    with pytest.raises(CqikitError, match="no rule set named 'nelsen'; did you mean"):
        spc.read(chart, "nelsen")  # type: ignore[arg-type]


def test_what_is_always_on_target_meets_it() -> None:
    full = spc.read(spc.chart([20] * 24, "p", sizes=[20] * 24))
    assert str(spc.judge(full, "higher", 1.0).assurance) == "meets"
    assert str(spc.judge(full, "lower", 1.0).assurance) == "meets"
    none = spc.read(spc.chart([0] * 24, "c"))
    assert str(spc.judge(none, "lower", 0).assurance) == "meets"
    ahead = spc.read(spc.chart([18] * 24, "p", sizes=[20] * 24))
    assert str(spc.judge(ahead, "higher", 0.9).assurance) == "varies"


def test_a_cluster_of_events_is_seen() -> None:
    gaps = [12, 9, 31, 7, 11, 4, 20, 5, 9, 20, 12, 6, 2, 8, 9, 5, 2, 15, 3, 10, 5, 11]
    gaps += [6, 7, 9, 11, 0, 0, 0, 0, 3, 9, 5, 7, 12, 14]
    reading = spc.read(spc.chart(gaps, "g"))
    zeros = np.flatnonzero(np.array(gaps) == 0)
    assert reading.flags["zeros"][zeros].tolist() == [-1, -1, -1, -1]
    assert not np.any(np.delete(reading.flags["zeros"], zeros))
    quiet = [*gaps[:26], 0, 0, 3, 0, *gaps[30:]]
    assert not np.any(spc.read(spc.chart(quiet, "g")).flags["zeros"])


# The calendar, declared ---------------------------------------------------------


def test_a_calendar_is_said_once_and_kept() -> None:
    clinic = Cadence(frequency="day", weekdays="mon-fri")
    days = working_days(8)
    chart = spc.chart(FALLS[:8], on=days, cadence=clinic)
    assert str(chart.calendar) == "days, Monday to Friday"
    assert len(chart.values) == 8
    with pytest.raises(FieldError, match="cadence must be left out: the measure"):
        spc.chart(of("count", MONTHS, FALLS), cadence=clinic)
    with pytest.raises(FieldError, match="on must be given where cadence is"):
        spc.chart(FALLS, cadence=clinic)


@pytest.mark.parametrize("package", ["pandas", "polars"])
def test_a_time_in_a_zone_keeps_its_day(package: str) -> None:
    times = [datetime(2024, month, 1) for month in (1, 2, 3)]  # noqa: DTZ001
    cluster = [datetime(2024, 1, 2, 0, 30), datetime(2024, 1, 2, 23)]  # noqa: DTZ001
    if package == "polars":
        months = pl.Series(times).dt.replace_time_zone("Europe/Berlin")
        days = pl.Series(cluster).dt.replace_time_zone("Europe/Berlin")
    else:
        months = pd.Series(times).dt.tz_localize("Europe/Berlin")
        days = pd.Series(cluster).dt.tz_localize("Europe/Berlin")
    chart = spc.chart([3, 4, 5], on=months)
    assert [str(month) for month in chart.on or ()] == ["2024-01", "2024-02", "2024-03"]
    assert spc.chart(days, "g").values.tolist() == [0.0]
    np.testing.assert_allclose(spc.chart(days, "t").values, [22.5 / 24])


def test_times_in_two_zones_are_as_far_apart_as_they_were() -> None:
    eastern = timezone(timedelta(hours=10))
    events = [
        datetime(2024, 1, 2, 0, 30, tzinfo=UTC),
        datetime(2024, 1, 2, 9, tzinfo=eastern),
    ]
    gaps, _ = between_events(events, exact=True)
    assert gaps.tolist() == pytest.approx([1.5 / 24])
    naive = [datetime(2024, 1, 2, 6), datetime(2024, 1, 3, 12)]  # noqa: DTZ001
    assert between_events(naive, exact=True)[0].tolist() == [1.25]


def test_a_minute_and_less_between_events_is_a_minute_and_less() -> None:
    # Of days since the year 1, eight digits were left of two minutes.
    first = datetime(2026, 3, 1, 8, tzinfo=UTC)
    events = [first, first + timedelta(minutes=2), first + timedelta(minutes=2.5)]
    naive = [event.replace(tzinfo=None) for event in events]
    for told in (events, naive, np.array(naive, dtype="M8[us]")):
        gaps, _ = between_events(told, exact=True)
        assert gaps.tolist() == [2 / 1440, 0.5 / 1440]
    near = [naive[0], naive[0] + timedelta(microseconds=250_000)]
    assert between_events(near, exact=True)[0].tolist() == [0.25 / 86_400]


@pytest.mark.parametrize(
    ("column", "periods"),
    [
        ([202401, 202402, 202404], 4),
        (["20240101", "20240201", "20240301"], 3),
        (["2024-01-05 00:00:00", "2024-01-06T10:00:00Z"], 2),
    ],
)
def test_dates_in_digits_and_with_times_are_dates(
    column: list[Any], periods: int
) -> None:
    chart = spc.chart([3.0] * len(column), on=column)
    assert len(chart.values) == periods
    with pytest.raises(FieldError, match="most numbers with a row"):
        spc.chart([3.0, 4, 5], on=[5, 900, 1000])


def test_phases_of_a_panel_by_key_say_all_they_say_of_one_chart() -> None:
    months = MONTHS[:6]
    phase = spc.Phase("2025-04", "new rota", baseline=2, centre=4.0)
    made = spc.panel(
        range(12), keys=["a", "b"] * 6, on=np.repeat(months, 2), phases={"a": [phase]}
    )
    usual = spc.chart(range(0, 12, 2), on=months, phases=[phase])
    np.testing.assert_array_equal(made["a"].centre, usual.centre)
    np.testing.assert_array_equal(made["a"].upper, usual.upper)
    assert [record.title for record in made["a"].method] == ["", "new rota"]
    assert [record.title for record in made["b"].method] == [""]
    assert (made["a"].phases, made["b"].phases) == (usual.phases, ())
    titles = [record.title for record in made.chart.method]
    assert titles == ["", "new rota", ""]
    with pytest.raises(FieldError, match=r"not be after the last point \(2025-03\)"):
        spc.panel(
            range(9),
            keys=["a"] * 3 + ["b"] * 6,
            on=[*months[:3], *months],
            phases={"a": ["2025-05"]},
        )
    with pytest.raises(FieldError, match=r"must be after the first point \(2025-03\)"):
        spc.panel(
            range(10),
            keys=["a"] * 6 + ["b"] * 4,
            on=[*months, *months[2:]],
            phases={"b": ["2025-03"]},
        )


def test_a_position_is_not_guessed_where_periods_have_no_row() -> None:
    rows = of("continuous", ["2025-01", "2025-03", "2025-04"], [1, 50, 2])
    with pytest.raises(FieldError, match=r"some periods have no row .*\(2025-02\)"):
        spc.chart(rows, "i", exclude=[1])
    assert spc.chart(rows, "i", exclude=["2025-03"]).excluded.tolist() == [
        False,
        False,
        True,
        False,
    ]


def test_marks_that_cannot_be_are_told() -> None:
    with pytest.raises(FieldError, match="reason"):
        spc.chart(FALLS, on=MONTHS, exclude={"2025-03": 5})
    with pytest.raises(
        FieldError, match="baseline must be a number of points, not a year"
    ):
        spc.chart([3, 4, 5, 6], on=[2021, 2022, 2023, 2024], baseline=2021)
    with pytest.raises(FieldError, match="a c chart is of counts, and x is what lies"):
        spc.chart(of("time-between", MONTHS, FALLS), "c")
    with pytest.raises(FieldError, match="centre must be more than 0 for a t chart"):
        spc.chart(FALLS, "t", centre=0)
    with pytest.raises(FieldError, match="lower must be at most upper"):
        spc.chart(FALLS, "c", lower=50)
    with pytest.raises(FieldError, match="upper must be at most 1"):
        spc.chart(FALLS, "p", sizes=[200] * 12, upper=95)
    with pytest.raises(FieldError, match="on must be left out: values are days"):
        spc.chart(EVENTS, "g", on=EVENTS)
    with pytest.raises(FieldError, match="per must be 1 for a np chart"):
        spc.chart(of("proportion", MONTHS, FALLS), "np", per=100)
    np.testing.assert_array_equal(
        spc.chart(FALLS, exclude=[month == 3 for month in range(12)]).excluded,
        spc.chart(FALLS, exclude=pl.Series([m == 3 for m in range(12)])).excluded,
    )


def test_many_exclusions_by_date_are_found_at_once() -> None:
    days = np.arange("2000-01-01", "2010-01-01", dtype="M8[D]")
    mask = np.arange(len(days)) % 20 == 3
    dated = spc.chart(np.ones(len(days)), on=days, exclude=list(days[mask].astype(str)))
    np.testing.assert_array_equal(dated.excluded, mask)
    events = spc.chart(EVENTS, "g", exclude={str(EVENTS[3]): "a fire"})
    assert np.flatnonzero(events.excluded).tolist() == [2]
