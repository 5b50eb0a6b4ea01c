"""What a rule has found, in words, where it is neither a run nor a point outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cqikit.core import format_number
from cqikit.spc._meaning._words import counted, number, spaced
from cqikit.spc._rules._crossing import Box, Crossings, LongestRun, RunCount
from cqikit.spc._rules._flags import DOWN, UP
from cqikit.spc._rules._neighbours import Alternating, Shift, Trend
from cqikit.spc._rules._zeros import Zeros
from cqikit.spc._rules._zones import KOfNBeyond, Mixture, OppositeLimits, Stratification

if TYPE_CHECKING:
    from cqikit.spc._charts._view import Flags

__all__ = ["pattern_words"]

#: By the class of the rule; another's rule is told by its name.
PATTERNS: Final[dict[type, str]] = {
    Trend: "{points} {rising} in a row",
    Alternating: "{points} that rise and fall by turns",
    KOfNBeyond: "{count} of {window} in a row more than {sigmas} sigma {side} {about}",
    OppositeLimits: "neighbours more than {sigmas} sigma from {about}, on opposite"
    " sides",
    Stratification: "{points} in a row within {sigmas} sigma of {about}, closer than by"
    " chance",
    Mixture: "{points} in a row more than {sigmas} sigma from {about}, none near it",
    Zeros: "{zeros} in a row, more than chance would have it",
    Crossings: "{about} is {crossed}, less often than chance would have it",
    LongestRun: "{run} in a row on one side of {about}, more than chance would have it",
    Shift: "{run} in a row on one side of {about}",
    Box: "runs about {about} are too long, or too few, for chance",
    RunCount: "{runs} runs about {about}, too few or too many for chance",
}
TIMES: Final = {1: "crossed only once", 2: "crossed only twice"}


def pattern_words(rule: Any, n: int, way: int, line: tuple[str, Flags], of: Any) -> str:
    """Return what a rule has found, without when and without which way is better.

    Parameters
    ----------
    rule : Rule
    n : int
        How many points its signal has.
    way : int
        Its direction.
    line : (str, ndarray of int8)
        What the centre line is called with its value, and on which sides of it the
        points lie.
    of : Chart or ChartView
    """
    about, sides = line
    useful = sides[sides != 0]
    crossed = int(np.count_nonzero(np.diff(useful)))
    if isinstance(rule, Crossings) and useful.size and not crossed:
        side = "above" if useful[0] > 0 else "below"
        all_of = counted(useful.size, of)
        return f"all {all_of} lie {side} {about}, more than chance would have it"
    if type(rule) not in PATTERNS:
        return spaced(rule.name)
    return PATTERNS[type(rule)].format(
        about=about,
        points=counted(n, of),
        run=counted(_longest(useful), of),
        zeros="a last zero" if n == 1 else f"{number(n)} zeros",
        rising={UP: "rising", DOWN: "falling"}.get(way, "rising or falling"),
        side={UP: "above", DOWN: "below"}.get(way, "from"),
        count=number(getattr(rule, "count", 0)),
        window=counted(getattr(rule, "window", 0), of),
        sigmas=format_number(getattr(rule, "sigmas", 0)),
        crossed=TIMES.get(crossed, f"crossed only {number(crossed)} times"),
        runs=number(crossed + 1),
    )


def _longest(sides: Flags) -> int:
    """Return how many points the longest run on one side has."""
    edges = np.flatnonzero(np.diff(sides)) + 1
    return int(np.diff([0, *edges.tolist(), sides.size]).max())
