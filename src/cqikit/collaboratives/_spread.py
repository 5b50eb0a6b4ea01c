"""Whether, how far and where the work is spread (S5, part 3), as proposals.

The rule of thumb is a factor of five from one rung to the next: 1, 5, 25, 125. The
source prints 175 as the last of these, most likely a slip. No rung has more sites than
there are.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from attrs import field, frozen
from attrs.validators import and_

from cqikit.assessments import Answer, Status
from cqikit.collaboratives._guide import CONDITIONS
from cqikit.collaboratives._guide_policies import GuidePolicies
from cqikit.collaboratives._menus import Method, Will
from cqikit.collaboratives._next_steps import Proposed
from cqikit.collaboratives._sentinel import Held
from cqikit.core import (
    TupleOf,
    arguments,
    as_texts,
    at_least,
    instance_of,
    list_of,
    optional,
    say,
)
from cqikit.errors import FieldError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cqikit.collaboratives._guide import Site
    from cqikit.collaboratives._sentinel import Sentinel

__all__ = ["Gate", "Readiness", "Standing", "readiness", "rungs", "sites"]

#: A rung further than this is nothing to plan for.
MOST_RUNGS: Final = 4
WHOLE: Final = instance_of(int)


@frozen(kw_only=True)
class Standing:
    """Where one condition stands.

    Parameters
    ----------
    key, title : str
        Of the condition.
    gate : bool
        Whether nothing is spread without it.
    level : str
        The lowest of its answers; "unknown" without one.
    answers : tuple of Answer
        All that were given about it, with next steps.
    """

    key: str
    title: str
    gate: bool
    level: str
    answers: tuple[Answer, ...] = field(converter=TupleOf[Answer])


@frozen(kw_only=True)
class Readiness:
    """What the nine conditions propose.

    Parameters
    ----------
    method : Method, optional
        How to spread; None while too little is known.
    reasons : tuple of str
        Why, in sentences.
    conditions : tuple of Standing
        Where each condition stands.
    """

    method: Method | None
    reasons: tuple[str, ...] = field(converter=as_texts)
    conditions: tuple[Standing, ...] = field(converter=TupleOf[Standing])


@frozen(kw_only=True)
class Gate:
    """The way from one rung to the next: how many sites, whether open, and why.

    Parameters
    ----------
    start, to : int
        How many sites the rungs have.
    opens : bool, optional
        Whether the next rung may begin; None where nobody can say yet.
    reasons : tuple of str
        Why, in sentences.
    """

    start: int
    to: int
    opens: bool | None
    reasons: tuple[str, ...] = field(converter=as_texts)


@arguments(
    start=and_(WHOLE, at_least(0)),
    sites=optional(and_(WHOLE, at_least(0))),
    factor=and_(WHOLE, at_least(2)),
)
def rungs(start: int, *, sites: int | None = None, factor: int = 5) -> tuple[int, ...]:
    """Return how many sites there are at each rung, from those that take part now.

    Parameters
    ----------
    start : int
        How many take part now.
    sites : int, optional
        How many there are in all: rungs lead up to it, the next four at most, as one
        further is nothing to plan for. Without it, only the next rung is named.
    factor : int
        How many come of one, two or more; 5 by default, as in the source.

    Raises
    ------
    FieldError
        When there are fewer sites in all than take part.

    Examples
    --------
    >>> rungs(1, sites=175), rungs(12, sites=31), rungs(12), rungs(31, sites=31)
    ((1, 5, 25, 125, 175), (12, 31), (12, 60), (31,))
    """
    if sites is not None and sites < start:
        must = say("must be {start} or more, as so many take part now", start=start)
        raise FieldError("sites", must, sites)
    if not start:
        return ()
    made = [start]
    if sites is None:
        return (start, start * factor)
    while made[-1] < sites and len(made) <= MOST_RUNGS:
        made.append(min(made[-1] * factor, sites))
    return tuple(made)


@arguments(answers=list_of(say("answers"), Answer), policies=instance_of(GuidePolicies))
def readiness(answers: Iterable[Answer], policies: GuidePolicies) -> Readiness:
    """Return which way of spreading the nine conditions speak for, and which decide it.

    Not possible, of leadership or of the teams, or of several conditions: another way.
    Not yet, or not possible, of any other: not yet. Met or somewhat met, all of them:
    a Breakthrough Series. Where a condition is unknown that could still decide it,
    nothing is proposed. What the source asks is kept; where it draws no line, the line
    is ours.

    Parameters
    ----------
    policies : GuidePolicies
        What counts as ready.

    Examples
    --------
    >>> from cqikit.assessments import Answer
    >>> from cqikit.collaboratives import GuidePolicies
    >>> said = [Answer(item="leadership", value="not possible")]
    >>> found = readiness(said, GuidePolicies())
    >>> found.method.value, found.reasons
    ('another-way', ('not possible: Leaders are in post and committed to ...',))
    """
    stands = _standings(tuple(answers))
    at = {
        level: [stand for stand in stands if stand.level == level] for level in LEVELS
    }
    impossible, later, unknown = (
        at[level] for level in ("not possible", "not yet", "unknown")
    )
    gates = [standing for standing in impossible if standing.gate]
    settled = (
        (impossible or later)
        and len(impossible) + len(unknown) < policies.several
        and not any(standing.gate for standing in unknown)
    )
    decided: Sequence[Standing]
    method: Method | None
    if gates or len(impossible) >= policies.several:
        method, decided = Method.ANOTHER_WAY, impossible
    elif unknown and not settled:
        method, decided = None, unknown
    elif impossible or later:
        method, decided = Method.NOT_YET, (*impossible, *later)
    else:
        method, decided = Method.BREAKTHROUGH_SERIES, at["somewhat"]
    reasons: list[str] = [
        say(
            "{level}: {condition}",
            level=LEVELS[standing.level],
            condition=standing.title,
        )
        for standing in decided
    ]
    if method is Method.BREAKTHROUGH_SERIES:
        met = len(at["met"])
        n = len(stands)
        reasons.insert(
            0, say("{met} of {n:# condition|# conditions} met", met=met, n=n)
        )
    return Readiness(method=method, reasons=reasons, conditions=stands)


#: What people read of a condition, by its level.
LEVELS: Final = {
    "not possible": say("not possible"),
    "not yet": say("not yet"),
    "somewhat": say("somewhat"),
    "met": say("met"),
    "unknown": say("unknown"),
    "does not apply": say("does not apply"),
}


def _standings(answers: Sequence[Answer]) -> tuple[Standing, ...]:
    made = []
    for item in CONDITIONS.all_items:
        said = [answer for answer in answers if answer.item == item.key]
        made.append(
            Standing(
                key=item.key,
                title=item.text,
                gate=item.gate is not None,
                level=_level(said),
                answers=said,
            )
        )
    return tuple(made)


def _level(said: Sequence[Answer]) -> str:
    """Return the lowest level that was answered; a mean would hide who says no."""
    scale = CONDITIONS.scales[0]
    numbers = [
        scale.number(answer.value) for answer in said if answer.value is not None
    ]
    if numbers:
        return scale.label(min(numbers))
    away = bool(said) and all(answer.status is Status.NOT_APPLICABLE for answer in said)
    return "does not apply" if away else "unknown"


def sites(
    candidates: Iterable[Site], wanted: int | None = None
) -> tuple[Proposed, ...]:
    """Return which sites the source's questions speak for, the strongest first.

    High will first, then a gap to close, then data to begin with; a site of low will,
    or without a gap, is not proposed.

    Parameters
    ----------
    candidates : iterable of Site
    wanted : int, optional
        How many are wanted; all that qualify without it.
    """
    order = list(Will)
    fit = [
        candidate
        for candidate in candidates
        if candidate.will is not Will.LOW and candidate.gap is not False
    ]
    fit.sort(
        key=lambda site: (
            order.index(site.will),
            site.gap is not True,
            site.data is not True,
        )
    )
    return tuple(
        Proposed(
            key=site.key,
            title=site.title or site.key,
            reasons=[
                say("will: {will}", will=site.will.words),
                say("gap in outcomes: {known}", known=known(site.gap)),
                say("data: {known}", known=known(site.data)),
            ],
        )
        for site in fit[:wanted]
    )


def known(answer: bool | None) -> str:  # noqa: FBT001  (a word for it)
    """Return yes, no or unknown."""
    return {True: say("yes"), False: say("no"), None: say("unknown")}[answer]


def gates(
    steps: Sequence[int],
    watches: Sequence[Sentinel],
    ready: Readiness,
    decided: Method | None,
) -> tuple[Gate, ...]:
    """Return the way from each rung to the next.

    The next rung opens when what the last one gained is held and readiness is there: as
    people decided, or as the conditions propose where nobody did. Rungs after the next
    have no data of their own yet, and stay closed until they do.

    Parameters
    ----------
    steps : sequence of int
        How many sites at each rung; see `rungs`.
    watches : sequence of Sentinel
        What the last rung gained.
    ready : Readiness
    decided : Method, optional
    """
    made = []
    for place, (start, to) in enumerate(pairwise(steps)):
        if place:
            said = say("no data yet of a rung of {n:# site|# sites}", n=start)
            made.append(Gate(start=start, to=to, opens=False, reasons=[said]))
            continue
        parts = [_held(watches), _ready(ready, decided)]
        verdicts = {verdict for verdict, _ in parts}
        opens = False if False in verdicts else None if None in verdicts else True
        reasons = [said for _, said in parts]
        made.append(Gate(start=start, to=to, opens=opens, reasons=reasons))
    return tuple(made)


def _held(watches: Sequence[Sentinel]) -> tuple[bool | None, str]:
    """Say whether all that was gained is held."""
    if not watches:
        return False, say("no measure has a gain to hold")
    lost = [watch.measure.title for watch in watches if watch.state is Held.LOST]
    if lost:
        return False, say("lost: {measures}", measures=tuple(lost))
    open_ = [watch.measure.title for watch in watches if watch.state is not Held.HELD]
    if open_:
        return None, say("not known yet to be held: {measures}", measures=tuple(open_))
    held = tuple(watch.measure.title for watch in watches)
    return True, say("held: {measures}", measures=held)


def _ready(ready: Readiness, decided: Method | None) -> tuple[bool | None, str]:
    method = decided or ready.method
    if method is None:
        return None, say("readiness is not known")
    said = (DECIDED if decided else PROPOSED)[method]
    if method is Method.NOT_YET:
        return False, said
    # Another way is no readiness until somebody has decided on it.
    return (True if decided or method is not Method.ANOTHER_WAY else None), said


DECIDED: Final = {
    Method.BREAKTHROUGH_SERIES: say("decided: a Breakthrough Series"),
    Method.ANOTHER_WAY: say("decided: another way"),
    Method.NOT_YET: say("decided: not yet"),
}
PROPOSED: Final = {
    Method.BREAKTHROUGH_SERIES: say("proposed: a Breakthrough Series"),
    Method.ANOTHER_WAY: say("proposed: another way"),
    Method.NOT_YET: say("proposed: not yet"),
}
