"""What can be asked of any record of a cycle, whether log or form."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from cqikit.pdsa._cycle import Cycle
from cqikit.pdsa._events import Purpose
from cqikit.pdsa._evidence import ExhibitKind
from cqikit.pdsa._worksheet import Decision, Worksheet, worksheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = [
    "Record",
    "as_sheet",
    "as_sheets",
    "ascends",
    "chains",
    "data_days",
    "days_of",
    "has_act",
    "has_data_over_time",
    "has_do",
    "has_plan",
    "has_study",
    "is_documented",
    "is_learning",
    "is_studied_after",
    "is_tested",
]

#: A cycle, or the form of one, which may be incomplete.
Record: TypeAlias = Cycle | Worksheet
LEARNING = frozenset({Purpose.TEST, Purpose.COLLECT})


def as_sheets(records: Iterable[Record]) -> tuple[Worksheet, ...]:
    """Return every record as a worksheet."""
    return tuple(map(as_sheet, records))


def as_sheet(record: Record) -> Worksheet:
    """Return a record as a worksheet."""
    return worksheet(record) if isinstance(record, Cycle) else record


def has_plan(sheet: Worksheet) -> bool:
    """Say whether something of a plan is written down."""
    said = sheet.objective, sheet.what, sheet.data
    asked = sheet.questions or sheet.predictions
    return any(text.strip() for text in said) or bool(asked)


def has_do(sheet: Worksheet) -> bool:
    """Say whether something is written down of what was done and seen."""
    return bool(sheet.observations) or bool(sheet.differences.strip())


def has_study(sheet: Worksheet) -> bool:
    """Say whether something is written down of what was learned."""
    return bool(sheet.comparisons) or bool(sheet.learned.strip())


def has_act(sheet: Worksheet) -> bool:
    """Say whether it is written down what was decided."""
    return sheet.decision not in {None, Decision.STOP}


def is_tested(sheet: Worksheet) -> bool:
    """Say whether the test has begun, by its day or by what was seen."""
    return sheet.started_on is not None or has_do(sheet)


def is_documented(sheet: Worksheet) -> bool:
    """Say whether all four stages are written down."""
    return all(has(sheet) for has in (has_plan, has_do, has_study, has_act))


def is_studied_after(sheet: Worksheet) -> bool:
    """Say whether the study is dated, and not before the test ended."""
    ended = sheet.ended_on or max(
        (observation.on for observation in sheet.observations), default=None
    )
    if sheet.studied_on is None or ended is None:
        return False
    return ended <= sheet.studied_on


def is_learning(sheet: Worksheet) -> bool:
    """Say whether the cycle tests a change or collects information."""
    return sheet.purpose in LEARNING


def chains(sheets: Iterable[Worksheet]) -> tuple[tuple[Worksheet, ...], ...]:
    """Return the iterative series: at least two records of a team on one idea."""
    found: dict[tuple[str, str], list[Worksheet]] = {}
    for sheet in sheets:
        if sheet.idea:
            found.setdefault((sheet.team, sheet.idea), []).append(sheet)
    return tuple(
        tuple(sorted(chain, key=_first_day))
        for chain in found.values()
        if len(chain) > 1
    )


def _first_day(sheet: Worksheet) -> date:
    days = [sheet.planned_on, sheet.started_on, sheet.studied_on, sheet.decided_on]
    asked = [prediction.on for prediction in sheet.predictions]
    return min((day for day in (*days, *asked) if day is not None), default=date.max)


def ascends(scales: Sequence[int | None]) -> bool:
    """Say whether known scales never fall, and end above where they began."""
    known = [scale for scale in scales if scale is not None]
    steady = all(after >= before for before, after in pairwise(known))
    return len(known) > 1 and steady and known[-1] > known[0]


def data_days(chain: Iterable[Worksheet]) -> int:
    """Return on how many days the most watched quantity of a series was measured."""
    days: dict[str, set[date]] = {}
    for sheet in chain:
        measure_of = {
            prediction.question: prediction.measure for prediction in sheet.predictions
        }
        for observation in sheet.observations:
            if observation.value is not None:
                name = measure_of.get(observation.question) or observation.question
                days.setdefault(name, set()).add(observation.on)
    return max((len(seen) for seen in days.values()), default=0)


def has_data_over_time(chain: Sequence[Worksheet], points: int) -> bool:
    """Say whether there are that many days of data, or a chart as evidence."""
    charted = any(
        item.kind is ExhibitKind.CHART for sheet in chain for item in sheet.evidence
    )
    return charted or data_days(chain) >= points


def days_of(sheet: Worksheet) -> Iterator[date]:
    """Yield the days that a record names."""
    for name in ("planned_on", "started_on", "ended_on", "studied_on", "decided_on"):
        day = getattr(sheet, name)
        if day is not None:
            yield day
    for rows in (sheet.predictions, sheet.observations, sheet.comparisons):
        yield from (row.on for row in rows)
