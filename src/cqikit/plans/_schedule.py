"""When each step is worked on, so that nobody has more hours than there are."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from cqikit.actions import deadline, owner
from cqikit.core import (
    Frequency,
    Period,
    arguments,
    instance_of,
    parse_period,
    period_of,
)
from cqikit.plans._jobs import (
    Job,
    Placed,
    components,
    jobs_of,
    only,
    place,
    pressing_first,
)
from cqikit.plans._plan import Plan, open_steps
from cqikit.plans._solve import cost_of, eased, optimum

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["Schedule", "Slot", "Workload", "schedule", "workload"]

#: So many groups are solved exactly in one schedule, so that it takes seconds.
MOST_EXACT: Final = 100


@frozen(kw_only=True)
class Slot:
    """When one step is worked on, and how many periods late it is finished."""

    step: str
    owner: str
    first: Period
    last: Period
    late: int
    hours: tuple[tuple[Period, float], ...]


@frozen(kw_only=True)
class Workload:
    """What one owner has in one period: hours, and the keys of the steps."""

    owner: str
    period: Period
    hours: float
    steps: tuple[str, ...]


@frozen(kw_only=True)
class Schedule:
    """A schedule, what it costs, and how good that is.

    Parameters
    ----------
    slots : tuple of Slot
        One an open step, by when they begin.
    cost : int
        For each step the period in which it finishes, counted from 0, plus ten
        for each period that it is late; times 100 for health and safety, 10
        for licensing, 1 for quality; summed.
    bound : float
        No schedule costs less.
    exact : tuple of str
        Keys of the steps whose part of the schedule is proven best.
    """

    slots: tuple[Slot, ...]
    cost: int
    bound: float
    exact: tuple[str, ...] = field(repr=False)

    @property
    def is_proven(self) -> bool:
        """Say whether it is proven that no schedule costs less."""
        return len(self.exact) == len(self.slots)

    @property
    def late(self) -> tuple[Slot, ...]:
        """Return the slots of steps that are finished late."""
        return tuple(slot for slot in self.slots if slot.late)

    @property
    def loads(self) -> tuple[Workload, ...]:
        """Return what each owner has in each period."""
        return _loads(
            (slot.owner, period, hours, slot.step)
            for slot in self.slots
            for period, hours in slot.hours or ((slot.last, 0.0),)
        )


@arguments(plan=instance_of(Plan))
def schedule(
    plan: Plan,
    *,
    start: Period | str,
    capacity: Mapping[str, float] | float | None = None,
    default_hours: float = 0.0,
    exact_up_to: int = 8,
) -> Schedule:
    """Say when each open step is worked on.

    A step's hours may be spread over several periods; nobody works more hours
    in a period than they have; a step begins no earlier than the period in
    which all that it waits for is finished, and no earlier than its deadline
    says. What is finished early costs little, what is late much, and safety
    comes before licensing, licensing before quality.

    Steps that share neither owner nor dependency are scheduled apart. Each
    such group is first placed by urgency, then in the order that a linear
    program gives, which also bounds what is possible; the better of the two is
    kept. A small group that this does not prove best is solved exactly, as a
    mixed-integer program. `bound` and `exact` say what is proven.

    Parameters
    ----------
    plan : Plan
    start : Period
        The first period; its frequency (week, month) is the schedule's.
    capacity : mapping or float, optional
        Hours that an owner has in a period, one number for all or by owner;
        who is not named has no limit.
    default_hours : float
        For steps that do not say how many hours they take.
    exact_up_to : int
        Groups of up to so many steps are solved exactly, the first hundred of
        those that need it.

    Returns
    -------
    Schedule

    Raises
    ------
    CircleError
        When steps wait for each other.
    FieldError
        When a capacity is not more than 0.

    Examples
    --------
    >>> from cqikit.actions import ActionStep
    >>> plan = Plan(
    ...     key="cqip",
    ...     title="Our plan",
    ...     steps=[
    ...         ActionStep(key="order", who="director", what="order 2 rugs", hours=6),
    ...         ActionStep(key="meet", who="director", what="hold 3 meetings", hours=6),
    ...     ],
    ... )
    >>> found = schedule(plan, start="2026-10", capacity=8)
    >>> [(slot.step, str(slot.first), str(slot.last)) for slot in found.slots]
    [('order', '2026-10', '2026-10'), ('meet', '2026-10', '2026-11')]
    >>> found.is_proven
    True
    """
    first = parse_period(start)
    jobs = jobs_of(plan, first, capacity, default_hours)
    placed = place(jobs, pressing_first(jobs))
    shares = {at: float(job.cost(job.least)) for at, job in enumerate(jobs)}
    groups = components(jobs)
    unproven = [group for group in groups if not _is_best(jobs, placed, shares, group)]
    _improve(jobs, placed, shares, unproven, exact_up_to)
    exact = [
        jobs[at].step.key
        for places in groups
        if _is_best(jobs, placed, shares, places)
        for at in places
    ]
    slots = [_slot(job, placed[at], first) for at, job in enumerate(jobs)]
    slots.sort(key=lambda slot: (slot.first.index, slot.last.index))
    return Schedule(
        slots=tuple(slots),
        cost=cost_of(jobs, placed),
        bound=sum(shares.values()),
        exact=tuple(exact),
    )


def _is_best(
    jobs: Sequence[Job],
    placed: Mapping[int, Placed],
    shares: Mapping[int, float],
    places: Sequence[int],
) -> bool:
    """Say whether the bound proves that no schedule of this group costs less."""
    cost = sum(jobs[at].cost(placed[at].last) for at in places)
    # Costs are whole numbers, so a bound of 7.2 is one of 8.
    return cost <= math.ceil(sum(shares[at] for at in places) - 1e-6)


def _improve(
    jobs: Sequence[Job],
    placed: dict[int, Placed],
    shares: dict[int, float],
    groups: Sequence[Sequence[int]],
    exact_up_to: int,
) -> None:
    """Place these groups better where that can be, and raise their bounds."""
    middles = {at: float(placed[at].last) for places in groups for at in places}
    owners = [owned for places in groups for owned in _owned(jobs, placed, places)]
    for at, found in eased(jobs, owners).items():
        shares[at] = max(shares[at], found.share)
        middles[at] = found.middle
    left = MOST_EXACT
    for places in groups:
        mine = only(jobs, places)
        now = {new: placed[at] for new, at in enumerate(places)}
        other = place(mine, _in_order(mine, [middles[at] for at in places]))
        if cost_of(mine, other) < cost_of(mine, now):
            placed |= {places[new]: spot for new, spot in other.items()}
            now = other
        if _is_best(jobs, placed, shares, places) or len(places) > exact_up_to:
            continue
        left -= 1
        proven = optimum(mine, cost_of(mine, now)) if left >= 0 else None
        if proven is not None:
            placed |= {places[new]: spot for new, spot in proven.items()}
            shares |= {at: float(jobs[at].cost(placed[at].last)) for at in places}


def _owned(
    jobs: Sequence[Job], placed: Mapping[int, Placed], places: Sequence[int]
) -> Iterator[list[int]]:
    """Yield for each owner who has too few hours the jobs that need them."""
    owners: dict[str, list[int]] = {}
    for at in places:
        if jobs[at].hours > 0 and not math.isinf(jobs[at].capacity):
            owners.setdefault(jobs[at].owner, []).append(at)
    for mine in owners.values():
        if any(placed[at].last > jobs[at].least for at in mine):
            yield mine


def _in_order(jobs: Sequence[Job], middles: Sequence[float]) -> list[int]:
    """Return the jobs by their middles, nothing before what it waits for."""
    latest = list(middles)
    for at in reversed(range(len(jobs))):
        for awaited in jobs[at].waits:
            latest[awaited] = min(latest[awaited], latest[at])
    return sorted(range(len(jobs)), key=lambda at: (latest[at], at))


def _slot(job: Job, placed: Placed, start: Period) -> Slot:
    late = 0 if job.due is None else max(0, placed.last - job.due)
    return Slot(
        step=job.step.key,
        owner=job.owner,
        first=start.shift(placed.first),
        last=start.shift(placed.last),
        late=late,
        hours=tuple((start.shift(at), hours) for at, hours in placed.hours),
    )


@arguments(plan=instance_of(Plan))
def workload(
    plan: Plan, *, frequency: Frequency = Frequency.MONTH
) -> tuple[Workload, ...]:
    """Return what each owner has to finish in each period, by the deadlines.

    Steps without a deadline or without an owner are not in it.

    Examples
    --------
    >>> from cqikit.actions import ActionStep
    >>> steps = [
    ...     ActionStep(key="a", who="cook", what="buy 2 pans", when="2026-10", hours=2),
    ...     ActionStep(
    ...         key="b", who="cook", what="buy 1 pot", when="2026-10-09", hours=1
    ...     ),
    ... ]
    >>> [load] = workload(Plan(key="p", title="Kitchen", steps=steps))
    >>> load.owner, str(load.period), load.hours, load.steps
    ('cook', '2026-10', 3.0, ('a', 'b'))
    """
    rows = []
    for step in open_steps(plan):
        due = deadline(step)
        if due is not None and owner(step):
            period = period_of(due.last, Frequency(frequency))
            rows.append((owner(step), period, step.hours or 0.0, step.key))
    return _loads(rows)


def _loads(rows: Iterable[tuple[str, Period, float, str]]) -> tuple[Workload, ...]:
    hours: dict[tuple[str, Period], float] = {}
    steps: dict[tuple[str, Period], list[str]] = {}
    for who, period, worked, key in rows:
        hours[who, period] = hours.get((who, period), 0.0) + worked
        steps.setdefault((who, period), []).append(key)
    return tuple(
        Workload(owner=who, period=period, hours=hours[who, period], steps=tuple(keys))
        for (who, period), keys in sorted(steps.items())
    )
