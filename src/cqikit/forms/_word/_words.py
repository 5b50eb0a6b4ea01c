"""What is printed on a form: what stands there before anybody writes on it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cqikit.core import say, visible
from cqikit.forms._word._cells import UNSAFE, words_of
from cqikit.forms._word._template import Field, FieldKind, Fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.core import Wording
    from cqikit.forms._word._template import Part, Template

__all__ = [
    "REST",
    "REST_TEXT",
    "REST_TITLE",
    "choices",
    "head",
    "label",
    "plain",
    "printed",
    "stub_text",
]

REST_TITLE: Final = say("Kept with this form")
REST_TEXT: Final = say(
    "What the form has no field for, by its place; it goes back as it stands here."
)
#: The columns of what the form has no field for.
REST: Final = (
    Field(path="rest.place", label=say("Place")),
    Field(path="rest.value", label=say("What is kept"), width=3),
)
#: Choices of more letters than this, in a column of width 1, stand below the table.
FEW: Final = 40
CHOSEN: Final = frozenset({FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.YES_NO})
SPACES: Final = re.compile(r"\s+")


def plain(text: str) -> str:
    """Return a text on one line, as Word and LibreOffice can hold it."""
    return SPACES.sub(" ", visible(UNSAFE.sub("\ufffd", text))).strip()


def label(field: Field, wording: Wording) -> str:
    """Return the label of a field."""
    return plain(wording.said(field.label))


def choices(field: Field, wording: Wording) -> str:
    """Return what there is to choose from, for who fills in a form on paper."""
    if field.kind not in CHOSEN:
        return ""
    return plain(" / ".join(wording.said(said) for said in words_of(field).values()))


def head(part: Part, field: Field, wording: Wording) -> tuple[str, ...]:
    """Return the lines beside or above a field: its label, and few choices."""
    listed = choices(field, wording)
    few = isinstance(part, Fields) or len(listed) <= FEW * field.width
    return tuple(filter(None, (label(field, wording), listed if few else "")))


def below(part: Part, wording: Wording) -> Iterator[str]:
    """Yield what stands below a table: columns of many choices, with these."""
    for field in part.fields if not isinstance(part, Fields) else ():
        listed = choices(field, wording)
        if len(listed) > FEW * field.width:
            yield f"{label(field, wording)}: {listed}"


def stub_text(key: str, text: str, wording: Wording) -> str:
    """Return what the first cell of a row that is always there says."""
    return f"{plain(wording.said(text))} [{plain(key)}]"


def printed(template: Template, wording: Wording) -> Iterator[str]:
    """Yield each text that stands on a form outside of its tables."""
    yield plain(wording.said(template.title))
    yield plain(wording.said(template.text))
    for section in template.sections:
        yield plain(wording.said(section.title))
        yield plain(wording.said(section.text))
        for part in section.parts:
            if not isinstance(part, Fields):
                yield plain(wording.said(part.title))
            yield from below(part, wording)
    yield plain(wording.said(REST_TITLE))
    yield plain(wording.said(REST_TEXT))
