"""What people answered is the draft of a step, in their words."""

from __future__ import annotations

from attrs import evolve

from cqikit.assessments import YES_NO, Answer, Framework, Item, Responses
from cqikit.plans import Plan
from cqikit.projects import Assessed, drafts

SAY = "Say what will be done about: "
SMALL = Framework(
    key="small",
    title="Small",
    version="1",
    scales=[YES_NO],
    items=[
        Item(key="late", text="Visits are on time"),
        Item(key="exits", text="Exits are free", concern="health-and-safety"),
        Item(key="met", text="A form"),
        Item(key="open", text="Asked"),
    ],
)


def test_what_people_answered_is_the_draft_in_their_words() -> None:
    said = [
        Answer(item="late", value="no", respondent="a"),
        Answer(
            item="late",
            value="no",
            respondent="b",
            next_step="Call the day before",
            who="home visitor",
            by_when="2027-03",
            support="a telephone",
        ),
        Answer(item="late", value="no", respondent="c", support="training"),
        Answer(item="exits", value="no"),
        Answer(item="met", value="yes", next_step="Keep the form"),
        Answer(item="open", next_step="Ask the landlord"),
    ]
    found = drafts(Assessed(key="x", responses=Responses(SMALL, said)), area="space")
    assert [
        (step.key, step.what, step.who, str(step.when), step.support) for step in found
    ] == [
        ("answer-exits", f"{SAY}Exits are free", "", "None", ()),
        (
            "answer-late",
            "Call the day before",
            "home visitor",
            "2027-03",
            ("a telephone",),
        ),
        ("answer-late-2", f"{SAY}Visits are on time", "", "None", ("training",)),
        ("answer-met", "Keep the form", "", "None", ()),
        ("answer-open", "Ask the landlord", "", "None", ()),
    ]
    assert {step.area for step in found} == {"space"}
    assert [step.answers[0] for step in found] == [
        "exits",
        "late",
        "late",
        "met",
        "open",
    ]
    Plan(key="p", title="P", steps=[evolve(step, area="") for step in found])


def test_where_nothing_lacks_and_nothing_is_said_nothing_is_drafted() -> None:
    met = [Answer(item="met", value="yes", evidence="seen")]
    assert drafts(Assessed(key="x", responses=Responses(SMALL, met))) == ()
