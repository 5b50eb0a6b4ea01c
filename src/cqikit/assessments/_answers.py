"""Answers, and collections of them that are known to fit a framework."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from attrs import converters, field, frozen

from cqikit.assessments._framework import Framework
from cqikit.core import (
    Period,
    as_tuple,
    each,
    instance_of,
    is_day,
    is_key,
    is_text,
    optional,
    parse_period,
)
from cqikit.errors import (
    DataError,
    FieldError,
    FieldTypeError,
    Problem,
    UnknownNameError,
    suggest,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cqikit.assessments._framework import Item

__all__ = ["Answer", "Responses", "Status", "split"]


class Status(StrEnum):
    """Five different things that an empty cell may mean, and one full one."""

    ANSWERED = "answered"
    NOT_APPLICABLE = "not-applicable"
    DONT_KNOW = "dont-know"
    NOT_OBSERVED = "not-observed"
    UNANSWERED = "unanswered"


def _is_value(_: Any, __: Any, value: Any) -> None:
    if value is not None and not isinstance(value, str | int | float):
        raise FieldTypeError("value", "must be a number or a label", value)


@frozen(kw_only=True)
class Answer:
    """What one respondent says about one item of one unit.

    Parameters
    ----------
    item : str
        Key of the item.
    value : float, str or bool, optional
        A number of the item's scale, or the label of one of its anchors.
    status : Status
        ``answered`` when there is a value, else ``unanswered``, unless said.
    respondent, role : str
        Who answered, and as what (``director``, ``teacher``, ``parent``).
    unit, site : str
        What the answer is about, such as a classroom, and where that is.
    on : date, optional
        When it was given; without it, staleness cannot be judged.
    evidence : str
        What it rests on.
    next_step, by_when, who, support
        What is to happen, until when, by whom, with which help (S5).

    Examples
    --------
    >>> Answer(item="leadership", value="met").status.value
    'answered'
    >>> Answer(item="leadership").status.value
    'unanswered'
    """

    item: str = field(validator=is_key)
    value: float | str | None = field(default=None, validator=_is_value)
    status: Status = field(converter=Status)
    respondent: str = field(default="", validator=is_text)
    role: str = field(default="", validator=is_text)
    unit: str = field(default="", validator=is_text)
    site: str = field(default="", validator=is_text)
    on: date | None = field(default=None, validator=optional(is_day))
    evidence: str = field(default="", validator=is_text)
    next_step: str = field(default="", validator=is_text)
    by_when: Period | None = field(
        default=None, converter=converters.optional(parse_period)
    )
    who: str = field(default="", validator=is_text)
    support: str = field(default="", validator=is_text)

    @status.default
    def _status(self) -> Status:
        return Status.UNANSWERED if self.value is None else Status.ANSWERED

    def __attrs_post_init__(self) -> None:
        if (self.status is Status.ANSWERED) != (self.value is not None):
            must = "must be there" if self.value is None else "must be left out"
            raise FieldError("value", f"{must} when {self.status.value}", self.value)


@frozen
class Responses:
    """Answers that fit a framework: known items, values on the scale, no doubles.

    Parameters
    ----------
    framework : Framework
    answers : iterable of Answer
    source : str
        What to call them in messages, such as the file's name.

    Raises
    ------
    DataError
        With every unknown item, every value off its scale, and every second
        answer of one respondent to one item of one unit.

    Examples
    --------
    >>> from cqikit.assessments import YES_NO, Item
    >>> small = Framework(
    ...     key="small",
    ...     title="Small",
    ...     version="1",
    ...     scales=[YES_NO],
    ...     items=[Item(key="aim", text="We have an aim")],
    ... )
    >>> Responses(small, [Answer(item="aim", value=3), Answer(item="aims", value=1)])
    Traceback (most recent call last):
    ...
    cqikit.errors.DataError: answers: 2 problems
      - answers[0].value: value must be from 0 to 1 (got 3)
      - answers[1].item: no item named 'aims'; did you mean 'aim'?
    """

    framework: Framework = field(validator=instance_of(Framework))
    answers: tuple[Answer, ...] = field(
        converter=as_tuple, validator=each(instance_of(Answer))
    )
    source: str = field(default="answers", kw_only=True, eq=False)
    _numbers: tuple[float, ...] = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        problems: list[Problem] = []
        numbers = tuple(self._checked(problems))
        if problems:
            raise DataError(self.source, problems)
        object.__setattr__(self, "_numbers", numbers)

    @property
    def numbers(self) -> tuple[float, ...]:
        """Return the number of each answer, as given, NaN where there is none."""
        return self._numbers

    def _checked(self, problems: list[Problem]) -> Iterator[float]:
        framework = self.framework
        scales = {item.key: framework.scale_of(item) for item in framework.all_items}
        seen: dict[tuple[str, str, str, str], int] = {}
        for place, answer in enumerate(self.answers):
            scale = scales.get(answer.item)
            number = float("nan")
            if scale is None:
                problem = UnknownNameError("item", answer.item, scales)
                problems.append(Problem(f"answers[{place}].item", str(problem)))
            elif answer.value is not None:
                try:
                    number = scale.number(answer.value)
                except FieldError as error:
                    problems.append(Problem(f"answers[{place}].value", str(error)))
            cell = (answer.item, answer.respondent, answer.unit, answer.site)
            first = seen.setdefault(cell, place)
            if first != place:
                problems.append(_twice(place, first, answer))
            yield number


def _twice(place: int, first: int, answer: Answer) -> Problem:
    who = f"respondent {answer.respondent!r}" if answer.respondent else "the respondent"
    about = f" about {answer.unit!r}" if answer.unit else ""
    return Problem(
        f"answers[{place}]",
        f"{who} answers item {answer.item!r}{about} a second time,"
        f" after answers[{first}]",
        "keep one, or name respondents and units",
    )


def responses_of(
    framework: Framework, answers: Responses | Iterable[Answer]
) -> Responses:
    """Return `answers` as responses to `framework`, checked once."""
    if isinstance(answers, Responses) and answers.framework == framework:
        return answers
    given = answers.answers if isinstance(answers, Responses) else answers
    return Responses(framework, given)


#: What answers can be told apart by.
GROUPINGS = ("unit", "site", "role", "respondent")


def split(responses: Responses, by: str = "unit") -> dict[str, Responses]:
    """Return the answers of each unit, site, role or respondent by themselves.

    Examples
    --------
    >>> from cqikit.assessments import YES_NO, Item, score
    >>> small = Framework(
    ...     key="small",
    ...     title="Small",
    ...     version="1",
    ...     scales=[YES_NO],
    ...     items=[Item(key="aim", text="We have an aim")],
    ... )
    >>> said = Responses(
    ...     small,
    ...     [
    ...         Answer(item="aim", value="yes", respondent="a", role="director"),
    ...         Answer(item="aim", value="no", respondent="b", role="teacher"),
    ...     ],
    ... )
    >>> {role: score(small, part).value for role, part in split(said, "role").items()}
    {'director': 1.0, 'teacher': 0.0}
    """
    if by not in GROUPINGS:
        near = suggest(by, GROUPINGS)
        raise FieldError(
            "by",
            f"must be one of {', '.join(GROUPINGS)}",
            by,
            f"did you mean {near!r}?" if near else "",
        )
    groups: dict[str, list[Answer]] = {}
    for answer in responses.answers:
        groups.setdefault(getattr(answer, by), []).append(answer)
    return {
        name: Responses(responses.framework, given, source=responses.source)
        for name, given in groups.items()
    }


def asked(item: Item, role: str) -> bool:
    """Say whether somebody of this role is asked about the item."""
    return not item.who or role in item.who
