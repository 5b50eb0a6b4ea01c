"""What a form is: sections of fields and rows, as values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, Literal, TypeAlias

from attrs import field, frozen

from cqikit.core import (
    Catalog,
    Choice,
    ChoiceOf,
    FrozenDict,
    SeveralOf,
    TupleOf,
    at_least,
    each,
    instance_of,
    is_key,
    is_text,
    non_blank,
)

__all__ = [
    "Field",
    "FieldKind",
    "FieldKindWord",
    "Fields",
    "Rows",
    "Section",
    "Template",
    "Tree",
]

#: A document as `documents.unstructure` makes it.
Tree: TypeAlias = dict[str, Any]
NO_WORDS: Final = FrozenDict[str, Any]({})


class FieldKind(Choice):
    """What is typed into a field.

    ``LINES`` and ``NAMES`` are several texts, one a line; a ``NAME`` is the short name
    of something that stands elsewhere in the form, or its title. ``CHOICES`` are words
    with commas between them. A ``PERIOD`` is a day, a month, a quarter or a year; a
    ``SPAN`` is one, or a first and a last one.
    """

    TEXT = "text"
    LINES = "lines"
    DAY = "day"
    NUMBER = "number"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes-no"
    PERIOD = "period"
    SPAN = "span"
    NAME = "name"
    NAMES = "names"


FieldKindWord: TypeAlias = Literal[
    "text",
    "lines",
    "day",
    "number",
    "choice",
    "choices",
    "yes-no",
    "period",
    "span",
    "name",
    "names",
]


def _as_words(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    return FrozenDict({name: _as_words(part) for name, part in value.items()})


@frozen(kw_only=True)
class Field:
    """One field of a form, or one column of its rows.

    Parameters
    ----------
    path : str
        Where in the document, or in the row, it goes: ``reflections.confidence``.
    label : str
        What stands beside it or above it; a sentence (`core.say`) can be said in other
        languages.
    kind : FieldKind
        What is typed in it; text unless said.
    words : mapping of str to str
        Of a choice: what the form calls each word of the document.
    also : tuple of str
        Of a choice: what else is read as it stands and is not offered, such as the
        numbers of a scale; nothing unless said.
    of : tuple of str
        Of a name: the lists in which it is a key, such as ``areas``; what stands there
        may be called by its title, too.
    width : float
        How wide its column is, beside those of width 1.
    """

    path: str = field(validator=is_key)
    label: str = field(validator=non_blank)
    kind: FieldKind = field(
        default=FieldKind.TEXT, converter=ChoiceOf[FieldKind, FieldKindWord]
    )
    words: Mapping[str, str] = field(
        default=NO_WORDS, converter=_as_words, validator=instance_of(Mapping)
    )
    also: tuple[str, ...] = field(default=(), converter=SeveralOf[str])
    of: tuple[str, ...] = field(default=(), converter=SeveralOf[str])
    width: float = field(default=1.0, validator=at_least(0))


@frozen(kw_only=True)
class Fields:
    """Fields below each other, each beside its label.

    Parameters
    ----------
    fields : tuple of Field
        The fields, from top to bottom.
    """

    fields: tuple[Field, ...] = field(
        converter=TupleOf[Field], validator=each(instance_of(Field))
    )

    @property
    def tags(self) -> tuple[str, ...]:
        """Return what the content control of each field is tagged with."""
        return tuple(it.path for it in self.fields)


@frozen(kw_only=True)
class Rows:
    """A table in which each row is an entry of a list of the document.

    Parameters
    ----------
    path : str
        Where the list is: ``steps``; with `inside`, in each entry of that list.
    columns : tuple of Field
        The columns, from left to right.
    title : str
        What stands above it, "" for nothing.
    key : str
        The column that tells entries apart, "" for none; where it is left empty in a
        new row, its words are made of `key_from`.
    key_from : tuple of str
        Columns that a key is made of, the first that is filled in.
    inside : str
        A list of the document whose entries have these rows; the first column names
        the entry.
    more : bool
        Whether these are further columns of entries that stand in an earlier table
        with the same key.
    fixed : mapping of str to str
        What each of its entries has beside its cells, such as ``event = "involve"``;
        a list that several tables hold is told apart by it.
    variants : mapping of str to mapping of str to str
        Of entries of several types, by what stands in the column ``event``: which
        attribute each column is.
    stubs : mapping of str to str
        Rows that are always there, by the key in their first column, with its text.
    menus : mapping of str to mapping of str to str
        Of such rows, the choices of the column `menu`.
    menu : str
        What the rows are chosen from; nothing unless said.
    blank : int
        How many empty rows there are to write in, beyond those that are filled.
    """

    path: str = field(validator=is_key)
    columns: tuple[Field, ...] = field(
        converter=TupleOf[Field], validator=each(instance_of(Field))
    )
    title: str = field(default="", validator=is_text)
    key: str = field(default="", validator=is_text)
    key_from: tuple[str, ...] = field(default=(), converter=TupleOf[str])
    inside: str = field(default="", validator=is_text)
    more: bool = field(default=False, validator=instance_of(bool))
    fixed: Mapping[str, str] = field(default=NO_WORDS, converter=_as_words)
    variants: Mapping[str, Mapping[str, str]] = field(
        default=NO_WORDS, converter=_as_words
    )
    stubs: Mapping[str, str] = field(default=NO_WORDS, converter=_as_words)
    menus: Mapping[str, Mapping[str, str]] = field(
        default=NO_WORDS, converter=_as_words
    )
    menu: str = field(default="", validator=is_text)
    blank: int = field(default=3, validator=at_least(0))

    @property
    def list(self) -> str:
        """Return the path of the list, with the one that it is inside of."""
        return f"{self.inside}.{self.path}" if self.inside else self.path

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return the columns, under the name that `Fields` has them by."""
        return self.columns

    @property
    def tags(self) -> tuple[str, ...]:
        """Return what the content control of each column is tagged with."""
        kind = "".join(f"{value}." for value in self.fixed.values())
        more = "more." if self.more else ""
        return tuple(f"{self.list}.{kind}{more}{it.path}" for it in self.columns)


