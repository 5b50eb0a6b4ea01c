"""Golden files of the room pdsa: the picture of its table."""

from cqikit import pdsa


def golden_files() -> dict[str, str]:
    """Draw the table as it is."""
    return {"tests/pdsa/golden/cycle.mmd": pdsa.TABLE.mermaid()}
