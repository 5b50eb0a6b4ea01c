"""Findings leave with the parts of their sentences, and come back with them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from cqikit import documents
from cqikit.core import Finding, Frequency, Period, period_of
from cqikit.errors import DocumentError, FieldTypeError

days = st.dates(date(1600, 1, 1), date(2400, 1, 1))
STARTS = {"week": 7, "quarter": 3, "half-year": 6, "year": 12}


@st.composite
def periods(draw: st.DrawFn) -> Period:
    frequency = draw(st.sampled_from(Frequency))
    starts = draw(st.integers(1, STARTS.get(frequency.value, 1)))
    return period_of(draw(days), frequency, starts=starts)


scalars = st.one_of(
    st.text(st.characters(codec="utf-8")),
    st.integers(),
    st.floats(allow_nan=False),
    st.booleans(),
    days,
    periods(),
)
parts = scalars | st.lists(scalars, max_size=4).map(tuple)
findings = st.builds(
    Finding,
    code=st.just("step.late"),
    message=st.just("it is late"),
    fix=st.sampled_from(["", "move it"]),
    parts=st.dictionaries(st.text(st.characters(codec="utf-8")), parts, max_size=3),
)


def kinds_of(part: Any) -> Any:
    return [*map(type, part)] if isinstance(part, tuple) else type(part)


@given(findings)
def test_a_finding_is_read_with_its_parts_as_they_were(finding: Finding) -> None:
    tree = documents.unstructure(finding)
    for said in (tree, json.loads(json.dumps(tree, allow_nan=False))):
        read = documents.structure(said, Finding)
        assert read == finding
        # 1, 1.0 and True are equal, and are three things to a reader.
        assert [*map(kinds_of, read.parts.values())] == [
            *map(kinds_of, finding.parts.values())
        ]


VALIDATOR = Draft202012Validator(documents.schema("finding"))


@given(findings)
def test_every_finding_that_is_written_is_valid_by_the_schema(finding: Finding) -> None:
    VALIDATOR.validate(json.loads(documents.to_json(finding)))


def test_each_kind_of_part_has_a_form_of_its_own() -> None:
    said = {
        "key": "rugs",
        "steps": 3,
        "rate": 2.5,
        "open": True,
        "due": date(2026, 3, 2),
        "by": Period(date(2026, 1, 1), Frequency.QUARTER),
        "most": float("nan"),
        "keys": ("a", date(2026, 3, 2)),
    }
    finding = Finding(code="step.late", message="late", parts=said)
    assert documents.unstructure(finding)["parts"] == {
        "key": "rugs",
        "steps": 3,
        "rate": 2.5,
        "open": True,
        "due": {"day": "2026-03-02"},
        "by": {"period": "2026-Q1"},
        "most": {"number": "nan"},
        "keys": ["a", {"day": "2026-03-02"}],
    }
    read = documents.structure(documents.unstructure(finding), Finding)
    assert repr(read.parts["most"]) == "nan"


def test_a_finding_is_written_with_its_sentences_and_its_templates() -> None:
    late = Finding(
        code="step.late",
        template="it is {days:# day|# days} late",
        fix_template="move it by {days:# day|# days}",
        parts={"days": 3},
    )
    assert documents.unstructure(late) == {
        "type": "finding",
        "version": 1,
        "code": "step.late",
        "template": "it is {days:# day|# days} late",
        "parts": {"days": 3},
        "message": "it is 3 days late",
        "fix_template": "move it by {days:# day|# days}",
        "fix": "move it by 3 days",
    }


def test_no_fix_is_not_written() -> None:
    assert "fix" not in documents.unstructure(Finding(code="a.b", message="late"))


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ({"day": "2026-13-01"}, "must be a day of the calendar"),
        ({"day": "2026-01-01", "period": "2026"}, "must be text, a number, true"),
        ({"weight": 1}, "must be text, a number, true"),
        ({"number": "7"}, "must be one of inf, -inf, nan"),
        ([["deep"]], "must be text, a number, true"),
        (None, "must be text, a number, true"),
        (float("inf"), "must be a finite number"),
    ],
)
def test_a_part_that_is_none_is_refused_where_it_stands(part: Any, said: str) -> None:
    tree = {"type": "finding", "version": 1, "code": "a.b", "message": "late"}
    with pytest.raises(DocumentError) as refused:
        documents.structure({**tree, "parts": {"due": part}}, Finding)
    [problem] = refused.value.problems
    assert problem.where == "parts.due"
    assert said in problem.message


def test_a_moment_is_no_part() -> None:
    # A document would say its day alone.
    with pytest.raises(FieldTypeError, match="must be texts, numbers, days, periods"):
        Finding(
            code="a.b",
            message="late",
            parts={"at": datetime(2026, 3, 2, 8, tzinfo=UTC)},
        )
