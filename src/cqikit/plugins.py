"""Extensions that others have installed, found only when asked.

Nothing has to be registered to be used: every verb takes its catalog as an
argument. A package that wants to be found names what it has under an entry
point group, and an application asks for it: for one group with `load`, for all that
a report goes by with `fill`, for types of document with `fill_types`.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, Any, Final, TypeVar

from attrs import Factory, evolve, field, frozen

from cqikit.core import (
    Catalog,
    Finding,
    Named,
    a_callable,
    arguments,
    has,
    instance_of,
    is_text,
    list_of,
    optional,
    say,
)
from cqikit.errors import CqikitError, FieldTypeError, SourceError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cqikit.projects import Catalogs

__all__ = ["GROUPS", "Plugin", "fill", "fill_types", "found", "load"]

C = TypeVar("C", bound="Catalogs")
T = TypeVar("T", bound=Named)

#: As what a command ends that Ctrl-C has stopped, wherever it was.
STOPPED: Final = 130
CHECKS: Final = "cqikit.checks."
RULES: Final = "cqikit.rules"
SCORERS: Final = "cqikit.scorers"
SECTIONS: Final = "cqikit.sections"
DOCUMENTS: Final = "cqikit.documents"
#: What stands there.
A_TYPE: Final = say("must be a documents.DocumentType")
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
    SCORERS: "scorers of assessments",
    SECTIONS: "sections of reports",
    DOCUMENTS: "types of document",
    **{f"{CHECKS}{subject}": f"checks of a {subject}" for subject in SUBJECTS},
}
#: The fields of `Catalogs` and `ReportCatalogs` that groups fill.
FIELDS: Final = {
    "cqikit.chart_kinds": "kinds",
    RULES: "rule_sets",
    "cqikit.frameworks": "frameworks",
    SCORERS: "scorers",
    SECTIONS: "sections",
}


@frozen
class Plugin:
    """What an entry point offers: its name, and where it is from.

    Parameters
    ----------
    name : str
        Under which it is offered.
    group : str
        The group of entry points, such as ``cqikit.rules``.
    source : str
        The module and the name in it, as ``module:NAME``.
    """

    name: str
    group: str
    source: str

    def __str__(self) -> str:
        return f"the plugin {self.name!r} of {self.group} ({self.source})"


#: Who is told what cannot be loaded, where anybody is.
TOLD: Final = optional(a_callable)


@arguments(group=is_text)
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
        raise UnknownNameError(say("group"), group, GROUPS)
    points = {
        Plugin(point.name, group, point.value): point
        for point in entry_points(group=group)
    }
    return sorted(points.items(), key=lambda pair: (pair[0].name, pair[0].source))


@arguments(group=is_text, only=optional(list_of(say("names"), str)), say=TOLD)
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
    return tuple(
        member for _, members in _loaded(group, Told(say), only) for member in members
    )


@arguments(catalogs=has("kinds", "rule_sets", what="Catalogs"), say=TOLD)
def fill(catalogs: C, *, say: Callable[[str], object] | None = None) -> C:
    """Return catalogs with all that is installed, too.

    What fails when it runs, such as a check that raises, is told once, and comes to
    nothing: no findings, no section; a rule is left out of the reading, among those
    that have `failed`. A scorer that fails is an error.

    Parameters
    ----------
    catalogs : Catalogs
        `projects.CATALOGS`, or `reports.REPORT_CATALOGS`, which have sections.
    say : callable, optional
        Told of each plugin that cannot be loaded or used, or fails when it runs; the
        others are used. Without it, the first one is an error.

    Raises
    ------
    SourceError
        When a plugin cannot be loaded or used, two have one name, or one is of a group
        of cqikit that does not exist; from the verbs, when one fails as it runs.

    Examples
    --------
    >>> from cqikit.projects import CATALOGS
    >>> fill(CATALOGS) == CATALOGS
    True
    """
    told = Told(say)
    _tell_unknown(told)
    for group in GROUPS:
        field_name = FIELDS.get(group, "checks" if group.startswith(CHECKS) else "")
        if not hasattr(catalogs, field_name):
            continue
        for plugin, members in _loaded(group, told):
            try:
                # What is not of its group is refused by what it is.
                evolved = _with(getattr(catalogs, field_name), plugin, members)
                evolve(catalogs, **{field_name: evolved})
                guarded = tuple(_guarded(member, plugin, told) for member in members)
                evolved = _with(getattr(catalogs, field_name), plugin, guarded)
                catalogs = evolve(catalogs, **{field_name: evolved})
            except CqikitError as error:
                told(SourceError(str(plugin), str(error)))
    return catalogs


@arguments(types=instance_of(Catalog), say=TOLD)
def fill_types(
    types: Catalog[T], *, say: Callable[[str], object] | None = None
) -> Catalog[T]:
    """Return types of document with all that is installed, too.

    Parameters
    ----------
    types : Catalog of DocumentType
        Such as `folders.DOCUMENTS`; what comes back is for ``types=`` of the verbs.
    say : callable, optional
        As of `fill`.

    Raises
    ------
    SourceError
        As `fill` raises it.

    Examples
    --------
    >>> from cqikit import folders
    >>> fill_types(folders.DOCUMENTS) == folders.DOCUMENTS
    True
    """
    told = Told(say)
    for plugin, members in _loaded(DOCUMENTS, told):
        try:
            for member in members:
                if not hasattr(member, "upgrade"):
                    raise FieldTypeError("a type of document", A_TYPE, member)
            types = types.add(
                *(
                    evolve(
                        member,
                        checks=[Guarded(each, plugin, told) for each in member.checks],
                    )
                    for member in members
                )
            )
        except CqikitError as error:
            told(SourceError(str(plugin), str(error)))
    return types


def _tell_unknown(told: Told) -> None:
    """Tell of what stands in a group of cqikit that does not exist."""
    ours = (name for name in entry_points().groups if name.startswith("cqikit."))
    for group in sorted(set(ours) - set(GROUPS)):
        unknown = str(UnknownNameError(say("group"), group, GROUPS))
        for point in entry_points(group=group):
            told(SourceError(str(Plugin(point.name, group, point.value)), unknown))


@frozen(eq=False)
class Told:
    """Who is told what is left out, each thing once; where nobody is, it is raised."""

    say: Callable[[str], object] | None
    before: set[str] = Factory(set)

    def __call__(self, error: SourceError, about: str = "") -> None:
        if self.say is None:
            raise error
        if (about or str(error)) not in self.before:
            self.before.add(about or str(error))
            self.say(str(error))


@frozen
class Guarded:
    """What a plugin offers, called with care: what fails is told, and is nothing."""

    member: Any
    plugin: Plugin
    told: Told = field(eq=False, repr=False)

    def __getattr__(self, name: str) -> Any:
        # A rule of a stranger's works on charts, as ours along lines: called, it is
        # guarded.
        if name.startswith("_") or name == "along":
            raise AttributeError(name)
        return getattr(self.member, name)

    def __call__(self, *given: Any) -> Any:
        group = self.plugin.group
        try:
            return _answer(group, self.member(*given), *given)
        except BaseException as error:
            _let_stop(error)
            name = getattr(self.member, "code", None) or self.member.name
            why = " ".join(f"{type(error).__name__}: {error}".split())
            failed = SourceError(
                str(self.plugin), say("{name!r} failed: {why}", name=name, why=why)
            )
            if group == SCORERS:
                raise failed from error
            self.told(failed, f"{self.plugin} {name}")
        return NotImplemented if group == RULES else ()


def _let_stop(error: BaseException) -> None:
    """Raise again what ends the program by who runs it; the rest is a stranger's."""
    stopped = isinstance(error, SystemExit) and error.code == STOPPED
    # Where Ctrl-C is answered otherwise, as by the command, nobody has pressed it.
    pressed = signal.getsignal(signal.SIGINT) in {signal.default_int_handler, None}
    if stopped or (pressed and isinstance(error, KeyboardInterrupt)):
        raise error


