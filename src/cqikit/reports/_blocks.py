"""What every form of a report shows: sections of text, tables and pictures.

A form writes these in its own way, and works out nothing of its own. Whatever is said
in words of ours is a sentence, which a form has said in its language (`in_words`)
before it writes: then all texts are plain.
"""

from __future__ import annotations

import math
import re
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias, TypeVar

from attrs import field, fields, frozen

from cqikit.core import (
    ENGLISH,
    Choice,
    Part,
    Sentence,
    Wording,
    places,
    say,
    visible,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
    "Piece",
    "Row",
    "Section",
    "Table",
    "Text",
    "Tone",
    "Words",
    "cell",
    "in_words",
    "line",
    "told",
]

#: No XML and no UTF-8 file can hold these: control characters, lone surrogates.
UNWRITABLE: Final = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)


#: What a script reads as it stands: a number, and a day or period that sorts as text.
READ: Final = re.compile(r"-?\d+(\.\d+)?|\d{4}-[\dQWH-]+")

T = TypeVar("T")


def _writable(text: Part) -> str:
    """Return a text on one line, with U+FFFD for what no file can hold.

    Marks that turn the writing direction are shown by their number.

    A day or number is for the language to write; a sentence is cleaned when it is said,
    as it would lose its parts.
    """
    if not isinstance(text, str):
        return say("{part}", part=text)
    if isinstance(text, Sentence):
        return text
    if type(text) is str and text.isprintable() and "  " not in text:
        # Nothing in it is a line, or hides, or is too wide.
        return text
    return re.sub(r"\s+", " ", visible(UNWRITABLE.sub("\ufffd", text)))


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

    def __str__(self) -> str:
        return self.text


@frozen
class Line:
    """Pieces of text beside each other, each with a tone of its own."""

    texts: tuple[Text, ...] = ()

    def __iter__(self) -> Iterator[Text]:
        return iter(self.texts)

    def __len__(self) -> int:
        return len(self.texts)

    def __str__(self) -> str:
        return "".join(map(str, self.texts))


#: What a line is made of: a part stands there as its language writes it.
Piece: TypeAlias = "Part | Text | Line"


def line(*pieces: Piece) -> Line:
    """Return a line of texts, sentences, days and numbers; what is empty is left out.

    Pieces are of no language, such as a title and a day. What needs words to hold it
    together is `told`.
    """
    texts = [text for piece in pieces for text in _texts(piece)]
    return Line(tuple([text for text in texts if text.text]))


def _texts(piece: Piece) -> tuple[Text, ...]:
    if isinstance(piece, Line):
        return piece.texts
    return (piece if isinstance(piece, Text) else Text(piece),)


def told(template: str, /, tone: Tone = Tone.PLAIN, **pieces: Piece) -> Line:
    """Return a line made of a template, as `say` takes it, and the pieces in it.

    Pieces keep their tones and what they lead to, wherever a language puts them; the
    words between them have the tone that is given.
    """
    parts: dict[str, Any] = dict(pieces)
    return Line((Text(Sentence(template, parts), tone),))


@frozen
class Cell:
    """A place in a table; `how` is the key of the figure that stands there.

    Where it is shortened, `whole` is what the file of its table has; `value` is the
    number or day that it begins with, in whatever language that is written.
    """

    lines: tuple[Line, ...]
    how: str = ""
    across: int = 1
    whole: str = ""
    value: float | None = None

    @property
    def order(self) -> str:
        """Return by what a script sorts it; "" where its text says as much."""
        if self.value is None or (not self.how and READ.fullmatch(str(self))):
            return ""
        return f"{self.value:.9g}"

    def __str__(self) -> str:
        return "; ".join(map(str, self.lines))


def cell(*lines: Piece, how: str = "", across: int = 1) -> Cell:
    """Return a cell of lines; those that are empty are left out."""
    made = tuple(filter(None, map(line, lines)))
    return Cell(made, how, across, value=_first(made))


def _first(part: Any) -> float | None:
    """Return the number or day that something to be said begins with."""
    if isinstance(part, Sentence):
        name = _leading(part.template)
        return _first(part.parts[name]) if name else None
    if isinstance(part, str):
        return None
    if isinstance(part, Text | Line):
        return _first(part.text if isinstance(part, Text) else part.texts)
    if isinstance(part, tuple):
        return _first(part[0]) if part else None
    if isinstance(part, float | int) and not isinstance(part, bool):
        return float(part) if math.isfinite(part) else None
    day = getattr(part, "first", part)
    return float(day.toordinal()) if isinstance(day, date) else None


