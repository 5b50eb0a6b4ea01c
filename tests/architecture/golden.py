"""Golden files of the architecture: names, stubs of doors, codes, and the picture."""

from tests.architecture._codes import page
from tests.architecture._doors import stubs
from tests.architecture._names import listing, public_names
from tests.architecture._picture import picture


def golden_files() -> dict[str, str]:
    """Make them from the code as it is."""
    found = {f"src/cqikit/{file}": text for file, text in stubs().items()}
    return found | {
        "tests/architecture/golden/public_names.txt": listing(public_names()),
        "docs/explanation/house.svg": picture(),
        "docs/reference/findings.md": page(),
    }
