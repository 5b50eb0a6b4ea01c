"""Responses from columns: each distinct cell is read once, and no answer is an object.

A column of an item is turned into codes of its distinct cells (`core.codes_of`), of
which there are about as many as the scale has anchors; each is read once, and all rows
follow by one index. So ten thousand respondents to two hundred items are two million
numbers, and two hundred times five cells to read.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cqikit.assessments._answers import Status
from cqikit.assessments._framework import Framework
from cqikit.assessments._responses import RANKS, Cells, Responses
from cqikit.core import (
    FindingKind,
    arguments,
    codes_of,
    first_rows,
    instance_of,
    joined_codes,
    problem_of,
    say,
)
from cqikit.errors import (
    DataError,
    FieldError,
    FieldTypeError,
    KnownNames,
    UnknownNameError,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from cqikit.assessments._scale import Scale
    from cqikit.errors import Problem

    Indexes = NDArray[np.intp]

__all__ = ["PEOPLE", "columns_read", "responses_of"]

#: The columns that say who answers about what: as the fields of an `Answer`.
PEOPLE: Final = ("site", "unit", "respondent", "role")
#: Those of a table with a row an answer.
LONG: Final = ("item", "value", "status")

TWICE: Final = FindingKind(
    "cells.twice",
    says={
        "wide": "row {row} is of the same respondent as row {first}",
        "long": "row {row} answers the same item as row {first}",
    },
    fix="keep one, or name respondents and units",
)
TWO_ROLES: Final = FindingKind(
    "cells.two-roles",
    says="row {row} gives the respondent another role than row {first}",
    fix="give each respondent one role",
)
NOT_AS_SAID: Final = FindingKind(
    "cells.not-as-said",
    says="{n:# row|# rows} whose status and value disagree; the first is row {row}",
    fix="leave out the status, or the value",
)


def names_of(table: Any) -> tuple[str, ...]:
    """Return the names of the columns of a data frame, or of a mapping of columns."""
    names = getattr(table, "column_names", getattr(table, "columns", None))
    if names is None and hasattr(table, "keys"):
        names = table.keys()
    if names is None or callable(names):
        must = say("must be a data frame, or columns by name")
        raise FieldTypeError("table", must, type(table))
    return tuple(map(str, names))


@arguments(framework=instance_of(Framework))
def columns_read(framework: Framework, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return which of the columns of a table `responses_of` reads, in their order.

    Parameters
    ----------
    framework : Framework
        The framework that was answered.
    names : tuple of str
        All columns that the table has.

    Examples
    --------
    >>> from cqikit.assessments import YES_NO, Item
    >>> small = Framework(
    ...     key="small",
    ...     title="Small",
    ...     version="1",
    ...     scales=[YES_NO],
    ...     items=[Item(key="aim", text="An aim")],
    ... )
    >>> columns_read(small, ("aim", "month", "site"))
    ('aim', 'site')
    """
    items = [item.key for item in framework.all_items]
    known = (*PEOPLE, *(LONG if "item" in names else items))
    return tuple(name for name in names if name in known)


