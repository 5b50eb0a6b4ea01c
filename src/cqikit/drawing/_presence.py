"""Who took part when: teams by periods, what each of them sent, and when it came."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, field, frozen

from cqikit.collaboratives import Attendance
from cqikit.core import (
    FrozenDict,
    FrozenOf,
    Sentence,
    TupleOf,
    arguments,
    at_least,
    instance_of,
    say,
    some_of,
)
from cqikit.drawing._figure import COLOURS, POINTS
from cqikit.drawing._layout import EDGE, NAMED, SIZE, head_of, noted
from cqikit.drawing._legend import Entry
from cqikit.drawing._scene import Scene, Spot, Words
from cqikit.drawing._text import fitted, line_of, points_wide
from cqikit.drawing._vega_frame import layer, literal, marked, named, tooltip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.core import Wording
    from cqikit.drawing._scene import Mark

__all__ = ["ParticipationPicture"]

#: Height of a row and least and greatest width of a column, in points.
HIGH: Final = 12.0
NARROW, WIDE = 5.0, 22.0
#: Room for the names of periods over the columns.
OVER: Final = 14.0
SENT: Final = Entry("s", 8.0, "line", say("sent data"))
SILENT: Final = Entry("s", 8.0, "concern", say("silent"), hollow=True)
NONE: Final = Entry("x", 4.5, "excluded", say("has no such thing"))
CAME: Final = Entry("o", 3.6, "target", say("attended"))
TIPS: Final = {"team": say("team"), "period": say("period")}
#: On a full cell, attended is a hole.
HOLE: Final = Entry("o", 3.6, "target", "", hollow=True)
STATES: Final = {"sent": SENT, "silent": SILENT, "none": NONE}
SHAPES: Final = {
    "sent": ("square", "#4d5560"),
    "silent": ("stroke", "#D55E00"),
    "none": ("cross", "#7d8590"),
}


def _every(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    try:
        return FrozenDict({key: tuple(sorted(days)) for key, days in value.items()})
    except TypeError:
        # For the check to refuse.
        return tuple(value.items())


@frozen(kw_only=True)
class ParticipationPicture:
    """Teams by periods: who sent data, who was silent, who attended, who has none.

    The teams that have been silent for longest come first. A blank cell is a period in
    which the team did not take part.

    Parameters
    ----------
    reports : collaboratives.Attendance
        As `collaboratives.attendance` returns it, or a closing report has it.
    titles : mapping of str to str
        What people read for the keys of teams; by default, the keys.
    attended : mapping of str to days
        When each team came to a session, or met its coach.
    without : tuple of str
        The teams that have no such thing as is measured: a structural zero.

    Examples
    --------
    >>> from cqikit.core import parse_period
    >>> months = [parse_period("2026-01"), parse_period("2026-02")]
    >>> both = frozenset({"elm", "oak"})
    >>> reports = Attendance(months, ("elm", "oak"), (both, both), (both, {"oak"}))
    >>> picture = ParticipationPicture(reports=reports)
    >>> print(picture.said)
    2 teams from 2026-01 to 2026-02: 3 of 4 reports came; silent in the last: elm
    """

    reports: Attendance = field(validator=instance_of(Attendance))
    titles: Mapping[str, str] = field(
        default=FrozenDict(),
        converter=FrozenOf[Mapping[str, str]],
        validator=instance_of(Mapping),
    )
    attended: Mapping[str, tuple[date, ...]] = field(
        default=FrozenDict(), converter=_every, validator=instance_of(Mapping)
    )
    without: tuple[str, ...] = field(default=(), converter=TupleOf[str])

    @property
    def title(self) -> Sentence:
        """Return what the picture is called."""
        return say("Who took part when")

    @property
    def said(self) -> Sentence:
        """Return how many reports came, and which teams are silent now."""
        periods = self.reports.periods
        if not periods:
            return say("no period in which a report came")
        rows = [self._states(team) for team in self.reports.teams]
        came = sum(states.count("sent") for states in rows)
        told = say(
            "{teams:# team|# teams} from {first} to {last}: {came} of {due:# report"
            "|# reports} came",
            teams=len(rows),
            first=periods[0],
            last=periods[-1],
            came=float(came),
            due=came + sum(states.count("silent") for states in rows),
        )
        still = tuple(
            self._name(team)
            for team in self.reports.teams
            if self._states(team)[-1] == "silent"
        )
        if not still:
            return say("{told}; none silent in the last", told=told)
        return say(
            "{told}; silent in the last: {teams}",
            told=told,
            teams=some_of(still, NAMED),
        )

    @arguments(rows=at_least(1))
    def pages(self, rows: int = 60) -> tuple[ParticipationPicture, ...]:
        """Return pictures of at most so many teams each, in the order of the whole.

        Parameters
        ----------
        rows : int
            How many fit on a page; 60 by default.
        """
        teams = self._ordered()
        parts = [teams[start : start + rows] for start in range(0, len(teams), rows)]
        return tuple(
            evolve(self, reports=evolve(self.reports, teams=part)) for part in parts
        )

    @arguments()
    def scene(self, width: float, wording: Wording) -> Scene:
        """Return what is drawn where, for so many inches."""
        teams, periods = self._ordered(), self.reports.periods
        if not teams or not periods:
            return noted(say("no team, or no period"), width, wording)
        states = {team: self._states(team) for team in teams}
        counts = {team: _count(states[team], wording) for team in teams}
        names = {team: self._name(team) for team in teams}
        wide = width * POINTS
        beside = points_wide(counts.values(), SIZE)
        room = min(points_wide(names.values(), SIZE), wide * 0.36)
        step = (wide - room - beside - 4 * EDGE) / len(periods)
        step = min(max(step, NARROW), WIDE)
        wide = max(wide, room + beside + 4 * EDGE + step * len(periods))
        head = head_of(self._entries(states), wide - 2 * EDGE, wording)
        top = head.height + OVER
        left = EDGE + room + EDGE
        size = min(1.0, (step - 1) / SENT.size)
        marks = [*head.marks, *self._over(left, step, top - OVER / 2, wording)]
        for row, team in enumerate(teams):
            y = top + (row + 0.5) * HIGH
            marks.append(Words(x=EDGE, y=y, text=fitted(names[team], room, SIZE)))
            x = left + step * len(periods) + EDGE
            marks.append(Words(x=x, y=y, text=counts[team], colour="quiet"))
            marks += self._cells(team, states[team], (left, step, y), size)
        height = top + len(teams) * HIGH + EDGE
        return Scene(width=wide, height=height, marks=_grouped(marks))

    def _entries(self, states: Mapping[str, list[str]]) -> list[Entry]:
        there = {state for of in states.values() for state in of}
        came = any(self._came(team, 0, len(self.reports.periods)) for team in states)
        entries = [entry for name, entry in STATES.items() if name in there]
        return [*entries, *([CAME] if came else [])]

    def _over(
        self, left: float, step: float, y: float, wording: Wording
    ) -> Iterator[Mark]:
        """Yield the names of periods, as many as there is room for."""
        labels = [wording.part(period) for period in self.reports.periods]
        every = max(1, -int(-(points_wide(labels, SIZE) + 8) // step))
        for place in range(0, len(labels), every):
            at = left + place * step
            yield Words(x=at, y=y, text=labels[place], colour="quiet")

    def _cells(
        self,
        team: str,
        states: list[str],
        where: tuple[float, float, float],
        size: float,
    ) -> Iterator[Mark]:
        left, step, y = where
        for place, state in enumerate(states):
            x = left + (place + 0.5) * step
            if state:
                entry = STATES[state]
                yield Spot(x=x, y=y, entry=evolve(entry, size=entry.size * size))
            if self._came(team, place, place + 1):
                entry = HOLE if state == "sent" else CAME
                yield Spot(x=x, y=y, entry=evolve(entry, size=entry.size * size))

    def _name(self, team: str) -> str:
        return line_of(self.titles.get(team, team))

    def _came(self, team: str, start: int, stop: int) -> bool:
        days = self.attended.get(team, ())
        return any(
            period.first <= day <= period.last
            for period in self.reports.periods[start:stop]
            for day in days
        )

    def _states(self, team: str) -> list[str]:
        """Return what each period is for a team, "" where it takes no part."""
        told = []
        pairs = zip(self.reports.expected, self.reports.present, strict=True)
        for expected, present in pairs:
            silent = "none" if team in self.without else "silent"
            told.append(
                "sent" if team in present else silent if team in expected else ""
            )
        return told

    def _ordered(self) -> tuple[str, ...]:
        """Return the teams, those silent now for longest first."""

        def need(team: str) -> tuple[bool, int, int, str]:
            states = self._states(team)
            heard = [place for place, state in enumerate(states) if state == "sent"]
            since = states[heard[-1] + 1 if heard else 0 :].count("silent")
            silent = states.count("silent")
            return (team in self.without, -since, -silent, self._name(team).casefold())

        return tuple(sorted(self.reports.teams, key=need))

    @arguments()
    def vega(self, wording: Wording) -> dict[str, Any]:
        """Return data, marks and scales of a Vega-Lite specification."""
        teams = self._ordered()
        rows = [row for team in teams for row in self._records(team, wording)]
        both: dict[str, Any] = {
            "x": {**named("period"), "type": "ordinal"},
            "y": named("team"),
        }
        marks = marked("state", rows, STATES.values(), wording)
        cell = {"filled": True, "size": 70, "opacity": 1}
        hole = {"fill": "#ffffff", "stroke": COLOURS["target"], "size": 18}
        sent = tooltip(TIPS | {"state": say("meaning")}, wording)
        met = tooltip(TIPS | {"came": say("meaning")}, wording)
        called = {"calculate": literal(wording.said(CAME.text)), "as": "came"}
        states = layer("point", style=cell, tooltip=sent, **both, **marks)
        came = layer("point", style={**hole, "opacity": 1}, tooltip=met, **both)
        return {
            "datasets": {"cells": rows},
            "data": {"name": "cells"},
            "width": {"step": 14},
            "height": {"step": 14},
            "layer": [
                {**states, "transform": [{"filter": "datum.state !== ''"}]},
                {**came, "transform": [{"filter": "datum.attended"}, called]},
            ],
        }

    def _records(self, team: str, wording: Wording) -> Iterator[dict[str, Any]]:
        words = {state: wording.said(entry.text) for state, entry in STATES.items()}
        states = zip(self.reports.periods, self._states(team), strict=True)
        for place, (period, state) in enumerate(states):
            yield {
                "team": self._name(team),
                "period": wording.part(period),
                "state": words.get(state, ""),
                "attended": self._came(team, place, place + 1),
            }


def _count(states: list[str], wording: Wording) -> str:
    sent, silent = states.count("sent"), states.count("silent")
    if not sent + silent:
        return ""
    return say("{sent} of {due}", sent=sent, due=sent + silent).said(wording)


def _grouped(marks: list[Mark]) -> list[Mark]:
    """Return marks of one look side by side, so that thousands are a few paths."""
    order: dict[object, list[Mark]] = {}
    for mark in marks:
        key = mark.entry if isinstance(mark, Spot) else type(mark)
        order.setdefault(key, []).append(mark)
    # Full cells first: the holes in them lie above.
    looks = sorted(order, key=lambda look: isinstance(look, Entry) and look.hollow)
    small = [look for look in looks if isinstance(look, Entry) and look.marker == "o"]
    return [
        mark
        for look in (*(look for look in looks if look not in small), *small)
        for mark in order[look]
    ]
