"""Charts and readings: one, a thousand, a hundred thousand, and a million points.

Bars are in copies of the array and in plain passes, see `yardsticks`, so that they say
something on any machine. The reading asks Anhøj's and Nelson's rules at once.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
from attrs import evolve
from numpy.typing import NDArray

from benchmarks.harness import Race
from benchmarks.yardsticks import (
    in_fresh_python,
    plain_limits,
    plain_pass,
    warm_copy,
)
from cqikit import spc

RULES = spc.ANHOEJ | spc.NELSON
Floats = NDArray[np.float64]


def read(values: Floats, phases: Any = ()) -> spc.Reading:
    """Return the reading of I charts of `values`, the charts made on the way."""
    return spc.read(spc.chart(values, phases=phases), RULES)


def right(values: Floats, reading: spc.Reading) -> None:
    """Assert the limits of a few rows, and the points outside them."""
    rows = values.reshape(-1, values.shape[-1])
    outside = np.reshape(reading.flags["outside"], rows.shape)
    for row in {0, len(rows) // 2, len(rows) - 1}:
        numbers = rows[row].tolist()
        centre, sigma = plain_limits(numbers)
        upper, lower = centre + 3 * sigma, centre - 3 * sigma
        expected = [int(number > upper) - int(number < lower) for number in numbers]
        # Flags may say more than the side of a limit; the sign is the side.
        assert np.sign(outside[row].astype(int)).tolist() == expected


def as_plain(reading: spc.Reading) -> list[list[int]]:
    """Return where Nelson's patterns are complete in the reading of one chart."""
    return [
        np.flatnonzero(reading.completing[rule.name]).tolist() for rule in spc.NELSON
    ]


def races() -> Iterator[Race]:
    """Yield charts and readings of all sizes against copies, and plain Python."""
    yield from fresh()
    rng = np.random.default_rng(12)
    # Windows that have only begun cost 5 of the 53: their first points are read alone.
    yield against_copies(rng.normal(size=(100_000, 24)), 66.0)
    single, many = rng.normal(size=24), rng.normal(size=(1000, 24))
    long = rng.normal(size=1_000_000)
    yield from one_chart(single, rng)
    yield against_plain("1,000 charts and readings", many, many[0], 100.0)
    yield against_plain("a million points", long, long, 0.15)
    yield from with_phases(rng, long)
    yield Race(
        name="1,000 charts at once, against one by one",
        ours=lambda: read(many).flags["outside"],
        theirs=lambda: np.array([read(chart).flags["outside"] for chart in many]),
        same=np.testing.assert_array_equal,
        at_most=0.05,
    )
    yield linear(rng.normal(size=(20_000, 24)))


def one_chart(values: Floats, rng: np.random.Generator) -> Iterator[Race]:
    """Yield one chart and its reading, and its runs, in plain passes."""
    yield against_plain("one chart and reading", values, values, 14.0)
    numbers, sizes = values.tolist(), rng.integers(50, 100, values.size)
    events = rng.binomial(sizes, 0.3)
    centre = events.sum() / sizes.sum()
    reach = 3 * np.sqrt(centre * (1 - centre) / sizes)

    def same(ours: spc.Reading, _: Any) -> None:
        assert as_plain(read(values)) == plain_pass(numbers)
        sides = np.sign(ours.flags["outside"].astype(int))
        apart = events / sizes - centre
        np.testing.assert_array_equal(sides, np.sign(apart) * (abs(apart) > reach))

    def same_runs(ours: spc.Runs, _: Any) -> None:
        above = np.sign(values - np.mean(values))
        assert ours.useful.tolist() == [values.size]
        assert ours.crossings.tolist() == [np.count_nonzero(np.diff(above))]

    yield Race(
        name="one p chart and reading, in plain passes over 24 points",
        ours=lambda: spc.read(spc.chart(events, "p", sizes=sizes), RULES),
        theirs=lambda: plain_pass(numbers),
        same=same,
        at_most=19.0,
    )
    reading = read(values)
    yield Race(
        name="the runs of a reading, in plain passes over 24 points",
        ours=lambda: evolve(reading).runs,
        theirs=lambda: plain_pass(numbers),
        same=same_runs,
        at_most=2.5,
    )


