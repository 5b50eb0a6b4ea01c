"""Writing documents: JSON, short, and never half of it."""

from __future__ import annotations

import json
from json.encoder import encode_basestring
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cqikit import files
from cqikit.core import arguments, say
from cqikit.documents._read import standard_converter
from cqikit.documents._results import TYPES, type_of
from cqikit.documents._text import LARGEST
from cqikit.errors import SourceError

if TYPE_CHECKING:
    import os

    from cattrs import Converter

    from cqikit.core import Catalog
    from cqikit.documents._types import DocumentType

__all__ = ["to_json", "unstructure", "write"]

#: What may be many in an array.
NUMBERS: Final = frozenset({int, float, bool, type(None)})
NEWLINE: Final = "\n"


@arguments()
def unstructure(
    value: object,
    *,
    types: Catalog[DocumentType] = TYPES,
    converter: Converter | None = None,
) -> dict[str, Any]:
    """Return what a document says of `value`, as tables, lists, text and numbers.

    What is as it would be if nothing was said is left out.

    Parameters
    ----------
    value : object
        Of the class of one of `types`.
    types : Catalog of DocumentType
        The types of document that are known; all unless said.
    converter : cattrs.Converter, optional
        One of `make_converter`, with hooks for classes of your own; the default one
        unless said.

    Raises
    ------
    UnknownNameError
        When no type of document has this class.

    Examples
    --------
    >>> from cqikit import documents
    >>> from cqikit.measures import Measure
    >>> waits = Measure(key="waits", title="Waiting time", unit="days")
    >>> documents.unstructure(documents.Measures(measures=[waits]))["measures"]
    [{'key': 'waits', 'title': 'Waiting time', 'unit': 'days'}]
    """
    kind = type_of(value, types)
    said = (converter or standard_converter()).unstructure(
        value, unstructure_as=kind.cls
    )
    if kind.under:
        said = {kind.under: said}
    return {"type": kind.name, "version": kind.version, **said}


@arguments()
def to_json(
    value: object,
    *,
    types: Catalog[DocumentType] = TYPES,
    converter: Converter | None = None,
) -> str:
    """Return `value` as the text of a JSON document; `parse` reads it back.

    TOML is for documents that people write: a program that wrote it anew would
    lose their comments, so programs write JSON.

    Parameters
    ----------
    types : Catalog of DocumentType
        The types of document that are known; all unless said.
    converter : Converter, optional
        Reads and writes classes of yours; that of `make_converter` unless said.

    Examples
    --------
    >>> from cqikit import documents
    >>> read = documents.read("examples/measles/measures.toml")
    >>> documents.parse(documents.to_json(read)) == read
    True
    """
    said = unstructure(value, types=types, converter=converter)
    return f"{_indented(said, NEWLINE)}\n"


def _indented(node: Any, newline: str) -> str:
    """Return a plain tree as JSON; `json.dumps` has no other way than a slow one."""
    if type(node) is str:
        return encode_basestring(node)
    inner = f"{newline}  "
    if isinstance(node, dict) and node:
        # Of keys that are no texts, json knows the texts.
        lines = [
            f"{_key(key)}: {_indented(value, inner)}" for key, value in node.items()
        ]
        return f"{{{inner}{f',{inner}'.join(lines)}{newline}}}"
    if not isinstance(node, list | tuple) or NUMBERS.issuperset(map(type, node)):
        # Numbers of an array stand in one line, however many there are.
        return json.dumps(node, ensure_ascii=False, allow_nan=False)
    lines = [_indented(value, inner) for value in node]
    return f"[{inner}{f',{inner}'.join(lines)}{newline}]"


def _key(key: Any) -> str:
    if type(key) is str:
        return encode_basestring(key)
    return json.dumps({key: 0}, ensure_ascii=False)[1:-4]


@arguments()
def write(
    path: str | os.PathLike[str],
    value: object,
    *,
    types: Catalog[DocumentType] = TYPES,
    converter: Converter | None = None,
    most: int = LARGEST,
) -> None:
    """Write `value` to the JSON document `path`, all of it or nothing.

    Parameters
    ----------
    path : path
    value : object
        Of the class of one of `types`.
    types : Catalog of DocumentType
        The types of document that are known; all unless said.
    converter : Converter, optional
        Reads and writes classes of yours; that of `make_converter` unless said.
    most : int
        Characters that it may have: as many as `read` takes unless told otherwise.

    Raises
    ------
    SourceError
        When `path` does not end in ``.json``, cannot be written, or the document would
        be too long to be read.
    """
    file = Path(path)
    if file.suffix.lower() != ".json":
        raise SourceError(
            str(file),
            say("programs write JSON documents"),
            say("let its name end in .json"),
        )
    text = to_json(value, types=types, converter=converter)
    if len(text) > most:
        raise SourceError(
            str(file),
            say(
                "a document must be at most {most:,d} characters long (got {text:,d})",
                most=most,
                text=len(text),
            ),
            say(
                "write and read it with most=..., or keep its rows in a table beside it"
            ),
        )
    files.write_text(file, text)
