"""How a tool that belongs to somebody is shipped: its parts' names, never its wording.

Each subscale or dimension is one item without wording, so that programs enter
the scores that their observers gave, classroom by classroom. The tools are
their owners': who scores with them needs the tool itself, and its training.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.assessments._framework import Domain, Framework, Item
from cqikit.assessments._scale import Anchor, Scale

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "LICENCE",
    "QUALITY",
    "READ_BOTH",
    "STALE_AFTER",
    "dimensions",
    "key_of",
    "subscales",
]

#: Months after which Massachusetts took classroom scores for too old (S2's rules).
STALE_AFTER: Final = 12
LICENCE: Final = "Names and structure only; the tool's wording is its owner's"
READ_BOTH: Final = "Read the mean and the lowest classroom: a rule may ask each room."

#: The seven points that the rating scales of one family of tools share.
QUALITY: Final = Scale(
    key="rating",
    low=1,
    high=7,
    step=0,
    anchors=(
        Anchor(1, "inadequate"),
        Anchor(3, "minimal"),
        Anchor(5, "good"),
        Anchor(7, "excellent"),
    ),
)


def key_of(title: str) -> str:
    """Return the key that a name makes."""
    kept = [letter if letter.isalnum() else "-" for letter in title.lower()]
    return "-".join(part for part in "".join(kept).split("-") if part)


def _items(names: tuple[str, ...], turned: tuple[str, ...]) -> tuple[Item, ...]:
    return tuple(
        Item(key=key_of(name), text=name, reversed=name in turned) for name in names
    )


def subscales(
    key: str,
    title: str,
    names: tuple[str, ...],
    *,
    scale: Scale,
    turned: tuple[str, ...] = (),
    text: str,
    source: str,
) -> Framework:
    """Return a flat tool; on the parts that are `turned`, a low score is good."""
    return Framework(
        key=key,
        title=title,
        version="1",
        scales=(scale,),
        items=_items(names, turned),
        text=text,
        source=source,
        licence=LICENCE,
        stale_after=STALE_AFTER,
    )


def dimensions(
    key: str,
    title: str,
    domains: Mapping[str, tuple[str, ...]],
    *,
    scale: Scale,
    turned: tuple[str, ...] = (),
    text: str,
    source: str,
) -> Framework:
    """Return a tool of domains; on the parts that are `turned`, a low score is good."""
    return Framework(
        key=key,
        title=title,
        version="1",
        scales=(scale,),
        domains=tuple(
            Domain(key=key_of(domain), title=domain, items=_items(names, turned))
            for domain, names in domains.items()
        ),
        text=text,
        source=source,
        licence=LICENCE,
        stale_after=STALE_AFTER,
    )