@lru_cache
def _leading(template: str) -> str:
    """Return the name of the part that a template begins with, "" of another one."""
    name = next(iter(places(template)), ("",))[0]
    return name if template.startswith(f"{{{name}") else ""


@frozen
class Column:
    """A column of a table; numbers stand on its right, dates are `whole`."""

    title: str = field(converter=_writable)
    number: bool = False
    whole: bool = False


@frozen(kw_only=True)
class Row:
    """A row of a table, whose first cell says what it is of."""

    cells: tuple[Cell, ...]
    anchor: str = ""


@frozen(kw_only=True)
class Table:
    """A table; without a head when no column has a title.

    A page offers one with the name of a `file` as such: what is shortened is whole
    there.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = field(default="", converter=_writable)
    file: str = ""

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
    """What can be drawn for paper; a page asks for `wide` and `narrow`, or cards."""

    def sheets(self, wording: Wording, /) -> tuple[str, ...]: ...


@frozen(kw_only=True)
class Picture:
    """A picture; `outline` says it where no picture can be."""

    drawing: Drawing
    title: str = field(converter=_writable)
    caption: Line = Line()
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
    """A report from its title to its last section, and the language of its pictures."""

    title: str = field(converter=_writable)
    as_of: date
    opening: tuple[Line, ...]
    sections: tuple[Section, ...]
    wording: Wording = ENGLISH


#: What holds others, and is said by saying these: the names of its fields.
HOLDERS: Final[dict[type, tuple[str, ...]]] = {
    kind: tuple(at.name for at in fields(kind))
    for kind in (
        *(Page, Section, Heading, Paragraph, Listing, Picture, Fold),
        *(Table, Column, Row, Cell),
    )
}
#: What says nothing by itself.
SIMPLE: Final = frozenset({str, int, float, bool, type(None)})
#: The fields of these that are a text of their own.
TITLES: Final = frozenset({"text", "title", "caption", "whole"})


def in_words(shown: T, wording: Wording) -> T:
    """Return a page, or what stands on one, with every text plain, in a language.

    Examples
    --------
    >>> german = Wording(translate={"{n:# team|# teams}, {more}": "{more}: {n}"}.get)
    >>> said = told("{n:# team|# teams}, {more}", n=2, more=Text("all", Tone.STRONG))
    >>> str(said), [text.text for text in in_words(said, german)]
    ('2 teams, all', ['all', ': 2'])
    """
    said: T = _said(shown, wording)
    return said


#: A piece of a text in a language, its tone and what it leads to.
Written: TypeAlias = tuple[str, Tone, str]


def _said(shown: Any, wording: Wording) -> Any:
    kind = type(shown)
    if kind is Line:
        return Line(tuple(_joined(shown, wording)))
    if kind is tuple:
        return tuple(_said(each, wording) for each in shown)
    if kind not in HOLDERS:
        return shown
    worded: dict[str, Any] = {}
    for name in HOLDERS[kind]:
        value = getattr(shown, name)
        if name in TITLES and isinstance(value, str):
            value = _titled(value, wording)
        elif type(value) not in SIMPLE:
            value = _said(value, wording)
        worded[name] = value
    return kind(**worded)


def _titled(text: str, wording: Wording) -> str:
    return wording.part(text) if text else ""


def _joined(said: Line, wording: Wording) -> Iterator[Text]:
    """Yield the pieces of a line in a language, neighbours of one tone as one."""
    pieces = [piece for text in said.texts for piece in _pieces(text, wording)]
    for (tone, to), alike in groupby(pieces, _manner):
        text = "".join([piece[0] for piece in alike])
        if text:
            yield Text(wording.contract(text), tone, to)


def _manner(piece: Written) -> tuple[Tone, str]:
    """Return the tone of a piece, and what it leads to."""
    return piece[1:]


def _pieces(text: Text, wording: Wording) -> Iterable[Written]:
    """Return what a text is made of in a language."""
    said = text.text
    if isinstance(said, Sentence) and any(
        isinstance(part, Text | Line | tuple) for part in said.parts.values()
    ):
        return _parted(said, text, wording)
    # What somebody typed is kept apart from what is around it.
    return ((_writable(wording.part(said)), text.tone, text.to),)


def _parted(said: Sentence, within: Text, wording: Wording) -> Iterator[Written]:
    """Yield a sentence piece by piece: texts in it have tones of their own."""

    def write(part: Any) -> str | tuple[Written, ...]:
        if not isinstance(part, Text | Line):
            return wording.part(part)
        return tuple(piece for each in line(part) for piece in _pieces(each, wording))

    for piece in wording.pieces(said.template, said.parts, write):
        if isinstance(piece, str):
            yield _writable(piece), within.tone, within.to
        else:
            yield from piece
