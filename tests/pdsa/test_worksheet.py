"""A worksheet goes in and comes out without loss."""

from __future__ import annotations

import pytest
from attrs import evolve, fields
from hypothesis import given, settings

from cqikit import pdsa
from cqikit.errors import DocumentError, FieldTypeError
from cqikit.pdsa import Worksheet, cycle_of, worksheet
from tests.pdsa.stories import QUESTIONS, cycles, day, told, whole


@settings(max_examples=50)
@given(cycles())
def test_a_form_goes_in_and_comes_out_without_loss(cycle: pdsa.Cycle) -> None:
    sheet = worksheet(cycle)
    assert worksheet(cycle_of(sheet)) == sheet


@settings(max_examples=50)
@given(cycles())
def test_a_form_keeps_the_phase_and_what_was_learned(cycle: pdsa.Cycle) -> None:
    again = cycle_of(worksheet(cycle))
    assert pdsa.state(again) is pdsa.state(cycle)
    assert pdsa.comparisons(again) == pdsa.comparisons(cycle)
    assert pdsa.decision(again) == pdsa.decision(cycle)


@settings(max_examples=50)
@given(cycles(corrected=False))
def test_a_cycle_without_corrections_loses_only_earlier_plans(
    cycle: pdsa.Cycle,
) -> None:
    plans = [event for event in cycle.log if isinstance(event, pdsa.Plan)]
    if len(plans) < 2:
        again = cycle_of(worksheet(cycle)).log
        assert sorted(map(repr, again)) == sorted(map(repr, cycle.log))


def test_every_field_of_a_form_reaches_the_cycle() -> None:
    sheet = Worksheet(
        key="c1",
        title="Remind",
        team="a",
        idea="reminders",
        planned_on=day(0),
        objective="Do reminders help?",
        purpose="collect",
        questions=[QUESTIONS[0]],
        who="the intake worker",
        what="send a message",
        when="2026-03",
        where="at the office",
        data="tally sheet",
        measures=["visits"],
        scale=5,
        unit="families",
        conditions=["weekdays"],
        predictions=[
            pdsa.Predict(
                on=day(0), question=QUESTIONS[0], prediction=pdsa.Number(4, within=1)
            )
        ],
        started_on=day(1),
        observations=[pdsa.Observe(on=day(2), what="four came", problem=True)],
        ended_on=day(3),
        as_planned=False,
        differences="one was called",
        comparisons=[pdsa.Compare(on=day(4), question=QUESTIONS[0], actual=4)],
        studied_on=day(4),
        learned="reminders help",
        evidence=[pdsa.EvidenceItem("they said so", supports=True, kind="interview")],
        decided_on=day(5),
        decision="adapt",
        reason="some have no phone",
        changes="call those",
        next_scale="larger",
    )
    cycle = cycle_of(sheet)
    assert worksheet(cycle) == sheet
    assert [type(event).__name__ for event in cycle.log] == [
        "Plan",
        "Predict",
        "StartTest",
        "Observe",
        "EndTest",
        "Compare",
        "Conclude",
        "Adapt",
    ]
    empty = Worksheet(key="c2", title="Empty")
    left = [
        field.name
        for field in fields(Worksheet)
        if getattr(sheet, field.name) == getattr(empty, field.name)
    ]
    assert not left


@pytest.mark.parametrize("kind", ["adopt", "abandon", "stop"])
def test_every_decision_comes_out_as_it_went_in(kind: str) -> None:
    ends: dict[str, pdsa.Event] = {
        "adopt": pdsa.Adopt(on=day(5), next_scale="same"),
        "abandon": pdsa.Abandon(on=day(5), reason="no use"),
        "stop": pdsa.Stop(on=day(5), reason="no time"),
    }
    sheet = worksheet(whole(end=ends[kind]))
    assert sheet.decision == kind
    assert worksheet(cycle_of(sheet)) == sheet


def test_a_plan_written_after_a_prediction_stays_after_it() -> None:
    cycle = told(
        pdsa.Predict(on=day(0), question=QUESTIONS[0], prediction="four"),
        pdsa.Plan(on=day(1), objective="Do reminders help?"),
        pdsa.Predict(on=day(1), question=QUESTIONS[1], prediction="long"),
    )
    assert cycle_of(worksheet(cycle)).log == cycle.log


def test_all_faults_of_a_form_are_said_at_once() -> None:
    sheet = Worksheet(
        key="c1",
        title="Remind",
        objective="Do reminders help?",
        started_on=day(1),
        differences="many",
        studied_on=day(4),
        decided_on=day(5),
        decision="stop",
        changes="call",
    )
    with pytest.raises(DocumentError) as refused:
        cycle_of(sheet)
    assert [(problem.where, problem.message) for problem in refused.value.problems] == [
        ("planned_on", "missing"),
        ("ended_on", "missing"),
        ("changes", "must be empty where the decision is to stop"),
        ("learned", "learned must be text with something in it (got '')"),
        ("reason", "reason must be text with something in it (got '')"),
        (
            "started_on",
            "the start of the test is not possible yet: write a prediction first",
        ),
        (
            "ended_on",
            "the end of the test is not possible yet: observe something first",
        ),
    ]


def test_a_day_without_a_decision_is_a_fault() -> None:
    with pytest.raises(DocumentError, match="decision: missing: say adopt, adapt"):
        cycle_of(evolve(worksheet(whole()), decision=None))


def test_a_form_may_be_as_empty_as_forms_are() -> None:
    cycle = cycle_of(Worksheet(key="c1", title="Remind"))
    assert not cycle.log
    with pytest.raises(FieldTypeError, match="scale must be a whole number"):
        Worksheet(key="c1", title="Remind", scale=2.5)  # type: ignore[arg-type]
