"""Documents that hold several things of one kind."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from cqikit.actions import ActionStep
from cqikit.assessments import Answer, Crosswalk, Framework
from cqikit.core import (
    TupleOf,
    as_optional_day,
    each,
    instance_of,
    is_day,
    is_key,
    is_text,
    non_empty,
    optional,
    say,
    unique,
)
from cqikit.errors import FieldError
from cqikit.measures import Aim, Measure
from cqikit.pdsa import Cycle, Form, Worksheet
from cqikit.projects import (
    Cause,
    Conjoint,
    Contact,
    Lesson,
    QualitativeEvidence,
    Resource,
)

__all__ = [
    "Aims",
    "Answers",
    "Causes",
    "Coaching",
    "Crosswalks",
    "Cycles",
    "Evidence",
    "Frameworks",
    "Lessons",
    "Measures",
    "Steps",
    "Worksheets",
]


@frozen(kw_only=True)
class Aims:
    """What is aimed at (``type = "aims"``)."""

    aims: tuple[Aim, ...] = field(
        converter=TupleOf[Aim], validator=[non_empty, each(instance_of(Aim)), unique()]
    )


@frozen(kw_only=True)
class Answers:
    """One self-assessment: who answered what (``type = "answers"``).

    Parameters
    ----------
    key, title : str
    framework, framework_version : str
        Key and version of the framework that was answered; without a version there
        is only one.
    on : date, optional
        The day of the assessment.
    answers : tuple of Answer
    """

    key: str = field(validator=is_key)
    title: str = field(default="", validator=is_text)
    framework: str = field(validator=is_key)
    framework_version: str = field(default="", validator=is_text)
    on: date | None = field(
        default=None, converter=as_optional_day, validator=optional(is_day)
    )
    answers: tuple[Answer, ...] = field(
        converter=TupleOf[Answer], validator=each(instance_of(Answer))
    )


@frozen(kw_only=True)
class Causes:
    """Why gaps are there (``type = "causes"``)."""

    causes: tuple[Cause, ...] = field(
        converter=TupleOf[Cause],
        validator=[non_empty, each(instance_of(Cause)), unique()],
    )


@frozen(kw_only=True)
class Coaching:
    """The log of a coach, or of somebody who gives TA (``type = "coaching"``)."""

    contacts: tuple[Contact, ...] = field(
        converter=TupleOf[Contact], validator=[non_empty, each(instance_of(Contact))]
    )


@frozen(kw_only=True)
class Crosswalks:
    """How answers to one framework fill another (``type = "crosswalks"``)."""

    crosswalks: tuple[Crosswalk, ...] = field(
        converter=TupleOf[Crosswalk],
        validator=[non_empty, each(instance_of(Crosswalk)), unique()],
    )


@frozen(kw_only=True)
class Cycles:
    """What was tried (``type = "cycles"``): logs, and forms filled in box by box."""

    cycles: tuple[Cycle | Form, ...] = field(
        converter=TupleOf[Cycle | Form],
        validator=[non_empty, each(instance_of(Cycle, Form)), unique()],
    )

    @property
    def logs(self) -> tuple[Cycle, ...]:
        """Return all cycles as logs, those of forms, too."""
        return tuple(
            cycle.cycle if isinstance(cycle, Form) else cycle for cycle in self.cycles
        )


@frozen(kw_only=True)
class Evidence:
    """What people told, and what it says beside the numbers (``type = "evidence"``)."""

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
class Frameworks:
    """What can be assessed (``type = "frameworks"``), several versions of it, too."""

    frameworks: tuple[Framework, ...] = field(
        converter=TupleOf[Framework],
        validator=[non_empty, each(instance_of(Framework)), unique("edition")],
    )


@frozen(kw_only=True)
class Lessons:
    """What was learned, and what helps (``type = "lessons"``)."""

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


@frozen(kw_only=True)
class Measures:
    """What is measured (``type = "measures"``)."""

    measures: tuple[Measure, ...] = field(
        converter=TupleOf[Measure],
        validator=[non_empty, each(instance_of(Measure)), unique()],
    )


@frozen(kw_only=True)
class Steps:
    """Action steps that stand in no plan (``type = "steps"``)."""

    steps: tuple[ActionStep, ...] = field(
        converter=TupleOf[ActionStep],
        validator=[non_empty, each(instance_of(ActionStep)), unique()],
    )


@frozen(kw_only=True)
class Worksheets:
    """PDSA cycles as filled-in forms (``type = "worksheets"``).

    A form may have gaps that a logged cycle cannot have; `pdsa.cycle_of` makes
    a cycle of one that is complete.
    """

    worksheets: tuple[Worksheet, ...] = field(
        converter=TupleOf[Worksheet],
        validator=[non_empty, each(instance_of(Worksheet)), unique()],
    )
