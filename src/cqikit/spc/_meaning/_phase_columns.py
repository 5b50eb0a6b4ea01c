"""What a summary says of phases, of all charts of a stack at once: a column each.

Phases stand one after another, chart by chart, and each point belongs to one. So what
is counted in a phase is a sum from its first point to that of the next, `reduceat` of
NumPy. Only what declared changes did is asked chart by chart.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from cqikit.spc._charts._compare import alike
from cqikit.spc._charts._view import View, counting, with_row, within_span
from cqikit.spc._meaning._judgement import Judgement, judge
from cqikit.spc._meaning._variation import Assurance, Variation
from cqikit.spc._rules._reading import LINES, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from cqikit.spc._charts._view import Bools

    Places = NDArray[np.intp]

__all__ = ["columns_of"]

#: Columns of a summary, and what `Reading.runs` calls them.
RUNS: Final = {
    "useful": "useful",
    "longest_run": "longest",
    "longest_allowed": "allowed",
    "crossings": "crossings",
    "fewest_allowed": "fewest",
}


class Phases(NamedTuple):
    """Where phases lie, shape (phases,) each: in which row, from where to where.

    `edges` are their first points among those of all charts, laid end to end; `latest`
    is the last point that counts, -1 where none does.
    """

    row: Places
    number: Places
    start: Places
    stop: Places
    edges: Places
    latest: Places


def columns_of(judged: Judgement) -> dict[str, list[Any]]:
    """Return what is said of each phase of a chart, or of all charts of a stack.

    ``row`` is the place of the chart, counted from 0; all else is called as in
    `SummaryRow`.
    """
    chart: Any = judged.reading.chart
    values = np.asarray(chart.values)
    if not values.size:
        return {"row": []}
    n = values.shape[-1]
    counted = counting(chart).reshape(-1, n)
    phases = _phases_of(getattr(chart, "breaks", None), counted)
    columns = _ends(chart, phases, counted)
    for name, of_runs in RUNS.items():
        count = getattr(judged.reading.runs, of_runs)
        table = count.reshape(len(counted), -1)
        columns[name] = table[phases.row, phases.number - 1]
    columns |= {"row": phases.row, "phase": phases.number}
    found = {name: column.tolist() for name, column in columns.items()}
    found |= _named(chart, phases, found) | _levels(chart, phases, n)
    return found | _signals(judged.reading, phases) | _judged(judged, phases)


def _phases_of(breaks: Any, counted: Bools) -> Phases:
    n = counted.shape[1]
    begins = np.zeros(counted.shape, dtype=bool)
    if breaks is not None:
        begins |= np.reshape(breaks, counted.shape)
    begins[:, 0] = True
    edges = np.flatnonzero(begins)
    row, start = np.divmod(edges, n)
    stop = np.append(edges[1:], begins.size) - row * n
    number = begins.cumsum(axis=1)[row, start]
    places = np.where(counted, np.arange(n), -1)
    latest = np.maximum.reduceat(places.reshape(-1), edges)
    return Phases(row, number, start, stop, edges, latest)


def _ends(chart: Any, phases: Phases, counted: Bools) -> dict[str, Any]:
    """Return the first and the last point of phases, and how many there are."""
    n = counted.shape[1]
    first, last = _within(within_span(chart).reshape(counted.shape), phases)
    # Of a phase without any point, its rows: one month has no moving range.
    for span in (_within(with_row(chart).reshape(counted.shape), phases), phases[2:4]):
        beside = first >= last
        first = np.where(beside, span[0], first)
        last = np.where(beside, span[1], last)
    values = np.asarray(chart.values).reshape(counted.shape)
    gaps = np.append(0, np.isnan(values).cumsum())
    ahead = phases.row * n
    out = np.isfinite(values) & ~counted
    return {
        "first": first,
        "last": last - 1,
        "n": _sums(counted, phases),
        "missing": gaps[ahead + last] - gaps[ahead + first],
        "excluded": _sums(out, phases),
    }


def _within(span: Bools, phases: Phases) -> tuple[Places, Places]:
    """Return the edges of phases, as far as each chart goes (rows, n)."""
    begin, end = span.argmax(axis=1), span.shape[1] - span[:, ::-1].argmax(axis=1)
    first = np.maximum(phases.start, begin[phases.row])
    return first, np.minimum(phases.stop, end[phases.row])


def _sums(marks: Bools, phases: Phases) -> Places:
    return np.add.reduceat(marks.reshape(-1), phases.edges, dtype=np.intp)


def _levels(chart: Any, phases: Phases, n: int) -> dict[str, list[Any]]:
    """Return the lines at the latest point of phases, and whether limits are level."""
    shape = np.shape(chart.values)
    at = np.where(phases.latest < 0, phases.stop - 1, phases.latest)
    steady = np.ones(len(at), dtype=bool)
    found: dict[str, list[Any]] = {}
    for name in ("centre", "lower", "upper"):
        line = getattr(chart, name, None)
        lines = np.broadcast_to(np.nan if line is None else line, shape).reshape(-1, n)
        ends = lines[phases.row, at].tolist()
        found[name] = [end if math.isfinite(end) else None for end in ends]
        if name != "centre":
            seen = np.where(np.isfinite(lines), lines, np.nan).reshape(-1)
            least = np.fmin.reduceat(seen, phases.edges)
            steady &= alike(least, np.fmax.reduceat(seen, phases.edges))
    return found | {"steady": steady.tolist()}


def _named(
    chart: Any, phases: Phases, found: dict[str, list[Any]]
) -> dict[str, list[Any]]:
    """Return the days of the first and the last point of phases, and their titles."""
    shape = np.shape(chart.values)
    on = getattr(chart, "on", None) or range(1, shape[-1] + 1)
    titles_of = cache(getattr(chart, "_titles", _untitled))
    rows = list(np.ndindex(shape[:-1]))
    places = zip(phases.row.tolist(), phases.start.tolist(), strict=True)
    titles = [titles_of(rows[row]).get(start, "") for row, start in places]
    first, last = ([on[place] for place in found[name]] for name in ("first", "last"))
    return {"first": first, "last": last, "title": titles}


def _untitled(_: Any) -> dict[int, str]:
    """Return the titles of phases of a chart of another's making: none."""
    return {}


