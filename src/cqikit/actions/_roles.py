"""What a date is to the step whose text names it: its deadline, its beginning ...

What stands before a date says it (`by`, `before`, `on`), with a few exceptions: a date
that comes round, and one before which something is *not* done, are no deadline.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cqikit.actions._phrases import Phrase, comes_round
from cqikit.actions._words import whole

if TYPE_CHECKING:
    from cqikit.actions._words import Dates

__all__ = ["role_of"]

#: What a word before a date makes of it.
LED: Final = ("not_before", "after", "by", "before", "since", "at")
#: Parts of dates that are dates without any word before them.
WHOLE: Final = frozenset({"iso", "one", "day2", "day3", "day4", "today", "tomorrow"})
#: What makes a date of a bare name: this, next, the end of, the week of.
RELATIVE: Final = frozenset(
    {*(f"{way}{at}" for way in ("this", "next") for at in "0479"), "ends", "weekof"}
)
PARTS: Final = ("ends", "middles", "begins")
#: Where a bare name of a month or weekday may be a deadline: at the end.
END: Final = re.compile(r"[\s.!)]*\Z")
#: Where a clause ends, whatever the language.
CLAUSE: Final = re.compile(r"[,;:]|[.!?]\s")


def role_of(text: str, phrase: Phrase, dates: Dates, *, follows: bool) -> str:
    """Return what a phrase is to the step, "" where it is no deadline at all."""
    if "nth" in phrase:
        return "nth"
    if not phrase.lead and comes_round(text, phrase, dates):
        named = phrase.parts.keys() & {"weekday", "count"}
        return "round" if named or _is_date(phrase, dates, led=False) else ""
    if _is_counted(phrase, dates):
        # Of what "of referral" follows, the text does not know the day.
        of = re.compile(rf"\s+(?:{'|'.join(dates.of[:1])})\b")
        roles = ("within", "lasting") if not of.match(text, phrase.end) else ()
        return next((name for name in roles if phrase.lead in getattr(dates, name)), "")
    if follows and phrase.lead in dates.upto:
        return "by" if phrase.lead in dates.by else "end"
    led = next((role for role in LED if phrase.lead in getattr(dates, role)), "")
    if led:
        role = "not" if _is_denied(text, phrase, dates) else led
        return role if _is_date(phrase, dates, led=True) else ""
    is_bare = not phrase.lead or phrase.lead in dates.upto
    at_end = END.match(text, phrase.end) is not None and phrase.said[:1].isupper()
    dated = at_end or _is_date(phrase, dates, led=False)
    return "bare" if is_bare and dated else ""


def _is_denied(text: str, phrase: Phrase, dates: Dates) -> bool:
    """Say whether an act is not done before, or until, a date: ``will not buy``."""
    until = phrase.lead in dates.by and phrase.lead in dates.upto
    if not (until or phrase.lead in dates.before):
        return False
    clause = CLAUSE.split(text[: phrase.start])[-1]
    denied = whole(dates.nots).search(clause) is not None
    return denied and whole(dates.clauses).search(clause) is None


def _is_counted(phrase: Phrase, dates: Dates) -> bool:
    """Say whether a phrase is a length of time: 8 weeks, within the month."""
    single = "unit" in phrase and not phrase.parts.keys() & {"this0", *PARTS}
    alone = phrase.lead in dates.within and phrase.lead not in dates.at
    return "count" in phrase or (single and alone)


def _is_date(phrase: Phrase, dates: Dates, *, led: bool) -> bool:
    """Say whether the words are a date, not a verb or a thing: may, fall, month."""
    parts = phrase.parts
    years = (name for name in parts if name.startswith("year") and name != "year")
    if parts.keys() & WHOLE or any(years):
        return True
    if "ofmonth" in parts:
        return led and phrase.lead != ""
    relative = bool(parts.keys() & RELATIVE)
    if "unit" in parts:
        return relative or bool(parts.keys() & {*PARTS})
    return (led or relative) and parts.get("month4") not in dates.homographs
