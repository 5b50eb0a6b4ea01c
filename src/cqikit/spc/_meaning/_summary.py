"""Summaries of many charts: a row for each phase, and which chart to look at first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import fields, frozen

from cqikit.core import Period, arguments, html_table, list_of, plural, say
from cqikit.errors import FieldError, FieldTypeError
from cqikit.spc._charts._columns import named
from cqikit.spc._charts._view import counting
from cqikit.spc._meaning._judgement import Judgement, judge
from cqikit.spc._meaning._phase_columns import columns_of
from cqikit.spc._meaning._variation import Assurance, Variation
from cqikit.spc._rules._reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
    blocks = list(_blocks(judged))
    count = sum(block.variation.size for block in blocks)
    names = list(keys)
    if names and len(names) != count:
        must = say("must be one a chart ({count})", count=count)
        raise FieldError("keys", must, len(names))
    rows: list[SummaryRow] = []
    before = 0
    for block in blocks:
        title = str(getattr(block.reading.chart, "title", ""))
        charts = range(before, before := before + block.variation.size)
        own = names[charts.start : charts.stop] or [
            title or str(place + 1) for place in charts
        ]
        columns = columns_of(block)
        each = [columns.pop("row"), *columns.values()]
        for row, *cells in zip(*each, strict=True):
            key = own[row]
            said = dict(zip(columns, cells, strict=True))
            whose = key if isinstance(key, tuple) else None
            rows.append(SummaryRow(chart=named(key), key=whose, **said))
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
    needs = [need for block in _blocks(judged) for need in _needs(block)]
    return tuple(sorted(range(len(needs)), key=needs.__getitem__))


def _needs(judged: Judgement) -> Iterator[tuple[float, ...]]:
    """Yield how much each chart is in need of a look, the least first."""
    reading = judged.reading
    concern = np.count_nonzero(judged.concern, axis=-1)
    flagged = np.where(concern, concern, np.count_nonzero(reading.flagged, axis=-1))
    columns = (
        judged.variation,
        judged.between,
        judged.assurance,
        counting(reading.chart).any(axis=-1),
        flagged,
    )
    rows = (np.ravel(column).tolist() for column in columns)
    for variation, between, assurance, there, many in zip(*rows, strict=True):
        found = {Variation(word) for word in (variation, between) if word}
        yield (
            not there,
            min(FIRST[word] for word in found),
            THEN[Assurance(assurance)],
            Variation.IMPROVEMENT in found,
            -many,
        )


def _blocks(judged: Any) -> Iterator[Judgement]:
    """Yield judgements of charts and of stacks, one after another.

    Charts of events have as many points as there were: each is one of its own.
    """
    if isinstance(judged, Reading):
        judged = judge(judged)
    if isinstance(judged, Judgement):
        apart = judged.variation.shape if _are_events(judged) else ()
        if not apart:
            yield judged
        for row in np.ndindex(apart) if apart else ():
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
        yield from _blocks(part)


def _are_events(judged: Judgement) -> bool:
    return bool(getattr(judged.reading.chart, "days", ()))
