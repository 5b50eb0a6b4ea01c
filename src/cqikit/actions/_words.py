"""Words that say whether a step is decided, by language.

Every list is data: a language is a value, and nothing here knows English. A list
that a language leaves empty is not judged by.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from cqikit.core import arguments, as_tuple, each, instance_of, is_key, non_blank

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Dates", "Words"]


def _words() -> Any:
    return field(default=(), converter=as_tuple, validator=each(non_blank))


@frozen(kw_only=True, cache_hash=True)
class Dates:
    """How a language writes days and periods; each entry may hold several forms.

    Parameters
    ----------
    months, weekdays, numbers, ordinals, units, seasons : tuple of str
        In their order, the forms of one in one text: ``january jan``. Units are
        days, weeks, months, quarters and years; seasons begin in March.
    by, before, within, at, since, not_before, after, lasting, upto : tuple of str
        What stands before a deadline: ``by``, ``before``, ``within``, ``on``,
        ``starting``, ``for`` (so long), and between two ends, ``to``; and before what
        is no deadline but a beginning: ``not before``, ``after``.
    articles, of, ends, middles, begins, first_week, this, following, each, others, \
weeks_of, per, today, tomorrow : tuple of str
        Parts of a date: ``the``, ``the end of``, ``next``, ``every``, ``every other``,
        ``week of``; after ``per``, a week is none.
    unknown, seasonal : tuple of str
        Times that only the reader's own calendar knows: ``school year``, and what
        makes one of a season: ``winter break``.
    nots, clauses : tuple of str
        What denies an act, so that ``will not buy before May`` names no deadline; and
        what begins another clause, of which it says nothing: ``that``, ``and``.
    homographs : tuple of str
        Names of months that are other words in small letters: ``may``.
    month_first : bool
        Whether 10/12 is the twelfth of October.
    """

    months: tuple[str, ...] = _words()
    weekdays: tuple[str, ...] = _words()
    numbers: tuple[str, ...] = _words()
    ordinals: tuple[str, ...] = _words()
    units: tuple[str, ...] = _words()
    seasons: tuple[str, ...] = _words()
    by: tuple[str, ...] = _words()
    before: tuple[str, ...] = _words()
    within: tuple[str, ...] = _words()
    at: tuple[str, ...] = _words()
    since: tuple[str, ...] = _words()
    not_before: tuple[str, ...] = _words()
    after: tuple[str, ...] = _words()
    lasting: tuple[str, ...] = _words()
    upto: tuple[str, ...] = _words()
    articles: tuple[str, ...] = _words()
    of: tuple[str, ...] = _words()
    ends: tuple[str, ...] = _words()
    middles: tuple[str, ...] = _words()
    begins: tuple[str, ...] = _words()
    first_week: tuple[str, ...] = _words()
    this: tuple[str, ...] = _words()
    following: tuple[str, ...] = _words()
    each: tuple[str, ...] = _words()
    others: tuple[str, ...] = _words()
    weeks_of: tuple[str, ...] = _words()
    per: tuple[str, ...] = _words()
    today: tuple[str, ...] = _words()
    tomorrow: tuple[str, ...] = _words()
    unknown: tuple[str, ...] = _words()
    seasonal: tuple[str, ...] = _words()
    nots: tuple[str, ...] = _words()
    clauses: tuple[str, ...] = _words()
    homographs: tuple[str, ...] = _words()
    month_first: bool = field(default=False, validator=instance_of(bool))


@frozen(kw_only=True, cache_hash=True)
class Words:
    """The words of one language that strong and weak steps are told by.

    Parameters
    ----------
    name : str
        The language, such as ``en``.
    undecided : tuple of str
        How an act begins that is still to be found: ``need to``, ``look into``.
    hedges, choices : tuple of str
        What joins two acts of which one is done: ``or``; and what says so from the
        start: ``either``.
    nobody : tuple of str
        Owners who are nobody in particular: ``someone``, ``TBD``.
    amounts, which, vague : tuple of str
        What says how many without a digit (``two``, ``each``), what says which
        (``the``), and what says neither (``some``, ``materials``).
    endless, wishes, states, ends : tuple of str
        Verbs without an end (``continue``), verbs that have one only with a number
        (``improve``), what has none after these either (``feel``), and what gives
        the first an end (``keep a log``).
    conditions, ifs, asking, doubts : tuple of str
        What makes an act depend on something (``as time allows``; ``if``, except
        after ``ask``), and what makes it doubtful (``perhaps``).
    selves, groups, generic, outsiders, each : tuple of str
        Who the writer is (``I``), owners that are a group (``staff``), words that
        make no group a particular one (``all``, ``our``), owners outside
        (``families``), and what makes an owner of every member of a group (``each``).
    dangling : tuple of str
        Words that no act ends in, so that a date after them stays: ``per``, ``the``.
    common, plain, future : tuple of str
        The commonest words, by which the language is known; what stands between who
        and what (``will``); and endings of a verb that say the same (``-rá``).
    verbs, titles, roles, role_ends, breaks, joins : tuple of str
        Verbs of acts, those of them that begin a role (``lead teacher``), nouns of
        roles and their endings, what no owner has in it (``what``), and what joins
        two acts (``and``).
    articles, honorifics, everyone : tuple of str
        What may stand before a role (``the``), before a name (``Dr.``), and what
        makes a group of any role (``all``).
    through, infinitive, prepositions : tuple of str
        What leads to the act itself (``work with``), its mark (``to``), and words
        before a place or a purpose, where what is acted upon ends.
    passives, participles, participle_ends, agent : tuple of str
        What makes a passive (``be``, ``bought``, ``-ed``), and what names who does it.
    who_labels, what_labels, when_labels : tuple of str
        What stands before a colon in a form: ``who``, ``action``, ``due``.
    dates : Dates, optional
        How days and periods are written.

    Examples
    --------
    >>> from cqikit.actions import WORDS
    >>> english = WORDS["en"]
    >>> english.found(english.undecided, "Need to buy a new changing table")
    ('need to',)
    >>> english.found(english.hedges, "Order a door for the store")
    ()
    """

    name: str = field(validator=is_key)
    undecided: tuple[str, ...] = _words()
    hedges: tuple[str, ...] = _words()
    choices: tuple[str, ...] = _words()
    nobody: tuple[str, ...] = _words()
    amounts: tuple[str, ...] = _words()
    which: tuple[str, ...] = _words()
    vague: tuple[str, ...] = _words()
    endless: tuple[str, ...] = _words()
    states: tuple[str, ...] = _words()
    wishes: tuple[str, ...] = _words()
    ends: tuple[str, ...] = _words()
    conditions: tuple[str, ...] = _words()
    ifs: tuple[str, ...] = _words()
    asking: tuple[str, ...] = _words()
    doubts: tuple[str, ...] = _words()
    selves: tuple[str, ...] = _words()
    groups: tuple[str, ...] = _words()
    generic: tuple[str, ...] = _words()
    outsiders: tuple[str, ...] = _words()
    each: tuple[str, ...] = _words()
    dangling: tuple[str, ...] = _words()
    common: tuple[str, ...] = _words()
    plain: tuple[str, ...] = _words()
    future: tuple[str, ...] = _words()
    verbs: tuple[str, ...] = _words()
    titles: tuple[str, ...] = _words()
    roles: tuple[str, ...] = _words()
    role_ends: tuple[str, ...] = _words()
    articles: tuple[str, ...] = _words()
    honorifics: tuple[str, ...] = _words()
    everyone: tuple[str, ...] = _words()
    breaks: tuple[str, ...] = _words()
    through: tuple[str, ...] = _words()
    infinitive: tuple[str, ...] = _words()
    prepositions: tuple[str, ...] = _words()
    joins: tuple[str, ...] = _words()
    passives: tuple[str, ...] = _words()
    participles: tuple[str, ...] = _words()
    participle_ends: tuple[str, ...] = _words()
    agent: tuple[str, ...] = _words()
    who_labels: tuple[str, ...] = _words()
    what_labels: tuple[str, ...] = _words()
    when_labels: tuple[str, ...] = _words()
    dates: Dates = field(factory=Dates, validator=instance_of(Dates))

    @arguments()
    def found(self, words: Iterable[str], text: str) -> tuple[str, ...]:
        """Return which of `words` stand in `text` as words of their own."""
        low = " ".join(text.casefold().split())
        pattern = whole(tuple(words))
        return tuple(dict.fromkeys(hit[0] for hit in pattern.finditer(low)))


def listed(text: str) -> tuple[str, ...]:
    """Return phrases that commas part, over any number of lines."""
    return tuple(" ".join(word.split()) for word in text.split(",") if word.strip())


#: What matches nothing: a language without such words.
NOTHING: Final = re.compile(r"(?!)")


@cache
def whole(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of any of `words` as words of their own, the longest first."""
    if not words:
        return NOTHING
    return re.compile(rf"(?<![\w'’-])(?:{any_of(words)})(?![\w-])", re.IGNORECASE)


def any_of(words: Iterable[str]) -> str:
    """Return a regular expression of any of `words`, the longest first."""
    longest = sorted(words, key=len, reverse=True)
    return "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in longest)
