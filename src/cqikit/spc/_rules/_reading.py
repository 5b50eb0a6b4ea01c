"""A reading: what every rule says of every point of a chart, nothing merged."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from itertools import pairwise
from math import prod
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np
from attrs import evolve, field, fields_dict, frozen, has

from cqikit.core import (
    Catalog,
    FrozenDict,
    Sentence,
    arguments,
    by_value,
    html_table,
    read_only,
    say,
    sealed,
)
from cqikit.errors import FieldError
from cqikit.spc._charts._asked import A_VIEW
from cqikit.spc._charts._chunks import at_once, blocks
from cqikit.spc._charts._view import Bools, ChartView, Flags, View, view_of
from cqikit.spc._rules._default_rules import default_rules, own_flags, rules_for
from cqikit.spc._rules._flags import DOWN, UNDIRECTED, UP, Rule, foreign_flags
from cqikit.spc._rules._short import Short, laid
from cqikit.spc._rules._useful import Ints

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cqikit.spc._rules._presets import RuleSet, RuleSetName
    from cqikit.spc._rules._stream import Stream

__all__ = ["Reading", "Runs", "Signal", "read"]

#: The arrays that a view may have.
LINES: Final = ("values", "centre", "sigma", "lower", "upper", "breaks", "excluded")
#: A table for notebooks has so many rows at most.
MOST_ROWS: Final = 60
SAID: Final = {UP: "upwards", DOWN: "downwards", UNDIRECTED: ""}
WAYS: Final = {UP: say(" upwards"), DOWN: say(" downwards"), UNDIRECTED: ""}


@by_value
@frozen(eq=False)
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

    Parameters
    ----------
    rule : str
        The name of the rule.
    where : tuple of int
        Which chart of a stack; () for a single one.
    first, last : int
        Places on the time axis, both included.
    direction : int
        `UP`, `DOWN` or `UNDIRECTED`.
    """

    rule: str
    where: tuple[int, ...]
    first: int
    last: int
    direction: int

    def __str__(self) -> str:
        """Return the rule, its points as people count them, and its direction."""
        parts: dict[str, Any] = {
            "rule": self.rule,
            "first": self.first + 1,
            "last": self.last + 1,
            "way": WAYS[self.direction],
        }
        if self.first == self.last:
            return say("{rule} at point {first}{way}", **parts)
        return say("{rule} at points {first} to {last}{way}", **parts)


# cached_property needs a __dict__.
@by_value
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
        moving-range chart share data, so runs and trends mean nothing on it. And
        those that have `failed`.
    failed : tuple of str
        Rules of others that could not answer, and said so: `NotImplemented`.
    by_default : bool
        Whether the rules are those that follow from the lines of the chart.
    """

    chart: Any = field(repr=False)
    rules: Catalog[Rule]
    flags: Mapping[str, Flags] = field(repr=False)
    left_out: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    by_default: bool = field(default=False, eq=False)

    def __getitem__(self, row: int | tuple[int, ...]) -> Reading:
        """Return the reading of one chart of a stack."""
        if np.ndim(self.view.values) < 2:
            shape = np.shape(self.view.values)
            raise FieldError("reading", say("must be of a stack to have rows"), shape)
        chart = self.chart
        if hasattr(chart, "__getitem__"):
            chart = chart[row]
        else:
            chart = View(
                **{
                    name: np.broadcast_to(line, np.shape(chart.values))[row]
                    for name in LINES
                    if (line := getattr(chart, name, None)) is not None
                }
            )
        n = np.shape(chart.values)[-1]
        rules = self.rules
        if self.by_default:
            # Of a stack, they are those of all its charts.
            own = default_rules(chart)
            rules = rules.without(*(name for name in rules.names if name not in own))
        flags = {name: self.flags[name][row][..., :n] for name in rules.names}
        return evolve(self, chart=chart, rules=rules, flags=FrozenDict(flags))

    def __getstate__(self) -> dict[str, Any]:
        """Return the fields, to pickle or copy: what is computed once is left out."""
        return {name: getattr(self, name) for name in fields_dict(Reading)}

    def __repr__(self) -> str:
        return f"<Reading by {len(self.rules)} rules, {self._counted}>"

    def __str__(self) -> str:
        """Return which rules signal and where, for people."""
        if np.ndim(self.view.values) > 1:
            rules = len(self.rules)
            return say("{rules} rules: {signals}", rules=rules, signals=self._counted)
        if not self.signals:
            return say("no signal")
        return say("{signals/; }", signals=tuple(map(str, self.signals)))

    def _repr_html_(self) -> str:
        """Return a row for each signal; `drawing.show` has the picture."""
        header = ("rule", "chart", "first point", "last point", "direction")
        rows = [
            (
                signal.rule,
                list(signal.where) or "",
                signal.first + 1,
                signal.last + 1,
                SAID[signal.direction],
            )
            for signal in self.signals[:MOST_ROWS]
        ]
        return html_table(f"{self.chart!r}: {self._counted}", header, rows)

    @property
    def _counted(self) -> Sentence:
        if np.ndim(self.view.values) > 1:
            some, of = int(self.any.sum()), self.any.size
            return say("{n} of {charts} charts signal", n=some, charts=of)
        return say("{n:# signal|# signals}", n=len(self.signals))

    @property
    def view(self) -> ChartView:
        """Return the arrays that the rules looked at."""
        return view_of(self.chart)

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
        pairs = [(rule, _completes(rule)) for rule in self.rules]
        told = [completes for rule, completes in pairs if completes is not rule]
        return FrozenDict({**self.flags, **_apply(self.view, told)})

    @cached_property
    def runs(self) -> Runs:
        """Return runs and crossings, phase by phase."""
        view = self.view
        shape = np.shape(view.values)
        table = _runs(laid(view)) if at_once(shape) else _runs_in_blocks(view)
        sealed(table)
        return Runs(*table.reshape(5, *shape[:-1], table.shape[-1]))

    @property
    def signals(self) -> tuple[Signal, ...]:
        """Return every signal as a record, rule by rule, series by series."""
        return tuple(
            found for name, flags in self.flags.items() for found in _found(name, flags)
        )


@arguments(chart=A_VIEW)
def read(
    chart: ChartView, rules: Iterable[Rule] | RuleSet | RuleSetName | None = None
) -> Reading:
    """Apply every rule to a chart.

    Parameters
    ----------
    chart : Chart or ChartView
        Any shape (..., n); one kernel reads one chart or a hundred thousand.
    rules : Catalog or iterable of Rule, RuleSet, or str
        Rules, a published set of them, or its name in `RULE_SETS`; by default those
        that follow from the lines of the chart, see `default_rules`.

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
    catalog = rules_for(chart, rules)
    view = view_of(chart)
    left_out: tuple[str, ...] = ()
    if getattr(getattr(chart, "kind", None), "only_outside", False):
        left_out = tuple(
            rule.name for rule in catalog if not getattr(rule, "pointwise", False)
        )
        catalog = catalog.without(*left_out)
    flags = _apply(view, catalog)
    failed = tuple(name for name in catalog.names if name not in flags)
    if rules is None:
        flags = own_flags(chart, flags)
    return Reading(
        chart=chart,
        rules=catalog.without(*failed) if failed else catalog,
        flags=FrozenDict(flags),
        left_out=(*left_out, *failed),
        failed=failed,
        by_default=rules is None,
    )


