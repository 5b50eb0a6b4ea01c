"""The frameworks that come along: documents in the wheel, read as a user's own are.

Each file in the folder ``frameworks`` has the form of ``type = "frameworks"``: copy one
to begin with. They are parts of the library, as its code is, so that reading them opens
nothing of the user's; the catalog is made once, when the room is loaded.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from cqikit.assessments._mapping import framework_from
from cqikit.core import Catalog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.assessments._framework import Framework

__all__ = ["FRAMEWORKS"]

#: The files, in the order in which their frameworks are listed.
SHELF: Final = (
    *("child-welfare-cqi", "bts-infrastructure", "culture", "environment"),
    *("interactions", "administration", "readiness", "rating-systems"),
    *("cpcq-strategies", "csat", "nhs-sustainability", "psat"),
)


def _on_shelf() -> Iterator[Framework]:
    folder = files("cqikit.assessments") / "frameworks"
    for name in SHELF:
        text = (folder / f"{name}.toml").read_text("utf-8")
        for mapping in tomllib.loads(text)["frameworks"]:
            yield framework_from(mapping, source=f"{name}.toml")


FRAMEWORKS: Final[Catalog[Framework]] = Catalog(_on_shelf(), kind="framework")
