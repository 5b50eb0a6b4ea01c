"""A cycle is its dated event log, and only possible logs are cycles."""

from __future__ import annotations

import pickle
from datetime import datetime

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError
from hypothesis import given, settings

from cqikit import pdsa
from cqikit.errors import FieldError, FieldTypeError, TransitionError
from cqikit.pdsa import _table
from tests.pdsa.stories import QUESTIONS, cycles, day, statements, told, whole

PREDICT = pdsa.Predict(on=day(0), question=QUESTIONS[0], prediction="four of five")
STARTED = (PREDICT, pdsa.StartTest(on=day(1)))
OBSERVED = (*STARTED, pdsa.Observe(on=day(2), what="four came"))
ENDED = (*OBSERVED, pdsa.EndTest(on=day(3)))
COMPARED = (
    *ENDED,
    pdsa.Compare(on=day(4), question=QUESTIONS[0], verdict="confirmed"),
)
CONCLUDED = (*COMPARED, pdsa.Conclude(on=day(4), learned="reminders help"))


@settings(max_examples=50)
@given(cycles())
def test_a_cycle_is_its_log(cycle: pdsa.Cycle) -> None:
    again = pdsa.begin(
        key=cycle.key, title=cycle.title, team=cycle.team, idea=cycle.idea
    )
    for event in cycle.log:
        again = pdsa.advance(again, event)
    assert again == cycle
    assert pdsa.state(again) is pdsa.state(cycle)
    assert hash(again) == hash(cycle)


@settings(max_examples=50)
@given(cycles())
def test_any_prefix_of_a_log_is_a_cycle(cycle: pdsa.Cycle) -> None:
    for length in range(len(cycle.log) + 1):
        assert evolve(cycle, log=cycle.log[:length]).log == cycle.log[:length]


@settings(max_examples=50)
@given(cycles(), statements)
def test_what_is_not_possible_now_is_refused(
    cycle: pdsa.Cycle, event: pdsa.Statement
) -> None:
    if type(event) not in pdsa.possible(cycle):
        with pytest.raises(TransitionError) as refused:
            pdsa.advance(cycle, event)
        named = {kind.__name__ for kind in pdsa.possible(cycle)}
        assert set(refused.value.possible) == named
        assert refused.value.state == pdsa.state(cycle).value


@settings(max_examples=50)
@given(cycles(), statements)
def test_what_was_refused_is_not_possible_now(
    cycle: pdsa.Cycle, event: pdsa.Statement
) -> None:
    refused = None
    try:
        pdsa.advance(cycle, event)
    except TransitionError as error:
        refused = error
    if refused is not None:
        assert type(event).__name__ not in refused.possible
        assert bool(refused.guards) == bool(refused.reasons)


def test_a_test_without_a_prediction_is_not_possible_yet() -> None:
    names = {kind.__name__ for kind in pdsa.possible(told())}
    assert names == {"Plan", "Predict", "Stop", "Correct"}
    assert pdsa.StartTest in pdsa.possible(told(PREDICT))


@settings(max_examples=50)
@given(cycles())
def test_an_ended_cycle_takes_nothing_but_corrections(cycle: pdsa.Cycle) -> None:
    if pdsa.state(cycle).is_end:
        assert pdsa.possible(cycle) == (pdsa.Correct,)


@settings(max_examples=50)
@given(cycles())
def test_a_cycle_survives_pickling(cycle: pdsa.Cycle) -> None:
    again = pickle.loads(pickle.dumps(cycle))
    assert again == cycle
    assert pdsa.statements(again) == pdsa.statements(cycle)


def test_advancing_changes_nothing() -> None:
    cycle = told(PREDICT)
    further = pdsa.advance(cycle, pdsa.StartTest(on=day(1)))
    assert cycle.log == (PREDICT,)
    assert pdsa.state(cycle) is pdsa.Phase.PLAN
    assert pdsa.state(further) is pdsa.Phase.DO
    with pytest.raises(FrozenInstanceError):
        cycle.title = "Other"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("log", "phase"),
    [
        ((), "plan"),
        (STARTED, "do"),
        (OBSERVED, "do"),
        (ENDED, "study"),
        (COMPARED, "study"),
        (CONCLUDED, "act"),
        ((*CONCLUDED, pdsa.Adopt(on=day(5))), "adopted"),
        ((*CONCLUDED, pdsa.Adapt(on=day(5), changes="call")), "adapted"),
        ((*CONCLUDED, pdsa.Abandon(on=day(5), reason="no use")), "abandoned"),
        ((pdsa.Stop(on=day(0), reason="no time"),), "stopped"),
        ((*OBSERVED, pdsa.Stop(on=day(3), reason="no time")), "stopped"),
        ((*ENDED, pdsa.Stop(on=day(3), reason="no time")), "stopped"),
        ((*CONCLUDED, pdsa.Stop(on=day(5), reason="no time")), "stopped"),
    ],
)
def test_the_phase_is_folded_from_the_log(
    log: tuple[pdsa.Event, ...], phase: str
) -> None:
    assert pdsa.state(told(*log)).value == phase


