"""Two people's edits of one document are merged; nothing is lost."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from cqikit import actions, documents, pdsa, plans
from cqikit.actions import ActionStep
from cqikit.documents import Conflict, merge
from cqikit.drivers import ChangeIdea, Diagram, Link
from cqikit.errors import CqikitError, FieldTypeError
from cqikit.measures import Aim, Level
from cqikit.projects import Contact
from cqikit.testing import documents_of, values_of

STEP = ActionStep(key="rugs", what="replace rugs", who="director")
DAY = date(2026, 3, 2)
#: Of each kind of list that documents have, one; the others take long to draw.
TYPES = ("causes", "coaching", "cycles", "diagram", "lessons", "plan", "project")


def sides(found: documents.Merged[Any]) -> Counter[str]:
    return Counter(
        f"{conflict.where} {conflict.base!r} {conflict.mine!r} {conflict.theirs!r}"
        for conflict in found.conflicts
    )


def turned(found: documents.Merged[Any]) -> Counter[str]:
    return Counter(
        f"{conflict.where} {conflict.base!r} {conflict.theirs!r} {conflict.mine!r}"
        for conflict in found.conflicts
    )


@st.composite
def three(draw: st.DrawFn) -> tuple[Any, Any, Any]:
    """Return three documents of one type, some of them alike."""
    name = draw(st.sampled_from(TYPES))
    drawn = [draw(documents_of(name)) for _ in range(3)]
    return tuple(draw(st.sampled_from(drawn)) for _ in range(3))


@given(three())
def test_a_merge_keeps_both_sides(drawn: tuple[Any, Any, Any]) -> None:
    base, mine, theirs = drawn
    # Merging with an unchanged side gives the other.
    for found in (merge(base, base, mine), merge(base, mine, base)):
        assert found.value == mine
        assert found.conflicts == ()
    assert merge(base, mine, mine).value == mine
    # It is symmetric, but for the sides of conflicts.
    first, other = merge(base, mine, theirs), merge(base, theirs, mine)
    assert sides(first) == turned(other)
    if not first.conflicts:
        assert first.value == other.value
    assert documents.parse(documents.to_json(first.value)) == first.value


@st.composite
def logs(draw: st.DrawFn) -> tuple[pdsa.Cycle, pdsa.Cycle, pdsa.Cycle]:
    """Return a cycle, and what two people added to it, each as far as possible."""
    kinds = (pdsa.Plan, pdsa.Predict, pdsa.StartTest, pdsa.Observe, pdsa.Correct)
    days = st.sampled_from([date(2026, 3, day) for day in (2, 3, 4)])

    def added(cycle: pdsa.Cycle) -> pdsa.Cycle:
        for kind in draw(st.lists(st.sampled_from(kinds), max_size=4)):
            event = draw(values_of(kind))
            event = evolve(event, on=draw(days))
            if isinstance(event, pdsa.Correct):
                event = evolve(event, place=draw(st.integers(0, 2)))
            try:
                cycle = pdsa.advance(cycle, event)
            except CqikitError:
                continue
        return cycle

    base = added(pdsa.begin(key="c", title="C"))
    return base, added(base), added(base)


def told(cycle: pdsa.Cycle) -> Counter[str]:
    """Return what a log says; of a correction, which event it corrects."""
    return Counter(
        f"{evolve(event, place=0)!r} of {cycle.log[event.place]!r}"
        if isinstance(event, pdsa.Correct)
        else repr(event)
        for event in cycle.log
    )


@given(logs())
def test_every_event_of_both_logs_is_in_the_merged_log_once(
    drawn: tuple[pdsa.Cycle, pdsa.Cycle, pdsa.Cycle],
) -> None:
    base, mine, theirs = drawn
    found = merge(base, mine, theirs)
    if not found.conflicts:
        assert told(found.value) == told(mine) | told(theirs)
        assert [event.on for event in found.value.log] == sorted(
            event.on for event in found.value.log
        )
    else:
        # What cannot have been together is listed whole.
        [conflict] = found.conflicts
        assert conflict == Conflict(
            where="log",
            base=base.log,
            mine=mine.log,
            theirs=theirs.log,
            why=conflict.why,
            written=conflict.written,
        )
        assert "not possible" in conflict.why
        assert found.value == mine


def test_fields_are_merged_one_by_one() -> None:
    mine = evolve(STEP, when="2026-10", resources=["money"])
    theirs = evolve(STEP, specification="three, washable", resources=["a van"])
    found = merge(STEP, mine, theirs)
    assert found.conflicts == ()
    assert found.value == evolve(
        mine, specification="three, washable", resources=["a van", "money"]
    )


def test_what_both_changed_is_mine_and_a_conflict() -> None:
    mine, theirs = evolve(STEP, who="cook"), evolve(STEP, who="lead teacher")
    found = merge(STEP, mine, theirs)
    assert found.value == mine
    said = "who: mine is 'cook', theirs 'lead teacher'; before, it was 'director'"
    assert [str(conflict) for conflict in found.conflicts] == [said]


def plan(*steps: ActionStep, **given_: Any) -> plans.Plan:
    return plans.Plan(key="p", title="P", steps=steps, **given_)


def test_steps_are_merged_by_their_keys_wherever_they_stand() -> None:
    base = plan(STEP, ActionStep(key="paint", what="paint the door"))
    first = ActionStep(key="a", what="order paint")
    last = ActionStep(key="z", what="order brushes")
    mine = plan(first, *base.steps, last)
    theirs = plan(base.steps[1], evolve(STEP, who="cook"))
    found = merge(base, mine, theirs)
    assert found.conflicts == ()
    assert [step.key for step in found.value.steps] == ["a", "paint", "z", "rugs"]
    assert plans.step_of(found.value, "rugs").who == "cook"


def test_a_step_that_one_took_out_and_the_other_changed_stays() -> None:
    base = plan(STEP, ActionStep(key="paint", what="paint the door"))
    changed = plan(evolve(STEP, who="cook"), base.steps[1])
    gone = plan(base.steps[1])
    for mine, theirs in ((gone, changed), (changed, gone)):
        found = merge(base, mine, theirs)
        assert found.value == changed
        [conflict] = found.conflicts
        assert conflict.where == "steps[rugs]"
        assert "nothing" in str(conflict)
    assert merge(base, gone, base).value == gone


def test_a_step_that_both_took_out_is_out() -> None:
    base = plan(STEP, ActionStep(key="paint", what="paint the door"))
    gone = plan(base.steps[1])
    found = merge(base, gone, evolve(gone, summary="S"))
    assert found.value == evolve(gone, summary="S")


def test_two_new_steps_of_one_key_are_a_conflict() -> None:
    mine, theirs = plan(evolve(STEP, who="cook")), plan(STEP)
    found = merge(plan(), mine, theirs)
    assert found.value == mine
    assert [conflict.where for conflict in found.conflicts] == ["steps[rugs]"]


def test_two_orders_are_a_conflict_and_lose_nothing() -> None:
    keys = ["a", "b", "c"]
    steps = {key: ActionStep(key=key, what=f"paint door {key}") for key in keys}
    base, mine, theirs = (
        plan(*(steps[key] for key in order)) for order in ("abc", "bac", "acb")
    )
    found = merge(base, mine, theirs)
    assert found.value == base
    assert [conflict.where for conflict in found.conflicts] == ["steps (order)"]


def test_what_both_rewrote_stays_twice_and_is_a_conflict() -> None:
    contacts = [Contact(on=DAY, topic=topic) for topic in ("data", "Data", "charts")]
    kept = Contact(on=DAY, topic="a call")
    coaching = [documents.Coaching(contacts=[contact, kept]) for contact in contacts]
    found = merge(*coaching)
    assert set(found.value.contacts) == {*contacts[1:], kept}
    [conflict] = found.conflicts
    assert conflict.where == "contacts"
    assert (conflict.base, conflict.mine, conflict.theirs) == tuple(
        (contact,) for contact in contacts
    )


def test_the_same_step_recorded_by_both_is_there_once() -> None:
    done = actions.Finish(on=DAY, result="done", author="cook")
    both = actions.advance(STEP, actions.Start(on=DAY))
    mine = actions.advance(actions.advance(both, actions.Note(on=DAY, what="A")), done)
    theirs = actions.advance(both, done)
    found = merge(STEP, mine, theirs)
    assert found.value.log == mine.log
    assert found.conflicts == ()


def test_two_ends_of_one_step_are_a_conflict_of_its_log() -> None:
    begun = actions.advance(STEP, actions.Start(on=DAY))
    mine = actions.advance(begun, actions.Finish(on=DAY))
    theirs = evolve(
        actions.advance(begun, actions.Drop(on=DAY, why="no money")), who="x"
    )
    found = merge(plan(begun), plan(mine), plan(theirs))
    assert found.value == plan(evolve(mine, who="x"))
    [conflict] = found.conflicts
    assert conflict.where == "steps[rugs].log"
    assert "not possible" in str(conflict)


def test_an_event_that_one_took_out_stays_and_is_told() -> None:
    begun = actions.advance(STEP, actions.Start(on=DAY))
    noted = actions.advance(begun, actions.Note(on=DAY, what="A"))
    theirs = actions.advance(noted, actions.Note(on=DAY, what="B"))
    found = merge(noted, begun, theirs)
    assert found.value == theirs
    [conflict] = found.conflicts
    assert str(conflict) == (
        "log[2026-03-02]: mine is nothing, theirs"
        ' note { on = "2026-03-02", what = "A" }; before, it was'
        ' note { on = "2026-03-02", what = "A" }; written: theirs'
    )


def test_a_correction_still_corrects_what_it_did() -> None:
    base = pdsa.begin(key="c", title="C", plan=pdsa.Plan(on=DAY))
    asked = pdsa.Predict(on=date(2026, 3, 9), question="How many?", prediction="four")
    mine = pdsa.advance(base, asked)
    mine = pdsa.advance(
        mine,
        pdsa.Correct(
            on=date(2026, 3, 10),
            place=1,
            instead=evolve(asked, prediction="five"),
            reason="a slip",
        ),
    )
    theirs = pdsa.advance(base, pdsa.Plan(on=date(2026, 3, 3), who="the cook"))
    merged = merge(base, mine, theirs).value
    assert [type(event).__name__ for event in merged.log] == [
        *("Plan", "Plan", "Predict", "Correct")
    ]
    correction = merged.log[-1]
    assert isinstance(correction, pdsa.Correct)
    assert correction.place == 2


def test_what_cannot_be_together_is_a_conflict_of_the_whole() -> None:
    base = plan(STEP, ActionStep(key="paint", what="paint the door"))
    mine = plan(base.steps[1], summary="S")
    waiting = ActionStep(key="lay", what="lay the rugs", after=["rugs"])
    theirs = plan(*base.steps, waiting)
    found = merge(base, mine, theirs)
    assert found.value == mine
    [conflict] = found.conflicts
    assert (conflict.where, conflict.theirs) == ("", theirs)
    assert "no step named 'rugs'" in str(conflict)
    # Nor is my log, where my own fields are not possible without theirs.
    log = [plans.Involve(on=DAY, roles=["staff"])]
    other = [plans.Involve(on=DAY, roles=["families"])]
    found = merge(base, evolve(mine, log=log), evolve(theirs, log=other))
    assert found.value == evolve(mine, log=log)


def test_what_is_possible_with_my_words_alone_is_a_conflict_of_the_whole() -> None:
    def diagram(key: str, *links: Link) -> Diagram:
        aim = Aim(key=key, title="A", measure="m", target=Level(9), by="2027")
        ideas = [ChangeIdea(key="i", title="I")]
        return Diagram(key="d", title="D", aim=aim, ideas=ideas, links=links)

    mine, theirs = diagram("b", Link(cause="i", effect="b")), diagram("c")
    for first, other in ((mine, theirs), (theirs, mine)):
        found = merge(diagram("a"), first, other)
        assert found.value == first
        [conflict] = found.conflicts
        assert conflict.where == ""
        assert conflict.why


def test_three_of_one_class_are_merged() -> None:
    with pytest.raises(FieldTypeError, match="theirs must be of class ActionStep"):
        merge(STEP, STEP, plan())


def test_a_long_value_is_whole_in_the_sentence() -> None:
    said = str(Conflict(where="", base=("a",) * 60, mine=3, theirs="x" * 200))
    assert said.startswith("mine is 3, theirs 'xxx")
    assert "x" * 200 in said
    assert said.count("'a'") == 60
    assert "empty" in str(Conflict(where="w", base=(), mine=1, theirs=2))


def test_what_one_took_out_and_the_other_changed_says_what_is_written() -> None:
    door = ActionStep(key="paint", what="paint the door")
    base, less = plan(STEP, door), plan(STEP)
    more = plan(STEP, evolve(door, what="paint both doors"))
    for mine, theirs, written in ((less, more, "theirs"), (more, less, "mine")):
        found = merge(base, mine, theirs)
        assert found.value == more
        [conflict] = found.conflicts
        assert conflict.written == written
        assert 'what = "paint both doors"' in str(conflict)
        assert ("written: theirs" in str(conflict)) is (written == "theirs")


def test_of_two_logs_that_clash_what_goes_with_mine_stays() -> None:
    late = date(2026, 3, 20)
    mine = actions.advance(STEP, actions.Start(on=DAY, author="me"))
    theirs = actions.advance(STEP, actions.Start(on=date(2026, 3, 3), author="them"))
    theirs = actions.advance(theirs, actions.Note(on=late, what="their later note"))
    found = merge(STEP, mine, theirs)
    assert [type(event).__name__ for event in found.value.log] == ["Start", "Note"]
    assert found.value.log[0] == mine.log[0]
    [conflict] = found.conflicts
    assert "of theirs what goes with it" in str(conflict)
    assert 'author = "them"' in str(conflict)


def test_a_correction_of_what_is_not_written_is_not_written_either() -> None:
    base = pdsa.begin(key="c", title="C", plan=pdsa.Plan(on=DAY, objective="O"))
    asked = pdsa.Predict(on=DAY, question="How many?", prediction="four")
    base = pdsa.advance(base, asked)
    mine = pdsa.advance(base, pdsa.StartTest(on=date(2026, 3, 4)))
    mine = pdsa.advance(mine, pdsa.Observe(on=date(2026, 3, 5), what="mine"))
    start = pdsa.StartTest(on=date(2026, 3, 6))
    theirs = pdsa.advance(base, start)
    fixed = pdsa.Correct(
        on=date(2026, 3, 7), place=2, instead=evolve(start, author="x"), reason="slip"
    )
    theirs = pdsa.advance(theirs, fixed)
    theirs = pdsa.advance(theirs, pdsa.Observe(on=date(2026, 3, 8), what="theirs"))
    found = merge(base, mine, theirs)
    assert found.value.log[: len(mine.log)] == mine.log
    assert [getattr(event, "what", "") for event in found.value.log[4:]] == ["theirs"]


SENTENCE = "Coordinator will text all 50 families by February 2nd"


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (("50", "51"), ("February 2nd", "March 9th")),
        (("Coordinator", "Nurse"), ("50", "40")),
        (("February 2nd", "March 9th"), ("Coordinator", "Nurse")),
    ],
)
def test_what_is_read_from_a_sentence_follows_the_one_that_is_kept(
    mine: tuple[str, str], theirs: tuple[str, str]
) -> None:
    base = actions.read_step(SENTENCE, on=date(2026, 1, 5), key="a")
    sides = [evolve_text(base, SENTENCE.replace(*words)) for words in (mine, theirs)]
    merged = merge(base, *sides)
    assert merged.value == sides[0]
    assert [conflict.where for conflict in merged.conflicts] == ["text"]


def evolve_text(step: ActionStep, text: str) -> ActionStep:
    return actions.read_step(text, on=step.written_on, key=step.key)


def test_what_was_said_beside_a_sentence_is_merged_by_itself() -> None:
    base = actions.read_step(SENTENCE, on=date(2026, 1, 5), key="a")
    mine = evolve_text(base, SENTENCE.replace("50", "51"))
    theirs = evolve(base, who="Nurse", when="2026-03")
    merged = merge(base, mine, theirs)
    assert merged.conflicts == ()
    assert merged.value == evolve(mine, who="Nurse", when="2026-03")
    # A date that my sentence has, and another that theirs has beside it.
    mine = evolve_text(base, SENTENCE.replace("February 2nd", "March 9th"))
    [conflict] = merge(base, mine, theirs).conflicts
    assert conflict.where == "when"
