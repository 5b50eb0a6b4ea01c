"""Faults of an export, told by kind: what it is, how often, and where first."""

from __future__ import annotations

from typing import Final

from attrs import define, field, frozen

from cqikit.core import plural
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


@frozen
class _Fault:
    must: str
    got: str
    fix: str


@define
class Faults:
    """The faults found so far in one table, in order of first appearance."""

    table: Table
    #: What the layout says that codes mean, and what is proposed besides.
    codes: dict[str, str | float] = field(factory=dict)
    _declared: int = field(init=False)
    _found: dict[_Fault, list[str]] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        self._declared = len(self.codes)

    def add(self, must: str, where: str = "", fix: str = "") -> None:
        """Keep a fault of the layout, or of the table as a whole."""
        self._found[_Fault(must, "", fix)] = [where]

    def cell(
        self, place: int, column: str, must: str, got: str = "", fix: str = ""
    ) -> None:
        """Keep the fault of a cell of the row at `place`; `got` is what it says."""
        where = self.row(place) + (
            f", {self.word_for_column} {column}" if column else ""
        )
        said = shown(got) if got else ""
        self._found.setdefault(_Fault(must, said, fix), []).append(where)

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
        for fault in self._found:
            alike.setdefault(fault.must if fault.got else repr(fault), []).append(fault)
        made = []
        for faults in alike.values():
            same_fix = len({fault.fix for fault in faults}) == 1
            if len(faults) > MOST_TEXTS or (same_fix and len(faults) > 1):
                fix = faults[0].fix if same_fix else ANOTHER_COLUMN
                made.append(self._many(faults, fix))
            else:
                made += [self._one(fault, self._found[fault]) for fault in faults]
        if len(self.codes) > max(1, self._declared):
            line = f"codes = {value_text(self.codes)}"
            made.append(Problem(LAYOUT, "codes is one line, with all of them", line))
        return made

    def _one(self, fault: _Fault, places: list[str]) -> Problem:
        got = f" (got {fault.got})" if fault.got else ""
        return Problem(places[0], f"{fault.must}{got}{_more(places)}", fault.fix)

    def _many(self, faults: list[_Fault], fix: str) -> Problem:
        places = [where for fault in faults for where in self._found[fault]]
        texts = ", ".join(fault.got for fault in faults[:3])
        more = len(faults) - 3
        then = f" and {plural(more, 'other text')}" if more > 0 else ""
        message = f"{faults[0].must} (got {texts}{then})"
        return Problem(places[0], f"{message}{_more(places)}", fix)


def _more(places: list[str]) -> str:
    if len(places) == 1:
        return ""
    named = "; ".join(places[1 : NAMED + 1])
    unnamed = len(places) - 1 - NAMED
    then = f" and {unnamed:,} more" if unnamed > 0 else ""
    return f", in {plural(len(places), 'cell')}: also {named}{then}"
