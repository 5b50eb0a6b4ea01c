"""Sheets of many charts as Vega-Lite specifications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np

from cqikit.core import (
    ENGLISH,
    Wording,
    arguments,
    finite,
    instance_of,
    is_text,
    list_of,
    optional,
    say,
)
from cqikit.drawing import _many as sheets
from cqikit.drawing import _multiples as teams
from cqikit.drawing._figure import COLOURS
from cqikit.drawing._many_scales import scales_of
from cqikit.drawing._picture import A_WORDING, MARKS, marks_of
from cqikit.drawing._vega import data_of, layers_of
from cqikit.drawing._vega_frame import PIXELS, layer, literal, spec, tooltip

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cqikit.drawing._many_scales import Scale, Sharing
    from cqikit.drawing._multiples import Panel
    from cqikit.drawing._picture import ChartPicture
    from cqikit.spc import Chart, Judgement
    from cqikit.spc import Panel as ChartPanel

__all__ = ["charts_vega_lite", "multiples_vega_lite"]

#: Pixels of a chart beside the picture, and its height for its width.
AROUND: Final = 48
SHAPE: Final = 0.55
BLANK: Final = {"data": {"values": []}, "mark": "point", "view": {"stroke": None}}
#: Pixels of a team's chart.
LITTLE: Final = {"width": 110, "height": 60}
TEAM_TIPS: Final = {"team": say("team"), "place": say("period"), "value": say("value")}


@arguments(
    title=is_text,
    unit=is_text,
    columns=optional(instance_of(int)),
    width=finite,
    wording=A_WORDING,
)
def charts_vega_lite(
    charts: ChartPanel | Chart | Judgement | Iterable[ChartPicture | Judgement],
    judgement: Judgement | None = None,
    *,
    title: str,
    unit: str = "",
    facets: Sequence[tuple[Any, Any]] = (),
    columns: int | None = None,
    scale: Sharing = "one",
    order: Literal["given", "need"] = "given",
    log: bool = False,
    width: float = 9.0,
    wording: Wording = ENGLISH,
) -> dict[str, Any]:
    """Return many charts on one sheet as a Vega-Lite v5 specification.

    What it is given is as for `charts_svg`; each chart is a view of ``spec["concat"]``,
    with its points in ``spec["datasets"]``.

    Parameters
    ----------
    judgement : Judgement, optional
        What the charts mean, where they come without it; nothing unless said.
    title : str
        Over the sheet.
    unit : str
        What the values are in; not told unless said.
    facets : sequence of pairs
        What parts the sheet into rows and columns; nothing unless said.
    columns : int, optional
        How many stand beside each other; as many as fit unless said.
    scale : Sharing
        Whether all have one axis or each its own; one unless said.
    order : str
        As given, or those first that need a look; as given unless said.
    log : bool
        Whether the axis is logarithmic; it is linear unless said.
    width : float
        The width in inches; 9 unless said.
    wording : Wording
        How it is said, and in which language; in English unless said.
    """
    pictures = sheets.pictures_of(charts, judgement, unit=unit, log=log)
    pictures, laid = sheets.laid_out(pictures, facets, columns, order, width)
    scales = scales_of(pictures, [row for row, _ in laid.places], scale)
    names = _marks(pictures)
    across = max((column + 1 for _, column in laid.places), default=1)
    wide = max(round(width * PIXELS / across) - AROUND, 40)
    size = {"width": wide, "height": round(wide * SHAPE)}
    views: dict[tuple[int, int], dict[str, Any]] = {}
    datasets: dict[str, Any] = {}
    for place, picture in enumerate(pictures):
        made = data_of(picture, wording)
        datasets |= {f"{name} {place}": values for name, values in made.items()}
        layers = layers_of(picture, wording, names, f" {place}")
        _set_scale(layers, scales[place])
        view = {"data": {"name": f"points {place}"}, "layer": layers} | size
        called = {"title": sheets.name_of(picture, laid, place)}
        views[laid.places[place]] = called | view
    return spec(
        title,
        sheets.described_all(pictures, laid),
        (None, None),
        wording,
        datasets=datasets,
        columns=across,
        concat=_in_order(views, across, BLANK | size),
    )


def _marks(pictures: Sequence[ChartPicture]) -> list[str]:
    there = {mark for picture in pictures for mark in marks_of(picture).tolist()}
    return [name for name in MARKS if name in there]


def _in_order(
    views: Mapping[tuple[int, int], dict[str, Any]],
    across: int,
    blank: dict[str, Any],
) -> list[dict[str, Any]]:
    """Return views row by row, a blank where a facet has none."""
    last = max(views, default=(-1, 0))
    places = [(row, column) for row in range(last[0] + 1) for column in range(across)]
    return [views.get(place, blank) for place in places if place <= last]


def _set_scale(layers: Sequence[dict[str, Any]], scale: Scale) -> None:
    """Give values the scale that they share with other charts."""
    ends = [scale.low, scale.high]
    domain = [10.0**end for end in ends] if scale.log else ends
    for made in layers:
        channel = made["encoding"].get("y", {})
        if channel.get("scale", {}).get("type") != "symlog" and "scale" in channel:
            channel["scale"] = channel["scale"] | {"domain": domain, "nice": False}
            channel["scale"].pop("zero", None)


@arguments(panels=list_of(say("Panels")), title=is_text, wording=A_WORDING)
def multiples_vega_lite(
    panels: Sequence[Panel],
    *,
    title: str,
    columns: int = 6,
    target: float | None = None,
    log: bool = False,
    among: Sequence[Panel] = (),
    wording: Wording = ENGLISH,
) -> dict[str, Any]:
    """Return many little charts on one sheet as a Vega-Lite v5 specification.

    What it is given is as for `multiples_svg`; the values are in
    ``spec["datasets"]["values"]``, one record a team and point.

    Parameters
    ----------
    title : str
        Over the sheet.
    columns : int
        How many stand beside each other; six unless said.
    target : float, optional
        The value aimed at, drawn as a line; none unless said.
    log : bool
        Whether the axis is logarithmic; it is linear unless said.
    among : sequence of Panel
        Further panels that share the scale; none unless said.
    wording : Wording
        How it is said, and in which language; in English unless said.
    """
    teams.check_panels([*panels, *among], columns)
    axis = teams.axis_of([*panels, *among], target, log=log)
    scale: dict[str, Any] = {"zero": False}
    if axis.least is not None and axis.most is not None:
        scale["domain"] = [axis.least, axis.most]
    if log:
        scale |= {"type": "symlog", "constant": axis.foot}
    value = {"type": "quantitative", "title": None, "scale": scale}
    x = {"field": "place", "type": "quantitative", "axis": None}
    names = [teams.called(panel) for panel in panels]
    layers = [
        _line("centres", "centre", "improvement", value, strokeWidth=2),
        _line("values", "counted", "line", value, point=True),
    ]
    layers[1]["encoding"]["tooltip"] = tooltip(TEAM_TIPS, wording)
    if target is not None:
        layers.insert(0, _line("target", "target", "target", value, strokeDash=[1, 2]))
    header = {"labelExpr": f"{literal(names)}[datum.value]"}
    facet = {"field": "panel", "type": "ordinal", "title": None, "header": header}
    return spec(
        title,
        teams.described(panels, target),
        (None, None),
        wording,
        datasets={"values": list(_values(panels, target))},
        data={"name": "values"},
        columns=columns,
        facet=facet,
        spec={**LITTLE, "encoding": {"x": x}, "layer": layers},
    )


def _line(
    name: str, field: str, colour: str, value: dict[str, Any], **more: Any
) -> dict[str, Any]:
    style = {"color": COLOURS[colour], **more}
    return layer("line", name=name, style=style, y={"field": field, **value})


def _values(panels: Sequence[Panel], target: float | None) -> Iterator[dict[str, Any]]:
    for row, panel in enumerate(panels):
        for place, value in enumerate(panel.values):
            seen = float(value) if np.isfinite(value) else None
            centre = panel.centre[place]
            yield {
                "panel": row,
                "team": panel.title,
                "place": place + 1,
                "value": seen,
                "counted": seen if panel.counted[place] else None,
                "centre": float(centre) if np.isfinite(centre) else None,
                **({} if target is None else {"target": float(target)}),
            }
