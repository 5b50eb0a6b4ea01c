"""Values with a word of their own in every field for text, and what reports say."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from io import BytesIO
from typing import Any, get_args, get_origin, get_type_hints

import attrs
from docx import Document
from docx.oxml.ns import qn

from cqikit import reports
from cqikit.core import Period, parse_period
from tests.reports import blank

#: A value of each kind of field that is no text.
PLAIN: dict[Any, Any] = {
    bool: True,
    int: 5,
    float: 0.5,
    date: date(2026, 6, 30),
    Period: parse_period("2026-05"),
}


def filled(
    cls: Any, words: Iterator[int], chosen: Mapping[Any, Any] | None = None
) -> Any:
    """Return a value of a class with a word of its own in every field for text.

    Parameters
    ----------
    cls : type
    words : iterator of int
        Numbers of the words to come.
    chosen : mapping
        From a class and the name of a field to what stands there: keys, and texts that
        are a choice.
    """
    known = chosen or {}
    hints = get_type_hints(cls)
    made = {}
    for field in attrs.fields(cls):
        if not field.init:
            continue
        at = (cls, field.name)
        made[field.name] = (
            known[at] if at in known else _of_kind(hints[field.name], words, known)
        )
    return cls(**made)


def _of_kind(kind: Any, words: Iterator[int], chosen: Mapping[Any, Any]) -> Any:
    if get_origin(kind) is tuple:
        return (_of_kind(get_args(kind)[0], words, chosen),)
    first = next(
        inner for inner in get_args(kind) or (kind,) if inner is not type(None)
    )
    if get_origin(first) is tuple:
        return _of_kind(first, words, chosen)
    if first in PLAIN:
        return PLAIN[first]
    if attrs.has(first):
        return filled(first, words, chosen)
    return list(first)[-1] if issubclass(first, Enum) else f"word{next(words)}x"


def texts(made: reports.Report) -> dict[str, str]:
    """Return what each form of a report says."""
    body = Document(BytesIO(blank.to_docx(made))).element.body
    said = ["".join(part.itertext()) for part in body.iter(qn("w:p"))]
    return {
        "html": html.unescape(reports.to_html(made)),
        "markdown": reports.to_markdown(made).replace("\\", ""),
        "docx": "\n".join(said),
    }
