"""A law of refusals: each problem has a code, and its parts make its sentences."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from cqikit.core import worded
from cqikit.errors import DataError, Problem


def check_worded(problem: Problem) -> None:
    """Check that a problem has a code, and that its parts make its sentences."""
    parts = problem.parts
    assert problem.code, f"{problem} has no code"
    assert parts is not None, f"{problem.code} has no parts"
    assert worded(problem.template or problem.message, parts) == problem.message
    assert worded(problem.fix_template or problem.fix, parts) == problem.fix


@contextmanager
def all_worded() -> Iterator[None]:
    """Check every problem that is raised inside, in an error of data."""
    init = DataError.__init__

    def checked(self: DataError, source: str, problems: Any) -> None:
        init(self, source, problems)
        for problem in self.problems:
            check_worded(problem)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DataError, "__init__", checked)
        yield
