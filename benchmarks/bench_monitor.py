"""One month more: a point taken by a monitor, against the whole chart read again."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.harness import Race
from cqikit import spc


def races() -> Iterator[Race]:
    """Yield a month after two years, and after a hundred."""
    rng = np.random.default_rng(24)
    for months, at_most in ((24, 1.5), (1_200, 1.1)):
        yield month(rng.poisson(5, months + 1).tolist(), at_most)


def month(counts: list[int], at_most: float) -> Race:
    """Return a race between the newest point and all of its p chart."""
    sizes = [60] * len(counts)
    before = spc.chart(counts[:-1], "p", sizes=sizes[:-1], baseline=12)
    kept = spc.monitor(before, spc.NELSON)

    def taken() -> dict[str, int]:
        return dict(kept.take(counts[-1], 60)[1].flags)

    def again() -> dict[str, int]:
        chart = spc.chart(counts, "p", sizes=sizes, baseline=12)
        flags = spc.read(chart, spc.NELSON).flags
        return {name: int(line[-1]) for name, line in flags.items() if line[-1]}

    return Race(
        name=f"a month more after {len(counts) - 1}, against the chart again",
        ours=taken,
        theirs=again,
        same=np.testing.assert_equal,
        at_most=at_most,
    )