@arguments(framework=instance_of(Framework))
def responses_of(
    framework: Framework, table: Mapping[str, Any] | Any, *, source: str = "answers"
) -> Responses:
    """Return what a data frame of answers says, as responses to a framework.

    Parameters
    ----------
    framework : Framework
        The framework that was answered.
    table : data frame of pandas, polars or Arrow, or mapping of names to columns
        A row a respondent, with a column for each item, called by its key; or, where
        it has a column ``item``, a row an answer, with its ``value`` and perhaps its
        ``status``. Whose it is stands in ``respondent``, ``role``, ``unit`` and
        ``site``, as far as they are told. A cell is a number of the item's scale, a
        label, the name of a status such as ``not-applicable``, or empty: unanswered.
    source : str
        What messages call it; ``answers`` unless said.

    Raises
    ------
    DataError
        Columns that nothing reads, cells that are no answer, one line for each with
        the first row that has it, and who answers twice or in two roles.
    FieldTypeError
        When it is no data frame.

    Notes
    -----
    What is the same as `Responses` of `Answer` objects; these are made when somebody
    asks for them. A form's export, with its texts and codes, is for `forms.responses`.

    Examples
    --------
    >>> from cqikit.assessments import YES_NO, Item, score
    >>> small = Framework(
    ...     key="small",
    ...     title="Small",
    ...     version="1",
    ...     scales=[YES_NO],
    ...     items=[Item(key="aim", text="An aim"), Item(key="data", text="Data")],
    ... )
    >>> said = {"respondent": ["a", "b"], "aim": ["yes", "no"], "data": [1, None]}
    >>> found = responses_of(small, said)
    >>> score(found).value, found.answers[2].value
    (0.75, 0.0)
    """
    names = names_of(table)
    read = columns_read(framework, names)
    keys = (item.key for item in framework.all_items)
    kinds = KnownNames((*PEOPLE, *LONG[:1], *keys))
    problems: list[Problem] = [
        problem_of(UnknownNameError(say("item"), name, kinds), f"column {name}")
        for name in names
        if name not in read
    ]
    is_long = "item" in read
    if is_long and "value" not in read:
        missing = UnknownNameError(say("column"), "value", names)
        problems.append(problem_of(missing, "columns"))
    if problems:
        raise DataError(source, problems)
    columns = {name: table[name] for name in read}
    reading = _Reading(framework, columns)
    cells = reading.long() if is_long else reading.wide()
    if reading.problems:
        raise DataError(source, reading.problems)
    return Responses.of_cells(framework, cells, source)


