"""Golden files of the room plans: the picture of its table."""

from cqikit import plans


def golden_files() -> dict[str, str]:
    """Draw the table as it is."""
    return {"tests/plans/golden/plan.mmd": plans.TABLE.mermaid()}
