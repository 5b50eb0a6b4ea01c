"""Numbers and targets in words, as reports say them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from cqikit import spc
from cqikit.core import format_number
from cqikit.measures import Bound, Change, Level, Target
from cqikit.reports._blocks import Text, Tone, line

if TYPE_CHECKING:
    from cqikit import collaboratives, projects
    from cqikit.collaboratives import Figure, MeasureResult
    from cqikit.reports._blocks import Line

__all__ = [
    "MEANT",
    "TERMS",
    "figure_words",
    "judged_words",
    "move_words",
    "number",
    "target_words",
]

#: What a move means, in the words of tables.
MEANT: Final = {
    spc.Variation.IMPROVEMENT: Text("improvement", Tone.GOOD),
    spc.Variation.CONCERN: Text("adverse", Tone.BAD),
    spc.Variation.HIGH: Text("higher than before"),
    spc.Variation.LOW: Text("lower than before"),
    spc.Variation.UNDIRECTED: Text("not as before, in no one direction"),
    spc.Variation.COMMON: Text("no rule signals"),
}
#: What the words of a report mean, each said once.
TERMS: Final = {
    "baseline": "what was before the first declared change; the centre of that phase",
    "centre": "the line in the middle: a mean, or on a run chart the median",
    "median": "the value with as many points above it as below it",
    "limits": "how far points stray from the centre while nothing changes; the upper"
    " (UCL) and the lower (LCL)",
    "phase": "the points from one declared change to the next; it begins with the first"
    " period that begins after the change",
    "signal": "a pattern that chance seldom makes: a point outside the limits, or a"
    " long run of points on one side of the centre",
    "shift": "a run of points on one side of the centre that is too long for chance",
    "carried forward": "points after a change are judged about the lines of before, as"
    " if nothing had changed",
    "stable": "no signal within the phase: its centre and limits tell what comes while"
    " nothing changes",
    "by chance": "how often a chart like this one would have any"
    " signal at all though nothing had changed; the more seldom, the stronger the"
    " evidence",
}


def move_words(
    shift: collaboratives.Shift | projects.Shift,
    tone: Tone = Tone.PLAIN,
    meant: Text | None = None,
) -> Line:
    """Return a move as a line: from where to where, since when, and what it means."""
    moved = f"from {number(shift.before)} to {number(shift.after)} since {shift.at} ("
    return line(Text(moved, tone), meant or MEANT[shift.meaning], Text(")", tone))


def figure_words(figure: Figure, unit: str = "") -> str:
    """Return the value of a figure; of one team, not teams."""
    if figure.value is None:
        return figure.absent
    alone = (figure.value, unit) == (1, "teams")
    return number(figure.value, "team" if alone else unit)


def judged_words(result: MeasureResult) -> str:
    """Say of how many teams a per cent is, where some cannot be judged; else "".

    A team that falls silent may raise it: it never does so without a word.
    """
    unjudged = len(result.unjudged)
    if not unjudged or result.aim is None or result.meeting.value is None:
        return ""
    judged = sum(team.meets is not None for team in result.teams)
    return f"of {judged} that can be judged; {unjudged} cannot"


def number(value: float | None, unit: str = "") -> str:
    """Return a number as people read it, and its unit; "none" where there is none.

    Examples
    --------
    >>> number(345.40734, "days"), number(0.20024), number(None), number(33)
    ('345 days', '0.2', 'none', '33')
    """
    if value is None or math.isnan(value):
        return "none"
    return f"{format_number(value)} {unit}".strip()


def target_words(target: Target) -> str:
    """Return a target as a sentence begins.

    Examples
    --------
    >>> from cqikit.measures import Bound, Change, Nested
    >>> target_words(Bound(no_more_than=0.1)), target_words(Change(-0.25))
    ('No more than 0.1', '25 % less than the baseline')
    >>> target_words(Nested(0.85, Change(-0.25)))
    '85 % of units each reach: 25 % less than the baseline'
    """
    match target:
        case Level(at):
            return f"Reach {number(at)}"
        case Bound(most, least):
            sides = (("No more than", most), ("no less than", least))
            said = [f"{word} {number(at)}" for word, at in sides if at is not None]
            text = " and ".join(said)
            return text[0].upper() + text[1:]
        case Change(by):
            way = "more" if by > 0 else "less"
            return f"{number(round(abs(by) * 100, 6))} % {way} than the baseline"
        case _:
            part = number(round(target.share * 100, 6))
            return f"{part} % of units each reach: {target_words(target.each)}"
