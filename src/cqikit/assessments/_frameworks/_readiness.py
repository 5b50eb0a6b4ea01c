"""Readiness for change, and how far a team in a collaborative has come."""

from __future__ import annotations

from typing import Final

from cqikit.assessments._framework import Domain, Framework, Item
from cqikit.assessments._scale import Anchor, Scale, ordered

__all__ = ["ORIC", "PROGRESS", "R_MC2"]


def _statements(key: str, title: str, count: int) -> Domain:
    return Domain(
        key=key,
        title=title,
        items=tuple(
            Item(key=f"{key}/{number}", text=f"{title}: statement {number} of {count}")
            for number in range(1, count + 1)
        ),
    )


ORIC: Final = Framework(
    key="oric",
    title="ORIC: organisational readiness for implementing change",
    version="1",
    scales=(
        ordered(
            "agreement",
            "disagree",
            "somewhat disagree",
            "neither agree nor disagree",
            "somewhat agree",
            "agree",
            start=1,
        ),
    ),
    domains=(
        _statements("commitment", "Change commitment", 5),
        _statements("efficacy", "Change efficacy", 7),
    ),
    text="Two factors, each the mean of its statements; take the wording from the"
    " source."
    " Put respondents together only where they agree (see r_wg(J) and the ICCs).",
    source="Shea, Jacobs, Esserman, Bruce and Weiner 2014, Implementation Science 9:7:"
    " 12 items, 2 factors (5 + 7)",
    licence="Structure only; the statements are open access at the source",
)


def _component(key: str, title: str, *parts: str) -> Domain:
    return Domain(
        key=key,
        title=title,
        scorer="mean",
        items=tuple(
            Item(key=f"{key}/{place}", text=part)
            for place, part in enumerate(parts, start=1)
        ),
    )


R_MC2: Final = Framework(
    key="r-mc2",
    title="R = MC²: readiness of an organisation for an innovation",
    version="1",
    scales=(Scale(key="strength", low=0, high=100, step=0, unit="%"),),
    domains=(
        _component(
            "motivation",
            "Motivation",
            "Relative advantage",
            "Compatibility",
            "Manageable complexity",
            "Trialability",
            "Observability",
            "Priority",
        ),
        _component(
            "general-capacity",
            "General capacity",
            "Culture",
            "Climate",
            "Innovativeness",
            "Use of resources",
            "Leadership",
            "Structure",
            "Staff capacity",
        ),
        _component(
            "specific-capacity",
            "Innovation-specific capacity",
            "Knowledge, skills and abilities for the innovation",
            "A program champion",
            "A supportive climate for the implementation",
            "Relationships with other organisations",
        ),
    ),
    text="The components are multiplied: near zero in one of them is not ready,"
    " whatever"
    " the others say. Enter each part as a percentage of its strongest form; that"
    " scale is"
    " ours.",
    scorer="product",
    source="Scaccia, Cook, Lamont, Wandersman, Castellow, Katz and Beidas 2015,"
    " Journal of"
    " Community Psychology 43:484",
    licence="Structure only",
)

PROGRESS: Final = Framework(
    key="team-progress",
    title="How far a team in a collaborative has come",
    version="1",
    scales=(
        Scale(
            key="progress",
            low=1,
            high=5,
            step=0.5,
            anchors=(
                Anchor(1.0, "team formed"),
                Anchor(1.5, "planning begun"),
                Anchor(2.0, "active, nothing changed yet"),
                Anchor(2.5, "changes tested, no improvement yet"),
                Anchor(3.0, "modest improvement"),
                Anchor(3.5, "improvement"),
                Anchor(4.0, "significant improvement"),
                Anchor(4.5, "sustained improvement"),
                Anchor(5.0, "outstanding, sustained results"),
            ),
        ),
    ),
    items=(
        Item(
            key="progress",
            text="Where the team stands this month",
            evidence="the team's measures, charts and PDSA cycles",
        ),
    ),
    text="Once a month, by the team itself and by the improvement advisor: where the"
    " two"
    " differ, talk. Give them the roles 'team' and 'advisor'. Say for your project what"
    " each step takes.",
    source="after the Institute for Healthcare Improvement's assessment scale for"
    " collaboratives, which is meant to be adapted to each project",
    licence="Restated in our own words",
)
