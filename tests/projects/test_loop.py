"""The five-step loop of S3: folded from what a project holds, by its table alone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from cqikit.actions import ActionStep
from cqikit.assessments import FRAMEWORKS, Answer, Responses
from cqikit.drivers import ChangeIdea, Diagram
from cqikit.measures import Aim, Level
from cqikit.pdsa import Cycle, Plan, Predict, StartTest, Stop
from cqikit.plans import Begin, ReviewStep, Revise, StartReview
from cqikit.plans import Plan as QualityPlan
from cqikit.projects import (
    LOOP,
    Assessed,
    Charter,
    Groundwork,
    LoopStep,
    ProgramModel,
    Project,
    loop,
)
from cqikit.projects._loop import Before

START = date(2026, 1, 1)
LAID = Groundwork(vision="Every family is heard", model=ProgramModel(summary="Visits"))


def day(number: int) -> date:
    return START + timedelta(days=number)


def assessed(number: int | None, framework: str = "root-cause-areas") -> Assessed:
    of = FRAMEWORKS[framework]
    answer = Answer(item=of.all_items[0].key, value=1)
    return Assessed(
        key=f"{framework}-{number}",
        on=None if number is None else day(number),
        responses=Responses(of, [answer]),
    )


def cycle(key: str, planned: int, ended: int | None = None) -> Cycle:
    log: list[Any] = [Plan(on=day(planned), objective="Learn")]
    if ended is not None:
        log.append(Predict(on=day(planned), question="How many?", prediction="ten"))
        log.append(StartTest(on=day(planned)))
        log.append(Stop(on=day(ended), reason="Staff left"))
    return Cycle(key=key, title=key, log=log)


def project(as_of: int = 999, **parts: Any) -> Project:
    charter = Charter(key="p", title="P", as_of=day(as_of))
    return Project(charter=charter, **parts)


def whole(as_of: int = 999) -> Project:
    return project(
        as_of,
        groundwork=LAID,
        assessed=[assessed(10), assessed(90)],
        cycles=[cycle("a", 20, 40), cycle("b", 50, 60)],
    )


@pytest.mark.parametrize(
    ("as_of", "step", "missing"),
    [
        (0, LoopStep.ASSESSMENT, "answer a self-assessment"),
        (10, LoopStep.PRIORITIES, "say what is worked on first"),
        (20, LoopStep.CYCLES, "test a change"),
        (40, LoopStep.RETAKE, "answer the same self-assessment again"),
        (90, LoopStep.PRIORITIES, "say what is worked on first"),
    ],
)
def test_each_step_follows_from_what_is_there_by_then(
    as_of: int, step: LoopStep, missing: str
) -> None:
    found = loop(whole(as_of))
    assert found.step is step
    [said] = found.missing
    assert said.startswith(missing)
    assert found.round == (2 if as_of == 90 else 1)
    assert not found.apart


def test_a_project_without_groundwork_stands_at_its_first_step() -> None:
    found = loop(evolve(whole(), groundwork=None))
    assert found.step is LoopStep.GROUNDWORK
    assert found.missing == (
        "write down what quality looks like here: a vision",
        "describe how the program works: a model",
    )
    # All else is there, and does not count.
    assert len(found.apart) == 6
    assert found.apart_words.endswith("in three areas; a; b")
    assert found.taken == ()


def test_half_a_groundwork_says_which_half_is_missing() -> None:
    found = loop(project(groundwork=evolve(LAID, vision=" ")))
    assert found.missing == ("write down what quality looks like here: a vision",)
    assert found.apart == ()


def test_what_comes_before_its_step_is_kept_apart() -> None:
    late = evolve(whole(), groundwork=evolve(LAID, on=day(15)))
    found = loop(late)
    # The first assessment was before the groundwork, and so were no cycles.
    assert [fact.on for fact in found.apart] == [
        day(10),
        *[day(20), day(50)],
        day(40),
        day(60),
    ]
    assert found.step is LoopStep.PRIORITIES


def test_another_framework_is_no_retake_and_a_progress_score_no_assessment() -> None:
    other = evolve(whole(), assessed=[assessed(10), assessed(90, "cqi-attributes")])
    assert loop(other).step is LoopStep.RETAKE
    scored = evolve(whole(), assessed=[assessed(5, "team-progress")])
    assert loop(scored).step is LoopStep.ASSESSMENT


def test_what_a_crosswalk_makes_is_no_retake_and_what_follows_it_is() -> None:
    first, own = assessed(10), assessed(30, "cqi-attributes")
    crossed = evolve(
        assessed(30), key="crossed", on=day(45), translated_from=own.key, title="From"
    )
    made = [first, evolve(own, on=day(45)), crossed]
    found = loop(evolve(whole(50), assessed=made))
    assert found.step is LoopStep.RETAKE
    assert "From" not in found.apart_words
    # Answered by another framework first, and by this one after: that is again.
    again = [evolve(own, on=day(10)), evolve(crossed, on=day(10)), assessed(90)]
    found = loop(evolve(whole(), assessed=again))
    assert (found.step, found.round) == (LoopStep.PRIORITIES, 2)


def test_a_cycle_that_was_stopped_before_its_test_asks_for_no_retake() -> None:
    log = [Plan(on=day(20), objective="Learn"), Stop(on=day(21), reason="Staff left")]
    untested = [Cycle(key="a", title="a", log=log)]  # type: ignore[arg-type]
    found = loop(evolve(whole(80), cycles=untested))
    assert found.step is LoopStep.CYCLES
    assert found.apart == ()


def test_an_assessment_without_an_answer_is_none() -> None:
    of = FRAMEWORKS["root-cause-areas"]
    empty = Assessed(key="e", on=day(5), responses=Responses(of, []))
    found = loop(project(groundwork=LAID, assessed=[empty]))
    assert found.step is LoopStep.ASSESSMENT


def test_what_has_no_day_counts_as_soon_as_it_can() -> None:
    plan = QualityPlan(
        key="p", title="Plan", steps=[ActionStep(key="s", what="Order tables")]
    )
    found = loop(
        project(
            groundwork=LAID,
            assessed=[assessed(None)],
            plan=plan,
            cycles=[cycle("a", 1)],
        )
    )
    assert found.step is LoopStep.CYCLES
    assert [
        taken.fact.what for taken in found.taken if taken.step is LoopStep.PRIORITIES
    ] == [
        "Plan: 1 action step",
        "a",
    ]


def test_a_revised_plan_sets_priorities_again() -> None:
    step = ActionStep(key="s", what="Order tables", who="director")
    plan = QualityPlan(
        key="p",
        title="Plan",
        steps=[step],
        log=[
            Begin(on=day(20)),
            StartReview(on=day(95), roles=["staff"]),
            ReviewStep(on=day(95), step="s", done=True),
            Revise(on=day(96), before=[step]),
        ],
    )
    found = loop(evolve(whole(), plan=plan))
    assert found.step is LoopStep.CYCLES
    assert found.round == 2
    assert found.taken[-1].fact.what == "Plan, revised"


def test_ideas_alone_are_no_priority() -> None:
    target = Aim(key="aim", title="A", measure="m", target=Level(1), by="2027")
    ideas = [ChangeIdea(key="i", title="Try")]
    diagram = Diagram(key="d", title="D", aim=target, ideas=ideas)
    found = loop(project(groundwork=LAID, assessed=[assessed(1)], diagram=diagram))
    assert found.step is LoopStep.PRIORITIES


@given(
    st.lists(st.integers(0, 60), max_size=4),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 30)), max_size=4),
    st.integers(0, 90),
    st.randoms(use_true_random=False),
)
def test_the_step_is_the_fold_of_what_counted_and_order_does_not_matter(
    answered: list[int], tried: list[tuple[int, int]], until: int, chance: Any
) -> None:
    several = [assessed(number) for number in dict.fromkeys(answered)]
    cycles = [
        cycle(f"c{place}", planned, planned + lasted)
        for place, (planned, lasted) in enumerate(tried)
    ]
    found = loop(project(until, groundwork=LAID, assessed=several, cycles=cycles))
    walked = LOOP.start
    seen = frozenset[str]()
    for taken in found.taken:
        walked = LOOP.step(walked, Before(frameworks=seen), taken.fact)
        seen |= {getattr(taken.fact, "framework", "")}
    assert walked is found.step
    days = [taken.fact.on for taken in found.taken if taken.fact.on]
    assert days == sorted(days)
    # Cutting at a day equals never having had what comes later.
    known = [
        assessment
        for assessment in several
        if assessment.on and assessment.on <= day(until)
    ]
    begun = [this_cycle for this_cycle in cycles if this_cycle.log[-1].on <= day(until)]
    begun += [
        evolve(this_cycle, log=this_cycle.log[:1])
        for this_cycle in cycles
        if this_cycle.log[0].on <= day(until) < this_cycle.log[-1].on
    ]
    assert (
        loop(project(groundwork=LAID, assessed=known, cycles=begun)).step is found.step
    )
    chance.shuffle(several)
    shuffled = project(until, groundwork=LAID, assessed=several, cycles=cycles)
    assert loop(shuffled).step is found.step


def test_the_picture_of_the_loop_goes_round() -> None:
    drawn = LOOP.mermaid()
    assert "retake --> priorities: Assess" in drawn
    assert drawn.count("-->") == 1 + len(LOOP.rows)


def test_of_many_things_apart_a_few_are_named() -> None:
    cycles = [cycle(f"c{place}", place, place) for place in range(9)]
    found = loop(project(cycles=cycles))
    assert found.apart_words == "c0; c1; c2; c3; c4; c5; and 3 more"
