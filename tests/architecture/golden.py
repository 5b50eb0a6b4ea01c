"""Golden files of the architecture: interface, stubs of doors, codes, the picture."""

from tests.architecture._codes import page
from tests.architecture._doors import stubs
from tests.architecture._interface import interface, made_now
from tests.architecture._picture import picture


def golden_files() -> dict[str, str]:
    """Make them from the code as it is."""
    found = {f"src/cqikit/{file}": text for file, text in stubs().items()}
    return found | {
        made_now(): interface(),
        "docs/explanation/house.svg": picture(),
        "docs/reference/findings.md": page(),
    }
