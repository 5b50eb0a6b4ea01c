"""What every form of a report shows: sections of text, tables and pictures.

A form writes these in its own way, and works out nothing of its own.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final, Protocol, TypeAlias

from attrs import field, frozen

from cqikit.core import Choice

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = [
    "Block",
    "Cell",
    "Column",
    "Drawing",
    "Fold",
    "Heading",
    "Line",
    "Listing",
    "Page",
    "Paragraph",
    "Picture",
    "Row",
    "Section",
    "Table",
    "Text",
    "Tone",
    "Words",
    "cell",
    "line",
]

#: No XML and no UTF-8 file can hold these: control characters, lone surrogates.
UNWRITABLE: Final = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)


def _writable(text: str) -> str:
    """Return a text on one line, with U+FFFD for what no file can hold."""
    return re.sub(r"\s+", " ", UNWRITABLE.sub("\ufffd", text))


class Tone(Choice):
    """How a piece of text is meant; a form may show it or not."""

    PLAIN = ""
    STRONG = "strong"
    QUIET = "quiet"
    GOOD = "good"
    BAD = "bad"
    MEETS = "meets"


@frozen
class Text:
    """A piece of a line; `to` is the anchor of the place that it leads to."""

    text: str = field(converter=_writable)
    tone: Tone = Tone.PLAIN
    to: str = ""


Line: TypeAlias = "tuple[Text, ...]"


def line(*parts: str | Text) -> Line:
    """Return a line of plain texts and others; what is empty is left out."""
    texts = (Text(part) if isinstance(part, str) else part for part in parts)
    return tuple(text for text in texts if text.text)


@frozen
class Cell:
    """A place in a table; `how` is the key of the figure that stands there."""

    lines: tuple[Line, ...]
    how: str = ""
    across: int = 1


def cell(*lines: str | Text | Line, how: str = "", across: int = 1) -> Cell:
    """Return a cell of lines; those that are empty are left out."""
    made = (value if isinstance(value, tuple) else line(value) for value in lines)
    return Cell(tuple(pair for pair in made if pair), how, across)


@frozen
class Column:
    """A column of a table; numbers stand on its right, dates are `whole`."""

    title: str
    number: bool = False
    whole: bool = False


@frozen(kw_only=True)
class Row:
    """A row of a table, whose first cell says what it is of."""

    cells: tuple[Cell, ...]
    anchor: str = ""


@frozen(kw_only=True)
class Table:
    """A table; without a head when no column has a title."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""

    @property
    def headed(self) -> bool:
        """Return whether any column has a title."""
        return any(column.title for column in self.columns)


@frozen
class Heading:
    """A heading within a section."""

    text: str = field(converter=_writable)


@frozen
class Paragraph:
    """A paragraph."""

    line: Line


@frozen(kw_only=True)
class Listing:
    """A list, numbered when its order is a name; `brief` ones may stand in columns."""

    lines: tuple[Line, ...]
    numbered: bool = False
    brief: bool = False


class Drawing(Protocol):
    """What can be drawn: for a page, for a telephone, for paper."""

    def wide(self) -> str: ...

    def narrow(self) -> str: ...

    def figures(self) -> tuple[Figure, ...]: ...


@frozen(kw_only=True)
class Picture:
    """A picture; `outline` says it where no picture can be."""

    drawing: Drawing
    title: str = field(converter=_writable)
    caption: Line = ()
    outline: str = field(default="")


@frozen(kw_only=True)
class Fold:
    """Blocks that a page may fold away under a summary.

    Paper cannot, so that it leaves out `long` ones: pages of numbers that a picture
    shows.
    """

    summary: Line
    blocks: tuple[Words, ...]
    opened: bool = False
    long: bool = False


#: What has no picture in it; only this can be folded away.
Words: TypeAlias = "Heading | Paragraph | Listing | Table | Fold"
Block: TypeAlias = "Words | Picture"


@frozen(kw_only=True)
class Section:
    """A part of the report, under a title of its own."""

    anchor: str
    title: str = field(converter=_writable)
    blocks: tuple[Block, ...]


@frozen(kw_only=True)
class Page:
    """A report from its title to its last section."""

    title: str = field(converter=_writable)
    as_of: date
    opening: tuple[Line, ...]
    sections: tuple[Section, ...]
