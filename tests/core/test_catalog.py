"""A catalog is never changed; editing one makes another."""

from __future__ import annotations

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from cqikit.core import Catalog
from cqikit.errors import DuplicateError, FieldTypeError, UnknownNameError


@frozen
class Rule:
    """Something with a name."""

    name: str
    length: int = 8


names = st.lists(st.text(min_size=1, max_size=4), unique=True, max_size=6)


def catalog(of: list[str]) -> Catalog[Rule]:
    """Return a catalog of rules of these names."""
    return Catalog([Rule(name) for name in of], kind="rule")


@given(names)
def test_a_catalog_keeps_names_in_order(of: list[str]) -> None:
    made = catalog(of)
    assert list(made.names) == of
    assert [rule.name for rule in made] == of
    assert len(made) == len(of)
    assert all(name in made for name in of)


@given(names)
def test_adding_then_taking_out_is_the_identity(of: list[str]) -> None:
    made = catalog(of)
    assert made.add(Rule("a new one")).without("a new one") == made


def test_replacing_keeps_the_place_and_the_old_catalog() -> None:
    made = catalog(["a", "b", "c"])
    longer = made.replace(Rule("b", 9))
    assert longer.names == made.names
    assert (made["b"].length, longer["b"].length) == (8, 9)


def test_merging_replaces_namesakes_in_place_and_adds_the_rest() -> None:
    merged = catalog(["a", "b"]) | [Rule("c"), Rule("a", 3)]
    assert merged.names == ("a", "b", "c")
    assert merged["a"].length == 3


def test_only_picks_in_the_order_asked_for() -> None:
    assert catalog(["a", "b", "c"]).only("c", "a").names == ("c", "a")


def test_get_has_a_default() -> None:
    made = catalog(["a"])
    assert made.get("a") == Rule("a")
    assert made.get("b") is None
    assert made.get("b", 0) == 0


def test_what_is_not_there_is_refused_with_a_suggestion() -> None:
    made = catalog(["shift", "trend"])
    with pytest.raises(UnknownNameError, match="did you mean 'shift'"):
        made["shfit"]
    with pytest.raises(UnknownNameError, match="there are shift, trend"):
        made.without("zzz")
    with pytest.raises(UnknownNameError):
        made.replace(Rule("zzz"))
    with pytest.raises(UnknownNameError):
        made[["unhashable"]]  # type: ignore[index]
    assert 3 not in made


def test_two_of_one_name_are_refused() -> None:
    with pytest.raises(DuplicateError, match="two of the rules are named 'a'"):
        catalog(["a", "a"])


def test_an_empty_catalog_says_that_there_are_none() -> None:
    with pytest.raises(UnknownNameError, match="there are none"):
        catalog([])["a"]


def test_a_class_is_not_what_it_makes() -> None:
    class Twice:
        name = "twice"

    said = r"rules\[0\] must be a rule, not its class .*: call it"
    with pytest.raises(FieldTypeError, match=said):
        Catalog([Twice], kind="rule")
    assert Catalog([Twice()], kind="rule").names == ("twice",)
