"""Summaries of many charts: a row for each phase, and which chart to look at first."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import fields, frozen

from cqikit.core import Period, arguments, html_table, list_of, plural, say
from cqikit.errors import FieldError, FieldTypeError
from cqikit.spc._charts._columns import named
from cqikit.spc._charts._compare import alike
from cqikit.spc._charts._view import View, counting, edges_of, own_span
from cqikit.spc._meaning._judgement import Judgement, judge
from cqikit.spc._meaning._variation import Assurance, Variation
from cqikit.spc._rules._reading import LINES, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cqikit.spc._charts._view import Bools

__all__ = ["SummaryRow", "by_need", "summary"]


@frozen(kw_only=True)
class SummaryRow:
    """One phase of one chart, in numbers and words; made by `summary`.

    Parameters
    ----------
    chart : str
        What the chart is called.
    phase : int
        Counted from 1.
    title : str
        What changed when the phase began, "" where that was not said.
    first, last : Period, or int
        The first and the last point of the phase, from the first observation of the
        chart to its last; without days, their places, counted from 1.
    n, missing, excluded : int
        Points that are observed and count; that were not observed between the first
        observation and the last, or all of a phase without any; that were observed and
        do not count.
    useful : int
        Those of the n points that do not lie on the centre line.
    longest_run, longest_allowed : int
        The longest run, and the longest that is likely by chance.
    crossings, fewest_allowed : int
        Crossings of the centre, and the fewest that are likely by chance.
    centre, lower, upper : float or None
        The lines at the latest of the n points; None where there is none.
    steady : bool
        Whether limits are the same at all points of the phase; they are not
        where sizes differ.
    signals : int
        Unbroken stretches of points in this phase at which a rule signals.
    signalling : tuple of str
        The rules that do.
    between : Variation or None
        What the change with which this phase began did, against the phase before
        carried forward; see `changes`. None where none was declared, or no phase to
        compare has a point.
    variation : Variation or None
        As `judge` says it of the latest phase; of an earlier one, what the
        latest of its points said then. None without any point.
    assurance : Assurance
        Against the limits at the latest of the n points.
    key : tuple, optional
        Whose the chart is, where that is a pair (team, measure) or the like; none
        unless said.
    """

    chart: str
    phase: int
    title: str
    first: Period | int
    last: Period | int
    n: int
    missing: int
    excluded: int
    useful: int
    longest_run: int
    longest_allowed: int
    crossings: int
    fewest_allowed: int
    centre: float | None
    lower: float | None
    upper: float | None
    steady: bool
    signals: int
    signalling: tuple[str, ...]
    between: Variation | None
    variation: Variation | None
    assurance: Assurance
    key: tuple[Any, ...] | None = None


class SummaryRows(tuple[SummaryRow, ...]):
    """Rows as `summary` returns them: a tuple that shows itself in a notebook."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        names = [field.name for field in fields(SummaryRow) if field.name != "key"]
        rows = [[_cell(getattr(row, name)) for name in names] for row in self]
        return html_table(f"{plural(len(self), 'phase')}", names, rows)


def _cell(value: Any) -> str:
    """Return what a cell of a table for people says."""
    if isinstance(value, tuple):
        return ", ".join(value)
    if value is None:
        return ""
    return f"{value:.4g}" if isinstance(value, float) else str(value)


