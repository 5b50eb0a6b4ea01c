"""Where phases start, what their baselines are, and which points do not count."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import field, frozen

from cqikit.core import Frequency, Period, finite, is_text, optional, parse_period, say
from cqikit.errors import FieldError, FieldTypeError
from cqikit.spc._charts._axis import Axis, is_position
from cqikit.spc._charts._columns import named
from cqikit.spc._charts._floats import floats
from cqikit.spc._charts._guards import check_lines
from cqikit.spc._charts._inputs import per_point
from cqikit.spc._charts._kind import ChartKind, given_on_scale
from cqikit.spc._charts._masks import is_idle, is_mask
from cqikit.spc._charts._segments import phases_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.core import Cadence
    from cqikit.spc._charts._view import Bools, Floats

__all__ = [
    "Phase",
    "baseline_of",
    "edges_of",
    "exclusions_of",
    "first_points",
    "lines_given",
]


#: Numbers of points that are years more likely.
YEARS: Final = range(1900, 2101)


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


def _listed(marks: Any, name: str) -> list[Any]:
    """Return marks as a list, a single one as a list of it."""
    if isinstance(marks, Iterable) and getattr(marks, "ndim", None) != 0:
        listed = list(marks)
        if all(isinstance(mark, Hashable) for mark in listed):
            return listed
    must = say("must be positions, days or periods")
    fix = say("such as {example}", example="[12] or ['2026-03']")
    raise FieldTypeError(name, must, marks, fix)


@frozen
class Declared:
    """Phases that were declared, with the points at which they start.

    `rows` says of which charts (k, n): all of them, or one of a panel.
    """

    rows: Any
    placed: tuple[tuple[int, Phase], ...]

    def stretches(self, n: int) -> Iterator[tuple[Phase, int, int]]:
        """Yield each phase with its first point, and the first of the next."""
        stops = [*(place for place, _ in self.placed[1:]), n]
        # Of a chart without phases, there is no first one.
        for (start, phase), stop in zip(self.placed, stops, strict=False):
            yield phase, start, stop


def edges_of(
    phases: Any, axis: Axis, shape: tuple[int, ...]
) -> tuple[Bools | None, tuple[Declared, ...]]:
    """Return where phases start, shape (..., n), and the phases that were declared.

    A phase at the first point begins nothing; it may have a title or a line of its own.
    """
    if is_idle(phases):
        return None, ()
    if is_mask(phases):
        edges = axis.mask(phases, "phases", shape)
        edges[..., :1] = False
        return (edges if edges.any() else None), ()
    if axis.is_by_key(phases):
        own = axis.each()
        by_row = [(axis.keys[key], marks) for key, marks in phases.items()]
        declared = [
            Declared(row, _placed(marks, own[row], row)) for row, marks in by_row
        ]
    else:
        declared = _shared(_as_phases(phases), axis)
    edges = np.zeros((math.prod(shape[:-1]), shape[-1]), dtype=bool)
    for told in declared:
        edges[told.rows, [place for place, _ in told.placed if place]] = True
    return (edges.reshape(shape) if edges.any() else None), tuple(declared)


def shown_phases(declared: tuple[Declared, ...], axis: Axis) -> tuple[Any, ...]:
    """Return the phases as a chart has them: of a panel by key, those of each chart."""
    if not declared or not axis.keys or isinstance(declared[0].rows, slice):
        return declared[0].placed if declared else ()
    by_row = {found.rows: found.placed for found in declared}
    return tuple(by_row.get(row, ()) for row in range(len(axis.keys)))


def _placed(
    phases: Any, axis: Axis, row: int | None = None
) -> tuple[tuple[int, Phase], ...]:
    """Return declared phases with the points at which they start, in order."""
    placed = [axis.placed(phase, "phase") for phase in _as_phases(phases)]
    placed.sort(key=_place)
    for (before, _), (place, phase) in pairwise(placed):
        if place == before:
            must = say("must start at points of their own")
            raise FieldError("phases", must, str(phase.start))
    first, last = axis.ends(row)
    for place, phase in placed:
        if place <= first and phase == Phase(phase.start):
            said = say("must be after the first point{period}", period=axis.said(first))
            raise FieldError("phase", said, str(phase.start))
        if place > last:
            said = say("must not be after the last point{end}", end=axis.said(last))
            raise FieldError("phase", said, str(phase.start))
    return tuple(placed)


def _as_phases(phases: Any) -> list[Phase]:
    """Return phases as they were declared, each as a value of its own."""
    if isinstance(phases, Mapping):
        phases = [Phase(start, title) for start, title in phases.items()]
    elif isinstance(phases, (str, date, Period)):
        phases = [phases]
    listed = _listed(phases, "phases")
    return [mark if isinstance(mark, Phase) else Phase(mark) for mark in listed]


def _shared(phases: list[Phase], axis: Axis) -> list[Declared]:
    """Return phases that are those of each chart.

    Events have no calendar in common: a phase must begin among those of all charts, and
    begins in each at its own first event from then on, if there is one.
    """
    dated = [phase for phase in phases if not is_position(phase.start)]
    if axis.came is None or not dated:
        return [Declared(slice(None), _placed(phases, axis))]
    counted = [phase for phase in phases if is_position(phase.start)]
    known = [*_placed(counted, axis), *_placed(dated, axis.together())]
    declared = []
    for row, own in enumerate(axis.each()):
        # Of phases without an event between them, the later is what a chart has.
        placed = {own.begun(phase.start): phase for _, phase in known}
        placed.pop(own.length, None)
        declared.append(Declared(row, tuple(sorted(placed.items(), key=_place))))
    return declared


def _place(placed: tuple[int, Phase]) -> int:
    return placed[0]


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
        A reason for each of n points, () where none has one; of a panel by key, a tuple
        for each chart.
    """
    if is_idle(exclude) and not known:
        return None, ()
    if axis.is_by_key(exclude):
        own = axis.each()
        by_row = {axis.keys[key]: marks for key, marks in exclude.items()}
        reasons_by_row = {
            row: _reasons(marks, own[row]) for row, marks in by_row.items()
        }
        return _excluded_by_row(reasons_by_row, shape)
    if axis.came is not None and not is_mask(exclude):
        return _excluded_by_row(_reasons_of_each(exclude, axis), shape)
    reasons = {axis.point(row): why for row, why in known.items()}
    mask = np.zeros(shape, dtype=bool)
    if is_mask(exclude):
        mask |= axis.mask(exclude, "exclude", shape)
    else:
        reasons |= _reasons(exclude, axis)
    mask[..., list(reasons)] = True
    if not mask.any():
        return None, ()
    if not any(reasons.values()):
        return mask, ()
    return mask, tuple(reasons.get(place, "") for place in range(shape[-1]))


