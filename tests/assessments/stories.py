"""Small assessments that the tests of this room tell their stories with."""

from __future__ import annotations

from typing import Any

from cqikit.assessments import (
    PERCENT,
    YES_NO,
    Anchor,
    Answer,
    Domain,
    Framework,
    Item,
    ordered,
)

LEVELS = ordered("levels", "none", "some", "most", "all")
UNEVEN = ordered("uneven", "none", "some", "all", at=(0, 1, 3))


def flat(*items: Item, **changed: Any) -> Framework:
    """Return a framework of items on levels from 0 to 3."""
    given = items or (
        Item(key="collect", text="Collected"),
        Item(key="use", text="Used"),
    )
    fields: dict[str, Any] = {
        "key": "flat",
        "title": "Flat",
        "version": "1",
        "scales": [LEVELS, YES_NO, PERCENT],
        "items": given,
    }
    return Framework(**(fields | changed))


def yes_no(*items: Item, **changed: Any) -> Framework:
    """Return a framework of yes/no items."""
    return flat(*items, **({"scales": [YES_NO, LEVELS, PERCENT]} | changed))


def told(**values: Any) -> list[Answer]:
    """Return one answer an item: a value, or a status in words with dashes."""
    return [
        Answer(item=key, status=value[1:])  # type: ignore[arg-type]
        if isinstance(value, str) and value.startswith(":")
        else Answer(item=key, value=value)
        for key, value in values.items()
    ]


def rungs(*counts: int) -> tuple[Item, ...]:
    """Return yes/no criteria: so many of rung 1, so many of rung 2 ..."""
    return tuple(
        Item(key=f"c{rung}-{number}", text="A criterion", rung=rung)
        for rung, count in enumerate(counts, start=1)
        for number in range(count)
    )


def hybrid() -> Framework:
    """Return two blocks, then points with cuts at 2 and 4 of 6."""
    return yes_no(
        items=[],
        scorer="hybrid",
        domains=[
            Domain(key="blocks", title="Blocks", scorer="block", items=rungs(1, 1)),
            Domain(
                key="points",
                title="Points",
                scorer="points",
                anchors=[Anchor(0, "none"), Anchor(2, "level 3"), Anchor(4, "level 4")],
                items=[
                    Item(key="p1", text="Points", scale="levels"),
                    Item(key="p2", text="Points", scale="levels"),
                ],
            ),
        ],
    )