def _answer(group: str, answered: Any, *given: Any) -> Any:
    """Return what a member has answered, all of it, if it is what it must be."""
    if group == SCORERS:
        return answered
    if group == RULES:
        import numpy as np  # noqa: PLC0415  (loaded where charts are)

        flags = np.asarray(answered).astype(np.int8)
        shape = np.shape(given[0].values)
        if flags.shape != shape:
            must = say(
                "must be of the shape {shape}, one flag for each point",
                shape=str(shape),
            )
            raise FieldTypeError("the flags", must, flags.shape)
        return flags
    every = tuple(answered)
    for each in every:
        if group == SECTIONS:
            if not hasattr(each, "anchor"):
                raise FieldTypeError(
                    "a section", say("must be a reports.Section"), each
                )
        elif not isinstance(each, Finding):
            raise FieldTypeError("a finding", say("must be a core.Finding"), each)
    return every


def _guarded(member: Any, plugin: Plugin, told: Told) -> Any:
    """Return what a plugin offers, guarded where a stranger's code runs in it."""
    from cqikit.assessments import Criteria, Hybrid  # noqa: PLC0415  (where scored)
    from cqikit.spc import RuleSet  # noqa: PLC0415  (loaded where rules are)

    if plugin.group == RULES and isinstance(member, RuleSet):
        rules = [_guarded(rule, plugin, told) for rule in member.rules]
        return member if rules == list(member.rules) else evolve(member, rules=rules)
    # Of ours, by the plugin's numbers.
    by_ours = (
        type(member).__module__.startswith("cqikit.")
        if plugin.group == RULES
        else isinstance(member, Criteria | Hybrid)
    )
    runs = plugin.group in (RULES, SCORERS, SECTIONS) or plugin.group.startswith(CHECKS)
    return Guarded(member, plugin, told) if runs and not by_ours else member


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
    told: Told,
    only: Iterable[str] | None = None,
) -> Iterator[tuple[Plugin, tuple[Any, ...]]]:
    """Yield each plugin of a group with what it holds; tell which cannot be loaded."""
    points = _points(group)
    names = tuple(dict.fromkeys(plugin.name for plugin, _ in points))
    for name in names if only is None else only:
        if name not in names:
            raise UnknownNameError(say("plugin of {group}", group=group), name, names)
        mine = [(plugin, point) for plugin, point in points if plugin.name == name]
        if len(mine) > 1:
            sources = " and ".join(plugin.source for plugin, _ in mine)
            what = say(
                "{mine} plugins of {group} have this name: {sources}",
                mine=len(mine),
                group=group,
                sources=sources,
            )
            told(SourceError(repr(name), what, say("uninstall all but one")))
            continue
        [(plugin, point)] = mine
        try:
            offered = point.load()
        except BaseException as error:  # noqa: BLE001  (it is a stranger's)
            _let_stop(error)
            why = say(
                "cannot be loaded: {error}", error=f"{type(error).__name__}: {error}"
            )
            told(SourceError(str(plugin), why))
            continue
        many = isinstance(offered, list | tuple | Catalog)
        yield plugin, tuple(offered) if many else (offered,)
