"""A driver diagram that is alive: how each idea stands, which way each driver moves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import evolve, field, frozen

from cqikit.core import (
    FrozenDict,
    FrozenOf,
    Sentence,
    arguments,
    format_number,
    instance_of,
    say,
)
from cqikit.drawing._layout import EDGE, SIZE, Values, little_chart
from cqikit.drawing._legend import Entry
from cqikit.drawing._picture import ChartPicture, target_of
from cqikit.drawing._scene import Box, Scene, Spot, Stroke, Words
from cqikit.drawing._text import fitted
from cqikit.drawing._theory_vega import theory_spec
from cqikit.drawing._tree import HEADS, WIDTHS, placed, titles_of
from cqikit.drivers import (
    Diagram,
    Layer,
    Movement,
    Theory,
    Trial,
    layer_of,
)
from cqikit.errors import FieldError
from cqikit.spc import Judgement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.core import Wording
    from cqikit.drawing._scene import Mark

__all__ = ["TheoryPicture"]

#: In points: width of a box and of the gap to the next layer, height of a line of
#: text, of a little chart with its name, of the heads over the layers.
WIDE: Final = 150.0
GAP: Final = 40.0
LINE: Final = 11.0
SPARK: Final = 30.0
PAD: Final = 5.0
BETWEEN: Final = 9.0
HEAD: Final = 20.0
#: So many measures of a driver have a little chart; of more, it is said how many.
MOST: Final = 3
TRIALS: Final = {
    Trial.UNTESTED: Entry("o", 5.4, "excluded", say("not tested yet"), hollow=True),
    Trial.TESTING: Entry("D", 4.6, "signal", say("being tested")),
    Trial.ADOPTED: Entry("P", 6.6, "improvement", say("adopted")),
    Trial.ABANDONED: Entry("X", 6.0, "concern", say("abandoned")),
}
MOVES: Final = {
    Movement.IMPROVING: Entry("^", 6.0, "improvement", say("improving")),
    Movement.WORSENING: Entry("v", 6.0, "concern", say("getting worse")),
    Movement.MIXED: Entry("d", 6.0, "signal", say("better and worse")),
    Movement.STEADY: Entry("o", 5.0, "line", say("no change")),
}


@frozen
class _Item:
    """A box: where it is, what is written in it, and what is drawn under that."""

    key: str
    lines: tuple[str, ...]
    entry: Entry | None
    state: str
    measures: tuple[str, ...]
    column: int
    top: float

    @property
    def height(self) -> float:
        lines = len(self.lines) + bool(self.state)
        return LINE * lines + SPARK * len(self.measures) + 2 * PAD

    @property
    def left(self) -> float:
        return EDGE + self.column * (WIDE + GAP)

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def _judgements(_: Any, attribute: Any, value: Any) -> None:
    instance_of(Mapping)(_, attribute, value)
    for judged in value.values():
        instance_of(Judgement)(_, attribute, judged)


@frozen
class TheoryPicture:
    """A driver diagram with the state of each idea and little charts of its measures.

    Parameters
    ----------
    diagram : Diagram
        The driver diagram.
    theory : drivers.Theory
        As `drivers.theory` or `projects.theory_of` says it of the same diagram.
    charts : mapping of str to Judgement
        By the key of the measure; a measure without one has no little chart.

    Raises
    ------
    FieldError
        When the theory is of another diagram.

    Examples
    --------
    >>> from cqikit import drivers
    >>> from cqikit.measures import Aim, Level
    >>> aim = Aim(key="aim", title="On time", measure="m", target=Level(90), by="2027")
    >>> diagram = drivers.Diagram(key="visits", title="Visits", aim=aim)
    >>> picture = TheoryPicture(diagram, drivers.theory(diagram, {}))
    >>> print(picture.said)
    0 drivers, of which 0 improve; 0 change ideas, of which 0 are adopted
    """

    diagram: Diagram = field(validator=instance_of(Diagram))
    theory: Theory = field(validator=instance_of(Theory))
    charts: Mapping[str, Judgement] = field(
        default=FrozenDict(),
        converter=FrozenOf[Mapping[str, Judgement]],
        validator=_judgements,
    )

    def __attrs_post_init__(self) -> None:
        known = {idea.key for idea in self.theory.ideas}
        known |= {driver.key for driver in self.theory.drivers}
        known.add(self.theory.aim.key)
        lack = set(titles_of(self.diagram)) - known
        if lack:
            must = say("must be of the same diagram: it says nothing of these")
            fix = say("{call}", call="projects.theory_of(diagram, cycles, charts)")
            raise FieldError("theory", must, sorted(lack), fix)

    @property
    def title(self) -> str:
        """Return what the diagram is called."""
        return self.diagram.title

    @property
    def said(self) -> Sentence:
        """Return how many drivers improve, and how many ideas are adopted."""
        moved = [driver.movement for driver in self.theory.drivers]
        return say(
            "{drivers:# driver|# drivers}, of which {improve:# improves|# improve};"
            " {ideas:# change idea|# change ideas}, of which {adopted:# is|# are}"
            " adopted",
            drivers=len(self.diagram.drivers),
            improve=moved.count(Movement.IMPROVING),
            ideas=len(self.diagram.ideas),
            adopted=len(self.theory.of(Trial.ADOPTED)),
        )

    def _measures(self) -> dict[str, tuple[str, ...]]:
        """Return the measures of each item of which there is a chart."""
        of = {driver.key: driver.measures for driver in self.diagram.drivers}
        of[self.diagram.aim.key] = (self.diagram.aim.measure,)
        return {
            key: tuple(measure for measure in keys if measure in self.charts)
            for key, keys in of.items()
        }

    def _state(self, wording: Wording) -> dict[str, tuple[Entry, str]]:
        """Return the mark and the words for how each item stands, where it is known."""
        made: dict[str, tuple[Entry, str]] = {}
        for idea in self.theory.ideas:
            entry = TRIALS[idea.trial]
            said: str = say("{state}", state=entry.text)
            if idea.cycles:
                said = say(
                    "{state} ({cycles:# cycle|# cycles})",
                    state=entry.text,
                    cycles=idea.cycles,
                )
            made[idea.key] = entry, wording.said(said)
        for driver in (self.theory.aim, *self.theory.drivers):
            moves = MOVES.get(driver.movement)
            if moves is not None:
                made[driver.key] = moves, wording.said(moves.text)
        return made

    def _placed(self, wording: Wording) -> dict[str, _Item]:
        """Return the box of every item, with its state and its charts."""
        measures, state = self._measures(), self._state(wording)

        def item(key: str, lines: tuple[str, ...], column: int, top: float) -> _Item:
            charted = measures.get(key, ())[:MOST]
            entry, said = state.get(key, (None, ""))
            return _Item(key, lines, entry, said, charted, column, top)

        return placed(self.diagram, item, head=HEAD, between=BETWEEN)

    @arguments()
    def scene(self, width: float, wording: Wording) -> Scene:  # noqa: ARG002
        """Return what is drawn where; it is as wide as its layers need."""
        boxes = self._placed(wording)
        columns = max(box.column for box in boxes.values()) + 1
        wide = 2 * EDGE + columns * WIDE + (columns - 1) * GAP
        height = max(box.top + box.height for box in boxes.values()) + EDGE
        marks: list[Mark] = []
        for box in boxes.values():
            layer = layer_of(self.diagram, box.key)
            said = wording.said(HEADS[layer])
            head = Words(x=box.left, y=9, text=said, size=9, colour="quiet", bold=True)
            marks += [] if head in marks else [head]
        marks += self._links(boxes)
        for box in boxes.values():
            marks += self._box(box, wording)
        return Scene(width=wide, height=height, marks=marks)

    def _links(self, boxes: Mapping[str, _Item]) -> Iterator[Stroke]:
        for link in self.diagram.links:
            cause, effect = boxes[link.cause], boxes[link.effect]
            ends = (effect.left + WIDE, effect.middle), (cause.left, cause.middle)
            places = _curve(*ends)
            yield Stroke(places=places, colour="phase", width=WIDTHS[link.strength])

    def _box(self, box: _Item, wording: Wording) -> Iterator[Mark]:
        layer = layer_of(self.diagram, box.key)
        yield Box(
            left=box.left,
            top=box.top,
            width=WIDE,
            height=box.height,
            fill="white" if layer is Layer.IDEA else "fill",
            edge="line" if layer is Layer.AIM else "phase",
            line=1.2 if layer is Layer.AIM else 0.9,
            radius=4,
        )
        y = box.top + PAD + LINE / 2
        for line in box.lines:
            yield Words(x=box.left + PAD, y=y, text=line)
            y += LINE
        if box.entry is not None:
            yield Spot(x=box.left + PAD + 4, y=y, entry=evolve(box.entry, text=""))
            said = fitted(box.state, WIDE - 2 * PAD - 12, SIZE)
            at = box.left + PAD + 12
            yield Words(x=at, y=y, text=said, colour="quiet")
            y += LINE
        for measure in box.measures:
            yield from _spark(self.charts[measure], box.left, y - LINE / 2, wording)
            y += SPARK

    @arguments()
    def vega(self, wording: Wording) -> dict[str, Any]:
        """Return data, marks and scales of a Vega-Lite specification."""
        boxes, state = self._placed(wording), self._state(wording)
        titles = titles_of(self.diagram)
        nodes = [
            {
                "x": box.left,
                "y": box.top,
                "right": box.left + WIDE,
                "foot": box.top + box.height,
                "lines": list(box.lines),
                "title": titles[key],
                "state": state[key][1] if key in state else "",
                "layer": wording.said(HEADS[layer_of(self.diagram, key)]),
            }
            for key, box in boxes.items()
        ]
        links = [
            {"link": place, "order": order, "x": x, "y": y}
            for place, mark in enumerate(self._links(boxes))
            for order, (x, y) in enumerate(mark.places)
        ]
        return theory_spec(nodes, links, wording)


def _curve(
    start: tuple[float, float], end: tuple[float, float]
) -> list[tuple[float, float]]:
    """Return a line that leaves and arrives level, as a cubic does."""
    turn = (start[0] + end[0]) / 2
    t = np.linspace(0, 1, 13)
    x = (1 - t) ** 3 * start[0] + 3 * t * (1 - t) * turn + t**3 * end[0]
    y = start[1] + (end[1] - start[1]) * (3 * t**2 - 2 * t**3)
    return list(zip(x.tolist(), y.tolist(), strict=True))


def _spark(
    judged: Judgement, left: float, top: float, wording: Wording
) -> Iterator[Mark]:
    """Yield the little chart of a measure, with its name and its last value."""
    chart = judged.reading.chart
    seen = chart.values[np.isfinite(chart.values)]
    last = wording.figure(format_number(float(seen[-1]))) if seen.size else ""
    name = fitted(chart.title, WIDE - 2 * PAD - 34, SIZE - 1)
    label = Words(x=left + PAD, y=top + 5, text=name, size=SIZE - 1, colour="quiet")
    yield label
    yield evolve(label, x=left + WIDE - PAD, text=last, anchor="end")
    if not seen.size:
        return
    picture = ChartPicture.of(judged, carried=True)
    target = target_of(picture)
    every = [*seen.tolist(), *([] if target is None else target.tolist())]
    values = Values.over(every, top + SPARK - 3, top + 12)
    across = np.linspace(left + PAD + 2, left + WIDE - PAD - 2, len(chart.values))
    for mark in little_chart(picture, across.tolist(), values, 0.55):
        # Limits have no room here, and a plain point is on its line.
        quiet = isinstance(mark, Stroke) and mark.colour == "limit"
        plain = isinstance(mark, Spot) and mark.entry.colour == "line"
        if not quiet and not plain:
            yield mark
