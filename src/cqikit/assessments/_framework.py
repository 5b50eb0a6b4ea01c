"""Frameworks: trees of domains and items, as data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import field, frozen

from cqikit.actions import Concern, ConcernWord
from cqikit.assessments._scale import Anchor, Scale
from cqikit.assessments._words import by_language, is_language
from cqikit.core import (
    ChoiceOf,
    FrozenDict,
    TupleOf,
    arguments,
    as_texts,
    at_least,
    each,
    finite,
    instance_of,
    is_key,
    is_text,
    non_blank,
    non_empty,
    optional,
    problem_of,
    say,
    unique,
)
from cqikit.errors import (
    DocumentError,
    FieldError,
    KnownNames,
    Problem,
    UnknownNameError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrs import Attribute

__all__ = ["Conversion", "Domain", "Framework", "Item", "Node"]


@frozen(kw_only=True)
class Item:
    """One statement that respondents rate, or one criterion that is met or not.

    Parameters
    ----------
    key : str
        Identity; it never changes its meaning from version to version.
    text : str
        The statement that is rated.
    scale : str
        Key of one of the framework's scales; "" for the first of them.
    weight : float
        Of the item within its domain.
    reversed : bool
        Whether a low answer is a good one; scores turn it round.
    gate : float, optional
        The least value (after turning round) without which the rest does not
        count; None for no gate.
    cap : float, optional
        The highest level, in the numbers of the score of the whole, that is
        reached while the gate is not passed; None for no such bound.
    rung : int
        For ladders and blocks: the level to which a criterion belongs.
    concern : actions.Concern
        What it touches first of all; gaps are ranked by it.
    who : tuple of str
        Roles that should answer; empty for everybody.
    evidence : str
        What an answer should rest on.
    cost : float
        What meeting it would take, in any unit, for `cheapest_route`.
    texts : dict of str to str
        Its text in further languages, by their codes (``es``).
    """

    key: str = field(validator=is_key)
    text: str = field(validator=non_blank)
    scale: str = field(default="", validator=is_text)
    weight: float = field(default=1.0, validator=at_least(0))
    reversed: bool = field(default=False, validator=instance_of(bool))
    gate: float | None = field(default=None, validator=optional(finite))
    cap: float | None = field(default=None, validator=optional(finite))
    rung: int = field(default=0, validator=instance_of(int))
    concern: Concern = field(
        default=Concern.QUALITY, converter=ChoiceOf[Concern, ConcernWord]
    )
    who: tuple[str, ...] = field(
        default=(), converter=as_texts, validator=each(non_blank)
    )
    evidence: str = field(default="", validator=is_text)
    cost: float = field(default=1.0, validator=at_least(0))
    texts: Mapping[str, str] = by_language()

    def __attrs_post_init__(self) -> None:
        if self.cap is not None and self.gate is None:
            raise FieldError(
                "cap", say("must go with a gate"), self.cap, say("write a gate")
            )

    @property
    def title(self) -> str:
        """Return the text, under the name that every node's words have."""
        return self.text


def _are_domains(domain: Any, attribute: Attribute[Any], value: Any) -> None:
    # A class cannot name itself while it is being made.
    each(instance_of(Domain))(domain, attribute, value)


@frozen(kw_only=True)
class Domain:
    """A group of items, of domains, or of both.

    Parameters
    ----------
    key : str
        A short name, other than those of its neighbours.
    title : str
        What people call it.
    text : str
        What it is about, in a sentence or two.
    items : tuple of Item
        Its items; none unless said.
    domains : tuple of Domain
        The domains in it; none unless said.
    weight : float
        Of the domain within the one above.
    scorer : str
        Name of its roll-up; "" for the framework's.
    anchors : tuple of Anchor
        Names for its score, in the score's own numbers; by default those of
        what is above it, where that is on the same scale, and else those of
        the items' scale.
    titles : dict of str to str
        Its title in further languages, by their codes.
    """

    key: str = field(validator=is_key)
    title: str = field(validator=non_blank)
    text: str = field(default="", validator=is_text)
    items: tuple[Item, ...] = field(
        default=(), converter=TupleOf[Item], validator=each(instance_of(Item))
    )
    domains: tuple[Domain, ...] = field(
        default=(), converter=TupleOf["Domain"], validator=_are_domains
    )
    weight: float = field(default=1.0, validator=at_least(0))
    scorer: str = field(default="", validator=is_text)
    anchors: tuple[Anchor, ...] = field(
        default=(), converter=TupleOf[Anchor], validator=each(instance_of(Anchor))
    )
    titles: Mapping[str, str] = by_language()


