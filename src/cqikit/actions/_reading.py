"""From a step as people write it to who, what and when, and back."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from cqikit.actions._doubts import ASKED
from cqikit.actions._due import Due, due_in
from cqikit.actions._languages import words_for
from cqikit.actions._owners import TOKEN, is_person
from cqikit.actions._words import any_of, whole

if TYPE_CHECKING:
    from datetime import date

    from cqikit.actions._words import Words

__all__ = ["Reading", "act_of", "read_text", "verb_of"]

BULLET: Final = re.compile(r"^\s*(?:[-*•·–—>]|\d{1,2}[.)])+\s+")
EMPTY: Final = re.compile(r"\(\s*[,;]?\s*\)|\[\s*\]")
SPACE: Final = re.compile(r"\s+")
LABEL: Final = re.compile(r"^([^:]{1,50}?)\s*(?::|\s[-–—])\s+(.+)$", re.DOTALL)
#: No act ends in a blank: where it did, a text of blanks would be read in its square.
TRAILING: Final = re.compile(
    r"^(.+?)(?<!\s)\s*(?:\(([^()]{1,50})\)|[-–—]\s([^-–—]{1,50}))$"
)
NEXT: Final = re.compile(r"\s+([^\W\d][\w'’-]*)")
#: The longest name of an owner, in words.
LONGEST: Final = 12
#: What is read of a text, in characters; a sentence has fewer.
LONGEST_TEXT: Final = 1500


@frozen
class Reading:
    """What a text was understood to say.

    Parameters
    ----------
    text : str
        As it was written.
    language : str
        Of whose words it was read; the language that it seems to be in, where none
        was said.
    who, what : str
        "" where it names nobody; the act as it is written, without its deadline.
    due : Due
    """

    text: str
    language: str
    who: str
    what: str
    due: Due


@lru_cache(maxsize=1024)
def read_text(text: str, on: date | None = None, language: str = "") -> Reading:
    """Return who does what by when, as a text says it."""
    words = words_for(language, text)
    line = BULLET.sub("", " ".join(text[:LONGEST_TEXT].split()))
    if words is None:
        ask = ASKED.at(form="language", language=language)
        return Reading(text, language, "", line or text, Due(asks=(ask,)))
    due = due_in(line, on, words.dates)
    if len(text) > LONGEST_TEXT:
        ask = ASKED.at(form="long", most=LONGEST_TEXT)
        due = evolve(due, asks=(ask, *due.asks))
    rest = _without(line, due.spans, words)
    rest, condition = _condition_first(rest, words)
    doubt = whole(words.doubts).match(rest)
    if doubt is not None:
        # "Ideally the director will order": the doubt is no part of who.
        rest, condition = rest[doubt.end() :].strip(" ,"), doubt[0].lower()
    who, what = split(rest, words)
    what = f"{what}, {condition}" if condition else what
    return Reading(text, language or words.name, who, what or line or text, due)


def _without(line: str, spans: tuple[tuple[int, int], ...], words: Words) -> str:
    """Return a sentence without its dates, but those that the rest cannot do without.

    That is ``the March 1 deadline``, where a date says which, and what would leave
    a sentence that ends in ``per`` or ``the``.
    """
    for start, end in sorted(spans, reverse=True):
        if not (_says_which(line, start, end, words) or _dangles(line[:start], words)):
            line = f"{line[:start]} {line[end:]}"
    return _tidy(EMPTY.sub(" ", line))


def _says_which(line: str, start: int, end: int, words: Words) -> bool:
    """Say whether a noun follows a date and its article: ``the May meeting``."""
    after = NEXT.match(line, end)
    if not start or after is None:
        return False
    others = {*words.prepositions, *words.joins, *words.plain, *words.undecided}
    dates = words.dates
    for names in (words.which, dates.before, dates.within, dates.at):
        others |= {name.split()[0] for name in names}
    articles = whole((*words.articles, *dates.articles))
    return (
        after[1].casefold() not in others
        and articles.search(line, start, end) is not None
    )


def _dangles(before: str, words: Words) -> bool:
    last = before.casefold().split()[-1:]
    return bool(last) and last[0] in words.dangling


def _tidy(line: str) -> str:
    line = re.sub(r"\s+([,.;:!)])", r"\1", SPACE.sub(" ", line))
    line = re.sub(r"([,;])(?:\s*[,;.])+", r"\1", line)
    return line.strip(" ,;:").removesuffix(".").strip(" ,;:-–—")


def _condition_first(line: str, words: Words) -> tuple[str, str]:
    """Return a sentence without the condition that it begins with, and that."""
    start = whole((*words.conditions, *words.ifs)).match(line)
    head, comma, rest = line.partition(",")
    if start is None or not comma:
        return line, ""
    return rest.strip(), head[:1].lower() + head[1:]


def split(line: str, words: Words) -> tuple[str, str]:
    """Return who and what of a sentence without its deadline; who may be ""."""
    for way in (_in_columns, _labelled, _with_modal, _with_future, _with_verb):
        found = way(line, words)
        if found is not None:
            return found
    after = TRAILING.match(line)
    if after is not None:
        who = after[2] or after[3]
        if _is_known(who, words):
            return who.strip(), after[1]
    return "", line


def _in_columns(line: str, words: Words) -> tuple[str, str] | None:
    """Read ``Who: director. What: order two tables.``, as copied from a form."""
    labels = (*words.who_labels, *words.what_labels, *words.when_labels)
    parts = _any_label(labels).split(line)
    said = {
        label.casefold(): _tidy(part)
        for label, part in zip(parts[1::2], parts[2::2], strict=True)
    }
    who = next((said[label] for label in words.who_labels if label in said), "")
    what = next(
        (said[label] for label in words.what_labels if label in said), _tidy(parts[0])
    )
    return (who, split(what, words)[1]) if who and what else None


@cache
def _any_label(labels: tuple[str, ...]) -> re.Pattern[str]:
    # The date after the last label has been taken out, and the colon with it.
    return re.compile(rf"(?<!\w)({any_of(labels)})\s*(?::|\Z)", re.IGNORECASE)


def _labelled(line: str, words: Words) -> tuple[str, str] | None:
    """Read ``Director: order two tables``."""
    found = LABEL.match(line)
    if found is None or not _is_known(found[1], words):
        return None
    return found[1].strip(), split(found[2], words)[1]


def _with_modal(line: str, words: Words) -> tuple[str, str] | None:
    """Read ``Director will order two tables``, and ``should``, which stays in what."""
    modals = whole((*words.plain, *words.undecided))
    for found in modals.finditer(line):
        who = line[: found.start()].strip(" ,;")
        said = found[0].casefold()
        rest = line[found.end() :].strip()
        if found[0].istitle() and said in words.dates.homographs and who:
            # "Not before 1 May" is no permission.
            continue
        if not who:
            return ("", rest) if said in words.plain else None
        if not _is_subject(who, words):
            return None
        if said in words.infinitive and not _is_known(who, words):
            continue
        what = rest if said in words.plain else line[found.start() :]
        passive = _is_passive(rest, words)
        agent = _agent(rest, words) if passive else None
        if agent is not None:
            return agent[0], f"{who} {found[0]} {agent[1]}"
        named = _is_known(who, words) if passive else is_person(who, words)
        return (who, what) if named else ("", line)
    return None


def _with_future(line: str, words: Words) -> tuple[str, str] | None:
    """Read a verb whose ending says what "will" says: ``comprará``."""
    if not words.future:
        return None
    found = re.search(rf"(?<!\w)\w+(?:{any_of(words.future)})(?!\w)", line)
    if found is None or len(line[: found.start()].split()) > LONGEST:
        return None
    who, what = line[: found.start()].strip(" ,;"), line[found.start() :]
    name, _, last = who.rpartition(" ")
    # "No comprará": the verb is denied, and so is no part of who.
    denied = last.casefold() in words.dates.nots
    return (name, f"{last} {what}") if denied else (who, what)


def _with_verb(line: str, words: Words) -> tuple[str, str] | None:
    """Read ``Director orders two tables``, where a role is followed by a verb."""
    for found in list(TOKEN.finditer(line))[1:LONGEST]:
        who = line[: found.start()].strip()
        inflected = found[0].casefold()
        if inflected != verb_of(inflected, words) != "" and _is_known(who, words):
            return who, line[found.start() :]
    return None


def verb_of(word: str, words: Words) -> str:
    """Return the verb that a word is a form of, "" when it is none that is known."""
    low = word.casefold()
    for stem in (low, low.removesuffix("s"), low.removesuffix("es")):
        if stem in words.verbs:
            return stem
    stem = f"{low.removesuffix('ies')}y"
    return stem if low.endswith("ies") and stem in words.verbs else ""


def _is_subject(who: str, words: Words) -> bool:
    tokens = [word.casefold() for word in TOKEN.findall(who)]
    sentences = ". " in who and not _is_honoured(who, words)
    if not tokens or len(tokens) > LONGEST or sentences:
        return False
    if whole(words.breaks).search(who):
        return False
    if tokens[0] not in (*words.verbs, *words.wishes, *words.endless):
        return True
    # "Practice manager" is a role, "order the manager's desk" is an act.
    titled = tokens[0] in words.titles and len(tokens) > 1
    return titled or (len(tokens) == 2 and tokens[1] in words.roles)


def _is_honoured(who: str, words: Words) -> bool:
    """Say whether a name begins as those of persons do: Ms., Dr."""
    return who.casefold().startswith(
        tuple(f"{honorific} " for honorific in words.honorifics)
    )


def _is_known(who: str, words: Words) -> bool:
    """Say whether a name is one of an owner, good or bad, that lists know."""
    low = who.casefold().strip(" .")
    if low in words.nobody:
        return True
    tokens = [word.casefold() for word in TOKEN.findall(who)]
    known = {*words.roles, *words.groups, *words.outsiders}
    if not tokens or not _is_subject(who, words):
        return False
    before = whole(words.prepositions).split(low)[0].split()
    ends = [word for word in before[-2:] if not word.isdigit()]
    return _is_honoured(who, words) or bool(
        ends and (ends[-1] in known or low in known)
    )


def _is_passive(act: str, words: Words) -> bool:
    start = whole(words.passives).match(act)
    if start is None:
        return False
    after = TOKEN.findall(act[start.end() :])[:3]
    return any(is_participle(word, words) for word in after[:2])


def is_participle(word: str, words: Words) -> bool:
    """Say whether a word is a past participle, as far as its form tells."""
    low = word.casefold()
    regular = len(low) > 4 and low.endswith(words.participle_ends)
    return bool(words.participle_ends) and (regular or low in words.participles)


def _agent(act: str, words: Words) -> tuple[str, str] | None:
    """Return who does what is told in the passive, and the rest of it."""
    for found in whole(words.agent).finditer(act):
        rest = act[found.end() :].strip()
        ends = re.split(r"[,.;(]|\s(?=and\b)", rest)[0]
        who = ends.split(" to ")[0].strip()
        if who and is_person(who, words) and _is_known(who, words):
            left = act[found.end() :].replace(who, "", 1)
            return who, _tidy(f"{act[: found.start()]} {left}")
    return None


@lru_cache(maxsize=1024)
def act_of(what: str, words: Words) -> str:
    """Return the act of a field, without a subject that somebody wrote into it."""
    return split(_condition_first(what, words)[0], words)[1]
