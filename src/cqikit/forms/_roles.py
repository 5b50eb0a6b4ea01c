"""The role of who answered: its column, or its check boxes, and what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cqikit.forms._words import asks_role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cqikit.forms._definition import Definition, Question
    from cqikit.forms._form import Form
    from cqikit.forms._layout import ItemColumn
    from cqikit.tables import Table

__all__ = ["boxes_of", "labels_of", "role_column", "roles_of"]


def labels_of(
    table: Table, form: Form, place: int, asked: Question | None
) -> list[str]:
    """Return what people read above a column, where that is not its name."""
    rows = table.rows[: form.skip]
    return [asked.label if asked else "", *(row[place] for row in rows)]


def role_column(
    table: Table, form: Form, definition: Definition, items: Iterable[ItemColumn]
) -> str:
    """Return the one column that asks for the role, "" where none or several do.

    Numbers are roles only where the definition says which.
    """
    taken = {column for item in items for column in (item.column, *item.boxes)}
    found = []
    for place, column in enumerate(table.columns):
        asked = definition.of_column(column)
        cells = [row[place] for row in table.rows[form.skip :]]
        worded = not all(map(_is_plain, cells))
        said = (
            column.rpartition(form.between)[2],
            *labels_of(table, form, place, asked),
        )
        if (
            column not in taken
            and not form.is_own(column)
            and any(map(asks_role, said))
            and (worded or (asked and asked.choices))
        ):
            found.append(column)
    return found[0] if len(found) == 1 else ""


def roles_of(
    table: Table, form: Form, definition: Definition, column: str
) -> tuple[dict[str, str], dict[str, str]]:
    """Return what the definition says of the role: its codes, or its boxes."""
    for question in definition.questions:
        name = question.name.rpartition(form.between)[2]
        if not (asks_role(name) or asks_role(question.label)):
            continue
        boxes = boxes_of(table, question)
        if boxes:
            return {}, {box: label for box, (_, label) in boxes.items()}
        if question.name == column:
            return {c: t for c, t in question.choices if c != t}, {}
    return {}, {}


def boxes_of(table: Table, question: Question) -> dict[str, tuple[str, str]]:
    """Return the columns of a question's check boxes, with code and label."""
    if not question.boxes:
        return {}
    found = {}
    for code, label in question.choices:
        box = code.lower().replace("-", "_")
        for column in (
            f"{question.name}___{box}",
            f"{question.name}/{code}",
            f"{question.name}[{code}]",
            f"{question.label} (choice={label})",
        ):
            if column in table.columns:
                found[column] = (code, label)
    return found


def _is_plain(cell: str) -> bool:
    """Say whether a cell is empty or digits alone."""
    return not cell.strip() or cell.strip().isdecimal()
