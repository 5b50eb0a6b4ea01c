"""Answers: what one respondent says about one item of one unit."""

from __future__ import annotations

from datetime import date
from typing import Any, Final, Literal, TypeAlias

from attrs import Factory, field, frozen

from cqikit.core import (
    Choice,
    ChoiceOf,
    Period,
    Sentence,
    as_optional_day,
    as_optional_period,
    is_day,
    is_key,
    is_text,
    optional,
    plain_number,
    say,
)
from cqikit.errors import (
    FieldError,
    FieldTypeError,
)

__all__ = ["Answer", "Status", "StatusWord"]


class Status(Choice):
    """Five different things that an empty cell may mean, and one full one."""

    ANSWERED = "answered"
    NOT_APPLICABLE = "not-applicable"
    DONT_KNOW = "dont-know"
    NOT_OBSERVED = "not-observed"
    UNANSWERED = "unanswered"

    @property
    def words(self) -> Sentence:
        """Return the status as people say it, such as ``don't know``."""
        return WORDS[self]


WORDS: Final = {
    Status.ANSWERED: say("answered"),
    Status.NOT_APPLICABLE: say("not applicable"),
    Status.DONT_KNOW: say("don't know"),
    Status.NOT_OBSERVED: say("not observed"),
    Status.UNANSWERED: say("unanswered"),
}
StatusWord: TypeAlias = Literal[
    "answered", "not-applicable", "dont-know", "not-observed", "unanswered"
]


def _plain(value: float | str | None) -> Any:
    return plain_number(value)


def _is_value(_: Any, __: Any, value: Any) -> None:
    if value is not None and not isinstance(value, (str, int, float)):
        raise FieldTypeError("value", say("must be a number or a label"), value)


def _status_of(value: object) -> Status:
    return Status.UNANSWERED if value is None else Status.ANSWERED


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
    value: float | str | None = field(
        default=None, converter=_plain, validator=_is_value
    )
    status: Status = field(
        default=Factory(lambda made: _status_of(made.value), takes_self=True),
        converter=ChoiceOf[Status, StatusWord],
    )
    respondent: str = field(default="", validator=is_text)
    role: str = field(default="", validator=is_text)
    unit: str = field(default="", validator=is_text)
    site: str = field(default="", validator=is_text)
    on: date | None = field(
        default=None, converter=as_optional_day, validator=optional(is_day)
    )
    evidence: str = field(default="", validator=is_text)
    next_step: str = field(default="", validator=is_text)
    by_when: Period | None = field(default=None, converter=as_optional_period)
    who: str = field(default="", validator=is_text)
    support: str = field(default="", validator=is_text)

    def __attrs_post_init__(self) -> None:
        if (self.status is Status.ANSWERED) != (self.value is not None):
            status = self.status.value
            must = say("must be left out when {status}", status=status)
            if self.value is None:
                must = say("must be there when {status}", status=status)
            raise FieldError("value", must, self.value)