@pytest.mark.parametrize(
    ("log", "event", "why"),
    [
        ((), STARTED[1], "StartTest is not possible in plan: write a prediction first"),
        (STARTED, pdsa.EndTest(on=day(2)), "observe something first"),
        (
            ENDED,
            pdsa.Conclude(on=day(4), learned="much"),
            "compare each prediction with what happened first",
        ),
        (
            COMPARED,
            pdsa.Adopt(on=day(5)),
            "Adopt is not possible in study: possible now: Compare, Conclude, Stop,",
        ),
        ((PREDICT,), PREDICT, "this question has its prediction"),
        (
            ENDED,
            pdsa.Compare(on=day(4), question="unasked", verdict="partly"),
            "name a question that has a prediction",
        ),
        (
            ENDED,
            pdsa.Compare(on=day(4), question=QUESTIONS[0], actual=4.0),
            "say the verdict: it cannot be computed",
        ),
        (COMPARED, COMPARED[-1], "this question is compared already"),
        (STARTED, pdsa.Observe(on=day(0), what="too early"), "date it no earlier"),
    ],
)
def test_a_refusal_says_why(
    log: tuple[pdsa.Event, ...], event: pdsa.Event, why: str
) -> None:
    with pytest.raises(TransitionError) as refused:
        pdsa.advance(told(*log), event)
    assert why in str(refused.value)
    assert not refused.value.where


def test_an_impossible_log_names_its_event() -> None:
    with pytest.raises(TransitionError) as refused:
        told(PREDICT, pdsa.Observe(on=day(1), what="too early"))
    assert refused.value.where == "log[1]"
    assert str(refused.value).startswith("log[1]: Observe is not possible in plan")


def test_a_log_holds_events_only() -> None:
    with pytest.raises(FieldTypeError, match=r"log\[0\] must be a Plan or"):
        told("StartTest")  # type: ignore[arg-type]
    with pytest.raises(FieldTypeError, match="on must be a day"):
        pdsa.StartTest(on=datetime(2026, 3, 2))  # noqa: DTZ001
    with pytest.raises(FieldTypeError, match="scale must be a whole number"):
        pdsa.Plan(on=day(0), scale=2.5)  # type: ignore[arg-type]


def test_a_correction_appends_and_rewrites_nothing() -> None:
    cycle = whole()
    slip = cycle.log[3]
    fixed = pdsa.Observe(on=day(2), what="three came")
    corrected = pdsa.advance(
        cycle,
        pdsa.Correct(on=day(9), place=3, instead=fixed, reason="read wrongly"),
    )
    assert corrected.log[:-1] == cycle.log
    assert corrected.log[3] == slip
    assert pdsa.statements(corrected)[3] == fixed
    assert pdsa.state(corrected) is pdsa.state(cycle)
    assert pdsa.latest(corrected, pdsa.Observe) == fixed


@pytest.mark.parametrize(
    ("correction", "why"),
    [
        (
            pdsa.Correct(
                on=day(9), place=9, instead=pdsa.EndTest(on=day(3)), reason="slip"
            ),
            "name the place of an earlier event",
        ),
        (
            pdsa.Correct(
                on=day(9), place=2, instead=pdsa.EndTest(on=day(3)), reason="slip"
            ),
            "replace an event by one of its own type",
        ),
        (
            pdsa.Correct(
                on=day(9), place=2, instead=pdsa.StartTest(on=day(10)), reason="slip"
            ),
            "date what happened no later than its correction",
        ),
        (
            pdsa.Correct(on=day(9), place=1, instead=PREDICT, reason="slip"),
            "a prediction stays as it was made once the test has started",
        ),
        (
            pdsa.Correct(
                on=day(9), place=2, instead=pdsa.StartTest(on=day(8)), reason="slip"
            ),
            "the corrected log must be possible (Observe is not possible in do: date",
        ),
        (
            pdsa.Correct(
                on=day(1), place=2, instead=pdsa.StartTest(on=day(1)), reason="slip"
            ),
            "date it no earlier than the event before it: adopt of 2026-03-07",
        ),
    ],
)
def test_an_impossible_correction_is_refused(
    correction: pdsa.Correct, why: str
) -> None:
    with pytest.raises(TransitionError) as refused:
        pdsa.advance(whole(), correction)
    assert why in str(refused.value)
    assert refused.value.event == "Correct"


def test_a_correction_is_not_corrected() -> None:
    cycle = told(PREDICT)
    first = pdsa.Correct(on=day(1), place=0, instead=PREDICT, reason="slip")
    second = pdsa.Correct(on=day(1), place=1, instead=PREDICT, reason="slip")
    with pytest.raises(TransitionError, match="no correction itself"):
        pdsa.advance(pdsa.advance(cycle, first), second)


