"""The rows of the rooms, and the law that every finding is worded by its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from typing import Any, Final

from cqikit.core import Finding, FindingKind, FunctionCheck, worded

__all__ = ["ROOMS", "assert_worded", "kinds_of", "rows"]

#: The rooms all of whose checks are rows.
ROOMS: Final = ("actions", "drivers", "pdsa", "plans")


def _kinds_in(value: Any) -> Iterator[FindingKind]:
    if isinstance(value, FindingKind):
        yield value
    elif isinstance(value, FunctionCheck):
        yield value.kind
    elif isinstance(value, tuple | Mapping):
        for member in value.values() if isinstance(value, Mapping) else value:
            yield from _kinds_in(member)


def kinds_of(room: str) -> Iterator[FindingKind]:
    """Yield the rows that stand in the modules of a room, alone or in a catalog."""
    package = import_module(f"cqikit.{room}")
    for module in walk_packages(package.__path__, f"{package.__name__}."):
        for value in vars(import_module(module.name)).values():
            yield from _kinds_in(value)


@cache
def rows() -> Mapping[str, FindingKind]:
    """Return the rows of the rooms by their code."""
    return {kind.code: kind for room in ROOMS for kind in kinds_of(room)}


def _is_said(said: str, template: str, parts: Any, forms: Iterable[str]) -> bool:
    """Say whether a sentence is one of a row, made of its template if it has one."""
    words = worded(template, parts) if template else said
    return said == words and (template or said) in forms


def assert_worded(finding: Finding) -> None:
    """Check that a finding has the words of its row, with its parts."""
    assert finding.template or finding.fix_template or not finding.parts, finding
    row = rows().get(finding.code)
    if row is not None:
        parts = finding.parts
        assert _is_said(finding.message, finding.template, parts, row.says.values())
        assert _is_said(finding.fix, finding.fix_template, parts, row.fix.values())
        assert finding.source == row.source
