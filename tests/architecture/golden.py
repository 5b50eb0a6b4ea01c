"""Golden files of the architecture: the public names, the picture of the floors."""

from tests.architecture._names import listing, public_names
from tests.architecture._picture import picture


def golden_files() -> dict[str, str]:
    """Make them from the code as it is."""
    return {
        "tests/architecture/golden/public_names.txt": listing(public_names()),
        "docs/explanation/house.svg": picture(),
    }
