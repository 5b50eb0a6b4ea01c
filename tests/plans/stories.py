"""Plans that tests share."""

from datetime import date, timedelta
from typing import Any, Final

from hypothesis import strategies as st

from cqikit import actions
from cqikit.actions import ActionStep, Concern, Finish, Own, Start
from cqikit.errors import TransitionError
from cqikit.plans import (
    Area,
    Begin,
    DataSource,
    Involve,
    Need,
    Plan,
    ReviewStep,
    Share,
    UnitScore,
    advance,
    review,
)

DAY: Final = date(2026, 9, 1)
KEYS: Final = tuple("abcdefgh")


def step(key: str, **fields: Any) -> ActionStep:
    """Return a step in which no check finds anything."""
    told: dict[str, Any] = {
        "key": key,
        "who": f"teacher {key}",
        "what": "order two tables",
        "specification": "of toddler height",
        "when": "2026-11",
        "answers": "seating",
        "hours": 4.0,
        "cost": 0,
        "area": "space",
        "measure": "feet reach the floor",
    }
    return ActionStep(**{**told, **fields})


def plan(*steps: ActionStep, **fields: Any) -> Plan:
    """Return a plan in which no check finds anything, not begun yet."""
    told: dict[str, Any] = {
        "key": "cqip",
        "title": "Our plan",
        "program_type": "family-child-care",
        "sources": [
            DataSource(
                key="fccers",
                title="Scores",
                kind="tool",
                on="2026-08",
                tool="fccers-r",
            ),
            DataSource(
                key="bas", title="Scores", kind="tool", on="2026-08", tool="bas"
            ),
            DataSource(
                key="arnett", title="Scores", kind="tool", on="2026-08", tool="arnett"
            ),
            DataSource(
                key="strengths",
                title="Self-assessment",
                kind="tool",
                on="2026-08",
                tool="strengthening-families",
            ),
            DataSource(key="staff", title="Staff", kind="staff-survey", on="2026-08"),
            DataSource(
                key="parents", title="Parents", kind="parent-survey", on="2026-08"
            ),
        ],
        "areas": [
            Area(
                key="space",
                title="Space and furnishings",
                tool="fccers-r",
                scores=[UnitScore(unit="Home", value=4.2, source="fccers")],
                strengths=["clean rooms"],
                growth=[Need(key="seating", title="Feet reach the floor")],
            )
        ],
        "steps": steps or (step("a"),),
        "log": [Involve(on=DAY, roles=["educator", "parent"])],
    }
    return Plan(**{**told, **fields})


def begun(*steps: ActionStep, **fields: Any) -> Plan:
    """Return such a plan, begun and shared."""
    made = advance(plan(*steps, **fields), Begin(on=DAY))
    return advance(made, Share(on=DAY, audience="families"))


def reviewed(made: Plan, on: date = date(2027, 6, 1)) -> Plan:
    """Return a begun plan with a review of each step."""
    said = [
        ReviewStep(on=on, step=action_step.key, done=False, effective=None)
        for action_step in made.steps
    ]
    return review(
        made,
        said,
        on=on,
        roles=["educator", "parent"],
        went_well="the tables came",
        do_better="ask families first",
        needs_now="more toddlers",
    )


@st.composite
def steps_in_order(draw: st.DrawFn, most: int = 8) -> list[ActionStep]:
    """Return steps of which none waits for a later one, shuffled."""
    made: list[ActionStep] = []
    for key in KEYS[: draw(st.integers(1, most))]:
        known = [action_step.key for action_step in made]
        some = st.lists(st.sampled_from(known), unique=True, max_size=2)
        made.append(
            step(
                key,
                area="",
                who=draw(st.sampled_from(["", "cook", "director"])),
                hours=draw(st.sampled_from([None, 0.0, 2.0, 5.0, 9.0])),
                when=draw(
                    st.sampled_from(
                        [None, "2026-09", "2026-10", "2026-12", ("2026-10", "2026-11")]
                    )
                ),
                concern=draw(st.sampled_from(Concern)),
                impact=draw(st.sampled_from([None, 1, 5])),
                after=draw(some) if known else (),
            )
        )
    return draw(st.permutations(made))


@st.composite
def lived(draw: st.DrawFn) -> Plan:
    """Return a begun plan of which some steps are under way or done."""
    made = [
        draw(st.sampled_from([_left, _started, _finished]))(action_step)
        for action_step in draw(steps_in_order())
    ]
    return begun(*made)


def _left(action_step: ActionStep) -> ActionStep:
    return action_step


def _started(action_step: ActionStep) -> ActionStep:
    owned = actions.advance(action_step, Own(on=DAY, who="helper"))
    return actions.advance(owned, Start(on=DAY + timedelta(days=3)))


def _finished(action_step: ActionStep) -> ActionStep:
    try:
        return actions.advance(action_step, Finish(on=DAY + timedelta(days=9)))
    except TransitionError:
        return action_step
