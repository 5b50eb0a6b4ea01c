"""Whether the numbers of a form are those of the scale, or the form's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.core import FindingKind
from cqikit.forms._choices import choices_of
from cqikit.forms._meant import LAYOUT
from cqikit.forms._propose import form_of
from cqikit.forms._toml import value_text
from cqikit.forms._words import NUMBER, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cqikit.assessments import Scale
    from cqikit.forms._faults import Faults
    from cqikit.forms._layout import AnswersLayout, ItemColumn
    from cqikit.tables import Table

__all__ = ["ask_numbering"]

FROM_WHERE: Final = FindingKind(
    "answers.from-0-or-1",
    says="numbers without a 0: {tool} counts choices from 1, the scale from 0",
    fix=f"say which in {LAYOUT}: codes = {{first}} where 1 is the first choice,"
    " codes = {second} where it is the second; or export labels",
)


def ask_numbering(
    table: Table,
    layout: AnswersLayout,
    scales: Mapping[str, Scale],
    places: Iterable[int],
    faults: Faults,
) -> None:
    """Ask what numbers mean that the tool counts from 1 and the scale from 0.

    A 0 among them, a code that is declared for each, or labels in their place
    settle it.
    """
    form = form_of(table)
    if not form.numbers_choices:
        return
    asked: dict[Scale, dict[str, set[str]]] = {}
    for item in layout.items:
        scale = scales.get(item.item)
        if scale is None or scale.low != 0 or not choices_of(scale):
            continue
        cells = {fold(cell) for cell in _cells(table, layout, item, places)}
        known = set(map(fold, (*layout.codes, *item.codes)))
        numbers = {cell for cell in cells - known if NUMBER.fullmatch(cell)}
        if numbers:
            asked.setdefault(scale, {})[item.column or layout.value] = numbers
    for scale, columns in asked.items():
        numbers = set[str]().union(*columns.values())
        if "0" not in numbers:
            labels = [label for _, label in choices_of(scale)]
            texts = [
                value_text({str(number): label for number, label in enumerate(said, 1)})
                for said in (labels, labels[1:])
            ]
            faults.add(
                FROM_WHERE.problem(
                    f"{faults.word_for_column} {', '.join(columns)}",
                    tool=form.title,
                    first=texts[0],
                    second=texts[1],
                )
            )
    if asked:
        faults.raise_if_any()


def _cells(
    table: Table, layout: AnswersLayout, item_column: ItemColumn, places: Iterable[int]
) -> list[str]:
    """Return what the rows that are read say of an item."""
    column = layout.value or item_column.column
    if not {column, layout.item} - {""} <= set(table.columns):
        return []
    at = table.columns.index(column)
    of = table.columns.index(layout.item) if layout.item else None
    rows = (table.rows[place] for place in places)
    return [
        row[at]
        for row in rows
        if of is None or fold(row[of]) == fold(item_column.column)
    ]