@frozen(kw_only=True)
class Conversion:
    """How answers to an earlier version of a framework are answers to this one.

    Only items whose scale is another need it: answers to the others are
    numbers of the same scale.

    Parameters
    ----------
    version : str
        The earlier one.
    items : tuple of str
        Keys of the items that it is for.
    before, after : tuple of float
        Numbers of the earlier scale, rising, and what each of them is now. Between
        them, and only where the earlier scale takes any number, a straight line
        leads from one to the next. What is not named here does not compare.

    Examples
    --------
    >>> Conversion(version="1", items=["teams"], before=[0, 1, 2], after=[0, 2])
    Traceback (most recent call last):
    ...
    cqikit.errors.FieldError: after must have as many numbers as before: 3 (got 2)
    """

    version: str = field(validator=non_blank)
    items: tuple[str, ...] = field(
        converter=as_texts, validator=[each(is_key), non_empty]
    )
    before: tuple[float, ...] = field(
        converter=TupleOf[float], validator=[each(finite), non_empty]
    )
    after: tuple[float, ...] = field(converter=TupleOf[float], validator=each(finite))

    def __attrs_post_init__(self) -> None:
        if len(self.after) != len(self.before):
            must = say(
                "must have as many numbers as before: {before}", before=len(self.before)
            )
            raise FieldError("after", must, len(self.after))
        if list(self.before) != sorted(set(self.before)):
            raise FieldError("before", say("must rise, no two the same"), self.before)


def _is_language(instance: Any, attribute: Any, value: Any) -> None:
    if not isinstance(value, str) or value:
        is_language(instance, attribute, value)


@frozen(kw_only=True)
class Framework:
    """A versioned assessment: domains in a tree, items, scales, and its source.

    Build one from a plain mapping with `framework_from`.

    Parameters
    ----------
    key : str
        A short name, other than those of its neighbours.
    title : str
        What people call it.
    version : str
        Its version: answers say to which one they were given.
    scales : tuple of Scale
        The first is that of every item that names none.
    domains : tuple of Domain
        Its domains; none unless said.
    items : tuple of Item
        Items that stand in no domain.
    principles : tuple of str
        What underlies it all: in no order, and not scored.
    scorer : str
        Name of the roll-up of every domain that names none.
    anchors : tuple of Anchor
        Names for the score of the whole, in the score's own numbers.
    text : str
        What respondents are told first; nothing unless said.
    source : str
        Whose it is; nobody is named unless said.
    licence : str
        Under which it may be used; not told unless said.
    language : str
        The code of the language that the words are in; "" where it is not said.
    titles : dict of str to str
        The title in further languages, by their codes.
    conversions : tuple of Conversion
        From earlier versions whose items have other scales.
    stale_after : int, optional
        Months after which answers are too old to act upon.

    Raises
    ------
    DocumentError
        When keys are not unique or scales are unknown; all faults at once.

    Examples
    --------
    >>> from cqikit.assessments import YES_NO
    >>> small = Framework(
    ...     key="small",
    ...     title="A small check",
    ...     version="1",
    ...     scales=[YES_NO],
    ...     items=[
    ...         Item(key="aim", text="We have an aim"),
    ...         Item(key="data", text="We have data"),
    ...     ],
    ... )
    >>> [item.key for item in small.all_items]
    ['aim', 'data']
    """

    key: str = field(validator=is_key)
    title: str = field(validator=non_blank)
    version: str = field(validator=non_blank)
    scales: tuple[Scale, ...] = field(
        converter=TupleOf[Scale],
        validator=[each(instance_of(Scale)), non_empty, unique()],
    )
    domains: tuple[Domain, ...] = field(
        default=(), converter=TupleOf["Domain"], validator=each(instance_of(Domain))
    )
    items: tuple[Item, ...] = field(
        default=(), converter=TupleOf[Item], validator=each(instance_of(Item))
    )
    principles: tuple[str, ...] = field(
        default=(), converter=as_texts, validator=each(non_blank)
    )
    scorer: str = field(default="mean", validator=non_blank)
    anchors: tuple[Anchor, ...] = field(
        default=(), converter=TupleOf[Anchor], validator=each(instance_of(Anchor))
    )
    text: str = field(default="", validator=is_text)
    source: str = field(default="", validator=is_text)
    licence: str = field(default="", validator=is_text)
    stale_after: int | None = field(default=None, validator=optional(at_least(1)))
    language: str = field(default="", validator=_is_language)
    titles: Mapping[str, str] = by_language()
    conversions: tuple[Conversion, ...] = field(
        default=(),
        converter=TupleOf[Conversion],
        validator=each(instance_of(Conversion)),
    )
    _items: dict[str, Item] = field(init=False, repr=False, eq=False)
    _domains: dict[str, Domain] = field(init=False, repr=False, eq=False)
    _scales: dict[str, Scale] = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        scales = {scale.key: scale for scale in self.scales}
        object.__setattr__(self, "_scales", FrozenDict({"": self.scales[0], **scales}))
        placed = list(walk(self))
        problems = list(_faults(self, placed))
        if problems:
            raise DocumentError(f"framework {self.key}", problems)
        items = {part.key: part for _, part in placed if isinstance(part, Item)}
        domains = {part.key: part for _, part in placed if isinstance(part, Domain)}
        object.__setattr__(self, "_items", FrozenDict(items))
        object.__setattr__(self, "_domains", FrozenDict(domains))

    @property
    def name(self) -> str:
        """Return the key, by which a catalog of frameworks knows this one."""
        return self.key

    @property
    def edition(self) -> str:
        """Return key and version as one word, such as ``home-visits@2``."""
        return f"{self.key}@{self.version}"

    @property
    def all_items(self) -> tuple[Item, ...]:
        """Return every item, in the order in which they are printed."""
        return tuple(self._items.values())

    @property
    def all_domains(self) -> tuple[Domain, ...]:
        """Return every domain, each before those inside it."""
        return tuple(self._domains.values())

    @property
    def nodes(self) -> tuple[Node, ...]:
        """Return the framework itself, then every domain."""
        return (self, *self._domains.values())

    @arguments()
    def item(self, key: str) -> Item:
        """Return the item of this key."""
        if key not in self._items:
            raise UnknownNameError(say("item"), key, self._items)
        return self._items[key]

    @arguments()
    def scale_of(self, item: Item) -> Scale:
        """Return the scale on which `item` is answered."""
        return self._scales[item.scale]


