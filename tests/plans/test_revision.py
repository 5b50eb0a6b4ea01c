from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit import actions
from cqikit.actions import (
    ActionStep,
    Concern,
    Move,
    Note,
    Own,
    Start,
    Status,
    deadline,
    owner,
)
from cqikit.errors import (
    DuplicateError,
    FieldError,
    TransitionError,
    UnknownNameError,
)
from cqikit.plans import (
    Add,
    Area,
    Change,
    DifferenceKind,
    DropStep,
    Merge,
    Plan,
    Redefine,
    Revise,
    Split,
    diff,
    history,
    known,
    open_steps,
    order,
    previous,
    review,
    revise,
    step_of,
    version,
    waits_for,
)
from tests.plans.stories import DAY, begun, lived, plan, reviewed, step

LATER = date(2027, 6, 2)


@st.composite
def revisions(draw: st.DrawFn) -> tuple[Plan, Plan]:
    """Return a reviewed plan, and a revision of it."""
    made = reviewed(draw(lived()))
    free = [open_step.key for open_step in open_steps(made)]
    fresh = iter(f"new-{count}" for count in range(100))
    changes: list[Change] = [Add(step=step(next(fresh)))] * draw(st.integers(0, 1))
    while len(free) > 1 and draw(st.booleans()):
        key = draw(st.sampled_from(free))
        free.remove(key)
        kind = draw(st.sampled_from(["redefine", "split", "merge", "give up"]))
        if kind == "redefine":
            old = step_of(made, key)
            changes.append(Redefine(step=evolve(old, what="order one", log=())))
        elif kind == "split":
            parts = [step(next(fresh)), step(next(fresh))]
            changes.append(Split(step=key, into=parts, why="too long"))
        elif kind == "merge":
            # Merging what waits for each other may close a circle; one alone cannot.
            changes.append(Merge(steps=[key], into=step(next(fresh))))
        else:
            changes.append(DropStep(step=key, why="no longer needed"))
    return made, revise(made, changes, on=LATER, why="yearly review")


@settings(max_examples=25)
@given(revisions())
def test_no_revision_loses_a_step(pair: tuple[Plan, Plan]) -> None:
    old, new = pair
    kept = {action_step.key for action_step in new.steps}
    assert {action_step.key for action_step in old.steps} <= kept
    for action_step in old.steps:
        now = step_of(new, action_step.key)
        assert now.log[: len(action_step.log)] == action_step.log


@settings(max_examples=25)
@given(revisions())
def test_a_revision_can_be_taken_back(pair: tuple[Plan, Plan]) -> None:
    old, new = pair
    assert previous(new) == old
    assert history(new) == (old, new)
    assert (version(old), version(new)) == (1, 2)


@settings(max_examples=25)
@given(revisions())
def test_whatever_waited_still_waits(pair: tuple[Plan, Plan]) -> None:
    old, new = pair
    places = {action_step.key: place for place, action_step in enumerate(order(new))}
    for key, keys in waits_for(old).items():
        assert all(places[name] < places[key] for name in keys)


@settings(max_examples=25)
@given(revisions())
def test_a_difference_is_told_of_each_changed_step(pair: tuple[Plan, Plan]) -> None:
    old, new = pair
    told = {
        difference.where.split(".")[1]
        for difference in diff(old, new)
        if "steps." in difference.where
    }
    before = {action_step.key: action_step for action_step in old.steps}
    assert told == {
        action_step.key
        for action_step in new.steps
        if before.get(action_step.key) != action_step
    }
    assert diff(new, new) == ()


def test_earlier_versions_do_not_know_what_came_later() -> None:
    new = revise(reviewed(begun(step("a"), step("b"))), [], on=LATER)
    later = evolve(
        new,
        steps=[
            actions.advance(action_step, Note(on=date(2027, 9, 1), what="seen"))
            for action_step in new.steps
        ],
    )
    assert previous(later) == previous(new)
    assert previous(plan()) is None


def test_a_revision_is_known_from_its_day_on() -> None:
    old = reviewed(begun())
    new = revise(old, [Add(step=step("b"))], on=LATER)
    for days, held in ((-1, 1), (0, 2), (1, 2)):
        then = known(new, as_of=LATER + timedelta(days=days))
        assert then is not None
        assert (version(then), len(then.steps)) == (held, held)


def test_what_is_no_change_is_refused() -> None:
    with pytest.raises(FieldError, match=r"changes\[1\] must be one of changes"):
        revise(reviewed(begun()), [Add(step=step("b")), "drop a"], on=LATER)  # type: ignore[list-item]


def test_areas_and_sources_are_taken_back_too() -> None:
    old = reviewed(begun())
    area = evolve(old.areas[0], reflection="better", scores=())
    new = revise(old, [], on=LATER, areas=[area], sources=())
    assert (new.areas, new.sources) == ((area,), ())
    assert previous(new) == old


def test_what_waited_for_a_split_step_waits_for_its_parts() -> None:
    old = reviewed(begun(step("a"), step("b", after="a")))
    parts = [step("a1"), step("a2", after="a1")]
    new = revise(old, [Split(step="a", into=parts)], on=LATER)
    assert [action_step.key for action_step in order(new)] == ["a1", "a2", "a", "b"]
    assert actions.state(step_of(new, "a")) is Status.REPLACED