def _reasons(exclude: Any, axis: Axis) -> dict[int, str]:
    """Return the points that marks name, each with its reason, "" without one."""
    return {
        place: reason
        for mark, reason in _by_mark(exclude).items()
        for place in axis.within(mark, "exclude")
    }


def _by_mark(exclude: Any) -> dict[Any, str]:
    """Return the reason of each mark, "" without one."""
    if isinstance(exclude, (str, date, Period)) or is_position(exclude):
        exclude = [exclude]
    if not isinstance(exclude, Mapping):
        exclude = dict.fromkeys(_listed(exclude, "exclude"), "")
    for mark, reason in exclude.items():
        if not isinstance(reason, str):
            raise FieldTypeError(f"exclude[{mark}]", say("must have a reason"), reason)
    return dict(exclude)


def _reasons_of_each(exclude: Any, axis: Axis) -> dict[int, dict[int, str]]:
    """Return what `_reasons` does for each chart of a panel of events.

    A day must be of an event of one of them, and is nothing to the others.
    """
    together = axis.together()
    counted: dict[int, str] = {}
    dated: dict[Any, str] = {}
    for mark, reason in _by_mark(exclude).items():
        if is_position(mark):
            counted[axis.place(mark, "exclude")] = reason
        else:
            dated[together.period(mark, "exclude")] = reason
    return {
        row: counted
        | {place: why for when, why in dated.items() for place in own.met(when)}
        for row, own in enumerate(axis.each())
    }


def _excluded_by_row(
    known: Mapping[int, Mapping[int, str]], shape: tuple[int, ...]
) -> tuple[Bools | None, tuple[tuple[str, ...], ...]]:
    """Return what `exclusions_of` does, of charts whose points are known with why."""
    mask = np.zeros(shape, dtype=bool)
    reasons = [("",) * shape[-1]] * shape[0]
    for row, found in known.items():
        mask[row, list(found)] = True
        reasons[row] = tuple(found.get(place, "") for place in range(shape[-1]))
    return (mask if mask.any() else None), tuple(reasons)


