"""Frameworks that come along as documents, read as anybody's are."""

from __future__ import annotations

import functools
from importlib.resources import files
from typing import TYPE_CHECKING

from cqikit import assessments
from cqikit.documents._read import parse

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
    read = [parse(texts[name], name).frameworks for name in sorted(texts)]
    return assessments.FRAMEWORKS | [one for found in read for one in found]