class _Reading:
    """The columns of one table, and what is wrong with them."""

    def __init__(self, framework: Framework, columns: Mapping[str, Any]) -> None:
        self.items = framework.all_items
        self.scales = [framework.scale_of(item) for item in self.items]
        self.columns = columns
        self.problems: list[Problem] = []

    def wide(self) -> Cells:
        """Return the cells of a table with a row for each person."""
        people, person, roles = self._people("wide")
        places = {item.key: place for place, item in enumerate(self.items)}
        asked = [places[name] for name in self.columns if name in places]
        numbers = np.full((len(person), len(asked)), np.nan)
        status = np.zeros(numbers.shape, dtype=np.int8)
        for column, place in enumerate(asked):
            name = self.items[place].key
            cells, codes = codes_of(self.columns[name])
            self._check_length(name, codes, person)
            said, meant = self._meant(cells, self.scales[place], name, codes)
            numbers[:, column], status[:, column] = said[codes], meant[codes]
        return Cells(
            people=people,
            roles=roles,
            person=np.repeat(person, len(asked)),
            item=np.tile(np.array(asked, dtype=np.intp), len(person)),
            status=status.ravel(),
            numbers=numbers.ravel(),
        )

    def long(self) -> Cells:
        """Return the cells of a table with a row for each answer."""
        people, person, roles = self._people("long")
        keys, of = codes_of(self.columns["item"])
        cells, codes = codes_of(self.columns["value"])
        item = self._items_of(keys, of)
        numbers = np.full(len(person), np.nan)
        status = np.zeros(len(person), dtype=np.int8)
        self._check_length("value", codes, person)
        self._check_length("item", of, person)
        if self.problems:
            return Cells(people, roles, person, person, status, numbers)
        self._once(person * max(len(self.items), 1) + item, "long")
        # Items of one scale read one cell alike.
        for scale in dict.fromkeys(self.scales):
            of_scale = np.array([other == scale for other in self.scales])
            mine = of_scale[item] if len(item) else np.zeros(0, dtype=bool)
            own = np.unique(codes[mine])
            back = np.zeros(len(cells), dtype=np.intp)
            back[own] = np.arange(len(own))
            here = [cells[code] for code in own.tolist()]
            rows = np.flatnonzero(mine)
            found = self._meant(here, scale, "value", back[codes[mine]], rows)
            numbers[mine], status[mine] = (part[back[codes[mine]]] for part in found)
        status = self._stated(status)
        return Cells(people, roles, person, item, status, numbers)

    def _items_of(self, keys: list[Any], of: Indexes) -> Indexes:
        """Return the place of each row's item."""
        places = {item.key: place for place, item in enumerate(self.items)}
        names = KnownNames(places)
        for code, key in enumerate(keys):
            if key not in places:
                row = int((of == code).argmax()) + 1
                unknown = UnknownNameError(say("item"), str(key), names)
                self.problems.append(problem_of(unknown, f"row {row}, column item"))
        known = np.array([places.get(key, -1) for key in keys], dtype=np.intp)
        return known[of]

    def _people(self, form: str) -> tuple[Any, Indexes, tuple[str, ...]]:
        """Return (site, unit, respondent) of each person, whose rows are, and roles."""
        rows = [len(column) for column in self.columns.values()][:1] or [0]
        parts = [self._texts(name, rows[0]) for name in PEOPLE[:3]]
        texts, code = joined_codes(parts, rows[0])
        if form == "wide":
            self._once(code, form)
        roles, role = self._texts("role", rows[0])
        first = first_rows(code, len(texts))
        for row in np.flatnonzero(role != role[first][code]).tolist():
            before = int(first[code[row]])
            problem = TWO_ROLES.problem("role", row=row + 1, first=before + 1)
            self.problems.append(problem)
        return tuple(texts), code, tuple(roles[place] for place in role[first].tolist())

    def _texts(self, name: str, rows: int) -> tuple[list[str], Indexes]:
        """Return the distinct texts of a column of people, "" where it says nothing."""
        if name not in self.columns:
            return [""], np.zeros(rows, dtype=np.intp)
        cells, codes = codes_of(self.columns[name])
        self._check_length(name, codes, range(rows))
        return ["" if _is_empty(cell) else str(cell) for cell in cells], codes[:rows]

    def _meant(
        self,
        cells: list[Any],
        scale: Scale,
        name: str,
        codes: Indexes,
        rows: Indexes | None = None,
    ) -> tuple[NDArray[np.float64], NDArray[np.int8]]:
        """Return the number and the status that each distinct cell means."""
        numbers = np.full(len(cells), np.nan)
        status = np.zeros(len(cells), dtype=np.int8)
        for code, cell in enumerate(cells):
            said = str(cell).strip().casefold() if isinstance(cell, str) else None
            if _is_empty(cell):
                status[code] = RANKS[Status.UNANSWERED]
            elif said in UNSAID:
                status[code] = RANKS[Status(said)]
            else:
                try:
                    numbers[code] = scale.number(cell)
                except (FieldError, FieldTypeError) as error:
                    place = int((codes == code).argmax())
                    row = place if rows is None else int(rows[place])
                    where = f"row {row + 1}, column {name}"
                    self.problems.append(problem_of(error, where, form="bare"))
        return numbers, status

    def _stated(self, status: NDArray[np.int8]) -> NDArray[np.int8]:
        """Return the status of each row as its column says, which fits its value."""
        if "status" not in self.columns:
            return status
        words, codes = codes_of(self.columns["status"])
        ranks = np.zeros(len(words), dtype=np.int8)
        for place, word in enumerate(words):
            try:
                ranks[place] = RANKS[Status.of(word, "status")]
            except FieldError as error:
                row = int((codes == place).argmax()) + 1
                where = f"row {row}, column status"
                self.problems.append(problem_of(error, where, form="bare"))
        stated: NDArray[np.int8] = ranks[codes]
        wrong = (stated == RANKS[Status.ANSWERED]) != (status == 0)
        if wrong.any():
            n, row = int(wrong.sum()), int(wrong.argmax()) + 1
            self.problems.append(NOT_AS_SAID.problem("column status", n=n, row=row))
        return stated

    def _once(self, code: Indexes, form: str) -> None:
        """Note rows that say again what an earlier one says."""
        order = np.argsort(code, kind="stable")
        again = np.flatnonzero(np.diff(code[order]) == 0) + 1
        starts = np.flatnonzero(np.diff(code[order], prepend=-1))
        for place in again.tolist():
            first = order[starts[np.searchsorted(starts, place, side="right") - 1]]
            row = int(order[place])
            problem = TWICE.problem(
                "rows", form=form, row=row + 1, first=int(first) + 1
            )
            self.problems.append(problem)

    def _check_length(self, name: str, codes: Any, rows: Any) -> None:
        if len(codes) != len(rows):
            must = say("must be as many as rows ({count})", count=len(rows))
            raise FieldError(name, must, len(codes))


UNSAID: Final = frozenset(str(status) for status in Status) - {str(Status.ANSWERED)}


def _is_empty(cell: Any) -> bool:
    if isinstance(cell, str):
        return not cell.strip()
    return cell is None or (isinstance(cell, float) and math.isnan(cell))
