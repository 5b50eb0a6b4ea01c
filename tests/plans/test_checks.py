from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings

from cqikit import actions, pdsa
from cqikit.actions import Drop, Finish, Note, Reopen, Start
from cqikit.core import Catalog, Context, Severity, run_checks
from cqikit.errors import FieldError, TransitionError
from cqikit.plans import (
    CHECKS,
    CQI_CHECKS,
    TOOLS,
    Add,
    Area,
    Begin,
    Celebrate,
    ContextChange,
    DataSource,
    DropStep,
    Involve,
    Need,
    Observe,
    Plan,
    Redefine,
    Reflect,
    ReviewStep,
    Revise,
    Share,
    Stage,
    UnitScore,
    advance,
    max_duration,
    review,
    review_due,
    reviewed_within,
    revise,
    state,
    tools_used,
    wip_limit,
)
from tests.plans.stories import DAY, begun, lived, plan, reviewed, step

SOON = Context(as_of=date(2026, 10, 1))
REVIEW = date(2027, 6, 1)


OF_PLANS = CHECKS.without("plan.steps")


def codes(made: Plan, context: Context = SOON, checks: Any = OF_PLANS) -> list[str]:
    return [check.code.split(".")[1] for check in run_checks(made, checks, context)]


def need(key: str = "seating", **fields: Any) -> Need:
    return Need(key=key, title="Feet reach the floor", **fields)


def area(**fields: Any) -> Area:
    return evolve(plan().areas[0], **fields)


def under_way(key: str, **fields: Any) -> Any:
    return step(key, log=[Start(on=DAY)], **fields)


def watched(made: Plan) -> Plan:
    """Return the plan with two roles that observe it."""
    for role in ("educator", "parent"):
        event = Observe(on=made.log[-1].on, role=role, what="children sit well")
        made = advance(made, event)
    return made


def test_a_whole_plan_has_no_finding() -> None:
    assert codes(plan()) == []
    assert codes(begun()) == []
    assert codes(begun(), Context()) == []
    assert [check.code for check in run_checks(begun(), CHECKS, SOON)] == []


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (plan(steps=[]), ["no-steps", "unanswered-need"]),
        (plan(step("a", after="b"), step("b", after="a")), ["circle"]),
        (
            plan(step("a", after="b"), step("b", when="2026-12")),
            ["late-dependency"],
        ),
        (plan(step("a", after="b"), step("b", when=None)), []),
        (
            plan(
                step("a", after="b"),
                step("b", when="2026-12", log=[Drop(on=DAY, why="x")]),
            ),
            [],
        ),
        (
            plan(step("a", after="b", log=[Finish(on=DAY)]), step("b", when="2026-12")),
            [],
        ),
        (plan(under_way("a"), under_way("b"), wip_limit=1), ["too-many-at-a-time"]),
        (plan(under_way("a"), under_way("b"), wip_limit=2), []),
        (
            plan(under_way("a"), step("b", concern="health-and-safety")),
            ["safety-waits"],
        ),
        (
            plan(under_way("a"), step("b", concern="health-and-safety", after="a")),
            [],
        ),
        (
            plan(
                under_way("a", concern="health-and-safety"),
                step("b", concern="licensing"),
            ),
            [],
        ),
        (plan(step("a", log=[Drop(on=DAY, why="x")])), ["unanswered-need"]),
        (plan(step("a", answers=["seating", "else"])), ["unknown-need"]),
        # Without areas, too: no need is known to which an answer could belong.
        (
            plan(step("a", answers=["else"], area=""), areas=(), log=()),
            ["unknown-need"],
        ),
        (plan(step("a"), step("b", answers="x", log=[Finish(on=DAY)])), []),
        # A slip is told of a step that is over, too: its thread is cut.
        (
            plan(step("a"), step("b", answers="seatin", log=[Finish(on=DAY)])),
            ["unknown-need"],
        ),
        (plan(areas=[area(scores=())]), ["no-scores"]),
        (
            plan(areas=[area(scores=[UnitScore(unit="Home", value=3)])]),
            ["unsourced-score"],
        ),
        (
            plan(
                areas=[
                    area(
                        scores=[
                            UnitScore(
                                unit="H",
                                value=9,
                                source="strengths",
                                tool="strengthening-families",
                            )
                        ]
                    )
                ]
            ),
            [],
        ),
        (
            plan(
                areas=[area(scores=[UnitScore(unit="H", value=7.1, source="fccers")])]
            ),
            ["out-of-scale"],
        ),
        (
            plan(areas=[area(scores=[UnitScore(unit="H", value=7, source="fccers")])]),
            [],
        ),
        (
            plan(
                areas=[
                    area(
                        scores=[
                            UnitScore(unit="H", value=9, source="fccers", tool="own")
                        ]
                    )
                ]
            ),
            [],
        ),
        (plan(sources=plan().sources[:-1]), ["missing-source"]),
        (
            plan(sources=[source for source in plan().sources if source.tool != "bas"]),
            ["missing-tool"],
        ),
        (plan(step("a", lever="weaker"), step("b", lever="weaker")), ["only-weak"]),
        (plan(step("a", lever="weaker"), step("b", lever="stronger")), []),
        (plan(step("a", lever="weaker"), step("b")), ["only-weak"]),
        (
            plan(
                step("long", log=[Finish(on=DAY)]),
                step("part", parent="long"),
                step("over", parent="long", log=[Finish(on=DAY)]),
            ),
            ["parent-done-early"],
        ),
        (plan(step("long"), step("part", parent="long")), []),
        (plan(*(step(key, who="cook") for key in "abc")), ["one-owner"]),
        (plan(*(step(key, who="cook") for key in "ab")), []),
    ],
)
def test_each_fault_as_written_has_its_code(made: Plan, expected: list[str]) -> None:
    assert codes(made) == expected


