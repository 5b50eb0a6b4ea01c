"""When each step is worked on, so that nobody has more hours than there are.

This is list scheduling: the serial schedule generation scheme (R. Kolisch, Serial and
parallel resource-constrained project scheduling methods revisited, European Journal
of Operational Research 90(2), 1996, 320-333), in which hours may be spread over
periods. Steps stand in one list, the most pressing first and nothing before what it
waits for; each in turn takes the earliest hours that its owner has left. It takes
little more time than sorting, and the same plan always has the same schedule.

How bad it can be: trace the step that ends last back through what it waited for; in
each period before its end, down to the day from which work could begin, the owner of
one of these steps had no hour left. So no schedule ends later than the owners' work
done one owner after the other (after R. L. Graham, Bounds for certain multiprocessing
anomalies, Bell System Technical Journal 45(9), 1966, 1563-1581). And for one owner and
one concern, earliest deadline first makes the greatest lateness as small as it can be.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from attrs import frozen

from cqikit import actions
from cqikit.actions import ActionStep, Deadline, Status, deadline, owner
from cqikit.core import (
    Frequency,
    Period,
    arguments,
    at_least,
    format_number,
    instance_of,
    optional,
    parse_period,
    period_of,
    plain_number,
    say,
)
from cqikit.errors import FieldError, UnknownNameError, suggest
from cqikit.plans._order import CONCERNS, order, waits_for
from cqikit.plans._plan import Plan, open_steps, step_of

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Schedule", "Slot", "Workload", "schedule", "workload"]

#: Hours less than this are rounding.
TINY: Final = 1e-9
#: A step that would take more periods than this has no schedule worth the name.
LONGEST: Final = 1_200


@frozen(kw_only=True)
class Slot:
    """When one step is worked on, and how many periods late it is finished.

    Parameters
    ----------
    step : str
        Key of the step.
    owner : str
        The role that does it; "" where nobody owns it.
    first, last : Period
        In which the work begins and ends.
    late : int
        How many periods after its due date it is finished; 0 when in time.
    hours : tuple of (Period, float)
        How many hours go into it in each period; none for a step of no hours.
    """

    step: str
    owner: str
    first: Period
    last: Period
    late: int
    hours: tuple[tuple[Period, float], ...]


@frozen(kw_only=True)
class Workload:
    """What one owner has in one period: hours, and the keys of the steps.

    Parameters
    ----------
    owner : str
        The role that has them.
    period : Period
        Which period it is.
    hours : float
        The sum of the steps' hours; of those that say none, 0.
    steps : tuple of str
        Keys of the steps.
    """

    owner: str
    period: Period
    hours: float
    steps: tuple[str, ...]


@frozen(kw_only=True)
class Schedule:
    """When each open step is worked on: one slot a step, by when they begin.

    Parameters
    ----------
    slots : tuple of Slot
        By when they begin.
    """

    slots: tuple[Slot, ...]

    @property
    def late(self) -> tuple[Slot, ...]:
        """Return the slots of steps that are finished after their deadline."""
        return tuple(slot for slot in self.slots if slot.late)

    @property
    def loads(self) -> tuple[Workload, ...]:
        """Return what each owner has in each period."""
        return _loads(
            (slot.owner, period, hours, slot.step)
            for slot in self.slots
            for period, hours in slot.hours or ((slot.last, 0.0),)
        )


@arguments(
    plan=instance_of(Plan),
    capacity=optional(instance_of(int, float, Mapping)),
    default_hours=at_least(0),
)
def schedule(
    plan: Plan,
    *,
    start: Period | str,
    capacity: Mapping[str, float] | float | None = None,
    default_hours: float = 0.0,
) -> Schedule:
    """Say when each open step is worked on, the most pressing placed first.

    A step's hours may be spread over several periods; nobody works more hours
    in a period than they have; a step begins no earlier than the period in
    which all that it waits for is finished, and no earlier than its deadline
    says. Safety is placed before licensing, licensing before quality, then by
    deadline, then as `order` has them; what a step waits for is as pressing as
    that step. What cannot be done by its deadline is placed all the same, and
    its slot says how many periods late it is.

    Parameters
    ----------
    plan : Plan
    start : Period
        The first period; its frequency (week, month) is the schedule's.
    capacity : mapping or float, optional
        Hours that an owner has in a period, one number for all or by owner;
        who is not named has no limit, and neither has what nobody owns yet. A name
        that owns no step may have hours, but not one that is nearly that of an owner
        who has none: that is a slip of the pen.
    default_hours : float
        For steps that do not say how many hours they take; 0 by default.

    Returns
    -------
    Schedule

    Raises
    ------
    CircleError
        When steps wait for each other.
    FieldError
        When a capacity is not more than 0, or so small that a step would take
        more than 1,200 periods; or when `start` is no period.
    UnknownNameError
        When a name in `capacity` is nearly that of an owner.

    Examples
    --------
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
    """
    first = _first(start)
    _check_owners(plan, capacity)
    waits = _open_waits(plan)
    owners: dict[str, _Diary] = {}
    slots: dict[str, Slot] = {}
    for step in _most_pressing_first(plan, waits):
        who = owner(step)
        if who not in owners:
            owners[who] = _Diary(_capacity(who, capacity))
        wanted = float(default_hours if step.hours is None else step.hours)
        _check_length(step, wanted, owners[who].capacity)
        begin = max(
            [_release(step, first), *(slots[key].last for key in waits[step.key])]
        )
        hours = tuple(
            (begin.shift(index - begin.index), taken)
            for index, taken in owners[who].take(wanted, begin.index)
        )
        slots[step.key] = _slot(step, begin, hours)
    by_time = sorted(slots.values(), key=lambda slot: (slot.first, slot.last))
    return Schedule(slots=tuple(by_time))


class _Diary:
    """The hours that one owner has left, by `Period.index`."""

    def __init__(self, capacity: float) -> None:
        self.capacity = capacity
        self._left: dict[int, float] = {}
        #: From each period that is full to a later one that may not be.
        self._onward: dict[int, int] = {}

    def take(self, wanted: float, begin: int) -> list[tuple[int, float]]:
        """Take so many hours, the earliest there are from `begin` on."""
        taken = []
        while wanted > TINY:
            period = self._with_room(begin)
            left = self._left.get(period, self.capacity)
            some = min(left, wanted)
            taken.append((period, some))
            wanted -= some
            self._left[period] = left - some
            if left - some <= TINY:
                self._onward[period] = period + 1
        return taken

    def _with_room(self, period: int) -> int:
        """Return the first period from this one on that is not full.

        A union-find forest with path compression, so that a long list does not walk
        through all that is full for each of its steps.
        """
        path = []
        while period in self._onward:
            path.append(period)
            period = self._onward[period]
        self._onward |= dict.fromkeys(path, period)
        return period


def _open_waits(plan: Plan) -> dict[str, tuple[str, ...]]:
    """Return the open steps in order, each with the open steps that it waits for.

    Through a step that was replaced, it waits for what took its place.
    """
    waits = waits_for(plan)
    found: dict[str, tuple[str, ...]] = {}
    stands_for: dict[str, tuple[str, ...]] = {}
    for step in order(plan):
        keys = (open_key for key in waits[step.key] for open_key in stands_for[key])
        before = tuple(dict.fromkeys(keys))
        if not actions.state(step).is_end:
            found[step.key], stands_for[step.key] = before, (step.key,)
        else:
            replaced = actions.state(step) is Status.REPLACED
            stands_for[step.key] = before if replaced else ()
    return found


def _most_pressing_first(
    plan: Plan, waits: Mapping[str, tuple[str, ...]]
) -> list[ActionStep]:
    """Return the open steps as they are placed, nothing before what it waits for."""
    ordered = [step_of(plan, key) for key in waits]
    pressing = {step.key: (CONCERNS[step.concern], _due(step)) for step in ordered}
    for step in reversed(ordered):
        for key in waits[step.key]:
            pressing[key] = min(pressing[key], pressing[step.key])
    # What a step waits for is as pressing and stands before it: sorting keeps that.
    return sorted(ordered, key=lambda step: pressing[step.key])


def _due(step: ActionStep) -> date:
    due = deadline(step)
    return date.max if due is None else due.last


def _release(step: ActionStep, first: Period) -> Period:
    """Return the period before which a step is not to begin."""
    due = deadline(step)
    if isinstance(due, Deadline) and due.begin is not None:
        return max(first, first.at(due.first))
    return first


def _first(start: Period | str) -> Period:
    try:
        return parse_period(start)
    except FieldError as error:
        raise type(error)("start", error.must, error.got, error.fix) from None


def _check_owners(plan: Plan, capacity: Mapping[str, float] | float | None) -> None:
    """Refuse hours of a name that is nearly that of an owner without hours."""
    if not isinstance(capacity, Mapping):
        return
    owners = dict.fromkeys(who for step in plan.steps if (who := owner(step)))
    without = [who for who in owners if who not in capacity]
    for name in capacity:
        if name not in owners and suggest(name, without):
            raise UnknownNameError(say("owner"), name, without)


def _capacity(who: str, capacity: Mapping[str, float] | float | None) -> float:
    """Return the hours that an owner has in a period."""
    if capacity is None or not who:
        return math.inf
    told = capacity.get(who, math.inf) if isinstance(capacity, Mapping) else capacity
    has = plain_number(told)
    if isinstance(has, bool) or not isinstance(has, int | float) or not has > 0:
        raise FieldError(
            "capacity", say("of {who} must be more than 0 hours", who=who), told
        )
    return float(has)


def _check_length(step: ActionStep, wanted: float, capacity: float) -> None:
    if wanted > LONGEST * capacity:
        most = format_number(LONGEST)
        must = say(
            "of {owner} must let step {step!r} end in {most} periods",
            owner=owner(step),
            step=step.key,
            most=most,
        )
        fix = say(
            "split its {wanted} hours, or say more hours a period",
            wanted=format_number(wanted),
        )
        raise FieldError("capacity", must, capacity, fix)


def _slot(
    step: ActionStep, begin: Period, hours: tuple[tuple[Period, float], ...]
) -> Slot:
    first, last = (hours[0][0], hours[-1][0]) if hours else (begin, begin)
    late = max(0, last.index - last.at(_due(step)).index)
    return Slot(
        step=step.key, owner=owner(step), first=first, last=last, late=late, hours=hours
    )


@arguments(plan=instance_of(Plan))
def workload(
    plan: Plan, *, frequency: Frequency = Frequency.MONTH
) -> tuple[Workload, ...]:
    """Return what each owner has to finish in each period, by the deadlines.

    Steps without a deadline or without an owner are not in it.

    Parameters
    ----------
    frequency : Frequency
        How long a period is; a month unless said.

    Examples
    --------
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
