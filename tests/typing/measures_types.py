"""What type checkers see of `measures`; read by mypy, and run as well."""

from __future__ import annotations

from typing import assert_type

from cqikit.core import Finding, Period
from cqikit.measures import (
    Direction,
    Level,
    Measure,
    Observation,
    Series,
    audit,
    meets,
    series,
    target_value,
)

MEASURE = Measure(key="waits", title="Waiting time", direction="lower")
ROWS = [Observation(period="2026-01", value=3), Observation(period="2026-02")]
SERIES = series(MEASURE, ROWS)

assert_type(MEASURE.direction, Direction)
assert_type(ROWS[0].period, Period)
assert_type(ROWS[0].value, float | None)
assert_type(audit(MEASURE, ROWS), tuple[Finding, ...])
assert_type(SERIES, Series)
assert_type(SERIES.values, tuple[float, ...])
assert_type(SERIES.periods, tuple[Period, ...])
assert_type(meets(1.0, Level(2.0), direction=Direction.LOWER), bool)
assert_type(target_value(Level(2.0), direction=Direction.LOWER), float)
