"""The page on where the files are from and what licences the packages have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cqikit.documents import frameworks
from tests.packaging._provenance import FILES, PACKAGES, PROJECT, direct

__all__ = ["PAGE", "golden_files"]

PAGE: Final = "docs/reference/provenance.md"
HEAD: Final = """\
# Provenance and licences

cqikit itself is under the licence {licence}. This page says where every file that comes
with it and is no code is from, and which licences the packages that it uses have. It is
made from `tests/packaging/provenance.toml`; a test holds each file of the wheel to a
row, and each licence against what the installed package says of itself.

No code of others is in the package. Data against which the tests compare are not in the
wheel; where those are from stands below `tests/reference`.
"""


def golden_files() -> dict[str, str]:
    """Make the page."""
    return {PAGE: "\n".join([*_lines(), ""])}


def _lines() -> Iterator[str]:
    yield HEAD.format(licence=PROJECT["license"])
    yield "## Files"
    yield ""
    yield "| files | what | from | licence |"
    yield "|---|---|---|---|"
    for entry in FILES:
        yield "| `{files}` | {what} | {origin} | {licence} |".format_map(entry)
    yield ""
    yield "## Frameworks"
    yield ""
    yield "What each says of itself (`assessments.Framework.source` and `.licence`):"
    yield ""
    yield "| framework | from | licence |"
    yield "|---|---|---|"
    for framework in frameworks():
        yield f"| `{framework.key}` | {framework.source} | {framework.licence} |"
    yield ""
    yield from _packages()


def _packages() -> Iterator[str]:
    named = direct()
    always = [name for name, extras in named.items() if "" in extras]
    yield "## Packages"
    yield ""
    yield "Nothing of these is in the wheel: they are installed beside it. Always:"
    yield ", ".join(f"{name} ({PACKAGES[name]})" for name in always) + "."
    yield ""
    yield "| package | licence | extra |"
    yield "|---|---|---|"
    for name, licence in PACKAGES.items():
        if name not in always:
            extras = ", ".join(f"`{extra}`" for extra in named.get(name, ()))
            yield f"| {name} | {licence} | {extras or 'needed in turn'} |"