def test_programs_of_other_kinds_may_rest_on_other_data() -> None:
    free = plan(program_type="other", sources=(), areas=[area(scores=(), tool="")])
    assert codes(free) == []
    tooled = plan(program_type="other", sources=(), areas=[area(scores=())])
    assert codes(tooled) == ["no-scores"]


def test_a_need_about_safety_that_nothing_answers_is_a_fault() -> None:
    growth = [need(), need("gate", concern="health-and-safety")]
    [found] = run_checks(plan(areas=[area(growth=growth)]), CHECKS, SOON)
    assert (found.severity, found.where) == (Severity.FAULT, "areas[0].growth[1]")


def test_safety_that_waits_weighs_more_than_licensing() -> None:
    for concern, severity in (
        ("health-and-safety", Severity.FAULT),
        ("licensing", Severity.WARNING),
    ):
        made = plan(under_way("a"), step("b", concern=concern))
        [found] = run_checks(made, [CHECKS["plan.safety-waits"]])
        assert found.severity is severity


def test_sources_go_stale_after_their_months() -> None:
    assert codes(plan(), Context(as_of=date(2027, 8, 31))) == []
    assert codes(plan(), Context(as_of=date(2027, 9, 1))) == ["stale-source"] * 6
    kept = [evolve(source, current_for=24) for source in plan().sources]
    assert codes(plan(sources=kept), Context(as_of=date(2027, 9, 1))) == []


def test_a_long_step_is_broken_up() -> None:
    far = step("a", when="2027-04")
    assert codes(begun(far), Context(as_of=DAY)) == ["long-step"]
    assert codes(plan(far), Context()) == []
    assert codes(begun(far), Context()) == ["long-step"]
    assert codes(begun(far), Context(as_of=date(2026, 11, 1))) == []
    broken = begun(far, step("part", parent="a"))
    assert codes(broken, Context(as_of=DAY)) == []
    patient = CHECKS.replace(max_duration(400)).without("plan.steps")
    assert codes(begun(far), Context(as_of=DAY), patient) == []
    over = begun(step("a", when="2027-04", log=[Drop(on=DAY, why="x")]), step("b"))
    assert "long-step" not in codes(over, Context(as_of=DAY))


