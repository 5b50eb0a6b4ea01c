"""What somebody sees who looks at the newest point, and at each one as it comes.

A look shows no more than the flags of the newest point, about the lines of that day: a
pattern that ended before, such as one within a baseline, it does not show. So rules are
asked to flag the point at which a pattern is complete (`at_newest`). Where lines do not
move, flags then hang on no later point: many charts are read once, O(n) each, with
rules on whole phases asked about running counts. Where lines move with every point each
look is read by itself, with no more points than the rules look back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np
from attrs import evolve

from cqikit.spc._charts._view import View, points_after
from cqikit.spc._power._centres import EstimatedCentre
from cqikit.spc._power._probability import CHUNK, catalog_of
from cqikit.spc._rules._crossing import Crossings, LongestRun
from cqikit.spc._rules._neighbours import Alternating, Shift, Trend
from cqikit.spc._rules._reach import OF_PHASES, reach_of
from cqikit.spc._rules._reading import read
from cqikit.spc._rules._stream import Stream
from cqikit.spc._rules._zeros import Zeros
from cqikit.spc._rules._zones import (
    BeyondLimits,
    KOfNBeyond,
    Mixture,
    OppositeLimits,
    Stratification,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cqikit.spc._charts._view import Bools, ChartView
    from cqikit.spc._power._centres import Centre
    from cqikit.spc._rules._flags import Rule
    from cqikit.spc._rules._useful import Ints

__all__ = ["at_newest", "chunk_of", "first_shown", "quickly_shown"]

#: So many points are drawn at a time where each look is read by itself: to read one of
#: few charts takes as long as of many.
LOOKED_AT: Final = 1 << 22
MARKING: Final = (
    Shift,
    Trend,
    Alternating,
    KOfNBeyond,
    Stratification,
    Mixture,
    OppositeLimits,
    Zeros,
)
#: The limits of these are tables, or found in no time for any number of points.
QUICK: Final = (*MARKING, BeyondLimits, LongestRun, Crossings)
KNOWN: Final = (*QUICK, *OF_PHASES)


def quickly_shown(rules: Iterable[Rule]) -> bool:
    """Say whether what many looks show is found within seconds."""
    return all(isinstance(rule, QUICK) for rule in rules)


def at_newest(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Return rules that flag a point if and only if these flag it as the newest.

    Their first signal anywhere is the first that a newest point shows.

    Examples
    --------
    >>> from cqikit import spc
    >>> at_newest([spc.Shift(6)])
    (Shift(length=6, ..., marks='completing', ...),)
    """
    return tuple(map(_at_newest, rules))


def _at_newest(rule: Rule) -> Rule:
    if not isinstance(rule, MARKING):
        return rule
    last: Any = {"marks": "completing"}
    if isinstance(rule, KOfNBeyond) and rule.marks == "beyond":
        last["last_beyond"] = True
    found: Rule = evolve(cast("Any", rule), **last)
    return found


def chunk_of(centre: Centre) -> int:
    """Return how many points are drawn at a time."""
    return LOOKED_AT if isinstance(centre, EstimatedCentre) else CHUNK


def first_shown(
    rules: tuple[Rule, ...],
    centre: Centre,
    looks: tuple[int, int],
    item: tuple[int, Callable[[Bools, int], ChartView]],
) -> Ints:
    """Return how many of some charts first show a signal at each look.

    Parameters
    ----------
    rules : tuple of Rule
        As `at_newest` has them.
    centre : Centre
    looks : tuple of int
        How many points there are before the first look, and at the last.
    item : tuple of int and callable
        How many charts, and what rules see of some of them at a look.
    """
    start, n = looks
    rows, view_of = item
    waiting: Bools = np.ones(rows, dtype=bool)
    found = np.zeros(n - start, dtype=np.int64)
    if all(isinstance(rule, KNOWN) for rule in rules) and not isinstance(
        centre, EstimatedCentre
    ):
        shown = _shown_along(rules, view_of(waiting, n))[:, start:]
        first = shown.argmax(axis=1)[shown.any(axis=1)]
        return np.bincount(first, minlength=n - start)
    catalog, back = catalog_of(rules), _back(rules)
    for look in range(start + 1, n + 1):
        # Who has seen a signal need not look again.
        view = points_after(
            cast("View", view_of(waiting, look)), max(look - back, 0) if back else 0
        )
        flags = [marks[:, -1] != 0 for marks in read(view, catalog).flags.values()]
        signalling = np.any(flags, axis=0)
        found[look - start - 1] = np.count_nonzero(signalling)
        waiting[waiting] = ~signalling
        if not waiting.any():
            break
    return found


def _back(rules: Iterable[Rule]) -> int:
    """Return how many points rules look at, the newest included; 0 for all of them."""
    reaches = [reach_of(rule) for rule in rules]
    points = [
        0 if reach is None or reach.on_centre or reach.ties else reach.points
        for reach in reaches
    ]
    return max(points, default=1) if all(points) else 0


def _shown_along(rules: tuple[Rule, ...], view: ChartView) -> Bools:
    """Return which points of charts (rows, n), whose lines stay, show as the newest."""
    flags: Any = np.zeros(np.shape(view.values), dtype=bool)
    plain = [rule for rule in rules if not isinstance(rule, OF_PHASES)]
    for marks in read(view, catalog_of(plain)).flags.values():
        flags |= marks != 0
    of_phases = [rule for rule in rules if isinstance(rule, OF_PHASES)]
    if of_phases:
        side, counts = _counted(view)
        for rule in of_phases:
            flags |= _of_phase(rule, view, side, counts)
    return cast("Bools", flags)


def _counted(view: ChartView) -> tuple[Ints, dict[str, Ints]]:
    """Return the side of each point, and what was counted up to it, (rows, n)."""
    rows, n = view.values.shape
    codes: Any = Stream(view).side
    side = codes.reshape(rows, n + 1)[:, :-1]
    useful = side != 0
    last = np.maximum.accumulate(np.where(useful, np.arange(n), -1), axis=1)
    before = np.pad(last, ((0, 0), (1, 0)), constant_values=-1)[:, :-1]
    begun = before >= 0
    other = np.take_along_axis(side, np.maximum(before, 0), axis=1) != side
    sizes = np.cumsum(useful, axis=1)
    begins = useful & (~begun | other)
    run = sizes - np.maximum.accumulate(np.where(begins, sizes - 1, 0), axis=1)
    return side, {
        "sizes": sizes,
        "above": np.cumsum(side == 1, axis=1),
        "crossings": np.cumsum(begins & begun, axis=1),
        "longest": np.maximum.accumulate(run, axis=1),
        "run": run,
    }


def _of_phase(
    rule: Rule, view: ChartView, side: Ints, counts: dict[str, Ints]
) -> Bools:
    """Return what a rule of whole phases says of each point as the newest."""
    # Each point is a phase of its own, with the counts of all up to it.
    shape = view.values.shape
    values, centre, sigma = (
        np.broadcast_to(line, shape).reshape(-1, 1)
        for line in (view.values, view.centre, view.sigma)
    )
    line = Stream(View(values, centre, sigma))
    line.__dict__.update({name: count.ravel() for name, count in counts.items()})
    if isinstance(rule, LongestRun):
        allowed = line.allowed[0].reshape(shape)
        phase = rule.marks == "phase"
        too_long: Bools = counts["longest" if phase else "run"] > allowed
        return too_long if phase else too_long & (side != 0)
    asked: Any = rule
    flags: Any = line.back(asked.along(line))
    return cast("Bools", flags.reshape(shape) != 0)
