"""Whether a gain is kept after closing: a shifted median, watched for six months (S5).

The line is the median of what was reached by the day of closing, carried on. The gain
is lost when so many useful points in a row (observed, and not on the line) lie on its
worse side; the point that completes the run is when one could know. How often that
happens though nothing changed is worked out by `spc` for a median of as many points.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import numpy as np
from attrs import frozen
from attrs.validators import and_

from cqikit import spc
from cqikit.core import (
    Choice,
    Frequency,
    Period,
    Sentence,
    a_day,
    arguments,
    at_least,
    finite,
    instance_of,
    one_of,
    period_of,
    say,
)
from cqikit.measures import Measure, Series

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cqikit.collaboratives._results import MeasureResult

__all__ = [
    "Held",
    "HeldWord",
    "Sentinel",
    "sentinel",
    "watched",
]

#: How many: a whole number from 1.
WHOLE: Final = and_(instance_of(int), at_least(1))


class Held(Choice):
    """What the watch says of a gain."""

    WATCHING = "watching"
    HELD = "held"
    LOST = "lost"
    CANNOT_TELL = "cannot-tell"


HeldWord: TypeAlias = Literal["watching", "held", "lost", "cannot-tell"]


@frozen(kw_only=True)
class Sentinel:
    """The watch over one gain.

    Parameters
    ----------
    measure : Measure
        Whose gain is watched.
    centre : float
        The shifted median, in the measure's unit.
    worse : int
        Its worse side: 1 above, -1 below.
    made_of : int
        How many points the median is of.
    run : int
        So many useful points in a row on the worse side are a loss.
    expected : int
        How many periods there are in the months of the watch.
    seen : int
        How many of them were observed, and are not on the line.
    state : Held
        Whether it is held, lost, or not to be told yet.
    lost_since, lost_at : Period, optional
        The first point of the run, and the one at which one could know.
    false_alarm : float, optional
        The probability that the watch calls a loss though nothing changed, over all of
        its periods; None where these are too few for a loss. Where two runs fit in, it
        is that of a run on either side, and so more than that of a loss.
    """

    measure: Measure
    centre: float
    worse: int
    made_of: int
    run: int
    expected: int
    seen: int
    state: Held
    lost_since: Period | None
    lost_at: Period | None
    false_alarm: float | None

    def __str__(self) -> str:
        parts: dict[str, Any] = {
            "run": self.run,
            "line": _line(self),
            "since": self.lost_since or "",
            "at": self.lost_at or "",
            "seen": self.seen,
            "periods": self.expected,
            "chance": _chance(self),
        }
        match self.state:
            case Held.LOST:
                return say(
                    "lost: {run} in a row {line} from {since}, known at {at}{chance}",
                    **parts,
                )
            case Held.HELD:
                return say(
                    "held: no {run} in a row {line} in {periods:# period|# periods}"
                    "{chance}",
                    **parts,
                )
            case Held.WATCHING:
                return say(
                    "watching for {run} in a row {line}: {seen} of"
                    " {periods:# period|# periods} seen{chance}",
                    **parts,
                )
            case _:
                return say(
                    "cannot tell: {run} in a row {line} would be a loss, and {seen} of"
                    " {periods:# period|# periods} count{chance}",
                    **parts,
                )


def _line(watch: Sentinel) -> Sentence:
    """Return on which side of the median a run would be a loss."""
    centre = say("{value}", value=float(watch.centre))
    if unit := watch.measure.unit:
        centre = say("{value} {unit}", value=centre, unit=unit)
    if watch.worse > 0:
        return say("above the median of {centre}", centre=centre)
    return say("below the median of {centre}", centre=centre)


def _chance(watch: Sentinel) -> str:
    """Return how often a loss is called by chance; "" where that is not known."""
    if watch.false_alarm is None:
        return ""
    chance = float(f"{100 * watch.false_alarm:.2g}")
    if watch.expected >= 2 * watch.run:
        return say(" (by chance at most {chance} %)", chance=chance)
    return say(" (by chance {chance} %)", chance=chance)


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, or the last one of a shorter month.

    Examples
    --------
    >>> months_after(date(2026, 8, 31), 6).isoformat()
    '2027-02-28'
    """
    month = period_of(day, Frequency.MONTH).shift(months)
    return min(month.first + timedelta(days=day.day - 1), month.last)


