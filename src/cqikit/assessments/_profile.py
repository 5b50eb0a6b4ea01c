"""What a result is read for: a profile to draw, and gaps to close."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Final

from attrs import frozen

from cqikit.actions import Concern
from cqikit.assessments._score import Result
from cqikit.core import arguments, instance_of, say

if TYPE_CHECKING:
    from cqikit.assessments._score import Score

__all__ = ["Gap", "ProfileRow", "gaps", "profile"]

#: Shares closer to the goal than this are at it.
NO_GAP: Final = 1e-9


@frozen(kw_only=True)
class ProfileRow:
    """One row of a profile: a node of the framework with its score.

    Parameters
    ----------
    key, title : str
        Of the item, domain or framework.
    depth : int
        0 for the framework, and 1 more for each domain around it.
    value : float, optional
        Its score, on its scale; None where there is none.
    low, high : float, optional
        Least and most that it can become once the rest is answered; None when
        nothing applies.
    least, most : float
        The ends of its scale.
    minimum : float, optional
        The lowest score of a unit; None where no unit has one.
    coverage : float, optional
        The share of cells that should have an answer and do; None where none
        should.
    level : str
        The label of its level; "" where there is none.
    respondents : int
        How many answered anything below.
    units : int
        How many units were scored.
    """

    key: str
    title: str
    depth: int
    value: float | None
    low: float | None
    high: float | None
    least: float
    most: float
    minimum: float | None
    coverage: float | None
    level: str
    respondents: int
    units: int


@arguments(result=instance_of(Result, fix=say("make one with assessments.score")))
def profile(result: Result) -> tuple[ProfileRow, ...]:
    """Return one row for each node, the whole first, for a chart or a table.

    `least` and `most` are the ends of the row's scale; `low` and `high` are
    what the score can still become.

    Examples
    --------
    >>> from cqikit.assessments import YES_NO, Answer, Framework, Item, Responses, score
    >>> small = Framework(
    ...     key="small",
    ...     title="Small",
    ...     version="1",
    ...     scales=[YES_NO],
    ...     items=[Item(key="aim", text="An aim"), Item(key="data", text="Data")],
    ... )
    >>> for row in profile(score(Responses(small, [Answer(item="aim", value="yes")]))):
    ...     print(row.depth, row.key, row.value, row.low, row.high, row.coverage)
    0 small 1.0 0.5 1.0 0.5
    1 aim 1.0 1.0 1.0 1.0
    1 data None 0.0 1.0 0.0
    """
    return tuple(_row(depth, score) for depth, score in result.walk())


def _row(depth: int, score: Score) -> ProfileRow:
    return ProfileRow(
        key=score.key,
        title=score.title,
        depth=depth,
        value=score.value,
        low=score.low,
        high=score.high,
        least=score.scale.low,
        most=score.scale.high,
        minimum=score.minimum,
        coverage=score.coverage,
        level=score.level,
        respondents=score.respondents,
        units=len(score.units),
    )


@frozen(kw_only=True)
class Gap:
    """An item that is not where it should be; a need for a plan.

    Parameters
    ----------
    key, title : str
        Of the item.
    size : float
        The share of the scale that is missing to the goal, times the item's
        weight.
    concern : Concern
        How pressing it is, whatever its size.
    value : float
        Its score, on its scale.
    unit : str
        The unit with the lowest score; "" where no unit is told.
    """

    key: str
    title: str
    size: float
    concern: Concern
    value: float
    unit: str


@arguments(result=instance_of(Result, fix=say("make one with assessments.score")))
def gaps(result: Result, *, goal: float = 1.0) -> tuple[Gap, ...]:
    """Return the items below the goal, the most pressing first.

    Health and safety come before licensing, licensing before all else (S2),
    and then the widest gap. What nobody answered is no gap but a question:
    coverage shows it.

    Parameters
    ----------
    result : Result
    goal : float
        Share of an item's scale that is enough, from 0 to 1; 1 unless said.

    Examples
    --------
    >>> from cqikit.assessments import YES_NO, Answer, Framework, Item, Responses, score
    >>> small = Framework(
    ...     key="small",
    ...     title="Small",
    ...     version="1",
    ...     scales=[YES_NO],
    ...     items=[
    ...         Item(key="aim", text="An aim", weight=2),
    ...         Item(key="exits", text="Exits are free", concern="health-and-safety"),
    ...     ],
    ... )
    >>> said = [Answer(item="aim", value="no"), Answer(item="exits", value="no")]
    >>> [(gap.key, gap.size) for gap in gaps(score(Responses(small, said)))]
    [('exits', 1.0), ('aim', 2.0)]
    """
    items = {item.key: item for item in result.framework.all_items}
    found = []
    for score in result.scores:
        item = items.get(score.key)
        if item is None or score.value is None or score.share is None:
            continue
        missing = goal - score.share
        if missing <= NO_GAP:
            continue
        by_value = [
            (unit.value, unit.unit) for unit in score.units if unit.value is not None
        ]
        found.append(
            Gap(
                key=item.key,
                title=item.title,
                size=missing * item.weight,
                concern=item.concern,
                value=score.value,
                unit=min(by_value, key=itemgetter(0))[1],
            )
        )
    rank = {concern: place for place, concern in enumerate(Concern)}
    return tuple(sorted(found, key=lambda gap: (rank[gap.concern], -gap.size)))
