"""A chart as a Vega-Lite specification: plain dicts, to be drawn in a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cqikit.core import Frequency, arguments
from cqikit.drawing._events import spoken
from cqikit.drawing._figure import COLOURS
from cqikit.drawing._lines import carried_lines
from cqikit.drawing._picture import (
    A_PICTURE,
    MARKS,
    described,
    line_names,
    marks_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cqikit.drawing._picture import ChartPicture

__all__ = ["vega_lite"]

SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v5.json"
SHAPES: Final = {
    "plain": "circle",
    # A thin cross on its side, as a path: what is filled needs an area.
    "excluded": "M-1,-.8L-.8,-1L0,-.2L.8,-1L1,-.8L.2,0"
    "L1,.8L.8,1L0,.2L-.8,1L-1,.8L-.2,0Z",
    "signal": "diamond",
    "improvement": "cross",
    "concern": "square",
}
#: A line of the phase before, in a record of a point.
CARRIED: Final = "carried"
#: Areas in pixels, of points without a signal and of others.
SMALL, LARGE = 28, 80
#: Names in `COLOURS` of marks that are not called as theirs.
COLOUR_OF: Final = {"plain": "line"}


@arguments(picture=A_PICTURE)
def vega_lite(picture: ChartPicture) -> dict[str, Any]:
    """Return a chart as a Vega-Lite v5 specification.

    It holds text and numbers only, so that `json.dumps` writes it, and needs
    no package. The values are in ``spec["datasets"]["points"]``, one record a
    point: where it lies, its value, centre and limits (None where there is
    none), the phase, what it is, which rules signal there, and why it does
    not count; where lines are carried on, those of the phase before. Whoever
    points at one sees what it is and why.

    Parameters
    ----------
    picture : ChartPicture
        `size` is taken as inches of 96 pixels; `alone` says nothing here.

    Returns
    -------
    dict

    Examples
    --------
    >>> from cqikit import spc
    >>> from cqikit.drawing import ChartPicture
    >>> spec = vega_lite(ChartPicture(chart=spc.chart([7, 9, 8, 12, 8], "i")))
    >>> [point["value"] for point in spec["datasets"]["points"]]
    [7.0, 9.0, 8.0, 12.0, 8.0]
    """
    chart = picture.chart
    limits = [
        *(_line_layer(picture, name) for name in ("lower", "upper", "centre")),
        *(_carried_layer(picture, name) for name in _carried_names(picture)),
    ]
    points = [
        _value_layer(picture),
        _point_layer(picture),
        *([_withheld_layer(picture)] if any(chart.withheld) else []),
    ]
    layers = [
        *([_event_layer()] if picture.events else []),
        *_over_time(picture, limits),
        *([_target_layer(picture)] if _shows_target(picture) else []),
        *_over_time(picture, points),
    ]
    return {
        "$schema": SCHEMA,
        "title": chart.title,
        "description": described(picture),
        "width": round(picture.size[0] * 96),
        "height": round(picture.size[1] * 96),
        "datasets": {"points": list(_points(picture)), "events": _events(picture)},
        "data": {"name": "points"},
        "layer": layers,
    }


def _over_time(
    picture: ChartPicture, layers: Iterable[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """Yield layers with their place in time, which events and targets have not."""
    time = _time(picture)
    for layer in layers:
        yield layer | {"encoding": {"x": time, **layer["encoding"]}}


def _points(picture: ChartPicture) -> Iterator[dict[str, Any]]:
    chart, marks = picture.chart, marks_of(picture)
    phase, before = np.cumsum(chart.breaks), carried_lines(picture)
    carried: dict[int, dict[str, float | None]] = {
        start + place: {
            f"{CARRIED} {name}": _number(line[place]) for name, line in lines.items()
        }
        for start, lines in before.items()
        for place in range(len(next(iter(lines.values()), ())))
    }
    for place in range(len(marks)):
        mark = str(marks[place])
        flags = picture.reading.flags.items()
        withheld = chart.withheld[place] if chart.withheld else ""
        yield {
            "on": _day(picture, place),
            "label": str(chart.on[place]) if chart.on else str(place + 1),
            "value": _number(chart.values[place]),
            "centre": _number(chart.centre[place]),
            "lower": _number(chart.lower[place]),
            "upper": _number(chart.upper[place]),
            "phase": int(phase[place]) + 1,
            "mark": MARKS.get(mark, "withheld" if withheld else "not observed"),
            "counted": bool(mark) and not bool(chart.excluded[place]),
            "rules": ", ".join(name for name, at in flags if at[place]),
            "reason": chart.reasons[place] if chart.reasons else "",
            **({"withheld": withheld} if chart.withheld else {}),
            **carried.get(place, {}),
        }


def _day(picture: ChartPicture, place: int) -> str | int:
    on = picture.chart.on
    if on is None:
        return place + 1
    return on[place].index if _numbered(picture) else on[place].first.isoformat()


def _numbered(picture: ChartPicture) -> bool:
    return any(point.frequency is Frequency.POINT for point in picture.chart.on or ())


def _number(value: Any) -> float | None:
    return float(value) if np.isfinite(value) else None


def _events(picture: ChartPicture) -> list[dict[str, Any]]:
    return [
        {
            "number": count,
            "start": event.start.first.isoformat(),
            "stop": event.stop.last.isoformat(),
            "when": spoken(event),
            "title": event.title,
        }
        for count, event in enumerate(picture.events, start=1)
    ]


def _time(picture: ChartPicture) -> dict[str, Any]:
    if picture.chart.on is None or _numbered(picture):
        return {"field": "on", "type": "quantitative", "title": None}
    # Days without a clock are the same days everywhere.
    scale = {"type": "utc"}
    return {"field": "on", "type": "temporal", "scale": scale, "title": None}


def _value_axis(picture: ChartPicture) -> dict[str, Any]:
    scale: dict[str, Any] = {"zero": False}
    if picture.log:
        # A logarithmic scale has no place for 0 and less; symlog has.
        values = picture.chart.values
        scale = {"type": "log"}
        if (values <= 0).any():
            least = values.min(where=values > 0, initial=1.0)
            scale = {"type": "symlog", "constant": float(least)}
    return {"type": "quantitative", "title": picture.unit or None, "scale": scale}


def _shows_target(picture: ChartPicture) -> bool:
    return picture.target is not None and (picture.target > 0 or not picture.log)


def _y(picture: ChartPicture, field: str) -> dict[str, Any]:
    return {"field": field, **_value_axis(picture)}


def _line_layer(picture: ChartPicture, name: str) -> dict[str, Any]:
    centre = name == "centre"
    mark = {
        "type": "line",
        "interpolate": "step",
        "color": COLOURS["centre" if centre else "limit"],
        "strokeWidth": 1.6 if centre else 1.2,
        **({} if centre else {"strokeDash": [5, 3]}),
    }
    return {
        "name": name,
        "description": line_names(picture)[name],
        "mark": mark,
        "encoding": {"y": _y(picture, name), "detail": {"field": "phase"}},
    }


def _carried_names(picture: ChartPicture) -> list[str]:
    there = {name for lines in carried_lines(picture).values() for name in lines}
    return [name for name in ("lower", "upper", "centre") if name in there]


def _carried_layer(picture: ChartPicture, name: str) -> dict[str, Any]:
    """Return a line of the phases before, pale over the phase after each."""
    layer = _line_layer(picture, name)
    field = f"{CARRIED} {name}"
    return layer | {
        "name": field,
        "description": f"{layer['description']} of the phase before",
        "transform": [{"filter": f"isValid(datum['{field}'])"}],
        "mark": layer["mark"] | {"strokeDash": [2, 2], "opacity": 0.6},
        "encoding": {"y": _y(picture, field), "detail": {"field": "phase"}},
    }


def _target_layer(picture: ChartPicture) -> dict[str, Any]:
    mark = {"type": "rule", "color": COLOURS["target"], "strokeDash": [1, 2]}
    datum = {"datum": picture.target, **_value_axis(picture)}
    return {"name": "target", "mark": mark, "encoding": {"y": datum}}


def _value_layer(picture: ChartPicture) -> dict[str, Any]:
    return {
        "name": "values",
        "transform": [{"filter": f"datum.mark !== '{MARKS['excluded']}'"}],
        "mark": {"type": "line", "color": COLOURS["line"], "strokeWidth": 1.3},
        "encoding": {"y": _y(picture, "value"), "detail": {"field": "phase"}},
    }


def _point_layer(picture: ChartPicture) -> dict[str, Any]:
    there = set(marks_of(picture).tolist())
    names = [name for name in MARKS if name in there]
    said = [MARKS[name] for name in names]

    def scaled(values: Mapping[str, Any]) -> dict[str, Any]:
        drawn = [values[name] for name in names]
        scale = {"domain": said, "range": drawn}
        return {"field": "mark", "type": "nominal", "title": None, "scale": scale}

    plain = f"datum.mark === '{MARKS['plain']}'"
    tips = ("label", "value", "centre", "lower", "upper", "mark", "rules", "reason")
    colours = {name: COLOURS[COLOUR_OF.get(name, name)] for name in MARKS}
    return {
        "name": "points",
        "transform": [{"filter": "isValid(datum.value)"}],
        "mark": {"type": "point", "filled": True, "opacity": 1},
        "encoding": {
            "y": _y(picture, "value"),
            "color": scaled(colours),
            "shape": scaled(SHAPES),
            "size": {"condition": {"test": plain, "value": SMALL}, "value": LARGE},
            "tooltip": [{"field": name} for name in tips],
        },
    }


def _withheld_layer(picture: ChartPicture) -> dict[str, Any]:
    """Return hollow marks at the foot, where a value is known and not told."""
    return {
        "name": "withheld",
        "transform": [{"filter": "datum.withheld"}],
        "mark": {"type": "point", "filled": False, "color": COLOURS["excluded"]},
        "encoding": {
            "y": {"value": round(picture.size[1] * 96) - 5},
            "tooltip": [{"field": name} for name in ("label", "withheld")],
        },
    }


def _event_layer() -> dict[str, Any]:
    # A day's end is its last moment, so that an event of one day has a width.
    stop = {"calculate": "+toDate(datum.stop) + 86400000", "as": "stop"}
    return {
        "name": "events",
        "data": {"name": "events"},
        "transform": [stop],
        "mark": {"type": "rect", "color": COLOURS["phase"], "opacity": 0.35},
        "encoding": {
            "x": {"field": "start", "type": "temporal", "scale": {"type": "utc"}},
            "x2": {"field": "stop"},
            "tooltip": [{"field": name} for name in ("number", "when", "title")],
        },
    }
