"""Numbers as people write them into cells, and codes that stand in their place.

A column is read as a whole, for one cell rarely tells how it is written: `1,017` is a
thousand or one and a bit. Each way of writing (a decimal point with commas, spaces or
apostrophes between thousands; a decimal comma with points, spaces or apostrophes) is
tried on all cells of the column, and taken if it fits all of them and no other does, or
where the reader has said so. Percent and currency signs are left out where every number
has the same. What is left over is refused with what would do, by kind: words for
missing values, signs for withheld ones, mixed notations.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

from attrs import evolve, frozen

from cqikit.core import FindingKind, FrozenDict, Part, say
from cqikit.errors import FieldError
from cqikit.tables._cells import Exact, Percent, is_number
from cqikit.tables._declared import codes_said
from cqikit.tables._dialect import Codes
from cqikit.tables._error_cells import ERROR, ERROR_CELL, error_in
from cqikit.tables._faults import Fault

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cqikit.tables._dialect import Dialect

__all__ = [
    "MIXED_PERCENTS",
    "NEGATIVE",
    "NumberForm",
    "Withheld",
    "form_of",
    "is_figure",
    "mixed",
    "number_of",
]

MISSING: Final = "where nothing was observed, say missing = {toml} ({options})"
NOT_A_NUMBER: Final = FindingKind(
    "table.not-a-number",
    says="must be a number (got {got}{more})",
    fix={
        "missing": MISSING,
        "withheld": "where a number is not told, say withheld = {toml} ({options})",
        "letter": f"{MISSING}; where a number is not told, withheld instead",
        "unit": "write the number alone, or the sign with every number",
        "signs": "write all numbers of the column alike, or say decimal or thousands",
        "open": 'say which it is: decimal = "," or decimal = "." (--decimal)',
    },
)
NEGATIVE: Final = FindingKind(
    "table.negative", says="must be at least 0 (got {got}{more})"
)
MIXED_PERCENTS: Final = FindingKind(
    "table.mixed-percents",
    says={
        "percent": "must not be shown as per cent, as most are not (got {got}{more})",
        "plain": "must be shown as per cent, as most are (got {got}{more})",
    },
    fix="show all numbers of the column alike",
)
#: Whole numbers of fewer digits are read at once; no float has as many.
LONGEST: Final = 300
WHOLE: Final = re.compile(r"[+-]?\d{1,400}", re.ASCII)
#: A number in thousands, where `{0}` parts them and `{1}` is the decimal sign.
GROUPED: Final = r"[+-]?[1-9]\d{{0,2}}(?:{0}\d{{3}})+(?:{1}\d{{0,400}})?"
#: Digits and what may stand between them. A cell may be long: no pattern backtracks.
DIGITS: Final = re.compile("[+-]?[.,'\\s\u2019]*[0-9][0-9.,'\\s\u2019]*")
CURRENCIES: Final = ("$", "\u20ac", "\u00a3", "\u00a5")
#: What may stand between thousands: a space may be one that does not break.
SPACES: Final = "[ \u00a0\u202f]"
BETWEEN: Final = {",": ",", ".": r"\.", " ": SPACES, "'": "['\u2019]"}
#: A number with a word: "12 days", "USD 7,300", "(1,200)".
WITH_WORDS: Final = re.compile(
    r"[(]?(?:[A-Za-z.]{1,9} ?)?[0-9][0-9.,]{0,20} ?[A-Za-z.*/ \u2020\u2021]{0,20}[)]?"
)
#: By whom small numbers are withheld says "<5".
BELOW: Final = re.compile(r"[<≤]\s*=?\s*\d{1,9}(?:[.,]\d{1,9})?")
RANGE: Final = re.compile(
    r"\d{1,3}\s*[-\u2013]\s*\d{1,3}|\*+|suppressed|withheld|redacted|masked",
    re.IGNORECASE,
)
#: Registers put a letter where there is no number, and say elsewhere what it means.
LETTER: Final = re.compile(r"[A-Za-z]{1,2}|\[[A-Za-z]{1,9}\]")
NOTHING: Final = re.compile(
    r"#?n\.?/?a\.?|nan|null|none|nil|missing|unknown|not available|no data|:|-+|\u2013|"
    r"\u2014|\.+|\?+",
    re.IGNORECASE,
)


@frozen
class Withheld:
    """What a cell says in place of a number that is known and not told."""

    text: str


Cell: TypeAlias = int | float | Withheld | None


def number_of(text: str) -> int | float | None:
    """Return the number that a cell says in plain digits, None for an empty one.

    Whole numbers stay whole and exact, as far as there are floats of their size.

    Raises
    ------
    FieldError
        When it says no number.

    Examples
    --------
    >>> number_of("9007199254740993"), number_of(" 2.5 "), number_of("")
    (9007199254740993, 2.5, None)
    """
    text = text.strip()
    if not text:
        return None
    if is_number(text) and math.isfinite(number := float(text)):
        return int(text) if WHOLE.fullmatch(text) else number
    raise FieldError("cell", say("must be a number"), text)


@frozen(kw_only=True)
class NumberForm:
    """How the numbers of one column are written.

    Parameters
    ----------
    decimal, thousands, unit : str
        The signs, "" where there is none; `unit` is a percent or currency sign.
    is_open : bool
        Whether the decimal sign can be a point or a comma, and must be said.
    missing, codes : frozenset of str, of float
        What says that nothing was observed, in words and in numbers.
    withheld : frozenset of str
        What says that a number is not told.
    fixes : mapping of str to (str, mapping)
        Of kinds of cells that are refused: which of the fixes there is, and its parts.
    """

    decimal: str = "."
    thousands: str = ""
    unit: str = ""
    is_open: bool = False
    missing: frozenset[str] = frozenset()
    codes: frozenset[float] = frozenset()
    withheld: frozenset[str] = frozenset()
    fixes: Mapping[str, tuple[str, Mapping[str, Part]]] = FrozenDict()

    @property
    def is_free(self) -> bool:
        """Say whether no code is declared."""
        return not (self.missing or self.codes or self.withheld)

    def __call__(self, cell: str) -> Cell:
        """Return the number that a cell says, None for an empty one or a code."""
        text = cell.strip()
        # Most cells of most columns are whole numbers, which are written in one way.
        if self.is_free and len(text) < LONGEST and text.isascii() and text.isdecimal():
            return int(text)
        if self.stands_for_none(text):
            return None if text.casefold() in self.missing else Withheld(text)
        number = number_of(text if isinstance(cell, Exact) else self._plain(text))
        return None if number in self.codes else number

    def unsaid(self, text: str) -> Withheld | str | None:
        """Return the text of a cell; None where it says nothing, or a `Withheld`.

        Only what was declared is withheld: ``<5`` may be the name of a group.
        """
        text = text.strip()
        if text in self.withheld:
            return Withheld(text)
        code = is_number(text) and float(text) in self.codes
        return None if code or text.casefold() in self.missing else text or None

    def stands_for_none(self, text: str) -> bool:
        """Say whether a cell has a code in place of a number."""
        if text.casefold() in self.missing or text in self.withheld:
            return True
        return text.startswith(("<", "≤")) and BELOW.fullmatch(text) is not None

    def _plain(self, text: str) -> str:
        """Return a number as Python writes it, or refuse it."""
        body, unit = parted(text)
        plain = body if unit == self.unit or not (unit or body.strip("0.,")) else text
        whole = not self.is_open or WHOLE.fullmatch(plain)
        found = as_plain(plain, self.decimal, self.thousands) if whole else None
        if found is not None or not text:
            return found or ""
        raise FieldError("cell", say("must be a number"), text)

    def fault(self, cell: str) -> Fault:
        """Return what is wrong with a cell that is refused, with what would fix it."""
        kind = kind_of(cell.strip())
        says = ERROR_CELL if kind == "error" else NOT_A_NUMBER
        return Fault(says, *self.fixes.get(kind, NO_FIX))

    def said(self, column: str) -> str:
        """Return what is to be said of a column that is not written in plain digits."""
        parts = [f"decimal {SIGNS[self.decimal]}s"] if self.decimal == "," else []
        if self.thousands:
            parts.append(f"{SIGNS[self.thousands]}s between thousands")
        if self.unit:
            parts.append(f"{self.unit} left out")
        return f"column {column}: {', '.join(parts)}" if parts else ""


NO_FIX: Final[tuple[str, Mapping[str, Part]]] = ("", FrozenDict())
SIGNS: Final = {",": "comma", ".": "point", " ": "space", "'": "apostrophe"}


def parted(text: str) -> tuple[str, str]:
    """Return the number in a text, and its percent or currency sign.

    Examples
    --------
    >>> parted("$7,300.00"), parted("-26.3 %"), parted("n/a")
    (('7,300.00', '$'), ('-26.3', '%'), ('n/a', ''))
    """
    text = text.replace("\u2212", "-")
    sign, body = (text[0], text[1:]) if text.startswith(("+", "-")) else ("", text)
    unit = ""
    if body.startswith(CURRENCIES):
        unit, body = body[0], body[1:]
    elif body.endswith(("%", *CURRENCIES)):
        unit, body = body[-1], body[:-1]
    body = sign + body.strip()
    return (body, unit) if unit and DIGITS.fullmatch(body) else (text, "")


def is_figure(text: str) -> bool:
    """Say whether a cell has digits and signs alone, however they are to be read."""
    return DIGITS.fullmatch(parted(text.strip())[0]) is not None


def mixed(cells: Sequence[str]) -> list[int]:
    """Return the places of numbers shown as per cent where most are not, or not so.

    A 0 is 0 in either way.

    Examples
    --------
    >>> mixed([Percent("0.2"), Exact("0.6"), Percent("0.3"), "", "<5", "0"])
    [1]
    """
    if Percent not in {*map(type, cells)}:
        return []
    of: dict[bool, list[int]] = {True: [], False: []}
    for place, cell in enumerate(cells):
        if is_figure(cell) and parted(cell.strip())[0].strip("0., "):
            of[type(cell) is Percent].append(place)
    return min(of.values(), key=len)


def as_plain(text: str, decimal: str, thousands: str) -> str | None:
    """Return a number in these signs as Python writes it, None if it is not in them."""
    if WHOLE.fullmatch(text):
        return text
    sign = BETWEEN[decimal]
    if thousands and re.fullmatch(GROUPED.format(BETWEEN[thousands], sign), text):
        text = re.sub(BETWEEN[thousands], "", text)
    elif decimal == "," and "." in text:
        return None
    plain = text.replace(decimal, ".")
    return plain if is_number(plain) else None


#: What is said to be below or above a bound, by whoever may withhold it.
BOUND: Final = re.compile(r"[<>≤≥]\s*=?\s*\d{1,9}(?:[.,]\d{1,9})?\s*%?")

#: What stands in place of a number, the first that fits.
KINDS: Final = (
    ("error", ERROR),
    ("missing", NOTHING),
    ("withheld", RANGE),
    ("withheld", BOUND),
    ("letter", LETTER),
)


def kind_of(text: str) -> str:
    """Return what kind of cell is no number, so that like cells are told together."""
    for kind, pattern in KINDS:
        if pattern.fullmatch(text):
            return kind
    body, unit = parted(text)
    if unit:
        return "unit"
    if DIGITS.fullmatch(body):
        return "other" if body.lstrip("+-").isdecimal() else "signs"
    return "unit" if WITH_WORDS.fullmatch(text) else "other"


def form_of(
    cells: Collection[str], how: Dialect, column: str, delimiter: str = ""
) -> NumberForm:
    """Return how the numbers of a column are written, as told or as all of them agree.

    Parameters
    ----------
    cells : collection of str
    how : Dialect
        What was said of it.
    column : str
    delimiter : str
        Where semicolons part cells, a comma or point before three digits may be either.

    Examples
    --------
    >>> from cqikit.tables import Dialect
    >>> form = form_of(["1.017,5", "26,3"], Dialect(), "Quote", ";")
    >>> form.decimal, form("1.017,5"), form.said("Quote")
    (',', 1017.5, 'column Quote: decimal commas, points between thousands')
    """
    words, codes = _codes(how, column)
    form = NumberForm(missing=words, codes=codes, withheld=frozenset(how.withheld))
    # In the order of rows, each once; numbers of a workbook show no sign.
    if {Exact, Percent} & {*map(type, cells)}:
        cells = [cell for cell in cells if not isinstance(cell, Exact)]
    distinct = dict.fromkeys(cells)
    texts = [
        text
        for text in dict.fromkeys(map(str.strip, distinct))
        if text and not form.stands_for_none(text)
    ]
    usual = not how.decimal and not how.thousands and delimiter != ";"
    if usual and all(map(is_number, texts)):
        return form
    parts = [both for both in map(parted, texts) if DIGITS.fullmatch(both[0])]
    bodies = [body for body, _ in parts]
    units = {unit for body, unit in parts if body.strip("0.,")}
    decimal, thousands, is_open = _signs(bodies, how, delimiter)
    return evolve(
        form,
        decimal=decimal,
        thousands=thousands,
        is_open=is_open,
        unit=units.pop() if len(units) == 1 else "",
        fixes=_fixes(texts, is_open=is_open),
    )


def _codes(how: Dialect, column: str) -> tuple[frozenset[str], frozenset[float]]:
    """Return what says in a column that nothing was observed: words, and numbers."""
    said: list[str | float] = []
    for value in how.missing:
        if not isinstance(value, Codes):
            said.append(value)
        elif value.column == column:
            said += value.codes
    words = {text.strip().casefold() for text in said if isinstance(text, str)}
    numbers = {float(value) for value in said if not isinstance(value, str)}
    numbers |= {float(word) for word in words if is_number(word)}
    return frozenset(words), frozenset(numbers)


def _signs(bodies: list[str], how: Dialect, delimiter: str) -> tuple[str, str, bool]:
    """Return decimal sign, sign between thousands, and whether both are open."""
    fits: dict[str, str] = {}
    for decimal in ".,":
        for thousands in ("", *BETWEEN):
            if thousands != decimal and all(
                as_plain(body, decimal, thousands) is not None for body in bodies
            ):
                fits.setdefault(decimal, thousands)
    if how.decimal or how.thousands:
        decimal = how.decimal or ("," if how.thousands == "." else ".")
        return decimal, how.thousands or fits.get(decimal, ""), False
    if len(fits) == 1:
        [both] = fits.items()
        return *both, False
    if not fits:
        return ".", "", False
    # Every number fits both ways, such as 1,017 or 1.017: only what is usual decides.
    is_open = delimiter == ";" and any("," in body or "." in body for body in bodies)
    return ".", fits["."], is_open


def _fixes(
    texts: list[str], *, is_open: bool
) -> Mapping[str, tuple[str, Mapping[str, Part]]]:
    """Return what would do for each kind of cell that is refused."""
    found: dict[str, list[str]] = {}
    for text in texts:
        found.setdefault(kind_of(text), []).append(text)
    fixes = {
        kind: (kind, codes_said("withheld" if kind == "withheld" else "missing", words))
        for kind, words in found.items()
        if kind in ("missing", "withheld", "letter")
    }
    if "error" in found:
        fixes["error"] = error_in(found["error"])[1:3]
    fixes["unit"] = "unit", FrozenDict()
    fixes["signs"] = "open" if is_open else "signs", FrozenDict()
    return FrozenDict(fixes)