@arguments(keys=list_of(say("names")))
def summary(
    judged: Judgement | Reading | Iterable[Judgement | Reading],
    *,
    keys: Sequence[Any] = (),
) -> tuple[SummaryRow, ...]:
    """Return a row for each phase of each chart, as a table has them.

    Parameters
    ----------
    judged : Judgement or Reading, or an iterable of them
        Of one chart, of a stack such as a panel has, or one after another. A
        reading is judged by the direction of its chart's measure.
    keys : sequence, optional
        What each chart is called, such as a text or a pair (team, measure); by default
        its title, or its number from 1.

    Raises
    ------
    FieldError
        When there are more or fewer keys than charts.
    FieldTypeError
        When something is no judgement and no reading.

    Examples
    --------
    Illustrative waits at two clinics:

    >>> from cqikit import spc
    >>> waits = [[21, 24, 19, 22, 25, 20, 23, 22], [31, 35, 30, 33, 34, 29, 52, 54]]
    >>> judged = spc.judge(spc.read(spc.chart(waits, baseline=6)), "lower", 40)
    >>> for row in spc.summary(judged, keys=["North", "South"]):
    ...     print(row.chart, row.n, row.longest_run, f"{row.upper:.1f}", row.variation)
    North 8 2 31.9 common
    South 8 2 41.6 concern
    """
    singles = list(_single(judged))
    names = list(keys)
    if names and len(names) != len(singles):
        raise FieldError(
            "keys",
            say("must be one a chart ({count})", count=len(singles)),
            len(names),
        )
    rows: list[SummaryRow] = []
    for place, each in enumerate(singles):
        own = str(getattr(each.reading.chart, "title", "")) or str(place + 1)
        key = names[place] if names else own
        rows += _phases(each, key)
    return SummaryRows(rows)


#: What is looked at first: variation, then assurance. What gets worse and will miss
#: comes before what gets worse and will meet; what gets better comes after what only
#: varies, and last what will meet its target.
FIRST: Final = {
    Variation.CONCERN: 0,
    Variation.HIGH: 1,
    Variation.LOW: 1,
    Variation.UNDIRECTED: 1,
    Variation.COMMON: 2,
    Variation.IMPROVEMENT: 2,
}
THEN: Final = {
    Assurance.MISSES: 0,
    Assurance.VARIES: 1,
    Assurance.UNKNOWN: 2,
    Assurance.MEETS: 3,
}


@arguments()
def by_need(
    judged: Judgement | Reading | Iterable[Judgement | Reading],
) -> tuple[int, ...]:
    """Return the places of charts, the one most in need of a look first.

    First those whose latest point gives concern, or whose latest declared change does
    against the baseline before it; then those with a signal that is neither better nor
    worse, then all others; within each of these, those that
    will miss their target before those of which chance decides, those without
    an answer, and those that will meet it. Among equals an improvement comes
    last, then more points that give concern (or signal) come first, then the
    order is that given. Charts without any point that counts stand at the end.

    Parameters
    ----------
    judged : Judgement or Reading, or an iterable of them
        As for `summary`.

    Examples
    --------
    >>> from cqikit import spc
    >>> waits = [[21, 24, 19, 22, 25, 20, 23, 22], [31, 35, 30, 33, 34, 29, 52, 54]]
    >>> spc.by_need(spc.judge(spc.read(spc.chart(waits, baseline=6)), "lower"))
    (1, 0)
    """
    needs = [_need(each) for each in _single(judged)]
    return tuple(sorted(range(len(needs)), key=needs.__getitem__))


def _need(judged: Judgement) -> tuple[float, ...]:
    said = {str(judged.variation), str(judged.between)} - {""}
    found = {Variation(word) for word in said}
    flagged = judged.concern if judged.concern.any() else judged.reading.flagged
    return (
        not counting(judged.reading.chart).any(),
        min(FIRST[word] for word in found),
        THEN[Assurance(str(judged.assurance))],
        Variation.IMPROVEMENT in found,
        -int(np.count_nonzero(flagged)),
    )


def _single(judged: Any) -> Iterator[Judgement]:
    """Yield the judgement of each chart, one after another."""
    if isinstance(judged, Reading):
        judged = judge(judged)
    if isinstance(judged, Judgement):
        shape = np.shape(judged.reading.view.values)[:-1]
        if not shape:
            yield judged
        for row in np.ndindex(shape) if shape else ():
            yield judged[row]
        return
    if not isinstance(judged, Iterable):
        said = say("must be a Judgement or a Reading, or several of them")
        raise FieldTypeError("judged", said, judged)
    for part in judged:
        if not isinstance(part, (Judgement, Reading)):
            raise FieldTypeError(
                "judged", say("must be a Judgement or a Reading"), part
            )
        yield from _single(part)


