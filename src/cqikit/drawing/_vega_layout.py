"""Matrices of measures and driver diagrams as Vega-Lite specifications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from cqikit.core import ENGLISH, Wording, arguments, is_text
from cqikit.drawing import _cells as matrices
from cqikit.drawing import _diagram as diagrams
from cqikit.drawing._diagram import A_DIAGRAM, BOX, LINE, NO_NOTES
from cqikit.drawing._figure import COLOURS
from cqikit.drawing._icons import ICONS
from cqikit.drawing._picture import A_WORDING
from cqikit.drawing._text import wrapped
from cqikit.drawing._tree import HEADS, WIDTHS
from cqikit.drawing._vega_frame import layer, spec
from cqikit.drivers import layer_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cqikit.drivers import Diagram
    from cqikit.spc import Judgement, SummaryRow

__all__ = ["diagram_vega_lite", "matrix_vega_lite"]

#: Inches of a line of a cell, and of the room around its lines.
ROW, AROUND = 0.16, 0.3
#: Characters on a line of a cell, for each inch of its width.
LETTERS: Final = 11
#: How a cell and what stands in it are drawn.
FRAME: Final = {"fill": "#ffffff", "stroke": COLOURS["phase"]}
WRITTEN: Final = {"baseline": "middle"}
#: A name of a measure has at most so many lines.
NAME_LINES: Final = 6
#: Fields of where things are on a diagram, across and down.
PLACES: Final = {
    "links": (("start", "stop"), ("from", "to")),
    "items": (("left", "right"), ("top", "foot")),
    "lines": (("at",), ("down",)),
}
#: How these are drawn.
DRAWN: Final = {"links": "rule", "items": "rect", "lines": "text"}
LOOKS: Final[dict[str, dict[str, Any]]] = {
    "links": {"color": COLOURS["phase"]},
    "items": {"fill": COLOURS["fill"], "stroke": COLOURS["phase"], "cornerRadius": 4},
    "lines": {"align": "left", "baseline": "middle"},
}
MORE: Final[dict[str, dict[str, Any]]] = {
    "links": {"size": {"field": "width", "type": "quantitative", "scale": None}},
    "items": {},
    "lines": {"text": {"field": "text"}},
}


def _on_sheet(name: str, length: float, ends: tuple[str, ...]) -> dict[str, Any]:
    """Return places on a sheet, in inches from its upper left corner."""
    scale = {"domain": [0, length], "reverse": name == "y", "nice": False}
    place = {"type": "quantitative", "scale": scale, "axis": None}
    first, *second = ends
    channels: dict[str, Any] = {name: {"field": first, **place}}
    return channels | {f"{name}2": {"field": field} for field in second}


@arguments(title=is_text, wording=A_WORDING)
def matrix_vega_lite(
    rows: Iterable[SummaryRow] | Judgement,
    *,
    title: str,
    width: float = 9.0,
    wording: Wording = ENGLISH,
) -> dict[str, Any]:
    """Return measures by variation and assurance, as a Vega-Lite v5 specification.

    What it is given is as for `matrix_svg`; the cells are in
    ``spec["datasets"]["cells"]``, each with its measures.

    Parameters
    ----------
    title : str
        Over the matrix.
    width : float
        The width in inches; 9 unless said.
    wording : Wording
        How it is said, and in which language; in English unless said.
    """
    matrix = matrices.cells_of(rows)
    said = {meaning: wording.said(icon.text) for meaning, icon in ICONS.items()}
    columns = [said[column] for column in matrix.columns]
    cells = list(_cells(matrix, said, width / len(columns)))
    high = ROW * max(len(cell["lines"]) for cell in cells) + AROUND
    axis = {"orient": "top", "labelAngle": 0}
    return spec(
        title,
        matrices.described(matrix),
        (width, high * len(matrix.rows)),
        wording,
        datasets={"cells": cells},
        data={"name": "cells"},
        encoding={
            "x": _named("assurance", columns) | {"axis": axis},
            "y": _named("variation", [said[row] for row in matrix.rows]),
        },
        layer=[
            layer("rect", name="frames", style=FRAME),
            layer("text", name="measures", style=WRITTEN, text={"field": "lines"}),
        ],
    )


def _cells(
    matrix: matrices.Cells, said: Mapping[Any, str], wide: float
) -> Iterator[dict[str, Any]]:
    most = max(int(wide * LETTERS), 4)
    for place in matrices.ordered(matrix):
        names = matrix.found.get(place, [])
        lines = [line for name in names for line in wrapped(name, most, NAME_LINES)]
        yield {
            "variation": said[place[0]],
            "assurance": said[place[1]],
            "measures": list(names),
            "lines": lines,
        }


def _named(field: str, names: list[str]) -> dict[str, Any]:
    scale = {"domain": names}
    return {"field": field, "type": "nominal", "title": None, "scale": scale}


@arguments(diagram=A_DIAGRAM, wording=A_WORDING)
def diagram_vega_lite(
    diagram: Diagram,
    *,
    notes: Mapping[str, str] = NO_NOTES,
    wording: Wording = ENGLISH,
) -> dict[str, Any]:
    """Return a driver diagram as a Vega-Lite v5 specification.

    What it is given is as for `diagram_svg`; the items are in
    ``spec["datasets"]["items"]``, with where they are in inches, and what leads to what
    in ``spec["datasets"]["links"]``.

    Parameters
    ----------
    notes : mapping of str to str
        What stands under the title of a driver or idea, by its key; nothing unless
        said.
    wording : Wording
        How it is said, and in which language; in English unless said.
    """
    told = {key: wording.said(note) for key, note in notes.items()}
    boxes = diagrams.placed(diagram, told)
    wide = max(box.left for box in boxes.values()) + BOX
    high = max(box.top + box.height for box in boxes.values())
    return spec(
        diagram.title,
        diagrams.described(diagram),
        (wide, high),
        wording,
        datasets={
            "items": [_item(diagram, box) for box in boxes.values()],
            "lines": list(_lines(diagram, boxes, wording)),
            "links": list(_links(diagram, boxes)),
        },
        layer=[
            layer(
                DRAWN[name],
                name,
                name=name,
                style=LOOKS[name],
                **_on_sheet("x", wide, across),
                **_on_sheet("y", high, down),
                **MORE[name],
            )
            for name, (across, down) in PLACES.items()
        ],
    )


def _item(diagram: Diagram, box: diagrams.Box) -> dict[str, Any]:
    return {
        "key": box.key,
        "layer": str(layer_of(diagram, box.key)),
        "left": box.left,
        "right": box.left + BOX,
        "top": box.top,
        "foot": box.top + box.height,
    }


def _lines(
    diagram: Diagram, boxes: Mapping[str, diagrams.Box], wording: Wording
) -> Iterator[dict[str, Any]]:
    """Yield every line of text, with where it begins."""
    lefts = {layer_of(diagram, box.key): box.left for box in boxes.values()}
    for depth, left in lefts.items():
        yield {"text": wording.said(HEADS[depth]), "at": left, "down": 0.1}
    for box in boxes.values():
        for number, line in enumerate(filter(None, (*box.lines, box.note))):
            down = box.top + diagrams.PADDING / 2 + LINE * (number + 0.5)
            yield {"text": line, "at": box.left + 0.07, "down": down}


def _links(
    diagram: Diagram, boxes: Mapping[str, diagrams.Box]
) -> Iterator[dict[str, Any]]:
    for link in diagram.links:
        cause, effect = boxes[link.cause], boxes[link.effect]
        yield {
            "cause": link.cause,
            "effect": link.effect,
            "start": effect.left + BOX,
            "stop": cause.left,
            "from": effect.middle,
            "to": cause.middle,
            "width": WIDTHS[link.strength],
        }
