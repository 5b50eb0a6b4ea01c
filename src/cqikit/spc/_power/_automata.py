"""Rules as machines that read one point after another.

A machine's state is all that a rule needs to remember of the points so far. A
point comes as a standardised value; the machine answers with its next state,
or with None once the rule signals. Only rules that look at so many points in a
row, and only at the zones these lie in, can be machines.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import frozen

from cqikit.spc._rules._neighbours import Shift
from cqikit.spc._rules._zones import Away, Inside, Near, Opposite, Outside

if TYPE_CHECKING:
    from collections.abc import Callable

    from cqikit.spc._rules._flags import Rule

    Step: TypeAlias = Callable[[Any, float], Hashable | None]

__all__ = ["Machine", "machine_of"]

#: The side of the points before the first: whichever is asked for.
ANY_SIDE = 2


@frozen
class Machine:
    """The state before the first point, the step from point to point, and zones.

    `edges` are the distances from the centre, in sigma, at which the answer to
    a point changes.
    """

    start: Hashable
    step: Step
    edges: tuple[float, ...]


def machine_of(rule: Rule) -> Machine | None:
    """Return `rule` as a machine, None where it is no such rule."""
    made: Machine | None = None
    match rule:
        case Outside():
            made = _outside(3.0 if rule.sigmas is None else rule.sigmas)
        case Shift():
            made = _shift(rule.length)
        case Near():
            made = _near(rule)
        case Inside():
            made = _inside(rule.length, rule.sigmas)
        case Away():
            made = _away(rule)
        case Opposite():
            made = _opposite(rule.sigmas)
        case _:
            pass
    return made


def _side(value: float, edge: float) -> int:
    return (value > edge) - (value < -edge)


def _outside(edge: float) -> Machine:
    def step(state: tuple[()], value: float) -> tuple[()] | None:
        return None if abs(value) > edge else state

    return Machine((), step, (edge,))


def _shift(length: int) -> Machine:
    def step(state: tuple[int, int], value: float) -> tuple[int, int] | None:
        side, run = state
        now = 1 if value > 0 else -1
        run = run + 1 if now == side else 1
        return None if run >= length else (now, run)

    return Machine((0, 0), step, (0.0,))


def _near(rule: Near) -> Machine:
    """Remember, of all points of the window but the next, zone and side."""

    def letter(value: float) -> tuple[int, int]:
        counts = not (rule.within_limits and abs(value) > 3.0)
        beyond = _side(value, rule.sigmas) if counts else 0
        return beyond, (1 if value > 0 else -1) if rule.same_side else 0

    def signals(window: tuple[tuple[int, int], ...], way: int) -> bool:
        count = sum(beyond == way for beyond, _ in window)
        if rule.net:
            count -= sum(beyond == -way for beyond, _ in window)
        return (
            count >= rule.count
            and (
                not rule.same_side or all(side in (way, ANY_SIDE) for _, side in window)
            )
            and (not rule.last_beyond or window[-1][0] == way)
        )

    def step(
        state: tuple[tuple[int, int], ...], value: float
    ) -> tuple[tuple[int, int], ...] | None:
        window = (*state, letter(value))
        if len(window) < rule.window:
            # Only a rule of full windows waits for their points.
            return window
        if signals(window, 1) or signals(window, -1):
            return None
        return window[1:]

    edges = (rule.sigmas, *((3.0,) if rule.within_limits else ()), 0.0)
    # A window that has only begun is one of points beyond nothing, on any side.
    unborn = (0, ANY_SIDE if rule.same_side else 0)
    begun = (unborn,) * (rule.window - 1) if rule.windows == "begun" else ()
    return Machine(begun, step, edges if rule.same_side else edges[:-1])


def _inside(length: int, edge: float) -> Machine:
    def step(run: int, value: float) -> int | None:
        run = run + 1 if abs(value) <= edge else 0
        return None if run >= length else run

    return Machine(0, step, (edge,))


def _away(rule: Away) -> Machine:
    """Remember how many are away in a row, and for how long on one side only."""

    def step(state: tuple[int, int, int], value: float) -> tuple[int, int, int] | None:
        run, side, same = state
        now = _side(value, rule.sigmas)
        if now == 0:
            return (0, 0, 0)
        run, same = run + 1, (same + 1 if now == side else 1)
        if run >= rule.length and (not rule.both_sides or same < rule.length):
            return None
        # Points further back than the window are not seen.
        return (min(run, rule.length), now, min(same, rule.length))

    return Machine((0, 0, 0), step, (rule.sigmas,))


def _opposite(edge: float) -> Machine:
    def step(before: int, value: float) -> int | None:
        now = _side(value, edge)
        return None if before * now < 0 else now

    return Machine(0, step, (edge,))
