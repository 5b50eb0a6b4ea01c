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
    """What is aimed at (``type = "aims"``).

    Parameters
    ----------
    aims : tuple of Aim
        The aims, one or more.
    """

    aims: tuple[Aim, ...] = field(
        converter=TupleOf[Aim], validator=[non_empty, each(instance_of(Aim)), unique()]
    )


@frozen(kw_only=True)
class Answers:
    """One self-assessment: who answered what (``type = "answers"``).

    Parameters
    ----------
    key : str
        A short name, other than those of other self-assessments in the folder.
    title : str
        What people call it; the framework's title unless said.
    framework, framework_version : str
        Key and version of the framework that was answered; without a version there
        is only one.
    on : date, optional
        The day of the assessment.
    answers : tuple of Answer
        What was answered, one entry an item and respondent.
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
class Crosswalks:
    """How answers to one framework fill another (``type = "crosswalks"``).

    Parameters
    ----------
    crosswalks : tuple of Crosswalk
        The crosswalks, one or more.
    """

    crosswalks: tuple[Crosswalk, ...] = field(
        converter=TupleOf[Crosswalk],
        validator=[non_empty, each(instance_of(Crosswalk)), unique()],
    )


@frozen(kw_only=True)
class Cycles:
    """What was tried (``type = "cycles"``): logs, and forms filled in box by box.

    Parameters
    ----------
    cycles : tuple of Cycle or Form
        The cycles, each as a log or as a form.
    """

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
class Frameworks:
    """What can be assessed (``type = "frameworks"``), several versions of it, too.

    Parameters
    ----------
    frameworks : tuple of Framework
        The frameworks, several versions of one, too.
    """

    frameworks: tuple[Framework, ...] = field(
        converter=TupleOf[Framework],
        validator=[non_empty, each(instance_of(Framework)), unique("edition")],
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


@frozen(kw_only=True)
class Measures:
    """What is measured (``type = "measures"``).

    Parameters
    ----------
    measures : tuple of Measure
        The measures, one or more.
    """

    measures: tuple[Measure, ...] = field(
        converter=TupleOf[Measure],
        validator=[non_empty, each(instance_of(Measure)), unique()],
    )


@frozen(kw_only=True)
class Steps:
    """Action steps that stand in no plan (``type = "steps"``).

    Parameters
    ----------
    steps : tuple of ActionStep
        The steps, one or more.
    """

    steps: tuple[ActionStep, ...] = field(
        converter=TupleOf[ActionStep],
        validator=[non_empty, each(instance_of(ActionStep)), unique()],
    )


@frozen(kw_only=True)
class Worksheets:
    """PDSA cycles as filled-in forms (``type = "worksheets"``).

    A form may have gaps that a logged cycle cannot have; `pdsa.cycle_of` makes
    a cycle of one that is complete.

    Parameters
    ----------
    worksheets : tuple of Worksheet
        The worksheets, one or more.
    """

    worksheets: tuple[Worksheet, ...] = field(
        converter=TupleOf[Worksheet],
        validator=[non_empty, each(instance_of(Worksheet)), unique()],
    )
