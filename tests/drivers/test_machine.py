"""No sequence of edits makes a circle, or anything else that is not a diagram."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from cqikit.drivers import (
    ChangeIdea,
    Diagram,
    Item,
    Layer,
    add,
    items,
    layer_of,
    link,
    remove,
    replace,
    unlink,
)
from cqikit.errors import CqikitError
from tests.drivers.stories import AIM, KEYS, driver
from tests.drivers.test_diagram import check_acyclic

keys = st.sampled_from([AIM.key, *KEYS[:5]])
kinds = st.sampled_from(["primary", "secondary", "idea"])


class EditMachine(RuleBasedStateMachine):
    """Edit in any order; a set of layers and one of links say what must be."""

    def __init__(self) -> None:
        super().__init__()
        self.diagram = Diagram(key="drawn", title="Drawn", aim=AIM)
        self.layers = {AIM.key: 0}
        self.links: set[tuple[str, str]] = set()

    @rule(key=keys, kind=kinds, under=st.lists(keys, unique=True, max_size=2))
    def add(self, key: str, kind: str, under: list[str]) -> None:
        height = Layer[kind.upper()]
        fits = key not in self.layers and all(
            self.layers.get(name, 9) < height for name in under
        )
        made = self.attempt(
            lambda: add(self.diagram, self.made(key, kind), under=under)
        )
        assert made is fits
        if fits:
            self.layers[key] = height
            self.links |= {(key, name) for name in under}

    @rule(cause=keys, effect=keys)
    def link(self, cause: str, effect: str) -> None:
        here = cause in self.layers and effect in self.layers
        fits = (
            here
            and self.layers[cause] > self.layers[effect]
            and (cause, effect) not in self.links
        )
        assert self.attempt(lambda: link(self.diagram, cause, effect)) is fits
        if fits:
            self.links.add((cause, effect))

    @rule(cause=keys, effect=keys)
    def unlink(self, cause: str, effect: str) -> None:
        fits = (cause, effect) in self.links
        assert self.attempt(lambda: unlink(self.diagram, cause, effect)) is fits
        self.links.discard((cause, effect))

    @rule(key=keys)
    def remove(self, key: str) -> None:
        fits = key in self.layers and key != AIM.key
        assert self.attempt(lambda: remove(self.diagram, key)) is fits
        if fits:
            del self.layers[key]
            self.links = {pair for pair in self.links if key not in pair}

    @rule(key=keys, kind=kinds)
    def replace(self, key: str, kind: str) -> None:
        height = Layer[kind.upper()]
        old = self.layers.get(key, 0)
        fits = old > 0 and (old == Layer.IDEA) is (height == Layer.IDEA)
        moved = self.layers | {key: height}
        fits = fits and all(
            moved[cause] > moved[effect] for cause, effect in self.links
        )
        assert self.attempt(lambda: replace(self.diagram, self.made(key, kind))) is fits
        if fits:
            self.layers = moved

    @staticmethod
    def made(key: str, kind: str) -> Item:
        if kind == "idea":
            return ChangeIdea(key=key, title="Idea")
        return driver(key, kind)

    def attempt(self, edit: Callable[[], Diagram]) -> bool:
        before = self.diagram
        try:
            self.diagram = edit()
        except CqikitError:
            assert self.diagram is before
            return False
        return True

    @invariant()
    def it_has_no_circle(self) -> None:
        check_acyclic(self.diagram)

    @invariant()
    def it_is_what_was_edited(self) -> None:
        assert {
            (this_link.cause, this_link.effect) for this_link in self.diagram.links
        } == self.links
        found = {
            item.key: layer_of(self.diagram, item.key) for item in items(self.diagram)
        }
        assert {AIM.key: 0, **found} == self.layers


TestEditMachine = EditMachine.TestCase
TestEditMachine.settings = settings(max_examples=30, stateful_step_count=30)
