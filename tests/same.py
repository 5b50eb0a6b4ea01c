"""Numbers held against published ones, so that a page can show both.

`same`, `agreed` and `refused` stand in the tests that `tests.validation` runs. A test
that fails never gets to what it would have written down; the page at
docs/reference/validation.md is made by running those tests, so it shows nothing that
they do not check.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import pytest
from attrs import field, frozen

__all__ = [
    "Agreed",
    "Refused",
    "Seen",
    "Shown",
    "agreed",
    "recorded",
    "refused",
    "same",
]


@frozen
class Shown:
    """One or more numbers of one thing: as published, and as ours."""

    source: str
    what: str
    published: tuple[float, ...]
    ours: tuple[float, ...]


@frozen
class Agreed:
    """A case of a tool, or of a document, that came out as it has it."""

    by: str
    what: str


@frozen
class Refused:
    """A case of a tool whose numbers are not ours, and why."""

    by: str
    what: str
    why: str


@frozen
class Seen:
    """What the tests wrote down while somebody listened, in their order."""

    shown: list[Shown] = field(factory=list)
    agreed: list[Agreed] = field(factory=list)
    refused: list[Refused] = field(factory=list)


#: Who listens; nobody, while the suite runs.
LISTENERS: Final[list[Seen]] = []


def same(source: str, what: str, ours: Any, published: Any, **within: Any) -> None:
    """Assert that numbers are those of a source; `within` is what approx takes."""
    mine, theirs = _listed(ours), _listed(published)
    assert mine == pytest.approx(theirs, **within), f"{what}, as {source} has it"
    for seen in LISTENERS:
        seen.shown.append(Shown(source, what, theirs, mine))


def agreed(by: str, what: str) -> None:
    """Write down that a case agrees: the last line of the test that asserts it."""
    for seen in LISTENERS:
        seen.agreed.append(Agreed(by, what))


def refused(by: str, what: str, why: str) -> None:
    """Write down that a case differs, as it is meant to."""
    for seen in LISTENERS:
        seen.refused.append(Refused(by, what, why))


@contextmanager
def recorded() -> Iterator[Seen]:
    """Listen to what is asserted inside."""
    seen = Seen()
    LISTENERS.append(seen)
    try:
        yield seen
    finally:
        LISTENERS.remove(seen)


def _listed(values: Any) -> tuple[float, ...]:
    if isinstance(values, dict):
        values = list(values.values())
    if hasattr(values, "tolist"):
        values = values.tolist()
    return tuple(values) if isinstance(values, (list, tuple)) else (values,)
