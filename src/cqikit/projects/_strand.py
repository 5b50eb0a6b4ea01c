"""A strand of the thread: what was tried, what moved since, and what is missing."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from cqikit import actions, assessments, pdsa
from cqikit.core import Choice, say
from cqikit.projects._shifts import Shift
from cqikit.projects._signals import Signalled

__all__ = ["Attempt", "Origin", "Outcome", "Retaken", "ThreadEntry", "state_words"]


class Origin(Choice):
    """Where a strand begins."""

    NEED = "need"
    IDEA = "idea"


class Outcome(Choice):
    """What the measures of a strand show since it was begun."""

    IMPROVED = "improved"
    WORSENED = "got worse"
    MIXED = "better and worse"
    MOVED = "moved, neither better nor worse"
    STEADY = "no signal"
    UNCHARTED = "not known, as its chart was not given"
    UNKNOWN = "not known"


@frozen(kw_only=True)
class Attempt:
    """What was done about it: an action step or a PDSA cycle, its state, since when.

    Parameters
    ----------
    key, title : str
        Of the step or cycle.
    state : str
        Where it stands, in a word.
    since : date, optional
        The day of its first event; None before it has any, and unless said.
    idea : str
        Key of the idea that a cycle tests; "" of a step, and unless said.
    decision : str
        What the cycle decided, or whether the latest review says that the step
        worked; "" where nothing is said.
    """

    key: str
    title: str
    state: str
    since: date | None = None
    idea: str = ""
    decision: str = ""


@frozen(kw_only=True)
class Retaken:
    """A need as it was assessed first and last, and whether that is more than noise.

    Parameters
    ----------
    first, last : str
        Keys of the first and the last assessment with the item.
    change : assessments.Change
        How the item changed between them.
    """

    first: str
    last: str
    change: assessments.Change


@frozen(kw_only=True)
class ThreadEntry:
    """One need of the plan, or one change idea, followed as far as it goes.

    Parameters
    ----------
    origin : Origin
        Whether it is a need or an idea.
    key, title : str
        Of the need or idea.
    serves : tuple of str
        Titles of what it is for: the area of a need, the drivers of an idea.
    tried : tuple of Tried
        The steps that answer a need and the cycles on ideas that do, in that order; the
        cycles that test an idea.
    measures : tuple of str
        Keys of the measures that would show it, with data or without.
    words : tuple of str
        What would show it that is no measure of the project, as steps have it.
    shifts : tuple of Shift
        The moves of these measures that may have begun since it was.
    signals : tuple of Signalled
        What their charts signal since, within the latest phase: a gain that is lost
        again, or a change where no level moved.
    outcome : Outcome
        What these say together: of each measure, its latest move that is better or
        worse, and what its chart signals.
    retaken : Retaken, optional
        Its item in the first and the last assessment, where it was taken again.
    missing : str
        The first link that is not there, in words; "" when the thread holds.
    removed : date, optional
        When a review took the need out of the plan.
    causes : tuple of str
        Titles of the causes between a need and what is tried: why it is there, or what
        an idea answers. Those that were ruled out are not among them.
    """

    origin: Origin
    key: str
    title: str
    serves: tuple[str, ...]
    tried: tuple[Attempt, ...]
    measures: tuple[str, ...]
    words: tuple[str, ...]
    shifts: tuple[Shift, ...]
    signals: tuple[Signalled, ...]
    outcome: Outcome
    retaken: Retaken | None
    missing: str
    removed: date | None = None
    causes: tuple[str, ...] = ()

    @property
    def begun(self) -> date | None:
        """Return the day on which something was first done about it."""
        return min(
            (attempt.since for attempt in self.tried if attempt.since), default=None
        )

    @property
    def decision(self) -> str:
        """Return the latest decision on it, "" where there is none."""
        said = [attempt for attempt in self.tried if attempt.decision and attempt.since]
        return (
            max(said, key=lambda attempt: attempt.since or date.min).decision
            if said
            else ""
        )

    @property
    def assessed_again(self) -> bool | None:
        """Say whether it is better as assessed again; None where that may be noise."""
        if self.retaken is None:
            return None
        change = self.retaken.change
        real = change.verdict is assessments.Verdict.REAL
        return change.change.value > 0 if real else None

    @property
    def before(self) -> float | None:
        """Return the level before its latest move; of an item that was assessed."""
        return self._ends[0]

    @property
    def after(self) -> float | None:
        """Return the level since its latest move; of an item that was assessed."""
        return self._ends[1]

    @property
    def _ends(self) -> tuple[float | None, float | None]:
        if self.shifts:
            return self.shifts[-1].before, self.shifts[-1].after
        if self.retaken is not None:
            return self.retaken.change.before, self.retaken.change.after
        return None, None

    def __str__(self) -> str:
        tried = tuple(
            say("{what}: {state}", what=attempt.title, state=state_words(attempt.state))
            for attempt in self.tried
        )
        said: list[str] = [
            say("{origin} “{title}”", origin=self.origin.words, title=self.title),
            say("{tried}", tried=tried) if tried else say("nothing was tried"),
            *map(str, (*self.shifts, *self.signals)),
        ]
        if self.retaken is not None:
            said.append(self.retaken.change.reason)
        if self.missing:
            said.append(say("missing: {what}", what=self.missing))
        else:
            said.append(say("holds"))
        return say("{all/; }", all=tuple(said))


def state_words(state: str) -> str:
    """Return what people read for the state of a step or a cycle."""
    members: tuple[Choice, ...] = (*pdsa.Phase, *actions.Status)
    return {member.value: member.words for member in members}.get(state, state)