Node: TypeAlias = Framework | Domain


def levels_of(item: Item, scale: Scale) -> list[float]:
    """Return the uneven levels of an item, higher being better, the lowest first."""
    turned = (scale.low + scale.high - at for at in scale.levels)
    return sorted(turned) if item.reversed else list(scale.levels)


def walk(node: Node, path: str = "") -> Iterator[tuple[str, Item | Domain]]:
    """Yield all that is below `node`, items before domains, with its path."""
    for place, item in enumerate(node.items):
        yield f"{path}items[{place}]", item
    for place, domain in enumerate(node.domains):
        where = f"{path}domains[{place}]"
        yield where, domain
        yield from walk(domain, f"{where}.")


def _faults(
    framework: Framework, placed: list[tuple[str, Item | Domain]]
) -> Iterator[Problem]:
    first: dict[str, str] = {framework.key: "key"}
    scales = KnownNames(filter(None, framework._scales))  # noqa: SLF001  (as below)
    for where, part in placed:
        if part.key in first:
            yield Problem(
                f"{where}.key",
                say(
                    "key {part!r} is taken by {first}",
                    part=part.key,
                    first=first[part.key],
                ),
                say("give each its own"),
            )
        first.setdefault(part.key, where)
        if isinstance(part, Item):
            yield from _item_faults(framework, scales, where, part)
        elif not (part.items or part.domains):
            yield Problem(
                where,
                say("domain {part!r} is empty", part=part.key),
                say("give it an item"),
            )
    items = {part.key: part for _, part in placed if isinstance(part, Item)}
    known = KnownNames(items)
    for place, conversion in enumerate(framework.conversions):
        yield from _conversion_faults(
            framework, items, known, f"conversions[{place}]", conversion
        )
    if not placed:
        yield Problem(
            "items", say("there is no item"), say("a framework has at least one")
        )


def _conversion_faults(
    framework: Framework,
    items: Mapping[str, Item],
    known: KnownNames,
    where: str,
    given: Conversion,
) -> Iterator[Problem]:
    if given.version == framework.version:
        said = say(
            "version must be an earlier one (got {version!r}, its own)",
            version=given.version,
        )
        yield Problem(f"{where}.version", said)
    for place, key in enumerate(given.items):
        if key not in items:
            problem = UnknownNameError(say("item"), key, known)
            yield problem_of(problem, f"{where}.items[{place}]")
            continue
        scale = framework._scales.get(items[key].scale)  # noqa: SLF001  (as below)
        if scale is None:
            continue
        for number in given.after:
            try:
                scale.number(number)
            except FieldError as error:
                said = say(
                    "an answer to {key!r} {must} (got {number:g})",
                    key=key,
                    must=error.must,
                    number=number,
                )
                yield Problem(f"{where}.after", said)


def _item_faults(
    framework: Framework, scales: KnownNames, where: str, item: Item
) -> Iterator[Problem]:
    known = framework._scales  # noqa: SLF001  (its own class's file)
    if item.scale not in known:
        unknown = UnknownNameError(say("scale"), item.scale, scales)
        yield problem_of(unknown, f"{where}.scale")
        return
    scale = known[item.scale]
    if item.gate is not None and not scale.low < item.gate <= scale.high:
        yield Problem(
            f"{where}.gate",
            say(
                "gate must be above {low:g} and at most {high:g} (got {gate:g})",
                low=scale.low,
                high=scale.high,
                gate=item.gate,
            ),
        )
    elif (
        item.gate is not None
        and scale.levels
        and item.gate not in levels_of(item, scale)
    ):
        levels = ", ".join(f"{level:g}" for level in levels_of(item, scale)[1:])
        yield Problem(
            f"{where}.gate",
            say(
                "gate must be one of {levels} (got {gate:g})",
                levels=levels,
                gate=item.gate,
            ),
        )
