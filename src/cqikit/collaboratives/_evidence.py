"""What speaks for the data or against them: recounts, and when reports came."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from attrs import field, frozen

from cqikit.core import (
    Period,
    as_day,
    as_optional_day,
    finite,
    is_day,
    is_key,
    is_text,
    optional,
    parse_period,
)

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from cqikit.measures import Series

__all__ = ["Receipt", "Recount", "is_early", "reported_by"]


@frozen(kw_only=True)
class Recount:
    """What somebody found who counted again what a team had reported.

    Parameters
    ----------
    team : str
        The team, by its key.
    measure : str
        The measure, by its key.
    period : Period
        The period that was counted again.
    counted : float
        What was found: of a ratio, its numerator; else the value.
    on : date, optional
        The day of the recount; not told unless said.
    by : str
        Who counted; not told unless said.
    note : str
        What was found; nothing unless said.

    Examples
    --------
    >>> Recount(team="north", measure="falls", period="2026-03", counted=7).counted
    7
    """

    team: str = field(validator=is_text)
    measure: str = field(validator=is_key)
    period: Period = field(converter=parse_period)
    counted: float = field(validator=finite)
    on: date | None = field(
        default=None, converter=as_optional_day, validator=optional(is_day)
    )
    by: str = field(default="", validator=is_text)
    note: str = field(default="", validator=is_text)


@frozen(kw_only=True)
class Receipt:
    """When a team's report of a period came in; a second one revises the first.

    Parameters
    ----------
    team : str
        The team, by its key.
    period : Period
        The period that the report is about.
    on : date
        The day on which it came in.
    measure : str
        Of which it is; "" for a report of all measures.
    """

    team: str = field(validator=is_text)
    period: Period = field(converter=parse_period)
    on: date = field(converter=as_day, validator=is_day)
    measure: str = field(default="", validator=is_text)


def is_early(receipt: Receipt) -> bool:
    """Say whether a receipt is of a day before its period: there was no report yet."""
    return receipt.on < receipt.period.first


def reported_by(
    series: Iterable[Series], teams: Container[str]
) -> set[tuple[str, str, Period]]:
    """Return the reports of some teams: of whom, of which measure, of when.

    A row without a value is none, as for `attendance`.
    """
    found: set[tuple[str, str, Period]] = set()
    for this_series in series:
        if this_series.team in teams:
            rows, key = this_series.records, this_series.measure.key
            told = rows.part(~np.isnan(rows.value) | ~np.isnan(rows.numerator))
            found |= {(this_series.team, key, period) for period in told.periods()}
    return found
