"""Reading documents: all their faults at once, each with its path."""

from __future__ import annotations

import functools
import re
from functools import reduce
from operator import or_
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from cattrs import Converter

from cqikit import files
from cqikit.core import (
    FindingKind,
    arguments,
    instance_of,
    is_text,
    problem_of,
    run_checks,
    say,
)
from cqikit.documents._arrays import add_result_hooks, every_rule
from cqikit.documents._faults import (
    MISSING,
    MOST_PROBLEMS,
    REFUSALS,
    Gathering,
    refuse,
    with_fix,
)
from cqikit.documents._monitors import add_monitor_hooks
from cqikit.documents._once import headers_at, told_once
from cqikit.documents._parts import add_part_hooks
from cqikit.documents._results import TYPES, type_for
from cqikit.documents._structure import add_structure_hooks
from cqikit.documents._tags import TAGS
from cqikit.documents._text import LARGEST, plain_tree
from cqikit.documents._toml_values import Standing
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
    from collections.abc import Iterable, Iterator, Mapping

    from cqikit import spc
    from cqikit.core import Catalog
    from cqikit.documents._types import DocumentType

T = TypeVar("T")

__all__ = [
    "make_converter",
    "parse",
    "read",
    "standard_converter",
    "structure",
    "type_said",
]

#: Types that are known where the tables of a folder are read, and what to do here.
LAYOUTS: Final = frozenset({"layout", "answers-layout"})
OF_FOLDERS: Final = (
    "it says how a table of a folder is read: folders.read reads it with the table;"
    " for it alone, give types=folders.DOCUMENTS"
)
NO_TABLE: Final = FindingKind(
    "document.no-table",
    says="a document must be a table",
    fix='begin with { "type": ...',
)
ONE_FIELD: Final = FindingKind(
    "document.one-field", says="must have the one field {field}"
)
WRONG_TYPE: Final = FindingKind(
    "document.wrong-type", says="must be {must} (got {got})"
)
VERSION: Final = FindingKind(
    "document.version",
    says={
        "": "must be a whole number from 1 (got {got})",
        "newer": "must be at most {most} (got {got})",
    },
    fix={"": "", "newer": "it was written for a newer cqikit: upgrade cqikit"},
)
NOT_UPGRADED: Final = FindingKind(
    "document.not-upgraded",
    says="cannot be brought from version {older} to {newer}: {error}",
)
STOPPED: Final = FindingKind(
    "document.stopped",
    says="reading stopped at {most} problems: there may be more",
)
#: What documents say beside their fields; the last is for editors.
HEAD: Final = frozenset({"type", "version", "$schema"})
#: The type that a document says it is, however wrong the rest of it may be.
TYPED: Final = re.compile(rb"""^[\s{,]*"?type"?\s*[=:]\s*\W*([a-z-]+)""", re.MULTILINE)


@arguments()
def make_converter(
    tags: Mapping[Any, str] | None = None,
    *,
    kinds: Iterable[spc.ChartKind] = (),
    rules: Iterable[type] = (),
) -> Converter:
    """Return a new cattrs converter that reads as documents are read.

    Parameters
    ----------
    tags : mapping of union type to str
        Unions of classes that cannot be told apart by their fields, and the
        key under which a document says which it is; ``type`` for all others, and
        "" where the first class is meant whose fields fit. By default `TAGS`.
    kinds : iterable of ChartKind
        Kinds of chart of your own, which charts in documents name; none unless said.
    rules : iterable of type
        Classes of rules of your own (attrs classes), which readings hold; none unless
        said.

    Raises
    ------
    FieldError
        When a kind of chart has the name of another.

    Examples
    --------
    >>> from cqikit.measures import Target
    >>> make_converter().structure({"no_more_than": 1.5}, Target)
    Bound(no_more_than=1.5, no_less_than=None)
    """
    converter = Converter()
    own = tuple(rules)
    known: Mapping[Any, str] = TAGS
    if own or tags is not None:
        rule = {reduce(or_, (*every_rule(), *own)): "rule"}
        known = {**rule, **(TAGS if tags is None else tags)}
    add_structure_hooks(converter, known)
    add_unstructure_hooks(converter, known)
    add_result_hooks(converter, kinds, own)
    add_monitor_hooks(converter)
    add_part_hooks(converter)
    return converter


@functools.cache
def standard_converter() -> Converter:
    """Return the converter of all who bring none; nobody else can change it."""
    return make_converter()


