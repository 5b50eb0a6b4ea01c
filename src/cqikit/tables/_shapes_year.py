"""A year in one column and a part of it in another, which together are the period.

The two are put together as text (``2024`` and ``Jan`` are ``Jan 2024``, ``2024`` and
``Q1`` are ``2024-Q1``), which the reader of periods knows, so that there is one reader.
What digits alone are, the name of their column says: month, quarter, week or half.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import evolve

from cqikit.core import Frequency, parse_period, problem_of
from cqikit.errors import DataError, FieldError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cqikit.tables._table import Table

__all__ = ["are_years", "is_part", "joined", "parts_across", "with_years"]

#: What parts of a year are called, and how the one of a number is written.
UNITS: Final = {
    word: form
    for form, words in (
        ("{year}-{number:02}", "month mo mon mth m monat mes mês mois"),
        ("{year}-Q{number}", "quarter qtr q quartal trimestre trim"),
        ("{year}-H{number}", "half h semester semestre"),
        ("{year}-W{number:02}", "week wk w woche semana semaine"),
    )
    for word in words.split()
}
#: A number of a part, perhaps beside what it is called.
NUMBERED: Final = re.compile(
    r"(?P<before>[^\W\d_]*)[\s.-]*(?P<number>\d{1,2})(?:st|nd|rd|th)?[\s.-]*"
    r"(?P<after>[^\W\d_]*)",
    re.IGNORECASE,
)
YEAR: Final = re.compile(r"(?:FY\s*)?(?:19|20)\d\d|FY\s*'?\d\d", re.IGNORECASE)
FISCAL: Final = re.compile(r"\b(?:fy|fiscal)\b", re.IGNORECASE)
CALENDAR_YEAR: Final = re.compile(r"\d{4}")
#: What a part is tried with, to see whether it is one.
SOME_YEAR: Final = "2000"


def joined(year: str, part: str, *, year_name: str = "", part_name: str = "") -> str:
    """Return the period of a year and a part of it, as text.

    Parameters
    ----------
    year, part : str
        What the two cells say.
    year_name, part_name : str
        What their columns are called: of a fiscal year, and of months, say.

    Examples
    --------
    >>> joined("2024", "Jan"), joined("2024", "1", part_name="Month")
    ('Jan 2024', '2024-01')
    >>> joined("2024", "1st", part_name="Quarter", year_name="Fiscal Year")
    'FY2024-Q1'
    """
    year, part = year.strip(), part.strip()
    plain = CALENDAR_YEAR.fullmatch(year) is not None
    if plain and FISCAL.search(year_name.replace("_", " ")):
        year, plain = f"FY{year}", False
    found = NUMBERED.fullmatch(part)
    if found is not None:
        form = _unit(found["before"] or found["after"] or part_name)
        # Months and weeks are numbered in a calendar year only.
        if form and (plain or "{number}" in form):
            return form.format(year=year, number=int(found["number"]))
    return f"{part} {year}".strip()


def is_part(cell: str, name: str = "") -> bool:
    """Say whether a cell is a part of a year, and no period by itself.

    Examples
    --------
    >>> [is_part(cell) for cell in ("Jan", "Q1", "Week 5", "1", "Jan-24")]
    [True, True, True, False, False]
    >>> is_part("1", "month"), is_part("13", "month")
    (True, False)
    """
    text = joined(SOME_YEAR, cell, part_name=name)
    return text != SOME_YEAR and not _is_period(cell) and _is_period(text)


def are_years(name: str, cells: Sequence[str]) -> bool:
    """Say whether all cells are years, calendar or fiscal."""
    dated = any(map(FISCAL.search, [*cells, name.replace("_", " ")]))
    named = dated or re.search(r"year|yr|jahr|año|ano|ann[ée]e", name, re.IGNORECASE)
    return bool(named and cells) and all(map(YEAR.fullmatch, cells))


def parts_across(names: Iterable[str]) -> list[int]:
    """Return the places of the columns that are named by parts of a year.

    None where there is a Q5, too: these are questions.
    """
    names = list(names)
    places = [place for place, name in enumerate(names) if is_part(name)]
    asked = any(re.fullmatch(r"[Qq]\W?(?:[5-9]|\d\d)", name) for name in names)
    return [] if asked or len(places) < 2 else places


def with_years(table: Table, period: str, part: str) -> Table:
    """Return a table whose column of years says the part of the year, too.

    Raises
    ------
    DataError
        When there is no column of parts.
    """
    try:
        parts, years = table.column(part), table.column(period)
    except UnknownNameError as error:
        raise DataError(table.name, [problem_of(error, "part")]) from None
    place = table.columns.index(period)
    pairs = list(zip(years, parts, strict=True))
    known = {
        both: joined(*both, year_name=period, part_name=part)
        for both in dict.fromkeys(pairs)
    }
    rows = [
        (*cells[:place], known[both], *cells[place + 1 :])
        for cells, both in zip(table.rows, pairs, strict=True)
    ]
    return evolve(table, rows=rows)


def _unit(name: str) -> str:
    """Return how the parts that a column is named after are written, "" for none."""
    words = re.findall(r"[^\W\d_]+", name.casefold())
    return next((UNITS[word] for word in words if word in UNITS), "")


def _is_period(text: str) -> bool:
    try:
        return parse_period(text).frequency is not Frequency.POINT
    except FieldError:
        return False