def test_heirs_keep_what_their_steps_must_not_lose() -> None:
    old = reviewed(
        begun(
            step("first"),
            step("a", after="first", concern="licensing", area="space", parent="long"),
            step("b", after="a", answers="seating", area="space", parent="long"),
            step("long", area=""),
        )
    )
    bare = ActionStep(key="one", what="do both")
    new = revise(old, [Merge(steps=["a", "b"], into=bare)], on=LATER)
    heir = step_of(new, "one")
    assert (heir.after, heir.answers, heir.area) == (("first",), ("seating",), "space")
    assert (heir.concern, heir.parent) == (Concern.LICENSING, "long")
    mixed = revise(old, [Merge(steps=["first", "long"], into=bare)], on=LATER)
    assert step_of(mixed, "one").area == ""


def test_a_redefined_step_has_its_new_owner_and_deadline() -> None:
    log = [Own(on=DAY, who="cook"), Move(on=DAY, when="2027-01", why="late")]
    old = reviewed(begun(step("a", log=log)))
    said = step("a", who="director", when="2027-09")
    new = revise(old, [Redefine(step=said, why="the cook left")], on=LATER)
    now = step_of(new, "a")
    assert (owner(now), str(deadline(now))) == ("director", "2027-09")
    assert now.log[:2] == tuple(log)
    same = revise(old, [Redefine(step=step("a", who="cook", when=None))], on=LATER)
    assert len(step_of(same, "a").log) == 2


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        (Add(step=step("a")), DuplicateError, "Redefine changes the one there"),
        (DropStep(step="z", why="x"), UnknownNameError, "no step named 'z'"),
        (Redefine(step=step("z")), UnknownNameError, "no step named 'z'"),
        (Split(step="done", into=[step("n")]), FieldError, "record a Reopen first"),
    ],
)
def test_a_change_that_cannot_be_is_refused(
    change: Change, error: type[Exception], message: str
) -> None:
    done = revise(reviewed(begun(step("a"), step("done"))), [], on=LATER)
    done = reviewed(done, LATER)
    done = revise(done, [DropStep(step="done", why="x")], on=LATER)
    with pytest.raises(error, match=message):
        revise(reviewed(done, LATER), [change], on=LATER)


def test_a_revision_needs_a_review_and_no_earlier_day() -> None:
    with pytest.raises(TransitionError, match="Revise is not possible in implement"):
        revise(begun(), [], on=LATER)
    busy = reviewed(begun(step("a", log=[Start(on=date(2028, 1, 1))])))
    with pytest.raises(FieldError, match="on must not be before the log of step 'a'"):
        revise(busy, [], on=LATER)


def test_a_revision_says_what_it_did() -> None:
    old = reviewed(begun(*(step(key) for key in "abcde")))
    new = revise(
        old,
        [
            Add(step=step("n", what="buy two rugs")),
            Redefine(step=step("a", what="order three")),
            Split(step="b", into=[step("b1"), step("b2")], why="too long"),
            Merge(steps=["c", "d"], into=step("cd")),
            DropStep(step="e", why="given to us"),
        ],
        on=LATER,
    )
    event = new.log[-1]
    assert isinstance(event, Revise)
    assert event.changes == (
        "new step 'n': buy two rugs",
        "'a' is redefined",
        "'b' is split into 'b1', 'b2': too long",
        "'c', 'd' are merged into 'cd'",
        "'e' is dropped: given to us",
    )
    assert event.added == ("n", "b1", "b2", "cd")
    assert [action_step.key for action_step in event.before] == [
        "a",
        "b",
        "c",
        "d",
        "e",
    ]


def test_a_review_is_in_the_log_as_it_was_said() -> None:
    made = review(begun(), [], on=LATER, roles=["parent"])
    assert made.log[-1].on == LATER


def changed(old: Any, new: Any) -> list[str]:
    return [str(difference) for difference in diff(old, new)]


def test_differences_are_sentences() -> None:
    old = plan(step("a", who="", hours=None))
    area = evolve(
        old.areas[0],
        scores=[
            evolve(old.areas[0].scores[0], value=4.9),
            evolve(old.areas[0].scores[0], unit="Yard", value=3.0),
        ],
        growth=[evolve(old.areas[0].growth[0], size=0.5)],
        strengths=(),
    )
    new = evolve(
        old,
        title="Our second plan",
        areas=[area, Area(key="talk", title="Talking")],
        sources=[source for source in old.sources if source.key != "staff"],
        steps=[actions.advance(evolve(old.steps[0], who="cook"), Start(on=DAY))],
    )
    assert changed(old, new) == [
        "title is now Our second plan, was Our plan",
        "source 'staff' is gone",
        "area 'space': strengths is gone, was clean rooms",
        "area 'space': the fccers-r score of Home is now 4.9, was 4.2",
        "area 'space': the fccers-r score of Yard is now 3.0",
        "need 'seating': size is now 0.5, was 1.0",
        "new area 'talk': Talking",
        "step 'a': who is now cook",
        "step 'a': it is now under-way, was planned",
    ]


def test_what_is_gone_and_new_is_said_by_kind() -> None:
    found = diff(plan(step("a")), plan(step("b")))
    assert [(difference.kind, difference.where) for difference in found] == [
        (DifferenceKind.ADDED, "steps.b"),
        (DifferenceKind.GONE, "steps.a"),
    ]
