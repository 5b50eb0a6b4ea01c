"""Teams by their likely level: each with its interval, and with what was seen of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from cqikit.collaboratives import Between
from cqikit.core import FrozenDict, FrozenOf, arguments, instance_of, say, some_of
from cqikit.drawing._figure import COLOURS, POINTS
from cqikit.drawing._layout import EDGE, NAMED, SIZE, Values, head_of, value_axis
from cqikit.drawing._legend import Entry
from cqikit.drawing._scene import Scene, Spot, Stroke, Words
from cqikit.drawing._text import fitted, fitted_rows, line_of, points_wide
from cqikit.drawing._vega_frame import amount, layer, marked, named, tooltip
from cqikit.measures import Direction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.collaboratives import TeamPlace
    from cqikit.core import Sentence, Wording
    from cqikit.drawing._scene import Mark

__all__ = ["CaterpillarPicture"]

#: Heights in points: of a row, of one among many, of what is under the rows.
HIGH: Final = 14.0
LOW: Final = 10.0
FOOT: Final = 30.0
#: The note under the axis: height of a line, and how many at most.
LINE: Final = 10.5
NOTE_ROWS: Final = 6
#: So many teams are many.
MANY: Final = 60
ENTRIES: Final = {
    "plain": Entry("o", 4.6, "line", say("likely level, with its 95 % interval")),
    "signal": Entry("D", 4.6, "signal", say("beyond what chance brings")),
    "improvement": Entry("P", 6.6, "improvement", say("better than chance brings")),
    "concern": Entry("s", 5.4, "concern", say("worse than chance brings")),
}
SEEN: Final = Entry("d", 5.0, "excluded", say("as seen"), hollow=True)
TIPS: Final = {
    "team": say("team"),
    "seen": SEEN.text,
    "level": say("level"),
    "low": say("from"),
    "high": say("to"),
    "rank": say("rank"),
    "mark": say("meaning"),
}
SHAPES: Final = {
    "plain": "circle",
    "signal": "diamond",
    "improvement": "cross",
    "concern": "square",
}


@frozen
class CaterpillarPicture:
    """Teams by their likely level, with intervals: a funnel's names, in their order.

    Where little was seen of a team, its likely level lies near that of all teams, and
    its interval is wide: whoever reads down the rows sees how little a rank says.

    Parameters
    ----------
    between : collaboratives.Between
        As `collaboratives.between` returns it, or a closing report has it.
    titles : mapping of str to str
        What people read for the keys of teams; by default, the keys.

    Examples
    --------
    Illustrative figures:

    >>> from cqikit import collaboratives, measures
    >>> share = measures.Measure(key="s", title="On time", kind="proportion", per=100)
    >>> seen = {"a": (2, 20), "b": (10, 20), "c": (300, 600), "d": (27, 60)}
    >>> found = collaboratives.between(
    ...     measures.series(
    ...         share,
    ...         [measures.Observation(period="2026-01", numerator=n, denominator=d)],
    ...         team=team,
    ...     )
    ...     for team, (n, d) in seen.items()
    ... )
    >>> picture = CaterpillarPicture(found)
    >>> print(picture.said)
    4 teams by likely level, all together at 48.4; beyond what chance brings: a
    """

    between: Between = field(validator=instance_of(Between))
    titles: Mapping[str, str] = field(
        default=FrozenDict(),
        converter=FrozenOf[Mapping[str, str]],
        validator=instance_of(Mapping),
    )

    @property
    def title(self) -> Sentence:
        """Return of what, and from when to when."""
        return say(
            "{measure}: teams from {first} to {last}",
            measure=self.between.measure.title,
            first=self.between.first,
            last=self.between.last,
        )

    @property
    def said(self) -> Sentence:
        """Return how many teams there are, and which differ by more than chance."""
        told = say(
            "{teams:# team|# teams} by likely level, all together at {centre}",
            teams=len(self.between.teams),
            centre=self.between.centre,
        )
        beyond = tuple(self._name(place) for place in self.between.special)
        if not beyond:
            return say("{told}; none beyond what chance brings", told=told)
        return say(
            "{told}; beyond what chance brings: {teams}",
            told=told,
            teams=some_of(beyond, NAMED),
        )

    @arguments()
    def scene(self, width: float, wording: Wording) -> Scene:
        """Return what is drawn where, for so many inches."""
        places, wide = self.between.teams, width * POINTS
        marks = [_mark(place, self.between.measure.direction) for place in places]
        entries = [entry for name, entry in ENTRIES.items() if name in set(marks)]
        head = head_of([*entries, SEEN], wide - 2 * EDGE, wording)
        high = HIGH if len(places) <= MANY else LOW
        size = min(SIZE, high - 2)
        top, foot = head.height, head.height + high * len(places)
        names = [self._name(place) for place in places]
        numbers = [_number(place, wording) for place in places]
        room = min(points_wide(names, size), wide * 0.34)
        beside = min(points_wide(numbers, size), wide * 0.42)
        axis = Values.over(
            [end for place in places for end in (place.low, place.high, place.value)],
            EDGE + room + 10,
            wide - EDGE - beside - 10,
        )
        drawn: list[Mark] = [*head.marks, *value_axis(axis, top, foot, wording)]
        at = axis.at(self.between.centre)
        drawn.append(Stroke(places=[(at, top), (at, foot)], colour="centre"))
        for row, (place, mark) in enumerate(zip(places, marks, strict=True)):
            y = top + (row + 0.5) * high
            name = fitted(names[row], room, size)
            drawn.append(Words(x=EDGE, y=y, text=name, size=size))
            drawn += _row(axis, place, y, mark)
            said = fitted(numbers[row], beside, size)
            x = wide - EDGE - beside
            drawn.append(Words(x=x, y=y, text=said, size=size, colour="quiet"))
        note = fitted_rows(
            wording.said(self._note()), wide - EDGE - axis.left, SIZE, NOTE_ROWS
        )
        for row, line in enumerate(note):
            y = foot + 22 + row * LINE
            drawn.append(Words(x=axis.left, y=y, text=line, colour="quiet"))
        under = FOOT + LINE * (len(note) - 1)
        return Scene(width=wide, height=foot + under, marks=drawn)

    def _note(self) -> Sentence:
        unit, centre = self.between.measure.unit, self.between.centre
        if not unit:
            return say("the line: all teams together, {centre}", centre=centre)
        return say(
            "{unit}; the line: all teams together, {centre}", unit=unit, centre=centre
        )

    def _name(self, place: TeamPlace) -> str:
        return line_of(self.titles.get(place.team, place.team))

    @arguments()
    def vega(self, wording: Wording) -> dict[str, Any]:
        """Return data, marks and scales of a Vega-Lite specification."""
        rows = [self._record(place, wording) for place in self.between.teams]
        team, unit = named("team"), self.between.measure.unit
        tips = tooltip(TIPS, wording)
        marks = marked("mark", rows, ENTRIES.values(), wording)
        centre = {"datum": self.between.centre, "type": "quantitative"}
        line, seen = {"color": COLOURS["line"]}, {"color": COLOURS["excluded"]}
        whole = {"filled": True, "opacity": 1}
        ends: dict[str, Any] = {"x": amount("low", unit), "x2": {"field": "high"}}
        level = amount("level", unit)
        return {
            "datasets": {"teams": rows},
            "data": {"name": "teams"},
            "height": {"step": 14},
            "layer": [
                layer("rule", style=line, y=team, **ends),
                layer("rule", style={"color": COLOURS["centre"]}, x=centre),
                layer("point", style=seen, y=team, x=amount("seen", unit)),
                layer("point", style=whole, y=team, x=level, tooltip=tips, **marks),
            ],
        }

    def _record(self, place: TeamPlace, wording: Wording) -> dict[str, Any]:
        mark = _mark(place, self.between.measure.direction)
        return {
            "team": self._name(place),
            "seen": place.value,
            "level": place.estimate,
            "low": place.low,
            "high": place.high,
            "rank": f"{place.best}\u2013{place.worst}",
            "mark": wording.said(ENTRIES[mark].text),
        }


def _mark(place: TeamPlace, direction: Direction) -> str:
    if not place.special:
        return "plain"
    if direction is Direction.NEITHER:
        return "signal"
    return "improvement" if place.special == direction.sign else "concern"


def _number(place: TeamPlace, wording: Wording) -> str:
    said = say(
        "{level} ({low} to {high})",
        level=place.estimate,
        low=place.low,
        high=place.high,
    )
    return said.said(wording)


def _row(axis: Values, place: TeamPlace, y: float, mark: str) -> Iterator[Mark]:
    entry = ENTRIES[mark]
    ends = [(axis.at(place.low), y), (axis.at(place.high), y)]
    yield Stroke(places=ends, colour=entry.colour, width=1.2)
    yield Spot(x=axis.at(place.value), y=y, entry=SEEN)
    yield Spot(x=axis.at(place.estimate), y=y, entry=entry)
