"""Funnel plots and Pareto charts as Vega-Lite specifications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cqikit.core import (
    ENGLISH,
    Wording,
    arguments,
    at_least,
    instance_of,
    is_text,
    list_of,
    optional,
    say,
)
from cqikit.drawing import _funnel as funnels
from cqikit.drawing import _pareto as paretos
from cqikit.drawing._figure import COLOURS
from cqikit.drawing._funnel import A_FUNNEL, AS_SIZE, WORDS
from cqikit.drawing._pareto import A_PARETO, CUMULATIVE, REST
from cqikit.drawing._picture import A_WORDING
from cqikit.drawing._vega_frame import layer, nominal, rows_axis, spec, tooltip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.measures import Direction, DirectionWord
    from cqikit.spc import Funnel, Pareto

__all__ = ["funnel_vega_lite", "pareto_vega_lite"]

UNIT_TIPS: Final = {
    "unit": say("unit"),
    "value": say("value"),
    "size": say("n"),
    "mark": say("meaning"),
}
BAR_TIPS: Final = {
    "title": say("category"),
    "count": say("count"),
    "share": say("per cent"),
    "cumulative": CUMULATIVE.text,
}
#: How the limits of each level are dashed, from the innermost.
DASHES: Final = ([1, 2], [5, 3], [9, 3])
#: The shape and the colour of each unit, by what it is.
SHAPES: Final = {
    "within": ("circle", "line"),
    "between": ("triangle-up", "line"),
    "signal": ("diamond", "signal"),
    "improvement": ("cross", "improvement"),
    "concern": ("square", "concern"),
}
#: Pixels of a bar with the room to the next.
STEP: Final = 24


@arguments(
    funnel=A_FUNNEL,
    size=list_of(say("two numbers")),
    unit=optional(is_text),
    across=is_text,
    wording=A_WORDING,
)
def funnel_vega_lite(
    funnel: Funnel,
    *,
    direction: Direction | DirectionWord | None = None,
    unit: str | None = None,
    across: str = AS_SIZE,
    size: tuple[float, float] = (7.6, 4.2),
    wording: Wording = ENGLISH,
) -> dict[str, Any]:
    """Return a funnel plot as a Vega-Lite v5 specification.

    What it is given is as for `funnel_svg`; the units are in
    ``spec["datasets"]["units"]``, their limits in ``spec["datasets"]["limits"]``.

    Parameters
    ----------
    direction : Direction or str, optional
        Which way is better; that of the measure unless said.
    unit : str, optional
        What the rates are in; as the funnel says unless said.
    across : str
        What the sizes are; "size" unless said.
    size : pair of float
        The width and height in inches; 7.6 and 4.2 unless said.
    wording : Wording
        How it is said, and in which language; in English unless said.

    Examples
    --------
    >>> from cqikit import spc
    >>> made = spc.funnel([9, 12, 31, 5], [80, 100, 120, 60], per=100)
    >>> [unit["meaning"] for unit in funnel_vega_lite(made)["datasets"]["units"]]
    ['within', 'within', 'between', 'within']
    """
    marks = funnels.marks_of(funnel, funnels.better_of(funnel, direction))
    place = {
        "x": _measured("size", across, wording),
        "y": _measured("value", funnels.unit_of(funnel, unit), wording),
    }
    centre = {"y": {"datum": float(funnel.centre)}}
    return spec(
        funnel.title,
        funnels.described(funnel),
        size,
        wording,
        datasets={
            "units": list(_units(funnel, marks, wording)),
            "limits": list(_limits(funnel, wording)),
        },
        layer=[
            _limit_layer(funnel, place, wording),
            layer("rule", name="centre", style={"color": COLOURS["centre"]}, **centre)
            | {"data": {"values": [{}]}},
            _unit_layer(marks, place, wording),
        ],
    )


def _measured(field: str, title: str, wording: Wording) -> dict[str, Any]:
    called = wording.said(title) or None
    return {"field": field, "type": "quantitative", "title": called}


def _level(level: float, wording: Wording) -> str:
    return wording.said(say("{share:g} %", share=100 * level))


def _limit_layer(
    funnel: Funnel, place: dict[str, Any], wording: Wording
) -> dict[str, Any]:
    dashes = {
        _level(level, wording): DASHES[rank % len(DASHES)]
        for rank, level in enumerate(sorted(funnel.levels))
    }
    dashed = {
        "strokeDash": nominal("level", dashes),
        "detail": {"field": "side"},
    }
    looks = {"color": COLOURS["limit"], "strokeWidth": 1.2}
    return layer("line", "limits", name="limits", style=looks, **place, **dashed)


def _unit_layer(
    marks: list[str], place: dict[str, Any], wording: Wording
) -> dict[str, Any]:
    there = {name: wording.said(WORDS[name]) for name in WORDS if name in set(marks)}
    shapes = {said: SHAPES[name][0] for name, said in there.items()}
    colours = {said: COLOURS[SHAPES[name][1]] for name, said in there.items()}
    told = {
        "shape": nominal("mark", shapes),
        "color": nominal("mark", colours),
        "tooltip": tooltip(UNIT_TIPS, wording),
    }
    looks = {"filled": True, "opacity": 1, "size": 60}
    return layer("point", "units", name="units", style=looks, **place, **told)


def _units(
    funnel: Funnel, marks: list[str], wording: Wording
) -> Iterator[dict[str, Any]]:
    for place, unit in enumerate(funnel.units):
        yield {
            "unit": unit,
            "value": float(funnel.values[place]),
            "size": float(funnel.sizes[place]),
            "meaning": marks[place],
            "mark": wording.said(WORDS[marks[place]]),
        }


def _limits(funnel: Funnel, wording: Wording) -> Iterator[dict[str, Any]]:
    sizes = funnels.across_of(funnel)
    for level in sorted(funnel.levels):
        called = _level(level, wording)
        for side, line in enumerate(funnel.curve(sizes, level)):
            for size, value in zip(sizes, line, strict=True):
                if np.isfinite(value):
                    where = {"size": float(size), "value": float(value)}
                    yield where | {"level": called, "side": side}


@arguments(
    pareto=A_PARETO,
    share=instance_of(int, float),
    width=at_least(1),
    wording=A_WORDING,
)
def pareto_vega_lite(
    pareto: Pareto,
    *,
    share: float = 0.8,
    width: float = 7.6,
    wording: Wording = ENGLISH,
) -> dict[str, Any]:
    """Return a Pareto chart as a Vega-Lite v5 specification.

    What it is given is as for `pareto_svg`; the bars are in
    ``spec["datasets"]["bars"]``.

    Parameters
    ----------
    share : float
        How much the vital few make up; 0.8 unless said.
    width : float
        The width in inches; 7.6 unless said.
    wording : Wording
        How it is said, and in which language; in English unless said.

    Examples
    --------
    >>> from cqikit import spc
    >>> made = spc.pareto(["staff", "car", "staff", "family", "staff", "car"])
    >>> [bar["count"] for bar in pareto_vega_lite(made)["datasets"]["bars"]]
    [3.0, 2.0, 1.0]
    """
    few = len(pareto.vital_few(share))
    first, rest = map(wording.said, (paretos.first_few(share), REST.text))
    marks = [first if place < few else rest for place in range(len(pareto.bars))]
    colours = {first: COLOURS["improvement"], rest: COLOURS["phase"]}
    y = rows_axis([bar.title for bar in pareto.bars])
    scale = {"domain": [0, 100]}
    called = wording.said(BAR_TIPS["share"])
    x = {"type": "quantitative", "title": called, "scale": scale}
    told = {"y": y, "tooltip": tooltip(BAR_TIPS, wording)}
    bars = told | {
        "x": {"field": "share", **x},
        "color": nominal("mark", colours),
    }
    line = told | {
        "x": {"field": "cumulative", **x},
        "order": {"field": "row"},
    }
    looks = {"color": COLOURS["concern"], "point": True}
    reached = layer("line", name="cumulative", style=looks, **line)
    return spec(
        pareto.title,
        paretos.described(pareto, share),
        (width, None),
        wording,
        height={"step": STEP},
        datasets={"bars": _bars(pareto, marks)},
        data={"name": "bars"},
        layer=[
            layer("bar", name="bars", **bars),
            reached | {"description": wording.said(CUMULATIVE.text)},
        ],
    )


def _bars(pareto: Pareto, marks: list[str]) -> list[dict[str, Any]]:
    return [
        {
            "row": place,
            "title": bar.title,
            "count": float(bar.count),
            "share": 100 * bar.share,
            "cumulative": 100 * bar.cumulative,
            "mark": marks[place],
        }
        for place, bar in enumerate(pareto.bars)
    ]
