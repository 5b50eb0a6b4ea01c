"""A row has a sentence for each form: of a list cut off, of each combination."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqikit.core import (
    Finding,
    FindingKind,
    Found,
    FunctionCheck,
    and_more,
    combined,
    few,
    found,
    run_checks,
    unknown_keys,
    worded,
)
from cqikit.errors import FieldError

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
    late = LISTED.at(**few(keys, form=form, most=most))
    listed, _, rest = late.message.partition(" are ")[0].partition(" and ")
    assert listed.split(", ") == keys[:most]
    assert int(rest.removesuffix(" more") or 0) == max(len(keys) - most, 0)
    assert late.message.endswith(form or "late")
    assert late.fix == ("begin" if form else "wait")


def test_more_may_be_counted_than_are_given() -> None:
    late = LISTED.at(**few(["a"], most=1, count=3))
    assert late.message == "a and 2 more are late"


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
    lost = row.of(hit)
    assert (lost.where, lost.message, lost.fix) == ("a", f"no team {key!r}", fix)
    assert lost.said()[1] == fix


def test_each_member_of_a_list_is_quoted() -> None:
    assert worded("not {of!r}", {"of": ("a", "it's")}) == "not 'a', \"it's\""


def test_a_template_names_parts_that_are_there() -> None:
    with pytest.raises(FieldError, match=r"must name parts that are there \(b\)"):
        worded("{a}", {"b": 1})
    with pytest.raises(FieldError, match=r"that are there \(none\)"):
        worded("{a}", {})


@pytest.mark.parametrize("parts", [{"a": None}, {"a": ({},)}, {1: "a"}, 3])
def test_parts_are_what_a_sentence_can_speak_of(parts: Any) -> None:
    with pytest.raises(FieldError, match="parts must be texts, numbers"):
        Finding(code="a.b", message="x", parts=parts)


def test_a_check_of_any_arguments_gets_subject_and_context() -> None:
    def looks(*given: object) -> Iterator[Found]:
        yield found(n=len(given))

    check = FunctionCheck(FindingKind("a.b", says="{n} given"), looks)
    assert run_checks(None, [check])[0].message == "2 given"


def test_a_list_that_is_whole_has_no_more() -> None:
    assert few(["a", "b"], most=2) == {"form": "", "keys": ("a", "b")}
    assert few(["a", "b"], most=1) == {"form": "+more", "keys": ("a",), "more": 1}


def test_words_with_parts_keep_their_template_and_others_need_none() -> None:
    row = FindingKind("a.late", says="{days:# day|# days} late", fix="plan {days} more")
    found = row.at("x", days=2)
    assert (found.template, found.fix_template) == (row.says[""], row.fix[""])
    plain = FindingKind("a.none", says="no step", fix="add it").at("x")
    assert (plain.template, plain.fix_template) == ("", "")
