"""Writing documents: JSON, short, and never half of it."""

from __future__ import annotations

import contextlib
import json
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cqikit.documents._read import standard_converter
from cqikit.documents._types import DOCUMENTS, DocumentType
from cqikit.errors import SourceError, UnknownNameError

if TYPE_CHECKING:
    import os

    from cattrs import Converter

    from cqikit.core import Catalog

__all__ = ["to_json", "unstructure", "write", "write_bytes", "write_text"]


def unstructure(
    value: object,
    *,
    types: Catalog[DocumentType] = DOCUMENTS,
    converter: Converter | None = None,
) -> dict[str, Any]:
    """Return what a document says of `value`, as tables, lists, text and numbers.

    What is as it would be if nothing was said is left out.

    Parameters
    ----------
    value : object
        Of the class of one of `types`.
    types : Catalog of DocumentType
    converter : cattrs.Converter, optional
        One of `make_converter`, with hooks for classes of your own.

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
    kind = next((one for one in types if one.cls is type(value)), None)
    if kind is None:
        known = [one.cls.__name__ for one in types]
        raise UnknownNameError("document of class", type(value).__name__, known)
    said = (converter or standard_converter()).unstructure(
        value, unstructure_as=kind.cls
    )
    return {"type": kind.name, "version": kind.version, **said}


def to_json(
    value: object,
    *,
    types: Catalog[DocumentType] = DOCUMENTS,
    converter: Converter | None = None,
) -> str:
    """Return `value` as the text of a JSON document; `parse` reads it back.

    TOML is for documents that people write: a program that wrote it anew would
    lose their comments, so programs write JSON.

    Examples
    --------
    >>> from cqikit import documents
    >>> read = documents.read("examples/measles/measures.toml")
    >>> documents.parse(documents.to_json(read)) == read
    True
    """
    said = unstructure(value, types=types, converter=converter)
    return json.dumps(said, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def write(
    path: str | os.PathLike[str],
    value: object,
    *,
    types: Catalog[DocumentType] = DOCUMENTS,
    converter: Converter | None = None,
) -> None:
    """Write `value` to the JSON document `path`, all of it or nothing.

    Raises
    ------
    SourceError
        When `path` does not end in ``.json``, or cannot be written.
    """
    file = Path(path)
    if file.suffix.lower() != ".json":
        raise SourceError(
            str(file), "programs write JSON documents", "let its name end in .json"
        )
    write_text(file, to_json(value, types=types, converter=converter))


def write_text(path: str | os.PathLike[str], text: str) -> None:
    """Write `text` to the file `path`, all of it or nothing.

    Raises
    ------
    SourceError
        When `path` cannot be written; then it is as it was before.
    """
    _put(path, text)


def write_bytes(path: str | os.PathLike[str], content: bytes) -> None:
    """Write `content` to the file `path`, all of it or nothing.

    Raises
    ------
    SourceError
        When `path` cannot be written; then it is as it was before.
    """
    _put(path, content)


def _put(path: str | os.PathLike[str], content: str | bytes) -> None:
    try:
        whole = content.encode() if isinstance(content, str) else content
        _replace(Path(path).resolve(), whole)
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise SourceError(str(path), said[:1].lower() + said[1:]) from None


def _replace(file: Path, content: bytes) -> None:
    """Write beside `file`, then put what was written in its place."""
    part = _new_beside(file)
    try:
        part.write_bytes(content)
        with contextlib.suppress(FileNotFoundError):
            part.chmod(file.stat().st_mode)
        part.replace(file)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _new_beside(file: Path) -> Path:
    for number in count():
        part = file.with_name(f".{file.name}.{number}.part")
        try:
            part.touch(exist_ok=False)
        except FileExistsError:
            continue
        return part
    raise AssertionError  # pragma: no cover  (numbers do not end)
