"""The example data are the files that their SOURCE.md files describe."""

import csv
import hashlib
import re
from collections import Counter
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
CASES = EXAMPLES / "measles" / "cases.csv"
MORTALITY = EXAMPLES / "scutari" / "mortality.csv"


def read(path: Path) -> list[dict[str, str]]:
    """Read a CSV file as one dict of strings per row."""
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.mark.parametrize("path", [CASES, MORTALITY], ids=["measles", "scutari"])
def test_sha256_is_the_one_in_the_source_note(path: Path) -> None:
    """SOURCE.md records one sha256, and the CSV beside it has it."""
    note = path.with_name("SOURCE.md").read_text(encoding="utf-8")
    recorded = re.findall(r"\b[0-9a-f]{64}\b", note)
    assert recorded == [hashlib.sha256(path.read_bytes()).hexdigest()]


@pytest.mark.parametrize("path", [CASES, MORTALITY], ids=["measles", "scutari"])
def test_files_are_plain_text_with_lf_line_ends(path: Path) -> None:
    """The files have no byte order mark, no CR, and end with one LF."""
    content = path.read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    assert content.endswith(b"\n")
    assert not content.endswith(b"\n\n")


def test_measles_columns_are_whole_numbers() -> None:
    """Only the population may be empty; every number is whole."""
    rows = read(CASES)
    assert list(rows[0]) == ["area", "year", "weeks_reporting", "count", "population"]
    for row in rows:
        assert row["area"]
        assert re.fullmatch(r"\d{4}", row["year"])
        assert re.fullmatch(r"\d+", row["weeks_reporting"])
        assert re.fullmatch(r"\d+", row["count"])
        assert re.fullmatch(r"\d*", row["population"])


def test_measles_has_every_area_in_every_year_once_in_order() -> None:
    """51 areas times 75 years make 3,825 rows, sorted by area and year."""
    rows = read(CASES)
    keys = [(row["area"], int(row["year"])) for row in rows]
    areas = sorted({area for area, _ in keys})
    assert len(rows) == 3825
    assert len(areas) == 51
    assert keys == [(area, year) for area in areas for year in range(1928, 2003)]
    assert "District Of Columbia" in areas


def test_measles_weeks_and_zeros() -> None:
    """Weeks run from 0 to 52, and no cases are counted without a week."""
    pairs = [(int(row["weeks_reporting"]), int(row["count"])) for row in read(CASES)]
    weeks = [week for week, _ in pairs]
    assert min(weeks) == 0
    assert max(weeks) == 52
    assert sum(week == 0 for week in weeks) == 492
    assert all(count == 0 for week, count in pairs if week == 0)
    assert sum(week > 0 and count == 0 for week, count in pairs) == 76
    assert sum(week > count > 0 for week, count in pairs) == 598
    assert sum(0 < week < 26 for week in weeks) == 265
    assert sum(0 < week < 13 for week in weeks) == 120
    assert weeks.count(1) == 40
    assert weeks.count(52) == 420


def test_measles_population_is_missing_for_alaska_and_hawaii_only() -> None:
    """The 64 empty populations are Alaska and Hawaii before 1960."""
    empty = [row for row in read(CASES) if not row["population"]]
    assert {(row["area"], int(row["year"])) for row in empty} == {
        (area, year) for area in ("Alaska", "Hawaii") for year in range(1928, 1960)
    }
    assert len(empty) == 64
    assert sum(int(row["weeks_reporting"]) > 0 for row in empty) == 14


def test_measles_reporting_areas_by_year() -> None:
    """The years in which all, and fewer than half, of the areas report."""
    areas = Counter(
        int(row["year"]) for row in read(CASES) if int(row["weeks_reporting"]) > 0
    )
    assert [year for year in sorted(areas) if areas[year] == 51] == [
        *range(1954, 1959),
        *range(1967, 1975),
        1977,
        1979,
    ]
    assert {year: n for year, n in areas.items() if n < 26} == {
        1998: 23,
        1999: 20,
        2000: 21,
        2001: 23,
        2002: 14,
    }


def test_measles_last_reports() -> None:
    """How many areas have their last report in which year."""
    last: dict[str, int] = {}
    for row in read(CASES):
        if int(row["weeks_reporting"]) > 0:
            last[row["area"]] = int(row["year"])
    assert Counter(last.values()) == {
        1989: 1,
        1997: 12,
        1998: 4,
        1999: 1,
        2000: 6,
        2001: 13,
        2002: 14,
    }
    assert last["Montana"] == 1989


def test_measles_totals() -> None:
    """The sums of cases over all years and in years that SOURCE.md names."""
    totals: Counter[int] = Counter()
    for row in read(CASES):
        totals[int(row["year"])] += int(row["count"])
    assert sum(totals.values()) == 18_670_996
    assert totals.most_common(1) == [(1938, 820_087)]
    named = {
        1988: 2851,
        1989: 15227,
        1990: 21734,
        1994: 689,
        1995: 212,
        1996: 465,
        1997: 533,
        1998: 58,
        1999: 61,
        2000: 56,
    }
    assert {year: totals[year] for year in named} == named


def test_measles_single_weeks_of_1997() -> None:
    """16 areas have one week in 1997, and 242 cases in it."""
    counts = [
        int(row["count"])
        for row in read(CASES)
        if row["year"] == "1997" and row["weeks_reporting"] == "1"
    ]
    assert (len(counts), sum(counts), max(counts)) == (16, 242, 81)


def test_scutari_has_24_months_of_whole_numbers() -> None:
    """One row a month from April 1854 to March 1856, nothing missing."""
    rows = read(MORTALITY)
    assert list(rows[0]) == ["month", "army", "disease", "wounds", "other"]
    assert [row["month"] for row in rows] == [
        f"{1854 + month // 12}-{month % 12 + 1:02d}" for month in range(3, 27)
    ]
    for row in rows:
        for name in ("army", "disease", "wounds", "other"):
            assert re.fullmatch(r"\d+", row[name])
        assert int(row["army"]) > 0


def test_scutari_totals() -> None:
    """The deaths by cause over 24 months and in each half."""
    rows = read(MORTALITY)

    def deaths(part: list[dict[str, str]]) -> tuple[int, int, int]:
        """Add up the deaths from disease, wounds and other causes."""
        return (
            sum(int(row["disease"]) for row in part),
            sum(int(row["wounds"]) for row in part),
            sum(int(row["other"]) for row in part),
        )

    assert deaths(rows) == (14476, 1758, 1748)
    assert deaths(rows[:12]) == (11157, 772, 1365)
    assert deaths(rows[12:]) == (3319, 986, 383)
    assert sum(row["wounds"] == "0" for row in rows) == 6


@pytest.mark.parametrize(
    ("month", "rates"),
    [
        ("1854-04", (1.4, 0.0, 7.0)),
        ("1854-11", (340.6, 115.8, 42.8)),
        ("1855-01", (1022.8, 30.7, 120.0)),
        ("1855-11", (56.4, 10.5, 10.1)),
        ("1856-03", (3.9, 0.0, 9.1)),
    ],
)
def test_scutari_rates_follow_from_the_counts(
    month: str, rates: tuple[float, float, float]
) -> None:
    """The source's yearly rates per 1,000 men are 1000 * 12 * deaths / army."""
    row = next(row for row in read(MORTALITY) if row["month"] == month)
    for name, rate in zip(("disease", "wounds", "other"), rates, strict=True):
        computed = 1000 * 12 * int(row[name]) / int(row["army"])
        assert round(computed, 1) == rate