def baseline_of(
    baseline: Any,
    declared: tuple[Declared, ...],
    breaks: Bools | None,
    axis: Axis,
    shape: tuple[int, ...],
) -> Bools | None:
    """Return which points limits rest on, shape (..., n); None for all of them.

    A phase without a point in the baseline rests on all its points.
    """
    own = any(p.baseline is not None for told in declared for _, p in told.placed)
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
        _at_least_one(baseline, shape[-1])
        within = first_points(baseline, starts)
    else:
        span = _span(baseline, axis, shape)
        within = np.array(np.broadcast_to(span, shape).reshape(flat))
        # A phase without any point in the baseline rests on all its points.
        phase = phases_of(flat, edges)
        found = np.zeros(phase.max(initial=-1) + 1, dtype=bool)
        found[phase[within]] = True
        within |= ~found[phase]
    for told in declared:
        for declared_phase, start, stop in told.stretches(shape[-1]):
            if declared_phase.baseline is not None:
                rests = min(start + _at_least_one(declared_phase.baseline), stop)
                within[told.rows, start:stop] = False
                within[told.rows, start:rests] = True
    return within.reshape(shape)


def first_points(count: Any, starts: Bools) -> Bools:
    """Return the first so many points after each start, and of each row, (k, n)."""
    places = np.arange(starts.shape[-1])
    begun = np.where(starts, places, 0)
    np.maximum.accumulate(begun, axis=-1, out=begun)
    within: Bools = places < begun + _at_least_one(count)
    return within


def _at_least_one(k: Any, n: int | None = None) -> int:
    if isinstance(k, (float, np.floating)):
        if not float(k).is_integer() or k > 2**53:
            raise FieldError("baseline", say("must be a whole number of points"), k)
        k = int(k)
    if not is_position(k) or k < 1:
        raise FieldError("baseline", say("must be at least 1 point"), k)
    if n is not None and k > n and k in YEARS:
        must = say("must be a number of points, of which there are {n}", n=n)
        raise FieldError("baseline", must, k, say("write '{k}' for the year", k=k))
    # More points than there are is all of them.
    return min(int(k), 1 << 40)


def _span(baseline: Any, axis: Axis, shape: tuple[int, ...]) -> Bools:
    if is_mask(baseline):
        return axis.mask(baseline, "baseline", shape)
    ends = [baseline] * 2 if isinstance(baseline, (str, date, Period)) else baseline
    if not isinstance(ends, (tuple, list)) or len(ends) != 2:
        must = say("must be a number of points, a period, or a first and a last one")
        raise FieldError("baseline", must, baseline)
    calendar = axis.calendar if axis.came is None else axis.came
    if calendar is None:
        must = say("must be a number of points without days")
        raise FieldError("baseline", must, baseline)
    first, last = (_end(end, calendar.cadence) for end in ends)
    firsts, lasts = calendar.ordinals
    begin, end = first.first.toordinal(), last.last.toordinal()
    span: Bools = (firsts >= begin) & (lasts <= end)
    if axis.came is not None:
        span = axis.spread(span[axis.came.places])
    without = ~np.atleast_1d(axis.own(span).any(axis=-1))
    if without.any():
        raise _no_baseline(baseline, axis, without)
    return span


def _no_baseline(baseline: Any, axis: Axis, without: Bools) -> FieldError:
    """Return the error of charts (k,) of which a baseline holds no point."""
    if without.all():
        must = say("must hold a point of the chart")
        return FieldError("baseline", must, baseline)
    first = list(axis.keys)[int(without.argmax())]
    must = say(
        "must hold a point of each chart (the first without one is {key})",
        key=named(first),
    )
    fix = say("leave these out, or count points, as baseline=12 does")
    return FieldError("baseline", must, baseline, fix)


def _end(mark: Any, cadence: Cadence | None) -> Period:
    """Return the time that an end names; a day stands for its period."""
    if cadence is None:
        return parse_period(mark)
    said = cadence.read(mark)
    return cadence.whole(said) if said.frequency is Frequency.DAY else said


def lines_given(
    kind: ChartKind,
    named: Mapping[str, Any],
    declared: tuple[Declared, ...],
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
    declared: tuple[Declared, ...],
    axis: Axis,
    shape: tuple[int, ...],
) -> dict[str, Floats]:
    """Return given lines, (..., n), in the unit in which they are displayed."""
    found: dict[str, Floats] = {}
    for name, value in named.items():
        if value is None and not declared:
            continue
        own = any(
            getattr(phase, name) is not None
            for told in declared
            for _, phase in told.placed
        )
        if value is None and not own:
            continue
        line = floats(np.nan if value is None else value, name)
        line = per_point(axis.carry(line), name, shape)
        found[name] = _with_own(line, name, declared) if own else line
    return found


def _with_own(line: Floats, name: str, declared: tuple[Declared, ...]) -> Floats:
    """Return a line (..., n) with what phases give of their own."""
    flat = np.array(line).reshape(-1, line.shape[-1])
    for told in declared:
        for phase, start, stop in told.stretches(line.shape[-1]):
            level = getattr(phase, name)
            if level is not None:
                flat[told.rows, start:stop] = level
    return flat.reshape(line.shape)
