"""Templates of quality rating and improvement systems: block, points, hybrid.

The criteria are stand-ins of ours that show the form; a system's own take
their place.
"""

from __future__ import annotations

from typing import Final

from cqikit.actions import Concern
from cqikit.assessments._framework import Domain, Framework, Item
from cqikit.assessments._scale import YES_NO, Anchor, Scale

__all__ = ["QRIS_BLOCK", "QRIS_HYBRID", "QRIS_POINTS"]

LICENCE: Final = "Ours; stand-ins for a system's own criteria"
FORMS: Final = (
    " of quality rating and improvement systems, as 'Quality Rating Improvement"
    " Systems: Considerations for Structure' (2014) tells the three apart"
)

LICENSED: Final = Item(
    key="licensed",
    text="The program is licensed, with no open finding",
    rung=1,
    concern=Concern.LICENSING,
)
SAFE: Final = Item(
    key="safe",
    text="No immediate risk to health or safety is known",
    rung=1,
    concern=Concern.HEALTH_AND_SAFETY,
)
ORIENTED: Final = Item(
    key="orientation", text="All educators had an orientation", rung=2
)
SELF_ASSESSED: Final = Item(
    key="self-assessed", text="The program assessed itself this year", rung=2
)

QRIS_BLOCK: Final = Framework(
    key="qris-block",
    title="Quality rating by blocks (template)",
    version="1",
    scales=(YES_NO,),
    items=(
        LICENSED,
        SAFE,
        ORIENTED,
        SELF_ASSESSED,
        Item(key="plan", text="A quality improvement plan is in use", rung=3, cost=2),
        Item(key="observed", text="Each classroom was observed", rung=3, cost=3),
        Item(
            key="families", text="Families review the plan every year", rung=4, cost=2
        ),
        Item(
            key="each-room",
            text="Each classroom reached the level's score",
            rung=4,
            cost=5,
        ),
    ),
    scorer="block",
    anchors=(
        Anchor(0, "not rated"),
        Anchor(1, "level 1"),
        Anchor(2, "level 2"),
        Anchor(3, "level 3"),
        Anchor(4, "level 4"),
    ),
    text="A level needs every criterion of it, and of all levels below.",
    source="the block form" + FORMS,
    licence=LICENCE,
)


def _points(key: str, title: str, *texts: str) -> Domain:
    return Domain(
        key=key,
        title=title,
        scorer="points",
        items=tuple(
            Item(key=f"{key}/{place}", text=text, scale="points")
            for place, text in enumerate(texts, start=1)
        ),
    )


POINTS_SCALE: Final = Scale(key="points", low=0, high=4)
POINT_AREAS: Final = (
    _points("staff", "Staff", "Qualifications", "Professional development"),
    _points("environment", "Environment", "Observed environment", "Curriculum in use"),
    _points("family", "Families", "Communication", "Shared decisions"),
)

QRIS_POINTS: Final = Framework(
    key="qris-points",
    title="Quality rating by points (template)",
    version="1",
    scales=(POINTS_SCALE,),
    domains=POINT_AREAS,
    scorer="points",
    anchors=(
        Anchor(0, "level 1"),
        Anchor(6, "level 2"),
        Anchor(12, "level 3"),
        Anchor(18, "level 4"),
    ),
    text="Criteria earn points; the level is that of the sum. Many systems also ask for"
    " some points in each area, which this template does not.",
    source="the points form" + FORMS,
    licence=LICENCE,
)

QRIS_HYBRID: Final = Framework(
    key="qris-hybrid",
    title="Quality rating by blocks, then points (template)",
    version="1",
    scales=(YES_NO, POINTS_SCALE),
    domains=(
        Domain(
            key="blocks",
            title="Levels 1 and 2: every criterion",
            scorer="block",
            items=(LICENSED, SAFE, ORIENTED, SELF_ASSESSED),
        ),
        Domain(
            key="points",
            title="Levels 3 and 4: points",
            scorer="points",
            domains=POINT_AREAS,
            anchors=(
                Anchor(0, "no level more"),
                Anchor(10, "level 3"),
                Anchor(18, "level 4"),
            ),
        ),
    ),
    scorer="hybrid",
    anchors=(
        Anchor(0, "not rated"),
        Anchor(1, "level 1"),
        Anchor(2, "level 2"),
        Anchor(3, "level 3"),
        Anchor(4, "level 4"),
    ),
    text="Levels 1 and 2 need every criterion; from there on points decide.",
    source="the hybrid form" + FORMS,
    licence=LICENCE,
)
