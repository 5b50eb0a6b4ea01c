"""The closing guide in three parts (S5): at a glance, sustaining, scaling."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final

from cqikit.assessments import Status
from cqikit.core import say
from cqikit.forms._word._guide_kept import GLANCE, SUSTAIN
from cqikit.forms._word._guide_scaled import NUMBERS, SCALE
from cqikit.forms._word._template import Field, Fields, Section, Template

if TYPE_CHECKING:
    from cqikit.forms._word._template import Tree

__all__ = ["GUIDE", "gather_answers", "spread_answers"]

CLOSE: Final = {
    "gap-closed": say("most of the way from the start to the target"),
    "within-margin": say("within a margin of the target"),
}


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
    """Return a guide whose answers to conditions are texts, or reasons for none.

    A number stays one, and a label a label: each is read back as it was.
    """
    made = deepcopy(tree)
    scaling = made.get("scaling", {})
    if "conditions" in scaling:
        scaling["conditions"] = spread_answers(scaling["conditions"])
        for answer in scaling["conditions"]:
            answer["value"] = NUMBERS.get(answer["value"], answer["value"])
    return made


def _gather(tree: Tree) -> Tree:
    scaling: Any = tree.get("scaling", {})
    if "conditions" in scaling:
        numbers = {text: number for number, text in NUMBERS.items()}
        for answer in gather_answers(scaling["conditions"]):
            if "value" in answer:
                answer["value"] = numbers.get(answer["value"], answer["value"])
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
