"""A series: one measure of one team, period after period, gaps kept as gaps."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from cqikit.core import (
    Severity,
    Timeline,
    arguments,
    instance_of,
    is_text,
    plural,
    problem_of,
    say,
)
from cqikit.errors import DataError, DuplicateError, FieldError
from cqikit.measures._audit import audit
from cqikit.measures._building import columns_of, spread
from cqikit.measures._calendar import aligned, astray, calendar_within
from cqikit.measures._columns import Columns
from cqikit.measures._measure import Measure
from cqikit.measures._numpy import Floats, Indexes, np

if TYPE_CHECKING:
    from cqikit.core import Period
    from cqikit.measures._observation import Observation

__all__ = ["Series", "series"]


# Not slotted: cached_property needs a __dict__.
@frozen(kw_only=True, slots=False, repr=False)
class Series:
    """The observations of one measure, one a period, in order of time.

    Build one with `series`, which audits first. What was observed is kept as columns;
    the tuples below are for people, are made once, and have one member for each of
    `periods`, which leave no period out: a period without a row has the value NaN.
    `columns`, `observed` and `counted` are the same as read-only arrays.

    Parameters
    ----------
    measure : Measure
        What was observed.
    records : Columns
        The observations as columns, one row each, in order of time; given as
        `observations`.
    observations : iterable of Observation, or Columns
        Sorted, no period twice.
    team : str
        Key of the team, "" when there is only one.
    calendar : Timeline, optional
        Which periods exist, where several series share them; by default, that is as the
        measure says, or inferred from the rows.
    """

    measure: Measure = field(validator=instance_of(Measure))
    records: Columns = field(alias="observations", converter=columns_of)
    """One row an observation; gaps have none."""
    team: str = field(default="", validator=is_text)
    _calendar: Timeline | None = field(default=None, eq=False, alias="calendar")

    def __attrs_post_init__(self) -> None:
        if len(self.records) < 1:
            return
        if self._calendar is None:
            rows = aligned(self.measure, self.records)
            object.__setattr__(self, "records", rows)
        if self._calendar is None and astray(self.measure, self.records).any():
            wanted = say(
                "must each be of a {frequency}", frequency=self.measure.frequency.value
            )
            got = [str(period) for period in self.records.periods()]
            raise FieldError("observations", wanted, got)
        steps = np.diff(self.records.period)
        if (steps > (0 if self.measure.is_periodic else -1)).all():
            return
        periods = self.records.periods()
        seen: set[Period] = set()
        for period in periods:
            if period in seen:
                raise DuplicateError(say("observations"), period)
            seen.add(period)
        raise FieldError(
            "observations",
            say("must be in order of time"),
            list(periods),
            say("use series(...)"),
        )

    def __repr__(self) -> str:
        of_team = f", team {self.team}" if self.team else ""
        unit = self.measure.frequency.value if self.measure.is_periodic else "event"
        count = len(self.indexes)
        lasts = plural(count, unit)
        since = f" from {self.periods[0]}" if count else ""
        return f"<Series {self.measure.key}{of_team}, {lasts}{since}>"

    def __getstate__(self) -> dict[str, Any]:
        # What is made on first use is left behind.
        fields = ("measure", "records", "team", "_calendar")
        return {name: self.__dict__[name] for name in fields}

    @cached_property
    def indexes(self) -> Indexes:
        """Return `Period.index` of each of `periods`, shape (n,)."""
        return self.calendar.indexes

    @cached_property
    def calendar(self) -> Timeline:
        """Return which periods exist, from the first row to the last, and why."""
        return calendar_within(self.measure, self.records, self._calendar)

    @cached_property
    def columns(self) -> Columns:
        """Return the columns over `periods`: a period without a row has no numbers."""
        return spread(self.records, self.indexes)

    @cached_property
    def observed(self) -> Floats:
        """Return the values in the measure's unit, NaN where none, shape (n,)."""
        found = self.columns.observed(self.measure)
        found.setflags(write=False)
        return found

    @cached_property
    def counted(self) -> Floats:
        """Return `observed` with NaN where a point is excluded, shape (n,)."""
        found = np.where(self.columns.excluded, np.nan, self.observed)
        found.setflags(write=False)
        return found

    @cached_property
    def observations(self) -> tuple[Observation, ...]:
        """Return an `Observation` for each row, as it was put in."""
        return self.records.observations()

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """Return every period from the first row to the last, gaps included.

        Values between rare events have no calendar of their own: for these,
        the periods are those of the rows.
        """
        return self.calendar.periods

    @cached_property
    def values(self) -> tuple[float, ...]:
        """Return the values in the measure's unit, NaN where not observed."""
        return tuple(self.observed.tolist())

    @cached_property
    def numerators(self) -> tuple[float, ...]:
        """Return the numerators, NaN where not observed."""
        return self._numbers("numerator")

    @cached_property
    def denominators(self) -> tuple[float, ...]:
        """Return the denominators, NaN where not observed."""
        return self._numbers("denominator")

    @cached_property
    def rows(self) -> tuple[str, ...]:
        """Return where each value is from, "" where there is no row."""
        return self.columns.row_texts()

    @cached_property
    def excluded(self) -> tuple[str, ...]:
        """Return the reason for which each point is excluded, "" for most."""
        return self.columns.reason_texts()

    @cached_property
    def withheld(self) -> tuple[str, ...]:
        """Return what stands in place of each value that is withheld, "" for most."""
        return self.columns.withheld_texts()

    def _numbers(self, name: str) -> tuple[float, ...]:
        numbers = self.columns.as_given(name)
        return tuple(math.nan if number is None else number for number in numbers)


@arguments(
    measure=instance_of(Measure),
    observations=instance_of(
        Iterable,
        Columns,
        fix=say("such as {example}", example="[Observation(period=..., value=...)]"),
    ),
)
def series(
    measure: Measure,
    observations: Iterable[Observation] | Columns,
    *,
    team: str = "",
    calendar: Timeline | None = None,
) -> Series:
    """Return a `Series` of `observations`, put in order of time.

    Parameters
    ----------
    measure : Measure
    observations : iterable of Observation, or Columns
        In any order; see `audit` for what is said of them.
    team : str
        Whose it is; nobody's unless said.
    calendar : Timeline, optional
        Which periods exist, where that is known from elsewhere; by default, as the
        measure says, or inferred from the rows.

    Raises
    ------
    DataError
        All faults at once, each with its row.

    Examples
    --------
    >>> from cqikit.measures import Observation
    >>> waits = Measure(key="waits", title="Waiting time", unit="days")
    >>> made = series(
    ...     waits,
    ...     [
    ...         Observation(period="2026-03", value=11.0),
    ...         Observation(period="2026-01", value=14.0),
    ...     ],
    ... )
    >>> [str(period) for period in made.periods], made.values
    (['2026-01', '2026-02', '2026-03'], (14.0, nan, 11.0))
    >>> made
    <Series waits, 3 months from 2026-01>
    """
    rows = aligned(measure, columns_of(observations))
    faults = [
        problem_of(found)
        for found in audit(measure, rows)
        if found.severity is Severity.FAULT
    ]
    if faults:
        of_team = f" of {team}" if team else ""
        raise DataError(f"series {measure.key}{of_team}", faults)
    order = np.argsort(rows.period, kind="stable")
    return Series(
        measure=measure, observations=rows.part(order), team=team, calendar=calendar
    )
