"""What stands in a cell, of each kind of field: from the document, and back.

A value that its cell cannot show so that the same is read back (a text with control
characters, a deadline with more to it than a span) is not shown in it at all: `shown`
returns None, and the form lists it at its end.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from cqikit.core import ENGLISH, say
from cqikit.forms._word._spoken import western
from cqikit.forms._word._template import FieldKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cqikit.core import Wording
    from cqikit.forms._word._template import Field

__all__ = ["MARK", "YES_NO", "amount", "meant", "shown", "words_of"]

YES_NO: Final = {"yes": say("yes"), "no": say("no")}
#: What stands in a cell that is to be filled in, and is nothing.
MARK: Final = "\u2026"
#: Between the ends of a span; people write other signs, too.
TO: Final = " \u2013 "
SPAN: Final = re.compile(r"(\S+)(?:\s+(?:to|\u2013|\u2014|-)\s+|\s*\.\.\s*)(\S+)")
#: A slash stands between years that come first, as in 2026-09/2026-11; else in a day.
YEARS_FIRST: Final = re.compile(r"(\d{4}\S*)\s*/\s*(\d{4}\S*)", re.ASCII)
NUMBER: Final = re.compile(r"[+-]?\d{1,30}(\.\d{0,20})?([eE][+-]?\d{1,3})?", re.ASCII)
#: A comma that can be no sign for thousands: of 1,5 and 0,125, not of 1,500.
COMMA: Final = re.compile(r"(?<=\d),(?=(?:\d\d?|\d{4,})$)|(?<=^0),(?=\d+$)", re.ASCII)
CURRENCY: Final = re.compile(r"^[$\u20ac\u00a3\u00a5]\s*|\s*[$\u20ac\u00a3\u00a5]$")
#: A number whose thousands a sign parts, and what stands after another sign.
GROUPED: Final = re.compile(
    r"([+-]?[1-9]\d{0,2}([.,])\d{3}(?:\2\d{3}){0,8})(?:(?!\2)[.,](\d{1,20}))?", re.ASCII
)
#: What is chosen by a mark beside it, and what is left without one.
TICKED: Final = re.compile(r"[\u2611\u2612\u2713\u2714\u25a0\u25cf]\s*|\[[xX]\]\s*")
UNTICKED: Final = re.compile(
    r"(?:[\u2610\u25a1\u25cb]|\[ ?\])[^\u2610-\u2612\u25a1\u25cb\[]*"
)
#: What stands before each entry of a list, as word processors paste it.
BULLET: Final = re.compile(r"^[\u2022\u25cf\u25aa\u25e6\u00b7\uf0b7*-]\s+")
#: What XML cannot hold, or what changes on the way through a word processor.
UNSAFE: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def words_of(field: Field) -> Mapping[str, str]:
    """Return what the words of a choice are called, by the word."""
    return YES_NO if field.kind is FieldKind.YES_NO else field.words


def shown(field: Field, value: Any, wording: Wording = ENGLISH) -> str | None:
    """Return what the cell of a field shows of a value; None where it cannot."""
    wanted = (
        value.strip() if field.kind is FieldKind.TEXT and _is_text(value) else value
    )
    text = _shown(field, wanted, wording)
    if text is None or UNSAFE.search(text) or text in ("", MARK):
        return None
    read = meant(field, text, wording)
    return text if _same(read, wanted) else None


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _same(first: Any, second: Any) -> bool:
    # To Python, true is 1, and 1 is 1.0; which of the latter is written is the same.
    return bool(first == second) and isinstance(first, bool) == isinstance(second, bool)


def _shown(field: Field, value: Any, wording: Wording) -> str | None:
    words = words_of(field)
    text: str | None = None
    match field.kind, value:
        case FieldKind.YES_NO, bool():
            text = wording.said(words["yes" if value else "no"])
        case FieldKind.CHOICE, str():
            text = wording.said(words.get(value, value))
        case FieldKind.CHOICES, list():
            text = ", ".join(wording.said(words.get(word, word)) for word in value)
        case FieldKind.LINES | FieldKind.NAMES, list():
            text = "\n".join(value) if all(map(_is_text, value)) else None
        case FieldKind.NUMBER, int() | float():
            text = repr(value)
            # Where a point may part thousands, three decimals show nothing: four do.
            text += "" if amount(text, wording) else "0"
        case FieldKind.SPAN, dict():
            text = _deadline(value, wording)
        case _, str():
            text = value
        case _:
            pass
    return text


def meant(
    field: Field,
    text: str,
    wording: Wording = ENGLISH,
    day: Callable[[str], str] = str,
) -> Any:
    """Return what a filled cell means; a text that means nothing here stays a text.

    `day` makes days and periods of what people write for them.
    """
    plain = " ".join(text.split())
    said: Any = plain
    match field.kind:
        case FieldKind.TEXT:
            said = text.strip()
        case FieldKind.LINES | FieldKind.NAMES:
            lines = (BULLET.sub("", line.strip()) for line in text.split("\n"))
            said = [line for line in lines if line]
        case FieldKind.YES_NO:
            plain = _ticked(plain, YES_NO["yes"])
            begun = {_folded(wording.said(it))[:1]: word for word, it in YES_NO.items()}
            word = begun.get(_folded(plain)) or _word(YES_NO, plain, wording)
            said = {"yes": True, "no": False}.get(word, word)
        case FieldKind.CHOICE:
            said = _word(field.words, _ticked(plain, plain), wording)
        case FieldKind.CHOICES:
            parts = (part.strip() for part in re.split("[,;]", _ticked(plain, plain)))
            said = [_word(field.words, part, wording) for part in parts if part]
        case FieldKind.NUMBER if NUMBER.fullmatch(pointed := amount(plain, wording)):
            said = int(pointed) if pointed.lstrip("+-").isdigit() else float(pointed)
        case FieldKind.DAY | FieldKind.PERIOD:
            said = day(plain)
        case FieldKind.SPAN:
            said = _span(plain, wording, day)
        case _:
            pass
    return said


def amount(text: str, wording: Wording = ENGLISH) -> str:
    """Return a number without a currency sign and signs for thousands.

    A sign is one for thousands where another stands after it, where it stands twice,
    and a comma in money: 1,500.00 and 1.234.567, and $1,500. It may be either in 1,500
    and in $1.500, which are no numbers here; a point alone is one before decimals,
    unless the language of the form parts thousands by it.
    """
    plain = western(text)
    bare = CURRENCY.sub("", plain, count=1)
    found = GROUPED.fullmatch(bare)
    if found is None:
        return COMMA.sub(".", western(bare))
    whole, sign, rest = found.groups()
    if rest is None and whole.count(sign) == 1:
        if sign == "." and (bare != plain or wording.figure(",") == "."):
            return ""
        if bare == plain:
            return plain
    return whole.replace(sign, "") + (f".{rest}" if rest else "")


def _deadline(value: Mapping[str, Any], wording: Wording) -> str | None:
    """Return a span, and what it was said to be relatively, as people write it."""
    if not {"by"} <= set(value) <= {"begin", "by", "within", "since"}:
        return None
    start = f"{value['begin']}{TO}" if "begin" in value else ""
    said = _relative(wording, f"{value.get('within')}", f"{value.get('since')}")
    return f"{start}{value['by']}" + (f" {said}" if "within" in value else "")


def _relative(wording: Wording, within: str, since: str) -> str:
    # Marks around plain texts would have to be read again.
    plain = evolve(wording, right_to_left=False)
    return plain.said(say("(within {within} of {since})", within=within, since=since))


def _span(text: str, wording: Wording, day: Callable[[str], str]) -> Any:
    """Return a period as it is, a span or a relative form as the table that it is."""
    made: dict[str, str] = {}
    for known in (wording, ENGLISH):
        pattern = re.escape(_relative(known, "\x01", "\x02"))
        pattern = pattern.replace("\x01", r"(\d+ \w+)").replace("\x02", r"(\S+)")
        relative = re.fullmatch(rf"(.*\S) {pattern}", text)
        if relative is not None:
            text = relative[1]
            made = {"within": relative[2], "since": relative[3]}
            break
    ends = SPAN.fullmatch(text) or YEARS_FIRST.fullmatch(text)
    if ends is None and not made:
        return day(text)
    if ends is None:
        return {"by": day(text)} | made
    return {"begin": day(ends[1]), "by": day(ends[2])} | made


def _word(words: Mapping[str, str], text: str, wording: Wording) -> str:
    """Return the word that a text calls, in the form's language or in English."""
    wanted = _folded(text)
    for word, said in words.items():
        if wanted in {_folded(name) for name in (wording.said(said), said, word)}:
            return word
    return text


def _ticked(text: str, alone: str) -> str:
    """Return what a mark stands beside, `alone` where it stands beside nothing."""
    if text in ("x", "X") or (TICKED.fullmatch(text) and not UNTICKED.search(text)):
        return alone
    if not (TICKED.search(text) or UNTICKED.search(text)):
        return text
    chosen = UNTICKED.sub("", text)
    return " ".join(TICKED.sub("", chosen).split()) if TICKED.search(chosen) else text


def _folded(text: str) -> str:
    """Return a word without what people leave out or add: accents, capitals, points."""
    parts = unicodedata.normalize("NFD", text.casefold())
    return "".join(it for it in parts if not unicodedata.combining(it)).strip(" .!;:")