def test_three_to_five_can_be_meant_for_each_area() -> None:
    made = plan(under_way("a"), under_way("b", area=""))
    assert codes(made, SOON, [wip_limit(1)]) == ["too-many-at-a-time"]
    assert codes(made, SOON, [wip_limit(1, per_area=True)]) == []
    both = plan(under_way("a"), under_way("b"))
    [found] = run_checks(both, [wip_limit(1, per_area=True)])
    assert "in space" in found.message


def test_a_plan_is_reviewed_within_a_year() -> None:
    made = begun()
    yearly = [reviewed_within()]
    assert codes(made, Context(as_of=date(2027, 9, 1)), yearly) == []
    assert codes(made, Context(as_of=date(2027, 9, 2)), yearly) == ["review-overdue"]
    assert codes(made, Context(), yearly) == []
    assert codes(plan(), Context(as_of=date(2030, 1, 1)), yearly) == []
    again = revise(reviewed(made), [], on=REVIEW)
    assert codes(again, Context(as_of=date(2028, 6, 1)), yearly) == []
    assert codes(again, Context(as_of=date(2028, 6, 2)), yearly) == ["review-overdue"]
    for late, said in ((made, "the plan began on"), (again, "was last reviewed on")):
        [found] = run_checks(late, yearly, Context(as_of=date(2028, 6, 2)))
        assert said in found.message
    [found] = run_checks(again, [reviewed_within(2)], Context(as_of=date(2029, 6, 2)))
    assert "every 2 years" in found.message


#: The ends of each scale, None where any score will do.
SCALES = {
    "iters-r": (1, 7),
    "ecers-r": (1, 7),
    "fccers-r": (1, 7),
    "sacers": (1, 7),
    "apt": (1, 4),
    "pas": (1, 7),
    "bas": (1, 7),
    "class": (1, 7),
    "arnett": (1, 4),
    "strengthening-families": (1, None),
}


def test_each_tool_has_its_scale() -> None:
    assert {tool.name: (tool.least, tool.most) for tool in TOOLS} == SCALES


@pytest.mark.parametrize("name", [name for name, ends in SCALES.items() if ends[1]])
def test_both_ends_of_a_scale_are_on_it(name: str) -> None:
    least, most = SCALES[name]
    assert most is not None
    scores = [least, most, least - 0.1, most + 0.1]
    given = [UnitScore(unit="H", value=value, source="staff") for value in scores]
    made = plan(areas=[area(tool=name, scores=given)])
    found = run_checks(made, [CHECKS["plan.out-of-scale"]])
    assert [finding.where for finding in found] == [
        "areas[0].scores[2].value",
        "areas[0].scores[3].value",
    ]


def test_a_source_is_current_for_a_month_or_more() -> None:
    for months in (1, 12):
        made = DataSource(key="a", title="A", on="2026-08", current_for=months)
        assert made.current_for == months
    with pytest.raises(FieldError, match="current_for must be at least 1"):
        DataSource(key="a", title="A", on="2026-08", current_for=0)


def test_a_review_that_is_never_finished_falls_due_as_a_finished_does() -> None:
    yearly = [reviewed_within()]
    under_way = reviewed(begun())
    assert state(under_way) is Stage.REFLECT
    finished = revise(under_way, [], on=REVIEW)
    for made in (under_way, finished):
        assert review_due(made) == date(2028, 6, 1)
        assert codes(made, Context(as_of=date(2028, 6, 1)), yearly) == []
        late = Context(as_of=date(2028, 6, 2))
        assert codes(made, late, yearly) == ["review-overdue"]


def test_a_year_after_a_leap_day_is_the_28th() -> None:
    leap = advance(plan(log=()), Begin(on=date(2028, 2, 29)))
    yearly = [reviewed_within()]
    assert codes(leap, Context(as_of=date(2029, 2, 28)), yearly) == []
    assert codes(leap, Context(as_of=date(2029, 3, 1)), yearly) == ["review-overdue"]


