"""Whether the infrastructure for a Breakthrough Series collaborative is in place (S5).

The nine conditions, in their order, in our own words. The source's scale has
three levels; "not yet" is added, and "unknown" is the status ``dont-know``.
"""

from __future__ import annotations

from typing import Final

from cqikit.assessments._framework import Framework, Item
from cqikit.assessments._scale import ordered

__all__ = ["BTS_INFRASTRUCTURE"]

BTS_INFRASTRUCTURE: Final = Framework(
    key="bts-infrastructure",
    title="Infrastructure for a Breakthrough Series collaborative",
    version="1",
    scales=(ordered("condition", "not possible", "not yet", "somewhat", "met"),),
    items=(
        Item(
            key="leadership",
            text="Leaders are in post and committed to spreading the work further",
            gate=3,
        ),
        Item(
            key="teams",
            text="At least six local teams can take part that want to, and whose"
            " outcomes leave something to gain",
            gate=3,
        ),
        Item(
            key="staff-time",
            text="Staff for improvement have, added up, at least 2 days a month for"
            " the collaborative (the source names a range of 2 to 4, and asks 4 of"
            " the lead alone)",
        ),
        Item(
            key="day-to-day-lead",
            text="A day-to-day lead has at least 4 days a month to coordinate and to"
            " follow up with state and local teams",
        ),
        Item(
            key="content-experts",
            text="Experts in the subject can go on coaching wherever that is needed",
        ),
        Item(
            key="improvement-experts",
            text="Experts in improvement can review each team's data and PDSA cycles"
            " every month, and teach new teams the Model for Improvement",
        ),
        Item(
            key="topic-calls",
            text="Monthly calls on a topic can be held online",
        ),
        Item(
            key="learning-sessions",
            text="Three learning sessions a year can be held, in person or online",
        ),
        Item(
            key="no-undue-burden",
            text="Local teams can come to learning sessions without undue burden,"
            " for example as part of a meeting they hold anyway",
        ),
    ),
    text="The source has three levels; 'not yet' is ours. Say for each condition where"
    " it stands, what the next step is, by when, who is responsible and what support"
    " is needed. Leadership and six teams are"
    " gates. Several conditions that are not possible speak for another way of"
    " scaling.",
    source="HV CoIIN / MIECHV TARC: Planning Guide for Closing Continuous Quality"
    " Improvement Projects, part 3, section B; prepared under HRSA grant UF4MC26525",
    licence="Restated in our own words; order and meaning of the conditions kept",
)
