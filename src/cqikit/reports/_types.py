"""A report as a document: all that it rests on, to keep and to compose anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.documents import TYPES as KNOWN
from cqikit.documents import DocumentType

if TYPE_CHECKING:
    from cqikit.core import Catalog

__all__ = ["TYPES"]

#: All types of document that there are, and the report: it has every row of the data,
#: so that it may need ``most=`` to be read.
TYPES: Final[Catalog[DocumentType]] = KNOWN.add(
    DocumentType(name="report", cls="cqikit.reports:Report")
)
