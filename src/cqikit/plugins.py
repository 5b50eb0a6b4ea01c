"""Extensions that others have installed, found only when asked.

Nothing has to be registered to be used: every verb takes its catalog as an
argument. A package that wants to be found names what it has under an entry
point group, and an application asks for it: for one group with `load`, for all that
a report goes by with `fill`.
"""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, Any, Final, TypeVar

from attrs import evolve, frozen

from cqikit.core import Catalog
from cqikit.errors import CqikitError, SourceError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cqikit.projects import Catalogs

__all__ = ["GROUPS", "Plugin", "fill", "found", "load"]

C = TypeVar("C", bound="Catalogs")

CHECKS: Final = "cqikit.checks."
RULES: Final = "cqikit.rules"
#: What has checks: the fields of `projects.Checks`.
SUBJECTS: Final = (
    *("project", "series", "chart", "aim", "diagram", "theory", "plan"),
    *("step", "cycle", "ramp", "answers", "cause", "groundwork"),
)
#: Entry point groups, and what stands in each: a value or an iterable of them.
GROUPS: Final = {
    "cqikit.chart_kinds": "chart kinds of spc",
    RULES: "rules of spc, a set by the name of the entry point; or rule sets",
    "cqikit.frameworks": "frameworks of assessments",
    "cqikit.scorers": "scorers of assessments",
    "cqikit.sections": "sections of reports",
    "cqikit.documents": "types of document",
    **{f"{CHECKS}{subject}": f"checks of a {subject}" for subject in SUBJECTS},
}
#: The fields of `Catalogs` and `ReportCatalogs` that groups fill.
FIELDS: Final = {
    "cqikit.chart_kinds": "kinds",
    RULES: "rule_sets",
    "cqikit.frameworks": "frameworks",
    "cqikit.scorers": "scorers",
    "cqikit.sections": "sections",
}


@frozen
class Plugin:
    """What an entry point offers: its name, and where it is from."""

    name: str
    group: str
    source: str

    def __str__(self) -> str:
        return f"the plugin {self.name!r} of {self.group} ({self.source})"


def found(group: str) -> tuple[Plugin, ...]:
    """Return what is installed under a group; nothing of it is loaded.

    Examples
    --------
    >>> found("cqikit.rules")
    ()
    """
    return tuple(plugin for plugin, _ in _points(group))


def _points(group: str) -> list[tuple[Plugin, EntryPoint]]:
    """Return each plugin of a group; what is installed twice is one."""
    if group not in GROUPS:
        raise UnknownNameError("group", group, GROUPS)
    points = {
        Plugin(point.name, group, point.value): point
        for point in entry_points(group=group)
    }
    return sorted(points.items(), key=lambda pair: (pair[0].name, pair[0].source))


def load(
    group: str,
    *,
    only: Iterable[str] | None = None,
    say: Callable[[str], object] | None = None,
) -> tuple[Any, ...]:
    """Return what the entry points of a group hold, in the order of names.

    This imports the packages that offer it, so an application asks only for
    what its user wants.

    Parameters
    ----------
    group : str
        One of `GROUPS`.
    only : iterable of str, optional
        Names of entry points; all of the group when not given.
    say : callable, optional
        Told of each plugin that cannot be loaded; the others are. Without it, the
        first one is an error.

    Raises
    ------
    UnknownNameError
        When there is no such group, or a name of `only` is not installed.
    SourceError
        When a plugin cannot be loaded, or two have one name.
    """
    told = _raised if say is None else _as_text(say)
    return tuple(
        member for _, members in _loaded(group, told, only) for member in members
    )


def fill(catalogs: C, *, say: Callable[[str], object] | None = None) -> C:
    """Return catalogs with all that is installed, too.

    Parameters
    ----------
    catalogs : Catalogs
        `projects.CATALOGS`, or `reports.REPORT_CATALOGS`, which have sections.
    say : callable, optional
        Told of each plugin that cannot be loaded or used; the others are. Without it,
        the first one is an error.

    Raises
    ------
    SourceError
        When a plugin cannot be loaded or used, or two have one name.

    Examples
    --------
    >>> from cqikit.projects import CATALOGS
    >>> fill(CATALOGS) == CATALOGS
    True
    """
    told = _raised if say is None else _as_text(say)
    for group in GROUPS:
        field = FIELDS.get(group, "checks" if group.startswith(CHECKS) else "")
        if not hasattr(catalogs, field):
            continue
        for plugin, members in _loaded(group, told):
            try:
                filled = _with(getattr(catalogs, field), plugin, members)
                catalogs = evolve(catalogs, **{field: filled})
            except CqikitError as error:
                told(SourceError(str(plugin), str(error)))
    return catalogs


def _with(catalog: Any, plugin: Plugin, members: tuple[Any, ...]) -> Any:
    """Return a catalog, or checks, with what a plugin offers."""
    if plugin.group.startswith(CHECKS):
        return catalog.add(**{plugin.group.removeprefix(CHECKS): members})
    if plugin.group == RULES:
        from cqikit.spc import RuleSet  # noqa: PLC0415  (loaded where rules are)

        sets = [member for member in members if isinstance(member, RuleSet)]
        rules = [member for member in members if not isinstance(member, RuleSet)]
        if rules:
            named = {"name": plugin.name, "title": plugin.name}
            sets.append(RuleSet(**named, source=plugin.source, rules=rules))
        return catalog.add(*sets)
    return catalog.add(*members)


def _loaded(
    group: str,
    told: Callable[[SourceError], object],
    only: Iterable[str] | None = None,
) -> Iterator[tuple[Plugin, tuple[Any, ...]]]:
    """Yield each plugin of a group with what it holds; tell which cannot be loaded."""
    points = _points(group)
    names = tuple(dict.fromkeys(plugin.name for plugin, _ in points))
    for name in names if only is None else only:
        if name not in names:
            raise UnknownNameError(f"plugin of {group}", name, names)
        mine = [(plugin, point) for plugin, point in points if plugin.name == name]
        if len(mine) > 1:
            sources = " and ".join(plugin.source for plugin, _ in mine)
            what = f"{len(mine)} plugins of {group} have this name: {sources}"
            told(SourceError(repr(name), what, "uninstall all but one"))
            continue
        [(plugin, point)] = mine
        try:
            offered = point.load()
        except (Exception, SystemExit) as error:  # noqa: BLE001  (it is a stranger's)
            why = f"cannot be loaded: {type(error).__name__}: {error}"
            told(SourceError(str(plugin), why))
            continue
        many = isinstance(offered, list | tuple | Catalog)
        yield plugin, tuple(offered) if many else (offered,)


def _raised(error: SourceError) -> None:
    raise error


def _as_text(say: Callable[[str], object]) -> Callable[[SourceError], object]:
    return lambda error: say(str(error))
