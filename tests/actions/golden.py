"""Golden files of the room actions: the picture of its table."""

from cqikit import actions


def golden_files() -> dict[str, str]:
    """Draw the table as it is."""
    return {"tests/actions/golden/step.mmd": actions.TABLE.mermaid()}
