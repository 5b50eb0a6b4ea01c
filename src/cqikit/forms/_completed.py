"""A layout that names no items, with what the columns of its export say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, fields_dict

from cqikit.forms._layout import AnswersLayout
from cqikit.forms._propose import form_of, layout_for

if TYPE_CHECKING:
    from cqikit.assessments import Framework
    from cqikit.tables import Table

__all__ = ["completed"]


def completed(
    layout: AnswersLayout, table: Table, framework: Framework
) -> AnswersLayout:
    """Return a layout that names no items with those that columns are called after."""
    if layout.items:
        return layout
    made = layout_for(table, framework, form_of(table), None, by_words=False)
    unsaid = AnswersLayout()
    said = {
        name: getattr(layout, name)
        for name in fields_dict(AnswersLayout)
        if getattr(layout, name) != getattr(unsaid, name)
    }
    return evolve(made, **said | {"codes": {**made.codes, **layout.codes}})
