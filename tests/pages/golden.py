"""Golden files of the pages: the pictures that they show, made by running them.

A block that leaves a picture called `svg`, before an image in a folder `pictures`,
makes that image. (The gallery's are made by `tests.drawing`, those of a console by
`tests.pages.followed`.)
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

from tests.pages import _fields
from tests.pages.followed import chart

__all__ = ["golden_files", "pictures"]

ROOT: Final = Path(__file__).parents[2]
PART: Final = re.compile(
    r"^```python\n(.*?)^```$|^!\[[^\]]+\]\(([\w./-]*pictures/[\w-]+\.svg)\)",
    re.MULTILINE | re.DOTALL,
)


def golden_files() -> dict[str, str]:
    """Make them from the pages as they are."""
    made = {
        "docs/reference/documents.md": _fields.page(),
        "docs/tutorial/pictures/chart.svg": chart(),
    }
    for page in sorted((ROOT / "docs").rglob("*.md")):
        text = page.read_text(encoding="utf-8")
        folder = page.parent.relative_to(ROOT).as_posix()
        if "](pictures/" in text and "```python" in text:
            made |= {f"{folder}/{name}": svg for name, svg in pictures(text).items()}
    return made


def pictures(page: str) -> dict[str, str]:
    """Run the blocks of a page, and return the pictures that it shows."""
    known: dict[str, Any] = {}
    found = {}
    for block, image in PART.findall(page):
        if image:
            found[image] = f"{known.pop('svg')}\n"
        elif not block.startswith(">>>"):
            exec(block, known)
    return found
