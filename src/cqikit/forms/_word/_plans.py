"""The continuous quality improvement plan (S2): one form for each kind of program.

Three stages: develop (data, areas with strengths and growth, steps), implement (what
happened), reflect (a review of each step, and of the program). The forms differ by the
measurement tools that a kind of program is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.core import say
from cqikit.forms._word._template import Field, Fields, Rows, Section, Template
from cqikit.plans import TOOLS, ProgramType

if TYPE_CHECKING:
    from cqikit.forms._word._template import Tree

__all__ = ["PLANS", "plan_form"]

PROGRAMS: Final = {
    ProgramType.CENTRE_OR_SCHOOL: say("a centre or a school"),
    ProgramType.FAMILY_CHILD_CARE: say("family child care"),
    ProgramType.AFTERSCHOOL: say("afterschool or out-of-school time"),
    ProgramType.OTHER: say("another kind of program"),
}
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
CONCERNS: Final = {
    "health-and-safety": say("health and safety"),
    "licensing": say("licensing"),
    "quality": say("quality"),
}
LEVERS: Final = {
    "stronger": say("changes the surroundings"),
    "intermediate": say("in between"),
    "weaker": say("counts on people to remember"),
}
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
#: What happens on one day, in the order in which it does.
ORDER: Final = {
    "log": (
        *("involve", "begin", "observe", "context-change", "start-review"),
        *("review-step", "reflect", "revise", "share", "celebrate"),
    ),
    "steps.log": (),
}
KEY: Final = Field(path="key", label=say("Short name"))
DAY: Final = Field(path="on", label=say("Day"), kind="day")
AUTHOR: Final = Field(path="author", label=say("Written by"))
STEP: Final = Field(path="step", label=say("Step"), kind="name", of="steps")
AREA: Final = Field(path="of", label=say("Area"), kind="name", of="areas")
TOOLS_NAMED: Final = {tool.name: tool.title for tool in TOOLS}


def _head(program: ProgramType) -> Section:
    tools = [tool.title for tool in TOOLS if program in tool.programs]
    asked = say("Measurement tools of such programs: {tools/; }.", tools=tuple(tools))
    return Section(
        title=say("The plan"),
        text=asked if tools else "",
        parts=[
            Fields(
                fields=[
                    Field(path="title", label=say("What the plan is called")),
                    Field(path="key", label=say("Short name of the plan")),
                    Field(path="on", label=say("Written on"), kind="day"),
                    Field(
                        path="program_type",
                        label=say("Kind of program"),
                        kind="choice",
                        words={kind.value: said for kind, said in PROGRAMS.items()},
                    ),
                    Field(path="language", label=say("Language, such as en")),
                    Field(path="summary", label=say("In short")),
                    Field(
                        path="wip_limit",
                        label=say("How many steps at a time"),
                        kind="number",
                    ),
                ]
            )
        ],
    )


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
                Field(path="on", label=say("Gathered in")),
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
                Field(path="text", label=say("The step in one sentence"), width=3),
                Field(path="what", label=say("What"), width=2.5),
                Field(path="who", label=say("Who"), width=1.2),
                Field(path="when", label=say("By when"), kind="span", width=1.3),
                Field(path="area", label=say("Area"), kind="name", of="areas"),
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


def _gather(tree: Tree) -> Tree:
    """Return a plan in which who took part is a list, as the plan has it."""
    for event in tree.get("log", ()):
        roles = event.get("roles")
        if isinstance(roles, str):
            event["roles"] = [part.strip() for part in roles.split(",") if part.strip()]
    return tree


def _spread(tree: Tree) -> Tree:
    """Return a plan in which who took part is one text, where commas can part it."""
    log = []
    for event in tree.get("log", ()):
        roles = event.get("roles")
        said = event.get("event") == "involve" and isinstance(roles, list)
        if said and not any("," in role or role != role.strip() for role in roles):
            log.append(event | {"roles": ", ".join(roles)})
        else:
            log.append(event)
    return tree | ({"log": log} if log else {})


def plan_form(program: ProgramType) -> Template:
    """Return the form of the plan of a kind of program."""
    title = say(
        "Continuous quality improvement plan of {program}", program=PROGRAMS[program]
    )
    start = {} if program is ProgramType.OTHER else {"program_type": program.value}
    return Template(
        name=f"cqip-{program.value}",
        title=title,
        text=say(
            "A plan that lives: develop it, carry it out, reflect, and begin anew."
        ),
        document="plan",
        sections=[_head(program), DATA, AREAS, STEPS, IMPLEMENT, REFLECT],
        order=ORDER,
        start=start,
        spread=_spread,
        gather=_gather,
        source="Massachusetts EEC, Continuous Quality Improvement Plan (CQIP)",
    )


#: One for each kind of program.
PLANS: Final = tuple(map(plan_form, ProgramType))
