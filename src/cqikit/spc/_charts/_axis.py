"""Where rows stand in time: from the caller's rows to the points of a chart.

A chart has a point for each period that exists from the first row to the last; a
period without a row is a gap, whichever door the rows came through. Without a calendar
(nothing said when, or rows are events) each row is a point.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import evolve, field, frozen

from cqikit.core import (
    EVENTS,
    Cadence,
    CadenceLike,
    Frequency,
    Period,
    Timeline,
    say,
    timeline,
)
from cqikit.errors import FieldError, UnknownNameError
from cqikit.spc._charts._columns import named
from cqikit.spc._charts._floats import flags_of
from cqikit.spc._charts._in_order import in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cqikit.spc._charts._view import Bools

    Indexes = NDArray[np.intp]

__all__ = ["YEARS", "Axis", "axis_of", "is_position", "time_of"]

#: Numbers of points, and positions beyond the last, that are years more likely.
YEARS: Final = range(1900, 2101)
#: What a row is called in time where it is only counted.
NO_DAYS: Final = say("must be a position where no days are given")
#: How times are read among events: these have no cadence.
AMONG_DAYS: Final = Cadence(frequency=Frequency.DAY)
AMONG_NUMBERS: Final = Cadence(frequency=Frequency.POINT)


@frozen(eq=False)
class Axis:
    """The points of a chart, or of a panel of them, and which of them each row is.

    Parameters
    ----------
    rows : int
        How many rows came in.
    calendar : Timeline, optional
        When the points are; None where that is not known.
    keys : dict of key to int
        Of a panel, which chart is whose; {} for a single chart or a stack.
    owner : ndarray of int, shape (rows,), optional
        Of a panel, the chart that each row belongs to.
    places : ndarray of int, shape (rows,), optional
        Of a panel, the point that each row is.
    holes : bool
        Rows are periods of which some have none, so that a position may mean a period
        or a row, and is refused.
    came : Timeline, optional
        Of a panel of events, when each row was; these have no calendar in common.
    """

    rows: int
    calendar: Timeline | None = None
    keys: Mapping[Any, int] = field(factory=dict)
    owner: Indexes | None = None
    places: Indexes | None = None
    holes: bool = False
    came: Timeline | None = None

    @property
    def days(self) -> tuple[Period, ...] | None:
        """Return the period of each point, None where it is not known."""
        return None if self.calendar is None else self.calendar.periods

    @property
    def even(self) -> bool:
        """Say whether each row is a point, in the order in which they came."""
        if self.owner is not None:
            return False
        return self.calendar is None or self.calendar.whole

    @property
    def length(self) -> int:
        """Return how many points a chart has."""
        if self.calendar is not None:
            return len(self.calendar)
        if self.places is not None:
            return int(self.places.max(initial=-1)) + 1
        return self.rows

    def spread(self, array: Any) -> Any:
        """Return an array (..., rows) as one (..., n), without numbers in gaps.

        Of a panel, rows (rows,) become charts (k, n).
        """
        if self.owner is not None:
            wide = _empty((len(self.keys), self.length), array.dtype)
            wide[self.owner, self.places] = array
            return wide
        if self.calendar is None or self.even:
            return array
        wide = _empty((*array.shape[:-1], self.length), array.dtype)
        wide[..., self.calendar.places] = array
        return wide

    def carry(self, line: Any) -> Any:
        """Return a given line (..., rows) as one (..., n); in gaps it goes on."""
        calendar = self.calendar
        if self.owner is not None or calendar is None or calendar.whole:
            return line
        if not line.ndim or line.shape[-1] != self.rows:
            return line
        every = np.arange(len(calendar))
        return line[..., np.searchsorted(calendar.places, every, side="right") - 1]

    def is_by_key(self, marks: Any) -> bool:
        """Say whether marks are told for each chart of a panel by its key."""
        if not self.keys or not isinstance(marks, Mapping) or not marks:
            return False
        told = [key in self.keys for key in marks]
        if any(told) or not all(isinstance(what, str) for what in marks.values()):
            for key in marks:
                if key not in self.keys:
                    known = map(named, self.keys)
                    raise UnknownNameError(say("key"), named(key), known)
            return True
        return False

    @property
    def begins(self) -> Any:
        """Return the first point of each chart of a panel, shape (k,), else 0."""
        if self.owner is None or self.places is None:
            return 0
        first = np.full(len(self.keys), self.length)
        np.minimum.at(first, self.owner, self.places)
        return first

    def own(self, span: Bools) -> Bools:
        """Return points, (n,) or (k, n), of each chart of a panel from first to last.

        Those of a chart that is none of a panel are as they are.
        """
        if self.owner is None or self.places is None:
            return span
        last = np.full(len(self.keys), -1)
        np.maximum.at(last, self.owner, self.places)
        every = np.arange(span.shape[-1])
        within = (self.begins[:, None] <= every) & (every <= last[:, None])
        found: Bools = span & within
        return found

    def together(self) -> Axis:
        """Return the axis of all events of a panel as of one chart."""
        return self._of_events(np.arange(self.rows))

    def each(self) -> tuple[Axis, ...]:
        """Return the axis of each chart of a panel, as events have no calendar."""
        if self.came is None or self.owner is None:
            return (self,) * len(self.keys)
        order = np.argsort(self.owner, kind="stable")
        edges = np.bincount(self.owner, minlength=len(self.keys)).cumsum()[:-1]
        return tuple(map(self._of_events, np.split(order, edges)))

    def _of_events(self, rows: Indexes) -> Axis:
        """Return the axis of some rows of a panel of events, in order of time."""
        came: Any = self.came
        places = came.places[rows]
        places = places[np.argsort(came.indexes[places], kind="stable")]
        periods = tuple(came.periods[place] for place in places.tolist())
        when = Timeline(
            cadence=None,
            indexes=came.indexes[places],
            places=np.arange(len(rows)),
            rows=periods,
        )
        return Axis(len(rows), when)

    def ends(self, row: int | None) -> tuple[int, int]:
        """Return the first and the last point of a chart, of a panel that of `row`."""
        if row is None or self.owner is None or self.places is None:
            return 0, self.length - 1
        own = self.places[self.owner == row]
        return int(own.min()), int(own.max())

    def said(self, place: int) -> str:
        """Return a period as an error adds it, "" where none is known."""
        return say(" ({day})", day=self.days[place]) if self.days else ""

    def place(self, mark: Any, name: str) -> int:
        """Return the point that is named by the position of its row, or by its time.

        A time stands for the row that it is the day of, else for the first point that
        does not begin before it.
        """
        if is_position(mark):
            return self._position(int(mark), name)
        calendar, when = self._times(mark, name)
        if when in calendar.named:
            return calendar.named[when]
        place = self.begun(when)
        if place == len(calendar):
            end = self.said(place - 1)
            must = say("must not be after the last point{end}", end=end)
            raise FieldError(name, must, str(mark))
        return place

    def begun(self, start: int | Period) -> int:
        """Return the first point from a start on, as many as there are where none is.

        That is what `placed` made of the start of a phase.
        """
        if isinstance(start, int):
            return min(start, self.length)
        calendar: Any = self.calendar
        return int(np.searchsorted(calendar.ordinals[0], start.first.toordinal()))

    def placed(self, phase: Any, name: str) -> tuple[int, Any]:
        """Return the point at which a phase starts, and the phase.

        Its start is a position as Python's number, or a time as the period it names.
        """
        mark = phase.start
        start = int(mark) if is_position(mark) else self._times(mark, name)[1]
        return self.place(mark, name), evolve(phase, start=start)

    def _position(self, mark: int, name: str) -> int:
        # Rows of a panel lie on many charts: a position there is one of time.
        rows = self.rows if self.owner is None else self.length
        if not 0 <= mark < rows:
            must = say("must be a position from 0 to {rows}", rows=rows - 1)
            fix = say("write '{k}' for the year", k=mark) if mark in YEARS else ""
            raise FieldError(name, must, mark, fix)
        if self.holes:
            must = say("must be a period, as some periods have no row")
            fix = say(
                "position {mark} may be meant for the period{period}, "
                "or for a row: name the period",
                mark=mark,
                period=self.said(mark),
            )
            raise FieldError(name, must, mark, fix)
        return self.point(mark)

    def point(self, row: int) -> int:
        """Return the point that a row is."""
        if self.calendar is None or self.owner is not None:
            return row
        return int(self.calendar.places[row])

    def within(self, mark: Any, name: str) -> range:
        """Return the points at a position, or that share a day with a period."""
        if is_position(mark):
            place = self.place(mark, name)
            return range(place, place + 1)
        return self.met(self.period(mark, name))

    def period(self, mark: Any, name: str) -> Period:
        """Return the period that a mark names, of which some point must be."""
        when = self._times(mark, name)[1]
        if not self.met(when):
            raise FieldError(name, say("must name a point of the chart"), str(mark))
        return when

    def met(self, when: Period) -> range:
        """Return the points that share a day with a period, none where none does."""
        calendar: Any = self.calendar
        firsts, lasts = calendar.ordinals
        start = int(np.searchsorted(lasts, when.first.toordinal()))
        stop = int(np.searchsorted(firsts, when.last.toordinal(), side="right"))
        return range(start, max(start, stop))

    def _times(self, mark: Any, name: str) -> tuple[Timeline, Period]:
        """Return the calendar, which there must be, and the time that a mark names."""
        calendar = self.calendar
        if calendar is None or not len(calendar):
            time_of(mark, name, None, None)
            raise FieldError(name, NO_DAYS, str(mark))
        first = calendar.periods[0]
        when = time_of(mark, name, calendar.cadence, first)
        numbered = first.frequency is Frequency.POINT
        if numbered is not (when.frequency is Frequency.POINT):
            raise FieldError(
                name,
                say("must be a time as the points have ({first})", first=first),
                str(mark),
            )
        return calendar, when

    def mask(self, marks: Any, name: str, shape: tuple[int, ...]) -> Bools:
        """Return a mask of rows, (..., rows), or of points, as one of points."""
        given = flags_of(marks, name)
        try:
            if given.ndim and given.shape[-1] == self.rows:
                given = self.spread(given)
            return np.array(np.broadcast_to(given, shape))
        except (ValueError, IndexError):
            must = say(
                "must be a mask that goes with points of shape {shape}",
                shape=str(shape),
            )
            raise FieldError(name, must, given.shape) from None


def _empty(shape: tuple[int, ...], dtype: Any) -> Any:
    missing = False if dtype.kind == "b" else np.nan
    return np.full(shape, missing, dtype=dtype)


def time_of(
    mark: Any, name: str, cadence: Cadence | None, beside: Period | None
) -> Period:
    """Return the time that a mark names, as rows beside it are read.

    Parameters
    ----------
    mark : str, date, int, float, Period, or period of pandas
    name : str
        What errors call it.
    cadence : Cadence, optional
        That of the rows; None where these are events.
    beside : Period, optional
        Of one of the rows, which a mark that cannot be read is to be written like.

    Raises
    ------
    FieldError
        When it is no time.
    """
    if cadence is None:
        numbered = beside is not None and beside.frequency is Frequency.POINT
        cadence = AMONG_NUMBERS if numbered else AMONG_DAYS
    try:
        return cadence.read(mark)
    except FieldError as error:
        fix = error.fix
        if beside is not None:
            fix = say("write it like {example}", example=beside)
        raise FieldError(name, error.must, mark, fix) from None


def is_position(mark: Any) -> bool:
    """Say whether a mark is a whole number; truth values are not."""
    return isinstance(mark, (int, np.integer)) and not isinstance(mark, bool)


def axis_of(
    on: Any,
    cadence: CadenceLike | None,
    rows: int,
    where: Sequence[str] = (),
) -> Axis:
    """Return the axis of so many rows, which are in strict order of time.

    Parameters
    ----------
    on : column of days or periods, or None
        As for `chart`.
    cadence : Cadence, Frequency or str, optional
        Which periods exist; "events" where none is missing, and days may be equal.
    rows : int
    where : sequence of str
        What errors call each row.

    Raises
    ------
    DataError
        When two rows are of one period, or one is before its forerunner.
    """
    if on is None:
        if cadence is not None and not (isinstance(cadence, str) and cadence == EVENTS):
            raise FieldError("on", say("must be given where cadence is"), None)
        return _counted(rows)
    calendar = timeline(on, cadence, where=where)
    if len(calendar.places) != rows:
        got = len(calendar.places)
        raise FieldError(
            "on", say("must have {rows} days, one a point", rows=rows), got
        )
    return Axis(rows, calendar) if in_order(calendar, where) else Axis(rows)


@lru_cache(maxsize=256)
def _counted(rows: int) -> Axis:
    """Return the axis of rows that are only counted: most charts have one of few."""
    return Axis(rows)
