"""A reason for no answer, however it is typed, is not an item that was skipped."""

from __future__ import annotations

import pytest

from cqikit.assessments import FRAMEWORKS
from cqikit.forms._word._self import assessment_form


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ("n/a", "not-applicable"),
        ("N/A", "not-applicable"),
        ("Don\u2019t know", "dont-know"),
        ("I don't know", "dont-know"),
        ("does not apply", "not-applicable"),
        ("many", None),
    ],
)
def test_a_reason_is_kept_as_people_type_it(typed: str, status: str | None) -> None:
    psat = FRAMEWORKS["psat"]
    answer = {"item": psat.all_items[0].key, "value": typed}
    people = {"0": {"0": [answer]}}
    gather = assessment_form(psat).gather
    assert gather is not None
    [made] = gather({"people": people})["answers"]
    assert made.get("status") == status
    assert ("value" in made) is (status is None)
