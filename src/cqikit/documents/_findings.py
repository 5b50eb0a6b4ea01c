"""What the checks of its type find in a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cqikit.core import Catalog, Context, Finding, arguments, by_severity, run_checks
from cqikit.documents._results import TYPES, type_of

if TYPE_CHECKING:
    from datetime import date

    from cqikit.documents._types import DocumentType
    from cqikit.projects import Catalogs

__all__ = ["findings"]


@arguments()
def findings(
    document: object,
    *,
    types: Catalog[DocumentType] = TYPES,
    as_of: date | None = None,
    catalogs: Catalogs | None = None,
) -> tuple[Finding, ...]:
    """Return what the checks of its type find in a document, the gravest first.

    What hangs on other documents (the measure of an aim, the data of a layout) is
    found by the checks of the whole: `folders.read` and `reports.compose`.

    Parameters
    ----------
    document : object
        As `read` returns it.
    types : Catalog of DocumentType
        Each with its checks; all that come along unless said.
    as_of : date, optional
        The day on which it is looked at; by default, nothing is late or stale.
    catalogs : Catalogs, optional
        With checks, frameworks or kinds of chart of one's own; types of document that
        come along go by them. By default, by all that comes along.

    Raises
    ------
    UnknownNameError
        When no type of document has this class.

    Examples
    --------
    >>> from cqikit import documents
    >>> plan = documents.read("examples/measles/plan.toml")
    >>> documents.findings(plan)[0].code
    'plan.long-step'
    """
    kind = type_of(document, types)
    checks = kind.checks
    own = kind.name in TYPES and checks == TYPES[kind.name].checks
    if catalogs is not None and own:
        # Their checks are those of all rooms, and few have any of their own.
        from cqikit.documents._checks_by import checks_by  # noqa: PLC0415

        checks = checks_by(catalogs).get(kind.name, checks)
    return by_severity(run_checks(document, checks, Context(as_of=as_of)))
