"""A diagram is layered, so it has no circle; edits keep it so."""

from __future__ import annotations

import pickle
from graphlib import TopologicalSorter

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit import drivers
from cqikit.drivers import ChangeIdea, Diagram, Driver, Link, add, link, remove, unlink
from cqikit.errors import (
    CircleError,
    DuplicateError,
    FaultsError,
    FieldError,
    UnknownNameError,
)
from tests.drivers.stories import AIM, GOOD, KEYS, diagrams, driver, strengths


def check_acyclic(diagram: Diagram) -> None:
    graph: dict[str, set[str]] = {}
    for this_link in diagram.links:
        graph.setdefault(this_link.effect, set()).add(this_link.cause)
    TopologicalSorter(graph).prepare()


@settings(max_examples=40)
@given(diagrams())
def test_a_diagram_has_no_circle(diagram: Diagram) -> None:
    check_acyclic(diagram)
    for this_link in diagram.links:
        above = drivers.layer_of(diagram, this_link.effect)
        assert above < drivers.layer_of(diagram, this_link.cause)


@settings(max_examples=40)
@given(diagrams(), st.data())
def test_unlinking_then_linking_is_the_identity(
    diagram: Diagram, data: st.DataObject
) -> None:
    if diagram.links:
        this_link = data.draw(st.sampled_from(diagram.links))
        apart = unlink(diagram, this_link.cause, this_link.effect)
        assert apart != diagram
        assert (
            link(apart, this_link.cause, this_link.effect, this_link.strength)
            == diagram
        )


@settings(max_examples=40)
@given(diagrams(), st.sampled_from(KEYS), st.sampled_from(KEYS), strengths)
def test_linking_then_unlinking_is_the_identity(
    diagram: Diagram, cause: str, effect: str, strength: drivers.Strength | None
) -> None:
    try:
        joined = link(diagram, cause, effect, strength)
    except (FieldError, UnknownNameError, CircleError, DuplicateError):
        return
    assert unlink(joined, cause, effect) == diagram


@settings(max_examples=40)
@given(diagrams(), st.sampled_from(["primary", "secondary", "idea"]))
def test_adding_then_removing_is_the_identity(diagram: Diagram, kind: str) -> None:
    new = (
        ChangeIdea(key="new", title="New")
        if kind == "idea"
        else driver("new", kind, "New")
    )
    grown = add(diagram, new, under=[AIM.key])
    assert drivers.item(grown, "new") == new
    assert drivers.effects_of(grown, "new") == (AIM.key,)
    assert remove(grown, "new") == diagram


@settings(max_examples=40)
@given(diagrams(), st.randoms(use_true_random=False))
def test_the_order_of_links_does_not_matter(diagram: Diagram, chance: object) -> None:
    shuffled = list(diagram.links)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert evolve(diagram, links=shuffled) == diagram


@settings(max_examples=40)
@given(diagrams())
def test_causes_and_effects_are_two_sides_of_a_link(diagram: Diagram) -> None:
    pairs = {(this_link.cause, this_link.effect) for this_link in diagram.links}
    keys = [AIM.key, *(pair.key for pair in drivers.items(diagram))]
    down = {(cause, key) for key in keys for cause in drivers.causes_of(diagram, key)}
    up = {(key, effect) for key in keys for effect in drivers.effects_of(diagram, key)}
    assert down == up == pairs


@settings(max_examples=20)
@given(diagrams())
def test_a_diagram_survives_pickling(diagram: Diagram) -> None:
    again = pickle.loads(pickle.dumps(diagram))
    assert again == diagram
    assert hash(again) == hash(diagram)
    assert drivers.causes_of(again, AIM.key) == drivers.causes_of(diagram, AIM.key)


def test_a_link_that_closes_a_circle_names_it() -> None:
    with pytest.raises(CircleError) as refused:
        link(GOOD, "on-time", "text")
    assert refused.value.circle == ("on-time", "text", "reminded", "told")
    with pytest.raises(CircleError, match="told -> told"):
        link(GOOD, "told", "told")


