"""Results as columns: charts and what is read of them, without an object a point."""

from __future__ import annotations

import math
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

import attrs

from cqikit import spc
from cqikit.core import codes_of, say
from cqikit.errors import FieldError
from cqikit.measures import Series
from cqikit.tables._cells import plain, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from cqikit.core import Period

__all__ = [
    "Coded",
    "Columns",
    "columns_of_result",
    "listed",
    "members_of",
    "part_of_column",
]

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


#: What columns of figures are called, in any answer that has the flags of rules too.
FIGURES: Final = frozenset(
    {
        *("key", "measure", "unit", "direction", "point", "period", "value", "size"),
        *("centre", "sigma", "lower", "upper", "phase", "excluded", "signals"),
        *("target", "improvement", "concern", "variation", "assurance"),
    }
)


class Coded(NamedTuple):
    """A column of few distinct cells: these, and which of them each row has."""

    names: Sequence[Any]
    codes: NDArray[np.intp]


#: Rows as columns: of numbers and truth values arrays of one axis, NaN where there is
#: none, and all else coded.
Columns: TypeAlias = "dict[str, NDArray[Any] | Coded]"


def listed(column: NDArray[Any] | Coded) -> list[Any]:
    """Return the cells of a column, None where there is none."""
    if isinstance(column, Coded):
        return [column.names[code] for code in column.codes.tolist()]
    members: list[Any] = column.tolist()
    if column.dtype.kind != "f":
        return members
    return [None if member != member else member for member in members]  # noqa: PLR0124


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


def part_of_column(column: Any, rows: NDArray[np.intp]) -> Any:
    """Return some rows of a column, in its order; the column itself where it is all."""
    cells = column.codes if isinstance(column, Coded) else column
    if len(rows) == len(cells):
        return column
    return Coded(column.names, cells[rows]) if cells is not column else cells[rows]


def columns_of_result(result: Any, keys: Sequence[Any] = ()) -> Columns | None:
    """Return the columns of a chart, of what is read of it, of looks or of a funnel.

    One row a point; of many charts, one chart below the other, each by its one of
    `keys`. None for all else.
    """
    if not keys and isinstance(result, tuple | list) and _are_summaries(result):
        return _of_summaries(result)
    is_of_charts = type(result).__module__.startswith("cqikit.spc.")
    if keys and not (is_of_charts and _is_stack(result)):
        raise FieldError("keys", say("must be given for a stack of charts alone"), keys)
    if not is_of_charts:
        return None
    if isinstance(result, spc.Panel):
        result, keys = result.chart, keys or result.keys
    if isinstance(result, spc.Judgement | spc.Reading | spc.Chart):
        return _of_events(result, _of_one(result, keys))
    return _of_no_chart(result)


def _of_no_chart(result: Any) -> Columns | None:
    """Return the columns of looks, monitors or a funnel, None for all else."""
    if isinstance(result, spc.Looks):
        return _of_looks(result)
    if isinstance(result, spc.Monitors):
        return _of_monitors(result)
    return _of_funnel(result) if isinstance(result, spc.Funnel) else None


def _of_one(result: spc.Judgement | spc.Reading | spc.Chart, keys: Any) -> Columns:
    """Return the columns of a chart, or of what is said of it."""
    if isinstance(result, spc.Judgement):
        return _of_judgement(result, keys)
    if isinstance(result, spc.Reading):
        return _of_reading(result, keys)
    return _of_chart(result, keys)


def _is_stack(result: Any) -> bool:
    """Say whether a result is of many charts."""
    chart = _chart_of(result)
    return isinstance(chart, spc.Chart) and chart.values.ndim > 1


def _chart_of(result: Any) -> Any:
    """Return the chart that a result is of."""
    reading = result.reading if isinstance(result, spc.Judgement) else result
    return reading.chart if isinstance(reading, spc.Reading | spc.Panel) else reading


def _of_events(result: Any, columns: Columns) -> Columns:
    """Return columns without rows of events that were not.

    Beside a chart of more events, one of fewer has points that are none.
    """
    import numpy as np  # noqa: PLC0415

    chart = _chart_of(result)
    days = getattr(chart, "days", ())
    if not days or chart.values.ndim == 1:
        return columns
    counts = np.array(list(map(len, days)))
    there = np.arange(chart.values.shape[-1]) < counts[:, None]
    rows = np.flatnonzero(there)
    return {name: part_of_column(column, rows) for name, column in columns.items()}


