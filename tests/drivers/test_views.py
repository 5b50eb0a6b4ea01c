"""Outline, tree, Mermaid and DOT show every item, whatever people typed."""

from __future__ import annotations

import re
import unicodedata

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit.drivers import (
    Branch,
    ChangeIdea,
    Diagram,
    Layer,
    add,
    dot,
    items,
    mermaid,
    outline,
    remove,
    tree,
    unlink,
)
from cqikit.drivers._text import for_dot, for_mermaid, one_line
from tests.drivers.stories import AIM, GOOD, diagrams

anything = st.text() | st.text(alphabet='"\\\n\r<>&#;%{}`[]()|\u202e\u2066\u05d0ab')


@settings(max_examples=40)
@given(diagrams())
def test_the_outline_shows_each_item_once_under_each_effect(diagram: Diagram) -> None:
    lines = outline(diagram).splitlines()
    loose = {item.key for item in items(diagram)} - {
        link.cause for link in diagram.links
    }
    expanded = [line for line in lines if not line.endswith(" (see above)")]
    titled = len(diagram.links) + len(loose) + 1 + bool(loose)
    assert len(expanded) <= titled
    # An item is written out once, so the outline is no longer than its links.
    assert len(lines) == titled


@settings(max_examples=40)
@given(diagrams())
def test_the_tree_has_every_linked_item(diagram: Diagram) -> None:
    seen: dict[str, Branch] = {}

    def walk(branch: Branch) -> None:
        assert seen.setdefault(branch.key, branch) is branch
        for child in branch.children:
            assert child.layer > branch.layer
            walk(child)

    walk(tree(diagram))
    reached = {AIM.key}
    for link in sorted(
        diagram.links, key=lambda this_link: _height(diagram, this_link.effect)
    ):
        if link.effect in reached:
            reached.add(link.cause)
    assert set(seen) == reached


def _height(diagram: Diagram, key: str) -> Layer:
    from cqikit.drivers import layer_of

    return layer_of(diagram, key)


@settings(max_examples=40)
@given(diagrams())
def test_mermaid_and_dot_have_a_line_for_each_item_and_link(diagram: Diagram) -> None:
    count = 1 + len(items(diagram)) + len(diagram.links)
    assert len(mermaid(diagram).splitlines()) == count + 1
    assert len(dot(diagram).splitlines()) == count + 4


@given(anything)
def test_no_text_leaves_its_line(text: str) -> None:
    for made in (one_line(text), for_mermaid(text), for_dot(text)):
        assert len(made.splitlines()) <= 1
        assert not any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in made)


@given(anything)
def test_no_text_turns_the_direction_of_what_follows(text: str) -> None:
    line = one_line(text)
    inner = line.removeprefix("\u2068").removesuffix("\u2069")
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", inner)
    assert line in {inner, f"\u2068{inner}\u2069"}


@given(anything)
def test_a_mermaid_label_has_nothing_but_plain_signs(text: str) -> None:
    label = for_mermaid(text)
    bare = re.sub(r"#\d+;", "", label)
    assert not re.search(r'["`<>{}\[\]|;%#&\\:]', bare)
    back = re.sub(r"#(\d+);", lambda found: chr(int(found[1])), label)
    assert back == one_line(text)


@given(st.text(alphabet="abc 123 .,-()+'/\u00e9\u4e2d"))
def test_plain_words_stay_readable(text: str) -> None:
    assert for_mermaid(text) == for_dot(text) == one_line(text)


@given(anything)
def test_a_dot_string_ends_at_its_quote(text: str) -> None:
    made = for_dot(text)
    assert not re.search(r'(?<!\\)(?:\\\\)*"', made)
    assert re.fullmatch(r'(?:[^\\"]|\\["\\])*', made)
    back = re.sub(r"\\(.)", r"\1", made).replace("&amp;", "&")
    assert back == one_line(text)


def test_what_stands_above_is_referred_to() -> None:
    # `planned` drives both primaries, and is written out under the first.
    assert outline(GOOD).count("Keep a board of the week") == 1
    assert "secondary driver: Weeks are planned (see above)" in outline(GOOD)


def test_what_is_not_linked_comes_last() -> None:
    loose = unlink(GOOD, "able", "on-time")
    assert "not linked:\n  primary driver: Staff can come [rooms]\n" in outline(loose)
    assert "not linked" not in outline(remove(loose, "able"))


def test_measures_stand_where_they_belong() -> None:
    lines = outline(GOOD).splitlines()
    assert lines[0].endswith(" [visits-on-time]")
    assert lines[-1] == "balancing: overtime"
    assert "balancing" not in outline(evolve(GOOD, balancing=()))


def test_an_item_without_causes_is_not_referred_to() -> None:
    twice = add(
        GOOD, ChangeIdea(key="call", title="Call"), under=["reminded", "planned"]
    )
    assert outline(twice).count("idea: Call\n") == 2
