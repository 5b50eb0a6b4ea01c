"""A pane: the little that charts ask of the axes of matplotlib, kept as marks.

It has lines, marks, texts and ticks by the names and in the units of matplotlib, so
that one function draws on either. Places are worked out when something is drawn, so
limits are set before. Nothing is cut at its edge: what is drawn lies within the limits.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import Factory, define, evolve, frozen

from cqikit.drawing._figure import COLOURS, POINTS
from cqikit.drawing._legend import Entry
from cqikit.drawing._scene import ANCHORS, BASE, Area, Box, Spot, Stroke, Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import ArrayLike, NDArray

    from cqikit.drawing._scene import Mark, Place

__all__ = ["Map", "Pane", "Size", "named"]

#: What each colour means.
NAMES: Final = {colour: name for name, colour in COLOURS.items()}
#: How a scene calls the sides that texts stand on.
SIDES: Final = {side: anchor for anchor, side in ANCHORS.items()}
SIZE: Final = 8.0
#: Width of a frame and of ticks.
THIN: Final = 0.8
#: Points from ticks to the middle of what stands under them, and to what stands beside.
UNDER, BESIDE = 7.0, 2.0
#: How far up lies what is drawn, as matplotlib has it.
AREA, TICK, LINE, FRAME, TEXT = 1.0, 1.5, 2.0, 2.5, 3.0


def named(colour: str) -> str:
    """Return what a colour means, or itself."""
    return NAMES.get(colour, colour)


@frozen
class Size:
    """The size of a sheet in points, which are its dots."""

    width: float
    height: float
    dpi: float = POINTS


@frozen
class Map:
    """Where places come to lie, in points from the lower left corner of the sheet."""

    scale: tuple[float, float]
    start: tuple[float, float]
    log: bool = False

    def transform(self, places: ArrayLike) -> NDArray[np.float64]:
        """Return where places lie."""
        at = np.array(places, dtype=np.float64)
        if self.log:
            at[..., 1] = np.log10(at[..., 1])
        return at * self.scale + self.start

    def inverted(self) -> Map:
        """Return what leads back; not for logarithms."""
        (wide, high), (left, low) = self.scale, self.start
        return Map((1 / wide, 1 / high), (-left / wide, -low / high))


@define
class _Label:
    """A label of a tick."""

    place: float
    text: str
    side: str = "center"

    def set_horizontalalignment(self, side: str) -> None:
        self.side = side


@define(eq=False)
class Pane:
    """Axes at a place of a sheet, as shares of it: left, foot, width, height."""

    figure: Size
    place: tuple[float, float, float, float]
    across: tuple[float, float] = (0.0, 1.0)
    up: tuple[float, float] = (0.0, 1.0)
    log: bool = False
    framed: bool = True
    ticks: float = 3.0
    drawn: list[tuple[float, str, Any]] = Factory(list)
    x_labels: list[_Label] = Factory(list)
    y_labels: list[_Label] = Factory(list)
    #: The sides of its frame, which can be left out.
    spines: dict[str, _Side] = Factory(lambda: {"left": _Side()})

    @property
    def transAxes(self) -> Map:  # noqa: N802  (as matplotlib calls it)
        """Return where shares of the pane lie."""
        (left, foot, wide, high), sheet = self.place, self.figure
        start = left * sheet.width, foot * sheet.height
        return Map((wide * sheet.width, high * sheet.height), start)

    @property
    def transData(self) -> Map:  # noqa: N802  (as matplotlib calls it)
        """Return where values lie."""
        low, high = np.log10(self.up).tolist() if self.log else self.up
        return evolve(self._map(low, high), log=self.log)

    def get_xaxis_transform(self) -> Map:
        """Return where values of the time axis and shares of the height lie."""
        return self._map(0.0, 1.0)

    def _map(self, low: float, high: float) -> Map:
        around, (first, last) = self.transAxes, self.across
        (wide, tall), (left, foot) = around.scale, around.start
        scale = wide / (last - first), tall / (high - low)
        return Map(scale, (left - first * scale[0], foot - low * scale[1]))

    def set_position(self, place: tuple[float, float, float, float]) -> None:
        """Move it."""
        self.place = place

    def get_position(self) -> SimpleNamespace:
        """Return where it is."""
        left, _, wide, _ = self.place
        return SimpleNamespace(x0=left, x1=left + wide, width=wide)

    def set_axis_off(self) -> None:
        """Leave its frame and its ticks out."""
        self.framed = False

    def set_visible(self, shown: bool) -> None:  # noqa: FBT001  (as matplotlib has it)
        """Show its frame and its ticks or not."""
        self.framed = shown

    def set_facecolor(self, _: str) -> None:
        """Have none whatever is said: what is beneath shows through."""

    def set_xlim(self, first: float, last: float) -> None:
        """Say which values lie at its left and at its right."""
        self.across = float(first), float(last)

    def set_ylim(self, low: float, high: float) -> None:
        """Say which values lie at its foot and at its top."""
        self.up = float(low), float(high)

    def get_xlim(self) -> tuple[float, float]:
        """Return the values at its left and at its right."""
        return self.across

    def get_ylim(self) -> tuple[float, float]:
        """Return the values at its foot and at its top."""
        return self.up

    def set_yscale(self, _: str) -> None:
        """Make its values logarithmic."""
        self.log = True

    def minorticks_off(self) -> None:
        """Have no other ticks than those that are set, as ever."""

    def set_xticks(
        self, places: Sequence[float], labels: Sequence[str] = (), **_: object
    ) -> None:
        """Say where its ticks are, and what stands under them."""
        self.x_labels = list(map(_Label, places, labels))

    def set_yticks(self, places: Sequence[float], labels: Sequence[str] = ()) -> None:
        """Say where its ticks are, and what stands beside them."""
        self.y_labels = list(map(_Label, places, labels))

    def get_xticklabels(self) -> list[_Label]:
        """Return what stands under its ticks."""
        return self.x_labels

    def tick_params(self, *, length: float, **_: object) -> None:
        """Say how long its ticks are."""
        self.ticks = length

    def plot(
        self, x: ArrayLike, y: ArrayLike, *, transform: Map | None = None, **style: Any
    ) -> None:
        """Draw a line from place to place, a gap where one is missing; or marks."""
        pairs = np.column_stack([np.atleast_1d(x), np.atleast_1d(y)])
        at = self._down(pairs, transform or self.transData)
        name, there = named(style["color"]), np.isfinite(at).all(axis=1)
        zorder = style.get("zorder", LINE)
        if "marker" in style:
            hollow = style["markerfacecolor"] == "white"
            size = style["markersize"]
            edge = style["markeredgewidth"]
            entry = Entry(style["marker"], size, name, "", hollow, edge)
            for left, top in at[there].tolist():
                self._add(zorder, Spot(x=left, y=top, entry=entry))
            return
        width = style["linewidth"]
        look = {
            "width": width,
            "dashes": [dash * width for dash in style.get("dashes", ())],
        }
        for part in np.split(at, np.flatnonzero(np.diff(there)) + 1):
            if len(part) > 1 and np.isfinite(part).all():
                self._add(zorder, Stroke(places=part.tolist(), colour=name, **look))

    def axhline(self, y: float, **style: Any) -> None:
        """Draw a line across, at a value."""
        self.plot(self.across, (y, y), **style)

    def axvline(self, x: float, **style: Any) -> None:
        """Draw a line from foot to top, at a place."""
        self.plot((x, x), (0, 1), transform=self.get_xaxis_transform(), **style)

    def axvspan(self, first: float, last: float, *, color: str, zorder: float) -> None:
        """Fill the pane from one place to another."""
        around = self.get_xaxis_transform()
        self._rectangle(around, (first, 0, last, 1), zorder, fill=named(color))

    def barh(
        self,
        y: float,
        width: float,
        height: float,
        *,
        left: float,
        gid: str = "",
        **style: Any,
    ) -> None:
        """Draw a bar from a place on, and a height on."""
        corners = left, y, left + width, y + height
        self._rectangle(self.transData, corners, AREA, gid=gid, **_look(style))

    def fill(
        self, x: Sequence[float], y: Sequence[float], *, zorder: float, **style: Any
    ) -> None:
        """Fill what lies between corners, with an edge."""
        places = self._down(np.column_stack([x, y]), self.transData).tolist()
        self._add(zorder, Area(places=places, **_look(style)))

    def curve(
        self, places: Sequence[Place], colour: str, width: float, zorder: float
    ) -> None:
        """Draw a line of Bézier from the first of four places to the last."""
        at = self._down(places, self.transData).tolist()
        self._add(zorder, Stroke(places=at, colour=colour, width=width, curved=True))

    def box(self, box: Box, zorder: float) -> None:
        """Draw a box whose places are values."""
        corners = box.left, box.top, box.left + box.width, box.top + box.height
        radius = box.radius * self.transData.scale[0]
        look = {"fill": box.fill, "edge": box.edge, "line": box.line, "radius": radius}
        self._rectangle(self.transData, corners, zorder, **look)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        va: str = "baseline",
        transform: Map | None = None,
        **style: Any,
    ) -> None:
        """Write a line on a height, or its middle at it."""
        left, up = (transform or self.transData).transform((x, y)).tolist()
        up += BASE * style["fontsize"] * (va == "baseline")
        self._write(left, up, text, **style)

    def annotate(
        self,
        text: str,
        xy: Place,
        *,
        xytext: Place,
        xycoords: str = "data",
        **style: Any,
    ) -> None:
        """Write a line so many points to the right of a place and over it."""
        around = self.transData if xycoords == "data" else self.transAxes
        left, up = (around.transform(xy) + xytext).tolist()
        self._write(left, up, text, **style)

    def marks(self, tips: Mapping[str, str]) -> list[Mark]:
        """Return what it is made of, what is beneath first."""
        if self.framed:
            self._frame()
        drawn = sorted(self.drawn, key=lambda part: part[0])
        return [
            evolve(mark, tip=tips[gid]) if gid in tips else mark
            for _, gid, mark in drawn
        ]

    def _frame(self) -> None:
        """Draw its left side and its foot, and ticks with their labels."""
        around, values = self.transAxes, self.transData
        (left, foot), base = around.start, self.figure.height - around.start[1]
        if self.spines["left"].shown:
            self._tick((left, base), (left, base - around.scale[1]), FRAME)
        self._tick((left, base), (left + around.scale[0], base), FRAME)
        quiet: dict[str, Any] = {"color": COLOURS["quiet"], "zorder": TICK}
        for label in self.x_labels:
            at = values.scale[0] * label.place + values.start[0]
            self._tick((at, base), (at, base + self.ticks))
            under = foot - self.ticks - UNDER
            self._write(at, under, label.text, ha=label.side, **quiet)
        for label in self.y_labels:
            up = float(values.transform((self.across[0], label.place))[1])
            at = self.figure.height - up
            self._tick((left - self.ticks, at), (left, at))
            beside = left - self.ticks - BESIDE
            self._write(beside, up, label.text, ha="right", **quiet)

    def _tick(self, start: Place, end: Place, zorder: float = TICK) -> None:
        if start != end:
            line = Stroke(places=(start, end), colour="phase", width=THIN)
            self._add(zorder, line)

    def _rectangle(
        self, around: Map, corners: Sequence[float], zorder: float, **look: Any
    ) -> None:
        gid = look.pop("gid", "")
        ends = self._down((corners[:2], corners[2:]), around)
        (left, top), (right, foot) = (
            ends.min(axis=0).tolist(),
            ends.max(axis=0).tolist(),
        )
        box = Box(left=left, top=top, width=right - left, height=foot - top, **look)
        self._add(zorder, box, gid)

    def _down(self, places: ArrayLike, around: Map) -> NDArray[np.float64]:
        """Return where places lie, in points from the upper left corner."""
        at = around.transform(places)
        at[:, 1] = self.figure.height - at[:, 1]
        return at

    def _write(self, left: float, up: float, text: str, **style: Any) -> None:
        words = Words(
            x=left,
            y=self.figure.height - up,
            text=text,
            size=style.get("fontsize", SIZE),
            colour=named(style.get("color", COLOURS["text"])),
            anchor=SIDES[style.get("ha", "left")],
            bold=style.get("fontweight") == "bold",
        )
        if words.text:
            self._add(style.get("zorder", TEXT), words, style.get("gid", ""))

    def _add(self, zorder: float, mark: Mark, gid: str = "") -> None:
        self.drawn.append((zorder, gid, mark))


@define
class _Side:
    """A side of a frame, shown unless it is left out."""

    shown: bool = True

    def set_visible(self, shown: bool) -> None:  # noqa: FBT001  (as matplotlib has it)
        self.shown = shown


def _look(style: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fill and the edge that matplotlib calls so."""
    return {
        "fill": named(style["facecolor"]),
        "edge": named(style["edgecolor"]),
        "line": style["linewidth"],
    }
