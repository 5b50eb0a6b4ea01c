"""Golden files of drawing: icons of the documentation, its gallery, and shades of grey.

The gallery is made by running its page: a block that ends with a picture called `svg`,
before an image, makes that image.
"""

import re
from pathlib import Path
from typing import Any

from cqikit.drawing import icon_svg, picture_figure
from cqikit.spc import Assurance, Variation
from tests.drawing import made
from tests.pictures import shades

GALLERY = Path(__file__).parents[2] / "docs" / "how-to" / "gallery.md"
PART = re.compile(
    r"^```python\n(.*?)^```$|^!\[[^\]]+\]\((gallery/[^)]+)\)$", re.MULTILINE | re.DOTALL
)


def golden_files() -> dict[str, str]:
    """Make them from the code as it is."""
    icons = {
        f"docs/explanation/icons/{meaning}.svg": f"{icon_svg(meaning)}\n"
        for meaning in (*Variation, *Assurance)
    }
    grey = {
        f"tests/drawing/golden/{name}.shades": f"{shades(picture_figure(picture))}\n"
        for name, picture in made.pictures(5).items()
    }
    return icons | gallery(GALLERY.read_text(encoding="utf-8")) | grey


def gallery(page: str) -> dict[str, str]:
    """Run the blocks of the page, and return the pictures that it shows."""
    known: dict[str, Any] = {}
    found = {}
    for block, image in PART.findall(page):
        if image:
            found[f"docs/how-to/{image}"] = f"{known.pop('svg')}\n"
        else:
            exec(block, known)
    return found
