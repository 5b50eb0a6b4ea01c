"""One picture of each kind, small and made up, for the tests of all of them."""

from __future__ import annotations

from datetime import date
from itertools import count

import numpy as np

from cqikit import actions, assessments, collaboratives, drivers, pdsa, plans, spc
from cqikit.assessments import YES_NO, Answer, Framework, Item, Responses
from cqikit.collaboratives import Attendance, Gate
from cqikit.core import parse_period
from cqikit.drawing import (
    CaterpillarPicture,
    ChartPicture,
    ParticipationPicture,
    Picture,
    PlanPicture,
    RampPicture,
    RolesPicture,
    SpreadPicture,
    TheoryPicture,
)
from cqikit.measures import Aim, Direction, Level, Measure, Observation, series

MONTHS = [f"2026-{month:02}" for month in range(1, 13)]


def compared(teams: int, direction: Direction = Direction.HIGHER) -> CaterpillarPicture:
    """Return so many teams by their level, the first of them far from all others."""
    rng = np.random.default_rng(teams)
    measure = Measure(
        key="s",
        title="On time",
        kind="proportion",
        per=100,
        unit="% of visits",
        direction=direction,
    )
    each = []
    for number in range(max(teams, 3)):
        size = int(rng.integers(20, 200))
        share = 0.05 if number == 0 else rng.beta(12, 6)
        seen = Observation(
            period="2026-01",
            numerator=int(rng.binomial(size, share)),
            denominator=size,
        )
        each.append(series(measure, [seen], team=f"t{number}"))
    found = collaboratives.between(each)
    assert found is not None
    names = {f"t{number}": f"Team number {number}" for number in range(teams)}
    return CaterpillarPicture(found, names)


def participation(teams: int, periods: int = 12) -> ParticipationPicture:
    """Return teams of which some are silent, one has none, and some attended."""
    rng = np.random.default_rng(teams)
    months = [parse_period("2025-01").shift(place) for place in range(periods)]
    keys = tuple(f"t{number}" for number in range(teams))
    late = frozenset(keys[3:4])
    expected = tuple(
        frozenset(keys) - late if p < 3 else frozenset(keys) for p in range(periods)
    )
    silent = frozenset(keys[2:3])
    present = tuple(
        frozenset(
            key
            for key in keys
            if key in of - silent - frozenset(keys[4:5]) and rng.random() < 0.9
        )
        for of in expected
    )
    return ParticipationPicture(
        reports=Attendance(tuple(months), keys, expected, present),
        titles={key: f"Agency {key[1:]}" for key in keys},
        attended={key: [months[0].first, months[-1].last] for key in keys[::2]},
        without=keys[4:5],
    )


def spread(teams: int) -> SpreadPicture:
    """Return so many who joined, a week after each other."""
    first = date(2025, 1, 6).toordinal()
    joined = {f"t{n}": date.fromordinal(first + 7 * n) for n in range(teams)}
    rungs = collaboratives.rungs(teams, sites=max(teams * 6, 30))
    gates = [
        Gate(start=start, to=to, opens=opens, reasons=["so it is"])
        for start, to, opens in zip(rungs, rungs[1:], (True, None, False), strict=False)
    ]
    return SpreadPicture(joined=joined, rungs=rungs, gates=gates)


def plan(steps: int) -> PlanPicture:
    """Return a plan with steps of every state, its reviews, and one without a date."""
    made = []
    for number in range(steps):
        step = actions.ActionStep(
            key=f"s{number}",
            what=f"order table number {number} for the room of the toddlers",
            who="director" if number else "",
            when=None if number == 1 else f"2026-{1 + number % 12:02}",
            written_on=date(2025, 12, 1) if number % 2 else None,
        )
        if number % 5 == 2:
            begun = actions.Start(on=date(2026, 1, 5))
            step = actions.advance(step, begun)
        if number % 5 == 3:
            step = actions.advance(step, actions.Drop(on=date(2026, 2, 2), why="sold"))
        made.append(step)
    log: list[plans.Event] = [
        plans.Begin(on=date(2026, 1, 2)),
        plans.StartReview(on=date(2026, 6, 1), roles=["director"]),
    ]
    written = plans.Plan(key="p", title="Our plan", steps=made, log=log if made else [])
    return PlanPicture(written, as_of=date(2026, 7, 1))


