"""Frameworks that come along as documents, of the form that a user's own have."""

from __future__ import annotations

import functools
import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING

from cqikit import assessments

if TYPE_CHECKING:
    from cqikit.assessments import Framework
    from cqikit.core import Catalog

__all__ = ["frameworks"]


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
    shelf = files("cqikit.documents") / "frameworks"
    texts = {one.name: one.read_text("utf-8") for one in shelf.iterdir()}
    return assessments.FRAMEWORKS | [
        assessments.framework_from(mapping, source=name)
        for name in sorted(texts)
        for mapping in tomllib.loads(texts[name])["frameworks"]
    ]
