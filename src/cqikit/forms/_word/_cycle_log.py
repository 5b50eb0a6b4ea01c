"""What the log of a cycle says beyond its worksheet, kept with the form.

The fields of the worksheet hold a cycle with its corrections made. What was corrected
and why, earlier plans, and who wrote down a stage have none: where a log says such
things, it is kept whole. On the way back the fields count, as people type there; what
they leave as it was is taken from the log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import define, evolve

from cqikit import documents
from cqikit.core import FindingKind, problem_of
from cqikit.documents import Cycles
from cqikit.errors import DocumentError, Problem, TransitionError
from cqikit.pdsa import (
    Compare,
    Correct,
    Cycle,
    Event,
    Observe,
    Plan,
    Predict,
    cycle_of,
    statements,
    worksheet,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cqikit.forms._word._template import Tree
    from cqikit.pdsa import Statement, Worksheet

__all__ = ["LOG", "beyond", "with_log"]

#: Where the log stands among what is kept.
LOG: Final = "log"
#: What has its author in a column; of all others the log alone has it.
ROWS: Final = Predict | Observe | Compare
APART: Final = FindingKind(
    "form.log-apart", says="the fields tell of another cycle than this log"
)


def beyond(cycle: Cycle) -> Tree:
    """Return the log of a cycle for its form, where the fields do not say all of it."""
    if cycle_of(worksheet(cycle)) == cycle:
        return {}
    (tree,) = documents.unstructure(Cycles(cycles=[cycle]))["cycles"]
    return {LOG: tree[LOG]}


def with_log(sheet: Worksheet, log: Any) -> Cycle | Problem:
    """Return the cycle of a worksheet with what a kept log says beyond it.

    Where they do not go together, or one of them is none of a possible cycle, return
    why.
    """
    head = {name: getattr(sheet, name) for name in ("key", "title", "team", "idea")}
    tree = {"type": "cycles", "version": 1, "cycles": [{**head, LOG: log}]}
    try:
        said = statements(cycle_of(sheet))
        (kept,) = documents.structure(tree, Cycles).logs
        made = Cycle(**head, log=_edited(kept, said))
    except DocumentError as error:
        return error.problems[0]
    except TransitionError as error:
        return problem_of(error)
    return made if worksheet(made) == sheet else APART.problem()


@define
class _Entry:
    """An event of the log that was kept, or a new one: its place there is -1 then."""

    event: Event
    place: int = -1


def _edited(kept: Cycle, said: Sequence[Statement]) -> list[Event]:
    """Return the log that was kept, with what the fields say of each event.

    Of an event that was corrected, they say what its last correction does. A new one
    comes after that before it on the form, and after the corrections of earlier days.
    """
    entries = [_Entry(event, place) for place, event in enumerate(kept.log)]
    tells = _tells(entries)
    pairs = {new: place for place, new in _pairs(tells, said)}
    gone = tells.keys() - pairs.values()
    entries = [entry for entry in entries if _place(entry) not in gone]
    at = 0
    for number, event in enumerate(said):
        if number in pairs:
            _say(tells[pairs[number]], event)
            at = 1 + next(
                here
                for here, entry in enumerate(entries)
                if entry.place == pairs[number]
            )
            continue
        while at < len(entries) and _is_before(entries[at].event, event):
            at += 1
        entries.insert(at, _Entry(event))
        at += 1
    moved = {entry.place: here for here, entry in enumerate(entries)}
    return [
        evolve(entry.event, place=moved[entry.event.place])
        if isinstance(entry.event, Correct)
        else entry.event
        for entry in entries
    ]


def _place(entry: _Entry) -> int:
    """Return the place of an event in the log, or of that which it corrects."""
    event = entry.event
    return event.place if isinstance(event, Correct) else entry.place


def _tells(entries: Sequence[_Entry]) -> dict[int, _Entry]:
    """Return what tells each event that is on the form: itself, or its correction."""
    tells: dict[int, _Entry] = {}
    plans = [entry.place for entry in entries if isinstance(entry.event, Plan)]
    for entry in entries:
        if _place(entry) not in plans[:-1]:
            tells[_place(entry)] = entry
    return tells


def _told(entry: _Entry) -> Statement:
    event = entry.event
    return event.instead if isinstance(event, Correct) else event


def _say(entry: _Entry, event: Statement) -> None:
    """Put what the fields say of an event into the log, its author kept."""
    old = _told(entry)
    new = event if isinstance(event, ROWS) else evolve(event, author=old.author)
    held = entry.event
    entry.event = evolve(held, instead=new) if isinstance(held, Correct) else new


def _is_before(there: Event, event: Statement) -> bool:
    return isinstance(there, Correct) and there.on <= event.on


def _pairs(
    tells: dict[int, _Entry], said: Sequence[Statement]
) -> Iterator[tuple[int, int]]:
    """Yield each place of the log with the number of the event that it is on the form.

    Of one type, those that begin and end alike are the same; between them, as many as
    there were are these, edited, and any others are new.
    """
    for kind in {type(event): None for event in said}:
        olds = [place for place, entry in tells.items() if type(_told(entry)) is kind]
        news = [number for number, event in enumerate(said) if type(event) is kind]
        while olds and news and _alike(tells[olds[0]], said[news[0]]):
            yield olds.pop(0), news.pop(0)
        while olds and news and _alike(tells[olds[-1]], said[news[-1]]):
            yield olds.pop(), news.pop()
        if len(olds) == len(news):
            yield from zip(olds, news, strict=True)


def _alike(entry: _Entry, event: Statement) -> bool:
    return evolve(_told(entry), author=event.author) == event
