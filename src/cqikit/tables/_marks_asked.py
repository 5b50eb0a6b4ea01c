"""Marks of a question where rows are events, which no calendar of a batch holds.

A panel refuses a mark that none of its events is at, as that is a slip. Whether one is
in a batch says nothing of the question: there, a mark is left out that is nothing to
all charts of the batch.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cqikit import spc
from cqikit.core import as_tuple, codes_of, parse_period, plain_number, say
from cqikit.errors import FieldTypeError
from cqikit.tables._results import Coded

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from cqikit.core import Period, Timeline

    Indexes = NDArray[np.intp]

__all__ = [
    "as_ends",
    "as_marks",
    "days_of",
    "have_reasons",
    "marks_met",
    "start_of",
]


def as_marks(marks: Any) -> Any:
    """Return marks as a tuple or mapping, of None none; one alone is a list of one."""
    found = () if marks is None else as_tuple(marks)
    return found if isinstance(found, tuple | Mapping) else (found,)


def as_ends(baseline: Any) -> Any:
    """Return a baseline whose first and last are a tuple; a set has no first."""
    ends = baseline if isinstance(baseline, set | frozenset) else as_tuple(baseline)
    return plain_number(ends)


def have_reasons(_: Any, attribute: Any, marks: Any) -> None:
    """Refuse marks of which something else than a text is said."""
    for mark, said in marks.items() if isinstance(marks, Mapping) else ():
        if not isinstance(said, str):
            raise FieldTypeError(f"{attribute.name}[{mark}]", say("must be text"), said)


def start_of(mark: Any) -> Any:
    """Return the day or period of a mark, of a phase that at which it starts."""
    return mark.start if isinstance(mark, spc.Phase) else mark


def marks_met(phases: Any, exclude: Any, came: Timeline) -> dict[str, Any]:
    """Return the phases and exclusions that are something to the events of a batch.

    Parameters
    ----------
    phases, exclude : as of `Charts`
    came : Timeline
        When each event was, of all charts.
    """
    return {"phases": _begun(phases, came), "exclude": _met(exclude, came)}


def _begun(phases: Any, came: Timeline) -> list[spc.Phase]:
    """Return the phases that begin at some event, of those at one event the last."""
    import numpy as np  # noqa: PLC0415  (loaded by whoever counts)

    if isinstance(phases, Mapping):
        phases = [spc.Phase(start, title) for start, title in phases.items()]
    known = [it if isinstance(it, spc.Phase) else spc.Phase(it) for it in phases]
    if not known:
        return known
    known.sort(key=lambda phase: parse_period(phase.start).first)
    starts = [parse_period(phase.start).first.toordinal() for phase in known]
    firsts = np.sort(came.ordinals[0][came.places])
    places = np.searchsorted(firsts, starts).tolist()
    found = dict(zip(places, known, strict=True))
    found.pop(len(firsts), None)
    at_first = found.get(0)
    if at_first == spc.Phase(start_of(at_first)):
        del found[0]
    return list(found.values())


def _met(exclude: Any, came: Timeline) -> Any:
    """Return the exclusions that are of some event, with the reason of each."""
    import numpy as np  # noqa: PLC0415

    if not isinstance(exclude, Mapping):
        exclude = dict.fromkeys(exclude, "")
    if not exclude:
        return exclude
    firsts, lasts = (np.sort(days[came.places]) for days in came.ordinals)
    found = {}
    for mark, reason in exclude.items():
        when = parse_period(mark)
        start = np.searchsorted(lasts, when.first.toordinal())
        stop = np.searchsorted(firsts, when.last.toordinal(), side="right")
        if start < stop:
            found[mark] = reason
    return found


def days_of(
    charts: Indexes, numbers: Indexes, days: tuple[tuple[Period, ...], ...]
) -> Coded:
    """Return when events were, from the numbers they have in their charts.

    Parameters
    ----------
    charts, numbers : ndarray of int
        The chart of each row of an answer, and the point that it is of it, from 1.
    days : tuple of tuple of Period
        Of each chart, when its events were.
    """
    places = zip(charts.tolist(), numbers.tolist(), strict=True)
    when = [days[chart][number - 1] for chart, number in places]
    # Events of one day have one object for it: each is written once.
    distinct = {id(day): day for day in when}
    texts = {key: str(day) for key, day in distinct.items()}
    return Coded(*codes_of([texts[id(day)] for day in when]))
