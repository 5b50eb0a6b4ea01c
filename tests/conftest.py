"""Hypothesis profiles (`--hypothesis-profile=deep`), and laws held in all tests."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from cqikit.core import Context, Finding, FunctionCheck
from tests.rows import assert_worded
from tests.worded import all_worded

# The same examples in every run, so that a red run is about the change at hand.
settings.register_profile(
    "ci",
    derandomize=True,
    max_examples=40,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
# For another run of what has just held.
settings.register_profile("few", settings.get_profile("ci"), max_examples=10)
# New examples in each run, with a memory: for finding what nobody thought of.
settings.register_profile("dev", deadline=None)
settings.register_profile("deep", deadline=None, max_examples=5_000)
settings.load_profile("ci")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse names of tests that no two processes share, so that they can part work."""
    found = [item.nodeid for item in items if " at 0x" in item.nodeid]
    if found:
        raise pytest.UsageError(f"named by an address: give ids to {found[0]}")


@pytest.fixture(autouse=True, scope="session")
def _worded() -> Iterator[None]:
    """Hold every finding, and every refusal, in any test to the words of its row."""
    judge = FunctionCheck.__call__

    def held(self: FunctionCheck, subject: Any, context: Context) -> Iterator[Finding]:
        for finding in judge(self, subject, context):
            assert_worded(finding)
            yield finding

    with pytest.MonkeyPatch.context() as patch, all_worded():
        patch.setattr(FunctionCheck, "__call__", held)
        yield
