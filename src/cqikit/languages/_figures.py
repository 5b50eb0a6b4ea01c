"""Numbers, days and forms of nouns, as a language has them.

Babel has what the Unicode Common Locale Data Repository (CLDR) says of languages and
countries. What differs from it is said here, and why on the page on languages.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from attrs import frozen

from cqikit.core import Frequency, Period, Wording, say
from cqikit.languages._catalogs import form_of

if TYPE_CHECKING:
    from babel import Locale

__all__ = ["Days", "Figures", "Forms", "locale_of"]

#: CLDR has hardly a word of Haitian Creole: numbers are those of French in Haiti.
INSTEAD: Final = {"ht": "fr"}
COUNTRY: Final = {"ht": "HT"}
#: The months as Day.js has them (src/locale/ht.js).
MONTHS: Final = {
    "ht": (
        "janvye", "fevriye", "mas", "avril", "me", "jen",
        "jiyè", "out", "septanm", "oktòb", "novanm", "desanm",
    )
}  # fmt: skip
#: How CLDR's skeletons write a period. A month in words would have to be declined in
#: Russian.
SKELETONS: Final = {Frequency.QUARTER: "yQQQ", Frequency.YEAR: "y"}
NUMERIC_MONTHS: Final = frozenset({"ru"})
#: Western digits, as CLDR has them for Arabic at large.
DIGITS: Final = "latn"
#: A mark before the sign keeps it on the left of its number in a text that runs left.
MINUS: Final = "\u2212"
TO_THE_RIGHT: Final = "\u200e"


def locale_of(language: str, country: str = "") -> Locale:
    """Return what Babel knows of a language in a country."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415

    known = INSTEAD.get(language, language)
    try:
        return Locale(known, country or COUNTRY.get(language) or None)
    except UnknownLocaleError:
        return Locale(known)


@frozen
class Figures:
    """How a language writes a number that English writes as a text."""

    decimal: str
    group: str
    right_to_left: bool

    @classmethod
    def of(cls, locale: Locale) -> Figures:
        """Return those of a locale, in western digits."""
        symbols = locale.number_symbols[DIGITS]
        rtl = locale.text_direction == "rtl"
        return cls(symbols["decimal"], symbols["group"], rtl)

    def __call__(self, text: str) -> str:
        minus = TO_THE_RIGHT * self.right_to_left + MINUS
        signs = {".": self.decimal, ",": self.group, MINUS: minus}
        return "".join(signs.get(sign, sign) for sign in text)


@frozen
class Days:
    """How a language writes a day or a period."""

    language: str
    locale: str
    wording: Wording

    def __call__(self, when: date | Period) -> str:
        if isinstance(when, date):
            return self._day(when)
        day, frequency = when.first, when.frequency
        if frequency is Frequency.DAY:
            return self._day(day)
        if frequency is Frequency.POINT:
            return str(when)
        if when.starts > 1:
            write = self._day if frequency is Frequency.WEEK else self._month
            return f"{write(day)} \u2013 {write(when.last)}"
        return self._period(day, frequency)

    def _period(self, day: date, frequency: Frequency) -> str:
        year = str(day.year)
        if frequency is Frequency.MONTH:
            return self._month(day)
        if frequency is Frequency.WEEK:
            iso = day.isocalendar()
            said = say("week {week} of {year}", week=iso.week, year=str(iso.year))
            return self.wording.said(said)
        if frequency is Frequency.HALF_YEAR:
            first = say("first half of {year}", year=year)
            second = say("second half of {year}", year=year)
            return self.wording.said(first if day.month <= 6 else second)
        if frequency is Frequency.QUARTER and self.language in MONTHS:
            number = (day.month + 2) // 3
            said = say("quarter {number} of {year}", number=number, year=year)
            return self.wording.said(said)
        return self._written(day, SKELETONS[frequency])

    def _day(self, day: date) -> str:
        if self.language in MONTHS:
            return f"{day.day} {self._month(day)}"
        from babel.dates import format_date  # noqa: PLC0415

        return format_date(day, "long", locale=self.locale)

    def _month(self, day: date) -> str:
        if self.language in MONTHS:
            return f"{MONTHS[self.language][day.month - 1]} {day.year}"
        numeric = self.language in NUMERIC_MONTHS
        return self._written(day, "yM" if numeric else "yMMMM")

    def _written(self, day: date, skeleton: str) -> str:
        from babel.dates import format_skeleton  # noqa: PLC0415

        return format_skeleton(skeleton, day, locale=self.locale)


@frozen
class Forms:
    """Which form of a noun goes with a number.

    Parameters
    ----------
    rule : str
        For whole numbers, an expression of gettext.
    parts : int
        The form that goes with numbers that are not whole.
    """

    rule: str
    parts: int

    @classmethod
    def of(cls, rule: str, locale: Locale) -> Forms:
        """Return those of a rule, for parts of a whole as CLDR has them.

        That is the form of the first whole number of the same category; in Russian, in
        which there is none, the form of 2.
        """
        category = locale.plural_form(1.5)
        like = (n for n in range(200) if locale.plural_form(n) == category)
        return cls(rule, form_of(rule)(next(like, 2)))

    def __call__(self, count: float) -> int:
        whole = int(count)
        return form_of(self.rule)(abs(whole)) if whole == count else self.parts
