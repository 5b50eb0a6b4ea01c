"""Golden files of drawing: the icons that a page of the documentation shows."""

from cqikit.drawing import icon_svg
from cqikit.spc import Assurance, Variation


def golden_files() -> dict[str, str]:
    """Make them from the code as it is."""
    return {
        f"docs/explanation/icons/{meaning}.svg": f"{icon_svg(meaning)}\n"
        for meaning in (*Variation, *Assurance)
    }
