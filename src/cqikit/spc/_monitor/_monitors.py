"""Monitors by key: each row of a month goes to the one that its key names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import evolve, field, frozen

from cqikit.core import (
    FindingKind,
    FrozenDict,
    FrozenOf,
    Period,
    TupleOf,
    arguments,
    by_value,
    each,
    html_table,
    instance_of,
    is_text,
    plural,
    problem_of,
    say,
)
from cqikit.errors import (
    CqikitError,
    DataError,
    FaultsError,
    FieldError,
    FieldTypeError,
    UnknownNameError,
)
from cqikit.spc._charts._asked import KEYS
from cqikit.spc._charts._columns import check_rows, column_of, named
from cqikit.spc._charts._floats import is_missing, one_column, refuse_holes
from cqikit.spc._monitor._look import Look
from cqikit.spc._monitor._monitor import Monitor

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cqikit.core import PeriodLike
    from cqikit.errors import Problem
    from cqikit.spc._charts._given import Array, Line, Listed, Times

__all__ = ["Looks", "Monitors"]

NO_MONITOR: Final = FindingKind(
    "monitors.no-key",
    says="no monitor has this key",
    fix="leave the row out, or add one, such as {example}",
)
ADDED: Final = "spc.Monitors({**kept.monitors, key: spc.monitor(chart)})"
NO_PERIOD: Final = FindingKind("monitors.no-period", says="on must be told in each row")
#: Columns of numbers, as in a chart.
NUMBERS: Final = frozenset({"values", "sizes", "within"})
#: A table for notebooks has so many rows at most.
MOST_ROWS: Final = 60


def _check_looks(kept: Looks, attribute: Any, looks: tuple[Look, ...]) -> None:
    each(instance_of(Look))(kept, attribute, looks)
    if len(looks) != len(kept.keys):
        must = say("must be as many as keys ({count})", count=len(kept.keys))
        raise FieldError(attribute.name, must, len(looks))


@by_value
@frozen(eq=False)
class Looks:
    """What many charts show at their newest points; made by `Monitors.take`.

    Gone through, it gives pairs of key and `Look`. `tables.to_frame` and `rows_of` make
    a row of each.

    Parameters
    ----------
    keys : tuple of str
        Whose chart each look is at, in the order of the rows.
    looks : tuple of Look
        What each newest point shows.
    """

    keys: tuple[str, ...] = field(converter=TupleOf[str], validator=each(is_text))
    looks: tuple[Look, ...] = field(converter=TupleOf[Look], validator=_check_looks)

    def __repr__(self) -> str:
        found = plural(len(self.signals), "signal")
        return f"<Looks, {plural(len(self), 'point')}, {found}>"

    def _repr_html_(self) -> str:
        """Return a row for each look."""
        rows = [(key, str(look)) for key, look in self][:MOST_ROWS]
        return html_table(repr(self)[1:-1], ("key", "what was seen"), rows)

    def __len__(self) -> int:
        return len(self.looks)

    def __iter__(self) -> Iterator[tuple[str, Look]]:
        return iter(zip(self.keys, self.looks, strict=True))

    @property
    def signals(self) -> tuple[tuple[str, Look], ...]:
        """Return the key and the look of each point at which some rule signals."""
        return tuple((key, look) for key, look in self if look.signals)


def _check_monitors(_: Any, attribute: Any, monitors: Mapping[Any, Any]) -> None:
    must = say("must be a monitor for each key, which is text")
    if not isinstance(monitors, Mapping):
        raise FieldTypeError(attribute.name, must, monitors)
    for key, kept in monitors.items():
        if not (isinstance(key, str) and isinstance(kept, Monitor)):
            raise FieldTypeError(attribute.name, must, {key: kept})


@by_value
@frozen(eq=False)
class Monitors:
    """Monitors of many charts, of whatever kinds, by key; made by `monitors`.

    Parameters
    ----------
    monitors : mapping of str to Monitor
        Whose each monitor is: a team, or a pair of team and measure as "elm, late".

    Examples
    --------
    >>> from cqikit import spc
    >>> chart = spc.chart([5, 7, 6, 4, 6, 5], baseline=6)
    >>> north = spc.monitor(chart, baseline=6)
    >>> kept = spc.Monitors({"north": north, "south": north})
    >>> kept, looks = kept.take([12, 5], keys=["south", "north"])
    >>> looks
    <Looks, 2 points, 1 signal>
    >>> for key, look in looks.signals:
    ...     print(f"{key}: {look}")
    south: point 7: 12 (centre 5.5, limits 1.25 to 9.75), signal: outside (upwards)
    """

    monitors: Mapping[str, Monitor] = field(
        converter=FrozenOf[Mapping[str, Monitor]], validator=_check_monitors
    )

    def __repr__(self) -> str:
        return f"<Monitors, {plural(len(self), 'chart')}>"

    def _repr_html_(self) -> str:
        """Return a row for each monitor."""
        some = list(self.monitors.items())[:MOST_ROWS]
        rows = [(key, str(kept), str(kept.on or "")) for key, kept in some]
        return html_table(repr(self)[1:-1], ("key", "chart", "latest"), rows)

    def __len__(self) -> int:
        return len(self.monitors)

    def __iter__(self) -> Iterator[str]:
        return iter(self.monitors)

    def __getitem__(self, key: object) -> Monitor:
        """Return the monitor of `key`."""
        name = self._named(key)
        if name not in self.monitors:
            raise UnknownNameError(say("key"), name, self.monitors)
        return self.monitors[name]

    def _named(self, key: object) -> str:
        """Return a key as text; of a pair "elm, late", or as Python writes it, once."""
        name, written = named(key), str(key)
        return written if written in self.monitors else name

    @arguments(keys=KEYS)
    def take(
        self,
        values: Line,
        sizes: Line | None = None,
        *,
        keys: Listed[Any] | Array,
        within: Line | None = None,
        on: Times | PeriodLike | None = None,
        excluded: Sequence[bool] | Array | None = None,
    ) -> tuple[Monitors, Looks]:
        """Return the monitors after one point more of each key, and what each shows.

        As `Monitor.take` of one row after the other: a key may have several rows, in
        order of time, and monitors whose key has none stay as they are. Nothing is
        taken where a row is refused; every refusal is told.

        Parameters
        ----------
        values : array of r numbers, or of r lists of measurements
            Or numerators, with `sizes`; missing where nothing was observed.
        keys : array of r keys
            Whose each row is; what is no text is taken as its text, a pair (team,
            measure) as "elm, late".
        sizes, within : array of r numbers, optional
            As for `Monitor.take`; none unless said.
        on : day or period, or r of these, optional
            When all points are, or each; by default each is one period after the latest
            of its key.
        excluded : array of r truth values, optional
            Which points are shown and do not count; all count unless said.

        Returns
        -------
        (Monitors, Looks)

        Raises
        ------
        FieldError
            When `excluded` says neither true nor false of some row.
        DataError
            All rows that are refused, each with its place and key: those of a key that
            is not there, a value that cannot be, a period that is not after the latest.
        """
        given = {"values": values, "sizes": sizes, "within": within, "on": on}
        check_rows(**given, keys=keys, excluded=excluded)
        names = tuple(map(self._named, _cells(keys, "keys")))
        columns: list[Sequence[Any]] = []
        for name, whole in {**given, "excluded": excluded}.items():
            column = one_column(whole, name)
            if column is None or (name == "on" and _is_one(column)):
                columns.append((column,) * len(names))
                continue
            columns.append(cells := _cells(column, name))
            if len(cells) != len(names):
                must = say("must be as many as keys ({count})", count=len(names))
                raise FieldError(name, must, len(cells))
        kept, looks = dict(self.monitors), list[Look]()
        problems: list[Problem] = []
        for number, (key, *row) in enumerate(zip(names, *columns, strict=True)):
            where = f"record {number}, {key}"
            if key not in kept:
                problems.append(NO_MONITOR.problem(where, key=key, example=ADDED))
            elif on is not None and row[3] is None:
                problems.append(NO_PERIOD.problem(where, key=key))
            else:
                try:
                    kept[key], look = _taken(kept[key], *row)
                    looks.append(look)
                except CqikitError as error:
                    problems += _told(error, where, key)
        if problems:
            raise DataError("monitors", problems)
        return Monitors(kept), Looks(names, looks)


def _taken(  # noqa: PLR0917  (a row, in the order of its columns)
    kept: Monitor, value: Any, size: Any, within: Any, on: Any, excluded: Any
) -> tuple[Monitor, Look]:
    out = False if excluded is None else excluded
    return kept.take(value, size, within=within, on=on, excluded=out)


def _told(error: CqikitError, where: str, key: str) -> list[Problem]:
    """Return the faults of a row, with its place and key."""
    found = (
        error.problems
        if isinstance(error, FaultsError)
        else (problem_of(error, where),)
    )
    return [
        evolve(
            problem,
            where=where,
            parts=FrozenDict({**(problem.parts or {}), "key": key}),
        )
        for problem in found
    ]


def _is_one(on: Any) -> bool:
    return isinstance(on, str | Period) or not hasattr(on, "__iter__")


def _cells(column: Any, name: str) -> list[Any]:
    """Return the cells of a column of any package, of numbers NaN where one is missing.

    Of anything else, None: where nothing is told, a number is None as well.
    """
    missing = np.nan if name in NUMBERS else None
    if name in NUMBERS:
        column = column_of(column, name).values
    for listing in ("to_pylist", "tolist", "to_list"):
        if hasattr(column, listing):
            column = getattr(column, listing)()
            break
    if not hasattr(column, "__iter__") or isinstance(column, str):
        must = say("must be a list of {what}", what=say("one for each key"))
        raise FieldTypeError(name, must, column)
    if name == "excluded":
        refuse_holes(column, name)
    return [missing if is_missing(cell) else cell for cell in column]
