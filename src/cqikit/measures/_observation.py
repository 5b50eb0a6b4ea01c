"""One observation of a measure in one period."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from attrs import field, frozen

from cqikit.core import (
    Period,
    arguments,
    instance_of,
    is_text,
    optional,
    parse_period,
    say,
)
from cqikit.errors import FieldError

if TYPE_CHECKING:
    from cqikit.measures._measure import Measure

__all__ = ["Observation", "observed_value"]

number_or_none = optional(instance_of(int, float))


@frozen(kw_only=True)
class Observation:
    """What was seen in one period, as it was reported.

    Parameters
    ----------
    period : Period
        Or anything that `parse_period` reads.
    value : float, optional
        A ready value; None where nothing was observed, which is not zero.
    numerator, denominator : float, optional
        For proportions and rates: what the value is made of.
    row : str
        Where it is from (``cases.csv row 17``); judgements lead back to it.
    excluded : str
        A reason, when the point is to be shown but not counted.
    withheld : str
        What was said in place of a number that is known and not told, such as ``<5``.

    Examples
    --------
    >>> Observation(period="2026-01", value=3, withheld="<5")
    Traceback (most recent call last):
    ...
    cqikit.errors.FieldError: withheld must go without the value (got '<5')
    """

    period: Period = field(converter=parse_period)
    value: float | None = field(default=None, validator=number_or_none)
    numerator: float | None = field(default=None, validator=number_or_none)
    denominator: float | None = field(default=None, validator=number_or_none)
    row: str = field(default="", validator=is_text)
    excluded: str = field(default="", validator=is_text)
    withheld: str = field(default="", validator=is_text)

    def __attrs_post_init__(self) -> None:
        ratio = self.numerator is not None and self.denominator is not None
        if self.withheld and (self.value is not None or ratio):
            must = say("must go without the value")
            raise FieldError("withheld", must, self.withheld)


@arguments()
def observed_value(measure: Measure, observation: Observation) -> float:
    """Return the value in the measure's unit; NaN where there is none.

    Parameters
    ----------
    observation : Observation
        What was observed.

    Examples
    --------
    >>> from cqikit.measures import Measure
    >>> share = Measure(key="on-time", title="On time", kind="proportion", per=100)
    >>> observed_value(share, Observation(period=2026, numerator=3, denominator=4))
    75.0
    >>> observed_value(share, Observation(period=2026, numerator=3, denominator=0))
    nan
    """
    if observation.value is not None:
        return float(observation.value)
    over, under = observation.numerator, observation.denominator
    if not measure.is_ratio:
        return math.nan if over is None else float(over)
    if over is None or under is None or under == 0:
        return math.nan
    return measure.value(over, under)
