"""One text for one content: RFC 8785 (JSON Canonicalization Scheme), and its hash."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from cqikit.core import arguments
from cqikit.documents._results import TYPES
from cqikit.documents._write import unstructure

if TYPE_CHECKING:
    from cattrs import Converter

    from cqikit.core import Catalog
    from cqikit.documents._types import DocumentType

__all__ = ["canonical", "digest"]

#: Numbers from and up to which ECMAScript writes no exponent.
SMALLEST, LARGEST = 1e-6, 1e21
#: Whole numbers beyond this are no numbers of JSON to others, who have floats.
EXACT: Final = 2**53
ENCODED: Final = json.JSONEncoder(ensure_ascii=False).encode


@arguments()
def canonical(
    value: object,
    *,
    types: Catalog[DocumentType] = TYPES,
    converter: Converter | None = None,
) -> str:
    """Return the canonical text of a document, equal for equal values.

    JSON as RFC 8785 has it: keys in order, no blanks, numbers as ECMAScript writes
    them (100 for 100.0), so that other languages come to the same text.

    Parameters
    ----------
    types : Catalog of DocumentType
        The types of document that are known; all unless said.
    converter : Converter, optional
        Reads and writes classes of yours; that of `make_converter` unless said.

    Examples
    --------
    >>> from cqikit.measures import Measure
    >>> canonical(Measure(key="falls", title="Falls", kind="rate", per=1000.0))
    '{"key":"falls","kind":"rate","per":1000,"title":"Falls","type":"measure","version":1}'
    """
    return _text(unstructure(value, types=types, converter=converter))


@arguments()
def digest(
    value: object,
    *,
    types: Catalog[DocumentType] = TYPES,
    converter: Converter | None = None,
) -> str:
    """Return the hash (SHA-256) of the canonical text of a document.

    Two stores have the same document when it is the same; an ETag of it tells whether
    somebody has changed a document in the meantime.

    Parameters
    ----------
    types : Catalog of DocumentType
        The types of document that are known; all unless said.
    converter : Converter, optional
        Reads and writes classes of yours; that of `make_converter` unless said.

    Examples
    --------
    >>> from cqikit.measures import Measure
    >>> made = [Measure(key="a", title="A", kind="rate", per=per) for per in (10, 10.0)]
    >>> len({digest(value) for value in made}), len(digest(made[0]))
    (1, 64)
    """
    text = canonical(value, types=types, converter=converter)
    return hashlib.sha256(text.encode()).hexdigest()


def _text(node: Any) -> str:
    if isinstance(node, dict):
        # In the order of UTF-16, as RFC 8785 says.
        keys = sorted(node, key=lambda key: key.encode("utf-16-be"))
        inside = (f"{_text(key)}:{_text(node[key])}" for key in keys)
        return f"{{{','.join(inside)}}}"
    if isinstance(node, list):
        return f"[{','.join(map(_text, node))}]"
    if isinstance(node, float):
        return _number(node)
    return ENCODED(node)


def _number(value: float) -> str:
    if value == 0:
        return "0"
    if SMALLEST <= abs(value) < LARGEST:
        whole = value.is_integer() and abs(value) < EXACT
        if whole:
            return str(int(value))
        plain = format(Decimal(repr(value)), "f")
        return plain.rstrip("0").removesuffix(".") if "." in plain else plain
    mantissa, _, exponent = repr(value).partition("e")
    return f"{mantissa.removesuffix('.0')}e{int(exponent):+d}"
