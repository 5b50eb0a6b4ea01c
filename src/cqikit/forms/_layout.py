"""Answers layouts: which column of a form's export is what, and what its codes mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from attrs import field, frozen

from cqikit.core import (
    Choice,
    FrozenOf,
    TupleOf,
    at_least,
    each,
    instance_of,
    is_key,
    is_text,
    plural,
    say,
)
from cqikit.errors import FieldError, FieldTypeError
from cqikit.forms._toml import toml_of

__all__ = [
    "AnswersLayout",
    "DayOrder",
    "DayOrderWord",
    "ItemColumn",
    "Unfinished",
    "UnfinishedWord",
]


class Unfinished(Choice):
    """What is done with responses that were begun and not sent."""

    LEFT_OUT = "left-out"
    KEPT = "kept"


UnfinishedWord: TypeAlias = Literal["left-out", "kept"]


class DayOrder(Choice):
    """What stands first in a day such as 1/2/2025."""

    MONTH_FIRST = "mdy"
    DAY_FIRST = "dmy"


DayOrderWord: TypeAlias = Literal["mdy", "dmy"]


def _texts(_: object, attribute: Any, value: Any) -> None:
    fits = isinstance(value, dict) and all(
        isinstance(key, str) and isinstance(member, str)
        for key, member in value.items()
    )
    if not fits:
        raise FieldTypeError(attribute.name, say("must be a table of texts"), value)


def _meanings(_: object, attribute: Any, value: Any) -> None:
    if not isinstance(value, dict):
        raise FieldTypeError(attribute.name, say("must be a table"), value)
    for code, meaning in value.items():
        said = isinstance(meaning, str | int | float) and not isinstance(meaning, bool)
        if not (isinstance(code, str) and said):
            must = say("must lead from texts to labels, numbers or statuses")
            raise FieldTypeError(attribute.name, must, {code: meaning})


@frozen(kw_only=True)
class ItemColumn:
    """Where the answers to one item are.

    Parameters
    ----------
    item : str
        Key of the item.
    column : str
        Name of its column; in a long table, what stands for it in the column of items.
    boxes : dict of str to label, number or status
        Columns of check boxes of which one is ticked, with what each says;
        instead of `column`.
    codes : dict of str to label, number or status
        What codes of this item mean, before those of the whole layout.

    Examples
    --------
    >>> ItemColumn(item="teams", boxes={"teams___1": "not yet", "teams___2": "met"})
    ... # doctest: +ELLIPSIS
    ItemColumn(item='teams', column='', boxes=...)
    """

    item: str = field(validator=is_key)
    column: str = field(default="", validator=is_text)
    boxes: Mapping[str, str | float] = field(
        factory=dict,
        converter=FrozenOf[Mapping[str, str | float]],
        validator=_meanings,
        hash=False,
    )
    codes: Mapping[str, str | float] = field(
        factory=dict,
        converter=FrozenOf[Mapping[str, str | float]],
        validator=_meanings,
        hash=False,
    )

    def __attrs_post_init__(self) -> None:
        if bool(self.column) == bool(self.boxes):
            raise FieldError(
                "column", say("must be there, or boxes; not both"), self.column
            )


def _dates_of(said: DayOrder | DayOrderWord | None) -> DayOrder | None:
    return None if said is None else DayOrder.of(said, "dates")


def _unfinished_of(said: Unfinished | UnfinishedWord) -> Unfinished:
    return Unfinished.of(said, "unfinished")


@frozen(kw_only=True)
class AnswersLayout:
    """How the export of a form is read: its columns, its codes, its rows.

    Nothing is guessed: a cell is a number or label of the item's scale, a code
    that is declared here, or a fault. `propose` writes a layout for a form and
    a framework, to be looked at and kept.

    Parameters
    ----------
    items : tuple of ItemColumn
        None where each column is called as its item: then, whatever the layout
        does not say is as `propose` has it, but for codes that only look like
        something.
    codes : dict of str to label, number or status
        What the form's codes mean: a label or number of the scale, or one of
        ``not-applicable``, ``dont-know``, ``not-observed``, ``unanswered``. An
        empty cell is ``unanswered``, unless "" is declared.
    respondent, role, unit, site, on : str
        Columns that say who answered, as what, about what, where, and on what
        day; "" for none. Without a column of respondents, each row is one:
        they are numbered.
    roles : dict of str to str
        What codes of the role mean.
    role_boxes : dict of str to str
        Columns of check boxes of which one is ticked, with the role of each;
        instead of `role`.
    dates : DayOrder, optional
        ``mdy`` or ``dmy`` for days such as 1/2/2025; by default as a day of the
        column tells that can be read in one way only.
    skip : int
        Rows below the header that are no answers.
    where, where_not : dict of str to str
        Only rows that have these texts in these columns, and only rows that do
        not, such as those that a tool marks as tests.
    unfinished : Unfinished
        Whether responses that were begun and not sent, as the tool marks them, are
        ``left-out`` (and told), unless said, or ``kept``.
    item, value : str
        Columns of a long table, one row an answer: of items and of answers.
        "" where each row is a respondent and each item a column.
    file, sheet, delimiter : str
        The export, seen from where the layout is; its sheet, if it is a
        workbook; what stands between its cells, a comma unless said.
    framework, framework_version : str
        Which framework was answered, and which version of it.
    key, title : str
        What the assessment is called; for a layout that is a document of a folder.

    Examples
    --------
    >>> layout = AnswersLayout(
    ...     items=[ItemColumn(item="teams", column="Please rate [teams]")],
    ...     codes={"Don't know": "dont-know"},
    ...     on="Timestamp",
    ...     dates="mdy",
    ... )
    >>> print(layout)
    type = "answers-layout"
    version = 1
    codes = { "Don't know" = "dont-know" }
    on = "Timestamp"
    dates = "mdy"
    items = [
      { item = "teams", column = "Please rate [teams]" },
    ]
    <BLANKLINE>
    """

    items: tuple[ItemColumn, ...] = field(
        default=(),
        converter=TupleOf[ItemColumn],
        validator=each(instance_of(ItemColumn)),
    )
    codes: Mapping[str, str | float] = field(
        factory=dict,
        converter=FrozenOf[Mapping[str, str | float]],
        validator=_meanings,
        hash=False,
    )
    respondent: str = field(default="", validator=is_text)
    role: str = field(default="", validator=is_text)
    unit: str = field(default="", validator=is_text)
    site: str = field(default="", validator=is_text)
    on: str = field(default="", validator=is_text)
    roles: Mapping[str, str] = field(
        factory=dict,
        converter=FrozenOf[Mapping[str, str]],
        validator=_texts,
        hash=False,
    )
    role_boxes: Mapping[str, str] = field(
        factory=dict,
        converter=FrozenOf[Mapping[str, str]],
        validator=_texts,
        hash=False,
    )
    dates: DayOrder | None = field(
        default=None,
        converter=_dates_of,
    )
    skip: int = field(default=0, validator=[instance_of(int), at_least(0)])
    where: Mapping[str, str] = field(
        factory=dict,
        converter=FrozenOf[Mapping[str, str]],
        validator=_texts,
        hash=False,
    )
    where_not: Mapping[str, str] = field(
        factory=dict,
        converter=FrozenOf[Mapping[str, str]],
        validator=_texts,
        hash=False,
    )
    unfinished: Unfinished = field(
        default=Unfinished.LEFT_OUT, converter=_unfinished_of
    )
    item: str = field(default="", validator=is_text)
    value: str = field(default="", validator=is_text)
    file: str = field(default="", validator=is_text)
    sheet: str = field(default="", validator=is_text)
    delimiter: str = field(default="", validator=is_text)
    framework: str = field(default="", validator=is_text)
    framework_version: str = field(default="", validator=is_text)
    key: str = field(default="", validator=is_text)
    title: str = field(default="", validator=is_text)

    def __attrs_post_init__(self) -> None:
        if bool(self.item) != bool(self.value):
            raise FieldError(
                "value", say("must go with item, in a long table"), self.value
            )
        if self.item and not self.items:
            raise FieldError("items", say("must be named, of a long table"), self.items)
        if self.item and any(item.boxes for item in self.items):
            raise FieldError(
                "boxes", say("must be left out in a long table"), self.item
            )
        if self.role and self.role_boxes:
            raise FieldError("role", say("must be left out with role_boxes"), self.role)
        if len(self.delimiter) > 1:
            raise FieldError("delimiter", say("must be one character"), self.delimiter)
        keys = [item.item for item in self.items]
        twice = [key for key in dict.fromkeys(keys) if keys.count(key) > 1]
        if twice:
            must = say("must name {twice} once", twice=tuple(twice))
            raise FieldError("items", must, keys.count(twice[0]))

    def __repr__(self) -> str:
        shape = "long" if self.item else "wide"
        codes = plural(len(self.codes), "code")
        return f"<AnswersLayout, {shape}, {plural(len(self.items), 'item')}, {codes}>"

    def __str__(self) -> str:
        """Return the layout as a document in TOML, to be kept and changed."""
        return toml_of(self)
