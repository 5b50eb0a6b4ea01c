"""Rows of what the library knows, for tables: series, findings, and the like."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs

from cqikit.core import Period, arguments, list_of, say
from cqikit.errors import FieldTypeError
from cqikit.measures import Series
from cqikit.tables._cells import plain
from cqikit.tables._results import columns_of_result, listed, members_of

__all__ = ["Row", "columns_of", "rows_of"]

Row = Mapping[str, Any]


@arguments(keys=list_of(say("names")))
def rows_of(things: object, *, keys: Sequence[Any] = ()) -> list[dict[str, Any]]:
    """Return the rows of a table: one a period, one a finding, one a thing.

    Parameters
    ----------
    things : Series, a result, or iterable
        A chart, panel, reading or judgement has a row a point, with a column for each
        rule (1 upwards, -1 downwards, 2 without a direction), as have looks of
        monitors; these have one a key, a funnel one a unit; all other results one for
        each of their parts (scores, changes, steps, bars). Of an iterable, of series,
        of findings or other attrs values whose fields are text, numbers, days or
        periods, or of mappings, which stay as they are.
    keys : sequence, optional
        Whose each chart of a stack is, for its column ``key``, of pairs ``key 1`` and
        ``key 2``; by default those of the panel, or numbers from 1.

    Returns
    -------
    list of dict
        Column to value; None where there is none.

    Raises
    ------
    FieldError
        When there are more or fewer keys than charts.

    Examples
    --------
    >>> from cqikit.measures import Measure, Observation, series
    >>> waits = Measure(key="waits", title="Waiting time")
    >>> made = series(
    ...     waits,
    ...     [
    ...         Observation(period="2026-01", value=14.0),
    ...         Observation(period="2026-03", value=11.0),
    ...     ],
    ... )
    >>> for row in rows_of(made):
    ...     print(row["measure"], row["period"], row["value"])
    waits 2026-01 14.0
    waits 2026-02 None
    waits 2026-03 11.0
    """
    columns = columns_of_result(things, tuple(keys))
    if columns is not None:
        parts = zip(*map(listed, columns.values()), strict=True)
        return [dict(zip(columns, part, strict=True)) for part in parts]
    if isinstance(things, Series):
        return list(_periods(things))
    members: Any = members_of(things)
    if members is None:
        if not isinstance(things, Iterable) or isinstance(things, str | bytes):
            must = say("must be a list of {what}", what=say("rows"))
            raise FieldTypeError("things", must, things)
        members = things
    rows: list[dict[str, Any]] = []
    for place, thing in enumerate(members):
        if isinstance(thing, Series):
            rows += _periods(thing)
        elif isinstance(thing, Mapping):
            rows.append({str(key): plain(value) for key, value in thing.items()})
        elif attrs.has(type(thing)):
            rows.append(dict(_fields(thing)))
        else:
            must = say("must be a mapping or an attrs value")
            raise FieldTypeError(f"things[{place}]", must, thing)
    return rows


def _fields(thing: Any, before: str = "") -> Iterable[tuple[str, Any]]:
    """Yield the fields of a value that are cells, and those of values inside it.

    What has a key stands by it (a measure, a framework), all else by the fields that it
    has: ``change.low``. What holds many (parts, charts, arrays) is no cell, nor is a
    function.
    """
    for field in attrs.fields(type(thing)):
        # A sentence stands beside its template, which is for programs.
        if not field.init or field.name.startswith("_") or "template" in field.name:
            continue
        value, name = getattr(thing, field.name), before + field.name
        inside = _has_fields(value)
        if inside and hasattr(value, "key"):
            yield name, value.key
        elif inside and not (hasattr(value, "__len__") or before):
            yield from _fields(value, f"{name}.")
        elif not (inside or callable(value) or _holds_many(value)):
            yield name, plain(value)


def _has_fields(value: object) -> bool:
    return attrs.has(type(value)) and not isinstance(value, Period)


def _holds_many(value: Any) -> bool:
    if isinstance(value, tuple | frozenset):
        return not all(isinstance(member, str) for member in value)
    return isinstance(value, Mapping) or hasattr(value, "shape")


def _periods(series: Series) -> Iterable[dict[str, Any]]:
    team, measure = series.team, series.measure.key
    for period, value, numerator, denominator, excluded, withheld, row in zip(
        series.periods,
        series.values,
        series.numerators,
        series.denominators,
        series.excluded,
        series.withheld,
        series.rows,
        strict=True,
    ):
        yield {
            "team": team,
            "measure": measure,
            "period": str(period),
            "value": _number(value),
            "numerator": _number(numerator),
            "denominator": _number(denominator),
            "excluded": excluded,
            "withheld": withheld,
            "row": row,
        }


def _number(number: float) -> float | None:
    return None if number != number else number  # noqa: PLR0124  (NaN is not itself)


def columns_of(rows: Iterable[Row]) -> list[str]:
    """Return every column that some row has, in the order of first mention."""
    return list(dict.fromkeys(name for row in rows for name in row))
