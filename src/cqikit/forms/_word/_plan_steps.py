"""The plan, while it is developed: action steps."""

from __future__ import annotations

from typing import Final

from cqikit.core import say
from cqikit.forms._word._plan_fields import CONCERNS, KEY
from cqikit.forms._word._template import Field, Rows, Section

__all__ = ["STEPS"]

LEVERS: Final = {
    "stronger": say("changes the surroundings"),
    "intermediate": say("in between"),
    "weaker": say("counts on people to remember"),
}
STEPS: Final = Section(
    title=say("Develop: action steps"),
    text=say(
        "Who does what by when: in one sentence, or in the columns beside it. Three to"
        " five steps at a time are a good start; health, safety and licensing first."
    ),
    parts=[
        Rows(
            path="steps",
            key="key",
            key_from=("what", "text"),
            blank=6,
            columns=[
                KEY,
                Field(path="text", label=say("The step in one sentence"), width=2.7),
                Field(path="what", label=say("What"), width=2.5),
                Field(path="who", label=say("Who"), width=1.2),
                Field(path="when", label=say("By when"), kind="span", width=1.3),
                Field(
                    path="area", label=say("Area"), kind="name", of="areas", width=1.3
                ),
                Field(
                    path="answers",
                    label=say("Answers"),
                    kind="names",
                    of="areas.growth",
                    width=1.2,
                ),
                Field(path="measure", label=say("How success is known"), width=1.5),
            ],
        ),
        Rows(
            path="steps",
            title=say("What the steps need"),
            key="key",
            more=True,
            blank=3,
            columns=[
                Field(path="key", label=say("Step")),
                Field(path="specification", label=say("How many, which size"), width=2),
                Field(
                    path="resources", label=say("Resources"), kind="lines", width=1.5
                ),
                Field(path="support", label=say("Support"), kind="lines", width=1.5),
                Field(path="cost", label=say("Cost"), kind="number"),
                Field(path="funding", label=say("Paid from"), width=1.2),
                Field(path="hours", label=say("Hours of work"), kind="number"),
                Field(path="after", label=say("Waits for"), kind="names", of="steps"),
                Field(path="parent", label=say("Part of"), kind="name", of="steps"),
            ],
        ),
        Rows(
            path="steps",
            title=say("What the steps weigh"),
            key="key",
            more=True,
            blank=3,
            columns=[
                Field(path="key", label=say("Step")),
                Field(
                    path="concern",
                    label=say("What it touches"),
                    kind="choice",
                    words=CONCERNS,
                ),
                Field(path="outside", label=say("Somebody outside?"), kind="yes-no"),
                Field(path="impact", label=say("Effect, 1 to 5"), kind="number"),
                Field(path="effort", label=say("Effort, 1 to 5"), kind="number"),
                Field(path="expense", label=say("Expense, 1 to 5"), kind="number"),
                Field(
                    path="lever",
                    label=say("How it holds"),
                    kind="choice",
                    words=LEVERS,
                    width=2,
                ),
                Field(path="written_on", label=say("Written on"), kind="day"),
                Field(path="language", label=say("Language")),
            ],
        ),
    ],
)
