"""A chart from a table of whatever shape, or the one message that leads to it."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result

from cqikit.cli import main

SITES = ("Adams", "Elm Co.")
MONTHS = [(year, month) for year in (2024, 2025) for month in range(1, 13)]


def missed(site: str, place: int) -> int:
    return (place * 7 + len(site)) % 5


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the same visits of two sites in several shapes."""
    rows = [
        (site, place, f"{month}/15/{year}")
        for site in SITES
        for place, (year, month) in enumerate(MONTHS)
    ]
    files = {
        "long.csv": ["Site,Month,# missed,Total visits"]
        + [f"{site},{day},{missed(site, place)},5" for site, place, day in rows],
        "ask.csv": ["Month,n"]
        + [f"{month}/1/{year},{month}" for year, month in MONTHS],
        "wide.csv": ["Site," + ",".join(f"{m:02}/{y}" for y, m in MONTHS)]
        + [
            f"{site}," + ",".join(str(missed(site, at)) for at in range(len(MONTHS)))
            for site in SITES
        ],
        "named.csv": ["Measure," + ",".join(f"{m:02}/{y}" for y, m in MONTHS)]
        + [f"{days}," + ",".join("5.5" for _ in MONTHS) for days in (30, 90)],
        "cases.csv": ["visit date,Site,missed?"]
        + [
            f"{day.replace('/15/', f'/{number + 11}/')},{site},"
            f"{'Y' if number < missed(site, place) else 'N'}"
            for site, place, day in rows
            for number in range(5)
        ],
        "fiscal.csv": ["q,n", "FY24 Q1,3", "FY24 Q2,4", "FY24 Q3,4", "FY24 Q4,4"],
        "serial.csv": ["day,n", "45292,3", "45323,4", "45352,4", "45383,2"],
        "daily.csv": ["day,missed?"] + [f"1/{day}/2024,Y" for day in range(1, 29)],
    }
    for name, lines in files.items():
        (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


def chart(folder: Path, words: str, *more: str) -> Result:
    """Draw a chart; a tilde stands for a space within a word."""
    table, *options = (word.replace("~", " ") for word in words.split())
    begin = ["chart", str(folder / table), "-o", str(folder / "chart.svg")]
    return CliRunner().invoke(main, [*begin, *options, *more])


COUNTED = "long.csv --period Month --count #~missed --of Total~visits"
CASES = "cases.csv --period visit~date --count missed?=y --every month"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (f"{COUNTED} --where Site=adams", "column Month: 1/15/2024 is 2024-01-15"),
        (f"{COUNTED} --team Site --where Site=Adams", "24 months from 2024-01"),
        (f"{COUNTED} --add", "24 months from 2024-01 to 2025-12"),
        (f"{CASES} --add", "24 months from 2024-01 to 2025-12"),
        (f"{CASES} --of 1", "24 months"),
        ("wide.csv --across --add", "24 months"),
        ("wide.csv --across --value n --where Site=Elm~Co.", "01/2024 is 2024-01"),
        ("ask.csv --period Month --value n --dates mdy", "24 months from 2024-01"),
        ("ask.csv --period Month --value n --dates dmy --every day", "from 2024-01-01"),
        ("fiscal.csv --period q --value n --year-start 7", "quarters from 2023-Q3"),
        (
            "fiscal.csv --period q --value n --year-start 2",
            "quarters from 2023-02/2023-04",
        ),
        ("serial.csv --period day --value n --dates excel", "4 months from 2024-01"),
        ("cases.csv --events visit~date --where missed?=Y", "values between events"),
        ("long.csv --events Month --team Site --where Site=Adams", "23 values"),
    ],
)
def test_every_shape_becomes_a_chart(folder: Path, words: str, said: str) -> None:
    result = chart(folder, words)
    assert result.exit_code == 0, result.output
    assert said in result.output
    assert ET.parse(folder / "chart.svg").getroot().tag.endswith("svg")


def test_a_measure_may_be_named_by_a_number(folder: Path) -> None:
    table = str(folder / "named.csv")
    words = ["chart", table, "--names", "Measure", "--value", "90", "--json"]
    said = json.loads(CliRunner().invoke(main, words).stdout)
    assert {point["value"] for point in said["points"]} == {5.5}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (COUNTED, 'a row a Site (Adams, Elm Co.): say team = "Site" (--team), or'),
        (
            f"{COUNTED} --team Site",
            "2 teams are in column Site (Adams, Elm Co.): choose",
        ),
        (f"{COUNTED} --where Site", "say --where COLUMN=TEXT"),
        (f"{COUNTED} --where Site=Adms", "did you mean 'Adams'?"),
        (CASES.removesuffix(" --every month"), "say how long a period is, such as"),
        ("cases.csv --period visit~date --count missed?=Yes --every month", "'Y'?"),
        (
            "daily.csv --period day --count missed?=Y",
            "each row is a case: say how long",
        ),
        ("fiscal.csv --period q --value n", "say year_start (--year-start), such as 7"),
        ("serial.csv --period day --value n", "say --dates excel where 45292 is"),
        (
            "serial.csv --period day --value n --every month",
            'say dates (--dates) = "excel" where 45292',
        ),
        ("wide.csv --period month --value n", "periods stand across (01/2024, 02/2024"),
        ("wide.csv --value n", "--across in place of --period"),
        (
            "ask.csv --period Month --value n",
            "column Month: must show which comes first",
        ),
        ("cases.csv --events visit~date --dates dmy", "must be day/month/year"),
    ],
)
def test_what_is_missing_is_told_and_nothing_is_drawn(
    folder: Path, words: str, said: str
) -> None:
    result = chart(folder, words)
    assert result.exit_code == 2, result.output
    assert said in result.output
    assert not (folder / "chart.svg").exists()


def test_each_team_has_a_chart_on_one_sheet(folder: Path) -> None:
    result = chart(folder, f"{COUNTED} --each Site --kind p --target 20 --better lower")
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert lines[0].startswith("column Month: 1/15/2024")
    assert lines[1].startswith("2 teams; of the first, 24 months from 2024-01")
    assert [line.partition(":")[0] for line in lines[2:-1]] == list(SITES)
    assert lines[-1].endswith("chart.svg: 2 charts")
    picture = (folder / "chart.svg").read_text(encoding="utf-8")
    for site in SITES:
        assert site in picture
    result = chart(folder, f"{COUNTED} --each Site", "-o", str(folder / "many.png"))
    assert result.exit_code == 0, result.output
    assert (folder / "many.png").read_bytes().startswith(b"\x89PNG")


def test_the_title_says_which_rows(folder: Path) -> None:
    assert chart(folder, f"{COUNTED} --where Site=Adams").exit_code == 0
    picture = (folder / "chart.svg").read_text(encoding="utf-8")
    assert "# missed, Adams" in picture
