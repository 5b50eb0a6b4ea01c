"""A driver diagram: what an aim rests on, in four layers.

The aim stands on primary drivers, these on secondary drivers, and these on
change ideas. A link leads from a cause up to its effect, always to a layer
above its own, so that a diagram cannot have a circle.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from attrs import field, frozen

from cqikit.core import (
    Choice,
    ChoiceOf,
    FrozenDict,
    OptionalChoiceOf,
    TupleOf,
    arguments,
    as_texts,
    each,
    instance_of,
    is_key,
    is_text,
    non_blank,
    problem_of,
    say,
    unique,
)
from cqikit.errors import (
    CircleError,
    CqikitError,
    DuplicateError,
    FaultsError,
    FieldError,
    KnownNames,
    Problem,
    UnknownNameError,
)
from cqikit.measures import Aim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = [
    "ChangeIdea",
    "Diagram",
    "Driver",
    "Item",
    "Layer",
    "Link",
    "Strength",
    "StrengthWord",
    "Tier",
    "TierWord",
    "causes_of",
    "check_link",
    "effects_of",
    "item",
    "items",
    "layer_of",
    "layers",
]


class Tier(Choice):
    """How near to the aim a driver is."""

    PRIMARY = "primary"
    SECONDARY = "secondary"


TierWord: TypeAlias = Literal["primary", "secondary"]


class Strength(Choice):
    """How much a cause is held to matter for its effect."""

    WEAK = "weak"
    MODERATE = "moderate"
    STRONG = "strong"


StrengthWord: TypeAlias = Literal["weak", "moderate", "strong"]


class Layer(IntEnum):
    """The layers of a diagram, the aim on top."""

    AIM = 0
    PRIMARY = 1
    SECONDARY = 2
    IDEA = 3


@frozen(kw_only=True)
class Driver:
    """What the aim, or another driver, depends on.

    Parameters
    ----------
    key : str
        A short name, other than those of its neighbours.
    title : str
        What people read.
    tier : Tier
        ``primary`` or ``secondary``.
    measures : tuple of str
        Keys of its process measures.
    detail : str
        More about it; nothing unless said.
    """

    key: str = field(validator=is_key)
    title: str = field(validator=non_blank)
    tier: Tier = field(default=Tier.PRIMARY, converter=ChoiceOf[Tier, TierWord])
    measures: tuple[str, ...] = field(
        default=(), converter=as_texts, validator=[each(is_key), unique("")]
    )
    detail: str = field(default="", validator=is_text)


@frozen(kw_only=True)
class ChangeIdea:
    """Something that can be tried, to move a driver.

    Parameters
    ----------
    key : str
        A short name, other than those of its neighbours.
    title : str
        What people read.
    detail : str
        More about it; nothing unless said.
    answers : tuple of str
        Keys of the needs or gaps that it answers.
    """

    key: str = field(validator=is_key)
    title: str = field(validator=non_blank)
    detail: str = field(default="", validator=is_text)
    answers: tuple[str, ...] = field(
        default=(), converter=as_texts, validator=[each(is_key), unique("")]
    )


@frozen(kw_only=True)
class Link:
    """From a cause to its effect on a layer above, both by key.

    Parameters
    ----------
    cause : str
        What moves the other, by its key.
    effect : str
        What is moved, by its key.
    strength : Strength, optional
        How strong the link is believed to be; not told unless said.
    """

    cause: str = field(validator=is_key)
    effect: str = field(validator=is_key)
    strength: Strength | None = field(
        default=None, converter=OptionalChoiceOf[Strength, StrengthWord]
    )


#: What stands in a diagram under its aim.
Item: TypeAlias = Driver | ChangeIdea

LAYER_OF_TIER: Final = {Tier.PRIMARY: Layer.PRIMARY, Tier.SECONDARY: Layer.SECONDARY}


def _ends(link: Link) -> tuple[str, str]:
    return link.effect, link.cause


@frozen(kw_only=True)
class Diagram:
    """An aim, its drivers, the ideas for change, and the links between them.

    Parameters
    ----------
    key : str
        A short name, other than those of its neighbours.
    title : str
        What people call it.
    aim : Aim
        Its key is linked to as the top of the diagram; its measure is the
        outcome measure.
    drivers : tuple of Driver
        The drivers, of all layers; none unless said.
    ideas : tuple of ChangeIdea
        The ideas for change; none unless said.
    links : tuple of Link
        Kept sorted by effect and cause.
    balancing : tuple of str
        Keys of the measures that would show harm elsewhere.

    Raises
    ------
    FaultsError
        All faults at once: keys that stand twice, links to nothing, links
        that do not lead up, links that stand twice.
    """

    key: str = field(validator=is_key)
    title: str = field(validator=non_blank)
    aim: Aim = field(validator=instance_of(Aim))
    drivers: tuple[Driver, ...] = field(
        default=(), converter=TupleOf[Driver], validator=each(instance_of(Driver))
    )
    ideas: tuple[ChangeIdea, ...] = field(
        default=(),
        converter=TupleOf[ChangeIdea],
        validator=each(instance_of(ChangeIdea)),
    )
    links: tuple[Link, ...] = field(
        default=(), converter=TupleOf[Link], validator=each(instance_of(Link))
    )
    balancing: tuple[str, ...] = field(
        default=(), converter=as_texts, validator=[each(is_key), unique("")]
    )
    _layers: dict[str, Layer] = field(init=False, repr=False, eq=False)
    _causes: dict[str, tuple[str, ...]] = field(init=False, repr=False, eq=False)
    _effects: dict[str, tuple[str, ...]] = field(init=False, repr=False, eq=False)
    #: The place that each link was given at, in the order of `links`.
    _given: tuple[int, ...] = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        layers = _layers_of(self)
        problems = [*_repeated_keys(self), *_bad_links(self.links, layers)]
        if problems:
            raise FaultsError(f"diagram {self.key}", problems)
        # One order for one set of links: unlinking and linking again is nothing.
        given = sorted(enumerate(self.links), key=lambda entry: _ends(entry[1]))
        object.__setattr__(self, "links", tuple(link for _, link in given))
        object.__setattr__(self, "_given", tuple(place for place, _ in given))
        order = {key: place for place, key in enumerate(layers)}
        causes: dict[str, list[str]] = {}
        effects: dict[str, list[str]] = {}
        for link in self.links:
            causes.setdefault(link.effect, []).append(link.cause)
            effects.setdefault(link.cause, []).append(link.effect)
        object.__setattr__(self, "_layers", FrozenDict(layers))
        object.__setattr__(self, "_causes", _in_order(causes, order))
        object.__setattr__(self, "_effects", _in_order(effects, order))


def _in_order(
    linked: Mapping[str, list[str]], order: Mapping[str, int]
) -> Mapping[str, tuple[str, ...]]:
    return FrozenDict(
        {key: tuple(sorted(ends, key=order.get)) for key, ends in linked.items()}  # type: ignore[arg-type]
    )


def _layers_of(diagram: Diagram) -> dict[str, Layer]:
    return {
        diagram.aim.key: Layer.AIM,
        **{driver.key: LAYER_OF_TIER[driver.tier] for driver in diagram.drivers},
        **{idea.key: Layer.IDEA for idea in diagram.ideas},
    }


def _repeated_keys(diagram: Diagram) -> Iterator[Problem]:
    seen = {diagram.aim.key}
    for name in ("drivers", "ideas"):
        for place, step in enumerate(getattr(diagram, name)):
            if step.key in seen:
                yield Problem(
                    f"{name}[{place}].key",
                    say("two of the diagram are named {step!r}", step=step.key),
                    say("give each its own"),
                )
            seen.add(step.key)


def _bad_links(links: Iterable[Link], layers: Mapping[str, Layer]) -> Iterator[Problem]:
    seen: set[tuple[str, str]] = set()
    names = KnownNames(layers)
    for place, link in enumerate(links):
        try:
            check_link(link, layers, names)
            if _ends(link) in seen:
                raise DuplicateError(say("the links"), f"{link.cause} -> {link.effect}")
        except CqikitError as error:
            yield problem_of(error, f"links[{place}]")
        seen.add(_ends(link))


def check_link(link: Link, layers: Mapping[str, Layer], names: KnownNames) -> None:
    """Raise when a link does not lead from one item up to another."""
    for end in (link.cause, link.effect):
        if end not in layers:
            raise UnknownNameError(say("aim, driver or idea"), end, names)
    if link.cause == link.effect:
        raise CircleError((link.cause,), say("links"))
    if layers[link.cause] <= layers[link.effect]:
        raise FieldError(
            "effect",
            say(
                "must be on a layer above the cause {cause!r}, which is {spoken}",
                cause=link.cause,
                spoken=_spoken(layers[link.cause]),
            ),
            f"{link.effect}, which is {_spoken(layers[link.effect])}",
            say("a link leads from a cause up to its effect"),
        )


def _spoken(layer: Layer) -> str:
    return {
        Layer.AIM: "the aim",
        Layer.PRIMARY: "a primary driver",
        Layer.SECONDARY: "a secondary driver",
        Layer.IDEA: "a change idea",
    }[layer]


@arguments(diagram=instance_of(Diagram))
def items(diagram: Diagram) -> tuple[Item, ...]:
    """Return the drivers and then the ideas, as they stand in the diagram."""
    return (*diagram.drivers, *diagram.ideas)


@arguments(diagram=instance_of(Diagram))
def item(diagram: Diagram, key: str) -> Item:
    """Return the driver or idea with this key.

    Parameters
    ----------
    key : str
        Which one, by its key.
    """
    for this_item in items(diagram):
        if this_item.key == key:
            return this_item
    raise UnknownNameError(
        say("driver or idea"), key, [this_item.key for this_item in items(diagram)]
    )


def layers(diagram: Diagram) -> Mapping[str, Layer]:
    """Return the layer of each key: the aim, the drivers, the ideas."""
    return diagram._layers  # noqa: SLF001


@arguments()
def layer_of(diagram: Diagram, key: str) -> Layer:
    """Return the layer that a key of the diagram stands on.

    Parameters
    ----------
    key : str
        Which one, by its key.
    """
    known = layers(diagram)
    if key not in known:
        raise UnknownNameError(say("aim, driver or idea"), key, known)
    return known[key]


@arguments(diagram=instance_of(Diagram))
def causes_of(diagram: Diagram, key: str) -> tuple[str, ...]:
    """Return the keys that are linked to `key` from below, in diagram order.

    Parameters
    ----------
    key : str
        Which one, by its key.
    """
    layer_of(diagram, key)
    return diagram._causes.get(key, ())  # noqa: SLF001


@arguments(diagram=instance_of(Diagram))
def effects_of(diagram: Diagram, key: str) -> tuple[str, ...]:
    """Return the keys that `key` is linked to above it, in diagram order.

    Parameters
    ----------
    key : str
        Which one, by its key.
    """
    layer_of(diagram, key)
    return diagram._effects.get(key, ())  # noqa: SLF001
