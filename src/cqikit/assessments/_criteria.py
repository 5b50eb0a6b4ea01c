"""Roll-ups of criteria: what is met, level by level, or counted in points.

A criterion that is not shown to be met is not met: the value is the least that
the answers leave, and the range says how far it could still rise.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from cqikit.assessments._framework import Item
from cqikit.assessments._scale import TOLERANCE, YES_NO, Scale
from cqikit.assessments._score import Score, Scorer, number_of, span_of, text_of
from cqikit.assessments._scorers import (
    MEAN,
    MEAN_OF_ITEMS,
    MINIMUM,
    PERCENT_POSITIVE,
    PRODUCT,
    SUM,
    SUM_PRORATED,
    WEIGHTED,
    listed,
)
from cqikit.core import (
    Catalog,
    Partial,
    arguments,
    between,
    is_text,
    non_blank,
    say,
)
from cqikit.errors import FieldError

if TYPE_CHECKING:
    from cqikit.assessments._framework import Node
    from cqikit.assessments._pooling import Rating, Ratings

__all__ = [
    "ALL_OF",
    "BLOCK",
    "HYBRID",
    "LADDER",
    "POINTS",
    "SCORERS",
    "Criteria",
    "Criterion",
    "Hybrid",
    "ladder",
]


@frozen(kw_only=True)
class Criterion:
    """An item that applies, with a value on its scale, higher being better.

    Parameters
    ----------
    item : Item
        The item.
    scale : Scale
        On which `value` is a number.
    value : float
        How it was answered, turned so that higher is better.
    """

    item: Item
    scale: Scale
    value: float

    @property
    def wanted(self) -> float:
        """Return the value that meets it: its gate, else the top of its scale."""
        return self.scale.high if self.item.gate is None else self.item.gate

    @property
    def met(self) -> bool:
        """Say whether it has the value that is wanted."""
        return self.value >= self.wanted - TOLERANCE * self.scale.width

    @property
    def points(self) -> float:
        """Return what it earns: its weight for each step above the lowest answer."""
        return self.item.weight * (self.value - self.scale.low)


@frozen(kw_only=True)
class Criteria:
    """A scorer made of a function of criteria.

    Parameters
    ----------
    name : str
        Its name among scorers.
    judge : callable of (criteria, everything)
        Returns the score of the criteria that apply, at any depth below the
        node; `everything` has those that do not apply too. It must never fall
        when a criterion's value rises.
    span : callable of (criteria)
        Returns the least and the greatest score of all criteria, whatever
        applies.
    tell : callable of (criteria)
        Returns in words what the score was made of.
    step : float
        How far apart scores are; 0 for any number.
    climbs : bool
        Whether levels are climbed rung by rung, each needing all below it and
        some number of its own, so that `cheapest_route` can be asked.
    source : str
        Where it is published; not told unless said.

    Examples
    --------
    >>> from cqikit.assessments import YES_NO, Answer, Framework, Item, Responses, score
    >>> count = Criteria(
    ...     name="count",
    ...     judge=lambda found, everything: sum(criterion.met for criterion in found),
    ...     span=lambda all_of_them: (0, len(all_of_them)),
    ... )
    >>> small = Framework(
    ...     key="small",
    ...     title="Small",
    ...     version="1",
    ...     scales=[YES_NO],
    ...     items=[Item(key="aim", text="An aim"), Item(key="data", text="Data")],
    ... )
    >>> score(Responses(small, [Answer(item="aim", value="yes")]), scorer=count).value
    1.0
    """

    name: str = field(validator=non_blank)
    judge: Callable[[Sequence[Criterion], Sequence[Criterion]], float]
    span: Callable[[Sequence[Criterion]], tuple[float, float]]
    tell: Callable[[Sequence[Criterion]], str] | None = None
    step: float = 1.0
    climbs: bool = False
    source: str = field(default="", validator=is_text)

    @arguments()
    def __call__(self, node: Node, answers: Ratings) -> Score:
        items = answers.items(node)
        counted = [item for item in items if item.applies]
        least = _criteria(counted, [rating.low for rating in counted])
        most = _criteria(counted, [rating.high for rating in counted])
        everything = _criteria(items, [item.scale.low for item in items])
        spans = say("what {scorer!r} spans", scorer=self.name)
        low, high = span_of(self.span(everything), spans)
        known = any(rating.is_known for rating in counted)
        value = self._judged(least, everything) if counted else None
        words = self.name
        if self.tell:
            told = text_of(self.tell(least), say("what {scorer!r} tells", scorer=words))
            words = say("{scorer}: {told}", scorer=words, told=told)
        return Score(
            key=node.key,
            value=value if known else None,
            low=value,
            high=self._judged(most, everything) if counted else None,
            scale=Scale(key=self.name, low=low, high=high, step=self.step),
            how=words if known else "",
        )

    def _judged(self, *of: Sequence[Criterion]) -> float:
        name = say("what {scorer!r} judges", scorer=self.name)
        return number_of(self.judge(*of), name)


def _criteria(
    ratings: Sequence[Rating], values: Sequence[float]
) -> tuple[Criterion, ...]:
    return tuple(
        Criterion(item=rating.node, scale=rating.scale, value=value)
        for rating, value in zip(ratings, values, strict=True)
        if isinstance(rating.node, Item)
    )


def by_rung(criteria: Sequence[Criterion]) -> dict[int, list[Criterion]]:
    """Return the criteria of each rung, the lowest first."""
    rungs: dict[int, list[Criterion]] = {}
    for criterion in sorted(
        criteria, key=lambda this_criterion: this_criterion.item.rung
    ):
        if criterion.item.rung < 1:
            raise FieldError(
                f"rung of {criterion.item.key}",
                say("must be at least 1 where levels are climbed"),
                criterion.item.rung,
                say("give the level to which the criterion belongs"),
            )
        rungs.setdefault(criterion.item.rung, []).append(criterion)
    return rungs


def _tell_rungs(criteria: Sequence[Criterion]) -> str:
    rungs = (
        say(
            "{met} of {of} at {rung}",
            met=sum(criterion.met for criterion in found),
            of=len(found),
            rung=rung,
        )
        for rung, found in by_rung(criteria).items()
    )
    return say("{rungs}", rungs=tuple(rungs))


def _ladder(
    half: float, criteria: Sequence[Criterion], everything: Sequence[Criterion]
) -> float:
    applying = by_rung(criteria)
    rungs = list(by_rung(everything))
    reached = float(rungs[0])
    for below, rung in zip([rungs[0], *rungs], rungs, strict=False):
        found = applying.get(rung, [])
        met = sum(criterion.met for criterion in found)
        if met == len(found):
            reached = float(rung) if found else reached
            continue
        return (below + rung) / 2 if met >= half * len(found) else reached
    return reached


@arguments(half=between(0, 1))
def ladder(*, half: float = 0.5, name: str = "ladder") -> Criteria:
    """Make the roll-up of an environment rating scale's item.

    All indicators of the lowest rung must hold, or the score is that rung (an
    indicator whose truth is bad is a reversed item). Each rung whose
    indicators all hold lifts the score to it, and a share of at least `half`
    of the next rung to half-way there. Indicators that do not apply leave the
    count, and a rung without any is passed over.

    Parameters
    ----------
    half : float
        Share of a rung that lifts the score half-way to it; 0.5 unless said.
    name : str
        Its name among scorers; "ladder" unless said.

    Examples
    --------
    >>> from cqikit.assessments import (
    ...     YES_NO,
    ...     Answer,
    ...     Domain,
    ...     Framework,
    ...     Item,
    ...     Responses,
    ...     score,
    ... )
    >>> rungs = {"1.1": 1, "3.1": 3, "3.2": 3, "5.1": 5}
    >>> room = Framework(
    ...     key="room",
    ...     title="Room",
    ...     version="1",
    ...     scales=[YES_NO],
    ...     items=[
    ...         Item(key=key, text=key, rung=rung, reversed=rung == 1)
    ...         for key, rung in rungs.items()
    ...     ],
    ... )
    >>> said = [
    ...     Answer(item="1.1", value="no"),
    ...     Answer(item="3.1", value="yes"),
    ...     Answer(item="3.2", value="no"),
    ...     Answer(item="5.1", value="yes"),
    ... ]
    >>> score(Responses(room, said), scorer=ladder()).value
    2.0
    """
    return Criteria(
        name=name,
        judge=Partial(_ladder, (half,)),
        span=_rungs,
        tell=_tell_rungs,
        step=0.5,
        climbs=True,
        source="scoring rules of the environment rating scales (ERS)",
    )


def _rungs(criteria: Sequence[Criterion]) -> tuple[float, float]:
    rungs = list(by_rung(criteria))
    if len(rungs) < 2:
        raise FieldError("rungs", say("must be two or more on a ladder"), rungs)
    return rungs[0], rungs[-1]


def _block(criteria: Sequence[Criterion], everything: Sequence[Criterion]) -> float:
    reached, _ = _block_span(everything)
    for rung, found in by_rung(criteria).items():
        if not all(criterion.met for criterion in found):
            break
        reached = rung
    return reached


def _block_span(criteria: Sequence[Criterion]) -> tuple[float, float]:
    rungs = list(by_rung(criteria))
    return rungs[0] - 1, rungs[-1]


def _points(criteria: Sequence[Criterion], _: Sequence[Criterion]) -> float:
    return math.fsum(criterion.points for criterion in criteria)


def _points_span(criteria: Sequence[Criterion]) -> tuple[float, float]:
    return 0, math.fsum(
        criterion.item.weight * criterion.scale.width for criterion in criteria
    )


def _tell_points(criteria: Sequence[Criterion]) -> str:
    return listed([criterion.points for criterion in criteria])


def _all_of(criteria: Sequence[Criterion], everything: Sequence[Criterion]) -> float:
    asked = {gate.item.key for gate in gates(everything)}
    missed = (criterion for criterion in criteria if not criterion.met)
    return float(not any(criterion.item.key in asked for criterion in missed))


def _yes_no(_: Sequence[Criterion]) -> tuple[float, float]:
    return YES_NO.low, YES_NO.high


def _tell_gates(criteria: Sequence[Criterion]) -> str:
    missed = tuple(gate.item.key for gate in gates(criteria) if not gate.met)
    return say("not met {gates}", gates=missed) if missed else say("all met")


def gates(criteria: Sequence[Criterion]) -> list[Criterion]:
    """Return the criteria that are gates; all of them where none is marked."""
    marked = [criterion for criterion in criteria if criterion.item.gate is not None]
    return marked or list(criteria)


LADDER: Final = ladder()
BLOCK: Final = Criteria(
    name="block",
    judge=_block,
    span=_block_span,
    tell=_tell_rungs,
    climbs=True,
    source="quality rating systems: a level needs every criterion up to it",
)
POINTS: Final = Criteria(
    name="points",
    judge=_points,
    span=_points_span,
    tell=_tell_points,
    step=0,
    source="quality rating systems: criteria earn points",
)
ALL_OF: Final = Criteria(
    name="all-of",
    judge=_all_of,
    span=_yes_no,
    tell=_tell_gates,
    source="conditions that must all be in place (S5)",
)


@frozen(kw_only=True)
class Hybrid:
    """Levels that are climbed part by part: first blocks, then points.

    The first domain gives the score until it is at the top of its scale; from
    there on each further domain adds one level for each of its anchors that it
    reaches (its anchors are the points needed), as long as all domains before
    it are at their last anchor.

    Parameters
    ----------
    name : str
        What frameworks call it; ``hybrid`` unless said.
    source : str
        Who scores so; quality rating systems unless said.

    Examples
    --------
    >>> from cqikit.assessments import FRAMEWORKS, Answer, Responses, score
    >>> rated = FRAMEWORKS["qris-hybrid"]
    >>> said = [Answer(item=item.key, value=1) for item in rated.all_items[:4]]
    >>> result = score(Responses(rated, [*said, Answer(item="staff/1", value=4)]))
    >>> result.value, result.level, result.score.high
    (2.0, 'level 2', 4.0)
    """

    name: str = field(default="hybrid", validator=non_blank)
    source: str = "quality rating systems with blocks below and points above"

    @arguments()
    def __call__(self, node: Node, answers: Ratings) -> Score:
        if node.items or len(node.domains) < 2:
            raise FieldError(
                f"parts of {node.key}",
                say("must be two domains or more, blocks first"),
                [
                    *(item.key for item in node.items),
                    *(domain.key for domain in node.domains),
                ],
            )
        parts = answers.parts(node)
        counted = [part for part in parts if part.applies]
        known = any(rating.is_known for rating in counted)
        low = _climbed(parts, [part.low for part in parts]) if counted else None
        first, *later = parts
        top = first.scale.high + sum(len(_cuts(rating)) for rating in later)
        return Score(
            key=node.key,
            value=low if known else None,
            low=low,
            high=_climbed(parts, [part.high for part in parts]) if counted else None,
            scale=Scale(key=self.name, low=first.scale.low, high=top),
            how=say(
                "hybrid of {values}",
                values=listed([rating.low for rating in counted]),
            )
            if known
            else "",
        )


def _climbed(parts: Sequence[Rating], values: Sequence[float]) -> float:
    """Return the level; a part that does not apply asks for nothing."""
    first, start = parts[0], values[0]
    level = start if first.applies else first.scale.high
    if level < first.scale.high:
        return level
    for part, value in zip(parts[1:], values[1:], strict=True):
        if not part.applies:
            continue
        cuts = _cuts(part)
        tolerance = TOLERANCE * part.scale.width
        reached = sum(value >= cut - tolerance for cut in cuts)
        level += reached
        if reached < len(cuts):
            break
    return level


def _cuts(part: Rating) -> list[float]:
    """Return the values of a part that lift the level; its top when it has none."""
    cuts = [anchor.at for anchor in part.scale.anchors if anchor.at > part.scale.low]
    return cuts or [part.scale.high]


HYBRID: Final = Hybrid()
SCORERS: Final[Catalog[Scorer]] = Catalog(
    (
        MEAN,
        MEAN_OF_ITEMS,
        WEIGHTED,
        SUM,
        SUM_PRORATED,
        MINIMUM,
        PRODUCT,
        POINTS,
        LADDER,
        BLOCK,
        HYBRID,
        PERCENT_POSITIVE,
        ALL_OF,
    ),
    kind=say("scorer"),
)
