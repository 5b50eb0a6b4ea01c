from datetime import date

import pytest
from attrs import evolve, fields
from hypothesis import given, settings

from cqikit import actions
from cqikit.actions import Drop
from cqikit.errors import (
    FaultsError,
    FieldError,
    TransitionError,
    UnknownNameError,
)
from cqikit.plans import (
    TABLE,
    TOOLS,
    Area,
    Begin,
    Celebrate,
    ContextChange,
    Event,
    Need,
    Observe,
    Plan,
    ProgramType,
    ReviewStep,
    Revise,
    Share,
    Stage,
    StartReview,
    Tool,
    UnitScore,
    advance,
    area_of,
    needs,
    open_steps,
    possible,
    state,
    step_of,
    tools_for,
    version,
)
from tests.plans.stories import DAY, begun, lived, plan, reviewed, step


@settings(max_examples=30)
@given(lived())
def test_a_plan_is_its_log(made: Plan) -> None:
    again = evolve(made, log=())
    for event in made.log:
        again = advance(again, event)
    assert again == made
    assert state(again) is state(made)


def test_a_plan_goes_round_and_never_ends() -> None:
    made = plan()
    assert state(made) is Stage.DEVELOP
    made = begun()
    assert state(made) is Stage.IMPLEMENT
    made = reviewed(made)
    assert state(made) is Stage.REFLECT
    made = advance(made, Revise(on=date(2027, 6, 2)))
    assert (state(made), version(made)) == (Stage.IMPLEMENT, 2)
    assert TABLE.final == ()


def test_people_share_celebrate_and_notice_changes_in_every_stage() -> None:
    for made in (plan(), begun(), reviewed(begun())):
        events: tuple[Event, ...] = (
            ContextChange(on=date(2027, 7, 1), trigger="staff", what="a new cook"),
            Share(on=date(2027, 7, 1), audience="families", count=20),
            Celebrate(on=date(2027, 7, 1), what="the tables came"),
        )
        for event in events:
            assert type(event) in possible(made)
            assert state(advance(made, event)) is state(made)


@pytest.mark.parametrize(
    ("made", "event", "reason"),
    [
        (plan(steps=()), Begin(on=DAY), "write an action step first"),
        (plan(), Begin(on=date(2020, 1, 1)), "no earlier"),
        (begun(), Observe(on=DAY, role="cook", what="x", step="z"), "name a step"),
        (begun(), Revise(on=DAY), "possible now"),
        (
            advance(begun(), StartReview(on=DAY, roles=["parent"])),
            Revise(on=DAY),
            "review at least one step first",
        ),
        (
            reviewed(begun()),
            ReviewStep(on=date(2027, 6, 1), step="a", done=True),
            "reviewed already",
        ),
        (
            reviewed(begun()),
            ReviewStep(on=date(2027, 6, 1), step="z", done=True),
            "name a step of the plan",
        ),
        (plan(), Observe(on=DAY, role="cook", what="x"), "possible now"),
    ],
)
def test_what_is_not_possible_says_why(made: Plan, event: Event, reason: str) -> None:
    with pytest.raises(TransitionError, match=reason) as caught:
        advance(made, event)
    assert not caught.value.where


def test_a_review_has_to_begin_with_a_gathering() -> None:
    twice = advance(reviewed(begun()), Revise(on=date(2027, 6, 2)))
    again = advance(twice, StartReview(on=date(2028, 6, 1), roles=["parent"]))
    said = ReviewStep(on=date(2028, 6, 1), step="a", done=True)
    assert advance(again, said).log[-1] is said


def test_an_impossible_log_is_refused_with_the_place() -> None:
    with pytest.raises(TransitionError) as caught:
        plan(log=[Begin(on=DAY), Begin(on=DAY)])
    assert caught.value.where == "log[1]"


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({"after": "gone"}, "step"),
        ({"parent": "gone"}, "step"),
        ({"area": "gone"}, "area"),
    ],
)
def test_a_link_to_nowhere_is_refused(fields: dict[str, str], missing: str) -> None:
    with pytest.raises(FaultsError, match=f"no {missing} named 'gone'") as caught:
        plan(step("a", **fields))
    [name] = fields
    assert [problem.where for problem in caught.value.problems] == [f"steps[0].{name}"]


def test_all_links_to_nowhere_are_told_at_once() -> None:
    with pytest.raises(FaultsError) as caught:
        plan(step("a", after=("b", "x"), area="y"), step("b", parent="z"))
    assert [problem.where for problem in caught.value.problems] == [
        "steps[0].after",
        "steps[0].area",
        "steps[1].parent",
    ]


def test_a_score_of_an_unknown_source_is_refused() -> None:
    area = Area(key="x", title="X", scores=[UnitScore(unit="A", value=1, source="y")])
    with pytest.raises(
        FaultsError, match=r"areas\[0\]\.scores\[0\]\.source: no data source named 'y'"
    ):
        Plan(key="p", title="P", areas=[area])


def test_needs_have_their_own_keys_across_areas() -> None:
    areas = [
        Area(key=key, title=key, growth=[Need(key="n", title="n")]) for key in "xy"
    ]
    with pytest.raises(FaultsError, match=r"areas\[1\]\.growth\[0\]\.key: two of"):
        Plan(key="p", title="P", areas=areas)


def test_parts_are_found_by_key() -> None:
    made = plan(step("a"), actions.advance(step("b"), Drop(on=DAY, why="no")))
    assert step_of(made, "b").key == "b"
    assert area_of(made, "space").key == "space"
    assert [need.key for need in needs(made)] == ["seating"]
    assert [open_step.key for open_step in open_steps(made)] == ["a"]
    with pytest.raises(UnknownNameError):
        step_of(made, "z")
    with pytest.raises(UnknownNameError):
        area_of(made, "z")


def test_an_area_keeps_every_room_and_shows_mean_and_least() -> None:
    area = plan().areas[0]
    assert (area.mean, area.least) == (4.2, area.scores[0])
    both = evolve(area, scores=[*area.scores, UnitScore(unit="T", value=3, tool="x")])
    assert (both.mean, both.least) == (None, both.scores[1])
    bare = Area(key="x", title="X")
    assert (bare.mean, bare.least) == (None, None)


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (
            ProgramType.CENTRE_OR_SCHOOL,
            "iters-r ecers-r pas class arnett strengthening-families",
        ),
        (
            ProgramType.FAMILY_CHILD_CARE,
            "fccers-r bas class arnett strengthening-families",
        ),
        (
            ProgramType.AFTERSCHOOL,
            "sacers apt class arnett strengthening-families",
        ),
        (ProgramType.OTHER, ""),
    ],
)
def test_each_kind_of_program_has_its_tools(kind: ProgramType, names: str) -> None:
    assert " ".join(tool.name for tool in tools_for(kind)) == names


def test_a_tool_has_a_scale_or_any_score_will_do() -> None:
    assert TOOLS["strengthening-families"].most is None
    with pytest.raises(FieldError, match="most must be more than least"):
        Tool(name="x", title="X", most=1)
    mine = Tool(name="ours", title="Ours", programs=["other"], most=10)
    [found] = tools_for(ProgramType.OTHER, tools=TOOLS.add(mine))
    assert found is mine


def test_a_plan_shows_what_was_said_of_it_and_no_more() -> None:
    shown = repr(plan(step("a")))
    for field in fields(Plan):
        assert (f"{field.name}=" in shown) is field.init
