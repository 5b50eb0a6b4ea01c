"""What can be said of a chart in Python can be said at the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

from cqikit import drawing, spc
from cqikit.cli import main
from cqikit.cli._chart import chart_picture
from cqikit.cli._series import series_from
from cqikit.cli._understood import understood
from cqikit.errors import DataError
from cqikit.measures import Series, series

FALLS = [4, 6, 5, 3, 6, 4, 5, 6, 4, 3, 5, 6, 4, 5, 3, 6, 4, 5, 5, 4, 6, 3, 5, 25]
MONTHS = [f"{2024 + place // 12}-{place % 12 + 1:02}" for place in range(24)]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Return a table of falls and days in hospital, month by month."""
    rows = zip(MONTHS, FALLS, strict=True)
    lines = ["month,falls,days", *(f"{month},{count},1000" for month, count in rows)]
    path = tmp_path / "falls.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def falls(table: Path) -> Series:
    """Return the series of falls."""
    return series_from(table, period="month", value="falls", better="lower")


def run(table: Path, *words: str) -> Result:
    """Draw a chart beside its table."""
    begin = ["chart", str(table), "--period", "month"]
    return CliRunner().invoke(
        main, [*begin, "-o", str(table.with_name("chart.svg")), *words]
    )


@pytest.mark.parametrize(
    "words",
    [
        ["--value", "falls", "--kind", "c"],
        ["--value", "falls", "--kind", "i"],
        ["--count", "falls", "--of", "days", "--kind", "u"],
    ],
)
def test_a_chart_with_limits_is_read_by_them(table: Path, words: list[str]) -> None:
    said = run(table, *words, "--better", "lower").stdout
    assert "lies outside, above the upper limit" in said
    assert "in the worse direction" in said
    quiet = run(table, *words, "--better", "lower", "--rules", "anhoej").stdout
    assert "No signal in 24 months. The rules that were asked do not look at" in quiet


def test_a_run_chart_is_read_by_its_runs(falls: Series) -> None:
    assert chart_picture(falls).reading.rules is spc.ANHOEJ


@pytest.mark.parametrize(
    ("said", "given"),
    [
        ({}, {}),
        ({"baseline": "12"}, {"baseline": 12}),
        ({"baseline": "2024"}, {"baseline": "2024"}),
        ({"baseline": "2024-03"}, {"baseline": "2024-03"}),
        ({"baseline": "2024-03..2024-12"}, {"baseline": ("2024-03", "2024-12")}),
        ({"centre": 4.0}, {"centre": 4.0}),
        ({"since": ["2025-03"]}, {"phases": ["2025-03"]}),
        (
            {"since": ["2025-03-02 = new beds", "2024-09"]},
            {"phases": {"2025-04": "new beds", "2024-09": ""}},
        ),
        ({"exclude": ["2025-12"]}, {"exclude": ["2025-12"]}),
        (
            {"exclude": ["2025-12=storm = flood", "2024-01"], "baseline": "6"},
            {"exclude": {"2025-12": "storm = flood", "2024-01": ""}, "baseline": 6},
        ),
    ],
)
def test_the_chart_is_that_of_the_library(
    falls: Series, said: dict[str, Any], given: dict[str, Any]
) -> None:
    drawn = chart_picture(falls, kind="c", **said).chart
    same = spc.chart(FALLS, "c", on=MONTHS, **given)
    for name in ("values", "centre", "lower", "upper", "breaks", "excluded"):
        assert np.array_equal(getattr(drawn, name), getattr(same, name)), name
    assert [record.title for record in drawn.method] == [
        record.title for record in same.method
    ]
    assert any(drawn.reasons) == any(same.reasons)


def test_what_is_said_is_on_the_picture(table: Path) -> None:
    words = ["--value", "falls", "--kind", "c", "--better", "lower", "--target", "3.5"]
    words += ["--title", "Falls on ward 3", "--since", "2025-01=new beds"]
    words += ["--exclude", "2024-06=strike", "--exclude", "2024-07", "--centre", "4.5"]
    result = run(table, *words)
    assert result.exit_code == 0, result.output
    picture = table.with_name("chart.svg").read_text(encoding="utf-8")
    for said in (
        "target 3.5",
        "Falls on ward 3",
        "new beds",
        "2024-06: not counted (strike)",
        "CL (given) 4.5",
        "2 not counted",
    ):
        assert said in picture, said
    assert "target" in result.stdout


def test_the_target_is_judged(falls: Series) -> None:
    picture = chart_picture(falls, kind="c", target=20.0)
    assert picture.target == 20.0
    # Of so few points nothing is promised, whatever the limits say.
    assert str(picture.judgement.assurance) == "unknown"
    assert str(picture.judgement.against_limits) == "meets"
    assert chart_picture(falls).target is None
    assert "target 20" in drawing.chart_svg(picture)


def test_what_is_not_said_is_as_the_options_have_it(tmp_path: Path) -> None:
    twice = tmp_path / "twice.csv"
    twice.write_text("month,n\n2024-01,3\n2024-01,4\n2024-02,4\n", encoding="utf-8")
    with pytest.raises(DataError, match="2024-01"):
        series_from(twice, period="month", value="n")
    fiscal = tmp_path / "fiscal.csv"
    fiscal.write_text("q,n\nFY24 Q1,3\nFY24 Q2,4\n", encoding="utf-8")
    with pytest.raises(DataError, match="say year_start"):
        series_from(fiscal, period="q", value="n")


def test_a_title_is_that_of_the_column_unless_said(table: Path) -> None:
    named = series_from(table, period="month", value="falls", title="Falls")
    plain = series_from(table, period="month", value="falls")
    assert (named.measure.title, plain.measure.title) == ("Falls", "falls")
    assert chart_picture(named).chart.title == "Falls"