def test_a_review_speaks_of_each_open_step() -> None:
    made = begun(step("a"), step("b"), step("c", log=[Finish(on=DAY)]))
    said = [ReviewStep(on=REVIEW, step="a", done=False)]
    half = review(made, said, on=REVIEW, roles=["educator"])
    found = run_checks(half, [CHECKS["plan.unreviewed-step"]])
    assert [finding.where for finding in found] == ["steps[1]"]
    assert codes(made, SOON, [CHECKS["plan.unreviewed-step"]]) == []


def test_what_is_done_is_asked_for_its_effect() -> None:
    checks = [CHECKS["plan.effect-unknown"]]
    done = step("a", log=[Finish(on=DAY)])
    assert codes(begun(done), SOON, checks) == []
    assert codes(reviewed(begun(done)), SOON, checks) == ["effect-unknown"]
    said = [ReviewStep(on=REVIEW, step="a", done=True, effective=False)]
    known = review(begun(done), said, on=REVIEW, roles=["educator"])
    assert codes(known, SOON, checks) == []


def test_a_review_and_the_logs_agree_on_what_is_done() -> None:
    checks = [CHECKS["plan.said-done"]]
    said = [ReviewStep(on=REVIEW, step="a", done=True, effective=True)]
    made = review(begun(), said, on=REVIEW, roles=["educator"])
    assert codes(made, SOON, checks) == ["said-done"]
    done = step("a", log=[Finish(on=DAY)])
    made = review(begun(done), said, on=REVIEW, roles=["educator"])
    assert codes(made, SOON, checks) == []
    assert codes(begun(), SOON, checks) == []


def test_a_revision_heeds_its_review() -> None:
    checks = [CHECKS["plan.review-unheeded"]]
    said = [
        ReviewStep(on=REVIEW, step="a", done=False, lacks=["splitting"]),
        ReviewStep(on=REVIEW, step="b", done=False, lacks=["time"]),
    ]
    made = review(begun(step("a"), step("b")), said, on=REVIEW, roles=["educator"])
    assert codes(made, SOON, checks) == []
    deaf = revise(made, [Add(step=step("n"))], on=REVIEW)
    assert codes(deaf, SOON, checks) == ["review-unheeded"]
    heard = revise(made, [Redefine(step=step("a", what="order 1"))], on=REVIEW)
    assert codes(heard, SOON, checks) == []


def test_what_changed_around_the_plan_wants_a_review() -> None:
    checks = [CHECKS["plan.context-unheeded"]]
    made = advance(begun(), ContextChange(on=DAY, trigger="staff", what="a new cook"))
    [found] = run_checks(made, checks)
    assert "staff changed: a new cook" in found.message
    assert codes(reviewed(made), SOON, checks) == []


def test_more_than_one_role_observes() -> None:
    checks = [CHECKS["plan.not-observed"]]
    busy = begun(under_way("a"))
    assert codes(busy, SOON, checks) == ["not-observed"]
    this_plan = advance(busy, Observe(on=DAY, role="Educator", what="they sit well"))
    [found] = run_checks(this_plan, checks)
    assert "one role observes" in found.message
    assert codes(watched(busy), SOON, checks) == []
    noted = actions.advance(
        this_plan.steps[0], Note(on=DAY, what="they sit well", role="parent")
    )
    assert codes(evolve(this_plan, steps=[noted]), SOON, checks) == []
    assert codes(begun(), SOON, checks) == []


def test_a_plan_is_made_with_those_whom_it_is_for() -> None:
    checks = [CHECKS["plan.nobody-involved"]]
    alone = advance(plan(log=()), Begin(on=DAY))
    assert codes(alone, SOON, checks) == ["nobody-involved"]
    assert codes(plan(log=()), SOON, checks) == []


