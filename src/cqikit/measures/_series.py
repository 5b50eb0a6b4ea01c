"""A series: one measure of one team, period after period, gaps kept as gaps."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from attrs import field, frozen

from cqikit.core import (
    Period,
    Severity,
    as_tuple,
    instance_of,
    is_text,
    periods_between,
    unique,
)
from cqikit.errors import DataError, FieldError, Problem
from cqikit.measures._audit import audit
from cqikit.measures._measure import Measure
from cqikit.measures._observation import Observation, observed_value

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Series", "series"]


@frozen(kw_only=True)
class Series:
    """The observations of one measure, one a period, in order of time.

    Build one with `series`, which audits first. The lists below have one
    member for each of `periods`, which leave no period out: a period without
    a row has the value NaN.

    Parameters
    ----------
    measure : Measure
    observations : tuple of Observation
        Sorted, no period twice.
    team : str
        Key of the team, "" when there is only one.
    """

    measure: Measure = field(validator=instance_of(Measure))
    observations: tuple[Observation, ...] = field(
        converter=as_tuple, validator=unique("period")
    )
    team: str = field(default="", validator=is_text)
    _by_period: dict[Period, Observation] = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        periods = [one.period for one in self.observations]
        if periods != sorted(periods):
            raise FieldError(
                "observations", "must be in order of time", periods, "use series(...)"
            )
        by_period = {one.period: one for one in self.observations}
        object.__setattr__(self, "_by_period", by_period)

    @property
    def periods(self) -> tuple[Period, ...]:
        """Return every period from the first row to the last, gaps included.

        Values between rare events have no calendar of their own: for these,
        the periods are those of the rows.
        """
        if not self.observations or not self.measure.is_periodic:
            return tuple(self._by_period)
        ends = self.observations[0].period, self.observations[-1].period
        return tuple(periods_between(*ends))

    @property
    def values(self) -> tuple[float, ...]:
        """Return the values in the measure's unit, NaN where not observed."""
        return tuple(self._value(period) for period in self.periods)

    @property
    def numerators(self) -> tuple[float, ...]:
        """Return the numerators, NaN where not observed."""
        return self._numbers("numerator")

    @property
    def denominators(self) -> tuple[float, ...]:
        """Return the denominators, NaN where not observed."""
        return self._numbers("denominator")

    @property
    def rows(self) -> tuple[str, ...]:
        """Return where each value is from, "" where there is no row."""
        found = (self._by_period.get(period) for period in self.periods)
        return tuple(one.row if one else "" for one in found)

    @property
    def excluded(self) -> tuple[str, ...]:
        """Return the reason for which each point is excluded, "" for most."""
        found = (self._by_period.get(period) for period in self.periods)
        return tuple(one.excluded if one else "" for one in found)

    def _value(self, period: Period) -> float:
        found = self._by_period.get(period)
        return math.nan if found is None else observed_value(self.measure, found)

    def _numbers(self, name: str) -> tuple[float, ...]:
        found = (getattr(self._by_period.get(one), name, None) for one in self.periods)
        return tuple(math.nan if number is None else number for number in found)


def series(
    measure: Measure, observations: Iterable[Observation], *, team: str = ""
) -> Series:
    """Return a `Series` of `observations`, put in order of time.

    Parameters
    ----------
    measure : Measure
    observations : iterable of Observation
        In any order; see `audit` for what is said of them.
    team : str

    Raises
    ------
    DataError
        All faults at once, each with its row.

    Examples
    --------
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
    """
    rows = tuple(observations)
    faults = [
        Problem(one.where, one.message, one.mend)
        for one in audit(measure, rows)
        if one.severity is Severity.FAULT
    ]
    if faults:
        of_team = f" of {team}" if team else ""
        raise DataError(f"series {measure.key}{of_team}", faults)
    ordered = sorted(rows, key=lambda row: row.period.index)
    return Series(measure=measure, observations=tuple(ordered), team=team)
