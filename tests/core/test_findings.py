"""Checks yield findings; whoever runs them gets one list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np
import pytest

from cqikit import core
from cqikit.core import (
    Catalog,
    Context,
    Finding,
    Found,
    Severity,
    by_severity,
    check,
    prefixed,
    run_checks,
    worded,
)
from cqikit.errors import FieldError, FieldTypeError


@check("plan.empty", source="S2")
def has_steps(plan: list[str], context: Context) -> Iterable[Finding]:
    """Find a plan without a step, and say as of when."""
    if not plan:
        said = f"no step as of {context.as_of}"
        yield Finding(code="plan.empty", message=said)
        yield Finding(code="plan.empty", message="own", source="mine")


def test_a_finding_has_the_source_of_its_check_unless_it_names_its_own() -> None:
    found = run_checks([], [has_steps], Context(as_of=date(2026, 1, 2)))
    assert [finding.source for finding in found] == ["S2", "mine"]
    assert found[0].message == "no step as of 2026-01-02"
    assert run_checks(["a"], [has_steps]) == ()


def _of_one_step(plan: list[str]) -> str | None:
    return plan[0] if len(plan) == 1 else None


@check("plan.short", says="its only step is short", of=_of_one_step)
def is_short(step: str) -> bool:
    """Find a step of few letters, where it is the only one."""
    return len(step) < 4


def test_a_check_may_answer_yes_or_no_of_what_it_judges() -> None:
    assert [hit.message for hit in run_checks(["rug"], [is_short])] == [
        "its only step is short"
    ]
    assert run_checks(["tables"], [is_short]) == ()
    assert run_checks(["rug", "sun"], [is_short]) == ()


class Bare:
    """A check of somebody's own, which answers whatever it is given."""

    code, source = "a.check", ""

    def __init__(self, answer: Any) -> None:
        self.answer = answer

    def __call__(self, _: object, __: Context) -> Any:
        return self.answer


@pytest.mark.parametrize(
    "answer", [0.5, 7, float("nan"), None, "a", ["a"] * 8, [None], np.True_, [[True]]]
)
def test_what_is_no_finding_is_refused_of_whatever_check(answer: Any) -> None:
    said: Any = check("a.check", says="so it is")(lambda _: answer)
    told = "what the check a.check finds must be findings"
    other: Any = Bare(answer)
    for judge, fix in ((said, "return True"), (other, "core.Finding")):
        with pytest.raises(FieldTypeError, match=rf"{told} \(got .*\): .*{fix}"):
            run_checks([], [judge])


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{keys}", "a, it's"),
        ("{keys!r}", """'a', "it's\""""),
        ("{keys/ or }", "a or it's"),
        ("{keys!r/ and }", """'a' and "it's\""""),
        ("{key/ or }", "a"),
        ("{keys:is|are}", "are"),
    ],
)
def test_a_list_is_joined_and_its_members_are_quoted(template: str, said: str) -> None:
    assert worded(template, {"keys": ("a", "it's"), "key": "a"}) == said


def test_a_sentence_has_the_parts_that_it_names() -> None:
    with pytest.raises(FieldError, match=r"must name parts that are there \(key\)"):
        worded("{keys} wait", {"key": "a"})
    with pytest.raises(FieldError, match="must be texts, numbers, days, periods"):
        Finding(code="a.b", message="x", parts={"key": None})


def test_a_check_may_take_all_that_it_is_given() -> None:
    @check("plan.any", says="{count} given")
    def counts(*given: object) -> Iterable[Found]:
        yield core.found(count=len(given))

    @check("plan.rest", says="{count} besides")
    def rest(_: object, *given: object) -> Iterable[Found]:
        yield core.found(count=len(given))

    found = run_checks("plan", [counts, rest])
    assert [hit.message for hit in found] == ["2 given", "1 besides"]


def test_checks_stand_in_catalogs_by_their_code() -> None:
    assert Catalog([has_steps], kind="check").names == ("plan.empty",)
    assert has_steps.code == "plan.empty"
    assert has_steps.source == "S2"


@pytest.mark.parametrize(
    ("place", "where", "joined"),
    [
        ("steps[0]", "who", "steps[0].who"),
        ("steps", "[0].who", "steps[0].who"),
        ("steps", "", "steps"),
        ("", "who", "who"),
    ],
)
def test_findings_move_under_a_place(place: str, where: str, joined: str) -> None:
    inner = Finding(code="a.b", where=where, message="x")
    assert [finding.where for finding in prefixed(place, [inner])] == [joined]


def test_severities_are_ordered_by_weight_not_by_name() -> None:
    assert Severity.NOTE < Severity.WARNING < Severity.FAULT
    assert max(Severity) is Severity.FAULT
    found = [
        Finding(code="a", severity="note", message="1"),
        Finding(code="b", severity=Severity.FAULT, message="2"),
        Finding(code="c", severity=Severity.FAULT, message="3"),
    ]
    assert [finding.code for finding in by_severity(found)] == ["b", "c", "a"]


def test_a_finding_reads_as_one_line() -> None:
    found = Finding(code="a.b", where="x", message="wrong", fix="do this")
    assert str(found) == "warning a.b at x: wrong (do this)"


def test_a_finding_needs_a_code_and_a_message() -> None:
    with pytest.raises(FieldError):
        Finding(code="a b", message="x")
    with pytest.raises(FieldError):
        Finding(code="a", message=" ")
