"""The measure that a layout names, and whether its columns are those of such a one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cqikit.core import problem_of, say
from cqikit.errors import UnknownNameError
from cqikit.tables._kinds import NO_EVENTS, OTHER_COLUMNS, OTHER_FREQUENCY

if TYPE_CHECKING:
    from cqikit.core import Frequency
    from cqikit.measures import Measure
    from cqikit.tables._layout import MeasureColumns
    from cqikit.tables._reading import Reading

__all__ = ["measure_named"]


def measure_named(
    reading: Reading,
    place: int,
    columns: MeasureColumns,
    known: dict[str, Measure],
    frequency: Frequency | None,
) -> Measure | None:
    """Return the measure that the layout names, if there is one."""
    where = f"measure {place + 1} of the layout"
    key = columns.measure
    if key not in known:
        unknown = UnknownNameError(say("measure"), key, known)
        reading.faults.add(problem_of(unknown, where))
        return None
    measure = known[key]
    if frequency is not None and measure.frequency is not frequency:
        got = measure.frequency.value
        told: dict[str, Any] = {"frequency": frequency.value, "measure": key}
        reading.faults.add(OTHER_FREQUENCY.problem(where, got=got, **told))
    kind = measure.kind.value
    if columns.between and measure.is_periodic:
        reading.faults.add(NO_EVENTS.problem(where, got=kind))
        return None
    if bool(columns.numerator) != measure.is_ratio and not columns.between:
        form = "ratio" if measure.is_ratio else "value"
        reading.faults.add(OTHER_COLUMNS.problem(where, form=form, kind=kind))
        return None
    return measure
