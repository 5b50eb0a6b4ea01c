"""The probability of a signal, where a law gives it exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import evolve

from cqikit.spc._laws._boxes import RunsBox, anhoej_limits
from cqikit.spc._laws._centres import FrozenCentre, KnownCentre, OwnCentre
from cqikit.spc._laws._chain import chain_of
from cqikit.spc._laws._frozen import MOST_AFTER_BASELINE, law_after
from cqikit.spc._laws._joint import runs_law, split_law
from cqikit.spc._laws._normal import normal_below
from cqikit.spc._rules._crossing import Crossings, LongestRun
from cqikit.spc._rules._limits import Outside
from cqikit.spc._rules._neighbours import Shift
from cqikit.spc._rules._zones import Away, Inside, Near, Opposite

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cqikit.spc._laws._centres import Centre
    from cqikit.spc._rules._flags import Rule
    from cqikit.spc._view import Floats

__all__ = ["audible", "box_of", "exact_signal", "shifts_of"]

#: Rules that ask how many sigma a point is away.
ZONES: Final = (Away, Inside, Near, Opposite, Outside)


def shifts_of(n: int, shift: float, start: int) -> Floats:
    """Return the mean of each of `n` points, `shift` from point `start` on."""
    return np.where(np.arange(n) >= start, float(shift), 0.0)


def box_of(rule: Rule, n: int) -> RunsBox | None:
    """Return which runs of `n` useful points leave `rule` silent, if runs decide."""
    match rule:
        case LongestRun():
            return evolve(anhoej_limits(n), crossings=0, crossings_at_longest=0)
        case Crossings():
            fewest = anhoej_limits(n).crossings
            return RunsBox(longest=n, crossings=fewest)
        case Shift():
            return RunsBox(longest=rule.length - 1, crossings=0)
        case _:
            limits = getattr(rule, "limits", None)
            found: RunsBox | None = None if limits is None else limits(n)
            return found


def audible(rules: Iterable[Rule], centre: Centre) -> tuple[Rule, ...]:
    """Return the rules that can signal: without limits, zones cannot."""
    if centre.limits:
        return tuple(rules)
    return tuple(rule for rule in rules if not isinstance(rule, ZONES))


def exact_signal(
    rules: Sequence[Rule], n: int, centre: Centre, shift: float, start: int
) -> float | None:
    """Return P(any signal on a chart of `n` points), None where no law gives it."""
    rules = audible(rules, centre)
    if not rules:
        return 0.0
    match centre:
        case KnownCentre():
            return _about_known(rules, shifts_of(n, shift, start))
        case OwnCentre("median") if shift == 0:
            # One of an odd number of points is the median, on the line.
            half = n // 2
            boxes = _boxes(rules, 2 * half)
            return None if boxes is None else 1 - split_law(half, half).within(*boxes)
        case FrozenCentre(points, reads="after") if n > points:
            return _after_baseline(rules, n - points, centre, shift, start)
        case _:
            return None


def _boxes(rules: Sequence[Rule], n: int) -> list[RunsBox] | None:
    boxes = [box for rule in rules if (box := box_of(rule, n)) is not None]
    return boxes if len(boxes) == len(rules) else None


def _about_known(rules: Sequence[Rule], shifts: Floats) -> float | None:
    chain = chain_of(tuple(rules))
    if chain is not None:
        return 1 - float(np.append(1.0, chain.silent(shifts))[-1])
    # Given that no point is outside, sides are as independent as before.
    edges = [
        3.0 if rule.sigmas is None else rule.sigmas
        for rule in rules
        if isinstance(rule, Outside)
    ]
    edge = min(edges, default=np.inf)
    others = [rule for rule in rules if not isinstance(rule, Outside)]
    boxes = _boxes(others, shifts.size)
    if boxes is None:
        return None
    below, middle, top = (normal_below(at - shifts) for at in (-edge, 0.0, edge))
    inside = top - below
    above = (top - middle) / inside
    law = runs_law(shifts.size, 0.5 if not shifts.any() else above)
    return 1 - float(inside.prod() * law.within(*boxes))


def _after_baseline(
    rules: Sequence[Rule], n: int, centre: FrozenCentre, shift: float, start: int
) -> float | None:
    # Later points have one chance of lying above only where a shift begins with
    # the first of them: earlier, it moves the centre, too.
    alike = shift == 0 or start == centre.points
    boxes = _boxes(rules, n)
    if boxes is None or not alike or n > MOST_AFTER_BASELINE:
        return None
    return 1 - float(law_after(centre, n, shift).within(*boxes))
