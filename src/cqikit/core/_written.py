"""Dates as people write them, and as `parse_period` has them.

Each form is a pattern whose groups say what the digits are; a text is rewritten
(``Jan-24`` is ``2024-01``, and so is ``ene-24``) and read from there, so that there is
one reader. Where only digits stand (``1/2/2024``), the text alone does not say which
comes first. Then the column does: the orders that every cell allows remain, and unless
these are one, or all say the same days, somebody has to say it (`writing_of`).

Two digits are a year from 1969 to 2068, as POSIX has it (`strptime`, ``%y``). Dots are
of day.month.year unless the column shows otherwise: of the 162 locales of CLDR (by
Babel 2.19) whose short dates have dots, none puts the month before the day and the
year last. Fiscal years are called after the year that they end in, as those of the
United States are.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, timedelta
from typing import Final, Literal, TypeAlias

from attrs import field, frozen

from cqikit.core._choice import Choice
from cqikit.core._month_names import MONTHS
from cqikit.core._wording import Sentence, say
from cqikit.errors import FieldError

__all__ = [
    "DateStyle",
    "DateStyleWord",
    "Writing",
    "asked",
    "digits_of",
    "hint_for",
    "is_written_day",
    "no_day",
    "past_ends",
    "time_of_day",
    "ways_of",
]


class DateStyle(Choice):
    """What digits that may be read in several ways are."""

    MDY = "mdy"
    DMY = "dmy"
    YMD = "ymd"
    EXCEL = "excel"

    @property
    def words(self) -> Sentence:
        """Return what it is called in messages."""
        return STYLES[self]


STYLES: Final = {
    DateStyle.MDY: say("month/day/year"),
    DateStyle.DMY: say("day/month/year"),
    DateStyle.YMD: say("year/month/day"),
    DateStyle.EXCEL: say("Excel's number of a day"),
}
DateStyleWord: TypeAlias = Literal["mdy", "dmy", "ymd", "excel"]


#: More than this is no date, and is not looked at.
LONGEST: Final = 40
#: Months and days in digits alone are taken for such in these years only.
OUR_YEARS: Final = range(1900, 2101)
#: Excel counts days from here; before March 1900 it has a day that there was not.
EXCEL_ZERO: Final = date(1899, 12, 30)
EXCEL_FIRST: Final = 61
EXCEL_LAST: Final = 2_958_465
#: Digits that are likely to be such a number: the years 2000 to 2050.
EXCEL_LIKELY: Final = range(36_526, 55_153)
#: A day with a time, which stands for the day.
TIMED: Final = re.compile(
    r"(.+?)(?:T|,?\s+)(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d{1,9})?))?"
    r"\s*(?:([AaPp])\.?[Mm]\.?)?\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?",
    re.ASCII,
)
NUMBER: Final = re.compile(r"\d{1,7}(?:\.\d{1,15})?", re.ASCII)
NAME: Final = r"(?P<name>[a-z]{3,10})\.?"
YEAR: Final = r"'?(?P<year>\d{4}|\d{2})"
DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º)?"
PART: Final = r"(?:Q(?P<quarter>[1-4])|H(?P<half>[12]))"
FISCAL: Final = r"FY\s*'?(?P<fiscal>\d{4}|\d{2})"
PARTED: Final = r"(?:\s+del?\s+|[\s,/.-]*)"
#: What a text may look like, beside what `parse_period` reads itself.
FORMS: Final = tuple(
    re.compile(form, re.ASCII | re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)?",
        r"(?P<year>\d{4})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<day>\d{1,2})",
        r"(?P<year>\d{4})(?:\s*[/.]\s*(?P<month>\d{1,2})|-(?P<lone>\d{1,2}))",
        r"(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4})",
        NAME + PARTED + YEAR,
        r"(?P<year>\d{4})" + PARTED + NAME + r"(?:[\s/.-]*" + DAY + ")?",
        DAY + PARTED + NAME + PARTED + YEAR,
        NAME + r"[\s.-]*" + DAY + r"(?:,\s*|[\s/.-]+)(?P<year>\d{4})",
        r"(?P<year>\d{4})[\s/-]*" + PART,
        PART + r"[\s,/-]*" + YEAR,
        r"(?P<quarter>[1-4])Q[\s/-]*" + YEAR,
        r"(?P<year>\d{4})[\s/-]*(?:W|Wk|Week)\s*(?P<week>\d{1,2})",
        r"(?:W|Wk|Week)\s*(?P<week>\d{1,2})[\s,/-]*(?P<year>\d{4})",
        FISCAL + r"(?:[\s,/-]*" + PART + ")?",
        PART + r"[\s,/-]*" + FISCAL,
        r"(?:FY\s*)?(?P<begun>\d{4})[/-](?P<fiscal>\d{2})",
    )
)
#: A year of which both ends are named.
SPAN: Final = re.compile(r"(?P<begun>\d{4})/(?P<fiscal>\d{2})", re.ASCII)
#: A month, a week or a quarter of no year.
YEARLESS: Final = re.compile(
    r"\d{1,2}\s*/\s*\d{1,2}|(?:W|Wk|Week)\s*\d{1,2}|Q(?:tr)?\s*[1-4]"
    r"|(?:\d{1,2}[\s/.-]*)?" + NAME + r"(?:[\s/.-]*\d{1,2})?",
    re.ASCII | re.IGNORECASE,
)
#: Three numbers, any of which may be the year, the month or the day.
DIGITS: Final = re.compile(
    r"(\d{1,2})\s*([/.-])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})", re.ASCII
)


@frozen(kw_only=True)
class Writing:
    """How the dates of a column are written.

    Parameters
    ----------
    style : DateStyle, optional
        What digits are that may be read in several ways; by default, such a text is
        refused.
    year_start : int, optional
        The month that fiscal years (``FY24``) begin in; without it, these are refused.
    said : str
        What the column was taken for, "" where it is written as `parse_period` has it.

    Examples
    --------
    >>> plain = Writing()
    >>> plain("Jan-24"), plain("15.01.2024"), plain("2024W5")
    ('2024-01', '2024-01-15', '2024-W05')
    >>> Writing(style="mdy")("1/2/2024"), Writing(style="excel")("45292")
    ('2024-01-02', '2024-01-01')
    >>> Writing(year_start=10)("FY24 Q1")
    '2023-10/2023-12'
    """

    style: DateStyle | None = None
    year_start: int | None = None
    said: str = field(default="", eq=False)

    def __call__(self, text: str) -> str:
        """Return a text as `parse_period` has it; one of no known form as it is.

        Raises
        ------
        FieldError
            When it may be read in several ways.
        """
        text = text.strip()
        if len(text) > LONGEST or _is_iso(text):
            return text
        if self.style == DateStyle.EXCEL and NUMBER.fullmatch(text):
            return _of_excel(text)
        bare = _without_clock(text)
        timed = bare != text
        digits = DIGITS.fullmatch(bare)
        if digits is not None:
            return self._of_digits(bare, digits)
        bare = _without_accents(bare)
        # 2010/11 is November 2010 unless somebody speaks of fiscal years.
        for form in FORMS if self.year_start is None else (SPAN, *FORMS):
            found = form.fullmatch(bare)
            plain = found and self._named(found.groupdict(), text)
            if plain and (not timed or plain.count("-") == 2):
                return plain
        return bare if _is_iso(bare) else text

    def _of_digits(self, text: str, digits: re.Match[str]) -> str:
        ways, past = ways_of(digits), past_ends(digits)
        if self.style is not None and self.style in ways:
            return ways[self.style]
        if past and self.style in {None, DateStyle.EXCEL, *past}:
            first = next(iter(past.values()))
            raise no_day(text, *past.get(self.style or DateStyle.EXCEL, first))
        if self.style is not None and self.style != DateStyle.EXCEL:
            raise FieldError(
                "period",
                say("must be {order}", order=DateStyle(self.style).words),
                text,
            )
        if len(set(ways.values())) == 1 or (
            digits[2] == "." and DateStyle.DMY in ways and len(digits[4]) == 4
        ):
            return ways.get(DateStyle.DMY) or next(iter(ways.values()))
        if ways:
            raise asked(text, ways)
        raise no_day(text)

    def _named(self, parts: dict[str, str | None], text: str) -> str:
        """Return what the parts of a text are called, "" where they are no period."""
        said = {name: part for name, part in parts.items() if part}
        if "fiscal" in said:
            return self._fiscal(said, text)
        year = _year(said["year"])
        if "quarter" in said or "half" in said:
            half = said.get("half")
            return f"{year}-H{half}" if half else f"{year}-Q{said['quarter']}"
        if "week" in said:
            return f"{year}-W{int(said['week']):02}"
        month = said.get("month") or said.get("lone")
        number = int(month) if month else MONTHS.get(said["name"].lower(), 0)
        if not number or ("month" in said and int(year) not in OUR_YEARS):
            return ""
        if number > 12:
            return ""
        day = said.get("day")
        return f"{year}-{number:02}" + (f"-{int(day):02}" if day else "")

    def _fiscal(self, said: dict[str, str], text: str) -> str:
        end = int(_year(said["fiscal"]))
        begun = said.get("begun")
        if begun is not None:
            end = int(begun) + 1
            if f"{end % 100:02}" != said["fiscal"]:
                return ""
        if self.year_start is None:
            must = say("must say in which month its year begins")
            fix = say("say year_start, such as 7 for {text} from July", text=text)
            raise FieldError("period", must, text, fix)
        if self.year_start == 1 and begun is not None:
            raise FieldError(
                "period", say("must be one year, as years begin in 1"), text
            )
        first = (end - (self.year_start > 1)) * 12 + self.year_start - 1
        months = 12
        if "quarter" in said:
            months, first = 3, first + 3 * int(said["quarter"]) - 3
        elif "half" in said:
            months, first = 6, first + 6 * int(said["half"]) - 6
        ends = (divmod(number, 12) for number in (first, first + months - 1))
        return "/".join(f"{year:04}-{month + 1:02}" for year, month in ends)


def digits_of(text: str) -> re.Match[str] | None:
    """Return the three numbers that a text is, and what stands between them."""
    return (
        DIGITS.fullmatch(_without_clock(text.strip())) if len(text) <= LONGEST else None
    )


def _without_clock(text: str) -> str:
    timed = TIMED.fullmatch(text) if ":" in text else None
    return text if timed is None else timed[1]


def time_of_day(text: str) -> float:
    """Return the seconds after midnight that stand behind a day, 0 where none do.

    Examples
    --------
    >>> time_of_day("2025-01-31T16:30"), time_of_day("1/31/2025 4:30 PM")
    (59400.0, 59400.0)
    """
    short = ":" in text and len(text) <= LONGEST
    timed = TIMED.fullmatch(text.strip()) if short else None
    if timed is None:
        return 0.0
    _, hour, minute, second, half = timed.groups()
    hours = int(hour) % 12 + 12 * (half in "pP") if half else int(hour)
    return 3600.0 * hours + 60 * int(minute) + float(second or 0)


def _without_accents(text: str) -> str:
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFD", text)
    return "".join(part for part in parts if not unicodedata.combining(part))


def _is_iso(text: str) -> bool:
    return len(text) == 10 and text[4] == text[7] == "-"


def _year(digits: str) -> str:
    if len(digits) == 4:
        return digits
    return f"{19 if int(digits) > 68 else 20}{digits}"


def ways_of(digits: re.Match[str]) -> dict[DateStyle, str]:
    """Return the days that three numbers can be, by what comes first."""
    ways = {}
    for style, numbers in _orders(digits).items():
        try:
            ways[style] = date(*numbers).isoformat()
        except ValueError:
            continue
    return ways


def past_ends(digits: re.Match[str]) -> dict[DateStyle, tuple[int, int]]:
    """Return the year and month that three numbers name, where it has no such day.

    By what comes first. A column shows nothing by such a cell.
    """
    return {
        style: (year, month)
        for style, (year, month, day) in _orders(digits).items()
        if 1 <= month <= 12 and year and monthrange(year, month)[1] < day <= 31
    }


def _orders(digits: re.Match[str]) -> dict[DateStyle, tuple[int, int, int]]:
    """Return year, month and day as they may be meant, by what comes first."""
    first, _, second, third = digits.groups()
    year = int(_year(third))
    orders = {
        DateStyle.MDY: (year, int(first), int(second)),
        DateStyle.DMY: (year, int(second), int(first)),
    }
    if len(first) == len(second) == len(third) == 2:
        orders[DateStyle.YMD] = (int(_year(first)), int(second), int(third))
    return orders


def no_day(text: object, year: int = 0, month: int = 0) -> FieldError:
    """Return the refusal of a day or period that no calendar has.

    With its year and month, these have other days.
    """
    fix = ""
    if year and 1 <= month <= 12:
        last = date(year, month, monthrange(year, month)[1])
        fix = say("{month} ends on {last}", month=f"{last:%Y-%m}", last=last)
    return FieldError("period", say("must be in the calendar"), text, fix)


def asked(text: str, ways: dict[DateStyle, str]) -> FieldError:
    styles = tuple(f'"{style.value}" ({day})' for style, day in ways.items())
    must = say("must show which comes first, the month or the day")
    return FieldError(
        "period", must, text, say("say dates = {styles/ or }", styles=styles)
    )


def _of_excel(text: str) -> str:
    days = int(float(text))
    if not EXCEL_FIRST <= days <= EXCEL_LAST:
        must = say(
            "must be from {first} to {last} as Excel's number of a day",
            first=EXCEL_FIRST,
            last=EXCEL_LAST,
        )
        raise FieldError("period", must, text)
    return (EXCEL_ZERO + timedelta(days=days)).isoformat()


def hint_for(text: str) -> str:
    """Return what to write or say in place of a text that is no period, else "".

    Examples
    --------
    >>> hint_for("24-Jan")
    'write its year, too, with four digits'
    """
    yearless = YEARLESS.fullmatch(_without_accents(text))
    name = (yearless["name"] or "").lower() if yearless else ""
    if yearless is not None and (not name or name in MONTHS):
        return say("write its year, too, with four digits")
    if not (text.isdecimal() and len(text) == 5 and int(text) in EXCEL_LIKELY):
        return ""
    return say(
        'say dates = "excel" where {number} is Excel\'s number of {day}',
        number=text,
        day=_of_excel(text),
    )


def is_written_day(text: str) -> bool:
    """Say whether a text is a day, in whatever order its numbers stand.

    Examples
    --------
    >>> [is_written_day(text) for text in ("1/2/2024", "5 May 24", "May 24", "9")]
    [True, True, False, False]
    """
    try:
        return _is_iso(Writing()(text))
    except FieldError:
        return digits_of(text) is not None
