"""Where phases start, what their baselines are, and which points do not count."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import field, frozen

from cqikit.core import Period, finite, is_text, optional, parse_period
from cqikit.errors import DataError, FieldError, Problem
from cqikit.spc._charts._inputs import per_point
from cqikit.spc._charts._kind import Points, given_on_scale
from cqikit.spc._charts._segments import phases_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cqikit.spc._charts._kind import ChartKind
    from cqikit.spc._charts._view import Bools, Floats

__all__ = [
    "Phase",
    "baseline_of",
    "days_of",
    "edges_of",
    "exclusions_of",
    "first_points",
    "lines_given",
    "marked",
    "position",
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


def days_of(
    on: Iterable[Any], n: int, rows: Sequence[str] = (), *, ties: bool = False
) -> tuple[Period, ...]:
    """Return the days or periods of n points, in strict order of time.

    Raises
    ------
    DataError
        When two are equal, unless `ties`, or one is before its forerunner;
        each with its row.
    """
    listed: Iterable[Any] = on
    if isinstance(on, np.ndarray):
        dated = on.dtype.kind == "M"
        listed = on.astype("datetime64[D]").tolist() if dated else on.tolist()
    days = tuple(parse_period(day) for day in listed)
    if len(days) != n:
        raise FieldError("on", f"must have {n} days, one a point", len(days))
    faults = []
    for place in range(1, n):
        before, this = days[place - 1], days[place]
        if before.frequency is not this.frequency:
            said, mend = f"must be a {before.frequency} as before", ""
        elif this < before:
            said, mend = f"must not be before {before}", "sort the rows by date"
        elif this == before and not ties:
            said, mend = "stands twice", "keep one point a period"
        else:
            continue
        where = rows[place] if rows else f"on[{place}]"
        faults.append(Problem(where, f"{this} {said}", mend))
    if faults:
        raise DataError("on", faults)
    return days


def _none(marks: Any) -> bool:
    return not isinstance(marks, np.ndarray) and not marks


def _is_mask(marks: Any) -> bool:
    return isinstance(marks, np.ndarray) and marks.dtype == bool


def position(mark: Any, name: str, n: int, days: tuple[Period, ...] | None) -> int:
    """Return the place of a point named by its position or by its time."""
    if isinstance(mark, (int, np.integer)) and not isinstance(mark, bool):
        place = int(mark)
        if not 0 <= place < n:
            raise FieldError(name, f"must be a position from 0 to {n - 1}", place)
        return place
    start = parse_period(mark).first
    if days is None:
        raise FieldError(name, "must be a position where no days are given", str(mark))
    for place, day in enumerate(days):
        if day.first >= start:
            return place
    raise FieldError(name, f"must not be after the last point ({days[-1]})", str(mark))


def edges_of(
    phases: Any, shape: tuple[int, ...], days: tuple[Period, ...] | None
) -> tuple[Bools | None, tuple[tuple[int, Phase], ...]]:
    """Return where phases start, shape (..., n), and the phases that were declared."""
    n = shape[-1]
    if _none(phases):
        return None, ()
    if _is_mask(phases):
        edges = np.array(np.broadcast_to(phases, shape))
        edges[..., :1] = False
        return (edges if edges.any() else None), ()
    if isinstance(phases, Mapping):
        phases = [Phase(start, title) for start, title in phases.items()]
    declared = [phase if isinstance(phase, Phase) else Phase(phase) for phase in phases]
    placed = [(position(phase.start, "phase", n, days), phase) for phase in declared]
    placed.sort(key=lambda pair: pair[0])
    places = [place for place, _ in placed]
    if len(set(places)) < len(places):
        raise FieldError("phases", "must start at points of their own", places)
    edges = np.zeros(shape, dtype=bool)
    edges[..., [place for place in places if place]] = True
    return (edges if edges.any() else None), tuple(placed)


def exclusions_of(
    exclude: Any, shape: tuple[int, ...], days: tuple[Period, ...] | None
) -> tuple[Bools | None, tuple[str, ...]]:
    """Return which points do not count, shape (..., n), and each one's reason."""
    if _none(exclude):
        return None, ()
    if _is_mask(exclude):
        mask = np.array(np.broadcast_to(exclude, shape))
        return (mask if mask.any() else None), ()
    if not isinstance(exclude, Mapping):
        exclude = dict.fromkeys(exclude, "")
    reasons = {
        place: reason
        for mark, reason in exclude.items()
        for place in _places(mark, shape[-1], days)
    }
    if not reasons:
        return None, ()
    mask = np.zeros(shape, dtype=bool)
    mask[..., list(reasons)] = True
    if not any(reasons.values()):
        return mask, ("",) * shape[-1]
    return mask, tuple(reasons.get(place, "") for place in range(shape[-1]))


