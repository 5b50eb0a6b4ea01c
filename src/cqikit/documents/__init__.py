"""Documents of an improvement effort: TOML and JSON to objects, and back."""

from cqikit.documents._lists import Aims, Measures
from cqikit.documents._read import TAGS, make_converter, parse, read
from cqikit.documents._types import DOCUMENTS, DocumentType, Upgrade

__all__ = [
    "DOCUMENTS",
    "TAGS",
    "Aims",
    "DocumentType",
    "Measures",
    "Upgrade",
    "make_converter",
    "parse",
    "read",
]
