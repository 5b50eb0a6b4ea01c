"""Charts and readings: one, a thousand, a hundred thousand, and a million points.

Bars are in copies of the array, or in passes in plain Python, so that they say
something on any machine. The reading asks Anhøj's and Nelson's rules at once.

Where a plain pass of Nelson's eight rules over 24 points takes 10 µs, one chart is to
take less than 150 µs (15 passes), a thousand less than 4 ms (400), and a million points
less than 150 ms (0.36 of a pass over them). The bars are tighter than that by now.
"""

from __future__ import annotations

import math
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.harness import Race
from cqikit import spc

RULES = spc.ANHOEJ | spc.NELSON
Floats = NDArray[np.float64]


def read(values: Floats, phases: Any = ()) -> spc.Reading:
    """Return the reading of I charts of `values`, the charts made on the way."""
    return spc.read(spc.chart(values, phases=phases), RULES)


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
        expected = [int(number > upper) - int(number < lower) for number in numbers]
        # Flags may say more than the side of a limit; the sign is the side.
        assert np.sign(outside[row].astype(int)).tolist() == expected


def plain_nelson(values: list[float]) -> list[list[int]]:  # noqa: C901  (one pass)
    """Return where each of Nelson's eight patterns is complete, in plain Python.

    One pass over one I chart, for values without ties.
    """
    centre, _, upper = plain_limits(values)
    sigma = (upper - centre) / 3
    found: list[list[int]] = [[] for _ in range(8)]
    side = run = way = climb = zigzag = near = far = turn = 0
    before, z1, z2, z3, z4 = math.nan, 0.0, 0.0, 0.0, 0.0
    for place, value in enumerate(values):
        z = (value - centre) / sigma
        was, side = side, 1 if z > 0 else -1
        run = run + 1 if side == was else 1
        went, way = way, (value > before) - (value < before)
        climb = climb + 1 if way == went != 0 else 1
        zigzag = zigzag + 1 if way == -went != 0 else 1
        if -1 <= z <= 1:
            near, far, turn = near + 1, 0, place
        else:
            near, far = 0, far + 1
            if side != was and far > 1:
                turn = place
        if not -3 <= z <= 3:
            found[0].append(place)
        if run >= 9:
            found[1].append(place)
        if climb >= 5:
            found[2].append(place)
        if zigzag >= 13:
            found[3].append(place)
        high = (z > 2) + (z1 > 2) + (z2 > 2)
        low = (z < -2) + (z1 < -2) + (z2 < -2)
        if place >= 2 and (high > 1 or low > 1):
            found[4].append(place)
        high = (z > 1) + (z1 > 1) + (z2 > 1) + (z3 > 1) + (z4 > 1)
        low = (z < -1) + (z1 < -1) + (z2 < -1) + (z3 < -1) + (z4 < -1)
        if place >= 4 and (high > 3 or low > 3):
            found[5].append(place)
        if near >= 15:
            found[6].append(place)
        if far >= 8 and place - turn < 7:
            found[7].append(place)
        before, z4, z3, z2, z1 = value, z3, z2, z1, z
    return found


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
    yield against_plain("one chart and reading", single, single, 9.0)
    yield against_plain("1,000 charts and readings", many, many[0], 60.0)
    yield against_plain("a million points", long, long, 0.1)
    yield from with_phases(rng, long)
    yield Race(
        name="1,000 charts at once, against one by one",
        ours=lambda: read(many).flags["outside"],
        theirs=lambda: np.array([read(chart).flags["outside"] for chart in many]),
        same=np.testing.assert_array_equal,
        at_most=0.05,
    )
    yield linear(rng.normal(size=(20_000, 24)))


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


def in_fresh_python(code: str) -> int:
    """Run code in a Python that has loaded nothing, and return 0: it must not fail."""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, check=True).returncode  # noqa: S603  (our own code)


def against_plain(name: str, values: Floats, passed: Floats, at_most: float) -> Race:
    """Return the race of a reading of `values` against a plain pass over `passed`."""
    numbers = passed.tolist()

    def same(ours: spc.Reading, theirs: list[list[int]]) -> None:
        right(values, ours)
        assert as_plain(read(passed)) == theirs

    return Race(
        name=f"{name}, in plain passes over {len(passed):,} points",
        ours=lambda: read(values),
        theirs=lambda: plain_nelson(numbers),
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
        theirs=values.copy,
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
