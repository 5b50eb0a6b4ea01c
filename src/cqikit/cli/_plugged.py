"""What `cqikit --plugins` adds: extensions that are installed, if asked for."""

from __future__ import annotations

import sys
from contextlib import redirect_stdout
from typing import TYPE_CHECKING, Final

import click

from cqikit.cli._language import echo

if TYPE_CHECKING:
    from cqikit import spc
    from cqikit.core import Catalog
    from cqikit.documents import DocumentType
    from cqikit.projects import Catalogs
    from cqikit.reports import ReportCatalogs

__all__ = [
    "catalogs",
    "document_types",
    "kinds",
    "own_catalogs",
    "report_catalogs",
    "rule_sets",
    "with_plugins",
]

#: Where a command keeps what it has loaded.
KEPT: Final = "cqikit.plugins"
KEPT_TYPES: Final = "cqikit.plugins.types"


def catalogs() -> Catalogs:
    """Return the catalogs of a command; plugins are in them where it asks for them."""
    from cqikit.projects import CATALOGS  # noqa: PLC0415  (few verbs need it)

    return report_catalogs() if with_plugins() else CATALOGS


def own_catalogs() -> Catalogs | None:
    """Return those of a command that asks for plugins; others go by what comes along.

    That is so for verbs that look at one document, and need no other's catalogs.
    """
    return report_catalogs() if with_plugins() else None


def report_catalogs() -> ReportCatalogs:
    """Return those of a command that makes a report, with its sections."""
    from cqikit.reports import REPORT_CATALOGS  # noqa: PLC0415  (as above)

    if not with_plugins():
        return REPORT_CATALOGS
    kept = click.get_current_context().meta
    if KEPT not in kept:
        from cqikit import plugins  # noqa: PLC0415  (as above)

        # Where help is asked for, they are loaded for what it lists.
        with redirect_stdout(sys.stderr):
            kept[KEPT] = plugins.fill(REPORT_CATALOGS, say=_say)
    filled: ReportCatalogs = kept[KEPT]
    return filled


def _say(fault: str) -> None:
    echo(f"cqikit: left out: {fault}", err=True)


def document_types() -> Catalog[DocumentType]:
    """Return the types of document that a command reads."""
    from cqikit import folders  # noqa: PLC0415  (as above)

    if not with_plugins():
        return folders.DOCUMENTS
    kept = click.get_current_context().meta
    if KEPT_TYPES not in kept:
        from cqikit import plugins  # noqa: PLC0415  (as above)

        kept[KEPT_TYPES] = plugins.fill_types(folders.DOCUMENTS, say=_say)
    filled: Catalog[DocumentType] = kept[KEPT_TYPES]
    return filled


def kinds() -> Catalog[spc.ChartKind]:
    """Return the kinds of chart that a command knows."""
    from cqikit import spc  # noqa: PLC0415  (loaded where its names are asked for)

    return catalogs().kinds if with_plugins() else spc.CHARTS


def rule_sets() -> Catalog[spc.RuleSet]:
    """Return the rule sets that a command knows."""
    from cqikit import spc  # noqa: PLC0415  (as above)

    return catalogs().rule_sets if with_plugins() else spc.RULE_SETS


def with_plugins() -> bool:
    """Say whether a command asks for what is installed beside cqikit."""
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.find_root().params.get("plugins"))
