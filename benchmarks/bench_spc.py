"""Charts and readings: one, a thousand, a hundred thousand, and a million points.

Bars are in copies of the array, or in passes over one chart in plain Python, so that
they say something on any machine. The reading asks Anhøj's and Nelson's rules at once.
"""

from __future__ import annotations

import math
import tracemalloc
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.harness import Race
from cqikit import spc

RULES = spc.ANHOEJ | spc.NELSON
Floats = NDArray[np.float64]


def read(values: Floats) -> spc.Reading:
    """Return the reading of I charts of `values`, the charts made on the way."""
    return spc.read(spc.chart(values), RULES)


def plain_limits(values: list[float]) -> tuple[float, float, float]:
    """Return centre and limits of one I chart, in plain Python."""
    centre = sum(values) / len(values)
    steps = [abs(b - a) for a, b in pairwise(values)]
    reach = 3 * (sum(steps) / len(steps)) / (2 / math.sqrt(math.pi))
    return centre, centre - reach, centre + reach


def right(values: Floats, reading: spc.Reading) -> None:
    """Assert the limits of a few rows, and the points outside them."""
    rows = values.reshape(-1, values.shape[-1])
    outside = np.reshape(reading.flags["outside"], rows.shape)
    for row in {0, len(rows) // 2, len(rows) - 1}:
        numbers = rows[row].tolist()
        _, lower, upper = plain_limits(numbers)
        expected = [int(one > upper) - int(one < lower) for one in numbers]
        # Flags may say more than the side of a limit; the sign is the side.
        assert np.sign(outside[row].astype(int)).tolist() == expected


def races() -> Iterator[Race]:
    """Yield charts and readings of all sizes against copies of their array."""
    rng = np.random.default_rng(12)
    for name, shape, copies in (
        ("100,000 charts of 24 points, in copies of the array", (100_000, 24), 60.0),
        ("one chart of a million points, in copies of the array", (1_000_000,), 300.0),
    ):
        yield against_copies(name, rng.normal(size=shape), copies)
    many = rng.normal(size=(1000, 24))
    yield Race(
        name="1,000 charts at once, against one by one",
        ours=lambda: read(many).flags["outside"],
        theirs=lambda: np.array([read(one).flags["outside"] for one in many]),
        same=np.testing.assert_array_equal,
        at_most=0.05,
    )
    one = rng.normal(size=24)
    yield Race(
        name="one chart and reading, against its limits in plain Python",
        ours=lambda: [float(read(one).view.centre[0]) for _ in range(100)],
        theirs=lambda: [plain_limits(one.tolist())[0] for _ in range(100)],
        same=np.testing.assert_allclose,
        at_most=75.0,
    )
    yield linear(rng.normal(size=(20_000, 24)))


def against_copies(name: str, values: Floats, at_most: float) -> Race:
    """Return the race of a reading against one copy of its values."""

    def same(ours: spc.Reading, theirs: Floats) -> None:
        right(values, ours)
        assert np.array_equal(values, theirs)
        bounded(values)

    return Race(
        name=name,
        ours=lambda: read(values),
        theirs=values.copy,
        same=same,
        at_most=at_most,
    )


def bounded(values: Floats) -> None:
    """Assert that a chart holds little more than its own copy of the values."""
    tracemalloc.start()
    made = spc.chart(values)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    beyond = most - made.values.nbytes
    # A few blocks of 65,536 numbers, and a few numbers for each chart.
    assert beyond < 16 * 8 * 65_536 + 100 * (values.size // values.shape[-1]), beyond


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
