"""Lists and logs of two sides, as one: who is in it, and in which order."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from attrs import evolve

from cqikit.documents._read import standard_converter
from cqikit.pdsa import Correct

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterable, Mapping

__all__ = [
    "by_time",
    "kept_keys",
    "keys_of",
    "named",
    "ordered",
    "placed",
    "rewritten",
]

Key: TypeAlias = "Hashable"
Side: TypeAlias = "Mapping[Any, Any]"

#: By the first of these that tells all members of a list apart, they are merged.
NAMES: Final = ("key", "edition", "measure", "item", "title")


def text_of(value: Any) -> str:
    """Return all that a value says, by which it is told from others."""
    if isinstance(value, str):
        return str(value)
    said = standard_converter().unstructure(value)
    return f"{type(value).__name__} {json.dumps(said, sort_keys=True, default=str)}"


def named(*sides: Iterable[Any]) -> str:
    """Return the attribute by which members are told apart, "" where there is none."""
    lists = [tuple(side) for side in sides]
    for name in NAMES:
        keys = [[getattr(member, name, None) for member in side] for side in lists]
        if all(
            all(isinstance(key, str) and key for key in side)
            and len(set(side)) == len(side)
            for side in keys
        ):
            return name
    return ""


def keys_of(side: Iterable[Any], by: str) -> list[Key]:
    """Return the key of each member; without a name, all it says and how often yet."""
    if by:
        return [getattr(member, by) for member in side]
    return _counted(map(text_of, side))


def _counted(texts: Iterable[str]) -> list[Key]:
    seen: Counter[str] = Counter()
    keys: list[Key] = []
    for text in texts:
        keys.append((text, seen[text]))
        seen[text] += 1
    return keys


def kept_keys(base: Side, mine: Side, theirs: Side) -> list[Any]:
    """Return who is in the merged list.

    Whom one side took out is out, unless the other changed it.
    """
    kept = []
    for key in {**base, **mine, **theirs}:
        there = [side[key] for side in (mine, theirs) if key in side]
        stays = key not in base or len(there) == 2
        if stays or any(pair != base[key] for pair in there):
            kept.append(key)
    return kept


def rewritten(
    base: Side, mine: Side, theirs: Side
) -> tuple[tuple[Any, ...], tuple[Any, ...], tuple[Any, ...]] | None:
    """Return what both took out and put something else for; None where they did not."""
    gone = [base[key] for key in base if key not in mine and key not in theirs]
    sides = (mine, theirs), (theirs, mine)
    new = [
        tuple(own[key] for key in own if key not in base and key not in other)
        for own, other in sides
    ]
    return (tuple(gone), new[0], new[1]) if gone and all(new) else None


def ordered(
    base: list[Any], mine: list[Any], theirs: list[Any], kept: Collection[Any]
) -> tuple[list[Any], bool]:
    """Return the order of who is kept, and whether the sides agree on it.

    What was there stays in its order, or in that which one side gave it; what is new
    stands after what it stood after on its own side.
    """
    shared = {key for key in kept if key in base and key in mine and key in theirs}
    before, own, other = (
        [key for key in side if key in shared] for side in (base, mine, theirs)
    )
    agreed = before in (own, other) or own == other
    frame = (other if own == before else own) if agreed else before
    # What only one side still had stands where it stood before.
    frame = _inserted(frame, [_grouped(base, set(frame), kept)])
    within = set(frame)
    groups = [_grouped(side, within, kept) for side in (mine, theirs)]
    return _inserted(frame, groups), agreed


def _grouped(
    side: list[Any], frame: set[Any], kept: Collection[Any]
) -> dict[Any, list[Any]]:
    """Return what is not in the frame, by what it stands after; None at the front."""
    found: dict[Any, list[Any]] = {}
    after = None
    for key in side:
        if key in frame:
            after = key
        elif key in kept:
            found.setdefault(after, []).append(key)
    return found


def _inserted(frame: list[Any], groups: list[dict[Any, list[Any]]]) -> list[Any]:
    """Return the frame with groups after their members; two groups are woven."""
    made: list[Any] = []
    seen: set[Any] = set()
    for after in (None, *frame):
        if after is not None:
            made.append(after)
        found = [group.get(after, []) for group in groups]
        woven = found[0] if len(found) == 1 else woven_of(found[0], found[1], str)
        made += [key for key in woven if key not in seen]
        seen.update(woven)
    return made


def woven_of(
    mine: list[Any], theirs: list[Any], rank: Callable[[Any], Any]
) -> list[Any]:
    """Return both lists as one in which each keeps its order; who has both is once.

    Where nothing says which comes first, the lower rank does.
    """
    made: dict[Any, None] = {}
    both = set(mine) & set(theirs)
    own, other = 0, 0
    while own < len(mine) and other < len(theirs):
        heads = mine[own], theirs[other]
        # What both have waits until both have come to it, unless they cross.
        waits = [head in both for head in heads]
        if heads[0] == heads[1] or waits[0] is waits[1]:
            chosen = min(heads, key=rank)
        else:
            chosen = heads[1] if waits[0] else heads[0]
        made[chosen] = None
        while own < len(mine) and mine[own] in made:
            own += 1
        while other < len(theirs) and theirs[other] in made:
            other += 1
    rest = (*mine[own:], *theirs[other:])
    return list(made | dict.fromkeys(rest))


def placed(log: Iterable[Any]) -> dict[Any, Any]:
    """Return the events of a log by all they say; a correction says of which it is."""
    texts: list[str] = []
    events = tuple(log)
    for event in events:
        if isinstance(event, Correct):
            of = texts[event.place]
            texts.append(f"{text_of(evolve(event, place=0))} of {of}")
        else:
            texts.append(text_of(event))
    return dict(zip(_counted(texts), events, strict=True))


def by_time(
    mine: Side, theirs: Side, left: Collection[Key] = ()
) -> list[tuple[Any, ...]]:
    """Return the logs that hold every event of both, in order of time.

    Of one day, either side may come first, and what was said that day decides: the
    three ways of it, of which the first is tried first. What is `left` of theirs is in
    none, nor is a correction of it.
    """
    events = {**theirs, **mine}
    lists = list(mine), [key for key in theirs if key not in left]

    def text(key: Any) -> Any:
        return events[key].on, key

    def first_in(side: Side) -> Callable[[Any], Any]:
        return lambda key: (events[key].on, key not in side)

    firsts = [woven_of(*lists, first_in(side)) for side in (mine, theirs)]
    orders = [woven_of(*lists, text), *sorted(firsts)]
    return [_log(keys, mine, theirs) for keys in orders]


def _log(keys: list[Any], mine: Side, theirs: Side) -> tuple[Any, ...]:
    """Return the events in an order; corrections count places in it."""
    places = {key: place for place, key in enumerate(keys)}
    made = []
    for key in keys:
        side = mine if key in mine else theirs
        event = side[key]
        if isinstance(event, Correct):
            of = list(side)[event.place]
            if of not in places:
                continue
            event = evolve(event, place=places[of])
        made.append(event)
    return tuple(made)
