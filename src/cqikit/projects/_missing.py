"""What the measures of a strand show together, and the first link that is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.core import say
from cqikit.projects._moments import WORKED
from cqikit.projects._strand import Origin, Outcome, ThreadEntry, state_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from cqikit.projects._project import Project
    from cqikit.projects._shifts import Shift
    from cqikit.projects._signals import Signalled

__all__ = ["missing_in", "outcome_of"]

OUTCOMES: Final = {
    frozenset({1}): Outcome.IMPROVED,
    frozenset({-1}): Outcome.WORSENED,
    frozenset({1, -1}): Outcome.MIXED,
    frozenset({0}): Outcome.MOVED,
    frozenset[int](): Outcome.STEADY,
}
UNSHOWN: Final = say("what would show it is in words, not in data")
#: States in which nothing was done yet.
UNBEGUN: Final = frozenset({"planned", "plan"})
ENDED: Final = frozenset({"abandoned", "dropped", "replaced", "stopped"})
KEPT: Final = frozenset({"adopted", "done"})


def outcome_of(
    project: Project,
    measures: Iterable[str],
    charted: Collection[str],
    shifts: Iterable[Shift],
    signals: Iterable[Signalled],
) -> Outcome:
    """Return what measures show together, since a strand was begun.

    Of measures with data, without a chart and a move of them, nothing is known.
    """
    seen = {series.measure.key for series in project.series if len(series.records)}
    with_data = seen.intersection(measures)
    if not with_data:
        return Outcome.UNKNOWN
    if with_data.isdisjoint(charted):
        return Outcome.UNCHARTED
    # What a chart says last of a measure counts; of no one direction, what it was.
    latest: dict[str, int] = {}
    for shift in shifts:
        latest[shift.measure] = shift.gain or latest.get(shift.measure, 0)
    gains = {*latest.values(), *(signal.gain for signal in signals)}
    return OUTCOMES[frozenset(gains - {0} if len(gains) > 1 else gains)]


def missing_in(strand: ThreadEntry, own: Sequence[Shift]) -> str:
    """Return the first link that is not there; "" where the strand holds."""
    states = {attempt.state for attempt in strand.tried}
    if not strand.tried or states <= UNBEGUN:
        return _untried(strand, own)
    if states <= ENDED:
        return ""
    return _worse(strand) or _unshown(strand)


def _untried(strand: ThreadEntry, own: Sequence[Shift]) -> str:
    of_need = strand.origin is Origin.NEED
    said = say("no step answers it") if of_need else say("no cycle tests it")
    if strand.tried:
        said = say("nothing was tried yet")
    better = tuple(dict.fromkeys(shift.title for shift in own if shift.gain > 0))
    if not better:
        return said
    return say("{missing}, and {measures} improved", missing=said, measures=better)


def _worse(strand: ThreadEntry) -> str:
    """Return what got worse, "" where nothing did."""
    if strand.outcome in {Outcome.WORSENED, Outcome.MIXED}:
        shown: tuple[Shift | Signalled, ...] = (*strand.shifts, *strand.signals)
        worse = dict.fromkeys(shift.title for shift in shown if shift.gain < 0)
        return say("it got worse: {measures}", measures=tuple(worse))
    fell = strand.assessed_again is not None and not strand.assessed_again
    return say("it got worse, as assessed again") if fell else ""


def _unshown(strand: ThreadEntry) -> str:
    """Return what is missing where nothing got worse."""
    if strand.outcome is Outcome.IMPROVED or strand.assessed_again:
        return ""
    if strand.outcome is Outcome.UNKNOWN:
        return _unmeasured(strand)
    if strand.outcome is Outcome.UNCHARTED:
        return say("whether its measures moved is not known: give their charts")
    steady = strand.outcome is Outcome.STEADY
    decided = next((attempt for attempt in strand.tried if attempt.state in KEPT), None)
    if decided is None:
        return say("no signal yet") if steady else say("no better signal yet")
    state = state_words(decided.state)
    if steady:
        return say("{state} without a signal", state=state)
    return say("{state} without a better signal", state=state)


def _unmeasured(strand: ThreadEntry) -> str:
    """Return what is missing where no data show anything."""
    if strand.retaken is not None:
        verdict = strand.retaken.change.verdict.words
        return say("assessed again: {verdict}", verdict=verdict)
    if strand.measures:
        return say("its measures have no data")
    if not strand.words:
        return say("no measure would show it")
    review = {
        WORKED[True]: "",
        WORKED[False]: say("it did not work, as the review says"),
    }
    return review.get(strand.decision, UNSHOWN)
