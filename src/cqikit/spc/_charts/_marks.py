"""Where phases start, what their baselines are, and which points do not count."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import field, frozen

from cqikit.core import finite, is_text, optional, say
from cqikit.errors import FieldError, FieldTypeError
from cqikit.spc._charts._axis import Axis, is_position
from cqikit.spc._charts._floats import floats, one_column
from cqikit.spc._charts._guards import check_lines
from cqikit.spc._charts._inputs import per_point
from cqikit.spc._charts._kind import ChartKind, given_on_scale
from cqikit.spc._charts._masks import is_idle, is_mask, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.spc._charts._view import Bools, Floats

__all__ = [
    "Declared",
    "Phase",
    "edges_of",
    "exclusions_of",
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
    phases = one_column(phases, "phases")
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
    marks = listed(phases, "phases")
    return [mark if isinstance(mark, Phase) else Phase(mark) for mark in marks]


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
    exclude = one_column(exclude, "exclude")
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
    if not isinstance(exclude, Mapping):
        exclude = dict.fromkeys(listed(exclude, "exclude"), "")
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
    told = tuple(reasons) if any(map(any, reasons)) else ()
    return (mask if mask.any() else None), told


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
