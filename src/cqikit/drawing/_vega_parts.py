"""What the Vega-Lite forms of pictures are put together of: channels and layers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from cqikit.drawing._figure import COLOURS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cqikit.core import Wording
    from cqikit.drawing._legend import Entry

__all__ = ["amount", "layer", "marked", "named", "time", "tooltip"]

#: What Vega-Lite calls the marks of a legend.
SHAPES: Final = {
    "o": "circle",
    "s": "square",
    "D": "diamond",
    "d": "diamond",
    "P": "cross",
    "^": "triangle-up",
    "v": "triangle-down",
    ">": "triangle-right",
    "X": "wedge",
    "x": "stroke",
}


def named(field: str) -> dict[str, Any]:
    """Return a channel of names, in the order in which they come."""
    return {"field": field, "type": "nominal", "sort": None, "title": None}


def amount(field: str, title: str = "", **scale: Any) -> dict[str, Any]:
    """Return a channel of numbers, on a scale that need not begin at 0."""
    scales = {"zero": False, **scale}
    if scales.get("type") == "log":
        del scales["zero"]
    return {
        "field": field,
        "type": "quantitative",
        "title": title or None,
        "scale": scales,
    }


def time(field: str) -> dict[str, Any]:
    """Return a channel of days: without a clock, they are the same days everywhere."""
    return {
        "field": field,
        "type": "temporal",
        "scale": {"type": "utc"},
        "title": None,
    }


def tooltip(*fields: str) -> list[dict[str, str]]:
    """Return what is said of a record when somebody points at it."""
    return [{"field": field} for field in fields]


def marked(
    field: str,
    rows: Sequence[Mapping[str, Any]],
    entries: Iterable[Entry],
    wording: Wording,
) -> dict[str, Any]:
    """Return the channels of colour and shape, with those marks that are there."""
    found = {wording.said(entry.text): entry for entry in entries}
    there = {row[field] for row in rows}
    domain = [text for text in found if text in there]
    drawn = {
        "color": [COLOURS[found[text].colour] for text in domain],
        "shape": [SHAPES[found[text].marker] for text in domain],
    }
    return {
        channel: {
            "field": field,
            "type": "nominal",
            "title": None,
            "scale": {"domain": domain, "range": values},
        }
        for channel, values in drawn.items()
    }


def layer(
    mark: str,
    data: str = "",
    *,
    style: Mapping[str, Any] | None = None,
    **encoding: Any,
) -> dict[str, Any]:
    """Return a layer: a mark, in a style, of data that have a name."""
    own = {"data": {"name": data}} if data else {}
    return {**own, "mark": {"type": mark, **(style or {})}, "encoding": encoding}
