"""Public verbs given what they cannot use: an error of ours, or an answer.

Each verb of each room is called with None, 3, "x" and [1] in each place that it needs,
all places at once and, where others can be made, one at a time. What it then raises is
a CqikitError: no word about attributes that nobody has heard of.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from importlib import import_module
from inspect import Parameter, isfunction, signature
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, Final

import pytest

import cqikit
from cqikit import collaboratives, folders, projects
from cqikit.errors import CqikitError

if TYPE_CHECKING:
    from collections.abc import Callable

WRONG: Final[tuple[Any, ...]] = (None, 3, "x", [1])
#: Rooms whose every verb is checked.
WHOLE: Final = ("collaboratives", "projects", "folders", "plans", "calendars")
#: Of which verbs any exception may come, and why.
INNER: Final = "one step of a verb that is checked, called for each row"
EXCEPTED: Final = {
    "collaboratives.counted": INNER,
    "collaboratives.ranges_by": INNER,
    "collaboratives.row_ranges": INNER,
    "collaboratives.segments": "of arrays; what numpy says of them stands",
}


def verbs() -> list[tuple[str, Callable[..., Any]]]:
    found: list[tuple[str, Callable[..., Any]]] = []
    for room in WHOLE:
        module = import_module(f"cqikit.{room}")
        for name in module.__all__:
            verb = getattr(module, name)
            if isfunction(verb) and f"{room}.{name}" not in EXCEPTED:
                found.append((f"{room}.{name}", verb))
    return found


VERBS: Final = dict(verbs())


def test_the_rooms_are_there_and_exceptions_are_verbs() -> None:
    rooms = {module.name for module in iter_modules(cqikit.__path__)}
    assert rooms.issuperset(WHOLE)
    for named in EXCEPTED:
        room, name = named.split(".")
        assert isfunction(getattr(import_module(f"cqikit.{room}"), name))


@pytest.fixture(scope="module")
def right() -> dict[str, Any]:
    """Return what fits arguments of these names."""
    effort = folders.read("examples/home_visiting")
    project = effort.project
    group = effort.collaborative
    assert group is not None
    closing = collaboratives.closing_report(group, project.series)
    return {
        "project": project,
        "collaborative": group,
        "series": project.series,
        "guide": collaboratives.Guide(key="g"),
        "closing": closing,
        "on": date(2025, 1, 1),
        "as_of": date(2025, 1, 1),
        "until": date(2025, 6, 1),
        "plan": project.plan,
        "contacts": project.contacts,
        "thread": projects.thread(project),
        "projects": {"p": project},
        "folder": "examples/home_visiting",
        "policies": collaboratives.GuidePolicies(),
        "answers": (),
        "start": 1,
        "teams": project.series_of("screened"),
        "diagram": project.diagram,
        "cycles": project.cycles,
        "steps": project.plan.steps if project.plan is not None else (),
    }


def refuses(verb: Callable[..., Any], given: dict[str, Any]) -> None:
    parameters = signature(verb).parameters
    by_place = [
        given[name]
        for name, parameter in parameters.items()
        if name in given and parameter.kind is not Parameter.KEYWORD_ONLY
    ]
    by_name = {
        name: given[name]
        for name, parameter in parameters.items()
        if name in given and parameter.kind is Parameter.KEYWORD_ONLY
    }
    # An answer is as good as an error of ours.
    with suppress(CqikitError):
        verb(*by_place, **by_name)


def needed(verb: Callable[..., Any]) -> list[str]:
    starred = {Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD}
    return [
        name
        for name, parameter in signature(verb).parameters.items()
        if parameter.default is Parameter.empty and parameter.kind not in starred
    ]


@pytest.mark.parametrize("wrong", WRONG, ids=repr)
@pytest.mark.parametrize("name", VERBS)
def test_what_no_argument_can_be_is_refused_in_our_words(name: str, wrong: Any) -> None:
    verb = VERBS[name]
    refuses(verb, dict.fromkeys(needed(verb), wrong))


@pytest.mark.parametrize("name", VERBS)
def test_each_argument_alone_is_refused_in_our_words(
    name: str, right: dict[str, Any]
) -> None:
    verb = VERBS[name]
    asked = needed(verb)
    if not set(asked) <= set(right):
        # What else it needs cannot be made here: all at once is tried above.
        asked = []
    fits = {key: right[key] for key in asked}
    starred = {Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD}
    places = [
        parameter.name
        for parameter in signature(verb).parameters.values()
        if parameter.kind not in starred
    ]
    for place in places if asked else ():
        for wrong in WRONG:
            try:
                refuses(verb, fits | {place: wrong})
            except Exception as error:  # noqa: BLE001
                pytest.fail(
                    f"{name}({place}={wrong!r}): {type(error).__name__} {error}"
                )
