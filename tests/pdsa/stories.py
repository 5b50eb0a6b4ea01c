"""Cycles and events for tests, all made up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from cqikit import pdsa
from cqikit.errors import TransitionError

START = date(2026, 3, 2)
QUESTIONS = ("how many come?", "how long does it take?", "do people like it?")


def day(number: int) -> date:
    """Return the day so many days after the start."""
    return START + timedelta(days=number)


def told(*events: pdsa.Event, key: str = "c1", **more: str) -> pdsa.Cycle:
    """Return a cycle with this log."""
    return pdsa.Cycle(key=key, title="Remind by text message", log=events, **more)


def whole(
    key: str = "c1",
    *,
    first: int = 0,
    prediction: pdsa.Prediction | str = "four of five",
    actual: float | None = None,
    verdict: Any = pdsa.Verdict.CONFIRMED,
    end: pdsa.Event | None = None,
    plan: pdsa.Plan | None = None,
    evidence: tuple[pdsa.EvidenceItem, ...] = (),
    team: str = "a",
    idea: str = "reminders",
) -> pdsa.Cycle:
    """Return a cycle that went all the way."""
    said = pdsa.Predict(
        on=day(first),
        question=QUESTIONS[0],
        prediction=prediction,
    )
    return pdsa.Cycle(
        key=key,
        title="Remind by text message",
        team=team,
        idea=idea,
        log=(
            plan or pdsa.Plan(on=day(first), objective="Do reminders help?"),
            said,
            pdsa.StartTest(on=day(first + 1)),
            pdsa.Observe(on=day(first + 2), what="four came"),
            pdsa.EndTest(on=day(first + 3)),
            pdsa.Compare(
                on=day(first + 4),
                question=QUESTIONS[0],
                actual=actual,
                verdict=verdict,
            ),
            pdsa.Conclude(
                on=day(first + 4), learned="reminders help", evidence=evidence
            ),
            end or pdsa.Adopt(on=day(first + 5)),
        ),
    )


numbers = st.integers(-100, 100).map(float)
sure = st.none() | st.floats(0, 1)
predictions = st.one_of(
    st.builds(pdsa.TextPrediction, st.just("better"), confidence=sure),
    st.builds(
        pdsa.Number,
        numbers,
        st.integers(0, 9).map(float),
        st.none() | numbers,
        confidence=sure,
    ),
    st.tuples(numbers, numbers, st.none() | numbers, st.floats(0, 1)).map(
        lambda parts: pdsa.Interval(
            min(parts[:2]), max(parts[:2]), parts[2], confidence=parts[3]
        )
    ),
    st.builds(
        pdsa.TrendPrediction,
        st.sampled_from(pdsa.Trend),
        st.none() | numbers,
        st.integers(0, 9).map(float),
        confidence=sure,
    ),
)
texts = st.sampled_from(["", "x", "two\nlines", '"quoted"', "\u05e9\u05dc\u05d5\u05dd"])
wordy = texts.filter(bool)
questions = st.sampled_from(QUESTIONS)
scales = st.none() | st.sampled_from(pdsa.NextScale)
exhibits = st.builds(
    pdsa.EvidenceItem,
    wordy,
    st.none() | st.booleans(),
    kind=st.sampled_from(pdsa.ExhibitKind),
    source=texts,
)
plans = st.builds(
    pdsa.Plan,
    on=st.just(START),
    objective=texts,
    purpose=st.sampled_from(pdsa.Purpose),
    questions=st.lists(questions, unique=True),
    who=texts,
    when=st.none() | st.sampled_from(["2026-03", "2026-W12", "2026-03-09"]),
    data=texts,
    measures=st.lists(st.sampled_from(["visits", "waits"])),
    scale=st.none() | st.integers(1, 125),
    unit=texts,
    conditions=st.lists(wordy),
)
#: An event of each type, dated on the first day.
EVENTS: dict[type, st.SearchStrategy[pdsa.Statement]] = {
    pdsa.Plan: plans,
    pdsa.Predict: st.builds(
        pdsa.Predict,
        on=st.just(START),
        question=questions,
        prediction=predictions,
        measure=st.sampled_from(["", "visits"]),
    ),
    pdsa.StartTest: st.builds(pdsa.StartTest, on=st.just(START)),
    pdsa.Observe: st.builds(
        pdsa.Observe,
        on=st.just(START),
        what=wordy,
        problem=st.booleans(),
        question=st.just("") | questions,
        value=st.none() | numbers,
        source=texts,
    ),
    pdsa.EndTest: st.builds(
        pdsa.EndTest, on=st.just(START), as_planned=st.booleans(), differences=texts
    ),
    pdsa.Compare: st.builds(
        pdsa.Compare,
        on=st.just(START),
        question=questions,
        happened=texts,
        actual=st.none() | numbers,
        verdict=st.none() | st.sampled_from(pdsa.Verdict),
    ),
    pdsa.Conclude: st.builds(
        pdsa.Conclude,
        on=st.just(START),
        learned=wordy,
        evidence=st.lists(exhibits, max_size=2),
    ),
    pdsa.Adopt: st.builds(
        pdsa.Adopt, on=st.just(START), reason=texts, next_scale=scales
    ),
    pdsa.Adapt: st.builds(
        pdsa.Adapt, on=st.just(START), changes=wordy, reason=texts, next_scale=scales
    ),
    pdsa.Abandon: st.builds(pdsa.Abandon, on=st.just(START), reason=wordy),
    pdsa.Stop: st.builds(pdsa.Stop, on=st.just(START), reason=wordy),
}
statements = st.one_of(*EVENTS.values())


def dated(event: pdsa.Statement, on: date) -> pdsa.Statement:
    """Return the event on another day."""
    from attrs import evolve

    return evolve(event, on=on)


@st.composite
def cycles(
    draw: Callable[[st.SearchStrategy[object]], object],
    key: str = "c1",
    *,
    corrected: bool = True,
) -> pdsa.Cycle:
    """Draw a possible cycle: whatever is refused is left out."""
    cycle = pdsa.begin(key=key, title="Drawn", team="a", idea="reminders")
    on = START
    for _ in range(draw(st.integers(0, 14))):  # type: ignore[call-overload]
        on += timedelta(days=draw(st.integers(0, 3)))  # type: ignore[arg-type]
        kinds = [kind for kind in pdsa.possible(cycle) if kind is not pdsa.Correct]
        event: pdsa.Event
        if corrected and cycle.log and draw(st.integers(0, 4)) == 0:
            place = draw(st.integers(0, len(cycle.log) - 1))
            there = cycle.log[place]  # type: ignore[call-overload]
            if isinstance(there, pdsa.Correct):
                continue
            new = draw(EVENTS[type(there)])
            event = pdsa.Correct(
                on=on,
                place=place,  # type: ignore[arg-type]
                instead=dated(new, there.on),  # type: ignore[arg-type]
                reason="a slip",
            )
        elif kinds:
            event = dated(draw(EVENTS[draw(st.sampled_from(kinds))]), on)  # type: ignore[index, arg-type]
        else:
            continue
        try:
            cycle = pdsa.advance(cycle, event)
        except TransitionError:
            continue
    return cycle
