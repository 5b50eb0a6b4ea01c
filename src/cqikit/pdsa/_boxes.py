"""The four boxes of a form: plan, do, study, act."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from cqikit.core import (
    ChoiceOf,
    OptionalChoiceOf,
    Period,
    SeveralOf,
    TupleOf,
    as_day,
    as_optional_day,
    as_optional_period,
    at_least,
    each,
    finite,
    instance_of,
    is_day,
    is_key,
    is_text,
    non_blank,
    optional,
)
from cqikit.pdsa._events import (
    Compare,
    NextScale,
    NextScaleWord,
    Observe,
    Predict,
    Purpose,
    PurposeWord,
)
from cqikit.pdsa._evidence import EvidenceItem, exhibits
from cqikit.pdsa._predictions import (
    Prediction,
    Verdict,
    VerdictWord,
    as_prediction,
    is_prediction,
)
from cqikit.pdsa._worksheet import Decision, DecisionWord

if TYPE_CHECKING:
    from attrs import Attribute

__all__ = ["ActBox", "Asked", "DoBox", "Found", "PlanBox", "StudyBox"]


def _prediction_or_none(said: Prediction | str | None) -> Prediction | None:
    return None if said is None else as_prediction(said)


@frozen(kw_only=True)
class Asked:
    """A question of the plan, with what is expected (see `Predict`).

    Parameters
    ----------
    question : str
        The question that the test is to answer.
    prediction : Prediction
        What is expected: words, a number, an interval or a trend.
    measure : str
        The measure that will answer it, by its key; none unless said.
    """

    question: str = field(validator=non_blank)
    prediction: Prediction = field(
        converter=as_prediction,
        validator=is_prediction,
    )
    measure: str = field(default="", validator=is_text)


@frozen(kw_only=True)
class Found:
    """What came of a question of the plan (see `Compare`).

    Parameters
    ----------
    question : str
        The question of the plan.
    happened : str
        What happened, in words; not told unless said.
    actual : float, optional
        The number that came out; none unless said.
    verdict : Verdict, optional
        Whether the prediction came true; worked out from the numbers unless said.
    """

    question: str = field(validator=non_blank)
    happened: str = field(default="", validator=is_text)
    actual: float | None = field(default=None, validator=optional(finite))
    verdict: Verdict | None = field(
        default=None, converter=OptionalChoiceOf[Verdict, VerdictWord]
    )


def _asked(instance: Any, attribute: Attribute[Any], value: Any) -> None:
    """Refuse a question of blanks; none at all is asked as the plan does."""
    check = non_blank if value else is_text
    check(instance, attribute, value)


@frozen(kw_only=True)
class PlanBox:
    """The box *plan*: what is tried, and what is expected.

    Parameters
    ----------
    on : date
        The day on which it was planned.
    objective, purpose, who, what, when, where, data, measures, scale, unit, \
conditions
        As of a `Plan`.
    question : str
        The question of the test, where there is one alone; none unless said.
    prediction : Prediction, optional
        What is expected; `question` says of what.
    predictions : tuple of Asked or Predict
        Where there are several.
    questions : tuple of str
        The questions, where there are several; none unless said.
    """

    on: date = field(converter=as_day, validator=is_day)
    objective: str = field(default="", validator=is_text)
    purpose: Purpose = field(
        default=Purpose.TEST, converter=ChoiceOf[Purpose, PurposeWord]
    )
    who: str = field(default="", validator=is_text)
    what: str = field(default="", validator=is_text)
    when: Period | None = field(default=None, converter=as_optional_period)
    where: str = field(default="", validator=is_text)
    data: str = field(default="", validator=is_text)
    measures: tuple[str, ...] = field(
        default=(), converter=SeveralOf[str], validator=each(is_key)
    )
    scale: int | None = field(
        default=None, validator=[optional(instance_of(int)), optional(at_least(1))]
    )
    unit: str = field(default="", validator=is_text)
    conditions: tuple[str, ...] = field(
        default=(), converter=SeveralOf[str], validator=each(non_blank)
    )
    question: str = field(default="", validator=_asked)
    prediction: Prediction | None = field(
        default=None,
        converter=_prediction_or_none,
        validator=optional(is_prediction),
    )
    predictions: tuple[Asked | Predict, ...] = field(
        default=(),
        converter=TupleOf[Asked | Predict],
        validator=each(instance_of(Asked, Predict)),
    )
    questions: tuple[str, ...] = field(
        default=(), converter=SeveralOf[str], validator=each(non_blank)
    )


def _seen(instance: Any, attribute: Attribute[Any], value: Any) -> None:
    """Refuse what is neither an observation nor a text of one."""
    check = non_blank if isinstance(value, str) else instance_of(str, Observe)
    check(instance, attribute, value)


@frozen(kw_only=True)
class DoBox:
    """The box *do*: what was seen, from which day until which.

    Parameters
    ----------
    on, until : date
        The days on which the test began and ended; without the second it goes on.
    saw : tuple of str or Observe
        What was seen; a text is dated with the last day of the test.
    problems : tuple of str
        What went wrong.
    as_planned, differences
        As of `EndTest`.
    """

    on: date = field(converter=as_day, validator=is_day)
    until: date | None = field(
        default=None, converter=as_optional_day, validator=optional(is_day)
    )
    saw: tuple[str | Observe, ...] = field(
        default=(),
        converter=SeveralOf[str | Observe],
        validator=each(_seen),
    )
    problems: tuple[str, ...] = field(
        default=(), converter=SeveralOf[str], validator=each(non_blank)
    )
    as_planned: bool = field(default=True, validator=instance_of(bool))
    differences: str = field(default="", validator=is_text)


@frozen(kw_only=True)
class StudyBox:
    """The box *study*: what happened beside what was expected, and what was learned.

    Parameters
    ----------
    on : date
        The day of the study.
    happened, actual, verdict
        What came of the one prediction, as of `Compare`.
    results : tuple of Found or Compare
        Where there are several.
    learned : str
        What was learned; nothing unless said.
    evidence : tuple of EvidenceItem
        What supports it; nothing unless said.
    """

    on: date = field(converter=as_day, validator=is_day)
    happened: str = field(default="", validator=is_text)
    actual: float | None = field(default=None, validator=optional(finite))
    verdict: Verdict | None = field(
        default=None, converter=OptionalChoiceOf[Verdict, VerdictWord]
    )
    results: tuple[Found | Compare, ...] = field(
        default=(),
        converter=TupleOf[Found | Compare],
        validator=each(instance_of(Found, Compare)),
    )
    learned: str = field(default="", validator=is_text)
    evidence: tuple[EvidenceItem, ...] = field(
        default=(), converter=exhibits, validator=each(instance_of(EvidenceItem))
    )


@frozen(kw_only=True)
class ActBox:
    """The box *act*: adopt, adapt, abandon or stop.

    Parameters
    ----------
    decision : Decision
        Adopt, adapt, abandon or stop.
    on : date, optional
        The day of the study where none is said.
    reason, changes, next_scale
        As of `Adopt`, `Adapt`, `Abandon` and `Stop`.
    """

    decision: Decision = field(converter=ChoiceOf[Decision, DecisionWord])
    on: date | None = field(
        default=None, converter=as_optional_day, validator=optional(is_day)
    )
    reason: str = field(default="", validator=is_text)
    changes: str = field(default="", validator=is_text)
    next_scale: NextScale | None = field(
        default=None, converter=OptionalChoiceOf[NextScale, NextScaleWord]
    )
