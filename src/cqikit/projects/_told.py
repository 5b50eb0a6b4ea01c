"""What groundwork and evidence add to the timeline: when, where, and what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cqikit.core import parse_period, say
from cqikit.projects._groundwork import Groundwork

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cqikit.core import Period
    from cqikit.projects._project import Project

__all__ = ["told_days"]


def told_days(project: Project) -> Iterator[tuple[Period, str, str]]:
    """Yield when there was training, a review, a decision, evidence; each in words."""
    for on, where, what in _of_groundwork(project.groundwork or Groundwork()):
        yield parse_period(on), where, what
    for evidence in project.evidence:
        yield evidence.on, evidence.kind.words, evidence.title


def _of_groundwork(laid: Groundwork) -> Iterator[tuple[date, str, str]]:
    if laid.on is not None:
        yield laid.on, say("groundwork"), say("laid")
    for person in laid.people:
        for training in person.training:
            if training.done is not None:
                learned = say("learned: {topic}", topic=training.topic)
                yield training.done, person.who, learned
    for standard in laid.standards:
        where = say("{form} “{title}”", form=standard.form.words, title=standard.title)
        for review in standard.reviews:
            said = say("looked at anew")
            if review.result:
                said = say("looked at anew; {result}", result=review.result)
            yield review.on, where, said
    for decided in laid.progress:
        rung = say("decided: {value:g}", value=decided.value)
        told = tuple(filter(None, (rung, decided.team, decided.who, decided.why)))
        yield decided.on, say("progress"), say("{told/; }", told=told)
