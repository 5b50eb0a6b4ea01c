"""Layouts proposed from an export, its form and its definition."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from attrs import define, field

from cqikit.assessments import Framework, Item
from cqikit.core import (
    FindingKind,
    FrozenDict,
    arguments,
    instance_of,
    say,
)
from cqikit.errors import DataError
from cqikit.forms._codes import codes_of, fits, said_by
from cqikit.forms._definition import Definition, Question
from cqikit.forms._form import FORMS, Form
from cqikit.forms._layout import AnswersLayout, ItemColumn
from cqikit.forms._meant import LAYOUT, likely
from cqikit.forms._roles import boxes_of, labels_of, role_column, roles_of
from cqikit.forms._toml import items_text
from cqikit.forms._words import fold, name_of, status_of
from cqikit.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.core import Catalog

__all__ = ["form_of", "layout_for", "propose"]

#: Columns of our own names are what they say, in every table.
PLAIN: Final[Mapping[str, tuple[str, ...]]] = {
    "respondent": ("respondent", "id"),
    "role": ("role",),
    "unit": ("unit",),
    "site": ("site",),
    "on": ("on", "date", "day"),
    "item": ("item", "question"),
    "value": ("value", "answer"),
}
NO_CODES: Final[Mapping[str, str | float]] = FrozenDict()
BOTH: Final = FindingKind(
    "answers.both-columns",
    says="both could be item {key!r}",
    fix=f"rename one of them, or say which it is in {LAYOUT}, with all others:"
    " {line}",
)
NO_ITEM: Final = FindingKind(
    "answers.no-item",
    says="no column is an item of {framework} (there are {columns})",
    fix="say which is which in a layout, for items {items}",
)
#: The part of a column's name that may be an item's: [row] of a grid, group/name,
#: matrix.row, question - statement.
BRACKETED: Final = re.compile(r"\[([^\[\]]*)\]\s*$")
PARTS: Final = re.compile(r"/|\.| - ")
MOST_PARTS: Final = 20


@arguments(
    table=instance_of(Table, fix=say("tables.read reads a file, forms.records JSON")),
    framework=instance_of(Framework),
)
def propose(
    table: Table,
    framework: Framework,
    *,
    form: str = "",
    definition: Definition | None = None,
    codes: Mapping[str, str | float] = NO_CODES,
    forms: Catalog[Form] = FORMS,
) -> AnswersLayout:
    r"""Return a layout for an export, to be looked at before it is used.

    A column belongs to an item when its name is the item's key or text, as a
    whole or in the place where the form has it (``[key]``, ``group/key``,
    ``matrix.key``, ``question - text``). Codes get the meaning that the
    definition, the form, or their own words give them (``Don't know``).

    Parameters
    ----------
    table : Table
        The export: see `tables.read`, and `records` for JSON.
    framework : Framework
        The framework that is answered.
    form : str
        Name of one of `forms`; by default the one whose columns there are.
    definition : Definition
        The form's own definition, which says what codes are called; none by default.
    codes : mapping of str to label, number or status
        What codes mean, whatever the definition calls them; none by default.
    forms : Catalog of Form
        The kinds of export that are known; all unless said.

    Raises
    ------
    DataError
        When no column is an item, or two are the same one.

    Examples
    --------
    >>> from cqikit.assessments import FRAMEWORKS
    >>> from cqikit.tables import parse_csv
    >>> table = parse_csv(
    ...     "Timestamp,Please rate [teams]\n1/13/2025 9:30:00,Don't know\n"
    ... )
    >>> layout = propose(table, FRAMEWORKS["bts-infrastructure"])
    >>> layout.items[0].item, layout.items[0].column, layout.on, layout.codes
    ('teams', 'Please rate [teams]', 'Timestamp', {"Don't know": 'dont-know'})
    """
    made_for = form_of(table, form, forms)
    return layout_for(table, framework, made_for, definition, codes=codes)


def form_of(table: Table, name: str = "", forms: Catalog[Form] = FORMS) -> Form:
    """Return the form of this name, or the one whose columns there are."""
    name = name or getattr(table, "form", "")
    if name:
        return forms[name]
    return next((form for form in forms if form.knows(table.columns)), forms["plain"])


def layout_for(
    table: Table,
    framework: Framework,
    form: Form,
    definition: Definition | None,
    *,
    codes: Mapping[str, str | float] = NO_CODES,
    by_words: bool = True,
) -> AnswersLayout:
    """Return the layout of an export of one form.

    `by_words` says whether the words of a cell may say what it means, when
    nothing else does.
    """
    declared = {code: status.value for code, status in form.codes} | dict(codes)
    definition = definition or Definition()
    proposal = _Proposal(table, framework, form, definition, declared)
    columns = _plain_columns(table, form.between)
    long = bool(columns["item"] and columns["value"])
    value = columns["value"] if long else ""
    common, items = _hoisted(
        proposal.long_items(columns["item"], value) if long else proposal.wide_items()
    )
    if by_words:
        common |= proposal.words(items, value, common)
    columns["role"] = columns["role"] or role_column(table, form, definition, items)
    roles, boxes = roles_of(table, form, definition, columns["role"])
    return AnswersLayout(
        items=items,
        codes=common | declared,
        respondent=form.column("respondent", table.columns) or columns["respondent"],
        role="" if boxes else columns["role"],
        unit=columns["unit"],
        site=columns["site"],
        on=form.column("on", table.columns) or columns["on"],
        roles=roles,
        role_boxes=boxes,
        skip=form.skip,
        where_not={at: text for at, text in form.tests if at in table.columns},
        item=columns["item"] if long else "",
        value=value,
        delimiter=form.delimiter,
        framework=framework.key,
        framework_version=framework.version,
    )


def _plain_columns(table: Table, between: str) -> dict[str, str]:
    """Return the columns of our own names, "" where there is none."""
    # In a group of Kobo's, one is called group/name.
    names = [
        (column, {name_of(column), name_of(column.rpartition(between)[2])})
        for column in table.columns
    ]
    return {
        part: next((at for name in called for at, own in names if name in own), "")
        for part, called in PLAIN.items()
    }


def _hoisted(
    items: list[ItemColumn],
) -> tuple[dict[str, str | float], list[ItemColumn]]:
    """Return the codes that all items have, and the items with those of their own."""
    first, *others = items
    common = {
        code: meaning
        for code, meaning in first.codes.items()
        if all(other.codes.get(code) == meaning for other in others)
    }
    own = [
        ItemColumn(
            item=item.item,
            column=item.column,
            boxes=item.boxes,
            codes={c: m for c, m in item.codes.items() if c not in common},
        )
        for item in items
    ]
    return common, own


@define
class _Proposal:
    """One export, and what its columns may be."""

    table: Table
    framework: Framework
    form: Form
    definition: Definition
    #: What codes mean, whatever else says so.
    declared: Mapping[str, str | float]
    #: Items by all that a column may call them; None where two have one name.
    names: dict[str, Item | None] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.names = {}
        items = self.framework.all_items
        for name, item in [
            (_bare(text), this_item)
            for this_item in items
            for text in _texts(this_item)
        ]:
            taken = self.names.setdefault(name, item)
            self.names[name] = item if taken is item else None
        # A key as it stands is nobody else's.
        self.names |= {item.key: item for item in items}

    def item_of(self, *called: str) -> Item | None:
        """Return the item that one of these names is, by the first that is one."""
        parts = [part for name in called for part in _parts(name)]
        for name in [*parts, *map(_bare, parts)]:
            found = self.names.get(name)
            if found is not None:
                return found
        return None

    def wide_items(self) -> list[ItemColumn]:
        """Return the columns that are items, of a table with a row a respondent."""
        found: dict[str, list[ItemColumn]] = {}
        boxed = set()
        for question in self.definition.questions:
            item = self.item_of(question.name, question.label)
            boxes = boxes_of(self.table, question)
            if item is not None and boxes:
                boxed |= set(boxes)
                said = {
                    column: said_by(code, label, self.framework.scale_of(item))
                    for column, (code, label) in boxes.items()
                }
                made = ItemColumn(item=item.key, boxes=said)
                found.setdefault(item.key, []).append(made)
        for place, column in enumerate(self.table.columns):
            if not column or column in boxed or self.form.is_own(column):
                continue
            asked = self.definition.of_column(column)
            item = self.item_of(column, *labels_of(self.table, self.form, place, asked))
            if item is not None:
                made = self._column(item, column, asked, column)
                found.setdefault(item.key, []).append(made)
        return self._single(found)

    def long_items(self, column: str, value: str) -> list[ItemColumn]:
        """Return what the items are called in a table with a row an answer."""
        found: dict[str, list[ItemColumn]] = {}
        for name in dict.fromkeys(text.strip() for text in self.table.column(column)):
            question = self.definition.of_column(name)
            item = self.item_of(name, question.label if question else "")
            if item is not None and name:
                made = self._column(item, name, question, value)
                found.setdefault(item.key, []).append(made)
        return self._single(found)

    def _column(
        self, item: Item, name: str, question: Question | None, column: str
    ) -> ItemColumn:
        """Return where an item is, with the codes of its question, by word and label.

        `name` is what the layout calls it, `column` where its answers are.
        """
        codes: dict[str, str | float] = {}
        if question is not None:
            scale = self.framework.scale_of(item)
            known = {fold(code) for code in self.declared}
            codes |= codes_of(self.table.name, question, scale, known)
            # Some exports have the labels in the cells.
            cells = {fold(cell) for cell in self.table.column(column)}
            for _, label in question.choices:
                status = status_of(label)
                new = fold(label) in cells - {fold(code) for code in codes}
                if status is not None and new and not fits(label, scale):
                    codes[label] = status.value
        return ItemColumn(item=item.key, column=name, codes=codes)

    def _single(self, found: Mapping[str, list[ItemColumn]]) -> list[ItemColumn]:
        known = [columns[0] for columns in found.values()]
        line = f"items = {items_text(known)}"
        problems = [
            BOTH.problem(
                ", ".join(
                    column.column or " and ".join(column.boxes) for column in columns
                ),
                key=key,
                line=line,
            )
            for key, columns in found.items()
            if len(columns) > 1
        ]
        if not found:
            none = NO_ITEM.problem(
                framework=self.framework.key,
                columns=tuple(filter(None, self.table.columns[:12])),
                items=tuple(item.key for item in self.framework.all_items[:12]),
            )
            problems.append(none)
        if problems:
            raise DataError(self.table.name, problems)
        order = [item.key for item in self.framework.all_items]
        return [
            columns[0] for key in order for columns in (found.get(key, []),) if columns
        ]

    def words(
        self, items: list[ItemColumn], value: str, known: Mapping[str, Any]
    ) -> dict[str, str]:
        """Return codes for cells whose own words say what they mean, if one thing."""
        scales = [
            self.framework.scale_of(self.framework.item(item.item)) for item in items
        ]
        said = {fold(code) for code in (*known, *self.declared)}
        said |= {fold(code) for item in items for code in item.codes}
        found: dict[str, str] = {}
        for column in dict.fromkeys(
            [value] if value else (item.column for item in items)
        ):
            for cell in dict.fromkeys(self.table.column(column) if column else ()):
                text = cell.strip()
                if fold(text) in said or any(fits(text, scale) for scale in scales):
                    continue
                meant = {likely(text, scale) for scale in scales} - {"", text}
                if len(meant) == 1:
                    said.add(fold(text))
                    found[text] = meant.pop()
        return found


def _texts(item: Item) -> tuple[str, str]:
    return item.key, item.text


def _parts(name: str) -> Iterator[str]:
    """Yield a name, and the ends of it that may be an item's, the longest first."""
    name = name.strip()
    yield name
    bracketed = BRACKETED.search(name)
    if bracketed:
        yield bracketed[1]
    for found in islice(PARTS.finditer(name), MOST_PARTS):
        yield name[found.end() :]


def _bare(text: str) -> str:
    return name_of(text).replace("-", "")
