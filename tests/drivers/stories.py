"""Diagrams for tests, all made up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from cqikit.drivers import ChangeIdea, Diagram, Driver, Layer, Link, Strength
from cqikit.measures import Aim, Level, Measure

AIM = Aim(
    key="on-time",
    title="90 % of first visits on time by June 2027",
    measure="visits-on-time",
    target=Level(90.0),
    by="2027-06",
    population="families referred to us",
    baseline=62.0,
    since="2026-01",
)
MEASURES = (
    Measure(
        key="visits-on-time",
        title="First visits on time",
        kind="proportion",
        per=100,
        unit="%",
        direction="higher",
    ),
    Measure(key="calls", title="Calls made", kind="count", role="process"),
    Measure(key="rooms", title="Rooms free", kind="count", role="process"),
    Measure(key="overtime", title="Overtime", unit="hours", role="balancing"),
)
GOOD = Diagram(
    key="visits",
    title="First visits",
    aim=AIM,
    drivers=[
        Driver(key="told", title="Families know", tier="primary", measures=["calls"]),
        Driver(key="able", title="Staff can come", tier="primary", measures=["rooms"]),
        Driver(key="reminded", title="Families are reminded", tier="secondary"),
        Driver(key="planned", title="Weeks are planned", tier="secondary"),
    ],
    ideas=[
        ChangeIdea(key="text", title="Remind by text message"),
        ChangeIdea(key="board", title="Keep a board of the week"),
    ],
    links=[
        Link(cause="told", effect="on-time", strength="strong"),
        Link(cause="able", effect="on-time"),
        Link(cause="reminded", effect="told", strength="moderate"),
        Link(cause="planned", effect="able"),
        Link(cause="planned", effect="told", strength="weak"),
        Link(cause="text", effect="reminded"),
        Link(cause="board", effect="planned"),
    ],
    balancing=["overtime"],
)

KEYS = [f"k{number}" for number in range(8)]
titles = st.text(max_size=12).filter(lambda text: bool(text.strip()))
strengths = st.none() | st.sampled_from(Strength)


def driver(key: str, tier: Any, title: str = "Driver") -> Driver:
    """Return a driver without measures."""
    return Driver(key=key, title=title, tier=tier)


@st.composite
def diagrams(draw: Callable[[st.SearchStrategy[Any]], Any]) -> Diagram:
    """Draw a possible diagram."""
    layers = {AIM.key: Layer.AIM}
    drivers, ideas = [], []
    for key in draw(st.lists(st.sampled_from(KEYS), unique=True)):
        kind = draw(st.sampled_from(["primary", "secondary", "idea"]))
        title = draw(titles)
        if kind == "idea":
            ideas.append(ChangeIdea(key=key, title=title))
        else:
            drivers.append(driver(key, kind, title))
        layers[key] = Layer[kind.upper()]
    pairs = [
        (cause, effect)
        for cause in layers
        for effect in layers
        if layers[cause] > layers[effect]
    ]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    links = [
        Link(cause=cause, effect=effect, strength=draw(strengths))
        for cause, effect in chosen
    ]
    return Diagram(
        key="drawn", title="Drawn", aim=AIM, drivers=drivers, ideas=ideas, links=links
    )
