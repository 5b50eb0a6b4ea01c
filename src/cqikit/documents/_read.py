"""Reading documents: all their faults at once, each with its path."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cattrs import Converter

from cqikit import actions, files, pdsa, plans
from cqikit.core import as_frozen
from cqikit.documents._faults import REFUSALS, Gathering, refuse
from cqikit.documents._structure import add_structure_hooks
from cqikit.documents._text import LARGEST, plain_tree
from cqikit.documents._types import DOCUMENTS, DocumentType
from cqikit.documents._unstructure import add_unstructure_hooks
from cqikit.errors import (
    DocumentError,
    FaultsError,
    Problem,
    SourceError,
    UnknownNameError,
)

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from cqikit.core import Catalog

__all__ = [
    "TAGS",
    "make_converter",
    "parse",
    "read",
    "standard_converter",
    "type_said",
]

#: What the key is called that tells alike classes apart; "" where their fields do, of
#: which the first that fits is meant.
TAGS: Final[Mapping[Any, str]] = as_frozen(
    dict[Any, str].fromkeys(
        (actions.Event, pdsa.Event, pdsa.Statement, plans.Event), "event"
    )
    | dict[Any, str].fromkeys(
        (pdsa.Cycle | pdsa.Form, pdsa.Asked | pdsa.Predict, pdsa.Found | pdsa.Compare),
        "",
    )
)

#: What documents say beside their fields; the last is for editors.
HEAD: Final = frozenset({"type", "version", "$schema"})
#: The type that a document says it is, however wrong the rest of it may be.
TYPED: Final = re.compile(rb"""^[\s{,]*"?type"?\s*[=:]\s*\W*([a-z-]+)""", re.MULTILINE)


def make_converter(tags: Mapping[Any, str] | None = None) -> Converter:
    """Return a new cattrs converter that reads as documents are read.

    Parameters
    ----------
    tags : mapping of union type to str
        Unions of classes that cannot be told apart by their fields, and the
        key under which a document says which it is; ``type`` for all others, and
        "" where the first class is meant whose fields fit. By default `TAGS`.

    Examples
    --------
    >>> from cqikit.measures import Target
    >>> make_converter().structure({"no_more_than": 1.5}, Target)
    Bound(no_more_than=1.5, no_less_than=None)
    """
    converter = Converter()
    known = TAGS if tags is None else tags
    add_structure_hooks(converter, known)
    add_unstructure_hooks(converter, known)
    return converter


@functools.cache
def standard_converter() -> Converter:
    """Return the converter of all who bring none; nobody else can change it."""
    return make_converter()


def parse(
    text: str,
    name: str = "document",
    *,
    types: Catalog[DocumentType] = DOCUMENTS,
    converter: Converter | None = None,
) -> Any:
    """Return what the text of a TOML or JSON document describes.

    Parameters
    ----------
    text : str
    name : str
        What messages call it; ``.json`` or ``.toml`` at its end say which of
        the two it is.
    types : Catalog of DocumentType
        What a document may be.
    converter : cattrs.Converter, optional
        One of `make_converter`, with hooks for classes of your own.

    Raises
    ------
    DocumentError
        All faults at once, each with the path that leads to it.

    Examples
    --------
    >>> from cqikit import documents
    >>> text = '''
    ... type = "aims"
    ... version = 1
    ... [[aims]]
    ... key = ""
    ... title = "No more measles"
    ... measure = "cases"
    ... target = {no_more_then = 1.0}
    ... '''
    >>> documents.parse(text, "aim.toml")
    Traceback (most recent call last):
    ...
    cqikit.errors.DocumentError: aim.toml: 3 problems
      - aims[0].key: key must be text with something in it (got '')
      - aims[0].target: extra field 'no_more_then'; did you mean 'no_more_than'?
      - aims[0].by: missing
    """
    plain = plain_tree(text, name)
    converter = converter or standard_converter()
    faults = Gathering()
    read = None
    kind = _type_of(plain.tree, types, faults)
    table = None if kind is None else _upgraded(plain.tree, kind, faults)
    if kind is not None and table is not None:
        read = faults.run("", "", lambda: converter.structure(table, kind.cls))
    problems = [
        *plain.problems,
        *(one for one in faults.problems if not _is_lost(one, plain.lost)),
    ]
    if problems:
        raise DocumentError(name, problems)
    return read


def _is_lost(problem: Problem, lost: frozenset[str]) -> bool:
    """Say whether what is missing stands in a line that could not be read."""
    field = problem.where.rpartition(".")[2]
    return field in lost and problem.message.startswith("missing")


def _type_of(
    tree: Any, types: Catalog[DocumentType], faults: Gathering
) -> DocumentType | None:
    if not isinstance(tree, dict):
        faults.add("", "a document must be a table", 'begin with { "type": ...')
        return None
    said = tree.get("type")
    if "type" not in tree:
        faults.add("type", "missing", f"one of {', '.join(sorted(types.names))}")
        return None
    if not isinstance(said, str) or said not in types:
        faults.add("type", str(UnknownNameError(types.kind, said, types.names)))
        return None
    return types[said]


def _upgraded(
    tree: dict[str, Any], kind: DocumentType, faults: Gathering
) -> dict[str, Any] | None:
    version = tree.get("version")
    table = {key: one for key, one in tree.items() if key not in HEAD}
    if not isinstance(tree.get("$schema", ""), str):
        faults.keep("$schema", refuse("must be text", tree["$schema"]), "$schema")
    if "version" not in tree:
        # The rest is read as if it were new, so that its faults are told too.
        faults.add("version", "missing", f"write version = {kind.version}")
        return table
    if type(version) is not int or version < 1:
        faults.add("version", f"must be a whole number from 1 (got {version!r:.80})")
        return table
    if version > kind.version:
        faults.add(
            "version",
            f"must be at most {kind.version} (got {version!r:.80})",
            "it was written for a newer cqikit: upgrade cqikit",
        )
        return None
    for older, step in enumerate(kind.upgrade[version - 1 :], start=version):
        try:
            table = step(table)
        except FaultsError as error:
            faults.keep("", error)
            return None
        except (*REFUSALS, AttributeError) as error:
            faults.add(
                "", f"cannot be brought from version {older} to {older + 1}: {error!r}"
            )
            return None
    return table


def read(
    path: str | os.PathLike[str],
    *,
    types: Catalog[DocumentType] = DOCUMENTS,
    converter: Converter | None = None,
) -> Any:
    """Return what the document in the file `path` describes; see `parse`.

    Raises
    ------
    SourceError
        When there is no such file, or it cannot be read.
    DocumentError
        All faults of the document at once.

    Examples
    --------
    >>> from cqikit import documents
    >>> read = documents.read("examples/measles/measures.toml")
    >>> [measure.key for measure in read.measures]
    ['cases', 'weeks', 'silent']
    """
    name = str(Path(path))
    # One character takes four bytes at most.
    data = files.read_bytes(path, most=4 * LARGEST)
    text = files.text_of(data, lambda fault: DocumentError(name, [fault]))
    return parse(text, name, types=types, converter=converter)


def type_said(path: str | os.PathLike[str]) -> str:
    """Return the type that the document in a file says it is, "" where none is seen.

    It is found in documents too that cannot be read.

    Examples
    --------
    >>> from cqikit import documents
    >>> documents.type_said("examples/measles/measures.toml")
    'measures'
    """
    try:
        found = TYPED.search(files.read_bytes(path, most=10_000))
    except SourceError:
        return ""
    return "" if found is None else found[1].decode()
