"""Frameworks and crosswalks that come along as documents, as a user's own do."""

from __future__ import annotations

import functools
import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING

from cqikit import assessments
from cqikit.core import Catalog, arguments, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.assessments import Crosswalk, Framework

__all__ = ["crosswalks", "frameworks"]


@arguments()
def frameworks() -> Catalog[Framework]:
    """Return every framework that comes along: `assessments.FRAMEWORKS`.

    Examples
    --------
    >>> psat = frameworks()["psat"]
    >>> len(psat.domains), len(psat.all_items)
    (8, 40)
    """
    return assessments.FRAMEWORKS


@functools.cache
def crosswalks() -> Catalog[Crosswalk]:
    """Return every crosswalk that comes along, between frameworks of `frameworks`.

    They are ours, with a reason in every link; what no link fills stays open. They have
    the form that a user's own have (``type = "crosswalks"``).

    Examples
    --------
    >>> walk = crosswalks()["child-welfare-to-attributes"]
    >>> walk.of, walk.to
    ('child-welfare-cqi', 'cqi-attributes')
    >>> walk.links[2].to, walk.links[2].of
    ('intentional', ('6E',))
    >>> print(walk.links[2].why)
    What stands in the strategic plans and long-term efforts is no chance event
    """
    return Catalog(_on_shelf(), kind=say("crosswalk"))


def _on_shelf() -> Iterator[Crosswalk]:
    """Yield the crosswalks of each document in the wheel."""
    shelf = files("cqikit.documents") / "crosswalks"
    texts = {path.name: path.read_text("utf-8") for path in shelf.iterdir()}
    for name in sorted(texts):
        for mapping in tomllib.loads(texts[name])["crosswalks"]:
            yield assessments.crosswalk_from(mapping, source=name)
