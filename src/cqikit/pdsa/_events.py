"""What can happen in a cycle: frozen events, each on a day.

An event says only what its day knew. What was said wrong is put right by a
`Correct` at the end of the log; nothing before it is rewritten. The `author` of an
event is who wrote it down, by name or role; "" where nobody says.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, TypeAlias, get_args

from attrs import field, frozen

from cqikit.core import (
    Choice,
    ChoiceOf,
    OptionalChoiceOf,
    Period,
    as_day,
    as_optional_period,
    as_texts,
    at_least,
    each,
    finite,
    instance_of,
    is_day,
    is_key,
    is_text,
    non_blank,
    optional,
    say,
    unique,
)
from cqikit.errors import FieldTypeError
from cqikit.pdsa._evidence import EvidenceItem, exhibits
from cqikit.pdsa._predictions import (
    Prediction,
    Verdict,
    VerdictWord,
    as_prediction,
    is_prediction,
)

__all__ = [
    "Abandon",
    "Adapt",
    "Adopt",
    "Compare",
    "Conclude",
    "Correct",
    "EndTest",
    "Event",
    "NextScale",
    "NextScaleWord",
    "Observe",
    "Plan",
    "Predict",
    "Purpose",
    "PurposeWord",
    "StartTest",
    "Statement",
    "Stop",
]


class Purpose(Choice):
    """What a cycle is for.

    To `TEST` a change or to `COLLECT` information is a learning activity; to
    `IMPLEMENT` a change that tests have shown to work, or to do a `TASK`, is
    not.
    """

    TEST = "test"
    COLLECT = "collect"
    IMPLEMENT = "implement"
    TASK = "task"


PurposeWord: TypeAlias = Literal["test", "collect", "implement", "task"]


class NextScale(Choice):
    """How the scale of the next cycle compares with this one's."""

    SMALLER = "smaller"
    SAME = "same"
    LARGER = "larger"


NextScaleWord: TypeAlias = Literal["smaller", "same", "larger"]


@frozen(kw_only=True)
class Plan:
    """The plan of the test; a later plan takes the place of an earlier one.

    Parameters
    ----------
    on : date
        The day of the plan.
    author : str
        Who wrote it down.
    objective : str
        What the cycle is to find out.
    purpose : Purpose
        Whether this is to learn, to test or to implement; to test unless said.
    questions : tuple of str
        What the test should answer; each wants a prediction.
    who : str
        Who tests, by role; nobody is named unless said.
    what : str
        What is done; not told unless said.
    when : Period, optional
        A day, a week, a month: anything that `parse_period` reads.
    where : str
        Where it is done; not told unless said.
    data : str
        Which data are collected, by whom and how.
    measures : tuple of str
        Keys of the measures that the cycle leans on.
    scale : int, optional
        How many units the change is tested with: 1, 5, 25 ...
    unit : str
        What the scale counts, such as ``families``.
    conditions : tuple of str
        Under which conditions: sites, shifts, kinds of families.
    """

    on: date = field(converter=as_day, validator=is_day)
    author: str = field(default="", validator=is_text)
    objective: str = field(default="", validator=is_text)
    purpose: Purpose = field(
        default=Purpose.TEST, converter=ChoiceOf[Purpose, PurposeWord]
    )
    questions: tuple[str, ...] = field(
        default=(), converter=as_texts, validator=[each(non_blank), unique("")]
    )
    who: str = field(default="", validator=is_text)
    what: str = field(default="", validator=is_text)
    when: Period | None = field(default=None, converter=as_optional_period)
    where: str = field(default="", validator=is_text)
    data: str = field(default="", validator=is_text)
    measures: tuple[str, ...] = field(
        default=(), converter=as_texts, validator=each(is_key)
    )
    scale: int | None = field(default=None, validator=optional(at_least(1)))
    unit: str = field(default="", validator=is_text)
    conditions: tuple[str, ...] = field(
        default=(), converter=as_texts, validator=each(non_blank)
    )

    def __attrs_post_init__(self) -> None:
        if self.scale is not None and not isinstance(self.scale, int):
            raise FieldTypeError("scale", say("must be a whole number"), self.scale)


@frozen(kw_only=True)
class Predict:
    """One question with its prediction; bare text is a prediction in words.

    Parameters
    ----------
    on : date
        The day on which it happened.
    author : str
        Who wrote it down; nobody is named unless said.
    question : str
        The question that the test is to answer.
    prediction : Prediction
        What is expected: words, a number, an interval or a trend.
    measure : str
        The measure that will answer it, by its key; none unless said.
    """

    on: date = field(converter=as_day, validator=is_day)
    author: str = field(default="", validator=is_text)
    question: str = field(validator=non_blank)
    prediction: Prediction = field(
        converter=as_prediction,
        validator=is_prediction,
    )
    measure: str = field(default="", validator=is_text)


@frozen(kw_only=True)
class StartTest:
    """The test begins.

    Parameters
    ----------
    on : date
        The day on which it happened.
    author : str
        Who wrote it down; nobody is named unless said.
    """

    on: date = field(converter=as_day, validator=is_day)
    author: str = field(default="", validator=is_text)


@frozen(kw_only=True)
class Observe:
    """Something seen while testing: an observation, a problem, a value.

    Parameters
    ----------
    on : date
        The day on which it happened.
    author : str
        Who wrote it down; nobody is named unless said.
    what : str
        What was seen.
    problem : bool
        Whether it was a problem; it was none unless said.
    question : str
        The question that it belongs to; none unless said.
    value : float, optional
        The number that was seen; none unless said.
    source : str
        Where it stands; not told unless said.
    """

    on: date = field(converter=as_day, validator=is_day)
    author: str = field(default="", validator=is_text)
    what: str = field(validator=non_blank)
    problem: bool = field(default=False, validator=instance_of(bool))
    question: str = field(default="", validator=is_text)
    value: float | None = field(default=None, validator=optional(finite))
    source: str = field(default="", validator=is_text)


