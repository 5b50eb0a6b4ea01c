"""The closing guide, part 3: whether and how the work is spread."""

from __future__ import annotations

from typing import Final

from cqikit.assessments import Status
from cqikit.collaboratives import CONDITIONS, Method
from cqikit.core import say
from cqikit.forms._word._guide_fields import BY_WHEN, WHO, menu
from cqikit.forms._word._template import Field, Fields, Rows, Section

__all__ = ["NUMBERS", "SCALE"]

WILLS: Final = {
    "high": say("high"),
    "some": say("some"),
    "low": say("low"),
    "unknown": say("nobody knows"),
}
#: How the numbers of conditions are written, as which they may be answered, too.
NUMBERS: Final = {
    anchor.at: f"{anchor.at:g}" for anchor in CONDITIONS.scales[0].anchors
}
SCALE: Final = (
    Section(
        title=say("Part 3, section A: scope, and who takes part next"),
        parts=[
            Fields(
                fields=[
                    Field(
                        path="scaling.sites",
                        label=say("How many new sites"),
                        kind="number",
                    ),
                    Field(path="scaling.sites_why", label=say("Why so many")),
                    Field(
                        path="scaling.choosing", label=say("How it is decided which")
                    ),
                    Field(
                        path="scaling.method",
                        label=say("How the work is spread"),
                        kind="choice",
                        words=menu(Method),
                    ),
                    Field(path="scaling.method_why", label=say("Why in this way")),
                ]
            ),
            Rows(
                path="scaling.candidates",
                title=say("Sites that could take part"),
                key_from=("title",),
                blank=5,
                columns=[
                    Field(path="key", label=say("Short name")),
                    Field(path="title", label=say("Site"), width=2),
                    Field(
                        path="will",
                        label=say("How much it wants to"),
                        kind="choice",
                        words=WILLS,
                    ),
                    Field(path="gap", label=say("Room to gain?"), kind="yes-no"),
                    Field(path="data", label=say("Has data?"), kind="yes-no"),
                    Field(path="chosen", label=say("Chosen?"), kind="yes-no"),
                    Field(path="note", label=say("Note"), width=2),
                ],
            ),
            Rows(
                path="scaling.mentors",
                title=say("Teams that support new ones"),
                columns=[
                    Field(path="team", label=say("Team")),
                    Field(path="how", label=say("How"), width=3),
                ],
            ),
        ],
    ),
    Section(
        title=say("Part 3, section B: what a Breakthrough Series needs"),
        text=say("Each condition: as it is, and what is next."),
        parts=[
            Rows(
                path="scaling.conditions",
                stubs={item.key: item.text for item in CONDITIONS.all_items},
                columns=[
                    Field(path="item", label=say("Condition"), width=3),
                    Field(
                        path="value",
                        label=say("As it is"),
                        kind="choice",
                        words={
                            anchor.label: anchor.label
                            for anchor in CONDITIONS.scales[0].anchors
                        }
                        | {
                            status.value: status.words
                            for status in Status
                            if status is not Status.ANSWERED
                        },
                        also=NUMBERS.values(),
                        width=1.2,
                    ),
                    Field(path="evidence", label=say("What it rests on"), width=1.5),
                    Field(path="next_step", label=say("Next step"), width=2),
                    BY_WHEN,
                    WHO,
                    Field(path="support", label=say("Support needed"), width=1.5),
                ],
            ),
            Fields(
                fields=[
                    Field(
                        path="scaling.implications",
                        label=say("What this means, taken together"),
                    )
                ]
            ),
        ],
    ),
)