def _of_chart(chart: spc.Chart, keys: Sequence[Any] = ()) -> Columns:
    """Return a row for each point; a stack has numbers from 1 in place of keys."""
    import numpy as np  # noqa: PLC0415  (loaded by whoever counts)

    *rows, n = chart.values.shape
    many = math.prod(rows)
    columns: Columns = {}
    if rows:
        if keys and len(keys) != many:
            raise FieldError(
                "keys", say("must be one a chart ({many})", many=many), len(keys)
            )
        owners = keys or range(1, many + 1)
        columns |= _keyed(owners, np.repeat(np.arange(many), n))
    if chart.measure is not None:
        columns["measure"] = _alike(chart.measure.key, many * n)
        columns["unit"] = _alike(chart.unit, many * n)
        columns["direction"] = _alike(chart.measure.direction.value, many * n)
    if rows and chart.days:
        columns["period"] = Coded(_days(chart.days, n), np.arange(many * n))
    elif chart.on is None:
        columns["point"] = np.tile(np.arange(1, n + 1), many)
    else:
        periods = list(map(str, chart.on))
        columns["period"] = Coded(periods, np.tile(np.arange(n), many))
    lines = ("values", "sizes", "centre", "sigma", "lower", "upper")
    for name in lines:
        line = getattr(chart, name)
        if line is not None:
            columns[NAMES.get(name, name)] = line.ravel()
    columns["phase"] = (chart.breaks.cumsum(axis=-1) + 1).ravel()
    columns["excluded"] = chart.excluded.ravel()
    return columns


def _days(days: tuple[tuple[Period, ...], ...], n: int) -> list[str | None]:
    """Return when events were, None beside the n points of those that have fewer."""
    return [day for own in days for day in (*map(str, own), *(None,) * (n - len(own)))]


NAMES: Final = {"values": "value", "sizes": "size"}


def _keyed(keys: Sequence[Any], codes: NDArray[np.intp]) -> Columns:
    """Return keys as a column ``key``; of pairs and the like, a column a part."""
    if not keys or not all(isinstance(key, tuple) for key in keys):
        return {"key": Coded(keys, codes)}
    parts = zip_longest(*keys)
    return {f"key {place}": Coded(part, codes) for place, part in enumerate(parts, 1)}


#: What the fields of a summary are that are no text, by how they are annotated.
OF_SUMMARIES: Final = {"int": "int64", "float | None": "float64", "bool": "bool"}


def _are_summaries(rows: Sequence[Any]) -> bool:
    """Say whether rows are what `spc.summary` returns, also where it is of no chart."""
    sorts = {*map(type, rows)} or {type(rows)}
    named = {"SummaryRow", "SummaryRows"}
    return all(
        cls.__name__ in named and cls.__module__.startswith("cqikit.spc.")
        for cls in sorts
    )


def _of_summaries(rows: Sequence[spc.SummaryRow]) -> Columns:
    """Return columns of the same kinds whatever is in them: a schema."""
    import numpy as np  # noqa: PLC0415

    keys = [row.key or () for row in rows]
    columns = _keyed(keys, np.arange(len(rows))) if any(keys) else {}
    for field in attrs.fields(spc.SummaryRow):
        if field.name == "key":
            continue
        cells = [getattr(row, field.name) for row in rows]
        kind = OF_SUMMARIES.get(str(field.type))
        if kind is not None:
            cells = [math.nan if cell is None else cell for cell in cells]
            columns[field.name] = np.array(cells, dtype=kind)
            continue
        texts = [None if cell is None else str(text_of(plain(cell))) for cell in cells]
        columns[field.name] = Coded(*codes_of(texts))
    return columns


def _alike(cell: Any, rows: int) -> Coded:
    import numpy as np  # noqa: PLC0415

    return Coded((cell,), np.zeros(rows, dtype=np.intp))


def _of_reading(reading: spc.Reading, keys: Sequence[Any]) -> Columns:
    chart = reading.chart
    columns = (
        _of_chart(chart, keys) if isinstance(chart, spc.Chart) else _of_view(chart)
    )
    for name, flags in reading.flags.items():
        columns[_of_rule(name, columns)] = flags.ravel()
    return columns | {name: _silent(chart) for name in _unasked(reading)}


