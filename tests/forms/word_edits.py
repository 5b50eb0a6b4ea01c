"""What people do to a form in a word processor, done by python-docx."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["add_row", "empty", "merge", "opened", "table_of", "track", "write_in"]


def opened(path: Path) -> Any:
    return Document(str(path))


def table_of(document: Any, *heads: str) -> Any:
    """Return the table whose first row begins with these labels."""
    for table in document.tables:
        texts = [text_of(cell).split("\n")[0] for cell in table.rows[0].cells]
        if texts[: len(heads)] == list(heads):
            return table
    raise LookupError(heads)


def text_of(cell: Any) -> str:
    return "\n".join(
        "".join(it.text or "" for it in paragraph.iter(qn("w:t")))
        for paragraph in cell._tc.iter(qn("w:p"))
    )


def write_in(cell: Any, text: str) -> None:
    """Type into a cell, in its control."""
    control = next(cell._tc.iter(qn("w:sdt")))
    for mark in list(control.iter(qn("w:showingPlcHdr"))):
        mark.getparent().remove(mark)
    first, *others = list(control.iter(qn("w:t")))
    first.text = text
    for other in others:
        other.text = ""


def add_row(table: Any, *texts: str) -> None:
    """Copy the last row, as Word's own button does, and type into it."""
    row = table.rows[-1]._tr
    row.addnext(deepcopy(row))
    for cell, text in zip(table.rows[-1].cells, texts, strict=False):
        if text:
            write_in(cell, text)


def empty(cell: Any) -> None:
    """Take out all that stands in a cell, and its control with it."""
    cell.text = ""


def track(cell: Any, text: str) -> None:
    """Type over what stands in a cell while changes are tracked."""
    run = next(next(cell._tc.iter(qn("w:sdt"))).iter(qn("w:r")))
    about = {qn("w:author"): "a", qn("w:date"): "2026-01-01T00:00:00Z"}
    deleted = run.makeelement(qn("w:del"), {qn("w:id"): "9001", **about})
    inserted = run.makeelement(qn("w:ins"), {qn("w:id"): "9002", **about})
    run.addprevious(deleted)
    deleted.addnext(inserted)
    inserted.append(deepcopy(run))
    next(inserted.iter(qn("w:t"))).text = text
    deleted.append(run)
    for gone in list(run.iter(qn("w:t"))):
        gone.tag = qn("w:delText")


def merge(first: Any, other: Any) -> None:
    first.merge(other)