def test_each_version_is_shared() -> None:
    checks = [CHECKS["plan.not-shared"]]
    assert codes(plan(), SOON, checks) == []
    assert codes(advance(plan(), Begin(on=DAY)), SOON, checks) == ["not-shared"]
    second = revise(reviewed(begun()), [], on=REVIEW)
    assert codes(second, SOON, checks) == ["not-shared"]
    shared = advance(second, Share(on=REVIEW, audience="families"))
    assert codes(shared, SOON, checks) == []


def test_what_was_achieved_is_celebrated() -> None:
    checks = [CHECKS["plan.not-celebrated"]]
    done = begun(step("a", log=[Finish(on=DAY)]), step("b"))
    assert codes(done, SOON, checks) == []
    second = revise(reviewed(done), [], on=REVIEW)
    assert codes(second, SOON, checks) == ["not-celebrated"]
    party = advance(second, Celebrate(on=REVIEW, what="every child sits well"))
    assert codes(party, SOON, checks) == []


def test_a_plan_in_which_all_is_over_has_stopped() -> None:
    checks = [CHECKS["plan.nothing-next"]]
    over = begun(step("a", log=[Finish(on=DAY)]))
    assert codes(over, SOON, checks) == ["nothing-next"]
    assert codes(begun(), SOON, checks) == []
    again = evolve(
        over,
        steps=[actions.advance(over.steps[0], Reopen(on=DAY, why="one table broke"))],
    )
    assert codes(again, SOON, checks) == []


def test_every_step_is_judged_in_its_place() -> None:
    made = plan(step("a"), step("b", who=""))
    [found] = run_checks(made, CHECKS, SOON)
    assert (found.code, found.where) == ("action.no-owner", "steps[1].who")
    vague = plan(step("a", what="look into tables"))
    [found] = run_checks(vague, CHECKS, SOON)
    assert (found.code, found.where) == ("action.doubtful-words", "steps[0].what")


def test_tools_of_ones_own_can_be_asked_for() -> None:
    none: Catalog[Any] = Catalog((), kind="measurement tool")
    assert codes(plan(sources=(), areas=(), steps=()), SOON, [tools_used(none)]) == []


@pytest.mark.parametrize(
    ("made", "as_of", "expected"),
    [
        (begun(), date(2027, 9, 1), []),
        (begun(), date(2027, 9, 2), ["not-cyclical"]),
        (plan(), date(2030, 1, 1), []),
        (
            begun(step("a", log=[Finish(on=DAY)])),
            date(2026, 10, 1),
            ["not-reflective"],
        ),
        (
            plan(sources=(), areas=(), steps=[step("a", area="")]),
            date(2026, 10, 1),
            ["not-data-driven"],
        ),
        (plan(step("a", measure="")), date(2026, 10, 1), ["not-data-driven"]),
        (plan(steps=[]), date(2026, 10, 1), []),
        (plan(step("a", who="")), date(2026, 10, 1), ["not-owned"]),
        (plan(step("a", outside=True)), date(2026, 10, 1), ["not-owned"]),
        (
            plan(log=[Involve(on=DAY, roles=["director"])]),
            date(2026, 10, 1),
            ["not-shared-vision"],
        ),
        (plan(step("a", concern="licensing")), date(2026, 10, 1), ["reactive"]),
        (
            plan(
                sources=[
                    DataSource(key="v", title="Visit", kind="licensing", on="2026-08")
                ],
                areas=(),
                steps=[step("a", area="")],
            ),
            date(2026, 10, 1),
            ["reactive"],
        ),
        (
            revise(reviewed(begun()), [], on=REVIEW),
            date(2030, 1, 1),
            ["not-continuous-data"],
        ),
        (revise(reviewed(watched(begun())), [], on=REVIEW), date(2030, 1, 1), []),
        (
            revise(
                reviewed(begun()),
                [],
                on=REVIEW,
                sources=[evolve(source, on="2027-05") for source in plan().sources],
            ),
            date(2030, 1, 1),
            [],
        ),
    ],
)
def test_cqi_is_told_from_an_improvement_plan(
    made: Plan, as_of: date, expected: list[str]
) -> None:
    assert codes(made, Context(as_of=as_of), CQI_CHECKS) == expected


