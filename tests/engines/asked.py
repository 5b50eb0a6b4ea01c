"""One set of rows, and three questions, that every engine is asked."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]

from cqikit import tables
from cqikit.assessments import FRAMEWORKS
from cqikit.collaboratives import Collaborative
from cqikit.core import Cadence
from cqikit.measures import Measure

READY: Final = FRAMEWORKS["bts-infrastructure"]
ITEMS: Final = [item.key for item in READY.all_items]
LATE: Final = Measure(key="late", title="Late", kind="proportion", cadence=Cadence())


def reports() -> Any:
    """Return late visits of forty series with gaps, in no order."""
    rng = np.random.default_rng(3)
    rows = [
        (
            f"p{program:02}",
            f"county {region}",
            f"{2024 + month // 12}-{month % 12 + 1:02}",
            int(rng.integers(0, 9)),
            20,
        )
        for program in range(20)
        for region in range(2)
        for month in range(24)
        if rng.random() < 0.9
    ]
    rng.shuffle(rows)
    names = ("program", "region", "month", "late", "due")
    columns = {name: [row[place] for row in rows] for place, name in enumerate(names)}
    whole = {name: [int(cell) for cell in columns[name]] for name in ("late", "due")}
    return pa.table(columns | whole)


def answers() -> Any:
    """Return what three people of each of ten sites say."""
    rng = np.random.default_rng(4)
    columns: dict[str, list[Any]] = {
        "site": [f"s{site}" for site in range(10) for _ in range(3)],
        "respondent": ["ann", "bo", "cy"] * 10,
    }
    for item in ITEMS:
        columns[item] = rng.integers(0, 4, 30).tolist()
    return pa.table(columns)


#: What is asked: rows, a question, and what puts the rows of the answer in order.
ASKED: Final[dict[str, tuple[Any, Any, tuple[str, ...]]]] = {
    "charts": (
        reports(),
        tables.Charts(
            keys=["program", "region"],
            on="month",
            values="late",
            sizes="due",
            kind="p",
            phases=["2025-01"],
            direction="lower",
        ),
        ("program", "region", "period"),
    ),
    "closing": (
        reports(),
        tables.ClosingFigures(
            keys="region",
            team="program",
            on="month",
            measures=[LATE],
            numerator="late",
            denominator="due",
            collaborative=Collaborative(key="visits"),
            changes=["2025-01"],
        ),
        ("region", "measure", "figure"),
    ),
    "scores": (
        answers(),
        tables.Scores(keys="site", framework=READY),
        ("site", "node"),
    ),
}


def ordered(rows: list[dict[str, Any]], by: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return rows in order, no number as None."""
    plain = [
        {name: None if cell != cell else cell for name, cell in row.items()}  # noqa: PLR0124
        for row in rows
    ]
    return sorted(plain, key=lambda row: tuple(str(row[name]) for name in by))


def local(name: str) -> list[dict[str, Any]]:
    """Return the rows of the answer here, all at once."""
    table, question, by = ASKED[name]
    return ordered(tables.evaluate(table, question).to_pylist(), by)
