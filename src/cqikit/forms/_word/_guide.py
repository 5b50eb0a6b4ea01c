"""The closing guide in three parts (S5): at a glance, sustaining, scaling."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final

from cqikit.assessments import Status
from cqikit.collaboratives import (
    COMPONENTS,
    CONDITIONS,
    Channel,
    Method,
    Support,
    SustainStep,
    menu_words,
)
from cqikit.core import say
from cqikit.forms._word._template import Field, Fields, Rows, Section, Template

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cqikit.forms._word._template import Tree

__all__ = ["GUIDE"]

WHO: Final = Field(path="who", label=say("Who"))
BY_WHEN: Final = Field(path="by_when", label=say("By when"))
PRACTICES: Final = {
    "skill": say("a skill"),
    "tool": say("a tool"),
    "process": say("a process"),
}
WILLS: Final = {
    "high": say("high"),
    "some": say("some"),
    "low": say("low"),
    "unknown": say("nobody knows"),
}
CLOSE: Final = {
    "gap-closed": say("most of the way from the start to the target"),
    "within-margin": say("within a margin of the target"),
}


def _steps() -> Mapping[str, str]:
    """Return what the guide calls each step that sustains; one's own, by component."""
    made = {}
    for step in SustainStep:
        own = step.value.endswith("/own")
        component = COMPONENTS[step.component]
        said = say("One's own: {component}", component=component)
        made[step.value] = said if own else menu_words(step)
    return made


def _menu(choice: type[Channel | Support | Method]) -> Mapping[str, str]:
    """Return what the guide calls each word of a menu."""
    return {
        word.value: say("something of one's own")
        if word.value == "own"
        else menu_words(word)
        for word in choice
    }


def _topics(path: str, title: str, who: str) -> Rows:
    """Return the rows of teams or drivers, by key, with what is said of each."""
    return Rows(
        path=path,
        title=title,
        columns=[
            Field(path="key", label=who),
            Field(path="note", label=say("What is said of it"), width=2.5),
            Field(path="support", label=say("What would help"), width=2.5),
        ],
    )


HEAD: Final = Section(
    title=say("The project"),
    parts=[
        Fields(
            fields=[
                Field(path="title", label=say("What the project is called")),
                Field(path="key", label=say("Short name of the guide")),
                Field(path="on", label=say("Closed on"), kind="day"),
                Field(path="prepared_by", label=say("Filled in by")),
                Field(path="advisor", label=say("With the advice of")),
            ]
        )
    ],
)
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
                    Field(path="reflections.confidence", label=say("Why")),
                    Field(
                        path="reflections.satisfied",
                        label=say("Are you content with what was reached?"),
                        kind="yes-no",
                    ),
                    Field(path="reflections.satisfaction", label=say("Why so")),
                    Field(
                        path="reflections.wanted",
                        label=say("If not: where should teams be?"),
                    ),
                ]
            ),
            _topics(
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
                        words=_menu(Channel),
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
            _topics(
                "continuing.data_teams", say("Teams that need better data"), say("Team")
            ),
            _topics(
                "continuing.close_teams", say("Teams close to the aim"), say("Team")
            ),
            _topics(
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
                        words=_menu(Support),
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
                        words=_menu(Method),
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
POLICIES: Final = Section(
    title=say("What the words of the proposals mean"),
    text=say("Left empty, each is as the library has it."),
    parts=[
        Fields(
            fields=[
                Field(
                    path="policies.close",
                    label=say("Close to the aim is"),
                    kind="choice",
                    words=CLOSE,
                ),
                Field(
                    path="policies.gap_share",
                    label=say("Which share of the way"),
                    kind="number",
                ),
                Field(path="policies.margin", label=say("Which margin"), kind="number"),
                Field(
                    path="policies.reporting",
                    label=say("The least share of periods reported"),
                    kind="number",
                ),
                Field(
                    path="policies.watch_months",
                    label=say("Months watched after closing"),
                    kind="number",
                ),
                Field(
                    path="policies.watch_run",
                    label=say("Points in a row that say it is lost"),
                    kind="number",
                ),
                Field(
                    path="policies.spread_factor",
                    label=say("Sites that come of one"),
                    kind="number",
                ),
                Field(
                    path="policies.several",
                    label=say("So many conditions are several"),
                    kind="number",
                ),
            ]
        )
    ],
)


def spread_answers(answers: list[Tree]) -> list[Tree]:
    """Return answers whose status stands where the value does."""
    made = []
    for answer in answers:
        plain = deepcopy(answer)
        if "value" not in plain:
            plain["value"] = plain.pop("status", Status.UNANSWERED.value)
        made.append(plain)
    return made


def gather_answers(answers: list[Tree]) -> list[Tree]:
    """Return answers in which a reason why there is none is a status."""
    statuses = {status.value for status in Status if status is not Status.ANSWERED}
    for answer in answers:
        if isinstance(answer.get("value"), str) and answer["value"] in statuses:
            status = answer.pop("value")
            if status != Status.UNANSWERED:
                answer["status"] = status
    return answers


def _spread(tree: Tree) -> Tree:
    """Return a guide whose answers to conditions are labels, or reasons for none."""
    made = deepcopy(tree)
    scaling = made.get("scaling", {})
    if "conditions" in scaling:
        labels = {anchor.at: anchor.label for anchor in CONDITIONS.scales[0].anchors}
        scaling["conditions"] = spread_answers(scaling["conditions"])
        for answer in scaling["conditions"]:
            answer["value"] = labels.get(answer["value"], answer["value"])
    return made


def _gather(tree: Tree) -> Tree:
    scaling: Any = tree.get("scaling", {})
    if "conditions" in scaling:
        gather_answers(scaling["conditions"])
    return tree


GUIDE: Final = Template(
    name="closing-guide",
    title=say("Closing guide"),
    text=say("What was reached, how it is kept, and whether and how it is spread."),
    document="closing-guide",
    sections=[HEAD, *GLANCE, *SUSTAIN, *SCALE, POLICIES],
    spread=_spread,
    gather=_gather,
    source="HV CoIIN, Planning Guide for Closing CQI Projects",
)
