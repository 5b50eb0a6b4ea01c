"""One document, with what it names in the folder where it lies."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from cqikit import assessments, documents, files, folders, forms, tables
from cqikit.cli._paths import STDIN
from cqikit.cli._plugged import document_types, own_catalogs
from cqikit.core import (
    Catalog,
    FindingKind,
    FunctionCheck,
    Severity,
    check,
    run_checks,
    say,
)
from cqikit.errors import (
    CqikitError,
    DataError,
    DuplicateError,
    FieldError,
    NoRowsError,
    UnknownNameError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cqikit.core import Context, Finding
    from cqikit.documents import DocumentType
    from cqikit.tables import Layout

__all__ = ["frameworks_beside", "subject_beside", "types_beside"]

NO_ANSWERS: Final = FindingKind(
    "answers.no-rows",
    says="nothing is answered in {file} yet",
    severity=Severity.NOTE,
    where="file",
)
UNREADABLE_EXPORT: Final = FindingKind(
    "answers.unreadable-export", says="{error}", severity=Severity.FAULT, where="file"
)
NO_ROWS: Final = FindingKind(
    "layout.no-rows",
    says="{file} has no row yet",
    severity=Severity.NOTE,
    where="file",
)
UNREADABLE_TABLE: Final = FindingKind(
    "layout.unreadable-table", says="{error}", severity=Severity.FAULT, where="file"
)
UNKNOWN_COLUMN: Final = FindingKind(
    "layout.unknown-column", says="{table} has {error}", severity=Severity.FAULT
)


def types_beside(
    path: Path, document: object, own: tuple[assessments.Framework, ...]
) -> Catalog[DocumentType]:
    """Return the types of document, with checks that look at what lies beside `path`.

    Answers may be to a framework of another document there, of which `own` are all;
    the table of a layout must be there, and have its columns.
    """
    types = document_types()
    kind = documents.type_of(document, types)
    if kind.name == "answers":
        fits = documents.fits_framework(own, catalogs=own_catalogs())
    elif kind.name == "answers-layout":
        fits = _fits_export(path, own)
    elif kind.name == "layout":
        fits = _fits_table(path)
    else:
        return types
    return types.replace(evolve(kind, checks=[fits]))


def subject_beside(document: Any, own: tuple[assessments.Framework, ...]) -> Any:
    """Return what the findings of a document lead into: of answers, what they answer.

    Their findings are of parts of a framework, of which they know the key alone; it is
    one of ours, or of `own`, those of documents beside.
    """
    key = getattr(document, "framework", None)
    if not key:
        return document
    version = getattr(document, "framework_version", "")
    try:
        found = documents.framework_for(key, version, own=own)
    except (UnknownNameError, FieldError, DuplicateError):
        # That is a finding of its own.
        return document
    return SimpleNamespace(framework=found)


def frameworks_beside(path: Path) -> tuple[assessments.Framework, ...]:
    """Return the frameworks of documents beside, each version of each."""
    own: list[assessments.Framework] = []
    for other in [] if path == STDIN else files.paths_in(path.parent):
        if other.suffix.lower() in folders.ENDINGS:
            own += _frameworks_in(other)
    return tuple(own)


def _frameworks_in(path: Path) -> tuple[assessments.Framework, ...]:
    """Return the frameworks of a document; of what is none, or has faults, nothing."""
    try:
        inside = files.path_inside(path.parent, path.name)
        # One character takes four bytes at most.
        data = files.read_bytes(inside, most=4 * files.BOUNDS.document_characters)
        if b"frameworks" not in data:
            # Whatever else it says, it has none.
            return ()
        read = documents.parse(data, str(inside), types=document_types())
    except CqikitError:
        # It is another document's fault, and told when that one is checked.
        return ()
    return read.frameworks if isinstance(read, documents.Frameworks) else ()


def _fits_export(path: Path, own: tuple[assessments.Framework, ...]) -> FunctionCheck:
    """Make the check of the layout of a form's export: as that of answers."""

    def found(layout: forms.AnswersLayout, context: Context) -> Iterator[Finding]:
        known = {framework.key for framework in (*documents.frameworks(), *own)}
        if not layout.file or layout.framework not in known:
            # It is for any export, or any framework, until somebody says which.
            return
        try:
            framework = documents.framework_for(
                layout.framework, layout.framework_version, own=own
            )
            export = files.path_inside(path.parent, layout.file)
            read = forms.read_answers(export, framework, layout=layout)
        except NoRowsError:
            yield NO_ANSWERS.at(file=layout.file)
            return
        except CqikitError as error:
            yield UNREADABLE_EXPORT.at(error=str(error))
            return
        yield from run_checks(read, assessments.CHECKS, context)

    return check("document.answers-layout")(found)


def _fits_table(path: Path) -> FunctionCheck:
    def found(layout: Layout) -> Iterator[Finding]:
        if not layout.file:
            # It is for a data frame.
            return
        try:
            table = tables.read(files.path_inside(path.parent, layout.file), how=layout)
        except NoRowsError:
            yield NO_ROWS.at(file=layout.file)
            return
        except CqikitError as error:
            if isinstance(error, DataError):
                said = [problem.in_document(path.name) for problem in error.problems]
                error = DataError(error.source, said)
            yield UNREADABLE_TABLE.at(error=str(error))
            return
        for where, column in layout.names():
            if column not in table.columns:
                named = UnknownNameError(
                    say("column"), column, filter(None, table.columns)
                )
                yield UNKNOWN_COLUMN.at(where, table=table.name, error=str(named))

    return check("document.layout")(found)
