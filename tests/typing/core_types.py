"""What type checkers see of `core`; read by mypy, and run as well."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import assert_type

from cqikit.core import (
    Catalog,
    Finding,
    Frequency,
    FunctionCheck,
    Period,
    Row,
    Severity,
    Table,
    by_severity,
    parse_period,
    run_checks,
)


class Light(StrEnum):
    """States of a made-up machine."""

    RED = "red"
    GREEN = "green"


class Go:
    """An event."""


NO_CHECKS: list[FunctionCheck] = []
CATALOG = Catalog(NO_CHECKS)
TABLE: Table[Light] = Table((Row(Light.RED, Go, Light.GREEN),))
MONTH = parse_period("2026-03")

assert_type(CATALOG, Catalog[FunctionCheck])
assert_type(CATALOG.get("x"), FunctionCheck | None)
assert_type(CATALOG.get("x", 0), FunctionCheck | int)
assert_type(CATALOG.without(), Catalog[FunctionCheck])
assert_type(list(CATALOG), list[FunctionCheck])

assert_type(TABLE.start, Light)
assert_type(TABLE.step(Light.RED, None, Go()), Light)
assert_type(TABLE.states, tuple[Light, ...])

assert_type(MONTH, Period)
assert_type(MONTH.last, date)
assert_type(MONTH.frequency, Frequency)

assert_type(run_checks("subject", NO_CHECKS), tuple[Finding, ...])
assert_type(by_severity([]), tuple[Finding, ...])
assert_type(Finding(code="a.b", message="said").severity, Severity)
