"""The plan, while it is carried out and reflected on: what happened, and reviews."""

from __future__ import annotations

from typing import Final

from cqikit.core import say
from cqikit.forms._word._plan_fields import AUTHOR, DAY, STEP
from cqikit.forms._word._template import Field, Rows, Section

__all__ = ["IMPLEMENT", "REFLECT"]

STEP_EVENTS: Final = {
    "own": say("taken over"),
    "move": say("deadline moved"),
    "start": say("begun"),
    "note": say("noted"),
    "hold": say("held up"),
    "resume": say("taken up again"),
    "finish": say("done"),
    "reopen": say("opened again"),
    "drop": say("given up"),
}
WHY: Final = {"words": "why"}
STEP_VARIANTS: Final = {
    "own": {},
    "move": WHY,
    "start": {},
    "note": {"words": "what", "who": "role"},
    "hold": WHY,
    "resume": {},
    "finish": {"words": "result"},
    "reopen": WHY,
    "drop": WHY,
}
EVENTS: Final = {
    "involve": say("people took part in the plan"),
    "begin": say("the plan began"),
    "observe": say("something was observed"),
    "context-change": say("something changed around the plan"),
    "share": say("the plan was shared"),
    "celebrate": say("something was celebrated"),
}
EVENT_VARIANTS: Final = {
    "involve": {"who": "roles", "words": "how"},
    "begin": {},
    "observe": {"who": "role", "words": "what"},
    "context-change": {"words": "what"},
    "share": {"who": "audience", "words": "how"},
    "celebrate": {"words": "what"},
}
TRIGGERS: Final = {
    "staff": say("staff"),
    "children": say("children"),
    "enrolment": say("enrolment"),
    "regulations": say("regulations"),
    "standards": say("standards"),
    "funding": say("funding"),
    "other": say("something else"),
}
SHORTFALLS: Final = {
    "time": say("time"),
    "resources": say("resources"),
    "redefining": say("to be redefined"),
    "splitting": say("to be split"),
}
IMPLEMENT: Final = Section(
    title=say("Implement: what happened"),
    text=say(
        "What is seen by educators, supervisors and parents; they see different things."
    ),
    parts=[
        Rows(
            path="log",
            inside="steps",
            title=say("Of the steps"),
            blank=6,
            variants=STEP_VARIANTS,
            columns=[
                Field(path="of", label=say("Step"), kind="name", of="steps"),
                DAY,
                Field(
                    path="event",
                    label=say("What happened"),
                    kind="choice",
                    words=STEP_EVENTS,
                    width=1.3,
                ),
                Field(path="words", label=say("In words"), width=3),
                Field(path="who", label=say("Who")),
                Field(path="when", label=say("New deadline"), kind="span"),
                Field(path="works", label=say("Does it work?"), kind="yes-no"),
                AUTHOR,
            ],
        ),
        Rows(
            path="log",
            title=say("Of the plan"),
            blank=5,
            variants=EVENT_VARIANTS,
            columns=[
                DAY,
                Field(
                    path="event",
                    label=say("What happened"),
                    kind="choice",
                    words=EVENTS,
                    width=1.5,
                ),
                Field(path="words", label=say("In words"), width=3),
                Field(path="who", label=say("Who, or whom")),
                STEP,
                Field(path="works", label=say("Does it work?"), kind="yes-no"),
                Field(
                    path="trigger",
                    label=say("What changed"),
                    kind="choice",
                    words=TRIGGERS,
                ),
                Field(path="count", label=say("How many"), kind="number"),
                AUTHOR,
            ],
        ),
    ],
)
REFLECT: Final = Section(
    title=say("Reflect: the review"),
    text=say(
        "At least once a year. Was each step done, did it achieve what it should, and"
        " if not, what does it need?"
    ),
    parts=[
        Rows(
            path="log",
            title=say("Who came together"),
            fixed={"event": "start-review"},
            blank=1,
            columns=[
                DAY,
                Field(
                    path="roles", label=say("Who, one a line"), kind="lines", width=4
                ),
                AUTHOR,
            ],
        ),
        Rows(
            path="log",
            title=say("Each step"),
            fixed={"event": "review-step"},
            blank=5,
            columns=[
                DAY,
                STEP,
                Field(path="done", label=say("Done?"), kind="yes-no"),
                Field(
                    path="effective",
                    label=say("Did it achieve what it should?"),
                    kind="yes-no",
                ),
                Field(
                    path="lacks",
                    label=say("What it needs"),
                    kind="choices",
                    words=SHORTFALLS,
                    width=1.5,
                ),
                Field(path="note", label=say("Progress"), width=3),
                AUTHOR,
            ],
        ),
        Rows(
            path="log",
            title=say("The program as a whole"),
            fixed={"event": "reflect"},
            blank=1,
            columns=[
                DAY,
                Field(path="went_well", label=say("What do we do well?"), width=2),
                Field(path="do_better", label=say("What can we do better?"), width=2),
                Field(
                    path="needs_now",
                    label=say("How have the needs of the program changed?"),
                    width=2,
                ),
                AUTHOR,
            ],
        ),
    ],
)
