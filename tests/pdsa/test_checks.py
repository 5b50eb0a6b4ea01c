"""What is missing in a record, and what would fix it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve
from hypothesis import given, settings

from cqikit import pdsa
from cqikit.core import Context, Finding, Severity, run_checks
from cqikit.pdsa import CHECKS, Worksheet, worksheet
from tests.pdsa.stories import QUESTIONS, cycles, day, told, whole

GOOD = evolve(
    worksheet(whole(prediction=pdsa.Number(4, within=1), actual=4, verdict=None)),
    data="a tally sheet",
    scale=5,
    evidence=[pdsa.EvidenceItem("they said so", supports=True, kind="interview")],
)


def found(record: pdsa.Record, code: str) -> tuple[Finding, ...]:
    return run_checks(record, [CHECKS[code]])


def test_nothing_is_missing_in_a_whole_record() -> None:
    assert run_checks(GOOD, CHECKS, Context(as_of=day(9))) == ()
    assert run_checks(pdsa.cycle_of(GOOD), CHECKS, Context(as_of=day(9))) == ()


@settings(max_examples=50)
@given(cycles())
def test_a_cycle_and_its_form_have_the_same_findings(cycle: pdsa.Cycle) -> None:
    assert run_checks(cycle, CHECKS) == run_checks(worksheet(cycle), CHECKS)


COMPARED = GOOD.comparisons[0]
BLANK = {"differences": "", "observations": ()}


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("cycle.no-idea", {"idea": ""}),
        ("cycle.no-objective", {"objective": " "}),
        ("cycle.no-data-plan", {"data": " "}),
        ("cycle.no-scale", {"scale": None}),
        ("cycle.not-learning", {"purpose": "task"}),
        ("cycle.no-prediction", {"predictions": ()}),
        (
            "cycle.vague-prediction",
            {"predictions": [evolve(GOOD.predictions[0], prediction="some")]},
        ),
        ("cycle.question-unpredicted", {"questions": [QUESTIONS[0], QUESTIONS[1]]}),
        ("cycle.no-plan", {"objective": "", "predictions": (), "data": ""}),
        ("cycle.no-do", BLANK),
        ("cycle.no-study", {"comparisons": (), "learned": ""}),
        ("cycle.no-act", {"decision": None}),
        ("cycle.studied-before-end", {"studied_on": day(2)}),
        (
            "cycle.verdict-disagrees",
            {"comparisons": [evolve(COMPARED, verdict="refuted")]},
        ),
        (
            "cycle.not-testable",
            {"comparisons": [evolve(COMPARED, verdict="not-testable")]},
        ),
        ("cycle.no-evidence", {"evidence": ()}),
        (
            "cycle.adopted-despite",
            {"evidence": [pdsa.EvidenceItem("nobody came", supports=False)]},
        ),
        ("cycle.adopted-despite", {"comparisons": [evolve(COMPARED, actual=9)]}),
    ],
)
def test_each_lack_has_its_code_and_a_fix(code: str, change: dict[str, object]) -> None:
    assert found(GOOD, code) == ()
    [finding] = found(evolve(GOOD, **change), code)  # type: ignore[arg-type]
    assert finding.code == code
    assert finding.fix
    assert finding.source


def test_every_check_of_records_is_tested_here() -> None:
    tested = {
        code
        for code in CHECKS.names
        if code not in {"cycle.dated-ahead", "cycle.stale"}
    }
    marks = test_each_lack_has_its_code_and_a_fix.pytestmark  # type: ignore[attr-defined]
    assert {case[0] for case in marks[0].args[1]} == tested


def test_an_empty_form_is_not_scolded_for_what_is_still_to_come() -> None:
    codes = {
        check.code for check in run_checks(Worksheet(key="c", title="New"), CHECKS)
    }
    assert codes == {
        "cycle.no-idea",
        "cycle.no-objective",
        "cycle.no-data-plan",
        "cycle.no-scale",
    }


@pytest.mark.parametrize(
    "only",
    [
        {"started_on": day(1), "observations": ()},
        {"started_on": None, "observations": GOOD.observations},
    ],
)
def test_a_test_shows_by_its_start_or_by_what_was_seen(only: dict[str, object]) -> None:
    bare = Worksheet(key="c", title="Tested", **only)  # type: ignore[arg-type]
    assert found(bare, "cycle.no-prediction")
    assert found(bare, "cycle.no-plan")


def test_a_question_without_a_prediction_is_named() -> None:
    asked = evolve(GOOD, questions=[QUESTIONS[0], QUESTIONS[1]])
    [finding] = found(asked, "cycle.question-unpredicted")
    assert finding.where == "questions[1]"
    assert QUESTIONS[1] in finding.message


def test_evidence_on_both_sides_is_no_reason_against() -> None:
    mixed = [
        pdsa.EvidenceItem("nobody came", supports=False),
        pdsa.EvidenceItem("all came", supports=True),
    ]
    assert found(evolve(GOOD, evidence=mixed), "cycle.adopted-despite") == ()
    refuted = [evolve(COMPARED, actual=9)]
    abandoned = evolve(GOOD, comparisons=refuted, decision="abandon")
    assert found(abandoned, "cycle.adopted-despite") == ()


def test_a_comparison_without_its_prediction_has_no_computed_verdict() -> None:
    loose = evolve(GOOD, predictions=())
    assert found(loose, "cycle.verdict-disagrees") == ()


def test_nothing_happens_in_the_future() -> None:
    [check] = run_checks(GOOD, [CHECKS["cycle.dated-ahead"]], Context(as_of=day(4)))
    assert check.severity is Severity.FAULT
    assert not run_checks(GOOD, [CHECKS["cycle.dated-ahead"]], Context(as_of=day(5)))
    assert not run_checks(GOOD, [CHECKS["cycle.dated-ahead"]])
    empty = Worksheet(key="c", title="New")
    assert not run_checks(
        empty, CHECKS.only("cycle.dated-ahead"), Context(as_of=day(0))
    )


@pytest.mark.parametrize(("days", "count"), [(60, 0), (61, 1)])
def test_an_open_cycle_goes_stale_after_sixty_days(days: int, count: int) -> None:
    cycle = told(pdsa.Plan(on=day(0)))
    context = Context(as_of=day(0) + timedelta(days=days))
    assert len(run_checks(cycle, [CHECKS["cycle.stale"]], context)) == count
    ended = pdsa.advance(cycle, pdsa.Stop(on=day(0), reason="no time"))
    assert not run_checks(ended, [CHECKS["cycle.stale"]], context)
    sooner = CHECKS.replace(pdsa.stale_after(30))
    assert run_checks(cycle, [sooner["cycle.stale"]], context)
    assert not run_checks(cycle, [CHECKS["cycle.stale"]])
