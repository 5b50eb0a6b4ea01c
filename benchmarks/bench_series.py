"""Series cost little beside the arithmetic that is done with them.

A collaborative of 5,000 teams, 36 months and 5 measures is 900,000 observations; its
closing figures are a few sums and medians.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
from attrs import evolve

from benchmarks.harness import Race
from cqikit import spc
from cqikit.collaboratives import ClosingReport, Collaborative, closing_report
from cqikit.core import parse_period
from cqikit.measures import Measure, Series, make_columns, series, stacked
from cqikit.tables import rows_of

MONTHS = 36
START = parse_period("2023-01")
CHANGE = parse_period("2024-07")
BEFORE = CHANGE.index - START.index
KINDS = ("proportion", "proportion", "continuous", "continuous", "continuous")
RULES = spc.ANHOEJ | spc.NELSON
GROUP = Collaborative(key="g")


@cache
def numbers(teams: int) -> tuple[tuple[np.ndarray, np.ndarray], ...]:
    """Return numerators and denominators, or values, of each measure (teams, n)."""
    chance = np.random.default_rng(0)
    shape = (teams, MONTHS)
    return tuple(
        (chance.integers(0, 50, shape), chance.integers(50, 99, shape))
        if kind == "proportion"
        else (chance.normal(50, 5, shape), np.ones(shape))
        for kind in KINDS
    )


@cache
def collaborative(teams: int) -> tuple[Series, ...]:
    """Return the series of all teams, as a table would give them."""
    made: list[Series] = []
    for place, (over, under) in enumerate(numbers(teams)):
        ratio = KINDS[place] == "proportion"
        measure = Measure(key=f"m{place}", title="M", kind=KINDS[place])  # type: ignore[arg-type]
        columns = make_columns(
            period=np.tile(START.index + np.arange(MONTHS), teams),
            frequency=START.frequency,
            source=["cases.csv"] * over.size,
            row=np.arange(over.size) + 2,
            numbers=(
                {
                    "numerator": over.ravel().tolist(),
                    "denominator": under.ravel().tolist(),
                }
                if ratio
                else {"value": over.ravel().tolist()}
            ),
        )
        team = np.repeat([f"team {number}" for number in range(teams)], MONTHS).tolist()
        made += stacked(measure, columns, team=team).series()
    return tuple(made)


def figures(closing: ClosingReport) -> list[np.ndarray]:
    """Return what the kernels work out, too."""
    return [
        np.array(part)
        for result in closing.results
        for part in (
            result.series.values,
            [team.baseline for team in result.teams],
            [team.current for team in result.teams],
        )
    ]


def kernels(teams: int) -> list[np.ndarray]:
    """Return pooled values and medians of all teams, from ready arrays."""
    made = []
    for kind, (over, under) in zip(KINDS, numbers(teams), strict=True):
        values, middle = over / under, np.median(over / under, axis=0)
        pooled = over.sum(axis=0) / under.sum(axis=0)
        made += [
            pooled if kind == "proportion" else middle,
            np.median(values[:, :BEFORE], axis=1),
            np.median(values[:, BEFORE:], axis=1),
        ]
    return made


def closed(teams: int, times: int = 1) -> list[np.ndarray]:
    """Return the closing figures of so many teams."""
    for _ in range(times):
        made = closing_report(GROUP, collaborative(teams), changes=[CHANGE])
    return figures(made)


def long_series(count: int) -> Series:
    """Return one series of so many days."""
    day = Measure(key="falls", title="Falls", kind="count", frequency="day")
    columns = make_columns(
        period=730_000 + np.arange(count),
        frequency=day.frequency,
        source=["falls.csv"] * count,
        row=np.arange(count) + 2,
        numbers={"value": list(range(count))},
    )
    return series(day, columns)


def races() -> Iterator[Race]:
    """Yield closing figures, rows of a series, and a long frame of text."""

    def close_to(ours: Sequence[np.ndarray], theirs: Sequence[np.ndarray]) -> None:
        for first, other in zip(ours, theirs, strict=True):
            np.testing.assert_allclose(first, other, rtol=1e-12)

    yield Race(
        name="closing figures of 5,000 teams x 36 months x 5 measures, against kernels",
        ours=lambda: closed(5000),
        theirs=lambda: kernels(5000),
        same=close_to,
        at_most=115,
    )
    yield Race(
        name="closing figures of 5,000 teams, against 100 times those of 50",
        ours=lambda: closed(5000)[0].shape,
        theirs=lambda: closed(50, 100)[0].shape,
        same=np.testing.assert_equal,
        at_most=1.2,
    )

    short, long = long_series(576), long_series(5760)

    def rows(of: Series, times: int = 1) -> int:
        # A copy has made none of its lists yet.
        return sum(len(rows_of(evolve(of))) for _ in range(times))

    yield Race(
        name="rows of a series of 5,760 days, against ten times those of 576",
        ours=lambda: rows(long),
        theirs=lambda: rows(short, 10),
        same=np.testing.assert_equal,
        at_most=1.5,
    )

    ready = np.random.default_rng(1).normal(50, 5, (20_000, 24))
    keys = np.repeat(
        [f"team {place:05} | stratum" for place in range(20_000)], 24
    ).tolist()
    months = [str(START.shift(place)) for place in range(24)] * 20_000
    flat = ready.ravel()

    def judged(made: spc.Chart) -> np.ndarray:
        found: np.ndarray = spc.read(made, RULES).any
        return found

    yield Race(
        name="a long frame of 20,000 series with text keys, against the ready array",
        ours=lambda: judged(spc.panel(flat, keys=keys, on=months).chart),
        theirs=lambda: judged(spc.chart(ready)),
        same=np.testing.assert_array_equal,
        at_most=6.0,
    )
