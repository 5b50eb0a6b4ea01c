"""What becomes of a score when answers are missing: policies with a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve, field, frozen

from cqikit.core import Catalog, between, instance_of, is_text, non_blank

if TYPE_CHECKING:
    from cqikit.assessments._score import Score

__all__ = ["POLICIES", "Policy"]


@frozen(kw_only=True)
class Policy:
    """What becomes of each score whose answers are not complete.

    Answers that do not apply are never missing: they leave the count.

    Parameters
    ----------
    name : str
    least_coverage : float
        Below this share of answers there is no score.
    as_lowest : bool
        Whether the unanswered count as the lowest answer there is.
    source : str

    Examples
    --------
    >>> from cqikit.assessments import (
    ...     POLICIES,
    ...     YES_NO,
    ...     Answer,
    ...     Framework,
    ...     Item,
    ...     Responses,
    ...     score,
    ... )
    >>> small = Framework(
    ...     key="small",
    ...     title="Small",
    ...     version="1",
    ...     scales=[YES_NO],
    ...     items=[Item(key="aim", text="An aim"), Item(key="data", text="Data")],
    ... )
    >>> said = [Answer(item="aim", value="yes")]
    >>> {one.name: score(Responses(small, said), policy=one).value for one in POLICIES}
    {'available': 1.0, 'half': 1.0, 'most': None, 'complete': None, 'lowest': 0.5}
    """

    name: str = field(validator=non_blank)
    least_coverage: float = field(default=0.0, validator=between(0, 1))
    as_lowest: bool = field(default=False, validator=instance_of(bool))
    source: str = field(default="", validator=is_text)

    def __call__(self, score: Score) -> Score:
        if self.as_lowest:
            return evolve(score, value=score.low)
        covered = score.coverage
        if covered is None or covered >= self.least_coverage:
            return score
        return evolve(score, value=None)


POLICIES: Final[Catalog[Policy]] = Catalog(
    (
        Policy(
            name="available",
            source="the mean of what was answered; biased even when answers are"
            " missing completely at random (Mazza et al. 2015), so read the range",
        ),
        Policy(name="half", least_coverage=0.5),
        Policy(name="most", least_coverage=0.8),
        Policy(name="complete", least_coverage=1.0),
        Policy(name="lowest", as_lowest=True),
    ),
    kind="policy",
)
