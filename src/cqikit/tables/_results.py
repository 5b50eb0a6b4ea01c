"""Results as columns: charts and what is read of them, without an object a point."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import attrs

from cqikit import spc
from cqikit.measures import Series

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["columns_of_result", "members_of"]

#: Which of the fields of a result are its rows; of all others, the result is one.
MEMBERS: Final = (
    ("cqikit.assessments", "Result", "scores"),
    ("cqikit.assessments", "Retake", "changes"),
    ("cqikit.assessments", "Route", "steps"),
    ("cqikit.assessments", "Responses", "answers"),
    ("cqikit.collaboratives", "ClosingReport", "results"),
    ("cqikit.collaboratives", "Between", "teams"),
    ("cqikit.plans", "Schedule", "slots"),
    ("cqikit.spc", "Pareto", "bars"),
    ("cqikit.documents", "Changes", "changes"),
    ("cqikit.documents", "Fidelity", "measures"),
    ("cqikit.documents", "Findings", "findings"),
)

Columns = dict[str, "list[Any]"]


def members_of(result: Any) -> Iterable[Any] | None:
    """Return the parts of one result that are rows, None where it is no result."""
    cls = type(result)
    if not attrs.has(cls) or isinstance(result, Series):
        return None
    for room, name, field in MEMBERS:
        if cls.__name__ == name and cls.__module__.startswith(f"{room}."):
            members: Iterable[Any] = getattr(result, field)
            return members
    return None if hasattr(cls, "__iter__") else (result,)


def columns_of_result(result: Any) -> Columns | None:
    """Return the columns of a chart, of what is read of it, or of a funnel.

    One row a point; of many charts, one chart below the other. None for all else.
    """
    if not type(result).__module__.startswith("cqikit.spc."):
        return None
    if isinstance(result, spc.Judgement):
        return _of_judgement(result)
    if isinstance(result, spc.Reading):
        return _of_reading(result)
    if isinstance(result, spc.Panel):
        return _of_chart(result.chart, result.keys)
    if isinstance(result, spc.Chart):
        return _of_chart(result)
    return _of_funnel(result) if isinstance(result, spc.Funnel) else None


def _of_chart(chart: spc.Chart, keys: Sequence[Any] | None = None) -> Columns:
    """Return a row for each point; a stack has numbers from 1 in place of keys."""
    *rows, n = chart.values.shape
    many = chart.values.size // n if n else 0
    columns: Columns = {}
    if rows:
        owners = list(range(1, many + 1)) if keys is None else list(keys)
        columns["key"] = [key for key in owners for _ in range(n)]
    if chart.measure is not None:
        columns["measure"] = [chart.measure.key] * many * n
        columns["unit"] = [chart.measure.unit] * many * n
        columns["direction"] = [chart.measure.direction.value] * many * n
    if chart.on is None:
        columns["point"] = list(range(1, n + 1)) * many
    else:
        columns["period"] = list(map(str, chart.on)) * many
    lines = ("values", "sizes", "centre", "sigma", "lower", "upper")
    for name in lines:
        line = getattr(chart, name)
        if line is not None:
            columns[NAMES.get(name, name)] = _numbers(line)
    columns["phase"] = (chart.breaks.cumsum(axis=-1) + 1).ravel().tolist()
    columns["excluded"] = chart.excluded.ravel().tolist()
    return columns


NAMES: Final = {"values": "value", "sizes": "size"}


def _of_reading(reading: spc.Reading) -> Columns:
    chart = reading.chart
    columns = _of_chart(chart) if isinstance(chart, spc.Chart) else _of_view(chart)
    for name, flags in reading.flags.items():
        columns[name] = flags.ravel().tolist()
    return columns


def _of_view(view: spc.ChartView) -> Columns:
    names = ("values", "centre", "sigma")
    return {NAMES.get(name, name): _numbers(getattr(view, name)) for name in names}


def _of_judgement(judged: spc.Judgement) -> Columns:
    columns = _of_reading(judged.reading)
    points = judged.improvement.size
    if judged.unit:
        columns["unit"] = [judged.unit] * points
    columns["direction"] = [judged.direction.value] * points
    if judged.target is not None:
        columns["target"] = _numbers(judged.target)
    columns["improvement"] = judged.improvement.ravel().tolist()
    columns["concern"] = judged.concern.ravel().tolist()
    return columns


def _of_funnel(funnel: spc.Funnel) -> Columns:
    columns: Columns = {"unit": list(funnel.units)}
    for name in ("events", "sizes", "values"):
        columns[NAMES.get(name, name)] = _numbers(getattr(funnel, name))
    columns["centre"] = [funnel.centre] * len(funnel.units)
    for level, low, high in zip(funnel.levels, funnel.lower, funnel.upper, strict=True):
        columns[f"lower {level:g}"] = _numbers(low)
        columns[f"upper {level:g}"] = _numbers(high)
    return columns


def _numbers(line: Any) -> list[Any]:
    """Return numbers in a row, None where there is none."""
    members = line.ravel().tolist()
    return [None if member != member else member for member in members]  # noqa: PLR0124
