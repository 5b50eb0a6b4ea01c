"""The continuous quality improvement plan (S2): one form for each kind of program.

Three stages: develop (data, areas with strengths and growth, steps), implement (what
happened), reflect (a review of each step, and of the program). The forms differ by the
measurement tools that a kind of program is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.core import say
from cqikit.forms._word._plan_data import AREAS, DATA
from cqikit.forms._word._plan_log import IMPLEMENT, REFLECT
from cqikit.forms._word._plan_steps import STEPS
from cqikit.forms._word._template import Field, Fields, Section, Template
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
#: What happens on one day, in the order in which it does.
ORDER: Final = {
    "log": (
        *("involve", "begin", "observe", "context-change", "start-review"),
        *("review-step", "reflect", "revise", "share", "celebrate"),
    ),
    "steps.log": (),
}


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
