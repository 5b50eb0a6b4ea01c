"""What tells alike classes apart, of which a document must say which it has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, reduce
from importlib import import_module
from operator import or_
from typing import Any, Final, get_args

__all__ = ["TAGGED", "TAGS"]

#: Unions of classes, or these by name, of each room: those of rules are together one.
TAGGED: Final[dict[str, tuple[str, ...]]] = {
    "actions": ("Event",),
    "pdsa": ("Event", "Statement"),
    "plans": ("Event",),
    "spc": (
        *("Alternating", "Mixture", "Box", "Crossings", "Stratification"),
        *("LongestRun", "KOfNBeyond", "OppositeLimits", "BeyondLimits", "RunCount"),
        *("Shift", "Trend", "Zeros"),
    ),
}
#: Those of which the first that fits is meant.
UNTAGGED: Final = {
    "pdsa": (("Cycle", "Form"), ("Asked", "Predict"), ("Found", "Compare"))
}


@cache
def tags_of(room: str) -> dict[Any, str]:
    """Return the tags of the unions of one room, which is loaded."""
    found = import_module(f"cqikit.{room}")
    kinds = [getattr(found, name) for name in TAGGED[room]]
    if room == "spc":
        return {reduce(or_, kinds): "rule"}
    bare = (
        reduce(or_, (getattr(found, name) for name in names))
        for names in UNTAGGED.get(room, ())
    )
    return dict[Any, str].fromkeys(kinds, "event") | dict.fromkeys(bare, "")


class _Tags(Mapping[Any, str]):
    """The tags of all rooms; a union is looked up in the room of its classes alone."""

    def __getitem__(self, kind: Any) -> str:
        for member in get_args(kind):
            room = getattr(member, "__module__", "").removeprefix("cqikit.")
            known = room.partition(".")[0]
            if known in TAGGED and kind in tags_of(known):
                return tags_of(known)[kind]
        raise KeyError(kind)

    def __iter__(self) -> Iterator[Any]:
        for room in TAGGED:
            yield from tags_of(room)

    def __len__(self) -> int:
        return sum(len(tags_of(room)) for room in TAGGED)


#: What the key is called that tells alike classes apart; "" where their fields do, of
#: which the first that fits is meant.
TAGS: Final[Mapping[Any, str]] = _Tags()
