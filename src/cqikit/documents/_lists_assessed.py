"""Documents of several frameworks, crosswalks or answers."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

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
    unique,
)

__all__ = ["Answers", "Crosswalks", "Frameworks"]


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
