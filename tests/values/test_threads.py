"""What is made in eight threads at once is what is made in one.

Nothing here writes to what others read: catalogs and settings are values, what is kept
is kept under what it was made from, and drawing has a lock.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from cqikit import assessments, documents, drawing, folders, languages, spc, tables
from tests.fuzz.readers import TYPES, texts
from tests.shapes import SHAPES

EXAMPLES = Path(__file__).parents[2] / "examples"
THREADS = 8


def of_chart(kind: str, seed: int) -> str:
    """Return all that a chart says: lines, flags, sentences."""
    counts = np.random.default_rng(seed).poisson(6, 30).astype(float) + 1
    sizes = {"sizes": counts + 20} if kind in {"p", "u", "p-prime", "u-exact"} else {}
    made = spc.chart(counts, kind, phases=[15], **sizes)  # type: ignore[arg-type]
    reading = spc.read(made, "nelson")
    lines = [made.values, made.centre, made.sigma, made.lower, made.upper]
    flags = {name: marks.tolist() for name, marks in reading.flags.items()}
    return str([line.tolist() for line in lines]) + str(flags) + str(spc.changes(made))


def of_document(data: bytes) -> str:
    value = documents.parse(data, types=TYPES)
    found = documents.findings(value, types=TYPES)
    return documents.to_toml(value, types=TYPES) + str([str(each) for each in found])


def of_table(text: str) -> str:
    found = tables.parse_csv(text)
    said = tables.propose(found)
    return str(said) + str(found.rows)


def of_picture(seed: int) -> str:
    values = np.random.default_rng(seed).normal(5, 1, 20)
    return drawing.chart_svg(spc.chart(values, "i", title=f"Chart {seed}"))


def of_folder(name: str) -> str:
    chance = spc.false_alarm(spc.ANHOEJ, 31)
    return f"{chance} {folders.read(EXAMPLES / name)}"


def of_score() -> str:
    answers = EXAMPLES / "measles" / "readiness.toml"
    read: Any = documents.read(answers, types=TYPES)
    framework = documents.framework_for(read.framework)
    found = assessments.score(assessments.Responses(framework, read.answers))
    return assessments.explain(found)


def of_language(code: str) -> str:
    wording = languages.wording(code)
    reading = spc.read(spc.chart([4, 9, 6, 7, 5, 8, 6, 7, 9, 12, 4, 6]))
    return wording.said(str(spc.sentences(spc.judge(reading))))


def jobs() -> Iterator[Callable[[], str]]:
    for kind in ("run", "i", "mr", "ewma", "p", "u", "p-prime", "c-exact", "g", "t"):
        yield lambda kind=kind: of_chart(kind, len(kind))  # type: ignore[misc]
    for _, data in texts()[::4]:
        yield lambda data=data: of_document(data)  # type: ignore[misc]
    for name in ("iso", "sites", "wide", "line list"):
        yield lambda name=name: of_table(SHAPES[name])  # type: ignore[misc]
    for seed in range(3):
        yield lambda seed=seed: of_picture(seed)  # type: ignore[misc]
    for name in ("measles", "scutari"):
        yield lambda name=name: of_folder(name)  # type: ignore[misc]
    yield of_score
    for code in ("es", "pt"):
        yield lambda code=code: of_language(code)  # type: ignore[misc]


@pytest.fixture
def _often() -> Iterator[None]:
    """Change threads as often as can be."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("_often")
def test_eight_threads_make_what_one_makes() -> None:
    every = list(jobs())
    order = [place for place in range(len(every)) for _ in range(3)]
    Random(1).shuffle(order)
    with ThreadPoolExecutor(THREADS) as pool:
        made = list(pool.map(lambda place: every[place](), order))
    alone: list[Any] = [job() for job in every]
    differing = {
        place for place, text in zip(order, made, strict=True) if text != alone[place]
    }
    assert differing == set()
