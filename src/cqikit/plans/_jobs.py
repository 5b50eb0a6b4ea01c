"""A plan as jobs for a scheduler: hours, owners, windows, and what waits for what."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from cqikit.actions import ActionStep, Concern, Deadline, deadline, owner, status
from cqikit.core import Period, period_of, plain_number
from cqikit.errors import FieldError
from cqikit.plans._order import order, waits_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from cqikit.plans._plan import Plan

__all__ = ["LATE", "WEIGHTS", "Job", "Placed", "components", "jobs_of", "place"]

#: What a period counts, by concern: finishing a safety step one period earlier
#: outweighs finishing a hundred others one period later.
WEIGHTS: Final = {
    Concern.HEALTH_AND_SAFETY: 100,
    Concern.LICENSING: 10,
    Concern.QUALITY: 1,
}
#: A period that a step is late counts as this many periods more.
LATE: Final = 10
#: Hours less than this are rounding.
TINY: Final = 1e-9


@frozen(kw_only=True)
class Job:
    """One open step as the scheduler sees it; periods are counted from 0.

    `earliest` and `least` are the periods in which it can begin and end at
    best, if nobody had anything else to do.
    """

    step: ActionStep
    owner: str
    hours: float
    capacity: float
    due: int | None
    weight: int
    waits: tuple[int, ...]
    release: int
    earliest: int = 0
    least: int = 0

    def cost(self, finish: int) -> int:
        """Return what finishing in this period costs."""
        late = 0 if self.due is None else max(0, finish - self.due)
        return self.weight * (finish + LATE * late)


@frozen
class Placed:
    """Where a job was put: its first and last period, and its hours by period."""

    first: int
    last: int
    hours: tuple[tuple[int, float], ...]


def jobs_of(
    plan: Plan,
    start: Period,
    capacity: Mapping[str, float] | float | None,
    default_hours: float,
) -> tuple[Job, ...]:
    """Return the open steps as jobs, none before what it waits for."""
    waits = waits_for(plan)
    #: For each step, over or open, the jobs that whoever waits for it waits for.
    stands_for: dict[str, tuple[int, ...]] = {}
    jobs: list[Job] = []
    for step in order(plan):
        before = dict.fromkeys(
            place for key in waits[step.key] for place in stands_for[key]
        )
        preds = tuple(before)
        if status(step).is_end:
            stands_for[step.key] = preds if status(step) == "replaced" else ()
            continue
        stands_for[step.key] = (len(jobs),)
        hours = default_hours if step.hours is None else step.hours
        job = Job(
            step=step,
            owner=owner(step),
            hours=float(hours),
            capacity=_capacity(owner(step), capacity),
            due=_due(step, start),
            weight=WEIGHTS[step.concern],
            waits=preds,
            release=_release(step, start),
        )
        jobs.append(_with_windows(job, jobs))
    return tuple(jobs)


def _capacity(who: str, capacity: Mapping[str, float] | float | None) -> float:
    if capacity is None or not who:
        return math.inf
    told = plain_number(capacity)
    has = told.get(who, math.inf) if isinstance(told, Mapping) else told
    if not has > 0:
        raise FieldError("capacity", f"of {who} must be more than 0 hours", has)
    return float(has)


def _due(step: ActionStep, start: Period) -> int | None:
    due = deadline(step)
    return None if due is None else _index(due.last, start)


def _release(step: ActionStep, start: Period) -> int:
    due = deadline(step)
    if isinstance(due, Deadline) and due.begin is not None:
        return max(0, _index(due.first, start))
    return 0


def _with_windows(job: Job, jobs: Sequence[Job]) -> Job:
    earliest = max([job.release, *(jobs[awaited].least for awaited in job.waits)])
    length = max(1, math.ceil(job.hours / job.capacity - TINY))
    return evolve(job, earliest=earliest, least=earliest + length - 1)


def _index(day: date, start: Period) -> int:
    return period_of(day, start.frequency).index - start.index


def pressing_first(jobs: Sequence[Job]) -> list[int]:
    """Return the jobs' places, pressing first, nothing before what it waits for.

    A job is as pressing as the most pressing one that waits for it.
    """
    weight = [job.weight for job in jobs]
    due = [math.inf if job.due is None else job.due for job in jobs]
    for place in reversed(range(len(jobs))):
        for awaited in jobs[place].waits:
            weight[awaited] = max(weight[awaited], weight[place])
            due[awaited] = min(due[awaited], due[place])
    # What a job waits for is as pressing and stands before it, so sorting keeps that.
    return sorted(range(len(jobs)), key=lambda at: (-weight[at], due[at], at))


def place(jobs: Sequence[Job], sequence: Iterable[int]) -> dict[int, Placed]:
    """Put each job, in this sequence, into the earliest hours its owner has left.

    `sequence` has nothing before what it waits for. Of all sequences one gives
    the best schedule that there is; which one is what has to be found.
    """
    left: dict[tuple[str, int], float] = {}
    skips: dict[str, dict[int, int]] = {}
    placed: dict[int, Placed] = {}
    for at in sequence:
        job = jobs[at]
        first = max([job.release, *(placed[awaited].last for awaited in job.waits)])
        if not job.hours or math.isinf(job.capacity):
            worked = ((first, job.hours),) if job.hours else ()
            placed[at] = Placed(first, first, worked)
            continue
        skip = skips.setdefault(job.owner, {})
        todo = job.hours
        hours = []
        period = _unfilled(skip, first)
        while True:
            here = (job.owner, period)
            free = left.get(here, job.capacity)
            taken = min(free, todo)
            hours.append((period, taken))
            todo -= taken
            left[here] = free - taken
            if left[here] <= TINY:
                skip[period] = period + 1
            if todo <= TINY:
                break
            period = _unfilled(skip, period + 1)
        placed[at] = Placed(hours[0][0], hours[-1][0], tuple(hours))
    return placed


def _unfilled(skip: dict[int, int], period: int) -> int:
    """Return the first period from this one on that is not full."""
    path = []
    while period in skip:
        path.append(period)
        period = skip[period]
    for number in path:
        skip[number] = period
    return period


def components(jobs: Sequence[Job]) -> list[list[int]]:
    """Return groups of jobs that have nothing to do with each other.

    Jobs belong together when one waits for the other, or when they share an
    owner whose hours are limited.
    """
    root = list(range(len(jobs)))

    def find(at: int) -> int:
        while root[at] != at:
            root[at] = root[root[at]]
            at = root[at]
        return at

    last_of: dict[str, int] = {}
    for at, job in enumerate(jobs):
        mates = list(job.waits)
        if not math.isinf(job.capacity):
            mates.append(last_of.setdefault(job.owner, at))
        for mate in mates:
            root[find(mate)] = find(at)
    groups: dict[int, list[int]] = {}
    for at in range(len(jobs)):
        groups.setdefault(find(at), []).append(at)
    return list(groups.values())


def only(jobs: Sequence[Job], places: Sequence[int]) -> tuple[Job, ...]:
    """Return the jobs at `places` as a problem of their own."""
    new = {old: at for at, old in enumerate(places)}
    return tuple(
        evolve(jobs[old], waits=tuple(new[awaited] for awaited in jobs[old].waits))
        for old in places
    )