def test_what_steps_taught_is_in_a_review() -> None:
    done = begun(step("a", log=[Finish(on=DAY), Note(on=DAY, what="x")]))
    said = [ReviewStep(on=REVIEW, step="a", done=True, effective=True)]
    made = revise(
        review(done, said, on=REVIEW, roles=["educator", "parent"]),
        [],
        on=REVIEW,
    )
    assert codes(made, SOON, CQI_CHECKS) == []


@settings(max_examples=15)
@given(lived())
def test_every_finding_names_a_source_and_what_mends_it(made: Plan) -> None:
    known = {finding.code for finding in (*CHECKS, *CQI_CHECKS, *actions.CHECKS)}
    reviewing = reviewed(made)
    gone = revise(
        reviewing,
        [
            DropStep(step=action_step.key, why="x")
            for action_step in made.steps
            if not action_step.log
        ],
        on=REVIEW,
    )
    for this_plan in (made, reviewing, gone):
        for found in run_checks(
            this_plan, [*CHECKS, *CQI_CHECKS], Context(as_of=date(2029, 1, 1))
        ):
            assert found.code in known
            assert found.source
            assert found.fix


PAGE = Path(__file__).parents[2] / "docs/explanation/living-plans.md"


@pytest.mark.parametrize(
    "finding",
    [*actions.CHECKS, *CHECKS, *CQI_CHECKS],
    ids=lambda this_finding: this_finding.code,
)
def test_every_code_is_in_the_reference(finding: Any) -> None:
    assert f"`{finding.code}`" in PAGE.read_text("utf-8")


#: Checks that draw a line where the guidance draws none.
OURS = {
    "action.no-measure",
    "action.wide-deadline",
    "cqi.not-cyclical",
    "cqi.not-shared-vision",
    "plan.long-step",
    "plan.nobody-involved",
    "plan.not-observed",
    "plan.one-owner",
    "ramp.steep",
}


def test_a_threshold_that_is_ours_says_so_and_why() -> None:
    said = "cqikit: our own threshold; "
    checks = [*actions.CHECKS, *CHECKS, *CQI_CHECKS, *pdsa.RAMP_CHECKS]
    assert {check.code for check in checks if check.source.startswith(said)} == OURS
    lines = PAGE.read_text("utf-8").splitlines()
    on_page = {line for line in lines if "ours: the source names no threshold" in line}
    assert {line.split("`")[1] for line in on_page} == OURS - {"ramp.steep"}


@pytest.mark.parametrize(
    ("said", "unasked"),
    [
        ({}, "what went well, what to do better, how needs have changed"),
        ({"went_well": "x", "needs_now": "x"}, "what to do better"),
        ({"do_better": "x"}, "what went well, how needs have changed"),
    ],
)
def test_a_review_asks_three_questions_of_the_whole(
    said: dict[str, str], unasked: str
) -> None:
    made = begun(step("a"))
    done = [ReviewStep(on=REVIEW, step="a", done=False)]
    made = review(made, done, on=REVIEW, roles=["educator", "parent"], **said)
    [found] = run_checks(made, CHECKS.only("plan.not-reflected"), SOON)
    assert found.message == f"the last review does not say {unasked}"
    assert codes(reviewed(begun()), SOON, CHECKS.only("plan.not-reflected")) == []


def test_a_reflection_says_something() -> None:
    with pytest.raises(FieldError, match="went_well must be said, or another"):
        Reflect(on=REVIEW, went_well=" ")


def test_a_revision_speaks_of_steps_that_are_there() -> None:
    stranger = step("z")
    for fields in ({"added": ["z"]}, {"before": [stranger]}):
        with pytest.raises(TransitionError, match="what is no step of the plan"):
            advance(reviewed(begun()), Revise(on=REVIEW, **fields))
