"""Documents are read and written in a few times the time of their JSON.

And a document ten times as large takes ten times as long, and no longer.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from benchmarks.bench_pdsa import LOGS
from benchmarks.harness import Race
from cqikit import documents, pdsa
from cqikit.assessments import Answer
from cqikit.errors import DocumentError

MANY, LOTS = 3_000, 30_000
RESPONDENTS, ITEMS = 100, 200
CYCLES = 1_000


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


def answered() -> documents.Answers:
    """Return what many respondents answer to all items."""
    said = [
        Answer(
            item=f"item-{item}",
            respondent=f"r{respondent}",
            value=(respondent + item) % 5,
            on="2026-01-02",
        )
        for respondent in range(RESPONDENTS)
        for item in range(ITEMS)
    ]
    return documents.Answers(key="a", framework="f", answers=said)


def tried() -> documents.Cycles:
    """Return many cycles, each a log from its plan to its decision."""
    made = [
        pdsa.Cycle(key=f"c{number}", title="Reminders", log=log)
        for number, log in enumerate(LOGS[:CYCLES])
    ]
    return documents.Cycles(cycles=made)


def against_json(name: str, value: Any, at_most: float = 20) -> Iterator[Race]:
    """Yield reading and writing of a value, each against the same of its JSON alone."""
    text = documents.to_json(value)
    tree = json.loads(text)

    def read_back(ours: Any, theirs: Any) -> None:
        assert ours == value
        assert documents.unstructure(ours) == theirs

    def written(ours: str, theirs: str) -> None:
        assert ours == text
        assert json.loads(ours) == json.loads(theirs)

    yield Race(
        name=f"{name} read, against json.loads of the same text",
        ours=lambda: documents.parse(text),
        theirs=lambda: json.loads(text),
        same=read_back,
        at_most=at_most,
    )
    yield Race(
        name=f"{name} written, against json.dumps in one line",
        ours=lambda: documents.to_json(value),
        theirs=lambda: json.dumps(tree),
        same=written,
        at_most=at_most,
    )


def races() -> Iterator[Race]:
    """Yield a large document against small ones, a wrong one, and each against JSON."""

    def same(ours: int, theirs: int) -> None:
        assert ours == theirs == MANY

    def stopped(ours: int, theirs: int) -> None:
        assert ours < theirs == LOTS

    large, small = answers(MANY), answers(MANY // 10)
    right, wrong = answers(LOTS), answers(LOTS, colour=1, value="", on="x")
    yield Race(
        name="a document of 3,000 answers, against ten of 300",
        ours=lambda: read([large]),
        theirs=lambda: read([small] * 10),
        same=same,
        at_most=1.5,
    )
    yield Race(
        name="30,000 answers that are all wrong, against as many that are right",
        ours=lambda: read([wrong]),
        theirs=lambda: read([right]),
        same=stopped,
        at_most=1.5,
    )
    yield from against_json(f"{RESPONDENTS} x {ITEMS} answers", answered())
    yield from against_json(f"{CYCLES:,} cycles", tried())
