"""What a folder may hold: every document there is, and how its tables are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit import documents
from cqikit.documents import DocumentType

if TYPE_CHECKING:
    from cqikit.core import Catalog

__all__ = ["DOCUMENTS"]

#: Every document there is, and how the tables of a folder are read.
DOCUMENTS: Final[Catalog[DocumentType]] = documents.DOCUMENTS | [
    DocumentType(name="answers-layout", cls="cqikit.forms:AnswersLayout"),
    DocumentType(name="layout", cls="cqikit.tables:Layout"),
]
