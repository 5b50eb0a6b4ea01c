"""Rules as machines that read one point after another.

A machine's state is all that a rule needs to remember of the points so far. A
point comes as a letter: how many sigma it is from the centre, and where it lies to the
limits of its chart; the machine answers with its next state, or with None once the rule
signals. Only rules that look at so many points in a row, and only at the zones these
lie in, can be machines.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from attrs import frozen

from cqikit.spc._rules._neighbours import Shift
from cqikit.spc._rules._zones import (
    BeyondLimits,
    KOfNBeyond,
    Mixture,
    OppositeLimits,
    Stratification,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from cqikit.spc._rules._flags import Rule

    Step: TypeAlias = Callable[[Any, "Letter"], Hashable | None]

__all__ = ["Letter", "Machine", "machine_of", "normal_letter"]

#: The side of the points before the first: whichever is asked for.
ANY_SIDE: Final = 2
#: Where a point lies to its limits: on one of them, or beyond.
ON, BEYOND = 1, 2


class Letter(NamedTuple):
    """What machines are told of a point.

    `value` is in sigma from the centre, exactly 0 on the centre line and exactly the
    distance of a line on it; NaN where nothing was observed. `outside` is 0 inside the
    limits, 1 on the upper and 2 beyond it, and -1 and -2 for the lower one.
    """

    value: float
    outside: int


def normal_letter(value: float) -> Letter:
    """Return the letter of a point where limits are 3 sigma from the centre."""
    return Letter(value, BEYOND * _side(value, 3.0))


@frozen
class Machine:
    """The state before the first point, the step from point to point, and zones.

    `edges` are the distances from the centre, in sigma, at which the answer to
    a point changes. A point that is missing starts a machine anew, unless it
    bridges gaps.
    """

    start: Hashable
    step: Step
    edges: tuple[float, ...]
    bridges: bool = False


def machine_of(rule: Rule) -> Machine | None:
    """Return `rule` as a machine, None where it is no such rule."""
    made: Machine | None = None
    match rule:
        case BeyondLimits():
            made = _outside(rule)
        case Shift(on_centre="either"):
            made = _shift_of_either(rule)
        case Shift():
            made = _shift(rule)
        case KOfNBeyond():
            made = _near(rule)
        case Stratification():
            made = _inside(rule)
        case Mixture():
            made = _away(rule)
        case OppositeLimits():
            made = _opposite(rule)
        case _:
            pass
    return made


def _side(value: float, edge: float, *, inclusive: bool = False) -> int:
    if inclusive:
        return (value >= edge) - (value <= -edge)
    return (value > edge) - (value < -edge)


def _outside(rule: BeyondLimits) -> Machine:
    edge = rule.sigmas
    least = ON if rule.inclusive else BEYOND

    def step(state: tuple[()], letter: Letter) -> tuple[()] | None:
        if edge is None:
            return None if abs(letter.outside) >= least else state
        return None if _side(letter.value, edge, inclusive=rule.inclusive) else state

    return Machine((), step, (3.0 if edge is None else edge,))


def _shift(rule: Shift) -> Machine:
    length, on_centre = rule.length, rule.on_centre
    on_line = {"above": 1, "below": -1}.get(on_centre, 0)

    def step(state: tuple[int, int], letter: Letter) -> tuple[int, int] | None:
        side, run = state
        now = _side(letter.value, 0.0) or on_line
        if now == 0:
            return state if on_centre == "skip" else (0, 0)
        run = run + 1 if now == side else 1
        return None if run >= length else (now, run)

    return Machine((0, 0), step, (0.0,), rule.missing == "skip")


def _shift_of_either(rule: Shift) -> Machine:
    """Remember how many are not below, not above, and on the centre, in a row."""
    length = rule.length

    def step(
        state: tuple[int, int, int], letter: Letter
    ) -> tuple[int, int, int] | None:
        above, below, on = state
        now = _side(letter.value, 0.0)
        above = 0 if now < 0 else min(above + 1, length)
        below = 0 if now > 0 else min(below + 1, length)
        on = 0 if now else min(on + 1, length)
        # Points on the centre alone lie on neither side.
        if max(above, below) == length and on < length:
            return None
        return (above, below, on)

    return Machine((0, 0, 0), step, (0.0,), rule.missing == "skip")


def _near(rule: KOfNBeyond) -> Machine:
    """Remember, of all points of the window but the next, zone and side."""

    def noted(letter: Letter) -> tuple[int, int]:
        counts = not (rule.within_limits and abs(letter.outside) == BEYOND)
        edge, inclusive = rule.sigmas, rule.inclusive
        beyond = _side(letter.value, edge, inclusive=inclusive) if counts else 0
        return beyond, _side(letter.value, 0.0) if rule.same_side else 0

    def signals(window: tuple[tuple[int, int], ...], way: int) -> bool:
        count = sum(beyond == way for beyond, _ in window)
        if rule.net:
            count -= sum(beyond == -way for beyond, _ in window)
        sides = {way, ANY_SIDE}
        return (
            count >= rule.count
            and (not rule.same_side or all(side in sides for _, side in window))
            and (not rule.last_beyond or window[-1][0] == way)
        )

    def step(
        state: tuple[tuple[int, int], ...], letter: Letter
    ) -> tuple[tuple[int, int], ...] | None:
        window = (*state, noted(letter))
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
    used = edges if rule.same_side else edges[:-1]
    return Machine(begun, step, used, rule.missing == "skip")


def _inside(rule: Stratification) -> Machine:
    def step(run: int, letter: Letter) -> int | None:
        # What is not beyond the line or on it lies inside; a point on it may count.
        far = _side(letter.value, rule.sigmas, inclusive=not rule.inclusive)
        run = 0 if far else run + 1
        return None if run >= rule.length else run

    return Machine(0, step, (rule.sigmas,), rule.missing == "skip")


def _away(rule: Mixture) -> Machine:
    """Remember how many are away in a row, and for how long on one side only."""

    def step(
        state: tuple[int, int, int], letter: Letter
    ) -> tuple[int, int, int] | None:
        run, side, same = state
        now = _side(letter.value, rule.sigmas, inclusive=rule.inclusive)
        if now == 0:
            return (0, 0, 0)
        run, same = run + 1, (same + 1 if now == side else 1)
        if run >= rule.length and (not rule.both_sides or same < rule.length):
            return None
        # Points further back than the window are not seen.
        return (min(run, rule.length), now, min(same, rule.length))

    return Machine((0, 0, 0), step, (rule.sigmas,), rule.missing == "skip")


def _opposite(rule: OppositeLimits) -> Machine:
    def step(before: int, letter: Letter) -> int | None:
        now = _side(letter.value, rule.sigmas, inclusive=rule.inclusive)
        return None if before * now < 0 else now

    return Machine(0, step, (rule.sigmas,), rule.missing == "skip")
