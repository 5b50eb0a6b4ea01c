"""What rows and layouts can have wrong: the kinds of faults, their codes and words."""

from __future__ import annotations

from typing import Final

from cqikit.core import FindingKind

__all__ = [
    "NO_DAY",
    "NO_EVENTS",
    "NO_PERSON",
    "NO_TEAM",
    "NO_TEAMS",
    "NO_YEAR",
    "OTHER_COLUMNS",
    "OTHER_FREQUENCY",
    "OVER_ALL",
    "OVER_COLUMN",
    "TWO_COLUMNS",
    "TWO_ROWS",
]

OTHER_FREQUENCY: Final = FindingKind(
    "layout.other-frequency",
    says="frequency must be {frequency}, as the layout says (got {got} for {measure})",
)
NO_EVENTS: Final = FindingKind(
    "layout.no-events", says="must be time-between or units-between (got {got})"
)
OTHER_COLUMNS: Final = FindingKind(
    "layout.other-columns",
    says={
        "ratio": "a {kind} must have numerator and denominator",
        "value": "a {kind} must have a value",
    },
)
NO_TEAM: Final = FindingKind(
    "table.no-team",
    says="must say which team (got {got}{more})",
    fix={
        "filled": "if it is that of the row above, say"
        ' filled = ["{column}"] (--fill {typed})'
    },
)
NO_PERSON: Final = FindingKind(
    "table.no-person", says="must say who it is (got {got}{more})"
)
NO_DAY: Final = FindingKind("table.no-day", says="must be a day (got {got}{more})")
TWICE: Final = {
    "": "{what} stands in row {earlier} already",
    "team": "{team}, {what} stands in row {earlier} already",
}
TWO_ROWS: Final = FindingKind(
    "table.two-rows",
    says=TWICE,
    fix={
        "": "keep one of them, or say add = true (--add) for their sum, or take"
        ' = "mean" (--take mean) for their mean',
        "turned": "",
    },
)
NO_YEAR: Final = FindingKind(
    "table.no-year",
    says=TWICE,
    fix="if they are months, the year is missing: write 2024-01",
)
NO_TEAMS: Final = FindingKind(
    "table.no-teams",
    says='a row a {column} ({teams}{more}): say team = "{column}" (--team), or'
    " add = true (--add) to add them up",
)
TWO_COLUMNS: Final = FindingKind(
    "table.two-columns",
    says={
        "": "two columns are named {name!r}",
        "turned": "two columns would be named {name!r}",
    },
    fix={
        "": "rename one of them",
        "turned": "give the value, or the period, another name",
    },
)
OF_NONE: Final = FindingKind(
    "table.of-none", says="must be 0 where {below} is 0 (got {got}{more})"
)
OVER_ALL: Final = FindingKind(
    "table.over-all", says="must be at most {most} (got {got}{more})"
)
OVER_COLUMN: Final = FindingKind(
    "table.over-column",
    says="must be at most column {below} (got {got}{more})",
    fix="if events can exceed units, the measure is a rate (--kind u)",
)
