"""From one version of a framework to another: what is kept, changed and moved."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeVar

from attrs import evolve, field, fields, frozen

from cqikit.assessments._answers import Status
from cqikit.assessments._framework import Conversion, Domain, Framework, Item
from cqikit.assessments._responses import Responses
from cqikit.core import (
    FrozenOf,
    arguments,
    instance_of,
    plural,
    say,
)
from cqikit.errors import (
    DocumentError,
    FieldError,
    Problem,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cqikit.assessments._answers import Answer
    from cqikit.assessments._scale import Scale

__all__ = ["Migration", "migrate", "restricted"]

Branch = TypeVar("Branch", Framework, Domain)

#: Fields of an item that are compared in another way than by being the same.
OTHERWISE: Final = frozenset({"scale", "texts"})
#: Fields that domains and the whole have, by which scores change.
OF_SCORES: Final = ("scorer", "weight", "anchors")


@frozen(kw_only=True)
class Migration:
    """What became of `old` in `new`, another version of the same framework.

    Parameters
    ----------
    old, new : Framework
        The two versions.
    kept : tuple of str
        Keys of the items that are as they were.
    changed : dict of str to tuple of str
        For each other item that both have, what differs: fields of `Item`, and
        ``labels`` where the same numbers are called otherwise.
    added, dropped : tuple of str
        Keys of the items that `new` alone has, and that `old` alone has.
    shared : tuple of str
        Items whose answers can be carried over: they mean the same number, or
        `new` has a conversion for them.
    converted : dict of str to Conversion
        Those of them that have one.
    moved : dict of str to (str, str)
        Items and domains that stand below another one: its key before, and now.
    rolled_up : dict of str to tuple of str
        Domains, and the whole, whose scores are made in another way: what
        differs of ``scorer``, ``weight`` and ``anchors``.
    """

    old: Framework
    new: Framework
    kept: tuple[str, ...]
    changed: Mapping[str, tuple[str, ...]] = field(
        converter=FrozenOf[Mapping[str, tuple[str, ...]]]
    )
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    shared: tuple[str, ...]
    converted: Mapping[str, Conversion] = field(
        converter=FrozenOf[Mapping[str, Conversion]]
    )
    moved: Mapping[str, tuple[str, str]] = field(
        converter=FrozenOf[Mapping[str, tuple[str, str]]]
    )
    rolled_up: Mapping[str, tuple[str, ...]] = field(
        converter=FrozenOf[Mapping[str, tuple[str, ...]]]
    )

    @property
    def apart(self) -> tuple[str, ...]:
        """Return the items that both have, and whose answers do not compare."""
        shared = set(self.shared)
        return tuple(key for key in (*self.kept, *self.changed) if key not in shared)

    @arguments()
    def with_changed(self, *names: str) -> tuple[str, ...]:
        """Return the items of which one of these fields changed."""
        wanted = set(names)
        return tuple(
            key for key, changed in self.changed.items() if wanted.intersection(changed)
        )

    @arguments()
    def responses(self, responses: Responses) -> Responses:
        """Return the answers to `old` that can be answers to `new`, as numbers."""
        carried = [answer for answer in self.carried(responses) if answer is not None]
        return Responses(
            self.new, carried, source=responses.source, findings=responses.findings
        )

    @arguments(responses=instance_of(Responses))
    def carried(self, responses: Responses) -> Iterator[Answer | None]:
        """Yield each answer as one to `new`, None where it cannot be."""
        if responses.framework != self.old:
            raise FieldError(
                "responses",
                say(
                    "must answer version {version} of {old}",
                    version=self.old.version,
                    old=self.old.key,
                ),
                f"{responses.framework.key} {responses.framework.version}",
            )
        shared = set(self.shared)
        for answer, number in zip(responses.answers, responses.numbers, strict=True):
            if answer.item not in shared:
                yield None
            elif answer.status is not Status.ANSWERED:
                yield answer
            else:
                value = self._number(answer.item, float(number))
                yield None if value is None else evolve(answer, value=value)

    def _number(self, key: str, number: float) -> float | None:
        """Return what a number of the old scale is on the new one, if it is any."""
        given = self.converted.get(key)
        if given is None:
            return number
        points = list(zip(given.before, given.after, strict=True))
        for before, after in points:
            if number == before:
                return after
        if self.old.scale_of(self.old.item(key)).step != 0:
            return None
        for (low, start), (high, end) in pairwise(points):
            if low < number < high:
                between = start + (end - start) * (number - low) / (high - low)
                return _answer(self.new.scale_of(self.new.item(key)), between)
        return None

    def __str__(self) -> str:
        count = len(self.shared)
        versions = f"{self.old.key} {self.old.version} -> {self.new.version}"
        lines = [f"{versions}: {plural(count, 'item')} can be compared"]
        lines += [
            f"  changed {key}: {', '.join(names)}"
            for key, names in self.changed.items()
        ]
        lines += [f"  converted {key}" for key in self.converted]
        lines += [f"  not compared {key}" for key in self.apart]
        lines += [
            f"  moved {key}: {was} -> {now}" for key, (was, now) in self.moved.items()
        ]
        lines += [
            f"  scored otherwise {key}: {', '.join(names)}"
            for key, names in self.rolled_up.items()
        ]
        lines += [f"  added {key}" for key in self.added]
        lines += [f"  dropped {key}" for key in self.dropped]
        return "\n".join(lines)


def _answer(scale: Scale, value: float) -> float | None:
    """Return a value as an answer on the scale, None where it is between two."""
    try:
        return scale.number(value)
    except FieldError:
        return None


@arguments()
def migrate(old: Framework, new: Framework) -> Migration:
    """Say what is kept, changed, added and dropped from one version to another.

    An item is known by its key, whose meaning never changes. Its answers mean the
    same where its scale has the same numbers, is turned round in both or in
    neither, and calls no other number by a name that both have; else `new` states a
    conversion, or they do not compare.

    Parameters
    ----------
    new : Framework
        The later version.

    Raises
    ------
    FieldError
        When they are no versions of one framework.
    DocumentError
        When a conversion is of numbers that the old scale does not have.

    Examples
    --------
    >>> from attrs import evolve
    >>> from cqikit.assessments import FRAMEWORKS, YES_NO
    >>> old = FRAMEWORKS["bts-infrastructure"]
    >>> new = evolve(
    ...     old,
    ...     version="2",
    ...     items=[*old.items[:-1], Item(key="data-system", text="Data can be shared")],
    ...     scorer="minimum",
    ... )
    >>> print(migrate(old, new))
    bts-infrastructure 1 -> 2: 8 items can be compared
      scored otherwise bts-infrastructure: scorer
      added data-system
      dropped no-undue-burden
    """
    if old.key != new.key:
        must = say("must be a version of {old}", old=old.key)
        fix = say("a crosswalk leads from one framework to another")
        raise FieldError("new", must, new.key, fix)
    before = {item.key: item for item in old.all_items}
    after = {item.key: item for item in new.all_items}
    both = [key for key in after if key in before]
    converted = dict(_converted(old, new))
    changed = {
        key: names
        for key in both
        if (names := _differences(old, before[key], new, after[key]))
    }
    return Migration(
        old=old,
        new=new,
        kept=tuple(key for key in both if key not in changed),
        changed=changed,
        added=tuple(key for key in after if key not in before),
        dropped=tuple(key for key in before if key not in after),
        shared=tuple(
            key
            for key in both
            if key in converted
            or not {"scale", "reversed"}.intersection(changed.get(key, ()))
        ),
        converted=converted,
        moved=dict(_moved(old, new)),
        rolled_up=dict(_rolled_up(old, new)),
    )


def _differences(
    old: Framework, before: Item, new: Framework, after: Item
) -> tuple[str, ...]:
    plain = [
        attribute.name for attribute in fields(Item) if attribute.name not in OTHERWISE
    ]
    names = [name for name in plain if getattr(before, name) != getattr(after, name)]
    was, now = old.scale_of(before), new.scale_of(after)
    # What a scale is called does not move a number.
    ends = ("low", "high", "step", "levels")
    if any(getattr(was, name) != getattr(now, name) for name in ends):
        names.append("scale")
    elif was.anchors != now.anchors:
        names.append("scale" if _shifted(was, now) else "labels")
    return tuple(names)


def _shifted(was: Scale, now: Scale) -> bool:
    """Say whether a level has another number than before: 'met' is 2, and was 3."""
    names = {
        name.casefold(): anchor.at for anchor in was.anchors for name in anchor.names
    }
    return any(
        names.get(name.casefold(), anchor.at) != anchor.at
        for anchor in now.anchors
        for name in anchor.names
    )


def _converted(old: Framework, new: Framework) -> Iterator[tuple[str, Conversion]]:
    """Yield the items of both for which a conversion is stated, with it."""
    known = {item.key: item for item in old.all_items}
    problems = []
    for place, given in enumerate(new.conversions):
        if given.version != old.version:
            continue
        for key in given.items:
            if key not in known:
                continue
            scale = old.scale_of(known[key])
            wrong = [value for value in given.before if _answer(scale, value) is None]
            if wrong:
                said = f"an answer to {key!r} of version {old.version} must be"
                got = ", ".join(f"{number:g}" for number in wrong)
                message = say(
                    "{said} {answers} (got {got})",
                    said=said,
                    answers=scale.answers,
                    got=got,
                )
                problems.append(Problem(f"conversions[{place}].before", message))
            yield key, given
    if problems:
        raise DocumentError(f"framework {new.edition}", problems)


def _moved(old: Framework, new: Framework) -> Iterator[tuple[str, tuple[str, str]]]:
    before, after = _above(old), _above(new)
    for key, above in after.items():
        if key in before and before[key] != above:
            yield key, (before[key], above)


def _above(framework: Framework) -> dict[str, str]:
    """Return the key of what is right above each item and domain."""
    above: dict[str, str] = {}
    for node in framework.nodes:
        above |= dict.fromkeys((item.key for item in node.items), node.key)
        above |= dict.fromkeys((domain.key for domain in node.domains), node.key)
    return above


def _rolled_up(old: Framework, new: Framework) -> Iterator[tuple[str, tuple[str, ...]]]:
    before = {node.key: node for node in old.nodes}
    for node in new.nodes:
        was = before.get(node.key)
        names = [
            name
            for name in OF_SCORES
            if was is not None and getattr(was, name, None) != getattr(node, name, None)
        ]
        if names:
            yield node.key, tuple(names)


def restricted(framework: Framework, keys: Iterable[str]) -> Framework:
    """Return a framework with only these items, and the domains that hold them."""
    # Conversions are of all items, and answers are converted by now.
    return _pruned(evolve(framework, conversions=()), frozenset(keys))


def _pruned(branch: Branch, keys: frozenset[str]) -> Branch:
    domains = [_pruned(domain, keys) for domain in branch.domains]
    return evolve(
        branch,
        items=[item for item in branch.items if item.key in keys],
        domains=[domain for domain in domains if domain.items or domain.domains],
    )