Part: TypeAlias = Fields | Rows


@frozen(kw_only=True)
class Section:
    """Parts of a form under one heading, with what helps to fill them in.

    Parameters
    ----------
    title : str
        The heading.
    text : str
        What helps to fill it in; nothing unless said.
    parts : tuple of Part
        What stands under it; nothing unless said.
    """

    title: str = field(validator=non_blank)
    text: str = field(default="", validator=is_text)
    parts: tuple[Part, ...] = field(
        default=(), converter=TupleOf[Part], validator=each(instance_of(Fields, Rows))
    )


def _same(tree: Tree) -> Tree:
    return tree


@frozen(kw_only=True)
class Template:
    """A form: what it is called, its sections, and the document that it tells of.

    Parameters
    ----------
    name : str
        The name by which it is asked for.
    title : str
        What it is called at the top.
    text : str
        What it is for, in a sentence or two.
    document : str
        The type of document, one of `documents.DOCUMENTS`.
    member : str
        The list of that document of which a form is one entry, such as ``worksheets``;
        "" where a form is the whole document.
    sections : tuple of Section
        The sections, from top to bottom.
    key_from : str
        The field that the document's key is made of, where it is left empty.
    order : mapping of str to tuple of str
        Lists that are in order of their days, each with its types of event in the
        order in which they come on one day.
    start : mapping
        What a blank form has in it already.
    spread, gather : function
        From the tree of a document to what stands on the form, and back.
    about : mapping of str to str
        What else has to be known to make the form anew, such as the framework of a
        self-assessment; it is written into the file.
    source : str
        Whose form it follows.
    """

    name: str = field(validator=is_key)
    title: str = field(validator=non_blank)
    text: str = field(default="", validator=is_text)
    document: str = field(validator=is_key)
    member: str = field(default="", validator=is_text)
    sections: tuple[Section, ...] = field(
        converter=TupleOf[Section], validator=each(instance_of(Section))
    )
    key_from: str = field(default="title", validator=is_text)
    order: Mapping[str, tuple[str, ...]] = field(default=NO_WORDS, converter=_as_words)
    start: Mapping[str, Any] = field(default=NO_WORDS, converter=_as_words)
    spread: Callable[[Tree], Tree] = _same
    gather: Callable[[Tree], Tree] = _same
    about: Mapping[str, str] = field(default=NO_WORDS, converter=_as_words)
    source: str = field(default="", validator=is_text)

    @property
    def parts(self) -> tuple[Part, ...]:
        """Return the parts of all sections, in their order."""
        return tuple(part for section in self.sections for part in section.parts)


#: Forms by name.
Templates: TypeAlias = Catalog[Template]