def _lines(chart: Any, where: Any) -> dict[str, Any]:
    """Return the arrays of a chart or view, as drawn, at some of its points."""
    shape = np.shape(chart.values)
    found = {name: getattr(chart, name, None) for name in LINES}
    return {
        name: np.broadcast_to(array, shape)[where]
        for name, array in found.items()
        if array is not None
    }


def _phases(judged: Judgement, key: Any) -> Iterator[SummaryRow]:
    """Yield the rows of one chart."""
    chart = judged.reading.chart
    counted = counting(chart)
    latest = int(np.flatnonzero(counted)[-1]) if counted.any() else -1
    titles = {place: phase.title for place, phase in getattr(chart, "phases", ())}
    on = getattr(chart, "on", None) or range(1, counted.size + 1)
    moves = {change.at: change.meaning for change in judged.changes if change.told}
    begin, end = own_span(chart)
    for number, (start, stop) in enumerate(pairwise(edges_of(chart)), start=1):
        if stop == start:
            continue
        span = slice(start, stop)
        first, last = max(start, begin), min(stop, end)
        if first >= last:
            first, last = start, stop
        part = judged if start <= latest < stop else _part(judged, span)
        flags = {key: marks[span] for key, marks in judged.reading.flags.items()}
        found = Reading(chart=None, rules=judged.reading.rules, flags=flags).signals
        there = bool(counted[span].any())
        yield SummaryRow(
            chart=named(key),
            key=key if isinstance(key, tuple) else None,
            phase=number,
            title=titles.get(start, ""),
            first=on[first],
            last=on[last - 1],
            missing=int(np.isnan(chart.values[first:last]).sum()),
            excluded=int((np.isfinite(chart.values) & ~counted)[span].sum()),
            n=int(counted[span].sum()),
            **_run_counts(judged.reading, number - 1),
            **_levels(chart, span, counted[span]),
            signals=len(found),
            signalling=tuple(dict.fromkeys(signal.rule for signal in found)),
            between=moves.get(start),
            variation=Variation(str(part.variation)) if there else None,
            assurance=Assurance(str(part.assurance)) if there else Assurance.UNKNOWN,
        )


def _part(judged: Judgement, span: slice) -> Judgement:
    """Return what would have been judged of this phase, had it been the latest."""
    reading = judged.reading
    view = View(**_lines(reading.chart, span))
    flags = {name: marks[span] for name, marks in reading.flags.items()}
    target = None if judged.target is None else judged.target[span]
    alone = Reading(chart=view, rules=reading.rules, flags=flags)
    return judge(alone, judged.direction, target)


def _run_counts(reading: Reading, phase: int) -> dict[str, Any]:
    runs = reading.runs
    counts = {
        "useful": runs.useful,
        "longest_run": runs.longest,
        "longest_allowed": runs.allowed,
        "crossings": runs.crossings,
        "fewest_allowed": runs.fewest,
    }
    return {name: int(count[phase]) for name, count in counts.items()}


def _levels(chart: Any, span: slice, counted: Bools) -> dict[str, Any]:
    """Return the lines at the latest point of a phase, and whether limits are level."""
    lines = _lines(chart, span)
    found: dict[str, Any] = {"centre": None, "lower": None, "upper": None}
    steady = True
    at = int(np.flatnonzero(counted)[-1]) if counted.any() else -1
    for name in found:
        line = lines.get(name)
        if line is None:
            continue
        value = float(line[at])
        found[name] = value if math.isfinite(value) else None
        seen = line[np.isfinite(line)]
        if name != "centre" and seen.size:
            steady &= bool(alike(seen.min(), seen.max()))
    return found | {"steady": steady}
