"""A cycle may be filled in box by box, and tells what keeps it from being one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from cqikit import documents, pdsa
from cqikit.errors import DocumentError, FieldError
from cqikit.pdsa import (
    ActBox,
    Asked,
    DoBox,
    Form,
    Found,
    PlanBox,
    StudyBox,
    form,
    worksheet,
)
from cqikit.pdsa._form_words import WRITE
from tests.pdsa.stories import cycles, day


def filled(**boxes: Any) -> Form:
    told: dict[str, Any] = {
        "title": "Remind five families",
        "plan": PlanBox(on=day(0), prediction="four come", what="text five families"),
        "do": DoBox(on=day(1), until=day(2), saw="four came", problems="one was late"),
        "study": StudyBox(
            on=day(3), happened="four came", verdict="confirmed", learned="it works"
        ),
        "act": "adopt",
    }
    return Form(**{**told, **boxes})


def told(**boxes: Any) -> dict[str, str]:
    with pytest.raises(DocumentError) as caught:
        filled(**boxes)
    found: dict[str, str] = {}
    for problem in caught.value.problems:
        said = found.get(problem.where, "")
        found[problem.where] = f"{said}{problem.message}: {problem.fix}\n"
    return found


def test_boxes_make_a_cycle() -> None:
    cycle = filled().cycle
    assert cycle.key == "remind-five-families"
    assert pdsa.state(cycle) is pdsa.Phase.ADOPTED
    sheet = worksheet(cycle)
    assert [
        (observation.what, observation.problem, observation.on)
        for observation in sheet.observations
    ] == [
        ("four came", False, day(2)),
        ("one was late", True, day(2)),
    ]
    # A decision without a day is of the day of the study.
    assert sheet.decided_on == day(3)


def test_several_predictions_have_several_results() -> None:
    made = filled(
        plan=PlanBox(
            on=day(0),
            predictions=[
                Asked(question="How many?", prediction="four"),
                pdsa.Predict(on=day(0), question="Liked?", prediction="yes"),
            ],
        ),
        do=DoBox(on=day(1), until=day(2), saw=[pdsa.Observe(on=day(1), what="three")]),
        study=StudyBox(
            on=day(3),
            results=[
                Found(question="How many?", happened="three", verdict="refuted"),
                pdsa.Compare(on=day(3), question="Liked?", verdict="confirmed"),
            ],
            learned="fewer came",
        ),
        act="adapt: call those who do not answer",
    )
    assert [comparison.verdict for comparison in pdsa.comparisons(made.cycle)] == [
        pdsa.Verdict.REFUTED,
        pdsa.Verdict.CONFIRMED,
    ]
    assert not [event for event in made.cycle.log if isinstance(event, pdsa.Plan)]


@settings(max_examples=50)
@given(cycles())
def test_a_cycle_keeps_what_it_tells_as_a_form(cycle: pdsa.Cycle) -> None:
    if not cycle.log or worksheet(cycle) == worksheet(pdsa.begin(key="a", title="b")):
        return
    try:
        made = form(cycle)
    except FieldError:
        # Nothing but a correction, or a day, is in it: there is no box to fill in.
        assert not pdsa.statements(cycle)
        return
    assert pdsa.comparisons(made.cycle) == pdsa.comparisons(cycle)
    assert pdsa.state(made.cycle) is pdsa.state(cycle)
    assert pdsa.decision(made.cycle) == pdsa.decision(cycle)
    assert form(made.cycle) == made
    read = documents.Cycles(cycles=[made])
    assert documents.parse(documents.to_json(read)) == read


def test_a_plan_may_be_for_one_and_not_for_none() -> None:
    assert PlanBox(on=day(0), what="text", scale=1).scale == 1
    with pytest.raises(FieldError, match="scale must be at least 1"):
        PlanBox(on=day(0), what="text", scale=0)


def test_all_that_is_wrong_is_told_by_its_box_with_the_line_to_write() -> None:
    found = told(
        plan=PlanBox(on=day(2), what="text"),
        do=DoBox(on=day(1)),
        study=StudyBox(on=day(3), happened="four came", learned="it works"),
        act="adapt",
    )
    assert list(found) == ["do.until", "act.changes", "do.on"]
    assert "write its day in do, such as until = 2026-03-13" in found["do.until"]
    assert 'write act = "adapt: what is different' in found["act.changes"]
    assert "date it no earlier" in found["do.on"]
    assert 'write prediction = "what you expect" in plan' in found["do.on"]


@pytest.mark.parametrize(
    ("boxes", "where", "said"),
    [
        ({"do": DoBox(on=day(1), until=day(2))}, "do.until", 'write saw = "what'),
        ({"study": None}, "act.on", "not possible yet: fill in the box before it"),
        ({"study": None}, "act.on", "such as study = { on = 2026-03-16, happened"),
        (
            {"study": StudyBox(on=day(3), learned="much")},
            "study.on",
            'write happened = "what happened" and verdict',
        ),
        (
            {"study": StudyBox(on=day(3), happened="four came", learned="much")},
            "study",
            'write verdict = "confirmed"',
        ),
        (
            {
                "study": StudyBox(
                    on=day(3),
                    results=[Found(question="Why?", verdict="partly")],
                    learned="much",
                )
            },
            "study.results[0]",
            "write the question as it stands in plan",
        ),
        (
            {"study": StudyBox(on=day(3), happened="four", verdict="confirmed")},
            "study.learned",
            'write learned = "what you learned" in study',
        ),
        ({"act": "abandon"}, "act.reason", 'write act = "abandon: why"'),
        (
            {"act": ActBox(decision="stop", reason="no time", changes="more")},
            "act.changes",
            "must be empty where the decision is to stop",
        ),
        ({"do": None, "study": None}, "act.on", "such as do = { on = 2026-03-09"),
        (
            {"plan": None, "do": None, "study": None, "act": "stop: no time"},
            "act.on",
            "write its day in act, such as on = 2026-03-13",
        ),
        (
            {
                "plan": PlanBox(
                    on=day(0),
                    prediction="four",
                    predictions=[Asked(question="What will happen?", prediction="x")],
                ),
            },
            "plan.predictions[0]",
            "this question has its prediction",
        ),
        (
            {"do": None},
            "do",
            "missing: write it with your own days, such as do = { on = 2",
        ),
    ],
)
def test_what_is_missing_is_shown_as_it_would_be_written(
    boxes: dict[str, Any], where: str, said: str
) -> None:
    found = told(**boxes)
    assert said in found[where], found


def test_an_empty_box_is_told_once() -> None:
    assert list(told(do=None)) == ["do"]
    assert list(told(study=None)) == ["act.on"]


def test_a_bare_text_in_a_box_is_answered_with_the_line_to_write() -> None:
    for name in ("plan", "do", "study"):
        with pytest.raises(
            FieldError, match=f"{name} must say its day .* such as {name} "
        ):
            filled(**{name: "try it"})
    with pytest.raises(FieldError, match="act must begin with adopt, adapt"):
        filled(act="maybe")
    with pytest.raises(FieldError, match="plan must be filled in"):
        Form(title="Empty")
    assert (
        Form(title="Опыт", plan=PlanBox(on=date(2026, 1, 1), what="x")).key == "cycle"
    )


def test_a_study_that_goes_on_has_no_end_yet() -> None:
    open_ = filled(
        study=StudyBox(on=day(3), happened="four", verdict="partly"), act=None
    )
    assert pdsa.state(open_.cycle) is pdsa.Phase.STUDY
    again = form(open_.cycle)
    assert again.study is not None
    assert (again.study.on, again.study.learned) == (day(3), "")
    assert pdsa.state(filled(study=None, act=None).cycle) is pdsa.Phase.STUDY
    assert pdsa.state(filled(do=None, study=None, act=None).cycle) is pdsa.Phase.PLAN


def test_the_verdicts_to_write_are_those_there_are() -> None:
    advice = [said for said in WRITE.values() if "verdict = " in said]
    assert advice
    for said in advice:
        assert "(or partly, refuted, not-testable)" in said


@pytest.mark.parametrize(
    ("box", "fault"),
    [
        ({"do": {"on": "2026-03-02", "saw": ""}}, "do.saw"),
        ({"do": {"on": "2026-03-02", "saw": [" "]}}, "do.saw"),
        ({"do": {"on": "2026-03-02", "saw": 3}}, "do.saw"),
        ({"plan": {"on": "2026-03-02", "question": " "}}, "plan.question"),
    ],
)
def test_a_text_of_blanks_is_told_by_its_box(box: dict[str, Any], fault: str) -> None:
    tree = {"type": "cycles", "version": 1, "cycles": [{"title": "Remind", **box}]}
    with pytest.raises(DocumentError) as caught:
        documents.structure(tree, documents.Cycles)
    assert caught.value.problems
    for problem in caught.value.problems:
        assert problem.where.startswith(f"cycles[0].{fault}")
