"""A row has a sentence for each form: of a list cut off, of each combination."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqikit.core import FindingKind, and_more, combined, few, unknown_keys, worded

LISTED = FindingKind(
    "a.listed",
    says=and_more({"": "{keys} are late", "early": "{keys} are early"}),
    fix=and_more({"": "wait", "early": "begin"}),
)
WORDS = {"on": "date", "who": "owner", "what": "task"}


@given(
    st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=20),
    st.integers(1, 20),
    st.sampled_from(["", "early"]),
)
def test_a_long_list_names_the_first_and_counts_the_rest(
    keys: list[str], most: int, form: str
) -> None:
    found = LISTED.at(**few(keys, form=form, most=most))
    listed, _, rest = found.message.partition(" are ")[0].partition(" and ")
    assert listed.split(", ") == keys[:most]
    assert int(rest.removesuffix(" more") or 0) == max(len(keys) - most, 0)
    assert found.message.endswith(form or "late")
    assert found.fix == ("begin" if form else "wait")


def test_more_may_be_counted_than_are_given() -> None:
    found = LISTED.at(**few(["a"], most=1, count=3))
    assert found.message == "a and 2 more are late"


@given(st.sets(st.sampled_from(sorted(WORDS)), min_size=1))
def test_each_combination_has_its_sentence(lacking: set[str]) -> None:
    forms = combined("no {words} of {of}", WORDS, " and no ")
    names = [name for name in WORDS if name in lacking]
    said = " and no ".join(WORDS[name] for name in names)
    assert forms["+".join(names)] == f"no {said} of {{of}}"
    assert len(forms) == sum(1 for n in (1, 2, 3) for _ in combinations(WORDS, n))


@pytest.mark.parametrize(
    ("key", "fix"), [("nroth", "did you mean 'north'?"), ("x", "add it")]
)
def test_an_unknown_key_asks_for_its_like(key: str, fix: str) -> None:
    row = FindingKind("a.lost", says="no team {key!r}", fix="add it")
    [hit] = unknown_keys([("a", key), ("b", "north"), ("c", "")], ["north", "south"])
    found = row.of(hit)
    assert (found.where, found.message, found.fix) == ("a", f"no team {key!r}", fix)
    assert found.said()[1] == fix


def test_each_member_of_a_list_is_quoted() -> None:
    assert worded("not {of!r}", {"of": ("a", "it's")}) == "not 'a', \"it's\""
