"""What JavaScript makes of a document that it reads and writes again."""

from __future__ import annotations

from typing import Any

__all__ = ["whole"]


def whole(tree: Any) -> Any:
    """Return a tree as JavaScript writes it, which has 4 for 4.0."""
    if isinstance(tree, dict):
        return {key: whole(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return list(map(whole, tree))
    return int(tree) if isinstance(tree, float) and tree.is_integer() else tree