def _places(mark: Any, n: int, days: tuple[Period, ...] | None) -> list[int]:
    if isinstance(mark, (int, np.integer)):
        return [position(mark, "exclude", n, days)]
    span = parse_period(mark)
    found = [
        place
        for place, day in enumerate(days or ())
        if day.first <= span.last and span.first <= day.last
    ]
    if not found:
        raise FieldError("exclude", "must name a point of the chart", str(mark))
    return found


def baseline_of(
    baseline: Any,
    declared: tuple[tuple[int, Phase], ...],
    breaks: Bools | None,
    shape: tuple[int, ...],
    days: tuple[Period, ...] | None,
) -> Bools | None:
    """Return which points limits rest on, shape (..., n); None for all of them.

    A phase without a point in the baseline rests on all its points.
    """
    own = {
        place: phase.baseline for place, phase in declared if phase.baseline is not None
    }
    if baseline is None and not own:
        return None
    flat = (math.prod(shape[:-1]), shape[-1])
    edges = None if breaks is None else breaks.reshape(flat)
    if baseline is None:
        within = np.ones(flat, dtype=bool)
    elif isinstance(baseline, (int, np.integer)):
        within = first_points(
            baseline, np.zeros(flat, bool) if edges is None else edges
        )
    else:
        given = np.broadcast_to(_span(baseline, days), shape)
        within = np.array(given.reshape(flat))
        # A phase without any point in the baseline rests on all its points.
        phase = phases_of(flat, edges)
        found = np.zeros(phase.max(initial=-1) + 1, dtype=bool)
        found[phase[within]] = True
        within |= ~found[phase]
    ends = [*sorted(place for place, _ in declared), shape[-1]]
    for place, k in own.items():
        end = next(later for later in ends if later > place)
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
    if isinstance(k, bool) or not isinstance(k, (int, np.integer)) or k < 1:
        raise FieldError("baseline", "must be at least 1 point", k)
    return int(k)


def _span(baseline: Any, days: tuple[Period, ...] | None) -> Bools:
    if _is_mask(baseline):
        return np.asarray(baseline, dtype=bool)
    ends = (
        (baseline, baseline) if isinstance(baseline, (str, date, Period)) else baseline
    )
    first, last = (parse_period(end) for end in ends)
    if days is None:
        raise FieldError("baseline", "must be a number of points without days", ends)
    return np.array(
        [first.first <= day.first and day.last <= last.last for day in days]
    )


def lines_given(
    named: Mapping[str, Any],
    declared: tuple[tuple[int, Phase], ...],
    shape: tuple[int, ...],
) -> dict[str, Floats]:
    """Return the lines that are given, for all points or with a phase, (..., n)."""
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
        line = per_point(np.nan if value is None else value, name, shape)
        if own:
            line = np.array(line)
        for place, level in own:
            later = [start for start in starts if start > place]
            line[..., place : later[0] if later else None] = level
        found[name] = line
    return found


def marked(
    kind: ChartKind,
    points: Points,
    days: tuple[Period, ...] | None,
    per: float,
    lines: Mapping[str, Any],
    *,
    phases: Any,
    baseline: Any,
    exclude: Any,
    bridge: bool,
) -> tuple[Points, dict[str, Any]]:
    """Return points (..., n) with all that is said of them, as for `chart`.

    With them comes what a chart says of that: the phases that were declared, and the
    reasons of exclusions.
    """
    bare = baseline is None and not bridge and _none(phases) and _none(exclude)
    if bare and all(line is None for line in lines.values()):
        return points, {}
    shape = points.values.shape
    breaks, declared = edges_of(phases, shape, days)
    excluded, reasons = exclusions_of(exclude, shape, days)
    given = lines_given(lines, declared, shape)
    found = Points(
        points.values,
        points.sizes,
        points.within,
        breaks,
        excluded,
        baseline_of(baseline, declared, breaks, shape, days),
        np.isnan(points.values) if bridge else None,
        **(given_on_scale(kind, given, per) if given else {}),
    )
    return found, {"phases": declared, "reasons": reasons}
