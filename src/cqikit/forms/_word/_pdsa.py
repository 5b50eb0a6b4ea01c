"""The PDSA worksheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.core import say
from cqikit.forms._word._lists import WHERE
from cqikit.forms._word._pdsa_words import (
    DECISIONS,
    KINDS,
    PURPOSES,
    SCALES,
    TRENDS,
    VERDICTS,
)
from cqikit.forms._word._template import Field, Fields, Rows, Section, Template

if TYPE_CHECKING:
    from cqikit.forms._word._template import Tree

__all__ = ["WORKSHEET"]

QUESTION: Final = Field(path="question", label=say("Question"), width=2.5)
DAY: Final = Field(path="on", label=say("Day"), kind="day", width=0.9)
AUTHOR: Final = Field(path="author", label=say("Written by"), width=0.9)

PLAN: Final = Section(
    title=say("Plan"),
    text=say("Write down what you expect before you try it."),
    parts=[
        Fields(
            fields=[
                Field(path="planned_on", label=say("Day of the plan"), kind="day"),
                Field(path="objective", label=say("What do we want to find out?")),
                Field(
                    path="purpose",
                    label=say("What the cycle is for"),
                    kind="choice",
                    words=PURPOSES,
                ),
                Field(
                    path="questions",
                    label=say("Questions, one a line"),
                    kind="lines",
                ),
                Field(path="what", label=say("What will be done")),
                Field(path="who", label=say("Who")),
                Field(path="when", label=say("When"), kind="period"),
                Field(path="where", label=say("Where")),
                Field(path="data", label=say("Which data, by whom and how")),
                Field(
                    path="measures",
                    label=say("Short names of the measures, one a line"),
                    kind="lines",
                ),
                Field(path="scale", label=say("With how many"), kind="number"),
                Field(path="unit", label=say("Of what, such as families")),
                Field(
                    path="conditions",
                    label=say("Under which conditions, one a line"),
                    kind="lines",
                ),
            ]
        ),
        Rows(
            path="predictions",
            title=say("What do we expect?"),
            key="question",
            columns=[
                QUESTION,
                Field(path="prediction.text", label=say("Prediction"), width=2.5),
                Field(path="measure", label=say("Measure")),
                DAY,
                AUTHOR,
            ],
        ),
        Rows(
            path="predictions",
            title=say("Where a number is expected"),
            key="question",
            more=True,
            blank=2,
            columns=[
                QUESTION,
                Field(path="prediction.value", label=say("Number"), kind="number"),
                Field(path="prediction.low", label=say("From"), kind="number"),
                Field(path="prediction.high", label=say("To"), kind="number"),
                Field(
                    path="prediction.way",
                    label=say("Or it will"),
                    kind="choice",
                    words=TRENDS,
                ),
                Field(
                    path="prediction.within",
                    label=say("Give or take"),
                    kind="number",
                ),
                Field(path="prediction.start", label=say("It was"), kind="number"),
                Field(
                    path="prediction.confidence",
                    label=say("How sure, 0 to 1"),
                    kind="number",
                ),
            ],
        ),
    ],
)
DO: Final = Section(
    title=say("Do"),
    text=say("Try it, and write down what you see, also what you did not expect."),
    parts=[
        Fields(
            fields=[
                Field(path="started_on", label=say("The test began on"), kind="day"),
                Field(path="ended_on", label=say("The test ended on"), kind="day"),
                Field(
                    path="as_planned",
                    label=say("Was it done as planned?"),
                    kind="yes-no",
                ),
                Field(path="differences", label=say("What was different")),
            ]
        ),
        Rows(
            path="observations",
            title=say("What was seen"),
            blank=4,
            columns=[
                DAY,
                Field(path="what", label=say("What was seen"), width=3),
                Field(path="problem", label=say("A problem?"), kind="yes-no"),
                Field(path="question", label=say("To which question"), width=1.5),
                Field(path="value", label=say("Number"), kind="number", width=0.8),
                Field(path="source", label=say("Source")),
                AUTHOR,
            ],
        ),
    ],
)
STUDY: Final = Section(
    title=say("Study"),
    text=say("Hold what happened against what was expected."),
    parts=[
        Rows(
            path="comparisons",
            title=say("What happened"),
            columns=[
                QUESTION,
                Field(path="happened", label=say("What happened"), width=2.5),
                Field(path="actual", label=say("Number"), kind="number", width=0.8),
                Field(
                    path="verdict",
                    label=say("Was it as expected?"),
                    kind="choice",
                    words=VERDICTS,
                    width=1.2,
                ),
                DAY,
                AUTHOR,
            ],
        ),
        Fields(
            fields=[
                Field(path="studied_on", label=say("Day of the study"), kind="day"),
                Field(path="learned", label=say("What was learned")),
            ]
        ),
        Rows(
            path="evidence",
            title=say("What it rests on"),
            blank=2,
            columns=[
                Field(path="summary", label=say("What it says"), width=3),
                Field(
                    path="supports", label=say("Speaks for the change?"), kind="yes-no"
                ),
                Field(path="kind", label=say("Kind"), kind="choice", words=KINDS),
                Field(path="source", label=say("Where it is"), width=1.5),
            ],
        ),
    ],
)
ACT: Final = Section(
    title=say("Act"),
    text=say("Keep the change, change it, or give it up."),
    parts=[
        Fields(
            fields=[
                Field(path="decided_on", label=say("Day of the decision"), kind="day"),
                Field(
                    path="decision",
                    label=say("Decision"),
                    kind="choice",
                    words=DECISIONS,
                ),
                Field(path="reason", label=say("Why")),
                Field(path="changes", label=say("What is different next time")),
                Field(
                    path="next_scale",
                    label=say("How large the next cycle is"),
                    kind="choice",
                    words=SCALES,
                ),
            ]
        )
    ],
)
#: The day of an entry that says none, by its list: the first of these that is there.
DAYS: Final = {
    "predictions": ("planned_on",),
    "observations": ("ended_on", "started_on"),
    "comparisons": ("studied_on",),
}


def _gather(tree: Tree) -> Tree:
    """Return a worksheet in which each entry that says no day has that of its stage.

    One whose day could not be read says another: it stays without.
    """
    for name, days in DAYS.items():
        said = next((tree[day] for day in days if day in tree), None)
        for entry in tree.get(name, ()):
            if said is not None and "on" not in entry.get(WHERE, ()):
                entry.setdefault("on", said)
    return tree


WORKSHEET: Final = Template(
    name="pdsa-worksheet",
    title=say("PDSA worksheet"),
    text=say("One cycle of plan, do, study and act, tried on a small scale."),
    document="worksheets",
    member="worksheets",
    sections=[
        Section(
            title=say("The cycle"),
            parts=[
                Fields(
                    fields=[
                        Field(path="title", label=say("What is tried")),
                        Field(path="key", label=say("Short name of the cycle")),
                        Field(path="team", label=say("Team")),
                        Field(path="idea", label=say("Short name of the change idea")),
                    ]
                )
            ],
        ),
        PLAN,
        DO,
        STUDY,
        ACT,
    ],
    gather=_gather,
    source="Langley et al., The Improvement Guide, 2009",
)
