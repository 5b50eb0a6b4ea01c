"""What every Vega-Lite specification has: its frame, what it tells, its language."""

from __future__ import annotations

import datetime as dt
import json
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from cqikit.core import ENGLISH, Frequency, period_of
from cqikit.drawing._figure import COLOURS
from cqikit.drawing._layout import DAYS
from cqikit.drawing._scene import OUTLINES
from cqikit.drawing._text import line_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cqikit.core import Period, Wording
    from cqikit.drawing._legend import Entry
    from cqikit.drawing._scene import Place

__all__ = [
    "CROSS",
    "RING",
    "SCHEMA",
    "amount",
    "figure",
    "layer",
    "literal",
    "locale",
    "marked",
    "named",
    "named_days",
    "nominal",
    "rows_axis",
    "spanned",
    "spec",
    "time",
    "tooltip",
]

SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v5.json"
#: A thin cross on its side, as a path: what is filled needs an area.
CROSS: Final = "M-1,-.8L-.8,-1L0,-.2L.8,-1L1,-.8L.2,0L1,.8L.8,1L0,.2L-.8,1L-1,.8L-.2,0Z"
#: A ring, as a path: Vega fills the marks of a legend.
RING: Final = (
    "M-1,0A1,1,0,1,1,1,0A1,1,0,1,1,-1,0M-.7,0A.7,.7,0,1,0,.7,0A.7,.7,0,1,0,-.7,0Z"
)
#: How large the hole in a hollow mark is, for its whole.
HOLE: Final = 0.6


def _path(places: Iterable[Place]) -> str:
    return f"M{'L'.join(f'{x:.3g},{y:.3g}' for x, y in places)}Z"


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
    "X": _path(OUTLINES["X"]),
    "x": CROSS,
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

    `size` is in inches, None where the picture is as large as it must be. What is said
    of a mark is rounded as people read numbers, without what no record has.
    """
    sides = dict(zip(("width", "height"), size, strict=True))
    records = [row for rows in body.get("datasets", {}).values() for row in rows]
    seen = {name for row in records for name in row}
    said = {name for row in records for name in row if row[name] not in (None, "")}
    numbers = {name for row in records for name in row if isinstance(row[name], float)}
    return {
        "$schema": SCHEMA,
        "title": line_of(wording.said(title)),
        "description": wording.said(description),
        **{name: round(side * PIXELS) for name, side in sides.items() if side},
        # A legend says all of its words.
        "config": {"legend": {"labelLimit": 0}, **locale(wording)},
        **{
            name: part if name == "datasets" else _told(part, seen - said, numbers)
            for name, part in body.items()
        },
    }


def _told(part: Any, empty: set[str], numbers: set[str]) -> Any:
    """Return a part of a specification whose tooltips round numbers and leave out."""
    if isinstance(part, list):
        return [_told(each, empty, numbers) for each in part]
    if not isinstance(part, dict):
        return part
    made = {name: _told(each, empty, numbers) for name, each in part.items()}
    tips = made.get("encoding", {}).get("tooltip", [])
    kept = [tip for tip in tips if tip["field"] not in empty]
    rounded = [tip["field"] for tip in kept if tip["field"] in numbers]
    if rounded:
        steps = [{"calculate": figure(name), "as": f"{name} said"} for name in rounded]
        made["transform"] = [*made.get("transform", []), *steps]
    if tips:
        made["encoding"]["tooltip"] = [
            {**tip, "field": f"{tip['field']} said"} if tip["field"] in rounded else tip
            for tip in kept
        ]
    return made


def figure(field: str) -> str:
    """Return the expression of a number as `core.format_number` writes it."""
    value = f"datum[{literal(field)}]"
    size = f"abs({value})"
    return (
        f"!isValid({value}) ? '' : {size} >= 1e12 || {value} && {size} <= 1e-6"
        f" ? format({value}, '.3~g') : {size} >= 100"
        f" ? format({value}, ',.0f') : format({value}, '.3~r')"
    )


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


def time(
    field: str, on: Sequence[Period] = (), wording: Wording = ENGLISH
) -> dict[str, Any]:
    """Return a channel of days: without a clock, they are the same days everywhere.

    `on` is what its axis may name, in the words of the language.
    """
    return {
        "field": field,
        "type": "temporal",
        "scale": {"type": "utc"},
        "title": None,
        **named_days(on, wording),
    }


def spanned(days: Iterable[date]) -> list[Period]:
    """Return the days from the first to the last, or the months that begin there.

    Examples
    --------
    >>> [str(month) for month in spanned([date(2026, 1, 5), date(2026, 3, 20)])]
    ['2026-02', '2026-03']
    """
    every = sorted(days)
    if not every:
        return []
    first, last = every[0], every[-1]
    monthly = (last - first).days > DAYS
    frequency = Frequency.MONTH if monthly else Frequency.DAY
    start, stop = (period_of(day, frequency) for day in (first, last))
    found = (start.shift(place) for place in range(stop.index - start.index + 1))
    return [period for period in found if period.first >= first]


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
        "shape": [_shape(found[text]) for text in domain],
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


def _shape(entry: Entry) -> str:
    """Return how a mark looks; a hollow one has a hole, cut the other way round."""
    if not entry.hollow:
        return SHAPES[entry.marker]
    if entry.marker == "o":
        return RING
    outline = OUTLINES[entry.marker]
    left, top = (sum(side) / len(outline) for side in zip(*outline, strict=True))
    hole = [(left + HOLE * (x - left), top + HOLE * (y - top)) for x, y in outline]
    return _path(outline) + _path(reversed(hole))


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
    >>> locale(german)["locale"]["number"]["decimal"], locale(ENGLISH)
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
    return {"locale": {"number": number}}


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
