"""Versions of a framework: what is kept, changed, added and dropped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

from attrs import evolve, field, fields, frozen

from cqikit.assessments._framework import Domain, Framework, Item
from cqikit.assessments._responses import Responses
from cqikit.core import (
    as_frozen,
)
from cqikit.errors import FieldError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Migration", "migrate", "restricted"]

Branch = TypeVar("Branch", Framework, Domain)


@frozen(kw_only=True)
class Migration:
    """What became of the items of `old` in `new`.

    `changed` has, for each item that both have, the names of the fields that
    differ. `shared` are the items whose answers mean the same number in both:
    their scale is as long, and they are turned round in both or in neither.
    """

    old: Framework
    new: Framework
    kept: tuple[str, ...]
    changed: Mapping[str, tuple[str, ...]] = field(converter=as_frozen)
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    shared: tuple[str, ...]

    def responses(self, responses: Responses) -> Responses:
        """Return the answers to `old` that can be answers to `new`."""
        if responses.framework != self.old:
            raise FieldError(
                "responses",
                f"must answer version {self.old.version} of {self.old.key}",
                f"{responses.framework.key} {responses.framework.version}",
            )
        shared = set(self.shared)
        carried = [one for one in responses.answers if one.item in shared]
        return Responses(self.new, carried, source=responses.source)

    def __str__(self) -> str:
        count = len(self.shared)
        versions = f"{self.old.key} {self.old.version} -> {self.new.version}"
        lines = [f"{versions}: {count} items can be compared"]
        lines += [
            f"  changed {key}: {', '.join(names)}"
            for key, names in self.changed.items()
        ]
        lines += [f"  added {key}" for key in self.added]
        lines += [f"  dropped {key}" for key in self.dropped]
        return "\n".join(lines)


def migrate(old: Framework, new: Framework) -> Migration:
    """Say what is kept, changed, added and dropped from one version to another.

    An item is known by its key, whose meaning never changes.

    Examples
    --------
    >>> from attrs import evolve
    >>> from cqikit.assessments import FRAMEWORKS, YES_NO
    >>> old = FRAMEWORKS["bts-infrastructure"]
    >>> new = evolve(
    ...     old,
    ...     version="2",
    ...     items=[*old.items[:-1], Item(key="data-system", text="Data can be shared")],
    ... )
    >>> print(migrate(old, new))
    bts-infrastructure 1 -> 2: 8 items can be compared
      added data-system
      dropped no-undue-burden
    """
    before = {item.key: item for item in old.all_items}
    after = {item.key: item for item in new.all_items}
    both = [key for key in after if key in before]
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
            if not {"scale", "reversed"}.intersection(changed.get(key, ()))
        ),
    )


def _differences(
    old: Framework, before: Item, new: Framework, after: Item
) -> tuple[str, ...]:
    plain = [one.name for one in fields(Item) if one.name != "scale"]
    names = [name for name in plain if getattr(before, name) != getattr(after, name)]
    # What a scale is called, and what its levels are, does not move a number.
    one, other = old.scale_of(before), new.scale_of(after)
    if (one.low, one.high, one.step) != (other.low, other.high, other.step):
        names.append("scale")
    return tuple(names)


def restricted(framework: Framework, keys: Iterable[str]) -> Framework:
    """Return a framework with only these items, and the domains that hold them."""
    return _pruned(framework, frozenset(keys))


def _pruned(branch: Branch, keys: frozenset[str]) -> Branch:
    domains = [_pruned(domain, keys) for domain in branch.domains]
    return evolve(
        branch,
        items=[item for item in branch.items if item.key in keys],
        domains=[domain for domain in domains if domain.items or domain.domains],
    )
