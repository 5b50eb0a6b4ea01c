"""Ramps: a team's cycles on one change idea, in order of time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import field, frozen

from cqikit.core import (
    TupleOf,
    arguments,
    each,
    instance_of,
    is_text,
    list_of,
    non_empty,
    say,
)
from cqikit.errors import FieldError
from cqikit.pdsa._cycle import Cycle, decision, latest, state
from cqikit.pdsa._events import Abandon, NextScale, Plan
from cqikit.pdsa._table import Phase

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Ramp", "describe_ramp", "next_units", "ramps"]


@frozen(kw_only=True)
class Ramp:
    """An ordered chain of cycles of one team on one change idea.

    Build them with `ramps`.

    Parameters
    ----------
    team : str
        Key of the team; "" unless said.
    idea : str
        Key of the change idea; "" unless said.
    cycles : tuple of Cycle
        In order of time.
    """

    team: str = field(default="", validator=is_text)
    idea: str = field(default="", validator=is_text)
    cycles: tuple[Cycle, ...] = field(
        converter=TupleOf[Cycle], validator=[each(instance_of(Cycle)), non_empty]
    )

    def __attrs_post_init__(self) -> None:
        for cycle in self.cycles:
            if (cycle.team, cycle.idea) != (self.team, self.idea):
                raise FieldError(
                    "cycles",
                    say(
                        "must be of team {team!r} on idea {idea!r}",
                        team=self.team,
                        idea=self.idea,
                    ),
                    cycle.key,
                    say("use ramps(...)"),
                )
        ordered = sorted(self.cycles, key=_begun)
        if list(self.cycles) != ordered:
            raise FieldError(
                "cycles",
                say("must be in order of time"),
                [this_cycle.key for this_cycle in self.cycles],
                say("use ramps(...)"),
            )

    @property
    def scales(self) -> tuple[int | None, ...]:
        """Return with how many units each cycle tests, None where not said."""
        plans = (latest(cycle, Plan) for cycle in self.cycles)
        return tuple(plan.scale if plan else None for plan in plans)

    @property
    def conditions(self) -> tuple[tuple[str, ...], ...]:
        """Return the conditions covered up to and with each cycle."""
        covered: dict[str, None] = {}
        widening = []
        for cycle in self.cycles:
            plan = latest(cycle, Plan)
            covered |= dict.fromkeys(plan.conditions if plan else ())
            widening.append(tuple(covered))
        return tuple(widening)

    @property
    def stands(self) -> Phase:
        """Return where the latest cycle stands."""
        return state(self.cycles[-1])

    @property
    def decisions(self) -> tuple[str, ...]:
        """Return how each cycle was decided, "" where it was not."""
        found = (decision(cycle) for cycle in self.cycles)
        return tuple(type(event).__name__.lower() if event else "" for event in found)


def _begun(cycle: Cycle) -> tuple[bool, date]:
    # A cycle without events has not begun: it stands at the end.
    return (not cycle.log, cycle.log[0].on if cycle.log else date.max)


@arguments(cycles=list_of(say("cycles"), Cycle))
def ramps(cycles: Iterable[Cycle]) -> tuple[Ramp, ...]:
    """Return the ramps that `cycles` make: one for each team and change idea.

    Cycles are ordered by the day of their first event (as they came where
    that is the same), ramps by team and idea. A cycle that names no idea is
    in no ramp.
    """
    found: dict[tuple[str, str], list[Cycle]] = {}
    for cycle in cycles:
        if cycle.idea:
            found.setdefault((cycle.team, cycle.idea), []).append(cycle)
    return tuple(
        Ramp(team=team, idea=idea, cycles=sorted(chain, key=_begun))
        for (team, idea), chain in sorted(found.items())
    )


@arguments()
def next_units(ramp: Ramp, *, factor: int = 5) -> int | None:
    """Return with how many units the next cycle could test; None when unknown.

    It follows the last decision: a larger scale is `factor` times as many
    (1, 5, 25 ...), a smaller one that much fewer, at least one. An adopted
    change without a word on scale goes on to a larger one, an adapted change
    to the same. An open ramp stays where it is; an abandoned or stopped one
    has no next.

    Parameters
    ----------
    factor : int
        How many times as many; 5 unless said.

    Examples
    --------
    >>> from datetime import date
    >>> from cqikit.pdsa import Plan, begin
    >>> plan = Plan(on=date(2026, 3, 2), scale=5)
    >>> next_units(ramps([begin(key="c1", title="Remind", idea="x", plan=plan)])[0])
    5
    """
    if factor < 2:
        raise FieldError("factor", say("must be at least 2"), factor)
    known = [scale for scale in ramp.scales if scale is not None]
    if not known or ramp.stands in {Phase.ABANDONED, Phase.STOPPED}:
        return None
    decided = decision(ramp.cycles[-1])
    if decided is None or isinstance(decided, Abandon):
        return known[-1]
    usual = NextScale.LARGER if ramp.stands is Phase.ADOPTED else NextScale.SAME
    match decided.next_scale or usual:
        case NextScale.SMALLER:
            return max(1, known[-1] // factor)
        case NextScale.SAME:
            return known[-1]
        case _:
            return known[-1] * factor


@arguments()
def describe_ramp(ramp: Ramp) -> str:
    """Say in a sentence where a ramp stands.

    Examples
    --------
    >>> from datetime import date
    >>> from cqikit.pdsa import Plan, begin
    >>> plan = Plan(on=date(2026, 3, 2), scale=5, unit="families")
    >>> describe_ramp(ramps([begin(key="c1", title="Remind", idea="x", plan=plan)])[0])
    'x: 1 cycle, tested with 5 families; now in plan'
    """
    cycles = len(ramp.cycles)
    said = say("{idea}: {cycles:# cycle|# cycles}", idea=ramp.idea, cycles=cycles)
    if any(scale is not None for scale in ramp.scales):
        steps = tuple("?" if scale is None else str(scale) for scale in ramp.scales)
        plans = (latest(cycle, Plan) for cycle in reversed(ramp.cycles))
        unit = next((plan.unit for plan in plans if plan and plan.unit), say("units"))
        said = say(
            "{ramp}, tested with {steps/ -> } {unit}", ramp=said, steps=steps, unit=unit
        )
    covered = len(ramp.conditions[-1])
    if covered:
        said = say(
            "{ramp} under {count:# condition|# conditions}", ramp=said, count=covered
        )
    stands = ramp.stands.words
    if not ramp.stands.is_end:
        return say("{ramp}; now in {phase}", ramp=said, phase=stands)
    ahead = next_units(ramp)
    said = say("{ramp}; last {phase}", ramp=said, phase=stands)
    return (
        said
        if ahead is None
        else say("{ramp}; next could be {units}", ramp=said, units=ahead)
    )
