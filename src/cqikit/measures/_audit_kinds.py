"""What is said of observations that are audited: rows of code and words.

A fault means that the rows cannot be a series.
"""

from __future__ import annotations

from typing import Final

from cqikit.core import FindingKind, Severity, and_more

__all__ = [
    "DUPLICATE",
    "EXCLUDED",
    "FRACTION",
    "FREQUENCY",
    "GAP",
    "MISSING",
    "MISSING_CODE",
    "NEGATIVE",
    "NOT_FINITE",
    "NO_DENOMINATOR",
    "NO_PERIOD",
    "OVER_DENOMINATOR",
    "UNSORTED",
    "WITHHELD",
    "ZERO_DENOMINATOR",
]

FAULT, NOTE = Severity.FAULT, Severity.NOTE
SOURCE: Final = "cqikit: input is audited before any arithmetic"

FREQUENCY: Final = FindingKind(
    "series.frequency",
    says="{period}: the period must be a {wanted} (got a {got})",
    severity=FAULT,
    fix="write it as the measure's frequency has it",
    source=SOURCE,
)
NO_PERIOD: Final = FindingKind(
    "series.no-period",
    says="{period}: the period must be one of {cadence}",
    severity=FAULT,
    fix="leave the row out, or change the measure's cadence",
    source=SOURCE,
)
NOT_FINITE: Final = FindingKind(
    "series.not-finite",
    says="{period}: {name} must be a finite number (got {got})",
    severity=FAULT,
    source=SOURCE,
)
NEGATIVE: Final = FindingKind(
    "series.negative",
    says="{period}: a count must be at least 0 (got {got})",
    severity=FAULT,
    source=SOURCE,
)
OVER_DENOMINATOR: Final = FindingKind(
    "series.over-denominator",
    says="{period}: the numerator must be at most the denominator (got {numerator} of"
    " {denominator})",
    severity=FAULT,
    fix="if events can exceed units, it is a rate",
    source=SOURCE,
)
DUPLICATE: Final = FindingKind(
    "series.duplicate",
    says="{period} stands in {rows} rows",
    severity=FAULT,
    fix="keep one row a period, or add them up where that is meant",
    source=SOURCE,
)
UNSORTED: Final = FindingKind(
    "series.unsorted",
    says="the rows are not in order of time; they were put in order",
    severity=NOTE,
    source=SOURCE,
)
GAP: Final = FindingKind(
    "series.gap",
    says=and_more("{count:# period has|# periods have} no row: {periods}", "periods"),
    severity=NOTE,
    source=SOURCE,
)
ZERO_DENOMINATOR: Final = FindingKind(
    "series.zero-denominator",
    says=and_more(
        "{count:# period has|# periods have} a denominator of 0: {periods}", "periods"
    ),
    source=SOURCE,
)
NO_DENOMINATOR: Final = FindingKind(
    "series.no-denominator",
    says=and_more(
        "{count:# period has|# periods have} no denominator: {periods}", "periods"
    ),
    source=SOURCE,
)
MISSING: Final = FindingKind(
    "series.missing",
    says=and_more(
        "{count:# period was|# periods were} not observed: {periods}", "periods"
    ),
    severity=NOTE,
    source=SOURCE,
)
FRACTION: Final = FindingKind(
    "series.fraction",
    says=and_more(
        "{count:# period has|# periods have} a count not whole: {periods}", "periods"
    ),
    source=SOURCE,
)
WITHHELD: Final = FindingKind(
    "series.withheld",
    says=and_more(
        {
            "": "{count:# period is|# periods are} withheld: {periods}",
            "marked": "{count:# period is|# periods are} withheld ({marks}): {periods}",
        },
        "periods",
    ),
    source=SOURCE,
)
EXCLUDED: Final = FindingKind(
    "series.excluded",
    says=and_more(
        "{count:# period is|# periods are} excluded, with a reason: {periods}",
        "periods",
    ),
    severity=NOTE,
    source=SOURCE,
)
MISSING_CODE: Final = FindingKind(
    "series.missing-code",
    says=and_more(
        "{count:# period has|# periods have} a {name} of {code}, far from all others:"
        " {periods}",
        "periods",
    ),
    fix="if it says that nothing was observed: missing = [{code}]",
    source=SOURCE,
)