def _signals(reading: Reading, phases: Phases) -> dict[str, list[Any]]:
    """Return how many stretches signal in phases, and by which rules."""
    counts = np.zeros((len(reading.flags), len(phases.row)), dtype=np.intp)
    for place, flags in enumerate(reading.flags.values()):
        line = np.reshape(flags, -1)
        begins = np.append(True, line[1:] != line[:-1])
        begins[phases.edges] = True
        counts[place] = np.add.reduceat((line != 0) & begins, phases.edges, dtype=int)
    names = list(reading.flags)
    loud: list[tuple[str, ...]] = [()] * len(phases.row)
    for phase in np.flatnonzero(counts.any(axis=0)).tolist():
        loud[phase] = tuple(names[rule] for rule in np.flatnonzero(counts[:, phase]))
    return {"signals": counts.sum(axis=0).tolist(), "signalling": loud}


def _judged(judged: Judgement, phases: Phases) -> dict[str, list[Any]]:
    """Return what changes did, and what each phase says of itself."""
    variation = judged.variation.ravel().astype(object)[phases.row]
    assurance = judged.assurance.ravel().astype(object)[phases.row]
    for those, part in _earlier(judged, phases):
        variation[those], assurance[those] = part.variation, part.assurance
    there = (phases.latest >= 0).tolist()
    declared = judged._declared  # noqa: SLF001  (of this room)
    between: list[Variation | None] = []
    for row, start in zip(phases.row.tolist(), phases.start.tolist(), strict=True):
        moves = (it.meaning for it in declared[row] if it.told and it.at == start)
        between.append(next(moves, None))
    return {
        "between": between,
        "variation": [
            Variation(word) if seen else None
            for word, seen in zip(variation, there, strict=True)
        ],
        "assurance": [
            Assurance(word) if seen else Assurance.UNKNOWN
            for word, seen in zip(assurance, there, strict=True)
        ],
    }


def _earlier(
    judged: Judgement, phases: Phases
) -> Iterator[tuple[list[int], Judgement]]:
    """Yield what would have been judged of earlier phases, had they been the latest.

    With which phases: those that begin and end at the same points are judged at once.
    """
    ends = np.full(judged.variation.size, -1)
    np.maximum.at(ends, phases.row, phases.latest)
    over = (phases.latest >= 0) & (phases.latest < ends[phases.row])
    spans: dict[tuple[int, int], list[int]] = {}
    for phase in np.flatnonzero(over).tolist():
        span = int(phases.start[phase]), int(phases.stop[phase])
        spans.setdefault(span, []).append(phase)
    reading = judged.reading
    shape = np.shape(reading.view.values)

    def table(array: Any) -> Any:
        return np.broadcast_to(array, shape).reshape(-1, shape[-1])

    found = {name: getattr(reading.chart, name, None) for name in LINES}
    lines = {name: table(line) for name, line in found.items() if line is not None}
    flags = {name: table(marks) for name, marks in reading.flags.items()}
    target = None if judged.target is None else table(judged.target)
    for (start, stop), those in spans.items():
        cut = phases.row[those], slice(start, stop)
        alone = Reading(
            chart=View(**{name: line[cut] for name, line in lines.items()}),
            rules=reading.rules,
            flags={name: marks[cut] for name, marks in flags.items()},
        )
        aimed = None if target is None else target[cut]
        yield those, judge(alone, judged.direction, aimed)
