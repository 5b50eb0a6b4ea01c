"""Rows of the clinic's own kind, made into a series."""

from __future__ import annotations

from collections.abc import Iterable

from cqikit.measures import Direction, Measure, Observation, Series, series

WAITS = Measure(
    key="waits",
    title="Waiting time to a first visit",
    unit="days",
    direction=Direction.LOWER,
)


def read(rows: Iterable[tuple[str, float | None]]) -> Series:
    """Make a series of rows of (month, days)."""
    return series(
        WAITS, [Observation(period=month, value=days) for month, days in rows]
    )
