"""Charts as a question to a batch: a row a point, and what each rule says of it.

What a batch shows decides nothing: the cadence is declared, dates are read cell by
cell, and marks are days or periods, never positions. Charts that lie at the same time
are computed at once, over the periods from the first row to the last of each and those
next to marks; and each leaves with its own rows, from its first to its last, so that
the rest of the calendar, which depends on the batch, is not seen.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, field, frozen

from cqikit import spc
from cqikit.core import (
    EVENTS,
    Cadence,
    CadenceLike,
    DateStyle,
    DateStyleWord,
    Frequency,
    Period,
    Texts,
    Timeline,
    arguments,
    as_texts,
    each,
    finite,
    instance_of,
    non_blank,
    non_empty,
    optional,
    parse_period,
    period_at,
    period_of,
    plain_number,
    say,
    timeline,
    unique,
)
from cqikit.errors import CqikitError, DataError, FieldError
from cqikit.tables._charts_apart import (
    below,
    in_turn,
    panels_of,
    part_of,
)
from cqikit.tables._charts_rows import (
    ends_of,
    laid,
    latest_rows,
    own_rows,
    refuse_far,
    refuse_twice,
    words_of,
)
from cqikit.tables._marks_asked import (
    as_ends,
    as_marks,
    days_of,
    have_reasons,
    marks_met,
    start_of,
)
from cqikit.tables._places import Places, Rows, placed
from cqikit.tables._results import columns_of_result, part_of_column

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from cqikit.tables._results import Columns

    Indexes = NDArray[np.intp]

__all__ = ["ARE_COLUMNS", "Charts", "as_columns"]

#: Within so many periods, one exists that a cadence allows: two years of days.
WITHIN: Final = 800
SOME_DAY: Final = date(2000, 1, 1)
#: Kinds of which a point comes when an event does, whatever the cadence.
COME: Final = frozenset({spc.Input.BETWEEN, spc.Input.BINARY})
#: A line of charts is one number for all of them.
A_LINE: Final = optional(finite)
#: Names of columns, one at least, each once.
ARE_COLUMNS: Final[list[Any]] = [each(non_blank), non_empty, unique("")]


def as_columns(names: str | Texts) -> tuple[str, ...]:
    """Return names of columns as a tuple, one of them as a tuple of it."""
    return (names,) if isinstance(names, str) else as_texts(names)


def _declared(cadence: CadenceLike) -> Any:
    """Return a cadence, of the length of a period that of all such periods."""
    if isinstance(cadence, Cadence) or cadence == EVENTS:
        return cadence
    return Cadence(frequency=Frequency.of(cadence, "cadence"))


def _is_whole(_: Any, __: Any, cadence: Any) -> None:
    if isinstance(cadence, Cadence) and cadence.every > 1 and cadence.anchor is None:
        must = say("must have an anchor where every is more than 1")
        fix = say("a batch must not decide which periods there are")
        raise FieldError("cadence", must, str(cadence), fix)


def _style(word: DateStyle | DateStyleWord) -> DateStyle:
    return DateStyle.of(word, "dates")


@frozen(kw_only=True)
class Charts:
    """Ask for charts and what rules say of them, a row a point; see `evaluate`.

    Parameters
    ----------
    keys : str or sequence of str
        The columns that say whose each row is: one chart a key.
    on : str
        The column of days or periods.
    values, sizes : str
        The column of values, or numerators and that of their denominators; none of
        these unless said.
    within : str, optional
        Of ready subgroup means: the column of the standard deviation in each.
    kind : str or ChartKind
        As for `spc.panel`; an I chart unless said.
    cadence : Cadence, Frequency or str
        Which periods there are, of "month" all months; months unless said. "events"
        for a point a row, in order of time; kinds whose points come when an event does
        have no other.
    dates : DateStyle or str
        How dates are written that may be read in several ways; year, month, day unless
        said, as no batch shows it of all.
    phases, exclude
        A day or period, a list of them, or {day or period: title or reason}; none
        unless said.
    baseline : int, period, or days (first, last), optional
        As for `spc.panel`; all points unless said.
    ready, per, centre, sigma, lower, upper, width, bridge
        As for `spc.panel`; lines are one number.
    rules : as for `spc.read`
        Those that follow from the lines of each chart unless said.
    direction : Direction, optional
        Which way is better. With it, or a target, points are judged as well.
    target : float, optional
        None unless said.
    latest : bool
        Whether only the latest point of each chart is a row, so that there is a row a
        chart; all points unless said.

    Examples
    --------
    >>> question = Charts(keys=["site", "measure"], on="month", values="late")
    >>> question.keys, str(question.cadence)
    (('site', 'measure'), 'months')
    """

    keys: tuple[str, ...] = field(converter=as_columns, validator=ARE_COLUMNS)
    on: str = field(validator=non_blank)
    values: str = field(validator=non_blank)
    sizes: str | None = field(default=None, validator=optional(non_blank))
    within: str | None = field(default=None, validator=optional(non_blank))
    kind: Any = "i"
    cadence: CadenceLike = field(
        default=Frequency.MONTH, converter=_declared, validator=_is_whole
    )
    dates: DateStyle = field(default=DateStyle.YMD, converter=_style)
    phases: Any = field(default=(), converter=as_marks, validator=have_reasons)
    baseline: Any = field(default=None, converter=as_ends)
    exclude: Any = field(default=(), converter=as_marks, validator=have_reasons)
    ready: bool = False
    per: float = 1.0
    centre: float | None = field(default=None, validator=A_LINE)
    sigma: float | None = field(default=None, validator=A_LINE)
    lower: float | None = field(default=None, validator=A_LINE)
    upper: float | None = field(default=None, validator=A_LINE)
    width: float = 3.0
    bridge: bool = False
    rules: Any = None
    direction: Any = None
    target: float | None = field(default=None, validator=A_LINE)
    latest: bool = field(default=False, validator=instance_of(bool))

    def reads(self, _: tuple[str, ...], /) -> tuple[str, ...]:
        """Return the columns that are read beside the keys."""
        found = (self.on, self.values, self.sizes, self.within)
        return tuple(name for name in found if name is not None)

    @arguments()
    def answer(self, rows: Rows) -> tuple[Indexes, Columns]:
        """Return the chart of each row of the answer, and its columns."""
        came = self._when(rows)
        if came.cadence is None:
            return self._answered(rows, in_turn(rows.owner, came), came)
        refuse_twice(rows, came)
        return self._answered(rows, came)

    def _when(self, rows: Rows) -> Timeline:
        """Return when rows were, as their column says."""
        return timeline(
            rows.columns[self.on],
            self._cadence,
            keys=rows.owner,
            dates=self.dates,
            name=self.on,
            where=Places(rows, self.on),
        )

    def _answered(
        self, rows: Rows, calendar: Timeline, came: Timeline | None = None
    ) -> tuple[Indexes, Columns]:
        """Return the answer, of as many panels as charts lie apart.

        Of events, `calendar` is the number of each in its chart, `came` the day.
        """
        ends = ends_of(len(rows.keys), rows.owner, calendar)
        if came is None:
            refuse_far(rows, calendar, ends, self.on)
        beside = self._beside()
        panels = panels_of(ends, len(rows.owner), len(beside))
        if len(panels) == 1:
            return self._charted(rows, laid(calendar, ends, beside), came)
        parts = []
        try:
            for charts in panels:
                own, when, events = part_of(rows, calendar, came, charts)
                own_calendar = laid(when, ends[:, charts], beside)
                owner, columns = self._charted(own, own_calendar, events)
                parts.append((charts[owner], columns))
        except CqikitError:
            self._check(rows)
            raise
        return below(parts)

    def _charted(
        self, rows: Rows, calendar: Timeline, came: Timeline | None
    ) -> tuple[Indexes, Columns]:
        """Return the answer of charts over one calendar, or of events."""
        on = calendar if came is None else came
        try:
            panel = self._panel(rows, on, rows.owner)
        except FieldError:
            # With keys as they are, what is wrong with some charts is told of them.
            keys = [rows.keys[key] for key in rows.owner.tolist()]
            panel = self._panel(rows, on, keys)
        # Of events, `came` says when they were.
        reading = spc.read(evolve(panel.chart, days=()), self.rules)
        judged = self._judged(reading)
        columns = columns_of_result(judged) or {}
        shape = panel.chart.values.shape
        ends = ends_of(shape[0], rows.owner, calendar)
        if not self.latest:
            kept = own_rows(ends, shape[1])
        else:
            columns |= words_of(judged, shape)
            kept = latest_rows(reading.view, ends)
        key: Any = columns.pop("key")
        owner = key.codes[kept]
        found = {name: part_of_column(column, kept) for name, column in columns.items()}
        if came is None:
            return owner, found
        days = days_of(owner, found["point"], panel.chart.days)
        return owner, {
            "period" if name == "point" else name: days if name == "point" else column
            for name, column in found.items()
        }

    def _judged(self, reading: spc.Reading) -> Any:
        """Return a reading, judged where the question says which way is better."""
        if self.direction is None and self.target is None:
            return reading
        return spc.judge(reading, self.direction, self.target)

    def _panel(self, rows: Rows, on: Timeline, keys: Any) -> spc.Panel:
        passed = {name: getattr(self, name) for name in PASSED}
        if on.cadence is None:
            passed |= marks_met(self.phases, self.exclude, on)
        return self._made(rows, keys=keys, on=on, **passed)

    def _made(self, rows: Rows, **passed: Any) -> spc.Panel:
        """Return a panel of the rows, whose faults have places in what was sent."""
        named = {"values": self.values, "sizes": self.sizes, "within": self.within}
        columns = {name: column for name, column in named.items() if column is not None}
        cells = {name: rows.columns[column] for name, column in columns.items()}
        try:
            return spc.panel(kind=self.kind, **cells, **passed)
        except DataError as error:
            raise placed(error, rows, columns) from None

    def __attrs_post_init__(self) -> None:
        # What is wrong with the question is told here, and not by a worker: charts are
        # made of one row, in which nothing was observed. No rule is asked of them, as
        # one of another's making may need more points.
        import numpy as np  # noqa: PLC0415

        for name in ("values", "sizes", "within"):
            if getattr(self, name) == self.on:
                must = say("must be another column than on")
                fix = say("of days alone, core.between_events counts what lies between")
                raise FieldError(name, must, self.on, fix)
        if isinstance(self.kind, str) and self.kind not in spc.CHARTS:
            # What it is called elsewhere, a panel knows; of no row, it has no fault.
            columns: dict[str, Any] = {name: [] for name in self.reads(())}
            none = Rows(columns, np.zeros(0, np.intp), [], np.zeros(0, np.intp))
            named = self._made(none, keys=[], on=[]).chart.kind.name
            object.__setattr__(self, "kind", named)
        beside = self._beside()
        columns = {name: [np.nan] for name in self.reads(())}
        columns[self.on] = [self._some()]
        rows = Rows(columns, np.zeros(1, np.intp), [()], np.ones(1, np.intp))
        on = self._when(rows)
        if on.cadence is not None:
            on = laid(on, ends_of(1, rows.owner, on), beside)
        try:
            panel = self._panel(rows, on, rows.owner)
        except FieldError as error:
            # A row of it is nothing that anybody gave: its column is.
            if error.name not in {"values", "sizes", "within"}:
                raise
            column = getattr(self, error.name)
            raise FieldError(error.name, error.must, column, error.fix) from None
        chart = panel.chart
        self._judged(spc.read(chart, ()))
        asked = spc.read(spc.chart(np.zeros((0, 1))), self.rules)
        silent = dict.fromkeys(asked.flags, np.zeros(chart.values.shape, np.int8))
        columns_of_result(evolve(asked, chart=chart, flags=silent))

    def _some(self) -> date | Period:
        """Return a day or period that the question can be asked of."""
        cadence = self._cadence
        baseline = [self._mark(end, "baseline") for end in self._ends_of_baseline()]
        day = baseline[0].first if baseline else SOME_DAY
        if not isinstance(cadence, Cadence):
            return day
        index = period_of(day, cadence.frequency, cadence.starts).index
        there = cadence.indexes(index, index + WITHIN)
        return period_at(int(there[0]), cadence.frequency, cadence.starts)

    @property
    def _cadence(self) -> CadenceLike:
        """Return which periods there are: none for points that come with an event."""
        kind = spc.CHARTS[self.kind] if isinstance(self.kind, str) else self.kind
        return EVENTS if getattr(kind, "takes", None) in COME else self.cadence

    def _check(self, rows: Rows) -> None:
        """Refuse what is wrong with any number, all of it, by its row in the batch."""
        import numpy as np  # noqa: PLC0415

        every = np.arange(len(rows.owner))
        one_each = Cadence(frequency=Frequency.POINT)
        self._made(
            rows,
            keys=np.zeros_like(every),
            on=Timeline(cadence=one_each, indexes=every + 1, places=every),
            ready=self.ready,
            per=self.per,
        )

    def _beside(self) -> Indexes:
        """Return the periods next to marks, in order, in which phases may begin.

        Of each mark that at which it begins or ends; and the one before it, as at the
        first point of a chart no phase begins.
        """
        import numpy as np  # noqa: PLC0415

        cadence = self._cadence
        marks = [day for mark in self._marks() for day in (mark.first, mark.last)]
        if not marks or not isinstance(cadence, Cadence):
            return np.zeros(0, dtype=np.intp)
        kind = cadence.frequency, cadence.starts
        ends = [period_of(day, *kind).index for day in marks]
        every = cadence.indexes(max(min(ends) - WITHIN, 1), max(ends) + WITHIN)
        places = np.searchsorted(every, ends)[:, None] + [-1, 0, 1]
        found: Indexes = every[np.unique(places.clip(0, len(every) - 1))]
        return found

    def _marks(self) -> list[Period]:
        """Return the days and periods that the question names."""
        marks = {"phases": self.phases, "exclude": self.exclude}
        marks["baseline"] = self._ends_of_baseline()
        return [
            self._mark(start_of(mark) if name == "phases" else mark, name)
            for name, own in marks.items()
            for mark in own
        ]

    def _ends_of_baseline(self) -> Sequence[Any]:
        """Return the days or periods that a baseline names, none where it counts."""
        if self.baseline is None or isinstance(self.baseline, int | float):
            return ()
        several = isinstance(self.baseline, tuple)
        return self.baseline if several else (self.baseline,)

    def _mark(self, mark: Any, name: str) -> Period:
        """Return a day or period, which means the same in each batch."""
        cadence = self._cadence
        if isinstance(plain_number(mark), int):
            fix = say("a position would be another point in each batch")
            raise FieldError(name, say("must be days or periods"), mark, fix)
        read = cadence.read if isinstance(cadence, Cadence) else parse_period
        try:
            period = read(mark)
        except FieldError as error:
            raise FieldError(name, error.must, mark, error.fix) from None
        if not isinstance(cadence, Cadence):
            return period
        whole = period_of(period.first, cadence.frequency, cadence.starts)
        if period.first != whole.first:
            length = cadence.frequency.words
            must = say("must be the first day of a {length}", length=length)
            raise FieldError(name, must, str(mark), say("{whole} is", whole=whole))
        return period


#: What `spc.panel` is told as it was said.
PASSED: Final = (
    "ready",
    "per",
    "phases",
    "baseline",
    "exclude",
    "centre",
    "sigma",
    "lower",
    "upper",
    "width",
    "bridge",
)
