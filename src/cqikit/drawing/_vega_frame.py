"""What every Vega-Lite specification has: its frame, what it tells, its language."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any, Final

from cqikit.drawing._figure import COLOURS
from cqikit.drawing._text import line_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cqikit.core import Period, Wording
    from cqikit.drawing._legend import Entry

__all__ = [
    "SCHEMA",
    "amount",
    "layer",
    "literal",
    "locale",
    "marked",
    "named",
    "named_days",
    "nominal",
    "rows_axis",
    "spec",
    "time",
    "tooltip",
]

SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v5.json"
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
#: Pixels an inch, as pages have them.
PIXELS: Final = 96
#: An axis has at most so many labels of days.
LABELS: Final = 8


def spec(
    title: str,
    description: str,
    size: tuple[float | None, float | None],
    wording: Wording,
    **body: Any,
) -> dict[str, Any]:
    """Return a specification: `body` and what every one has.

    `size` is in inches, None where the picture is as large as it must be.
    """
    sides = dict(zip(("width", "height"), size, strict=True))
    return {
        "$schema": SCHEMA,
        "title": line_of(wording.said(title)),
        "description": wording.said(description),
        **{name: round(side * PIXELS) for name, side in sides.items() if side},
        **locale(wording),
        **body,
    }


def layer(
    mark: str,
    data: str = "",
    /,
    *,
    name: Any = "",
    style: Any = None,
    **encoding: Any,
) -> dict[str, Any]:
    """Return a layer: a mark in a style, of data that have a name, or of those of all.

    `name` is what the layer itself is called, `style` a mapping of how the mark looks.
    """
    called = {"name": name} if name else {}
    own = {"data": {"name": data}} if data else {}
    looks = {"mark": {"type": mark, **(style or {})}, "encoding": encoding}
    return {**called, **own, **looks}


def tooltip(tips: Mapping[str, str], wording: Wording) -> list[dict[str, Any]]:
    """Return what is said of what is pointed at: fields, and what they are called."""
    return [
        {"field": name, "title": wording.said(called)} for name, called in tips.items()
    ]


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


def literal(value: Any) -> str:
    """Return a text, a list or a mapping as expressions of Vega write it."""
    return json.dumps(value, ensure_ascii=False)


def nominal(field: str, drawn: Mapping[str, Any]) -> dict[str, Any]:
    """Return the channel of a word: how each is drawn, in order."""
    scale = {"domain": list(drawn), "range": list(drawn.values())}
    # A legend of nothing has no size that Vega could draw.
    legend = {"orient": "top"} if drawn else None
    channel = {"field": field, "type": "nominal", "title": None}
    return channel | {"scale": scale, "legend": legend}


def rows_axis(names: Sequence[str]) -> dict[str, Any]:
    """Return the channel of rows numbered from 0 by ``row``, and their names."""
    said = literal([line_of(name) for name in names])
    axis = {
        "labelExpr": f"{said}[datum.value]",
        "labelLimit": 220,
        "domain": False,
        "ticks": False,
    }
    scale = {"domain": list(range(len(names)))}
    return {
        "field": "row",
        "type": "ordinal",
        "title": None,
        "axis": axis,
        "scale": scale,
    }


def locale(wording: Wording) -> dict[str, Any]:
    """Return how the language writes numbers, where not as English does.

    Examples
    --------
    >>> from cqikit.core import ENGLISH, Wording
    >>> german = Wording(figure=lambda number: number.translate({44: ".", 46: ","}))
    >>> locale(german)["config"]["locale"]["number"]["decimal"], locale(ENGLISH)
    (',', {})
    """
    if wording.figure("1,234.5") == "1,234.5":
        return {}
    number = {
        "decimal": wording.figure("1.5")[1:-1],
        "thousands": wording.figure("1,234")[1:-3],
        "grouping": [3],
        "currency": ["", ""],
        "numerals": [wording.figure(str(digit)) for digit in range(10)],
    }
    return {"config": {"locale": {"number": number}}}


def named_days(on: Sequence[Period], wording: Wording) -> dict[str, Any]:
    """Return the labels of an axis of days, where the language has its own for them."""
    if not on or wording.day(on[0]) == str(on[0]):
        return {}
    every = -(-len(on) // LABELS)
    said = {_moment(day): wording.day(day) for day in on[::every]}
    expression = f"{literal(said)}[+datum.value]"
    return {"axis": {"values": list(said), "labelExpr": expression}}


def _moment(day: Period) -> int:
    """Return when a period begins, in milliseconds, as Vega counts."""
    return int(dt.datetime.combine(day.first, dt.time(), dt.UTC).timestamp() * 1000)
