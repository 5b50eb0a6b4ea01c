"""The frameworks that come along: documents in the wheel, read as a user's own are.

Each file in the folder ``frameworks`` has the form of ``type = "frameworks"``: copy one
to begin with. They are parts of the library, as its code is, so that reading them opens
nothing of the user's. A file is parsed when one of its frameworks is first asked for:
all of them take longer than loading the room.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from cqikit.assessments._mapping import framework_from
from cqikit.core import Catalog, FrozenDict

if TYPE_CHECKING:
    from cqikit.assessments._framework import Framework

__all__ = ["FRAMEWORKS"]

#: The files and the keys of their frameworks, in the order in which these are listed.
SHELF: Final = {
    "child-welfare-cqi": "child-welfare-cqi",
    "bts-infrastructure": "bts-infrastructure",
    "culture": "cqi-attributes root-cause-areas",
    "environment": (
        "iters-r iters-3 ecers-r ecers-3 fccers-r fccers-3 sacers sacers-u"
    ),
    "interactions": "class-infant class-toddler class arnett apt",
    "administration": "pas pas-3 bas bas-2 strengthening-families",
    "readiness": "oric r-mc2 team-progress",
    "rating-systems": "qris-block qris-points qris-hybrid",
    "cpcq-strategies": "cpcq-strategies",
    "csat": "csat",
    "nhs-sustainability": "nhs-sustainability",
    "psat": "psat",
}
FILES: Final = {key: file for file, keys in SHELF.items() for key in keys.split()}


@lru_cache(maxsize=len(SHELF))
def _in_file(file: str) -> dict[str, Framework]:
    """Return the frameworks of one file, by their keys."""
    folder = files("cqikit.assessments") / "frameworks"
    mappings = tomllib.loads((folder / f"{file}.toml").read_text("utf-8"))["frameworks"]
    read = (framework_from(mapping, source=f"{file}.toml") for mapping in mappings)
    return {framework.key: framework for framework in read}


class ByKey(FrozenDict[str, "Any"]):
    """The file of each key: asked for a key, its framework, read when it is asked."""

    def __getitem__(self, key: str) -> Framework:
        return _in_file(super().__getitem__(key))[key]

    def get(self, key: str, default: Any = None) -> Any:
        """Return the framework of a key, or `default`."""
        return self[key] if key in self else default  # noqa: SIM401  (it is `get`)


BY_KEY: Final = ByKey(FILES)


class Shelf(Catalog["Framework"]):
    """A catalog whose names are known before its members are read."""

    __slots__ = ()

    def __init__(self) -> None:
        object.__setattr__(self, "kind", "framework")
        object.__setattr__(self, "_by_name", BY_KEY)

    # A field of any other catalog: this one is read when somebody asks for all.
    @property
    def members(self) -> tuple[Framework, ...]:  # pyright: ignore[reportIncompatibleVariableOverride]
        """Return all frameworks, in their order."""
        return tuple(self._by_name[key] for key in self._by_name)

    @property
    def _read(self) -> Catalog[Framework]:
        return Catalog(self.members, kind=self.kind)

    def __eq__(self, other: object) -> bool:
        return self is other or self._read == other

    def __hash__(self) -> int:
        return hash(self._read)

    def __reduce__(self) -> str:
        # There is one shelf; another process has the same.
        return "FRAMEWORKS"


FRAMEWORKS: Final[Catalog[Framework]] = Shelf()
