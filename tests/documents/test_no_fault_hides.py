"""A fault of one part hides none of another, and brings none that is not there."""

from __future__ import annotations

import itertools
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest

from cqikit import documents
from cqikit.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Sequence

PLAN = """
type = "plan"
version = 1
key = "cqip"
title = "Our plan"
sources = [{ key = "survey", title = "Survey", kind = "staff-survey", on = "2026" }]

[[areas]]
key = "space"
title = "Space"
scores = [{ unit = "Room 1", value = 4.9, source = "survey" }]
growth = [{ key = "feet", title = "Feet do not reach the floor" }]

[[areas]]
key = "families"
title = "Families"
growth = [{ key = "calls", title = "Few calls" }]

[[steps]]
key = "rugs"
what = "replace three rugs"
who = "director"
area = "space"

[[steps]]
key = "books"
what = "buy books"
who = "teacher"
after = ["rugs"]
log = [{ event = "start", on = 2026-09-02 }, { event = "finish", on = 2026-09-09 }]

[[log]]
event = "begin"
on = 2026-09-01
"""
CIRCLE = PLAN.replace('area = "space"', 'after = ["books"]')
GUIDE = """
type = "closing-guide"
version = 1
key = "closing"
title = "Closing"
[[scaling.conditions]]
item = "leadership"
value = "met"
evidence = "the director has said so"
[[scaling.conditions]]
item = "teams"
value = 2
[[sustaining]]
step = "hardwiring/policies"
"""
#: Where a document is changed, and what stands there then; None leaves it out.
FAULTS: dict[str, Sequence[tuple[tuple[Any, ...], Any]]] = {
    PLAN: [
        (("title",), 3),
        (("wip_limit",), 0),
        (("colour",), 1),
        (("sources", 0, "title"), None),
        (("areas", 0, "title"), ""),
        (("areas", 1, "colour"), "red"),
        (("areas", 0, "scores", 0, "source"), "surveys"),
        (("areas", 0, "scores", 0, "value"), "much"),
        (("areas", 1, "growth", 0, "key"), "feet"),
        (("areas", 1, "growth", 0, "title"), -1),
        (("steps", 0, "what"), ""),
        (("steps", 0, "cost"), -3),
        (("steps", 0, "area"), "spaces"),
        (("steps", 1, "whoo"), "director"),
        (("steps", 1, "after"), ["rugs", "chairs"]),
        (("steps", 1, "when"), "soon"),
        (("steps", 1, "log", 0), {"event": "finish", "on": "2026-09-01"}),
        (("log", 0, "event"), "reflect"),
    ],
    GUIDE: [
        (("title",), 3),
        (("scaling", "sites"), "some"),
        (("scaling", "conditions", 0, "evidence"), 3),
        (("scaling", "conditions", 0, "item"), "leaders"),
        (("scaling", "conditions", 1, "value"), 9),
        (("scaling", "conditions", 0, "by_when"), "soon"),
        (("sustaining", 0, "step"), "hardwire"),
    ],
}
#: Where one part is not known, nothing is told of what may hang on it.
UNKNOWN: Sequence[tuple[tuple[Any, ...], Any]] = (
    (("areas",), "none"),
    (("areas", 0, "key"), None),
    (("areas", 0), 3),
    (("steps", 0, "key"), None),
    (("steps", 0, "key"), "the rugs"),
    (("steps", 0, "lever"), {"level": "none"}),
)


def told(text: str, *edits: tuple[tuple[Any, ...], Any]) -> set[str]:
    tree = documents.unstructure(documents.parse(text, "document.toml"))
    for (*path, last), value in deepcopy(edits):
        place = tree
        for name in path:
            place = place[name]
        if value is None:
            del place[last]
        else:
            place[last] = value
    kind = documents.DOCUMENTS[tree["type"]].cls
    try:
        documents.structure(tree, kind)
    except DocumentError as error:
        return set(map(str, error.problems))
    return set()


@pytest.mark.parametrize("text", FAULTS, ids=["plan", "guide"])
def test_two_faults_are_told_as_each_alone(text: str) -> None:
    edits = FAULTS[text]
    alone = [told(text, edit) for edit in edits]
    assert all(alone)
    for first, second in itertools.combinations(range(len(edits)), 2):
        together = told(text, edits[first], edits[second])
        assert together == alone[first] | alone[second], (edits[first], edits[second])


@pytest.mark.parametrize("lost", UNKNOWN, ids=lambda edit: str(edit[0]))
def test_nothing_is_told_of_what_may_hang_on_a_part_that_is_not_known(
    lost: Any,
) -> None:
    alone = told(PLAN, lost)
    assert alone
    assert not [said for said in alone if ": no " in said]


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ('who = "director"', 'whom = "director"'),
        ('who = "director"', 'colour = "red"'),
        ('title = "Our plan"', "title = 3"),
        ("version = 1", ""),
    ],
)
def test_a_circle_of_steps_is_told_in_the_first_round(written: str, wrong: str) -> None:
    text = CIRCLE.replace(written, wrong)
    with pytest.raises(DocumentError) as caught:
        documents.parse(text)
    *_, last = caught.value.problems
    assert (last.code, last.where) == ("plan.circle", "steps")
    # In a document that can be read it is a finding, in the same words.
    (found,) = (
        finding
        for finding in documents.findings(documents.parse(CIRCLE))
        if finding.code == last.code
    )
    assert (last.message, last.fix) == (found.message, found.fix)


def test_no_circle_is_told_of_steps_that_cannot_be_read() -> None:
    text = CIRCLE.replace('who = "director"', "colours = [1]")
    with pytest.raises(DocumentError) as caught:
        documents.parse(text)
    [fault] = caught.value.problems
    assert "extra field 'colours'" in fault.message