@pytest.mark.parametrize(("per", "value"), [(None, 0.4), (1000, 4.0), (1, 0.004)])
def test_counts_are_shown_per_so_many(
    table: Path, per: float | None, value: float
) -> None:
    made = series_from(table, period="month", count="falls", of="days", per=per)
    picture = chart_picture(made, kind="u")
    assert picture.chart.values[0] == pytest.approx(value)
    assert picture.unit == f"falls per {per or 100:,g} days"


def test_values_are_per_nothing(table: Path) -> None:
    result = run(table, "--value", "falls", "--per", "1000")
    assert result.exit_code == 2
    assert "give --per with --count and --of" in result.stderr
    result = run(table, "--count", "falls", "--of", "days", "--per", "-1")
    assert result.exit_code == 2
    assert "per must be" in result.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--since", "2030-01"], "phase must not be after the last point (2025-12)"),
        (["--since", "2025-12-02"], "phase must not be after the last point (2025-12)"),
        (["--since", "2024-01"], "phase must be after the first point (2024-01)"),
        (["--since", "1925-03"], "phase must be after the first point (2024-01)"),
        (["--since", "2025-03", "--since", "2025-03=x"], "since must name each period"),
        (["--since", "2025-03", "--since", "2025-02-15"], "at points of their own"),
        (["--exclude", "2031-01"], "exclude must name a point of the chart"),
        (["--exclude", "spring=x"], "exclude must be like"),
        (["--exclude", "2024-13"], "exclude must be in the calendar (got '2024-13')"),
        (["--closed", "2024-13"], "closed must be in the calendar (got '2024-13')"),
        (["--kind", "p-chart"], "no kind of chart 'p-chart'; did you mean 'p'?"),
        (["--baseline", "spring"], "baseline must be like"),
        (["--baseline", "0"], "baseline must be at least 1 point"),
        (["--target", "nan", "--better", "lower"], "target must be a finite number"),
    ],
)
def test_what_does_not_fit_the_data_is_refused(
    table: Path, words: list[str], said: str
) -> None:
    result = run(table, "--value", "falls", *words)
    assert result.exit_code == 2, result.output
    assert said in result.stderr
    assert not table.with_name("chart.svg").exists()


def test_what_was_understood_is_said(table: Path, falls: Series) -> None:
    assert understood(falls) == "24 months from 2024-01 to 2025-12"
    said = run(table, "--value", "falls").stdout.splitlines()
    assert said[0] == understood(falls)
    table.write_text("month,falls\n2025-01,4\n2025-03,\n", encoding="utf-8")
    said = run(table, "--value", "falls").stdout.splitlines()
    assert said[0] == "3 months from 2025-01 to 2025-03, 2 of them without a value"
    table.write_text("year,falls\n2025,4\n", encoding="utf-8")
    made = series_from(table, period="year", value="falls", every="year")
    assert understood(made) == "1 year from 2025 to 2025"
    assert understood(series(made.measure, [])) == "0 years"


def test_a_target_needs_a_direction_and_must_be_possible(table: Path) -> None:
    without = run(table, "--value", "falls", "--target", "3")
    assert without.exit_code == 2
    assert "--target needs --better" in without.stderr
    rate = ("--count", "falls", "--of", "days", "--better", "lower")
    below = run(table, *rate, "--target", "-1")
    assert below.exit_code == 2
    assert "target must be at least 0" in below.stderr


def test_a_baseline_of_more_points_than_there_are_is_told(table: Path) -> None:
    result = run(table, "--value", "falls", "--baseline", "99")
    assert result.exit_code == 0, result.output
    assert "of a baseline of 99: limits rest on all" in result.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            "--value falls --kind p",
            "--count and --of must be given for a p chart (got '--value')",
        ),
        (
            "--value falls --kind xbar",
            "of single values, as each row has one (got 'xbar'): say --kind i",
        ),
        ("--count falls --of days --kind c", "use --kind u, or chart its numerators"),
        ("--value zeros --kind t", "use --kind g, or times of the day"),
        ("--value tenths --kind c", "use --kind u for rates"),
        ("--value falls --target abc", "'--target': must be a number (got 'abc')"),
    ],
)
def test_what_is_refused_is_told_by_the_names_of_options(
    table: Path, words: str, said: str
) -> None:
    rows = table.read_text(encoding="utf-8").splitlines()
    wider = [f"{rows[0]},zeros,tenths", *(f"{row},0,0.5" for row in rows[1:])]
    table.write_text("\n".join(wider), encoding="utf-8")
    done = run(table, *words.split())
    assert done.exit_code == 2
    assert said in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["--baseline", "2026-01..2026-01"],
            "oak: --baseline must hold a point of the chart (got '2026-01..2026-01')",
        ),
        (["--since", "2026-04"], "elm: --since must not be after the last point"),
        (["--exclude", "2026-01"], "oak: --exclude must name a point of the chart"),
    ],
)
def test_what_is_refused_of_one_of_many_teams_names_it_and_the_option(
    tmp_path: Path, words: list[str], said: str
) -> None:
    table = tmp_path / "waits.csv"
    rows = ["elm,2026-01,1", "elm,2026-02,3", "elm,2026-03,3"]
    rows += ["oak,2026-02,", "oak,2026-03,4", "oak,2026-04,4"]
    table.write_text("\n".join(["team,month,late", *rows]), encoding="utf-8")
    begin = ["chart", str(table), "--period", "month", "--value", "late", "--json"]
    result = CliRunner().invoke(main, [*begin, "--each", "team", *words])
    assert result.exit_code == 2
    assert result.stderr.startswith(f"cqikit: {said}")
