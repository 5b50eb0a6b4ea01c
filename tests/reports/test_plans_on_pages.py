"""A plan on a page: area by area, its steps, how it lives, and what it was before."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from cqikit import plans, reports
from cqikit.actions import ActionStep, Own
from cqikit.plans import Area, DataSource, Need, Plan, UnitScore
from cqikit.projects import Charter, Project
from tests.examples import loaded

ON = date(2026, 9, 1)


def page(plan: Plan, as_of: date = ON) -> str:
    charter = Charter(key="p", title="P", as_of=as_of)
    made = reports.compose(Project(charter=charter, plan=plan))
    return reports.to_markdown(made).split("## What to do")[0]


def row(text: str, first: str) -> list[str]:
    """Return the cells of the row whose first cell begins with a text."""
    [found] = [line for line in text.splitlines() if line.startswith(f"| {first}")]
    return [word.strip() for word in found.strip("|").split(" | ")]


def test_scores_stand_tool_by_tool_and_only_those_of_one_have_a_mean() -> None:
    area = Area(
        key="space",
        title="Space",
        tool="ecers-r",
        scores=[
            UnitScore(unit="A", value=5, source="now"),
            UnitScore(unit="B", value=4, source="now"),
            UnitScore(unit="C", value=3, tool="own"),
        ],
    )
    source = DataSource(key="now", title="Scores", on="2025-02", current_for=6)
    bare = Area(key="talk", title="Talk", tool="pas")
    text = page(Plan(key="p", title="Plan", areas=[area, bare], sources=[source]))
    assert row(text, "**Space**")[0].split("<br>")[1:] == [
        "Early Childhood Environment Rating Scale, revised",
        "A 5 (2025-02)",
        "B 4 (2025-02)",
        "mean 4.5, lowest 4 (B)",
        "own",
        "C 3",
    ]
    # A blank at the edge of a text is lost where it stands from right to left.
    plan = Plan(key="p", title="Plan", areas=[area], sources=[source], language="ar")
    assert "\u2068A\u2069 5" in page(plan)
    assert row(text, "**Talk**")[0].endswith("<br>Program Administration Scale")
    assert row(text, "Scores")[2] == "2025-02<br>more than 6 months old"


def test_steps_of_no_area_have_a_row_and_parts_name_what_they_are_part_of() -> None:
    steps = [
        ActionStep(key="all", what="rewrite the handbook", who="director"),
        ActionStep(key="ask", what="ask staff", who="director", area="a"),
        ActionStep(
            key="part",
            what="rewrite one chapter",
            parent="all",
            after=["ask"],
            funding="a grant",
            log=[Own(on=ON, who="lead teacher")],
            who="cook",
        ),
    ]
    plan = Plan(
        key="p", title="Plan", areas=[Area(key="a", title="A")], steps=steps, on=ON
    )
    text = page(plan)
    assert row(text, "in no area")[3] == (
        "director: rewrite the handbook, no date yet (planned)<br>"
        "lead teacher: rewrite one chapter, no date yet (planned)"
    )
    assert (
        row(text, "rewrite one chapter | lead")[1] == "lead teacher<br>at first: cook"
    )
    assert row(text, "rewrite one chapter | money")[1].split("<br>") == [
        "money from a grant",
        "after: ask staff",
        "part of: rewrite the handbook",
    ]
    assert "written on 2026-09-01" in text


def test_steps_that_wait_for_each_other_are_found_and_shown() -> None:
    steps = [
        ActionStep(key=key, what=f"do {key}", who="cook", after=[other])
        for key, other in ("ab", "ba")
    ]
    charter = Charter(key="p", title="P", as_of=ON)
    plan = Plan(key="p", title="Plan", steps=steps)
    text = reports.to_markdown(reports.compose(Project(charter=charter, plan=plan)))
    assert "steps wait for each other: a " in text
    assert row(text, "do b | cook")[0] == "do b"


def test_an_earlier_version_is_judged_by_the_day_on_which_it_was_revised() -> None:
    plan = loaded.effort("child_care").project.plan
    assert plan is not None
    text = page(plan, date(2030, 1, 1))
    now, before = text.split("The plan as it was before, version 1, until 2026-09-28")
    assert "(done)" in before
    # Due by the end of June 2026, and revised in September.
    assert "2026-Q2 | under way late" in before
    assert (
        "rewrite the staff handbook: all nine chapters | director | 2026-Q3" in before
    )
    assert "2026-Q3 | under way |" in before
    assert "more than 12 months old" in now
    assert "seen by educator: it works; children stay longer at the table" in now
    assert "shared with families: 41 people; newsletter, in English and Spanish" in now
    assert len(plans.history(plan)) == 2


def test_a_plan_in_its_first_version_has_none_before() -> None:
    plan = loaded.effort("child_care").project.plan
    assert plan is not None
    first = plans.history(plan)[0]
    assert "The plan as it was before" not in page(first)
    assert "How the plan lives" not in page(evolve(first, log=()))


def test_a_step_without_an_area_stands_by_the_need_that_it_answers() -> None:
    areas = [
        Area(key="space", title="Space", growth=[Need(key="n1", title="Seats")]),
        Area(key="talk", title="Talk", growth=[Need(key="n2", title="Books")]),
    ]
    steps = [
        ActionStep(key="a", what="order a table", who="director", answers=["n1"]),
        ActionStep(key="b", what="buy one book", who="director", answers=["n1", "n2"]),
        ActionStep(
            key="c", what="post lists", who="director", answers=["n1"], area="talk"
        ),
        ActionStep(key="d", what="ask staff", who="director"),
    ]
    text = page(Plan(key="p", title="Plan", areas=areas, steps=steps))
    told = {
        area: [step.what for step in steps if step.what in row(text, area)[3]]
        for area in ("**Space**", "**Talk**", "in no area")
    }
    assert told == {
        "**Space**": ["order a table", "buy one book"],
        "**Talk**": ["buy one book", "post lists"],
        "in no area": ["ask staff"],
    }
