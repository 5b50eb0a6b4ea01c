"""A document ten times as large must take ten times as long, and no longer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from benchmarks.harness import Race
from cqikit import documents
from cqikit.errors import DocumentError

MANY = 3_000


def answers(count: int, **more: Any) -> str:
    """Write a document of so many answers."""
    said = [
        {"item": f"item-{place}", "value": 3, "on": "2026-01-02", **more}
        for place in range(count)
    ]
    head = {"type": "answers", "version": 1, "key": "a", "framework": "f"}
    return json.dumps({**head, "answers": said})


def read(texts: list[str]) -> int:
    """Read documents, and count what was read or refused."""
    count = 0
    for text in texts:
        try:
            count += len(documents.parse(text).answers)
        except DocumentError as error:
            count += len(error.problems)
    return count


def races() -> Iterator[Race]:
    """Yield one large document and ten small ones; then a right and a wrong one."""

    def same(ours: int, theirs: int) -> None:
        assert ours == theirs == MANY

    def stopped(ours: int, theirs: int) -> None:
        assert ours < theirs == MANY

    large, small = answers(MANY), answers(MANY // 10)
    wrong = answers(MANY, colour=1, value="", on="x")
    yield Race(
        name="a document of 3,000 answers, against ten of 300",
        ours=lambda: read([large]),
        theirs=lambda: read([small] * 10),
        same=same,
        at_most=1.5,
    )
    yield Race(
        name="3,000 answers that are all wrong, against as many that are right",
        ours=lambda: read([wrong]),
        theirs=lambda: read([large]),
        same=stopped,
        at_most=1.5,
    )
