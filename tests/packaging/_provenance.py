"""Where the files of the wheel are from, and what the packages are licensed under."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from fnmatch import fnmatchcase
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from packaging.requirements import Requirement

__all__ = [
    "FILES",
    "PACKAGES",
    "PROJECT",
    "closure",
    "data_files",
    "direct",
    "entry_of",
    "says",
]

ROOT: Final = Path(__file__).parent.parent.parent
TABLES: Final[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("provenance.toml").read_text(encoding="utf-8")
)
FILES: Final[list[dict[str, str]]] = TABLES["files"]
PACKAGES: Final[dict[str, str]] = TABLES["packages"]
PROJECT: Final[dict[str, Any]] = tomllib.loads(
    (ROOT / "pyproject.toml").read_text(encoding="utf-8")
)["project"]
CODE: Final = {".py", ".pyi"}
#: What an expression of SPDX is called by those who do not write one.
FAMILIES: Final = {
    "Apache": ("apache", "dual license"),
    "BSD": ("bsd", "dual license", "kiwi", "redistribution and use"),
    "MIT": ("mit", "hpnd", "historical permission"),
    "MPL": ("mpl", "mozilla"),
    "PSF": ("psf", "python software foundation"),
}


def data_files(root: Path = ROOT) -> list[str]:
    """Return the files of the wheel that are no code, as they are called there."""
    homes = ((root / "src" / "cqikit", ""), (root / "examples", "examples/"))
    return sorted(
        f"cqikit/{prefix}{path.relative_to(home).as_posix()}"
        for home, prefix in homes
        for path in home.rglob("*")
        if path.is_file()
        and path.suffix not in CODE
        and "__pycache__" not in path.parts
    )


def entry_of(file: str, entries: Iterable[dict[str, str]] = FILES) -> dict[str, str]:
    """Return the entry of a file: the first that fits."""
    for entry in entries:
        if fnmatchcase(file, entry["files"]):
            return entry
    raise KeyError(file)


def direct() -> dict[str, list[str]]:
    """Return the packages that are named in pyproject.toml, and the extras of each."""
    found = {_name(Requirement(text).name): [""] for text in PROJECT["dependencies"]}
    for extra, texts in PROJECT["optional-dependencies"].items():
        for text in texts:
            name = _name(Requirement(text).name)
            if name != PROJECT["name"]:
                found.setdefault(name, []).append(extra)
    return found


def closure() -> set[str]:
    """Return what is installed of the packages, and of what they need in turn."""
    seen: set[tuple[str, str]] = set()
    waiting = [(name, "") for name in direct()]
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        for text in metadata.distribution(name).requires or ():
            needed = Requirement(text)
            if needed.marker is None or needed.marker.evaluate({"extra": extra}):
                extras = ("", *needed.extras)
                waiting += [(_name(needed.name), inner) for inner in extras]
    return {name for name, _ in seen}


def says(name: str, licence: str) -> bool:
    """Say whether a package that is installed says of itself that it has a licence."""
    about = metadata.metadata(name)
    fields = ("License-Expression", "License", "Classifier")
    said = " ".join(
        text for field in fields for text in about.get_all(field) or ()
    ).casefold()
    families = {key for key in FAMILIES if key in licence}
    return any(word in said for key in families for word in FAMILIES[key])


def _name(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
