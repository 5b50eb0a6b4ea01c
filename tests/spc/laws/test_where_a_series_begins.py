"""A baseline of so many points begins with the first row of a series, at every door.

A row without a value is a point, as in qicharts2; before the first row there is none,
also where the calendar of a panel has begun.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import polars as pl
import pytest
from attrs import field, frozen
from hypothesis import given
from hypothesis import strategies as st

from cqikit import documents, measures, spc, tables

MONTHS = [f"{2020 + at // 12}-{at % 12 + 1:02}" for at in range(30)]
#: Of each kind, what belongs to a value.
KINDS: dict[str, dict[str, float]] = {
    "c": {},
    "i": {},
    "mr": {},
    "p": {"sizes": 40},
    "xbar": {"sizes": 4, "within": 1.5},
}
Lines = list[float]


@frozen
class Asked:
    """Rows of a series from the fourth month on, of which the first may say nothing."""

    kind: Any
    values: list[float] = field()
    #: So many of them are in the chart, the last of which was observed.
    begun: int
    baseline: int

    def rows(self, stop: int | None = None) -> dict[str, Any]:
        values = self.values[:stop]
        beside = {name: [of] * len(values) for name, of in KINDS[self.kind].items()}
        return {"values": values, **beside, "on": MONTHS[3 : 3 + len(values)]}

    def among_others(self, stop: int | None = None) -> dict[str, Any]:
        """Return the rows, and those of a series that began before."""
        own = self.rows(stop)
        keys = ["own"] * len(own["on"]) + ["other"] * 3
        others = {
            name: [*column, *[5, 6, 7 if name == "values" else 6]]
            for name, column in own.items()
        }
        for name, of in KINDS[self.kind].items():
            others[name][-3:] = [of] * 3
        others["on"][-3:] = MONTHS[:3]
        return {"keys": keys, **others}


@st.composite
def series(draw: st.DrawFn) -> Asked:
    before = draw(st.integers(0, 3))
    value = st.integers(1, 20).map(float)
    values = [np.nan] * before + [draw(value)]
    values += draw(st.lists(st.just(np.nan) | value, min_size=2, max_size=6))
    values += draw(st.lists(value, min_size=2, max_size=2))
    baseline = draw(st.integers(1, len(values) - 1))
    return Asked(draw(st.sampled_from(list(KINDS))), values, before + 1, baseline)


def lines_of(made: Any, place: int = -1) -> Lines:
    lines = (made.centre, made.upper, made.lower)
    return [float(np.atleast_1d(line)[place]) for line in lines]


def by_chart(asked: Asked) -> Lines:
    rows = asked.rows()
    return lines_of(spc.chart(**rows, kind=asked.kind, baseline=asked.baseline))


def by_series(asked: Asked) -> Lines:
    if KINDS[asked.kind]:
        return by_chart(asked)
    told = measures.series(
        measures.Measure(key="m", title="M"),
        [
            measures.Observation(period=month, value=None if np.isnan(y) else y)
            for month, y in zip(MONTHS[3:], asked.values, strict=False)
        ],
    )
    return lines_of(spc.chart(told, asked.kind, baseline=asked.baseline))


def by_panel(asked: Asked) -> Lines:
    rows = asked.among_others()
    made = spc.panel(**rows, kind=asked.kind, baseline=asked.baseline)
    return lines_of(made["own"])


def by_phase(asked: Asked) -> Lines:
    told = [spc.Phase(start=MONTHS[0], baseline=asked.baseline)]
    made = spc.panel(**asked.among_others(), kind=asked.kind, phases=told)
    return lines_of(made["own"])


def by_batch(asked: Asked) -> Lines:
    rows = asked.among_others()
    names = {name: name for name in rows}
    question = tables.Charts(**names, kind=asked.kind, baseline=asked.baseline)  # type: ignore[arg-type]
    found = tables.evaluate(pl.DataFrame(rows), question)
    own = found.filter(pl.col("keys") == "own")[-1].to_dicts()[0]
    lines = (own[line] for line in ("centre", "upper", "lower"))
    return [math.nan if line is None else line for line in lines]


def by_monitor(asked: Asked) -> Lines:
    made = spc.chart(**asked.rows(asked.begun), kind=asked.kind)
    return taken(spc.monitor(made, "nelson", baseline=asked.baseline), asked)


def by_monitor_of_a_panel(asked: Asked) -> Lines:
    made = spc.panel(**asked.among_others(asked.begun), kind=asked.kind)
    return taken(spc.monitor(made["own"], "nelson", baseline=asked.baseline), asked)


def by_monitors(asked: Asked) -> Lines:
    made = spc.panel(**asked.among_others(asked.begun), kind=asked.kind)
    kept = spc.monitors(made, "nelson", baseline=asked.baseline)
    return taken(kept["own"], asked)


def by_what_was_stored(asked: Asked) -> Lines:
    made = spc.chart(**asked.rows(1), kind=asked.kind)
    kept = spc.monitor(made, "nelson", baseline=asked.baseline)
    return taken(kept, asked, 1, stored=True)


def taken(
    kept: spc.Monitor, asked: Asked, begun: int | None = None, *, stored: bool = False
) -> Lines:
    """Return the lines at the last row, after all that are not in the chart."""
    rows = asked.rows()
    for at in range(begun or asked.begun, len(asked.values)):
        if stored:
            found: Any = documents.parse(documents.to_json(kept), "kept.json")
            kept = found
        own = {name: column[at] for name, column in rows.items()}
        kept, look = kept.take(own.pop("values"), own.pop("sizes", None), **own)
    return lines_of(look)


@pytest.mark.parametrize(
    "by",
    [
        by_chart,
        by_series,
        by_panel,
        by_phase,
        by_batch,
        by_monitor,
        by_monitor_of_a_panel,
        by_monitors,
        by_what_was_stored,
    ],
    ids=lambda by: by.__name__,
)
@given(asked=series())
def test_a_baseline_is_of_the_first_rows(
    by: Callable[[Asked], Lines], asked: Asked
) -> None:
    first = np.arange(len(asked.values)) < asked.baseline
    wanted = spc.chart(**asked.rows(), kind=asked.kind, baseline=first)
    np.testing.assert_allclose(by(asked), lines_of(wanted), atol=1e-9)