@arguments(
    series=instance_of(Series),
    on=a_day,
    centre=finite,
    worse=one_of(1, -1),
    made_of=WHOLE,
    months=WHOLE,
    run=and_(instance_of(int), at_least(2)),
)
def sentinel(
    series: Series,
    *,
    on: date,
    centre: float,
    worse: int,
    made_of: int,
    months: int = 6,
    run: int = 6,
) -> Sentinel:
    """Return what a watch over a shifted median says so far.

    Parameters
    ----------
    series : Series
        All of it; what is watched are the periods that begin after `on`.
    on : date
        The day of closing.
    centre : float
        The shifted median.
    worse : {1, -1}
        Which side of it is worse: 1 above.
    made_of : int
        How many points it is the median of.
    months : int
        How long to watch; six by default, as in the source.
    run : int
        How many useful points in a row are a loss; six by default (Perla, Provost and
        Murray, BMJ Quality & Safety 2011;20:46).

    Examples
    --------
    >>> from cqikit.measures import Observation, series
    >>> waits = Measure(key="waits", title="Waiting time", unit="days")
    >>> later = [9, 8, 12, 13, 12, 14, 13, 15]
    >>> rows = [
    ...     Observation(period=f"2026-{place:02}", value=value)
    ...     for place, value in enumerate(later, 1)
    ... ]
    >>> print(
    ...     sentinel(
    ...         series(waits, rows),
    ...         on=date(2026, 2, 28),
    ...         centre=9,
    ...         worse=1,
    ...         made_of=8,
    ...     )
    ... )
    lost: 6 in a row above the median of 9 days from 2026-03, known at 2026-08 (by
    chance 4.2 %)
    """
    wanted = _window(series, on, months)
    inside = [
        place
        for place, period in enumerate(series.periods)
        if period in frozenset(wanted)
    ]
    values = series.counted[inside]
    useful = np.flatnonzero(spc.side_of(values, np.array(centre, dtype=float)))
    rule = spc.Shift(length=run, on_centre="skip", missing="skip", marks="completing")
    view = spc.View(values, np.full(len(values), centre), np.full(len(values), np.nan))
    known = np.flatnonzero(rule(view) == worse)
    lost: tuple[Period | None, Period | None] = (None, None)
    if known.size:
        first = useful[int(np.searchsorted(useful, known[0])) - run + 1]
        lost = series.periods[inside[first]], series.periods[inside[known[0]]]
    return Sentinel(
        measure=series.measure,
        centre=float(centre),
        worse=worse,
        made_of=made_of,
        run=run,
        expected=len(wanted),
        seen=len(useful),
        state=_state(series, wanted, len(useful), run, lost=lost[1] is not None),
        lost_since=lost[0],
        lost_at=lost[1],
        false_alarm=_false_alarm(made_of, len(wanted), run),
    )


def _window(series: Series, on: date, months: int) -> tuple[Period, ...]:
    """Return the periods that begin after a day, within so many months."""
    last, cadence = months_after(on, months), series.calendar.cadence
    every = series.periods if cadence is None else cadence.between(on, last)
    return tuple(period for period in every if on < period.first <= last)


def _state(
    series: Series, wanted: Sequence[Period], useful: int, run: int, *, lost: bool
) -> Held:
    if lost:
        return Held.LOST
    latest = series.periods[-1:]
    over = any(period.last >= wanted[-1].last for period in latest if wanted)
    if len(wanted) < run or (over and useful < run):
        return Held.CANNOT_TELL
    return Held.HELD if over else Held.WATCHING


def _false_alarm(made_of: int, count: int, run: int) -> float | None:
    """Return how probably the watch calls a loss though nothing changed."""
    if count < run:
        return None
    centre: spc.KnownCentre | spc.BaselineCentre = spc.KnownCentre(limits=False)
    before = 0
    if made_of > 1:
        before = made_of
        centre = spc.BaselineCentre(made_of, reads="after", limits=False)
    rules = [spc.Shift(length=run, on_centre="skip", missing="skip")]
    either = spc.signal_probability(rules, before + count, centre=centre).value
    # As long as no two runs fit, one on either side is as likely as on the other.
    return either / 2 if count < 2 * run else either


def watched(
    result: MeasureResult, later: Series, *, on: date, months: int, run: int
) -> Sentinel | None:
    """Return the watch over what a measure gained by a day; None if it gained nothing.

    Parameters
    ----------
    result : MeasureResult
        As it stood on the day of closing.
    later : Series
        All teams together, with what came since. What was reached is read from it, too:
        a team that left since is in neither.
    on : date
    months, run : int
        As for `sentinel`.
    """
    latest = result.latest
    if latest is None or latest.gain < 1:
        return None
    inside = [latest.at <= period <= latest.until for period in later.periods]
    reached = later.counted[np.array(inside, dtype=bool)]
    reached = reached[~np.isnan(reached)]
    if not reached.size:
        return None
    return sentinel(
        later,
        on=on,
        centre=float(np.median(reached)),
        worse=1 if latest.before > latest.after else -1,
        made_of=len(reached),
        months=months,
        run=run,
    )
