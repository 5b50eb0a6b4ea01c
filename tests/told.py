"""What is told of a document or an export is data: it has a code, and its parts."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping

import pytest

from cqikit.core import worded
from cqikit.errors import FaultsError, Problem

CODE = re.compile(r"[a-z-]+(\.[a-z0-9-]+)+")

ROOMS = ("cqikit.documents", "cqikit.files", "cqikit.forms")


def is_data(problem: Problem) -> bool:
    """Say whether a fault has a code, and is made of its templates and parts."""
    parts = problem.parts or {}
    made = (
        worded(problem.template, parts) or problem.message,
        worded(problem.fix_template, parts) or problem.fix,
    )
    return (
        CODE.fullmatch(problem.code) is not None
        and made == (problem.message, problem.fix)
        and isinstance(parts, Mapping)
    )


@pytest.fixture(autouse=True)
def every_fault_is_data(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Look at all faults that these rooms tell in a test."""
    told: list[Problem] = []
    make = FaultsError.__init__

    def noting(self: FaultsError, source: str, problems: list[Problem]) -> None:
        make(self, source, problems)
        # What the rooms below say is judged where it is told.
        if sys._getframe(1).f_globals["__name__"].startswith(ROOMS):
            told.extend(self.problems)

    monkeypatch.setattr(FaultsError, "__init__", noting)
    yield
    assert not [problem for problem in told if not is_data(problem)]
