"""Frameworks and crosswalks that come along as documents, as a user's own do."""

from __future__ import annotations

import functools
import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from cqikit import assessments
from cqikit.core import Catalog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.assessments import Crosswalk, Framework

__all__ = ["crosswalks", "frameworks"]


def _on_shelf(name: str) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield every table of the documents of one type, and the name of its file."""
    shelf = files("cqikit.documents") / name
    texts = {one.name: one.read_text("utf-8") for one in shelf.iterdir()}
    for file in sorted(texts):
        for mapping in tomllib.loads(texts[file])[name]:
            yield mapping, file


@functools.cache
def frameworks() -> Catalog[Framework]:
    """Return every framework that comes along: `assessments.FRAMEWORKS`, and documents.

    The documents lie beside this room, and have the form that a user's own have
    (``type = "frameworks"``): copy one to begin with.

    Examples
    --------
    >>> psat = frameworks()["psat"]
    >>> len(psat.domains), len(psat.all_items)
    (8, 40)
    """
    return assessments.FRAMEWORKS | [
        assessments.framework_from(mapping, source=file)
        for mapping, file in _on_shelf("frameworks")
    ]


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
    return Catalog(
        (
            assessments.crosswalk_from(mapping, source=file)
            for mapping, file in _on_shelf("crosswalks")
        ),
        kind="crosswalk",
    )
