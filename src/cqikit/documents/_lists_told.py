"""Documents of what several people told, found or learned."""

from __future__ import annotations

from attrs import field, frozen

from cqikit.core import TupleOf, each, instance_of, non_empty, say, unique
from cqikit.errors import FieldError
from cqikit.projects import (
    Cause,
    Conjoint,
    Contact,
    Lesson,
    QualitativeEvidence,
    Resource,
)

__all__ = ["Causes", "Coaching", "Evidence", "Lessons"]


@frozen(kw_only=True)
class Causes:
    """Why gaps are there (``type = "causes"``).

    Parameters
    ----------
    causes : tuple of Cause
        The causes, each of a gap.
    """

    causes: tuple[Cause, ...] = field(
        converter=TupleOf[Cause],
        validator=[non_empty, each(instance_of(Cause)), unique()],
    )


@frozen(kw_only=True)
class Coaching:
    """The log of a coach, or of somebody who gives TA (``type = "coaching"``).

    Parameters
    ----------
    contacts : tuple of Contact
        The contacts, one entry each.
    """

    contacts: tuple[Contact, ...] = field(
        converter=TupleOf[Contact], validator=[non_empty, each(instance_of(Contact))]
    )


@frozen(kw_only=True)
class Evidence:
    """What people told, and what it says beside the numbers (``type = "evidence"``).

    Parameters
    ----------
    evidence : tuple of QualitativeEvidence
        What people told, or what was seen or read; nothing unless said.
    conjoint : tuple of Conjoint
        Questions of which numbers and stories both speak; none unless said.
    """

    evidence: tuple[QualitativeEvidence, ...] = field(
        default=(),
        converter=TupleOf[QualitativeEvidence],
        validator=[each(instance_of(QualitativeEvidence)), unique()],
    )
    conjoint: tuple[Conjoint, ...] = field(
        default=(),
        converter=TupleOf[Conjoint],
        validator=[each(instance_of(Conjoint)), unique()],
    )


@frozen(kw_only=True)
class Lessons:
    """What was learned, and what helps (``type = "lessons"``).

    Parameters
    ----------
    lessons : tuple of Lesson
        What was learned; nothing unless said.
    resources : tuple of Resource
        What helps; nothing unless said.
    """

    lessons: tuple[Lesson, ...] = field(
        default=(),
        converter=TupleOf[Lesson],
        validator=[each(instance_of(Lesson)), unique()],
    )
    resources: tuple[Resource, ...] = field(
        default=(),
        converter=TupleOf[Resource],
        validator=[each(instance_of(Resource)), unique()],
    )

    def __attrs_post_init__(self) -> None:
        if not (self.lessons or self.resources):
            raise FieldError("lessons", say("must have at least one, or resources"), ())
