"""Steps drafted from an assessment: from its gaps, in the words of who answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from cqikit import assessments, plans
from cqikit.core import Catalog, arguments, instance_of, is_text
from cqikit.projects._project import Assessed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cqikit.actions import ActionStep
    from cqikit.assessments import Answer

__all__ = ["drafts"]


@arguments(assessed=instance_of(Assessed), area=is_text, scorers=instance_of(Catalog))
def drafts(
    assessed: Assessed,
    *,
    area: str = "",
    scorers: Catalog[assessments.Scorer] = assessments.SCORERS,
) -> tuple[ActionStep, ...]:
    """Return a draft for each gap of an assessment, as `plans.propose` does.

    Where answers say what is to happen, by whom, by when or with which support, each
    that does is a draft in these words. What they say of an item that is no gap comes
    last.

    Parameters
    ----------
    assessed : Assessed
    area : str
        The key of the plan's area that they belong to; "" for none.
    scorers : Catalog of Scorer
        Where the names in a framework are looked up; by default those that come along.

    Examples
    --------
    >>> from cqikit.assessments import FRAMEWORKS, Answer, Responses
    >>> said = Answer(
    ...     item="teams",
    ...     value="not yet",
    ...     next_step="Ask three teams",
    ...     who="lead",
    ...     by_when="2027-03",
    ... )
    >>> taken = Responses(FRAMEWORKS["bts-infrastructure"], [said])
    >>> [step] = drafts(Assessed(key="first", responses=taken))
    >>> step.what, step.who, str(step.when), step.answers
    ('Ask three teams', 'lead', '2027-03', ('teams',))
    """
    responses = assessed.responses
    scored = assessments.score(responses, scorers=scorers)
    said: dict[str, list[Answer]] = {}
    for answer in responses.answers:
        if answer.by_when or any(
            map(str.strip, (answer.next_step, answer.who, answer.support))
        ):
            said.setdefault(answer.item, []).append(answer)
    steps: list[ActionStep] = []
    for blank in plans.propose(assessments.gaps(scored), area=area):
        steps += _worded(blank, said.pop(blank.answers[0], []))
    items = {
        item.key: item for item in responses.framework.all_items if item.key in said
    }
    for blank in plans.propose(map(_met, items.values()), area=area):
        steps += _worded(blank, said[blank.answers[0]])
    return tuple(steps)


def _met(item: assessments.Item) -> plans.Need:
    return plans.Need(key=item.key, title=item.title, size=0, concern=item.concern)


def _worded(blank: ActionStep, said: Sequence[Answer]) -> Iterator[ActionStep]:
    """Yield a draft for each that says something; as it was where none does."""
    if not said:
        yield blank
    for place, answer in enumerate(said, start=1):
        yield evolve(
            blank,
            key=blank.key if place == 1 else f"{blank.key}-{place}",
            what=answer.next_step.strip() or blank.what,
            who=answer.who.strip(),
            when=answer.by_when,
            support=(answer.support,) if answer.support.strip() else (),
        )