def test_a_log_has_at_most_a_hundred_corrections() -> None:
    # After each, the whole log is judged anew: a stranger's may have thousands.
    fix = pdsa.Correct(on=day(1), place=0, instead=PREDICT, reason="slip")
    cycle = pdsa.Cycle(key="c", title="Remind", log=(PREDICT, *[fix] * 100))
    with pytest.raises(TransitionError, match="has at most 100 corrections"):
        pdsa.advance(cycle, fix)


def test_each_event_of_a_long_log_is_looked_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen = []
    add = _table.Told.add

    def counted(self: _table.Told, event: pdsa.Event) -> None:
        seen.append(event)
        add(self, event)

    monkeypatch.setattr(_table.Told, "add", counted)
    log = tuple(evolve(PREDICT, question=f"how many {n}") for n in range(300))
    cycle = pdsa.Cycle(key="c", title="Remind", log=log)
    assert len(seen) == len(cycle.log)


def test_a_corrected_question_may_be_asked_anew() -> None:
    other = evolve(PREDICT, question="another")
    fix = pdsa.Correct(on=day(1), place=0, instead=other, reason="slip")
    cycle = told(PREDICT, fix, evolve(PREDICT, on=day(1)))
    assert [asked.question for asked in pdsa.comparisons(cycle)] == [
        "another",
        PREDICT.question,
    ]
    with pytest.raises(TransitionError, match="this question has its prediction"):
        pdsa.advance(cycle, evolve(other, on=day(1)))


def test_a_prediction_may_be_corrected_before_the_test() -> None:
    better = evolve(PREDICT, prediction=pdsa.Number(4, within=1))
    cycle = pdsa.advance(
        told(PREDICT), pdsa.Correct(on=day(0), place=0, instead=better, reason="vague")
    )
    assert pdsa.comparisons(cycle)[0].prediction == pdsa.Number(4, within=1)


def test_a_decision_is_read_as_corrected() -> None:
    cycle = whole(end=pdsa.Adapt(on=day(5), changes="call"))
    slip = pdsa.Correct(
        on=day(8),
        place=7,
        instead=pdsa.Adapt(on=day(5), changes="call twice"),
        reason="slip",
    )
    decided = pdsa.decision(pdsa.advance(cycle, slip))
    assert isinstance(decided, pdsa.Adapt)
    assert decided.changes == "call twice"


def test_an_open_or_stopped_cycle_has_no_decision() -> None:
    assert pdsa.decision(pdsa.begin(key="c1", title="Remind")) is None
    assert pdsa.decision(told(*CONCLUDED)) is None
    assert pdsa.decision(told(pdsa.Stop(on=day(0), reason="no time"))) is None


def test_a_cycle_begins_with_a_plan_or_without() -> None:
    plan = pdsa.Plan(on=day(0), objective="Do reminders help?")
    assert pdsa.latest(pdsa.begin(key="c1", title="Remind"), pdsa.Plan) is None
    begun = pdsa.begin(key="c1", title="Remind", plan=plan)
    later = evolve(plan, objective="Do calls help?")
    assert pdsa.latest(begun, pdsa.Plan) == plan
    assert pdsa.latest(pdsa.advance(begun, later), pdsa.Plan) == later


def test_each_prediction_stands_beside_what_happened() -> None:
    number = pdsa.Number(4, within=1, start=2)
    open_one = pdsa.Predict(
        on=day(0), question=QUESTIONS[1], prediction=number, measure="visits"
    )
    compared = pdsa.Compare(on=day(4), question=QUESTIONS[1], actual=4.5)
    cycle = told(PREDICT, open_one, *ENDED[1:], compared)
    first, second = pdsa.comparisons(cycle)
    assert (first.question, first.verdict, first.actual) == (QUESTIONS[0], None, None)
    assert second.measure == "visits"
    assert second.verdict is pdsa.Verdict.CONFIRMED
    assert second.actual == 4.5


def test_evidence_of_any_kind_is_kept_as_it_was() -> None:
    class Reading:
        summary = "a shift of eight points"
        supports = True

    kept = pdsa.exhibit(Reading(), kind="chart", source="waits")
    concluded = pdsa.Conclude(on=day(4), learned="much", evidence=[Reading(), kept])
    assert concluded.evidence == (
        pdsa.EvidenceItem("a shift of eight points", supports=True),
        kept,
    )
    assert pdsa.exhibit(kept) is kept

    class Half:
        summary = "of what, it does not say"

    for wrong in (3, Half()):
        with pytest.raises(FieldTypeError, match=r"evidence\[0\] must be an Evidence"):
            pdsa.Conclude(on=day(4), learned="much", evidence=[wrong])  # type: ignore[list-item]
    with pytest.raises(FieldTypeError, match="evidence must be a list"):
        pdsa.Conclude(on=day(4), learned="much", evidence="a chart")  # type: ignore[arg-type]


def test_a_share_of_nothing_has_no_rate() -> None:
    assert pdsa.Share(0, 0).interval() is None
    assert pdsa.Share(15, 148).interval() == pdsa.wilson(15, 148)
    assert str(pdsa.Share(0, 0)) == "0 of 0"
    with pytest.raises(FieldError, match="count must be at most 3"):
        pdsa.Share(4, 3)
