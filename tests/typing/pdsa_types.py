"""What type checkers see of `pdsa`; read by mypy, and run as well."""

from __future__ import annotations

from datetime import date
from typing import assert_type

from attrs import frozen

from cqikit import pdsa
from cqikit.core import Catalog, Period, run_checks

DAY = date(2026, 3, 2)


@frozen
class Reading:
    """Evidence of somebody who does not know us."""

    summary: str = "a shift of eight points"
    supports: bool | None = True


CYCLE = pdsa.advance(
    pdsa.begin(key="c1", title="Remind", idea="reminders"),
    pdsa.Predict(on=DAY, question="How many?", prediction="many"),
)

assert_type(CYCLE, pdsa.Cycle)
assert_type(pdsa.state(CYCLE), pdsa.Phase)
assert_type(pdsa.latest(CYCLE, pdsa.Plan), pdsa.Plan | None)
assert_type(pdsa.decision(CYCLE), pdsa.Adopt | pdsa.Adapt | pdsa.Abandon | None)
assert_type(pdsa.comparisons(CYCLE), tuple[pdsa.Comparison, ...])
assert_type(pdsa.compare(pdsa.Number(4, within=1), 4.0), pdsa.Verdict | None)
assert_type(pdsa.ramps([CYCLE]), tuple[pdsa.Ramp, ...])
assert_type(pdsa.submissions([CYCLE])[0].period, Period)
assert_type(pdsa.worksheet(CYCLE), pdsa.Worksheet)
assert_type(pdsa.cycle_of(pdsa.worksheet(CYCLE)), pdsa.Cycle)
assert_type(
    pdsa.fidelity([CYCLE, pdsa.worksheet(CYCLE)]), Catalog[pdsa.FidelityMeasure]
)
assert_type(pdsa.calibrate([CYCLE]).brier, pdsa.Brier | None)
assert_type(pdsa.Plan(on=DAY, when="2026-03").when, Period | None)

EVIDENCE: pdsa.Evidence = Reading()
CONCLUDED = pdsa.Conclude(on=DAY, learned="much", evidence=[EVIDENCE, Reading()])
assert_type(CONCLUDED.evidence, tuple[pdsa.EvidenceItem, ...])

FOUND = run_checks(CYCLE, pdsa.CHECKS)
assert FOUND
