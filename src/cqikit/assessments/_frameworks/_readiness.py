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
    " source, which mixes the two factors' statements. Some later versions kept 10 or"
    " 11 of the 12. Put respondents together only where they agree (see r_wg(J) and"
    " the ICCs). Of the scale, the ends and the number of levels are confirmed, and the"
    " names of the levels between are not.",
    source="Shea, Jacobs, Esserman, Bruce and Weiner 2014, Implementation Science 9:7:"
    " 12 items in 2 factors (5 + 7), rated from 1 (disagree) to 5 (agree), as the PhenX"
    " Toolkit has it (protocol 310701)",
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
            "Doability",
            "Trialability",
            "Observability",
            "Priority",
        ),
        _component(
            "general-capacity",
            "General capacity",
            "Culture",
            "Climate",
            "Organizational innovativeness",
            "Resource utilization",
            "Leadership",
            "Structure",
            "Staff capacity",
        ),
        _component(
            "specific-capacity",
            "Innovation-specific capacity",
            "Innovation-specific knowledge, skills and abilities",
            "Program champion",
            "Specific implementation climate supports",
            "Interorganizational relationships",
        ),
    ),
    text="The components are multiplied: near zero in one of them is not ready,"
    " whatever the others say. Enter each part as a percentage of its strongest form;"
    " that scale is ours, and so is the mean of the parts within a component. Doability"
    " is what the article calls complexity, turned round. Later lists differ: one of"
    " 2020 leaves out structure and adds relationships inside the organisation.",
    scorer="product",
    source="Scaccia, Cook, Lamont, Wandersman, Castellow, Katz and Beidas 2015, Journal"
    " of Community Psychology 43:484; names of the parts as the brief 'Willing, Able ->"
    " Ready' takes them from there (US Department of Health and Human Services, ASPE)",
    licence="Structure only",
)

PROGRESS: Final = Framework(
    key="team-progress",
    title="How far a team in a collaborative has come",
    version="2",
    scales=(
        Scale(
            key="progress",
            low=0.5,
            high=5,
            step=0.5,
            anchors=(
                Anchor(0.5, "intent to participate"),
                Anchor(1.0, "charter and team established"),
                Anchor(1.5, "planning for the project has begun"),
                Anchor(2.0, "activity, but no changes"),
                Anchor(2.5, "changes tested, but no improvement"),
                Anchor(3.0, "modest improvement"),
                Anchor(3.5, "improvement"),
                Anchor(4.0, "significant improvement"),
                Anchor(4.5, "sustained improvement"),
                Anchor(5.0, "outstanding sustainable results"),
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
    " two differ, talk. Give them the roles 'team' and 'advisor'. As published: at 0.5"
    " the project is identified, with no charter or team yet; at 2.5 most goals have a"
    " measure; at 3.0 20 % of what was expected is reached, at 4.0 50 % of the goals or"
    " more; at 4.5 data on key measures begin to show that it lasts; at 5.0 all goals"
    " are met. The rest of what each step takes is yours to say. The name of step 4.5"
    " is ours: the published one is not confirmed. Version 1 began at 1.0, which one"
    " adaptation calls 'forming team'.",
    source="Institute for Healthcare Improvement: Assessment Scale for Collaboratives,"
    " meant to be adapted to each project; steps and their names as Life QI prints them"
    " (IHI Self Assessment Progress Scores, 2019), but for 4.0, which the guide 'How to"
    " Run a Quality Improvement Project' prints",
    licence="Names of the steps only; what each step takes is yours to say",
)
