"""One month more: a point taken by a monitor, against the whole chart read again.

And a thousand monitors: begun from a panel, told of a month, kept as a document.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.bench_documents import against_json
from benchmarks.harness import Race
from cqikit import spc

CHARTS, MONTHS = 1_000, 24


def races() -> Iterator[Race]:
    """Yield a month after two years, and after a hundred; and of many charts."""
    rng = np.random.default_rng(24)
    for months, at_most in ((24, 1.5), (1_200, 1.1)):
        yield month(rng.poisson(5, months + 1).tolist(), at_most)
    yield from many(rng.poisson(5, (CHARTS, MONTHS + 1)))


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


def many(counts: np.ndarray[tuple[int, int], np.dtype[np.int_]]) -> Iterator[Race]:
    """Yield races of monitors of p charts (k, n), each against its chart by itself."""
    sizes = [60] * MONTHS
    before = counts[:, :-1]
    months = [f"{2024 + at // 12}-{at % 12 + 1:02}" for at in range(MONTHS)]
    panel = spc.panel(
        before.reshape(-1),
        "p",
        keys=[f"site {site:04}" for site in range(CHARTS) for _ in months],
        on=months * CHARTS,
        sizes=sizes * CHARTS,
        baseline=12,
    )
    kept = spc.monitors(panel, baseline=12)
    keys, newest = (
        tuple(map(str, panel.keys)),
        dict(zip(panel.keys, counts, strict=True)),
    )

    def begun() -> list[float]:
        return [
            monitor.level.centre
            for monitor in spc.monitors(panel, baseline=12).monitors.values()
            if monitor.level is not None
        ]

    def drawn() -> list[float]:
        charts = [
            spc.chart(newest[key][:-1], "p", sizes=60, baseline=12) for key in keys
        ]
        return [float(spc.read(chart).view.centre[-1]) for chart in charts]

    def taken() -> list[bool]:
        came = [int(newest[key][-1]) for key in keys]
        _, looks = kept.take(came, [60] * CHARTS, keys=keys)
        return [look.signals for _, look in looks]

    def again() -> list[bool]:
        charts = [spc.chart(newest[key], "p", sizes=60, baseline=12) for key in keys]
        readings = [spc.read(chart) for chart in charts]
        return [any(line[-1] for line in read.flags.values()) for read in readings]

    yield Race(
        name=f"{CHARTS:,} monitors begun from a panel, against each chart read",
        ours=begun,
        theirs=drawn,
        same=np.testing.assert_allclose,
        at_most=2,
    )
    yield Race(
        name=f"a month more of {CHARTS:,} monitors, against each chart again",
        ours=taken,
        theirs=again,
        same=np.testing.assert_equal,
        at_most=1.6,
    )
    yield from against_json(f"{CHARTS:,} monitors", kept, at_most=45)