@frozen(kw_only=True)
class EndTest:
    """The test is over: whether it ran as planned, and what differed if not.

    Parameters
    ----------
    on : date
        The day on which it happened.
    author : str
        Who wrote it down; nobody is named unless said.
    as_planned : bool
        Whether it ran as planned; it did unless said.
    differences : str
        What was done otherwise; nothing unless said.
    """

    on: date = field(converter=as_day, validator=is_day)
    author: str = field(default="", validator=is_text)
    as_planned: bool = field(default=True, validator=instance_of(bool))
    differences: str = field(default="", validator=is_text)


@frozen(kw_only=True)
class Compare:
    """What happened, beside what was predicted for `question`.

    Without a `verdict`, it is computed from `actual` and the prediction.

    Parameters
    ----------
    on : date
        The day on which it happened.
    author : str
        Who wrote it down; nobody is named unless said.
    question : str
        The question of the plan.
    happened : str
        What happened, in words; not told unless said.
    actual : float, optional
        The number that came out; none unless said.
    verdict : Verdict, optional
        Whether the prediction came true; worked out from the numbers unless said.
    """

    on: date = field(converter=as_day, validator=is_day)
    author: str = field(default="", validator=is_text)
    question: str = field(validator=non_blank)
    happened: str = field(default="", validator=is_text)
    actual: float | None = field(default=None, validator=optional(finite))
    verdict: Verdict | None = field(
        default=None, converter=OptionalChoiceOf[Verdict, VerdictWord]
    )


@frozen(kw_only=True)
class Conclude:
    """What was learned, and the evidence for it.

    Parameters
    ----------
    on : date
        The day on which it happened.
    author : str
        Who wrote it down; nobody is named unless said.
    learned : str
        What was learned.
    evidence : tuple of EvidenceItem
        What supports it; nothing unless said.
    """

    on: date = field(converter=as_day, validator=is_day)
    author: str = field(default="", validator=is_text)
    learned: str = field(validator=non_blank)
    evidence: tuple[EvidenceItem, ...] = field(
        default=(), converter=exhibits, validator=each(instance_of(EvidenceItem))
    )


@frozen(kw_only=True)
class Adopt:
    """Keep the change: make it the way of working, or test it more widely.

    Parameters
    ----------
    on : date
        The day on which it happened.
    author : str
        Who wrote it down; nobody is named unless said.
    reason : str
        Why; not told unless said.
    next_scale : NextScale, optional
        Whether the next test is larger, the same or smaller; not told unless said.
    """

    on: date = field(converter=as_day, validator=is_day)
    author: str = field(default="", validator=is_text)
    reason: str = field(default="", validator=is_text)
    next_scale: NextScale | None = field(
        default=None, converter=OptionalChoiceOf[NextScale, NextScaleWord]
    )


@frozen(kw_only=True)
class Adapt:
    """Change the change: what is different next time.

    Parameters
    ----------
    on : date
        The day on which it happened.
    author : str
        Who wrote it down; nobody is named unless said.
    changes : str
        What is different next time.
    reason : str
        Why; not told unless said.
    next_scale : NextScale, optional
        Whether the next test is larger, the same or smaller; not told unless said.
    """

    on: date = field(converter=as_day, validator=is_day)
    author: str = field(default="", validator=is_text)
    changes: str = field(validator=non_blank)
    reason: str = field(default="", validator=is_text)
    next_scale: NextScale | None = field(
        default=None, converter=OptionalChoiceOf[NextScale, NextScaleWord]
    )


@frozen(kw_only=True)
class Abandon:
    """Give the change up, with the reason.

    Parameters
    ----------
    on : date
        The day on which it happened.
    author : str
        Who wrote it down; nobody is named unless said.
    reason : str
        Why the change is given up.
    """

    on: date = field(converter=as_day, validator=is_day)
    author: str = field(default="", validator=is_text)
    reason: str = field(validator=non_blank)


@frozen(kw_only=True)
class Stop:
    """End the cycle before its decision, with the reason.

    Parameters
    ----------
    on : date
        The day on which it happened.
    author : str
        Who wrote it down; nobody is named unless said.
    reason : str
        Why the cycle ends here.
    """

    on: date = field(converter=as_day, validator=is_day)
    author: str = field(default="", validator=is_text)
    reason: str = field(validator=non_blank)


Statement: TypeAlias = (
    Plan
    | Predict
    | StartTest
    | Observe
    | EndTest
    | Compare
    | Conclude
    | Adopt
    | Adapt
    | Abandon
    | Stop
)


@frozen(kw_only=True)
class Correct:
    """Say what an earlier event should have said.

    Parameters
    ----------
    on : date
        When the correction was made.
    author : str
        Who made it.
    place : int
        Which event of the log, counted from 0.
    instead : event
        Of the same type; it may have another day.
    reason : str
        Why it is corrected.
    """

    on: date = field(converter=as_day, validator=is_day)
    author: str = field(default="", validator=is_text)
    place: int = field(validator=at_least(0))
    instead: Statement = field(validator=instance_of(*get_args(Statement)))
    reason: str = field(validator=non_blank)


Event: TypeAlias = Statement | Correct
