"""From the dates of rows to the periods that there are, each row in one of them.

This is the one place where that is decided, for every door. A calendar that is
declared is taken as it is. Where only the length of periods is known (a measure is
monthly, the rows say ``2024-01``), or nothing but days, the calendar is inferred; then
it says why. What does not repeat is a gap until somebody declares otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, field, frozen

from cqikit.core._arguments import arguments
from cqikit.core._by_value import FrozenDict, by_value, read_only, sealed
from cqikit.core._cadence import Cadence, CadenceLike
from cqikit.core._converters import FrozenOf
from cqikit.core._dates import clocked, read_dates, refused
from cqikit.core._inference import infer
from cqikit.core._periods import Frequency, Period, period_at
from cqikit.core._spans import counts_of, spanned, too_far
from cqikit.core._wording import say
from cqikit.core._written import DateStyle, DateStyleWord, hint_for
from cqikit.errors import FieldError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Indexes = NDArray[np.intp]

__all__ = ["DAY_LONG", "EVENTS", "Timeline", "arrange", "timeline"]

#: In place of a cadence: rows are events, and the date of each is but a label.
EVENTS: Final = "events"
#: In seconds.
DAY_LONG: Final = 86_400.0


# cached_property needs a __dict__.
@by_value
@frozen(kw_only=True, eq=False, slots=False)
class Timeline:
    """The periods from the first row to the last, and which of them each row is of.

    Parameters
    ----------
    cadence : Cadence, optional
        Which periods exist; None where rows are events.
    indexes : ndarray of int, shape (n,)
        The periods, as `Period.index` counts them; where rows are events, each row's.
    places : ndarray of int, shape (rows,)
        Which of the periods each row is of.
    why : str
        Why this cadence, where it was inferred; "" where it was declared.
    said : str
        What the texts of the column were taken for (``Jan-24 is 2024-01``), "" where
        they need no word.
    named : mapping of Period to int
        Days by which rows were named, and the place of the period each stands for.

    Examples
    --------
    >>> made = timeline(["2024-01", "2024-02", "2024-04"])
    >>> [str(period) for period in made.periods], made.places.tolist()
    (['2024-01', '2024-02', '2024-03', '2024-04'], [0, 1, 3])
    """

    cadence: Cadence | None
    indexes: Indexes = field(repr=False, converter=read_only)
    places: Indexes = field(repr=False, converter=read_only)
    why: str = ""
    said: str = ""
    named: Mapping[Period, int] = field(
        default=FrozenDict(), repr=False, converter=FrozenOf[Mapping[Period, int]]
    )
    _rows: tuple[Period, ...] = field(default=(), repr=False, alias="rows")
    _clocks: Floats | None = field(default=None, repr=False, alias="clocks")

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """Return the periods, each an object of its own."""
        if self.cadence is None:
            return self._rows
        kind = self.cadence.frequency, self.cadence.starts
        return tuple(period_at(index, *kind) for index in self.indexes.tolist())

    @cached_property
    def ordinals(self) -> tuple[Indexes, Indexes]:
        """Return the first and the last day of each period, as `date.toordinal` counts.

        Each of shape (n,).
        """
        import numpy as np  # noqa: PLC0415

        if self.cadence is not None:
            firsts, lasts = self.cadence.ordinals(self.indexes)
        else:
            rows = self._rows
            firsts = np.array([day.first.toordinal() for day in rows], dtype=np.intp)
            lasts = np.array([day.last.toordinal() for day in rows], dtype=np.intp)
        return read_only(firsts), read_only(lasts)

    @property
    def moments(self) -> Floats:
        """Return when rows are that are events, in seconds, shape (rows,).

        To the day, or the time of the day where rows have one.
        """
        begun: Any = self.indexes * DAY_LONG
        found: Floats = begun if self._clocks is None else begun + self._clocks
        return found

    @property
    def whole(self) -> bool:
        """Say whether there is one row a period, in order of time."""
        places = self.places
        if len(places) != len(self.indexes):
            return False
        return len(places) == 0 or bool((places[1:] > places[:-1]).all())

    @arguments()
    def beyond(self, most: int) -> FieldError | None:
        """Return the error of rows that span more than so many periods, if they do.

        It is that of rows which are so far apart that no calendar has them all, and
        names the farthest.
        """
        if self.cadence is None or len(self) <= most:
            return None
        return too_far(self.cadence, self.indexes[self.places], most)

    @arguments()
    def part(self, where: slice = slice(None)) -> Timeline:
        """Return some of the periods, by default all of them, one row in each."""
        import numpy as np  # noqa: PLC0415

        indexes = self.indexes[where]
        first = where.indices(len(self))[0]
        named = {day: place - first for day, place in self.named.items()}
        return Timeline(
            cadence=self.cadence,
            indexes=indexes,
            places=np.arange(len(indexes)),
            why=self.why,
            named={d: place for d, place in named.items() if 0 <= place < len(indexes)},
            rows=self._rows[where],
        )

    def __len__(self) -> int:
        return len(self.indexes)

    def __str__(self) -> str:
        if self.cadence is None:
            return "events, without a calendar"
        cadence = str(self.cadence)
        return (
            say("{cadence} ({why})", cadence=cadence, why=self.why)
            if self.why
            else cadence
        )


@arguments()
def timeline(
    on: Iterable[Any] | Timeline,
    cadence: CadenceLike | None = None,
    *,
    keys: Indexes | None = None,
    dates: DateStyle | DateStyleWord | None = None,
    name: str = "on",
    where: Sequence[str] = (),
) -> Timeline:
    """Return the periods that the rows of a column span, and the place of each row.

    Parameters
    ----------
    on : column of days, periods, texts, whole numbers or dates of NumPy or pandas
        When each row was; in any order, several of one period too. A timeline is
        taken as it is.
    cadence : Cadence, Frequency or str, optional
        Which periods exist; or how long they are, and the rest is inferred; or
        "events". By default all of it is inferred.
    keys : array of int, shape (rows,), optional
        Whose each row is: a period of its own is then one for each key; all rows are
        one key's unless said.
    dates : DateStyle or str, optional
        What digits are that may be read in several ways: "mdy" (1/31/2024), "dmy",
        "ymd", or "excel" for its numbers of days; by default, the column shows it.
    name : str
        What errors call the column; by default ``on``.
    where : sequence of str
        What errors call each row, by default ``on[3]``.

    Raises
    ------
    DataError
        All rows that are no period of this calendar, each with its place.
    FieldError
        When no calendar fits, with what was seen and what to say; or when the column
        does not show how its dates are to be read, or mixes two ways.

    Examples
    --------
    >>> from datetime import date, timedelta
    >>> weeks = [date(2024, 1, 1) + timedelta(weeks=2 * step) for step in range(6)]
    >>> print(timeline(weeks))
    every second week from 2024-W01 (rows are 14 days apart)
    >>> print(timeline(weeks, "events"))
    events, without a calendar
    """
    if isinstance(on, Timeline):
        return on
    declared = cadence if isinstance(cadence, Cadence) else None
    length = declared or _length(cadence)
    style = DateStyle.of(dates, "dates") if dates else None
    on = on if hasattr(on, "__len__") else list(on)
    periods, which, said = read_dates(on, length, name, where, style)
    made = arrange(periods, which, cadence, keys=keys, name=name, where=where)
    clocks = clocked(on, name) if cadence == EVENTS else None
    return (
        made if not said and clocks is None else evolve(made, said=said, clocks=clocks)
    )


@arguments()
def arrange(
    periods: Sequence[Period],
    which: Indexes,
    cadence: CadenceLike | None = None,
    *,
    keys: Indexes | None = None,
    name: str = "on",
    where: Sequence[str] = (),
) -> Timeline:
    """Return the timeline of rows whose distinct periods are known already.

    Parameters
    ----------
    periods : sequence of Period
        The distinct ones, in any order.
    which : ndarray of int, shape (rows,)
        Which of them each row has.
    cadence, keys, name, where
        As for `timeline`, which reads a column and then does this.
    """
    import numpy as np  # noqa: PLC0415  (whoever imports core need not count)

    if keys is not None and np.shape(keys) != np.shape(which):
        raise FieldError("keys", say("must have a value for each row"), keys)
    if cadence == EVENTS:
        rows = tuple(periods[index] for index in which.tolist())
        numbers = [period.index for period in periods]
        if len({period.frequency for period in periods}) > 1:
            # A month is no number of days: beside these, its first is what is compared.
            numbers = [period.first.toordinal() for period in periods]
        indexes = np.array(numbers, dtype=np.intp)
        every = np.arange(len(rows))
        return Timeline(cadence=None, indexes=indexes[which], places=every, rows=rows)
    why = ""
    if isinstance(cadence, Cadence):
        declared = cadence
    else:
        base = _base(periods, _length(cadence))
        declared, why = infer(periods, which, base, keys, name)
        if cadence is None and declared.frequency is Frequency.POINT and why:
            fix = hint_for(str(periods[0].index)) or say(
                "say cadence='point' where rows are numbered so"
            )
            raise FieldError(
                name, say("must be numbered, most numbers with a row"), why, fix
            )
    counts = _counted(periods, which, declared, name, where)
    return _laid(declared, periods, counts, which, why, name=name, where=where)


def _length(cadence: Any) -> Frequency | None:
    if cadence is None or isinstance(cadence, Cadence):
        return None
    word = isinstance(cadence, str)
    if word and cadence == EVENTS:
        return None
    try:
        return Frequency(cadence if word else str(cadence))
    except ValueError:
        known = (*Frequency, EVENTS)
        must = say("must be a Cadence, or one of {known}", known=known)
        raise FieldError("cadence", must, cadence) from None


def _base(periods: Sequence[Period], length: Frequency | None) -> Cadence | None:
    """Return how long periods are, as was said or as rows say; None for days."""
    for period in periods:
        if period.frequency is (length or period.frequency) and (
            length or period.frequency is not Frequency.DAY
        ):
            return Cadence.like(period)
    return None if length is None else Cadence(frequency=length)


def _laid(
    cadence: Cadence,
    periods: Sequence[Period],
    counts: Indexes,
    which: Indexes,
    why: str,
    *,
    name: str,
    where: Sequence[str],
) -> Timeline:
    """Return the timeline of rows whose distinct periods have these counts."""
    import numpy as np  # noqa: PLC0415

    if not counts.size:
        return Timeline(cadence=cadence, indexes=counts, places=which, why=why)
    cadence = cadence.anchored(int(counts.min()))
    indexes = spanned(cadence, counts, which, name, where)
    places = np.searchsorted(indexes, counts)
    named = {
        period: place
        for period, place in zip(periods, places.tolist(), strict=True)
        if period.frequency is not cadence.frequency
    }
    return Timeline(
        cadence=cadence,
        indexes=indexes,
        places=sealed(places[which]),
        why=why,
        named=named,
    )


def _counted(
    periods: Sequence[Period],
    which: Indexes,
    cadence: Cadence,
    name: str,
    where: Sequence[str],
) -> Indexes:
    """Return the count of the period of the cadence that each period stands for."""
    import numpy as np  # noqa: PLC0415

    faults: dict[int, FieldError] = {}
    try:
        counts = counts_of(cadence, periods)
    except FieldError:
        counts = np.zeros(len(periods), dtype=np.intp)
        for code, period in enumerate(periods):
            try:
                counts[code] = cadence.whole(period).index
            except FieldError as error:
                faults[code] = error
    if cadence.every > 1 and periods and not faults:
        anchor = cadence.anchored(int(counts.min())).anchor
        assert anchor is not None  # noqa: S101  (it is anchored)
        cadence = evolve(cadence, anchor=anchor)
        days = np.array([period.frequency is Frequency.DAY for period in periods])
        counts = np.where(days, cadence.begun(counts), counts)
    if not faults:
        for code in np.flatnonzero(~cadence.exist(counts)).tolist():
            faults[code] = FieldError(
                "period",
                say("must be one of {periods}", periods=str(cadence)),
                str(periods[code]),
                say("leave out the row, or declare the period"),
            )
    if faults:
        raise refused(which, faults, name, where)
    return counts
