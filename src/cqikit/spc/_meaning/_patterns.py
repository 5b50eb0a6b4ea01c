"""What a rule has found, in words, where it is neither a run nor a point outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cqikit.core import Sentence, say
from cqikit.spc._meaning._words import counted, number
from cqikit.spc._rules._crossing import Box, Crossings, LongestRun, RunCount
from cqikit.spc._rules._flags import DOWN, UP
from cqikit.spc._rules._neighbours import Alternating, Shift, Trend
from cqikit.spc._rules._titles import rule_title
from cqikit.spc._rules._zeros import Zeros
from cqikit.spc._rules._zones import KOfNBeyond, Mixture, OppositeLimits, Stratification

if TYPE_CHECKING:
    from cqikit.spc._charts._view import Flags

__all__ = ["pattern_words"]

#: Rules that are told by what they found; another's rule is told by its name.
RUNS: Final = (Crossings, LongestRun, Shift, Box, RunCount)
ZONES: Final = (KOfNBeyond, OppositeLimits, Stratification, Mixture)


def pattern_words(
    rule: Any, n: int, way: int, line: tuple[Sentence, Flags], of: Any
) -> str:
    """Return what a rule has found, without when and without which way is better.

    Parameters
    ----------
    rule : Rule
    n : int
        How many points its signal has.
    way : int
        Its direction.
    line : (Sentence, ndarray of int8)
        What the centre line is called with its value, and on which sides of it the
        points lie.
    of : Chart or ChartView
    """
    about, sides = line
    kind = type(rule)
    if kind in RUNS:
        return _runs(kind, about, sides[sides != 0], of)
    if kind in ZONES:
        return _zones(rule, about, way, counted(n, of), of)
    if kind is Trend:
        return _trend(way, counted(n, of))
    return _points(kind, n, of) or rule_title(rule.name)


def _points(kind: type, n: int, of: Any) -> Sentence | None:
    """Return what points are that alternate, or are 0; None for any other rule."""
    if kind is Alternating:
        return say("{points} that rise and fall by turns", points=counted(n, of))
    if kind is not Zeros:
        return None
    if n == 1:
        return say("the last of several zeros in a row, more than chance would have it")
    many = number(n)
    return say("{number} zeros in a row, more than chance would have it", number=many)


def _trend(way: int, points: Sentence) -> Sentence:
    if way == UP:
        return say("{points} rising in a row", points=points)
    if way == DOWN:
        return say("{points} falling in a row", points=points)
    return say("{points} rising or falling in a row", points=points)


def _zones(rule: Any, about: Sentence, way: int, n: Sentence, of: Any) -> Sentence:
    """Return how near to the limits points are, or how near to the centre."""
    parts: dict[str, Any] = {"about": about, "sigmas": float(rule.sigmas), "points": n}
    match rule:
        case KOfNBeyond():
            return _near(rule, parts, way, of)
        case OppositeLimits():
            return say(
                "neighbours more than {sigmas} sigma from {about}, on opposite sides",
                **parts,
            )
        case Stratification():
            return say(
                "{points} in a row within {sigmas} sigma of {about}, closer than by"
                " chance",
                **parts,
            )
        case _:
            return say(
                "{points} in a row more than {sigmas} sigma from {about}, none near it",
                **parts,
            )


def _near(rule: KOfNBeyond, parts: dict[str, Any], way: int, of: Any) -> Sentence:
    """Return how many of a window lie near a limit, and near which."""
    parts |= {"count": number(rule.count), "window": counted(rule.window, of)}
    if way == UP:
        return say(
            "{count} of {window} in a row more than {sigmas} sigma above {about}",
            **parts,
        )
    if way == DOWN:
        return say(
            "{count} of {window} in a row more than {sigmas} sigma below {about}",
            **parts,
        )
    return say(
        "{count} of {window} in a row more than {sigmas} sigma from {about}", **parts
    )


def _runs(kind: type, about: Sentence, useful: Flags, of: Any) -> Sentence:
    """Return what runs about a line are: too long, too few, or too many."""
    crossed = int(np.count_nonzero(np.diff(useful)))
    if kind is Crossings:
        return _crossed(about, useful, crossed, of)
    if kind is Box:
        return say(
            "runs about {about} are too long, or too few, for chance", about=about
        )
    if kind is RunCount:
        runs = number(crossed + 1)
        return say(
            "{runs} runs about {about}, too few or too many for chance",
            runs=runs,
            about=about,
        )
    run = counted(_longest(useful), of)
    if kind is Shift:
        return say("{run} in a row on one side of {about}", run=run, about=about)
    return say(
        "{run} in a row on one side of {about}, more than chance would have it",
        run=run,
        about=about,
    )


def _crossed(about: Sentence, useful: Flags, crossed: int, of: Any) -> Sentence:
    """Return how seldom a line is crossed, or that it never is."""
    if useful.size and not crossed:
        points = counted(useful.size, of)
        if useful[0] > 0:
            return say(
                "all {points} lie above {about}, more than chance would have it",
                points=points,
                about=about,
            )
        return say(
            "all {points} lie below {about}, more than chance would have it",
            points=points,
            about=about,
        )
    if crossed == 1:
        return say(
            "{about} is crossed only once, less often than chance would have it",
            about=about,
        )
    if crossed == 2:
        return say(
            "{about} is crossed only twice, less often than chance would have it",
            about=about,
        )
    return say(
        "{about} is crossed only {times} times, less often than chance would have it",
        times=number(crossed),
        about=about,
    )


def _longest(sides: Flags) -> int:
    """Return how many points the longest run on one side has."""
    edges = np.flatnonzero(np.diff(sides)) + 1
    return int(np.diff([0, *edges.tolist(), sides.size]).max())
