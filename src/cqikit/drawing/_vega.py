"""A chart as a Vega-Lite specification: plain dicts, to be drawn in a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cqikit.core import ENGLISH, Frequency, Wording, arguments, say
from cqikit.drawing._events import spoken
from cqikit.drawing._figure import COLOURS
from cqikit.drawing._hover import HIDDEN, TIPS, label_of, mark_said, rules_said
from cqikit.drawing._lines import carried_lines
from cqikit.drawing._picture import (
    A_CHART,
    A_WORDING,
    MARKS,
    ChartPicture,
    described,
    line_names,
    marks_of,
    target_of,
)
from cqikit.drawing._vega_frame import CROSS, nominal, spec, time, tooltip

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cqikit.drawing._picture import Drawable

__all__ = ["vega_lite"]

EVENT_TIPS: Final = {
    "number": say("event"),
    "when": say("when"),
    "title": say("title"),
}
SHAPES: Final = {
    "plain": "circle",
    "excluded": CROSS,
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


@arguments(picture=A_CHART, wording=A_WORDING)
def vega_lite(picture: Drawable, *, wording: Wording = ENGLISH) -> dict[str, Any]:
    """Return a chart as a Vega-Lite v5 specification.

    It holds text and numbers only, so that `json.dumps` writes it, and needs
    no package. The values are in ``spec["datasets"]["points"]``, one record a
    point: where it lies, its value, size, centre and limits (None where there
    is none), the phase, what it is (`mark` in words, `meaning` as a key), which
    rules signal there, and why it does not count; where lines are carried on,
    those of the phase before. Whoever points at one sees what it is and why.

    Parameters
    ----------
    picture : ChartPicture, Judgement, Reading or Chart
        As for `chart_svg`. `size` is taken as inches of 96 pixels; `alone` says nothing
        here.
    wording : core.Wording
        The language of its words; by default English.

    Returns
    -------
    dict

    Examples
    --------
    >>> from cqikit import spc
    >>> spec = vega_lite(spc.chart([7, 9, 8, 12, 8], "i"))
    >>> [point["value"] for point in spec["datasets"]["points"]]
    [7.0, 9.0, 8.0, 12.0, 8.0]
    """
    picture = ChartPicture.of(picture)
    return spec(
        picture.chart.title,
        described(picture),
        picture.size,
        wording,
        datasets=data_of(picture, wording),
        data={"name": "points"},
        layer=layers_of(picture, wording),
    )


def data_of(picture: ChartPicture, wording: Wording) -> dict[str, Any]:
    """Return what there is to draw: points and events."""
    points = list(_points(picture, wording))
    return {"points": points, "events": _events(picture, wording)}


def layers_of(
    picture: ChartPicture,
    wording: Wording,
    names: Sequence[str] = (),
    own: str = "",
) -> list[dict[str, Any]]:
    """Return what is drawn of a chart, from the lowest to the uppermost.

    `names` are the marks of a legend that many charts share; `own` ends the names of
    the chart's events and layers.
    """
    limits = [
        *(_line_layer(picture, name, wording) for name in ("lower", "upper", "centre")),
        *(_carried_layer(picture, name, wording) for name in _carried_names(picture)),
    ]
    points = [
        _value_layer(picture, wording),
        _point_layer(picture, wording, names),
        *([_withheld_layer(picture, wording)] if any(picture.chart.withheld) else []),
    ]
    layers = [
        *([_event_layer(wording, own)] if picture.events else []),
        *_over_time(picture, limits, wording),
        *_target_layers(picture, wording),
        *_over_time(picture, points, wording),
    ]
    # Layers of one name would have one scale.
    return [layer | {"name": f"{layer['name']}{own}"} for layer in layers]


def _over_time(
    picture: ChartPicture, layers: Iterable[dict[str, Any]], wording: Wording
) -> Iterator[dict[str, Any]]:
    """Yield layers with their place in time, which events and targets have not."""
    place = _time(picture, wording)
    for layer in layers:
        yield layer | {"encoding": {"x": place, **layer["encoding"]}}


def _points(picture: ChartPicture, wording: Wording) -> Iterator[dict[str, Any]]:
    chart, marks = picture.chart, marks_of(picture)
    phase, before = np.cumsum(chart.breaks), carried_lines(picture)
    target = target_of(picture)
    if target is not None and picture.log:
        target = np.where(target > 0, target, np.nan)
    carried: dict[int, dict[str, float | None]] = {
        start + place: {
            f"{CARRIED} {name}": _number(line[place]) for name, line in lines.items()
        }
        for start, lines in before.items()
        for place in range(len(next(iter(lines.values()), ())))
    }
    for place in range(len(marks)):
        mark = str(marks[place])
        yield {
            "on": _day(picture, place),
            "label": label_of(picture, place, wording),
            "value": _number(chart.values[place]),
            **({} if chart.sizes is None else {"size": _number(chart.sizes[place])}),
            "centre": _number(chart.centre[place]),
            "lower": _number(chart.lower[place]),
            "upper": _number(chart.upper[place]),
            "phase": int(phase[place]) + 1,
            "mark": wording.said(mark_said(picture, mark, place)),
            "meaning": mark,
            "counted": bool(mark) and not bool(chart.excluded[place]),
            "rules": wording.said(rules_said(picture, place)),
            "reason": chart.reasons[place] if chart.reasons else "",
            **({"withheld": chart.withheld[place]} if chart.withheld else {}),
            **({} if target is None else {"target": _number(target[place])}),
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


def _events(picture: ChartPicture, wording: Wording) -> list[dict[str, Any]]:
    return [
        {
            "number": count,
            "start": event.start.first.isoformat(),
            "stop": event.stop.last.isoformat(),
            "when": spoken(event, wording),
            "title": wording.said(event.title),
        }
        for count, event in enumerate(picture.events, start=1)
    ]


def _time(picture: ChartPicture, wording: Wording) -> dict[str, Any]:
    on = picture.chart.on
    if on is None or _numbered(picture):
        return {"field": "on", "type": "quantitative", "title": None}
    return time("on", on, wording)


def _value_axis(picture: ChartPicture, wording: Wording) -> dict[str, Any]:
    scale: dict[str, Any] = {"zero": False}
    if picture.log:
        # A logarithmic scale has no place for 0 and less; symlog has.
        values = picture.chart.values
        scale = {"type": "log"}
        if (values <= 0).any():
            least = values.min(where=values > 0, initial=1.0)
            scale = {"type": "symlog", "constant": float(least)}
    unit = wording.said(picture.unit) or None
    return {"type": "quantitative", "title": unit, "scale": scale}


def _y(picture: ChartPicture, field: str, wording: Wording) -> dict[str, Any]:
    return {"field": field, **_value_axis(picture, wording)}


def _line_layer(picture: ChartPicture, name: str, wording: Wording) -> dict[str, Any]:
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
        "description": wording.said(line_names(picture)[name]),
        "mark": mark,
        "encoding": {"y": _y(picture, name, wording), "detail": {"field": "phase"}},
    }


def _carried_names(picture: ChartPicture) -> list[str]:
    there = {name for lines in carried_lines(picture).values() for name in lines}
    return [name for name in ("lower", "upper", "centre") if name in there]


def _carried_layer(
    picture: ChartPicture, name: str, wording: Wording
) -> dict[str, Any]:
    """Return a line of the phases before, pale over the phase after each."""
    layer = _line_layer(picture, name, wording)
    called = say("{line} of the phase before", line=line_names(picture)[name])
    field = f"{CARRIED} {name}"
    return layer | {
        "name": field,
        "description": wording.said(called),
        "transform": [{"filter": f"isValid(datum['{field}'])"}],
        "mark": layer["mark"] | {"strokeDash": [2, 2], "opacity": 0.6},
        "encoding": {"y": _y(picture, field, wording), "detail": {"field": "phase"}},
    }


def _target_layers(picture: ChartPicture, wording: Wording) -> Iterator[dict[str, Any]]:
    """Yield the target, as one line or, where it moves, step by step."""
    looks = {"color": COLOURS["target"], "strokeDash": [1, 2]}
    target = target_of(picture)
    if picture.target is None and target is not None:
        mark = {"type": "line", "interpolate": "step", **looks}
        steps = {
            "name": "target",
            "transform": [{"filter": "isValid(datum.target)"}],
            "mark": mark,
            "encoding": {"y": _y(picture, "target", wording)},
        }
        yield from _over_time(picture, [steps], wording)
    elif picture.target is not None and (picture.target > 0 or not picture.log):
        datum = {"datum": picture.target, **_value_axis(picture, wording)}
        line = {"mark": {"type": "rule", **looks}, "encoding": {"y": datum}}
        yield {"name": "target", "data": {"values": [{}]}, **line}


def _value_layer(picture: ChartPicture, wording: Wording) -> dict[str, Any]:
    return {
        "name": "values",
        "transform": [{"filter": "datum.meaning !== 'excluded'"}],
        "mark": {"type": "line", "color": COLOURS["line"], "strokeWidth": 1.3},
        "encoding": {"y": _y(picture, "value", wording), "detail": {"field": "phase"}},
    }


def _point_layer(
    picture: ChartPicture, wording: Wording, names: Sequence[str]
) -> dict[str, Any]:
    there = set(marks_of(picture).tolist())
    words = {
        name: wording.said(MARKS[name])
        for name in names or [name for name in MARKS if name in there]
    }
    colours = {said: COLOURS[COLOUR_OF.get(name, name)] for name, said in words.items()}
    shapes = {said: SHAPES[name] for name, said in words.items()}
    plain = "datum.meaning === 'plain'"
    sized = picture.chart.sizes is not None
    told = {name: said for name, said in TIPS.items() if name != "size" or sized}
    return {
        "name": "points",
        "transform": [{"filter": "isValid(datum.value)"}],
        "mark": {"type": "point", "filled": True, "opacity": 1},
        "encoding": {
            "y": _y(picture, "value", wording),
            "color": nominal("mark", colours),
            "shape": nominal("mark", shapes),
            "size": {"condition": {"test": plain, "value": SMALL}, "value": LARGE},
            "tooltip": tooltip(told, wording),
        },
    }


def _withheld_layer(picture: ChartPicture, wording: Wording) -> dict[str, Any]:
    """Return hollow marks at the foot, where a value is known and not told."""
    return {
        "name": "withheld",
        "transform": [{"filter": "datum.withheld"}],
        "mark": {"type": "point", "filled": False, "color": COLOURS["excluded"]},
        "encoding": {
            "y": {"value": round(picture.size[1] * 96) - 5},
            "tooltip": tooltip({"label": TIPS["label"], "withheld": HIDDEN}, wording),
        },
    }


def _event_layer(wording: Wording, own: str) -> dict[str, Any]:
    # A day's end is its last moment, so that an event of one day has a width.
    stop = {"calculate": "+toDate(datum.stop) + 86400000", "as": "stop"}
    return {
        "name": "events",
        "data": {"name": f"events{own}"},
        "transform": [stop],
        "mark": {"type": "rect", "color": COLOURS["phase"], "opacity": 0.35},
        "encoding": {
            "x": time("start"),
            "x2": {"field": "stop"},
            "tooltip": tooltip(EVENT_TIPS, wording),
        },
    }
