"""Checks are rows: each code stands once, and findings have the words of its row.

That findings do is held in every test there is (tests/conftest.py); here is what can
be said of the rows alone, and that the law is awake.
"""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

import cqikit
from cqikit.core import check, run_checks
from tests.rows import ROOMS, assert_worded, kinds_of, rows

LONE = rows()["plan.no-steps"]
FILES = [
    path
    for room in ROOMS
    for path in sorted((Path(cqikit.__file__).parent / room).rglob("*.py"))
]


@pytest.mark.parametrize("room", ROOMS)
def test_a_code_has_one_row(room: str) -> None:
    kinds = list(kinds_of(room))
    assert kinds
    assert all(kind == rows()[kind.code] for kind in kinds)


def test_a_row_says_what_is_found_what_would_fix_it_and_who_expects_it() -> None:
    for row in rows().values():
        # The one that has no words passes on what others find; reasons say themselves
        # what would fix them.
        said = [*row.says.values(), *row.fix.values()]
        assert all(said) or row.code in {"plan.steps", "worksheet.too-early"}, row
        assert row.source, row


def test_no_code_stands_twice_and_no_finding_is_built_by_hand() -> None:
    codes: Counter[str] = Counter()
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and node.value in rows():
                codes[str(node.value)] += 1
            name = getattr(node, "func", None)
            assert not (isinstance(name, ast.Name) and name.id == "Finding"), path
    assert {code: count for code, count in codes.items() if count > 1} == {}
    assert set(codes) == set(rows())


@pytest.mark.parametrize(
    "change",
    [
        {"message": "there is no step"},
        {"template": "no {what}", "parts": {"what": "step"}},
        {"parts": {"what": "step"}},
        {"fix": "add one"},
        {"source": "elsewhere"},
    ],
)
def test_what_a_row_does_not_say_is_noticed(change: dict[str, Any]) -> None:
    finding = LONE.at()
    assert_worded(finding)
    with pytest.raises(AssertionError):
        assert_worded(evolve(finding, **change))


def test_the_law_holds_wherever_a_check_runs() -> None:
    @check(LONE.code, says="there is no step", source=LONE.source)
    def stray(subject: int) -> bool:
        return subject > 0

    assert run_checks(0, [stray]) == ()
    with pytest.raises(AssertionError):
        run_checks(1, [stray])
