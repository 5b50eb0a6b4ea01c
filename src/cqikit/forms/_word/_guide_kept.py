"""The closing guide, parts 1 and 2: what was reached, and how it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.collaboratives import COMPONENTS, Channel, Support, SustainStep
from cqikit.core import say
from cqikit.forms._word._guide_fields import BY_WHEN, WHO, menu, topics
from cqikit.forms._word._template import Field, Fields, Rows, Section

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["GLANCE", "SUSTAIN"]

PRACTICES: Final = {
    "skill": say("a skill"),
    "tool": say("a tool"),
    "process": say("a process"),
}


def _steps() -> Mapping[str, str]:
    """Return what the guide calls each step that sustains; one's own, by component."""
    made = {}
    for step in SustainStep:
        own = step.value.endswith("/own")
        component = COMPONENTS[step.component]
        said = say("One's own: {component}", component=component)
        made[step.value] = said if own else step.words
    return made


GLANCE: Final = (
    Section(
        title=say("Part 1, section A: how far it has come"),
        text=say("Engagement and results per measure stand in the closing report."),
        parts=[
            Fields(
                fields=[
                    Field(
                        path="reflections.confident",
                        label=say("Do you trust the data?"),
                        kind="yes-no",
                    ),
                    Field(
                        path="reflections.confidence",
                        label=say("Why you trust it, or do not"),
                    ),
                    Field(
                        path="reflections.satisfied",
                        label=say("Are you content with what was reached?"),
                        kind="yes-no",
                    ),
                    Field(
                        path="reflections.satisfaction",
                        label=say("Why you are content, or are not"),
                    ),
                    Field(
                        path="reflections.wanted",
                        label=say("If not: where should teams be?"),
                    ),
                ]
            ),
            topics(
                "reflections.deeper",
                say("Drivers where deeper testing is needed"),
                say("Driver"),
            ),
        ],
    ),
    Section(
        title=say("Part 1, section B: telling of the results"),
        parts=[
            Fields(
                fields=[
                    Field(
                        path="dissemination.results",
                        label=say("Results and lessons to be told, one a line"),
                        kind="lines",
                    ),
                    Field(
                        path="dissemination.messages",
                        label=say("Key messages, one a line"),
                        kind="lines",
                    ),
                    Field(
                        path="dissemination.audiences",
                        label=say("Whom they are for, one a line"),
                        kind="lines",
                    ),
                ]
            ),
            Rows(
                path="dissemination.activities",
                title=say("How they are told"),
                blank=4,
                columns=[
                    Field(
                        path="channel",
                        label=say("How"),
                        kind="choice",
                        words=menu(Channel),
                        width=2,
                    ),
                    Field(path="what", label=say("What"), width=2),
                    Field(path="audience", label=say("To whom"), width=1.5),
                    WHO,
                    BY_WHEN,
                ],
            ),
        ],
    ),
)
SUSTAIN: Final = (
    Section(
        title=say("Part 2, section A: what is next for the teams there are"),
        parts=[
            topics(
                "continuing.data_teams", say("Teams that need better data"), say("Team")
            ),
            topics(
                "continuing.close_teams", say("Teams close to the aim"), say("Team")
            ),
            topics(
                "continuing.drivers",
                say("Drivers where the aim is not met yet"),
                say("Driver"),
            ),
            Rows(
                path="continuing.offers",
                title=say("What teams are offered"),
                blank=4,
                columns=[
                    Field(
                        path="support",
                        label=say("Support"),
                        kind="choice",
                        words=menu(Support),
                        width=2,
                    ),
                    Field(path="what", label=say("What"), width=2),
                    Field(
                        path="teams",
                        label=say("For which teams, one a line"),
                        kind="lines",
                        width=1.5,
                    ),
                    WHO,
                    BY_WHEN,
                ],
            ),
        ],
    ),
    Section(
        title=say("Part 2, section B: keeping what was gained"),
        parts=[
            Rows(
                path="sustaining",
                title=say("Next steps"),
                blank=5,
                columns=[
                    Field(
                        path="step",
                        label=say("Step"),
                        kind="choice",
                        words=_steps(),
                        width=2.5,
                    ),
                    Field(path="what", label=say("What"), width=2.5),
                    WHO,
                    BY_WHEN,
                ],
            ),
            Rows(
                path="monitored",
                title=say("Measures that are watched on"),
                columns=[
                    Field(path="measure", label=say("Measure")),
                    Field(path="collected", label=say("How often collected")),
                    Field(path="reviewed", label=say("How often reviewed")),
                    WHO,
                    Field(path="note", label=say("Note"), width=2),
                ],
            ),
            Fields(
                fields=[
                    Field(
                        path="learning.rating",
                        label=say("How sure teams are of the methods"),
                    ),
                    Field(
                        path="learning.gaps", label=say("What is still to be learned")
                    ),
                ]
            ),
            Rows(
                path="champions",
                title=say("New champions"),
                columns=[
                    Field(path="who", label=say("Who, by role")),
                    Field(path="team", label=say("Team")),
                    Field(
                        path="shares", label=say("How others learn from them"), width=3
                    ),
                ],
            ),
            Rows(
                path="kept",
                title=say("Skills, tools and processes that are there now"),
                columns=[
                    Field(
                        path="kind", label=say("Kind"), kind="choice", words=PRACTICES
                    ),
                    Field(path="what", label=say("What"), width=2),
                    Field(path="adopt", label=say("How it is used next"), width=2.5),
                ],
            ),
        ],
    ),
)
