"""Reading: every fault of a document at once, each with its path."""

from __future__ import annotations

from pathlib import Path

import pytest

from cqikit import documents
from cqikit.errors import DocumentError, SourceError
from cqikit.measures import Bound, Change, Level, Nested

BAD = """
type = "measures"
version = 1
colour = 3
[[measures]]
key = " "
titel = "x"
per = "3"
kind = "rat"
frequency = nan
[[measures]]
key = true
title = 1
per = inf
role = 2
[[measures]]
key = "a"
title = "b"
per = 2
"""


def faults(text: str, name: str = "bad.toml") -> list[str]:
    with pytest.raises(DocumentError) as caught:
        documents.parse(text, name)
    assert caught.value.source == name
    return [str(problem) for problem in caught.value.problems]


def test_every_fault_is_told_at_once_with_its_path() -> None:
    assert faults(BAD) == [
        "measures[0].key: key must be text with something in it (got ' ')",
        "measures[0].title: missing",
        (
            "measures[0].kind: kind must be one of count, proportion, rate, continuous,"
            " units-between, time-between (got 'rat'): did you mean 'rate'?"
        ),
        "measures[0].per: per must be a number (got '3'): write it without quotes",
        (
            "measures[0].frequency: frequency must be one of day, week, month, quarter,"
            " year (got nan)"
        ),
        "measures[0]: extra field 'titel'; did you mean 'title'?",
        "measures[1].key: key must be text (got True)",
        "measures[1].title: title must be text (got 1)",
        "measures[1].role: role must be one of outcome, process, balancing (got 2)",
        "measures[1].per: per must be a finite number (got inf)",
        "measures[2]: per must be 1 for a continuous (got 2): say kind='rate'",
        "extra field 'colour'; known are measures",
    ]


@pytest.mark.parametrize(
    ("target", "read"),
    [
        ("{at = 5}", Level(5)),
        ("{no_more_than = 1.0}", Bound(no_more_than=1.0)),
        ("{by = -0.25}", Change(-0.25)),
        ("{share = 0.85, each = {by = -0.25}}", Nested(0.85, Change(-0.25))),
    ],
)
def test_a_target_is_told_by_its_fields(target: str, read: object) -> None:
    text = f"""
    type = "aims"
    version = 1
    [[aims]]
    key = "a"
    title = "b"
    measure = "c"
    by = 1982-10-01
    target = {target}
    """
    assert documents.parse(text, "aim.toml").aims[0].target == read


def test_a_missing_file_is_named_and_its_likely_name_told(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text("")
    with pytest.raises(SourceError, match=r"no such file: did you mean 'plan.toml'\?"):
        documents.read(tmp_path / "plna.toml")
