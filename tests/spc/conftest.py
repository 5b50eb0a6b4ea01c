"""Whatever is refused here is refused with a code and parts."""

from collections.abc import Iterator

import pytest

from tests.worded import all_worded


@pytest.fixture(autouse=True, scope="module")
def _worded() -> Iterator[None]:
    with all_worded():
        yield
