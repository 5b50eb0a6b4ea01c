"""Monitors by key, whose rules stand once where all have the same.

A job keeps thousands of charts, and each names the same eight rules. Documents that
tell the rules of each chart are read for ever.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from cqikit import spc
from cqikit.core import Catalog, say
from cqikit.documents._faults import Gathering
from cqikit.documents._found import is_found_at

if TYPE_CHECKING:
    from cattrs import Converter

__all__ = ["Watched", "add_monitor_hooks", "is_monitors"]

#: In place of rules that cannot be read, which are told where they stand.
UNREAD: Final[Catalog[Any]] = Catalog((), kind=say("rule"))


@frozen(kw_only=True)
class Watched:
    """Monitors of many charts, of whatever kinds, by key.

    Parameters
    ----------
    rules : list of rules, optional
        Those of each chart that tells none of its own.
    monitors : table of monitors
        Whose each monitor is: a team, or a pair of team and measure as "elm, late".
    """

    rules: Catalog[spc.Rule] | None = None
    monitors: Mapping[str, spc.Monitor] = field()


def is_monitors(kind: Any) -> bool:
    """Say whether `kind` is that of monitors by key."""
    return is_found_at("cqikit.spc:Monitors", kind)


def add_monitor_hooks(converter: Converter) -> None:
    """Teach `converter` to read and to write monitors by key."""
    converter.register_structure_hook_func(
        is_monitors, lambda raw, _: _monitors_in(converter, raw)
    )
    converter.register_unstructure_hook_func(
        is_monitors, lambda kept: _monitors_out(converter, kept)
    )


def _monitors_in(converter: Converter, raw: Any) -> spc.Monitors:
    if isinstance(raw, dict) and isinstance(raw.get("monitors"), dict):
        raw = _shared(converter, raw)
    return spc.Monitors(converter.structure(raw, Watched).monitors)


def _shared(converter: Converter, raw: dict[str, Any]) -> dict[str, Any]:
    """Return monitors that each have the rules of all, which are read once."""
    if raw.get("rules") is None:
        return raw
    faults = Gathering()
    found = faults.run("", "", converter.structure, raw["rules"], Catalog)
    read = None if faults.problems else found
    rules = {"rules": UNREAD if read is None else read}
    monitors = {
        key: {**rules, **table} if isinstance(table, dict) else table
        for key, table in raw["monitors"].items()
    }
    return {**raw, **({} if read is None else rules), "monitors": monitors}


def _monitors_out(converter: Converter, kept: spc.Monitors) -> dict[str, Any]:
    tree = converter.unstructure(Watched(monitors=kept.monitors))
    tables = tree["monitors"].values()
    first = next((table["rules"] for table in tables), None)
    if first is None or any(table["rules"] != first for table in tables):
        return dict(tree)
    for table in tables:
        del table["rules"]
    return {"rules": first, **tree}