@arguments(text=instance_of(str, bytes), name=is_text, most=instance_of(int))
def parse(
    text: str | bytes,
    name: str = "document",
    *,
    types: Catalog[DocumentType] = TYPES,
    converter: Converter | None = None,
    most: int = LARGEST,
) -> Any:
    """Return what the text of a TOML or JSON document describes.

    Parameters
    ----------
    text : str or bytes
        Bytes are UTF-8, as documents are.
    name : str
        What messages call it; ``.json`` or ``.toml`` at its end say which of the two it
        is. ``document`` unless said.
    types : Catalog of DocumentType
        What a document may be; all that come along unless said.
    converter : cattrs.Converter, optional
        One of `make_converter`, with hooks for classes of your own; the default one
        unless said.
    most : int
        Characters that it may have; 5,000,000 unless said.

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
    if isinstance(text, bytes):
        text = files.text_of(text, lambda fault: DocumentError(name, [fault]))
    plain = plain_tree(text, name, most)
    faults = Gathering()
    kind = _type_of(plain.tree, types, faults)
    read = _made(plain.tree, kind, converter, faults)
    found = [
        problem for problem in faults.problems if not _is_lost(problem, plain.lost)
    ]
    problems = [*told_once(plain, [*headers_at(text, found)])]
    if faults.is_full:
        # It counts for none itself, and stands where it is seen.
        problems.insert(0, STOPPED.problem(count=0, most=MOST_PROBLEMS))
    if problems:
        raise DocumentError(name, [*problems, *_certain(kind, read)])
    return read


def _certain(kind: DocumentType | None, read: Any) -> Iterator[Problem]:
    """Yield what checks find in a plan with faults, whatever else is wrong in it.

    `read` is what stands in for it, None where nothing can.
    """
    if kind is not TYPES["plan"] or read is None:
        return
    # What cannot be read could only add to a circle.
    from cqikit.documents._checks_plan import CIRCLE  # noqa: PLC0415

    for finding in run_checks(read, (CIRCLE,)):
        yield Problem(
            where=finding.where,
            message=finding.message,
            fix=finding.fix,
            code=finding.code,
            template=finding.template,
            fix_template=finding.fix_template,
            parts=finding.parts,
        )


def _made(
    tree: Any,
    kind: DocumentType | None,
    converter: Converter | None,
    faults: Gathering,
) -> Any:
    table = None if kind is None else _upgraded(tree, kind, faults)
    if kind is None or table is None:
        return None
    made = converter or standard_converter()
    if kind.under:
        if set(table) != {kind.under}:
            faults.add(ONE_FIELD.problem(field=kind.under))
            return None
        table = table[kind.under]
    return faults.run(kind.under, "", lambda: made.structure(table, kind.cls))


@arguments()
def structure(
    tree: Mapping[str, Any],
    cls: type[T],
    *,
    types: Catalog[DocumentType] = TYPES,
    converter: Converter | None = None,
    name: str = "document",
) -> T:
    """Return the value of a class from a plain tree: the inverse of `unstructure`.

    For a JSON column of a database or the body of a request, which are trees already.
    An older version is brought to that of today.

    Parameters
    ----------
    tree : mapping
        As `unstructure` returns it, or as `json.loads` does.
    cls : type
        What it is: the class of one of `types`.
    types, converter
        As for `parse`.
    name : str
        What messages call it; ``document`` unless said.

    Raises
    ------
    DocumentError
        All faults at once, each with the path that leads to it; also where the tree is
        of another type.
    UnknownNameError
        When no type of document has this class.

    Examples
    --------
    >>> from cqikit import documents, spc
    >>> chart = spc.chart([7, 9, 8, 12, 8], baseline=4)
    >>> documents.structure(documents.unstructure(chart), spc.Chart) == chart
    True
    """
    kind, faults = type_for(cls, types), Gathering()
    said = tree.get("type") if isinstance(tree, dict) else None
    read: Any = None
    if _type_of(tree, types, faults) is not None and said != kind.name:
        faults.add(WRONG_TYPE.problem("type", must=kind.name, got=f"{said}"))
    elif not faults.problems:
        read = _made(tree, kind, converter, faults)
    if faults.problems:
        raise DocumentError(name, faults.problems)
    made: T = read
    return made


def _is_lost(problem: Problem, lost: frozenset[str]) -> bool:
    """Say whether what is missing stands in a line that could not be read."""
    field = problem.where.rpartition(".")[2]
    return field in lost and problem.message.startswith("missing")


def _type_of(
    tree: Any, types: Catalog[DocumentType], faults: Gathering
) -> DocumentType | None:
    if not isinstance(tree, dict):
        faults.add(NO_TABLE.problem())
        return None
    said = tree.get("type")
    if "type" not in tree:
        known = tuple(sorted(types.names))
        faults.add(MISSING.problem("type", form="choice", known=known))
        return None
    if not isinstance(said, str) or said not in types:
        problem = problem_of(UnknownNameError(types.kind, said, types.names), "type")
        is_layout = isinstance(said, str) and said in LAYOUTS
        faults.add(with_fix(problem, OF_FOLDERS) if is_layout else problem)
        return None
    return types[said]


def _upgraded(
    tree: dict[str, Any], kind: DocumentType, faults: Gathering
) -> dict[str, Any] | None:
    version = tree.get("version")
    table = {key: value for key, value in tree.items() if key not in HEAD}
    if not isinstance(tree.get("$schema", ""), str):
        faults.keep("$schema", refuse(say("must be text"), tree["$schema"]), "$schema")
    if "version" not in tree:
        # The rest is read as if it were new, so that its faults are told too.
        faults.add(MISSING.problem("version", form="version", version=kind.version))
        return table
    if type(version) is not int or version < 1:
        got = f"{Standing(version)!r:.80}"
        faults.add(VERSION.problem("version", got=got))
        return table
    if version > kind.version:
        got, most = f"{version!r:.80}", kind.version
        faults.add(VERSION.problem("version", form="newer", most=most, got=got))
        return None
    for older, step in enumerate(kind.upgrade[version - 1 :], start=version):
        try:
            table = step(table)
        except FaultsError as error:
            faults.keep("", error)
            return None
        except (*REFUSALS, AttributeError) as error:
            said = repr(error)
            faults.add(NOT_UPGRADED.problem(older=older, newer=older + 1, error=said))
            return None
    return table


@arguments(most=instance_of(int))
def read(
    path: str | os.PathLike[str],
    *,
    types: Catalog[DocumentType] = TYPES,
    converter: Converter | None = None,
    most: int = LARGEST,
) -> Any:
    """Return what the document in the file `path` describes; see `parse`.

    Parameters
    ----------
    types : Catalog of DocumentType
        The types of document that are known; all unless said.
    converter : Converter, optional
        Reads and writes classes of yours; that of `make_converter` unless said.
    most : int
        How many bytes a file may have; 5 million unless said.

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
    data = files.read_bytes(path, most=4 * most)
    return parse(data, name, types=types, converter=converter, most=most)


@arguments()
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
