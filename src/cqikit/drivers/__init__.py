"""Driver diagrams: aim, drivers and change ideas, layered and without circles."""

from cqikit.drivers._checks import CHECKS
from cqikit.drivers._diagram import (
    ChangeIdea,
    Diagram,
    Driver,
    Item,
    Layer,
    Link,
    Strength,
    Tier,
    causes_of,
    effects_of,
    item,
    items,
    layer_of,
)
from cqikit.drivers._edits import add, link, remove, replace, unlink
from cqikit.drivers._views import dot, mermaid, outline

__all__ = [
    "CHECKS",
    "ChangeIdea",
    "Diagram",
    "Driver",
    "Item",
    "Layer",
    "Link",
    "Strength",
    "Tier",
    "add",
    "causes_of",
    "dot",
    "effects_of",
    "item",
    "items",
    "layer_of",
    "link",
    "mermaid",
    "outline",
    "remove",
    "replace",
    "unlink",
]
