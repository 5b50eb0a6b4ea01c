"""A page begins with what was gained, and ends with what to do, by who can do it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from attrs import evolve

from cqikit import actions, plans, reports
from cqikit.core import Finding, Severity
from cqikit.errors import FieldError
from cqikit.measures import Aim, Level, Measure
from cqikit.projects import Charter, Project
from tests.examples import loaded


def told(report: reports.Report, part: str) -> str:
    """Return one part of the page, as text."""
    text = reports.to_markdown(report).replace("\\", "")
    return re.split(r"^## ", text.partition(f"## {part}")[2], flags=re.MULTILINE)[0]


def with_findings(*findings: Finding, wanted: Any = "all") -> reports.Report:
    charter = Charter(key="p", title="P", as_of=date(2026, 6, 30), findings=wanted)
    return evolve(reports.compose(Project(charter=charter)), findings=findings)


def finding(code: str, severity: Any = "warning", fix: str = "") -> Finding:
    return Finding(code=code, severity=severity, message=f"of {code}", fix=fix)


def test_what_was_gained_stands_first_with_a_line_for_each_measure() -> None:
    report = loaded.report("measles")
    text = reports.to_markdown(report)
    assert text.index("## What was gained") < text.index("## At a glance")
    gained = told(report, "What was gained")
    for section in report.measures:
        measure = section.result.measure
        assert f"- **{measure.title}** ({measure.unit}): from " in gained
    assert "stood at a median of 3.97 when it was due: not met." in gained


def test_what_the_latest_points_say_is_told_where_it_is_not_what_the_move_meant() -> (
    None
):
    gained = told(loaded.report("home_visiting"), "What was gained")
    lines = dict(re.findall(r"^- \*\*(.*?)\*\* \(.*?\): (.*)$", gained, re.MULTILINE))
    said = lines["Referred after a positive screen"]
    assert said.endswith("(improvement); of late worse than its level.")
    assert lines["Screened on time"].endswith("(improvement).")


def test_the_steps_that_are_due_next_are_named_and_the_others_counted() -> None:
    steps = [
        actions.ActionStep(key="a", what="paint the gate"),
        actions.ActionStep(key="b", what="order rugs", who="director", when="2026-09"),
        actions.ActionStep(key="c", what="post the rules", when="2026-07"),
        actions.ActionStep(key="d", what="call each family", when="2026-08"),
        actions.ActionStep(key="e", what="sweep", when="2026-12"),
    ]
    charter = Charter(key="p", title="P", as_of=date(2026, 6, 30))
    plan = plans.Plan(key="p", title="Plan", steps=steps)
    gained = told(reports.compose(Project(charter=charter, plan=plan)), "What is next")
    assert re.findall(r"^- (.*)$", gained, re.MULTILINE) == [
        "post the rules: nobody yet, by 2026-07",
        "call each family: nobody yet, by 2026-08",
        "order rugs: director, by 2026-09",
    ]
    assert "2 more steps in the plan." in gained


def without_data(*aims: Aim, planned: bool = False) -> str:
    steps = [actions.ActionStep(key="a", what="paint the gate")] if planned else []
    project = Project(
        charter=Charter(key="p", title="P", as_of=date(2026, 6, 30)),
        measures=[Measure(key="falls", title="Falls", kind="count")],
        aims=aims,
        plan=plans.Plan(key="p", title="Plan", steps=steps),
    )
    return told(reports.compose(project), "What was gained")


def test_an_aim_and_a_measure_without_data_are_told_of() -> None:
    fewer = Aim(key="a", title="Fewer", measure="falls", target=Level(3), by="2026-12")
    assert "**Fewer**. There are no data on it yet." in without_data(fewer)
    assert without_data().strip() == "There are no data yet."
    both = without_data(fewer, planned=True)
    assert "on it yet.\n\n### What is next\n\n- paint the gate" in both


def test_nothing_gained_and_nothing_planned_has_no_such_part() -> None:
    text = reports.to_markdown(with_findings())
    assert "What was gained" not in text
    assert "## What to do (no findings)" in text
    assert "Nothing to report." in text


def test_findings_stand_with_those_who_can_fix_them_in_words() -> None:
    report = with_findings(
        finding("series.missing", "note"),
        finding("plan.no-steps", "fault", "draft steps"),
        finding("own.check", fix="spc.chart(values) again"),
    )
    todo = told(report, "What to do")
    heads = re.findall(r"^### (.*)$", todo, re.MULTILINE)
    assert heads == [
        "Whoever keeps the data",
        "Whoever keeps the plan",
        "Whoever leads the effort",
    ]
    assert todo.startswith(" (1 fault, 1 warning, 1 note)")
    assert "- fault: of plan.no-steps. Draft steps (plan.no-steps)" in todo
    assert "- of own.check. spc.chart(values) again (own.check)" in todo
    assert "1 note" in todo.partition("Whoever keeps the plan")[0]


def test_many_of_one_kind_are_folded_under_the_first() -> None:
    page = reports.to_html(with_findings(*[finding("series.odd")] * 6))
    assert "of series.odd (the first of 6 of this kind)" in re.sub(r"<.*?>", "", page)


@pytest.mark.parametrize(
    ("wanted", "left", "hidden"),
    [("all", 3, ""), ("warnings", 2, "1 lesser finding"), ("faults", 1, "2 lesser")],
)
def test_a_charter_says_how_much_of_the_findings_is_told(
    wanted: str, left: int, hidden: str
) -> None:
    every = [finding(f"plan.{each.value}", each.value) for each in Severity]
    todo = told(with_findings(*every, wanted=wanted), "What to do")
    assert len(re.findall("of plan[.]", todo)) == left
    assert hidden in todo
    with pytest.raises(FieldError, match="findings must be one of faults, warnings, "):
        with_findings(wanted="some")


def test_what_the_numbers_above_the_charts_are_stands_under_them_once() -> None:
    gained = told(loaded.report("home_visiting"), "What was gained")
    assert gained.count("1. Screening moves to the second visit, 2025-06-15") == 1