def _unasked(reading: spc.Reading) -> Sequence[str]:
    """Return rules that a chart of this kind is read with only where its limit is 0.

    By default, others of the kind are: they have a column that says nothing, so that
    frames of both have one schema.
    """
    kind = getattr(reading.chart, "kind", None)
    counted = spc.Input.COUNTS, spc.Input.UNITS, spc.Input.EVENTS
    if not reading.by_default or getattr(kind, "takes", None) not in counted:
        return ()
    sizes = None if reading.chart.sizes is None else [9, 9, 9]
    few = spc.default_rules(spc.chart([1, 0, 1], kind, sizes=sizes))
    return [name for name in few.names if name not in reading.flags]


def _silent(chart: spc.Chart) -> NDArray[Any]:
    import numpy as np  # noqa: PLC0415

    return np.zeros(chart.values.size, dtype=np.int8)


def _of_rule(name: str, columns: Columns) -> str:
    """Return what the column of a rule is called: as no column of figures is."""
    if name in FIGURES or name in columns:
        must = say("must not be called as a column of figures is")
        raise FieldError("rules", must, name, say("rename the rule"))
    return name


def _of_view(view: spc.ChartView) -> Columns:
    names = ("values", "centre", "sigma")
    return {NAMES.get(name, name): getattr(view, name).ravel() for name in names}


def _of_judgement(judged: spc.Judgement, keys: Sequence[Any]) -> Columns:
    columns = _of_reading(judged.reading, keys)
    points = judged.improvement.size
    if judged.unit:
        columns["unit"] = _alike(judged.unit, points)
    columns["direction"] = _alike(judged.direction.value, points)
    if judged.target is not None:
        columns["target"] = judged.target.ravel()
    columns["improvement"] = judged.improvement.ravel()
    columns["concern"] = judged.concern.ravel()
    return columns


def _of_looks(found: spc.Looks) -> Columns:
    """Return a row for each look; a rule that was not asked there says nothing."""
    import numpy as np  # noqa: PLC0415

    every = np.arange(len(found))
    columns: Columns = {"key": Coded(found.keys, every)}
    if any(look.on is not None for _, look in found):
        periods = [None if look.on is None else str(look.on) for _, look in found]
        columns["period"] = Coded(periods, every)
    columns["point"] = np.array([look.n for _, look in found], dtype=np.int64)
    for name in ("value", "centre", "lower", "upper"):
        columns[name] = np.array([getattr(look, name) for _, look in found])
    columns["signals"] = np.array([look.signals for _, look in found], dtype=np.bool_)
    asked = [frozenset(rule.name for rule in look.rules) for _, look in found]
    names = dict.fromkeys(rule.name for _, look in found for rule in look.rules)
    for name in names:
        flags = [
            look.flags.get(name, 0) if name in rules else math.nan
            for (_, look), rules in zip(found, asked, strict=True)
        ]
        everywhere = all(name in rules for rules in asked)
        dtype = np.int8 if everywhere else np.float64
        columns[_of_rule(name, columns)] = np.array(flags, dtype=dtype)
    return columns


def _of_monitors(kept: spc.Monitors) -> Columns:
    import numpy as np  # noqa: PLC0415

    every, members = np.arange(len(kept)), list(kept.monitors.values())
    latest = [None if it.on is None else str(it.on) for it in members]
    return {
        "key": Coded(list(kept), every),
        "title": Coded([it.title for it in members], every),
        "kind": Coded([it.kind.name for it in members], every),
        "latest": Coded(latest, every),
        "points": np.array([it.n for it in members], dtype=np.int64),
        "seen": np.array([it.seen for it in members], dtype=np.int64),
    }


def _of_funnel(funnel: spc.Funnel) -> Columns:
    import numpy as np  # noqa: PLC0415

    units = len(funnel.units)
    columns: Columns = {"unit": Coded(funnel.units, np.arange(units))}
    for name in ("events", "sizes", "values"):
        columns[NAMES.get(name, name)] = getattr(funnel, name)
    columns["centre"] = np.full(units, funnel.centre)
    for level, low, high in zip(funnel.levels, funnel.lower, funnel.upper, strict=True):
        columns[f"lower {level:g}"] = low
        columns[f"upper {level:g}"] = high
    return columns
