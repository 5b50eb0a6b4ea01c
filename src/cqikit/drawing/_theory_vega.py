"""A driver diagram as Vega-Lite: its boxes, its links, and what is written in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from cqikit.core import say
from cqikit.drawing._figure import COLOURS
from cqikit.drawing._vega_frame import amount, layer, tooltip

if TYPE_CHECKING:
    from cqikit.core import Wording

__all__ = ["theory_spec"]

#: Points around the boxes.
EDGE = 6.0
TIPS: Final = {"layer": say("part"), "title": say("title"), "state": say("stage")}


def theory_spec(
    nodes: list[dict[str, Any]], links: list[dict[str, Any]], wording: Wording
) -> dict[str, Any]:
    """Return the specification of boxes, and of links as lines from place to place."""
    most = max(node["right"] for node in nodes) + EDGE
    foot = max(node["foot"] for node in nodes) + EDGE

    def across(field: str) -> dict[str, Any]:
        return {**amount(field, domain=[0, most], nice=False), "axis": None}

    def down(field: str) -> dict[str, Any]:
        return {**amount(field, domain=[foot, 0], nice=False), "axis": None}

    text = {"align": "left", "fontSize": 9, "dx": 5}
    title = {**text, "baseline": "top", "dy": 5}
    state = {**text, "baseline": "bottom", "dy": -5, "color": COLOURS["quiet"]}
    frame = {"fill": COLOURS["fill"], "stroke": COLOURS["phase"], "cornerRadius": 4}
    order = {"detail": {"field": "link"}, "order": {"field": "order"}}
    corners = {"x2": {"field": "right"}, "y2": {"field": "foot"}}
    tips = {"tooltip": tooltip(TIPS, wording)}
    x, y, below = across("x"), down("y"), down("foot")
    lines, said = {"field": "lines"}, {"field": "state"}
    grey = {"color": COLOURS["phase"]}
    return {
        "datasets": {"items": nodes, "links": links},
        "width": round(most),
        "height": round(foot),
        "layer": [
            layer("line", "links", style=grey, x=x, y=y, **order),
            layer("rect", "items", style=frame, x=x, y=y, **corners, **tips),
            layer("text", "items", style=title, x=x, y=y, text=lines),
            layer("text", "items", style=state, x=x, y=below, text=said),
        ],
    }
