"""A reading: what every rule says of every point of a chart, nothing merged."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from itertools import pairwise
from math import prod
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from attrs import evolve, field, fields_dict, frozen, has

from cqikit.core import Catalog
from cqikit.spc._chunks import CHUNK
from cqikit.spc._pieces import in_pieces, whole_tally
from cqikit.spc._presets import SHEWHART_RUNS
from cqikit.spc._rules._flags import Rule
from cqikit.spc._rules._phases import foreign_flags
from cqikit.spc._rules._stream import laid
from cqikit.spc._rules._useful import Ints
from cqikit.spc._view import Bools, ChartView, Flags, View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cqikit.spc._rules._stream import Stream
    from cqikit.spc._rules._tally import Tally

__all__ = ["CHUNK", "Reading", "Runs", "Signal", "read"]


@frozen(kw_only=True, eq=False)
class Runs:
    """Runs about the centre, phase by phase; all arrays of shape (..., phases).

    A phase that a series does not have has 0 everywhere.

    Parameters
    ----------
    useful : ndarray of int
        Points that are observed, not excluded, and not on the centre line.
    longest, allowed : ndarray of int
        The longest run, and the longest that is likely by chance.
    crossings, fewest : ndarray of int
        Crossings of the centre, and the fewest that are likely by chance.
    """

    useful: Ints
    longest: Ints
    allowed: Ints
    crossings: Ints
    fewest: Ints

    @property
    def signal(self) -> Bools:
        """Return whether a run is too long, or crossings are too few."""
        return (self.longest > self.allowed) | (self.crossings < self.fewest)


@frozen(kw_only=True)
class Signal:
    """One unbroken stretch of points at which one rule signals.

    `first` and `last` are places on the time axis, `where` is the series
    (empty for a single chart); `direction` is `UP`, `DOWN` or `UNDIRECTED`.
    """

    rule: str
    where: tuple[int, ...]
    first: int
    last: int
    direction: int


# cached_property needs a __dict__.
@frozen(kw_only=True, eq=False, slots=False)
class Reading:
    """What each rule says of each point of a chart; see `read`.

    Parameters
    ----------
    chart : Chart or ChartView
        What was read.
    rules : Catalog of Rule
        Those that were applied, in order.
    flags : mapping of str to ndarray of int8, shape (..., n)
        By the name of the rule: `UP`, `DOWN` or `UNDIRECTED` at the points
        that belong to a signal, 0 elsewhere.
    left_out : tuple of str
        Rules that this kind of chart cannot take: neighbouring points of a
        moving-range chart share data, so runs and trends mean nothing on it.
    """

    chart: Any = field(repr=False)
    rules: Catalog[Rule]
    flags: Mapping[str, Flags] = field(repr=False)
    left_out: tuple[str, ...] = ()

    @property
    def view(self) -> ChartView:
        """Return the arrays that the rules looked at."""
        view: ChartView = getattr(self.chart, "view", self.chart)
        return view

    @property
    def flagged(self) -> Bools:
        """Return the points at which any rule signals, shape (..., n)."""
        found: Bools = np.zeros(np.shape(self.view.values), dtype=bool)
        for flags in self.flags.values():
            np.logical_or(found, flags, out=found)
        return found

    @property
    def any(self) -> Bools:
        """Return whether any rule signals anywhere, one answer a chart (...)."""
        return np.asarray(self.flagged.any(axis=-1))

    @cached_property
    def completing(self) -> Mapping[str, Flags]:
        """Return, as `flags`, the points at which a pattern becomes complete.

        A pattern is known at these points, and all before them belong to the
        past; a rule of another's making has its flags here, too.
        """
        return MappingProxyType(
            {
                rule.name: self.flags[rule.name]
                if _completes(rule) is rule
                else _apply(self.view, (_completes(rule),))[rule.name]
                for rule in self.rules
            }
        )

    @cached_property
    def runs(self) -> Runs:
        """Return runs and crossings, phase by phase."""
        long = np.shape(self.view.values)[-1] > CHUNK
        parts = [
            _runs_of_long(part) if long else _runs(laid(part))
            for part in _chunks(self.view)
        ]
        parts = parts or [_runs(laid(self.view))]
        most = max(part.useful.shape[-1] for part in parts)
        leading = np.shape(self.view.values)[:-1]

        def joined(name: str) -> Ints:
            arrays = [_padded(getattr(part, name), most) for part in parts]
            return np.concatenate(arrays).reshape(*leading, most)

        names = ("useful", "longest", "allowed", "crossings", "fewest")
        return Runs(**{name: joined(name) for name in names})

    @property
    def signals(self) -> tuple[Signal, ...]:
        """Return every signal as a record, rule by rule, series by series."""
        return tuple(
            found for name, flags in self.flags.items() for found in _found(name, flags)
        )


def read(chart: Any, rules: Iterable[Rule] = SHEWHART_RUNS) -> Reading:
    """Apply every rule to a chart.

    Parameters
    ----------
    chart : Chart or ChartView
        Any shape (..., n); one kernel reads one chart or a hundred thousand.
    rules : Catalog or iterable of Rule
        The longest run, crossings and the limits, unless told.

    Returns
    -------
    Reading
        The flags of every rule, none merged with another's.

    Raises
    ------
    ChartError
        When the chart's arrays do not fit, or a rule's answer does not.
    DuplicateError
        When two rules have one name.

    Examples
    --------
    >>> import numpy as np
    >>> from cqikit import spc
    >>> y = np.array([6.0, 6, 6, 5, 6, 6, 6, 6])
    >>> view = spc.View(y, centre=np.full(8, 5.0), sigma=np.ones(8))
    >>> reading = spc.read(view, rules=spc.ANHOEJ)
    >>> reading.flags["longest-run"].tolist()
    [1, 1, 1, 0, 1, 1, 1, 1]
    >>> int(reading.runs.longest[0]), int(reading.runs.allowed[0])
    (7, 6)
    """
    catalog = rules if isinstance(rules, Catalog) else Catalog(rules, kind="rule")
    view: ChartView = getattr(chart, "view", chart)
    left_out: tuple[str, ...] = ()
    if getattr(getattr(chart, "kind", None), "only_outside", False):
        left_out = tuple(
            rule.name for rule in catalog if not getattr(rule, "pointwise", False)
        )
        catalog = catalog.without(*left_out)
    flags = MappingProxyType(_apply(view, catalog))
    return Reading(chart=chart, rules=catalog, flags=flags, left_out=left_out)


def _apply(view: ChartView, rules: Iterable[Rule]) -> dict[str, Flags]:
    """Return the flags of `rules`, chunk by chunk of the series."""
    shape = np.shape(view.values)
    with np.errstate(invalid="ignore", over="ignore"):
        if prod(shape) <= CHUNK:
            line = laid(view)
            return {rule.name: _answer(rule, line, view) for rule in rules}
        return _apply_by_chunks(view, tuple(rules), shape)


def _answer(rule: Rule, line: Stream, view: ChartView) -> Flags:
    along = getattr(rule, "along", None)
    flags = foreign_flags(rule, view) if along is None else line.back(along(line))
    flags.setflags(write=False)
    return flags


def _apply_by_chunks(
    view: ChartView, rules: tuple[Rule, ...], shape: tuple[int, ...]
) -> dict[str, Flags]:
    *leading, n = shape
    # One column more than points, for the gaps: flags are written as they are.
    tables = {rule.name: np.empty((prod(leading), n + 1), np.int8) for rule in rules}
    done = 0
    for part in _chunks(view):
        rows = slice(done, done + len(part.values))
        into = {name: table[rows] for name, table in tables.items()}
        left = rules
        if n > CHUNK:
            points = {name: table[:, :-1] for name, table in into.items()}
            left = in_pieces(part, rules, points)
        if left:
            _write(part, left, into)
        done = rows.stop
    for table in tables.values():
        table.setflags(write=False)
    return {name: table[:, :-1].reshape(shape) for name, table in tables.items()}


def _write(view: ChartView, rules: tuple[Rule, ...], into: dict[str, Flags]) -> None:
    """Write flags of a few series to tables with one column more than points."""
    line = laid(view)
    for rule in rules:
        along = getattr(rule, "along", None)
        if along is None:
            into[rule.name][:, :-1] = foreign_flags(rule, view)
        else:
            line.store(along(line), into[rule.name])


def _chunks(view: ChartView) -> Iterator[View]:
    """Yield views of a few series each, of shape (series, n)."""
    shape = np.shape(view.values)
    n, rows = shape[-1], prod(shape[:-1])
    tables: dict[str, Any] = {}
    for name in ("values", "centre", "sigma", "lower", "upper", "breaks", "excluded"):
        array = getattr(view, name, None)
        if array is not None:
            tables[name] = np.broadcast_to(array, shape).reshape(rows, n)
    step = max(CHUNK // max(n, 1), 1)
    for start in range(0, rows, step):
        part = slice(start, start + step)
        yield View(**{name: table[part] for name, table in tables.items()})


def _runs(line: Stream) -> Runs:
    return _as_runs(line, line.by_phase)


def _runs_of_long(view: ChartView) -> Runs:
    return _as_runs(whole_tally(view), lambda numbers: numbers.reshape(1, -1))


def _as_runs(phases: Stream | Tally, table: Callable[[Ints], Ints]) -> Runs:
    allowed, fewest = phases.allowed
    return Runs(
        useful=table(phases.sizes),
        longest=table(phases.longest),
        allowed=table(allowed),
        crossings=table(phases.crossings),
        fewest=table(fewest),
    )


def _padded(array: Ints, most: int) -> Ints:
    table = array.reshape(-1, array.shape[-1])
    return np.pad(table, ((0, 0), (0, most - table.shape[-1])))


def _completes(rule: Rule) -> Rule:
    """Return `rule` as one that flags where a pattern becomes complete."""
    kind: Any = type(rule)
    if not has(kind) or "marks" not in fields_dict(kind):
        return rule
    made: Rule = evolve(cast("Any", rule), marks="completing")
    return made


def _found(name: str, flags: Flags) -> Iterator[Signal]:
    # Counted out, as -1 says nothing of charts without points.
    table = flags.reshape(prod(flags.shape[:-1]), flags.shape[-1])
    edges = np.zeros((table.shape[0], table.shape[1] + 1), dtype=bool)
    edges[:, 0] = edges[:, -1] = True
    edges[:, 1:-1] = table[:, 1:] != table[:, :-1]
    for row in np.flatnonzero(table.any(axis=1)).tolist():
        places = np.flatnonzero(edges[row]).tolist()
        where = tuple(int(i) for i in np.unravel_index(row, flags.shape[:-1]))
        for first, after in pairwise(places):
            direction = int(table[row, first])
            if direction:
                yield Signal(
                    rule=name,
                    where=where,
                    first=first,
                    last=after - 1,
                    direction=direction,
                )
