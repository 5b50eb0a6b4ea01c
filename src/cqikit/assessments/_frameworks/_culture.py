"""What tells CQI from a one-off plan (S1), and the three areas of S3."""

from __future__ import annotations

from typing import Final

from cqikit.assessments._framework import Domain, Framework, Item
from cqikit.assessments._scale import Anchor, ordered

__all__ = ["CQI_ATTRIBUTES", "ROOT_CAUSE"]

CQI_ATTRIBUTES: Final = Framework(
    key="cqi-attributes",
    title="Is this continuous quality improvement, or a one-off plan?",
    version="1",
    scales=(ordered("how-far", "no", "now and then", "mostly", "always"),),
    domains=(
        Domain(
            key="readiness",
            title="Ready for continuous quality improvement",
            anchors=(Anchor(0, "not ready"), Anchor(2, "ready")),
            items=(
                Item(
                    key="shared-vision",
                    text="The organisation and its partners share a vision of quality",
                ),
                Item(
                    key="shared-values",
                    text="They share the values and beliefs that go with it",
                ),
                Item(
                    key="commitment",
                    text="They are committed to going on improving, not to passing"
                    " once",
                ),
            ),
        ),
        Domain(
            key="practice",
            title="Engaged in continuous quality improvement",
            anchors=(Anchor(0, "a one-off plan at most"), Anchor(2, "engaged in CQI")),
            items=(
                Item(
                    key="intentional",
                    text="Improvement is deliberate and covers the whole system of"
                    " services, not chance events",
                ),
                Item(
                    key="reflective",
                    text="People regularly look back at what they did and what came"
                    " of it",
                ),
                Item(
                    key="cyclical",
                    text="Changes are tried, studied and tried again; a finished plan"
                    " leads to the next",
                ),
                Item(key="data-driven", text="Data decide what is changed and kept"),
                Item(
                    key="proactive",
                    text="Things are improved before something has gone wrong",
                ),
                Item(
                    key="internally-controlled",
                    text="Those who do the work steer the improvement themselves",
                ),
                Item(
                    key="beyond-standards",
                    text="Aims go further than the standards that others set",
                ),
                Item(
                    key="learning",
                    text="People also get better at improving",
                ),
            ),
        ),
    ),
    scorer="minimum",
    anchors=(
        Anchor(0, "not yet continuous quality improvement"),
        Anchor(2, "continuous quality improvement"),
    ),
    text="A program improvement plan also rests on data, goals and technical help;"
    " these do not tell the two apart, so they are not asked. The first domain says"
    " whether an organisation is ready, the second whether it is already engaged: both"
    " by their weakest attribute. The scale and the cut at 'mostly' are ours.",
    source="BUILD Initiative, CQI Community of Practice (2016-17): working"
    " definition of"
    " continuous quality improvement",
    licence="Restated in our own words; the attributes' meaning kept",
)


def _area(key: str, title: str, text: str) -> Domain:
    return Domain(key=key, title=title, items=(Item(key=f"{key}/overall", text=text),))


ROOT_CAUSE: Final = Framework(
    key="root-cause-areas",
    title="Program strengths and challenges, in three areas",
    version="1",
    scales=(ordered("standing", "a challenge", "mixed", "a strength"),),
    domains=(
        _area(
            "life-outcomes",
            "Life outcomes and indicators",
            "What changes in people's lives is named, and how it will be seen",
        ),
        _area(
            "program-quality",
            "Program quality",
            "There is a clear picture of what quality looks like, and it is delivered",
        ),
        _area(
            "measurement-capacity",
            "Performance measurement capacity",
            "Staff have the time, tools and skills to collect data and to learn from"
            " it",
        ),
    ),
    text="An open template: put your own items into the three areas. The source"
    " keeps its"
    " items to itself and gives neither scale nor interval; these are ours. Retake it"
    " after improvement cycles.",
    source="Root Cause: CQI process for social service providers, step 2",
    licence="The three areas of the source; items and scale are ours",
)
