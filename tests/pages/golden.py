"""Golden files of the pages: the pictures that they show, made by running them.

A block that leaves a picture called `svg` makes an image in a folder `pictures`: the
first such block the first image, wherever on the page it is shown. (The gallery's are
made by `tests.drawing`, those of a console by `tests.pages.followed`.)
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

from tests.pages import _fields
from tests.pages.followed import chart

__all__ = ["golden_files", "pictures"]

ROOT: Final = Path(__file__).parents[2]
BLOCK: Final = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
IMAGE: Final = re.compile(r"^!\[[^\]]+\]\((pictures/[\w-]+\.svg)\)", re.MULTILINE)


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
    """Run the blocks of a page, and return the pictures that it shows, in order."""
    known: dict[str, Any] = {}
    made = []
    for block in BLOCK.findall(page):
        if not block.startswith(">>>"):
            exec(block, known)
            made += [known.pop("svg")] if "svg" in known else []
    return dict(zip(IMAGE.findall(page), (f"{svg}\n" for svg in made), strict=True))
