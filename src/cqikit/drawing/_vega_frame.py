"""What every Vega-Lite specification has: its frame, what it tells, its language."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any, Final

from cqikit.drawing._text import line_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cqikit.core import Period, Wording

__all__ = [
    "SCHEMA",
    "layer",
    "literal",
    "locale",
    "named_days",
    "nominal",
    "rows_axis",
    "spec",
    "tooltip",
]

SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v5.json"
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
    name: str,
    mark: str,
    encoding: Mapping[str, Any],
    data: str | None = None,
    /,
    **looks: Any,
) -> dict[str, Any]:
    """Return a layer of a mark with its looks, of its own data or those of all."""
    source = {} if data is None else {"data": {"name": data}}
    made = {"name": name, "mark": {"type": mark, **looks}, "encoding": dict(encoding)}
    return source | made


def tooltip(tips: Mapping[str, str], wording: Wording) -> list[dict[str, Any]]:
    """Return what is said of what is pointed at: fields, and what they are called."""
    return [
        {"field": name, "title": wording.said(called)} for name, called in tips.items()
    ]


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
    names = {
        int(datetime.combine(day.first, time(), UTC).timestamp() * 1000): wording.day(
            day
        )
        for day in on[::every]
    }
    expression = f"{literal(names)}[+datum.value]"
    return {"axis": {"values": list(names), "labelExpr": expression}}
