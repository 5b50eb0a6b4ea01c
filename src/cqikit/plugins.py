"""Extensions that others have installed, found only when asked.

Nothing has to be registered to be used: every verb takes its catalog as an
argument. A package that wants to be found names what it has under an entry
point group, and an application asks for it.
"""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from cqikit.core import Catalog
from cqikit.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["GROUPS", "Plugin", "found", "load"]

#: Entry point groups, and what stands in each: a value or an iterable of them.
GROUPS: Final = {
    "cqikit.chart_kinds": "chart kinds of spc",
    "cqikit.rules": "rules of spc",
    "cqikit.frameworks": "frameworks of assessments",
    "cqikit.scorers": "scorers of assessments",
    "cqikit.documents": "types of document",
}


@frozen
class Plugin:
    """What an entry point offers: its name, and where it is from."""

    name: str
    group: str
    source: str


def found(group: str) -> tuple[Plugin, ...]:
    """Return what is installed under a group; nothing of it is loaded.

    Examples
    --------
    >>> found("cqikit.rules")
    ()
    """
    if group not in GROUPS:
        raise UnknownNameError("group", group, GROUPS)
    points = sorted(entry_points(group=group), key=lambda point: point.name)
    return tuple(Plugin(point.name, group, point.value) for point in points)


def load(group: str, *, only: Iterable[str] | None = None) -> tuple[Any, ...]:
    """Return what the entry points of a group hold, in the order of names.

    This imports the packages that offer it, so an application asks only for
    what its user wants.

    Parameters
    ----------
    group : str
        One of `GROUPS`.
    only : iterable of str, optional
        Names of entry points; all of the group when not given.

    Raises
    ------
    UnknownNameError
        When there is no such group, or a name of `only` is not installed.
    """
    there = Catalog(found(group), kind=f"plugin of {group}")
    names = there.names if only is None else [there[name].name for name in only]
    loaded: list[Any] = []
    for name in names:
        [point] = entry_points(group=group, name=name)
        offered = point.load()
        loaded += offered if isinstance(offered, list | tuple | Catalog) else [offered]
    return tuple(loaded)
