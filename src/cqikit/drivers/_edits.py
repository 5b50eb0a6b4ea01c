"""Verbs that edit a diagram; each returns a new one, as valid as the old."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from cqikit.core import arguments, instance_of, say
from cqikit.drivers._diagram import (
    ChangeIdea,
    Diagram,
    Driver,
    Item,
    Link,
    Strength,
    StrengthWord,
    check_link,
    effects_of,
    item,
    layers,
)
from cqikit.errors import (
    CircleError,
    DuplicateError,
    FieldError,
    KnownNames,
    UnknownNameError,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["add", "link", "remove", "replace", "unlink"]


@arguments(diagram=instance_of(Diagram))
def add(
    diagram: Diagram,
    added: Item,
    *,
    under: Iterable[str] = (),
    strength: Strength | StrengthWord | None = None,
) -> Diagram:
    """Return `diagram` with a driver or idea more, linked to all of `under`.

    Parameters
    ----------
    added : Item
        The driver or the idea.
    under : iterable of str
        What it moves, by key; nothing unless said.
    strength : Strength or str, optional
        How strong the link is believed to be; not told unless said.

    Examples
    --------
    >>> from cqikit.drivers import ChangeIdea, Driver
    >>> from cqikit.measures import Aim, Level
    >>> aim = Aim(
    ...     key="on-time",
    ...     title="90 % of visits on time",
    ...     measure="on-time",
    ...     target=Level(90.0),
    ...     by="2027-06",
    ... )
    >>> diagram = Diagram(key="visits", title="Visits", aim=aim)
    >>> diagram = add(diagram, Driver(key="told", title="Told"), under=["on-time"])
    >>> diagram = add(diagram, ChangeIdea(key="text", title="Text"), under=["told"])
    >>> effects_of(diagram, "text")
    ('told',)
    """
    if added.key in layers(diagram):
        raise DuplicateError(say("the diagram"), added.key)
    named = (under,) if isinstance(under, str) else under
    try:
        links = [Link(cause=added.key, effect=key, strength=strength) for key in named]
    except FieldError as error:
        if error.name != "effect":
            raise
        raise type(error)("under", error.must, error.got, error.fix) from None
    if isinstance(added, Driver):
        grown = evolve(diagram, drivers=(*diagram.drivers, added))
    else:
        grown = evolve(diagram, ideas=(*diagram.ideas, added))
    for new in links:
        _check(grown, new)
    return evolve(grown, links=(*grown.links, *links))


@arguments(diagram=instance_of(Diagram))
def remove(diagram: Diagram, key: str) -> Diagram:
    """Return `diagram` without this driver or idea, and without its links.

    Parameters
    ----------
    key : str
        Which one, by its key.
    """
    gone = item(diagram, key)
    return evolve(
        diagram,
        drivers=tuple(driver for driver in diagram.drivers if driver is not gone),
        ideas=tuple(idea for idea in diagram.ideas if idea is not gone),
        links=tuple(
            this_link
            for this_link in diagram.links
            if key not in {this_link.cause, this_link.effect}
        ),
    )


@arguments(diagram=instance_of(Diagram))
def replace(diagram: Diagram, new: Item) -> Diagram:
    """Return `diagram` with `new` in the place of its namesake, links kept.

    Parameters
    ----------
    new : Item
        The driver or idea that takes the place, with the same key.

    Raises
    ------
    FaultsError
        When it changes its tier and a link would no longer lead up.
    """
    gone = item(diagram, new.key)
    if isinstance(new, Driver) and isinstance(gone, Driver):
        changed = tuple(new if old is gone else old for old in diagram.drivers)
        return evolve(diagram, drivers=changed)
    if isinstance(new, ChangeIdea) and isinstance(gone, ChangeIdea):
        kept = tuple(new if old is gone else old for old in diagram.ideas)
        return evolve(diagram, ideas=kept)
    raise DuplicateError(
        say("the diagram"), new.key, say("a driver replaces a driver, an idea an idea")
    )


@arguments(diagram=instance_of(Diagram))
def link(
    diagram: Diagram,
    cause: str,
    effect: str,
    strength: Strength | StrengthWord | None = None,
) -> Diagram:
    """Return `diagram` with a link from `cause` up to `effect`.

    Parameters
    ----------
    cause : str
        What moves the other, by its key.
    effect : str
        What is moved, by its key.
    strength : Strength or str, optional
        How strong the link is believed to be; not told unless said.

    Raises
    ------
    UnknownNameError
        When an end is not in the diagram.
    CircleError, FieldError
        When the link would not lead up.
    DuplicateError
        When they are linked already.
    """
    new = Link(cause=cause, effect=effect, strength=strength)
    _check(diagram, new)
    if effect in effects_of(diagram, cause):
        raise DuplicateError(
            say("the links"), f"{cause} -> {effect}", say("unlink(...) first")
        )
    return evolve(diagram, links=(*diagram.links, new))


@arguments(diagram=instance_of(Diagram))
def unlink(diagram: Diagram, cause: str, effect: str) -> Diagram:
    """Return `diagram` without the link from `cause` to `effect`.

    Parameters
    ----------
    cause : str
        What moves the other, by its key.
    effect : str
        What is moved, by its key.
    """
    if effect not in effects_of(diagram, cause):
        known = [
            f"{this_link.cause} -> {this_link.effect}" for this_link in diagram.links
        ]
        raise UnknownNameError(say("link"), f"{cause} -> {effect}", known)
    kept = (
        this_link
        for this_link in diagram.links
        if (this_link.cause, this_link.effect) != (cause, effect)
    )
    return evolve(diagram, links=tuple(kept))


def _check(diagram: Diagram, new: Link) -> None:
    try:
        known = layers(diagram)
        check_link(new, known, KnownNames(known))
    except FieldError:
        round_trip = _path_up(diagram, new.effect, new.cause)
        if round_trip:
            raise CircleError((new.cause, *round_trip[:-1]), say("links")) from None
        raise


def _path_up(diagram: Diagram, start: str, goal: str) -> tuple[str, ...]:
    """Return the keys of a way up from `start` to `goal`, or none."""
    came: dict[str, str] = {}
    waiting = [start]
    while waiting:
        here = waiting.pop()
        for above in effects_of(diagram, here):
            if above not in came:
                came[above] = here
                waiting.append(above)
    if goal not in came:
        return ()
    path = [goal]
    while path[-1] != start:
        path.append(came[path[-1]])
    return tuple(reversed(path))
