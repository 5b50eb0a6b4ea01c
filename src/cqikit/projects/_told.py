"""What groundwork and evidence add to the timeline: when, where, and what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cqikit.core import parse_period
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
        yield evidence.on, evidence.kind.value.replace("-", " "), evidence.title


def _of_groundwork(laid: Groundwork) -> Iterator[tuple[date, str, str]]:
    if laid.on is not None:
        yield laid.on, "groundwork", "laid"
    for person in laid.people:
        for training in person.training:
            if training.done is not None:
                yield training.done, person.who, f"learned: {training.topic}"
    for standard in laid.standards:
        where = f"{standard.form} \u201c{standard.title}\u201d"
        for review in standard.reviews:
            said = ("looked at anew", review.result)
            yield review.on, where, "; ".join(filter(None, said))
    for decided in laid.progress:
        told = (f"decided: {decided.value:g}", decided.team, decided.who, decided.why)
        yield decided.on, "progress", "; ".join(filter(None, told))
