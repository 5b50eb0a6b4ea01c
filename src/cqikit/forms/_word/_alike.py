"""Faults of many rows of one table, or in one place, told in a line for each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from cqikit.core import Sentence, say
from cqikit.forms._word._typed import parts_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from cqikit.errors import Problem

__all__ = ["told_together"]

#: So many rows with the same fault are told one by one; of more, so many are named.
NAMED: Final = 3
#: What is of one row alone: faults of one kind may differ in these.
OF_ROW: Final = frozenset({"got", "text"})


def told_together(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return faults, of which each kind in many rows of a table, or a place, is one.

    It stands where the first of them does, and has its text; `count` says how many
    there are.
    """
    kinds: dict[Hashable, list[Problem]] = {}
    for problem in problems:
        kinds.setdefault(_kind(problem), []).append(problem)
    return tuple(
        made
        for alike in kinds.values()
        for made in (alike if len(alike) <= NAMED else [_together(alike)])
    )


def _kind(problem: Problem) -> Hashable:
    """Return what faults of one kind share: table or place, column, what is said."""
    row = _row(problem.where)
    said = {**(problem.parts or {}), **parts_of(problem.where)}
    shared = [(name, str(it)) for name, it in said.items() if name not in OF_ROW]
    table = str(parts_of(row)["table"] if row else problem.where)
    return table, problem.template, *(it for it in shared if it[0] != "row")


def _row(where: str) -> Any:
    """Return the row that a place is, or is in; "" where it is in none."""
    parts = parts_of(where)
    return where if {"table", "row"} <= parts.keys() else parts.get("row", "")


def _together(alike: list[Problem]) -> Problem:
    first, *_ = alike
    row = _row(first.where)
    if not row:
        more = len(alike) - 1
        place = say("{names} and {more} more", names=first.where, more=more)
        return evolve(first, where=place, count=len(alike))
    numbers = tuple(parts_of(_row(it.where))["row"] for it in alike)
    where: str = say(
        "{table}, rows {rows} and {more} more",
        table=row.parts["table"],
        rows=numbers[:NAMED],
        more=len(numbers) - NAMED,
    )
    if row is not first.where:
        cell: Any = first.where
        where = Sentence(cell.template, {**cell.parts, "row": where})
    return evolve(first, where=where, count=len(alike))
