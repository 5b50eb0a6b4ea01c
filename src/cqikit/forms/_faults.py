"""Faults of an export, told by kind: what it is, how often, and where first."""

from __future__ import annotations

from typing import Any, Final

from attrs import define, evolve, field

from cqikit.core import FindingKind, FrozenDict, worded
from cqikit.errors import DataError, Problem, shown
from cqikit.forms._meant import LAYOUT
from cqikit.forms._toml import value_text
from cqikit.tables import Table

__all__ = ["Faults"]

#: So many places of one fault are named; the rest are counted.
NAMED: Final = 4
#: A cell that must be one thing, and is so many others, is one fault of its column.
MOST_TEXTS: Final = 6
ANOTHER_COLUMN: Final = (
    "name another column for the item, or declare each text in codes"
)


CODES_LINE: Final = FindingKind(
    "answers.codes-line",
    says="codes is one line, with all of them",
    fix="codes = {codes}",
)


@define
class _Fault:
    """What cells have wrong, what they say and where they stand."""

    problem: Problem
    got: str
    places: list[str]


@define
class Faults:
    """The faults found so far in one table, in order of first appearance."""

    table: Table
    #: What the layout says that codes mean, and what is proposed besides.
    codes: dict[str, str | float] = field(factory=dict)
    _declared: int = field(init=False)
    #: By what is said, what cells say and the fix.
    _found: dict[tuple[str, str, str], _Fault] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        self._declared = len(self.codes)

    def add(self, problem: Problem) -> None:
        """Keep a fault of the layout, or of the table as a whole."""
        key = problem.message, "", problem.fix
        self._found[key] = _Fault(problem, "", [problem.where])

    def cell(self, place: int, column: str, problem: Problem, got: str = "") -> None:
        """Keep the fault of a cell of the row at `place`; `got` is what it says."""
        where = self.row(place) + (
            f", {self.word_for_column} {column}" if column else ""
        )
        said = shown(got) if got else ""
        key = problem.message, said, problem.fix
        self._found.setdefault(key, _Fault(problem, said, [])).places.append(where)

    def row(self, place: int) -> str:
        """Return what a row is called, such as ``row 3``."""
        word = getattr(self.table, "word_for_row", "row")
        return f"{word} {self.table.numbers[place]}"

    @property
    def word_for_column(self) -> str:
        """Return what a column is called."""
        return getattr(self.table, "word_for_column", "column")

    def raise_if_any(self) -> None:
        """Raise all faults, one line a kind."""
        if self._found:
            raise DataError(self.table.name, [*self._problems()])

    def _problems(self) -> list[Problem]:
        alike: dict[str, list[_Fault]] = {}
        for key, fault in self._found.items():
            together = fault.problem.message if fault.got else repr(key)
            alike.setdefault(together, []).append(fault)
        made = []
        for faults in alike.values():
            same_fix = len({fault.problem.fix for fault in faults}) == 1
            if len(faults) > MOST_TEXTS or (same_fix and len(faults) > 1):
                made.append(_many(faults, same_fix=same_fix))
            else:
                made += [
                    _told(fault.problem, fault.got, fault.places) for fault in faults
                ]
        if len(self.codes) > max(1, self._declared):
            made.append(CODES_LINE.problem(LAYOUT, codes=value_text(self.codes)))
        return made


def _many(faults: list[_Fault], *, same_fix: bool) -> Problem:
    """Return one fault of cells that say many different things."""
    places = [where for fault in faults for where in fault.places]
    problem = faults[0].problem
    if not same_fix:
        problem = evolve(problem, fix=ANOTHER_COLUMN, fix_template="")
    texts = tuple(fault.got for fault in faults)
    return _told(problem, texts[:3], places, len(texts[3:]))


def _told(
    problem: Problem, got: str | tuple[str, ...], places: list[str], others: int = 0
) -> Problem:
    """Return a fault with what cells say and all places, the first its own."""
    parts: dict[str, Any] = {"got": got, "others": others} if got else {}
    says = " (got {got})" if got else ""
    if others:
        says = " (got {got} and {others:# other text|# other texts})"
    if len(places) > 1:
        parts |= {"cells": len(places), "also": "; ".join(places[1 : NAMED + 1])}
        says += ", in {cells:# cell|# cells}: also {also}"
    if len(places) > NAMED + 1:
        parts["more"] = float(len(places) - NAMED - 1)
        says += " and {more} more"
    template = (problem.template or problem.message) + says
    said = FrozenDict({**(problem.parts or {}), **parts})
    return evolve(
        problem,
        where=places[0],
        template=template,
        message=worded(template, said),
        parts=said,
    )