def test_a_link_leads_up() -> None:
    with pytest.raises(FieldError) as refused:
        link(GOOD, "told", "able")
    assert str(refused.value) == (
        "effect must be on a layer above the cause 'told', which is a primary driver"
        " (got 'able, which is a primary driver'):"
        " a link leads from a cause up to its effect"
    )
    with pytest.raises(FieldError, match="which is a change idea"):
        link(GOOD, "reminded", "board")
    with pytest.raises(FieldError, match="which is the aim"):
        link(remove(GOOD, "told"), "on-time", "reminded")


def test_a_link_joins_what_is_there() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'reminded'"):
        link(GOOD, "text", "remindd")
    with pytest.raises(DuplicateError, match=r"text -> reminded': unlink\(...\) first"):
        link(GOOD, "text", "reminded")
    with pytest.raises(UnknownNameError, match="no link named 'text -> planned'"):
        unlink(GOOD, "text", "planned")
    with pytest.raises(UnknownNameError, match="no aim, driver or idea named 'x'"):
        drivers.causes_of(GOOD, "x")
    with pytest.raises(UnknownNameError, match="no driver or idea named 'on-time'"):
        remove(GOOD, "on-time")


def test_a_key_stands_once() -> None:
    with pytest.raises(DuplicateError, match="two of the diagram are named 'told'"):
        add(GOOD, ChangeIdea(key="told", title="Tell"))
    with pytest.raises(DuplicateError, match="an idea an idea"):
        drivers.replace(GOOD, ChangeIdea(key="told", title="Tell"))
    with pytest.raises(DuplicateError, match="an idea an idea"):
        drivers.replace(GOOD, driver("text", "primary"))


def test_adding_takes_one_effect_or_several() -> None:
    idea = ChangeIdea(key="new", title="New")
    assert drivers.effects_of(add(GOOD, idea, under="told"), "new") == ("told",)
    both = add(GOOD, idea, under=["planned", "reminded"], strength="strong")
    assert drivers.effects_of(both, "new") == ("reminded", "planned")
    with pytest.raises(UnknownNameError):
        add(GOOD, idea, under=["nowhere"])


def test_replacing_keeps_links() -> None:
    renamed = drivers.replace(GOOD, ChangeIdea(key="text", title="Remind by letter"))
    assert renamed.links == GOOD.links
    assert drivers.item(renamed, "text").title == "Remind by letter"
    lower = drivers.replace(GOOD, driver("able", "primary", "Staff are free"))
    assert drivers.item(lower, "able").title == "Staff are free"
    with pytest.raises(FaultsError, match=r"links\[\d\]: effect must be on a layer"):
        drivers.replace(GOOD, driver("told", "secondary"))


def test_all_faults_of_a_diagram_are_said_at_once() -> None:
    with pytest.raises(FaultsError) as refused:
        Diagram(
            key="bad",
            title="Bad",
            aim=AIM,
            drivers=[driver("p", "primary"), driver("p", "secondary")],
            ideas=[ChangeIdea(key="on-time", title="Same key as the aim")],
            links=[
                Link(cause="p", effect="on-tme"),
                Link(cause="p", effect="on-time"),
                Link(cause="p", effect="p"),
            ],
        )
    assert [problem.where for problem in refused.value.problems] == [
        "drivers[1].key",
        "ideas[0].key",
        "links[0]",
        "links[1]",
        "links[2]",
    ]
    assert "did you mean 'on-time'" in str(refused.value)


def test_a_link_stands_once() -> None:
    again = Link(cause="text", effect="reminded", strength="weak")
    with pytest.raises(FaultsError, match=r"links\[7\]: two of the links are named"):
        evolve(GOOD, links=[*GOOD.links, again])


def test_fields_are_checked() -> None:
    with pytest.raises(DuplicateError, match="measures"):
        Driver(key="p", title="P", measures=["a", "a"])
    with pytest.raises(ValueError, match="tertiary"):
        Driver(key="p", title="P", tier="tertiary")  # type: ignore[arg-type]
    with pytest.raises(FieldError, match="cause must be a key"):
        Link(cause="a b", effect="c")
