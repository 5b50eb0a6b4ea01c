"""What an act leaves open: its end, its conditions, how many acts it is.

A word counts only where it governs the step's own act: at its head, or before
another act begins.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from cqikit.actions._doubts import doubt
from cqikit.actions._owners import TOKEN
from cqikit.actions._reading import act_of, is_participle, verb_of
from cqikit.actions._words import any_of, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.actions._words import Words
    from cqikit.core import Found

__all__ = ["doubts_of", "is_vague", "says_which"]

SENTENCE: Final = re.compile(r"(?<=[a-z0-9)\"”])[.;]\s+(?=[A-Z])")
QUOTED: Final = re.compile(r"[\"“”«»]|(?<!\w)[‘'](?=\w)")
#: More acts than this in one step are several steps.
MOST_ACTS: Final = 2


@lru_cache(maxsize=1024)
def doubts_of(what: str, words: Words, *, owned: bool) -> tuple[Found, ...]:
    """Return what an act leaves open, what condemns it first.

    Cached: strength, checks and reports of a plan all ask.
    """
    return tuple(_doubts(what, words, owned=owned))


def _doubts(what: str, words: Words, *, owned: bool) -> Iterator[Found]:
    act = act_of(what, words)
    first = SENTENCE.split(act)[0]
    acts = _acts(first, words)
    own = first[: acts[1]] if len(acts) > 1 else first
    yield from _of_head(own, words)
    yield from _of_passive(what, words, owned=owned)
    yield from _of_conditions(what, own, words)
    for said in words.found(words.doubts, own):
        yield doubt("doubt", said=said)
    if words.found(words.choices, own) and words.found(words.hedges, own):
        said = words.found(words.choices, own)[0]
        yield doubt("choice", said=said)
    if len(acts) > MOST_ACTS:
        verbs = tuple(_word_at(first, at) for at in acts)
        yield doubt("acts", count=len(acts), verbs=verbs)
    yield from _of_choices(first, words)


def _of_head(act: str, words: Words) -> Iterator[Found]:
    """Yield what the verb of an act leaves open."""
    act = _through(act, words)
    undecided = whole(words.undecided).match(act)
    if undecided is not None:
        yield doubt("undecided", said=undecided[0].lower())
        return
    if whole(words.ends).match(act):
        return
    endless = whole(words.endless).match(act)
    if endless is not None and not _is_passive_at(act, endless[0], words):
        yield doubt("endless", said=endless[0].lower())
        return
    wish = whole(words.wishes).match(act)
    state = wish and whole(words.states).search(act, wish.end())
    if state:
        # However many are to feel so, nobody can see it.
        yield doubt("state", said=state[0].lower())
    elif wish is not None and not _has_number(act, words):
        yield doubt("wish", said=wish[0].lower())


def _through(act: str, words: Words) -> str:
    """Return the act that "work with somebody to do it" leads to."""
    leads = whole(words.through).match(act)
    if leads is None:
        return act
    after = whole(words.infinitive).search(act, leads.end())
    if after is None:
        return act
    rest = act[after.end() :].strip()
    return rest if verb_of(rest.split(" ")[0], words) else act


def _has_number(act: str, words: Words) -> bool:
    counted = tuple(word for entry in words.dates.numbers[1:] for word in entry.split())
    return bool(re.search(r"\d", act) or whole(counted).search(act))


def _is_passive_at(act: str, said: str, words: Words) -> bool:
    after = TOKEN.findall(act[len(said) :])[:2]
    passive = said.casefold() in words.passives
    return passive and any(is_participle(word, words) for word in after)


def _of_passive(what: str, words: Words, *, owned: bool) -> Iterator[Found]:
    if not words.passives:
        return
    for found in _any_passive(words.passives).finditer(what):
        # What the owner has done to others is told in the active voice.
        governs = found.start() == 0 or not owned
        if governs and is_participle(found[1], words):
            yield doubt("passive", said=found[0].lower())
            return


@cache
def _any_passive(passives: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?:{any_of(passives)})\s+(?:\w+ly\s+)?([\w-]+)", re.IGNORECASE
    )


def _of_conditions(what: str, own: str, words: Words) -> Iterator[Found]:
    listed = words.found(words.conditions, own)
    first = whole((*words.conditions, *words.ifs)).match(what)
    asked = whole(words.asking)
    said = listed[:1]
    if not said and first is not None:
        said = (first[0].lower(),)
    if not said:
        for found in whole(words.ifs).finditer(own):
            if not asked.search(own[: found.start()]):
                said = (found[0].lower(),)
                break
    if said:
        yield doubt("condition", said=said[0])


def _of_choices(act: str, words: Words) -> Iterator[Found]:
    """Yield a choice between two acts or two numbers; of two things, it is none."""
    for found in whole(words.hedges).finditer(act):
        before = TOKEN.findall(act[: found.start()])
        after = TOKEN.findall(act[found.end() :])
        if not before or not after:
            continue
        numbers = {word for entry in words.dates.numbers for word in entry.split()}
        counted = all(
            text.isdigit() or text.casefold() in numbers
            for text in (before[-1], after[0])
        )
        own_object = not verb_of(before[-1], words) and bool(verb_of(after[0], words))
        if counted or own_object or not words.verbs:
            said = found[0].lower()
            yield doubt("either", said=said)
            return


def _acts(act: str, words: Words) -> list[int]:
    """Return where each act of a sentence begins; print, fold and post is one."""
    if not words.joins:
        return [0]
    starts = [0]
    for found in _any_join(words.joins).finditer(act):
        word, gap, after = found[1].casefold(), found[2], found[3].casefold()
        if gap and not _is_purpose(act, starts[-1], found.start(), words):
            noun_before = not verb_of(
                (TOKEN.findall(act[: found.start()]) or [""])[-1], words
            )
            joined = found[0].strip() != ","
            if _is_act(word, after, words, noun_before=noun_before, joined=joined):
                starts.append(found.end())
    return starts


@cache
def _any_join(joins: tuple[str, ...]) -> re.Pattern[str]:
    join = rf"(?:{any_of(joins)})\s+"
    # A comma joins acts as well, where a verb with its own object follows.
    return re.compile(
        rf"(?:,\s*(?:{join})?|(?<!\w){join})(?=([\w'’-]+)(\s*)([\w'’-]+))",
        re.IGNORECASE,
    )


def _is_act(
    word: str, after: str, words: Words, *, noun_before: bool, joined: bool
) -> bool:
    """Say whether a word that follows "and" is a verb with an object of its own.

    A noun may look like a verb: blocks and paint by the window.
    """
    if after in (*words.prepositions, *words.joins):
        return False
    names = (*words.which, *words.amounts, *words.generic, *words.prepositions)
    takes = after in (*words.which, *words.amounts) or after[:1].isdigit()
    names += (*words.ifs, *words.breaks, *words.roles)
    if takes and joined and word not in names:
        return verb_of(word, words) in {word, ""}
    loose = takes or after in (*words.vague, *words.generic) or noun_before
    return verb_of(word, words) == word and loose


def _is_purpose(act: str, start: int, at: int, words: Words) -> bool:
    """Say whether what is joined belongs to a purpose: meet to review and list."""
    said = act[start:at]
    return any(
        verb_of((TOKEN.findall(said[hit.end() :]) or [""])[0], words)
        for hit in whole(words.infinitive).finditer(said)
    )


def _word_at(act: str, at: int) -> str:
    found = TOKEN.search(act, at)
    return found[0].lower() if found else ""


def says_which(what: str, words: Words) -> bool:
    """Say whether an act says how many or which: a number, a name, an article."""
    if re.search(r"\d", what) or QUOTED.search(what):
        return True
    if words.found(words.amounts, what):
        return True
    names = [word for word in TOKEN.findall(what)[1:] if re.match(r"[^\W\d_]", word)]
    if any(name[0].isupper() for name in names):
        return True
    if is_vague(what, words):
        return False
    if words.found(words.which, what):
        return True
    # Without an article, an act that says where or for what says which.
    placed = words.found(words.prepositions, what) and len(TOKEN.findall(what)) > 4
    return bool(placed) and not words.found(words.vague, what)


def is_vague(what: str, words: Words) -> bool:
    """Say whether what is acted upon is told by words that fit anything."""
    act = act_of(what, words)
    tokens = list(TOKEN.finditer(act))
    if len(tokens) < 2 or not words.vague:
        return False
    rest = act[tokens[1].start() :]
    thing = whole(words.prepositions).split(rest)[0] or rest
    found = whole(words.vague).search(thing)
    starts = whole(words.which).match(thing)
    return found is not None and (starts is None or found.start() == 0)