def cycle(
    key: str,
    on: date,
    *,
    idea: str = "remind",
    scale: int | None = 1,
    adopt: bool = True,
) -> pdsa.Cycle:
    """Return a cycle that was tested for two weeks."""
    day = count(on.toordinal(), 4)
    made = pdsa.begin(
        key=key,
        title=f"Cycle {key}",
        idea=idea,
        plan=pdsa.Plan(
            on=date.fromordinal(next(day)),
            scale=scale,
            unit="family" if scale == 1 else "families",
        ),
    )
    made = pdsa.advance(
        made,
        pdsa.Predict(
            on=date.fromordinal(next(day)), question="How many?", prediction="all"
        ),
    )
    made = pdsa.advance(made, pdsa.StartTest(on=date.fromordinal(next(day))))
    if not adopt:
        return made
    for event in (
        pdsa.Observe(on=date.fromordinal(next(day)), what="All came"),
        pdsa.EndTest(on=date.fromordinal(next(day))),
        pdsa.Compare(
            on=date.fromordinal(next(day)),
            question="How many?",
            happened="all",
            verdict="confirmed",
        ),
        pdsa.Conclude(on=date.fromordinal(next(day)), learned="It works"),
        pdsa.Adopt(on=date.fromordinal(next(day))),
    ):
        made = pdsa.advance(made, event)
    return made


def chart(title: str = "Missed visits") -> ChartPicture:
    """Return the chart of a year of months, with a gap, limits and a target."""
    values = [30, 32, 29, 31, None, 30, 22, 18, 17, 16, 15, 14]
    made = spc.chart(values, "i", on=MONTHS, title=title, baseline=6)
    judged = spc.judge(spc.read(made), "lower")
    return ChartPicture(
        chart=made, reading=judged.reading, judgement=judged, target=15, unit="visits"
    )


def ramps(cycles: int) -> RampPicture:
    """Return a chart over two ramps, of which the second has no idea."""
    start = date(2026, 1, 5).toordinal()
    made = [
        cycle(
            f"c{number}",
            date.fromordinal(start + number * 330 // max(cycles, 1)),
            idea="" if number == 1 else "remind",
            scale=None if number == 2 else 5**number % 126,
            adopt=number != 3,
        )
        for number in range(cycles)
    ]
    return RampPicture(chart(), made, {"remind": "Reminders by text message"})


def roles(parts: int, names: int = 2) -> RolesPicture:
    """Return what some roles say of some parts, with an assessment before."""
    small = Framework(
        key="small",
        title="Small",
        version="1",
        scales=[YES_NO],
        items=[Item(key=f"i{n}", text=f"Item number {n}") for n in range(parts)],
    )

    def profile(turn: int) -> tuple[assessments.ProfileRow, ...]:
        said = [
            Answer(item=f"i{n}", value="yes" if (n + turn) % 3 else "no")
            for n in range(parts)
        ]
        return assessments.profile(assessments.score(Responses(small, said)))

    return RolesPicture(
        rows=profile(0),
        roles={f"role {n}" if n else "": profile(n) for n in range(names)},
        title="Small",
        before=profile(2),
    )


def theory(ideas: int) -> TheoryPicture:
    """Return a diagram of which the ideas stand at every state."""
    aim = Aim(key="aim", title="90 % on time", measure="m", target=Level(90), by="2027")
    diagram = drivers.Diagram(key="d", title="Visits", aim=aim)
    told = drivers.Driver(
        key="told", title="Families know when", measures=["m", "none"]
    )
    more = drivers.Driver(
        key="more", title="Visits fit into the week of a family", tier="secondary"
    )
    diagram = drivers.add(diagram, told, under=["aim"])
    diagram = drivers.add(diagram, more, under=["told"])
    states: tuple[list[str], ...] = ([], ["do"], ["adopted"], ["abandoned"])
    phases = {}
    for number in range(ideas):
        idea = drivers.ChangeIdea(key=f"i{number}", title=f"Idea number {number}")
        diagram = drivers.add(diagram, idea, under=["more"])
        phases[f"i{number}"] = states[number % 4]
    diagram = drivers.link(diagram, cause="i0", effect="told")
    found = drivers.theory(diagram, phases, {"m": "improving"})
    return TheoryPicture(diagram, found, {"m": chart("On time").judgement})


def pictures(size: int) -> dict[str, Picture]:
    """Return one picture of each kind, of one team or step or of very many."""
    return {
        "caterpillar": compared(size),
        "participation": participation(size),
        "spread": spread(size),
        "plan": plan(size),
        "ramps": ramps(min(size, 40)),
        "roles": roles(min(size, 60), min(size, 14)),
        "theory": theory(size),
    }
