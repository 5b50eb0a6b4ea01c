"""Numbers and targets in words, as reports say them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from attrs import evolve

from cqikit import spc
from cqikit.core import Sentence, say, worded
from cqikit.measures import Bound, Change, Level, Target
from cqikit.reports._blocks import Text, Tone, cell, line, told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cqikit import collaboratives, projects
    from cqikit.collaboratives import Figure, MeasureResult
    from cqikit.core import Part
    from cqikit.projects import TimelineEntry
    from cqikit.reports._blocks import Cell, Line

__all__ = [
    "LONE",
    "MEANT",
    "as_given",
    "figure_words",
    "judged_words",
    "listed",
    "moment_line",
    "move_words",
    "moved_words",
    "number",
    "quiet_words",
    "rows_cell",
    "span_words",
    "target_words",
]

#: So many ranges of rows are shown where there are at least two more.
ROWS_SHOWN: Final = 3
LEAST_MORE: Final = 2
#: What a move means, in the words of tables.
MEANT: Final = {
    spc.Variation.IMPROVEMENT: Text(say("improvement"), Tone.GOOD),
    spc.Variation.CONCERN: Text(say("adverse"), Tone.BAD),
    spc.Variation.HIGH: Text(say("higher than before")),
    spc.Variation.LOW: Text(say("lower than before")),
    spc.Variation.UNDIRECTED: Text(say("not as before, in no one direction")),
    spc.Variation.COMMON: Text(say("no rule signals")),
}
#: What a chart says of which no level moved, and yet not all is silent.
LONE: Final = Text(say("only single points beyond the limits"))
NONE: Final = say("none")


def listed(parts: Iterable[Part | None]) -> str:
    """Return what there is as a list, "" of nothing.

    Examples
    --------
    >>> listed(["one", "", "two"]), listed([""])
    ('one; two', '')
    """
    there = tuple(part for part in parts if part not in {None, ""})
    return say("{all/; }", all=there) if there else ""


def moment_line(moment: TimelineEntry, tone: Tone = Tone.QUIET) -> Line:
    """Return what happened, after the day in a tone."""
    if tone is Tone.PLAIN:
        return told("{when}: {what}", when=moment.when, what=moment.what)
    when = Text(say("{when}: ", when=moment.when), tone)
    return line(when, moment.what)


def move_words(
    shift: collaboratives.Shift | projects.Shift,
    tone: Tone = Tone.PLAIN,
    meant: Text | None = None,
) -> Line:
    """Return a move as a line: from where to where, since when, and what it means."""
    return told(
        "from {before} to {after} since {at} ({meant})",
        tone,
        before=number(shift.before),
        after=number(shift.after),
        at=shift.at,
        meant=meant or MEANT[shift.meaning],
    )


def moved_words(judged: spc.Judgement) -> Text:
    """Return which way a measure went, as its chart says it."""
    moved = spc.Variation(str(judged.moved))
    latest = max((change.at for change in judged.changes), default=0)
    quiet = moved is spc.Variation.COMMON
    return LONE if quiet and _has_lone(judged, latest) else MEANT[moved]


def quiet_words(judged: spc.Judgement, first: int) -> Sentence:
    """Return what a chart says from a place on where no level moved."""
    if _has_lone(judged, first):
        return say("no level moved since it was begun; {lone}", lone=LONE.text)
    return say("no signal since it was begun")


def _has_lone(judged: spc.Judgement, first: int) -> bool:
    """Say whether points from a place on signal, though no level moved."""
    flagged = judged.reading.flagged[first:].any()
    lone = any(change.lone and change.after.last >= first for change in judged.changes)
    return bool(flagged) or lone


def figure_words(figure: Figure, unit: str = "") -> str:
    """Return the value of a figure; of one team, not teams."""
    if figure.value is None:
        return figure.absent
    if unit == "teams":
        return say("{n:# team|# teams}", n=float(figure.value))
    return number(figure.value, unit)


def judged_words(result: MeasureResult) -> str:
    """Say of how many teams a per cent is, where some cannot be judged; else "".

    A team that falls silent may raise it: it never does so without a word.
    """
    unjudged = len(result.unjudged)
    if not unjudged or result.aim is None or result.meeting.value is None:
        return ""
    judged = sum(team.meets is not None for team in result.teams)
    return say(
        "of {judged} that can be judged; {unjudged} cannot",
        judged=judged,
        unjudged=unjudged,
    )


def rows_cell(rows: Iterable[str], beside: str = "") -> Cell:
    """Return the rows that a figure rests on: the first few, and how many more.

    What stands `beside` them, such as what is filled in, is never shortened.

    Examples
    --------
    >>> from cqikit.collaboratives import row_ranges
    >>> rows = row_ranges(f"cases.csv row {row}" for row in (2, 3, 5, 7, 9, 10, 12))
    >>> str(rows_cell(rows, "2 filled in").lines[0])
    'cases.csv rows 2-3, 5, 7 and 2 more; 2 filled in'
    """
    every, room = tuple(rows), ROWS_SHOWN
    shown: list[str] = []
    whole = listed((*every, beside))
    more = sum(len(_ranges(source)) for source in every) - ROWS_SHOWN
    if more < LEAST_MORE:
        return cell(Text(whole, Tone.QUIET))
    for source in every:
        ranges = _ranges(source)
        if isinstance(source, Sentence) and len(ranges) > room > 0:
            parts = {**source.parts, "rows": ranges[:room]}
            shown.append(worded(source.template, parts))
        elif room > 0:
            shown.append(source)
        room -= len(ranges)
    first = say("{names} and {more} more", names=listed(shown), more=more)
    return evolve(cell(Text(listed((first, beside)), Tone.QUIET)), whole=whole)


def _ranges(source: str) -> tuple[str, ...]:
    """Return the ranges of rows of a source; itself, where it has no rows."""
    ranges = source.parts.get("rows") if isinstance(source, Sentence) else None
    return ranges if isinstance(ranges, tuple) else (source,)


def number(value: float | None, unit: str = "") -> Sentence:
    """Return a number as people read it, and its unit; "none" where there is none.

    Examples
    --------
    >>> number(345.40734, "days"), number(0.20024), number(None), number(33)
    ('345 days', '0.2', 'none', '33')
    """
    if value is None or math.isnan(value):
        return NONE
    if not unit:
        return say("{value}", value=float(value))
    if unit == "%":
        return say("{value} %", value=float(value))
    return say("{value} {unit}", value=float(value), unit=unit)


def as_given(value: float) -> Sentence:
    """Return what somebody wrote, such as an amount of money, with all its digits.

    Examples
    --------
    >>> as_given(1250.5), as_given(640)
    ('1,250.5', '640')
    """
    return say("{value:,.15g}", value=float(value))


def span_words(low: float | None, high: float | None) -> Sentence:
    """Return from where to where something goes.

    Examples
    --------
    >>> span_words(1, 2.5)
    '1 to 2.5'
    """
    return say("{low} to {high}", low=number(low), high=number(high))


def target_words(target: Target) -> Sentence:
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
            return say("Reach {at}", at=number(at))
        case Bound():
            return _bound_words(target)
        case Change(by):
            share = round(abs(by) * 100, 6)
            if by > 0:
                return say("{share} % more than the baseline", share=number(share))
            return say("{share} % less than the baseline", share=number(share))
        case _:
            return say(
                "{share} % of units each reach: {target}",
                share=number(round(target.share * 100, 6)),
                target=target_words(target.each),
            )


def _bound_words(bound: Bound) -> Sentence:
    most, least = bound.no_more_than, bound.no_less_than
    if least is None:
        return say("No more than {most}", most=number(most))
    if most is None:
        return say("No less than {least}", least=number(least))
    return say(
        "No more than {most} and no less than {least}",
        most=number(most),
        least=number(least),
    )
