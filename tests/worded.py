"""A law of refusals: each problem has a code, and its parts make its sentences."""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

import pytest

from cqikit.core import worded
from cqikit.errors import DataError, FaultsError, Problem

__all__ = ["all_worded", "check_worded"]

CODE: Final = re.compile(r"[a-z-]+(\.[a-z0-9-]+)+")
#: The rooms all of whose refusals are data; of the others, those of data are.
ROOMS: Final = ("cqikit.documents", "cqikit.files", "cqikit.forms")
#: Where weights and votes are refused in words alone.
WORDS_ALONE: Final = "cqikit.drivers._priorities"


def check_worded(problem: Problem, *, ours: bool = True) -> None:
    """Check that a problem has a code, and that its parts make its sentences.

    That of a stranger's class may be without parts.
    """
    parts = problem.parts or {}
    assert CODE.fullmatch(problem.code), f"{problem} has no code"
    assert problem.parts is not None or not ours, f"{problem.code} has no parts"
    assert isinstance(parts, Mapping), f"{problem.code} has parts without names"
    assert worded(problem.template or problem.message, parts) == problem.message
    assert worded(problem.fix_template or problem.fix, parts) == problem.fix


@contextmanager
def all_worded() -> Iterator[None]:
    """Check every problem that the rooms refuse inside, where it is told."""
    init = FaultsError.__init__

    @functools.wraps(init)
    def checked(self: FaultsError, source: str, problems: Any) -> None:
        init(self, source, problems)
        teller = sys._getframe(1).f_globals["__name__"]
        # What the rooms below say is judged where it is told.
        of_data = (
            isinstance(self, DataError)
            and teller.startswith("cqikit.")
            and teller != WORDS_ALONE
        )
        if of_data or teller.startswith(ROOMS):
            for problem in self.problems:
                check_worded(problem, ours=of_data)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FaultsError, "__init__", checked)
        yield
