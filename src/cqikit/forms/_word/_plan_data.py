"""The plan, while it is developed: data, areas, needs, action steps."""

from __future__ import annotations

from typing import Final

from cqikit.core import say
from cqikit.forms._word._plan_fields import AREA, CONCERNS, KEY
from cqikit.forms._word._template import Field, Rows, Section

__all__ = ["AREAS", "DATA"]

SOURCES: Final = {
    "tool": say("a measurement tool"),
    "staff-survey": say("a survey of staff"),
    "parent-survey": say("a survey of parents"),
    "accreditation": say("accreditation"),
    "registry": say("a registry of qualifications"),
    "licensing": say("licensing"),
    "observation": say("observation"),
    "other": say("something else"),
}
DATA: Final = Section(
    title=say("Develop: what the plan rests on"),
    text=say(
        "Scores of measurement tools, surveys of staff and parents, accreditation,"
        " qualifications of staff."
    ),
    parts=[
        Rows(
            path="sources",
            key="key",
            key_from=("title",),
            blank=5,
            columns=[
                KEY,
                Field(path="title", label=say("Data"), width=3),
                Field(
                    path="kind",
                    label=say("Kind"),
                    kind="choice",
                    words=SOURCES,
                    width=1.5,
                ),
                Field(path="tool", label=say("Tool")),
                Field(path="on", label=say("Gathered in"), kind="period"),
                Field(
                    path="current_for",
                    label=say("Current for so many months"),
                    kind="number",
                ),
            ],
        )
    ],
)
AREAS: Final = Section(
    title=say("Develop: areas, strengths and growth"),
    text=say(
        "A row for each area, such as a subscale of a tool: what is done well, and what"
        " could be better. Every classroom has its own score."
    ),
    parts=[
        Rows(
            path="areas",
            key="key",
            key_from=("title",),
            blank=5,
            columns=[
                KEY,
                Field(path="title", label=say("Area"), width=1.5),
                Field(path="tool", label=say("Tool")),
                Field(
                    path="strengths",
                    label=say("Areas of strength, one a line"),
                    kind="lines",
                    width=3,
                ),
                Field(
                    path="reflection", label=say("Reflection at the review"), width=2.5
                ),
            ],
        ),
        Rows(
            path="scores",
            inside="areas",
            title=say("Scores"),
            blank=8,
            columns=[
                AREA,
                Field(path="unit", label=say("Classroom or group"), width=2),
                Field(path="value", label=say("Score"), kind="number"),
                Field(path="tool", label=say("Tool, if another")),
                Field(
                    path="source",
                    label=say("From which data"),
                    kind="name",
                    of="sources",
                ),
            ],
        ),
        Rows(
            path="growth",
            inside="areas",
            title=say("Areas for potential growth"),
            key_from=("title",),
            blank=8,
            columns=[
                AREA,
                KEY,
                Field(path="title", label=say("What could be better"), width=4),
                Field(
                    path="concern",
                    label=say("What it touches"),
                    kind="choice",
                    words=CONCERNS,
                    width=1.5,
                ),
                Field(path="size", label=say("How much is lacking"), kind="number"),
            ],
        ),
    ],
)
