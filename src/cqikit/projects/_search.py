"""Lessons and resources of many projects, searched by words and tags."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import fields, frozen

from cqikit.core import arguments, is_text, list_of, say
from cqikit.projects._lessons import Lesson, Resource
from cqikit.projects._project import Project

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Hit", "search"]


@frozen(kw_only=True)
class Hit:
    """A lesson or resource that was found, and whose it is.

    Parameters
    ----------
    project : str
        The key of the project.
    title : str
        Its title.
    found : Lesson or Resource
        What was found.
    """

    project: str
    title: str
    found: Lesson | Resource


LISTED: Final = list_of(say("tags"), str)


def _tags(kept: Any, attribute: Any, value: Any) -> None:
    """Check that a value is a list of tags, for which one may stand."""
    if isinstance(value, str):
        setattr(kept, attribute.name, (value,))
    else:
        LISTED(kept, attribute, value)


@arguments(projects=list_of(say("projects"), Project), words=is_text, tags=_tags)
def search(
    projects: Iterable[Project], words: str = "", *, tags: Iterable[str] = ()
) -> tuple[Hit, ...]:
    """Return the lessons and resources of many projects that have all of the words.

    Parameters
    ----------
    projects : iterable of Project
    words : str
        Each must stand somewhere in it, if only as part of a word; capitals do not
        matter. By default, whatever it says.
    tags : iterable of str, or one
        Each must be one of its tags, capitals apart. By default, whatever it has.

    Returns
    -------
    tuple of Hit
        In the order of the projects; lessons before resources.

    Examples
    --------
    >>> from cqikit.projects import Charter, Project
    >>> from datetime import date
    >>> charter = Charter(key="visits", title="Visits", as_of=date(2026, 7, 1))
    >>> card = Resource(key="card", title="Reminder card", tags=["reminders", "es"])
    >>> visits = Project(charter=charter, resources=[card])
    >>> [hit.found.key for hit in search([visits], "CARD", tags=["Reminders"])]
    ['card']
    """
    wanted = words.casefold().split()
    tagged = {tag.casefold() for tag in tags}
    return tuple(
        Hit(project=project.charter.key, title=project.charter.title, found=lesson)
        for project in projects
        for lesson in _of(project)
        if tagged <= {tag.casefold() for tag in lesson.tags} and _says(lesson, wanted)
    )


def _of(project: Project) -> Iterator[Lesson | Resource]:
    yield from project.lessons
    yield from project.resources


def _says(lesson: Lesson | Resource, wanted: list[str]) -> bool:
    said = "\n".join(_texts(lesson)).casefold()
    return all(word in said for word in wanted)


def _texts(lesson: Lesson | Resource) -> Iterator[str]:
    for each_field in fields(type(lesson)):
        value = getattr(lesson, each_field.name)
        yield from [value] if isinstance(value, str) else value
