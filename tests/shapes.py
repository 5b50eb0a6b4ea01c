"""One table of made-up data in the shapes in which people have it.

Six sites, eighteen months: missed visits and visits planned. Each shape is the text of
a CSV file; `workbook` has the same cells in a sheet.
"""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import openpyxl

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["SHAPES", "cells_of", "workbook"]

Rows = list[list[Any]]

SITES: Final = ("Adams", "Baker", "Clark", "Dodge", "Eagle", "Floyd")
MONTHS: Final = tuple(date(2024 + n // 12, n % 12 + 1, 1) for n in range(18))
CASES: Final[dict[str, tuple[Any, ...]]] = {
    "missed?": ("Y", "N"),
    "minutes": (20, 27, 21, 28, 22),
    "client": ("c1", "c2", "c3", "c4"),
    "ward": ("A", "B"),
}
MISSED: Final = tuple(60 + 7 * n % 23 for n in range(18))
VISITS: Final = tuple(240 + 11 * n % 45 for n in range(18))


def text(rows: Rows, mark: str = ",") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=mark, lineterminator="\n").writerows(rows)
    return out.getvalue()


def one(write: Callable[[date], str], names: Sequence[str] = ("month",)) -> Rows:
    rows = zip(map(write, MONTHS), MISSED, VISITS, strict=True)
    return [[*names, "missed", "visits"], *map(list, rows)]


def iso(day: date) -> str:
    return f"{day:%Y-%m}"


def sites(write: Callable[[date], str]) -> Rows:
    """Return a row a site and month."""
    rows = [
        [site, write(month), (3 * n + place) % 17, 40 + n]
        for place, site in enumerate(SITES)
        for n, month in enumerate(MONTHS)
    ]
    return [["Site", "Month", "# missed", "Total visits"], *rows]


def wide() -> Rows:
    """Return a row a site, months across."""
    rows = [
        [site, *((3 * n + place) % 17 for n in range(18))]
        for place, site in enumerate(SITES)
    ]
    return [["Site", *(f"{month:%b-%y}" for month in MONTHS)], *rows]


def cases(*more: str) -> Rows:
    """Return a row a case: some months with few, one without any."""
    days = [
        day.replace(day=1 + 9 * case)
        for n, day in enumerate(MONTHS[:8])
        if n != 5
        for case in range(1 + n % 3)
    ]
    rows = [
        [f"{day:%Y-%m-%d}", *(CASES[name][n % len(CASES[name])] for name in more)]
        for n, day in enumerate(days)
    ]
    return [["day", *more], *rows]


def totalled(rows: Rows, name: str = "Total", whole: int = 2024) -> Rows:
    """Return rows with their sum at the end: of those months, or of a year."""
    across = [place for place, head in enumerate(rows[0]) if "-" in head]
    if name != "Total":
        across = [place for place in across if f"-{whole % 100}" in rows[0][place]]
    sums = [sum(row[place] or 0 for place in across) for row in rows[1:]]
    below = zip(rows[1:], sums, strict=True)
    return [[*rows[0], name], *([*row, total] for row, total in below)]


def parted(
    names: Sequence[str], part: Callable[[date], Any], *, every: int = 1
) -> Rows:
    """Return a row a period, whose year and part of it have columns of their own."""
    rows = []
    for n, month in enumerate(MONTHS[::every]):
        both = {"year": month.year, "part": part(month)}
        order = [both["year" if "year" in name.lower() else "part"] for name in names]
        rows.append([*order, MISSED[n], VISITS[n]])
    return [[*names, "missed", "visits"], *rows]


def quarter(day: date) -> int:
    return (day.month + 2) // 3


def by_year() -> Rows:
    """Return a row a year, months across, and their sum."""
    names = ["Year", *(f"{month:%b}" for month in MONTHS[:12]), "Total"]
    first, second = MISSED[:12], MISSED[12:]
    return [
        names,
        [2024, *first, sum(first)],
        [2025, *second, *[""] * (12 - len(second)), sum(second)],
    ]


NAMED: Final[Rows] = [
    ["Measure", "Jan-24", "Feb-24", "Mar-24"],
    ["late", 3, 4, 2],
    ["visits", 20, 22, 21],
]
COSTS: Final[Rows] = [
    ["month", "cost"],
    *([iso(month), f"${7000 + 100 * n:,}.00"] for n, month in enumerate(MONTHS)),
]
QUOTES: Final[Rows] = [
    ["Monat", "Quote"],
    *(
        [iso(month), f"{26 + n / 10:.1f}".replace(".", ",")]
        for n, month in enumerate(MONTHS)
    ),
]
US_FIRST: Final = one(lambda day: f"{day.month}/1/{day.year}")

SHAPES: Final[dict[str, str]] = {
    "iso": text(one(iso)),
    "us": text(one(lambda day: f"{day.month}/15/{day.year}")),
    "asked": text(US_FIRST),
    "mon": text(one(lambda day: f"{day:%b-%y}")),
    "long names": text(one(lambda day: f"{day:%B %Y}")),
    "compact": text(one(lambda day: f"{day:%Y%m}")),
    "slash": text(one(lambda day: f"{day.month}/{day.year}")),
    "date-times": text(one(lambda day: f"{day} 00:00:00")),
    "semicolons": text(one(iso), ";"),
    "tabs": text(one(iso), "\t"),
    "title": text([["Missed visits, home visiting"], [], *one(iso)]),
    "source": text(
        [["Missed visits"], [], ["Source: agency, 2025"], [], *one(iso)],
    ),
    "total": text([*one(iso), ["Total", sum(MISSED), sum(VISITS)]]),
    "blank": text([*one(iso)[:-2], ["2025-05", "", ""], *one(iso)[-1:]]),
    "withheld": text([*one(iso)[:-1], ["2025-06", "<5", 300]]),
    "codes": text([*one(iso)[:-1], ["2025-06", "n/a", 300]]),
    "money": text(COSTS),
    "decimal commas": text(QUOTES, ";"),
    "sites": text(sites(iso)),
    "sites us": text(sites(lambda day: f"{day.month}/15/{day.year}")),
    "wide": text(wide()),
    "wide, total": text(totalled(wide())),
    "wide, year": text(totalled(wide(), "2024")),
    "named": text(NAMED),
    "named, total": text(totalled(NAMED)),
    "year, month": text(parted(("year", "month"), lambda day: f"{day:%b}")),
    "month, year": text(parted(("Month", "Year"), lambda day: f"{day:%B}")),
    "year, number": text(parted(("Year", "Month"), lambda day: day.month)),
    "quarter, year": text(
        parted(("Quarter", "Year"), lambda day: f"Q{quarter(day)}", every=3)
    ),
    "year, quarter": text(parted(("Year", "Qtr"), quarter, every=3)),
    "year by months": text(by_year()),
    "line list": text(cases("missed?", "ward")),
    "cases": text(cases("ward")),
    "minutes": text(cases("minutes", "client")),
    "odd names": text(
        [["=month=", "-missed=", "--of = all"], *([*row] for row in one(iso)[1:])]
    ),
}


def cells_of(name: str) -> Rows:
    """Return the cells of a shape as text."""
    mark = {"semicolons": ";", "decimal commas": ";", "tabs": "\t"}.get(name, ",")
    return list(csv.reader(io.StringIO(SHAPES[name]), delimiter=mark))


def workbook(rows: Rows) -> bytes:
    """Return an Excel workbook of one sheet with these cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append([cell if cell != "" else None for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
