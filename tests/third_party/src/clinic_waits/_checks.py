"""The clinic's own checks: one as a class that nobody had to subclass, one made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from cqikit.core import Catalog, Check, Context, Finding, Found, check, found
from cqikit.measures import Series


@dataclass(frozen=True)
class Promise:
    """What the clinic promised its patients: no month over so many days."""

    days: float
    code: str = "waits.promise"
    source: str = "the clinic's charter"

    @property
    def name(self) -> str:
        """Return what a catalog knows this check by."""
        return self.code

    def __call__(self, subject: Series, context: Context) -> Iterable[Finding]:
        """Yield a finding for each month in which the promise was broken."""
        for period, value in zip(subject.periods, subject.values, strict=True):
            if value > self.days:
                yield Finding(
                    code=self.code,
                    where=str(period),
                    template="{value} days, {promised} were promised",
                    parts={"value": value, "promised": self.days},
                    source=self.source,
                )


@check(
    "waits.short",
    says="only {months:# month|# months}",
    fix="wait for a year of data",
    source="the clinic's charter",
)
def long_enough(subject: Series) -> Iterable[Found]:
    """Yield a finding when there is less than a year to go by."""
    if len(subject.periods) < 12:
        yield found(months=len(subject.periods))


class NamedCheck(Check[Series], Protocol):
    """A check that can stand in a catalog."""

    @property
    def name(self) -> str: ...


PROMISE: NamedCheck = Promise(days=10)
LONG_ENOUGH: NamedCheck = long_enough
"""That these lines type-check is the point: a Check is whatever has its shape."""

CHECKS: Catalog[NamedCheck] = Catalog([PROMISE, LONG_ENOUGH], kind="check")