def _apply(view: ChartView, rules: Iterable[Rule]) -> dict[str, Flags]:
    """Return the flags of the `rules` that answer, (..., n), block by block."""
    shape = np.shape(view.values)
    if not prod(shape):
        # Of no point, no rule is asked: one of another's making may need some.
        nothing = read_only(np.zeros(shape, np.int8))
        return {rule.name: nothing for rule in rules}
    with np.errstate(invalid="ignore", over="ignore"):
        if at_once(shape):
            line, found = laid(view), {}
            for rule in rules:
                along = getattr(rule, "along", None)
                flags = _asked(rule, view) if along is None else line.back(along(line))
                if flags is not None:
                    found[rule.name] = flags
            return found
        return _apply_in_blocks(view, tuple(rules), shape)


def _asked(rule: Rule, view: ChartView) -> Flags | None:
    flags = foreign_flags(rule, view)
    return None if flags is None else cast("Flags", read_only(flags))


def _apply_in_blocks(
    view: ChartView, rules: tuple[Rule, ...], shape: tuple[int, ...]
) -> dict[str, Flags]:
    *leading, n = shape
    # One column more than points, for the gaps: flags are written as they are.
    tables = {rule.name: np.empty((prod(leading), n + 1), np.int8) for rule in rules}
    for rows, span, part in _parts(view):
        line = laid(part)
        into = slice(span.start, span.stop + 1)
        for rule in rules:
            along = getattr(rule, "along", None)
            if along is not None:
                line.store(along(line), tables[rule.name][rows, into])
            elif rule.name in tables:
                flags = foreign_flags(rule, part)
                if flags is None:
                    del tables[rule.name]
                else:
                    tables[rule.name][rows, span] = flags
    for table in tables.values():
        table.setflags(write=False)
    return {name: table[:, :-1].reshape(shape) for name, table in tables.items()}


def _parts(view: ChartView) -> Iterator[tuple[slice, slice, View]]:
    """Yield rows, the points along them, and the view (rows, points) of each block."""
    shape = np.shape(view.values)
    table = (prod(shape[:-1]), shape[-1])
    arrays: dict[str, Any] = {}
    for name in LINES:
        array = getattr(view, name, None)
        if array is not None:
            arrays[name] = np.broadcast_to(array, shape).reshape(table)
    for block in blocks(table, arrays.get("breaks")):
        yield *block, View(**{name: array[block] for name, array in arrays.items()})


def _runs_in_blocks(view: ChartView) -> Ints:
    tables: list[Ints] = []
    for _, span, part in _parts(view):
        table = _runs(laid(part))
        if span.start:
            table = np.concatenate([tables.pop(), table], axis=-1)
        tables.append(table)
    most = max(table.shape[-1] for table in tables)
    return np.concatenate([_padded(table, most) for table in tables], axis=1)


def _runs(line: Stream) -> Ints:
    """Return useful points, longest, allowed, crossings, fewest: (5, rows, phases)."""
    if isinstance(line, Short):
        return line.runs()
    useful, (longest, fewest) = line.useful, line.allowed
    numbers = (useful.sizes, line.longest, longest, useful.crossings, fewest)
    found = [line.by_phase(number) for number in numbers]
    return np.stack([np.atleast_2d(number) for number in found])


def _padded(table: Ints, most: int) -> Ints:
    return np.pad(table, ((0, 0), (0, 0), (0, most - table.shape[-1])))


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
