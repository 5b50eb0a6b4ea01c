"""What is remembered of many points at once, about limits that stay.

As `onward` has it point after point, without asking rules what they say of each: all
points are drawn as one chart, and what is kept is counted along it. Where limits grow
each point has its own, and a rule that passes over ties hangs on what it passed over
before: then there is no other way than point after point.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from cqikit.core import FrozenDict
from cqikit.spc._monitor._moved import moved
from cqikit.spc._monitor._newest import (
    after_zeros,
    begun,
    cut,
    held_kind,
    onward,
    seen_by_rules,
)
from cqikit.spc._rules._stream import Stream
from cqikit.spc._rules._zeros import Zeros

if TYPE_CHECKING:
    from cqikit.spc._charts._view import View
    from cqikit.spc._monitor._level import Level
    from cqikit.spc._monitor._newest import Method
    from cqikit.spc._monitor._recall import Recall, Row

__all__ = ["folded"]


def folded(method: Method, level: Level, rows: tuple[Row, ...]) -> tuple[Level, Recall]:
    """Return the level after these rows, and what is remembered of them."""
    recall = begun(method.kind, level)
    tied = any(reach.ties for _, reach in method.reaches)
    if rows and not (level.grows or tied):
        return level, _at_once(method, level, recall, rows)
    seen = 0
    for row in rows:
        seen += row[0] is not None
        newest = onward(method, level, recall, row, seen)
        level, recall = newest.level, newest.recall
    return level, recall


def _at_once(
    method: Method, level: Level, recall: Recall, rows: tuple[Row, ...]
) -> Recall:
    """Return what is remembered of rows, one at least, about a level that stays."""
    points = method.points(rows)
    seen = np.cumsum(~np.isnan(points.values))
    kind, held = held_kind(method.kind, level, recall.held, points, seen)
    view = seen_by_rules(method.draw(kind, points), level)
    with np.errstate(all="ignore"):
        line: Any = Stream(view).side
    sides = line[: len(rows)].tolist()
    gone = [math.isnan(value) for value in view.values.tolist()]
    tally = recall.tally.after(zip(sides, gone, strict=True))
    places = list(zip(rows, sides, gone, strict=True))
    windows = {
        rule.name: tuple(
            row
            for row, side, missing in places
            if not reach.passes_over(side, missing=missing)
        )[-(reach.points - 1) :]
        for rule, reach in method.reaches
        if reach.passes
    }
    zeros = {
        rule.name: _zeros(rule, view)
        for rule, _ in method.reaches
        if isinstance(rule, Zeros)
    }
    back = method.back[0]
    return moved(
        recall,
        rows=rows[-(back - 1) :] if back > 1 else (),
        windows=FrozenDict(windows),
        zeros=FrozenDict(zeros),
        tally=tally,
        held=held,
    )


def _zeros(rule: Zeros, view: View) -> float:
    """Return how probable all zeros are that came last in a row."""
    others = np.flatnonzero(view.values != 0)
    found = 0.0
    for place in range(int(others[-1]) + 1 if others.size else 0, view.values.size):
        _, found = after_zeros(rule, cut(view, place, place + 1), found)
    return found
