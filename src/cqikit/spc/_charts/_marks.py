"""Where phases start, what their baselines are, and which points do not count."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import field, frozen

from cqikit.core import Period, finite, is_text, optional, parse_period
from cqikit.errors import FieldError, FieldTypeError
from cqikit.spc._charts._axis import Axis, is_position
from cqikit.spc._charts._guards import check_lines
from cqikit.spc._charts._inputs import floats, per_point
from cqikit.spc._charts._kind import ChartKind, given_on_scale
from cqikit.spc._charts._segments import phases_of

if TYPE_CHECKING:
    from cqikit.spc._charts._view import Bools, Floats

__all__ = [
    "Phase",
    "baseline_of",
    "edges_of",
    "exclusions_of",
    "first_points",
    "lines_given",
]


@frozen
class Phase:
    """A declared phase: a change from which on limits are computed anew.

    Parameters
    ----------
    start : int, Period or what `parse_period` reads
        The first point of the new phase: its position, counted from 0, or a
        day or period; then it is the first point not before that.
    title : str
        What changed.
    baseline : int, optional
        Limits are those of the first so many points of this phase.
    centre, sigma, lower, upper : float, optional
        Given, not computed.

    Examples
    --------
    >>> Phase("2026-03", "triage by nurses", baseline=12).title
    'triage by nurses'
    """

    start: Any
    title: str = field(default="", validator=is_text)
    baseline: int | None = field(default=None, kw_only=True)
    centre: float | None = field(default=None, validator=optional(finite), kw_only=True)
    sigma: float | None = field(default=None, validator=optional(finite), kw_only=True)
    lower: float | None = field(default=None, validator=optional(finite), kw_only=True)
    upper: float | None = field(default=None, validator=optional(finite), kw_only=True)


def _none(marks: Any) -> bool:
    return not hasattr(marks, "dtype") and not is_position(marks) and not marks


def _listed(marks: Any, name: str) -> list[Any]:
    """Return marks as a list, a single one as a list of it."""
    if isinstance(marks, Iterable):
        return list(marks)
    must = "must be positions, days or periods"
    raise FieldTypeError(name, must, marks, "such as [12] or ['2026-03']")


def _is_mask(marks: Any) -> bool:
    return getattr(getattr(marks, "dtype", None), "kind", "") == "b"


def edges_of(
    phases: Any, axis: Axis, shape: tuple[int, ...]
) -> tuple[Bools | None, tuple[tuple[int, Phase], ...]]:
    """Return where phases start, shape (..., n), and the phases that were declared.

    A phase at the first point begins nothing; it may have a title or a line of its own.
    """
    if _none(phases):
        return None, ()
    if _is_mask(phases):
        edges = axis.mask(phases, "phases", shape)
        edges[..., :1] = False
        return (edges if edges.any() else None), ()
    if axis.is_by_key(phases):
        return _by_key(phases, axis, shape), ()
    placed = _declared(phases, axis)
    edges = np.zeros(shape, dtype=bool)
    edges[..., [place for place, _ in placed if place]] = True
    return (edges if edges.any() else None), placed


def _declared(phases: Any, axis: Axis) -> tuple[tuple[int, Phase], ...]:
    if isinstance(phases, Mapping):
        phases = [Phase(start, title) for start, title in phases.items()]
    elif isinstance(phases, (str, date, Period)):
        phases = [phases]
    listed = _listed(phases, "phases")
    declared = [mark if isinstance(mark, Phase) else Phase(mark) for mark in listed]
    placed = [(axis.place(phase.start, "phase"), phase) for phase in declared]
    placed.sort(key=lambda pair: pair[0])
    places = [place for place, _ in placed]
    if len(set(places)) < len(places):
        raise FieldError("phases", "must start at points of their own", places)
    for place, phase in placed:
        if place == 0 and phase == Phase(phase.start):
            first = f" ({axis.days[0]})" if axis.days else ""
            said = f"must be after the first point{first}"
            raise FieldError("phase", said, str(phase.start))
    return tuple(placed)


def _by_key(marks: Mapping[Any, Any], axis: Axis, shape: tuple[int, ...]) -> Bools:
    edges = np.zeros(shape, dtype=bool)
    for key, phases in marks.items():
        for place, _ in _declared(phases, axis):
            edges[axis.keys[key], place] = True
    edges[:, 0] = False
    return edges


def exclusions_of(
    exclude: Any, known: Mapping[int, str], axis: Axis, shape: tuple[int, ...]
) -> tuple[Bools | None, tuple[Any, ...]]:
    """Return which points do not count, (..., n), and each one's reason.

    Parameters
    ----------
    exclude
        As for `chart`, or of a panel by key.
    known : dict of int to str
        Rows that are excluded already, with the reason.
    axis : Axis
    shape : (..., n)

    Returns
    -------
    ndarray of bool, shape (..., n), or None
    tuple
        A reason for each of n points, () for none; of a panel by key, a tuple for each
        chart.
    """
    if _none(exclude) and not known:
        return None, ()
    if axis.is_by_key(exclude):
        return _excluded_by_key(exclude, axis, shape)
    reasons = {axis.place(row, "exclude"): why for row, why in known.items()}
    mask = np.zeros(shape, dtype=bool)
    if _is_mask(exclude):
        mask |= axis.mask(exclude, "exclude", shape)
    else:
        reasons |= _reasons(exclude, axis)
    mask[..., list(reasons)] = True
    if not mask.any():
        return None, ()
    if not reasons:
        return mask, ()
    return mask, tuple(reasons.get(place, "") for place in range(shape[-1]))


def _reasons(exclude: Any, axis: Axis) -> dict[int, str]:
    """Return the points that marks name, each with its reason, "" without one."""
    if isinstance(exclude, (str, date, Period)) or is_position(exclude):
        exclude = [exclude]
    if not isinstance(exclude, Mapping):
        exclude = dict.fromkeys(_listed(exclude, "exclude"), "")
    return {
        place: reason
        for mark, reason in exclude.items()
        for place in axis.within(mark, "exclude")
    }


def _excluded_by_key(
    exclude: Mapping[Any, Any], axis: Axis, shape: tuple[int, ...]
) -> tuple[Bools | None, tuple[tuple[str, ...], ...]]:
    mask = np.zeros(shape, dtype=bool)
    reasons = [("",) * shape[-1]] * len(axis.keys)
    for key, marks in exclude.items():
        found = _reasons(marks, axis)
        row = axis.keys[key]
        mask[row, list(found)] = True
        reasons[row] = tuple(found.get(place, "") for place in range(shape[-1]))
    return (mask if mask.any() else None), tuple(reasons)


def baseline_of(
    baseline: Any,
    declared: tuple[tuple[int, Phase], ...],
    breaks: Bools | None,
    axis: Axis,
    shape: tuple[int, ...],
) -> Bools | None:
    """Return which points limits rest on, shape (..., n); None for all of them.

    A phase without a point in the baseline rests on all its points.
    """
    own = {place: one.baseline for place, one in declared if one.baseline is not None}
    if baseline is None and not own:
        return None
    flat = (math.prod(shape[:-1]), shape[-1])
    edges = None if breaks is None else breaks.reshape(flat)
    if baseline is None:
        within = np.ones(flat, dtype=bool)
    elif isinstance(baseline, (int, float, np.integer, np.floating)):
        starts = np.zeros(flat, dtype=bool) if edges is None else edges.copy()
        if shape[-1]:
            starts[np.arange(flat[0]), axis.begins] = True
        within = first_points(baseline, starts)
    else:
        span = _span(baseline, axis, shape)
        within = np.array(np.broadcast_to(span, shape).reshape(flat))
        # A phase without any point in the baseline rests on all its points.
        phase = phases_of(flat, edges)
        found = np.zeros(phase.max(initial=-1) + 1, dtype=bool)
        found[phase[within]] = True
        within |= ~found[phase]
    ends = [*sorted(place for place, _ in declared), shape[-1]]
    for place, k in own.items():
        end = next(one for one in ends if one > place)
        within[:, place:end] = False
        within[:, place : min(place + _at_least_one(k), end)] = True
    return within.reshape(shape)


def first_points(count: Any, starts: Bools) -> Bools:
    """Return the first so many points after each start, and of each row, (k, n)."""
    places = np.arange(starts.shape[-1])
    begun = np.where(starts, places, 0)
    np.maximum.accumulate(begun, axis=-1, out=begun)
    within: Bools = places < begun + _at_least_one(count)
    return within


def _at_least_one(k: Any) -> int:
    if isinstance(k, (float, np.floating)):
        if not float(k).is_integer():
            raise FieldError("baseline", "must be a whole number of points", k)
        k = int(k)
    if not is_position(k) or k < 1:
        raise FieldError("baseline", "must be at least 1 point", k)
    return int(k)


def _span(baseline: Any, axis: Axis, shape: tuple[int, ...]) -> Bools:
    if _is_mask(baseline):
        return axis.mask(baseline, "baseline", shape)
    alone = isinstance(baseline, (str, date, Period))
    ends = (baseline, baseline) if alone else baseline
    if not isinstance(ends, (tuple, list)) or len(ends) != 2:
        must = "must be a number of points, a period, or a first and a last one"
        raise FieldError("baseline", must, baseline)
    cadence = None if axis.calendar is None else axis.calendar.cadence
    read = parse_period if cadence is None else cadence.read
    first, last = (read(end) for end in ends)
    if axis.days is None:
        must = "must be a number of points without days"
        raise FieldError("baseline", must, baseline)
    span = [first.first <= day.first and day.last <= last.last for day in axis.days]
    if not any(span):
        raise FieldError("baseline", "must hold a point of the chart", baseline)
    return np.array(span)


def lines_given(
    kind: ChartKind,
    named: Mapping[str, Any],
    declared: tuple[tuple[int, Phase], ...],
    axis: Axis,
    shape: tuple[int, ...],
    *,
    per: float,
) -> dict[str, Floats]:
    """Return the lines that are given, shape (..., n), on the scale of the kind.

    Raises
    ------
    FieldError
        When a chart of this kind cannot have such a line.
    """
    found = _displayed(named, declared, axis, shape)
    if not found:
        return found
    check_lines(kind, found, per)
    return given_on_scale(kind, found, per)


def _displayed(
    named: Mapping[str, Any],
    declared: tuple[tuple[int, Phase], ...],
    axis: Axis,
    shape: tuple[int, ...],
) -> dict[str, Floats]:
    """Return given lines, (..., n), in the unit in which they are displayed."""
    starts = sorted(place for place, _ in declared)
    found: dict[str, Floats] = {}
    for name, value in named.items():
        if value is None and not declared:
            continue
        own = [
            (place, getattr(phase, name))
            for place, phase in declared
            if getattr(phase, name) is not None
        ]
        if value is None and not own:
            continue
        line = floats(np.nan if value is None else value, name)
        line = per_point(axis.carry(line), name, shape)
        if own:
            line = np.array(line)
        for place, level in own:
            later = [start for start in starts if start > place]
            line[..., place : later[0] if later else None] = level
        found[name] = line
    return found