def with_phases(rng: np.random.Generator, long: Floats) -> Iterator[Race]:
    """Yield charts with phases against those without, read phase by phase."""
    many = rng.normal(size=(100_000, 24))
    breaks = np.zeros(many.shape, dtype=bool)
    breaks[np.arange(len(many)), rng.integers(1, 24, len(many))] = True
    edges = [300_000, 700_000]

    def same_long(ours: spc.Reading, theirs: spc.Reading) -> None:
        bounds = pairwise([0, *edges, long.size])
        apart = [read(long[first:stop]).flags["outside"] for first, stop in bounds]
        np.testing.assert_array_equal(ours.flags["outside"], np.concatenate(apart))
        right(long, theirs)

    def same_many(ours: spc.Reading, theirs: spc.Reading) -> None:
        edge = int(np.flatnonzero(breaks[0])[0])
        apart = [read(part).flags["outside"] for part in np.split(many[0], [edge])]
        np.testing.assert_array_equal(ours.flags["outside"][0], np.concatenate(apart))
        right(many, theirs)

    yield Race(
        name="a million points in three phases, against one",
        ours=lambda: read(long, edges),
        theirs=lambda: read(long),
        same=same_long,
        at_most=2.0,
    )
    yield Race(
        name="100,000 charts of 24 points in two phases each, against one",
        ours=lambda: read(many, breaks),
        theirs=lambda: read(many),
        same=same_many,
        at_most=8.0,
    )


def fresh() -> Iterator[Race]:
    """Yield the import of the room, and the first chart, against that of NumPy.

    The room's door opens on first use: what the import saves, the first chart costs.
    """
    opened = "from cqikit import spc"
    used = f"{opened}; spc.read(spc.chart([3, 1, 2]), spc.ANHOEJ | spc.NELSON)"
    for name, code, at_most in (
        ("the import of spc", opened, 1.6),
        ("import, first chart and first reading", used, 3.5),
    ):
        yield Race(
            name=f"{name}, against the import of numpy",
            ours=partial(in_fresh_python, code),
            theirs=partial(in_fresh_python, "import numpy"),
            same=np.testing.assert_equal,
            at_most=at_most,
        )


def against_plain(name: str, values: Floats, passed: Floats, at_most: float) -> Race:
    """Return the race of a reading of `values` against a plain pass over `passed`."""
    numbers = passed.tolist()

    def same(ours: spc.Reading, theirs: list[list[int]]) -> None:
        right(values, ours)
        assert as_plain(read(passed)) == theirs

    return Race(
        name=f"{name}, in plain passes over {len(passed):,} points",
        ours=lambda: read(values),
        theirs=lambda: plain_pass(numbers),
        same=same,
        at_most=at_most,
    )


def against_copies(values: Floats, at_most: float) -> Race:
    """Return the race of readings against one copy of their values."""

    def same(ours: spc.Reading, theirs: Floats) -> None:
        right(values, ours)
        assert np.array_equal(values, theirs)
        bounded(values)

    return Race(
        name=f"{len(values):,} charts of 24 points, in copies of the array",
        ours=lambda: read(values),
        theirs=warm_copy(values),
        same=same,
        at_most=at_most,
    )


def bounded(values: Floats) -> None:
    """Assert that a panel is charted and read in three times its memory, beside it."""
    half, third = values.shape[-1] // 2, values.shape[-1] // 3 + 1
    for kind in ("i", "i-median-range", "ewma"):
        for marks in (
            {},
            {"phases": [half], "exclude": [third]},
            {"baseline": third, "bridge": True},
        ):
            tracemalloc.start()
            made = spc.chart(values, kind, **marks)
            held, most = tracemalloc.get_traced_memory()
            assert most - held < 3 * values.nbytes, most - held
            tracemalloc.reset_peak()
            reading = spc.read(made, RULES)
            _, most = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            held += sum(flags.nbytes for flags in reading.flags.values())
            assert most - held < 3 * values.nbytes, most - held


def linear(values: Floats) -> Race:
    """Return the race of twice as many charts against as many, twice."""
    half = values[: len(values) // 2]

    def same(ours: Any, theirs: Any) -> None:
        np.testing.assert_array_equal(ours[: len(half)], theirs)

    return Race(
        name="20,000 charts, against 10,000 of them",
        ours=lambda: read(values).flags["outside"],
        theirs=lambda: read(half).flags["outside"],
        same=same,
        at_most=2.6,
    )
